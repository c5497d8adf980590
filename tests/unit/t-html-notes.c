/*
 * Notes of HTML pages as the programs write them that make pages, and printed
 * pages: lib/formats/html-notes.c, html-bodies.c, html-labels.c, html-side.c.
 */
#include <izba/apparatus.h>
#include <izba/builder.h>
#include <izba/formats.h>

#include "tests/unit/unit.h"

static struct book *
page(const char *html)
{
	struct err err;
	struct book *b = book_read_bytes(str_of(html), "page.html", NULL, &err);

	if (b == NULL)
		fail_msg("%s", err.text);
	apparatus_link(b);
	assert_true(book_check(b, &err));
	return b;
}

/* Notes as lines "label/callouts: text", newlines as " | ". */
static void
assert_notes(const char *html, const char *expected)
{
	struct book *b = page(html);
	struct buf out = BUF_INIT;

	for (uint32_t i = 0; i < b->n_notes; i++) {
		const struct note *n = &b->notes[i];
		struct str s = book_text(b, n->body, n->to);

		buf_printf(&out, "%.*s/%u: ", (int)n->label.n, n->label.p,
		    n->references.n);
		for (size_t k = 0; k < s.n; k++)
			if (s.p[k] == '\n')
				buf_puts(&out, " | ");
			else
				buf_putc(&out, s.p[k]);
		buf_putc(&out, '\n');
	}
	if (expected != NULL)
		assert_string_equal(out.p, expected);
	buf_free(&out);
	book_free(b);
}

static void
office_programs(void **state)
{
	(void)state;
	/* LibreOffice */
	assert_notes(
	    "<!doctype html><body lang='en-US'><h1>One</h1><p>A<a class="
	    "sdfootnoteanc name=sdfootnote1anc href='#sdfootnote1sym'><sup>1"
	    "</sup></a> b<a name=sdfootnote2anc href='#sdfootnote2sym'><sup>2"
	    "</sup></a><a name=sdendnote1anc href='#sdendnote1sym'><sup>i</sup>"
	    "</a>.<div id=sdfootnote1><p><a name=sdfootnote1sym href="
	    "'#sdfootnote1anc'>1</a> First.</p><p>More.</p></div><div id="
	    "sdfootnote2><p><a name=sdfootnote2sym href='#sdfootnote2anc'>2"
	    "</a>Close.</p></div><div id=sdendnote1><p><a name=sdendnote1sym "
	    "href='#sdendnote1anc'>i</a>\tEnd.</p><p>Last.</p></div>",
	    "1/1: First. | More.\n2/1: Close.\ni/1: End. | Last.\n");
	/* Word */
	assert_notes(
	    "<!doctype html><p>A<a href='#_ftn1' name='_ftnref1'><span>[1]"
	    "</span></a>.</p><div><hr><div id=ftn1><p><a href='#_ftnref1' "
	    "name='_ftn1'>[1]</a> First.</p><p>More.</p></div></div>",
	    "1/1: First. | More.\n");
	/* Google Docs: a no-break blank behind the label */
	assert_notes(
	    "<!doctype html><p>A<sup><a href='#ftnt1' id=ftnt_ref1>[1]</a>"
	    "</sup> b<sup><a href='#ftnt2' id=ftnt_ref2>[2]</a></sup><hr><div>"
	    "<p><a href='#ftnt_ref1' id=ftnt1>[1]</a><span>&nbsp;Smith, p. 3."
	    "</span></p></div><div><p><a href='#ftnt_ref2' id=ftnt2>[2]</a>"
	    "&nbsp;Ibid.</p></div>",
	    "1/1: Smith, p. 3.\n2/1: Ibid.\n");
}

static void
wikis(void **state)
{
	(void)state;
	assert_notes(
	    "<!doctype html><h2>A<span class=mw-editsection>[<a href=x>edit</a>"
	    "]</span></h2><p>B<sup id=r1><a href='#n1'>[1]</a></sup> c<sup "
	    "id=r2><a href='#n1'>[1]</a></sup> d<sup id=r3><a href='#k1'>[К 1]"
	    "</a></sup> e<sup><a href='#b'>[Smith]</a></sup><ol><li id=k1><a "
	    "href='#r3'>↑</a> Comment.</ol><ol><li id=n1>↑ <a href='#r1'>"
	    "<sup>1</sup></a> <a href='#r2'><sup>2</sup></a> <span>Source."
	    "</span></ol><p id=b>Smith, 1910.",
	    "К 1/1: Comment.\n1/2: Source.\n");
}

