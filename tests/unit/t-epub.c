/*
 * EPUB into books: lib/formats/epub*.c.
 */
#include <izba/apparatus.h>
#include <izba/builder.h>
#include <izba/formats.h>

#include "tests/unit/unit.h"
#include "tests/unit/zip.h"

struct file {
	const char *name, *text;
};

static const struct file container = {"META-INF/container.xml",
    "<?xml version='1.0'?><container version='1.0' xmlns='urn:oasis:names:tc:"
    "opendocument:xmlns:container'><rootfiles><rootfile full-path='OEBPS/p.opf'"
    " media-type='application/oebps-package+xml'/></rootfiles></container>"};

static struct buf
pack(const struct file *files)
{
	struct zip_maker z = {BUF_INIT, BUF_INIT, 0};
	struct buf out = BUF_INIT;

	zip_add(&z, STR("mimetype"), STR("application/epub+zip"), false);
	for (; files->name != NULL; files++)
		zip_add(&z, str_of(files->name), str_of(files->text), true);
	buf_str(&out, zip_end(&z));
	zip_free(&z);
	return out;
}

static struct book *
read_files(const struct file *files, struct err *err)
{
	struct buf bytes = pack(files);
	struct book *b = book_read_bytes(buf_lend(&bytes), "x", NULL, err);

	buf_free(&bytes);
	return b;
}

static struct book *
book_of(const struct file *files)
{
	struct err err;
	struct book *b = read_files(files, &err);

	if (b == NULL)
		fail_msg("%s", err.text);
	assert_string_equal(b->format, "epub");
	assert_true(book_check(b, &err));
	apparatus_link(b);
	assert_true(book_check(b, &err));
	return b;
}

static bool
has_problem(const struct book *b, const char *part)
{
	for (uint32_t i = 0; i < b->n_problems; i++)
		if (str_find(b->problems[i].message, str_of(part)) != SIZE_MAX)
			return true;
	return false;
}

#define PAGE(body) \
	"<html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://" \
	"www.idpf.org/2007/ops'><head><title>t</title><link rel='stylesheet' " \
	"href='css/s.css'/></head><body>" body "</body></html>"

static const struct file epub_3[] = {
    {"META-INF/container.xml", NULL},
    {"OEBPS/p.opf",
	"<package xmlns='http://www.idpf.org/2007/opf' version='3.0'>"
	"<metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>"
	"<dc:title id='s'>Sub</dc:title><dc:title id='m'>The "
	"Stove</dc:title><meta refines='#m' "
	"property='title-type'>main</meta><dc:creator id='c'>A. "
	"Izbach</dc:creator><dc:creator id='d'>T. Ranslator"
	"</dc:creator><meta refines='#d' property='role'>trl</meta>"
	"<dc:language>ru</dc:language><dc:publisher>Sosnovka"
	"</dc:publisher><dc:identifier>urn:isbn:9785000000000"
	"</dc:identifier><meta property='belongs-to-collection' "
	"id='k'>Rooms</meta><meta refines='#k' "
	"property='group-position'>2</meta></metadata><manifest>"
	"<item id='nav' href='nav.xhtml' properties='nav' "
	"media-type='application/xhtml+xml'/><item id='n' "
	"href='notes.xhtml' media-type='application/xhtml+xml'/>"
	"<item id='a' href='ch%201.xhtml' "
	"media-type='application/xhtml+xml'/><item id='b' "
	"href='ch2.xhtml' media-type='application/xhtml+xml'/>"
	"<item id='im' href='i/cover.png' properties='cover-image' "
	"media-type='image/png'/></manifest><spine><itemref "
	"idref='n' linear='no'/><itemref idref='a'/><itemref "
	"idref='b'/><itemref idref='gone'/></spine></package>"},
    {"OEBPS/nav.xhtml",
	PAGE("<nav epub:type='toc'><ol><li><a href='ch%201.xhtml'>"
	     "Chapter 1. Winter</a><ol><li><a href='ch%201.xhtml#s'>"
	     "The lamp</a></li></ol></li><li><a href='ch2.xhtml'>2 "
	     "Spring</a></li></ol></nav><nav epub:type='page-list'><ol>"
	     "<li><a href='ch%201.xhtml'>7</a></li><li><a "
	     "href='ch2.xhtml#p8'>8</a></li></ol></nav><nav "
	     "epub:type='landmarks'><ol><li><a epub:type='glossary' "
	     "href='ch2.xhtml#g'>Words</a></li></ol></nav>")},
    {"OEBPS/ch 1.xhtml",
	PAGE("<h1>Chapter 1. Winter</h1><p>A <span class='k'>stove"
	     "</span><sup><a id='r1' href='notes.xhtml#n1'>1</a></sup>."
	     "</p><h2 id='s'>The lamp</h2><p>Lit.<a epub:type="
	     "'noteref' href='#f'>*</a></p><aside id='f' epub:type="
	     "'footnote'><p>* Rarely.</p></aside>")},
    {"OEBPS/ch2.xhtml",
	PAGE("<h1>2 Spring</h1><p>Thaw<sup><a id='r1' href='notes.xhtml"
	     "#n2'>1</a></sup>, see <a href='ch%201.xhtml#s'>above</a>."
	     "<span id='p8'/> More.</p><h2 id='g'>Of words</h2><dl><dt>"
	     "izba</dt><dd>a house</dd></dl>")},
    {"OEBPS/notes.xhtml",
	PAGE("<h1>Notes</h1><p id='n1'><a href='ch%201.xhtml#r1'>1</a>."
	     " An almanac.</p><p>More of it.</p><p id='n2'><a "
	     "href='ch2.xhtml#r1'>1</a>. Ibid.</p>")},
    {"OEBPS/css/s.css", ".k{font-style:italic}"},
    {"OEBPS/i/cover.png", "png"},
    {NULL, NULL},
};

