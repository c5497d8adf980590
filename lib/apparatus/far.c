/*
 * Every list its callouts: near ones, and those of lists at some distance from
 * their text.
 *
 *  1. A list that choose.c took has the marks of its stretch of text.
 *  2. A list under a heading "Notes" has those of the chapters before it: all of
 *     them if it is the only list, else by the title over it, else chapter by
 *     chapter in order.
 *  3. The last list of a book that has no other has those of the whole book.
 */
#include <stdlib.h>

#include "lib/apparatus/work.h"

/* Marks of one chapter that no list has. */
struct group {
	uint32_t from, to; /* marks */
	uint32_t high; /* the highest number among the strong ones */
};

/* Are the marks [from, to) mostly in brackets? */
static bool
mostly_brackets(const struct work *w, uint32_t from, uint32_t to)
{
	size_t strong = 0, brackets = 0;

	for (uint32_t i = from; i < to; i++) {
		strong += form_is_strong(w->marks[i].form);
		brackets += form_is_bracket(w->marks[i].form);
	}
	return strong * 4 < brackets;
}

/* The chapters before mark `end` with marks nobody has; numbers that go on
 * from one to the next make one group. */
static size_t
groups_find(
    const struct work *w, uint32_t begin, uint32_t end, struct group **out)
{
	struct group *v = NULL;
	size_t n = 0, cap = 0;
	uint32_t section = NOWHERE;
	bool brackets = mostly_brackets(w, begin, end);

	for (uint32_t i = begin; i < end; i++) {
		const struct mark *m = &w->marks[i];
		uint32_t s = w->blocks[m->block].section;
		uint32_t value = label_value(m->key);

		if (m->dropped || m->inside || m->item != NOWHERE ||
		    value == 0 || (form_is_bracket(m->form) && !brackets))
			continue;
		if (n == 0 || (s != section && value <= v[n - 1].high))
			ARRAY_PUSH(v, n, cap, (struct group){i, i, 0});
		section = s;
		v[n - 1].to = i + 1;
		if (value > v[n - 1].high && value <= v[n - 1].high + 20)
			v[n - 1].high = value;
	}
	*out = v;
	return n;
}

/* Does a list of n notes fit a group? */
static bool
group_fits(const struct group *g, const struct list *l)
{
	uint32_t n = l->n, most = n > g->high ? n : g->high;
	uint32_t least = n > g->high ? g->high : n;

	return most - least <= 2 + most / 4;
}

/* The title over a list: of its section, if that is a group of notes, or the
 * short block before its first item. */
static struct title_key
list_title(const struct work *w, const struct list *l)
{
	enum { TITLE_BYTES = 200 };
	struct title_key key = TITLE_KEY_EMPTY;
	uint32_t block = w->items[w->members[l->at]].block;

	if (block == 0)
		return key;
	block--;
	if (w->blocks[block].to - w->blocks[block].from <= TITLE_BYTES &&
	    item_of_block(w, block) == NULL)
		title_key_add(&key, title_trim(block_text(w, block)));
	return key;
}

/* Do the marks of a group stand in the section of that title? */
static bool
group_titled(
    const struct work *w, const struct group *g, struct title_key title)
{
	uint32_t section = w->blocks[w->marks[g->from].block].section;
	const struct section *s = &w->sections[section];
	struct title_key whole = TITLE_KEY_EMPTY, bare = TITLE_KEY_EMPTY;
	struct title_key number = TITLE_KEY_EMPTY;
	struct str heading = title_trim(block_text(w, s->first_block));

	if (title.n == 0)
		return false;
	title_key_add(&whole, heading);
	title_key_add(&bare, s->title);
	title_key_add(&number, title_number(heading));
	return title_key_eq(whole, title) || title_key_eq(bare, title) ||
	       title_key_eq(number, title);
}

