/* store: writers that are killed, and writers side by side. */
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "lib/store/db.h"
#include "tests/unit/store.h"

#define TRIES 40

/* A writer that says nothing for so long is stuck: no machine is that slow. */
#define STUCK_AFTER 120000

/* Seconds that the store waits at least for others. */
#define PATIENCE 2

static const char tale[] = "One lamp burned in the reading room, and ten heads "
			   "were bent over one newspaper.\n";

/* Seconds of a clock that only goes forward. */
static int64_t
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* That others were quicker for as long as the store waits for them is no fault,
 * on a slow disk: then try again, as it says.  To be told so at once is one. */
static void
must_try_again(const struct err *err, int64_t *since)
{
	int64_t before = *since;

	*since = seconds();
	if (strstr(err->text, "locked by another program") != NULL &&
	    *since - before >= PATIENCE)
		return;
	fprintf(stderr, "%s (%d s)\n", err->text, (int)(*since - before));
	_exit(2);
}

/* What a writer says once the store has confirmed it. */
struct confirmed {
	char uuid[37];
	uint32_t place;
};

/* Without a WAL, as on a network file system. */
static const struct store_options network = {.fs_type = 0x6969};

/* Write marks and places until killed. */
static _Noreturn void
write_forever(const struct place *p, const struct book *b,
    const struct book_id *id, const struct store_options *how, int out)
{
	struct store *s = store_open(p->store, how, NULL);
	struct confirmed c;

	if (s == NULL)
		_exit(1);
	for (uint32_t i = 0;; i++) {
		struct annotation a = {.kind = ANNOTATION_NOTE, .from = i % 50};

		a.to = a.from + 9;
		a.body = STR("written while the lights go out");
		c.place = i % (uint32_t)b->text.n;
		if (!store_add(s, id, b, &a, NULL) ||
		    !store_set_place(s, id, b, c.place, NULL))
			_exit(2);
		memcpy(c.uuid, a.uuid, sizeof(c.uuid));
		if (write(out, &c, sizeof(c)) != (ssize_t)sizeof(c))
			_exit(3);
	}
}

static uint32_t
random_below(uint32_t *state, uint32_t n)
{
	*state = *state * 1664525 + 1013904223;
	return (*state >> 8) % n;
}

/* Let a writer run for some microseconds (after it has confirmed something, if
 * it is to be `patient`) and kill it; what it confirmed is appended to the
 * list. */
static void
kill_a_writer(const struct place *p, const struct book *b,
    const struct book_id *id, const struct store_options *how,
    long microseconds, bool patient, struct confirmed **v, size_t *n,
    size_t *cap)
{
	struct timespec nap = {.tv_nsec = microseconds * 1000};
	struct confirmed c;
	int ends[2], status;
	struct pollfd first;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(ends[0]);
		write_forever(p, b, id, how, ends[1]);
	}
	close(ends[1]);
	first = (struct pollfd){.fd = ends[0], .events = POLLIN};
	if (patient)
		assert_int_equal(poll(&first, 1, STUCK_AFTER), 1);
	nanosleep(&nap, NULL);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	while (read(ends[0], &c, sizeof(c)) == (ssize_t)sizeof(c))
		ARRAY_PUSH(*v, *n, *cap, c);
	close(ends[0]);
}

static int
by_uuid(const void *a, const void *b)
{
	return strcmp(((const struct annotation *)a)->uuid,
	    ((const struct annotation *)b)->uuid);
}

/* How many of the confirmed are not in the store. */
static size_t
lost_of(struct store *s, const struct book_id *id, const struct confirmed *v,
    size_t n)
{
	struct annotations got;
	size_t lost = 0;

	must(store_list(s, id, NULL, false, &got, err));
	qsort(got.v, got.n, sizeof(*got.v), by_uuid);
	for (size_t i = 0; i < n; i++) {
		struct annotation key;

		memcpy(key.uuid, v[i].uuid, sizeof(key.uuid));
		lost += bsearch(&key, got.v, got.n, sizeof(*got.v), by_uuid) ==
			NULL;
	}
	annotations_free(&got);
	return lost;
}

