/*
 * Which links of a book are callouts, and which elements are the notes that
 * they call.  What epub:type and role state is believed.  For the rest:
 *
 *  1. A callout is a link whose whole text is a label (a number, a sign, one or
 *     two letters, perhaps in brackets), to a place that comes after it and is
 *     in no heading and no list of contents.
 *  2. It is one if what it leads to links back to where it stands; or if it is
 *     raised or in brackets and what it leads to begins with the same label.
 *  3. A note is the innermost block around the place that its callout names;
 *     where that place is an empty anchor between blocks, the block behind it.
 *  4. What stands between two notes of one list belongs to the first.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/formats/html-notes.h"

enum { INSIDE = 24, BEHIND = 40, LOOKED = 256 };

/* ---- blocks ---- */

bool
is_block(const struct node *n)
{
	static const bool inline_roles[ROLE_SKIP + 1] = {
	    [ROLE_INLINE] = true,
	    [ROLE_LINK] = true,
	    [ROLE_BREAK] = true,
	    [ROLE_IMAGE] = true,
	    [ROLE_QUOTED] = true,
	    [ROLE_MATH] = true,
	    [ROLE_RUBY_TEXT] = true,
	    [ROLE_SKIP] = true,
	};

	return n->name.p != NULL && !inline_roles[element_of(n)->role];
}

/* The innermost block that a node is, or is in. */
static uint32_t
block_of(const struct tree *t, uint32_t node)
{
	while (node > 0 && !is_block(&t->v[node]))
		node = t->v[node].parent;
	return node;
}

bool
has_text(const struct tree *t, uint32_t node)
{
	for (uint32_t i = node; i < t->v[node].end && i < node + LOOKED; i++)
		if (t->v[i].name.p == NULL && str_trim(tree_text(t, i)).n > 0)
			return true;
	return false;
}

/* Are there blocks under a block? */
static bool
holds_blocks(const struct tree *t, uint32_t node)
{
	for (uint32_t i = node + 1; i < t->v[node].end && i < node + 64; i++)
		if (is_block(&t->v[i]))
			return true;
	return false;
}

/* The first element behind a node that has text, among its siblings. */
static uint32_t
block_behind(const struct tree *t, uint32_t node)
{
	uint32_t in = t->v[node].parent, tries = 0;

	for (uint32_t i = t->v[node].end; i < t->v[in].end && tries < BEHIND;
	     i = t->v[i].end, tries++)
		if (is_block(&t->v[i]) && has_text(t, i))
			return i;
	return 0;
}

/* Is all that an element holds a label? */
static bool
is_only_label(const struct tree *t, uint32_t node)
{
	struct buf text = BUF_INIT;
	bool bracketed, is;

	raw_start(t, node, t->v[node].end, &text);
	is = label_of(buf_lend(&text), &bracketed).p != NULL;
	buf_free(&text);
	return is;
}

/* The node before one in the same element; 0 for the first. */
static uint32_t
sibling_before(const struct tree *t, uint32_t node)
{
	uint32_t in = t->v[node].parent, at = node - 1;

	while (at > in && t->v[at].parent != in)
		at = t->v[at].parent;
	return at > in ? at : 0;
}

/* The headword before a meaning, if that is the label of a note. */
static uint32_t
label_before(const struct tree *t, uint32_t meaning)
{
	uint32_t term = sibling_before(t, meaning);

	while (term != 0 && t->v[term].name.p == NULL)
		term = sibling_before(t, term);
	return term != 0 && node_is(&t->v[term], "dt") && is_only_label(t, term)
		   ? term
		   : meaning;
}

/* The element that is the note at a place; 0 if none can be. */
static uint32_t
note_at(const struct tree *t, uint32_t node)
{
	uint32_t up, block;

	for (up = node; up > 0; up = t->v[up].parent)
		if (element_says(&t->v[up], says_note) &&
		    (is_block(&t->v[up]) || !is_only_label(t, up)))
			return up;
	block = block_of(t, node);
	if (block != node && holds_blocks(t, block) && !has_text(t, node)) {
		/* an anchor by itself between blocks */
		block = block_behind(t, node);
		if (block == 0)
			return 0;
	}
	if (node_is(&t->v[block], "td") || node_is(&t->v[block], "th"))
		block = t->v[block].parent;
	if (node_is(&t->v[block], "dd"))
		block = label_before(t, block);
	/* a paragraph that is all of its item stands for the item */
	up = t->v[block].parent;
	if (up > 0 && node_is(&t->v[up], "li") && up + 2 >= block)
		block = up;
	return block;
}

