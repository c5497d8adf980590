/*
 * Where the reader came from: two stacks in one array.  v[at] is the present
 * (its place is written when it is left); what is before it is behind, what is
 * after it ahead.  A place is kept as it was when it was left, so that going
 * back and forth between two places follows both as they move.
 */
#include <stdlib.h>
#include <string.h>

#include "tui/app.h"

#define LIMIT_HISTORY 1000u

static void
present(struct history *h, struct moment now)
{
	if (h->n == 0) {
		ARRAY_PUSH(h->v, h->n, h->cap, now);
		h->at = 0;
	}
	h->v[h->at] = now;
}

struct moment
history_now(const struct app *app)
{
	return (struct moment){app->view.anchor, app->history.book};
}

void
history_record(struct app *app)
{
	history_record_from(app, history_now(app));
}

void
history_record_from(struct app *app, struct moment left)
{
	struct history *h = &app->history;

	present(h, left);
	h->n = h->at + 1;
	if (h->n >= LIMIT_HISTORY) {
		memmove(h->v, h->v + 1, (h->n - 1) * sizeof(*h->v));
		h->n--;
	}
	ARRAY_PUSH(h->v, h->n, h->cap, history_now(app));
	h->at = h->n - 1;
	h->fro = false;
}

/* Go to a moment of the past or the future, which may be in another book. */
static void
history_go(struct app *app, size_t to)
{
	struct history *h = &app->history;
	struct moment goal = h->v[to];
	bool other = goal.book != h->book;
	struct err err;

	if (other && !app_switch(app, h->books[goal.book], &err)) {
		app_say_error(app, "%s", err.text);
		return;
	}
	h->at = to;
	view_show(app, goal.place);
	/* where the other book was left is changed by reading on in it alone */
	if (other)
		app->saved_place = app->view.anchor;
}

static bool
history_back(struct app *app)
{
	struct history *h = &app->history;

	if (h->n == 0 || h->at == 0)
		return false;
	present(h, history_now(app));
	h->fro = false;
	history_go(app, h->at - 1);
	return true;
}

static bool
history_forward(struct app *app)
{
	struct history *h = &app->history;

	if (h->n == 0 || h->at + 1 >= h->n)
		return false;
	present(h, history_now(app));
	h->fro = false;
	history_go(app, h->at + 1);
	return true;
}

bool
history_toggle(struct app *app)
{
	struct history *h = &app->history;

	if (h->at == 0 || h->fro)
		return history_forward(app);
	h->fro = history_back(app);
	return h->fro;
}

const char *
history_enter(struct app *app, const char *path)
{
	struct history *h = &app->history;

	for (h->book = 0; h->book < h->n_books; h->book++)
		if (strcmp(h->books[h->book], path) == 0)
			return h->books[h->book];
	ARRAY_PUSH(h->books, h->n_books, h->cap_books, xstrdup(path));
	return h->books[h->book];
}

void
history_free(struct app *app)
{
	for (size_t i = 0; i < app->history.n_books; i++)
		free(app->history.books[i]);
	free(app->history.books);
	free(app->history.v);
}

void
cmd_back(struct app *app, const struct call *call)
{
	for (uint32_t i = 0; i < call->count; i++)
		if (!history_back(app)) {
			app_say(app, "No jump to go back over");
			return;
		}
}

void
cmd_forward(struct app *app, const struct call *call)
{
	for (uint32_t i = 0; i < call->count; i++)
		if (!history_forward(app)) {
			app_say(app, "No jump to do again");
			return;
		}
}
