/*
 * Readers side by side, each in a pty of 80x24 before the same emulator: the
 * CPU time of opening and of a page turn, bytes sent over the changed text's
 * own bytes, peak memory, what happens while nothing happens.
 *
 *     bench IZBA FILE [ROUNDS]
 *
 * The programs take turns in every round, and the least of the rounds counts;
 * figures of one run may be compared with each other, not with other runs.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/bench/find.h"
#include "tests/terminal/emulator.h"

#define ROWS 24
#define COLS 80
#define KEYS 60 /* pages, lines in one run */
#define QUIET 30 /* milliseconds without output: it is done */
#define PATIENCE 10000

static struct reader {
	const char *name;
	const char *argv[8]; /* FILE is the book */
	const char *page, *line, *quit;
	bool marks; /* writes sync marks */
	char *path; /* NULL if it is not installed */
	double open, page_cpu; /* milliseconds, microseconds */
	double page_bytes, line_bytes; /* over the changed text */
	long memory; /* KiB */
	size_t idle; /* bytes in half a second of nothing */
} readers[] = {
    {.name = "izba",
	.argv = {"", "FILE"},
	.page = " ",
	.line = "j",
	.quit = "q",
	.marks = true},
    {.name = "less",
	.argv = {"less", "FILE"},
	.page = " ",
	.line = "j",
	.quit = "q"},
    {.name = "vim",
	.argv = {"vim", "-u", "NONE", "-N", "-R", "-n", "FILE"},
	.page = "\006",
	.line = "\005",
	.quit = ":q!\r"},
    {.name = "w3m",
	.argv = {"w3m", "FILE"},
	.page = " ",
	.line = "J",
	.quit = "Q"},
};

static void
start(struct session *s, const struct reader *r, const char *file)
{
	char *argv[9] = {xstrdup(r->path)};
	struct err err;

	for (int i = 1; i < 8 && r->argv[i] != NULL; i++)
		argv[i] = xstrdup(
		    strcmp(r->argv[i], "FILE") == 0 ? file : r->argv[i]);
	if (!session_start(s, ROWS, COLS, argv, environ, &err)) {
		fprintf(stderr, "%s: %s\n", r->name, err.text);
		exit(1);
	}
	for (int i = 0; i < 8; i++)
		free(argv[i]);
}

/* Read until the program has shown what it has to show. */
static void
settle(struct session *s, const struct reader *r, unsigned long keys)
{
	int64_t until = clock_ms() + PATIENCE;
	size_t bytes = s->bytes;

	while (clock_ms() < until) {
		int got;

		if (r->marks && s->marks > 0 && s->keys >= keys)
			return;
		got = session_read(s, r->marks ? 100 : QUIET);
		if (got < 0)
			return;
		if (!r->marks && got == 0 && s->bytes > bytes)
			return;
		/* a key that changes nothing is answered by nothing */
		if (!r->marks && got == 0 &&
		    clock_ms() > until - PATIENCE + 300)
			return;
	}
}

static void
quit(struct session *s, const struct reader *r)
{
	int64_t until = clock_ms() + PATIENCE;

	session_send(s, r->quit, strlen(r->quit));
	while (session_read(s, 200) >= 0 && clock_ms() < until)
		continue;
}

static double
cpu_ms(const struct session *s)
{
	const struct rusage *u = &s->usage;

	return (double)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) * 1e3 +
	       (double)(u->ru_utime.tv_usec + u->ru_stime.tv_usec) / 1e3;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* Type the key again and again; returns the median of bytes sent over the
 * changed text's own. */
static double
type(struct session *s, const struct reader *r, const char *key,
    unsigned long *keys)
{
	struct picture before = {0};
	double ratios[KEYS], median;
	size_t n = 0;

	for (int i = 0; i < KEYS && s->fd >= 0; i++) {
		size_t bytes = s->bytes, change;

		picture_take(&before, s->emulator);
		session_send(s, key, strlen(key));
		settle(s, r, ++*keys);
		change = picture_change(&before, s->emulator);
		if (change > 0)
			ratios[n++] =
			    (double)(s->bytes - bytes) / (double)change;
	}
	picture_free(&before);
	if (n == 0)
		return 0;
	qsort(ratios, n, sizeof(ratios[0]), by_size);
	median = ratios[n / 2];
	return median;
}