static void
epub_3_is_read(void **state)
{
	struct file all[LENGTH(epub_3)];
	struct book *b;
	uint32_t to;

	(void)state;
	memcpy(all, epub_3, sizeof(all));
	all[0] = container;
	b = book_of(all);
	assert_true(str_is(b->title, "The Stove"));
	assert_int_equal(b->authors.n, 1);
	assert_true(str_is(b->language, "ru"));
	assert_true(
	    str_is(book_meta(b, META_IDENTIFIER), "isbn:9785000000000"));
	assert_true(str_is(book_meta(b, META_SERIES), "Rooms, 2"));
	assert_true(str_is(book_meta(b, META_TRANSLATOR), "T. Ranslator"));
	/* the cover first, the notes last, for they are beside the order */
	assert_int_equal(b->n_images, 1);
	assert_true(str_is(b->images[0].href, "OEBPS/i/cover.png"));
	assert_int_equal(b->images[0].block, 0);
	assert_true(str_ends(b->text, "Ibid."));
	assert_int_equal(b->n_notes, 3);
	assert_int_equal(b->n_references, 3);
	assert_true(str_is(b->notes[0].label, "*"));
	assert_true(
	    str_is(book_text(b, b->notes[0].body, b->notes[0].to), "Rarely."));
	assert_true(str_is(b->notes[1].label, "1"));
	assert_int_equal(b->notes[1].paragraphs, 2);
	assert_int_equal(b->notes[2].ibid_of, NOWHERE);
	assert_int_equal(b->n_links, 1);
	assert_true(str_starts(
	    book_text(b, b->links[0].target, UINT32_MAX), "The lamp"));
	assert_int_equal(b->n_folios, 2);
	assert_true(
	    str_starts(book_text(b, b->folios[1].place, UINT32_MAX), " More."));
	assert_int_equal(b->n_entries, 1);
	to = (uint32_t)str_find(b->text, STR("stove"));
	assert_int_equal(book_style_at(b, to, &to), STYLE_EMPHASIS);
	assert_true(has_problem(b, "\"gone\""));
	book_free(b);
}

static const struct file epub_2[] = {
    {"META-INF/container.xml", NULL},
    {"OEBPS/p.opf",
	"<package version='2.0'><metadata xmlns:opf='o'><dc:title "
	"xmlns:dc='d'>Old</dc:title><dc:identifier xmlns:dc='d' "
	"opf:scheme='ISBN'>978</dc:identifier><meta "
	"name='calibre:series' content='S'/></metadata><manifest>"
	"<item id='ncx' href='t.ncx' "
	"media-type='application/x-dtbncx+xml'/><item id='a' "
	"href='a.html' media-type='application/xhtml+xml'/></manifest>"
	"<spine toc='ncx'><itemref idref='a'/></spine><guide>"
	"<reference type='glossary' href='a.html#g'/></guide>"
	"</package>"},
    {"OEBPS/t.ncx",
	"<ncx><navMap><navPoint><navLabel><text>First</text></navLabel>"
	"<content src='a.html#one'/></navPoint></navMap><pageList>"
	"<pageTarget value='12'><content src='a.html#p'/></pageTarget>"
	"</pageList></ncx>"},
    {"OEBPS/a.html",
	"<html><body><p id='one' class='h'>First</p><p>Text&nbsp;&unheard;"
	"<span id='p'/> on <b>unclosed</p><h3 id='g'>Words</h3><p>izba "
	"— a house.</p></body></html>"},
    {NULL, NULL},
};

