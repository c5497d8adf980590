/* store: capital letters, which name one place among all books. */
#include <sqlite3.h>

#include "lib/store/db.h"
#include "tests/unit/machines.h"

static const char other[] =
    "Another book altogether, with other words in it.\n";

/* A second book in a machine's store. */
struct second {
	struct book *b;
	struct book_id id;
};

static struct second
second_on(const struct place *p, struct machine *m)
{
	struct second o = {.b = must_read(str_of(other))};

	must(store_book(
	    m->s, place_file(p, "other.txt", other), o.b, &o.id, err));
	return o;
}

static struct annotation
letter(struct store *s, const struct book_id *id, const struct book *b,
    char mark, uint32_t place)
{
	struct annotation a = {.kind = ANNOTATION_BOOKMARK, .mark = mark};

	a.from = a.to = place;
	must(store_add(s, id, b, &a, err));
	return a;
}

/* The bearers of capital letters, as "A9 B0": a letter with its place. */
static void
expect_capitals(struct store *s, const char *wanted)
{
	struct buf got = BUF_INIT;
	struct annotations v;

	must(store_capitals(s, &v, err));
	for (size_t i = 0; i < v.n; i++)
		buf_printf(
		    &got, "%s%c%u", i > 0 ? " " : "", v.v[i].mark, v.v[i].from);
	annotations_free(&v);
	assert_str(buf_lend(&got), wanted);
	buf_free(&got);
}

/* Given in another book, a letter is gone from the first; with undo it is
 * there again.  Small letters know nothing of other books. */
static void
they_move_between_books(void **state)
{
	struct machine m = machine_on(*state, "m", 1000, tale);
	struct second o = second_on(*state, &m);
	struct undone u;

	letter(m.s, &m.id, m.b, 'A', 4);
	letter(m.s, &m.id, m.b, 'a', 5);
	letter(m.s, &o.id, o.b, 'a', 6);
	letter(m.s, &m.id, m.b, 'B', 7);
	expect_capitals(m.s, "A4 B7");
	letter(m.s, &o.id, o.b, 'A', 9);
	expect_capitals(m.s, "A9 B7");
	assert_int_equal(must_count(m.s, &m.id, false), 2);
	assert_int_equal(must_count(m.s, &o.id, false), 2);
	must(store_undo(m.s, o.id.row, false, &u, err));
	assert_int_equal(u.n, 2);
	assert_true(u.mixed);
	expect_capitals(m.s, "A4 B7");
	must(store_undo(m.s, m.id.row, true, &u, err));
	assert_int_equal(u.n, 2);
	expect_capitals(m.s, "A9 B7");
	/* what was undone can't be done again where its bearer was */
	must(store_undo(m.s, m.id.row, false, &u, err));
	letter(m.s, &o.id, o.b, 'A', 12);
	must(store_undo(m.s, m.id.row, true, &u, err));
	assert_int_equal(u.n, 0);
	expect_capitals(m.s, "A12 B7");
	book_free(o.b);
	machine_off(&m);
}

/* Brought back, it has its letter again, and no other has. */
static void
they_come_back_alone(void **state)
{
	struct machine m = machine_on(*state, "m", 1000, tale);
	struct second o = second_on(*state, &m);
	struct annotation a = letter(m.s, &m.id, m.b, 'A', 4);

	must(store_delete(m.s, a.uuid, err));
	expect_capitals(m.s, "");
	letter(m.s, &o.id, o.b, 'A', 9);
	must(store_restore(m.s, a.uuid, err));
	expect_capitals(m.s, "A4");
	assert_int_equal(must_count(m.s, &o.id, false), 0);
	book_free(o.b);
	machine_off(&m);
}

/* Given on two machines in two books it stands where it was given last, on
 * both, and nothing is lost; when that one dies the other has it. */
static void
merges_settle_them(void **state)
{
	struct machine a = machine_on(*state, "a", 1000, tale);
	struct machine b = machine_on(*state, "b", 2000, other);
	struct annotation last;
	struct annotations v;
	int64_t row = 0;

	letter(a.s, &a.id, a.b, 'A', 4);
	last = letter(b.s, &b.id, b.b, 'A', 9);
	merge(&a, &b);
	merge(&b, &a);
	expect_same(&a, &b);
	expect_capitals(a.s, "A9");
	expect_capitals(b.s, "A9");
	must(store_list(a.s, &a.id, a.b, false, &v, err));
	assert_int_equal(v.n, 1);
	assert_int_equal(v.v[0].mark, 0);
	annotations_free(&v);
	must(store_list_all(b.s, false, &v, err));
	assert_int_equal(v.n, 2);
	assert_int_equal(v.v[0].mark + v.v[1].mark, 'A');
	annotations_free(&v);
	must(store_delete(a.s, last.uuid, err));
	expect_capitals(a.s, "A4");
	merge(&b, &a);
	expect_capitals(b.s, "A4");
	/* given once more, it is taken from wherever it stands */
	must(db_number(a.s, "SELECT max(id) FROM book", &row, err));
	assert_true(row != a.id.row);
	letter(a.s, &(struct book_id){.row = row}, b.b, 'A', 12);
	expect_capitals(a.s, "A12");
	assert_int_equal(must_count(a.s, &a.id, false), 0);
	machine_off(&a);
	machine_off(&b);
}

