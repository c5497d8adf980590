/*
 * The workbench: the pane, moving about in it, and which command is whose.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/desk.h"
#include "tui/far.h"
#include "tui/here.h"
#include "tui/review.h"

static const struct pane_kind desk_pane;

struct desk *
desk_top(struct app *app)
{
	return (struct desk *)pane_top(app, &desk_pane);
}

bool
desk_shows_all(struct app *app)
{
	struct desk *d = desk_top(app);

	return d != NULL && d->state->every;
}

const struct annotation *
desk_hand(const struct desk *d)
{
	const struct pile_item *item = pile_item(&d->pile);

	return item != NULL ? item->a : NULL;
}

/* ---- opening, filling again, closing ---- */

struct desk_state *
desk_state_of(struct app *app)
{
	if (app->desk == NULL) {
		app->desk = xcalloc(1, sizeof(*app->desk));
		buf_init(&app->desk->filter);
		buf_init(&app->desk->exporting);
	}
	return app->desk;
}

void
desk_forget(struct app *app)
{
	if (app->desk == NULL)
		return;
	buf_free(&app->desk->filter);
	buf_free(&app->desk->exporting);
	free(app->desk);
	app->desk = NULL;
}

/* Take in hand what was gone to from here, else what the page is nearest. */
static void
find_hand(struct app *app, struct desk *d)
{
	const struct annotation *a;

	if (pile_to(&d->pile, d->state->hand)) {
		a = desk_hand(d);
		if (a != NULL && a->book == app->id.row &&
		    a->from >= app->view.from && a->from < app->view.to)
			return;
	}
	if (d->pile.text != NULL && d->pile.order == ORDER_BOOK)
		pile_to_place(&d->pile, app->view.from);
	else if (d->state->hand[0] == '\0')
		pile_settle(&d->pile, 0, 1);
}

static void
fill(struct app *app, struct desk *d)
{
	struct err err;

	if (!desk_fill(app, d, &err))
		app_say_error(app, "%s", err.text);
	desk_sift(app, d);
	app_stale(app, STALE_PANES | STALE_STATUS);
}

static void
desk_open(struct app *app)
{
	struct desk *d = xcalloc(1, sizeof(*d));

	d->pane.kind = &desk_pane;
	d->state = desk_state_of(app);
	buf_init(&d->full);
	buf_init(&d->question);
	pane_open(app, &d->pane);
	fill(app, d);
	find_hand(app, d);
}

static void
desk_close(struct app *app, struct pane *p)
{
	struct desk *d = (struct desk *)p;

	(void)app;
	pile_free(&d->pile);
	annotations_free(&d->all);
	shelf_free(&d->shelf);
	sieve_free(d->sieve);
	buf_free(&d->full);
	buf_free(&d->question);
	free(d->lines);
	free(d);
}

/* The book's marks have changed, or the screen's width. */
static void
desk_changed(struct app *app, struct pane *p)
{
	struct desk *d = (struct desk *)p;
	struct err err;

	if (!desk_reread(app, d, app->id.row, &err))
		app_say_error(app, "%s", err.text);
	pile_arrange(&d->pile, d->sieve);
	desk_refold(d);
	pile_sift(&d->pile, d->sieve);
}

void
desk_others_changed(struct app *app)
{
	struct desk *d = desk_top(app);

	if (d != NULL && d->state->every)
		desk_show_again(app, d, 0);
}

/* ---- what is shown, and in which order ---- */

/* "all" books or this "book"; nothing: as it is. */
static bool
set_scope(struct app *app, struct str arg)
{
	bool all = str_is(arg, "all");

	if (arg.n > 0 && !all && !str_is(arg, "book")) {
		app_say_error(app, "annotations wants all or book");
		return false;
	}
	if (arg.n > 0)
		app->desk->every = all;
	return true;
}

static void
toggle_all(struct app *app, struct desk *d, const struct call *c)
{
	if (c->arg.n == 0)
		d->state->every = !d->state->every;
	if (set_scope(app, c->arg))
		fill(app, d);
}

