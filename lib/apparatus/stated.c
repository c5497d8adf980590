/*
 * Notes and callouts that the format states.
 *
 *  1. What is stated is believed, and nothing is guessed where it stands; in
 *     the rest of the book guessing goes on.
 *  2. A stated callout that leads to no stated note may lead to a block that is
 *     one: it begins with the callout's label, or has a link back.  Else the
 *     callout is a link like any other.
 *  3. A note's label is what the format prints for it, else what its first
 *     callout prints, else its number in order.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/work.h"

bool
block_is_told(const struct work *w, uint32_t block)
{
	return w->told != NULL && w->told[block] != 0;
}

static void
mark_blocks(struct work *w, uint32_t from, uint32_t to, uint8_t what)
{
	for (uint32_t i = from; i < to; i++)
		w->told[i] |= what;
}

void
stated_mark(struct work *w)
{
	const struct stated *s = w->stated;

	if (s->n_notes + s->n_entries + s->n_references == 0)
		return;
	free(w->told);
	w->told = xcalloc(w->b->n_blocks + 1, 1);
	for (size_t i = 0; i < s->n_notes; i++)
		mark_blocks(w, s->notes[i].first_block, s->notes[i].last_block,
		    TOLD_NOTE);
	for (size_t i = 0; i < s->n_entries; i++)
		mark_blocks(w, s->entries[i].first_block,
		    s->entries[i].last_block, TOLD_ENTRY);
}

/* ---- where callouts lead ---- */

struct named {
	struct str key;
	uint32_t id;
};

static int
by_key(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = str_cmp(x->key, y->key);

	return c != 0 ? c : (x->id > y->id) - (x->id < y->id);
}

static struct named *
notes_named(const struct work *w)
{
	const struct stated *s = w->stated;
	struct named *v = xmalloc((s->n_notes + 1) * sizeof(*v));

	for (uint32_t i = 0; i < s->n_notes; i++)
		v[i] = (struct named){s->notes[i].key, i};
	if (s->n_notes > 0)
		qsort(v, s->n_notes, sizeof(*v), by_key);
	return v;
}

/* The first note of that name, or NOWHERE. */
static uint32_t
named_find(const struct named *v, size_t n, struct str key)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (str_cmp(v[mid].key, key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && str_eq(v[low].key, key) ? v[low].id : NOWHERE;
}

/* The label that a callout prints, without brackets. */
static struct str
call_label(const struct work *w, uint32_t from, uint32_t to)
{
	struct str s = str_trim(book_text(w->b, from, to));

	while (s.n > 0 && (s.p[0] == '[' || s.p[0] == '(' || s.p[0] == '^' ||
			      s.p[0] == ' '))
		s = str_slice(s, 1, s.n);
	while (s.n > 0 && (s.p[s.n - 1] == ']' || s.p[s.n - 1] == ')' ||
			      s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '.'))
		s.n--;
	return s;
}

label_key
stated_key(struct str s)
{
	label_key key;
	bool raised;

	return label_scan(s, &key, &raised) == s.n && s.n > 0 ? key
							      : LABEL_NONE;
}

/* Does a stated callout or a link at the start of the block, or at its end,
 * lead back to the block of the callout? */
static bool
leads_back(const struct work *w, uint32_t block, uint32_t caller)
{
	enum { START = 24, LINKS = 64 };
	const struct block *k = &w->blocks[block];
	uint32_t i = book_link_from(w->b, k->from), tried = 0;

	for (;
	     i < w->b->n_links && w->b->links[i].from < k->to && tried < LINKS;
	     i++, tried++) {
		const struct link *l = &w->b->links[i];

		if (l->target != NOWHERE &&
		    (l->from <= k->from + START || l->to + START >= k->to) &&
		    book_block_at(w->b, l->target) == caller)
			return true;
	}
	return false;
}

/* The same for callouts, which a format may take a link back for. */
static bool
calls_back(const struct work *w, uint32_t block, uint32_t caller)
{
	enum { START = 24 };
	const struct block *k = &w->blocks[block];
	size_t low = 0, high = w->stated->n_references;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (w->stated->references[mid].from < k->from)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < w->stated->n_references; low++) {
		const struct stated_reference *r = &w->stated->references[low];
		uint32_t place;

		if (r->from > k->from + START || r->from >= k->to)
			return false;
		place = book_fragment(w->b, r->key);
		if (place != NOWHERE && book_block_at(w->b, place) == caller)
			return true;
	}
	return false;
}

/* Is the callout itself the label of a block, and so a link back? */
static bool
is_label(const struct work *w, const struct stated_reference *r)
{
	uint32_t block = book_block_at(w->b, r->from);
	uint32_t place = book_fragment(w->b, r->key);
	struct item it;

	return place != NOWHERE && place < w->blocks[block].from &&
	       (r->from == w->blocks[block].from ||
		   (item_at(w, block, &it) && r->from < it.body));
}

