/*
 * search: finding words in a book.
 */
#ifndef IZBA_SEARCH_H
#define IZBA_SEARCH_H

#include <izba/book.h>

enum found_via {
	FOUND_EXACT,		/* as typed */
	FOUND_FOLDED,		/* but for case, ё, accents, dashes... */
	FOUND_OTHER_SCRIPT,	/* or another spelling in the same */
	FOUND_REGEX,
	FOUND_KINDS
};
extern const char *const found_names[FOUND_KINDS];

struct hit {
	uint32_t from, to;
	enum found_via via;
};

struct hits {
	struct hit *v;		/* sorted by from, not overlapping */
	size_t n, cap;
	bool cut;		/* stopped at the limit */
};

enum {
	SEARCH_CASE = 1,	/* heed case; else smart: heeded if the pattern
				   has a capital and SEARCH_SMART is set */
	SEARCH_SMART = 2,
	SEARCH_WORDS = 4,	/* whole words */
	SEARCH_ONE_SCRIPT = 8	/* not the other script */
};

/* Is case heeded of a pattern with these flags? */
bool search_heeds_case(struct str pattern, unsigned flags);

/* The searchable form of a book; made at the first search and kept. */
struct search;
struct search *search_new(const struct book *b);
void search_free(struct search *s);

/* All hits of a pattern, at most `limit` (0: no limit).  A blank in the pattern
 * matches any white space, line and block ends included.  hits->v is the
 * caller's, to be freed with hits_free; an empty pattern finds nothing. */
void search_find(struct search *s, struct str pattern, unsigned flags,
    size_t limit, struct hits *hits);
/* All matches of a regular expression (PCRE2) in the text without callouts and
 * soft hyphens; a "." does not match a line's or block's end, ^ and $ do stand
 * there.  SEARCH_CASE, SEARCH_SMART and SEARCH_WORDS count.  False with err
 * set if the pattern is wrong, or takes too long: then hits->cut is set, and
 * what was found until then is there. */
bool search_regex(struct search *s, struct str pattern, unsigned flags,
    size_t limit, struct hits *hits, struct err *err) USE_RESULT;
void hits_free(struct hits *h);
/* The index of the first hit at or after a place; h->n if none. */
size_t hits_from(const struct hits *h, uint32_t place);

#endif
