/*
 * Callouts that lost their raised look: plain digits at the end of a word.
 *
 *  1. They are looked for only where notes stay alone: between the callouts of
 *     the notes around them, or for a whole list that has no callout at all.
 *  2. What is found is kept apart and put among the marks at the end, for these
 *     must stay sorted while they are searched.
 */
#include <stdlib.h>

#include "lib/apparatus/work.h"

/* A plain number at the end of a word: its value, and in *n its digits. */
static uint32_t
glued_at(struct str s, size_t at, size_t *n)
{
	uint32_t value = 0, before, after;
	size_t bytes;

	for (*n = 0; at + *n < s.n && *n < 5; (*n)++) {
		char c = s.p[at + *n];

		if (c < '0' || c > '9')
			break;
		value = value * 10 + (uint32_t)(c - '0');
	}
	if (at == 0 || *n == 0)
		return 0;
	before = cp_before(s.p, s.p + at, &bytes);
	after =
	    at + *n < s.n ? cp_decode(s.p + at + *n, s.p + s.n, &bytes) : ' ';
	if (!cp_is_letter(before) && !cp_is_quote(before) && before != '.' &&
	    before != ',' && before != ';' && before != ')' && before != '!' &&
	    before != '?' && before != ']' && before != 0x2026)
		return 0;
	/* 1.5 is no callout 5, but there is one behind "in 1871." */
	if ((before == '.' || before == ',') && at >= 2 && s.p[at - 2] >= '0' &&
	    s.p[at - 2] <= '9' &&
	    !(at >= 6 && text_is_date(str_slice(s, at - 5, at - 1)) &&
		s.p[at - 6] == ' '))
		return 0;
	return cp_is_space(after) ? value : 0;
}

/* Look between two places for the callouts of the notes [from, to) of a list,
 * which nothing calls. */
static void
search_glued(struct work *w, const struct list *l, uint32_t from, uint32_t to,
    uint32_t low, uint32_t high)
{
	struct str s = book_text(w->b, low, high);
	size_t n;

	for (size_t at = 0; at < s.n && from < to; at += n) {
		uint32_t value = glued_at(s, at, &n), k = from;

		n += n == 0;
		while (
		    value > 0 && k < to && k < from + 4 &&
		    label_value(w->items[w->members[l->at + k]].key) != value)
			k++;
		if (value == 0 || k >= to || k >= from + 4)
			continue;
		ARRAY_PUSH(w->glued, w->n_glued, w->cap_glued,
		    (struct mark){.from = low + (uint32_t)at,
			.to = low + (uint32_t)(at + n),
			.block = book_block_at(w->b, low + (uint32_t)at),
			.key = label_number(value, 0),
			.item = w->members[l->at + k],
			.form = FORM_GLUED});
		from = k + 1;
	}
}

/* The place of a note's first callout, in *at; false if it has none. */
static bool
called_at(
    const struct work *w, const uint32_t *first, uint32_t item, uint32_t *at)
{
	if (first[item] == NOWHERE)
		return false;
	*at = w->marks[first[item]].to;
	return true;
}

/* Where the first callout of a list is; NOWHERE if it has none. */
static uint32_t
list_called_at(
    const struct work *w, const struct list *l, const uint32_t *first)
{
	uint32_t at = NOWHERE;

	for (uint32_t i = 0; i < l->n && at == NOWHERE; i++)
		called_at(w, first, w->members[l->at + i], &at);
	return at;
}

/* Fill in the callouts of notes that stay alone between called ones, from
 * `low` on.  Those of the list that follows begin at `next`. */
