/* merging: in any order, any number of times, the same. */
#include <sqlite3.h>

#include "tests/unit/machines.h"

static void
newest_field_wins(void **state)
{
	struct machine a = machine_on(*state, "a", 1000, tale);
	struct machine b = machine_on(*state, "b", 1000, tale);
	struct annotation m = must_add(a.s, &a.id, a.b, "ten heads");
	struct annotations v;
	struct merge_report r = merge(&b, &a);

	assert_int_equal(r.books, 0);
	assert_int_equal(r.added, 1);
	assert_int_equal(r.changed, 0);
	at(&a, 2000);
	m.colour = BLUE;
	must(store_update(a.s, &a.id, a.b, &m, err));
	at(&b, 3000);
	m = only(&b, &v);
	m.tags = STR("later");
	must(store_update(b.s, &b.id, b.b, &m, err));
	annotations_free(&v);
	r = merge(&a, &b);
	assert_int_equal(r.added, 0);
	assert_int_equal(r.changed, 1);
	m = only(&a, &v);
	assert_int_equal(m.colour, BLUE);
	assert_str(m.tags, "later");
	annotations_free(&v);
	merge(&b, &a);
	expect_same(&a, &b);
	r = merge(&b, &a);
	assert_int_equal(r.added + r.changed + r.deleted + r.conflicts, 0);
	machine_off(&a);
	machine_off(&b);
}

static void
deletions_stay(void **state)
{
	struct machine a = machine_on(*state, "a", 1000, tale);
	struct machine b = machine_on(*state, "b", 1000, tale);
	struct annotation m = must_add(a.s, &a.id, a.b, "ten heads");
	struct merge_report r;

	merge(&b, &a);
	at(&b, 2000);
	must(store_delete(b.s, m.uuid, err));
	r = merge(&b, &a);
	assert_int_equal(must_count(b.s, &b.id, false), 0);
	assert_int_equal(r.changed, 0);
	r = merge(&a, &b);
	assert_int_equal(r.deleted, 1);
	assert_int_equal(must_count(a.s, &a.id, false), 0);
	at(&a, 3000);
	must(store_restore(a.s, m.uuid, err));
	merge(&b, &a);
	assert_int_equal(must_count(b.s, &b.id, false), 1);
	machine_off(&a);
	machine_off(&b);
}

static void
both_notes_are_kept(void **state)
{
	struct machine a = machine_on(*state, "a", 1000, tale);
	struct machine b = machine_on(*state, "b", 1000, tale);
	struct annotation m = must_add(a.s, &a.id, a.b, "ten heads");
	struct annotations v;
	struct merge_report r;

	merge(&b, &a);
	at(&a, 2000);
	m.body = STR("here");
	must(store_update(a.s, &a.id, a.b, &m, err));
	at(&b, 3000);
	m.body = STR("there");
	must(store_update(b.s, &b.id, b.b, &m, err));
	r = merge(&a, &b);
	assert_int_equal(r.conflicts, 1);
	merge(&b, &a);
	m = only(&a, &v);
	assert_str(m.body, "there\n\n* * *\n\nhere");
	expect_same(&a, &b);
	/* the next change ends the conflict, on both machines */
	at(&a, 4000);
	m.body = STR("here and there");
	must(store_update(a.s, &a.id, a.b, &m, err));
	annotations_free(&v);
	r = merge(&b, &a);
	assert_int_equal(r.conflicts, 0);
	m = only(&b, &v);
	assert_str(m.body, "here and there");
	annotations_free(&v);
	expect_same(&a, &b);
	/* what was known to the other is no conflict */
	at(&b, 5000);
	m = only(&b, &v);
	m.body = STR("once more");
	must(store_update(b.s, &b.id, b.b, &m, err));
	annotations_free(&v);
	r = merge(&a, &b);
	assert_int_equal(r.conflicts, 0);
	assert_int_equal(r.changed, 1);
	expect_same(&a, &b);
	machine_off(&a);
	machine_off(&b);
}

static void
dry_runs_change_nothing(void **state)
{
	struct machine a = machine_on(*state, "a", 1000, tale);
	struct machine b = machine_on(*state, "b", 1000,
	    "Another book altogether, with other words in it.\n");
	struct buf before = BUF_INIT, after = BUF_INIT;
	struct merge_report r;

	must_add(a.s, &a.id, a.b, "ten heads");
	must(store_dump(b.s, &before, err));
	must(store_merge(b.s, a.place.store, true, &r, err));
	assert_int_equal(r.books, 1);
	assert_int_equal(r.added, 1);
	must(store_dump(b.s, &after, err));
	assert_string_equal(before.p, after.p);
	buf_free(&before);
	buf_free(&after);
	r = merge(&b, &a);
	assert_int_equal(r.books, 1);
	assert_int_equal(r.added, 1);
	machine_off(&a);
	machine_off(&b);
}

