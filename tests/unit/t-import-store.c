/* import: passages found in a book, kept once, and undone. */
#include "tests/unit/import-desk.h"

/* ---- finding ---- */

static const char sidecar[] =
    "return { annotations = {\n"
    "{ drawer = \"lighten\", page = \"/a\", text = \"forty benches into the "
    "izba\",\n  datetime = \"2024-12-30 14:46:33\", color = \"blue\" },\n"
    "{ drawer = \"lighten\", page = \"/b\", text = \"stove\" },\n"
    "{ drawer = \"lighten\", page = \"/c\", note = \"who?\",\n"
    "  text = \"those who could not listen read, and those who could\" },\n"
    "{ drawer = \"lighten\", page = \"/d\", text = \"lamp\" },\n"
    "{ drawer = \"lighten\", page = \"/e\", text = \"told stories in the dark "
    "until\" },\n"
    "{ drawer = \"lighten\", page = \"/f\", text = \"not a word of this is in "
    "the book\", note = \"kept all the same\" },\n"
    "{ page = \"/g\", text = \"in One\" },\n"
    "}, doc_props = { title = \"The Reading Room\" } }";

static void
passages_are_found(void **state)
{
	struct desk d = begin(*state, tale);
	struct annotations v;

	take(&d, sidecar);
	assert_int_equal(d.count.found, 5);
	assert_int_equal(d.count.lost, 2);
	assert_int_equal(d.report.added, 7);
	v = listed(&d);
	assert_int_equal(v.n, 7);
	assert_str(v.v[0].quote, "forty benches into the izba");
	assert_str(v.v[0].prefix, "he spring the villagers carried ");
	assert_int_equal(v.v[0].state, ANCHOR_EXACT);
	assert_int_equal(v.v[0].colour, BLUE);
	assert_true(v.v[0].created == SECONDS(1735569993));
	/* once in the book, between its neighbours */
	assert_str(v.v[1].quote, "stove");
	assert_str(v.v[2].body, "who?");
	assert_str(v.v[2].quote,
	    "those who could not read listened, and those who could");
	/* twice in the book, once between its neighbours */
	assert_str(v.v[3].quote, "lamp");
	assert_int_equal(v.v[3].from, place_of(d.b, "lamp went out"));
	/* the lost ones stand behind the last that was found before them */
	for (size_t i = 5; i < 7; i++) {
		assert_int_equal(v.v[i].state, ANCHOR_LOST);
		assert_true(v.v[i].from >= v.v[4].from);
		if (v.v[i].kind == ANNOTATION_HIGHLIGHT)
			assert_str(v.v[i].body, "kept all the same");
	}
	annotations_free(&v);
	finish(&d);
}

/* Neighbours that contradict each other are not believed. */
static void
short_ones_are_not_guessed(void **state)
{
	struct desk d = begin(*state, tale);

	take(&d, "return { annotations = {\n"
		 "{ drawer = \"x\", page = \"/a\", text = \"told stories in "
		 "the dark until morning\" },\n"
		 "{ drawer = \"x\", page = \"/b\", text = \"lamp\" },\n"
		 "{ drawer = \"x\", page = \"/c\", text = \"forty benches "
		 "into the izba\" } } }");
	assert_int_equal(d.count.found, 2);
	/* and inside a word is not in the book */
	take(&d, "return { annotations = {\n"
		 "{ drawer = \"x\", page = \"/a\", text = \"told stories in "
		 "the dark until morning\" },\n"
		 "{ drawer = \"x\", page = \"/z\", text = \"table by the "
		 "stove\" },\n"
		 "{ drawer = \"x\", page = \"/y\", text = \"orti\" } } }");
	assert_int_equal(d.count.found, 2);
	finish(&d);
}

/* ---- once ---- */

static void
importing_again_changes_nothing(void **state)
{
	struct desk d = begin(*state, tale);
	struct buf before = BUF_INIT, after = BUF_INIT;

	take(&d, sidecar);
	must(store_dump(d.s, &before, err));
	for (int i = 0; i < 2; i++) {
		take(&d, sidecar);
		assert_int_equal(d.report.added + d.report.changed, 0);
		for (size_t k = 0; k < d.m->books[0].n; k++)
			assert_int_equal(d.m->books[0].v[k].fate, IMPORT_SAME);
	}
	must(store_dump(d.s, &after, err));
	assert_string_equal(before.p, after.p);
	buf_free(&before);
	buf_free(&after);
	finish(&d);
}

/* What was done here since stays: changes, deletions. */
static void
what_was_done_here_stays(void **state)
{
	struct desk d = begin(*state, tale);
	struct annotations v;

	take(&d, sidecar);
	v = listed(&d);
	v.v[0].colour = PINK;
	v.v[0].body = STR("mine");
	must(store_update(d.s, &d.id, d.b, &v.v[0], err));
	must(store_delete(d.s, v.v[1].uuid, err));
	annotations_free(&v);
	take(&d, sidecar);
	assert_int_equal(d.m->books[0].v[0].fate, IMPORT_SAME);
	v = listed(&d);
	assert_int_equal(v.n, 6);
	assert_int_equal(v.v[0].colour, PINK);
	assert_str(v.v[0].body, "mine");
	annotations_free(&v);
	assert_int_equal(must_count(d.s, &d.id, true), 1);
	assert_int_equal(d.m->books[0].v[1].fate, IMPORT_DELETED);
	finish(&d);
}

