/*
 * HTML into books: lib/formats/html*.c.
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
	assert_true(book_check(b, &err));
	assert_string_equal(b->format, "html");
	return b;
}

/* Blocks as lines "kind level: text"; what is emphasised in stars. */
static void
show(const struct book *b, struct buf *out)
{
	for (uint32_t i = 0; i < b->n_blocks; i++) {
		const struct block *k = &b->blocks[i];

		buf_printf(out, "%s %u%s: ", block_names[k->kind], k->level,
		    k->flags & BLOCK_CONTINUES ? "+" : "");
		for (uint32_t at = k->from, to; at < k->to; at = to) {
			unsigned style = book_style_at(b, at, &to);

			to = to > k->to ? k->to : to;
			if (style != 0)
				buf_printf(out, "<%x ", style);
			buf_str(out, book_text(b, at, to));
			if (style != 0)
				buf_puts(out, ">");
		}
		buf_putc(out, '\n');
	}
}

static void
assert_blocks(const char *html, const char *expected)
{
	struct book *b = page(html);
	struct buf out = BUF_INIT;

	show(b, &out);
	assert_string_equal(out.p, expected);
	buf_free(&out);
	book_free(b);
}

static void
elements_become_blocks(void **state)
{
	(void)state;
	assert_blocks("<html><h1> A  <b>B</b></h1>\n<p>one\ntwo <i>three</i> ,"
		      "<p>x<!-- y -->z<div>loose <p>tight</p> end</div>",
	    "heading 1: A B\n"
	    "paragraph 0: one two <1 three> ,\n"
	    "paragraph 0: xz\n"
	    "paragraph 0: loose\n"
	    "paragraph 0: tight\n"
	    "paragraph 0: end\n");
	assert_blocks("<html><blockquote>a<ul><li>b<ul><li>c</ul></ul>",
	    "quote 1: a\nitem 2: b\nitem 3: c\n");
	assert_blocks("<html><h1>A</h1>loose<h2>B</h2><div>x<h3>C</h3>y",
	    "heading 1: A\nparagraph 0: loose\nheading 2: B\n"
	    "paragraph 0: x\nheading 3: C\nparagraph 0: y\n");
	assert_blocks("<html><ul><li>a<li><p>b<p>c<ol start=4><li>d<li>e</ol>"
		      "</ul><blockquote>q<blockquote>r</blockquote>"
		      "</blockquote><hr><pre>\n a\n  b</pre>",
	    "item 1: a\nitem 1: b\nitem 1+: c\nitem 2: 4. d\nitem 2: 5. e\n"
	    "quote 1: q\nquote 2: r\nrule 0: \n"
	    "preformatted 0:  a\n  b\n");
	assert_blocks("<html><p>a<br>b<br><br>c</p><div class='poem'><p>one"
		      "</p><p>two</p></div><p><q lang=ru>да</q> <q>yes</q>",
	    "paragraph 0: a\nb\nc\n"
	    "verse 0: one\ntwo\n"
	    "paragraph 0: «да» “yes”\n");
}

static void
tables_have_cells(void **state)
{
	(void)state;
	assert_blocks("<html><table><caption>C</caption><tr><th>a<th>b<th>c"
		      "<tr><td rowspan=2>1<td colspan=2>2 <i>x</i>"
		      "<tr><td>3<td><p>4</p><p>5</p></table>",
	    "caption 0: C\n"
	    "table 0: <2 a>\t<2 b>\t<2 c>\n1\t2 <1 x>\t\n\t3\t4 5\n");
	/* the frame of a page is none */
	assert_blocks("<html><table><tr><td><h2>H</h2><td>text</table>",
	    "heading 2: H\nparagraph 0: text\n");
}

static void
styles_come_from_sheets_too(void **state)
{
	(void)state;
	assert_blocks("<html><style>/* p{} */ .i, em.n {font-style: italic} "
		      "#up{vertical-align:super} .no{display:none} "
		      "@media print { p {display:none} } div p {color:red} "
		      ".sc{font-variant:small-caps}em.n{font-style:normal}"
		      "</style><p><span class='a i'>i</span> <em class=n>n</em>"
		      "<span id=up>2</span><span class=no>gone</span> "
		      "<span class=sc>Sc</span> "
		      "<span style='font-weight: bold'>b</span>",
	    "paragraph 0: <1 i> n<4 2> <10 Sc> <2 b>\n");
	/* one that hides all is not heeded */
	assert_blocks("<html><style>body{display:none}</style><p>shown",
	    "paragraph 0: shown\n");
}

