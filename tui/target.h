/*
 * target: what can be followed on a page: callouts, links, entries' cross
 * references, pictures; in reading order.  Knows no screen.
 */
#ifndef TUI_TARGET_H
#define TUI_TARGET_H

#include <izba/book.h>

enum target_kind {
	TARGET_NONE,
	TARGET_REFERENCE,
	TARGET_LINK,
	TARGET_IMAGE, /* a picture: the words for it, which may be none */
	TARGET_WORD /* a word that has an entry: see point.h */
};

struct target {
	uint32_t from, to; /* the words that stand for it */
	uint32_t id; /* of the reference, the link or the picture; NOWHERE */
	enum target_kind kind;
};

/* The first target that begins at or after `place`, and before `end` (an empty
 * one also at the end); kind TARGET_NONE if there is none. */
struct target target_next(const struct book *b, uint32_t place, uint32_t end);
/* The last one that begins before `place`, and at or after `start`. */
struct target target_prev(const struct book *b, uint32_t place, uint32_t start);
/* The one that holds a place. */
struct target target_at(const struct book *b, uint32_t place);

/* The first picture whose words begin at or after a place; n_images if none
 * do. */
uint32_t target_image_from(const struct book *b, uint32_t place);

/* The letters of hint number i of n: one letter each as far as they go, two
 * for all when there are more.  `out` is terminated. */
void hint_label(size_t i, size_t n, char out[4]);
/* How many hints can be told apart. */
#define HINTS_MOST ((size_t)26 * 26)

#endif