static void
killed_writers_lose_nothing(void **state)
{
	struct place *p = *state;
	struct book *b = must_read(str_of(tale));
	struct confirmed *v = NULL;
	size_t n = 0, cap = 0, lost = 0, places = 0;
	uint32_t seed = (uint32_t)time(NULL) ^ (uint32_t)getpid(), place;
	struct store *s = must_open(p);
	struct book_id id;

	must(store_book(s, place_file(p, "tale.txt", tale), b, &id, err));
	store_close(s);
	for (int i = 0; i < TRIES; i++) {
		size_t before = n;

		kill_a_writer(p, b, &id, i % 2 == 0 ? NULL : &network,
		    (long)random_below(&seed, 12000), i % 4 != 0, &v, &n, &cap);
		s = store_open(p->store, i % 3 == 0 ? NULL : &network, NULL);
		assert_non_null(s);
		lost += lost_of(s, &id, v, n);
		/* the place is the last confirmed one, or the next */
		if (n > before && store_place(s, &id, b, &place))
			places += place != v[n - 1].place &&
				  place != (v[n - 1].place + 1) % b->text.n;
		store_close(s);
	}
	print_message("%d writers killed, %zu marks confirmed, %zu lost; %zu "
		      "places lost\n",
	    TRIES, n, lost, places);
	assert_true(n >= TRIES / 4 * 3);
	assert_int_equal(lost, 0);
	assert_int_equal(places, 0);
	free(v);
	book_free(b);
}

/* ---- many writers under load ---- */

#define KILLS 300
#define WRITERS 3

/* From one kill to the next workers confirm at least 0, 1, 2 or 3 changes, in
 * turn: kills hit them while they start and while they work. */
#define TURNS 4
#define PER_TURN (0 + 1 + 2 + 3)

enum deed { ADDED, CHANGED, DELETED };

/* What a writer under load has confirmed of a mark. */
struct done {
	char uuid[37];
	char deed;
};

static void
tell(int out, const struct annotation *a, enum deed deed)
{
	struct done d = {.deed = (char)deed};

	memcpy(d.uuid, a->uuid, sizeof(d.uuid));
	if (write(out, &d, sizeof(d)) != (ssize_t)sizeof(d))
		_exit(3);
}

/* Add, change and delete marks until killed. */
static _Noreturn void
work_forever(const struct place *p, const struct book *b,
    const struct book_id *id, int out)
{
	struct store *s;
	struct err err;
	int64_t since = seconds();

	while ((s = store_open(p->store, NULL, &err)) == NULL)
		must_try_again(&err, &since);
	for (uint32_t i = 0;; i++) {
		struct annotation a = {
		    .kind = ANNOTATION_NOTE, .from = i % 50, .to = i % 50 + 9};

		since = seconds();
		a.body = STR("first");
		while (!store_add(s, id, b, &a, &err))
			must_try_again(&err, &since);
		tell(out, &a, ADDED);
		since = seconds();
		a.body = STR("second");
		while (i % 2 == 0 && !store_update(s, id, b, &a, &err))
			must_try_again(&err, &since);
		if (i % 2 == 0)
			tell(out, &a, CHANGED);
		since = seconds();
		while (i % 3 == 0 && !store_delete(s, a.uuid, &err))
			must_try_again(&err, &since);
		if (i % 3 == 0)
			tell(out, &a, DELETED);
	}
}

struct worker {
	pid_t pid;
	int from;
};

static struct worker
worker_start(
    const struct place *p, const struct book *b, const struct book_id *id)
{
	struct worker w;
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	w.pid = fork();
	assert_true(w.pid >= 0);
	if (w.pid == 0) {
		close(ends[0]);
		work_forever(p, b, id, ends[1]);
	}
	close(ends[1]);
	w.from = ends[0];
	return w;
}

