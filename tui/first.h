/*
 * first: the first page of a book that is still being read.
 */
#ifndef TUI_FIRST_H
#define TUI_FIRST_H

#include <signal.h>
#include <stdbool.h>

struct app;
struct book;
struct tui_start;

/* Show the beginning until the whole book is there; keys that are typed are
 * kept in app->early.  False if the reader leaves: app->signal says whether by
 * a signal. */
bool first_page(struct app *app, const struct tui_start *start,
    const sigset_t *mask);
/* Put app->view where the reader turned to meanwhile, now that app->book is the
 * whole. */
void first_place(struct app *app, const struct book *first);
/* Do now what was typed meanwhile. */
void first_keys(struct app *app);

#endif
