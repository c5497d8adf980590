/*
 * hints: letters over everything on the page that can be followed, or over the
 * words that the book's own lists explain.
 */
#ifndef TUI_HINTS_H
#define TUI_HINTS_H

#include "tui/app.h"

enum hints_what {
	HINTS_TARGETS, /* callouts, links */
	HINTS_ENTRIES /* words with an entry */
};

void hints_open(struct app *app, enum hints_what what);

#endif
