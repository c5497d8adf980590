/* store: undoing, also after a restart; and forgetting for good. */
#include "lib/store/db.h"
#include "tests/unit/store.h"

static const char tale[] = "One lamp burned in the reading room, and ten heads "
			   "were bent over one newspaper.\n";

struct fixture {
	struct place *p;
	struct store *s;
	struct book *b;
	struct book_id id;
};

static struct fixture
begin(struct place *p)
{
	struct fixture f = {
	    .p = p, .s = must_open(p), .b = must_read(str_of(tale))};

	must(store_book(f.s, place_file(p, "tale.txt", tale), f.b, &f.id, err));
	return f;
}

static void
finish(struct fixture *f)
{
	book_free(f->b);
	store_close(f->s);
}

static void
again(struct fixture *f)
{
	store_close(f->s);
	f->s = must_open(f->p);
}

static struct undone
turn(struct fixture *f, bool redo)
{
	struct undone u;

	must(store_undo(f->s, f->id.row, redo, &u, err));
	return u;
}

/* The one annotation that lives; its strings are let go. */
static struct annotation
only(struct fixture *f)
{
	struct annotations v;
	struct annotation a;

	must(store_list(f->s, &f->id, f->b, false, &v, err));
	assert_int_equal(v.n, 1);
	a = v.v[0];
	annotations_free(&v);
	return a;
}

static void
expect_body(struct fixture *f, const char *body)
{
	struct annotations v;

	must(store_list(f->s, &f->id, f->b, false, &v, err));
	assert_int_equal(v.n, 1);
	assert_str(v.v[0].body, body);
	annotations_free(&v);
}

static int64_t
number(struct store *s, const char *query)
{
	int64_t n = -1;

	must(db_number(s, query, &n, err));
	return n;
}

static void
additions_and_deletions(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = must_add(f.s, &f.id, f.b, "ten heads");
	struct undone u;

	must_add(f.s, &f.id, f.b, "lamp");
	must(store_delete(f.s, a.uuid, err));
	assert_int_equal(must_count(f.s, &f.id, false), 1);
	again(&f);
	u = turn(&f, false);
	assert_int_equal(u.n, 1);
	assert_int_equal(u.kind, STEP_RESTORED);
	assert_int_equal(u.annotation, ANNOTATION_HIGHLIGHT);
	assert_int_equal(u.place, a.from);
	assert_int_equal(u.book, f.id.row);
	assert_string_equal(u.uuid, a.uuid);
	assert_int_equal(must_count(f.s, &f.id, false), 2);
	assert_int_equal(turn(&f, false).kind, STEP_REMOVED);
	again(&f);
	assert_int_equal(turn(&f, false).kind, STEP_REMOVED);
	assert_int_equal(turn(&f, false).n, 0);
	assert_int_equal(must_count(f.s, &f.id, false), 0);
	assert_int_equal(turn(&f, true).kind, STEP_RESTORED);
	assert_int_equal(turn(&f, true).kind, STEP_RESTORED);
	assert_int_equal(turn(&f, true).kind, STEP_REMOVED);
	assert_int_equal(turn(&f, true).n, 0);
	assert_int_equal(must_count(f.s, &f.id, false), 1);
	finish(&f);
}

/* Only what the step had changed is set back. */
static void
changes_field_by_field(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = must_add(f.s, &f.id, f.b, "ten heads"), now;

	a.colour = BLUE;
	a.body = STR("whose \"heads\"?\n\tжители");
	must(store_update(f.s, &f.id, f.b, &a, err));
	a.to += 5;
	a.tags = STR("later");
	must(store_update(f.s, &f.id, f.b, &a, err));
	assert_int_equal(turn(&f, false).kind, STEP_CHANGED);
	now = only(&f);
	assert_int_equal(now.to, a.to - 5);
	assert_int_equal(now.tags.n, 0);
	assert_int_equal(now.colour, BLUE);
	assert_true(now.modified > a.modified);
	expect_body(&f, "whose \"heads\"?\n\tжители");
	turn(&f, false);
	assert_int_equal(only(&f).colour, GREEN);
	expect_body(&f, "");
	again(&f);
	turn(&f, true);
	expect_body(&f, "whose \"heads\"?\n\tжители");
	turn(&f, true);
	assert_int_equal(only(&f).to, a.to);
	assert_int_equal(only(&f).state, ANCHOR_EXACT);
	/* the text that was undone is a version like any other */
	assert_int_equal(number(f.s, "SELECT count(*) FROM note_version"), 3);
	assert_int_equal(number(f.s, "SELECT count(*) FROM journal "
				     "WHERE before LIKE '%look%'"),
	    1);
	finish(&f);
}

static void
new_steps_drop_undone_ones(void **state)
{
	struct fixture f = begin(*state);

	must_add(f.s, &f.id, f.b, "ten heads");
	turn(&f, false);
	must_add(f.s, &f.id, f.b, "lamp");
	assert_int_equal(turn(&f, true).n, 0);
	assert_int_equal(must_count(f.s, &f.id, false), 1);
	assert_int_equal(must_count(f.s, &f.id, true), 1);
	finish(&f);
}

