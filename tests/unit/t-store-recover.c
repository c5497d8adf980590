/* store: backups, and damaged stores that they bring back. */
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "lib/store/db.h"
#include "tests/unit/store.h"

static const char tale[] = "One lamp burned in the reading room, and ten heads "
			   "were bent over one newspaper.\n";

#define DAY 86400000000

static struct store *
open_at(const struct place *p, int64_t clock)
{
	struct store_options o = {.fixed_clock = clock};
	struct err err = {.text = ""};
	struct store *s = store_open(p->store, &o, &err);

	if (s == NULL)
		fail_msg("%s", err.text);
	return s;
}

static size_t
backups_of(const struct place *p)
{
	struct beside v;
	size_t n;

	backup_names(&v, p->store);
	n = v.n;
	beside_free(&v);
	return n;
}

static struct buf
bytes_of(const char *path)
{
	FILE *f = fopen(path, "r");
	struct buf b = BUF_INIT;
	int c;

	assert_non_null(f);
	while ((c = getc(f)) != EOF)
		buf_putc(&b, (char)c);
	fclose(f);
	return b;
}

/* A store of n highlights and its backup. */
static struct book_id
make_with_backup(struct place *p, int n)
{
	struct book *b = must_read(str_of(tale));
	struct book_id id;
	struct store *s;

	make_store(p, tale, &id);
	s = open_at(p, 20000 * DAY);
	for (int i = 1; i < n; i++)
		must_add(s, &id, b, "lamp");
	must(store_backup(s, false, err));
	store_close(s);
	book_free(b);
	return id;
}

/* Add one highlight more, after the backup. */
static void
add_late(struct place *p, const struct book_id *id)
{
	struct book *b = must_read(str_of(tale));
	struct store *s = open_at(p, 20000 * DAY + 1000000);

	must_add(s, id, b, "newspaper");
	store_close(s);
	book_free(b);
}

/* ---- backups ---- */

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

/* ---- damage ---- */

static void
damage_header(const char *path)
{
	int fd = open(path, O_WRONLY);

	assert_int_equal(pwrite(fd, "XXXXXXXXXXXXXXXXXXXXXXXX", 24, 0), 24);
	close(fd);
}

/* All pages but the first, which says what the others are. */
static void
damage_page(const char *path)
{
	struct stat st;
	int fd = open(path, O_WRONLY);

	assert_int_equal(fstat(fd, &st), 0);
	for (off_t at = 4096; at < st.st_size; at += 4096)
		for (off_t i = 0; i < 4096; i += 8)
			assert_int_equal(pwrite(fd, "damaged!", 8, at + i), 8);
	close(fd);
}

static void
cut_short(const char *path)
{
	assert_int_equal(truncate(path, 20000), 0);
}

static void
cut_to_nothing(const char *path)
{
	assert_int_equal(truncate(path, 0), 0);
}

static void
cut_within_a_page(const char *path)
{
	assert_int_equal(truncate(path, 10000), 0);
}

static void
remove_it(const char *path)
{
	assert_int_equal(unlink(path), 0);
}

/* Some statement says it, at opening or at the first that is read. */
static void
expect_damage(struct place *p, const struct book_id *id)
{
	struct err why = {.text = ""};
	struct store *s = store_open(p->store, NULL, &why);
	struct annotations v;

	if (s != NULL) {
		if (store_list(s, id, NULL, false, &v, &why))
			fail_msg("the damage was not seen");
		store_close(s);
	}
	says(&why, "izba recover puts the backup of");
	says(&why, "3 annotations");
	assert_true(store_is_damaged(p->store));
}

static void
damage_of_every_kind(void **state)
{
	static const struct {
		void (*damage)(const char *path);
		bool kept;
	} kinds[] = {
	    {damage_header, true},
	    {damage_page, true},
	    {cut_short, true},
	    {cut_within_a_page, true},
	    {cut_to_nothing, true},
	    {remove_it, false},
	};

	for (size_t i = 0; i < LENGTH(kinds); i++) {
		struct place p = *(struct place *)*state;
		struct book_id id;
		struct store_backup found;
		struct recovery r;
		struct store *s;
		struct buf before = BUF_INIT, after;

		snprintf(p.store, sizeof(p.store), "%s/%zu/izba.db",
		    ((struct place *)*state)->folder, i);
		id = make_with_backup(&p, 3);
		kinds[i].damage(p.store);
		if (kinds[i].kept) {
			buf_free(&before);
			before = bytes_of(p.store);
		}
		expect_damage(&p, &id);
		assert_true(store_find_backup(p.store, &found));
		must(store_recover(p.store, &found, &r, err));
		s = must_open(&p);
		assert_int_equal(must_count(s, &id, false), 3);
		store_close(s);
		assert_int_equal(r.kept != NULL, kinds[i].kept);
		if (r.kept != NULL) {
			after = bytes_of(r.kept);
			assert_int_equal(before.n, after.n);
			assert_memory_equal(before.p, after.p, before.n);
			buf_free(&after);
		}
		assert_false(store_is_damaged(p.store));
		assert_int_equal(backups_of(&p), 1);
		recovery_free(&r);
		store_backup_free(&found);
		buf_free(&before);
	}
}

