/*
 * point: what can be pointed at on the page that is shown: callouts, links,
 * and, where the reader wants them, the words that the book explains.
 */
#ifndef TUI_POINT_H
#define TUI_POINT_H

#include "tui/app.h"
#include "tui/target.h"

/* The first on the page that begins at or after a place; the last one before
 * it; the one that holds it.  Kind TARGET_NONE if there is none. */
struct target point_next(struct app *app, uint32_t place);
struct target point_prev(struct app *app, uint32_t place);
struct target point_at(struct app *app, uint32_t place);
/* The words of the page that have an entry, whatever the options say. */
const struct span *point_words(struct app *app, size_t *n);
/* Underline them, if they are to be shown. */
void point_paint(struct app *app);
/* The book is another. */
void point_forget(struct app *app);

#endif
