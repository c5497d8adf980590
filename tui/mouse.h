/*
 * mouse: what pressing, dragging and turning the wheel do, where the reader
 * wants the mouse (the option "mouse").
 */
#ifndef TUI_MOUSE_H
#define TUI_MOUSE_H

#include "tui/app.h"

void mouse_do(struct app *app, struct mouse m);
void mouse_forget(struct app *app);

#endif
