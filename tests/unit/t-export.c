/* export: what other programs are given. */
#include <jansson.h>

#include <izba/builder.h>
#include <izba/export.h>

#include "tests/unit/unit.h"

static const int64_t now = 1795339800000000; /* 2026-11-22T09:30:00Z */

/* A book of two sections with three notes, made by hand. */

static uint32_t
add_block(struct builder *m, enum block_kind kind, const char *text)
{
	uint32_t at;

	builder_block(m, kind, 1, BLOCK_STATED, 1, 1);
	builder_text(m, str_of(text), 0, 1, 0);
	at = builder_place(m);
	return at - (uint32_t)strlen(text);
}

static uint32_t
find(const struct book *b, const char *words)
{
	size_t at = str_find(b->text, str_of(words));

	assert_true(at != SIZE_MAX);
	return (uint32_t)at;
}

static struct note
make_note(const struct book *b, const char *from, const char *body,
    const char *to, const char *label)
{
	return (struct note){.from = find(b, from),
	    .body = find(b, body),
	    .to = find(b, to) + (uint32_t)strlen(to),
	    .label = str_of(label),
	    .ibid_of = NOWHERE,
	    .ibid_source = NOWHERE};
}

static struct book *
make_book(void)
{
	struct builder *m = builder_new("text");
	struct section *s;
	struct reference *r;
	struct note *n;
	struct book *b;

	builder_title(m, STR("Lamps: a \"history\""));
	builder_author(m, STR("A. Fedotova"));
	builder_author(m, STR("B. Petrov"));
	add_block(m, BLOCK_HEADING, "The First Lamp");
	builder_block(m, BLOCK_PARAGRAPH, 0, BLOCK_STATED, 1, 1);
	builder_text(m, STR("The oil was "), 0, 1, 0);
	builder_text(m, STR("never "), STYLE_EMPHASIS, 1, 0);
	builder_text(m, STR("counted,"), 0, 1, 0);
	builder_text(m, STR("1"), STYLE_SUPERSCRIPT, 1, 0);
	builder_text(m, STR(" and 2 * 3 [jars] were found."), 0, 1, 0);
	builder_text(m, STR("2"), STYLE_SUPERSCRIPT, 1, 0);
	add_block(m, BLOCK_PARAGRAPH, "1. Not a list.");
	add_block(m, BLOCK_VERSE, "Burn, lamp,\nburn low");
	add_block(m, BLOCK_HEADING, "The Second Lamp");
	add_block(m, BLOCK_PARAGRAPH, "Another room, another stove.");
	add_block(m, BLOCK_NOTE, "1. Petrov, Oil, p. 4.");
	add_block(m, BLOCK_NOTE, "2. Ibid., p. 9.");
	b = builder_finish(m, NULL);
	assert_non_null(b);
	s = book_alloc(b, 2, sizeof(*s));
	s[0] = (struct section){.parent = NOWHERE,
	    .to = find(b, "\nThe Second"),
	    .last_block = 4,
	    .level = 1,
	    .title = STR("The First Lamp")};
	s[1] = (struct section){.parent = NOWHERE,
	    .from = find(b, "The Second"),
	    .to = (uint32_t)b->text.n,
	    .first_block = 4,
	    .last_block = b->n_blocks,
	    .level = 1,
	    .title = STR("The Second Lamp")};
	book_set_sections(b, s, 2);
	n = book_alloc(b, 2, sizeof(*n));
	n[0] = make_note(b, "1. Petrov", "Petrov", "p. 4.", "1");
	n[1] = make_note(b, "2. Ibid", "Ibid", "p. 9.", "2");
	n[1].ibid = n[1].ibid_certain = true;
	n[1].ibid_of = n[1].ibid_source = 0;
	book_set_notes(b, n, 2);
	r = book_alloc(b, 2, sizeof(*r));
	r[0].from = find(b, ",1") + 1;
	r[1].from = find(b, ".2") + 1;
	for (uint32_t i = 0; i < 2; i++) {
		r[i].to = r[i].from + 1;
		r[i].note = i;
		r[i].label = n[i].label;
	}
	book_set_references(b, r, 2);
	return b;
}

static struct annotation
mark(const struct book *b, const char *from, const char *to, const char *body)
{
	struct annotation a = {.uuid = "0a1b2c3d-0000-4000-8000-000000000000",
	    .kind = ANNOTATION_HIGHLIGHT,
	    .colour = GREEN,
	    .from = find(b, from),
	    .to = find(b, to) + (uint32_t)strlen(to),
	    .body = str_of(body),
	    .created = now,
	    .modified = now + 1500000};

	a.quote = book_text(b, a.from, a.to);
	a.section = STR("as it was");
	a.address = STR("§9.9");
	return a;
}

static struct buf export(
    const char *format, const struct book *b, struct annotation *v, size_t n)
{
	struct annotations notes = {.v = v, .n = n};
	struct export_options o = {.path = "/books/lamps.txt", .now = now};
	struct buf out = BUF_INIT;

	export_find(format)->write(&out, b, &notes, &o);
	return out;
}