static void
all_of_a_note_is_its_own(void **state)
{
	(void)state;
	/* the last of a list that holds nothing else */
	assert_notes(
	    "<!doctype html><p>A<a id=r1 href='#n1'><sup>1</sup></a> b<a id=r2 "
	    "href='#n2'><sup>2</sup></a><div><p>Notes</p><p id=n1><a href='#r1'>"
	    "1</a> One.</p><p>More.</p><p id=n2><a href='#r2'>2</a> Two.</p><p>"
	    "Still.</p><hr><p>Not.</p></div>",
	    "1/1: One. | More.\n2/1: Two. | Still.\n");
	/* but not the text behind notes among text */
	assert_notes(
	    "<!doctype html><div><p>A<a id=r1 href='#n1'><sup>1</sup></a></p>"
	    "<p>b<a id=r2 href='#n2'><sup>2</sup></a></p><p>c</p><p id=n1><a "
	    "href='#r1'>1</a> One.</p><p id=n2><a href='#r2'>2</a> Two.</p><p>"
	    "Text goes on.</p></div>",
	    "1/1: One.\n2/1: Two.\n");
	/* a list of terms */
	assert_notes(
	    "<!doctype html><p>A<a epub:type=noteref href='#n1'>1</a> b<a "
	    "epub:type=noteref href='#n2'>2</a><dl><dt><a id=n1 epub:type="
	    "rearnote>1</a></dt><dd>One.</dd><dt>2</dt><dd id=n2>Two.</dd><dd>"
	    "More.</dd></dl>",
	    "1/1: One.\n2/1: Two. | More.\n");
	/* rows of a table */
	assert_notes(
	    "<!doctype html><p>A<a href='#n1' id=r1><sup>1</sup></a> b<a "
	    "href='#n2'><sup>2</sup></a><table><tr><td><a id=n1 href='#r1'>1"
	    "</a></td><td>One.</td></tr><tr><td><a id=n2></a>2</td><td>Two."
	    "</td></tr></table>",
	    "1/1: One.\n2/1: Two.\n");
	/* a box in the text is no note */
	assert_notes(
	    "<!doctype html><p>A<div epub:type=note><p>Box.</div>", "");
}

static void
hidden_ones_are_shown(void **state)
{
	(void)state;
	assert_notes(
	    "<!doctype html><style>.x{display:none}</style><p>A<a epub:type="
	    "noteref href='#a'>1</a> b<a epub:type=noteref href='#b'>2</a>"
	    "<aside epub:type=footnote id=a hidden>One.</aside><div class=x>"
	    "<aside role=doc-footnote id=b>Two.</aside></div>",
	    "1/1: One.\n2/1: Two.\n");
	/* outside of the part of the page that is its text */
	assert_notes(
	    "<!doctype html><nav>menu</nav><article><p>A long text, and what it "
	    "calls<a epub:type=noteref href='#a'>1</a></article><div><p id=a>1. "
	    "Note.</p></div>",
	    "1/1: Note.\n");
}

static void
notes_within_their_line(void **state)
{
	static const char html[] =
	    "<!doctype html><p>A<label class=margin-toggle>+</label><input "
	    "type=checkbox id=x><span class=sidenote>Beside <i>it</i>.</span> "
	    "b<a epub:type=noteref href='#y'>*</a><span id=y role="
	    "'doc-footnote'>Called.</span> c.<p>Next.";
	struct book *b = page(html);

	(void)state;
	assert_true(
	    str_starts(b->text, "A1 b* c.\nBeside it.\nCalled.\nNext."));
	book_free(b);
	assert_notes(html, "1/1: Beside it.\n*/1: Called.\n");
}

