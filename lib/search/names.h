/*
 * names.h: the words of one script of a book by their romanisation keys.
 */
#ifndef SEARCH_NAMES_H
#define SEARCH_NAMES_H

#include <izba/search.h>
#include <izba/text.h>

struct names;

/* The words of a script (Latin or Cyrillic) in the book. */
struct names *names_new(const struct book *b, enum script script);
void names_free(struct names *names);

/* Add the hits of a pattern typed in either script, in book order, at most
 * `limit` (0: no limit) and then set hits->cut.  With SEARCH_WORDS a word may
 * only be longer by an ending. */
void names_find(const struct names *names, struct str pattern, unsigned flags,
    size_t limit, struct hits *hits);

#endif
