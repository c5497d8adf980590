/* export: what other programs are given. */
#include <jansson.h>

#include "tests/unit/export-book.h"

static void
times_are_iso_8601(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	export_time(&b, EXPORT_NOW);
	assert_string_equal(b.p, "2026-11-22T09:30:00Z");
	buf_clear(&b);
	export_time(&b, EXPORT_NOW + 42);
	assert_string_equal(b.p, "2026-11-22T09:30:00.000042Z");
	buf_clear(&b);
	export_time(&b, -1);
	assert_string_equal(b.p, "1969-12-31T23:59:59.999999Z");
	buf_free(&b);
}

static void
markdown_is_whole(void **state)
{
	struct book *b = export_book();
	struct annotation a =
	    export_mark(b, "The oil", "found.2", "Why *not*?");
	struct buf out;

	(void)state;
	a.tags = STR("oil trade");
	out = export_text("markdown", b, &a, 1);
	assert_string_equal(out.p,
	    "---\n"
	    "title: \"Lamps: a \\\"history\\\"\"\n"
	    "author:\n"
	    "  - \"A. Fedotova\"\n"
	    "  - \"B. Petrov\"\n"
	    "source: \"/books/lamps.txt\"\n"
	    "exported: 2026-11-22T09:30:00Z\n"
	    "generator: izba\n"
	    "---\n"
	    "\n"
	    "# Lamps: a \"history\"\n"
	    "\n"
	    "## The First Lamp\n"
	    "\n"
	    "<!-- izba:0a1b2c3d-0000-4000-8000-000000000000 "
	    "0fa72864ba030935 -->\n"
	    "\n"
	    "> The oil was *never* counted,[^0a1b2c3d-0000-1] and 2 \\* 3 "
	    "\\[jars\\] were found.[^0a1b2c3d-0000-2]\n"
	    "\n"
	    "^0a1b2c3d-0000\n"
	    "\n"
	    "Why *not*?\n"
	    "\n"
	    "— §1.1 · green · #oil #trade\n"
	    "\n"
	    "[^0a1b2c3d-0000-1]: Petrov, Oil, p. 4.\n"
	    "\n"
	    "[^0a1b2c3d-0000-2]: Ibid., p. 9. (= n. 1: Petrov, Oil, p. 4.)\n"
	    "\n"
	    "<!-- /izba -->\n");
	buf_free(&out);
	book_free(b);
}

static void
markdown_keeps_blocks(void **state)
{
	struct book *b = export_book();
	struct annotation v[2] = {
	    export_mark(b, "1. Not", "burn low", "<!-- izba:forged -->\nx"),
	    export_mark(b, "Another", "stove.", ""),
	};
	struct buf out = export_text("markdown", b, v, 2);

	(void)state;
	export_expect(
	    &out, "> 1\\. Not a list.\n>\n> Burn, lamp,\\\n> burn low\n");
	export_expect(&out, "\n\\<!-- izba:forged -->\nx\n");
	export_expect(&out, "\n## The Second Lamp\n");
	buf_free(&out);
	/* the lost come last, with what they remember; so do all without a
	 * book */
	v[0].state = ANCHOR_LOST;
	out = export_text("markdown", b, v, 2);
	export_expect(&out, "stove.");
	assert_true(strstr(out.p, "stove.") < strstr(out.p, "Not found in"));
	export_expect(&out, "### as it was\n");
	export_expect(&out, "— §9.9 *(not found in the present text)* · green");
	buf_free(&out);
	v[0].state = ANCHOR_EXACT;
	out = export_text("markdown", NULL, v, 2);
	export_expect(&out, "## as it was\n");
	export_expect(&out, "> Burn, lamp,\n");
	buf_free(&out);
	book_free(b);
}

static void
markdown_shows_places(void **state)
{
	struct book *b = export_book();
	struct annotation a = export_mark(b, "Another", "Another", "");
	struct buf out;

	(void)state;
	a.kind = ANNOTATION_BOOKMARK;
	a.to = a.from;
	a.quote = (struct str){NULL, 0};
	a.colour = YELLOW;
	a.mark = 'q';
	out = export_text("markdown", b, &a, 1);
	export_expect(&out, "**Bookmark q** at “Another room, another stove.…” "
			    "^0a1b2c3d-0000\n\n— §2.1\n");
	buf_free(&out);
	book_free(b);
}

/* What another machine sent can neither hide what follows nor break out. */
static void
markdown_bodies_stay_inside(void **state)
{
	static const struct {
		const char *body, *shown;
	} cases[] = {
	    {"```\ncode", "\n```\ncode\n```\n\n—"},
	    {"~~~\n```\n~~~", "\n~~~\n```\n~~~\n\n—"},
	    {"a <!-- b", "\na \\<!-- b\n\n—"},
	    {"<!-- /izba -->", "\n\\<!-- /izba -->\n\n—"},
	};
	struct annotation a = {.kind = ANNOTATION_HIGHLIGHT,
	    .quote = STR("x"),
	    .section = STR("one\n# two"),
	    .address = STR("three\n# four"),
	    .tags = STR("<b> [x]")};
	struct buf out = export_text("markdown", NULL, &a, 1);

	(void)state;
	export_expect(&out, "\n## one # two\n");
	export_expect(&out, "— three # four · pink · #\\<b> #\\[x\\]\n");
	buf_free(&out);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		a.body = str_of(cases[i].body);
		out = export_text("markdown", NULL, &a, 1);
		export_expect(&out, cases[i].shown);
		buf_free(&out);
	}
}

