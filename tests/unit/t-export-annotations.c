/* export: the Web Annotation Data Model, in a book of several files. */
#include <jansson.h>

#include <izba/builder.h>

#include "tests/unit/export-book.h"

/* Two files, the second with pages. */
static struct book *
epub(void)
{
	struct builder *m = builder_new("epub");
	struct book *b;

	builder_title(m, STR("Lamps"));
	builder_author(m, STR("A. Fedotova"));
	builder_meta(m, META_IDENTIFIER, STR("isbn:9780000000002"));
	builder_meta(m, META_PUBLISHER, STR("Lake Press"));
	builder_meta(m, META_DATE, STR("1911-05-02"));
	builder_fragment(m, STR("text/one.xhtml"));
	builder_block(m, BLOCK_PARAGRAPH, 0, BLOCK_STATED, 1, 1);
	builder_text(m, STR("Первая лампа."), 0, 1, 0);
	builder_fragment(m, STR("text/the second.xhtml"));
	builder_folio(m, STR("41"));
	builder_block(m, BLOCK_PARAGRAPH, 0, BLOCK_STATED, 1, 1);
	builder_fragment(m, STR("text/the second.xhtml#fn1"));
	builder_text(m, STR("Лампа и керосин."), 0, 1, 0);
	b = builder_finish(m, NULL);
	assert_non_null(b);
	return b;
}

static json_t *
exported(
    const char *format, const struct book *b, struct annotation *v, size_t n)
{
	struct buf out = export_text(format, b, v, n);
	json_t *root = json_loadb(out.p, out.n, JSON_REJECT_DUPLICATES, NULL);

	if (root == NULL)
		fail_msg("no JSON: %s", out.p);
	buf_free(&out);
	return root;
}

static const char *
member(json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

static void
sets_know_their_book(void **state)
{
	struct book *b = epub();
	struct annotation a = export_mark(b, "керосин", "керосин", "");
	json_t *set = exported("annotations", b, &a, 1);
	json_t *about = json_object_get(set, "about");
	json_t *ids = json_object_get(about, "dc:identifier");

	(void)state;
	assert_string_equal(
	    member(set, "@context"), "https://www.w3.org/ns/epub-anno.jsonld");
	assert_string_equal(json_string_value(json_array_get(ids, 0)),
	    "urn:isbn:9780000000002");
	assert_string_equal(member(about, "dc:title"), "Lamps");
	assert_string_equal(member(about, "dc:format"), "application/epub+zip");
	assert_string_equal(member(about, "dc:publisher"), "Lake Press");
	assert_string_equal(member(about, "dc:date"), "1911");
	json_decref(set);
	book_free(b);
}

static void
targets_are_files_and_positions(void **state)
{
	struct book *b = epub();
	struct annotation a = export_mark(b, "керосин", "керосин", "");
	json_t *set = exported("annotations", b, &a, 1);
	json_t *item = json_array_get(json_object_get(set, "items"), 0);
	json_t *target = json_object_get(item, "target");
	json_t *selectors = json_object_get(target, "selector");
	json_t *position = json_array_get(selectors, 1);

	(void)state;
	assert_string_equal(
	    member(target, "source"), "text/the%20second.xhtml");
	assert_string_equal(
	    member(json_array_get(selectors, 0), "exact"), "керосин");
	/* code points of that file, not bytes of the book */
	assert_int_equal(
	    json_integer_value(json_object_get(position, "start")), 8);
	assert_int_equal(
	    json_integer_value(json_object_get(position, "end")), 15);
	assert_string_equal(
	    member(json_object_get(target, "meta"), "page"), "41");
	json_decref(set);
	/* the other model speaks of the book as a whole */
	set = exported("jsonld", b, &a, 1);
	item = json_array_get(
	    json_object_get(json_object_get(set, "first"), "items"), 0);
	selectors =
	    json_object_get(json_object_get(item, "target"), "selector");
	position = json_array_get(selectors, 1);
	assert_int_equal(
	    json_integer_value(json_object_get(position, "start")), 22);
	json_decref(set);
	book_free(b);
}

static void
motivations_and_bodies(void **state)
{
	struct book *b = epub();
	struct annotation v[4] = {
	    export_mark(b, "лампа", "лампа", ""),
	    export_mark(b, "лампа", "лампа", "Why?"),
	    export_mark(b, "лампа", "лампа", ""),
	    {.kind = ANNOTATION_BOOKMARK},
	};
	static const char *const motivations[] = {
	    "highlighting", "commenting", "highlighting", "bookmarking"};
	json_t *set, *items;

	(void)state;
	v[0].style = STRIKETHROUGH;
	v[2].tags = STR("oil  trade");
	v[2].state = ANCHOR_LOST;
	set = exported("annotations", b, v, 4);
	items = json_object_get(set, "items");
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(
		    member(json_array_get(items, i), "motivation"),
		    motivations[i]);
	assert_string_equal(
	    member(
		json_object_get(json_array_get(items, 0), "body"), "highlight"),
	    "strikethrough");
	assert_string_equal(
	    member(json_object_get(json_array_get(items, 1), "body"), "value"),
	    "Why?");
	assert_int_equal(
	    json_array_size(json_object_get(
		json_object_get(json_array_get(items, 2), "body"), "tags")),
	    2);
	/* what is lost has no position */
	assert_int_equal(
	    json_array_size(json_object_get(
		json_object_get(json_array_get(items, 2), "target"),
		"selector")),
	    1);
	assert_null(json_object_get(json_array_get(items, 3), "body"));
	json_decref(set);
	book_free(b);
}

static void
sets_hold_one_book(void **state)
{
	struct err err = {.code = ERR_NONE};

	(void)state;
	assert_true(export_fits(export_find("annotations"), 1, &err));
	assert_true(export_fits(export_find("jsonld"), 9, &err));
	assert_false(export_fits(export_find("annotations"), 2, &err));
	assert_string_equal(err.text,
	    "annotations holds what was left in one book, and these are 2: "
	    "name one");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sets_know_their_book),
	    cmocka_unit_test(targets_are_files_and_positions),
	    cmocka_unit_test(motivations_and_bodies),
	    cmocka_unit_test(sets_hold_one_book),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
