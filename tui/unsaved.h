/*
 * unsaved: marks that are not on the disk, and what others have written there.
 */
#ifndef TUI_UNSAVED_H
#define TUI_UNSAVED_H

#include "tui/app.h"

/* Look at the store after keys: show what other programs have changed; write
 * what could not be written; say at once what can't be. */
void unsaved_look(struct app *app);
/* "2 unsaved", if there are any, for the status line. */
void unsaved_status(struct app *app, struct buf *out);
/* May izba end?  If marks would be lost, false, and the reader is asked. */
bool unsaved_may_quit(struct app *app);
/* izba is ended by a signal: marks that would be lost go to a file of their
 * own, which is said on standard error. */
void unsaved_rescue(struct app *app);

/* The store is damaged: ask whether its backup is to take its place (mend.c).
 */
void mend_offer(struct app *app);

#endif
