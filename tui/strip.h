/*
 * strip: one row that shows where in the book some places lie, and how many
 * they are.
 */
#ifndef TUI_STRIP_H
#define TUI_STRIP_H

#include "tui/app.h"

/* Draw it in a row begun by screen_row, from column `col` on; `of` names whose
 * places they are, or is empty where that is plain. */
void strip_draw(struct app *app, int col, int limit, const struct hits *places,
    struct str of);

#endif
