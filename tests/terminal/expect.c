/*
 * What a test may expect of the screen, of the bytes sent, and of the end.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/terminal/test.h"

static bool
row_text_is(struct test *t, const char *const *arg)
{
	int row = atoi(arg[0]);
	struct buf text = BUF_INIT;
	bool is;

	if (row < 0)
		row += emulator_rows(t->session.emulator) + 1;
	emulator_row(t->session.emulator, row - 1, &text);
	is = strcmp(text.p, arg[1]) == 0;
	buf_free(&text);
	return is;
}

static bool
row_contains(struct test *t, const char *const *arg)
{
	int row = atoi(arg[0]);
	struct buf text = BUF_INIT;
	bool is;

	if (row < 0)
		row += emulator_rows(t->session.emulator) + 1;
	emulator_row(t->session.emulator, row - 1, &text);
	is = str_find(buf_lend(&text), str_of(arg[1])) != SIZE_MAX;
	buf_free(&text);
	return is;
}

static bool
contains(struct test *t, const char *const *arg)
{
	int row = 0, col;

	return emulator_find(t->session.emulator, arg[0], &row, &col);
}

static bool
absent(struct test *t, const char *const *arg)
{
	return !contains(t, arg);
}

/* Somewhere the text stands with that look on all of its first word. */
static bool
looks(struct test *t, const char *const *arg)
{
	int row = 0, col;

	while (emulator_find(t->session.emulator, arg[0], &row, &col)) {
		if (emulator_look(t->session.emulator, row, col, arg[1]))
			return true;
		row++;
	}
	return false;
}

static bool
cursor_at(struct test *t, const char *const *arg)
{
	int row, col;
	bool visible;

	emulator_cursor(t->session.emulator, &row, &col, &visible);
	return visible && row + 1 == atoi(arg[0]) && col + 1 == atoi(arg[1]);
}

static bool
cursor_on(struct test *t, const char *const *arg)
{
	int row, col, r = 0, c;
	bool visible;

	emulator_cursor(t->session.emulator, &row, &col, &visible);
	while (visible && emulator_find(t->session.emulator, arg[0], &r, &c)) {
		if (r == row && c == col)
			return true;
		r++;
	}
	return false;
}

static bool
cursor_hidden(struct test *t, const char *const *arg)
{
	int row, col;
	bool visible;

	(void)arg;
	emulator_cursor(t->session.emulator, &row, &col, &visible);
	return !visible;
}

static bool
mouse_is(struct test *t, const char *const *arg)
{
	return emulator_mouse(t->session.emulator) ==
	       (strcmp(arg[0], "on") == 0);
}

static bool
same_as(struct test *t, const char *const *arg)
{
	struct buf text = BUF_INIT;
	bool is = false;

	screen_text(t, &text);
	for (int i = 0; i < KEPT && t->kept[i].name != NULL; i++)
		if (strcmp(t->kept[i].name, arg[0]) == 0)
			is = strcmp(t->kept[i].screen, text.p) == 0;
	buf_free(&text);
	return is;
}

static bool
differs(struct test *t, const char *const *arg)
{
	return !same_as(t, arg);
}

static bool
bytes_within(struct test *t, const char *const *arg)
{
	return t->session.bytes - t->bytes <= strtoul(arg[0], NULL, 10);
}

/* Bytes sent since the last keys, over the changed text itself. */
static bool
ratio_within(struct test *t, const char *const *arg)
{
	size_t sent = t->session.bytes - t->bytes;
	size_t change = picture_change(&t->before, t->session.emulator);

	return (double)sent <= strtod(arg[0], NULL) * (double)change;
}

static bool
shows_pixels(struct test *t, const char *const *arg)
{
	static const char *const names[] = {
	    "none", "kitty", "sixels", "broken"};

	return strcmp(names[t->session.pixels.shown], arg[0]) == 0;
}

static bool
shows_size(struct test *t, const char *const *arg)
{
	const struct pixels *p = &t->session.pixels;
	unsigned long width, height;

	return shows_pixels(t, arg) &&
	       sscanf(arg[1], "%lux%lu", &width, &height) == 2 &&
	       p->width == width && p->height == height;
}

static bool
clipboard_is(struct test *t, const char *const *arg)
{
	return strcmp(t->session.clip.text.p, arg[0]) == 0;
}

/* At least so many bytes and at most so many. */
static bool
clipboard_bytes(struct test *t, const char *const *arg)
{
	return t->session.clip.text.n >= strtoul(arg[0], NULL, 10) &&
	       t->session.clip.text.n <= strtoul(arg[1], NULL, 10);
}

