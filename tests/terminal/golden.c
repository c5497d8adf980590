/*
 * Whole screens kept as files: compared, or made again when IZBA_REMAKE is
 * set; but what a test has made it must meet again when it asks a second time.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/terminal/test.h"

static char *
golden_path(const char *name)
{
	struct buf path = BUF_INIT;

	buf_printf(
	    &path, "%s/tests/terminal/screens/%s.txt", getenv("srcdir"), name);
	return buf_take(&path);
}

static void
golden_text(const struct test *t, struct buf *out)
{
	int row, col;
	bool visible;

	screen_text(t, out);
	emulator_cursor(t->session.emulator, &row, &col, &visible);
	if (visible)
		buf_printf(out, "cursor %d %d\n", row + 1, col + 1);
	else
		buf_puts(out, "cursor hidden\n");
}

static bool
read_file(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "r");
	char bytes[4096];
	size_t n;

	if (f == NULL)
		return false;
	while ((n = fread(bytes, 1, sizeof(bytes), f)) > 0)
		buf_add(out, bytes, n);
	fclose(f);
	return true;
}

static bool
is_golden(struct test *t, const char *const *arg)
{
	struct buf now = BUF_INIT;
	bool same;

	golden_text(t, &now);
	same = strcmp(now.p, arg[0]) == 0;
	buf_free(&now);
	return same;
}

/* The rows alone: not every terminal can hide its cursor. */
static bool
is_golden_text(struct test *t, const char *const *arg)
{
	struct buf now = BUF_INIT;
	bool same;

	screen_text(t, &now);
	same = strncmp(now.p, arg[0], now.n) == 0 &&
	       strncmp(arg[0] + now.n, "cursor ", 7) == 0;
	buf_free(&now);
	return same;
}

/* The names made in this run. */
static bool
made_before(const char *path)
{
	static char *made[64];
	static size_t n;

	for (size_t i = 0; i < n; i++)
		if (strcmp(made[i], path) == 0)
			return true;
	if (n < LENGTH(made))
		made[n++] = xstrdup(path);
	return false;
}

static void
make_golden(struct test *t, const char *path)
{
	static const char *const pause[] = {"400"};
	struct buf now = BUF_INIT;
	FILE *f;

	while (!is_quiet(t, pause) && t->session.fd >= 0)
		continue;
	golden_text(t, &now);
	f = fopen(path, "w");
	if (f == NULL || fwrite(now.p, 1, now.n, f) != now.n || fclose(f) != 0)
		fail(t, "%s: %s", path, strerror(errno));
	buf_free(&now);
}

/* Is the screen that of the file?  `holds` says how to compare. */
static void
compare(struct test *t, const char *name, condition *holds)
{
	char *path = golden_path(name);
	struct buf kept = BUF_INIT;
	const char *text[1];

	if (t->session.emulator == NULL)
		fail(t, "nothing was run yet");
	if (getenv("IZBA_REMAKE") != NULL && holds == is_golden &&
	    !made_before(path))
		make_golden(t, path);
	if (!read_file(path, &kept))
		fail(t, "%s: %s (make golden makes it)", path, strerror(errno));
	text[0] = kept.p;
	if (!await(t, holds, text)) {
		fprintf(stderr, "---- expected, from %s\n%s", path, kept.p);
		fail(t, "the screen differs");
	}
	buf_free(&kept);
	free(path);
}

void
do_screen(struct test *t, struct words *w)
{
	compare(t, w->v[1], is_golden);
}

void
do_text(struct test *t, struct words *w)
{
	compare(t, w->v[1], is_golden_text);
}
