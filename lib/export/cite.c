/*
 * Notes that a marked passage calls, and what their "Ibid." stands for.
 */
#include <stdlib.h>

#include "lib/export/room.h"

static int
by_label(const void *left, const void *right)
{
	const struct cited *a = left, *b = right;
	int c = str_cmp(a->note->label, b->note->label);

	if (c != 0)
		return c;
	if (a->note != b->note)
		return a->note < b->note ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

static int
by_order(const void *left, const void *right)
{
	const struct cited *a = left, *b = right;

	return a->order < b->order ? -1 : a->order > b->order;
}

/* Number the notes that share a label, and find those called twice. */
static void
tell_apart(struct cited *v, size_t n)
{
	if (n == 0)
		return;
	qsort(v, n, sizeof(*v), by_label);
	for (size_t i = 0; i < n; i++) {
		bool same =
		    i > 0 && str_eq(v[i].note->label, v[i - 1].note->label);

		v[i].again = same && v[i].note == v[i - 1].note;
		v[i].among = same ? v[i - 1].among + !v[i].again : 1;
	}
	qsort(v, n, sizeof(*v), by_order);
}

struct cited *
cited_in(const struct book *b, uint32_t from, uint32_t to, size_t *n)
{
	struct cited *v = NULL;
	size_t cap = 0;

	*n = 0;
	for (uint32_t i = book_reference_from(b, from);
	     i < b->n_references && b->references[i].from < to; i++) {
		const struct reference *r = &b->references[i];

		if (r->note >= b->n_notes || r->from < from || r->to > to)
			continue;
		v = array_grow(v, *n, &cap, sizeof(*v));
		v[(*n)++] = (struct cited){
		    .reference = r, .note = &b->notes[r->note], .order = i};
	}
	tell_apart(v, *n);
	return v;
}

const struct note *
cited_source(const struct book *b, const struct note *note)
{
	if (!note->ibid || !note->ibid_certain ||
	    note->ibid_source >= b->n_notes)
		return NULL;
	return &b->notes[note->ibid_source];
}

struct str
cited_text(const struct book *b, const struct note *note)
{
	uint32_t from = note->body < note->from ? note->from : note->body;

	return str_trim(book_text(b, from, note->to));
}

static bool
is_plain(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

void
cited_name(struct buf *out, const struct book *b, struct cited c)
{
	struct str label = c.note->label;
	bool fits = label.n > 0 && c.among == 1;

	for (size_t i = 0; i < label.n; i++)
		fits = fits && is_plain(label.p[i]);
	if (fits)
		buf_str(out, label);
	else
		buf_printf(out, "-%zu", (size_t)(c.note - b->notes) + 1);
}