/* Two books of ours turn out to be one, by what another machine knows. */
static void
books_become_one(void **state)
{
	static const char edited[] =
	    "Two lamps burned, and ten heads were bent over one newspaper "
	    "and many books.\n";
	struct place *p = *state;
	struct machine a = machine_on(p, "a", 1000, tale);
	struct machine c = machine_on(p, "c", 1000, edited);
	struct machine d = machine_on(p, "d", 1000, tale);
	struct merge_report r;
	struct shelf shelf;
	struct book_id id;

	must_add(a.s, &a.id, a.b, "reading room");
	must_add(c.s, &c.id, c.b, "many books");
	must(store_set_place(c.s, &c.id, c.b, 5, err));
	r = merge(&a, &c);
	assert_int_equal(r.books, 1);
	/* there the file was changed in place, and a mark is still in it */
	must_add(d.s, &d.id, d.b, "One lamp burned");
	must_add(d.s, &d.id, d.b, "ten heads were bent over one newspaper");
	must(store_book(d.s, place_file(p, "d.txt", edited), c.b, &id, err));
	assert_int_equal(id.row, d.id.row);
	r = merge(&a, &d);
	assert_int_equal(r.books, 0);
	assert_int_equal(r.added, 2);
	must(store_shelf(a.s, &shelf, err));
	assert_int_equal(shelf.n, 1);
	assert_int_equal(shelf.v[0].highlights, 4);
	assert_int_equal(shelf.v[0].place, 5);
	shelf_free(&shelf);
	machine_off(&a);
	machine_off(&c);
	machine_off(&d);
}

/* The book that is open may become one with another meanwhile, and its row a
 * third one's: no mark goes to that. */
static void
open_books_are_found_again(void **state)
{
	static const char edited[] =
	    "Two lamps burned, and ten heads were bent over one newspaper.\n";
	static const char other[] =
	    "Another book altogether, with other words in it.\n";
	struct place *p = *state;
	struct machine a = machine_on(p, "a", 1000, tale);
	struct machine d = machine_on(p, "d", 1000, tale);
	struct book *b = must_read(str_of(edited)),
		    *o = must_read(str_of(other));
	struct book_id open, id;

	must(store_book(a.s, place_file(p, "open.txt", edited), b, &open, err));
	assert_int_not_equal(open.row, a.id.row);
	must_add(d.s, &d.id, d.b, "ten heads were bent over one newspaper");
	must(store_book(d.s, place_file(p, "d.txt", edited), b, &id, err));
	assert_int_equal(id.row, d.id.row);
	must(store_book(d.s, place_file(p, "o.txt", other), o, &id, err));
	must_add(d.s, &id, o, "other words");
	assert_int_equal(merge(&a, &d).books, 1);
	must_add(a.s, &open, b, "Two lamps");
	assert_int_equal(must_count(a.s, &a.id, false), 2);
	store_book_again(a.s, &open);
	assert_int_equal(open.row, a.id.row);
	book_free(b);
	book_free(o);
	machine_off(&a);
	machine_off(&d);
}

/* A damaged store may have lost rows that others refer to: what hangs in the air
 * is left out, and all else is taken. */
static void
lost_rows_do_no_harm(void **state)
{
	static const struct {
		const char *loss;
		uint32_t added;
	} cases[] = {
	    {"DELETE FROM annotation WHERE body = 'lost'", 1},
	    {"DELETE FROM book", 0},
	    {"DELETE FROM content", 2},
	};
	struct place *p = *state;
	struct machine a = machine_on(p, "a", 1000, tale);

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct annotation note = {
		    .kind = ANNOTATION_NOTE, .body = STR("lost")};
		struct machine b;
		sqlite3 *db;
		char name[10];

		snprintf(name, sizeof(name), "b%zu", i);
		b = machine_on(p, name, 1000, tale);
		must_add(b.s, &b.id, b.b, "ten heads");
		must(store_add(b.s, &b.id, b.b, &note, err));
		assert_int_equal(sqlite3_open(b.place.store, &db), SQLITE_OK);
		assert_int_equal(
		    sqlite3_exec(db, cases[i].loss, NULL, NULL, NULL),
		    SQLITE_OK);
		sqlite3_close(db);
		assert_int_equal(merge(&a, &b).added, cases[i].added);
		machine_off(&b);
	}
	machine_off(&a);
}

/* ---- one by one ---- */

/* Two machines gave one letter apart: it stands where it was given last, in
 * whatever order they meet, and no bookmark is lost. */
