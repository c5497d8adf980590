/*
 * ask: wait for one key more, and do a command with it as its argument (a
 * mark's letter, the character to look for).
 */
#ifndef TUI_ASK_H
#define TUI_ASK_H

#include "tui/app.h"

/* `words` is what is said meanwhile. */
void ask_key(struct app *app, const struct call *call, const char *words);

#endif
