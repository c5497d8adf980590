/*
 * Pictures in books: where they stand, what names them, where their bytes are.
 */
#include <stdio.h>
#include <unistd.h>

#include <izba/apparatus.h>
#include <izba/builder.h>
#include <izba/formats.h>

#include "tests/unit/unit.h"
#include "tests/unit/zip.h"

static struct book *
book_of(struct str bytes, const char *name)
{
	struct err err;
	struct book *b = book_read_bytes(bytes, name, NULL, &err);

	if (b == NULL)
		fail_msg("%s", err.text);
	assert_true(book_check(b, &err));
	apparatus_link(b);
	assert_true(book_check(b, &err));
	return b;
}

/* The text, and under it "words: href" of each picture. */
static void
expect(const char *name, const char *source, const char *wanted)
{
	struct book *b = book_of(str_of(source), name);
	struct buf out = BUF_INIT;

	buf_str(&out, b->text);
	for (uint32_t i = 0; i < b->n_images; i++) {
		const struct image *m = &b->images[i];

		buf_putc(&out, '\n');
		if (b->blocks[m->block].kind == BLOCK_FIGURE)
			buf_puts(&out, "figure ");
		buf_str(&out, book_text(b, m->from, m->to));
		buf_puts(&out, ": ");
		buf_str(&out, m->href);
		assert_int_equal(book_image_of(b, m->block),
		    b->blocks[m->block].kind == BLOCK_FIGURE ? i : NOWHERE);
	}
	assert_string_equal(out.p, wanted);
	buf_free(&out);
	book_free(b);
}

static void
words_stand_for_pictures(void **state)
{
	(void)state;
	expect("a.html",
	    "<html><p>See <img src='a.png' alt='a  lamp'> and <img "
	    "src=\"pics/b%20c.png\">, <img src='d.png' alt=''>.",
	    "See [a lamp] and [b c.png], [d.png].\n"
	    "[a lamp]: a.png\n[b c.png]: pics/b c.png\n[d.png]: d.png");
	/* the first letter of a chapter; nothing but an image in a title */
	expect("a.html",
	    "<html><h1><img src='t.png' alt='The Lamps'></h1><h2><img "
	    "src='v.png'>One</h2><p><img src='w.png' alt='W'>ater came.",
	    "The Lamps\nOne\nWater came.\nThe Lamps: t.png\nW: w.png");
	expect("a.html",
	    "<html><table><tr><td>a<td><img src='c.png'></tr></table>",
	    "a\t[c.png]\n[c.png]: c.png");
	expect("a.md", "One ![a lamp](a.png) and ![](p/b.png).\n\n![](c.png)",
	    "One [a lamp] and [b.png].\n\n"
	    "[a lamp]: a.png\n[b.png]: p/b.png\nfigure : c.png");
}

static void
some_only_adorn(void **state)
{
	(void)state;
	expect("a.html",
	    "<html><p>One<img src='dot.gif' width=1 height=1><img "
	    "src='a.png' role=presentation><img alt><img src='b.png' "
	    "aria-hidden=true>.<img src='data:,' data-src='real.png' "
	    "alt='x y'>",
	    "One.[x y]\n[x y]: real.png");
}

static void
links_to_pictures(void **state)
{
	(void)state;
	expect("a.html",
	    "<html><p>See <a href='big.jpg'>the plan</a> and <a "
	    "href='large.png'><img src='small.png' alt='a map'></a>.",
	    "See the plan and [a map].\nthe plan: big.jpg\n"
	    "[a map]: small.png");
	/* it is no broken link */
	struct book *b =
	    book_of(STR("<html><p>x <a href='big.jpg'>y</a>"), "a.html");

	assert_int_equal(b->n_problems, 0);
	assert_int_equal(b->n_links, 0);
	book_free(b);
}

/* ---- bytes ---- */

/* A file with these bytes; its path is in a static place. */
static const char *
file_of(struct str bytes, const char *suffix)
{
	static char path[64];
	FILE *f;

	snprintf(path, sizeof(path), "pictures-%d.%s", (int)getpid(), suffix);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
	fclose(f);
	return path;
}

static struct book *
open_book(const char *path)
{
	struct err err;
	struct book *b = book_read(path, NULL, &err);

	if (b == NULL)
		fail_msg("%s", err.text);
	return b;
}

