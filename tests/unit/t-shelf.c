/* store: what the shelf tells of books, sorted and sought; books that turn out
 * to be one. */
#include <sqlite3.h>

#include "lib/store/db.h"
#include "tests/unit/machines.h"

static const char lamps[] =
    "---\ntitle: Lamps and Stoves\nauthor: Ada Lake\ndate: 2 May 1911\n"
    "publisher: Pond Press\nseries: Rooms, 10\nisbn: 0-306-40615-2\n"
    "---\n\n# One\n\nA lamp burned in the reading room, and ten heads were "
    "bent over one newspaper until the oil gave out.\n\nThen the stories "
    "began, and nobody minded the dark while they lasted.\n";
static const char almanac[] =
    "---\ntitle: \"Ёлка: альманах\"\nauthor: [\"Белов, Иван\", Ada Lake]\n"
    "date: 1899-01\nseries: Rooms, 9\n---\n\n# Раз\n\nСнег лежал до мая.\n";
static const char plain[] = "Some leaves without a title page.\n";

static struct book *
must_mark(const char *text)
{
	struct err err = {.text = ""};
	struct book *b = book_read_bytes(str_of(text), "a.md", NULL, &err);

	if (b == NULL)
		fail_msg("%s", err.text);
	return b;
}

static void
put(struct store *s, const struct place *p, const char *name, const char *text,
    struct book_id *id)
{
	struct book *b = must_mark(text);

	must(store_book(s, place_file(p, name, text), b, id, err));
	book_free(b);
}

static struct store *
filled(const struct place *p)
{
	struct store_options o = {.fixed_clock = 1000};
	struct store *s = store_open(p->store, &o, NULL);
	struct book_id id;

	assert_non_null(s);
	put(s, p, "lamps.md", lamps, &id);
	put(s, p, "almanac.md", almanac, &id);
	put(s, p, "leaves.md", plain, &id);
	return s;
}

static void
books_tell_of_themselves(void **state)
{
	struct store *s = filled(*state);
	struct shelf shelf;

	must(store_shelf(s, &shelf, err));
	assert_int_equal(shelf.n, 3);
	assert_null(shelf.v[0].date.p);
	assert_null(shelf.v[0].series.p);
	assert_str(shelf.v[1].volume, "9");
	assert_str(shelf.v[2].title, "Lamps and Stoves");
	assert_str(shelf.v[2].date, "2 May 1911");
	assert_str(shelf.v[2].publisher, "Pond Press");
	assert_str(shelf.v[2].series, "Rooms");
	assert_str(shelf.v[2].volume, "10");
	shelf_free(&shelf);
	store_close(s);
}

static void
series_have_numbers(void **state)
{
	static const struct {
		const char *stated, *name, *volume;
	} cases[] = {{"Rooms, 2.0", "Rooms", "2"},
	    {"Rooms, 2.5", "Rooms", "2.5"},
	    {"Rooms, and Stoves", "Rooms, and Stoves", NULL},
	    {"Rooms", "Rooms", NULL}, {"Rooms, ", "Rooms,", NULL},
	    {"Rooms, .", "Rooms, .", NULL},
	    {"Lamps, Rooms, 3", "Lamps, Rooms", "3"}};
	struct place *p = *state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct store *s = must_open(p);
		struct buf text = BUF_INIT;
		struct book_id id;
		struct shelf shelf;

		buf_printf(&text,
		    "---\ntitle: %zu\nseries: \"%s\"\n---\n\nBook %zu.\n", i,
		    cases[i].stated, i);
		put(s, p, "one.md", text.p, &id);
		must(store_shelf(s, &shelf, err));
		for (size_t k = 0; k < shelf.n; k++) {
			if (shelf.v[k].row != id.row)
				continue;
			assert_str(shelf.v[k].series, cases[i].name);
			if (cases[i].volume == NULL)
				assert_null(shelf.v[k].volume.p);
			else
				assert_str(shelf.v[k].volume, cases[i].volume);
		}
		shelf_free(&shelf);
		buf_free(&text);
		store_close(s);
	}
}

