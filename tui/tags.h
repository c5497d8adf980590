/*
 * tags: the tags of a mark, typed in a line with what tags there are.
 */
#ifndef TUI_TAGS_H
#define TUI_TAGS_H

#include "tui/app.h"

/* Give an annotation's new words their tags: *out has them as the store takes
 * them. */
void tags_of_words(
    const struct annotation *a, struct str words, struct buf *out);
/* Offer the tags of all books that begin as a word does ("#rep"). */
void tags_offer(struct app *app, struct str part,
    void (*offer)(void *data, struct str s), void *data);
/* Append tags as they are typed: "#one #two ". */
void tags_write(struct str tags, struct buf *out);

#endif
