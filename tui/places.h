/*
 * places: where in the book its own entries are spoken of, and how those
 * places lie in it.  Knows no screen.
 */
#ifndef TUI_PLACES_H
#define TUI_PLACES_H

#include <izba/book.h>
#include <izba/search.h>

/* Every place outside of the entry that speaks of it, in book order: its
 * names as whole words, inflected or in the other script too, where a lookup
 * of them names this entry.  The caller frees the hits. */
void places_of_entry(
    const struct book *b, struct search *s, uint32_t entry, struct hits *out);

/* How often each of `n` equal stretches of the book is spoken of, from 0 for
 * never to 8 for the most. */
#define PLACES_LEVELS 8u
void places_levels(
    const struct book *b, const struct hits *hits, uint8_t *levels, size_t n);
/* The stretch of `n` that holds a place. */
size_t places_stretch(const struct book *b, uint32_t place, size_t n);

#endif
