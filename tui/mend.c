/*
 * A damaged store: its newest whole backup is offered, and put in its place if
 * the reader says so.
 */
#include <izba/text.h>

#include "tui/ask.h"
#include "tui/unsaved.h"

/* Ask, if there is something to ask; false with a message if not. */
static bool
ask(struct app *app)
{
	const struct call call = {.id = COMMAND_recover, .count = 1};
	struct store_backup b;
	struct buf words = BUF_INIT;

	if (app->store_path == NULL || !store_is_damaged(app->store_path)) {
		app_say(app, "The store is not damaged");
		return false;
	}
	if (!store_find_backup(app->store_path, &b)) {
		app_say_error(app,
		    "%s is damaged, and there is no whole backup of it: marks "
		    "are kept in memory only",
		    app->store_path);
		return false;
	}
	buf_printf(&words,
	    "The store is damaged.  Use the backup of %s (%u mark%s)?  y n",
	    b.day, b.annotations, b.annotations == 1 ? "" : "s");
	ask_key(app, &call, words.p);
	buf_free(&words);
	store_backup_free(&b);
	return true;
}

void
mend_offer(struct app *app)
{
	if (app->store_path != NULL && store_is_damaged(app->store_path))
		(void)ask(app);
}

static void
mend(struct app *app)
{
	struct buf said = BUF_INIT;
	struct err err;
	uint32_t place;
	bool ok = app->mend(app->reread_data, &app->store, &said, &err) &&
		  store_book(app->store, app->path, app->book, &app->id, &err);

	app->unsaved.n = 0;
	if (ok && store_place(app->store, &app->id, app->book, &place) &&
	    app->saved_place == NOWHERE && app->view.anchor == 0)
		view_show(app, place);
	app_marks_changed(app);
	if (ok)
		app_say(app, "%s", said.p);
	else
		app_say_error(app, "%s", err.text);
	buf_free(&said);
}

void
cmd_recover(struct app *app, const struct call *call)
{
	size_t n;

	if (call->arg.n == 0)
		(void)ask(app);
	else if (cp_qwerty(cp_decode(
		     call->arg.p, call->arg.p + call->arg.n, &n)) != 'y')
		app_say(app, "The store is left as it is; :recover asks again");
	else if (app->mend != NULL)
		mend(app);
}
