/*
 * mark: one annotation in the pane at the foot: its quote, its note, its tags
 * and dates; links from one to another.
 */
#ifndef TUI_MARK_H
#define TUI_MARK_H

#include "tui/app.h"
#include "tui/card.h"

struct card card_of_mark(const char *uuid);
/* What the card says. */
void mark_title(struct app *app, const struct card *c, struct buf *out);
void mark_parts(struct app *app, const struct card *c, struct card_parts *out);
/* Where in the note the chosen link stands; empty without one. */
struct span mark_link(struct app *app, const struct card *c);
/* Do a command of the pane that shows it: walk its links, follow one, go to its
 * place; false leaves it to the pane. */
bool mark_command(struct app *app, struct card *c, const struct call *call);

#endif
