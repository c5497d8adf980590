/* Which languages each format states of parts, and which words of it are not to
 * be parted. */
#include "tests/unit/unit.h"

#include <izba/apparatus.h>
#include <izba/builder.h>
#include <izba/formats.h>

#include "tests/unit/zip.h"

/* A page whose body says the same in every format of markup. */
#define BODY \
	"<p>The stove was <i lang='de'>kalt und Stube</i>, it was lit.</p>" \
	"<p xml:lang='ru'>Печь была <span lang='la'>fornax</span> тёплая.</p>" \
	"<p class='k'>Whole words <span class='a'>parted</span>.</p>"
#define STYLE \
	".k{-webkit-hyphens: none; hyphens: none} .a{hyphens: auto}" \
	" .m{adobe-hyphenate: explicit}"

static const char html[] =
    "<!doctype html><html lang=en><head><title>T</title><style>" STYLE
    "</style></head><body>" BODY "</body></html>";

static const char fb2[] =
    "<FictionBook xmlns='http://www.gribuser.ru/xml/fictionbook/2.0'>"
    "<description><title-info><book-title>T</book-title><lang>en</lang>"
    "</title-info></description><body><section><p>The stove was <emphasis "
    "xml:lang='de'>kalt und Stube</emphasis>, it was lit.</p><p "
    "xml:lang='ru'>Печь была <style name='x' xml:lang='la'>fornax</style> "
    "тёплая.</p></section></body></FictionBook>";

static const char markdown[] =
    "---\ntitle: T\nlang: en\n---\n\nThe stove was <i lang=\"de\">kalt und "
    "Stube</i>, it was lit.\n\n<span lang='ru'>Печь была</span> <em "
    "lang=la>for<em>n</em>ax</em> <span lang=\"ru\">тёплая</span>.\n\n"
    "And <span lang=ru>не закрыто\n";

static struct book *
linked(struct str bytes, const char *name)
{
	struct err err;
	struct book *b = book_read_bytes(bytes, name, NULL, &err);

	if (b == NULL)
		fail_msg("%s", err.text);
	apparatus_link(b);
	if (!book_check(b, &err))
		fail_msg("%s", err.text);
	return b;
}

static uint32_t
place_of(const struct book *b, const char *word)
{
	size_t at = str_find(b->text, str_of(word));

	if (at == SIZE_MAX)
		fail_msg("no %s", word);
	return (uint32_t)at;
}

static void
speaks(const struct book *b, const char *word, const char *wanted)
{
	struct str got = book_language_at(b, place_of(b, word));

	if (!str_is(got, wanted))
		fail_msg("%s: %s is %.*s", b->format, word, (int)got.n, got.p);
}

static void
expect_languages(const struct book *b)
{
	speaks(b, "stove", "en");
	speaks(b, "kalt", "de");
	speaks(b, "Stube", "de");
	speaks(b, "lit", "en");
	speaks(b, "Печь", "ru");
	speaks(b, "fornax", "la");
	speaks(b, "тёплая", "ru");
}

static bool
is_whole(const struct book *b, const char *word)
{
	uint32_t to;

	return (book_style_at(b, place_of(b, word), &to) & STYLE_WHOLE) != 0;
}

static void
html_states_them(void **state)
{
	struct book *b = linked(STR(html), "page.html");

	(void)state;
	expect_languages(b);
	assert_false(is_whole(b, "stove"));
	assert_true(is_whole(b, "Whole"));
	assert_true(is_whole(b, "words"));
	assert_false(is_whole(b, "parted"));
	book_free(b);
	b = linked(STR("<style>p{hyphens:manual}</style><h1 class=m>One</h1>"
		       "<p>two</p><div class=m>three</div><pre>four</pre>"),
	    "page.html");
	assert_true(is_whole(b, "two"));
	assert_false(is_whole(b, "three"));
	book_free(b);
}

static void
epub_states_them(void **state)
{
	struct zip_maker z = {BUF_INIT, BUF_INIT, 0};
	struct book *b;

	(void)state;
	zip_add(&z, STR("mimetype"), STR("application/epub+zip"), false);
	zip_add(&z, STR("META-INF/container.xml"),
	    STR("<container xmlns='urn:oasis:names:tc:opendocument:xmlns:"
		"container' version='1.0'><rootfiles><rootfile full-path="
		"'p.opf' media-type='application/oebps-package+xml'/>"
		"</rootfiles></container>"),
	    true);
	zip_add(&z, STR("p.opf"),
	    STR("<package xmlns='http://www.idpf.org/2007/opf' version='3.0'>"
		"<metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>"
		"<dc:title>T</dc:title><dc:language>en</dc:language>"
		"</metadata><manifest><item id='a' href='a.xhtml' media-type="
		"'application/xhtml+xml'/><item id='s' href='s.css' "
		"media-type='text/css'/></manifest><spine><itemref idref='a'/>"
		"</spine></package>"),
	    true);
	zip_add(&z, STR("a.xhtml"),
	    STR("<html xmlns='http://www.w3.org/1999/xhtml'><head><title>T"
		"</title><link rel='stylesheet' href='s.css'/></head><body>" BODY
		"</body></html>"),
	    true);
	zip_add(&z, STR("s.css"), STR(STYLE), true);
	b = linked(zip_end(&z), "t.epub");
	expect_languages(b);
	assert_true(is_whole(b, "Whole"));
	assert_false(is_whole(b, "parted"));
	book_free(b);
	zip_free(&z);
}

static void
fb2_states_them(void **state)
{
	struct book *b = linked(STR(fb2), "t.fb2");

	(void)state;
	expect_languages(b);
	book_free(b);
}

static void
markdown_states_them(void **state)
{
	struct book *b = linked(STR(markdown), "t.md");

	(void)state;
	expect_languages(b);
	speaks(b, "And", "en");
	speaks(b, "закрыто", "ru");
	book_free(b);
}

/* Plain text states nothing: its words tell. */
static void
text_lets_words_tell(void **state)
{
	struct book *b = linked(
	    STR("The Stove\n\nThe stove of the house was lit by the man, and "
		"it was not for him.\n\nDie Stube war nicht kalt und von den "
		"Leuten ist sie das mit dem Ofen.\n\nПечь была тёплая.\n"),
	    "t.txt");
	uint32_t at = place_of(b, "Leuten");

	(void)state;
	assert_true(str_is(book_language_of(b, at, at + 6), "de"));
	at = place_of(b, "house");
	assert_true(str_is(book_language_of(b, at, at + 5), "en"));
	at = place_of(b, "Печь");
	assert_true(str_is(book_language_of(b, at, at + 8), "ru"));
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(html_states_them),
	    cmocka_unit_test(epub_states_them),
	    cmocka_unit_test(fb2_states_them),
	    cmocka_unit_test(markdown_states_them),
	    cmocka_unit_test(text_lets_words_tell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
