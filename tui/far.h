/*
 * far: another book in place of the one that is read, and a place in it, with
 * a way back in the history.
 */
#ifndef TUI_FAR_H
#define TUI_FAR_H

#include "tui/app.h"

/* What a book on the shelf is called: its title, else its file's name. */
struct str far_name(const struct shelf_book *k);
/* Open the book of a path where it was left. */
bool far_open(struct app *app, const char *path, struct err *err) USE_RESULT;
/* Open the book of an annotation at its place; says what went wrong. */
void far_go(struct app *app, const struct annotation *a);

#endif
