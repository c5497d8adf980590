/* import: what files of each format say, and what is refused. */
#include "tests/unit/import-file.h"

/* ---- izba's own ---- */

static const char own[] =
    "{\"schema\": \"izba-annotations/1\", \"exported\": null, \"books\": [\n"
    " {\"title\": \"Lamps\", \"authors\": [\"A. F.\", \"B. P.\"],\n"
    "  \"path\": \"/b/lamps.txt\", \"sha256\": null, \"annotations\": [\n"
    "  {\"uuid\": \"0A1b2c3d-0000-4000-8000-000000000001\",\n"
    "   \"kind\": \"highlight\", \"from\": 5, \"to\": 9,\n"
    "   \"quote\": \"oil\\nand wick\", \"prefix\": \"the \", \"suffix\": \".\",\n"
    "   \"section\": null, \"address\": \"\\u00a71.2\", \"body\": \"why?\",\n"
    "   \"tags\": [\"oil\", \"trade\"], \"mark\": null, \"colour\": \"blue\",\n"
    "   \"style\": \"underline\", \"created\": \"2024-12-30T14:46:33Z\",\n"
    "   \"modified\": \"2024-12-30T14:46:34.5Z\", \"deleted\": null},\n"
    "  {\"uuid\": \"0a1b2c3d-0000-4000-8000-000000000002\",\n"
    "   \"kind\": \"bookmark\", \"from\": 7, \"to\": 7, \"mark\": \"k\",\n"
    "   \"colour\": \"yellow\", \"style\": \"solid\"}]}]}";

static void
own_json_is_read(void **state)
{
	struct import *m = must_import(own);
	const struct import_note *n = &m->books[0].v[0];

	(void)state;
	assert_string_equal(m->format->name, "json");
	assert_int_equal(m->n, 1);
	assert_str(m->books[0].title, "Lamps");
	assert_str(m->books[0].authors, "A. F.; B. P.");
	assert_int_equal(m->books[0].n, 2);
	assert_string_equal(n->a.uuid, "0a1b2c3d-0000-4000-8000-000000000001");
	assert_int_equal(n->a.kind, ANNOTATION_HIGHLIGHT);
	assert_int_equal(n->hint, 5);
	assert_str(n->a.quote, "oil\nand wick");
	assert_str(n->a.tags, "oil trade");
	assert_str(n->a.address, "§1.2");
	assert_int_equal(n->a.colour, BLUE);
	assert_int_equal(n->a.style, UNDERLINE);
	assert_true(n->a.created == SECONDS(1735569993));
	assert_true(n->a.modified == SECONDS(1735569994) + 500000);
	assert_int_equal(n->line, 4);
	assert_true(n->lasting);
	assert_int_equal(m->books[0].v[1].a.mark, 'k');
	assert_int_equal(m->books[0].v[1].line, 11);
	import_free(m);
}

static void
own_json_that_is_bad(void **state)
{
	struct buf b = BUF_INIT;
	const char *second = strstr(own, "0002");

	(void)state;
	buf_add(&b, own, (size_t)(second - own) + 3);
	buf_puts(&b, "1");
	buf_puts(&b, second + 4);
	refuses(b.p, "line 11: the id 0a1b2c3d-0000-4000-8000-000000000001 is "
		     "there twice, first in line 4");
	buf_free(&b);
	refuses("{\"schema\": \"izba-annotations/7\"}", "newer than this izba");
	refuses("{\"schema\": \"izba-annotations/1\"}", "has no \"books\"");
	refuses("{\"schema\": \"izba-annotations/1\", \"books\": [\n{}]}",
	    "line 2: a book without \"annotations\"");
	refuses("{\"schema\": \"izba-annotations/1\", \"books\": [\n"
		"{\"annotations\": [\n\n{\"uuid\": 1}]}]}",
	    "line 4: an annotation without a proper \"uuid\"");
}

/* ---- web annotations ---- */

