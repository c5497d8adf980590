/*
 * Notes and references, from the lists and the marks that were paired.
 *
 *  1. A note's text goes on over the blocks behind it up to the next note, if
 *     none of them calls a note of the same list: then they are the text
 *     between the notes of two pages.
 *  2. Behind its last note a list goes on only where a sentence was cut.
 *  3. A note belongs to the section whose text refers to it.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/work.h"

/* ---- what the source prints ---- */

/* The text of a mark or label with the light mark-up it had. */
static struct str
printed(struct work *w, uint32_t from, uint32_t to)
{
	struct str s = book_text(w->b, from, to), kept;
	uint32_t link = book_link_from(w->b, from), ends;
	bool raised = false, linked = false;
	struct buf out = BUF_INIT;

	while (s.n > 0 && s.p[s.n - 1] == ' ')
		s.n--;
	if (link < w->b->n_links) {
		const struct link *l = &w->b->links[link];

		linked = l->from < to && l->to <= to && l->from >= from;
	}
	for (uint32_t at = from; at < to && !raised; at++)
		raised =
		    w->b->text.p[at] >= '0' && w->b->text.p[at] <= '9' &&
		    (book_style_at(w->b, at, &ends) & STYLE_SUPERSCRIPT) != 0;
	if (raised)
		buf_puts(&out, "^{");
	if (linked) {
		const struct link *l = &w->b->links[link];

		buf_str(&out, book_text(w->b, from, l->from));
		buf_putc(&out, '[');
		buf_str(&out, book_text(w->b, l->from, l->to));
		buf_puts(&out, "](");
		buf_str(&out, l->href.p != NULL ? l->href : STR("#"));
		buf_putc(&out, ')');
		if (from + s.n > l->to)
			buf_str(
			    &out, book_text(w->b, l->to, from + (uint32_t)s.n));
	} else {
		buf_str(&out, s);
	}
	if (raised)
		buf_putc(&out, '}');
	kept = arena_str(w->b->arena, buf_lend(&out));
	buf_free(&out);
	return kept;
}

static struct str
label_str(struct work *w, label_key key)
{
	struct buf out = BUF_INIT;
	struct str kept;

	label_print(&out, key);
	kept = arena_str(w->b->arena, buf_lend(&out));
	buf_free(&out);
	return kept;
}

/* ---- extent ---- */

/* Do any of the blocks [from, to) call a note of the list? */
static bool
blocks_call(const struct work *w, uint32_t list, uint32_t from, uint32_t to)
{
	uint32_t i = mark_from(w, w->blocks[from].from);

	for (; i < w->n_marks && w->marks[i].block < to; i++)
		if (w->marks[i].item != NOWHERE &&
		    w->items[w->marks[i].item].list == list)
			return true;
	return false;
}

static bool
begins_lower(struct str s)
{
	size_t n;

	return s.n > 0 && cp_is_lower(cp_decode(s.p, s.p + s.n, &n));
}

/* Does block `next` go on with the sentence that block `last` breaks off? */
static bool
goes_on(const struct work *w, uint32_t last, uint32_t next)
{
	const struct block *k = &w->blocks[next];

	if (!block_is_text(k) || k->section != w->blocks[last].section)
		return false;
	if ((k->flags & BLOCK_CONTINUES) != 0)
		return true;
	return !text_ends_sentence(block_text(w, last)) &&
	       begins_lower(block_text(w, next));
}

/* One past the last block of the note that begins at `first`, when the next
 * note (or the end of the section) is at `end`. */
static uint32_t
note_end(const struct work *w, uint32_t list, uint32_t first, uint32_t end,
    bool last)
{
	enum { PARAGRAPHS = 40 };
	uint32_t to = first + 1;

	if (last || end - first > PARAGRAPHS || w->lists[list].sparse) {
		while (to < end && goes_on(w, to - 1, to))
			to++;
		return to;
	}
	for (uint32_t i = first + 1; i < end; i++) {
		if (!block_is_text(&w->blocks[i]))
			continue;
		to = i + 1;
	}
	return to;
}

