/* store: what can't be written, and disks that are full. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "lib/store/db.h"
#include "tests/unit/store.h"

static const char tale[] = "One lamp burned in the reading room, and ten heads "
			   "were bent over one newspaper.\n";

/* ---- what can't be written ---- */

/* Run a test as somebody who has no rights: root may write everything. */
static void
as_nobody(struct place *p, void (*run)(struct place *))
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		if (geteuid() == 0 &&
		    (setgid(65534) != 0 || setuid(65534) != 0))
			_exit(9);
		run(p);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

#define check(step, condition) \
	do { \
		if (!(condition)) \
			_exit(step); \
	} while (0)

/* In a child, without cmocka: each step that fails has its status. */
static void
read_what_cannot_be_written(struct place *p)
{
	struct book_id id = {.row = 1};
	struct err why = {.text = ""};
	struct annotations v;
	struct store *s = store_open(p->store, NULL, &why);

	check(1, s != NULL);
	check(2, store_why_read_only(s) != NULL);
	check(3, strstr(store_why_read_only(s), "can't be written") != NULL);
	check(4, store_list(s, &id, NULL, false, &v, &why) && v.n == 1);
	check(5, !store_delete(s, v.v[0].uuid, &why));
	check(6, strstr(why.text, "can't be written") != NULL);
	annotations_free(&v);
	store_close(s);
}

static void
refuse_what_cannot_be_read(struct place *p)
{
	struct err why = {.text = ""};

	check(1, store_open(p->store, NULL, &why) == NULL);
	check(2, why.code == ERR_STORE);
	check(3, strstr(why.text, strerror(EACCES)) != NULL);
}

static void
unwritable_stores_are_read(void **state)
{
	struct place *p = *state;
	struct book_id id;
	char folder[300];

	make_store(p, tale, &id);
	snprintf(folder, sizeof(folder), "%s", p->store);
	*strrchr(folder, '/') = '\0';
	assert_int_equal(chmod(p->folder, 0755), 0);
	/* the folder */
	assert_int_equal(chmod(p->store, 0666), 0);
	assert_int_equal(chmod(folder, 0555), 0);
	as_nobody(p, read_what_cannot_be_written);
	/* the file */
	assert_int_equal(chmod(p->store, 0444), 0);
	assert_int_equal(chmod(folder, 0777), 0);
	as_nobody(p, read_what_cannot_be_written);
	assert_int_equal(chmod(p->store, 0), 0);
	as_nobody(p, refuse_what_cannot_be_read);
	/* a new one in a folder that can't be written */
	assert_int_equal(unlink(p->store), 0);
	assert_int_equal(chmod(folder, 0555), 0);
	as_nobody(p, refuse_what_cannot_be_read);
}

/* Add until the disk is full; what was confirmed must be there, and what comes
 * after the disk has room again must work.  Returns the marks confirmed. */
static size_t
fill(struct store *s, const struct book_id *id, const struct book *b,
    const char *words)
{
	struct annotation a = {.kind = ANNOTATION_NOTE};
	struct err why = {.text = ""};
	size_t n = 0;
	char body[5000];

	memset(body, 'n', sizeof(body));
	a.body = (struct str){body, sizeof(body)};
	while (n < 2000 && store_add(s, id, b, &a, &why))
		n++;
	assert_true(n > 0 && n < 2000);
	says(&why, words);
	assert_int_equal(must_count(s, id, false), n + 1);
	return n;
}

static void
full_disks_lose_nothing(void **state)
{
	struct place *p = *state;
	struct book *b = must_read(str_of(tale));
	struct rlimit old, tight;
	struct book_id id;
	struct store *s;
	size_t n;

	make_store(p, tale, &id);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	tight = old;
	tight.rlim_cur = 300000;
	s = must_open(p);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
	n = fill(s, &id, b, "is not saved");
	store_close(s);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	s = must_open(p);
	assert_int_equal(must_count(s, &id, false), n + 1);
	must_add(s, &id, b, "lamp");
	store_close(s);
	book_free(b);
}

/* A disk that was full before the store is opened: there is no room for what
 * SQLite lays beside it, but what was kept is read. */
static void
full_disks_are_read(void **state)
{
	struct place *p = *state;
	struct err why = {.text = ""};
	struct rlimit old, tight;
	struct annotations v;
	struct book_id id;
	struct store *s;

	make_store(p, tale, &id);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	tight = old;
	tight.rlim_cur = 1000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
	s = store_open(p->store, NULL, &why);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_non_null(s);
	assert_non_null(strstr(store_why_read_only(s), "the disk is full"));
	must(store_list(s, &id, NULL, false, &v, err));
	assert_int_equal(v.n, 1);
	assert_false(store_delete(s, v.v[0].uuid, &why));
	says(&why, "the disk is full");
	annotations_free(&v);
	store_close(s);
	s = must_open(p);
	assert_null(store_why_read_only(s));
	assert_int_equal(must_count(s, &id, false), 1);
	store_close(s);
}

static void
full_databases_lose_nothing(void **state)
{
	struct place *p = *state;
	struct book *b = must_read(str_of(tale));
	struct book_id id;
	struct store *s;

	make_store(p, tale, &id);
	s = must_open(p);
	must(db_exec(s, "PRAGMA max_page_count = 100", err));
	fill(s, &id, b, "the disk is full");
	must(db_exec(s, "PRAGMA max_page_count = 100000", err));
	must_add(s, &id, b, "lamp");
	store_close(s);
	book_free(b);
}