static void
epub_2_is_read(void **state)
{
	struct file all[LENGTH(epub_2)];
	struct book *b;

	(void)state;
	memcpy(all, epub_2, sizeof(all));
	all[0] = container;
	b = book_of(all);
	assert_true(str_is(book_meta(b, META_IDENTIFIER), "isbn:978"));
	assert_true(str_is(book_meta(b, META_SERIES), "S"));
	assert_true(b->n_sections >= 1);
	assert_true(str_is(b->sections[0].title, "First"));
	assert_int_equal(b->n_folios, 1);
	assert_true(str_is(b->folios[0].label, "12"));
	/* broken, and read all the same */
	assert_true(has_problem(b, "a.html is no well-formed XML: line 1"));
	assert_true(str_find(b->text, STR("unclosed")) != SIZE_MAX);
	assert_int_equal(b->n_entries, 1);
	book_free(b);
}

#define OPF(meta, items, spine) \
	"<package version='3.0'><metadata xmlns:dc='d' xmlns:opf='o'>" meta \
	"</metadata><manifest>" items "</manifest><spine>" spine \
	"</spine></package>"
#define ITEM(id, href, more) \
	"<item id='" id "' href='" href \
	"' media-type='application/xhtml+xml' " more "/>"
#define REF(id) "<itemref idref='" id "'/>"

/* Sections as lines "level number title". */
static void
assert_sections(const struct file *files, const char *expected)
{
	struct book *b = book_of(files);
	struct buf out = BUF_INIT;

	for (uint32_t i = 0; i < b->n_sections; i++) {
		const struct section *s = &b->sections[i];

		buf_printf(&out, "%u", s->level);
		if (s->number.n > 0)
			buf_printf(
			    &out, " %.*s", (int)s->number.n, s->number.p);
		buf_printf(&out, " %.*s\n", (int)s->title.n, s->title.p);
	}
	assert_string_equal(out.p, expected);
	buf_free(&out);
	book_free(b);
}

static void
names_are_evened_out(void **state)
{
	static const struct file files[] = {
	    {"META-INF/container.xml",
		"<container><rootfiles><rootfile full-path='a.pdf' "
		"media-type='application/pdf'/><rootfile full-path='gone.opf' "
		"media-type='application/oebps-package+xml'/><rootfile "
		"full-path='oebps/P.OPF' media-type='application/oebps-package"
		"+xml'/></rootfiles></container>"},
	    {"a.pdf", "%PDF"},
	    {"OEBPS/p.opf", OPF("",
				ITEM("a", "text/%D0%90.xhtml", "") ITEM(
				    "b", "/OEBPS/Text/b%26.xhtml", "")
				    ITEM("n", "NAV.xhtml", "properties='nav'"),
				REF("a") REF("b"))},
	    {"OEBPS/nav.xhtml",
		PAGE("<nav epub:type='toc'><ol><li><a href='TEXT/а.xhtml'>One"
		     "</a></li><li><a href='text/B%26.xhtml#x'>Two</a></li>"
		     "</ol></nav>")},
	    {"OEBPS/Text/А.xhtml",
		PAGE("<p>First, <a href='b%26.XHTML#x'>on</a>, <a "
		     "href='/oebps/text/b&amp;.xhtml'>too</a>.</p>")},
	    {"OEBPS/Text/b&.xhtml", PAGE("<p id='x'>Second.</p>")},
	    {NULL, NULL},
	};
	struct book *b = book_of(files);

	(void)state;
	assert_int_equal(b->n_problems, 0);
	assert_int_equal(b->n_links, 2);
	assert_true(str_starts(
	    book_text(b, b->links[1].target, UINT32_MAX), "Second."));
	book_free(b);
	assert_sections(files, "1 One\n1 Two\n");
}

