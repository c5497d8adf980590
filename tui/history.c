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
present(struct app *app)
{
	struct history *h = &app->history;

	if (h->n == 0) {
		ARRAY_PUSH(h->v, h->n, h->cap, (struct moment){0});
		h->at = 0;
	}
	h->v[h->at].place = app->view.anchor;
}

void
history_record(struct app *app)
{
	struct history *h = &app->history;

	present(app);
	h->n = h->at + 1;
	if (h->n >= LIMIT_HISTORY) {
		memmove(h->v, h->v + 1, (h->n - 1) * sizeof(*h->v));
		h->n--;
	}
	ARRAY_PUSH(h->v, h->n, h->cap, (struct moment){app->view.anchor});
	h->at = h->n - 1;
	h->fro = false;
}

bool
history_back(struct app *app)
{
	struct history *h = &app->history;

	if (h->n == 0 || h->at == 0)
		return false;
	present(app);
	h->fro = false;
	view_show(app, h->v[--h->at].place);
	return true;
}

bool
history_forward(struct app *app)
{
	struct history *h = &app->history;

	if (h->n == 0 || h->at + 1 >= h->n)
		return false;
	present(app);
	h->fro = false;
	view_show(app, h->v[++h->at].place);
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

void
history_free(struct app *app)
{
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