static void
recover(struct work *w, const struct list *l, const uint32_t *first,
    uint32_t low, uint32_t next)
{
	uint32_t place, from;

	for (uint32_t i = 0; i < l->n; i++) {
		if (called_at(w, first, w->members[l->at + i], &place)) {
			low = place;
			continue;
		}
		place = next > low && next < l->from ? next : l->from;
		for (from = i; i < l->n; i++)
			if (called_at(w, first, w->members[l->at + i], &place))
				break;
		if (place > low)
			search_glued(w, l, from, i, low, place);
		low = place;
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

/* All lists at some distance from their text end the book, with that text
 * between: none looks where another has its callouts, or it would take them, and
 * all would look through all of it. */
static void
recover_all(struct work *w)
{
	uint32_t *first = xmalloc((w->n_items + 1) * sizeof(*first));
	uint32_t *next = xmalloc((w->n_lists + 1) * sizeof(*next));
	uint32_t at, low, section = NOWHERE, before = 0;

	for (size_t i = 0; i < w->n_items; i++)
		first[i] = NOWHERE;
	for (uint32_t i = (uint32_t)w->n_marks; i-- > 0;)
		if (w->marks[i].item != NOWHERE)
			first[w->marks[i].item] = i;
	next[w->n_lists] = NOWHERE;
	for (size_t i = w->n_lists; i-- > 0;) {
		const struct list *l = &w->lists[i];

		at = l->used && !l->signs ? list_called_at(w, l, first)
					  : NOWHERE;
		next[i] = at != NOWHERE ? at : next[i + 1];
	}
	for (size_t i = 0; i < w->n_lists; i++) {
		const struct list *l = &w->lists[i];

		if (!l->used || l->signs)
			continue;
		low = section == l->section ? before
					    : w->sections[l->section].from;
		recover(w, l, first, low, next[i + 1]);
		section = l->section;
		before = l->from;
	}
	free(first);
	free(next);
}

/* Does a mark stand there already?  One that has no note takes this. */
static bool
is_marked(struct work *w, size_t n_marks, const struct mark *m)
{
	size_t i = 0, high = n_marks;

	while (i < high) {
		size_t mid = i + (high - i) / 2;

		if (w->marks[mid].to <= m->from)
			i = mid + 1;
		else
			high = mid;
	}
	for (; i < n_marks && w->marks[i].from < m->to; i++) {
		if (w->marks[i].dropped)
			continue;
		if (w->marks[i].item == NOWHERE)
			w->marks[i].item = m->item;
		return true;
	}
	return false;
}

/* The late marks among the others.  Two lists may have found the same one: the
 * first has it. */
static void
glued_add(struct work *w)
{
	size_t known = w->n_marks;
	uint32_t end = 0;

	if (w->n_glued > 1)
		qsort(w->glued, w->n_glued, sizeof(*w->glued), by_place);
	for (size_t i = 0; i < w->n_glued; i++) {
		if (w->glued[i].from < end || is_marked(w, known, &w->glued[i]))
			continue;
		end = w->glued[i].to;
		ARRAY_PUSH(w->marks, w->n_marks, w->cap_marks, w->glued[i]);
	}
	if (w->n_glued > 0)
		qsort(w->marks, w->n_marks, sizeof(*w->marks), by_place);
}

/* Marks that kept their look, in a list whose others lost it: each has the
 * note of its label, if nothing else calls that (`called`, by item). */
static void
take_marks(struct work *w, const struct list *l, size_t from, bool *called)
{
	uint32_t i = mark_from(w, w->sections[l->section].from), item;

	for (size_t k = from; k < w->n_glued; k++)
		called[w->glued[k].item] = true;
	for (; i < w->n_marks && w->marks[i].from < l->from; i++) {
		struct mark *m = &w->marks[i];

		if (m->dropped || m->item != NOWHERE)
			continue;
		item = list_find(w, l, m->key);
		if (item == NOWHERE || called[item])
			continue;
		m->item = item;
		called[item] = true;
	}
}

/* A list without a mark: perhaps its callouts, between two places, lost their
 * raised look, and are plain digits now.  Does it find most of them? */
static bool
revive(struct work *w, struct list *l, uint32_t from, uint32_t to)
{
	size_t before = w->n_glued;

	if (l->n < 3 || l->signs || to <= from)
		return false;
	search_glued(w, l, 0, l->n, from, to);
	if ((w->n_glued - before) * 5 >= l->n * 3)
		return true;
	w->n_glued = before;
	return false;
}

/* Is it a chapter that is in no other? */
static bool
is_chapter(const struct work *w, uint32_t section)
{
	const struct section *s = &w->sections[section];

	return s->kind == SECTION_CHAPTER &&
	       (s->parent == NOWHERE ||
		   w->sections[s->parent].kind != SECTION_CHAPTER);
}

/* Lists [from, to) under one heading "Notes", of which nothing is called: one
 * has all the text since the notes before it; of several, as many as there are
 * chapters, each has its own. */
static void
revive_far(struct work *w, size_t from, size_t to, uint32_t begin)
{
	uint32_t chapters = 0, first = w->lists[from].section, i = 0;
	uint32_t low = w->blocks[book_block_at(w->b, begin)].section;

	if (to - from == 1) {
		revive(w, &w->lists[from], begin, w->lists[from].from);
		return;
	}
	for (uint32_t k = low; k < first; k++)
		chapters += is_chapter(w, k) && w->sections[k].from >= begin;
	for (uint32_t k = low; chapters == to - from && k < first; k++)
		if (is_chapter(w, k) && w->sections[k].from >= begin)
			revive(w, &w->lists[from + i++], w->sections[k].from,
			    w->sections[k].to);
}

/* The lists under every heading "Notes" that have no callout at all. */
static void
revive_notes(struct work *w)
{
	uint32_t begin = 0;
	size_t end;

	for (size_t i = 0; i < w->n_lists; i = end) {
		const struct list *l = &w->lists[i];
		bool called = false;

		end = i + 1;
		if (w->sections[l->section].kind != SECTION_NOTES)
			continue;
		while (
		    end < w->n_lists &&
		    w->sections[w->lists[end].section].kind == SECTION_NOTES &&
		    w->lists[end].section <= w->lists[end - 1].section + 1)
			end++;
		for (uint32_t m = mark_from(w, begin);
		     m < w->n_marks && w->marks[m].from < l->from; m++)
			called |= w->marks[m].item != NOWHERE;
		if (!called)
			revive_far(w, i, end, begin);
		begin = w->lists[end - 1].from;
	}
}

/* Do marks that nobody could mistake stand before the list, one to three of
 * its notes or more?  Then its callouts are of that make, and it is none that
 * lost them; single ones are links, and signs for notes of another kind. */
static bool
has_strong_marks(struct work *w, const struct list *l)
{
	uint32_t strong = 0, i = mark_from(w, w->sections[l->section].from);

	for (; i < w->n_marks && w->marks[i].from < l->from; i++)
		strong += form_is_strong(w->marks[i].form) &&
			  !label_is_sign(w->marks[i].key);
	return strong * 3 >= l->n;
}

/* The last list of every section that has no list of notes and hardly a
 * mark. */
static void
revive_all(struct work *w)
{
	bool *called = xcalloc(w->n_items + 1, sizeof(*called));
	size_t before;

	for (size_t i = 0; i < w->n_lists; i++) {
		struct list *l = &w->lists[i];

		if (i + 1 < w->n_lists &&
		    list_home(w, &l[1]) == list_home(w, l))
			continue;
		if (l->used ||
		    (i > 0 && l[-1].section == l->section && l[-1].used))
			continue;
		if (has_strong_marks(w, l))
			continue;
		before = w->n_glued;
		l->used = revive(w, l, w->sections[l->section].from, l->from);
		if (l->used)
			take_marks(w, l, before, called);
	}
	free(called);
}

void
lists_recover(struct work *w)
{
	recover_all(w);
	if (w->n_calls == 0) {
		revive_all(w);
		revive_notes(w);
	}
	glued_add(w);
}
