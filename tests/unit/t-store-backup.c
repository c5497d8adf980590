/* store: a backup for each day on which something was kept. */
#include <fcntl.h>

#include "tests/unit/store-backup.h"

static void
backups_are_daily(void **state)
{
	struct place *p = *state;
	struct book *b = must_read(str_of(tale));
	struct book_id id;
	struct store *s;

	make_store(p, tale, &id);
	/* nothing was changed: nothing is copied */
	s = open_at(p, 20000 * DAY);
	assert_int_equal(must_count(s, &id, false), 1);
	must(store_backup(s, false, err));
	assert_int_equal(backups_of(p), 0);
	store_close(s);
	for (int64_t day = 0; day < 100; day++) {
		s = open_at(p, (20000 + day) * DAY);
		must(store_set_place(s, &id, b, (uint32_t)(day % 50), err));
		must(store_backup(s, false, err));
		must(store_backup(s, false, err));
		store_close(s);
	}
	/* five days, and the last of two months before */
	assert_int_equal(backups_of(p), 7);
	book_free(b);
}

/* A clock that was set back by years does not keep the store from being backed
 * up. */
static void
backups_are_made_though_the_clock_goes_back(void **state)
{
	struct place *p = *state;
	struct book *b = must_read(str_of(tale));
	struct book_id id;
	struct store *s;
	char name[400];

	make_store(p, tale, &id);
	for (int64_t day = 0; day < 102; day++) {
		/* the last two in January 1970 */
		s = open_at(p, (day < 100 ? 20000 + day : day - 90) * DAY);
		must(store_set_place(s, &id, b, (uint32_t)(day % 50), err));
		must(store_backup(s, false, err));
		store_close(s);
	}
	snprintf(name, sizeof(name), "%s.backup-1970-01-12", p->store);
	assert_int_equal(access(name, F_OK), 0);
	assert_int_equal(backups_of(p), 8);
	book_free(b);
}

static void
backups_are_private_and_whole(void **state)
{
	struct place *p = *state;
	struct book_id id = make_with_backup(p, 3);
	struct store_backup found;
	struct stat st;
	struct store *s;

	assert_true(store_find_backup(p->store, &found));
	assert_int_equal(found.annotations, 3);
	assert_int_equal(stat(found.path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	s = store_open(
	    found.path, &(struct store_options){.read_only = true}, NULL);
	assert_non_null(s);
	assert_int_equal(must_count(s, &id, false), 3);
	store_close(s);
	store_backup_free(&found);
	assert_false(store_is_damaged(p->store));
}

/* A damaged store makes no backup, and lets go of none. */
static void
damage_is_not_copied(void **state)
{
	struct place *p = *state;
	struct book_id id = make_with_backup(p, 200);
	struct book *b = must_read(str_of(tale));
	struct err why = {.text = ""};
	struct store *s;
	int fd;

	s = open_at(p, 20001 * DAY);
	must(store_set_place(s, &id, b, 9, err));
	must(db_exec(s, "PRAGMA wal_checkpoint(TRUNCATE)", err));
	must(db_exec(s, "PRAGMA shrink_memory", err));
	fd = open(p->store, O_WRONLY);
	for (off_t at = 20 * 4096; at < 24 * 4096; at += 512)
		assert_int_equal(pwrite(fd, "damaged!", 8, at), 8);
	close(fd);
	assert_false(store_backup(s, false, &why));
	says(&why, "izba recover");
	assert_int_equal(backups_of(p), 1);
	store_close(s);
	book_free(b);
}

/* What was not finished is swept away, but not what may be in the making. */
static void
leftovers_are_swept(void **state)
{
	struct place *p = *state;
	struct book_id id = make_with_backup(p, 2);
	struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
	struct buf name = BUF_INIT;
	struct store *s;

	buf_printf(&name, "%s.backup-2024-01-01.77.part", p->store);
	assert_int_equal(close(open(name.p, O_CREAT | O_WRONLY, 0600)), 0);
	for (int i = 0; i < 2; i++) {
		if (i == 1)
			assert_int_equal(
			    utimensat(AT_FDCWD, name.p, old, 0), 0);
		s = open_at(p, (20005 + i) * DAY);
		must(store_set_setting(s, id.row, "k", STR("v"), err));
		must(store_backup(s, false, err));
		store_close(s);
		assert_int_equal(access(name.p, F_OK) == 0, i == 0);
	}
	buf_free(&name);
}

/* The newest backup is bad too: the one before it is taken. */
static void
bad_backups_are_passed_over(void **state)
{
	struct place *p = *state;
	struct book_id id = make_with_backup(p, 3);
	struct store_backup found;
	struct err why = {.text = ""};
	struct beside v;
	struct store *s;

	add_late(p, &id);
	s = open_at(p, 20003 * DAY);
	must(store_set_setting(s, 0, "k", STR("v"), err));
	must(store_backup(s, false, err));
	store_close(s);
	backup_names(&v, p->store);
	assert_int_equal(v.n, 2);
	damage_header(v.v[0]);
	assert_true(store_find_backup(p->store, &found));
	assert_string_equal(found.path, v.v[1]);
	assert_int_equal(found.annotations, 3);
	store_backup_free(&found);
	assert_false(store_take_backup(v.v[0], &found, &why));
	says(&why, "no whole store");
	damage_header(v.v[1]);
	assert_false(store_find_backup(p->store, &found));
	beside_free(&v);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)
	const struct CMUnitTest tests[] = {
	    TEST(backups_are_daily),
	    TEST(backups_are_made_though_the_clock_goes_back),
	    TEST(backups_are_private_and_whole),
	    TEST(damage_is_not_copied),
	    TEST(leftovers_are_swept),
	    TEST(bad_backups_are_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
