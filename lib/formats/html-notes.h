/*
 * html-notes: what the files that look for notes share.  Private to
 * html-notes.c, html-bodies.c, html-labels.c.
 */
#ifndef FORMATS_HTML_NOTES_H
#define FORMATS_HTML_NOTES_H

#include "lib/formats/html.h"

enum { LABEL_BYTES = 24 };

/* A named place. */
struct place {
	struct str key;
	uint32_t document, node;
};

struct link_found {
	uint32_t document, node;
	uint32_t to_document, to; /* `to` 0: not found */
	uint32_t note; /* the note it calls, or NOWHERE */
	bool stated, back;
	bool raised, bracketed;
	bool loose; /* its label is one only if it is led back to */
	struct str label; /* null if its text is no label */
};

struct links {
	struct place *places;
	size_t n_places, cap_places;
	struct link_found *v;
	size_t n, cap;
};

/* Is the node an element that is no part of a line? */
bool is_block(const struct node *n);
/* Is there any text under a node? */
bool has_text(const struct tree *t, uint32_t node);
/* Let notes have all that belongs to them; their labels, and how much of their
 * text those are (html-bodies.c). */
void notes_extend(struct html *h);
void notes_label(struct html *h);

/* Find all named places of the documents. */
void places_find(struct html *h);
/* The first place of a key, or NULL. */
const struct place *place_of(const struct html *h, struct str key);

/* The label that a text is, without what stands around it; null if it is
 * none. */
struct str label_of(struct str s, bool *bracketed);
/* The same of what may be one among notes of several kinds ("note 3"). */
struct str label_loose(struct str s);
/* The text at the start of a node, as it stands in the source. */
void raw_start(
    const struct tree *t, uint32_t node, uint32_t end, struct buf *out);
/* The bytes that a label takes at the start of a note's text, with what stands
 * around it; 0 if the text begins otherwise.  A null label stands for any, and
 * is filled in. */
uint32_t label_skip(struct str s, struct str *label);

#endif
