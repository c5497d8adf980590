/*
 * The callouts of one list of notes.
 *
 *  1. Strong marks (raised, linked, named) hide brackets, unless they are only a
 *     few: a book has callouts of one make.
 *  2. Brackets that come in the order of the notes are read like strong marks;
 *     else they are numbers into a list, and none is a misprint.
 *  3. A mark that finds no pair calls a note again, if there is one of its label.
 *  4. Numbers in round brackets of which most would call a note again call none:
 *     they count something else ("printf(3)", "see equation x(1)").
 */
#include <stdlib.h>

#include "lib/apparatus/work.h"

bool
form_is_strong(unsigned form)
{
	return form == FORM_RAISED || form == FORM_LINKED || form == FORM_NAMED;
}

bool
form_is_bracket(unsigned form)
{
	return form == FORM_BRACKET || form == FORM_ROUND;
}

/* Some marks and the list that they call. */
struct pairing {
	struct work *w;
	struct list *list;
	uint32_t *ids; /* marks */
	size_t n, cap;
	bool brackets; /* weak marks count, too */
};

/* Is the block one of the list's own items? */
static bool
block_is_item(const struct pairing *p, uint32_t block)
{
	const struct item *it = item_of_block(p->w, block);

	return it != NULL && it->list == (uint32_t)(p->list - p->w->lists);
}

/* Add the marks [from, to) that may call the list. */
static void
pairing_add(struct pairing *p, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		struct mark *m = &p->w->marks[i];

		if (m->dropped || m->item != NOWHERE ||
		    (m->key != LABEL_UNREAD &&
			label_is_sign(m->key) != p->list->signs))
			continue;
		if (p->list->signs && m->key == LABEL_UNREAD)
			continue;
		if (block_is_item(p, m->block)) {
			m->inside = true;
			continue;
		}
		ARRAY_PUSH(p->ids, p->n, p->cap, i);
	}
}

/* A mark that has no pair calls a note again, if there is one of its label. */
static void
call_again(struct pairing *p, struct mark *m)
{
	if (form_is_strong(m->form) || m->form == FORM_SIGN ||
	    (form_is_bracket(m->form) && p->brackets))
		m->item = list_find(p->w, p->list, m->key);
}

/* Leave only the marks that count: brackets hide behind strong marks, if these
 * are more than a few. */
static void
pairing_filter(struct pairing *p)
{
	size_t n = 0, strong = 0, brackets = 0;

	for (size_t i = 0; i < p->n; i++) {
		unsigned form = p->w->marks[p->ids[i]].form;

		strong += form_is_strong(form);
		brackets += form_is_bracket(form);
	}
	p->brackets = p->list->brackets = strong * 4 < brackets;
	for (size_t i = 0; i < p->n; i++)
		if (p->brackets ||
		    !form_is_bracket(p->w->marks[p->ids[i]].form))
			p->ids[n++] = p->ids[i];
	p->n = n;
}

/* Align once.  Brackets are trusted at first; `loose` lets one be a
 * misprint. */
static void
pairing_align(
    const struct pairing *p, const label_key *notes, uint32_t *to, bool loose)
{
	struct align_mark *marks = xcalloc(p->n + 1, sizeof(*marks));

	for (size_t i = 0; i < p->n; i++) {
		const struct mark *m = &p->w->marks[p->ids[i]];
		bool bracket = form_is_bracket(m->form);

		marks[i].key = m->key;
		marks[i].doubtful =
		    !form_is_strong(m->form) && !(bracket && loose);
		marks[i].firm = (bracket && !loose) || m->form == FORM_SIGN;
	}
	align(marks, p->n, notes, p->list->n, to);
	free(marks);
}

/* Do the callouts come in the order of the notes, nearly all of them?  Then a
 * bracket is read like any other mark; else it is a number into a list. */
static bool
comes_in_order(const struct pairing *p, const uint32_t *to)
{
	size_t paired = 0;

	for (size_t i = 0; i < p->n; i++)
		paired += to[i] != NOWHERE;
	return paired >= 3 && paired * 5 >= p->n * 4 &&
	       paired * 5 >= p->list->n * 4;
}

/* Are there far more numbers in round brackets than notes that they could
 * call? */
static bool
are_no_callouts(const struct pairing *p)
{
	size_t round = 0, all = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct mark *m = &p->w->marks[p->ids[i]];

		if (list_find(p->w, p->list, m->key) == NOWHERE)
			continue;
		all++;
		round += m->form == FORM_ROUND;
	}
	return all > 2 * p->list->n && round * 2 > all;
}

static void
pairing_run(struct pairing *p)
{
	struct work *w = p->w;
	const struct list *l = p->list;
	label_key *notes = xmalloc(l->n * sizeof(*notes));
	uint32_t *to;

	pairing_filter(p);
	to = xmalloc((p->n + 1) * sizeof(*to));
	for (uint32_t i = 0; i < l->n; i++)
		notes[i] = w->items[w->members[l->at + i]].key;
	pairing_align(p, notes, to, false);
	if (p->brackets && comes_in_order(p, to))
		pairing_align(p, notes, to, true);
	else if (p->brackets && are_no_callouts(p))
		p->n = 0;
	for (size_t i = 0; i < p->n; i++) {
		struct mark *m = &w->marks[p->ids[i]];

		if (to[i] != NOWHERE)
			m->item = w->members[l->at + to[i]];
		else
			call_again(p, m);
	}
	free(notes);
	free(to);
}

void
list_pair(struct work *w, struct list *l, uint32_t from, uint32_t to)
{
	struct pairing p = {.w = w, .list = l};
	size_t called = 0;

	l->mark_from = from;
	l->mark_to = to;
	pairing_add(&p, from, to);
	if (p.n > 0)
		pairing_run(&p);
	for (size_t i = 0; i < p.n; i++)
		called += w->marks[p.ids[i]].item != NOWHERE;
	l->used = called > 0;
	free(p.ids);
}