/* ---- a small file system ---- */

static bool
write_line(const char *path, const char *line)
{
	int fd = open(path, O_WRONLY);
	bool ok = fd >= 0 && write(fd, line, strlen(line)) > 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* Be root in a world of one's own: both ids must mean something there, or no file
 * can be made. */
static bool
be_root(void)
{
	uid_t uid = geteuid();
	gid_t gid = getegid();
	char users[40], groups[40];

	snprintf(users, sizeof(users), "0 %u 1", (unsigned)uid);
	snprintf(groups, sizeof(groups), "0 %u 1", (unsigned)gid);
	return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
	       write_line("/proc/self/uid_map", users) &&
	       write_line("/proc/self/setgroups", "deny") &&
	       write_line("/proc/self/gid_map", groups);
}

/* Mount one of n bytes on a folder, seen by this process alone; false if the
 * system does not let us. */
static bool
mount_small(const char *folder, int n)
{
	char options[40];

	if (unshare(CLONE_NEWNS) != 0 && !be_root())
		return false;
	snprintf(options, sizeof(options), "size=%d", n);
	return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("small", folder, "tmpfs", 0, options) == 0;
}

/* Fill what is left of the file system, but for `left` bytes. */
static void
fill_up(const char *path, size_t left)
{
	char block[1024] = "";
	int fd = open(path, O_CREAT | O_WRONLY | O_APPEND, 0600);
	off_t n;

	while (write(fd, block, sizeof(block)) > 0)
		continue;
	n = lseek(fd, 0, SEEK_END) - (off_t)left;
	(void)!ftruncate(fd, n > 0 ? n : 0);
	close(fd);
}

static size_t
count_of(struct store *s, const struct book_id *id)
{
	struct annotations v;
	size_t n;

	if (!store_list(s, id, NULL, false, &v, NULL))
		return SIZE_MAX;
	n = v.n;
	annotations_free(&v);
	return n;
}

/* In a child, without cmocka: fill a disk by notes; each one that was confirmed
 * is on it, whatever came after. */
static void
mark_on_a_small_disk(const struct place *p, const char *text)
{
	struct store_options keeping = {.keep_unsaved = true};
	struct annotation a = {.kind = ANNOTATION_NOTE};
	struct err why = {.text = ""};
	struct book *b = book_read_bytes(str_of(text), "a.txt", NULL, NULL);
	struct book_id id;
	struct store *s = store_open(p->store, NULL, &why);
	char body[3000], filler[400];
	const char *reason = "";
	int64_t last;
	size_t n = 0;

	check(1, s != NULL && b != NULL);
	snprintf(filler, sizeof(filler), "%s/filler", p->folder);
	check(2, store_book(s, place_file(p, "a.txt", text), b, &id, &why));
	fill_up(filler, 200000);
	memset(body, 'n', sizeof(body));
	a.body = (struct str){body, sizeof(body)};
	while (n < 1000 && store_add(s, &id, b, &a, &why))
		n++;
	check(3, n > 0 && n < 1000);
	check(4, strstr(why.text, "disk is full") != NULL ||
		     strstr(why.text, strerror(ENOSPC)) != NULL);
	check(5, count_of(s, &id) == n);
	store_close(s);
	/* nothing fits any more, and yet it is read, and marked in */
	fill_up(filler, 0);
	s = store_open(p->store, &keeping, &why);
	check(6, s != NULL && count_of(s, &id) == n);
	check(7, store_add(s, &id, b, &a, &why));
	check(8, store_unsaved(s, &last, &reason) == 1 && reason[0] != '\0');
	check(9, count_of(s, &id) == n + 1);
	/* no backup fits, and none is left half made */
	check(
	    10, store_why_read_only(s) != NULL || !store_backup(s, true, &why));
	store_close(s);
	check(11, unlink(filler) == 0);
	s = store_open(p->store, &keeping, &why);
	check(12, s != NULL && count_of(s, &id) == n);
	check(13, store_add(s, &id, b, &a, &why));
	check(14, store_unsaved(s, &last, &reason) == 0);
	check(15, count_of(s, &id) == n + 1);
	store_close(s);
	check(16, !store_is_damaged(p->store));
}

static void
small_disks_lose_nothing(void **state)
{
	struct place p = *(struct place *)*state;
	int status;
	pid_t child;

	snprintf(p.folder, sizeof(p.folder), "%.200s/small",
	    ((struct place *)*state)->folder);
	snprintf(p.store, sizeof(p.store), "%s/izba.db", p.folder);
	assert_int_equal(mkdir(p.folder, 0700), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (!mount_small(p.folder, 1 << 20))
			_exit(77);
		mark_on_a_small_disk(&p, tale);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 77) {
		print_message("no file system can be mounted here\n");
		skip();
	}
	assert_int_equal(WEXITSTATUS(status), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(unwritable_stores_are_read),
	    TEST(full_disks_lose_nothing),
	    TEST(full_disks_are_read),
	    TEST(full_databases_lose_nothing),
	    TEST(small_disks_lose_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
