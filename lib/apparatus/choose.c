/*
 * Which runs of labelled blocks are lists of notes: those whose labels are
 * called from the text before them.
 *
 *  1. A list owns the callouts between the end of the list before it and its
 *     own last item, in its section.
 *  2. Of the runs in a section those are notes that together leave the fewest
 *     callouts and notes alone.  So a numbered list in the text, which could
 *     take callouts from the notes that they mean, loses.
 *  3. A list that leaves more callouts without a note than it has notes called
 *     is none: its numbers only happen to be among those called.  So is one
 *     that numbers in round brackets alone call, if they leave notes out, or
 *     call again and again: "printf(3)" is no callout.
 *  4. A section of notes without callouts of its own is given those of the
 *     sections before it (see far.c).
 */
#include <stdlib.h>

#include "lib/apparatus/work.h"

enum { LOOKBACK = 8, FEW = 64 };

struct state {
	int score;
	uint32_t before; /* the list before it, in the same choice */
	uint32_t mark_from;
	bool good;
};

static bool
mark_is_strong(const struct mark *m)
{
	return m->form == FORM_RAISED || m->form == FORM_LINKED ||
	       m->form == FORM_NAMED;
}

/* Where its last item begins. */
static uint32_t
list_last(const struct work *w, const struct list *l)
{
	return w->blocks[w->items[w->members[l->at + l->n - 1]].block].from;
}

uint32_t
mark_from(const struct work *w, uint32_t place)
{
	size_t low = 0, high = w->n_marks;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (w->marks[mid].from < place)
			low = mid + 1;
		else
			high = mid;
	}
	return (uint32_t)low;
}

/* Labels of a list grow, so a label is found by halving. */
uint32_t
list_find(const struct work *w, const struct list *l, label_key key)
{
	uint32_t low = 0, high = l->n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (w->items[w->members[l->at + mid]].key < key)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == l->n || w->items[w->members[l->at + low]].key != key)
		return NOWHERE;
	return w->members[l->at + low];
}

/* How well the marks [from, to) fit the list: what is paired counts for it,
 * what stays alone against it.  `stamp` tells notes already counted. */
static int
list_score(const struct work *w, const struct list *l, uint32_t from,
    uint32_t to, uint32_t *seen, uint32_t stamp, bool *good)
{
	int paired = 0, stray = 0, called = 0, round = 0;

	for (uint32_t i = from; i < to; i++) {
		const struct mark *m = &w->marks[i];
		uint32_t item;

		if (m->dropped || label_is_sign(m->key) != l->signs)
			continue;
		item = list_find(w, l, m->key);
		called += item != NOWHERE;
		round += item != NOWHERE && m->form == FORM_ROUND;
		if (item == NOWHERE) {
			stray += mark_is_strong(m);
		} else if (seen[item] != stamp) {
			seen[item] = stamp;
			paired++;
		}
	}
	*good = paired > 0 && paired * 2 >= (int)l->n && stray <= paired;
	if (round * 2 > called)
		*good &= paired * 4 >= (int)l->n * 3 && called <= 2 * (int)l->n;
	return 4 * paired - 2 * ((int)l->n - paired) - stray;
}

uint32_t
list_home(const struct work *w, const struct list *l)
{
	const struct section *s = &w->sections[l->section];

	if (s->kind != SECTION_NOTES || s->parent == NOWHERE ||
	    w->sections[s->parent].kind == SECTION_NOTES)
		return l->section;
	/* of a chapter in parts, it is the whole chapter's */
	return s->parent + 1 == l->section ? s->parent : l->section;
}

/* The best choice that ends with list `ids[j]`. */
static void
state_find(const struct work *w, const uint32_t *ids, size_t j,
    struct state *states, uint32_t *seen, uint32_t *stamp)
{
	const struct list *l = &w->lists[ids[j]];
	uint32_t begin = mark_from(
	    w, w->blocks[w->sections[list_home(w, l)].first_block].from);
	uint32_t end = mark_from(w, list_last(w, l));
	size_t low = j > LOOKBACK ? j - LOOKBACK : 0;
	bool good;
	int score;

	states[j] = (struct state){.before = NOWHERE, .mark_from = begin};
	if (j < FEW) {
		states[j].score = list_score(
		    w, l, begin, end, seen, ++*stamp, &states[j].good);
	}
	for (size_t i = j; i-- > low;) {
		const struct list *o = &w->lists[ids[i]];
		uint32_t from = mark_from(w, list_last(w, o));

		if (!states[i].good || list_last(w, o) >= l->from)
			continue;
		score = list_score(w, l, from, end, seen, ++*stamp, &good) +
			states[i].score;
		if (good && (!states[j].good || score >= states[j].score))
			states[j] =
			    (struct state){score, (uint32_t)i, from, true};
	}
}

/* Choose among the runs ids[0..n) of one section and its "Notes", sorted by
 * place. */
static void
choose(struct work *w, const uint32_t *ids, size_t n, uint32_t *seen,
    uint32_t *stamp)
{
	struct state *states = xmalloc((n + 1) * sizeof(*states));
	uint32_t best = NOWHERE;

	for (size_t j = 0; j < n; j++) {
		state_find(w, ids, j, states, seen, stamp);
		if (states[j].good &&
		    (best == NOWHERE || states[j].score >= states[best].score))
			best = (uint32_t)j;
	}
	for (; best != NOWHERE; best = states[best].before) {
		struct list *l = &w->lists[ids[best]];

		l->used = true;
		l->mark_from = states[best].mark_from;
		l->mark_to = mark_from(w, list_last(w, l));
	}
	free(states);
}

void
lists_choose(struct work *w)
{
	uint32_t *ids = xmalloc((w->n_lists + 1) * sizeof(*ids));
	uint32_t *seen = xcalloc(w->n_items + 1, sizeof(*seen)), stamp = 0;
	size_t end;

	for (size_t i = 0; i < w->n_lists; i = end) {
		uint32_t home = list_home(w, &w->lists[i]);

		for (end = i;
		     end < w->n_lists && list_home(w, &w->lists[end]) == home;)
			end++;
		for (int signs = 0; signs <= 1; signs++) {
			size_t n = 0;

			for (size_t k = i; k < end; k++)
				if (w->lists[k].signs == signs)
					ids[n++] = (uint32_t)k;
			choose(w, ids, n, seen, &stamp);
		}
	}
	free(ids);
	free(seen);
}
