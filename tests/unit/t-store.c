/* store: what is kept, and how it is found again. */
#include <fcntl.h>

#include "tests/unit/store.h"

static const char tale[] =
    "The Reading Room\n\n\n"
    "In the spring the villagers carried forty benches into the izba, and a "
    "lamp was hung over the long table by the stove.\n\n"
    "Old Fedot read aloud; those who could not read listened, and those who "
    "could corrected him under their breath.\n\n"
    "По вечерам приходили и дети, хотя места у печи хватало не всем.\n\n"
    "When the lamp went out they told stories in the dark until morning.\n";

/* The same words, wrapped otherwise. */
static const char wrapped[] =
    "The Reading Room\n\n\n"
    "In the spring the villagers carried forty benches\ninto the izba, and a "
    "lamp was hung over the long table\nby the stove.\n\n"
    "Old Fedot read aloud; those who could not read\nlistened, and those who "
    "could corrected him\nunder their breath.\n\n"
    "По вечерам приходили и дети,\nхотя места у печи хватало не всем.\n\n"
    "When the lamp went out they told stories\nin the dark until morning.\n";

/* A corrected edition: a paragraph more, one sentence retyped. */
static const char corrected[] =
    "The Reading Room\n\n\n"
    "This edition has a new beginning that was not there before at all.\n\n"
    "In the spring the villagers carried forty benches into the izba, and a "
    "lamp was hung over the long table by the stove.\n\n"
    "Old Fedot read aloud, and everybody else kept still and followed.\n\n"
    "По вечерам приходили и дети, хотя места у печи хватало не всем.\n\n"
    "When the lamp went out they told stories in the dark until morning.\n";

struct fixture {
	struct store *s;
	struct book *b;
	struct book_id id;
	char path[400];
};

static struct fixture
begin(struct place *p)
{
	struct fixture f = {.s = must_open(p), .b = must_read(str_of(tale))};

	snprintf(f.path, sizeof(f.path), "%s", place_file(p, "tale.txt", tale));
	must(store_book(f.s, f.path, f.b, &f.id, err));
	assert_true(f.id.row > 0);
	return f;
}

static void
finish(struct fixture *f)
{
	book_free(f->b);
	store_close(f->s);
}

static size_t
count(struct store *s, const struct book_id *id, const struct book *b,
    bool deleted)
{
	struct annotations v;
	size_t n;

	must(store_list(s, id, b, deleted, &v, err));
	n = v.n;
	annotations_free(&v);
	return n;
}

static void
marks_are_kept(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = must_add(f.s, &f.id, f.b, "forty benches"), n;
	struct annotations v;

	n = (struct annotation){.kind = ANNOTATION_NOTE,
	    .from = place_of(f.b, "По вечерам"),
	    .to = place_of(f.b, "приходили"),
	    .body = STR("кто\033\r же?\xff"),
	    .tags = STR("#who  children who")};
	must(store_add(f.s, &f.id, f.b, &n, err));
	store_close(f.s);
	f.s = must_open(*state);
	must(store_list(f.s, &f.id, f.b, false, &v, err));
	assert_int_equal(v.n, 2);
	assert_string_equal(v.v[0].uuid, a.uuid);
	assert_str(v.v[0].quote, "forty benches");
	assert_str(v.v[0].prefix, "he spring the villagers carried ");
	assert_str(v.v[0].suffix, " into the izba, and a lamp was h");
	assert_int_equal(v.v[0].colour, GREEN);
	assert_int_equal(v.v[0].state, ANCHOR_EXACT);
	assert_true(v.v[0].created > 1600000000000000);
	assert_str(v.v[1].body, "кто\n же?\xef\xbf\xbd");
	assert_str(v.v[1].tags, "children who");
	annotations_free(&v);
	finish(&f);
}

static void
uuids_are_version_4(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = must_add(f.s, &f.id, f.b, "lamp");
	struct annotation b = must_add(f.s, &f.id, f.b, "lamp");

	assert_int_equal(strlen(a.uuid), 36);
	assert_int_equal(a.uuid[14], '4');
	assert_non_null(strchr("89ab", a.uuid[19]));
	assert_string_not_equal(a.uuid, b.uuid);
	finish(&f);
}

