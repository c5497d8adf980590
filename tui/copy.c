/*
 * Copying what is selected, or an object, or a card's text.  Where it goes is
 * the clipboard's matter.
 */
#include <izba/text.h>

#include "tui/app.h"
#include "tui/clipboard.h"
#include "tui/select.h"

void
copy_spans(struct app *app, const struct span *v, size_t n)
{
	struct buf text = BUF_INIT, said = BUF_INIT;
	struct err err;

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_putc(&text, '\n');
		text_fold(&text, NULL, book_text(app->book, v[i].from, v[i].to),
		    v[i].from, FOLD_FORMAT);
	}
	if (clipboard_send((enum clipboard_way)app->options.v[OPT_copy],
		buf_lend(&text), app->copy_path, &said, &err))
		app_say(app, "%s", said.p);
	else
		app_say_error(app, "Not copied: %s", err.text);
	buf_free(&text);
	buf_free(&said);
}

void
cmd_copy(struct app *app, const struct call *call)
{
	struct span s;

	if (!select_or_object(app, call->arg, &s))
		return;
	select_end(app);
	copy_spans(app, &s, 1);
}
