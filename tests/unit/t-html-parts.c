/*
 * HTML: tables with spans, formulas, ruby, drawings, terms, poems; what a
 * library puts around a book.
 */
#include <izba/builder.h>
#include <izba/formats.h>

#include "tests/unit/unit.h"

/* The text of a page, its blocks parted by bars. */
static void
expect(const char *html, const char *wanted)
{
	struct err err;
	struct book *b = book_read_bytes(str_of(html), "a.html", NULL, &err);
	struct buf out = BUF_INIT;

	if (b == NULL)
		fail_msg("%s", err.text);
	assert_true(book_check(b, &err));
	for (uint32_t i = 0; i < b->n_blocks; i++) {
		buf_puts(&out, i > 0 ? " | " : "");
		buf_str(&out, book_text(b, b->blocks[i].from, b->blocks[i].to));
	}
	assert_string_equal(out.p, wanted);
	buf_free(&out);
	book_free(b);
}

static void
tables(void **state)
{
	(void)state;
	expect("<html><table><caption>Rye</caption><thead><tr><th rowspan=2>"
	       "Year<th colspan=2>Rye<th rowspan=2>Oats<tr><th>sown<th>reaped"
	       "<tbody><tr><td>1911<td>40<td>210<td rowspan=2>85<br>both<tr>"
	       "<td>1912<td colspan=2>not known<tr><td>1913<td>38<td><td>90"
	       "</table>",
	    "Rye | Year\tRye\t\tOats\n\tsown\treaped\t\n1911\t40\t210\t85 both"
	    "\n1912\tnot known\t\t\n1913\t38\t\t90");
	/* spans that lead out of the table, or are none */
	expect("<html><table><tr><td rowspan=9>a<td colspan=0>b<tr><td "
	       "colspan=x rowspan=-1>c</table>",
	    "a\tb\n\tc");
}

#define MATH(inside) "<html><p>x: <math>" inside "</math>."

static void
formulas(void **state)
{
	(void)state;
	expect("<html><p><math alttext=' a over b '><mfrac><mi>a</mi><mi>b"
	       "</mi></mfrac></math>",
	    "a over b");
	expect(MATH("<semantics><mrow><mfrac><mn>1</mn><mrow><mi>a</mi><mo>+"
		    "</mo><mi>b</mi></mrow></mfrac> <mo>=</mo> <msqrt><mi>x"
		    "</mi></msqrt></mrow><annotation>\\frac</annotation>"
		    "</semantics>"),
	    "x: 1/(a+b)=√x.");
	expect(MATH("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>"
		    "<mroot><mi>y</mi><mn>3</mn></mroot>"),
	    "x: √(x+1)3√y.");
	expect(MATH("<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn>"
		    "</mrow><mi>n</mi></munderover><msup><mi>i</mi><mrow><mi>k"
		    "</mi><mo>+</mo><mn>1</mn></mrow></msup>"),
	    "x: ∑_(i=1)n i^(k+1).");
	expect(MATH("<msup><mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)"
		    "</mo></mrow><mn>2</mn></msup><msub/><mtable><mtr><mtd>1"
		    "</mtd><mtd>0</mtd></mtr><mtr><mtd>0</mtd></mtr></mtable>"
		    "<mfrac></mfrac>"),
	    "x: (a+b)21 0 0 /.");
}

static void
readings(void **state)
{
	(void)state;
	expect("<html><p><ruby>明日<rp>(</rp><rt>あした</rt><rp>)</rp></ruby> "
	       "<ruby><rb>漢</rb><rb>字</rb><rt>kan</rt> <rt>ji</rt></ruby>"
	       "<ruby>東<rt>tō</rt>京<rt>kyō</rt></ruby>",
	    "明日(あした) 漢字(kan ji)東(tō)京(kyō)");
}