static void
deleting_is_undone(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = must_add(f.s, &f.id, f.b, "long table");

	must(store_delete(f.s, a.uuid, err));
	must(store_delete(f.s, a.uuid, err));
	assert_int_equal(count(f.s, &f.id, f.b, false), 0);
	assert_int_equal(count(f.s, &f.id, f.b, true), 1);
	must(store_restore(f.s, a.uuid, err));
	assert_int_equal(count(f.s, &f.id, f.b, false), 1);
	assert_int_equal(count(f.s, &f.id, f.b, true), 0);
	assert_false(store_delete(f.s, "no such uuid", NULL));
	finish(&f);
}

static void
changing_keeps_the_rest(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = must_add(f.s, &f.id, f.b, "lamp was hung");
	struct annotations v;

	a.body = STR("which lamp?");
	a.colour = BLUE;
	a.kind = ANNOTATION_NOTE;
	a.to = place_of(f.b, " over the long");
	a.from -= 2;
	must(store_update(f.s, &f.id, f.b, &a, err));
	must(store_list(f.s, &f.id, f.b, false, &v, err));
	assert_int_equal(v.n, 1);
	assert_string_equal(v.v[0].uuid, a.uuid);
	assert_int_equal(v.v[0].created, a.created);
	assert_true(v.v[0].modified > a.created);
	assert_int_equal(v.v[0].colour, BLUE);
	assert_int_equal(v.v[0].kind, ANNOTATION_NOTE);
	assert_str(v.v[0].quote, "a lamp was hung");
	assert_str(v.v[0].body, "which lamp?");
	annotations_free(&v);
	finish(&f);
}

static void
named_marks_replace(void **state)
{
	struct fixture f = begin(*state);
	struct annotation a = {.kind = ANNOTATION_BOOKMARK, .mark = 'q'}, b;
	struct annotations v;

	a.from = a.to = place_of(f.b, "Old Fedot");
	b = a;
	b.from = b.to = place_of(f.b, "When the lamp");
	must(store_add(f.s, &f.id, f.b, &a, err));
	must(store_add(f.s, &f.id, f.b, &b, err));
	must(store_list(f.s, &f.id, f.b, false, &v, err));
	assert_int_equal(v.n, 1);
	assert_int_equal(v.v[0].mark, 'q');
	assert_int_equal(v.v[0].from, b.from);
	annotations_free(&v);
	must(store_restore(f.s, a.uuid, err));
	must(store_list(f.s, &f.id, f.b, false, &v, err));
	assert_int_equal(v.n, 1);
	assert_int_equal(v.v[0].from, a.from);
	annotations_free(&v);
	finish(&f);
}

static void
clock_may_go_back(void **state)
{
	struct place *p = *state;
	struct fixture f = begin(p);
	struct annotation a = must_add(f.s, &f.id, f.b, "stove");
	struct store_options early = {.fixed_clock = 1000};
	struct annotations v;

	store_close(f.s);
	f.s = store_open(p->store, &early, NULL);
	assert_non_null(f.s);
	a.colour = PINK;
	must(store_update(f.s, &f.id, f.b, &a, err));
	must(store_delete(f.s, a.uuid, err));
	must(store_list(f.s, &f.id, f.b, true, &v, err));
	assert_int_equal(v.v[0].modified, a.created + 2);
	assert_int_equal(v.v[0].deleted, a.created + 2);
	annotations_free(&v);
	finish(&f);
}

static void
place_is_found_again(void **state)
{
	struct fixture f = begin(*state);
	struct book *c = must_read(str_of(corrected));
	struct book *other = must_read(
	    STR("Nothing of the sort stands here, "
		"not one word of it; only a few lines about the weather."));
	uint32_t at = place_of(f.b, "told stories"), got;

	assert_false(store_place(f.s, &f.id, f.b, &got));
	must(store_set_place(f.s, &f.id, f.b, at, err));
	assert_true(store_place(f.s, &f.id, f.b, &got));
	assert_int_equal(got, at);
	assert_true(store_place(f.s, &f.id, c, &got));
	assert_int_equal(got, place_of(c, "told stories"));
	assert_true(store_place(f.s, &f.id, other, &got));
	assert_true(got > other->text.n / 2 && got < other->text.n);
	must(store_set_place(f.s, &f.id, f.b, (uint32_t)f.b->text.n, err));
	assert_true(store_place(f.s, &f.id, f.b, &got));
	assert_int_equal(got, f.b->text.n);
	book_free(c);
	book_free(other);
	finish(&f);
}

