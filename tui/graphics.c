/*
 * What the terminal can show of pictures, and chafa, which makes that of them.
 *
 * The terminal is asked for its attributes (DA1, where 4 stands for sixels) and
 * whether it knows kitty's protocol; every terminal answers the first, so that
 * nobody waits for an answer to the second.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tui/clock.h"
#include "tui/feed.h"
#include "tui/graphics.h"
#include "tui/screen.h"

#define PATIENCE 1500 /* milliseconds, for an answer over a slow line */
#define ANSWER_MOST 4096 /* bytes of it */
#define CHAFA_MS 10000
#define CHAFA_MOST ((size_t)64 << 20) /* bytes of a picture as it is shown */

static const char ask_kitty[] = "\033_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\033\\";
static const char ask_attributes[] = "\033[c";

/* ---- asking ---- */

/* Ask and read until the answer is whole or the time is up; what else came
 * are keys. */
static enum graphics
ask(bool kitty)
{
	struct graphics_answer a = {.rest = BUF_INIT};
	struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
	int64_t end = clock_ms() + patience(PATIENCE), left;
	struct buf got = BUF_INIT;
	char part[256];

	if (kitty)
		screen_raw(str_of(ask_kitty));
	screen_raw(str_of(ask_attributes));
	while (
	    !a.whole && got.n < ANSWER_MOST && (left = end - clock_ms()) > 0) {
		ssize_t n = 0;

		if (poll(&in, 1, (int)left) > 0)
			n = read(STDIN_FILENO, part, sizeof(part));
		if (n <= 0)
			break;
		buf_add(&got, part, (size_t)n);
		buf_clear(&a.rest);
		graphics_answer(buf_lend(&got), &a);
	}
	screen_unkey(buf_lend(&a.rest));
	buf_free(&a.rest);
	buf_free(&got);
	return a.best;
}

/* An answer that came after all. */
static enum graphics
better(enum graphics best)
{
	struct graphics_answer a = {.rest = BUF_INIT};
	struct buf late = BUF_INIT;

	screen_answers(&late);
	graphics_answer(buf_lend(&late), &a);
	buf_free(&a.rest);
	buf_free(&late);
	return a.best > best ? a.best : best;
}

enum graphics
graphics_best(void)
{
	static bool asked;
	static enum graphics best;
	const char *term = getenv("TERM");
	struct str name = str_of(term != NULL ? term : "");
	/* they take what they don't know for their window's title */
	bool inside = getenv("TMUX") != NULL || str_starts(name, "tmux") ||
		      str_starts(name, "screen");

	if (asked)
		return best = better(best);
	asked = true;
	/* those of no window, which show letters only */
	if (str_starts(name, "linux") || str_starts(name, "vt") ||
	    str_starts(name, "cons"))
		return best;
	best = ask(!inside);
	return best;
}

/* ---- making ---- */

static const char *
colours(void)
{
	const char *term = getenv("TERM"), *many = getenv("COLORTERM");

	if (!screen_has_colour())
		return "none";
	if (many != NULL &&
	    (strcmp(many, "truecolor") == 0 || strcmp(many, "24bit") == 0))
		return "full";
	return term != NULL && strstr(term, "256color") != NULL ? "256" : "8";
}

bool
graphics_make(struct str picture, enum graphics how, int cols, int rows,
    struct buf *out, struct err *err)
{
	static const char *const formats[] = {[GRAPHICS_SYMBOLS] = "symbols",
	    [GRAPHICS_SIXELS] = "sixels",
	    [GRAPHICS_KITTY] = "kitty"};
	const char *words[] = {"chafa", "--format", formats[how], "--size",
	    NULL, "--animate", "off", "--polite", "on", "--colors", colours(),
	    "--symbols", screen_is_utf8() ? "block+border+space" : "ascii", "-",
	    NULL};
	char *argv[LENGTH(words)] = {NULL};
	struct buf size = BUF_INIT;
	bool ok;

	buf_printf(&size, "%dx%d", cols, rows);
	words[4] = size.p;
	for (size_t i = 0; i + 1 < LENGTH(words); i++)
		argv[i] = xstrdup(words[i]);
	ok = feed_answer(
	    argv, picture, patience(CHAFA_MS), out, CHAFA_MOST, err);
	for (size_t i = 0; i + 1 < LENGTH(words); i++)
		free(argv[i]);
	buf_free(&size);
	return ok && (out->n > 0 || err_set(err, ERR_FORMAT, "chafa failed"));
}

/* ---- showing ---- */

/* Symbols line by line: curses has taken from a line end its way to the left
 * edge. */
void
graphics_put(struct str made, enum graphics how)
{
	struct buf out = BUF_INIT;
	int row = 1;

	buf_puts(&out, "\0337\033[1;1H");
	for (size_t at = 0, end; at < made.n; at = end + 1) {
		for (end = at; end < made.n && made.p[end] != '\n';)
			end++;
		if (at > 0 && how == GRAPHICS_SYMBOLS)
			buf_printf(&out, "\033[%d;1H", ++row);
		buf_str(&out, str_slice(made, at, end));
	}
	buf_puts(&out, "\033[0m\0338");
	screen_raw(buf_lend(&out));
	buf_free(&out);
}

void
graphics_remove(enum graphics how)
{
	if (how == GRAPHICS_KITTY)
		screen_raw(STR("\033_Ga=d\033\\"));
	screen_redraw();
}
