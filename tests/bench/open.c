/*
 * Opening, side by side: an EPUB the first and the second time, a very long
 * text the same, and a start without a book.  Each program runs in a pty of
 * 80x24.  Two figures of CPU time: until its first page is on the screen, and
 * in all, until it was told to leave and has left, with all that other
 * processes did for it meanwhile.
 *
 *     open IZBA EPUB TEXT LONG SMALL EMPTY FOLDER [ROUNDS]
 *
 * In every round each program has a fresh home folder in FOLDER, in which it
 * was used once before for another book (SMALL), so that nobody pays for the
 * making of its files.  Programs take turns; the least of the rounds counts, of
 * first pages the middle one.
 * Beside each figure stands its bound; nothing is asserted, for the wall
 * clock is not ours.
 */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/bench/find.h"
#include "tests/terminal/emulator.h"

#define QUIET 30 /* milliseconds without output: it is done */
#define PATIENCE 20000

enum who { IZBA, EPY, BK, LESS, EMPTY, PROGRAMS };

static struct program {
	const char *name;
	char *argv[4]; /* without the file */
	bool here;
} programs[PROGRAMS] = {
    [IZBA] = {.name = "izba"},
    [EPY] = {.name = "epy"},
    [BK] = {.name = "bk"},
    [LESS] = {.name = "less"},
    [EMPTY] = {.name = "empty program"},
};

enum what { FIRST, SECOND, LONG_FIRST, LONG_SECOND, START, RUNS };

/* The least of all rounds; of the time until the first page, which is read while
 * the program runs and is then too small at times, the middle one. */
enum { ROUNDS = 64 };
struct figure {
	double first, all; /* milliseconds of CPU */
	long kib;
	double firsts[ROUNDS];
	int n;
};
static struct figure figures[PROGRAMS][RUNS];

static const char *folder;

/* ---- programs that may be here ---- */

static void
find_programs(char *izba, char *empty)
{
	char *epy = find_program("epy"), *python = find_program("python3");

	programs[IZBA].argv[0] = izba;
	programs[EMPTY].argv[0] = empty;
	programs[BK].argv[0] = find_program("bk");
	programs[LESS].argv[0] = find_program("less");
	if (epy != NULL) {
		programs[EPY].argv[0] = epy;
	} else if (python != NULL &&
		   system("python3 -c 'import epy_reader' 2>/dev/null") == 0) {
		programs[EPY].argv[0] = python;
		programs[EPY].argv[1] = xstrdup("-m");
		programs[EPY].argv[2] = xstrdup("epy_reader");
	}
	for (size_t i = 0; i < PROGRAMS; i++)
		programs[i].here = programs[i].argv[0] != NULL;
}

/* ---- one run ---- */

/* An empty home with the folders that any home has. */
static void
make_home(const char *path)
{
	struct buf command = BUF_INIT;

	buf_printf(&command,
	    "rm -rf '%s' && mkdir -p '%s/.local/share' '%s/.config'", path,
	    path, path);
	if (system(command.p) != 0)
		exit(1);
	buf_free(&command);
}

static char *
home_of(const struct program *p)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s/%s", folder, p->name);
	return buf_take(&b);
}

/* CPU time of a process so far, in milliseconds; its children are not counted,
 * for there is none that works before a first page is shown. */
