/*
 * edit: a line being typed, with its cursor.  Knows no curses and no app.
 */
#ifndef TUI_EDIT_H
#define TUI_EDIT_H

#include <izba/base.h>

#include "tui/key.h"

struct edit {
	struct buf text; /* clean UTF-8, one line unless `lines` */
	bool lines; /* line ends stay, and C-o makes one */
	size_t at; /* the cursor, a byte offset */
	bool full; /* what came last was too long and was not put in */
};

void edit_init(struct edit *e);
void edit_free(struct edit *e);
void edit_set(struct edit *e, struct str text);
/* Put text at the cursor; made clean, and unless it may have several lines its
 * line ends become blanks.  What would make it too long is left out whole. */
void edit_insert(struct edit *e, struct str text);
/* Take a key as Emacs and the shell do (C-a C-e C-b C-f C-w C-u C-k C-d,
 * arrows, Home, End, Delete, Backspace, letters): false if it means nothing
 * here. */
bool edit_key(struct edit *e, uint32_t key);

#endif
