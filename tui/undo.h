/*
 * undo: what is said of an undone change of annotations; the store knows what
 * there is to undo.
 */
#ifndef TUI_UNDO_H
#define TUI_UNDO_H

#include <izba/store.h>

/* Append what has happened ("Highlight removed"); `again`: by doing again. */
void undo_say(struct buf *out, const struct undone *u, bool again);

#endif
