/*
 * Copying what is selected, or an object, or a card's text.  Where it goes is
 * the clipboard's matter.
 */
#include <izba/text.h>

#include "tui/app.h"
#include "tui/clipboard.h"
#include "tui/select.h"

/* The number of a callout, raised as the page shows it. */
static void
put_callout(struct buf *out, struct str s)
{
	size_t n;

	for (const char *p = s.p, *end = s.p + s.n; p < end; p += n) {
		uint32_t cp = cp_decode(p, end, &n);
		uint32_t up = cp_to_superscript(cp);

		buf_putcp(out, up != 0 ? up : cp);
	}
}

static void
put_span(struct buf *out, const struct book *b, uint32_t from, uint32_t to)
{
	uint32_t r = book_reference_from(b, from);

	for (; r < b->n_references && b->references[r].from < to; r++) {
		uint32_t start = b->references[r].from;
		uint32_t end = b->references[r].to;

		start = start > from ? start : from;
		end = end < to ? end : to;
		text_fold(
		    out, NULL, book_text(b, from, start), from, FOLD_FORMAT);
		put_callout(out, book_text(b, start, end));
		from = end;
	}
	text_fold(out, NULL, book_text(b, from, to), from, FOLD_FORMAT);
}

void
copy_text(struct app *app, struct str text)
{
	struct buf said = BUF_INIT;
	struct err err;

	if (clipboard_send((enum clipboard_way)app->options.v[OPT_copy], text,
		app->copy_path, &said, &err))
		app_say(app, "%s", said.p);
	else
		app_say_error(app, "Not copied: %s", err.text);
	buf_free(&said);
}

void
copy_spans(struct app *app, const struct span *v, size_t n)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_putc(&text, '\n');
		put_span(&text, app->book, v[i].from, v[i].to);
	}
	copy_text(app, buf_lend(&text));
	buf_free(&text);
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
