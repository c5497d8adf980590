/*
 * The callouts of every list of notes.
 *
 *  1. A list that choose.c took has the marks of its stretch of text.
 *  2. A list in a section without callouts of its own (notes at the end of the
 *     book, or under a heading of their own) has those of the chapters before
 *     it: all of them if it is the only list, else chapter by chapter.
 *  3. Strong marks (raised, linked, named) hide weak ones (brackets): a book
 *     has callouts of one make.
 *  4. A note that stays alone between two that are called looks for its
 *     callout among plain digits at the ends of words between theirs.
 */
#include <stdlib.h>

#include "lib/apparatus/work.h"

static bool
form_is_strong(unsigned form)
{
	return form == FORM_RAISED || form == FORM_LINKED || form == FORM_NAMED;
}

static bool
form_is_bracket(unsigned form)
{
	return form == FORM_BRACKET || form == FORM_ROUND;
}

/* ---- one list ---- */

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

/* ---- lost callouts ---- */

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
	/* 1.5 is no callout 5 */
	if ((before == '.' || before == ',') && at >= 2 && s.p[at - 2] >= '0' &&
	    s.p[at - 2] <= '9')
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
		    (struct mark){low + (uint32_t)at, low + (uint32_t)(at + n),
			book_block_at(w->b, low + (uint32_t)at),
			label_number(value, 0), w->members[l->at + k],
			FORM_GLUED, false, false});
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

/* Fill in the callouts of notes that stay alone between called ones. */
static void
recover(struct work *w, const struct list *l, const uint32_t *first)
{
	uint32_t low = w->sections[l->section].from, place, from;

	if (l->signs)
		return;
	for (uint32_t i = 0; i < l->n; i++) {
		if (called_at(w, first, w->members[l->at + i], &place)) {
			low = place;
			continue;
		}
		place = l->from;
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

static void
recover_all(struct work *w)
{
	uint32_t *first = xmalloc((w->n_items + 1) * sizeof(*first));

	for (size_t i = 0; i < w->n_items; i++)
		first[i] = NOWHERE;
	for (uint32_t i = (uint32_t)w->n_marks; i-- > 0;)
		if (w->marks[i].item != NOWHERE)
			first[w->marks[i].item] = i;
	for (size_t i = 0; i < w->n_lists; i++)
		if (w->lists[i].used)
			recover(w, &w->lists[i], first);
	free(first);
}

/* The late marks among the others. */
static void
glued_add(struct work *w)
{
	for (size_t i = 0; i < w->n_glued; i++)
		ARRAY_PUSH(w->marks, w->n_marks, w->cap_marks, w->glued[i]);
	if (w->n_glued > 0)
		qsort(w->marks, w->n_marks, sizeof(*w->marks), by_place);
}

/* A list in a section without a mark: perhaps its callouts lost their raised
 * look, and are plain digits now.  It is one if most are found. */
static void
revive(struct work *w, struct list *l)
{
	size_t before = w->n_glued;
	uint32_t from = w->sections[l->section].from;

	if (l->n < 3 || l->signs || l->from <= from)
		return;
	search_glued(w, l, 0, l->n, from, l->from);
	l->used = (w->n_glued - before) * 5 >= l->n * 3;
	if (!l->used)
		w->n_glued = before;
}

/* The last list of every section that has no list of notes and no marks. */
static void
revive_all(struct work *w)
{
	for (size_t i = 0; i < w->n_lists; i++) {
		struct list *l = &w->lists[i];
		uint32_t first = mark_from(w, w->sections[l->section].from);

		if (i + 1 < w->n_lists && l[1].section == l->section)
			continue;
		if (l->used ||
		    (i > 0 && l[-1].section == l->section && l[-1].used))
			continue;
		if (first < w->n_marks && w->marks[first].from < l->from &&
		    form_is_strong(w->marks[first].form))
			continue;
		revive(w, l);
	}
}

/* ---- lists far from their callouts ---- */

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

static void
pair_range(struct work *w, struct list *l, uint32_t from, uint32_t to)
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

	if (title.n == 0)
		return false;
	title_key_add(&whole, title_trim(block_text(w, s->first_block)));
	title_key_add(&bare, s->title);
	return title_key_eq(whole, title) || title_key_eq(bare, title);
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
			pair_range(w, l, groups[0].from, groups[n - 1].to);
			break;
		}
		g = group_of(w, l, groups, n, g);
		pair_range(w, l, groups[g].from, groups[g].to);
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

void
lists_pair(struct work *w)
{
	uint32_t begin = 0;
	size_t end;

	for (size_t i = 0; i < w->n_lists; i++)
		if (w->lists[i].used)
			pair_range(w, &w->lists[i], w->lists[i].mark_from,
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
	recover_all(w);
	revive_all(w);
	glued_add(w);
}
