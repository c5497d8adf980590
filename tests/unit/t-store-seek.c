/* seek: annotations by their ids, tags, and notes on the book as a whole. */
#include "tests/unit/store.h"

static const char tale[] = "The Lamp\n\n"
			   "In the spring the villagers carried forty benches "
			   "into the izba.\n\n"
			   "When the lamp went out they told stories.\n";

/* A preface stands before it now. */
static const char prefaced[] = "A Preface\n\n"
			       "Nobody had asked for one.\n\n"
			       "The Lamp\n\n"
			       "In the spring the villagers carried forty "
			       "benches into the izba.\n\n"
			       "When the lamp went out they told stories.\n";

static void
found_by_the_beginning_of_an_id(void **state)
{
	struct store *s = must_open(*state);
	struct book *b = must_read(STR(tale));
	struct book_id id;
	struct annotation a, other;
	struct annotations v;

	must(store_book(s, place_file(*state, "tale.txt", tale), b, &id, err));
	a = must_add(s, &id, b, "forty benches");
	other = must_add(s, &id, b, "stories");
	must(store_find(s, (struct str){a.uuid, 8}, &v, err));
	assert_int_equal(v.n, 1);
	assert_string_equal(v.v[0].uuid, a.uuid);
	assert_str(v.v[0].quote, "forty benches");
	assert_int_equal(v.v[0].book, id.row);
	annotations_free(&v);
	must(store_delete(s, other.uuid, err));
	must(store_find(s, str_of(other.uuid), &v, err));
	assert_int_equal(v.n, 1);
	assert_true(v.v[0].deleted != 0);
	annotations_free(&v);
	must(store_find(s, STR("zzzzzzzz"), &v, err));
	assert_int_equal(v.n, 0);
	annotations_free(&v);
	must(store_find(s, STR(""), &v, err));
	assert_int_equal(v.n, 2);
	annotations_free(&v);
	book_free(b);
	store_close(s);
}

static void
tags_of_all_books(void **state)
{
	struct store *s = must_open(*state);
	struct book *b = must_read(STR(tale));
	struct book_id id;
	struct buf tags = BUF_INIT;
	struct annotation a = {.kind = ANNOTATION_NOTE,
	    .from = 4,
	    .to = 4,
	    .body = STR("x"),
	    .tags = STR("stove lamp")};

	must(store_tags(s, &tags, err));
	assert_string_equal(tags.p, "");
	must(store_book(s, place_file(*state, "tale.txt", tale), b, &id, err));
	must(store_add(s, &id, b, &a, err));
	a.uuid[0] = '\0';
	a.tags = STR("#lamp печь");
	must(store_add(s, &id, b, &a, err));
	must(store_tags(s, &tags, err));
	assert_string_equal(tags.p, "lamp\nstove\nпечь\n");
	buf_free(&tags);
	book_free(b);
	store_close(s);
}

static void
notes_on_the_book_stay(void **state)
{
	struct store *s = must_open(*state);
	struct book *b = must_read(STR(tale)), *after;
	struct annotation a = {.kind = ANNOTATION_NOTE, .body = STR("Lent.")};
	struct annotations v;
	struct book_id id;

	must(store_book(s, place_file(*state, "tale.txt", tale), b, &id, err));
	must(store_add(s, &id, b, &a, err));
	book_free(b);
	after = must_read(STR(prefaced));
	must(store_list(s, &id, after, false, &v, err));
	assert_int_equal(v.n, 1);
	assert_true(annotation_is_on_book(&v.v[0]));
	assert_int_equal(v.v[0].state, ANCHOR_EXACT);
	assert_str(v.v[0].address, "the book");
	assert_null(v.v[0].section.p);
	annotations_free(&v);
	book_free(after);
	store_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		found_by_the_beginning_of_an_id, place_make, place_drop),
	    cmocka_unit_test_setup_teardown(
		tags_of_all_books, place_make, place_drop),
	    cmocka_unit_test_setup_teardown(
		notes_on_the_book_stay, place_make, place_drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