static void
toggle_trash(struct app *app, struct desk *d, const struct call *c)
{
	(void)c;
	d->state->trash = !d->state->trash;
	pile_choose_all(&d->pile, CHOOSE_NONE);
	fill(app, d);
}

static void
sort_by(struct app *app, struct desk *d, const struct call *c)
{
	int order = ((int)d->state->order + 1) % ORDERS;

	if (c->arg.n > 0) {
		for (order = 0; order < ORDERS; order++)
			if (str_eq(c->arg, str_slice(str_of(pile_orders[order]),
					       0, c->arg.n)))
				break;
		if (order == ORDERS) {
			app_say_error(app,
			    "sort wants book, newest, oldest, changed, colour "
			    "or kind");
			return;
		}
	}
	d->state->order = d->pile.order = (enum pile_order)order;
	pile_arrange(&d->pile, d->sieve);
	/* another order is asked for to see what comes first by it */
	if (order != ORDER_BOOK)
		pile_settle(&d->pile, 0, 1);
	app_say(app, "Sorted by: %s", pile_orders[order]);
	app_stale(app, STALE_PANES);
}

static void
choose(struct app *app, struct desk *d, const struct call *c)
{
	const struct pile_item *item = pile_item(&d->pile);

	if (str_is(c->arg, "all"))
		pile_choose_all(&d->pile, CHOOSE_ALL);
	else if (str_is(c->arg, "none"))
		pile_choose_all(&d->pile, CHOOSE_NONE);
	else if (str_is(c->arg, "others"))
		pile_choose_all(&d->pile, CHOOSE_OTHERS);
	else if (c->arg.n > 0)
		app_say_error(app, "choose wants all, none or others");
	else if (item != NULL) {
		for (uint32_t i = 0; i < c->count; i++) {
			item = pile_item(&d->pile);
			pile_choose(
			    &d->pile, item, !pile_chosen(&d->pile, item));
			pile_move(&d->pile, 1);
			if (pile_item(&d->pile) == item)
				break;
		}
	}
	app_stale(app, STALE_PANES);
}

/* ---- moving ---- */

static void
move_down(struct app *app, struct desk *d, const struct call *c)
{
	if (!pile_read_on(&d->pile, d->rows, c->count))
		pile_move(&d->pile, c->count);
	app_stale(app, STALE_PANES);
}

static void
move_up(struct app *app, struct desk *d, const struct call *c)
{
	if (!pile_read_on(&d->pile, d->rows, -(long)c->count))
		pile_move(&d->pile, -(long)c->count);
	app_stale(app, STALE_PANES);
}

static void
page_down(struct app *app, struct desk *d, const struct call *c)
{
	size_t rows = (size_t)(d->rows > 2 ? d->rows - 2 : 1) * c->count;

	if (!pile_read_on(&d->pile, d->rows, (long)rows)) {
		d->pile.top += rows;
		pile_settle(&d->pile, d->pile.at + rows, -1);
	}
	app_stale(app, STALE_PANES);
}

static void
page_up(struct app *app, struct desk *d, const struct call *c)
{
	size_t rows = (size_t)(d->rows > 2 ? d->rows - 2 : 1) * c->count;
	size_t at = d->pile.at;

	if (!pile_read_on(&d->pile, d->rows, -(long)rows)) {
		d->pile.top -= rows < d->pile.top ? rows : d->pile.top;
		pile_settle(&d->pile, rows < at ? at - rows : 0, -1);
	}
	app_stale(app, STALE_PANES);
}

static void
move_first(struct app *app, struct desk *d, const struct call *c)
{
	(void)c;
	pile_settle(&d->pile, 0, 1);
	app_stale(app, STALE_PANES);
}

static void
move_last(struct app *app, struct desk *d, const struct call *c)
{
	(void)c;
	pile_settle(&d->pile, d->pile.n_rows, -1);
	app_stale(app, STALE_PANES);
}

/* ---- going ---- */

