/* store: what can't be written, and disks that are full. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
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

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(unwritable_stores_are_read),
	    TEST(full_disks_lose_nothing),
	    TEST(full_disks_are_read),
	    TEST(full_databases_lose_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
