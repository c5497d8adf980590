/*
 * What can be followed, besides callouts: lines of the printed contents, what
 * entries refer to, the links of the format.  A link that is a callout or the
 * label of a note goes, for the reference and the note stand for it.
 */
#include <stdlib.h>

#include "lib/apparatus/work.h"

/* The format's own link in a line of the contents, where izba finds no
 * heading. */
static uint32_t
line_target(const struct work *w, const struct block *k)
{
	uint32_t i = book_link_from(w->b, k->from);

	return i < w->b->n_links && w->b->links[i].from < k->to
		   ? w->b->links[i].target
		   : NOWHERE;
}

/* Lines of the contents lead to their headings. */
static void
link_contents(struct work *w)
{
	for (size_t i = 0; i < w->n_listings; i++) {
		const struct listing *l = &w->listings[i];
		const struct block *k = &w->blocks[l->block];
		uint32_t target = l->target == NOWHERE
				      ? line_target(w, k)
				      : w->blocks[l->target].from;

		if (target == NOWHERE) {
			book_problem(w->b, PROBLEM_CONTENTS, k->line,
			    "the contents name a section that is not there: "
			    "%.*s",
			    (int)(k->to - k->from < 80 ? k->to - k->from : 80),
			    w->b->text.p + k->from);
			continue;
		}
		ARRAY_PUSH(w->links, w->n_links, w->cap_links,
		    (struct link){k->from, k->to, target, NOWHERE, {NULL, 0}});
	}
}

/* Is the place the label of a note, and of which? */
static uint32_t
label_at(const struct work *w, uint32_t place, uint32_t *note)
{
	uint32_t low = *note;

	while (low < w->n_notes && w->notes[low].to <= place)
		low++;
	*note = low;
	return low < w->n_notes && w->notes[low].from <= place &&
		       place < w->notes[low].body
		   ? low
		   : NOWHERE;
}

/* Does the link lead from a note back to a callout of it?  `note` is the first
 * that ends behind the link. */
static bool
leads_back(const struct work *w, const struct link *l, uint32_t note)
{
	enum { CALLS = 64 };
	const struct note *n;
	uint32_t block;

	if (note >= w->n_notes || l->target == NOWHERE)
		return false;
	n = &w->notes[note];
	if (l->from < n->from)
		return false;
	block = book_block_at(w->b, l->target);
	for (uint32_t i = 0; i < n->references.n && i < CALLS; i++)
		if (book_block_at(
			w->b, w->references[n->references.v[i]].from) == block)
			return true;
	return false;
}

/* Keep the format's links that nothing else stands for.  A link without a
 * target that leads nowhere in this file is broken, but told only where it
 * names something. */
static void
link_format(struct work *w)
{
	uint32_t note = 0, ref = 0;

	for (uint32_t i = 0; i < w->b->n_links; i++) {
		struct link l = w->b->links[i];
		uint32_t block = book_block_at(w->b, l.from);

		while (ref < w->n_references && w->references[ref].to <= l.from)
			ref++;
		if (ref < w->n_references && w->references[ref].from < l.to)
			continue;
		if (label_at(w, l.from, &note) != NOWHERE && w->n_calls == 0) {
			const struct note *n = &w->notes[note];

			if (n->references.n == 0)
				continue;
			l.target = w->references[n->references.v[0]].from;
		}
		if (w->n_calls > 0 && leads_back(w, &l, note))
			continue;
		if (block > w->contents_from && block < w->contents_to)
			continue;
		if (l.target == NOWHERE && str_starts(l.href, "#"))
			book_problem(w->b, PROBLEM_BROKEN_LINK,
			    w->blocks[block].line, "a link leads nowhere: %.*s",
			    (int)(l.to - l.from < 60 ? l.to - l.from : 60),
			    w->b->text.p + l.from);
		ARRAY_PUSH(w->links, w->n_links, w->cap_links, l);
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (y->to > x->to) - (y->to < x->to);
}

void
links_make(struct work *w)
{
	struct link *kept;
	uint32_t n = 0, end = 0;

	link_contents(w);
	link_format(w);
	if (w->n_links > 0)
		qsort(w->links, w->n_links, sizeof(*w->links), by_place);
	kept = book_alloc(w->b, w->n_links + 1, sizeof(*kept));
	for (size_t i = 0; i < w->n_links; i++) {
		if (w->links[i].from < end)
			continue;
		kept[n++] = w->links[i];
		end = w->links[i].to;
	}
	book_set_links(w->b, kept, n);
}
