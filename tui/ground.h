/*
 * ground: what a caret stands on: the lines of the page, or those of a card in
 * the pane at the foot.  Both show the book's own text.
 */
#ifndef TUI_GROUND_H
#define TUI_GROUND_H

#include "tui/app.h"

enum ground { GROUND_PAGE, GROUND_PANE, GROUNDS };

struct ground_line {
	const struct line *line;
	const struct segment *segments;
	struct line_at at; /* GROUND_PAGE */
	size_t row; /* GROUND_PANE */
};

/* The line that holds a place; false if none does. */
bool ground_find(struct app *app, enum ground g, uint32_t place,
    struct ground_line *out);
/* The next line with text, or the one before; false at the end. */
bool ground_step(
    struct app *app, enum ground g, struct ground_line *line, bool down);
/* Bring a place into sight. */
void ground_reveal(struct app *app, enum ground g, uint32_t place);
/* The cell of a place; false if it is out of sight. */
bool ground_cell(
    struct app *app, enum ground g, uint32_t place, int *row, int *col);
/* The text without a break that holds a place: a selection ends there. */
struct span ground_limit(struct app *app, enum ground g, uint32_t place);
/* Where a step from `from` to `to` ends: with `within` it stays in the text
 * without a break, else it may go on to the next. */
uint32_t ground_clamp(struct app *app, enum ground g, uint32_t from,
    uint32_t to, bool within);

/* The screen's column where a line begins. */
int ground_left(struct app *app, enum ground g, const struct ground_line *l);
/* The column of a place in its line, in cells; the character nearest to a
 * column of a line. */
int ground_col(struct app *app, const struct ground_line *l, uint32_t place);
uint32_t ground_place(struct app *app, const struct ground_line *l, int col);
/* What shows text in a cell of the screen, and the character nearest to it. */
bool ground_at(
    struct app *app, int row, int col, enum ground *g, uint32_t *place);
/* The block that a row of the page shows, with or without text; or NOWHERE. */
uint32_t ground_block(struct app *app, int row);

#endif
