/* export: citations. */
#include <jansson.h>

#include <izba/builder.h>

#include "tests/unit/export-book.h"

static void
bibtex_is_an_entry(void **state)
{
	struct book *b = export_book();
	struct annotation a = export_mark(b, "The oil", "found.2", "");
	struct buf out = export_text("bibtex", b, &a, 1);

	(void)state;
	assert_string_equal(out.p,
	    "@book{izbalamps-1,\n"
	    "  author = {A. Fedotova and B. Petrov},\n"
	    "  title = {Lamps: a \"history\"}\n"
	    "}\n"
	    "\n@misc{izbalamps-1-n1,\n"
	    "  title = {{Petrov, Oil, p. 4.}},\n"
	    "  note = {Cited in: A. Fedotova; B. Petrov. "
	    "Lamps: a \"history\", §1.1, n. 1}\n"
	    "}\n"
	    "\n@misc{izbalamps-1-n2,\n"
	    "  title = {{Ibid., p. 9. (= n. 1: Petrov, Oil, p. 4.)}},\n"
	    "  note = {Cited in: A. Fedotova; B. Petrov. "
	    "Lamps: a \"history\", §1.1, n. 2}\n"
	    "}\n");
	buf_free(&out);
	book_free(b);
}

/* A title can't end its field, nor give TeX a command. */
static void
bibtex_is_escaped(void **state)
{
	struct export_options o = {.path = "/x/a}b,c.txt",
	    .title = STR("} x = {\\input{y} 5% & $z_1^2~#"),
	    .authors = STR("Ann and Bob; C")};
	struct annotations none = {.n = 0};
	struct export_book book = {.notes = &none, .options = &o};
	struct buf out = BUF_INIT;

	(void)state;
	export_books(export_find("bibtex"), &out, &book, 1, EXPORT_NOW);
	assert_string_equal(out.p,
	    "@book{izbaabc-1,\n"
	    "  author = {{Ann and Bob} and C},\n"
	    "  title = {\\textbraceright{} x = \\textbraceleft{}"
	    "\\textbackslash{}input\\textbraceleft{}y\\textbraceright{} "
	    "5\\% \\& \\$z\\_1\\textasciicircum{}2\\textasciitilde{}\\#}\n"
	    "}\n");
	buf_free(&out);
}

static void
csl_is_json(void **state)
{
	struct book *b = export_book();
	struct annotation a = export_mark(b, "The oil", "found.2", "");
	struct buf out = export_text("csl", b, &a, 1);
	json_t *root = json_loadb(out.p, out.n, JSON_REJECT_DUPLICATES, NULL);
	json_t *item = json_array_get(root, 0);

	(void)state;
	assert_int_equal(json_array_size(root), 3);
	assert_string_equal(
	    json_string_value(json_object_get(item, "type")), "book");
	assert_string_equal(json_string_value(json_object_get(item, "title")),
	    "Lamps: a \"history\"");
	assert_int_equal(json_array_size(json_object_get(item, "author")), 2);
	item = json_array_get(root, 2);
	assert_string_equal(json_string_value(json_object_get(item, "title")),
	    "Ibid., p. 9. (= n. 1: Petrov, Oil, p. 4.)");
	assert_string_equal(json_string_value(json_object_get(item, "note")),
	    "Cited in: A. Fedotova; B. Petrov. Lamps: a \"history\", "
	    "§1.1, n. 2");
	json_decref(root);
	buf_free(&out);
	book_free(b);
}

static void
gost_is_lines(void **state)
{
	struct book *b = export_book();
	struct annotation a = export_mark(b, "The oil", "found.2", "");
	struct buf out = export_text("gost", b, &a, 1);

	(void)state;
	assert_string_equal(out.p,
	    "A. Fedotova, B. Petrov. Lamps: a \"history\".\n"
	    "A. Fedotova, B. Petrov. Lamps: a \"history\". §1.1.\n"
	    "Petrov, Oil, p. 4. Цит. по: A. Fedotova, B. Petrov. "
	    "Lamps: a \"history\". §1.1, примеч. 1.\n"
	    "Ibid., p. 9. (= n. 1: Petrov, Oil, p. 4.). Цит. по: A. Fedotova, "
	    "B. Petrov. Lamps: a \"history\". §1.1, примеч. 2.\n");
	buf_free(&out);
	book_free(b);
}

/* A book that states who published it, when, and its printed pages. */
static struct book *
printed_book(void)
{
	struct builder *m = builder_new("epub");
	struct book *b;

	builder_title(m, STR("Lamps"));
	builder_meta(m, META_PUBLISHER, STR("Lake Press"));
	builder_meta(m, META_DATE, STR("2 May 1911"));
	builder_meta(m, META_SERIES, STR("Light, 3"));
	builder_meta(m, META_IDENTIFIER, STR("uuid:1-2"));
	/* an ISBN tells itself */
	builder_meta(m, META_IDENTIFIER, STR("12345"));
	builder_meta(m, META_IDENTIFIER, STR("978-0-00-000000-2"));
	builder_meta(m, META_TRANSLATOR, STR("Nina Weir"));
	builder_meta(m, META_TRANSLATOR, STR("Ivan Weir"));
	builder_folio(m, STR("41"));
	builder_block(m, BLOCK_PARAGRAPH, 0, BLOCK_STATED, 1, 1);
	builder_text(m, STR("The oil was never counted."), 0, 1, 0);
	b = builder_finish(m, NULL);
	assert_non_null(b);
	return b;
}

static void
stated_data_are_cited(void **state)
{
	struct book *b = printed_book();
	struct annotation a = export_mark(b, "The oil", "counted", "");
	struct buf bib = export_text("bibtex", b, &a, 1);
	struct buf csl = export_text("csl", b, &a, 1);
	struct buf gost = export_text("gost", b, &a, 1);

	(void)state;
	assert_non_null(strstr(bib.p,
	    "  publisher = {Lake Press},\n  year = {1911},\n"
	    "  series = {Light, 3},\n  isbn = {978-0-00-000000-2},\n"
	    "  key = {Lamps}\n"));
	assert_non_null(strstr(csl.p, "\"publisher\": \"Lake Press\""));
	assert_non_null(strstr(csl.p, "\"ISBN\": \"978-0-00-000000-2\""));
	assert_non_null(
	    strstr(bib.p, "  translator = {Nina Weir and Ivan Weir},\n"));
	assert_non_null(strstr(csl.p, "\"literal\": \"Nina Weir\""));
	assert_non_null(strstr(csl.p, "1911"));
	assert_non_null(strstr(gost.p, "Lamps. Lake Press, 1911.\n"));
	assert_non_null(strstr(gost.p, "Lamps. Lake Press, 1911. С. 41.\n"));
	buf_free(&bib);
	buf_free(&csl);
	buf_free(&gost);
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bibtex_is_an_entry),
	    cmocka_unit_test(bibtex_is_escaped),
	    cmocka_unit_test(csl_is_json),
	    cmocka_unit_test(gost_is_lines),
	    cmocka_unit_test(stated_data_are_cited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
