/*
 * lookup: the index over entries, shared by lookup-index.c (which makes it),
 * lookup.c (which asks it) and forms.c (which says under which words an entry
 * is found).
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

/* ---- the index ---- */

enum key_kind { KEY_EXACT, KEY_STEM, KEY_SKELETON, KEY_KINDS };

struct key {
	uint64_t hash;
	uint32_t form;
};

/* Sorted by hash. */
struct keys {
	struct key *v;
	size_t n;
};

enum { STEMS_MOST = 16 }; /* languages that Snowball knows, and one more */

struct index {
	struct form *forms;
	uint32_t n_forms;
	unsigned most_words;
	bool made;
	struct keys plain; /* exact and skeletons */
	struct stems {
		const char *tag;
		struct keys keys;
	} stems[STEMS_MOST];
	size_t n_stems;
};

/* The book's index, made if need be; NULL if it is not linked. */
const struct index *index_of(const struct book *b);
/* The stems of its forms, as words of this language are stemmed. */
const struct keys *index_stems(const struct book *b, struct str language);
/* The key of some words; 0 where they have none (no letters to romanise).  The
 * stemmer is for stems only. */
uint64_t key_hash(
    struct stemmer *s, const struct str *v, unsigned n, enum key_kind kind);

/* As apparatus_lookup, for words in this language, else in the book's. */
size_t lookup_in(const struct book *b, struct str word, struct str language,
    struct match *out, size_t max);

/* Words of the longest form in the index, at least 1. */
unsigned lookup_most_words(const struct book *b);

#endif