static void
shelves_are_sorted(void **state)
{
	static const struct {
		enum shelf_order order;
		const char *files[3];
	} cases[] = {{SHELF_OPENED, {"leaves.md", "almanac.md", "lamps.md"}},
	    {SHELF_AUTHOR, {"lamps.md", "almanac.md", "leaves.md"}},
	    {SHELF_TITLE, {"leaves.md", "lamps.md", "almanac.md"}},
	    {SHELF_DATE, {"almanac.md", "lamps.md", "leaves.md"}},
	    {SHELF_SERIES, {"almanac.md", "lamps.md", "leaves.md"}}};
	struct store *s = filled(*state);
	struct shelf shelf;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		must(store_shelf(s, &shelf, err));
		shelf_sort(&shelf, cases[i].order);
		for (size_t k = 0; k < 3; k++)
			if (!str_ends(shelf.v[k].path, cases[i].files[k]))
				fail_msg("by %s, %zu: %.*s",
				    shelf_order_names[cases[i].order], k,
				    (int)shelf.v[k].path.n, shelf.v[k].path.p);
		shelf_free(&shelf);
	}
	store_close(s);
}

static void
shelves_are_sought_through(void **state)
{
	struct store *s = filled(*state);
	struct shelf shelf;
	const struct shelf_book *b;

	must(store_shelf(s, &shelf, err));
	b = &shelf.v[1];
	assert_true(shelf_has(b, STR("")));
	assert_true(shelf_has(b, STR("елка 1899")));
	assert_true(shelf_has(b, STR("LAKE rooms")));
	assert_true(shelf_has(b, STR("almanac.md")));
	assert_false(shelf_has(b, STR("lake pond")));
	assert_true(shelf_is_called(b, STR("альманах")));
	assert_false(shelf_is_called(b, STR("lake")));
	shelf_free(&shelf);
	store_close(s);
}

/* ---- older stores ---- */

/* Back to the schema before these columns. */
static const char older[] =
    "ALTER TABLE book DROP COLUMN date; ALTER TABLE book DROP COLUMN publisher;"
    "ALTER TABLE book DROP COLUMN series;"
    "ALTER TABLE book DROP COLUMN described; DROP INDEX identifier_book;"
    "DROP INDEX annotation_mark;"
    "DELETE FROM identifier; PRAGMA user_version = 5";

/* A book that was read with an older izba tells more when it is opened again,
 * though its file is known; a backup was made. */
static void
older_stores_learn(void **state)
{
	struct place *p = *state;
	struct store *s = filled(p);
	struct book *b = must_mark(lamps);
	char *name = schema_backup_name(p->store, schema_version);
	struct book_id id;
	struct shelf shelf;
	int64_t n;

	store_close(s);
	sql(p->store, older);
	s = must_open(p);
	assert_int_equal(access(name, F_OK), 0);
	free(name);
	must(store_shelf(s, &shelf, err));
	assert_int_equal(shelf.n, 3);
	assert_null(shelf.v[2].publisher.p);
	shelf_free(&shelf);
	must(store_book(s, place_file(p, "lamps.md", NULL), b, &id, err));
	must(store_shelf(s, &shelf, err));
	assert_str(shelf.v[2].publisher, "Pond Press");
	shelf_free(&shelf);
	must(db_number(s, "SELECT count(*) FROM identifier", &n, err));
	assert_int_equal(n, 1);
	store_close(s);
	book_free(b);
}

/* One of an older izba is merged, and what it does not know is not taken
 * away. */
static void
older_stores_are_merged(void **state)
{
	struct place *p = *state, q = *p;
	struct store *s = filled(p), *t;
	struct merge_report r;
	struct shelf shelf;

	store_close(s);
	snprintf(q.store, sizeof(q.store), "%s/q.db", p->folder);
	t = filled(&q);
	store_close(t);
	sql(q.store, older);
	s = must_open(p);
	must(store_merge(s, q.store, false, &r, err));
	assert_int_equal(r.books, 0);
	must(store_shelf(s, &shelf, err));
	assert_int_equal(shelf.n, 3);
	assert_str(shelf.v[2].publisher, "Pond Press");
	shelf_free(&shelf);
	store_close(s);
	t = must_open(&q);
	must(store_merge(t, p->store, false, &r, err));
	must(store_shelf(t, &shelf, err));
	assert_str(shelf.v[2].publisher, "Pond Press");
	shelf_free(&shelf);
	store_close(t);
}

