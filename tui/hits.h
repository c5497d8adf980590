/*
 * hits: lists of places in the book with the words around them: all hits of a
 * search, every place that speaks of an entry.
 */
#ifndef TUI_HITS_H
#define TUI_HITS_H

#include "tui/app.h"

/* Open the list of the places that speak of an entry; they are also what n and
 * N walk from then on. */
void hits_open_places(struct app *app, uint32_t entry);

#endif
