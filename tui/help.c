/*
 * The help screen: every command with the keys that call it now.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "tui/app.h"

struct help {
	struct pane pane;
	struct buf text; /* one line for each row, '\n' after each;
				   a group's title begins with '\1' */
	size_t *lines;
	size_t n, cap;
	size_t top;
};

static void
add_command(struct app *app, struct help *h, enum command_id id)
{
	struct buf keys = BUF_INIT;

	for (int m = 0; m < MODE_HINTS && keys.n == 0; m++)
		if ((commands[id].modes & 1u << m) != 0)
			keymap_keys(app->keys.map, (enum mode)m, id, 4, &keys);
	ARRAY_PUSH(h->lines, h->n, h->cap, h->text.n);
	if (keys.n == 0)
		buf_printf(&keys, ":%s", commands[id].name);
	buf_printf(&h->text, "  %s", keys.p);
	for (int w = text_width(buf_lend(&keys)); w < 24; w++)
		buf_putc(&h->text, ' ');
	buf_printf(&h->text, " %s\n", commands[id].help);
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

	(void)app;
	buf_printf(out, "help · %zu of %zu · Esc closes",
	    last < h->n ? last : h->n, h->n);
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
    .close = help_close,
};

void
cmd_help(struct app *app, const struct call *call)
{
	struct help *h = xcalloc(1, sizeof(*h));
	size_t n;
	const struct command_row *rows = command_rows(&n);

	(void)call;
	h->pane.kind = &help_kind;
	buf_init(&h->text);
	for (size_t i = 0; i < n; i++)
		if (rows[i].group != NULL)
			add_title(h, rows[i].group);
		else
			add_command(app, h, rows[i].id);
	pane_open(app, &h->pane);
}
