/*
 * What belongs to a note: all of its paragraphs, and not its label, which is
 * kept apart from its text.
 *
 *  1. A note that begins an element in which nothing else stands is all of
 *     that element; a headword of a list of terms has its meanings.
 *  2. What stands between two notes of one list belongs to the first; where a
 *     list holds nothing but notes, what is behind the last belongs to that.
 *  3. The label is what stands beside the text, else what the note begins with,
 *     else the number that its list gives it.  Links back, and the signs that
 *     lead to them, stand before it.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/formats/html-notes.h"

enum {
	BLOCKS = 40, /* of one note at most */
	BYTES = 10000,
	BEFORE = 2, /* titles before a list of notes */
	TRIES = 256 /* nodes before it that are looked at */
};

/* ---- which elements ---- */

/* Does the element hold only text of a size that a note may have? */
static bool
may_be_note(const struct tree *t, uint32_t node)
{
	size_t bytes = 0;
	unsigned blocks = 0;

	for (uint32_t i = node; i < t->v[node].end; i++) {
		const struct node *n = &t->v[i];

		if (n->name.p == NULL) {
			bytes += n->to - n->from;
			continue;
		}
		blocks += is_block(n);
		if (element_of(n)->role == ROLE_HEADING ||
		    element_of(n)->role == ROLE_RULE || blocks > BLOCKS ||
		    bytes > BYTES)
			return false;
	}
	return true;
}

/* Is it named as notes are ("footnote3", "ftn3", "fn:3")? */
static bool
named_as_note(const struct node *n)
{
	static const char *const words[] = {"note", "Note", "ftn", "edn", "fn"};
	struct str id = node_attr(n, "id"), class = node_attr(n, "class");

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_find(id, str_of(words[i])) != SIZE_MAX ||
		    str_find(class, str_of(words[i])) != SIZE_MAX)
			return true;
	return false;
}

/* The element that note i begins and fills, or 0. */
static uint32_t
element_filled(const struct html *h, size_t i)
{
	const struct found_note *n = &h->notes[i];
	const struct tree *t = &h->v[n->document].tree;
	uint32_t up = t->v[n->node].parent;
	bool kin;

	if (up == 0 || up == h->v[n->document].root ||
	    element_says(&t->v[n->node], says_note) || !is_block(&t->v[up]) ||
	    element_of(&t->v[up])->role == ROLE_LIST ||
	    element_of(&t->v[up])->role == ROLE_TERMS ||
	    element_of(&t->v[up])->role == ROLE_TABLE)
		return 0;
	if (i + 1 < h->n_notes && h->notes[i + 1].document == n->document &&
	    h->notes[i + 1].node < t->v[up].end)
		return 0;
	for (uint32_t k = up + 1; k < n->node; k = t->v[k].end)
		if (has_text(t, k))
			return 0;
	/* its own, or one like that of the note before or behind */
	kin = named_as_note(&t->v[up]) ||
	      (i > 0 && h->notes[i - 1].document == n->document &&
		  t->v[h->notes[i - 1].node].parent == t->v[up].parent) ||
	      (i + 1 < h->n_notes && h->notes[i + 1].document == n->document &&
		  t->v[t->v[h->notes[i + 1].node].parent].parent ==
		      t->v[up].parent);
	return kin && may_be_note(t, up) ? up : 0;
}

/* The end of the meanings behind a headword. */
static uint32_t
meanings_end(const struct tree *t, uint32_t term)
{
	uint32_t in = t->v[term].parent, at = t->v[term].end;

	while (at < t->v[in].end &&
	       (t->v[at].name.p == NULL || node_is(&t->v[at], "dd")))
		at = t->v[at].end;
	return at;
}

/* A headword and its meanings as plain elements. */
static void
term_as_note(struct html *h, struct found_note *n)
{
	struct tree *t = &h->v[n->document].tree;

	n->end = meanings_end(t, n->node);
	n->term = true;
	for (uint32_t i = n->node; i < n->end; i = t->v[i].end)
		if (t->v[i].name.p != NULL)
			t->v[i].name = STR("div");
}

