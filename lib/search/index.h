/*
 * index.h: the searchable form of a book's text.
 */
#ifndef SEARCH_INDEX_H
#define SEARCH_INDEX_H

#include <izba/book.h>
#include <izba/text.h>

/* Append the text of [from, to) folded, without its callouts and raised
 * digits, its mixed words repaired; with the way back to the book's places. */
void index_fold(struct buf *out, struct fold_map *map, const struct book *b,
    uint32_t from, uint32_t to, unsigned how);
/* The same for what somebody typed, which need not be clean. */
void index_fold_pattern(struct buf *out, struct str pattern, unsigned how);

/* The first byte from `at` on that is not ASCII; s.n if there is none. */
size_t skip_ascii(struct str s, size_t at);

#endif