static void
sets_are_read(void **state)
{
	static const char set[] =
	    "{\"@context\": \"http://www.w3.org/ns/anno.jsonld\",\n"
	    "\"id\": \"urn:uuid:1\", \"type\": \"AnnotationSet\",\n"
	    "\"about\": {\"dc:identifier\": [\"urn:isbn:1\"],\n"
	    " \"dc:title\": \"Lamps\", \"dc:creator\": [\"A. F.\", \"B.\"]},\n"
	    "\"items\": [{\"type\": \"Annotation\",\n"
	    " \"id\": \"urn:uuid:0A1B2C3D-0000-4000-8000-000000000001\",\n"
	    " \"created\": \"2024-12-30T17:46:33.000+03:00\",\n"
	    " \"body\": {\"type\": \"TextualBody\", \"value\": \"why\",\n"
	    "  \"color\": \"purple\", \"highlight\": \"outline\",\n"
	    "  \"tag\": \"two words\"},\n"
	    " \"target\": {\"source\": \"c1.xhtml\", \"meta\": {\"headings\":\n"
	    "  [{\"level\": 1, \"txt\": \"One\"},\n"
	    "   {\"level\": 2, \"txt\": \"Two\"}], \"page\": \"XI\"},\n"
	    "  \"selector\": [{\"type\": \"CssSelector\", \"value\": \"p\",\n"
	    "   \"refinedBy\": {\"type\": \"TextPositionSelector\",\n"
	    "   \"start\": 1, \"end\": 3}}, {\"type\": \"TextQuoteSelector\",\n"
	    "   \"exact\": \"of the \\n\\t  lamps\", \"prefix\": \"p\",\n"
	    "   \"suffix\": \"s\"}]},\n"
	    " \"motivation\": \"highlighting\"},\n"
	    "{\"type\": \"Annotation\", \"id\": \"x:2\", \"target\": \"c2\",\n"
	    " \"motivation\": \"bookmarking\"}]}";
	struct import *m = must_import(set);
	const struct annotation *a = &m->books[0].v[0].a;

	(void)state;
	assert_string_equal(m->format->name, "annotations");
	assert_str(m->books[0].title, "Lamps");
	assert_str(m->books[0].authors, "A. F.; B.");
	assert_str(m->books[0].identifier, "urn:isbn:1");
	assert_string_equal(a->uuid, "0a1b2c3d-0000-4000-8000-000000000001");
	assert_str(a->quote, "of the lamps");
	assert_str(a->body, "why");
	assert_str(a->tags, "two-words");
	assert_str(a->section, "Two");
	assert_int_equal(a->colour, PURPLE);
	assert_int_equal(a->style, OUTLINE);
	assert_true(a->created == SECONDS(1735569993));
	assert_int_equal(m->books[0].v[1].a.kind, ANNOTATION_BOOKMARK);
	assert_int_equal(m->books[0].v[1].a.uuid[14], '8');
	import_free(m);
	refuses("{\"type\": \"AnnotationSet\"}", "has no \"items\"");
	refuses("{\"type\": \"AnnotationSet\", \"items\": [\n 7]}",
	    "item 1 of the set is no annotation");
}

static void
lone_annotations_are_read(void **state)
{
	struct import *m = must_import(
	    "[{\"type\": \"Annotation\", \"id\": \"http://x/1\", \"body\": ["
	    "{\"type\": \"TextualBody\", \"purpose\": \"tagging\","
	    " \"value\": \"oil\"}, {\"value\": \"one\"}, {\"value\": \"two\"}],"
	    "\"target\": [{\"selector\": {\"type\": \"RangeSelector\","
	    "\"refinedBy\": {\"exact\": \"lamp\"}}}]}]");
	const struct annotation *a = &m->books[0].v[0].a;

	(void)state;
	assert_str(a->quote, "lamp");
	assert_str(a->body, "one\n\ntwo");
	assert_str(a->tags, "oil");
	import_free(m);
}

/* ---- Foliate ---- */

