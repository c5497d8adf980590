/* store: what could not be written is kept, shown, and written later. */
#include <sqlite3.h>

#include "lib/store/db.h"
#include "tests/unit/store.h"

static const char tale[] = "One lamp burned in the reading room, and ten heads "
			   "were bent over one newspaper.\n";
static const char other[] =
    "Another book altogether, with other words in it.\n";

struct fixture {
	struct place *p;
	struct store *s;
	struct book *b;
	struct book_id id;
	struct annotation first; /* "ten heads", on the disk */
	sqlite3 *holder; /* holds the lock, if it is not NULL */
};

static struct store *
open_keeping(const struct place *p)
{
	struct store_options o = {.keep_unsaved = true};
	struct store *s = store_open(p->store, &o, NULL);

	assert_non_null(s);
	return s;
}

static struct fixture
begin(struct place *p)
{
	struct fixture f = {.p = p, .b = must_read(str_of(tale))};

	f.s = open_keeping(p);
	must(store_book(f.s, place_file(p, "tale.txt", tale), f.b, &f.id, err));
	f.first = must_add(f.s, &f.id, f.b, "ten heads");
	return f;
}

static void
finish(struct fixture *f)
{
	book_free(f->b);
	store_close(f->s);
}

/* Another program takes the lock, and lets it go. */
static void
hold(struct fixture *f)
{
	sqlite3_busy_timeout(f->s->db, 1);
	assert_int_equal(sqlite3_open(f->p->store, &f->holder), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(f->holder, "BEGIN IMMEDIATE", NULL, NULL, NULL),
	    SQLITE_OK);
}

static void
let_go(struct fixture *f)
{
	sqlite3_exec(f->holder, "ROLLBACK", NULL, NULL, NULL);
	sqlite3_close(f->holder);
}

