/* undo: what is done to marks, taken back and done again. */
#include "tests/unit/store.h"

#include "tui/undo.h"

static const char tale[] = "The Lamp\n\n\n"
			   "Of the eleven books four were one almanac.\n\n"
			   "Whoever could read, read aloud by the stove.\n";

struct fixture {
	struct store *s;
	struct book *b;
	struct book_id id;
	struct undo *u;
};

static struct fixture
begin(struct place *p)
{
	struct fixture f = {.s = must_open(p), .b = must_read(str_of(tale))};

	must(store_book(f.s, place_file(p, "tale.txt", tale), f.b, &f.id, err));
	f.u = undo_new();
	return f;
}

static void
finish(struct fixture *f)
{
	undo_free(f->u);
	book_free(f->b);
	store_close(f->s);
}

/* The colours of what there is, or "none". */
static void
assert_marks(struct fixture *f, const char *all)
{
	struct annotations v;
	struct buf got = BUF_INIT;

	must(store_list(f->s, &f->id, f->b, false, &v, err));
	for (size_t i = 0; i < v.n; i++)
		buf_printf(&got, "%s%s", i > 0 ? " " : "",
		    colour_names[v.v[i].colour]);
	assert_string_equal(v.n > 0 ? got.p : "none", all);
	buf_free(&got);
	annotations_free(&v);
}

static void
assert_step(struct fixture *f, bool again, const char *words)
{
	struct err err;
	uint32_t place = NOWHERE;
	const char *said =
	    undo_step(f->u, again, f->s, &f->id, f->b, &place, &err);

	assert_int_equal(err.code, ERR_NONE);
	if (words == NULL) {
		assert_null(said);
		return;
	}
	assert_non_null(said);
	assert_string_equal(said, words);
	assert_int_equal(place, place_of(f->b, "eleven books"));
}

static struct annotation
add(struct fixture *f)
{
	struct annotation a = must_add(f->s, &f->id, f->b, "eleven books");

	undo_record(f->u, UNDO_ADDED, NULL, &a);
	return a;
}

static void
there_and_back(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = add(&f), blue = a;

	assert_marks(&f, "green");
	blue.colour = BLUE;
	undo_record(f.u, UNDO_CHANGED, &a, &blue);
	must(store_update(f.s, &f.id, f.b, &blue, err));
	must(store_delete(f.s, a.uuid, err));
	undo_record(f.u, UNDO_DELETED, NULL, &blue);
	assert_marks(&f, "none");

	assert_step(&f, false, "Highlight restored");
	assert_marks(&f, "blue");
	assert_step(&f, false, "Highlight changed back");
	assert_marks(&f, "green");
	assert_step(&f, false, "Highlight removed");
	assert_marks(&f, "none");
	assert_step(&f, false, NULL);

	assert_step(&f, true, "Highlight restored");
	assert_marks(&f, "green");
	assert_step(&f, true, "Highlight changed again");
	assert_marks(&f, "blue");
	assert_step(&f, true, "Highlight removed");
	assert_marks(&f, "none");
	assert_step(&f, true, NULL);
	finish(&f);
}

/* What was undone is forgotten when something new is done. */
static void
new_things_end_redo(void **state)
{
	struct fixture f = begin(*state);

	add(&f);
	assert_step(&f, false, "Highlight removed");
	add(&f);
	assert_step(&f, true, NULL);
	assert_marks(&f, "green");
	assert_step(&f, false, "Highlight removed");
	assert_step(&f, false, NULL);
	finish(&f);
}

/* A very long sitting keeps the newest steps. */
static void
the_oldest_steps_go(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = add(&f), b = a;
	uint32_t place, n = 0;
	struct err err;

	b.colour = BLUE;
	for (int i = 0; i < 1500; i++)
		undo_record(f.u, UNDO_CHANGED, &a, &b);
	while (undo_step(f.u, false, f.s, &f.id, f.b, &place, &err) != NULL)
		n++;
	assert_int_equal(err.code, ERR_NONE);
	assert_true(n > 500 && n < 1500);
	assert_marks(&f, "green");
	finish(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		there_and_back, place_make, place_drop),
	    cmocka_unit_test_setup_teardown(
		new_things_end_redo, place_make, place_drop),
	    cmocka_unit_test_setup_teardown(
		the_oldest_steps_go, place_make, place_drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