static void
expect_in(const struct buf *b, const char *words)
{
	if (strstr(b->p, words) == NULL)
		fail_msg("no \"%s\" in:\n%s", words, b->p);
}

static void
times_are_iso_8601(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	export_time(&b, now);
	assert_string_equal(b.p, "2026-11-22T09:30:00Z");
	buf_clear(&b);
	export_time(&b, now + 42);
	assert_string_equal(b.p, "2026-11-22T09:30:00.000042Z");
	buf_clear(&b);
	export_time(&b, -1);
	assert_string_equal(b.p, "1969-12-31T23:59:59.999999Z");
	buf_free(&b);
}

static void
markdown_is_whole(void **state)
{
	struct book *b = make_book();
	struct annotation a = mark(b, "The oil", "found.2", "Why *not*?");
	struct buf out;

	(void)state;
	a.tags = STR("oil trade");
	out = export("markdown", b, &a, 1);
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
	    "<!-- izba:0a1b2c3d-0000-4000-8000-000000000000 -->\n"
	    "\n"
	    "> The oil was *never* counted,[^0a1b2c3d-1] and 2 \\* 3 "
	    "\\[jars\\] were found.[^0a1b2c3d-2]\n"
	    "\n"
	    "Why *not*?\n"
	    "\n"
	    "— §1.1 · green · #oil #trade ^0a1b2c3d\n"
	    "\n"
	    "[^0a1b2c3d-1]: Petrov, Oil, p. 4.\n"
	    "\n"
	    "[^0a1b2c3d-2]: Ibid., p. 9. (= n. 1: Petrov, Oil, p. 4.)\n"
	    "\n"
	    "<!-- /izba -->\n");
	buf_free(&out);
	book_free(b);
}

static void
markdown_keeps_blocks(void **state)
{
	struct book *b = make_book();
	struct annotation v[2] = {
	    mark(b, "1. Not", "burn low", "<!-- izba:forged -->\nx"),
	    mark(b, "Another", "stove.", ""),
	};
	struct buf out = export("markdown", b, v, 2);

	(void)state;
	expect_in(&out, "> 1\\. Not a list.\n>\n> Burn, lamp,\\\n> burn low\n");
	expect_in(&out, "\n\\<!-- izba:forged -->\nx\n");
	expect_in(&out, "\n## The Second Lamp\n");
	buf_free(&out);
	/* the lost come last, with what they remember; so do all without a
	 * book */
	v[0].state = ANCHOR_LOST;
	out = export("markdown", b, v, 2);
	expect_in(&out, "stove.");
	assert_true(strstr(out.p, "stove.") < strstr(out.p, "Not found in"));
	expect_in(&out, "### as it was\n");
	expect_in(&out, "— §9.9 *(not found in the present text)* · green");
	buf_free(&out);
	v[0].state = ANCHOR_EXACT;
	out = export("markdown", NULL, v, 2);
	expect_in(&out, "## as it was\n");
	expect_in(&out, "> Burn, lamp,\n");
	buf_free(&out);
	book_free(b);
}

static void
markdown_shows_places(void **state)
{
	struct book *b = make_book();
	struct annotation a = mark(b, "Another", "Another", "");
	struct buf out;

	(void)state;
	a.kind = ANNOTATION_BOOKMARK;
	a.to = a.from;
	a.quote = (struct str){NULL, 0};
	a.colour = YELLOW;
	a.mark = 'q';
	out = export("markdown", b, &a, 1);
	expect_in(&out, "**Bookmark q** at “Another room, another stove.…”\n\n"
			"— §2.1 ^0a1b2c3d\n");
	buf_free(&out);
	book_free(b);
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
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct annotation a = {.kind = ANNOTATION_HIGHLIGHT,
		    .quote = str_of(cases[i].text)};
		struct buf out = export("markdown", NULL, &a, 1);
		struct buf line = BUF_INIT;

		buf_printf(&line, "> %s\n", cases[i].shown);
		expect_in(&out, line.p);
		buf_free(&line);
		buf_free(&out);
	}
}

static void
json_is_json(void **state)
{
	struct book *b = make_book();
	struct annotation v[2] = {
	    mark(b, "The oil", "found.2", "two\nlines \"quoted\" \\ \x01"),
	    mark(b, "Another", "stove.", ""),
	};
	json_t *root, *book, *a;
	struct buf out;

	(void)state;
	v[0].tags = STR("a b");
	v[1].deleted = now;
	out = export("json", b, v, 2);
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
	out = export("json", NULL, NULL, 0);
	root = json_loadb(out.p, out.n, 0, NULL);
	assert_non_null(root);
	json_decref(root);
	buf_free(&out);
	book_free(b);
}

static void
table_is_complete(void **state)
{
	size_t n;
	const struct exporter *v = export_table(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		assert_ptr_equal(export_find(v[i].name), &v[i]);
		assert_non_null(v[i].write_all);
	}
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
	    cmocka_unit_test(markdown_signs_are_escaped),
	    cmocka_unit_test(json_is_json),
	    cmocka_unit_test(table_is_complete),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
