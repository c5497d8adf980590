/*
 * HTML: where style sheets let a page begin, as far as the layout.
 */
#include <izba/apparatus.h>
#include <izba/builder.h>
#include <izba/formats.h>
#include <izba/layout.h>

#include "tests/unit/unit.h"

/* The pages of some HTML as lines, their blocks parted by bars. */
static void
expect(const char *html, bool sections, const char *pages)
{
	struct err err;
	struct book *b = book_read_bytes(str_of(html), "page.html", NULL, &err);
	const struct layout_options o = {
	    .measure = 60, .rows = 1000, .sections_start_pages = sections};
	struct buf out = BUF_INIT;
	struct layout *l;
	struct page p;

	if (b == NULL)
		fail_msg("%s", err.text);
	apparatus_link(b);
	assert_true(book_check(b, &err));
	l = layout_new(b, &o);
	p = layout_page_at(l, 0);
	do {
		for (uint32_t i = 0; i < b->n_blocks; i++) {
			const struct block *k = &b->blocks[i];

			if (layout_page_at(l, k->from).from != p.from)
				continue;
			if (out.n > 0 && out.p[out.n - 1] != '\n')
				buf_putc(&out, '|');
			buf_str(&out, k->kind == BLOCK_RULE
					  ? STR("--")
					  : book_text(b, k->from, k->to));
		}
		buf_putc(&out, '\n');
	} while (layout_page_next(l, &p));
	assert_string_equal(out.p, pages);
	buf_free(&out);
	layout_free(l);
	book_free(b);
}

static void
elements_begin_pages(void **state)
{
	(void)state;
	expect("<html><style>.new{page-break-before:always}"
	       ".end{break-after: page !important}</style>"
	       "<p>one<p class=new>two<p class=end>three<p>four",
	    true, "one\ntwo|three\nfour\n");
	/* the first block begins a page anyway, and two wishes are one */
	expect("<html><style>body,p,div{page-break-before:right}"
	       "p{page-break-after:left}.x{page-break-before:avoid}</style>"
	       "<div><p>one</div><div><p class=x>two</div>",
	    true, "one\ntwo\n");
	/* a rule that is not shown, and an element without text */
	expect("<html><p>one<hr style='visibility:hidden;"
	       "page-break-after:always'><p>two"
	       "<div style='break-before:recto'></div><p>three<hr "
	       "style='page-break-before:always'><p>four",
	    true, "one\ntwo\nthree\n--|four\n");
	expect("<html><p style='page-break-after:auto'>one<p "
	       "style='page-break-inside:avoid'>two",
	    true, "one|two\n");
}

static void
word_breaks_pages_by_line_ends(void **state)
{
	(void)state;
	expect("<html><div class=WordSection1><p class=MsoNormal>One.</p>"
	       "<span lang=EN-US style='font-size:12.0pt'><br clear=all "
	       "style='page-break-before:always'></span><p>Two."
	       "<br>More.</div>",
	    true, "One.\nTwo.\nMore.\n");
}

static void
some_begin_none(void **state)
{
	(void)state;
	/* in a cell; in a note; a printed page; where none are wanted */
	expect("<html><p>a<table><tr style='page-break-before:always'>"
	       "<td>b<td><p style='page-break-before:always'>c</table><p>d",
	    true, "a|b\tc|d\n");
	expect("<html><p>a<span epub:type=pagebreak title=4 "
	       "style='display:block;page-break-before:always'></span>b<p "
	       "style='page-break-before:always'>c",
	    false, "ab|c\n");
	expect("<html><p>One.<a epub:type=noteref href='#n'>1</a><p>Two."
	       "<aside epub:type=footnote id=n style='page-break-before:"
	       "always'><p>A note.</p></aside><p>Three.",
	    true, "One.1|Two.|A note.|Three.\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(elements_begin_pages),
	    cmocka_unit_test(word_breaks_pages_by_line_ends),
	    cmocka_unit_test(some_begin_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