static void
go(struct app *app, struct desk *d, const struct call *c)
{
	const struct annotation *a = desk_hand(d);
	struct annotation goal;

	(void)c;
	if (a == NULL)
		return;
	if (a->state == ANCHOR_LOST && a->book == app->id.row) {
		goal = *a;
		pane_close_all(app);
		review_open(app, goal.uuid, true);
		return;
	}
	if (a->state == ANCHOR_LOST) {
		app_say(app, "Its text is not in this book any more; the quote "
			     "and the note are kept");
		return;
	}
	goal = *a;
	memcpy(d->state->hand, a->uuid, sizeof(d->state->hand));
	if (goal.book == app->id.row) {
		pane_close_all(app);
		view_jump(app, goal.from);
		/* the page's keys mean this one */
		here_choose(app, &goal);
	} else {
		far_go(app, &goal);
	}
}

/* ---- the mouse ---- */

void
desk_press(struct app *app, struct desk *d, int row)
{
	size_t at = d->pile.top + (size_t)(row - d->first);

	if (row < d->first + d->kept || row >= d->first + d->rows ||
	    at >= d->pile.n_rows)
		return;
	/* a title is of what follows it, a note of what it is under */
	pile_settle(&d->pile, at, d->pile.rows[at].what == ROW_TITLE ? 1 : -1);
	app_stale(app, STALE_PANES | STALE_STATUS);
}

/* ---- commands ---- */

static void
unfold(struct app *app, struct desk *d, const struct call *c)
{
	(void)c;
	desk_unfold(app, d);
}

static void (*const functions[COMMANDS])(
    struct app *, struct desk *, const struct call *) = {
    [COMMAND_item_filter] = desk_filter,
    [COMMAND_item_colour] = desk_filter_colour,
    [COMMAND_item_choose] = choose,
    [COMMAND_item_unfold] = unfold,
    [COMMAND_item_down] = move_down,
    [COMMAND_item_up] = move_up,
    [COMMAND_item_page_down] = page_down,
    [COMMAND_item_page_up] = page_up,
    [COMMAND_item_first] = move_first,
    [COMMAND_item_last] = move_last,
    [COMMAND_sort] = sort_by,
    [COMMAND_annotations] = toggle_all,
    [COMMAND_trash] = toggle_trash,
    [COMMAND_follow] = go,
    [COMMAND_target_go] = go,
    [COMMAND_recolour] = desk_recolour,
    [COMMAND_style] = desk_restyle,
    [COMMAND_tag] = desk_tag,
    [COMMAND_note] = desk_note,
    [COMMAND_note_line] = desk_note,
    [COMMAND_mark_delete] = desk_delete,
    [COMMAND_restore] = desk_restore,
    [COMMAND_purge] = desk_purge,
    [COMMAND_export] = desk_export,
    [COMMAND_copy] = desk_copy,
};

static bool
desk_command(struct app *app, struct pane *p, const struct call *c)
{
	struct desk *d = (struct desk *)p;

	if (c->id == COMMAND_close && d->state->filter.n > 0) {
		desk_unfilter(app);
		return true;
	}
	if (functions[c->id] == NULL)
		return false;
	functions[c->id](app, d, c);
	return true;
}

static const struct pane_kind desk_pane = {
    .name = "workbench",
    .mode = MODE_DESK,
    .draw = desk_draw,
    .command = desk_command,
    .status = desk_status,
    .changed = desk_changed,
    .close = desk_close,
};

void
cmd_annotations(struct app *app, const struct call *call)
{
	desk_state_of(app)->trash = false;
	if (set_scope(app, call->arg))
		desk_open(app);
}

void
cmd_trash(struct app *app, const struct call *call)
{
	(void)call;
	desk_state_of(app)->trash = true;
	desk_open(app);
}

/* ---- what only the workbench does ---- */

#define DESK_ONLY(command) \
	void cmd_##command(struct app *app, const struct call *call) \
	{ \
		app_say(app, "%s is for the workbench (:annotations)", \
		    commands[call->id].name); \
	}

DESK_ONLY(item_colour)
DESK_ONLY(item_choose)
DESK_ONLY(item_unfold)
DESK_ONLY(restore)
DESK_ONLY(purge)
