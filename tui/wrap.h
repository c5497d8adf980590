/*
 * wrap: lines of text that is no part of the book's own layout: notes, quotes
 * from elsewhere.
 */
#ifndef TUI_WRAP_H
#define TUI_WRAP_H

#include <izba/book.h>

/* Cut s into lines of so many cells, at newlines and where a line may end; at
 * most `most` of them: spans of s in *v, which grows. */
void wrap_lines(struct str s, int cells, size_t most, struct span **v,
    size_t *n, size_t *cap);

#endif
