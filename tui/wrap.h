/*
 * wrap: lines of text that is no part of the book's own layout: notes, quotes
 * from elsewhere.
 */
#ifndef TUI_WRAP_H
#define TUI_WRAP_H

#include <izba/book.h>

/* The end of the line of s that begins at `from`: as much as fits into so many
 * cells, at a place where a line may end (`may` is line_breaks' of s), or at a
 * newline, which is not counted. */
size_t wrap_end(struct str s, const uint8_t *may, size_t from, int cells);
/* All its lines, at most `most` of them: spans of s in *v, which grows. */
void wrap_lines(struct str s, int cells, size_t most, struct span **v,
    size_t *n, size_t *cap);

#endif
