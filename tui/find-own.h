/*
 * find-own: what the two files of the search share.
 */
#ifndef TUI_FIND_OWN_H
#define TUI_FIND_OWN_H

#include "tui/find.h"

struct finder {
	struct buf pattern;
	struct hits hits;
	size_t now; /* the hit the search stands on; hits.n: none */
	bool shown; /* hits are painted */
	bool back; /* searched with ? */
	uint32_t origin; /* the place when typing began */
	uint32_t from; /* where looking begins */
	uint32_t caret; /* where it stood when typing began, or NOWHERE */
	bool begun; /* with a selection that was only begun there */
	struct buf meant; /* what was found instead, on the other layout */
	struct err err; /* what is wrong with a regular expression */
};

/* The search; made when it is first asked for. */
struct finder *finder_of(struct app *app);
/* Look for a pattern, with the letters behind its last slash. */
void finder_look(struct app *app, struct str pattern);
/* The next hit from a place (or the last before it), round the end of the book
 * if need be, where the caret can go; hits.n if there is none. */
size_t finder_beside(struct app *app, uint32_t place, bool back, bool *wrapped);
/* Go to hit number i. */
void finder_show(struct app *app, size_t i);
/* Where a search stands before it is typed. */
void finder_begin(struct app *app, bool back);
/* Search it, as Enter does: the jump counts from where the reader was before
 * typing. */
void finder_done(struct app *app, struct str line);
void finder_say_not_found(struct app *app);

#endif
