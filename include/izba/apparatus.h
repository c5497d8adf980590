/*
 * apparatus: what the text points to.  Finds sections, notes and callouts,
 * glossary, people and dates in a compiled book, whatever its format, links
 * them, and answers questions about words.
 *
 * What the format stated is believed; the rest is found by order,
 * neighbourhood, numbering and the printed contents; see doc/apparatus.md.
 */
#ifndef IZBA_APPARATUS_H
#define IZBA_APPARATUS_H

#include <izba/book.h>

/* Find and link everything.  Once for each book; never fails: what can't be
 * resolved is listed in the book's problems. */
void apparatus_link(struct book *b);

/* Make a book ready for lookup that was linked once and kept since (book_take). */
void apparatus_adopt(struct book *b);

enum via {
	VIA_EXACT,
	VIA_INFLECTED,
	VIA_ALIAS,
	VIA_OTHER_SCRIPT,
	VIA_SEE,
	VIA_KINDS
};
extern const char *const via_names[VIA_KINDS];	/* "exact", ... */

struct match {
	uint32_t entry;
	struct str head;	/* the headword or variant that matched */
	enum via via;
};

/* What the book's own glossary, people and dates say of a word or a phrase,
 * best first: exact, inflected, alias, other script.  A word lent from the
 * book's text is one of the language it is written in there (book_language_of),
 * any other of the book's languages.  Writes at most `max` matches and returns
 * how many there are. */
size_t apparatus_lookup(const struct book *b, struct str word,
    struct match *out, size_t max);

/* The longest phrase around `place` (whole words of one block) that has an
 * entry: its span in *from, *to; else the word there; false if there is no
 * word at the place. */
bool apparatus_phrase_at(const struct book *b, uint32_t place, uint32_t *from,
    uint32_t *to);

#endif