static bool
in_heading(const struct tree *t, uint32_t node)
{
	for (; node > 0; node = t->v[node].parent)
		if (element_of(&t->v[node])->role == ROLE_HEADING)
			return true;
	return false;
}

static bool
in_contents(const struct tree *t, uint32_t node)
{
	for (; node > 0; node = t->v[node].parent)
		if (element_says(&t->v[node], says_contents) ||
		    node_is(&t->v[node], "nav"))
			return true;
	return false;
}

/* ---- links ---- */

static bool
is_raised(const struct document *d, uint32_t node)
{
	const struct tree *t = &d->tree;
	uint32_t up = node;

	for (unsigned i = 0; i < 3 && up > 0 && !is_block(&t->v[up]); i++) {
		if (node_is(&t->v[up], "sup") ||
		    sheet_look(d->sheet, &t->v[up]).super == CSS_ON)
			return true;
		up = t->v[up].parent;
	}
	up = node + 1;
	return up < t->v[node].end && t->v[up].name.p != NULL &&
	       (node_is(&t->v[up], "sup") ||
		   sheet_look(d->sheet, &t->v[up]).super == CSS_ON);
}

static void
link_add(struct html *h, uint32_t document, uint32_t node)
{
	const struct document *d = &h->v[document];
	const struct node *n = &d->tree.v[node];
	struct link_found l = {
	    .document = document, .node = node, .note = NOWHERE};
	struct str href = node_attr_local(n, "href");
	struct buf key = BUF_INIT, text = BUF_INIT;
	const struct place *to = NULL;

	if (html_target(h, d, href, &key))
		to = place_of(h, buf_lend(&key));
	if (to != NULL) {
		l.to_document = to->document;
		l.to = to->node;
		raw_start(&d->tree, node, n->end, &text);
		l.label = label_of(buf_lend(&text), &l.bracketed);
		l.raised = is_raised(d, node);
		if (l.label.p == NULL && (l.raised || l.bracketed)) {
			l.label = label_loose(buf_lend(&text));
			l.loose = l.label.p != NULL;
		}
		if (l.label.p != NULL)
			l.label = arena_str(h->arena, l.label);
		l.stated = element_says(n, says_callout);
		l.back = element_says(n, says_backlink);
		ARRAY_PUSH(h->links->v, h->links->n, h->links->cap, l);
	}
	buf_free(&key);
	buf_free(&text);
}

static void
links_find(struct html *h)
{
	for (uint32_t d = 0; d < h->n; d++) {
		const struct tree *t = &h->v[d].tree;

		for (uint32_t i = 1; i < t->n && !h->v[d].contents; i++)
			if (t->v[i].name.p != NULL && node_is(&t->v[i], "a") &&
			    node_attr_local(&t->v[i], "href").n > 0)
				link_add(h, d, i);
	}
}