static void
drawings(void **state)
{
	struct err err;
	struct book *b;
	struct buf svg = BUF_INIT;

	(void)state;
	/* named; told of; with words in it; without any */
	expect("<html><p>a <svg><title>A ferry</title><text>x</text></svg> b "
	       "<svg aria-label='a star'/> <svg><text>North</text><text>South"
	       "</text></svg><svg><path d='M0 0'/></svg>.",
	    "a [A ferry] b [a star] [North; South].");
	expect("<html><p>a<p><object data=plan.svg>A plan</object><p><object "
	       "data=x.swf>Words</object>",
	    "a | A plan | Words");
	b = book_read_bytes(
	    STR("<html><p>a<svg viewBox='0 0 2 1' xmlns='x'><title>A&amp;B"
		"</title><linearGradient id='100%'><stop/></linearGradient>"
		"</svg>"),
	    "a.html", NULL, &err);
	assert_non_null(b);
	assert_int_equal(b->n_images, 1);
	assert_true(book_resource("a.html", b, b->images[0].href, &svg, &err));
	assert_string_equal(svg.p,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" "
	    "xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 2 1\">"
	    "<title>A&amp;B</title><linearGradient id=\"100%\"><stop></stop>"
	    "</linearGradient></svg>");
	buf_free(&svg);
	book_free(b);
}

static void
terms_and_poems(void **state)
{
	(void)state;
	expect("<html><dl><dt>Weir<dd>A dam.<dt>Sluice<dt>Gate<dd>Lets water "
	       "out.<dd><p>Also a door.<p>Two.</dl><dl><div><dt>Oven<dd>Warm."
	       "</div></dl>",
	    "Weir — A dam. | Sluice, Gate — Lets water out. | Also a door. | "
	    "Two. | Oven — Warm.");
	expect("<html><div class=poem><p class=title>The Ferry<div "
	       "class=stanza><p>The river froze,<p>the ferry stayed.</div>"
	       "<div class=stanza><p>The lamp<br>went out.</div></div>"
	       "<p class=poem>One,<br>two,<br/>\nthree.",
	    "The Ferry | The river froze,\nthe ferry stayed. | "
	    "The lamp\nwent out. | One,\ntwo,\nthree.");
}

static void
very_many_images_in_a_figure(void **state)
{
	struct buf page = BUF_INIT;
	struct book *b;
	struct err err;

	(void)state;
	buf_puts(&page, "<html><figure>");
	for (unsigned i = 0; i < 60000; i++)
		buf_puts(&page, "<div><img src=a.png></div>");
	buf_puts(&page, "<figcaption>All of them</figcaption></figure><p>.");
	b = book_read_bytes(buf_lend(&page), "a.html", NULL, &err);
	assert_non_null(b);
	assert_int_equal(b->n_images, 60000);
	assert_int_equal(b->figures[0].captions.n, 1);
	book_free(b);
	buf_free(&page);
}

static void
frames_go_behind(void **state)
{
	static const char page[] =
	    "<html><title>The Library's eBook of The Ferry</title><body><div>"
	    "<section><h2>The Library's eBook</h2><p>For all.<p><b>Title</b>: "
	    "The Ferry</p><div>*** START OF THE LIBRARY'S EBOOK <i>THE FERRY"
	    "</i> ***</div></section><h1>The Ferry</h1><p>It stayed, and the "
	    "*** START OF it is no frame.</p></div><p>*** END OF IT ***<p>"
	    "Licence.";
	static const char old[] =
	    "<html><title>E</title><body><pre>For all.\nTitle: The Lamp\n\n"
	    "***START OF THE LIBRARY'S EBOOK***\n</pre><p>It was lit.<p>And "
	    "burned.";
	struct err err;
	struct book *b;

	(void)state;
	expect(page,
	    "The Ferry | It stayed, and the *** START OF it is no frame. | "
	    "*** END OF IT *** | Licence. | The Library's eBook | For all. | "
	    "Title: The Ferry | *** START OF THE LIBRARY'S EBOOK THE FERRY "
	    "***");
	expect(old, "It was lit. | And burned. | For all.\nTitle: The Lamp\n\n"
		    "***START OF THE LIBRARY'S EBOOK***\n");
	b = book_read_bytes(STR(page), "a.html", NULL, &err);
	assert_true(str_is(b->title, "The Ferry"));
	book_free(b);
	b = book_read_bytes(STR(old), "a.html", NULL, &err);
	assert_true(str_is(b->title, "The Lamp"));
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tables),
	    cmocka_unit_test(formulas),
	    cmocka_unit_test(readings),
	    cmocka_unit_test(drawings),
	    cmocka_unit_test(terms_and_poems),
	    cmocka_unit_test(frames_go_behind),
	    cmocka_unit_test(very_many_images_in_a_figure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