/* ---- which book a file is ---- */

static void
moving_loses_nothing(void **state)
{
	struct place *p = *state;
	struct fixture f = begin(p);
	struct book_id id;
	char moved[400];

	snprintf(
	    moved, sizeof(moved), "%s", place_file(p, "other name.txt", NULL));
	assert_int_equal(rename(f.path, moved), 0);
	must(store_book(f.s, moved, NULL, &id, err));
	assert_int_equal(id.row, f.id.row);
	assert_string_equal(id.sha, f.id.sha);
	/* the old name is remembered though nothing is there */
	must(store_book(f.s, f.path, NULL, &id, err));
	assert_int_equal(id.row, f.id.row);
	assert_false(store_book(f.s, "/nowhere/at all", NULL, &id, NULL));
	finish(&f);
}

static void
wrapping_loses_nothing(void **state)
{
	struct place *p = *state;
	struct fixture f = begin(p);
	struct book *w = must_read(str_of(wrapped));
	const char *path = place_file(p, "wrapped.txt", wrapped);
	struct annotations v;
	struct book_id id;

	must_add(f.s, &f.id, f.b, "into the izba, and a lamp");
	must(store_book(f.s, path, NULL, &id, err));
	assert_int_equal(id.row, 0);
	must(store_book(f.s, path, w, &id, err));
	assert_int_equal(id.row, f.id.row);
	assert_string_not_equal(id.sha, f.id.sha);
	must(store_list(f.s, &id, w, false, &v, err));
	assert_int_equal(v.v[0].state, ANCHOR_EXACT);
	assert_int_equal(v.v[0].from, place_of(w, "into the izba"));
	annotations_free(&v);
	book_free(w);
	finish(&f);
}

static void
editions_keep_their_marks(void **state)
{
	struct place *p = *state;
	struct fixture f = begin(p);
	struct book *c = must_read(str_of(corrected));
	struct annotations v;
	struct book_id id;

	must_add(f.s, &f.id, f.b, "forty benches into the izba");
	must_add(f.s, &f.id, f.b, "those who could not read listened");
	must_add(f.s, &f.id, f.b, "печи хватало не всем");
	place_file(p, "tale.txt", corrected);
	must(store_book(f.s, f.path, c, &id, err));
	assert_int_equal(id.row, f.id.row);
	must(store_list(f.s, &id, c, false, &v, err));
	assert_int_equal(v.n, 3);
	for (size_t i = 0; i < v.n; i++) {
		if (str_starts(v.v[i].quote, "those")) {
			assert_int_equal(v.v[i].state, ANCHOR_LOST);
			assert_int_equal(v.v[i].from, v.v[i].to);
			continue;
		}
		assert_int_equal(v.v[i].state, ANCHOR_EXACT);
		assert_true(
		    str_eq(v.v[i].quote, book_text(c, v.v[i].from, v.v[i].to)));
	}
	/* a change of a lost one's note does not anchor it anew */
	for (size_t i = 0; i < v.n; i++) {
		v.v[i].body = STR("still here");
		must(store_update(f.s, &id, c, &v.v[i], err));
	}
	annotations_free(&v);
	must(store_list(f.s, &id, f.b, false, &v, err));
	for (size_t i = 0; i < v.n; i++) {
		assert_int_equal(v.v[i].state, ANCHOR_EXACT);
		assert_str(v.v[i].body, "still here");
	}
	annotations_free(&v);
	book_free(c);
	finish(&f);
}

static void
another_book_is_another(void **state)
{
	struct place *p = *state;
	struct fixture f = begin(p);
	static const char text[] = "Quite another book, about bees and hives, "
				   "without a word of what was here.\n";
	struct book *other = must_read(str_of(text));
	struct book_id id;

	must_add(f.s, &f.id, f.b, "forty benches into the izba");
	place_file(p, "tale.txt", text);
	must(store_book(f.s, f.path, other, &id, err));
	assert_true(id.row != 0 && id.row != f.id.row);
	book_free(other);
	finish(&f);
}