/* Damage one page of a store of 400 marks. */
static void
damage_middle(const struct place *p)
{
	int fd = open(p->store, O_WRONLY);

	for (off_t i = 0; i < 4096; i += 8)
		assert_int_equal(pwrite(fd, "damaged!", 8, 20 * 4096 + i), 8);
	close(fd);
	assert_true(store_is_damaged(p->store));
}

/* There is room for the backup, but not for what was written since: that is
 * said, and can be had when there is room. */
static void
late_marks_wait_for_room(void **state)
{
	struct place *p = *state;
	struct book_id id = make_with_backup(p, 400);
	struct book *b = must_read(str_of(tale));
	struct annotation a = {.kind = ANNOTATION_NOTE};
	struct store_backup found;
	struct recovery r;
	struct rlimit old, tight;
	struct stat st;
	struct err why = {.text = ""};
	struct store *s = open_at(p, 20000 * DAY + 1000000);
	char *kept, body[5000];

	memset(body, 'x', sizeof(body));
	a.body = (struct str){body, sizeof(body)};
	for (int i = 0; i < 200; i++)
		must(store_add(s, &id, b, &a, err));
	store_close(s);
	damage_middle(p);
	assert_true(store_find_backup(p->store, &found));
	assert_int_equal(stat(found.path, &st), 0);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	tight = old;
	tight.rlim_cur = (rlim_t)st.st_size;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
	assert_false(store_recover(p->store, &found, &r, &why));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	says(&why, "what was marked since is only in ");
	assert_null(r.kept);
	kept = strstr(why.text, p->folder);
	*strstr(kept, ": put") = '\0';
	s = must_open(p);
	assert_int_equal(must_count(s, &id, false), 400);
	store_close(s);
	assert_int_equal(rename(kept, p->store), 0);
	must(store_recover(p->store, &found, &r, err));
	assert_int_equal(r.saved.added, 200);
	recovery_free(&r);
	store_backup_free(&found);
	book_free(b);
}

/* What was written after the backup and can still be read is saved too. */
static void
late_marks_are_saved(void **state)
{
	struct place *p = *state;
	struct book_id id = make_with_backup(p, 400);
	struct store_backup found;
	struct recovery r;
	struct store *s;

	add_late(p, &id);
	damage_middle(p);
	assert_true(store_find_backup(p->store, &found));
	assert_int_equal(found.annotations, 400);
	must(store_recover(p->store, &found, &r, err));
	assert_int_equal(r.saved.added, 1);
	s = must_open(p);
	assert_int_equal(must_count(s, &id, false), 401);
	store_close(s);
	recovery_free(&r);
	store_backup_free(&found);
}

/* Whenever the program ends on the way, the store is damaged as before, and can
 * be mended again, or it is mended. */
static void
recovery_can_be_killed(void **state)
{
	struct place *p = *state;
	struct book_id id = make_with_backup(p, 300);
	struct store_backup found;
	struct err why = {.text = ""};
	struct store *s;
	int mended = 0;

	assert_true(store_find_backup(p->store, &found));
	for (int i = 0; i < 30; i++) {
		struct timespec nap = {.tv_nsec = i * 200000};
		struct recovery r;
		int status;
		pid_t child;

		damage_header(p->store);
		child = fork();
		assert_true(child >= 0);
		if (child == 0)
			_exit(
			    store_recover(p->store, &found, &r, &why) ? 0 : 1);
		nanosleep(&nap, NULL);
		kill(child, SIGKILL);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
		if (store_is_damaged(p->store)) {
			must(store_recover(p->store, &found, &r, err));
			recovery_free(&r);
		} else {
			mended++;
		}
		s = must_open(p);
		assert_int_equal(must_count(s, &id, false), 300);
		store_close(s);
	}
	print_message("%d of 30 were done before they were killed\n", mended);
	store_backup_free(&found);
}

