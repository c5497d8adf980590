/*
 * tags: the tags of a mark, typed in a line with what tags there are.
 */
#ifndef TUI_TAGS_H
#define TUI_TAGS_H

#include "tui/app.h"

/* Give an annotation's new words their tags: *out has them as the store takes
 * them. */
void
tags_of_words(const struct annotation *a, struct str words, struct buf *out);
/* Offer the tags of all books that begin as a word does ("#rep"). */
void tags_offer(struct app *app, struct str part,
    void (*offer)(void *data, struct str s), void *data);
/* Append tags as they are typed: "#one #two ". */
void tags_write(struct str tags, struct buf *out);

/* The next word of *rest, which goes on behind it; empty after the last. */
struct str tags_next(struct str *rest);
/* A word without "#", or "№", its key on a Russian keyboard. */
struct str tags_bare(struct str word);
/* Where the word at the end of a line begins, behind its plus or minus. */
size_t tags_word(struct str line);
/* Append what tags become by the words typed, "one #two +three -four": those
 * with a minus go, the others come; `whole`: they are all there are then. */
void
tags_change(struct str tags, struct str words, bool whole, struct buf *out);

#endif