static void
foliate_is_read(void **state)
{
	struct import *m = must_import(
	    "{\"lastLocation\": \"epubcfi(/6/4)\", \"annotations\": [\n"
	    "{\"value\": \"epubcfi(/6/4!/4/2,/1:0,/1:9)\", \"color\": \"aqua\",\n"
	    " \"text\": \"the lamps\", \"note\": \"n\",\n"
	    " \"created\": \"2024-12-30T14:46:33.000Z\"},\n"
	    "{\"value\": \"epubcfi(/6/4!/4/4)\", \"color\": \"squiggly\",\n"
	    " \"text\": \"x\", \"note\": \"\"}],\n"
	    "\"bookmarks\": [\"epubcfi(/6/8)\"],\n"
	    "\"metadata\": {\"identifier\": \"urn:1\",\n"
	    " \"title\": {\"en\": \"Lamps\"},\n"
	    " \"author\": [{\"name\": \"A. F.\"}, \"B.\"]}}");
	const struct import_book *k = &m->books[0];

	(void)state;
	assert_string_equal(m->format->name, "foliate");
	assert_str(k->title, "Lamps");
	assert_str(k->authors, "A. F.; B.");
	assert_str(k->identifier, "urn:1");
	assert_int_equal(k->n, 3);
	assert_int_equal(k->v[0].a.colour, BLUE);
	assert_str(k->v[0].a.body, "n");
	assert_int_equal(k->v[1].a.style, UNDERLINE);
	assert_int_equal(k->v[2].a.kind, ANNOTATION_BOOKMARK);
	import_free(m);
	refuses("{\"annotations\": [{\"value\": \"epubcfi(/6)\"},\n{}]}",
	    "line 2: an annotation without \"value\"");
}

/* ---- KOReader ---- */

static void
sidecar_of_today(void **state)
{
	struct import *m = must_import(
	    "-- /books/lamps.epub\nreturn {\n"
	    "  [\"annotations\"] = {\n"
	    "    [1] = {\n"
	    "      [\"chapter\"] = \"One\", [\"color\"] = \"olive\",\n"
	    "      [\"datetime\"] = \"2024-12-30 14:46:33\",\n"
	    "      [\"drawer\"] = \"underscore\",\n"
	    "      [\"page\"] = \"/body/DocFragment[5]/p[3].0\",\n"
	    "      [\"pageno\"] = 12, [\"note\"] = \"a \\\"note\\\"\\\nmore\",\n"
	    "      [\"text\"] = \"of the \\195\\169lamps\",\n"
	    "    },\n"
	    "    [2] = { [\"page\"] = 7, [\"text\"] = \"in One\",\n"
	    "      [\"datetime\"] = \"2024-12-30 14:46:34\" },\n"
	    "  },\n"
	    "  [\"doc_props\"] = { [\"title\"] = \"Lamps\",\n"
	    "    [\"authors\"] = \"A. F.\\\nB. P.\" },\n"
	    "  [\"doc_path\"] = \"/books/lamps.epub\", x = -1.5e+3,\n"
	    "  [\"partial_md5_checksum\"] = "
	    "\"0123456789abcdef0123456789abcdef\",\n"
	    "  y = [==[a]]b]==], z = {}, [7] = nil; inf = -inf,\n"
	    "}\n");
	const struct import_book *k = &m->books[0];

	(void)state;
	assert_string_equal(m->format->name, "koreader");
	assert_str(k->title, "Lamps");
	assert_str(k->authors, "A. F.; B. P.");
	assert_str(k->md5, "0123456789abcdef0123456789abcdef");
	assert_int_equal(k->n, 2);
	assert_str(k->v[0].a.quote, "of the élamps");
	assert_str(k->v[0].a.body, "a \"note\"\nmore");
	assert_str(k->v[0].a.section, "One");
	assert_str(k->v[0].a.address, "p. 12");
	assert_int_equal(k->v[0].a.colour, GREEN);
	assert_int_equal(k->v[0].a.style, UNDERLINE);
	assert_true(k->v[0].a.created == SECONDS(1735569993));
	assert_int_equal(k->v[0].line, 4);
	assert_int_equal(k->v[1].a.kind, ANNOTATION_BOOKMARK);
	assert_int_equal(k->v[1].a.quote.n, 0);
	import_free(m);
}

