/*
 * Marks from the keyboard: bookmarks and letters; adding, changing, deleting.
 * A mark is in the store before the key press is answered.
 */
#include <string.h>

#include <izba/text.h>

#include "tui/ask.h"
#include "tui/here.h"
#include "tui/marks.h"
#include "tui/select.h"

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
	app_say(app, "%s deleted; u brings it back", kind_words[kind]);
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

/* ---- bookmarks and letters ---- */

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

static bool
letter_of(struct app *app, struct str arg, char *letter)
{
	uint32_t cp = 0;
	size_t n;

	if (arg.n > 0)
		cp = cp_qwerty(cp_decode(arg.p, arg.p + arg.n, &n));
	if ((cp >= 'a' && cp <= 'z') || cp == '\'') {
		*letter = (char)cp;
		return true;
	}
	app_say_error(app, "Marks are letters, a to z");
	return false;
}

void
cmd_mark_set(struct app *app, const struct call *call)
{
	struct annotation a = {.kind = ANNOTATION_BOOKMARK};
	struct span s;

	if (call->arg.n == 0) {
		ask_key(app, call, "a letter for this place");
		return;
	}
	if (!letter_of(app, call->arg, &a.mark) || a.mark == '\'')
		return;
	a.from = a.to = select_span(app, &s) ? s.from : app->view.anchor;
	if (marks_add(app, &a))
		app_say(app, "Mark %c set", a.mark);
}

void
cmd_mark_go(struct app *app, const struct call *call)
{
	char letter;

	if (call->arg.n == 0) {
		ask_key(app, call, "the letter of a place, or ' for the last");
		return;
	}
	if (!letter_of(app, call->arg, &letter))
		return;
	if (letter == '\'') {
		if (!history_toggle(app))
			app_say(app, "No jump to go back over");
		return;
	}
	for (size_t i = 0; i < app->marks.n; i++) {
		const struct annotation *a = &app->marks.v[i];

		if (a->mark != letter)
			continue;
		if (a->state == ANCHOR_LOST) {
			app_say(app, "Mark %c: its text is gone", letter);
			return;
		}
		view_jump(app, a->from);
		return;
	}
	app_say(app, "No mark %c", letter);
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