static void
formulas_and_ruby_are_text(void **state)
{
	(void)state;
	assert_blocks("<html><p>see <math alttext='x^2'><mi>x</mi></math> and "
		      "<math><mi>y</mi><mo>=</mo><mn>1</mn></math>; "
		      "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
	    "paragraph 0: see x^2 and y=1; 漢(kan)\n");
}

static void
only_the_text_of_a_page_is_read(void **state)
{
	(void)state;
	assert_blocks("<!doctype html><nav>menu</nav><div role=banner>b</div>"
		      "<script>x</script><main><p>The text is here, and long."
		      "</main><footer>f</footer>",
	    "paragraph 0: The text is here, and long.\n");
	assert_blocks("<!doctype html><nav>menu</nav><p>One.<article><p>Two."
		      "</article><article>Three.</article>",
	    "paragraph 0: One.\nparagraph 0: Two.\nparagraph 0: Three.\n");
}

static void
notes_are_found(void **state)
{
	struct book *b = page(
	    "<!doctype html><h2>One</h2><p>Stove<a href='#n1' id=r1><sup>1</sup>"
	    "</a> and lamp<sup><a id=r2 href='#n2'>2</a></sup>, see <a "
	    "href='#two'>2</a>.<h2 id=two>Two</h2><p>Again<a href='#n3' id=r3>"
	    "[3]</a>, twice<a href='#n1'><sup>1</sup></a>.<h2>Notes</h2><ol><li "
	    "id=n1>First. <a href='#r1'>^</a><li id=n2>Ibid. <a href='#r2'>^"
	    "</a></ol><p id=n3><a href='#r3'>[3]</a> Third.<p>Goes on.<p><a "
	    "id=n4></a>4. Uncalled.");

	(void)state;
	apparatus_link(b);
	assert_int_equal(b->n_notes, 3);
	assert_int_equal(b->n_references, 4);
	assert_true(str_is(b->notes[0].label, "1"));
	assert_true(
	    str_is(book_text(b, b->notes[0].body, b->notes[0].to), "First."));
	assert_int_equal(b->notes[0].references.n, 2);
	assert_int_equal(b->notes[1].ibid_source, 0);
	assert_true(str_is(b->notes[2].label, "3"));
	assert_true(str_starts(
	    book_text(b, b->notes[2].body, b->notes[2].to), "Third."));
	assert_int_equal(b->notes[2].section, 1);
	/* "2" in the text is a link to a chapter */
	assert_int_equal(b->n_links, 1);
	assert_true(str_is(
	    book_text(b, b->links[0].target, b->links[0].target + 3), "Two"));
	book_free(b);
}

/* How many notes a rule finds. */
static uint32_t
notes_by(const char *html, const char *rule)
{
	struct read_options how = {.notes = rule};
	struct err err;
	struct book *b = book_read_bytes(str_of(html), "page.html", &how, &err);
	uint32_t n;

	assert_non_null(b);
	apparatus_link(b);
	n = b->n_notes;
	book_free(b);
	return n;
}

static void
the_reader_may_say_what_notes_are(void **state)
{
	static const char html[] =
	    "<!doctype html><p>One<a href='#a' id=r><sup>1</sup></a>, two <a "
	    "href='#b'>2</a>, three<a epub:type=noteref href='#c'>3</a>.<h2>"
	    "Behind</h2><p id=a>First. <a href='#r'>^</a><p id=b>Second, which "
	    "links to nothing.<p id=c>Third.";
	struct read_options bad = {.notes = "some"};
	struct err err;

	(void)state;
	assert_int_equal(notes_by(html, NULL), 2);
	assert_int_equal(notes_by(html, "auto"), 2);
	assert_int_equal(notes_by(html, "stated"), 1);
	assert_int_equal(notes_by(html, "all"), 3);
	assert_null(book_read_bytes(str_of(html), "x.html", &bad, &err));
	assert_int_equal(err.code, ERR_USAGE);
}

static void
stated_notes_are_believed(void **state)
{
	struct book *b = page(
	    "<!doctype html><section epub:type='chapter'><h1>One</h1><p>A word"
	    "<a epub:type='noteref' href='#x'>see</a> here<span epub:type="
	    "'pagebreak' id=p4 title='4'></span>.<aside epub:type='footnote' "
	    "id=x><p>One.</p><p>More.</p></aside><p>On.</section><section "
	    "role='doc-glossary'><h1>Words</h1><dl><dt>izba<dd>a house<dt>"
	    "izbach<dt>keeper<dd>its keeper</dl></section>");

	(void)state;
	apparatus_link(b);
	assert_int_equal(b->n_notes, 1);
	assert_int_equal(b->notes[0].paragraphs, 2);
	assert_int_equal(b->notes[0].references.n, 1);
	assert_int_equal(b->n_sections, 2);
	assert_int_equal(b->sections[1].kind, SECTION_GLOSSARY);
	assert_int_equal(b->n_entries, 2);
	assert_true(str_is(b->entries[1].heads.v[1], "keeper"));
	assert_int_equal(b->n_folios, 1);
	assert_true(str_is(b->folios[0].label, "4"));
	book_free(b);
}

