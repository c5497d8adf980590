/*
 * A change of annotations from the workbench: of the one in hand, or of all that
 * are chosen, as one step to be undone; written first and then shown.
 */
#include <stdlib.h>

#include "tui/desk.h"
#include "tui/marks.h"

/* ---- what is changed ---- */

struct desk_targets
desk_targets(const struct desk *d)
{
	const struct pile *p = &d->pile;
	const struct annotation *hand = desk_hand(d);
	struct desk_targets t = {.v = NULL};
	bool any = pile_n_chosen(p) > 0;

	for (size_t i = 0; any && i < p->n; i++)
		if (pile_chosen(p, &p->v[i]))
			ARRAY_PUSH(t.v, t.n, t.cap, p->v[i].a);
	if (!any && hand != NULL)
		ARRAY_PUSH(t.v, t.n, t.cap, hand);
	for (size_t i = 0; i < t.n; i++)
		t.coloured += t.v[i]->kind != ANNOTATION_BOOKMARK;
	return t;
}

bool
desk_may_change(struct app *app, const struct desk *d)
{
	if (d->state->trash) {
		app_say(app, "This was deleted: restore it first");
		return false;
	}
	return marks_writable(app);
}

/* Show what the store has now of the books of these rows, which are sorted. */
static void
show_again(struct app *app, struct desk *d, const int64_t *rows, size_t n)
{
	struct err err;
	bool own = false;

	for (size_t i = 0; i < n; i++) {
		own = own || rows[i] == app->id.row;
		if (rows[i] == app->id.row || (i > 0 && rows[i] == rows[i - 1]))
			continue;
		if (!desk_reread(app, d, rows[i], &err))
			app_say_error(app, "%s", err.text);
	}
	/* the page shows them too, and tells the workbench */
	if (own)
		app_marks_changed(app);
	else
		d->pane.kind->changed(app, &d->pane);
	app_stale(app, STALE_PANES | STALE_STATUS);
}

void
desk_show_again(struct app *app, struct desk *d, int64_t row)
{
	int64_t *rows = xcalloc(d->pile.n_books + 1, sizeof(*rows));
	size_t n = 0;

	for (size_t i = 0; i < d->pile.n_books; i++)
		if (row == 0 || d->pile.books[i].row == row)
			rows[n++] = d->pile.books[i].row;
	show_again(app, d, rows, n);
	free(rows);
}

static int
by_row(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return a < b ? -1 : a > b;
}

/* Do it to all of them in one step, or, if the store refuses, to none. */
static bool
write_all(struct app *app, const struct desk_targets *t, desk_change_fn *fn,
    void *data, struct err *err)
{
	bool ok = true;

	if (!store_begin(app->store, err))
		return false;
	for (size_t i = 0; ok && i < t->n; i++)
		ok = fn(app, t->v[i], data, err);
	return ok ? store_end(app->store, true, err)
		  : store_end(app->store, false, NULL) && ok;
}

bool
desk_change(struct app *app, struct desk *d, const struct desk_targets *t,
    desk_change_fn *fn, void *data)
{
	int64_t *rows = xcalloc(t->n + 1, sizeof(*rows));
	struct err err;
	bool ok;

	for (size_t i = 0; i < t->n; i++)
		rows[i] = t->v[i]->book;
	qsort(rows, t->n, sizeof(*rows), by_row);
	ok = write_all(app, t, fn, data, &err);
	if (ok)
		show_again(app, d, rows, t->n);
	else
		app_say_error(app, "NOT kept: %s", err.text);
	free(rows);
	return ok;
}

bool
desk_update(struct app *app, const struct annotation *after, struct err *err)
{
	struct book_id id = {.row = after->book};
	bool own = after->book == app->id.row;

	return store_update(app->store, own ? &app->id : &id,
	    own ? app->book : NULL, after, err);
}