/* The bytes that a picture of a book has, or why it has none. */
static void
assert_bytes(
    const char *path, const struct book *b, struct str href, const char *wanted)
{
	struct buf out = BUF_INIT;
	struct err err;

	if (!book_resource(path, b, href, &out, &err))
		buf_puts(&out, err.text);
	assert_string_equal(out.p, wanted);
	buf_free(&out);
}

static void
in_the_text_itself(void **state)
{
	const char *path = file_of(
	    STR("<html><p><img alt=a src='data:image/gif;base64,R0lG\n  ODlh"
		"&#10;PQ=='><p>x <img src=' DATA:image/svg+xml,%3Csvg%20a=1/>"
		"'><p><img src='data:image/png;base64,!!%21?'>"
		"<p><img src='data:image/png;base64'>"
		"<p><img src='data:image/jpeg;charset=x;base64,%51%51=='>"
		"<p><img alt=far src='https://a.example/b.png'>"),
	    "html");
	struct book *b = open_book(path);

	(void)state;
	assert_int_equal(b->n_images, 6);
	assert_true(str_is(b->images[0].mime, "image/gif"));
	assert_bytes(path, b, b->images[0].href, "GIF89a=");
	assert_true(str_is(b->images[1].mime, "image/svg+xml"));
	assert_true(str_is(
	    book_text(b, b->images[1].from, b->images[1].to), "[picture]"));
	assert_bytes(path, b, b->images[1].href, "<svg a=1/>");
	assert_bytes(path, b, b->images[2].href, "");
	assert_bytes(path, b, b->images[3].href,
	    "what stands in the text for it is cut off");
	assert_bytes(path, b, b->images[4].href, "A");
	assert_bytes(path, b, b->images[5].href,
	    "it is outside the book: https://a.example/b.png");
	book_free(b);
	unlink(path);
	path = file_of(STR("![a](data:image/png;base64,QUJD)\n\nx ![b][r]\n\n"
			   "[r]: data:image/png;base64,REVG\n"),
	    "md");
	b = open_book(path);
	assert_int_equal(b->n_images, 2);
	assert_bytes(path, b, b->images[0].href, "ABC");
	assert_bytes(path, b, b->images[1].href, "DEF");
	assert_true(str_is(b->images[1].mime, "image/png"));
	book_free(b);
	unlink(path);
}

#define FB2_HEAD \
	"<FictionBook xmlns:l='x'><description><title-info><coverpage>" \
	"<image l:href='#b&amp;c.png'/></coverpage></title-info>" \
	"</description><body><section><p>One.</p></section></body>" \
	"<!-- <binary id='a.png'>No</binary> -->"
#define FB2_TAIL \
	"<binary content-type='image/png' id=\"a.png\">\nQU\nJD</binary>" \
	"<binary  id = 'b&amp;c.png' content-type='>'>REVG</binary>" \
	"</FictionBook>"

static void
assert_fb2(struct str source, const char *suffix)
{
	const char *path = file_of(source, suffix);
	struct book *b = open_book(path);
	struct buf href = BUF_INIT;
	struct err err;

	assert_string_equal(b->format, "fb2");
	assert_bytes(path, b, STR("a.png"), "ABC");
	assert_bytes(path, b, STR("b&c.png"), "DEF");
	assert_bytes(path, b, STR("c.png"), "c.png is not in the book");
	assert_true(book_cover(path, b, &href, &err));
	assert_string_equal(href.p, "b&c.png");
	buf_free(&href);
	book_free(b);
	unlink(path);
}

static void
binaries_of_fb2(void **state)
{
	static const char plain[] = FB2_HEAD FB2_TAIL;
	struct zip_maker z = {BUF_INIT, BUF_INIT, 0};
	struct buf wide = BUF_INIT;
	struct book *b;
	const char *path;

	(void)state;
	assert_fb2(STR(FB2_HEAD FB2_TAIL), "fb2");
	zip_add(&z, STR("a.fb2"), str_of(plain), true);
	assert_fb2(zip_end(&z), "fb2.zip");
	zip_free(&z);
	buf_puts(&wide, "\xff\xfe");
	for (size_t i = 0; plain[i] != '\0'; i++) {
		buf_putc(&wide, plain[i]);
		buf_putc(&wide, '\0');
	}
	assert_fb2(buf_lend(&wide), "fb2");
	buf_free(&wide);
	/* a name in the file's own encoding, windows-1251 */
	path = file_of(STR("<?xml version='1.0' encoding='windows-1251'?>"
			   "<FictionBook><body><section><p>\xcb\xe0\xec\xef"
			   "\xe0</p><image l:href='#\xf1.png'/></section>"
			   "</body><binary id='\xf1.png'>QUJD</binary>"
			   "</FictionBook>"),
	    "fb2");
	b = open_book(path);
	assert_int_equal(b->n_images, 1);
	assert_true(str_is(b->images[0].href, "с.png"));
	assert_bytes(path, b, b->images[0].href, "ABC");
	book_free(b);
	unlink(path);
}

