/*
 * html-walk: what the files that feed HTML documents share: where the walk
 * stands, what holds there.  Private to html-walk.c, html-put.c, html-parts.c,
 * html-images.c, html-svg.c, html-math.c.
 *
 *  1. A block is begun by the first text that is to stand in it; the elements
 *     around that text say what it is.
 *  2. White space is evened out as CSS says (white-space: normal): blanks
 *     become one, those at both ends of a block go.
 *  3. A link, a callout, a headword begins where its first text stands, which
 *     is known only when that comes (struct open_span).
 */
#ifndef FORMATS_HTML_WALK_H
#define FORMATS_HTML_WALK_H

#include "lib/formats/html.h"

enum span_kind {
	SPAN_LINK,
	SPAN_CALLOUT,
	SPAN_LANGUAGE,
	SPAN_HEAD,
	SPAN_PICTURE
};

struct open_span {
	enum span_kind kind;
	uint32_t from; /* NOWHERE: no text yet */
	uint32_t up; /* the one that was open before, or NOWHERE */
};

/* What holds inside an element. */
struct context {
	enum block_kind kind;
	unsigned level; /* of the block */
	unsigned quotes; /* around it */
	unsigned lists;
	unsigned flags;
	unsigned style;
	bool pre;
	bool verse;
	bool inline_only; /* a cell: blocks do not part it */
	bool glossary;
	unsigned *number; /* of the next item of a numbered list, or NULL */
	struct str language;
};

struct walk {
	struct html *h;
	struct builder *b;
	const struct document *d;
	const struct tree *t;
	uint32_t document;
	const struct context *c; /* of the element at hand */
	struct buf text; /* not handed over yet, of one style */
	unsigned style;
	bool open; /* a block is begun */
	bool space; /* a blank is due before the next text */
	bool marker; /* the item's number or the like is due */
	bool goes_on; /* the next block continues an item or an entry */
	bool fresh; /* a cell begins: no blank is due */
	bool in_terms; /* a headword waits for its meaning */
	bool line_break; /* a new line is due before the next text */
	bool new_page; /* the next block begins a page */
	bool in_reading; /* of ruby, in brackets that are open */
	uint32_t breaks; /* line ends that elements state, so far */
	uint32_t pictures; /* so far */
	uint32_t figure, captioned; /* the last one, images in it so far */
	bool in_frame; /* what frames the book is fed */
	uint32_t line;
	struct open_span spans[LIMIT_DEPTH];
	unsigned n_spans, unset;
	size_t next_note; /* the next of h->notes */
	uint32_t note_end; /* of the note at hand, or 0 */
	uint32_t skip; /* bytes of text to leave out: a label */
	uint32_t *side; /* notes that follow when the block ends */
	size_t n_side, cap_side;
	unsigned side_number; /* of those without a label, in a document */
};

/* ---- html-put.c ---- */

/* Hand over the text that waits. */
void put_flush(struct walk *w);
/* The text that follows stands in another block. */
void put_block_end(struct walk *w);
void put_block_begin(struct walk *w, uint32_t line);
/* BLOCK_NEW_PAGE if the block that begins now begins a page. */
unsigned put_page(struct walk *w);
/* Text with its white space evened out. */
void put(struct walk *w, struct str s, uint32_t line);
/* Text of a node as its context wants it, but for what is left of a label. */
void put_text(struct walk *w, struct str s, uint32_t line);
/* Begin a span that closes in the order of elements; false if too many are
 * open. */
bool span_open(struct walk *w, enum span_kind kind);
/* Close the innermost span: where it began, or NOWHERE if it has no text. */
uint32_t span_close(struct walk *w);

/* ---- html-parts.c ---- */

/* Does the element part the text before it from what it holds? */
bool parts_text(const struct element *e);
/* Feed an element that does more than hold others; false if it is none. */
bool walk_special(struct walk *w, uint32_t i, const struct element *e,
    const struct context *c);

/* ---- html-side.c ---- */

/* Is the element a note within its line?  Then it is dealt with, and will be
 * fed later. */
bool side_note(struct walk *w, uint32_t i, const struct element *e,
    const struct context *c);
/* Feed those that wait. */
void side_notes_feed(struct walk *w, struct str language);

/* ---- html-frame.c ---- */

/* Does a node belong to what frames the book, while the book is fed? */
bool frame_holds(const struct walk *w, uint32_t i);
/* Feed the frame of the document at hand. */
void frame_feed(struct walk *w, const struct context *c);

/* ---- html-images.c ---- */

void walk_image(struct walk *w, uint32_t i, const struct context *c);
/* What may be an image, and is else what it holds. */
void walk_object(struct walk *w, uint32_t i, const struct context *c);
/* Feed an element as a picture, with these words for it. */
void image_put(struct walk *w, uint32_t i, struct str alt, struct str href);
/* Does it stand in a figure? */
bool image_in_figure(const struct walk *w, uint32_t i);
/* Append what names the bytes of a picture at an address; false if nothing
 * does. */
bool image_key(struct walk *w, struct str href, uint32_t line, struct buf *key);

/* ---- html-svg.c, html-math.c ---- */

void walk_drawing(struct walk *w, uint32_t i, const struct context *c);
void walk_math(struct walk *w, uint32_t i, const struct context *c);

/* ---- html-walk.c ---- */

/* The first note at or behind a node of this document, or NULL; may only go
 * on. */
const struct found_note *note_from(struct walk *w, uint32_t i);

void walk_node(struct walk *w, uint32_t i, const struct context *up);
void walk_children(struct walk *w, uint32_t i, const struct context *c);

#endif