/* Paragraphs between two notes of one list belong to the first. */
static void
extend_to_next(const struct html *h, struct found_note *a)
{
	const struct found_note *b = a + 1;
	const struct tree *t = &h->v[a->document].tree;
	uint32_t at = a->end;

	if (a->document != b->document ||
	    t->v[a->node].parent != t->v[b->node].parent)
		return;
	while (at < b->node && (t->v[at].name.p == NULL ||
				   element_of(&t->v[at])->role != ROLE_HEADING))
		at = t->v[at].end;
	if (at == b->node)
		a->end = b->node;
}

/* The end of the last of the notes `first`... in one element, where they are
 * all that it holds but for a title.  A note that follows is not of them. */
static void
extend_last(const struct html *h, size_t first, size_t last)
{
	struct found_note *n = &h->notes[last];
	const struct tree *t = &h->v[n->document].tree;
	uint32_t in = t->v[n->node].parent, at = n->end, next = NOWHERE;
	unsigned before = 0, tries = 0;

	if (first == last)
		return;
	if (last + 1 < h->n_notes && n[1].document == n->document)
		next = n[1].node;
	for (uint32_t k = in + 1; k < h->notes[first].node; k = t->v[k].end) {
		before += has_text(t, k);
		if (before > BEFORE || ++tries > TRIES)
			return;
	}
	while (at < t->v[in].end && t->v[at].end <= next) {
		if (t->v[at].name.p != NULL && !may_be_note(t, at))
			break;
		at = t->v[at].end;
	}
	n->end = at;
}

void
notes_extend(struct html *h)
{
	size_t first = 0;

	for (size_t i = 0; i < h->n_notes; i++) {
		struct found_note *n = &h->notes[i];
		const struct tree *t = &h->v[n->document].tree;
		uint32_t filled = element_filled(h, i);

		if (filled != 0) {
			n->node = filled;
			n->end = t->v[filled].end;
		} else if (node_is(&t->v[n->node], "dt")) {
			term_as_note(h, n);
		}
	}
	for (size_t i = 0; i < h->n_notes; i++) {
		struct found_note *n = &h->notes[i];
		const struct tree *t = &h->v[n->document].tree;
		bool more = i + 1 < h->n_notes && n[1].document == n->document;

		if (element_says(&t->v[n->node], says_note)) {
			first = i + 1;
			continue;
		}
		if (more && t->v[n->node].parent == t->v[n[1].node].parent &&
		    !element_says(&t->v[n[1].node], says_note)) {
			extend_to_next(h, n);
			continue;
		}
		extend_last(h, first, i);
		first = i + 1;
	}
}

/* ---- labels ---- */

/* Where the counts of the items of lists stand, of those in each other. */
struct counters {
	uint32_t document;
	unsigned n;
	struct counter {
		uint32_t list, node;
		unsigned number;
	} v[LIMIT_DEPTH];
};

/* The counter of a list, where it was left. */
static struct counter *
counter_of(
    struct counters *c, const struct tree *t, uint32_t document, uint32_t list)
{
	struct str start = node_attr(&t->v[list], "start");

	if (c->document != document)
		c->n = 0;
	c->document = document;
	while (c->n > 0 && (c->v[c->n - 1].list > list ||
			       t->v[c->v[c->n - 1].list].end <= list))
		c->n--;
	if (c->n > 0 && c->v[c->n - 1].list == list)
		return &c->v[c->n - 1];
	c->n -= c->n == LENGTH(c->v);
	c->v[c->n] = (struct counter){list, list,
	    start.n > 0 && start.n < 6
		? (unsigned)strtoul(start.p, NULL, 10) - 1
		: 0};
	return &c->v[c->n++];
}

/* The number that a list gives to its item; null if it gives none.  The counter
 * goes on from the item before. */
static struct str
item_number(struct html *h, const struct found_note *n, struct counters *all)
{
	struct counter *c;
	const struct tree *t = &h->v[n->document].tree;
	uint32_t list = t->v[n->node].parent;
	struct str kept;
	struct buf out = BUF_INIT;

	if (!node_is(&t->v[n->node], "li") || !node_is(&t->v[list], "ol"))
		return (struct str){NULL, 0};
	c = counter_of(all, t, n->document, list);
	while (c->node < n->node &&
	       (c->node = tree_child(t, list, c->node, "li")) != 0)
		c->number++;
	buf_printf(&out, "%u", c->number);
	kept = arena_str(h->arena, buf_lend(&out));
	buf_free(&out);
	return kept;
}