static void
what_stands_in_is_read(void **state)
{
	static const struct file files[] = {
	    {"p.opf",
		OPF("<dc:title>T</dc:title><dc:title id='s'>Of a lamp</dc:title>"
		    "<meta refines='#s' property='title-type'>subtitle</meta>"
		    "<dc:date opf:event='conversion'>2011"
		    "</dc:date><dc:date opf:event='publication'>1925-01-02T00:"
		    "00:00+00:00</dc:date><meta name='calibre:series' content="
		    "'S'/><meta name='calibre:series_index' content='2.0'/>",
		    "<item id='f' href='f.pdf' media-type='application/pdf' "
		    "fallback='g'/><item id='g' href='g.swf' media-type="
		    "'application/x-flash' fallback='a'/><item id='l' href="
		    "'l.pdf' media-type='application/pdf' fallback='l'/>" ITEM(
			"a", "a.xhtml", "") ITEM("n", "n.xhtml", "")
			ITEM("u", "u.xhtml", ""),
		    REF("f") REF("l"))},
	    {"f.pdf", "%PDF"},
	    {"g.swf", "FWS"},
	    {"l.pdf", "%PDF"},
	    {"a.xhtml", PAGE("<p>Text<sup><a id='r' href='n.xhtml#n'>1</a>"
			     "</sup>.</p>")},
	    {"n.xhtml", PAGE("<p id='n'><a href='a.xhtml#r'>1</a> Note.</p>")},
	    {"u.xhtml", PAGE("<p>Nobody reads this.</p>")},
	    {NULL, NULL},
	};
	struct book *b = book_of(files);

	(void)state;
	assert_true(str_is(b->text, "Text1.\nNote."));
	assert_int_equal(b->n_notes, 1);
	assert_true(has_problem(b, "\"l\" of the reading order is neither"));
	assert_true(str_is(b->title, "T: Of a lamp"));
	assert_true(str_is(book_meta(b, META_DATE), "1925-01-02"));
	assert_true(str_is(book_meta(b, META_SERIES), "S, 2"));
	book_free(b);
}

static void
titles_by_their_class(void **state)
{
	static const struct file files[] = {
	    {"p.opf", OPF("<dc:title>T</dc:title>",
			  ITEM("a", "a.xhtml", "") ITEM("b", "b.xhtml", ""),
			  REF("a") REF("b"))},
	    {"a.xhtml",
		PAGE("<div><p class='x title'>The <i>Lamp</i></p><p>Lit.</p>"
		     "<div class='poem'><p class='title'>Song</p><p>La.</p>"
		     "</div></div>")},
	    {"b.xhtml",
		PAGE("<div class='chapter'><p class='heading'>The Ferry</p>"
		     "<p>Out.</p></div><blockquote><p class='title'>Q</p>"
		     "</blockquote>")},
	    {NULL, NULL},
	};
	struct file headed[LENGTH(files)];

	(void)state;
	assert_sections(files, "1 The Lamp\n1 The Ferry\n");
	/* who has headings means them */
	memcpy(headed, files, sizeof(headed));
	headed[2].text = PAGE("<h1>One</h1><p class='title'>Two</p><p>.</p>");
	assert_sections(headed, "1 T\n1 One\n");
}

/* What a library says before the book comes behind it, its place in the
 * contents too. */
static void
frames_go_behind(void **state)
{
	static const struct file files[] = {
	    {"p.opf", OPF("<dc:title>T</dc:title>",
			  ITEM("n", "nav.xhtml", "properties='nav'")
			      ITEM("a", "a.xhtml", "") ITEM("b", "b.xhtml", ""),
			  REF("a") REF("b"))},
	    {"nav.xhtml",
		PAGE("<nav epub:type='toc'><ol><li><a href='a.xhtml#h'>Of the "
		     "library</a></li><li><a href='a.xhtml#c'>One</a></li><li>"
		     "<a href='b.xhtml'>Two</a></li></ol></nav>")},
	    {"a.xhtml",
		PAGE("<section id='h'><h2>Of the library</h2><p>Title: U</p>"
		     "<p>*** START OF THE EBOOK ***</p></section><h2 id='c'>"
		     "One</h2><p>Lit.<sup><a id='r' href='b.xhtml#n'>1</a>"
		     "</sup></p>")},
	    {"b.xhtml", PAGE("<h2>Two</h2><p>Out.</p><p id='n'><a href='a."
			     "xhtml#r'>1</a> Note.</p>")},
	    {NULL, NULL},
	};
	struct book *b = book_of(files);

	(void)state;
	assert_true(str_is(b->title, "T"));
	assert_true(str_starts(b->text, "One\nLit.1\nTwo\nOut.\n"));
	assert_true(str_ends(
	    b->text, "\nOf the library\nTitle: U\n*** START OF THE EBOOK ***"));
	assert_int_equal(b->n_notes, 1);
	book_free(b);
	assert_sections(files, "1 One\n1 Two\n1 Of the library\n");
}

