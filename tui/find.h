/*
 * find: searching the book from the keyboard, as one types.
 */
#ifndef TUI_FIND_H
#define TUI_FIND_H

#include "tui/app.h"

/* Free what was searched: at the end, or when the book is another. */
void find_forget(struct app *app);
/* Add the looks of the hits in [from, to) (while they are shown). */
void find_paint(struct app *app, uint32_t from, uint32_t to);
/* "3/47", for the status line; nothing when no hits are shown. */
void find_status(struct app *app, struct buf *out);
/* Take the hits off the page; false if none were shown. */
bool find_hide(struct app *app);
/* The searchable form of the book, made at the first call. */
struct search *find_search(struct app *app);
/* The hits of the last search and its pattern, empty if there was none. */
const struct hits *find_hits(struct app *app, struct str *pattern);
/* Walk other hits (given away) from now on, as if the pattern had found them. */
void find_take(struct app *app, struct str pattern, struct hits hits);
/* Where the search stands, if that is shown on the page; else NOWHERE. */
uint32_t find_place(const struct app *app);
/* Jump to hit number i. */
void find_go(struct app *app, size_t i);

#endif
