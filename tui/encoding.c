/*
 * How the file is read: its encoding, and the rule by which its notes are
 * found; shown, and changed while reading.  The place is kept (see reread.c),
 * and the store remembers the choice for the book.
 */
#include <strings.h>

#include <izba/formats.h>

#include "tui/app.h"

static void
show(struct app *app)
{
	struct str name = app->book->encoding;

	app_say(app, "The text is in %.*s, %s", (int)name.n, name.p,
	    app->encoding != NULL ? "as you asked (:encoding auto lets izba "
				    "find out)"
				  : "as izba found out");
}

/* The store keeps it; without one it lasts as long as this sitting. */
static bool
remember(struct app *app, const char *name, struct err *err)
{
	return app->store == NULL || app->id.row == 0 ||
	       store_why_read_only(app->store) != NULL ||
	       store_set_encoding(app->store, &app->id,
		   name == NULL ? STR("") : str_of(name), err);
}

void
cmd_encoding(struct app *app, const struct call *call)
{
	const char *name = encoding_name(call->arg);
	struct err err;

	if (call->arg.n == 0) {
		show(app);
		return;
	}
	if (name == NULL && !str_is(call->arg, "auto")) {
		app_say_error(app,
		    "There is no encoding \"%.*s\"; Tab after :encoding shows "
		    "those there are",
		    (int)(call->arg.n > 40 ? 40 : call->arg.n), call->arg.p);
		return;
	}
	if (!app_reread_in(app, name, &err) || !remember(app, name, &err))
		app_say_error(app, "%s", err.text);
	else if (name != NULL && !str_starts(app->book->encoding, name))
		app_say(app, "The file itself says that it is in %.*s",
		    (int)app->book->encoding.n, app->book->encoding.p);
	else
		show(app);
}

/* ---- notes ---- */

static void
show_rule(struct app *app)
{
	struct buf rule = BUF_INIT;

	if (app->store == NULL ||
	    !store_note_rule(app->store, app->path, &rule))
		buf_puts(&rule, note_rules[0]);
	app_say(app, "Links call notes by the rule \"%s\": %u notes", rule.p,
	    app->book->n_notes);
	buf_free(&rule);
}

void
cmd_notes_rule(struct app *app, const struct call *call)
{
	struct err err;
	size_t i = 0;

	if (call->arg.n == 0) {
		show_rule(app);
		return;
	}
	while (note_rules[i] != NULL && !str_is(call->arg, note_rules[i]))
		i++;
	if (note_rules[i] == NULL) {
		app_say_error(app, "There are three rules: auto, stated, all");
		return;
	}
	if (app->store == NULL || app->id.row == 0 ||
	    store_why_read_only(app->store) != NULL) {
		app_say_error(app,
		    "Nothing can be kept now, so that the rule stays as it is");
		return;
	}
	if (!store_set_note_rule(app->store, &app->id,
		i == 0 ? STR("") : str_of(note_rules[i]), &err) ||
	    !app_reread(app, &err))
		app_say_error(app, "%s", err.text);
	else
		show_rule(app);
}

void
encoding_offer(
    struct str part, void (*offer)(void *data, struct str s), void *data)
{
	const char *name = "auto";

	for (size_t i = 0; name != NULL; name = encoding_listed(i++))
		if (part.n <= strlen(name) &&
		    strncasecmp(name, part.p, part.n) == 0)
			offer(data, str_of(name));
}