static void
markdown_signs_are_escaped(void **state)
{
	static const struct {
		const char *text, *shown;
	} cases[] = {
	    {"# no heading", "\\# no heading"},
	    {"a _b_ c_d", "a \\_b\\_ c_d"},
	    {"<b>&amp; & co", "\\<b>\\&amp; & co"},
	    {"10) ten", "10\\) ten"},
	    {"1922. A year", "1922\\. A year"},
	    {"1922.5 is no list", "1922.5 is no list"},
	    {"- dash — dash", "\\- dash — dash"},
	    {"$5 and #7, C#", "\\$5 and \\#7, C#"},
	    {"~~gone~~ ~ x", "\\~\\~gone\\~\\~ ~ x"},
	    {"mail@home @home", "mail@home \\@home"},
	    {"  - a line of verse", "  \\- a line of verse"},
	    {"   2. another", "   2\\. another"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct annotation a = {.kind = ANNOTATION_HIGHLIGHT,
		    .quote = str_of(cases[i].text)};
		struct buf out = export_text("markdown", NULL, &a, 1);
		struct buf line = BUF_INIT;

		buf_printf(&line, "> %s\n", cases[i].shown);
		export_expect(&out, line.p);
		buf_free(&line);
		buf_free(&out);
	}
}

static void
json_is_json(void **state)
{
	struct book *b = export_book();
	struct annotation v[2] = {
	    export_mark(
		b, "The oil", "found.2", "two\nlines \"quoted\" \\ \x01"),
	    export_mark(b, "Another", "stove.", ""),
	};
	json_t *root, *book, *a;
	struct buf out;

	(void)state;
	v[0].tags = STR("a b");
	v[1].deleted = EXPORT_NOW;
	out = export_text("json", b, v, 2);
	root = json_loadb(out.p, out.n, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(root);
	assert_string_equal(json_string_value(json_object_get(root, "schema")),
	    "izba-annotations/1");
	book = json_array_get(json_object_get(root, "books"), 0);
	assert_string_equal(json_string_value(json_object_get(book, "title")),
	    "Lamps: a \"history\"");
	assert_int_equal(json_array_size(json_object_get(book, "authors")), 2);
	a = json_array_get(json_object_get(book, "annotations"), 0);
	assert_string_equal(json_string_value(json_object_get(a, "body")),
	    "two\nlines \"quoted\" \\ \x01");
	assert_string_equal(json_string_value(json_object_get(a, "modified")),
	    "2026-11-22T09:30:01.500000Z");
	assert_string_equal(
	    json_string_value(json_object_get(a, "state")), "exact");
	assert_int_equal(
	    json_integer_value(json_object_get(a, "from")), v[0].from);
	assert_int_equal(json_array_size(json_object_get(a, "tags")), 2);
	a = json_array_get(json_object_get(a, "footnotes"), 1);
	a = json_object_get(a, "ibid");
	assert_string_equal(json_string_value(json_object_get(a, "text")),
	    "Petrov, Oil, p. 4.");
	json_decref(root);
	buf_free(&out);
	out = export_text("json", NULL, NULL, 0);
	root = json_loadb(out.p, out.n, 0, NULL);
	assert_non_null(root);
	json_decref(root);
	buf_free(&out);
	book_free(b);
}

/* Names of files are any bytes, JSON and YAML are UTF-8. */
static void
names_that_are_no_text(void **state)
{
	static const char *const formats[] = {"json", "csl", "annotations"};
	struct export_options o = {
	    .path = "/books/\xcc\xc1\xcd\xd0 \xc2\x9b.txt"};
	struct annotation a = {.kind = ANNOTATION_HIGHLIGHT, .quote = STR("x")};
	struct annotations notes = {.v = &a, .n = 1};
	struct export_book book = {.notes = &notes, .options = &o};
	struct buf out = BUF_INIT;
	json_t *root;

	(void)state;
	for (size_t i = 0; i < LENGTH(formats); i++) {
		buf_clear(&out);
		export_books(
		    export_find(formats[i]), &out, &book, 1, EXPORT_NOW);
		root = json_loadb(out.p, out.n, 0, NULL);
		assert_non_null(root);
		json_decref(root);
	}
	buf_clear(&out);
	export_books(export_find("markdown"), &out, &book, 1, EXPORT_NOW);
	export_expect(&out,
	    "\nsource: \"/books/\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
	    "\xef\xbf\xbd \\u009b.txt\"\n");
	buf_free(&out);
}

static void
table_is_complete(void **state)
{
	size_t n;
	const struct exporter *v = export_table(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		assert_ptr_equal(export_find(v[i].name), &v[i]);
		assert_non_null(v[i].write);
	}
	assert_ptr_equal(export_find("my-clippings"), export_find("clippings"));
	assert_null(export_find("papyrus"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(times_are_iso_8601),
	    cmocka_unit_test(markdown_is_whole),
	    cmocka_unit_test(markdown_keeps_blocks),
	    cmocka_unit_test(markdown_shows_places),
	    cmocka_unit_test(markdown_bodies_stay_inside),
	    cmocka_unit_test(markdown_signs_are_escaped),
	    cmocka_unit_test(json_is_json),
	    cmocka_unit_test(names_that_are_no_text),
	    cmocka_unit_test(table_is_complete),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