/* The block at `place` if it is a note that the callout leads to. */
static uint32_t
called_block(
    const struct work *w, const struct stated_reference *r, uint32_t place)
{
	enum { START = 16 };
	uint32_t block = book_block_at(w->b, place);
	uint32_t caller = book_block_at(w->b, r->from), to;
	const struct block *k = &w->blocks[block];
	label_key key = stated_key(call_label(w, r->from, r->to));
	struct item it = {.printed = LABEL_NONE};

	if (block == caller || place > k->from + START || !block_is_text(k) ||
	    (w->told[block] & (TOLD_NOTE | TOLD_ENTRY)) != 0 ||
	    (block >= w->contents_from && block < w->contents_to) ||
	    is_label(w, r))
		return NOWHERE;
	if (leads_back(w, block, caller) || calls_back(w, block, caller))
		return block;
	if (key <= LABEL_UNREAD || !item_at(w, block, &it) || it.printed != key)
		return NOWHERE;
	if ((book_style_at(w->b, r->from, &to) & STYLE_SUPERSCRIPT) != 0 ||
	    w->b->text.p[r->from] == '[' || label_is_sign(key))
		return block;
	return NOWHERE;
}

static int
by_from(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

/* Callouts that lead to no note are links among the others. */
static void
links_add(struct work *w, const struct link *v, size_t n)
{
	uint32_t all = w->b->n_links + (uint32_t)n, kept = 0;
	struct link *out;

	if (n == 0)
		return;
	out = book_alloc(w->b, all, sizeof(*out));
	if (w->b->n_links > 0)
		memcpy(out, w->b->links, w->b->n_links * sizeof(*out));
	memcpy(out + w->b->n_links, v, n * sizeof(*out));
	qsort(out, all, sizeof(*out), by_from);
	for (uint32_t i = 0; i < all; i++)
		if (kept == 0 || out[i].from >= out[kept - 1].to)
			out[kept++] = out[i];
	book_set_links(w->b, out, kept);
}

void
stated_calls(struct work *w)
{
	const struct stated *s = w->stated;
	struct named *names = notes_named(w);
	struct link *links = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < s->n_references; i++) {
		const struct stated_reference *r = &s->references[i];
		struct call c = {r->from, r->to, NOWHERE, NOWHERE};
		uint32_t place = NOWHERE;

		c.note = named_find(names, s->n_notes, r->key);
		if (c.note == NOWHERE)
			place = book_fragment(w->b, r->key);
		if (place != NOWHERE)
			c.block = called_block(w, r, place);
		if (place != NOWHERE && c.block == NOWHERE) {
			ARRAY_PUSH(links, n, cap,
			    (struct link){.from = r->from,
				.to = r->to,
				.target = place,
				.entry = NOWHERE});
			continue;
		}
		if (c.block != NOWHERE)
			w->told[c.block] |= TOLD_CALLED;
		ARRAY_PUSH(w->calls, w->n_calls, w->cap_calls, c);
	}
	links_add(w, links, n);
	free(links);
	free(names);
}

void
stated_shadow(struct work *w)
{
	size_t kept = 0, call = 0;

	if (w->told == NULL)
		return;
	for (size_t i = 0; i < w->n_marks; i++) {
		const struct mark *m = &w->marks[i];

		while (call < w->n_calls && w->calls[call].to <= m->from)
			call++;
		if ((call < w->n_calls && w->calls[call].from < m->to) ||
		    (w->told[m->block] & TOLD_NOTE) != 0)
			continue;
		w->marks[kept++] = *m;
	}
	w->n_marks = kept;
}

/* ---- items ---- */

/* The item of the block that a callout leads to. */
static struct item
item_called(const struct work *w, uint32_t block)
{
	struct item it;

	if (!item_at(w, block, &it))
		it = (struct item){.block = block,
		    .body = w->blocks[block].from,
		    .list = NOWHERE,
		    .note = NOWHERE};
	it.stated = true;
	it.key = it.printed;
	return it;
}

static struct item
item_stated(const struct work *w, const struct stated_note *n)
{
	return (struct item){.block = n->first_block,
	    .body = w->blocks[n->first_block].from,
	    .list = NOWHERE,
	    .note = NOWHERE,
	    .stated = true,
	    .end = n->last_block,
	    .label = n->label,
	    .href = n->key};
}

static int
by_block(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	return (x->block > y->block) - (x->block < y->block);
}

void
stated_items(struct work *w)
{
	if (w->told == NULL)
		return;
	for (size_t i = 0; i < w->stated->n_notes; i++)
		ARRAY_PUSH(w->items, w->n_items, w->cap_items,
		    item_stated(w, &w->stated->notes[i]));
	for (uint32_t i = 0; i < w->b->n_blocks; i++)
		if ((w->told[i] & TOLD_CALLED) != 0)
			ARRAY_PUSH(w->items, w->n_items, w->cap_items,
			    item_called(w, i));
	if (w->n_items > 0)
		qsort(w->items, w->n_items, sizeof(*w->items), by_block);
}