static void
letters_come_back(void **state)
{
	struct fixture f = begin(*state);
	struct annotation one = {.kind = ANNOTATION_BOOKMARK, .mark = 'a'};
	struct annotation two = one;

	two.from = two.to = 9;
	must(store_add(f.s, &f.id, f.b, &one, err));
	must(store_add(f.s, &f.id, f.b, &two, err));
	assert_int_equal(only(&f).from, 9);
	assert_int_equal(turn(&f, false).n, 2);
	assert_int_equal(only(&f).from, 0);
	assert_int_equal(only(&f).mark, 'a');
	assert_int_equal(turn(&f, true).kind, STEP_RESTORED);
	assert_int_equal(only(&f).from, 9);
	finish(&f);
}

/* Many changes are one step, and all or none of them are kept. */
static void
many_are_one(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = must_add(f.s, &f.id, f.b, "ten heads");
	struct annotation b = must_add(f.s, &f.id, f.b, "lamp");
	struct err why = {.text = ""};

	must(store_begin(f.s, err));
	must(store_delete(f.s, a.uuid, err));
	b.colour = PINK;
	must(store_update(f.s, &f.id, f.b, &b, err));
	must(store_delete(f.s, b.uuid, err));
	must(store_set_place(f.s, &f.id, f.b, 4, err));
	must(store_end(f.s, true, err));
	assert_int_equal(must_count(f.s, &f.id, false), 0);
	assert_int_equal(turn(&f, false).n, 3);
	assert_int_equal(must_count(f.s, &f.id, false), 2);
	must(store_begin(f.s, err));
	must(store_delete(f.s, a.uuid, err));
	assert_false(store_delete(f.s, "nobody", &why));
	assert_false(store_delete(f.s, b.uuid, &why));
	says(&why, "nothing of it was kept");
	assert_false(store_end(f.s, true, &why));
	says(&why, "nothing of it was kept");
	assert_int_equal(must_count(f.s, &f.id, false), 2);
	must(store_delete(f.s, a.uuid, err));
	finish(&f);
}

static void
books_are_undone_apart(void **state)
{
	struct fixture f = begin(*state);
	struct book *b = must_read(STR("Another book, with other words.\n"));
	struct book_id id;
	struct undone u;

	must(
	    store_book(f.s, place_file(f.p, "b.txt", "Another."), b, &id, err));
	must_add(f.s, &f.id, f.b, "lamp");
	must_add(f.s, &id, b, "other words");
	turn(&f, false);
	assert_int_equal(must_count(f.s, &f.id, false), 0);
	assert_int_equal(must_count(f.s, &id, false), 1);
	/* what is done in one leaves what was undone in the other */
	must_add(f.s, &id, b, "Another");
	assert_int_equal(turn(&f, true).n, 1);
	must(store_undo(f.s, 0, false, &u, err));
	assert_int_equal(u.book, id.row);
	book_free(b);
	finish(&f);
}

static void
old_steps_are_forgotten(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = must_add(f.s, &f.id, f.b, "lamp");

	for (int i = 0; i < 1010; i++) {
		a.colour = i % 2 == 0 ? PINK : BLUE;
		must(store_update(f.s, &f.id, f.b, &a, err));
	}
	assert_int_equal(number(f.s, "SELECT count(*) FROM journal"), 1000);
	finish(&f);
}

/* ---- purging ---- */

/* How often the words stand in the store's file. */
static size_t
in_file(const char *path, const char *words)
{
	FILE *f = fopen(path, "r");
	struct buf b = BUF_INIT;
	size_t n = 0;
	int c;

	assert_non_null(f);
	while ((c = getc(f)) != EOF)
		buf_putc(&b, (char)c);
	fclose(f);
	for (size_t i = 0; i + strlen(words) <= b.n; i++)
		n += memcmp(b.p + i, words, strlen(words)) == 0;
	buf_free(&b);
	return n;
}

static void
purged_ones_are_gone(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = must_add(f.s, &f.id, f.b, "ten heads");
	struct annotation b = must_add(f.s, &f.id, f.b, "lamp");
	struct err why = {.text = ""};
	uint32_t n;

	a.body = STR("a secret of the reading room");
	must(store_update(f.s, &f.id, f.b, &a, err));
	must(store_delete(f.s, a.uuid, err));
	must(store_purge(f.s, 1000, &n, err));
	assert_int_equal(n, 0);
	must(store_purge(f.s, INT64_MAX, &n, err));
	assert_int_equal(n, 1);
	assert_int_equal(must_count(f.s, &f.id, true), 0);
	assert_int_equal(in_file(f.p->store, "a secret"), 0);
	assert_false(store_restore(f.s, a.uuid, &why));
	says(&why, "has no annotation");
	/* its steps are gone, those of the others are not */
	assert_int_equal(turn(&f, false).n, 1);
	assert_int_equal(must_count(f.s, &f.id, false), 0);
	assert_int_equal(turn(&f, false).n, 0);
	must(store_restore(f.s, b.uuid, err));
	must(store_purge(f.s, INT64_MAX, &n, err));
	assert_int_equal(n, 0);
	finish(&f);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(additions_and_deletions),
	    TEST(changes_field_by_field),
	    TEST(new_steps_drop_undone_ones),
	    TEST(letters_come_back),
	    TEST(many_are_one),
	    TEST(books_are_undone_apart),
	    TEST(old_steps_are_forgotten),
	    TEST(purged_ones_are_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