/* While another program has the damaged file open it is not exchanged. */
static void
others_must_leave_first(void **state)
{
	struct place *p = *state;
	struct book_id id = make_with_backup(p, 3);
	struct store_backup found;
	struct recovery r;
	struct err why = {.text = ""};
	struct store *s;
	int ready[2], leave[2], status;
	char c;
	pid_t child;

	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(leave), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		s = store_open(p->store, NULL, NULL);
		close(leave[1]);
		if (s == NULL || write(ready[1], "x", 1) != 1)
			_exit(1);
		(void)!read(leave[0], &c, 1);
		_exit(0);
	}
	assert_int_equal(read(ready[0], &c, 1), 1);
	damage_header(p->store);
	assert_true(store_find_backup(p->store, &found));
	assert_false(store_recover(p->store, &found, &r, &why));
	says(&why, "is open in another izba");
	assert_true(store_is_damaged(p->store));
	close(leave[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	must(store_recover(p->store, &found, &r, err));
	s = must_open(p);
	assert_int_equal(must_count(s, &id, false), 3);
	store_close(s);
	recovery_free(&r);
	store_backup_free(&found);
	close(ready[0]);
	close(ready[1]);
	close(leave[0]);
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

/* A WAL that vanishes takes what was only in it, and nothing else. */
static void
wal_is_lost(void **state)
{
	struct place *p = *state;
	struct book_id id = make_with_backup(p, 3);
	struct book *b = must_read(str_of(tale));
	struct store *s;
	char wal[400];
	size_t n;
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		s = store_open(p->store, NULL, NULL);
		for (int i = 0; s != NULL && i < 5; i++) {
			struct annotation a = {
			    .kind = ANNOTATION_HIGHLIGHT, .to = 5};

			if (!store_add(s, &id, b, &a, NULL))
				_exit(1);
		}
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	snprintf(wal, sizeof(wal), "%s-wal", p->store);
	assert_int_equal(unlink(wal), 0);
	s = must_open(p);
	n = must_count(s, &id, false);
	assert_true(n >= 3 && n <= 8);
	must_add(s, &id, b, "lamp");
	store_close(s);
	assert_false(store_is_damaged(p->store));
	book_free(b);
}

/* A damaged WAL is read as far as it is good. */
static void
wal_is_damaged(void **state)
{
	struct place *p = *state;
	struct book_id id = make_with_backup(p, 3);
	struct book *b = must_read(str_of(tale));
	struct store *s;
	char wal[400];
	struct stat st;
	int status, fd;
	size_t n;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct annotation a = {.kind = ANNOTATION_HIGHLIGHT, .to = 5};

		s = store_open(p->store, NULL, NULL);
		for (int i = 0; i < 5; i++)
			if (s == NULL || !store_add(s, &id, b, &a, NULL))
				_exit(1);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	snprintf(wal, sizeof(wal), "%s-wal", p->store);
	assert_int_equal(stat(wal, &st), 0);
	fd = open(wal, O_WRONLY);
	assert_int_equal(pwrite(fd, "damaged!", 8, st.st_size - 3000), 8);
	close(fd);
	s = must_open(p);
	n = must_count(s, &id, false);
	assert_int_equal(n, 7);
	store_close(s);
	assert_false(store_is_damaged(p->store));
	book_free(b);
}

/* What is no store of izba is not taken for a damaged one. */
static void
foreign_files_are_not_damaged(void **state)
{
	struct place *p = *state;
	sqlite3 *db;

	assert_false(store_is_damaged(p->store));
	assert_int_equal(
	    sqlite3_open(place_file(p, "other.db", NULL), &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(db, "CREATE TABLE music (song)", NULL, NULL, NULL),
	    SQLITE_OK);
	sqlite3_close(db);
	assert_false(store_is_damaged(place_file(p, "other.db", NULL)));
	assert_false(store_is_damaged(p->folder));
	assert_true(store_is_damaged(place_file(p, "text.db",
	    "This is no database, but it is long enough to be taken for the "
	    "beginning of one; it goes on for a hundred bytes and more.\n")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(backups_are_daily),
	    TEST(backups_are_made_though_the_clock_goes_back),
	    TEST(backups_are_private_and_whole),
	    TEST(damage_is_not_copied),
	    TEST(damage_of_every_kind),
	    TEST(late_marks_are_saved),
	    TEST(late_marks_wait_for_room),
	    TEST(recovery_can_be_killed),
	    TEST(others_must_leave_first),
	    TEST(leftovers_are_swept),
	    TEST(bad_backups_are_passed_over),
	    TEST(wal_is_lost),
	    TEST(wal_is_damaged),
	    TEST(foreign_files_are_not_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
