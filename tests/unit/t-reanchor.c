/* Marks in a text that has changed: found, doubtful, orphans; as the store has
 * them. */
#include <sqlite3.h>

#include "tests/unit/store.h"

static const char tale[] =
    "The Reading Room\n\n\n"
    "In the spring the villagers carried forty benches into the izba, and a "
    "lamp was hung over the long table by the stove.\n\n"
    "Old Fedot read aloud; those who could not read listened, and those who "
    "could corrected him under their breath.\n\n"
    "По вечерам приходили и дети, хотя места у печи хватало не всем.\n\n"
    "When the lamp went out they told stories in the dark until morning.\n";

/* A corrected edition: a paragraph more, words retyped, a sentence made into
 * another. */
static const char corrected[] =
    "The Reading Room\n\n\n"
    "This edition has a new beginning that was not there before at all.\n\n"
    "In spring the villagers carried fourty benches into the izba, and a "
    "lamp was hung over the long table by the stove.\n\n"
    "Aunt Darya sang aloud; those who could not sing listened, and "
    "everybody else clapped.\n\n"
    "По вечерам приходили и дети, хотя места у печи хватало не всем.\n\n"
    "When the lamp went out they told stories in the dark until morning.\n";

struct fixture {
	struct store *s;
	struct book *b, *now;
	struct book_id id;
	struct annotations v;
};

static const char benches[] = "villagers carried forty benches into the izba";
static const char children[] = "приходили и дети";
static const char fedot[] = "Old Fedot read aloud; those who could not read";
static const char breath[] = "corrected him under their breath";

static void
list(struct fixture *f)
{
	annotations_free(&f->v);
	must(store_list(f->s, &f->id, f->now, false, &f->v, err));
}

static struct fixture
begin(struct place *p)
{
	struct fixture f = {.s = must_open(p),
	    .b = must_read(str_of(tale)),
	    .now = must_read(str_of(corrected))};

	f.b->title = STR("The Reading Room");
	must(store_book(f.s, place_file(p, "t.txt", tale), f.b, &f.id, err));
	must_add(f.s, &f.id, f.b, benches);
	must_add(f.s, &f.id, f.b, fedot);
	must_add(f.s, &f.id, f.b, breath);
	must_add(f.s, &f.id, f.b, children);
	list(&f);
	assert_int_equal(f.v.n, 4);
	return f;
}

static void
finish(struct fixture *f)
{
	annotations_free(&f->v);
	book_free(f->b);
	book_free(f->now);
	store_close(f->s);
}

static struct annotation *
of(struct fixture *f, const char *quote)
{
	for (size_t i = 0; i < f->v.n; i++)
		if (str_is(f->v.v[i].quote, quote))
			return &f->v.v[i];
	fail_msg("no mark of \"%s\"", quote);
	return NULL;
}

static void
expect(struct fixture *f, const char *quote, enum anchor_state state,
    bool doubtful, const char *there)
{
	const struct annotation *a = of(f, quote);

	assert_int_equal(a->state, state);
	assert_int_equal(annotation_is_doubtful(a), doubtful);
	assert_str(book_text(f->now, a->from, a->to), there);
}

static void
found_again(void **state)
{
	struct fixture f = begin(*state);

	expect(&f, children, ANCHOR_MOVED, false, children);
	expect(&f, benches, ANCHOR_MOVED, false,
	    "villagers carried fourty benches into the izba");
	expect(&f, fedot, ANCHOR_LOST, true, "");
	expect(&f, breath, ANCHOR_LOST, false, "");
	assert_str(
	    book_text(f.now, of(&f, fedot)->best.from, of(&f, fedot)->best.to),
	    "Aunt Darya sang aloud; those who could not sing");
	finish(&f);
}

/* A change of something else keeps the passage as it was marked. */
static void
quotes_are_kept(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = *of(&f, benches);

	a.colour = BLUE;
	must(store_update(f.s, &f.id, f.now, &a, err));
	a = *of(&f, fedot);
	a.body = STR("who?");
	must(store_update(f.s, &f.id, f.now, &a, err));
	list(&f);
	assert_int_equal(of(&f, benches)->colour, BLUE);
	assert_str(of(&f, fedot)->body, "who?");
	expect(&f, benches, ANCHOR_MOVED, false,
	    "villagers carried fourty benches into the izba");
	/* in the old text all stand as they stood */
	annotations_free(&f.v);
	must(store_list(f.s, &f.id, f.b, false, &f.v, err));
	for (size_t i = 0; i < f.v.n; i++)
		assert_int_equal(f.v.v[i].state, ANCHOR_EXACT);
	finish(&f);
}

/* The reader's word: here it is. */
static void
accepted(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = *of(&f, fedot);
	struct undone u;

	a.from = a.best.from;
	a.to = a.best.to;
	a.state = ANCHOR_EXACT;
	must(store_update(f.s, &f.id, f.now, &a, err));
	list(&f);
	expect(&f, "Aunt Darya sang aloud; those who could not sing",
	    ANCHOR_EXACT, false,
	    "Aunt Darya sang aloud; those who could not sing");
	must(store_undo(f.s, f.id.row, false, &u, err));
	assert_int_equal(u.n, 1);
	list(&f);
	expect(&f, fedot, ANCHOR_LOST, true, "");
	finish(&f);
}

