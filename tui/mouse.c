/*
 * The mouse: drags select, clicks open, the wheel scrolls.  All of it is done by
 * the commands that keys have.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "tui/caret.h"
#include "tui/desk.h"
#include "tui/here.h"
#include "tui/list.h"
#include "tui/mark.h"
#include "tui/mouse.h"
#include "tui/peek.h"
#include "tui/picture.h"
#include "tui/select.h"
#include "tui/target.h"

#define WHEEL 3 /* lines of a turn */

/* Where the button went down. */
struct pressed {
	bool down; /* on text */
	bool dragged;
	enum ground ground;
	uint32_t place;
	uint32_t image; /* the picture in whose frame, or NOWHERE */
};

static struct pressed *
pressed_of(struct app *app)
{
	if (app->pressed == NULL) {
		app->pressed = xcalloc(1, sizeof(*app->pressed));
		app->pressed->image = NOWHERE;
	}
	return app->pressed;
}

void
mouse_forget(struct app *app)
{
	free(app->pressed);
	app->pressed = NULL;
}

/* ---- the wheel ---- */

static bool
over_pane(struct app *app, int row)
{
	return app->panes != NULL && app->panes->kind->mode == MODE_PANE &&
	       row >= screen_rows() - 1 - pane_foot_rows(app);
}

static void
wheel(struct app *app, struct mouse m)
{
	bool down = m.deed == MOUSE_WHEEL_DOWN;
	struct call call = {
	    .id = down ? COMMAND_item_down : COMMAND_item_up, .count = WHEEL};

	if (pane_covers_all(app) || over_pane(app, m.row))
		app_command(app, &call);
	else
		view_scroll(app, down ? WHEEL : -WHEEL);
}

/* ---- clicks ---- */

/* Does a cell show this very character? */
static bool
is_on(struct app *app, struct mouse m, enum ground g, uint32_t place)
{
	int row, col, width = 1;

	if (!ground_cell(app, g, place, &row, &col) || row != m.row)
		return false;
	grapheme_next(
	    book_text(app->book, place, (uint32_t)app->book->text.n), &width);
	return m.col >= col && m.col < col + (width > 0 ? width : 1);
}

/* What is marked there, in the pane; of several, in a list first. */
static bool
open_mark(struct app *app, uint32_t place)
{
	const struct annotation *found = NULL;
	size_t n = 0;

	for (size_t i = 0; i < app->marks.n; i++) {
		const struct annotation *a = &app->marks.v[i];

		if (a->from > place)
			break;
		if (a->kind == ANNOTATION_BOOKMARK || place >= a->to ||
		    a->state == ANCHOR_LOST)
			continue;
		if (found == NULL || a->to - a->from < found->to - found->from)
			found = a;
		n++;
	}
	if (n == 0)
		return false;
	app->focus = (struct focus){place, place + 1};
	if (n > 1)
		cmd_marks(app, &(struct call){.id = COMMAND_marks, .count = 1});
	else
		peek_open(app, card_of_mark(found->uuid));
	return true;
}

/* Released where it was pressed: open what is there; on the page beside a pane,
 * close the pane. */
static void
click(struct app *app, struct mouse m, const struct pressed *p)
{
	bool hit = is_on(app, m, p->ground, p->place);
	struct target t = target_at(app->book, p->place);

	if (hit && t.kind != TARGET_NONE) {
		if (p->ground == GROUND_PAGE)
			app->focus = (struct focus){t.from, t.to};
		follow_target(app, t);
	} else if (!(hit && open_mark(app, p->place)) &&
		   p->ground == GROUND_PAGE && app->panes != NULL &&
		   app->panes->kind->mode == MODE_PANE) {
		pane_close(app);
	}
	app_stale(app, STALE_ALL);
}

/* The picture in whose frame a row is, or NOWHERE. */
static uint32_t
image_at(struct app *app, int row)
{
	uint32_t block = ground_block(app, row);

	return block == NOWHERE ? NOWHERE : book_image_of(app->book, block);
}

static void
click_image(struct app *app, uint32_t image)
{
	const struct image *m = &app->book->images[image];

	app->focus = (struct focus){m->from, m->to};
	app_stale(app, STALE_ALL);
	picture_open(app, image);
}

/* An item of a list: chosen, and if it was already, opened; on the workbench it is
 * opened by pressing twice, since it is read there too. */
