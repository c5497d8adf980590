/*
 * input: the half of screen that reads keys; for screen.c alone.
 */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

/* The mouse is the terminal's own while others have the screen. */
void input_leave(void);
void input_return(void);
/* What a crash must write to give the mouse back; "" if it was not taken. */
const char *input_restore(void);
/* What a crash must write may have changed: screen.c prepares it anew. */
void screen_guard(void);
/* Once curses has the terminal: keys can be read (screen_key). */
void input_prepare(void);

#endif
