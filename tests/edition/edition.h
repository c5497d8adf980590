/*
 * edition: a corrected edition of a book, made from the book and a list of
 * corrections, with what became of every byte.
 */
#ifndef TESTS_EDITION_H
#define TESTS_EDITION_H

#include <izba/base.h>

struct edition {
	char *text;
	size_t n;
	uint32_t *came; /* n: the book's byte that each is (of words retyped: about
			   the one it stands for), or UINT32_MAX */
};

/* Make it.  Each line of the corrections is one of
 *
 *	cut: START			a line of the book and the blank one
 *					behind it
 *	cut behind: START		the one behind it, with its blank ones
 *	move: START >> OTHER		such a line behind another
 *	put: START >> TEXT		a new line behind one
 *	retype: OLD >> NEW		words that stand once in the book
 *	everywhere: OLD >> NEW		words, wherever they stand
 *
 * where START is how the line begins, and # begins a comment.  False with err
 * set, which names the line, if something is not in the book just once. */
bool edition_make(struct edition *e, struct str book, struct str corrections,
    struct err *err) USE_RESULT;
void edition_free(struct edition *e);

/* A line of marks: "STANDING | QUOTE | NOW | N": the Nth place (1 if not said)
 * where the quote stands in the book, how izba reanchor names what becomes of
 * it, and what stands there in the edition (nothing if it is the same). */
struct edition_mark {
	struct str standing, quote, now;
	int nth;
};
/* The next one of the list, which is cut; false at its end. */
bool edition_mark(struct str *list, struct edition_mark *out);
/* Where it stands in a text; SIZE_MAX if nowhere. */
size_t edition_place(struct str text, const struct edition_mark *m);

/* All of a file; false if it can't be read. */
bool read_whole(const char *path, struct buf *out);

#endif
