/*
 * sieve: what the reader types to see only some of the annotations: words, and
 * what is asked of tags, colours, kinds and dates.  Knows no screen and no
 * store.
 *
 *     potato -seed "two words" #reports colour:green kind:note is:lost
 *     since:2026-11-01 before:2026-12 on:today since:7d
 */
#ifndef TUI_SIEVE_H
#define TUI_SIEVE_H

#include <izba/store.h>

struct sieve;

/* All terms must hold; one with "-" before it must not.  What is half typed
 * ("since:202") lets everything through.  `now` is microseconds UTC; days are
 * those of the local time zone. */
struct sieve *sieve_new(struct str query, int64_t now);
void sieve_free(struct sieve *s);

/* What can't be understood of the query, a sentence, or "". */
const char *sieve_problem(const struct sieve *s);
/* The i-th word sought in the text, folded, or null after the last. */
struct str sieve_word(const struct sieve *s, size_t i);

/* Append what words are sought in: the annotation's own words and what its
 * group is called, folded. */
void sieve_hay(struct buf *out, const struct annotation *a, struct str title);
/* Does an annotation pass?  `hay` is its own; `chosen` for "is:chosen". */
bool sieve_passes(const struct sieve *s, const struct annotation *a,
    struct str hay, bool chosen);

#endif