static void
sidecar_of_old(void **state)
{
	struct import *m = must_import(
	    "return {\n"
	    "  [\"highlight\"] = { [12] = { [1] = {\n"
	    "    [\"datetime\"] = \"2019-01-02 03:04:05\",\n"
	    "    [\"drawer\"] = \"strikeout\", [\"text\"] = \"lamps\",\n"
	    "    [\"pos0\"] = \"/body/p[1].0\" } },\n"
	    "    [13] = { [1] = { [\"text\"] = \"alone\",\n"
	    "    [\"pos0\"] = \"/body/p[9].0\" } } },\n"
	    "  [\"bookmarks\"] = {\n"
	    "    [1] = { [\"datetime\"] = \"2019-01-02 03:04:06\",\n"
	    "      [\"page\"] = \"/body/p[7].0\", [\"notes\"] = \"in One\",\n"
	    "      [\"text\"] = \"my words\" },\n"
	    "    [2] = { [\"datetime\"] = \"2019-01-02 03:04:05\",\n"
	    "      [\"highlighted\"] = true, [\"notes\"] = \"lamps\",\n"
	    "      [\"page\"] = \"/body/p[1].0\",\n"
	    "      [\"text\"] = \"Page 12 lamps @ 2019-01-02 03:04:05\" } },\n"
	    "  [\"stats\"] = { [\"title\"] = \"Lamps\" } }");
	const struct import_book *k = &m->books[0];

	(void)state;
	assert_str(k->title, "Lamps");
	assert_int_equal(k->n, 3);
	assert_str(k->v[0].a.quote, "lamps");
	assert_int_equal(k->v[0].a.body.n, 0);
	assert_int_equal(k->v[0].a.style, STRIKETHROUGH);
	assert_int_equal(k->v[1].a.kind, ANNOTATION_NOTE);
	assert_str(k->v[1].a.body, "my words");
	assert_str(k->v[2].a.quote, "alone");
	import_free(m);
}

/* The sidecar and the JSON export call one highlight the same. */
static void
koreader_json(void **state)
{
	struct import *lua = must_import(
	    "return { annotations = { { page = \"/body/p[1].0\",\n"
	    "drawer = \"lighten\", text = \"lamps\", pageno = 3 } },\n"
	    "doc_props = { title = \"Lamps\" } }");
	struct import *m = must_import(
	    "{\"documents\": [{\"title\": \"Lamps\", \"entries\": [\n"
	    "{\"sort\": \"highlight\", \"page\": \"3\", \"time\": 1735569993,\n"
	    " \"text\": \"lamps\", \"pn_xp\": \"/body/p[1].0\",\n"
	    " \"drawer\": \"lighten\", \"color\": \"#a05bff\"}]},\n"
	    "{\"title\": \"Stoves\", \"entries\": {}}], \"version\": \"j/1\"}");

	(void)state;
	assert_int_equal(m->n, 2);
	assert_string_equal(m->books[0].v[0].a.uuid, lua->books[0].v[0].a.uuid);
	assert_true(m->books[0].v[0].a.created == SECONDS(1735569993));
	assert_int_equal(m->books[0].v[0].a.colour, PURPLE);
	import_free(m);
	import_free(lua);
}

static void
lua_that_is_bad(void **state)
{
	struct buf deep = BUF_INIT;

	(void)state;
	refuses("return { annotations = {\n{ text = \"a", "line 2: a text is "
							  "not closed");
	refuses("return { annotations = {} } os.exit()",
	    "something stands after the table");
	refuses("return {\n annotations = os.execute(\"x\") }",
	    "line 2: neither a text, a number nor a table");
	refuses(
	    "return { annotations = { \"a\\27[31m\" } }", "an escape sequence");
	refuses("return { annotations = { \"\\0\" } }", "or a NUL");
	refuses("return { annotations = { \"\\300\" } }", "no such character");
	refuses("return { annotations = [[x } ", "long bracket is not closed");
	refuses("return { [1 = {} }", "after a key");
	refuses("return { annotations = {}", "a table is not closed");
	buf_puts(&deep, "return ");
	for (int i = 0; i < 100000; i++)
		buf_putc(&deep, '{');
	refuses(deep.p, "too deep");
	buf_free(&deep);
}

/* ---- Readwise ---- */

