/*
 * Changing a document at several places at once.  Every line that no edit takes
 * away stays as it is, and what is put in gets the line ends of the document.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/export/edits.h"

void
edits_add(struct edits *all, struct edit e)
{
	e.order = all->n;
	ARRAY_PUSH(all->v, all->n, all->cap, e);
}

void
edits_free(struct edits *all)
{
	free(all->v);
	*all = (struct edits){.v = NULL};
}

bool
edits_blank_line(struct str s, size_t at)
{
	while (
	    at < s.n && (s.p[at] == ' ' || s.p[at] == '\t' || s.p[at] == '\r'))
		at++;
	return at >= s.n || s.p[at] == '\n';
}

static int
by_place(const void *left, const void *right)
{
	const struct edit *a = left, *b = right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

/* The text of an edit, its first heading that much deeper, with the line ends of
 * the old document. */
static void
put_text(struct buf *out, const struct edit *e, bool crlf)
{
	struct str s = e->text;

	for (int i = 0; i < e->shift; i++)
		buf_putc(out, '*');
	for (int i = 0; i > e->shift && str_starts(s, "**"); i--)
		s = str_slice(s, 1, s.n);
	for (size_t i = 0; i < s.n; i++) {
		if (crlf && s.p[i] == '\n')
			buf_putc(out, '\r');
		buf_putc(out, s.p[i]);
	}
}

static bool
ends_in_blank_line(const struct buf *out)
{
	struct str s = buf_lend(out);

	return str_ends(s, "\n\n") || str_ends(s, "\n\r\n");
}

static void
put_edit(struct buf *out, struct str old, const struct edit *e, bool crlf)
{
	const char *end = crlf ? "\r\n" : "\n";

	if (e->apart && out->n > 0) {
		if (out->p[out->n - 1] != '\n')
			buf_puts(out, end);
		if (!ends_in_blank_line(out))
			buf_puts(out, end);
	}
	put_text(out, e, crlf);
	if (e->apart && !edits_blank_line(old, e->to))
		buf_puts(out, end);
}

void
edits_put(struct edits *all, struct str old, struct buf *out)
{
	size_t line = str_find(old, STR("\n")), at = 0;
	bool crlf = line != SIZE_MAX && line > 0 && old.p[line - 1] == '\r';

	if (all->n > 0)
		qsort(all->v, all->n, sizeof(*all->v), by_place);
	for (size_t i = 0; i < all->n; i++) {
		const struct edit *e = &all->v[i];

		buf_str(out, str_slice(old, at, e->from));
		put_edit(out, old, e, crlf);
		if (e->to > at)
			at = e->to;
	}
	buf_str(out, str_slice(old, at, old.n));
}
