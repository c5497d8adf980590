/*
 * The help screen: every command with the keys that call it now.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "tui/app.h"
#include "tui/wrap.h"

#define KEYS_CELLS 24 /* beside which stands what they do */
#define WIDE 60 /* columns of a screen where that is so */
#define LIMIT_WORDS ((size_t)100) /* lines */

struct help {
	struct pane pane;
	struct buf text; /* one line for each row, '\n' after each;
				   a group's title begins with '\1' */
	size_t *lines;
	size_t n, cap;
	size_t top;
	int rows; /* at the last painting */
};

static void
add_line(struct help *h, int indent, struct str text)
{
	ARRAY_PUSH(h->lines, h->n, h->cap, h->text.n);
	while (indent-- > 0)
		buf_putc(&h->text, ' ');
	buf_str(&h->text, text);
	buf_putc(&h->text, '\n');
}

/* Words, cut into lines as the screen is wide. */
static void
add_words(struct help *h, int indent, struct str words)
{
	struct span *v = NULL;
	size_t n, cap = 0;

	wrap_lines(
	    words, screen_cols() - 1 - indent, LIMIT_WORDS, &v, &n, &cap);
	for (size_t i = 0; i < n; i++)
		add_line(h, indent, str_slice(words, v[i].from, v[i].to));
	free(v);
}

/* The keys of a command and what it does beside them, as far as there is room;
 * returns the rest, which goes under them. */
static struct str
add_beside(struct buf *keys, struct str what)
{
	int width = text_width(buf_lend(keys)), room = screen_cols() - 3 - 1;
	struct span *v = NULL;
	size_t n, cap = 0, end = 0;

	if (screen_cols() < WIDE)
		return what;
	wrap_lines(what, room - KEYS_CELLS, LIMIT_WORDS, &v, &n, &cap);
	if (width <= KEYS_CELLS && n > 0)
		end = v[0].to;
	else if (width + text_width(what) <= room)
		end = what.n;
	free(v);
	for (; width <= KEYS_CELLS && end > 0; width++)
		buf_putc(keys, ' ');
	if (width > KEYS_CELLS + 1 && end > 0)
		buf_putc(keys, ' ');
	buf_str(keys, str_slice(what, 0, end));
	return str_slice(what, end, what.n);
}

/* The row of a command; on a narrow screen its keys may take several. */
static void
add_keys(struct help *h, struct str keys)
{
	while (keys.n > 0) {
		struct str s = status_fit(keys, screen_cols() - 3);

		add_line(h, 2, s);
		keys = str_trim(str_slice(keys, s.n > 0 ? s.n : 1, keys.n));
	}
}

static void
add_command(struct app *app, struct help *h, enum command_id id)
{
	struct buf keys = BUF_INIT;
	struct str rest;

	for (int m = 0; m < MODE_HINTS && keys.n == 0; m++)
		if ((commands[id].modes & 1u << m) != 0)
			keymap_keys(app->keys.map, (enum mode)m, id, 4, &keys);
	if (keys.n == 0)
		buf_printf(&keys, ":%s", commands[id].name);
	rest = add_beside(&keys, str_of(commands[id].help));
	add_keys(h, buf_lend(&keys));
	add_words(h, screen_cols() < WIDE ? 4 : KEYS_CELLS + 3, rest);
	buf_free(&keys);
}

static void
add_title(struct help *h, const char *title)
{
	if (h->n > 0) {
		ARRAY_PUSH(h->lines, h->n, h->cap, h->text.n);
		buf_putc(&h->text, '\n');
	}
	ARRAY_PUSH(h->lines, h->n, h->cap, h->text.n);
	buf_printf(&h->text, "\1%s\n", title);
}

static void
help_draw(struct app *app, struct pane *p, struct area area)
{
	struct help *h = (struct help *)p;

	(void)app;
	h->rows = area.rows;
	for (int i = 0; i < area.rows; i++) {
		size_t at = h->top + (size_t)i, from, to;
		bool title;

		screen_row(area.top + i);
		if (at < h->n) {
			from = h->lines[at];
			to = at + 1 < h->n ? h->lines[at + 1] : h->text.n;
			title = h->text.p[from] == '\1';
			screen_put(1, area.cols,
			    (struct str){h->text.p + from + title,
				to - from - 1 - title},
			    title ? LOOK_BOLD : 0);
		}
		screen_row_end();
	}
}

static void
help_scroll(struct app *app, struct help *h, long by)
{
	long most = (long)h->n - (screen_rows() - 1), to = (long)h->top + by;

	if (to > most)
		to = most;
	h->top = to > 0 ? (size_t)to : 0;
	app_stale(app, STALE_PANES);
}

static bool
help_command(struct app *app, struct pane *p, const struct call *call)
{
	struct help *h = (struct help *)p;
	long n = call->count, page = screen_rows() - 2, all = (long)h->n;
	const struct {
		enum command_id id;
		long by;
	} moves[] = {
	    {COMMAND_item_down, n},
	    {COMMAND_item_up, -n},
	    {COMMAND_item_page_down, n * page},
	    {COMMAND_item_page_up, -n * page},
	    {COMMAND_item_first, -all},
	    {COMMAND_item_last, all},
	};

	for (size_t i = 0; i < LENGTH(moves); i++)
		if (moves[i].id == call->id) {
			help_scroll(app, h, moves[i].by);
			return true;
		}
	return call->id == COMMAND_help;
}

static void
help_status(struct app *app, struct pane *p, struct buf *out)
{
	struct help *h = (struct help *)p;
	size_t last = h->top + (size_t)(screen_rows() - 1);

	buf_printf(out, "help · %zu of %zu", last < h->n ? last : h->n, h->n);
	status_add_key(app, MODE_LIST, COMMAND_close, "closes", out);
}

static void
help_fill(struct app *app, struct help *h)
{
	size_t n;
	const struct command_row *rows = command_rows(&n);

	buf_clear(&h->text);
	h->n = 0;
	for (size_t i = 0; i < n; i++)
		if (rows[i].group != NULL)
			add_title(h, rows[i].group);
		else
			add_command(app, h, rows[i].id);
}

/* The screen has another width: about the same stays in sight. */
static void
help_changed(struct app *app, struct pane *p)
{
	struct help *h = (struct help *)p;
	size_t n = h->n;
	bool to_end = h->top > 0 && h->top + (size_t)h->rows >= n;

	help_fill(app, h);
	h->top = h->top * h->n / n;
	help_scroll(app, h, to_end ? (long)h->n : 0);
}

static void
help_close(struct app *app, struct pane *p)
{
	struct help *h = (struct help *)p;

	(void)app;
	buf_free(&h->text);
	free(h->lines);
	free(h);
}

static const struct pane_kind help_kind = {
    .name = "help",
    .mode = MODE_LIST,
    .draw = help_draw,
    .command = help_command,
    .status = help_status,
    .changed = help_changed,
    .close = help_close,
};

void
cmd_help(struct app *app, const struct call *call)
{
	struct help *h = xcalloc(1, sizeof(*h));

	(void)call;
	h->pane.kind = &help_kind;
	buf_init(&h->text);
	help_fill(app, h);
	pane_open(app, &h->pane);
}