static uint32_t
unsaved(struct fixture *f, const char *words)
{
	const char *why = "";
	int64_t last;
	uint32_t n = store_unsaved(f->s, &last, &why);

	if (n > 0 && strstr(why, words) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", why, words);
	return n;
}

/* How many there are for somebody else. */
static size_t
on_disk(struct fixture *f)
{
	struct store_options o = {.read_only = true};
	struct store *s = store_open(f->p->store, &o, NULL);
	size_t n;

	assert_non_null(s);
	n = must_count(s, &f->id, false);
	store_close(s);
	return n;
}

/* ---- locked ---- */

/* What was undone on the disk is not done again over what was done since in
 * memory. */
static void
undone_marks_stay_away(void **state)
{
	struct fixture f = begin(*state);
	struct undone u;

	must(store_undo(f.s, f.id.row, false, &u, err));
	assert_int_equal(u.n, 1);
	hold(&f);
	must_add(f.s, &f.id, f.b, "lamp");
	let_go(&f);
	must(store_flush(f.s, err));
	must(store_undo(f.s, f.id.row, true, &u, err));
	assert_int_equal(u.n, 0);
	must(store_undo(f.s, f.id.row, false, &u, err));
	assert_int_equal(u.n, 1);
	assert_int_equal(must_count(f.s, &f.id, false), 0);
	finish(&f);
}

/* Links and tags lead to what is in memory as to what is on the disk. */
static void
unsaved_marks_are_found(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a, first = f.first;
	struct annotations v;
	struct buf tags = BUF_INIT;

	hold(&f);
	a = must_add(f.s, &f.id, f.b, "lamp");
	must(store_find(f.s, str_of(a.uuid), &v, err));
	assert_int_equal(v.n, 1);
	assert_int_equal(v.v[0].book, f.id.row);
	annotations_free(&v);
	first.tags = STR("later");
	must(store_update(f.s, &f.id, f.b, &first, err));
	must(store_find(f.s, str_of(first.uuid), &v, err));
	assert_int_equal(v.n, 1);
	assert_str(v.v[0].tags, "later");
	annotations_free(&v);
	must(store_tags(f.s, &tags, err));
	assert_string_equal(tags.p, "later\n");
	buf_free(&tags);
	let_go(&f);
	finish(&f);
}

static void
locked_stores_are_written_later(void **state)
{
	struct fixture f = begin(*state);
	struct annotations v;
	struct annotation a;

	assert_int_equal(unsaved(&f, ""), 0);
	hold(&f);
	must_add(f.s, &f.id, f.b, "lamp");
	assert_int_equal(unsaved(&f, "is locked by another program"), 1);
	assert_int_equal(on_disk(&f), 1);
	/* shown with the others, in their order */
	must(store_list(f.s, &f.id, f.b, false, &v, err));
	assert_int_equal(v.n, 2);
	assert_int_equal(v.v[0].from, place_of(f.b, "lamp"));
	assert_int_equal(v.v[0].book, f.id.row);
	a = v.v[1];
	a.colour = PURPLE;
	a.body = STR("changed while it is locked");
	must(store_update(f.s, &f.id, f.b, &a, err));
	annotations_free(&v);
	assert_int_equal(unsaved(&f, "locked"), 2);
	must(store_list_all(f.s, false, &v, err));
	assert_int_equal(v.n, 2);
	assert_int_equal(v.v[1].colour, PURPLE);
	assert_int_equal(v.v[1].book, f.id.row);
	annotations_free(&v);
	let_go(&f);
	assert_int_equal(on_disk(&f), 1);
	must(store_flush(f.s, err));
	assert_int_equal(unsaved(&f, ""), 0);
	assert_int_equal(on_disk(&f), 2);
	must(store_list(f.s, &f.id, f.b, false, &v, err));
	assert_str(v.v[1].body, "changed while it is locked");
	assert_int_equal(v.v[1].created, f.first.created);
	annotations_free(&v);
	finish(&f);
}

static void
the_next_change_writes_them(void **state)
{
	struct fixture f = begin(*state);

	hold(&f);
	must_add(f.s, &f.id, f.b, "lamp");
	must(store_delete(f.s, f.first.uuid, err));
	assert_int_equal(must_count(f.s, &f.id, false), 1);
	assert_int_equal(must_count(f.s, &f.id, true), 1);
	must(store_restore(f.s, f.first.uuid, err));
	must(store_delete(f.s, f.first.uuid, err));
	let_go(&f);
	must_add(f.s, &f.id, f.b, "newspaper");
	assert_int_equal(unsaved(&f, ""), 0);
	assert_int_equal(on_disk(&f), 2);
	finish(&f);
}

/* Undone while they are in memory, and afterwards. */
static void
undo_goes_on(void **state)
{
	struct fixture f = begin(*state);
	struct undone u;

	hold(&f);
	must_add(f.s, &f.id, f.b, "lamp");
	must_add(f.s, &f.id, f.b, "newspaper");
	must(store_undo(f.s, f.id.row, false, &u, err));
	assert_int_equal(u.n, 1);
	assert_int_equal(u.kind, STEP_REMOVED);
	assert_int_equal(u.book, f.id.row);
	assert_int_equal(must_count(f.s, &f.id, false), 2);
	must(store_undo(f.s, 0, true, &u, err));
	assert_int_equal(u.kind, STEP_RESTORED);
	let_go(&f);
	must(store_flush(f.s, err));
	assert_int_equal(on_disk(&f), 3);
	must(store_undo(f.s, f.id.row, false, &u, err));
	must(store_undo(f.s, f.id.row, false, &u, err));
	assert_int_equal(u.place, place_of(f.b, "lamp"));
	assert_int_equal(on_disk(&f), 1);
	must(store_undo(f.s, f.id.row, false, &u, err));
	assert_int_equal(on_disk(&f), 0);
	must(store_undo(f.s, f.id.row, false, &u, err));
	assert_int_equal(u.n, 0);
	finish(&f);
}

static void
many_at_once(void **state)
{
	struct fixture f = begin(*state);
	struct err why = {.text = ""};

	hold(&f);
	must(store_begin(f.s, err));
	must(store_delete(f.s, f.first.uuid, err));
	must_add(f.s, &f.id, f.b, "lamp");
	must(store_end(f.s, true, err));
	assert_int_equal(unsaved(&f, "locked"), 2);
	must(store_begin(f.s, err));
	must(store_restore(f.s, f.first.uuid, err));
	assert_false(store_end(f.s, false, &why));
	assert_int_equal(must_count(f.s, &f.id, false), 1);
	let_go(&f);
	must(store_flush(f.s, err));
	assert_int_equal(on_disk(&f), 1);
	finish(&f);
}

/* What is deleted in memory is not on the disk yet, whatever the clock said when
 * it was made and says now. */
static void
clocks_may_be_set_back(void **state)
{
	static const int64_t noon = 1700000000000000;
	struct fixture f = begin(*state);
	struct annotation a;

	for (int i = -1; i <= 1; i++) {
		f.s->fixed_clock = noon;
		a = must_add(f.s, &f.id, f.b, "lamp");
		hold(&f);
		f.s->fixed_clock = noon + i;
		must(store_delete(f.s, a.uuid, err));
		assert_int_equal(unsaved(&f, "locked"), 1);
		/* made and deleted in memory it is as if it had never been */
		a = must_add(f.s, &f.id, f.b, "newspaper");
		must(store_delete(f.s, a.uuid, err));
		assert_int_equal(unsaved(&f, "locked"), 1);
		let_go(&f);
		must(store_flush(f.s, err));
		assert_int_equal(on_disk(&f), 1);
	}
	finish(&f);
}

static void
letters_have_one_bearer(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = {.kind = ANNOTATION_BOOKMARK, .mark = 'q'};
	struct annotations v;
	size_t bearers = 0;

	must(store_add(f.s, &f.id, f.b, &a, err));
	hold(&f);
	a.from = a.to = 9;
	must(store_add(f.s, &f.id, f.b, &a, err));
	for (int i = 0; i < 2; i++) {
		must(store_list(f.s, &f.id, f.b, false, &v, err));
		assert_int_equal(v.n, 2);
		bearers = 0;
		for (size_t k = 0; k < v.n; k++)
			bearers += v.v[k].mark == 'q' && v.v[k].from == 9;
		assert_int_equal(bearers, 1);
		annotations_free(&v);
		if (i == 0) {
			let_go(&f);
			must(store_flush(f.s, err));
		}
	}
	finish(&f);
}

/* The lines are taken by another store. */
static void
they_can_be_saved_elsewhere(void **state)
{
	struct fixture f = begin(*state);
	struct buf lines = BUF_INIT;
	struct merge_report r;
	struct place p = *f.p;
	struct err why = {.text = ""};
	struct store *s;

	assert_false(store_dump_unsaved(f.s, &lines, &why));
	says(&why, "everything is on the disk");
	hold(&f);
	must_add(f.s, &f.id, f.b, "lamp");
	must(store_dump_unsaved(f.s, &lines, err));
	snprintf(p.store, sizeof(p.store), "%s/elsewhere.db", p.folder);
	s = must_open(&p);
	must(store_load(s, buf_lend(&lines), false, &r, err));
	assert_int_equal(r.added, 1);
	store_close(s);
	let_go(&f);
	/* what was saved elsewhere is not doubled when it is brought back */
	must(store_flush(f.s, err));
	must(store_load(f.s, buf_lend(&lines), false, &r, err));
	assert_int_equal(r.added + r.changed, 0);
	buf_free(&lines);
	finish(&f);
}

/* ---- other refusals ---- */

static void
read_only_stores_are_marked_in(void **state)
{
	struct fixture f = begin(*state);
	struct store_options o = {.read_only = true, .keep_unsaved = true};

	store_close(f.s);
	f.s = store_open(f.p->store, &o, NULL);
	assert_non_null(f.s);
	must_add(f.s, &f.id, f.b, "lamp");
	must(store_delete(f.s, f.first.uuid, err));
	assert_int_equal(must_count(f.s, &f.id, false), 1);
	assert_int_equal(unsaved(&f, "reading only"), 2);
	assert_false(store_flush(f.s, NULL));
	finish(&f);
}

static void
full_stores_are_marked_in(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = {.kind = ANNOTATION_NOTE};
	char body[5000];
	const char *why;
	int64_t last;
	size_t n = 0;

	memset(body, 'n', sizeof(body));
	a.body = (struct str){body, sizeof(body)};
	must(db_exec(f.s, "PRAGMA max_page_count = 100", err));
	/* what was refused once may still fit at the next try */
	while (store_unsaved(f.s, &last, &why) < 2 && n++ < 1000)
		must(store_add(f.s, &f.id, f.b, &a, err));
	assert_true(n > 1 && n < 1000);
	assert_int_equal(unsaved(&f, "the disk is full"), 2);
	assert_int_equal(must_count(f.s, &f.id, false), n + 1);
	must(db_exec(f.s, "PRAGMA max_page_count = 100000", err));
	must_add(f.s, &f.id, f.b, "lamp");
	assert_int_equal(unsaved(&f, ""), 0);
	assert_int_equal(on_disk(&f), n + 2);
	finish(&f);
}

/* A book that the disk does not know yet. */
static void
new_books_are_marked_in(void **state)
{
	struct fixture f = begin(*state);
	struct book *b = must_read(str_of(other));
	struct book_id id;
	struct err why = {.text = ""};
	const char *path = place_file(f.p, "other.txt", other);

	hold(&f);
	assert_false(store_book(f.s, path, b, &id, &why));
	says(&why, "locked");
	assert_int_equal(id.row, 0);
	must_add(f.s, &id, b, "words");
	assert_int_equal(unsaved(&f, "the book"), 1);
	assert_int_equal(must_count(f.s, &id, false), 1);
	let_go(&f);
	must(store_flush(f.s, err));
	must(store_book(f.s, path, b, &id, err));
	assert_true(id.row > 0);
	assert_int_equal(must_count(f.s, &id, false), 1);
	must_add(f.s, &id, b, "Another");
	book_free(b);
	finish(&f);
}

/* Without the option nothing is kept that can't be written. */
static void
only_if_asked(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = {.kind = ANNOTATION_BOOKMARK};
	struct err why = {.text = ""};

	store_close(f.s);
	f.s = must_open(f.p);
	hold(&f);
	assert_false(store_add(f.s, &f.id, f.b, &a, &why));
	says(&why, "locked");
	assert_int_equal(unsaved(&f, ""), 0);
	/* an error of another kind is an error with the option too */
	let_go(&f);
	store_close(f.s);
	f.s = open_keeping(f.p);
	assert_false(store_delete(f.s, "nobody", &why));
	says(&why, "has no annotation");
	finish(&f);
}

static void
without_a_store(void **state)
{
	struct fixture f = begin(*state);
	struct buf lines = BUF_INIT;
	struct merge_report r;

	store_close(f.s);
	f.s = store_only_memory("the store is gone", NULL);
	assert_non_null(f.s);
	must(store_book(
	    f.s, place_file(f.p, "tale.txt", tale), f.b, &f.id, err));
	assert_int_equal(unsaved(&f, ""), 0);
	must_add(f.s, &f.id, f.b, "lamp");
	must(store_set_place(f.s, &f.id, f.b, 7, err));
	assert_int_equal(unsaved(&f, "is gone"), 1);
	must(store_dump_unsaved(f.s, &lines, err));
	/* there is nothing to make a backup of */
	must(store_backup(f.s, true, err));
	store_close(f.s);
	f.s = open_keeping(f.p);
	must(store_load(f.s, buf_lend(&lines), false, &r, err));
	assert_int_equal(r.added, 1);
	assert_int_equal(on_disk(&f), 2);
	buf_free(&lines);
	finish(&f);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(locked_stores_are_written_later),
	    TEST(unsaved_marks_are_found),
	    TEST(undone_marks_stay_away),
	    TEST(the_next_change_writes_them),
	    TEST(undo_goes_on),
	    TEST(many_at_once),
	    TEST(clocks_may_be_set_back),
	    TEST(letters_have_one_bearer),
	    TEST(they_can_be_saved_elsewhere),
	    TEST(read_only_stores_are_marked_in),
	    TEST(full_stores_are_marked_in),
	    TEST(new_books_are_marked_in),
	    TEST(only_if_asked),
	    TEST(without_a_store),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