static void
press_list(struct app *app, struct mouse m)
{
	struct list *l = list_top(app, NULL);
	struct desk *d = desk_top(app);
	size_t at;

	if (d != NULL) {
		desk_press(app, d, m.row);
		if (m.twice)
			app_command(app,
			    &(struct call){.id = COMMAND_follow, .count = 1});
		return;
	}
	if (l == NULL || m.row < 1 || m.row > l->rows)
		return;
	at = l->items.top + (size_t)(m.row - 1);
	if (at >= l->items.n_shown)
		return;
	if (at == l->items.at)
		app_command(
		    app, &(struct call){.id = COMMAND_follow, .count = 1});
	else
		items_settle(&l->items, at, 1);
	app_stale(app, STALE_PANES | STALE_STATUS);
}

/* ---- pressing and dragging ---- */

/* Put a caret at a place, instead of the one there is. */
static struct caret *
fresh_caret(struct app *app, enum ground g, uint32_t place)
{
	select_end(app);
	if (g == GROUND_PAGE)
		while (app->panes != NULL)
			pane_close(app);
	return caret_open(app, g, place);
}

static void
press(struct app *app, struct mouse m)
{
	struct pressed *p = pressed_of(app);

	p->dragged = false;
	p->image = pane_covers_all(app) || m.twice || caret_on_top(app)
		       ? NOWHERE
		       : image_at(app, m.row);
	p->down = !pane_covers_all(app) &&
		  ground_at(app, m.row, m.col, &p->ground, &p->place);
	if (pane_covers_all(app)) {
		press_list(app, m);
		return;
	}
	if (p->down && m.twice) {
		fresh_caret(app, p->ground, p->place);
		app_command(
		    app, &(struct call){.id = COMMAND_select_word, .count = 1});
		p->down = false;
	} else if (caret_on_top(app)) {
		/* elsewhere than on a callout a click ends the selection */
		select_end(app);
		p->down = p->down && select_caret(app, &(struct span){0, 0},
					 &(struct span){0, 0}) == false;
	}
}

/* Beyond the text the selection grows line by line, and the page with it. */
static uint32_t
beyond(struct app *app, struct caret *c, struct mouse m)
{
	struct ground_line l;
	int row, col;

	if (!ground_cell(app, c->ground, c->at, &row, &col) ||
	    !ground_find(app, c->ground, c->at, &l) || row == m.row)
		return c->at;
	if (!ground_step(app, c->ground, &l, m.row > row))
		return c->at;
	return ground_place(app, &l, m.col - ground_left(app, c->ground, &l));
}

static void
drag(struct app *app, struct mouse m)
{
	struct pressed *p = pressed_of(app);
	struct caret *c;
	enum ground g;
	uint32_t to;

	if (!p->down)
		return;
	if (!p->dragged) {
		c = fresh_caret(app, p->ground, p->place);
		c->start = p->place;
		p->dragged = true;
	}
	c = caret_of(app);
	if (c == NULL)
		return;
	if (!ground_at(app, m.row, m.col, &g, &to) || g != c->ground)
		to = beyond(app, c, m);
	c->col = -1;
	caret_go(app, c, to);
}

static void
release(struct app *app, struct mouse m)
{
	struct pressed *p = pressed_of(app);
	bool clicked = p->down && !p->dragged;

	p->down = false;
	if (p->image != NOWHERE && !p->dragged &&
	    image_at(app, m.row) == p->image)
		click_image(app, p->image);
	else if (clicked)
		click(app, m, p);
	p->image = NOWHERE;
}

void
mouse_do(struct app *app, struct mouse m)
{
	static void (*const deeds[])(struct app *, struct mouse) = {
	    [MOUSE_PRESS] = press,
	    [MOUSE_DRAG] = drag,
	    [MOUSE_RELEASE] = release,
	    [MOUSE_WHEEL_UP] = wheel,
	    [MOUSE_WHEEL_DOWN] = wheel,
	};

	/* letters and lines that are being typed come first */
	if (app->prompt != NULL || m.deed == MOUSE_OTHER ||
	    app_mode(app) == MODE_HINTS)
		return;
	if (m.deed != MOUSE_RELEASE)
		app_hush(app);
	deeds[m.deed](app, m);
}