static void
printed_pages(void **state)
{
	struct book *b =
	    page("<!doctype html><p><span class=pagenum><a id=Page_12>[Pg 12]"
		 "</a></span>A <span class=pagenum id=p13>13</span>b <span "
		 "class=pagenum>word</span> <span class='pagenum ws-pagenum' "
		 "id=14 title='Page:X/26' data-page-number=14>&#8203;</span>c "
		 "<span style='display:none' role=doc-pagebreak aria-label='p. "
		 "xv.'></span><a href='#Page_12'>p. 12</a><div class=pagebreak>"
		 "Only a box.</div>");

	(void)state;
	assert_true(str_is(b->text, "A b word c p. 12\nOnly a box."));
	assert_int_equal(b->n_folios, 4);
	assert_true(str_is(b->folios[0].label, "12"));
	assert_true(str_is(b->folios[2].label, "14"));
	assert_true(str_is(b->folios[3].label, "xv"));
	assert_int_equal(b->links[0].target, 0);
	book_free(b);
}

static void
languages_are_written_one_way(void **state)
{
	struct book *b =
	    page("<!doctype html><body lang=RU><p>Да, <i lang=en-us"
		 ">yes</i>, <i lang=lat>ita</i>.");

	(void)state;
	assert_true(str_is(b->language, "ru"));
	assert_true(str_is(book_language_at(b, 6), "en-US"));
	assert_true(str_is(book_language_at(b, 11), "la"));
	book_free(b);
}

/* A long list, white space between its parts; notes of two kinds together. */
static void
each_has_its_own_text_alone(void **state)
{
	enum { MANY = 300 };
	struct buf page_text = BUF_INIT, expected = BUF_INIT;

	(void)state;
	buf_puts(&page_text, "<!doctype html><body><h1>One</h1><p>");
	for (unsigned i = 1; i <= MANY; i++)
		buf_printf(&page_text,
		    "A<a epub:type=noteref href='#n%u'>%u</a> ", i, i);
	buf_puts(&page_text, "end.</p><h1>Notes</h1><dl>");
	for (unsigned i = 1; i <= MANY; i++) {
		buf_printf(&page_text,
		    "\n<dt>[%u]</dt>\n<dd id=n%u>Of %u.</dd>", i, i, i);
		buf_printf(&expected, "%u/1: Of %u.\n", i, i);
	}
	buf_puts(&page_text, "\n</dl>");
	assert_notes(page_text.p, expected.p);
	buf_free(&page_text);
	buf_free(&expected);
	assert_notes("<!doctype html><body><h1>One</h1><p>A<sup><a href='#n1'>"
		     "1</a></sup> b<sup><a href='#n2'>2</a></sup> c<a "
		     "epub:type=noteref href='#n3'>3</a> d.</p><h1>Notes</h1>"
		     "<div><p id=n1>1. One.</p><p id=n2>2. Two.</p><p id=n3 "
		     "epub:type=footnote>3. Three.</p></div>",
	    "1/1: One.\n2/1: Two.\n3/1: Three.\n");
}

static void
lists_in_lists_count_on(void **state)
{
	(void)state;
	assert_notes("<!doctype html><body><h1>One</h1><p>A <a epub:type="
		     "noteref href='#a'>here</a> b <a epub:type=noteref "
		     "href='#b'>there</a> c <a epub:type=noteref href='#c'>"
		     "below</a>.</p><h1>Notes</h1><ol start=4><li id=a "
		     "epub:type=footnote>One.</li><li>See<ol><li>no</li><li "
		     "id=b epub:type=footnote>Two.</li></ol></li><li id=c "
		     "epub:type=footnote>Three.</li></ol>",
	    "4/1: One.\n1/0: no\n2/1: Two.\n6/1: Three.\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(office_programs),
	    cmocka_unit_test(wikis),
	    cmocka_unit_test(all_of_a_note_is_its_own),
	    cmocka_unit_test(each_has_its_own_text_alone),
	    cmocka_unit_test(lists_in_lists_count_on),
	    cmocka_unit_test(hidden_ones_are_shown),
	    cmocka_unit_test(notes_within_their_line),
	    cmocka_unit_test(printed_pages),
	    cmocka_unit_test(languages_are_written_one_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