/* In the same bytes of another text it must be written too. */
static void
accepted_in_place(void **state)
{
	static const char old[] = "The lamp burned all night in the window.\n",
			  new[] = "Six cats danced all over a tin windmill.\n";
	struct place *p = *state;
	struct store *s = must_open(p);
	struct book *b = must_read(str_of(old)), *now = must_read(str_of(new));
	struct annotations v;
	struct book_id id;

	must(store_book(s, place_file(p, "o.txt", old), b, &id, err));
	must_add(s, &id, b, "lamp burned");
	must(store_list(s, &id, now, false, &v, err));
	assert_int_equal(v.v[0].state, ANCHOR_LOST);
	v.v[0].state = ANCHOR_EXACT;
	v.v[0].from = 4;
	v.v[0].to = 15;
	must(store_update(s, &id, now, &v.v[0], err));
	annotations_free(&v);
	must(store_list(s, &id, now, false, &v, err));
	assert_int_equal(v.v[0].state, ANCHOR_EXACT);
	assert_str(v.v[0].quote, "cats danced");
	annotations_free(&v);
	book_free(b);
	book_free(now);
	store_close(s);
}

static void
orphans(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = *of(&f, fedot);
	struct merge_report r;
	struct buf dump = BUF_INIT;
	struct undone u;

	a.orphan = true;
	must(store_update(f.s, &f.id, f.now, &a, err));
	list(&f);
	assert_int_equal(f.v.n, 4);
	expect(&f, fedot, ANCHOR_LOST, false, "");
	assert_true(of(&f, fedot)->orphan);
	must(store_dump(f.s, &dump, err));
	must(store_undo(f.s, f.id.row, false, &u, err));
	list(&f);
	expect(&f, fedot, ANCHOR_LOST, true, "");
	/* the word of another machine, unless ours is newer */
	must(store_load(f.s, buf_lend(&dump), false, &r, err));
	assert_int_equal(r.changed, 0);
	must(store_undo(f.s, f.id.row, true, &u, err));
	list(&f);
	assert_true(of(&f, fedot)->orphan);
	/* but what stands again is no orphan */
	annotations_free(&f.v);
	must(store_list(f.s, &f.id, f.b, false, &f.v, err));
	assert_false(of(&f, fedot)->orphan);
	assert_int_equal(of(&f, fedot)->state, ANCHOR_EXACT);
	buf_free(&dump);
	finish(&f);
}

static void
adopted(void **state)
{
	struct fixture f = begin(*state);
	struct undone u;

	must(store_begin(f.s, err));
	must(store_adopt(f.s, f.now, of(&f, benches), err));
	must(store_adopt(f.s, f.now, of(&f, children), err));
	must(store_end(f.s, true, err));
	assert_false(store_adopt(f.s, f.now, of(&f, fedot), NULL));
	list(&f);
	expect(&f, "villagers carried fourty benches into the izba",
	    ANCHOR_EXACT, false,
	    "villagers carried fourty benches into the izba");
	expect(&f, children, ANCHOR_EXACT, false, children);
	/* one step to undo */
	must(store_undo(f.s, f.id.row, false, &u, err));
	assert_int_equal(u.n, 2);
	list(&f);
	expect(&f, benches, ANCHOR_MOVED, false,
	    "villagers carried fourty benches into the izba");
	finish(&f);
}

/* The reading place is found by its words, also where they are retyped. */
static void
reading_place(void **state)
{
	struct fixture f = begin(*state);
	uint32_t place, at = place_of(f.b, "In the spring");

	must(store_set_place(f.s, &f.id, f.b, at, err));
	assert_true(store_place(f.s, &f.id, f.now, &place));
	assert_int_equal(place, place_of(f.now, "In spring"));
	at = place_of(f.b, "Old Fedot");
	must(store_set_place(f.s, &f.id, f.b, at, err));
	assert_true(store_place(f.s, &f.id, f.now, &place));
	assert_int_equal(place, place_of(f.now, "Aunt Darya"));
	finish(&f);
}

