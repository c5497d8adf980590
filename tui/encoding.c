/*
 * The encoding of the text: shown, and changed while reading.  The place is
 * kept (see reread.c), and the store remembers the choice for the book.
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
