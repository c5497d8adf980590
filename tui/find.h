/*
 * find: searching the book from the keyboard, as one types.
 */
#ifndef TUI_FIND_H
#define TUI_FIND_H

#include "tui/app.h"

struct finder;

void finder_free(struct finder *f);
/* Add the looks of the hits in [from, to) (while they are shown). */
void find_paint(struct app *app, uint32_t from, uint32_t to);
/* "3/47", for the status line; nothing when no hits are shown. */
void find_status(struct app *app, struct buf *out);
/* Take the hits off the page; false if none were shown. */
bool find_hide(struct app *app);

#endif
