/* store: everything that can be wrong with it, and one sentence for each. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include <sqlite3.h>

#include "lib/store/db.h"
#include "tests/unit/store.h"

static const char tale[] = "One lamp burned in the reading room, and ten heads "
			   "were bent over one newspaper.\n";

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

/* The store can't be opened, says so, and the file is as it was. */
static void
refused(const char *path, const char *words)
{
	struct err why = {.text = ""};
	struct buf before = bytes_of(path), after;

	assert_null(store_open(path, NULL, &why));
	says(&why, words);
	after = bytes_of(path);
	assert_int_equal(before.n, after.n);
	assert_memory_equal(before.p, after.p, before.n);
	buf_free(&before);
	buf_free(&after);
}

static unsigned
mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 07777;
}

/* ---- paths ---- */

static void
paths_that_are_no_files(void **state)
{
	struct place *p = *state;
	struct err why = {.text = ""};
	char path[400];

	assert_null(store_open(NULL, NULL, &why));
	assert_null(store_open("", NULL, &why));
	assert_null(store_open(p->folder, NULL, &why));
	says(&why, "is a folder");
	snprintf(path, sizeof(path), "%s/loop", p->folder);
	assert_int_equal(symlink("loop", path), 0);
	assert_null(store_open(path, NULL, &why));
	says(&why, strerror(ELOOP));
	snprintf(path, sizeof(path), "%s/fifo", p->folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_null(store_open(path, NULL, &why));
	says(&why, "no regular file");
	place_file(p, "file", "x");
	snprintf(path, sizeof(path), "%s/file/izba.db", p->folder);
	assert_null(store_open(path, NULL, &why));
	says(&why, strerror(ENOTDIR));
}

static void
names_are_taken_as_they_are(void **state)
{
	struct place *p = *state;
	struct err why = {.text = ""};
	struct store *s;
	char path[400];

	snprintf(path, sizeof(path), "%s/изба ?x=1#%%41/a&b.db", p->folder);
	s = store_open(path, NULL, &why);
	assert_non_null(s);
	store_close(s);
	assert_int_equal(access(path, F_OK), 0);
}

static void
files_are_private(void **state)
{
	static const mode_t masks[] = {0, 022, 0777};
	struct place *p = *state;
	struct book *b = must_read(str_of(tale));

	for (size_t i = 0; i < LENGTH(masks); i++) {
		char path[400], beside[420];
		mode_t old = umask(masks[i]);
		struct store *s;
		struct book_id id;

		snprintf(
		    path, sizeof(path), "%s/m%zu/in/izba.db", p->folder, i);
		s = store_open(path, NULL, NULL);
		umask(old);
		assert_non_null(s);
		must(store_book(
		    s, place_file(p, "tale.txt", tale), b, &id, err));
		must_add(s, &id, b, "lamp");
		assert_int_equal(mode_of(path), 0600);
		snprintf(beside, sizeof(beside), "%s-wal", path);
		assert_int_equal(mode_of(beside), 0600);
		snprintf(beside, sizeof(beside), "%s-shm", path);
		assert_int_equal(mode_of(beside), 0600);
		*strrchr(path, '/') = '\0';
		assert_int_equal(mode_of(path), 0700);
		*strrchr(path, '/') = '\0';
		assert_int_equal(mode_of(path), 0700);
		store_close(s);
	}
	book_free(b);
}

static void
loose_files_are_closed(void **state)
{
	struct place *p = *state;
	struct book_id id;

	make_store(p, tale, &id);
	assert_int_equal(chmod(p->store, 0644), 0);
	store_close(must_open(p));
	assert_int_equal(mode_of(p->store), 0600);
}

/* ---- what is in the file ---- */

static void
empty_files_are_filled(void **state)
{
	struct place *p = *state;
	struct book_id id;
	FILE *f;

	snprintf(p->store, sizeof(p->store), "%s/empty.db", p->folder);
	f = fopen(p->store, "w");
	assert_non_null(f);
	fclose(f);
	make_store(p, tale, &id);
}

static void
damaged_files_are_left_alone(void **state)
{
	struct place *p = *state;
	struct book_id id;
	const char *path = place_file(p, "text.db",
	    "This is no database at "
	    "all, but it is long enough to be taken for the beginning of one; "
	    "it goes on for a hundred bytes.\n");

	refused(path, "is damaged");
	make_store(p, tale, &id);
	assert_int_equal(truncate(p->store, 3000), 0);
	refused(p->store, "is damaged");
}

/* Damage that is found only later is said then. */
static void
damage_inside_is_said(void **state)
{
	struct place *p = *state;
	struct err why = {.text = ""};
	struct annotations v;
	struct book_id id;
	struct store *s;
	char *backup;
	int fd;

	make_store(p, tale, &id);
	backup = schema_backup_name(p->store, schema_version);
	s = must_open(p);
	must(backup_to(s, backup, err));
	store_close(s);
	fd = open(p->store, O_WRONLY);
	for (off_t at = 4096; at < 40 * 4096; at += 4096)
		assert_int_equal(pwrite(fd, "damaged!", 8, at), 8);
	close(fd);
	s = store_open(p->store, NULL, &why);
	if (s != NULL) {
		assert_false(store_list(s, &id, NULL, false, &v, &why));
		store_close(s);
	}
	says(&why, "is damaged");
	says(&why, "izba recover puts the backup of");
	free(backup);
}

static void
foreign_files_are_left_alone(void **state)
{
	struct place *p = *state;
	const char *path = place_file(p, "other.db", NULL);

	sql(path, "CREATE TABLE music (song)");
	refused(path, "of another program");
}

static void
newer_stores_are_read(void **state)
{
	struct place *p = *state;
	struct book *b = must_read(str_of(tale));
	struct annotation a = {.kind = ANNOTATION_BOOKMARK};
	struct err why = {.text = ""};
	struct buf before, after;
	struct book_id id;
	struct store *s;

	make_store(p, tale, &id);
	sql(p->store, "PRAGMA journal_mode = DELETE; PRAGMA user_version = 99");
	before = bytes_of(p->store);
	s = must_open(p);
	assert_non_null(store_why_read_only(s));
	assert_non_null(strstr(store_why_read_only(s), "newer izba"));
	assert_int_equal(must_count(s, &id, false), 1);
	assert_false(store_add(s, &id, b, &a, &why));
	says(&why, "newer izba");
	assert_false(store_set_place(s, &id, b, 3, &why));
	assert_false(store_set_setting(s, 0, "k", STR("v"), &why));
	must(store_book(s, place_file(p, "new.txt", "One more."), b, &id, err));
	store_close(s);
	after = bytes_of(p->store);
	assert_int_equal(before.n, after.n);
	assert_memory_equal(before.p, after.p, before.n);
	buf_free(&before);
	buf_free(&after);
	book_free(b);
}

/* ---- migrations ---- */

static int64_t
number(struct store *s, const char *query)
{
	int64_t n = -1;

	must(db_number(s, query, &n, err));
	return n;
}

static void
migrations_are_backed_up(void **state)
{
	const char *scripts[9] = {NULL};
	const int now = schema_version;
	struct place *p = *state;
	struct err why = {.text = ""};
	struct book_id id;
	struct store *s;
	char *name;

	for (int i = 0; i < now; i++)
		scripts[i] = "";
	scripts[now] = "CREATE TABLE later (a ANY STRICT;";
	scripts[now + 1] = "CREATE TABLE latest (a ANY);";
	make_store(p, tale, &id);
	s = must_open(p);
	/* the first of two fails: nothing is changed, the backup is there */
	assert_false(schema_migrate(s, now, scripts, now + 1, &why));
	says(&why, "syntax error");
	assert_int_equal(number(s, "PRAGMA user_version"), now);
	scripts[now] = "CREATE TABLE later (a ANY) STRICT;";
	must(schema_migrate(s, now, scripts, now + 2, err));
	assert_int_equal(number(s, "PRAGMA user_version"), now + 2);
	assert_int_equal(number(s, "SELECT count(*) FROM latest"), 0);
	store_close(s);
	name = schema_backup_name(p->store, now + 2);
	assert_int_equal(mode_of(name), 0600);
	s = store_open(name, &(struct store_options){.read_only = true}, NULL);
	assert_non_null(s);
	assert_int_equal(number(s, "PRAGMA user_version"), now);
	assert_int_equal(must_count(s, &id, false), 1);
	store_close(s);
	free(name);
}

/* Asked to read only, it changes nothing and leaves nothing behind. */
static void
reading_leaves_nothing(void **state)
{
	struct place *p = *state;
	struct store_options reading = {.read_only = true};
	struct err why = {.text = ""};
	struct buf before, after;
	struct book_id id;
	struct store *s;
	char path[400];

	assert_null(store_open(p->store, &reading, &why));
	make_store(p, tale, &id);
	before = bytes_of(p->store);
	s = store_open(p->store, &reading, &why);
	assert_non_null(s);
	assert_non_null(store_why_read_only(s));
	assert_int_equal(must_count(s, &id, false), 1);
	assert_false(store_delete(s, "any", &why));
	says(&why, "reading only");
	assert_false(db_exec(s, "DELETE FROM annotation", &why));
	store_close(s);
	after = bytes_of(p->store);
	assert_int_equal(before.n, after.n);
	assert_memory_equal(before.p, after.p, before.n);
	buf_free(&before);
	buf_free(&after);
	snprintf(path, sizeof(path), "%s-wal", p->store);
	assert_int_not_equal(access(path, F_OK), 0);
	snprintf(path, sizeof(path), "%s-shm", p->store);
	assert_int_not_equal(access(path, F_OK), 0);
}

/* ---- other programs ---- */

static void
locked_stores_say_so(void **state)
{
	struct place *p = *state;
	struct book *b = must_read(str_of(tale));
	struct err why = {.text = ""};
	struct book_id id;
	struct store *s;
	sqlite3 *db;

	make_store(p, tale, &id);
	s = must_open(p);
	assert_int_equal(sqlite3_open(p->store, &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	assert_false(store_set_place(s, &id, b, 3, &why));
	says(&why, "is locked by another program");
	assert_int_equal(must_count(s, &id, false), 1);
	sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	must(store_set_place(s, &id, b, 3, err));
	must_add(s, &id, b, "lamp");
	sqlite3_close(db);
	store_close(s);
	book_free(b);
}

static bool
has_wal(const struct place *p)
{
	char wal[400];

	snprintf(wal, sizeof(wal), "%s-wal", p->store);
	return access(wal, F_OK) == 0;
}

/* On a network file system a store has no WAL, nor the memory that goes with
 * one: it is opened so, and one that had a WAL gives it up. */
static void
network_stores_have_no_wal(void **state)
{
	static const struct store_options nfs = {.fs_type = 0x6969};
	struct place *p = *state;
	struct book *b = must_read(str_of(tale));
	struct book_id id;
	struct store *s, *t;
	char shm[400];

	assert_true(files_remote_type(0x6969));
	assert_true(files_remote_type((uint64_t)(int32_t)0xff534d42));
	assert_false(files_remote_type(0xef53));
	assert_false(files_remote(p->folder));
	make_store(p, tale, &id);
	s = must_open(p);
	must_add(s, &id, b, "lamp");
	assert_true(has_wal(p));
	store_close(s);
	s = store_open(p->store, &nfs, NULL);
	t = store_open(p->store, &nfs, NULL);
	assert_non_null(s);
	assert_non_null(t);
	assert_false(has_wal(p));
	snprintf(shm, sizeof(shm), "%s-shm", p->store);
	assert_int_not_equal(access(shm, F_OK), 0);
	/* nobody is locked out */
	must_add(s, &id, b, "lamp");
	must_add(t, &id, b, "ten heads");
	assert_int_equal(must_count(s, &id, false), 4);
	assert_int_equal(must_count(t, &id, false), 4);
	assert_true(store_changed(s));
	sql(p->store, "BEGIN IMMEDIATE; ROLLBACK");
	must(store_set_place(s, &id, b, 5, err));
	assert_false(has_wal(p));
	store_close(t);
	store_close(s);
	/* and back on a disk of one's own */
	s = must_open(p);
	must_add(s, &id, b, "lamp");
	assert_true(has_wal(p));
	assert_int_equal(must_count(s, &id, false), 5);
	store_close(s);
	book_free(b);
}

/* What was in a WAL when the machine died is there on the network too. */
static void
network_stores_take_up_a_wal(void **state)
{
	static const struct store_options nfs = {.fs_type = 0x6969};
	struct place *p = *state;
	struct book *b = must_read(str_of(tale));
	struct book_id id;
	struct store *s;
	int status;
	pid_t child;

	make_store(p, tale, &id);
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
	assert_true(WIFSIGNALED(status) && has_wal(p));
	s = store_open(p->store, &nfs, NULL);
	assert_non_null(s);
	assert_false(has_wal(p));
	assert_int_equal(must_count(s, &id, false), 2);
	store_close(s);
	book_free(b);
}

/* A child changes the store without a WAL and is killed before the end, when
 * half of that is in the file already. */
static void
die_writing(const char *path)
{
	static const char change[] =
	    "PRAGMA journal_mode = TRUNCATE; PRAGMA cache_size = 2;"
	    "BEGIN IMMEDIATE; UPDATE annotation SET quote = 'half';"
	    "WITH RECURSIVE n (i) AS "
	    "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
	    "INSERT INTO setting SELECT 0, 'key' || i, 'value', 1 FROM n";
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		sqlite3 *db;

		if (sqlite3_open(path, &db) != SQLITE_OK ||
		    sqlite3_exec(db, change, NULL, NULL, NULL) != SQLITE_OK)
			_exit(1);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
}

/* What was left half written is not merged: nobody may read it before it is
 * taken back. */
static void
half_of_a_change_is_not_read(void **state)
{
	static const struct store_options nfs = {.fs_type = 0x6969};
	struct place *p = *state;
	struct err why = {.text = ""};
	struct merge_report r;
	struct annotations v;
	struct book_id id;
	struct store *mine = store_in_memory(NULL), *s;

	make_store(p, tale, &id);
	die_writing(p->store);
	assert_non_null(mine);
	assert_false(store_merge(mine, p->store, false, &r, &why));
	says(&why, "was being written");
	assert_false(store_is_damaged(p->store));
	s = store_open(p->store, &nfs, &why);
	assert_non_null(s);
	must(store_list(s, &id, NULL, false, &v, err));
	assert_int_equal(v.n, 1);
	assert_true(str_is(v.v[0].quote, "ten heads"));
	annotations_free(&v);
	store_close(s);
	must(store_merge(mine, p->store, false, &r, err));
	assert_int_equal(r.added, 1);
	store_close(mine);
}

static void
too_much_is_refused(void **state)
{
	struct place *p = *state;
	struct book *b = must_read(str_of(tale));
	struct annotation a = {.kind = ANNOTATION_NOTE};
	struct err why = {.text = ""};
	struct book_id id, none = {.row = 0};
	struct store *s;

	make_store(p, tale, &id);
	s = must_open(p);
	a.body.n = 2000000;
	a.body.p = xcalloc(1, a.body.n);
	assert_false(store_add(s, &id, b, &a, &why));
	assert_int_equal(why.code, ERR_LIMIT);
	free((char *)(uintptr_t)a.body.p);
	a.body = STR("x");
	assert_false(store_add(s, &none, b, &a, &why));
	says(&why, "does not know the book");
	store_close(s);
	book_free(b);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(paths_that_are_no_files),
	    TEST(names_are_taken_as_they_are),
	    TEST(files_are_private),
	    TEST(loose_files_are_closed),
	    TEST(empty_files_are_filled),
	    TEST(damaged_files_are_left_alone),
	    TEST(damage_inside_is_said),
	    TEST(foreign_files_are_left_alone),
	    TEST(newer_stores_are_read),
	    TEST(migrations_are_backed_up),
	    TEST(reading_leaves_nothing),
	    TEST(locked_stores_say_so),
	    TEST(network_stores_have_no_wal),
	    TEST(network_stores_take_up_a_wal),
	    TEST(half_of_a_change_is_not_read),
	    TEST(too_much_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
