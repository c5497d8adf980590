/*
 * Undoing changes of annotations, and doing them again: of the book that is
 * read or, on a workbench of all books, of any; also those of earlier sittings.
 */
#include "tui/desk.h"
#include "tui/marks.h"
#include "tui/review.h"
#include "tui/undo.h"

/* Say what was undone and where, for it may be on another page. */
static void
say(struct app *app, const struct undone *u, bool again)
{
	struct buf words = BUF_INIT;

	undo_say(&words, u, again);
	buf_puts(&words, ", ");
	if (u->book == app->id.row)
		book_whereabouts(
		    app->book, book_snap(app->book, u->place), &words);
	else
		buf_puts(&words, "in another book");
	app_say(app, "%s", words.p);
	buf_free(&words);
}

/* Show what the store has now. */
static void
show(struct app *app, const struct undone *u)
{
	struct desk *d = desk_top(app);

	if (d == NULL || u->n > 1)
		app_marks_changed(app);
	review_to(app, u->uuid);
	if (d == NULL)
		return;
	desk_show_again(app, d, u->n > 1 ? 0 : u->book);
	pile_to(&d->pile, u->uuid);
}

static void
step(struct app *app, const struct call *call, bool again)
{
	int64_t book = desk_shows_all(app) ? 0 : app->id.row;

	for (uint32_t i = 0; i < call->count; i++) {
		struct undone u;
		struct err err;

		if (!marks_writable(app))
			return;
		if (!store_undo(app->store, book, again, &u, &err)) {
			app_say_error(app, "NOT kept: %s", err.text);
			return;
		}
		if (u.n == 0) {
			if (i == 0)
				app_say(app, again ? "Nothing to do again"
						   : "Nothing to undo");
			return;
		}
		show(app, &u);
		say(app, &u, again);
	}
}

void
cmd_undo(struct app *app, const struct call *call)
{
	step(app, call, false);
}

void
cmd_redo(struct app *app, const struct call *call)
{
	step(app, call, true);
}
