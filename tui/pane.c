/*
 * The stack of panes: opening, closing, and who is painted where.
 */
#include <stdlib.h>

#include "tui/app.h"
#include "tui/wrap.h"

void
pane_open(struct app *app, struct pane *p)
{
	p->below = app->panes;
	app->panes = p;
	app_stale(app, STALE_ALL);
}

void
pane_close(struct app *app)
{
	struct pane *p = app->panes;

	if (p == NULL)
		return;
	app->panes = p->below;
	p->kind->close(app, p);
	app_stale(app, STALE_ALL);
}

void
pane_close_all(struct app *app)
{
	while (app->panes != NULL)
		pane_close(app);
}

struct pane *
pane_top(struct app *app, const struct pane_kind *kind)
{
	return app->panes != NULL && app->panes->kind == kind ? app->panes
							      : NULL;
}

void
pane_changed_all(struct app *app)
{
	for (struct pane *p = app->panes; p != NULL; p = p->below)
		if (p->kind->changed != NULL)
			p->kind->changed(app, p);
	if (app->panes != NULL)
		app_stale(app, STALE_ALL);
}

/* The topmost pane that is painted; those under it are not seen. */
static struct pane *
pane_seen(struct app *app)
{
	struct pane *p = app->panes;

	while (p != NULL && p->kind->draw == NULL)
		p = p->below;
	return p;
}

void
pane_paint_all(struct app *app, uint32_t from, uint32_t to)
{
	for (struct pane *p = app->panes; p != NULL; p = p->below)
		if (p->kind->paint != NULL)
			p->kind->paint(app, p, from, to);
}

void
pane_over_all(struct app *app, int row)
{
	for (struct pane *p = app->panes; p != NULL; p = p->below)
		if (p->kind->over != NULL)
			p->kind->over(app, p, row);
}

/* Does it take the whole screen? */
static bool
is_whole(const struct pane *p)
{
	return p->kind->mode == MODE_LIST || p->kind->mode == MODE_DESK ||
	       p->kind->mode == MODE_REVIEW;
}

int
pane_foot_rows(struct app *app)
{
	struct pane *p = pane_seen(app);
	int rows = screen_rows(), most = rows / 2, wanted;

	if (p == NULL || is_whole(p))
		return 0;
	wanted = p->kind->rows(app, p, most);
	return wanted < most ? wanted : most;
}

bool
pane_covers_all(struct app *app)
{
	struct pane *p = pane_seen(app);

	return p != NULL && is_whole(p);
}

void
pane_draw_all(struct app *app)
{
	struct pane *p = pane_seen(app);
	int rows = screen_rows() > 1 ? screen_rows() - 1 : 1;
	struct area area = {0, rows, screen_cols()};

	if (p == NULL)
		return;
	if (!is_whole(p)) {
		area.rows = pane_foot_rows(app);
		area.top = rows - area.rows;
	}
	if (area.rows > 0)
		p->kind->draw(app, p, area);
}

int
pane_words(int row, int end, struct str words)
{
	struct span *v = NULL;
	size_t n = 0, cap = 0;

	if (row < end)
		wrap_lines(words, screen_cols() - 2, (size_t)(end - row), &v,
		    &n, &cap);
	for (size_t i = 0; i < n; i++) {
		screen_row(row++);
		screen_put(1, screen_cols(),
		    str_slice(words, v[i].from, v[i].to), LOOK_HUE(HUE_QUIET));
		screen_row_end();
	}
	free(v);
	return row;
}

/* ---- what only panes do ---- */

static void
not_here(struct app *app, const struct call *call)
{
	app_say(app, "%s is for panes and lists", commands[call->id].name);
}

#define PANES_ONLY(id) \
	void cmd_##id(struct app *app, const struct call *call) \
	{ \
		not_here(app, call); \
	}

PANES_ONLY(caller_next)
PANES_ONLY(caller_prev)
PANES_ONLY(item_filter)
PANES_ONLY(item_down)
PANES_ONLY(item_up)
PANES_ONLY(item_page_down)
PANES_ONLY(item_page_up)
PANES_ONLY(item_first)
PANES_ONLY(item_last)