static void
letters_settle(void **state)
{
	struct machine a = machine_on(*state, "a", 1000, tale);
	struct machine b = machine_on(*state, "b", 2000, tale);
	struct annotation m = {.kind = ANNOTATION_BOOKMARK, .mark = 'q'};
	struct annotations v;

	must(store_add(a.s, &a.id, a.b, &m, err));
	m.from = m.to = 9;
	must(store_add(b.s, &b.id, b.b, &m, err));
	merge(&a, &b);
	merge(&b, &a);
	expect_same(&a, &b);
	expect_same_lists(&a, &b);
	must(store_list(a.s, &a.id, a.b, false, &v, err));
	assert_int_equal(v.n, 2);
	assert_int_equal(v.v[0].mark, 0);
	assert_int_equal(v.v[1].mark, 'q');
	annotations_free(&v);
	must(store_list_all(b.s, false, &v, err));
	assert_int_equal(v.v[0].mark + v.v[1].mark, 'q');
	annotations_free(&v);
	/* when its bearer is deleted the other one has it again */
	must(store_delete(a.s, m.uuid, err));
	must(store_list(a.s, &a.id, a.b, false, &v, err));
	assert_int_equal(v.n, 1);
	assert_int_equal(v.v[0].mark, 'q');
	annotations_free(&v);
	machine_off(&a);
	machine_off(&b);
}

/* A purge is stronger than anything done elsewhere, before or after it. */
static void
purges_stay(void **state)
{
	struct machine a = machine_on(*state, "a", 1000, tale);
	struct machine b = machine_on(*state, "b", 1000, tale);
	struct machine c = machine_on(*state, "c", 1000, tale);
	struct annotation m = must_add(a.s, &a.id, a.b, "ten heads");
	struct merge_report r;
	uint32_t n;

	merge(&b, &a);
	merge(&c, &a);
	at(&a, 2000);
	must(store_delete(a.s, m.uuid, err));
	must(store_purge(a.s, INT64_MAX, &n, err));
	assert_int_equal(n, 1);
	at(&b, 9000);
	m.body = STR("written later, elsewhere");
	must(store_update(b.s, &b.id, b.b, &m, err));
	r = merge(&a, &b);
	assert_int_equal(r.added, 0);
	assert_int_equal(must_count(a.s, &a.id, false), 0);
	r = merge(&b, &a);
	assert_int_equal(r.purged, 1);
	assert_int_equal(must_count(b.s, &b.id, false), 0);
	/* one that never met the first learns it from the second */
	r = merge(&c, &b);
	assert_int_equal(r.purged, 1);
	r = merge(&c, &a);
	assert_int_equal(r.purged, 0);
	expect_same(&a, &b);
	expect_same(&a, &c);
	machine_off(&a);
	machine_off(&b);
	machine_off(&c);
}

/* Annotations are named by their ids: a link in a note leads to the same one
 * on every machine. */
static void
links_lead_to_the_same(void **state)
{
	struct machine a = machine_on(*state, "a", 1000, tale);
	struct machine b = machine_on(*state, "b", 1000, tale);
	struct annotation to = must_add(a.s, &a.id, a.b, "lamp");
	struct annotation from = {
	    .kind = ANNOTATION_NOTE, .from = 50, .to = 55};
	struct buf body = BUF_INIT, lines = BUF_INIT;
	struct annotations v;
	struct merge_report r;

	buf_printf(&body, "compare [[%s]]", to.uuid);
	from.body = buf_lend(&body);
	must(store_add(a.s, &a.id, a.b, &from, err));
	must(store_dump(a.s, &lines, err));
	must(store_load(b.s, buf_lend(&lines), false, &r, err));
	must(store_list(b.s, &b.id, b.b, false, &v, err));
	assert_int_equal(v.n, 2);
	assert_string_equal(v.v[0].uuid, to.uuid);
	assert_str(v.v[1].body, body.p);
	annotations_free(&v);
	buf_free(&body);
	buf_free(&lines);
	machine_off(&a);
	machine_off(&b);
}

/* A machine whose clock went back, or lags behind, still changes what it has:
 * its change is the later one, and stays so after a merge. */
