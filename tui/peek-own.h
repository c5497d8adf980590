/*
 * peek-own: what the files of the pane at the foot share.
 */
#ifndef TUI_PEEK_OWN_H
#define TUI_PEEK_OWN_H

#include <izba/layout.h>

#include "tui/app.h"
#include "tui/card.h"

/* One row of the pane. */
struct peek_row {
	uint32_t part;
	uint32_t line; /* of the part's lines; NOWHERE: words only */
	struct span words; /* the part's words in it */
};

struct peek {
	struct pane pane;
	struct card *cards; /* the last one is shown */
	size_t n_cards, cap_cards;
	struct card_parts parts;
	struct layout_span *spans; /* one for each part */
	int *indents;
	struct peek_row *rows;
	size_t n_rows, cap_rows;
	int height; /* rows of text, at the last painting */
	int top; /* the first of them on the screen */
};

/* The card that is shown. */
static inline struct card *
peek_card(struct peek *k)
{
	return &k->cards[k->n_cards - 1];
}

/* The topmost pane of this kind, or NULL. */
struct peek *peek_shown(struct app *app);

/* ---- peek-draw.c ---- */

/* Has the card an entry that a book may speak of?  Of dates it does not. */
bool peek_has_places(const struct app *app, const struct card *c);
int peek_rows(struct app *app, struct pane *p, int most);
void peek_draw(struct app *app, struct pane *p, struct area area);
/* Where text stands on the screen: under that of the page. */
int peek_left(const struct app *app);
/* The line of a row; NULL for one with words of ours alone. */
const struct line *peek_line(const struct peek *k, size_t row);
/* The row whose line holds a place; n_rows if none does. */
size_t peek_row_of(const struct peek *k, uint32_t place);
/* Scroll so that a place of the card is in sight. */
void peek_reveal(struct peek *k, uint32_t place);

#endif
