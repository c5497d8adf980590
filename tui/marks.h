/*
 * marks: what readers leave in the book, from the keyboard.
 */
#ifndef TUI_MARKS_H
#define TUI_MARKS_H

#include "tui/app.h"

/* Can marks be kept?  If not, says why. */
bool marks_writable(struct app *app);
/* Add and change, with undo; each says what went wrong, and false then. */
bool marks_add(struct app *app, struct annotation *a);
bool marks_change(struct app *app, const struct annotation *after);
/* The annotation of an id; NULL if it is gone. */
const struct annotation *marks_of_id(struct app *app, const char *uuid);
/* The highlight or note of just this span, or NULL. */
const struct annotation *marks_of_span(struct app *app, struct span s);

/* Is there an editor to write notes in? */
bool note_has_editor(void);
/* Have the reader write there, with the words so far: appends what stands above
 * the scissors line.  `a` may be of another book.  False with something said;
 * paint everything anew. */
bool
note_compose(struct app *app, const struct annotation *a, struct buf *words);
/* Words that could not be kept go into a file, and what was said goes on with
 * its name. */
void note_rescue(struct app *app, struct str words);

#endif