static void
contents_make_sections(void **state)
{
	static const struct file files[] = {
	    {"p.opf", OPF("<dc:title>T</dc:title>",
			  ITEM("n", "nav.xhtml", "properties='nav'") ITEM(
			      "a", "a.xhtml", "") ITEM("b", "b.xhtml", "")
			      ITEM("c", "c.xhtml", "") ITEM("d", "d.xhtml", ""),
			  REF("a") REF("b") REF("c") REF("d"))},
	    {"nav.xhtml",
		PAGE("<nav epub:type='toc'><ol><li><span>Part I</span><ol><li>"
		     "<a href='a.xhtml'>Chapter 1: Snow</a></li><li><a "
		     "href='b.xhtml'>Chapter 2: Ice</a><ol><li><a href='b.xhtml"
		     "#a'>Thin</a></li></ol></li></ol></li><li><a href='c.xhtml"
		     "'>Part II</a><ol><li><a href='c.xhtml'>Rain</a></li></ol>"
		     "</li><li><a href='d.xhtml'>Cover</a></li><li><a href='"
		     "d.xhtml'>Title</a></li></ol></nav>")},
	    {"a.xhtml", PAGE("<p>No heading here.</p><p>More.</p>")},
	    {"b.xhtml", PAGE("<h1>Ice</h1><p>x</p><h2 id='a'>Thin</h2><p>x</p>"
			     "<h2>Thick</h2><p>x</p><h3>Blue</h3><p>x</p>")},
	    {"c.xhtml", PAGE("<h1>Part II</h1><p>Rain falls.</p>")},
	    {"d.xhtml", PAGE("<p>Of one page.</p>")},
	    {NULL, NULL},
	};

	(void)state;
	assert_sections(files,
	    "1 I Part I\n2 1 Snow\n2 2 Ice\n3 Thin\n3 Thick\n"
	    "4 Blue\n1 II Part II\n2 Rain\n1 Cover\n");
}

static void
what_is_missing_is_told(void **state)
{
	static const struct file no_container[] = {
	    {"x.opf", "<package><manifest><item id='a' href='a.html' "
		      "media-type='text/html'/><item id='b' href='b.html' "
		      "media-type='text/html'/></manifest></package>"},
	    {"a.html", "<p>Here."},
	    {NULL, NULL},
	};
	static const struct file no_package[] = {
	    {"b.xhtml", "<html><body><p>Two.</p></body></html>"},
	    {"a.xhtml", "<html><body><p>One.</p></body></html>"},
	    {NULL, NULL},
	};
	static const struct file other_bytes[] = {
	    {"x.opf", "<package><manifest><item id='a' href='a.html' "
		      "media-type='text/html'/></manifest></package>"},
	    {"a.html", "\1\2\3\4\5\6\7\1\2\3\4\5"},
	    {NULL, NULL},
	};
	static const struct file silently_locked[] = {
	    {"META-INF/sinf.xml", "<s/>"},
	    {"x.opf", "<package><manifest><item id='a' href='a.html' "
		      "media-type='text/html'/></manifest></package>"},
	    {"a.html", "\1\2\3\4\5\6\7\1\2\3\4\5"},
	    {NULL, NULL},
	};
	static const struct file nothing[] = {
	    {"a.txt", "x"},
	    {NULL, NULL},
	};
	static const struct file locked[] = {
	    {"META-INF/encryption.xml",
		"<encryption><EncryptedData><EncryptionMethod Algorithm='http:"
		"//www.w3.org/2001/04/xmlenc#aes128-cbc'/></EncryptedData>"
		"</encryption>"},
	    {"META-INF/rights.xml", "<r/>"},
	    {"x.opf", "<package/>"},
	    {NULL, NULL},
	};
	struct book *b = book_of(no_container);
	struct err err;

	(void)state;
	assert_true(has_problem(b, "x.opf is taken"));
	assert_true(has_problem(b, "no reading order"));
	assert_true(has_problem(b, "b.html is missing"));
	assert_true(str_is(b->text, "Here."));
	book_free(b);
	b = book_of(no_package);
	assert_true(has_problem(b, "no package document"));
	assert_true(str_is(b->text, "One.\nTwo."));
	book_free(b);
	assert_null(read_files(nothing, &err));
	assert_non_null(strstr(err.text, "no package document"));
	assert_null(read_files(other_bytes, &err));
	assert_string_equal(err.text,
	    "there is no text in it: a.html holds no text, but other bytes");
	assert_null(read_files(silently_locked, &err));
	assert_non_null(strstr(err.text, "Apple FairPlay"));
	assert_null(read_files(locked, &err));
	assert_non_null(strstr(err.text, "Adobe ADEPT"));
}

