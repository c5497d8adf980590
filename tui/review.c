/*
 * The review: which marks it shows, what the reader says of them.
 */
#include <stdlib.h>
#include <string.h>

#include "tui/marks.h"
#include "tui/review.h"

static const struct pane_kind review_pane;

const struct annotation *
review_shown(const struct app *app, const struct review *r)
{
	return r->n > 0 ? &app->marks.v[r->v[r->at]] : NULL;
}

/* ---- which ---- */

enum group { DOUBTFUL, LOST, ORPHANED, GROUPS };

static enum group
group_of(const struct annotation *a)
{
	if (a->state != ANCHOR_LOST)
		return GROUPS;
	return a->orphan                   ? ORPHANED
	       : annotation_is_doubtful(a) ? DOUBTFUL
					   : LOST;
}

/* Gather them anew; the one that was shown is still shown, or the next. */
static void
gather(struct app *app, struct review *r)
{
	size_t at = r->at;

	r->n = 0;
	for (enum group g = DOUBTFUL; g < GROUPS; g++)
		for (size_t i = 0; i < app->marks.n; i++)
			if (group_of(&app->marks.v[i]) == g &&
			    (g != ORPHANED || r->orphans))
				ARRAY_PUSH(r->v, r->n, r->cap, i);
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(app->marks.v[r->v[i]].uuid, r->uuid) == 0)
			at = i;
	r->at = at < r->n ? at : r->n > 0 ? r->n - 1 : 0;
}

/* Look where the one at hand may stand. */
static void
show(struct app *app, struct review *r)
{
	const struct annotation *a = review_shown(app, r);

	app_stale(app, STALE_PANES | STALE_STATUS);
	if (a == NULL) {
		r->n_hits = 0;
		return;
	}
	if (strcmp(a->uuid, r->uuid) == 0 && r->n_hits > 0)
		return;
	memcpy(r->uuid, a->uuid, sizeof(r->uuid));
	r->n_hits = a->best.score > 0
			? store_anchor_candidates(app->book, a, r->hits)
			: 0;
	r->hit = 0;
	r->top = 0;
}

static void
go(struct app *app, struct review *r, size_t at)
{
	if (at < r->n)
		r->at = at;
	show(app, r);
}

/* ---- what the reader says ---- */

/* Write a decision; the next mark is shown then. */
static bool
decide(struct app *app, struct review *r, const struct annotation *after)
{
	r->n_hits = 0;
	return marks_change(app, after);
}

static void
accept(struct app *app, struct review *r)
{
	const struct annotation *a = review_shown(app, r);
	struct annotation after;
	struct buf address = BUF_INIT;

	if (r->n_hits == 0) {
		app_say(app, "There is no passage to accept");
		return;
	}
	after = *a;
	after.from = r->hits[r->hit].from;
	after.to = r->hits[r->hit].to;
	after.state = ANCHOR_EXACT;
	book_whereabouts(app->book, after.from, &address);
	if (decide(app, r, &after))
		app_say(app, "It stands at %s now", address.p);
	buf_free(&address);
}

static void
orphan(struct app *app, struct review *r)
{
	struct annotation after = *review_shown(app, r);

	after.orphan = true;
	if (decide(app, r, &after))
		app_say(
		    app, "Kept as an orphan: listed and exported as it was");
}

/* The page at the passage shown. */
static void
visit(struct app *app, struct review *r)
{
	uint32_t at;

	if (r->n_hits == 0) {
		app_say(app, "There is no passage to go to");
		return;
	}
	at = r->hits[r->hit].from;
	pane_close(app);
	view_jump(app, at);
}

/* ---- the pane ---- */

static void
scroll(struct app *app, struct review *r, int by)
{
	int most = r->lines > r->rows ? r->lines - r->rows : 0;

	r->top += by;
	r->top = r->top > most ? most : r->top;
	r->top = r->top < 0 ? 0 : r->top;
	app_stale(app, STALE_PANES);
}

static void
turn(struct app *app, struct review *r, size_t by)
{
	if (r->n_hits < 2) {
		app_say(app, r->n_hits == 1 ? "This is the only passage like it"
					    : "No passage is like it");
		return;
	}
	r->hit = (r->hit + by) % r->n_hits;
	r->top = 0;
	app_stale(app, STALE_PANES | STALE_STATUS);
}

/* Commands that move from mark to mark, or over a long one. */
static bool
review_move(struct app *app, struct review *r, const struct call *c)
{
	size_t n = c->count, last = r->n > 0 ? r->n - 1 : 0;
	int page = r->rows > 1 ? r->rows - 1 : 1;

	if (c->id == COMMAND_item_down)
		go(app, r, n < last - r->at ? r->at + n : last);
	else if (c->id == COMMAND_item_up)
		go(app, r, n < r->at ? r->at - n : 0);
	else if (c->id == COMMAND_item_first)
		go(app, r, 0);
	else if (c->id == COMMAND_item_last)
		go(app, r, last);
	else if (c->id == COMMAND_item_page_down)
		scroll(app, r, page);
	else if (c->id == COMMAND_item_page_up)
		scroll(app, r, -page);
	else
		return false;
	return true;
}

static bool
review_command(struct app *app, struct pane *p, const struct call *c)
{
	struct review *r = (struct review *)p;

	if (review_move(app, r, c))
		return true;
	if (c->id < COMMAND_review_accept || c->id > COMMAND_review_search) {
		if (c->id != COMMAND_target_go)
			return false;
	}
	if (review_shown(app, r) == NULL)
		app_say(app, "Nothing is left to review");
	else if (c->id == COMMAND_review_accept)
		accept(app, r);
	else if (c->id == COMMAND_candidate_next)
		turn(app, r, 1);
	else if (c->id == COMMAND_candidate_prev)
		turn(app, r, r->n_hits > 0 ? r->n_hits - 1 : 0);
	else if (c->id == COMMAND_review_orphan)
		orphan(app, r);
	else if (c->id == COMMAND_review_search)
		review_by_hand(app, review_shown(app, r));
	else
		visit(app, r);
	return true;
}

static void
review_changed(struct app *app, struct pane *p)
{
	struct review *r = (struct review *)p;

	gather(app, r);
	show(app, r);
}

static void
review_close(struct app *app, struct pane *p)
{
	struct review *r = (struct review *)p;

	(void)app;
	free(r->v);
	free(r);
}

static const struct pane_kind review_pane = {
    .name = "review",
    .mode = MODE_REVIEW,
    .draw = review_draw,
    .command = review_command,
    .status = review_status,
    .changed = review_changed,
    .close = review_close,
};

void
review_to(struct app *app, const char *uuid)
{
	struct review *r = (struct review *)pane_top(app, &review_pane);

	for (size_t i = 0; r != NULL && i < r->n; i++)
		if (strcmp(app->marks.v[r->v[i]].uuid, uuid) == 0)
			go(app, r, i);
}

void
review_open(struct app *app, const char *uuid, bool orphans)
{
	struct review *r = xcalloc(1, sizeof(*r));

	r->pane.kind = &review_pane;
	r->orphans = orphans;
	memcpy(r->uuid, uuid, strlen(uuid) + 1);
	gather(app, r);
	show(app, r);
	pane_open(app, &r->pane);
}