/* The first link at or behind a node of a document. */
static size_t
link_from(const struct html *h, uint32_t document, uint32_t node)
{
	const struct links *l = h->links;
	size_t low = 0, high = l->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (l->v[mid].document < document ||
		    (l->v[mid].document == document && l->v[mid].node < node))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Does the element `note` link back to the block in which link i stands? */
static bool
links_back(const struct html *h, const struct link_found *l, uint32_t note)
{
	const struct tree *from = &h->v[l->document].tree;
	const struct tree *t = &h->v[l->to_document].tree;
	uint32_t block = block_of(from, l->node);
	size_t i = link_from(h, l->to_document, note);

	/* the link back may stand just before the anchor of the note */
	for (unsigned n = 0; i < h->links->n && n < INSIDE; i++, n++) {
		const struct link_found *m = &h->links->v[i];

		if (m->document != l->to_document || m->node >= t->v[note].end)
			break;
		if (m->to_document == l->document && m->to >= block &&
		    m->to < from->v[block].end)
			return true;
	}
	return false;
}

/* Does the element begin with the label? */
static bool
begins_with(const struct tree *t, uint32_t note, struct str label)
{
	struct buf text = BUF_INIT;
	bool begins, bracketed;
	uint32_t cell =
	    node_is(&t->v[note], "tr") ? tree_child(t, note, note, "td") : 0;

	if (cell != 0) {
		raw_start(t, cell, t->v[cell].end, &text);
		begins = str_eq(label_of(buf_lend(&text), &bracketed), label);
		buf_free(&text);
		return begins;
	}
	raw_start(t, note, t->v[note].end, &text);
	begins = label_skip(buf_lend(&text), &label) > 0;
	buf_free(&text);
	return begins;
}

/* The element that may be the note that a link calls, or 0. */
static uint32_t
note_called(const struct html *h, const struct link_found *l)
{
	const struct tree *from = &h->v[l->document].tree;
	const struct tree *t = &h->v[l->to_document].tree;
	uint32_t note;
	bool after = l->to_document > l->document ||
		     (l->to_document == l->document && l->to > l->node);

	if (l->to == 0 || l->back || in_contents(from, l->node) ||
	    l->to == h->v[l->to_document].root)
		return 0;
	note = note_at(t, l->to);
	if (note == 0 || in_heading(t, note) ||
	    (l->document == l->to_document && note <= l->node &&
		l->node < t->v[note].end))
		return 0;
	if (l->stated ||
	    (l->label.p != NULL && element_says(&t->v[note], says_note)))
		return note;
	if (l->label.p == NULL || !after || node_is(&t->v[note], "body"))
		return 0;
	return note;
}

/* Is what a link leads to a note beyond doubt?  The reader may say that for
 * this book only what is stated is, or whatever looks like a callout. */
static bool
note_is_sure(const struct html *h, const struct link_found *l, uint32_t note)
{
	const struct tree *t = &h->v[l->to_document].tree;

	if (l->stated || element_says(&t->v[note], says_note))
		return true;
	if (h->rule != NULL && strcmp(h->rule, "stated") == 0)
		return false;
	if (h->rule != NULL && strcmp(h->rule, "all") == 0)
		return true;
	if (l->loose)
		return links_back(h, l, note);
	return links_back(h, l, note) ||
	       ((l->raised || l->bracketed) && begins_with(t, note, l->label));
}

/* ---- notes ---- */

static int
note_cmp(const void *a, const void *b)
{
	const struct found_note *x = a, *y = b;

	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

static void
note_add(struct html *h, uint32_t document, uint32_t node)
{
	const struct document *d = &h->v[document];
	struct found_note n = {
	    .document = document, .node = node, .end = d->tree.v[node].end};

	ARRAY_PUSH(h->notes, h->n_notes, h->cap_notes, n);
}

/* Notes that are stated, called or not. */
static void
notes_stated(struct html *h)
{
	for (uint32_t d = 0; d < h->n; d++)
		for (uint32_t i = 1; i < h->v[d].tree.n; i++) {
			const struct node *n = &h->v[d].tree.v[i];

			if (n->name.p == NULL || n->n_attrs == 0)
				continue;
			if (element_says(n, says_note))
				note_add(h, d, note_at(&h->v[d].tree, i));
			else if (is_side_note(n))
				note_add(h, d, i);
		}
}

/* Sorted, each once, none around another. */
static void
notes_settle(struct html *h)
{
	size_t n = 0;

	if (h->n_notes > 0)
		qsort(h->notes, h->n_notes, sizeof(*h->notes), note_cmp);
	for (size_t i = 0; i < h->n_notes; i++) {
		const struct found_note *k = &h->notes[i];

		if (n > 0 && note_cmp(&h->notes[n - 1], k) == 0)
			continue;
		if (n > 0 && h->notes[n - 1].document == k->document &&
		    k->node < h->notes[n - 1].end)
			n--;
		h->notes[n++] = *k;
	}
	h->n_notes = n;
}

static uint32_t
note_find(const struct html *h, uint32_t document, uint32_t node)
{
	struct found_note key = {.document = document, .node = node};
	const struct found_note *found;

	if (h->n_notes == 0)
		return NOWHERE;
	found = bsearch(&key, h->notes, h->n_notes, sizeof(key), note_cmp);
	return found == NULL ? NOWHERE : (uint32_t)(found - h->notes);
}

/* The note that holds a node, or NOWHERE. */
static uint32_t
note_around(const struct html *h, uint32_t document, uint32_t node)
{
	size_t low = 0, high = h->n_notes, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (h->notes[mid].document < document ||
		    (h->notes[mid].document == document &&
			h->notes[mid].node <= node))
			low = mid + 1;
		else
			high = mid;
	}
	if (low == 0 || h->notes[low - 1].document != document ||
	    node >= h->notes[low - 1].end)
		return NOWHERE;
	return (uint32_t)low - 1;
}

static void
notes_name(struct html *h)
{
	for (size_t i = 0; i < h->n_notes; i++) {
		struct found_note *n = &h->notes[i];
		struct buf key = BUF_INIT;

		/* unique, though it be one of several runs of pages */
		buf_printf(&key, "note %u %u %u", builder_place(h->b),
		    n->document, n->node);
		n->key = arena_str(h->arena, buf_lend(&key));
		buf_free(&key);
	}
}

/* Give the links their notes, and the notes the labels by which they are
 * called.  One more callout of a note need not be sure by itself, if it has the
 * label of the others. */
static void
links_settle_notes(struct html *h, const uint32_t *called, bool sure)
{
	struct links *l = h->links;

	for (size_t i = 0; i < l->n; i++) {
		struct link_found *link = &l->v[i];
		uint32_t note;

		if (called[i] == 0 || link->note != NOWHERE ||
		    note_is_sure(h, link, called[i]) != sure)
			continue;
		note = note_find(h, link->to_document, called[i]);
		if (note == NOWHERE ||
		    (!sure && !str_eq(h->notes[note].label, link->label)))
			continue;
		link->note = note;
		h->notes[note].called = true;
		if (h->notes[note].label.p == NULL)
			h->notes[note].label = link->label;
	}
}

void
html_notes(struct html *h)
{
	struct links *l;
	uint32_t *called;

	l = h->links = xcalloc(1, sizeof(*h->links));
	html_index(h);
	places_find(h);
	links_find(h);
	called = xcalloc(l->n + 1, sizeof(*called));
	notes_stated(h);
	for (size_t i = 0; i < l->n; i++) {
		called[i] = note_called(h, &l->v[i]);
		if (called[i] != 0 && note_is_sure(h, &l->v[i], called[i]))
			note_add(h, l->v[i].to_document, called[i]);
	}
	notes_settle(h);
	notes_name(h);
	links_settle_notes(h, called, true);
	links_settle_notes(h, called, false);
	notes_extend(h);
	notes_label(h);
	free(called);
}

/* Does a link in a note lead to a block that calls this note? */
static bool
leads_back(const struct html *h, const struct link_found *l)
{
	uint32_t note = note_around(h, l->document, l->node);
	const struct tree *t = &h->v[l->to_document].tree;
	uint32_t block;
	unsigned tries = 0;

	if (note == NOWHERE || l->note != NOWHERE)
		return false;
	if (l->back)
		return true;
	block = block_of(t, l->to);
	for (size_t i = link_from(h, l->to_document, block);
	     i < h->links->n && h->links->v[i].document == l->to_document &&
	     h->links->v[i].node < t->v[block].end && tries < LOOKED;
	     i++, tries++)
		if (h->links->v[i].note == note)
			return true;
	return false;
}

struct str
html_callout(const struct html *h, uint32_t document, uint32_t node, bool *back)
{
	size_t i = link_from(h, document, node);
	const struct link_found *l;

	*back = false;
	if (i >= h->links->n || h->links->v[i].document != document ||
	    h->links->v[i].node != node)
		return (struct str){NULL, 0};
	l = &h->links->v[i];
	*back = leads_back(h, l);
	if (l->note == NOWHERE)
		return (struct str){NULL, 0};
	return h->notes[l->note].key;
}

void
links_free(struct links *l)
{
	if (l == NULL)
		return;
	free(l->places);
	free(l->v);
	free(l);
}
