/*
 * review: the marks that are not found for sure in this text, one after the
 * other, what stood around each beside where it may stand now.  What its files
 * share.
 */
#ifndef TUI_REVIEW_H
#define TUI_REVIEW_H

#include "tui/app.h"

struct review {
	struct pane pane;
	bool orphans; /* those too of which the reader said that they are gone */
	size_t *v; /* of app->marks: the doubtful, the lost, the orphans */
	size_t n, cap, at;
	char uuid[37]; /* of the one shown */
	struct anchor_hit hits[ANCHOR_HITS]; /* where it may stand */
	size_t n_hits, hit;
	int top; /* lines scrolled */
	int lines, rows; /* that there are, and that are seen, at the last
			    painting */
};

/* The mark shown, or NULL if there are none. */
const struct annotation *review_shown(const struct app *app,
    const struct review *r);

/* Show the mark of an id, if the review is on top and has it. */
void review_to(struct app *app, const char *uuid);

/* ---- review-draw.c ---- */

void review_draw(struct app *app, struct pane *p, struct area area);
void review_status(struct app *app, struct pane *p, struct buf *out);

/* ---- review-hand.c ---- */

/* Leave the pane to find the passage of a mark by hand. */
void review_by_hand(struct app *app, const struct annotation *a);
/* Open it, at the mark of an id if that is not empty. */
void review_open(struct app *app, const char *uuid, bool orphans);
/* Say how many there are, when a book is opened; nothing if there are none. */
void review_announce(struct app *app);

#endif
