/*
 * peek: the pane at the foot that shows a card while the page above stays as
 * it is.  Following something inside puts a card on top; Backspace takes it
 * off; closing forgets them all.
 */
#ifndef TUI_PEEK_H
#define TUI_PEEK_H

#include "tui/app.h"
#include "tui/card.h"

/* Show a card (given away) in the pane, above the one it shows now if it is
 * open already. */
void peek_open(struct app *app, struct card card);

/* Where a caret begins in the pane if it is the topmost: at what Enter would
 * follow, else at its first text in sight; else NOWHERE. */
uint32_t peek_place(struct app *app);

/* The id of the annotation that the pane shows, if it is the topmost; else
 * NULL. */
const char *peek_mark(struct app *app);

/* Idle work: where the book speaks of the entry shown. */
void peek_idle(struct app *app);

/* Open what a target points to: a note or an entry in the pane, another place
 * of the book by a jump; says so if it leads nowhere. */
struct target;
void follow_target(struct app *app, struct target t);
/* Ask for a word to look up. */
void lookup_ask(struct app *app);
/* Go to the place of what a target points to, and leave all panes. */
void follow_to_place(struct app *app, struct target t);

#endif
