/*
 * Marks from the keyboard: bookmarks; adding, changing, deleting.
 * A mark is in the store before the key press is answered.
 */
#include <string.h>

#include "tui/here.h"
#include "tui/marks.h"

static const char *const kind_words[ANNOTATION_KINDS] = {
    [ANNOTATION_BOOKMARK] = "Bookmark",
    [ANNOTATION_HIGHLIGHT] = "Highlight",
    [ANNOTATION_NOTE] = "Note",
};

bool
marks_writable(struct app *app)
{
	/* what the disk refuses is kept in memory, and that is said: see
	 * unsaved.c */
	if (app->store == NULL)
		app_say_error(app, "Marks can't be kept: no store is open");
	return app->store != NULL;
}

bool
marks_add(struct app *app, struct annotation *a)
{
	struct err err;

	if (!marks_writable(app))
		return false;
	if (!store_add(app->store, &app->id, app->book, a, &err)) {
		app_say_error(app, "NOT kept: %s", err.text);
		return false;
	}
	app_marks_changed(app);
	return true;
}

bool
marks_change(struct app *app, const struct annotation *after)
{
	struct err err;

	if (!marks_writable(app))
		return false;
	if (!store_update(app->store, &app->id, app->book, after, &err)) {
		app_say_error(app, "NOT kept: %s", err.text);
		return false;
	}
	app_marks_changed(app);
	return true;
}

static bool
marks_delete(struct app *app, const struct annotation *a)
{
	enum annotation_kind kind = a->kind;
	struct err err;

	if (!marks_writable(app))
		return false;
	if (!store_delete(app->store, a->uuid, &err)) {
		app_say_error(app, "NOT deleted: %s", err.text);
		return false;
	}
	app_marks_changed(app);
	app_say(app, "%s deleted; %s brings it back", kind_words[kind],
	    app_key_name(app, app_mode(app), COMMAND_undo).s);
	return true;
}

const struct annotation *
marks_of_id(struct app *app, const char *uuid)
{
	for (size_t i = 0; i < app->marks.n; i++)
		if (strcmp(app->marks.v[i].uuid, uuid) == 0)
			return &app->marks.v[i];
	return NULL;
}

/* ---- bookmarks ---- */

/* The bookmark without a letter on what the screen shows, or NULL. */
static const struct annotation *
bookmark_here(struct app *app)
{
	for (size_t i = 0; i < app->marks.n; i++) {
		const struct annotation *a = &app->marks.v[i];

		if (a->kind == ANNOTATION_BOOKMARK && a->mark == 0 &&
		    a->state != ANCHOR_LOST && a->from >= app->view.from &&
		    a->from < app->view.to)
			return a;
	}
	return NULL;
}

void
cmd_bookmark(struct app *app, const struct call *call)
{
	const struct annotation *old = bookmark_here(app);
	struct annotation a = {.kind = ANNOTATION_BOOKMARK};

	(void)call;
	if (old != NULL) {
		marks_delete(app, old);
		return;
	}
	a.from = a.to = app->view.anchor;
	if (marks_add(app, &a))
		app_say(app, "Bookmarked");
}

/* ---- deleting ---- */

/* Delete what is marked where the caret, the focus or the page stands. */
void
cmd_mark_delete(struct app *app, const struct call *call)
{
	const struct annotation *a = here_any(app);

	(void)call;
	if (a == NULL)
		app_say(app, "No mark here");
	else
		marks_delete(app, a);
}