static void
a_cut_archive_is_refused_or_read(void **state)
{
	static const struct file files[] = {
	    {"x.opf", "<package><manifest><item id='a' href='a.html' "
		      "media-type='text/html'/></manifest><spine><itemref "
		      "idref='a'/></spine></package>"},
	    {"a.html", "<html><body><p>One two three four.</p></body></html>"},
	    {NULL, NULL},
	};
	struct buf bytes = pack(files);
	size_t list = str_find(buf_lend(&bytes), STR("PK\1\2"));
	struct book *cut;
	struct err err;

	(void)state;
	/* without the list of its parts */
	cut = book_read_bytes(
	    str_slice(buf_lend(&bytes), 0, list + 9), "x.epub", NULL, &err);
	assert_non_null(cut);
	assert_true(str_is(cut->text, "One two three four."));
	assert_true(
	    has_problem(cut, "cut off: it has no list of its parts; 3"));
	book_free(cut);
	cut = book_read_bytes(
	    str_slice(buf_lend(&bytes), 0, list - 12), "x.epub", NULL, &err);
	assert_non_null(cut);
	assert_true(str_starts(cut->text, "One two"));
	book_free(cut);
	for (size_t n = 1; n < bytes.n; n++) {
		struct book *b = book_read_bytes(
		    str_slice(buf_lend(&bytes), 0, n), "x.epub", NULL, &err);

		if (b == NULL)
			assert_int_not_equal(err.code, ERR_NONE);
		book_free(b);
	}
	for (size_t n = 0; n < bytes.n; n++) {
		struct book *b;

		bytes.p[n] ^= 0x55;
		b = book_read_bytes(buf_lend(&bytes), "x.epub", NULL, &err);
		book_free(b);
		bytes.p[n] ^= 0x55;
	}
	buf_free(&bytes);
}

static void
hidden_fonts_lock_nothing(void **state)
{
	static const struct file hidden_fonts[] = {
	    {"META-INF/encryption.xml",
		"<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:"
		"container' xmlns:enc='http://www.w3.org/2001/04/xmlenc#'>"
		"<enc:EncryptedData><enc:EncryptionMethod Algorithm='http://"
		"www.idpf.org/2008/embedding'/><enc:CipherData>"
		"<enc:CipherReference URI='a.otf'/></enc:CipherData>"
		"</enc:EncryptedData><enc:EncryptedData><enc:EncryptionMethod "
		"Algorithm='http://ns.adobe.com/pdf/enc#RC'/>"
		"</enc:EncryptedData></encryption>"},
	    {"x.opf", "<package><manifest><item id='a' href='a.html' "
		      "media-type='text/html'/></manifest></package>"},
	    {"a.html", "<style>@font-face{font-family:x;src:url(a.otf)}"
		       "</style><p>Here."},
	    {"a.otf", "\1\2\3"},
	    {NULL, NULL},
	};
	struct book *b = book_of(hidden_fonts);

	(void)state;
	assert_true(str_is(b->text, "Here."));
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(epub_3_is_read),
	    cmocka_unit_test(epub_2_is_read),
	    cmocka_unit_test(names_are_evened_out),
	    cmocka_unit_test(what_stands_in_is_read),
	    cmocka_unit_test(titles_by_their_class),
	    cmocka_unit_test(frames_go_behind),
	    cmocka_unit_test(contents_make_sections),
	    cmocka_unit_test(what_is_missing_is_told),
	    cmocka_unit_test(hidden_fonts_lock_nothing),
	    cmocka_unit_test(a_cut_archive_is_refused_or_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