/* All that came by an import goes in one step, and comes again. */
static void
an_import_is_undone(void **state)
{
	struct desk d = begin(*state, tale);
	struct annotation own = must_add(d.s, &d.id, d.b, "Old Fedot");
	struct undone u;

	take(&d, sidecar);
	take(&d, sidecar);
	must(store_undo(d.s, d.id.row, false, &u, err));
	assert_int_equal(u.n, 7);
	assert_int_equal(u.kind, STEP_REMOVED);
	assert_int_equal(must_count(d.s, &d.id, false), 1);
	/* what was deleted here does not come back by itself */
	take(&d, sidecar);
	assert_int_equal(d.report.added + d.report.changed, 0);
	assert_int_equal(d.m->books[0].v[0].fate, IMPORT_DELETED);
	must(store_undo(d.s, d.id.row, true, &u, err));
	assert_int_equal(must_count(d.s, &d.id, false), 8);
	must(store_undo(d.s, d.id.row, false, &u, err));
	must(store_undo(d.s, d.id.row, false, &u, err));
	assert_string_equal(u.uuid, own.uuid);
	finish(&d);
}

/* What was changed on the other side since comes in. */
static void
what_was_done_there_comes(void **state)
{
	static const char head[] = "return { annotations = {\n"
				   "{ drawer = \"lighten\", page = \"/a\", "
				   "text = \"forty benches into the izba\",\n"
				   "datetime = \"2024-12-30 14:46:33\", ";
	struct desk d = begin(*state, tale);
	struct buf b = BUF_INIT;
	struct annotations v;

	buf_printf(&b, "%s note = \"first\" } } }", head);
	take(&d, b.p);
	buf_clear(&b);
	buf_printf(&b,
	    "%s note = \"second\", color = \"red\",\n"
	    "datetime_updated = \"2024-12-31 14:46:33\" } } }",
	    head);
	take(&d, b.p);
	assert_int_equal(d.report.changed, 1);
	assert_int_equal(d.report.conflicts, 0);
	v = listed(&d);
	assert_int_equal(v.n, 1);
	assert_str(v.v[0].body, "second");
	assert_int_equal(v.v[0].colour, PINK);
	/* changed on both sides: both texts are kept */
	v.v[0].body = STR("here");
	must(store_update(d.s, &d.id, d.b, &v.v[0], err));
	annotations_free(&v);
	buf_clear(&b);
	buf_printf(&b,
	    "%s note = \"third\", datetime_updated = \"2099-12-31 14:46:33\" "
	    "} } }",
	    head);
	take(&d, b.p);
	assert_int_equal(d.report.conflicts, 1);
	v = listed(&d);
	assert_non_null(strstr(v.v[0].body.p, "here"));
	assert_non_null(strstr(v.v[0].body.p, "third"));
	annotations_free(&v);
	buf_free(&b);
	finish(&d);
}

/* A table without times of change: what nobody changed here is brought up to
 * date. */
static void
tables_without_times(void **state)
{
	struct desk d = begin(*state, tale);
	struct annotations v;

	take(&d, "Highlight,Note\nforty benches into the izba,one\n");
	take(&d, "Highlight,Note\nforty benches into the izba,two\n");
	v = listed(&d);
	assert_int_equal(v.n, 1);
	assert_str(v.v[0].body, "two");
	annotations_free(&v);
	finish(&d);
}

/* ---- which book ---- */

static void
books_without_a_file(void **state)
{
	struct place *p = *state;
	struct desk d = begin(p, tale);
	struct import_target nowhere = {.skip = false};
	struct shelf shelf;

	d.m = must_import("Highlight,Title,Author\nforty benches into the "
			  "izba,Reading Room,A. F.\n");
	must((d.known = import_known(d.s, err)) != NULL);
	assert_null(import_find(d.known, &d.m->books[0]));
	must(import_store(
	    d.m, &nowhere, d.s, d.known, 1000000, false, &d.report, err));
	must(store_shelf(d.s, &shelf, err));
	assert_int_equal(shelf.n, 2);
	shelf_free(&shelf);
	/* again, it is found as what was made before */
	import_known_free(d.known);
	must((d.known = import_known(d.s, err)) != NULL);
	assert_str(import_find(d.known, &d.m->books[0])->title, "Reading Room");
	/* with its text, the two books become one */
	take(&d, "Highlight,Title,Author\nforty benches into the "
		 "izba,Reading Room,A. F.\n");
	must(store_shelf(d.s, &shelf, err));
	assert_int_equal(shelf.n, 1);
	assert_str(shelf.v[0].title, "The Reading Room");
	shelf_free(&shelf);
	assert_int_equal(must_count(d.s, &d.id, false), 1);
	finish(&d);
}

