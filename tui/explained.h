/*
 * explained: which words of a stretch of text the book itself explains in its
 * glossary and its lists, so that they can be underlined, walked and hinted.
 * What was found out of a word is kept for the whole sitting.  Knows no screen.
 *
 *  1. A phrase goes before the words in it; spans are sorted, none overlap.
 *  2. A reader is not to be bothered with chance likenesses: explained_counts
 *     says what an entry must be to count on the page; K would still name it.
 */
#ifndef TUI_EXPLAINED_H
#define TUI_EXPLAINED_H

#include <izba/apparatus.h>

struct explained;

/* `b` must outlive it. */
struct explained *explained_new(const struct book *b);
void explained_free(struct explained *w);
/* The spans within [from, to) that have an entry, their number in *n; lent
 * until the next call. */
const struct span *
explained_in(struct explained *w, uint32_t from, uint32_t to, size_t *n);
/* Does a match count for words that stand on the page? */
bool
explained_counts(const struct book *b, struct str words, const struct match *m);

#endif