/* ---- covers of EPUB ---- */

#define CONTAINER \
	"<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'>" \
	"<rootfiles><rootfile full-path='o/p.opf'/></rootfiles></container>"

/* Which part is the cover of a book with this in its package; "-" if none. */
static void
expect_cover(const char *meta, const char *properties, const char *guide,
    const char *first, const char *wanted)
{
	struct zip_maker z = {BUF_INIT, BUF_INIT, 0};
	struct buf opf = BUF_INIT, href = BUF_INIT;
	struct err err;
	struct book *b;
	const char *path;

	buf_printf(&opf,
	    "<package version='2.0'><metadata><dc:title xmlns:dc='d'>Wicks"
	    "</dc:title>%s</metadata><manifest><item id='c' href='c.xhtml' "
	    "media-type='application/xhtml+xml'/><item id='t' href='t.xhtml' "
	    "media-type='application/xhtml+xml'/><item id='pic' "
	    "href='i/front.jpg' media-type='image/jpeg'%s/></manifest><spine>"
	    "<itemref idref='c'/><itemref idref='t'/></spine><guide>%s</guide>"
	    "</package>",
	    meta, properties, guide);
	zip_add(&z, STR("mimetype"), STR("application/epub+zip"), false);
	zip_add(&z, STR("META-INF/container.xml"), STR(CONTAINER), true);
	zip_add(&z, STR("o/p.opf"), buf_lend(&opf), true);
	zip_add(&z, STR("o/c.xhtml"), str_of(first), true);
	zip_add(&z, STR("o/t.xhtml"),
	    STR("<html><body><p>Trimmed.</p></body></html>"), true);
	zip_add(&z, STR("o/i/front.jpg"), STR("JPEG"), false);
	path = file_of(zip_end(&z), "epub");
	b = open_book(path);
	if (book_cover(path, b, &href, &err))
		assert_bytes(path, b, buf_lend(&href), "JPEG");
	else
		buf_putc(&href, '-');
	assert_string_equal(href.p, wanted);
	book_free(b);
	unlink(path);
	buf_free(&opf);
	buf_free(&href);
	zip_free(&z);
}

#define PAGE(inside) "<html><body>" inside "</body></html>"

static void
covers_of_epub(void **state)
{
	static const char text[] = PAGE("<p>Wicks</p>"),
			  mixed[] =
			      PAGE("<p>x</p><img alt='' src='i/front.jpg'/>"),
			  bare[] = PAGE("<svg><image "
					"xlink:href='i/front.jpg'/></svg>");

	(void)state;
	expect_cover("<meta name='cover' content='pic'/>", "", "", text,
	    "o/i/front.jpg");
	expect_cover(
	    "", " properties='cover-image'", "", text, "o/i/front.jpg");
	expect_cover("<meta name='cover' content='i/front.jpg'/>", "", "", text,
	    "o/i/front.jpg");
	expect_cover(
	    "<meta name='cover' content='c'/>", "", "", mixed, "o/i/front.jpg");
	expect_cover("", "", "<reference type='cover' href='c.xhtml#x'/>",
	    mixed, "o/i/front.jpg");
	expect_cover("", "", "<reference type='cover' href='i/front.jpg'/>",
	    text, "o/i/front.jpg");
	expect_cover("", "", "", bare, "o/i/front.jpg");
	expect_cover("", "", "", mixed, "-");
	expect_cover("<meta name='cover' content='gone'/>", "", "", text, "-");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_stand_for_pictures),
	    cmocka_unit_test(some_only_adorn),
	    cmocka_unit_test(links_to_pictures),
	    cmocka_unit_test(in_the_text_itself),
	    cmocka_unit_test(binaries_of_fb2),
	    cmocka_unit_test(covers_of_epub),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