static void
dumps_carry_it(void **state)
{
	struct place *p = *state;
	struct store *s = filled(p), *t = store_in_memory(NULL);
	struct buf lines = BUF_INIT, again = BUF_INIT;
	struct merge_report r;
	struct shelf shelf;

	must(store_dump(s, &lines, err));
	assert_non_null(strstr(lines.p, "\"publisher\":\"Pond Press\""));
	assert_non_null(strstr(
	    lines.p, "\"identifiers\":[{\"id\":\"isbn:9780306406157\"}]"));
	must(store_load(t, buf_lend(&lines), false, &r, err));
	must(store_dump(t, &again, err));
	assert_string_equal(lines.p, again.p);
	must(store_shelf(t, &shelf, err));
	assert_int_equal(shelf.n, 3);
	shelf_free(&shelf);
	/* a member that is no text is refused */
	buf_clear(&again);
	buf_puts(&again,
	    "{\"izba\":\"dump/1\"}\n{\"type\":\"book\",\"book\":\"a\","
	    "\"title\":null,\"authors\":null,\"language\":null,\"length\":1,"
	    "\"created\":1,\"date\":1911,\"contents\":[]}\n");
	assert_false(store_load(t, buf_lend(&again), false, &r, NULL));
	buf_free(&lines);
	buf_free(&again);
	store_close(s);
	store_close(t);
}

/* ---- two files of one book ---- */

/* Machines that read other files of one book know it by its UUID. */
static void
uuids_join_books(void **state)
{
	struct place *p = *state, q = *p;
	struct store *s = must_open(p), *t;
	struct merge_report r;
	struct book_id id, other;

	put(s, p, "a.md",
	    "---\nidentifier: uuid:0b0a5a5e-0000-4000-8000-00000000abcd\n"
	    "---\n\nOne text.\n",
	    &id);
	store_close(s);
	snprintf(q.store, sizeof(q.store), "%s/q.db", p->folder);
	t = must_open(&q);
	put(t, p, "b.md",
	    "---\nidentifier: uuid:0b0a5a5e-0000-4000-8000-00000000abcd\n"
	    "---\n\nAnother wording of it.\n",
	    &other);
	must(store_merge(t, p->store, false, &r, err));
	assert_int_equal(r.books, 0);
	must(store_book(t, place_file(p, "a.md", NULL), NULL, &id, err));
	assert_int_equal(id.row, other.row);
	store_close(t);
}

/* Volumes share an ISBN, and editions too: books of two rows become one when
 * what was left in the one is found in the other's text, and not before. */
static void
isbns_join_what_is_found(void **state)
{
	struct place *p = *state;
	struct store *s = must_open(p);
	struct book *b = must_mark(lamps);
	struct buf text = BUF_INIT;
	struct book_id first, second, now;
	struct annotations v;

	put(s, p, "lamps.md", lamps, &first);
	/* the same words in another file, seen before anything was marked */
	buf_puts(&text, "---\nisbn: 978-0-306-40615-7\ntitle: Lamps\n---\n\n");
	buf_puts(&text, strstr(lamps, "# One"));
	buf_puts(&text, "\nOne paragraph more.\n");
	put(s, p, "again.md", text.p, &second);
	assert_int_not_equal(first.row, second.row);
	must_add(s, &first, b, "ten heads were bent over one newspaper");
	must_add(s, &first, b, "nobody minded the dark");
	book_free(b);
	b = must_mark(text.p);
	must(store_book(s, place_file(p, "again.md", NULL), b, &now, err));
	assert_int_equal(now.row, first.row);
	must(store_list(s, &now, b, false, &v, err));
	assert_int_equal(v.n, 2);
	assert_int_equal(v.v[0].state, ANCHOR_EXACT);
	annotations_free(&v);
	/* what is held for the old row is brought up to date */
	store_book_again(s, &second);
	assert_int_equal(second.row, first.row);
	/* another volume with that number stays by itself */
	buf_clear(&text);
	buf_puts(
	    &text, "---\nisbn: 978-0-306-40615-7\n---\n\n# Раз\n\nЗима.\n");
	put(s, p, "two.md", text.p, &second);
	put(s, p, "two.md", text.p, &second);
	assert_int_not_equal(first.row, second.row);
	book_free(b);
	buf_free(&text);
	store_close(s);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(books_tell_of_themselves),
	    TEST(series_have_numbers),
	    TEST(shelves_are_sorted),
	    TEST(shelves_are_sought_through),
	    TEST(older_stores_learn),
	    TEST(older_stores_are_merged),
	    TEST(dumps_carry_it),
	    TEST(uuids_join_books),
	    TEST(isbns_join_what_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