/* ---- lists and marks ---- */

/* Does the item go on a list whose last is `last`? */
static bool
goes_on(const struct work *w, const struct item *last, const struct item *it)
{
	return last != NULL && (last->end > 0) == (it->end > 0) &&
	       w->blocks[last->block].section == w->blocks[it->block].section;
}

static void
lists_add(struct work *w)
{
	const struct item *last = NULL;

	for (uint32_t i = 0; i < w->n_items; i++) {
		struct item *it = &w->items[i];

		if (!it->stated)
			continue;
		if (!goes_on(w, last, it))
			ARRAY_PUSH(w->lists, w->n_lists, w->cap_lists,
			    (struct list){
				.section = w->blocks[it->block].section,
				.from = w->blocks[it->block].from,
				.at = (uint32_t)w->n_members,
				.used = true,
				.stated = true});
		ARRAY_PUSH(w->members, w->n_members, w->cap_members, i);
		it->list = (uint32_t)w->n_lists - 1;
		w->lists[w->n_lists - 1].n++;
		last = it;
	}
}

/* The label of an item without one, by a callout; *number counts those of one
 * file (the part of a key before "#") for whose callouts print none. */
static void
label_by_call(struct work *w, struct item *it, const struct call *c,
    struct str *file, uint32_t *number)
{
	struct str s = call_label(w, c->from, c->to), prefix;
	struct buf b = BUF_INIT;

	if (it->label.n > 0 || it->printed > LABEL_UNREAD)
		return;
	prefix = str_slice(it->href, 0, str_find(it->href, STR("#")));
	if (prefix.n == it->href.n)
		prefix.n = 0;
	if (!str_eq(prefix, *file)) {
		*file = prefix;
		*number = 0;
	}
	++*number;
	if (s.n > 0 && s.n <= 12 && memchr(s.p, ' ', s.n) == NULL) {
		label_key key = stated_key(s);

		if (key > LABEL_UNREAD)
			label_print(&b, key);
		else
			buf_str(&b, s);
	} else {
		buf_printf(&b, "%u", *number);
	}
	it->label = arena_str(w->b->arena, buf_lend(&b));
	buf_free(&b);
}

static void
marks_add(struct work *w, const uint32_t *item_of_note)
{
	struct str file = {NULL, 0};
	uint32_t number = 0;

	for (size_t i = 0; i < w->n_calls; i++) {
		const struct call *c = &w->calls[i];
		const struct item *it = NULL;
		struct mark m = {.from = c->from,
		    .to = c->to,
		    .block = book_block_at(w->b, c->from),
		    .key = stated_key(call_label(w, c->from, c->to)),
		    .item = NOWHERE,
		    .form = FORM_NAMED,
		    .stated = true};

		if (c->note != NOWHERE)
			it = &w->items[item_of_note[c->note]];
		else if (c->block != NOWHERE)
			it = item_of_block(w, c->block);
		if (it != NULL) {
			m.item = (uint32_t)(it - w->items);
			/* what leads from a note's label leads back */
			if (m.block == it->block && m.from < it->body)
				continue;
			label_by_call(w, &w->items[m.item], c, &file, &number);
		}
		ARRAY_PUSH(w->marks, w->n_marks, w->cap_marks, m);
	}
}

static int
mark_cmp(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (int)y->stated - (int)x->stated;
}

/* Late guesses give way, too. */
static void
marks_sort(struct work *w)
{
	uint32_t end = 0;
	size_t kept = 0;

	if (w->n_marks > 0)
		qsort(w->marks, w->n_marks, sizeof(*w->marks), mark_cmp);
	for (size_t i = 0; i < w->n_marks; i++) {
		if (w->marks[i].from < end)
			continue;
		end = w->marks[i].to;
		w->marks[kept++] = w->marks[i];
	}
	w->n_marks = kept;
}

void
stated_lists(struct work *w)
{
	uint32_t *item_of_note, note = 0;

	if (w->told == NULL)
		return;
	item_of_note = xcalloc(w->stated->n_notes + 1, sizeof(*item_of_note));
	for (uint32_t i = 0; i < w->n_items; i++)
		if (w->items[i].stated && w->items[i].end > 0)
			item_of_note[note++] = i;
	lists_add(w);
	marks_add(w, item_of_note);
	marks_sort(w);
	free(item_of_note);
}

struct str
stated_label(struct work *w, const struct item *it)
{
	struct buf b = BUF_INIT;
	struct str kept = it->label;

	if (kept.n > 0)
		return kept;
	if (it->key > LABEL_UNREAD || it->printed > LABEL_UNREAD)
		label_print(
		    &b, it->printed > LABEL_UNREAD ? it->printed : it->key);
	else
		buf_puts(&b, "*");
	kept = arena_str(w->b->arena, buf_lend(&b));
	buf_free(&b);
	return kept;
}
