/*
 * Near matches: a passage found by most of its words.  What the files that
 * find them share; knows text, not SQL.
 *
 *  1. Words are folded: case, accents, ё, old letters do not count, nor does
 *     anything between them, nor raised digits (callouts).
 *  2. The cost is linear in the text and, for each passage, bounded.
 */
#ifndef STORE_NEAR_H
#define STORE_NEAR_H

#include <izba/store.h>
#include <izba/text.h>

#include "lib/store/anchor.h"

#define LIKELY 450 /* score from which the reader is asked */

/* ---- anchor-words.c ---- */

struct token {
	uint32_t from, to; /* bytes of the text */
	uint32_t hash;
	uint32_t first; /* of its letters, among the lexer's */
	uint16_t letters;
	uint16_t kind; /* enum token_kind */
	uint64_t pairs; /* of letters, a bit each: to compare spellings */
};

enum token_kind { TOKEN_LETTERS, TOKEN_DIGITS, TOKEN_SIGN };

/* Walks over a text.  Every letter is a byte of `letters`: the folded ASCII or
 * Russian letter, or a hash of another. */
struct lexer {
	struct str text;
	size_t at, end; /* tokens begin before `end` */
	struct buf letters;
	struct buf scratch;
};
void lexer_begin(struct lexer *l, struct str text, size_t from, size_t to);
bool lexer_next(struct lexer *l, struct token *out);
void lexer_free(struct lexer *l);

struct tokens {
	struct token *v;
	size_t n, cap;
	struct buf letters;
};
/* Append the tokens that begin in [from, to). */
void tokens_add(struct tokens *t, struct str text, size_t from, size_t to);
/* The same without footnote marks. */
void tokens_add_text(struct tokens *t, struct str text, size_t from, size_t to);
void tokens_free(struct tokens *t);
/* Is it a number that sticks to what stands before it: a footnote's mark? */
bool token_is_mark(struct str text, const struct token *t);

/* ---- anchor-distance.c ---- */

/* The letters that must be put in, taken out or changed to make b of a
 * (Levenshtein; Myers' bit vectors, in blocks, as Hyyrö has them). */
size_t letters_distance(struct str a, struct str b);
/* How like two strings of letters are, 0..1000. */
unsigned letters_alike(struct str a, struct str b);

/* ---- anchor-align.c ---- */

/* A passage that is being looked for. */
struct passage {
	struct anchor_query query;
	struct buf whole; /* prefix, quote, suffix */
	size_t quote, suffix; /* where they begin in it */
	struct tokens tokens;
	size_t first, last; /* tokens of the quote; last is one past */
	struct tokens parts[3]; /* of prefix, quote, suffix, without marks */
};
void passage_make(struct passage *p, const struct anchor_query *q);
void passage_free(struct passage *p);
/* Align the passage with [from, to) of the text: where its quote may be, by its
 * own words and by those around it; how many. */
size_t passage_align(const struct passage *p, struct str text, size_t from,
    size_t to, struct span out[2]);

/* ---- anchor-score.c ---- */

/* What is to be said of the passage standing at a span. */
struct anchor_hit
passage_score(const struct passage *p, struct str text, struct span at);
/* How many letters speak for a hit. */
size_t passage_evidence(const struct passage *p, const struct anchor_hit *h);
/* Is the first of its hits beyond doubt? */
bool
passage_sure(const struct passage *p, const struct anchor_hit *hits, size_t n);

/* ---- anchor-seeds.c ---- */

/* Where each of n passages may stand: places where several of its rare words
 * and pairs of words come together. */
#define SEED_PLACES 6
struct seeded {
	uint32_t at[SEED_PLACES]; /* about where the whole would begin */
	size_t n;
};
void seeds_find(
    struct str text, const struct passage *v, size_t n, struct seeded *out);

/* ---- anchor-find.c ---- */

/* The hits of one passage while they are gathered; best first. */
struct hits {
	struct anchor_hit v[ANCHOR_HITS];
	size_t n;
};
void hits_add(struct hits *h, struct anchor_hit hit, uint32_t hint);
/* Align the passage around a place where the whole of it may begin. */
void
hits_try(struct hits *h, const struct passage *p, struct str text, uint32_t at);
/* The hits of n passages. */
void passages_find(
    struct str text, const struct passage *v, size_t n, struct hits *out);

/* ---- anchor-order.c ---- */

/* An anchor that does not stand in place, and what was found of it. */
struct sought {
	struct anchor *anchor; /* still where it was */
	struct passage *passage;
	struct hits hits;
	bool sure;
};

/* The anchors that are found beyond doubt: where they were and are. */
struct order;
struct order *order_new(void);
/* One more; they come in the order in which they stood. */
void order_add(struct order *o, uint32_t was, uint32_t from, uint32_t to);
void order_done(struct order *o);
void order_free(struct order *o);
/* The hit to be believed, as the order confirms it or not; NULL if none.  Asked
 * in the order in which they stood; may add to the hits. */
const struct anchor_hit *
order_choose(struct order *o, struct sought *s, struct str text);

#endif
