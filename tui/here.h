/*
 * here: the marks where the reader looks, one of which a command is for: the
 * one that was chosen, else the innermost.
 */
#ifndef TUI_HERE_H
#define TUI_HERE_H

#include "tui/app.h"

/* The marks at the caret, the innermost first; without a caret those where the
 * focus or the search stands, else those of the page in book order. */
struct here {
	const struct annotation **v; /* freed by here_free */
	size_t n, cap;
};
void here_find(struct app *app, bool bookmarks, struct here *out);
void here_free(struct here *h);
/* The chosen one of them, else the first; not of none. */
const struct annotation *here_of(const struct app *app, const struct here *h);
/* Was one of them chosen? */
bool here_is_chosen(const struct app *app, const struct here *h);

/* The mark that is pointed at, not a bookmark; NULL if there is none. */
const struct annotation *here_mark(struct app *app);
/* The same, or where nothing is pointed at the first of the page; NULL with
 * something said. */
const struct annotation *here_want(struct app *app);
/* The same among bookmarks too; NULL with nothing said. */
const struct annotation *here_any(struct app *app);
/* This one is meant from now on, wherever it lies. */
void here_choose(struct app *app, const struct annotation *a);
/* Append what the status line says of the mark: its number among several, its
 * look, its words; nothing without one. */
void here_status(struct app *app, struct buf *out);

#endif