/* A list is sparse if text with callouts stands between its notes. */
static void
lists_sparse(struct work *w)
{
	for (uint32_t i = 0; i < w->n_lists; i++) {
		struct list *l = &w->lists[i];

		for (uint32_t k = 0; l->used && k + 1 < l->n && !l->sparse;
		     k++) {
			uint32_t a = w->items[w->members[l->at + k]].block;
			uint32_t b = w->items[w->members[l->at + k + 1]].block;

			l->sparse = b > a + 1 && blocks_call(w, i, a + 1, b);
		}
	}
}

/* ---- notes ---- */

static uint32_t
section_end(const struct work *w, uint32_t block)
{
	uint32_t from, to;

	section_own(w, w->blocks[block].section, &from, &to);
	return to;
}

static void
note_add(struct work *w, struct item *it, uint32_t end, bool last)
{
	struct block *k = &w->blocks[it->block];
	uint32_t to =
	    it->end > 0 ? it->end : note_end(w, it->list, it->block, end, last);
	struct note n = {
	    .from = k->from,
	    .to = w->blocks[to - 1].to,
	    .body = it->body,
	    .section = k->section,
	    .first_block = it->block,
	    .last_block = to,
	    .line = k->line,
	    .last_line = w->blocks[to - 1].last_line,
	    .paragraphs = to - it->block,
	    .label = it->stated ? stated_label(w, it) : label_str(w, it->key),
	    .printed = it->end > 0 ? it->label : printed(w, k->from, it->body),
	    .href = it->href,
	    .ibid_of = NOWHERE,
	    .ibid_source = NOWHERE,
	};

	if (it->form == FORM_WORD && n.to > n.body &&
	    w->b->text.p[n.to - 1] == ']')
		n.to--;
	it->note = (uint32_t)w->n_notes;
	ARRAY_PUSH(w->notes, w->n_notes, w->cap_notes, n);
	for (uint32_t i = it->block; i < to; i++) {
		if (block_keeps_kind(&w->blocks[i]))
			continue;
		w->blocks[i].kind = BLOCK_NOTE;
		w->blocks[i].level = 0;
		if (i > it->block)
			w->blocks[i].flags |= BLOCK_CONTINUES;
		else
			w->blocks[i].flags &= (uint8_t)~BLOCK_CONTINUES;
	}
}

/* The next item after i that is a note, or NOWHERE. */
static size_t
next_note(const struct work *w, size_t i)
{
	for (i++; i < w->n_items; i++)
		if (w->items[i].list != NOWHERE &&
		    w->lists[w->items[i].list].used)
			return i;
	return NOWHERE;
}

void
notes_make(struct work *w)
{
	size_t i, next;

	lists_sparse(w);
	for (i = next_note(w, SIZE_MAX); i != NOWHERE; i = next) {
		struct item *it = &w->items[i];
		uint32_t end = section_end(w, it->block);
		bool last;

		next = next_note(w, i);
		last = next == NOWHERE || w->items[next].block >= end ||
		       w->items[next].list != it->list;
		if (next != NOWHERE && w->items[next].block < end)
			end = w->items[next].block;
		note_add(w, it, end, last);
	}
}

/* ---- references ---- */

/* Marks in notes call the list that they stand in. */
static void
marks_inside(struct work *w)
{
	uint32_t note = 0;

	for (size_t i = 0; i < w->n_marks; i++) {
		struct mark *m = &w->marks[i];
		const struct item *it;

		while (note < w->n_notes && w->notes[note].to <= m->from)
			note++;
		if (note == w->n_notes || m->from < w->notes[note].from ||
		    m->dropped || m->item != NOWHERE)
			continue;
		m->inside = true;
		/* the item of this note tells its list */
		it = item_of_block(w, w->notes[note].first_block);
		if (it == NULL)
			continue;
		if (m->form == FORM_RAISED || m->form == FORM_LINKED ||
		    m->form == FORM_NAMED ||
		    (w->lists[it->list].brackets &&
			(m->form == FORM_BRACKET || m->form == FORM_ROUND)))
			m->item = list_find(w, &w->lists[it->list], m->key);
	}
}