/* The group of a list: the one of its title, else the next that fits. */
static size_t
group_of(const struct work *w, const struct list *l, const struct group *v,
    size_t n, size_t from)
{
	enum { AHEAD = 8, TITLES = 64 };
	struct title_key title = list_title(w, l);

	for (size_t g = from; g < n && g < from + TITLES; g++)
		if (group_titled(w, &v[g], title))
			return g;
	for (size_t g = from; g < n && g < from + AHEAD; g++)
		if (group_fits(&v[g], l))
			return g;
	return from;
}

/* Lists [from, to) of sections of notes, all at some distance from their
 * text. */
static void
pair_far(struct work *w, size_t from, size_t to, uint32_t begin)
{
	uint32_t end = mark_from(w, w->lists[from].from);
	struct group *groups;
	size_t n = groups_find(w, begin, end, &groups), g = 0, lists = 0;

	for (size_t i = from; i < to; i++)
		lists += !w->lists[i].signs;
	for (size_t i = from; i < to && g < n; i++) {
		struct list *l = &w->lists[i];

		if (l->signs)
			continue;
		if (lists == 1) {
			list_pair(w, l, groups[0].from, groups[n - 1].to);
			break;
		}
		g = group_of(w, l, groups, n, g);
		list_pair(w, l, groups[g].from, groups[g].to);
		g++;
	}
	free(groups);
}

/* May lists in this section belong to text elsewhere? */
static bool
is_far(const struct work *w, uint32_t section)
{
	return w->sections[section].kind == SECTION_NOTES;
}

/* The last list of a book, or the last one of "[^1]: ...", which can hardly be
 * anything but notes; NULL if there is none. */
static struct list *
last_list(const struct work *w)
{
	for (size_t i = w->n_lists; i-- > 0;) {
		struct list *l = &w->lists[i];

		if (w->items[w->members[l->at]].form == FORM_NAMED)
			return l;
	}
	return w->n_lists > 0 ? &w->lists[w->n_lists - 1] : NULL;
}

/* The last list of a book without any other notes, under no heading "Notes":
 * it is one if most of its labels are called from all over the book. */
static void
pair_last(struct work *w)
{
	enum { FEWEST = 2 };
	struct list *l = last_list(w);
	uint32_t called = 0, to;

	if (l == NULL || l->signs || l->n < FEWEST || w->n_calls > 0)
		return;
	for (size_t i = 0; i < w->n_lists; i++)
		if (w->lists[i].used)
			return;
	to = mark_from(w, l->from);
	list_pair(w, l, 0, to);
	for (uint32_t i = 0, last = NOWHERE; i < to; i++) {
		called +=
		    w->marks[i].item != NOWHERE && w->marks[i].item != last;
		last = w->marks[i].item != NOWHERE ? w->marks[i].item : last;
	}
	l->used = called >= FEWEST && called * 3 >= l->n * 2;
	for (uint32_t i = 0; i < to && !l->used; i++)
		w->marks[i].item = NOWHERE;
}

void
lists_pair(struct work *w)
{
	uint32_t begin = 0;
	size_t end;

	for (size_t i = 0; i < w->n_lists; i++)
		if (w->lists[i].used)
			list_pair(w, &w->lists[i], w->lists[i].mark_from,
			    w->lists[i].mark_to);
	for (size_t i = 0; i < w->n_lists; i = end) {
		bool used = w->lists[i].used;

		end = i + 1;
		if (!is_far(w, w->lists[i].section))
			continue;
		/* one run of sections of notes */
		for (; end < w->n_lists && is_far(w, w->lists[end].section) &&
		       w->lists[end].section <= w->lists[end - 1].section + 1;
		     end++)
			used |= w->lists[end].used;
		if (used)
			continue;
		pair_far(w, i, end, begin);
		/* under "Notes" they are notes, called or not */
		for (size_t k = i; k < end; k++)
			w->lists[k].used |= !w->lists[k].signs;
		begin = mark_from(w, w->lists[end - 1].from);
	}
	pair_last(w);
}