struct deeds {
	struct done *v;
	size_t n, cap;
};

/* Read what workers confirm until `all` are n: how many that are must not
 * depend on how fast the machine is. */
static void
workers_await(const struct worker *workers, size_t n, struct deeds *all)
{
	struct pollfd told[WRITERS];
	struct done d;

	for (int i = 0; i < WRITERS; i++)
		told[i] =
		    (struct pollfd){.fd = workers[i].from, .events = POLLIN};
	while (all->n < n) {
		assert_true(poll(told, WRITERS, STUCK_AFTER) > 0);
		for (int i = 0; i < WRITERS; i++) {
			if (told[i].revents == 0)
				continue;
			assert_int_equal(
			    read(told[i].fd, &d, sizeof(d)), sizeof(d));
			ARRAY_PUSH(all->v, all->n, all->cap, d);
		}
	}
}

static void
worker_kill(struct worker *w, struct deeds *all)
{
	struct done d;
	int status;

	kill(w->pid, SIGKILL);
	assert_int_equal(waitpid(w->pid, &status, 0), w->pid);
	assert_true(WIFSIGNALED(status));
	while (read(w->from, &d, sizeof(d)) == (ssize_t)sizeof(d))
		ARRAY_PUSH(all->v, all->n, all->cap, d);
	close(w->from);
}

/* Is a mark as it was confirmed, or as what came after would have made it? */
static bool
is_kept(const struct annotation *a, enum deed deed)
{
	if (a == NULL)
		return false;
	if (deed == DELETED)
		return a->deleted != 0;
	return deed == ADDED || str_is(a->body, "second");
}

static size_t
undone_deeds(struct store *s, const struct book_id *id, const struct deeds *all)
{
	struct annotations got[2];
	size_t lost = 0;

	for (int dead = 0; dead < 2; dead++) {
		must(store_list(s, id, NULL, dead, &got[dead], err));
		if (got[dead].n > 0)
			qsort(got[dead].v, got[dead].n, sizeof(*got[dead].v),
			    by_uuid);
	}
	for (size_t i = 0; i < all->n; i++) {
		const struct annotation *a = NULL;
		struct annotation key;

		memcpy(key.uuid, all->v[i].uuid, sizeof(key.uuid));
		for (int dead = 0; a == NULL && dead < 2; dead++)
			if (got[dead].n > 0)
				a = bsearch(&key, got[dead].v, got[dead].n,
				    sizeof(key), by_uuid);
		lost += !is_kept(a, (enum deed)all->v[i].deed);
	}
	annotations_free(&got[0]);
	annotations_free(&got[1]);
	return lost;
}

/* Say how it went also to whoever runs all tests: they keep the output of each
 * to themselves. */
static void
announce(const struct deeds *all, size_t lost)
{
	const char *fd = getenv("IZBA_TELL");
	char line[200];
	int n = snprintf(line, sizeof(line),
	    "crash test: %d writers killed at random moments, %d at a time, "
	    "%zu changes confirmed, %zu lost\n",
	    KILLS, WRITERS, all->n, lost);

	print_message("%s", line);
	if (fd != NULL && n > 0)
		(void)!write(atoi(fd), line, (size_t)n);
}