bool
is_quiet(struct test *t, const char *const *arg)
{
	size_t bytes = t->session.bytes, marks = t->session.marks;
	int64_t until = clock_ms() + atoi(arg[0]);

	while (clock_ms() < until)
		if (session_read(&t->session, (int)(until - clock_ms()) + 1) <
		    0)
			return false;
	return t->session.bytes == bytes && t->session.marks == marks;
}

static const struct {
	const char *name;
	int words;
	condition *holds;
	bool at_once; /* what does not hold now never will */
} expectations[] = {
    {"row", 2, row_text_is, false},
    {"on", 2, row_contains, false},
    {"contains", 1, contains, false},
    {"absent", 1, absent, false},
    {"look", 2, looks, false},
    {"cursor", 2, cursor_at, false},
    {"cursor-on", 1, cursor_on, false},
    {"cursor-hidden", 0, cursor_hidden, false},
    {"mouse", 1, mouse_is, false},
    {"same", 1, same_as, false},
    {"differs", 1, differs, false},
    {"clipboard", 1, clipboard_is, false},
    {"clipboard", 2, clipboard_bytes, false},
    {"pixels", 1, shows_pixels, false},
    {"pixels", 2, shows_size, false},
    {"bytes", 1, bytes_within, true},
    {"ratio", 1, ratio_within, true},
    {"quiet", 1, is_quiet, true},
};

static bool
ended(struct test *t, const char *const *arg)
{
	(void)arg;
	return t->session.fd < 0;
}

static bool
ended_with(int status, const char *word)
{
	static const struct {
		const char *name;
		int number;
	} signals[] = {{"HUP", SIGHUP}, {"KILL", SIGKILL}, {"TERM", SIGTERM},
	    {"ABRT", SIGABRT}};

	for (size_t i = 0; i < LENGTH(signals); i++)
		if (strcmp(signals[i].name, word) == 0)
			return WIFSIGNALED(status) &&
			       WTERMSIG(status) == signals[i].number;
	return WIFEXITED(status) && WEXITSTATUS(status) == atoi(word);
}

/* The program ends, with that status ("0") or by that signal ("TERM"), and
 * leaves the terminal as it found it. */
static void
expect_exit(struct test *t, struct words *w)
{
	int row, col;
	bool visible;

	if (!t->running)
		fail(t, "nothing runs");
	if (!await(t, ended, NULL))
		fail(t, "it does not end");
	t->running = false;
	if (!ended_with(t->session.status, w->v[2]))
		fail(t, "ended with %s %d",
		    WIFSIGNALED(t->session.status) ? "signal" : "status",
		    WIFSIGNALED(t->session.status)
			? WTERMSIG(t->session.status)
			: WEXITSTATUS(t->session.status));
	/* whoever is killed restores nothing, nor is a terminal that is gone */
	if (t->gone || strcmp(w->v[2], "KILL") == 0)
		return;
	emulator_cursor(t->session.emulator, &row, &col, &visible);
	if (emulator_alternate(t->session.emulator))
		fail(t, "the alternate screen was left on");
	if (!visible)
		fail(t, "the cursor was left hidden");
	if (t->session.before.c_lflag != t->session.after.c_lflag ||
	    t->session.before.c_iflag != t->session.after.c_iflag ||
	    t->session.before.c_oflag != t->session.after.c_oflag)
		fail(t, "the terminal's modes were not restored");
}

void
do_expect(struct test *t, struct words *w)
{
	const char *const *arg = (const char *const *)(w->v + 2);

	if (strcmp(w->v[1], "exit") == 0 && w->n == 3) {
		expect_exit(t, w);
		return;
	}
	if (t->session.emulator == NULL)
		fail(t, "nothing was run yet");
	for (size_t i = 0; i < LENGTH(expectations); i++) {
		bool ok;

		if (strcmp(expectations[i].name, w->v[1]) != 0 ||
		    expectations[i].words != w->n - 2)
			continue;
		ok = expectations[i].at_once
			 ? expectations[i].holds(t, arg)
			 : await(t, expectations[i].holds, arg);
		if (!ok)
			fail(t,
			    "expected: %s %s %s (%zu bytes came, the "
			    "changed text is %zu)",
			    w->v[1], w->n > 2 ? w->v[2] : "",
			    w->n > 3 ? w->v[3] : "",
			    t->session.bytes - t->bytes,
			    picture_change(&t->before, t->session.emulator));
		return;
	}
	fail(t, "no such expectation: %s with %d words", w->v[1], w->n - 2);
}