/* Is the text only signs that lead back, and what parts them? */
static bool
is_arrow(struct str s)
{
	size_t n;

	for (; s.n > 0; s = str_slice(s, n, s.n)) {
		uint32_t cp = cp_decode(s.p, s.p + s.n, &n);

		if (!cp_is_space(cp) && cp != '^' && cp != ',' && cp != ';' &&
		    (cp < 0x2190 || cp > 0x21ff) && cp != 0x25b2 &&
		    cp != 0x2b06 && cp != 0xfe0e && cp != 0xfe0f)
			return false;
	}
	return true;
}

/* Bytes of links back at the start of a note, with the signs around them; 0 if
 * it begins with none. */
static uint32_t
backlinks_skip(const struct html *h, const struct found_note *n)
{
	const struct tree *t = &h->v[n->document].tree;
	uint32_t skip = 0, passed = 0;

	for (uint32_t i = n->node; i < n->end; i++) {
		const struct node *k = &t->v[i];

		if (k->name.p == NULL) {
			if (!is_arrow(tree_text(t, i)))
				break;
			passed += k->to - k->from;
		} else if (element_of(k)->role == ROLE_SKIP) {
			i = k->end - 1;
		} else if (node_is(k, "a")) {
			bool back;

			html_callout(h, n->document, i, &back);
			if (!back)
				continue;
			for (; i + 1 < k->end; i++)
				if (t->v[i + 1].name.p == NULL)
					passed +=
					    t->v[i + 1].to - t->v[i + 1].from;
			skip = passed;
		}
	}
	return skip;
}

/* The headword of a note of a list of terms, or the first cell of one that is a
 * row of a table, if all of that is a label. */
static bool
term_label(struct html *h, struct found_note *n)
{
	const struct tree *t = &h->v[n->document].tree;
	uint32_t head = n->node;
	struct buf text = BUF_INIT;
	struct str label;
	bool bracketed;

	if (node_is(&t->v[head], "tr"))
		head = tree_child(t, head, head, "td");
	if (!n->term && (head == n->node || head == 0))
		return false;
	raw_start(t, head, t->v[head].end, &text);
	label = label_of(buf_lend(&text), &bracketed);
	if (label.p != NULL) {
		if (n->label.p == NULL)
			n->label = arena_str(h->arena, label);
		n->skip = (uint32_t)text.n;
	}
	buf_free(&text);
	return n->skip > 0;
}

/* The label of one note, and how much of its text that is. */
static void
label_settle(struct html *h, struct found_note *n, struct counters *counters)
{
	const struct tree *t = &h->v[n->document].tree;
	struct buf text = BUF_INIT;
	struct str label = n->label;
	uint32_t back = backlinks_skip(h, n), skip;

	raw_start(t, n->node, n->end, &text);
	/* a link back may be the label itself, or stand before it */
	skip = label_skip(buf_lend(&text), &label);
	if (skip <= back) {
		struct str rest = str_slice(buf_lend(&text), back, text.n);
		struct str after = n->label;

		skip = label_skip(rest, &after);
		if (skip > 0)
			label = after;
		skip += back;
	}
	n->skip = skip;
	if (n->label.p == NULL && label.p != NULL)
		n->label = arena_str(h->arena, label);
	else if (n->label.p == NULL)
		n->label = item_number(h, n, counters);
	buf_free(&text);
}

void
notes_label(struct html *h)
{
	struct counters counters = {.document = NOWHERE};

	for (size_t i = 0; i < h->n_notes; i++) {
		struct found_note *n = &h->notes[i];
		struct str given =
		    node_attr(&h->v[n->document].tree.v[n->node], "izba-label");
		bool bracketed;

		if (given.n > 0) {
			/* stated beside the text */
			given = label_of(given, &bracketed);
			if (given.p != NULL)
				n->label = given;
		} else if (!term_label(h, n)) {
			label_settle(h, n, &counters);
		}
	}
}