/* The same annotations for another book with a file are a copy: two books do
 * not become one by them. */
static void
two_books_stay_two(void **state)
{
	struct place *p = *state;
	struct desk d = begin(p, tale);
	struct book_id first = d.id;
	struct shelf shelf;
	struct buf other = BUF_INIT;

	take(&d, sidecar);
	buf_printf(&other, "%s\nA corrected edition.\n", tale);
	book_free(d.b);
	d.b = must_read(buf_lend(&other));
	must(store_book(
	    d.s, place_file(p, "other.txt", other.p), d.b, &d.id, err));
	assert_true(d.id.row != first.row);
	take(&d, sidecar);
	assert_int_equal(d.report.added, 7);
	take(&d, sidecar);
	assert_int_equal(d.report.added + d.report.changed, 0);
	must(store_shelf(d.s, &shelf, err));
	assert_int_equal(shelf.n, 2);
	shelf_free(&shelf);
	assert_int_equal(must_count(d.s, &first, false), 7);
	assert_int_equal(must_count(d.s, &d.id, false), 7);
	buf_free(&other);
	finish(&d);
}

static unsigned
like(const char *title, const char *authors, const char *other,
    const char *others)
{
	struct import_book k = {
	    .title = str_of(title), .authors = str_of(authors)};
	struct import_candidate c = {
	    .title = str_of(other), .authors = str_of(others)};

	return import_likeness(&k, &c);
}

static void
titles_are_compared(void **state)
{
	struct import_book k = {.file = STR("/mnt/onboard/lamps.epub")};
	struct import_candidate c = {.path = "/books/Lamps.txt"};

	(void)state;
	assert_true(like("Lamps", NULL, "LAMPS", NULL) > 0);
	assert_true(like("Lamps", "A. F.", "Lamps", NULL) > 0);
	assert_true(like("Ёлка", "Лев Кац", "Елка", "Lev Kats") >
		    like("Ёлка", NULL, "Елка", NULL));
	assert_int_equal(like("Lamps", "A. Fedotova", "Lamps", "B. Petrov"), 0);
	assert_true(
	    like("Lamps: a tale", "A. Fedotova", "Lamps", "Fedotova") > 0);
	assert_int_equal(like("Lamps: a tale", NULL, "Lamps", NULL), 0);
	assert_int_equal(like("Lamps", NULL, "Stoves", NULL), 0);
	assert_int_equal(like(NULL, NULL, NULL, NULL), 0);
	assert_true(import_likeness(&k, &c) > 0);
	k.md5 = STR("0123456789abcdef0123456789abcdef");
	k.file = STR("/x/y.epub");
	assert_int_equal(import_likeness(&k, &c), 0);
}

/* KOReader's checksum of a file of one kilobyte and more. */
static void
files_are_known_by_samples(void **state)
{
	char text[1501];
	struct import_book k = {.md5 = STR("fae20da2fa865c572238d397a9b8dffc")};
	struct import_candidate c;

	memset(text, 'x', sizeof(text) - 1);
	text[1500] = '\0';
	c = (struct import_candidate){
	    .path = place_file(*state, "x.txt", text)};
	assert_int_equal(import_likeness(&k, &c), 90);
	k.md5 = STR("0123456789abcdef0123456789abcdef");
	assert_int_equal(import_likeness(&k, &c), 0);
}

static void
other_books_are_refused(void **state)
{
	struct book *b = must_read(str_of(tale));
	struct import_candidate c = {.book = b};
	struct err err = {.text = ""};
	struct import *m;
	bool mine[3];

	(void)state;
	apparatus_link(b);
	c.title = b->title;
	m = must_import("Highlight,Title\nforty benches into the izba,x\n"
			"nothing of the kind stands there,y\n"
			"nor does this,The Reading Room\n");
	import_choose(m, &c, mine);
	assert_true(mine[0] && !mine[1] && mine[2]);
	import_free(m);
	m = must_import(
	    "Highlight,Title\nnothing of the kind stands there,y\n");
	import_choose(m, &c, mine);
	assert_false(mine[0]);
	import_foreign(m, "tale.txt", &err);
	assert_string_equal(err.text, "it is of another book (\"y\"): none of "
				      "its 1 passages stands in tale.txt");
	import_free(m);
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    WITH_PLACE(passages_are_found),
	    WITH_PLACE(short_ones_are_not_guessed),
	    WITH_PLACE(importing_again_changes_nothing),
	    WITH_PLACE(what_was_done_here_stays),
	    WITH_PLACE(an_import_is_undone),
	    WITH_PLACE(what_was_done_there_comes),
	    WITH_PLACE(tables_without_times),
	    WITH_PLACE(books_without_a_file),
	    WITH_PLACE(two_books_stay_two),
	    cmocka_unit_test(titles_are_compared),
	    WITH_PLACE(files_are_known_by_samples),
	    cmocka_unit_test(other_books_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
