/*
 * FictionBook into books (lib/formats/fb2.c), and XML mended
 * (lib/formats/xml-mend.c).
 */
#include <izba/apparatus.h>
#include <izba/builder.h>
#include <izba/formats.h>

#include "lib/formats/format.h"
#include "lib/formats/tree.h"

#include "tests/unit/unit.h"
#include "tests/unit/zip.h"

static const char sample[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><FictionBook xmlns=\"ht"
    "tp://www.gribuser.ru/xml/fictionbook/2.0\" xmlns:l=\"http://ww"
    "w.w3.org/1999/xlink\"><description><title-info><genre>prose</"
    "genre><author><first-name>Анна</first-name><middle-name>П.</"
    "middle-name><last-name>Избач</last-name></author><book-title"
    ">Лампа</book-title><annotation><p>О лампе.</p></annotation><"
    "lang>ru</lang><sequence name=\"Избы\" number=\"2\"/></title-info"
    "><document-info><id>abc</id></document-info><publish-info><p"
    "ublisher>Сосновка</publisher><year>1925</year><isbn>978</isb"
    "n></publish-info></description><body><title><p>Анна Избач</p"
    "><p>Лампа</p></title><epigraph><p>Свет.</p><text-author>Кто-"
    "то</text-author></epigraph><section id=\"c1\"><title><p>Глава "
    "1</p><p>Зима</p></title><p>Первая зима<a l:href=\"#n1\" type=\""
    "note\">[1]</a> и <emphasis>лампа</emphasis><a l:href=\"#n2\" ty"
    "pe=\"note\">[2]</a>.</p><subtitle>***</subtitle><poem><stanza>"
    "<v>строка раз</v><v>строка два</v></stanza><stanza><v>ещё</v"
    "></stanza><text-author>Поэт</text-author></poem><image l:hre"
    "f=\"#pic.png\"/><cite><p>Цитата.</p></cite><table><tr><th>а</t"
    "h><th>б</th></tr><tr><td>1</td><td>2</td></tr></table></sect"
    "ion><section id=\"c2\"><title><p>Глава 2</p></title><section><"
    "title><p>Подглава</p></title><p>Текст, см. <a l:href=\"#c1\">в"
    "ыше</a>.</p></section></section></body><body name=\"notes\"><t"
    "itle><p>Примечания</p></title><section id=\"n1\"><title><p>1</"
    "p></title><p>Календарь.</p></section><section id=\"n2\"><title"
    "><p>2</p></title><p>Там же, с. 4.</p><p>Ещё.</p></section></"
    "body><binary id=\"pic.png\" content-type=\"image/png\">aGVsbG8=<"
    "/binary></FictionBook>";

static struct book *
book_of(struct str bytes, const char *encoding)
{
	struct err err;
	struct book *b = book_read_bytes(bytes, "x", NULL, &err);

	if (b == NULL)
		fail_msg("%s", err.text);
	assert_string_equal(b->format, "fb2");
	assert_true(str_is(b->encoding, encoding));
	apparatus_link(b);
	assert_true(book_check(b, &err));
	return b;
}

static void
assert_sample(const struct book *b)
{
	assert_true(str_is(b->title, "Лампа"));
	assert_true(str_is(b->authors.v[0], "Анна П. Избач"));
	assert_true(str_is(b->language, "ru"));
	assert_true(str_is(book_meta(b, META_SERIES), "Избы, 2"));
	assert_true(str_is(book_meta(b, META_PUBLISHER), "Сосновка"));
	assert_true(str_is(book_meta(b, META_DATE), "1925"));
	assert_true(str_is(book_meta(b, META_IDENTIFIER), "isbn:978"));
	assert_int_equal(b->n_sections, 5);
	assert_int_equal(b->sections[0].kind, SECTION_FRONT);
	assert_true(str_is(b->sections[1].title, "Зима"));
	assert_true(str_is(b->sections[1].number, "1"));
	assert_int_equal(b->sections[3].parent, 2);
	assert_int_equal(b->sections[4].kind, SECTION_NOTES);
	assert_int_equal(b->n_notes, 2);
	assert_true(str_is(b->notes[1].label, "2"));
	assert_int_equal(b->notes[1].paragraphs, 2);
	assert_int_equal(b->notes[1].ibid_source, 0);
	assert_int_equal(b->n_references, 2);
	assert_int_equal(b->n_links, 1);
	assert_int_equal(b->n_images, 1);
	assert_true(
	    str_find(b->text, STR("строка раз\nстрока два\nещё")) != SIZE_MAX);
	assert_int_equal(b->n_problems, 0);
}

static void
books_are_read(void **state)
{
	struct book *b = book_of(str_of(sample), "UTF-8");

	(void)state;
	assert_sample(b);
	book_free(b);
}

static void
zipped_ones_too(void **state)
{
	struct zip_maker z = {BUF_INIT, BUF_INIT, 0};
	struct str bytes;
	struct book *b;
	struct err err;

	(void)state;
	zip_add(&z, STR("readme.txt"), STR("x"), false);
	zip_add(&z, STR("lampa.fb2"), str_of(sample), true);
	bytes = zip_end(&z);
	b = book_of(bytes, "UTF-8");
	assert_sample(b);
	book_free(b);
	b = book_read_bytes(
	    str_slice(bytes, 0, bytes.n - 30), "x.fb2.zip", NULL, &err);
	assert_non_null(b);
	assert_true(str_is(b->title, "Лампа"));
	assert_non_null(strstr(b->problems[0].message.p, "damaged or cut off"));
	book_free(b);
	b = book_read_bytes(STR("PK\3\4"), "x.fb2.zip",
	    &(struct read_options){.format = "fb2"}, &err);
	assert_null(b);
	assert_non_null(strstr(err.text, "damaged or cut off"));
	zip_free(&z);
}

/* A sample whose first letters are windows-1251, rightly declared or not. */
static void
declared(const char *says)
{
	struct buf in = BUF_INIT;
	struct book *b;

	buf_printf(&in,
	    "<?xml version='1.0' encoding='%s'?><FictionBook><body><section>"
	    "<title><p>\xd1\xf2\xf3\xea</p></title><p>\xcb\xe0\xec\xef\xe0 "
	    "\xe3\xee\xf0\xe5\xeb\xe0 \xe2\xf1\xfe \xed\xee\xf7\xfc, "
	    "\xe8 \xed\xe8\xea\xf2\xee \xed\xe5 \xf1\xef\xe0\xeb.</p>"
	    "</section></body></FictionBook>",
	    says);
	b = book_of(buf_lend(&in), "windows-1251");
	assert_true(str_starts(b->text, "Стук\nЛампа горела"));
	book_free(b);
	buf_free(&in);
}

static void
later_bodies_are_parts_or_notes(void **state)
{
	struct book *b = book_of(
	    STR("<FictionBook xmlns:l='x'><description><title-info><book-title>T"
		"</book-title><sequence name='A' number='1'/><sequence name='B'"
		"/></title-info></description><body><title><p>T</p></title>"
		"<section><title><p>One</p></title><p>a<a l:href='#a1' "
		"type='note'>1</a></p><cite><poem><stanza><v>b</v><v>c</v>"
		"</stanza></poem></cite></section></body><body><title><p>More"
		"</p></title><section><title><p>Two</p></title><p>d</p>"
		"</section></body><body><title><p>Links</p></title><section "
		"id='g'><title><p>To one</p></title><section id='a1'><title><p>"
		"1</p></title><p>Note.</p></section></section></body>"
		"</FictionBook>"),
	    "UTF-8");

	(void)state;
	assert_int_equal(b->n_notes, 1);
	assert_int_equal(b->notes[0].references.n, 1);
	assert_true(str_find(b->text, STR("a1\nb\nc\n")) != SIZE_MAX);
	assert_true(str_is(b->sections[2].title, "More"));
	assert_true(str_is(b->sections[3].title, "Two"));
	assert_int_equal(b->sections[3].parent, 2);
	assert_int_equal(b->n_meta, 2);
	book_free(b);
}

static void
encodings_are_heeded(void **state)
{
	(void)state;
	declared("windows-1251");
	declared("utf-8");
}

static void
broken_ones_are_mended(void **state)
{
	struct book *b = book_of(
	    STR("<FictionBook><body><section><title><p>One</title><p>AT&T <3 "
		"&nbsp;<emphasis>deep<p>Two</section><section id=x id='y'><p>"
		"Three</b></p>"),
	    "UTF-8");

	(void)state;
	assert_int_equal(b->problems[0].kind, PROBLEM_MARKUP);
	assert_true(str_find(b->text, STR("AT&T <3")) != SIZE_MAX);
	assert_true(str_ends(b->text, "Three"));
	book_free(b);
}

static void
mended(const char *in, const char *expected)
{
	struct buf out = BUF_INIT;

	xml_mend(str_of(in), &out);
	assert_string_equal(out.p, expected);
	buf_free(&out);
}

static void
xml_is_mended(void **state)
{
	(void)state;
	mended("<a><b>x</a>y", "<a><b>x</b></a>y");
	mended("<a b=1 c='2' c=\"3\" d>&amp;&xy;& <</a></z>",
	    "<a c='2'>&amp;&xy;&amp; &lt;</a>");
	mended("<!DOCTYPE a [<!ENTITY bb \"c\">]><a>&bb;</a>", "<a>&bb;</a>");
	mended("<!-- <a> --><?x?><a/><b", "<a/><b></b>");
}

static void
pictures_are_decoded(void **state)
{
	struct input in = {.bytes = str_of(sample)};
	struct buf out = BUF_INIT;
	struct err err;

	(void)state;
	assert_true(fb2_resource(&in, STR("pic.png"), &out, &err));
	assert_string_equal(out.p, "hello");
	assert_false(fb2_resource(&in, STR("none"), &out, &err));
	assert_non_null(strstr(err.text, "none is not in the book"));
	buf_free(&out);
}

/* The kinds of the blocks of a section, a letter for each. */
static void
assert_section(const char *inside, const char *kinds)
{
	struct buf text = BUF_INIT, out = BUF_INIT;
	struct book *b;

	buf_printf(&text,
	    "<FictionBook><body><section>%s</section></body></FictionBook>",
	    inside);
	b = book_of(buf_lend(&text), "UTF-8");
	for (uint32_t i = 0; i < b->n_blocks; i++)
		buf_putc(&out, b->blocks[i].kind == BLOCK_RULE ? '-' : 'p');
	assert_string_equal(out.p, kinds);
	book_free(b);
	buf_free(&out);
	buf_free(&text);
}

static void
empty_lines_part_scenes(void **state)
{
	(void)state;
	assert_section("<empty-line/><p>a</p><p>b</p><p>c</p><empty-line/>"
		       "<empty-line/><p>d</p><p>e</p><p>f</p><empty-line/>",
	    "ppp-ppp");
	/* beside other things they are only space */
	assert_section("<p>a</p><empty-line/><subtitle>b</subtitle>"
		       "<empty-line/><p>c</p><p>d</p><p>e</p><p>f</p>",
	    "pppppp");
	/* a way to part paragraphs */
	assert_section("<p>a</p><empty-line/><p>b</p><empty-line/><p>c</p>"
		       "<empty-line/><p>d</p>",
	    "pppp");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(books_are_read),
	    cmocka_unit_test(zipped_ones_too),
	    cmocka_unit_test(later_bodies_are_parts_or_notes),
	    cmocka_unit_test(encodings_are_heeded),
	    cmocka_unit_test(broken_ones_are_mended),
	    cmocka_unit_test(xml_is_mended),
	    cmocka_unit_test(pictures_are_decoded),
	    cmocka_unit_test(empty_lines_part_scenes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