/* A list of entries goes on under headings that only divide it: letters,
 * regions, years.  Contents of a part, set as a list of terms, are no entries;
 * nor does a list go on in a numbered chapter. */
static void
lists_go_on_under_headings(void **state)
{
	struct book *b = page(
	    "<!doctype html><title>Rooms</title><h1>Chapter 1. Winter</h1><p>"
	    "The izbach read.</p>"
	    "<h1>Glossary</h1><dl class=toc><dt><a href='#i'>I</a><dt><a "
	    "href='#z'>Z</a></dl>"
	    "<h2 id=i>I</h2><dl><dt>izba<dd>a house of logs<dt>izbach<dd>its "
	    "keeper</dl><h2 id=z>Z</h2><p><b>zakaz</b>: an order.<p><b>zemstvo"
	    "</b>: a rural council.<p><b>zhizn</b>: life.</p>"
	    "<h2>Chapter 2. Spring</h2><p><b>thaw</b>: it came.<p><b>flood</b>:"
	    " it went.<p><b>mud</b>: it stayed.</p>"
	    "<h1>Biographical notes</h1><h2>L</h2><p>Lugova, Anna (1890-1951) "
	    "kept the room.<p>Lukin, Ivan (1881-1937) read aloud.<h2>P</h2><p>"
	    "Petrov, Pavel (1870-1921) mended nets.</p>"
	    "<h1>Chronology</h1><h2>1923</h2><p>March 3: The lamp was lit.<p>"
	    "May 9: The stove was sold.<h2>1924</h2><p>January 21: A letter "
	    "came.");
	static const char *const heads[] = {"izba", "izbach", "zakaz",
	    "zemstvo", "zhizn", "Lugova", "Lukin", "Petrov"};

	(void)state;
	apparatus_link(b);
	assert_int_equal(b->n_entries, 11);
	for (size_t i = 0; i < LENGTH(heads); i++)
		assert_true(str_is(b->entries[i].heads.v[0], heads[i]));
	assert_true(str_is(b->sections[b->entries[4].section].title, "Z"));
	for (size_t i = 8; i < 11; i++) {
		assert_int_equal(b->entries[i].kind, ENTRY_DATE);
		assert_true(
		    str_is(b->entries[i].group, i < 10 ? "1923" : "1924"));
	}
	for (uint32_t i = 0; i < b->n_entries; i++)
		for (uint32_t k = b->entries[i].first_block;
		     k < b->entries[i].last_block; k++)
			assert_int_equal(b->blocks[k].kind, BLOCK_ENTRY);
	book_free(b);
}

/* "printf(3)": the number of a manual's section behind a word calls no note,
 * though a numbered list stands behind it. */
static void
numbers_of_other_things_call_nothing(void **state)
{
	struct buf html = BUF_INIT;
	struct book *b;

	(void)state;
	buf_puts(&html, "<!doctype html><title>Lamp</title><h1>Lamp</h1>");
	for (int i = 0; i < 9; i++)
		buf_puts(&html, "<p>See lamp(1) and oil(3), or wick(1) in the "
				"dark.</p>");
	buf_puts(&html, "<p>It does this:</p><ol><li>Trim it.<li>Fill it.<li>"
			"Light it.</ol><p>Then read.");
	/* in a chapter with text behind it as well as at the book's end */
	buf_puts(&html,
	    "<h1>Oil</h1><p>As wick(1) says:</p><ol><li>Buy it."
	    "<li>Burn it.</ol><p>More of it.</p><h1>End</h1><p>On.");
	b = page(html.p);
	apparatus_link(b);
	assert_int_equal(b->n_notes, 0);
	assert_int_equal(b->n_references, 0);
	book_free(b);
	buf_free(&html);
}