/* What was found is kept, and believed only for the same text and marks. */
static void
found_is_kept(void **state)
{
	struct place *p = *state;
	struct fixture f = begin(p);
	sqlite3 *db;
	sqlite3_stmt *st;
	int size;

	assert_int_equal(sqlite3_open(p->store, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db,
			     "SELECT length(found) FROM found", -1, &st, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	size = sqlite3_column_int(st, 0);
	assert_true(size > 0);
	sqlite3_finalize(st);
	list(&f);
	expect(&f, children, ANCHOR_MOVED, false, children);
	/* nonsense is not believed */
	assert_int_equal(
	    sqlite3_exec(db,
		"UPDATE found SET found = zeroblob(length(found) / 2)", NULL,
		NULL, NULL),
	    SQLITE_OK);
	list(&f);
	expect(&f, benches, ANCHOR_MOVED, false,
	    "villagers carried fourty benches into the izba");
	sqlite3_exec(db, "UPDATE found SET found = randomblob(length(found))",
	    NULL, NULL, NULL);
	list(&f);
	expect(&f, benches, ANCHOR_MOVED, false,
	    "villagers carried fourty benches into the izba");
	sqlite3_close(db);
	finish(&f);
}

/* ---- which book it is ---- */

/* The row of a file that was never seen, with an identifier. */
static int64_t
row_of(struct fixture *f, struct place *p, const char *name, const char *text,
    const char *identifier)
{
	struct meta meta = {META_IDENTIFIER, str_of(identifier)};
	struct book *b = must_read(str_of(text)), stated = *b;
	struct book_id id;

	stated.title =
	    str_slice(str_of(text), 0, str_find(str_of(text), STR("\n")));
	stated.meta = &meta;
	stated.n_meta = identifier != NULL;
	must(store_book(f->s, place_file(p, name, text), &stated, &id, err));
	book_free(b);
	return id.row;
}

static const char other[] =
    "The Reading Room\n\n\n"
    "Volume two has nothing of volume one: here the ferry sinks, the miller "
    "marries, and the schoolmaster goes away without a word.\n";

static void
editions_by_title(void **state)
{
	struct fixture f = begin(*state);

	assert_int_equal(
	    row_of(&f, *state, "new.txt", corrected, NULL), f.id.row);
	assert_int_not_equal(
	    row_of(&f, *state, "two.txt", other, NULL), f.id.row);
	finish(&f);
}

static void
editions_by_identifier(void **state)
{
	static const char renamed[] =
	    "Benches\n\n\n"
	    "In spring the villagers carried fourty benches into the izba, and "
	    "a lamp was hung over the long table by the stove.\n\n"
	    "Old Fedot read aloud; those who could not read listened, and "
	    "those who could corrected him under their breath.\n\n"
	    "При свете лампы приходили и дети, хотя места у печи хватало не "
	    "всем.\n";
	struct fixture f = begin(*state);
	int64_t row, two;

	/* its identifier becomes known with the first file that states one */
	row = row_of(&f, *state, "a.txt", corrected, "isbn:9785000000011");
	assert_int_equal(row, f.id.row);
	row = row_of(&f, *state, "b.txt", renamed, "isbn:9785000000011");
	assert_int_equal(row, f.id.row);
	/* volumes may share it */
	two = row_of(&f, *state, "c.txt", other, "isbn:9785000000011");
	assert_int_not_equal(two, f.id.row);
	/* but a UUID is one book's alone */
	row = row_of(&f, *state, "d.txt", "One.\n", "uuid:0a1b");
	assert_int_equal(
	    row_of(&f, *state, "e.txt", "Quite another.\n", "uuid:0a1b"), row);
	finish(&f);
}

/* On another machine, which never saw a file of it, a book is known by what it
 * states all the same. */
static void
identifiers_go_along(void **state)
{
	struct fixture f = begin(*state);
	struct place *p = *state, there = *p;
	struct merge_report r;
	struct shelf shelf;
	struct buf lines = BUF_INIT;

	row_of(&f, p, "d.txt", "One.\n", "uuid:0a1b");
	must(store_dump(f.s, &lines, err));
	for (int by_dump = 0; by_dump < 2; by_dump++) {
		struct store *here = f.s;
		int64_t row;

		snprintf(there.store, sizeof(there.store), "%s/%d.db",
		    p->folder, by_dump);
		f.s = must_open(&there);
		if (by_dump)
			must(store_load(f.s, buf_lend(&lines), false, &r, err));
		else
			must(store_merge(f.s, p->store, false, &r, err));
		row = row_of(&f, p, "e.txt", "Quite another.\n", "uuid:0a1b");
		must(store_shelf(f.s, &shelf, err));
		assert_int_equal(shelf.n, 2);
		shelf_free(&shelf);
		assert_int_equal(
		    row_of(&f, p, "f.txt", "A third.\n", "uuid:0a1b"), row);
		store_close(f.s);
		f.s = here;
	}
	buf_free(&lines);
	finish(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		found_again, place_make, place_drop),
	    cmocka_unit_test_setup_teardown(
		quotes_are_kept, place_make, place_drop),
	    cmocka_unit_test_setup_teardown(accepted, place_make, place_drop),
	    cmocka_unit_test_setup_teardown(
		accepted_in_place, place_make, place_drop),
	    cmocka_unit_test_setup_teardown(orphans, place_make, place_drop),
	    cmocka_unit_test_setup_teardown(adopted, place_make, place_drop),
	    cmocka_unit_test_setup_teardown(
		reading_place, place_make, place_drop),
	    cmocka_unit_test_setup_teardown(
		found_is_kept, place_make, place_drop),
	    cmocka_unit_test_setup_teardown(
		editions_by_title, place_make, place_drop),
	    cmocka_unit_test_setup_teardown(
		editions_by_identifier, place_make, place_drop),
	    cmocka_unit_test_setup_teardown(
		identifiers_go_along, place_make, place_drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
