/*
 * input: the half of screen that reads keys; for screen.c alone.
 */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

/* Once curses has the terminal: keys can be read (screen_key). */
void input_prepare(void);

#endif