/* Is a mark without a note worth telling? */
static bool
mark_is_lost(const struct work *w, const struct mark *m, bool guessed)
{
	return w->n_notes > 0 && !m->inside && !m->dropped &&
	       m->key > LABEL_UNREAD &&
	       ((guessed && m->form == FORM_RAISED) || m->form == FORM_NAMED);
}

/* Are notes guessed anywhere?  Where all are stated, other raised numbers are
 * no callouts. */
static bool
notes_guessed(const struct work *w)
{
	for (size_t i = 0; i < w->n_lists; i++)
		if (w->lists[i].used && !w->lists[i].stated)
			return true;
	return w->n_calls == 0;
}

/* Does the callout print another label than its note has?  A sign before a
 * number is none that one could get wrong. */
static bool
is_misprint(const struct work *w, const struct mark *m)
{
	const struct item *it = &w->items[m->item];
	label_key key = it->label.n > 0 ? stated_key(it->label) : it->key;

	if (!m->stated)
		return it->key != m->key;
	return label_value(key) > 0 && label_value(m->key) > 0 && key != m->key;
}

static void
reference_add(struct work *w, const struct mark *m)
{
	const struct block *k = &w->blocks[m->block];
	struct origin o = book_origin(w->b, m->from);
	struct reference r = {
	    .from = m->from,
	    .to = m->to,
	    .section = k->section,
	    .note = NOWHERE,
	    .line = o.line > 0 ? o.line : k->line,
	    .byte = k->line > 0 ? o.byte : NOWHERE,
	    .printed = printed(w, m->from, m->to),
	};

	if (m->item != NOWHERE) {
		const struct item *it = &w->items[m->item];

		r.note = it->note;
		r.label = w->notes[it->note].label;
		r.corrected = is_misprint(w, m);
	} else {
		r.label =
		    m->key > LABEL_UNREAD ? label_str(w, m->key) : r.printed;
	}
	ARRAY_PUSH(w->references, w->n_references, w->cap_references, r);
}

/* Every note its references; its section is that of the first. */
static void
notes_called(struct work *w)
{
	uint32_t *count = xcalloc(w->n_notes + 1, sizeof(*count));
	uint32_t *ids = book_alloc(w->b, w->n_references + 1, sizeof(*ids));
	uint32_t at = 0, around = 0;

	for (size_t i = 0; i < w->n_references; i++)
		if (w->references[i].note != NOWHERE)
			count[w->references[i].note]++;
	for (size_t i = 0; i < w->n_notes; i++) {
		w->notes[i].references = (struct ids){ids + at, 0};
		at += count[i];
	}
	for (uint32_t i = 0; i < w->n_references; i++) {
		const struct reference *r = &w->references[i];
		struct note *n;

		while (around < w->n_notes && w->notes[around].to <= r->from)
			around++;
		if (r->note == NOWHERE)
			continue;
		n = &w->notes[w->references[i].note];
		ids[n->references.v - ids + n->references.n] = i;
		if (n->references.n++ > 0)
			continue;
		/* what a note calls belongs where that note does */
		n->section =
		    around < w->n_notes && w->notes[around].from <= r->from
			? w->notes[around].section
			: r->section;
	}
	free(count);
}

void
references_make(struct work *w)
{
	bool guessed = notes_guessed(w);

	marks_inside(w);
	for (size_t i = 0; i < w->n_marks; i++)
		if (w->marks[i].item != NOWHERE || w->marks[i].stated ||
		    mark_is_lost(w, &w->marks[i], guessed))
			reference_add(w, &w->marks[i]);
	notes_called(w);
}