static void
clocks_go_backwards(void **state)
{
	struct machine a = machine_on(*state, "a", 90000, tale);
	struct machine b = machine_on(*state, "b", 10, tale);
	struct annotation m = must_add(a.s, &a.id, a.b, "ten heads");
	struct annotations v;
	int64_t before;

	merge(&b, &a);
	m = only(&b, &v);
	m.colour = PURPLE;
	m.body = STR("in the past");
	before = m.modified;
	must(store_update(b.s, &b.id, b.b, &m, err));
	annotations_free(&v);
	m = only(&b, &v);
	assert_true(m.modified > before);
	annotations_free(&v);
	merge(&a, &b);
	m = only(&a, &v);
	assert_int_equal(m.colour, PURPLE);
	assert_str(m.body, "in the past");
	annotations_free(&v);
	at(&a, 5);
	before = m.modified;
	must(store_delete(a.s, m.uuid, err));
	must(store_restore(a.s, m.uuid, err));
	must(store_set_place(a.s, &a.id, a.b, 7, err));
	must(store_set_place(a.s, &a.id, a.b, 9, err));
	m = only(&a, &v);
	assert_int_equal(m.modified, before + 2);
	annotations_free(&v);
	merge(&b, &a);
	expect_same(&a, &b);
	machine_off(&a);
	machine_off(&b);
}

/* ---- what can't be merged ---- */

static void
bad_stores_are_refused(void **state)
{
	struct machine a = machine_on(*state, "a", 1000, tale);
	struct err why = {.text = ""};
	struct merge_report r;

	assert_false(store_merge(a.s, "/nowhere/izba.db", false, &r, &why));
	assert_int_equal(why.code, ERR_STORE);
	assert_false(store_merge(a.s,
	    place_file(*state, "text",
		"This is no database. It is long enough "
		"to look like the beginning of one, which it is not."),
	    false, &r, &why));
	assert_int_equal(why.code, ERR_STORE);
	assert_false(
	    store_merge(a.s, place_file(*state, "empty", ""), false, &r, &why));
	assert_non_null(strstr(why.text, "no store of izba"));
	assert_int_equal(must_count(a.s, &a.id, false), 0);
	must_add(a.s, &a.id, a.b, "lamp");
	machine_off(&a);
}

/* ---- dump and load ---- */

static void
dumps_are_loaded(void **state)
{
	struct machine a = machine_on(*state, "a", 1000, tale);
	struct machine b = machine_on(*state, "b", 1000,
	    "Another book altogether, with other words in it.\n");
	struct annotation m = must_add(a.s, &a.id, a.b, "ten heads");
	struct buf first = BUF_INIT, second = BUF_INIT;
	struct merge_report r;

	at(&a, 2000);
	m.body = STR("whose \"heads\"?\n\tжители");
	must(store_update(a.s, &a.id, a.b, &m, err));
	must(store_set_place(a.s, &a.id, a.b, 7, err));
	must_add(a.s, &a.id, a.b, "lamp");
	must(store_dump(a.s, &first, err));
	merge(&b, &a);
	machine_off(&b);
	b = machine_on(*state, "c", 1000, tale);
	must(store_load(b.s, buf_lend(&first), false, &r, err));
	assert_int_equal(r.added, 2);
	must(store_dump(b.s, &second, err));
	assert_string_equal(first.p, second.p);
	must(store_load(b.s, buf_lend(&first), false, &r, err));
	assert_int_equal(r.added + r.changed, 0);
	assert_int_equal(must_count(b.s, &b.id, false), 2);
	buf_free(&first);
	buf_free(&second);
	machine_off(&a);
	machine_off(&b);
}

static void
bad_dumps_name_the_line(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
	    {"", "is empty"},
	    {"hello\n", "line 1"},
	    {"{\"izba\":\"dump/9\"}\n", "line 1"},
	    {"{\"izba\":\"dump/1\"}\n{\"book\":", "line 2"},
	    {"{\"izba\":\"dump/1\"}\n\n[1]\n", "line 3"},
	    {"{\"izba\":\"dump/1\"}\n{\"type\":\"annotation\",\"book\":\"y\"}\n",
		"line 2"},
	    {"{\"izba\":\"dump/1\"}\n{\"book\":7}\n", "line 2"},
	};
	struct machine a = machine_on(*state, "a", 1000, tale);

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct err why = {.text = ""};
		struct merge_report r;

		assert_false(
		    store_load(a.s, str_of(cases[i].text), false, &r, &why));
		if (strstr(why.text, cases[i].says) == NULL)
			fail_msg("\"%s\" does not say \"%s\"", why.text,
			    cases[i].says);
	}
	machine_off(&a);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(newest_field_wins),
	    TEST(deletions_stay),
	    TEST(both_notes_are_kept),
	    TEST(dry_runs_change_nothing),
	    TEST(books_become_one),
	    TEST(open_books_are_found_again),
	    TEST(lost_rows_do_no_harm),
	    TEST(letters_settle),
	    TEST(purges_stay),
	    TEST(links_lead_to_the_same),
	    TEST(clocks_go_backwards),
	    TEST(bad_stores_are_refused),
	    TEST(dumps_are_loaded),
	    TEST(bad_dumps_name_the_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