static double
cpu_of(pid_t pid)
{
	struct timespec t;
	clockid_t clock;

	if (clock_getcpuclockid(pid, &clock) != 0 ||
	    clock_gettime(clock, &t) != 0)
		return 0;
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Bytes of text on the screen, but for its last row. */
static size_t
text_shown(const struct session *s)
{
	struct buf row = BUF_INIT;
	size_t n = 0;

	for (int i = 0; i < emulator_rows(s->emulator) - 1; i++) {
		buf_clear(&row);
		emulator_row(s->emulator, i, &row);
		n += row.n;
	}
	buf_free(&row);
	return n;
}

/* What was on the screen when, and what had been used until then. */
struct sample {
	size_t text;
	double ms;
};
struct samples {
	struct sample *v;
	size_t n, cap;
};

static int
read_and_sample(struct session *s, int ms, struct samples *samples)
{
	int got = session_read(s, ms);
	struct sample now;

	if (got > 0 && s->pid > 0) {
		now = (struct sample){text_shown(s), cpu_of(s->pid)};
		ARRAY_PUSH(samples->v, samples->n, samples->cap, now);
	}
	return got;
}

/* The first page was shown when half of its text was: programs write it in one
 * go, which may come in pieces. */
static double
first_page(const struct samples *samples)
{
	size_t text = samples->n > 0 ? samples->v[samples->n - 1].text : 0;

	for (size_t i = 0; i < samples->n; i++)
		if (samples->v[i].text > 0 && samples->v[i].text >= text / 2)
			return samples->v[i].ms;
	return 0;
}

/* Show the file, leave; what that took. */
static struct figure
run(enum who who, const char *file)
{
	struct samples samples = {.v = NULL};
	const struct program *p = &programs[who];
	char *argv[6] = {NULL}, *home = home_of(p);
	int64_t until = clock_ms() + PATIENCE;
	struct figure f = {.first = 0};
	struct session s;
	struct err err;
	size_t n = 0;

	for (; p->argv[n] != NULL; n++)
		argv[n] = p->argv[n];
	argv[n] = xstrdup(file);
	setenv("HOME", home, 1);
	if (!session_start(&s, 24, 80, argv, environ, &err)) {
		fprintf(stderr, "%s: %s\n", p->name, err.text);
		exit(1);
	}
	/* the first bytes may be long in coming */
	while (clock_ms() < until && s.bytes == 0 &&
	       read_and_sample(&s, 100, &samples) >= 0)
		continue;
	while (clock_ms() < until && read_and_sample(&s, QUIET, &samples) > 0)
		continue;
	session_send(&s, "q", 1);
	while (clock_ms() < until && session_read(&s, 200) >= 0)
		continue;
	if (s.fd >= 0 || !WIFEXITED(s.status) || WEXITSTATUS(s.status) != 0) {
		fprintf(stderr, "%s failed with %s\n", p->name, file);
		exit(1);
	}
	f.first = first_page(&samples);
	free(samples.v);
	f.all =
	    (double)(s.usage.ru_utime.tv_sec + s.usage.ru_stime.tv_sec) * 1e3 +
	    (double)(s.usage.ru_utime.tv_usec + s.usage.ru_stime.tv_usec) / 1e3;
	f.kib = s.usage.ru_maxrss;
	session_end(&s);
	free(argv[n]);
	free(home);
	return f;
}

static int
by_size(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

static void
measure(enum who who, enum what what, const char *file)
{
	struct figure now, *kept = &figures[who][what];

	if (!programs[who].here)
		return;
	now = run(who, file);
	if (kept->all == 0 || now.all < kept->all)
		kept->all = now.all;
	if (kept->n < ROUNDS)
		kept->firsts[kept->n++] = now.first;
	qsort(kept->firsts, (size_t)kept->n, sizeof(double), by_size);
	kept->first = kept->firsts[kept->n / 2];
	if (now.kib > kept->kib)
		kept->kib = now.kib;
}

/* ---- rounds ---- */

static void
fresh_home(enum who who, const char *small)
{
	char *home;

	if (!programs[who].here)
		return;
	home = home_of(&programs[who]);
	make_home(home);
	free(home);
	if (who != EMPTY && who != LESS)
		(void)run(who, small);
}

/* A long book is kept by a process that nobody waits for; wait. */
static void
wait_until_kept(size_t notes)
{
	struct buf cache = BUF_INIT;
	size_t n = 0;

	buf_printf(&cache, "%s/izba/.cache/izba", folder);
	for (int i = 0; i < 1000 && n < notes; i++) {
		DIR *d = opendir(cache.p);
		struct dirent *e;

		n = 0;
		while (d != NULL && (e = readdir(d)) != NULL)
			n += str_ends(str_of(e->d_name), ".at");
		if (d != NULL)
			closedir(d);
		if (n < notes)
			usleep(20000);
	}
	buf_free(&cache);
}

static void
epub_round(const char *epub, const char *text, const char *small)
{
	for (size_t i = 0; i < PROGRAMS; i++)
		fresh_home((enum who)i, small);
	measure(IZBA, FIRST, epub);
	measure(EPY, FIRST, epub);
	measure(BK, FIRST, epub);
	wait_until_kept(1);
	measure(IZBA, SECOND, epub);
	measure(LESS, SECOND, text);
	measure(IZBA, START, "--version");
	measure(EMPTY, START, "--version");
}

static void
long_round(const char *text, const char *small)
{
	fresh_home(IZBA, small);
	measure(IZBA, LONG_FIRST, text);
	wait_until_kept(1);
	measure(IZBA, LONG_SECOND, text);
}

/* ---- what came out ---- */

static const char *
verdict(bool met)
{
	return met ? "met" : "MISSED";
}

static void
compare(
    const char *text, double ours, enum who with, double theirs, double bound)
{
	if (!programs[with].here)
		printf("%-38s%7.1f   %s is not installed: skipped\n", text,
		    ours, programs[with].name);
	else
		printf("%-38s%7.1f   %s %.1f: %.3fx, bound %gx: %s\n", text,
		    ours, programs[with].name, theirs, ours / theirs, bound,
		    verdict(ours < theirs * bound));
}

static void
hold(const char *text, double figure, const char *unit, double bound)
{
	printf("%-38s%7.2f   bound %g %s: %s\n", text, figure, bound, unit,
	    verdict(figure < bound));
}

/* A reader waits for the first page; what is done behind it is held against the
 * same, since a machine has other things to do. */
static void
report(const char *long_text)
{
	const struct figure *f = figures[IZBA];
	struct stat st;
	double size = stat(long_text, &st) == 0 ? (double)st.st_size : 1;

	printf("CPU ms until the first page is shown; in all, until left\n");
	for (enum who who = EPY; who <= BK; who++) {
		const struct figure *theirs = &figures[who][FIRST];
		double bound = who == EPY ? 0.1 : 0.5;

		compare("EPUB, first open: its first page", f[FIRST].first, who,
		    theirs->first, bound);
		compare("EPUB, first open: in all", f[FIRST].all, who,
		    theirs->all, bound);
	}
	compare("EPUB, second open: in all", f[SECOND].all, LESS,
	    figures[LESS][SECOND].all, 3);
	printf("(a text of %.0f MB)\n", size / 1e6);
	hold("first open: its first page", f[LONG_FIRST].first, "ms", 1000);
	printf("%-38s%7.2f\n", "first open: in all", f[LONG_FIRST].all);
	hold("second open: in all", f[LONG_SECOND].all, "ms", 30);
	hold("peak memory over the file's size",
	    (double)f[LONG_FIRST].kib * 1024 / size, "x", 2.5);
	hold("--version over an empty program, ms",
	    f[START].all - figures[EMPTY][START].all, "ms", 2);
}

int
main(int argc, char **argv)
{
	int rounds = argc > 8 ? atoi(argv[8]) : 5;

	if (argc < 8) {
		fprintf(stderr, "usage: open IZBA EPUB TEXT LONG SMALL EMPTY "
				"FOLDER [ROUNDS]\n");
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("IZBA_SYNC");
	folder = argv[7];
	find_programs(argv[1], argv[6]);
	for (int i = 0; i < rounds; i++)
		epub_round(argv[2], argv[3], argv[5]);
	for (int i = 0; i < 2; i++)
		long_round(argv[4], argv[5]);
	report(argv[4]);
	return 0;
}
