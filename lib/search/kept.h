/*
 * kept.h: what a search keeps of its book from one pattern to the next.
 */
#ifndef SEARCH_KEPT_H
#define SEARCH_KEPT_H

#include <izba/search.h>

#include "lib/search/index.h"
#include "lib/search/names.h"

/* The book's text in one folded form. */
struct folded {
	struct buf text;
	struct fold_map map;
	bool made;
};

struct search {
	const struct book *b;
	struct folded any_case, heeded;
	struct folded unfolded; /* for regular expressions: lines are lines */
	struct names *latin, *cyrillic;
};

/* Make a folded form unless it is made. */
void kept_fold(const struct search *s, struct folded *f, unsigned how);
/* The places of the bytes [at, to) of a folded form; `via` is the caller's. */
struct hit
kept_hit(const struct search *s, const struct folded *f, size_t at, size_t to);
/* Do no letters or digits stand against [at, to)? */
bool kept_is_whole(const struct folded *f, size_t at, size_t to);

#endif