static void
killed_workers_lose_nothing(void **state)
{
	struct place *p = *state;
	struct book *b = must_read(str_of(tale));
	uint32_t seed = (uint32_t)time(NULL) ^ (uint32_t)getpid();
	struct worker workers[WRITERS];
	struct deeds all = {.v = NULL};
	struct book_id id;
	size_t lost = 0;
	struct store *s = must_open(p);
	uint32_t annotations;

	must(store_book(s, place_file(p, "tale.txt", tale), b, &id, err));
	for (int i = 0; i < WRITERS; i++)
		workers[i] = worker_start(p, b, &id);
	for (int i = 0; i < KILLS; i++) {
		struct timespec nap = {
		    .tv_nsec = (long)random_below(&seed, 8000) * 1000};
		struct worker *w = &workers[random_below(&seed, WRITERS)];

		workers_await(workers, all.n + (size_t)i % TURNS, &all);
		nanosleep(&nap, NULL);
		worker_kill(w, &all);
		*w = worker_start(p, b, &id);
		if (i % 20 == 19)
			lost += undone_deeds(s, &id, &all);
	}
	for (int i = 0; i < WRITERS; i++)
		worker_kill(&workers[i], &all);
	store_close(s);
	s = must_open(p);
	lost += undone_deeds(s, &id, &all);
	store_close(s);
	assert_int_equal(
	    file_health(p->store, is_still(p->store), &annotations),
	    HEALTH_GOOD);
	announce(&all, lost);
	assert_true(all.n >= KILLS / TURNS * PER_TURN);
	assert_int_equal(lost, 0);
	free(all.v);
	book_free(b);
}

/* ---- side by side ---- */

/* Open (which makes the store) and add n marks, all at once with others. */
static _Noreturn void
add_some(const struct place *p, const struct book *b, const char *path, int n)
{
	struct err err = {.text = ""};
	struct store *s;
	struct annotation a = {.kind = ANNOTATION_HIGHLIGHT, .to = 8};
	struct book_id id;
	int64_t since = seconds();

	while ((s = store_open(p->store, NULL, &err)) == NULL)
		must_try_again(&err, &since);
	since = seconds();
	while (!store_book(s, path, b, &id, &err))
		must_try_again(&err, &since);
	for (int i = 0; i < n; i++) {
		since = seconds();
		while (!store_add(s, &id, b, &a, &err))
			must_try_again(&err, &since);
	}
	store_close(s);
	_exit(0);
}

static void
writers_side_by_side(void **state)
{
	enum { TOGETHER = 4, EACH = 25 };
	struct place *p = *state;
	struct book *b = must_read(str_of(tale));
	const char *path = place_file(p, "tale.txt", tale);
	struct book_id id;
	struct shelf shelf;
	struct store *s;
	int status;

	for (int i = 0; i < TOGETHER; i++) {
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0)
			add_some(p, b, path, EACH);
	}
	for (int i = 0; i < TOGETHER; i++) {
		assert_true(wait(&status) > 0);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	s = must_open(p);
	must(store_book(s, path, b, &id, err));
	assert_int_equal(must_count(s, &id, false), TOGETHER * EACH);
	must(store_shelf(s, &shelf, err));
	assert_int_equal(shelf.n, 1);
	shelf_free(&shelf);
	store_close(s);
	book_free(b);
}

/* What one program writes, another that has the store open sees. */
static void
others_are_seen(void **state)
{
	struct place *p = *state;
	struct book *b = must_read(str_of(tale));
	const char *path = place_file(p, "tale.txt", tale);
	struct store *s = must_open(p), *t;
	struct book_id id;
	int status;
	pid_t child;

	must(store_book(s, path, b, &id, err));
	t = must_open(p);
	assert_false(store_changed(s));
	assert_false(store_changed(t));
	must_add(s, &id, b, "lamp");
	assert_false(store_changed(s));
	assert_true(store_changed(t));
	assert_false(store_changed(t));
	assert_int_equal(must_count(t, &id, false), 1);
	store_close(t);
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		add_some(p, b, path, 3);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_true(store_changed(s));
	assert_int_equal(must_count(s, &id, false), 4);
	must_add(s, &id, b, "ten heads");
	assert_false(store_changed(s));
	store_close(s);
	book_free(b);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(killed_writers_lose_nothing),
	    TEST(killed_workers_lose_nothing),
	    TEST(writers_side_by_side),
	    TEST(others_are_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
