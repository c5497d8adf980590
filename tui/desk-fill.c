/*
 * Filling the workbench: which annotations lie on it, and of which books.
 */
#include <time.h>

#include "tui/desk.h"
#include "tui/far.h"

int64_t
desk_now(const struct app *app)
{
	struct timespec t;

	if (app->fixed_clock != 0)
		return app->fixed_clock;
	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* The book that is read: what the page shows is what is worked on. */
static bool
fill_own(struct app *app, struct desk *d, uint32_t book, struct err *err)
{
	struct annotations notes = app->marks;

	if (d->state->trash) {
		if (!store_list(
			app->store, &app->id, app->book, true, &notes, err))
			return false;
	} else {
		notes.arena = NULL; /* lent */
	}
	pile_set(&d->pile, book, notes);
	return true;
}

/* Those of one book among all, which are sorted by books. */
static struct annotations
slice_of(const struct annotations *all, int64_t row)
{
	size_t lo = 0, hi = all->n, n = 0;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (all->v[mid].book < row)
			lo = mid + 1;
		else
			hi = mid;
	}
	while (lo + n < all->n && all->v[lo + n].book == row)
		n++;
	return (struct annotations){.v = all->v + lo, .n = n};
}

/* Add a book of the shelf. */
static bool
fill_book(struct app *app, struct desk *d, const struct shelf_book *k,
    struct err *err)
{
	uint32_t book = pile_add(&d->pile, k->row, far_name(k));

	if (k->row == app->id.row)
		return fill_own(app, d, book, err);
	pile_set(&d->pile, book, slice_of(&d->all, k->row));
	return true;
}

/* All books: the one that is read first, then those read last. */
static bool
fill_all(struct app *app, struct desk *d, struct err *err)
{
	const struct shelf *shelf = &d->shelf;
	bool ok = store_shelf(app->store, &d->shelf, err) &&
		  store_list_all(app->store, d->state->trash, &d->all, err);

	for (size_t i = 0; ok && i < shelf->n; i++)
		if (shelf->v[i].row == app->id.row)
			ok = fill_book(app, d, &shelf->v[i], err);
	for (size_t i = 0; ok && i < shelf->n; i++)
		if (shelf->v[i].row != app->id.row)
			ok = fill_book(app, d, &shelf->v[i], err);
	return ok;
}

bool
desk_fill(struct app *app, struct desk *d, struct err *err)
{
	bool ok = true;

	pile_clear(&d->pile);
	annotations_free(&d->all);
	shelf_free(&d->shelf);
	d->pile.order = d->state->order;
	d->pile.text = d->state->every ? NULL : app->book;
	if (app->store == NULL)
		ok = err_set(err, ERR_STORE, "no store is open");
	else if (d->state->every)
		ok = fill_all(app, d, err);
	else
		ok = fill_own(
		    app, d, pile_add(&d->pile, app->id.row, STR("")), err);
	pile_arrange(&d->pile, d->sieve);
	return ok;
}

bool
desk_reread(struct app *app, struct desk *d, int64_t row, struct err *err)
{
	uint32_t book = pile_book_of(&d->pile, row);
	struct book_id id = {.row = row};
	struct annotations notes;

	if (book == UINT32_MAX)
		return true;
	if (row == app->id.row)
		return fill_own(app, d, book, err);
	if (!store_list(app->store, &id, NULL, d->state->trash, &notes, err))
		return false;
	pile_set(&d->pile, book, notes);
	return true;
}