/* A page that begins with its text has no title in it, but for a heading. */
static void
lines_of_the_text_are_no_title(void **state)
{
	static const char text[] =
	    "<p>A reading room is a house in which whoever can read reads "
	    "aloud, and whoever can not listens, mends nets and argues; it has "
	    "a stove, a lamp and eleven books, of which four are the same "
	    "almanac, and one is about potatoes and their blight.</p>"
	    "<p>In the words of A. Izbach:</p><p>Read on.</p>";
	struct buf html = BUF_INIT;
	struct book *b = page(text);

	(void)state;
	apparatus_link(b);
	assert_null(b->title.p);
	book_free(b);
	buf_printf(&html, "%s<h2>What It Is For</h2><p>For reading.", text);
	b = page(html.p);
	apparatus_link(b);
	assert_true(str_is(b->title, "What It Is For"));
	book_free(b);
	buf_free(&html);
}

static void
pages_state_what_they_are(void **state)
{
	struct book *b =
	    page("<!doctype html><html lang=ru><head><title>Изба &amp; лампа"
		 "</title><meta name=author content='А. Избач'><meta name="
		 "'DC.publisher' content='Сосновка'></head><body><p>Да <i lang="
		 "en>yes</i>.<figure><img src='a%20b.png' alt='Stove' width=64 "
		 "height=48><figcaption>The stove</figcaption></figure>");

	(void)state;
	assert_true(str_is(b->title, "Изба & лампа"));
	assert_int_equal(b->authors.n, 1);
	assert_true(str_is(b->language, "ru"));
	assert_true(str_is(book_meta(b, META_PUBLISHER), "Сосновка"));
	assert_true(str_is(book_language_at(b, 6), "en"));
	assert_int_equal(b->n_images, 1);
	assert_true(str_is(b->images[0].href, "a b.png"));
	assert_int_equal(b->images[0].width, 64);
	assert_int_equal(b->n_figures, 1);
	assert_true(str_is(b->figures[0].captions.v[0], "The stove"));
	book_free(b);
}

static void
plain_text_in_a_page_is_plain_text(void **state)
{
	struct buf in = BUF_INIT;
	struct book *b;

	(void)state;
	buf_puts(&in, "<html><title>Road</title><pre>\n<ul><a name=1></a><h2>"
		      "Chapter One</h2></ul>\n\n");
	for (int i = 0; i < 16; i++)
		buf_puts(&in,
		    "     The road went through the wood, and the trees on both "
		    "sides of it\nstood so close that hardly any of the sky was "
		    "to be seen between [1]\nthem. The horse went at a walk.\n");
	buf_puts(&in, "\n<h2>Notes</h2>\n\n     [1] It was dark.\n</pre>");
	b = page(in.p);
	apparatus_link(b);
	assert_true(str_is(b->title, "Road"));
	assert_int_equal(b->n_sections, 2);
	assert_true(str_is(b->sections[0].title, "Chapter One"));
	assert_int_equal(b->sections[1].kind, SECTION_NOTES);
	assert_int_equal(b->blocks[1].kind, BLOCK_PARAGRAPH);
	assert_int_equal(b->blocks[1].line, 4);
	assert_true(str_ends(book_text(b, b->blocks[1].from, b->blocks[1].to),
	    "The horse went at a walk."));
	assert_int_equal(b->n_notes, 1);
	book_free(b);
	/* a listing stays one */
	assert_blocks("<html><p>Text.<pre>\n a\n  b</pre>",
	    "paragraph 0: Text.\npreformatted 0:  a\n  b\n");
	buf_free(&in);
}

static void
bytes_are_decoded(void **state)
{
	/* "Изба" in windows-1251 */
	static const char page_1251[] =
	    "<html><head><meta charset=windows-1251></head><p>"
	    "\xc8\xe7\xe1\xe0 \xe8 \xeb\xe0\xec\xef\xe0 \xf1\xf2\xee\xff\xf2";
	struct book *b = page(page_1251);

	(void)state;
	assert_true(str_starts(b->text, "Изба и лампа"));
	assert_true(str_is(b->encoding, "windows-1251"));
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(elements_become_blocks),
	    cmocka_unit_test(tables_have_cells),
	    cmocka_unit_test(styles_come_from_sheets_too),
	    cmocka_unit_test(formulas_and_ruby_are_text),
	    cmocka_unit_test(only_the_text_of_a_page_is_read),
	    cmocka_unit_test(notes_are_found),
	    cmocka_unit_test(the_reader_may_say_what_notes_are),
	    cmocka_unit_test(stated_notes_are_believed),
	    cmocka_unit_test(lists_go_on_under_headings),
	    cmocka_unit_test(numbers_of_other_things_call_nothing),
	    cmocka_unit_test(lines_of_the_text_are_no_title),
	    cmocka_unit_test(pages_state_what_they_are),
	    cmocka_unit_test(plain_text_in_a_page_is_plain_text),
	    cmocka_unit_test(bytes_are_decoded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