/* An unchanged file is not read the second time: it could not be. */
static void
known_files_are_not_read(void **state)
{
	struct fixture f = begin(*state);
	struct timespec then[2] = {
	    {.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
	struct book_id id;
	FILE *file;

	assert_int_equal(utimensat(AT_FDCWD, f.path, then, 0), 0);
	must(store_book(f.s, f.path, NULL, &id, err));
	assert_int_equal(id.row, f.id.row);
	/* other bytes, of the same size, behind the same outside */
	file = fopen(f.path, "r+");
	assert_non_null(file);
	assert_int_equal(fputs("th", file) >= 0, 1);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(utimensat(AT_FDCWD, f.path, then, 0), 0);
	must(store_book(f.s, f.path, NULL, &id, err));
	assert_int_equal(id.row, f.id.row);
	assert_string_equal(id.sha, f.id.sha);
	/* and once the outside tells, it is read */
	then[1].tv_sec += 2;
	assert_int_equal(utimensat(AT_FDCWD, f.path, then, 0), 0);
	must(store_book(f.s, f.path, NULL, &id, err));
	assert_int_equal(id.row, 0);
	finish(&f);
}

/* Told without reading: by name, or by length if it was renamed. */
static void
files_that_may_be_known(void **state)
{
	struct place *p = *state;
	struct fixture f = begin(p);
	struct book_id id;

	assert_true(store_may_know(f.s, f.path));
	assert_true(store_may_know(f.s, place_file(p, "moved.txt", tale)));
	assert_false(
	    store_may_know(f.s, place_file(p, "other.txt", corrected)));
	assert_true(store_may_know(f.s, place_file(p, "tale.txt", wrapped)));
	/* the hash that is given is believed */
	must(store_book_of(f.s, place_file(p, "other.txt", corrected), f.id.sha,
	    f.b, &id, err));
	assert_int_equal(id.row, f.id.row);
	finish(&f);
}

static void
shelf_counts(void **state)
{
	struct place *p = *state;
	struct fixture f = begin(p);
	struct book *c = must_read(STR("A second book of one line.\n"));
	const char *path = place_file(p, "second.txt",
	    "A second book of one "
	    "line.\n");
	struct annotation a = must_add(f.s, &f.id, f.b, "morning");
	struct book_id id;
	struct shelf shelf;

	must_add(f.s, &f.id, f.b, "dark");
	must(store_delete(f.s, a.uuid, err));
	must(store_book(f.s, path, c, &id, err));
	must(store_set_place(f.s, &f.id, f.b, 100, err));
	must(store_shelf(f.s, &shelf, err));
	assert_int_equal(shelf.n, 2);
	assert_int_equal(shelf.v[0].row, f.id.row);
	assert_int_equal(shelf.v[0].highlights, 1);
	assert_int_equal(shelf.v[0].notes, 0);
	assert_int_equal(shelf.v[0].place, 100);
	assert_int_equal(shelf.v[0].length, f.b->text.n);
	assert_true(str_ends(shelf.v[0].path, "/tale.txt"));
	assert_str(shelf.v[0].sha, f.id.sha);
	assert_int_equal(shelf.v[1].highlights, 0);
	shelf_free(&shelf);
	book_free(c);
	finish(&f);
}

static void
settings_are_kept(void **state)
{
	struct fixture f = begin(*state);
	struct buf b = BUF_INIT;

	assert_false(store_setting(f.s, 0, "history", &b));
	must(store_set_setting(f.s, 0, "history", STR("one\ntwo"), err));
	must(store_set_setting(f.s, f.id.row, "history", STR("x"), err));
	must(store_set_setting(f.s, 0, "history", STR("one\nтри"), err));
	assert_true(store_setting(f.s, 0, "history", &b));
	assert_string_equal(b.p, "one\nтри");
	buf_free(&b);
	finish(&f);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(marks_are_kept),
	    TEST(uuids_are_version_4),
	    TEST(deleting_is_undone),
	    TEST(changing_keeps_the_rest),
	    TEST(named_marks_replace),
	    TEST(clock_may_go_back),
	    TEST(place_is_found_again),
	    TEST(moving_loses_nothing),
	    TEST(wrapping_loses_nothing),
	    TEST(editions_keep_their_marks),
	    TEST(another_book_is_another),
	    TEST(known_files_are_not_read),
	    TEST(files_that_may_be_known),
	    TEST(shelf_counts),
	    TEST(settings_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
