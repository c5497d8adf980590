/*
 * card: what a pane at the foot shows of one thing that the text points to: a
 * note with what its "Ibid." stands for, or what the book itself says of a
 * word.  A card is a list of parts; each is a span of the book with a few
 * words of ours before it.
 *
 * Knows no screen: it can be tested without one.
 */
#ifndef TUI_CARD_H
#define TUI_CARD_H

#include <izba/apparatus.h>
#include <izba/book.h>
#include <izba/search.h>

enum card_kind { CARD_NOTE, CARD_WORD, CARD_MARK };

#define CARD_MATCHES 24u /* entries shown for one word */

struct card {
	enum card_kind kind;
	uint32_t id; /* CARD_NOTE: the note */
	char *word; /* CARD_WORD: what was looked up; owned */
	struct match matches[CARD_MATCHES];
	uint32_t n_matches;
	struct hits places; /* CARD_WORD: where the book speaks of it */
	bool placed; /* they were looked for */
	char uuid[37]; /* CARD_MARK: of the annotation */
	uint32_t link; /* CARD_MARK: which of its links is chosen, or NOWHERE */
	/* where the reader is in it */
	uint32_t caller; /* CARD_NOTE: which of its callouts was gone to */
	uint32_t scroll; /* the first line shown */
	uint32_t focus; /* start of the target Enter opens, or NOWHERE */
};

struct card_part {
	struct str before; /* "= n. 12: "; lent from the parts' arena */
	uint32_t from, to; /* the book's text, or from == to: of an annotation's
			      words where they begin in them */
	bool quiet; /* ours rather than the book's */
};

struct card_parts {
	struct arena *arena;
	struct card_part *v;
	size_t n, cap;
};

struct card card_of_note(uint32_t note);
/* What the book says of a word; n_matches 0 if nothing. */
struct card card_of_word(const struct book *b, struct str word);
/* One entry, as a card of its headword. */
struct card card_of_entry(const struct book *b, uint32_t entry);
void card_free(struct card *c);

/* Add a part; `words` is copied. */
void card_part_add(struct card_parts *out, struct str words, uint32_t from,
    uint32_t to, bool quiet);
/* Add the paragraphs of a span of the book, each a part of its own. */
void card_parts_of_span(
    const struct book *b, uint32_t from, uint32_t to, struct card_parts *out);
/* Make the parts (those of a mark are made in mark.c); the caller frees them. */
void
card_parts(const struct book *b, const struct card *c, struct card_parts *out);
void card_parts_free(struct card_parts *p);
/* Append the card's title: "note 13", "izbach · glossary". */
void card_title(const struct book *b, const struct card *c, struct buf *out);
/* The place that the card is about: the note's or the first entry's. */
uint32_t card_place(const struct book *b, const struct card *c);
/* Step to the next callout of the note (or, with `back`, the one before),
 * round the end; NOWHERE if it has none. */
uint32_t card_caller(const struct book *b, struct card *c, bool back);

#endif