static void
readwise_is_read(void **state)
{
	struct import *m = must_import(
	    "\xef\xbb\xbfHighlight,Book Title,Book Author,Amazon Book ID,Note,"
	    "Color,Tags,Location Type,Location,Highlighted at,Document tags\r\n"
	    "\"a \"\"lamp\"\",\nand oil\",Lamps,A. F.,,\".oil .trade\nwhy?\","
	    "pink,\"x, two words\",page,12,2024-12-30 14:46:33+00:00,\r\n"
	    "\r\n"
	    "stove,Stoves,B.,,,,#one #two,,,\"December 30, 2024 2:46 PM\",\r\n");
	const struct annotation *a = &m->books[0].v[0].a;

	(void)state;
	assert_string_equal(m->format->name, "readwise");
	assert_int_equal(m->n, 2);
	assert_str(m->books[0].title, "Lamps");
	assert_str(m->books[0].authors, "A. F.");
	assert_str(a->quote, "a \"lamp\",\nand oil");
	assert_str(a->body, "why?");
	assert_str(a->tags, "oil trade two-words x");
	assert_str(a->address, "loc. 12");
	assert_int_equal(a->colour, PINK);
	assert_true(a->created == SECONDS(1735569993));
	a = &m->books[1].v[0].a;
	assert_str(a->tags, "one two");
	assert_true(a->created == SECONDS(1735569960));
	assert_int_equal(m->books[1].v[0].line, 6);
	import_free(m);
	m = must_import("title;highlight\nLamps;oil\n");
	assert_str(m->books[0].v[0].a.quote, "oil");
	import_free(m);
}

static void
csv_that_is_bad(void **state)
{
	(void)state;
	refuses("Highlight,Note\na,b\n\"c,d\n",
	    "line 3: a quotation mark is opened and not closed");
	refuses("Highlight,Note\n\"a\"b,c\n",
	    "line 2: text stands behind a closing quotation mark");
	refuses("Highlight,Note\na,b,c\n",
	    "line 2: a row of 3 cells where the first has 2");
	refuses("Quote,Note\na,b\n", "no file of annotations that izba knows");
}

/* ---- all formats ---- */

static void
what_no_file_may_hold(void **state)
{
	static const char nul[] = "Highlight\nlamp\n\0";
	struct buf deep = BUF_INIT;

	(void)state;
	refuses_bytes((struct str){nul, sizeof(nul) - 1}, "line 3: a NUL byte");
	refuses("Highlight\n\x1b[31mlamp\n", "line 2: an escape sequence");
	refuses("Highlight\nlamp\xc2\x9b", "line 2: an escape sequence");
	refuses("{\"schema\": \"izba-annotations/1\",\n\"a\": \"\\u001B[2J\"}",
	    "line 2: an escape sequence");
	refuses("{\"schema\": \"\\u0000\"}", "broken JSON");
	refuses("", "it is empty");
	refuses(" \n", "it is empty");
	refuses("Call me Ishmael.", "no file of annotations that izba knows "
				    "(json, annotations, foliate,");
	refuses("{\"schema\":\n7", "line 2: broken JSON");
	refuses("{\"a\": 1, \"a\": 2}", "broken JSON");
	refuses("\xff\xfeH\x01", "no file of annotations");
	for (int i = 0; i < 100000; i++)
		buf_putc(&deep, '[');
	refuses(deep.p, "broken JSON");
	buf_free(&deep);
}

static void
formats_are_asked_for(void **state)
{
	struct err err = {.text = ""};

	(void)state;
	assert_null(import_read(str_of(own), "papyrus", &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_null(import_read(str_of(own), "koreader", &err));
	assert_non_null(strstr(err.text, "not of the format \"koreader\""));
	for (size_t i = 0; import_format(i) != NULL; i++)
		assert_non_null(import_format(i)->help);
}

/* What is said twice without a name of its own comes in once. */
static void
the_same_twice(void **state)
{
	struct import *m =
	    must_import("Highlight,Title,Note\nlamp,A,x\nlamp,B,\nlamp,A,y\n");

	(void)state;
	assert_int_equal(m->n, 2);
	assert_int_equal(m->books[0].n, 1);
	assert_str(m->books[0].v[0].a.body, "x");
	assert_int_equal(m->repeated, 1);
	import_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(own_json_is_read),
	    cmocka_unit_test(own_json_that_is_bad),
	    cmocka_unit_test(sets_are_read),
	    cmocka_unit_test(lone_annotations_are_read),
	    cmocka_unit_test(foliate_is_read),
	    cmocka_unit_test(sidecar_of_today),
	    cmocka_unit_test(sidecar_of_old),
	    cmocka_unit_test(koreader_json),
	    cmocka_unit_test(lua_that_is_bad),
	    cmocka_unit_test(readwise_is_read),
	    cmocka_unit_test(csv_that_is_bad),
	    cmocka_unit_test(what_no_file_may_hold),
	    cmocka_unit_test(formats_are_asked_for),
	    cmocka_unit_test(the_same_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
