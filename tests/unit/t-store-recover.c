/* store: damaged stores, and the backups that bring them back. */
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "tests/unit/store-backup.h"

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

/* ---- damage ---- */

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

/* A WAL that vanishes takes what was only in it, and nothing else; what was
 * settled is not only there. */
static void
lose_wal(struct place *p, bool settled)
{
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
		if (settled)
			store_settle(s);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	snprintf(wal, sizeof(wal), "%s-wal", p->store);
	assert_int_equal(unlink(wal), 0);
	s = must_open(p);
	n = must_count(s, &id, false);
	assert_true(n >= (settled ? 8 : 3) && n <= 8);
	must_add(s, &id, b, "lamp");
	store_close(s);
	assert_false(store_is_damaged(p->store));
	book_free(b);
}

static void
wal_is_lost(void **state)
{
	lose_wal(*state, false);
}

static void
settled_marks_need_no_wal(void **state)
{
	lose_wal(*state, true);
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

/* A store may be a link to where it is carried to other machines: its WAL is
 * there, and it stays a link. */
static void
links_are_followed(void **state)
{
	struct place *p = *state, there = *p;
	struct book *b = must_read(str_of(tale));
	struct store *other = store_in_memory(NULL), *s;
	struct merge_report r;
	struct store_backup found;
	struct recovery saved;
	struct book_id id;
	struct stat st;
	pid_t child;
	int status;

	snprintf(
	    there.store, sizeof(there.store), "%s/carried/it.db", p->folder);
	id = make_with_backup(&there, 3);
	snprintf(p->store, sizeof(p->store), "%s/izba.db", p->folder);
	assert_int_equal(symlink("carried/it.db", p->store), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct annotation a = {.kind = ANNOTATION_BOOKMARK};

		s = store_open(p->store, NULL, NULL);
		if (s == NULL || !store_add(s, &id, b, &a, NULL))
			_exit(1);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	must(store_merge(other, p->store, false, &r, err));
	assert_int_equal(r.added, 4);
	store_close(other);
	damage_header(there.store);
	assert_true(store_is_damaged(p->store));
	assert_true(store_find_backup(p->store, &found));
	must(store_recover(p->store, &found, &saved, err));
	recovery_free(&saved);
	store_backup_free(&found);
	assert_int_equal(lstat(p->store, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	s = must_open(&there);
	assert_int_equal(must_count(s, &id, false), 3);
	store_close(s);
	book_free(b);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(damage_of_every_kind),
	    TEST(late_marks_are_saved),
	    TEST(late_marks_wait_for_room),
	    TEST(recovery_can_be_killed),
	    TEST(others_must_leave_first),
	    TEST(wal_is_lost),
	    TEST(settled_marks_need_no_wal),
	    TEST(wal_is_damaged),
	    TEST(foreign_files_are_not_damaged),
	    TEST(links_are_followed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