static void
least(double *kept, double now)
{
	if (*kept == 0 || now < *kept)
		*kept = now;
}

/* Open and leave: the CPU time and memory of opening. */
static double
run_open(struct reader *r, const char *file)
{
	struct session s;
	double ms;

	start(&s, r, file);
	settle(&s, r, 0);
	quit(&s, r);
	ms = cpu_ms(&s);
	if (r->memory == 0 || s.usage.ru_maxrss < r->memory)
		r->memory = s.usage.ru_maxrss;
	session_end(&s);
	least(&r->open, ms);
	return ms;
}

static void
run_pages(struct reader *r, const char *file, double opening)
{
	struct session s;
	unsigned long keys = 0;
	double ms;

	start(&s, r, file);
	settle(&s, r, 0);
	r->page_bytes = type(&s, r, r->page, &keys);
	quit(&s, r);
	ms = cpu_ms(&s) - opening;
	session_end(&s);
	if (ms > 0)
		least(&r->page_cpu, ms * 1e3 / KEYS);
}

static void
run_lines(struct reader *r, const char *file)
{
	struct session s;
	unsigned long keys = 0;
	int64_t until;
	size_t bytes;

	start(&s, r, file);
	settle(&s, r, 0);
	r->line_bytes = type(&s, r, r->line, &keys);
	bytes = s.bytes;
	until = clock_ms() + 500;
	while (clock_ms() < until)
		if (session_read(&s, 50) < 0)
			break;
	r->idle = s.bytes - bytes;
	quit(&s, r);
	session_end(&s);
}

static void
print_row(const char *what, size_t at, int digits)
{
	double ours = 0;

	printf("%-34s", what);
	for (size_t i = 0; i < LENGTH(readers); i++) {
		const char *field = (const char *)&readers[i] + at;
		double value;

		memcpy(&value, field, sizeof(value));
		if (readers[i].path == NULL) {
			printf("%16s", "-");
			continue;
		}
		if (i == 0)
			ours = value;
		printf("%7.*f", digits, value);
		if (i > 0 && value > 0)
			printf(" (%5.2fx)", ours / value);
		else
			printf("         ");
	}
	printf("\n");
}

static void
print_all(void)
{
	printf("%-34s", "(in brackets: izba's over theirs)");
	for (size_t i = 0; i < LENGTH(readers); i++)
		printf("%7s         ", readers[i].name);
	printf("\n");
	print_row("open and leave, CPU ms", offsetof(struct reader, open), 1);
	print_row("page turn, CPU us", offsetof(struct reader, page_cpu), 0);
	print_row("page turn, bytes / changed text",
	    offsetof(struct reader, page_bytes), 2);
	print_row("line scroll, bytes / changed text",
	    offsetof(struct reader, line_bytes), 2);
	printf("%-34s", "peak memory, MiB");
	for (size_t i = 0; i < LENGTH(readers); i++)
		printf("%7.1f         ", (double)readers[i].memory / 1024);
	printf("\n%-34s", "idle for 0.5 s, bytes");
	for (size_t i = 0; i < LENGTH(readers); i++)
		printf("%7zu         ", readers[i].idle);
	printf("\n");
}

int
main(int argc, char **argv)
{
	int rounds = argc > 3 ? atoi(argv[3]) : 3;

	if (argc < 3) {
		fprintf(stderr, "usage: bench IZBA FILE [ROUNDS]\n");
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("IZBA_SYNC", "1", 1);
	readers[0].argv[0] = argv[1];
	for (size_t i = 0; i < LENGTH(readers); i++)
		readers[i].path = find_program(readers[i].argv[0]);
	for (int round = 0; round < rounds; round++)
		for (size_t i = 0; i < LENGTH(readers); i++) {
			struct reader *r = &readers[i];

			if (r->path == NULL)
				continue;
			run_pages(r, argv[2], run_open(r, argv[2]));
			if (round == 0)
				run_lines(r, argv[2]);
		}
	print_all();
	for (size_t i = 0; i < LENGTH(readers); i++)
		free(readers[i].path);
	return 0;
}
