/*
 * Anchors: finding marks again when a book's text has changed.  Knows text,
 * not SQL.
 *
 *  1. White space and characters without width do not count: a text that was
 *     only wrapped or encoded anew holds all its anchors.
 *  2. A wrong place is worse than none: what could stand in two places, or is
 *     only something like it, gives ANCHOR_LOST and waits for the reader.
 *  3. What stands around it, and what stood before and behind it in the book,
 *     tells repeated phrases apart.
 *  4. The cost is linear in the text, whatever the number of anchors.
 */
#ifndef STORE_ANCHOR_H
#define STORE_ANCHOR_H

#include <izba/store.h>

#define ANCHOR_CONTEXT 32 /* characters kept on each side */
#define ANCHOR_PLACE_AFTER 64 /* characters kept after a reading place */

struct anchor {
	uint32_t from, to; /* where it was; where it is */
	struct str quote; /* empty for a place */
	struct str prefix, suffix;
	enum anchor_state state;
	struct anchor_hit best; /* unless it stands in place: the best place,
				   score 0 if none */
};

/* Fill quote and contexts from the text; they are lent from it. */
void anchor_make(struct anchor *a, struct str text, uint32_t from, uint32_t to,
    unsigned after);
/* Which of n anchors stand where they stood?  The others get ANCHOR_LOST;
 * returns their number. */
size_t anchor_check(struct str text, struct anchor *v, size_t n);
/* Find n anchors in the text.  A lost one becomes an empty span at the place
 * where it was, within the text. */
void anchor_resolve(struct str text, struct anchor *v, size_t n);

/* ---- anchor.c ---- */

/* Where the quotes of n queries stand exactly, those with the most of their
 * contexts around them first. */
struct anchor_exact {
	struct span v[ANCHOR_HITS];
	size_t n;
};
void anchor_exact_all(struct str text, const struct anchor_query *v, size_t n,
    struct anchor_exact *out);

/* The bytes at the start of s that do not count; 0 if its first one does. */
size_t anchor_skip_wide(struct str s);
static inline size_t
anchor_skip(struct str s)
{
	unsigned char c = s.n > 0 ? (unsigned char)s.p[0] : 'x';

	if (c <= ' ')
		return c == ' ' || c == '\n' || c == '\t';
	/* the lead bytes of U+00A0, U+00AD, U+200B, U+FEFF */
	if (c != 0xc2 && c != 0xe2 && c != 0xef)
		return 0;
	return anchor_skip_wide(s);
}

#endif
