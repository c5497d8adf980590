/*
 * lookup: the index over entries, shared by lookup.c (which makes and asks
 * it) and forms.c (which says under which words an entry is found).
 */
#ifndef APPARATUS_LOOKUP_H
#define APPARATUS_LOOKUP_H

#include <izba/apparatus.h>
#include <izba/builder.h>
#include <izba/text.h>

/* What a form is to its entry. */
enum role {
	ROLE_HEAD,
	ROLE_ALIAS,
	ROLE_SCRIPT /* written in another script than the head */
};

/* Words under which an entry is found. */
struct form {
	struct str text; /* shown as the match's head */
	uint32_t entry;
	uint8_t role;
	uint8_t words;
};

struct forms {
	struct form *v;
	size_t n, cap;
	struct arena *arena;
};

/* All forms of one entry. */
void forms_of(const struct book *b, uint32_t entry, struct forms *out);

/* The folded words of a query or a form, without possessive endings. */
enum { QUERY_WORDS = 12 };
struct words {
	struct buf text;
	struct str v[QUERY_WORDS];
	unsigned n;
};
void words_read(struct words *w, struct str s);
void words_free(struct words *w);

/* Append the forms that a Russian word in some case may have in the
 * nominative, each ended by a newline; `word` is folded. */
void russian_nominatives(struct buf *out, struct str word);

/* Words of the longest form in the index, at least 1. */
unsigned lookup_most_words(const struct book *b);

#endif