/* While nothing can be written they move in memory, and then on the disk. */
static void
they_move_in_memory(void **state)
{
	struct machine m = machine_on(*state, "m", 1000, tale);
	struct second o = second_on(*state, &m);
	struct store_options keeping = {
	    .keep_unsaved = true, .fixed_clock = 2000};
	sqlite3 *holder;

	letter(m.s, &m.id, m.b, 'A', 4);
	letter(m.s, &m.id, m.b, 'B', 7);
	store_close(m.s);
	m.s = store_open(m.place.store, &keeping, NULL);
	assert_non_null(m.s);
	sqlite3_busy_timeout(m.s->db, 1);
	assert_int_equal(sqlite3_open(m.place.store, &holder), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(holder, "BEGIN IMMEDIATE", NULL, NULL, NULL),
	    SQLITE_OK);
	letter(m.s, &o.id, o.b, 'A', 9);
	assert_non_null(m.s->unsaved);
	expect_capitals(m.s, "A9 B7");
	assert_int_equal(must_count(m.s, &m.id, false), 1);
	sqlite3_exec(holder, "ROLLBACK", NULL, NULL, NULL);
	sqlite3_close(holder);
	must(store_flush(m.s, err));
	expect_capitals(m.s, "A9 B7");
	assert_int_equal(must_count(m.s, &m.id, false), 1);
	book_free(o.b);
	machine_off(&m);
}

/* Dumps carry them; what is no letter is refused. */
static void
dumps_carry_them(void **state)
{
	struct machine m = machine_on(*state, "m", 1000, tale);
	struct store *memory = store_in_memory(NULL);
	struct buf lines = BUF_INIT;
	struct merge_report r;
	size_t at;

	letter(m.s, &m.id, m.b, 'Z', 4);
	must(store_dump(m.s, &lines, err));
	at = str_find(buf_lend(&lines), STR("\"mark\":\"Z\""));
	assert_true(at != SIZE_MAX);
	must(store_load(memory, buf_lend(&lines), false, &r, err));
	expect_capitals(memory, "Z4");
	store_close(memory);
	memory = store_in_memory(NULL);
	lines.p[at + 8] = '[';
	assert_false(store_load(memory, buf_lend(&lines), false, &r, NULL));
	store_close(memory);
	buf_free(&lines);
	machine_off(&m);
}

/* ---- the schema ---- */

/* Is a statement answered by the index of letters alone? */
static void
expect_index(struct store *s, enum sql id)
{
	const char *text = sqlite3_sql(db_ready(s, id, NULL));
	struct buf explain = BUF_INIT;
	sqlite3_stmt *st;
	bool used = false;

	buf_printf(&explain, "EXPLAIN QUERY PLAN %s", text);
	assert_int_equal(
	    sqlite3_prepare_v2(s->db, explain.p, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *line = (const char *)sqlite3_column_text(st, 3);

		used = used || strstr(line, "annotation_mark") != NULL;
		if (strncmp(line, "SCAN annotation", 15) == 0 &&
		    strstr(line, "annotation_mark") == NULL)
			fail_msg("%s: %s", text, line);
	}
	sqlite3_finalize(st);
	buf_free(&explain);
	assert_true(used);
}

/* A store of an izba that knew small letters alone: it is brought up to date,
 * with its letters; among many annotations none is looked through. */
static void
older_stores_gain_an_index(void **state)
{
	struct machine m = machine_on(*state, "m", 1000, tale);
	char *backup = schema_backup_name(m.place.store, schema_version);
	struct annotations v;

	letter(m.s, &m.id, m.b, 'a', 4);
	store_close(m.s);
	sql(m.place.store,
	    "DROP INDEX annotation_mark; PRAGMA user_version = 6");
	m.s = must_open(&m.place);
	assert_int_equal(access(backup, F_OK), 0);
	free(backup);
	assert_int_equal(only(&m, &v).mark, 'a');
	annotations_free(&v);
	letter(m.s, &m.id, m.b, 'A', 9);
	expect_capitals(m.s, "A9");
	expect_index(m.s, SQL_MARK_BEARER);
	expect_index(m.s, SQL_MARK_CLEAR);
	expect_index(m.s, SQL_ANNOTATION_CAPITALS);
	expect_index(m.s, SQL_JOURNAL_MARKS);
	expect_index(m.s, SQL_JOURNAL_CUT_MARKS);
	machine_off(&m);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(they_move_between_books),
	    TEST(they_come_back_alone),
	    TEST(merges_settle_them),
	    TEST(they_move_in_memory),
	    TEST(dumps_carry_them),
	    TEST(older_stores_gain_an_index),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
