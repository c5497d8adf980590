/*
 * screen: the terminal, as rows of cells with looks.  The only room of curses.
 *
 * Everything given to be shown is clean UTF-8 (lib/text); what is not printable
 * is shown as '?', so that no text can reach the terminal as a control
 * sequence.  Rows and columns count from 0.
 */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include <izba/base.h>

#include "tui/key.h"

/* How a cell looks: attributes, and a colour above them. */
enum {
	LOOK_BOLD = 1,
	LOOK_ITALIC = 2, /* underlined where the terminal has no italics */
	LOOK_UNDERLINE = 4,
	LOOK_REVERSE = 8,
	LOOK_STRUCK = 16, /* dim where letters can't be struck through */
	LOOK_COLOUR = 32 /* times an enum hue */
};

/* Colours with a meaning; what each is on this terminal, and without colour,
 * stands in hues.def. */
enum hue {
#define HUE(id, fg, bg, fg8, bg8, with, without) HUE_##id,
#include "tui/hues.def"
#undef HUE
	HUES
};
#define LOOK_HUE(hue) ((unsigned)(hue)*LOOK_COLOUR)
#define LOOK_HUE_OF(look) ((look) / LOOK_COLOUR)

/* Take the terminal: false with a sentence if it is none or can't do what a
 * reader needs. */
bool screen_open(struct err *err) USE_RESULT;
/* Give it back as it was; at any time, any number of times. */
void screen_close(void);

int screen_rows(void);
int screen_cols(void);
/* false if the terminal's characters are not UTF-8: text must be made ASCII
 * (screen_put does it). */
bool screen_is_utf8(void);
/* Take colours or leave them (as NO_COLOR does). */
void screen_set_colour(bool on);
/* Are there colours? */
bool screen_has_colour(void);

/* ---- painting: nothing is seen before screen_show ---- */

/* Rows are painted whole: begin one, put text from left to right, end it.
 * What was not put is blank. */
void screen_row(int row);
void screen_row_end(void);
/* Put text at a column; clipped at column `limit` (and the screen's width).
 * Returns the column after it. */
int screen_put(int col, int limit, struct str text, unsigned look);
/* The same, with letters raised where Unicode can: "12" as "¹²". */
int screen_put_raised(int col, int limit, struct str text, unsigned look);
int screen_printf(int col, int limit, unsigned look, const char *fmt, ...)
    PRINTF_LIKE(4, 5);
/* Put one code point `n` times. */
int screen_fill(int col, int n, uint32_t cp, unsigned look);
/* Blank the rows [from, to). */
void screen_blank(int from, int to);
/* Move the rows [from, to) up by n (down if negative): the terminal is told to
 * scroll them when that is cheaper. */
void screen_scroll(int from, int to, int n);
/* Where the hardware cursor stands; it is hidden by row -1. */
void screen_cursor(int row, int col);
void screen_show(void);
/* Paint everything anew at the next screen_show. */
void screen_redraw(void);
/* Write bytes to the terminal as they are, between two paintings: for OSC 52
 * and the like.  Never text of a book. */
void screen_raw(struct str bytes);

/* ---- input ---- */

/* The next key that is waiting, or K_NONE. */
uint32_t screen_key(void);
/* Give back bytes that were read from the terminal past curses: they are the
 * next keys. */
void screen_unkey(struct str bytes);
/* Append what the terminal answered when nobody waited any more; once. */
void screen_answers(struct buf *out);

/* What was done with the mouse, and on which cell. */
enum mouse_deed {
	MOUSE_PRESS,
	MOUSE_DRAG, /* moved with its button down */
	MOUSE_RELEASE,
	MOUSE_WHEEL_UP,
	MOUSE_WHEEL_DOWN,
	MOUSE_OTHER
};
struct mouse {
	enum mouse_deed deed;
	int row, col;
	bool twice; /* pressed again on the same cell, soon */
};
/* Have the terminal tell of the mouse, or leave the mouse to it; false if it
 * can't. */
bool screen_set_mouse(bool on);
/* The last thing that was done, after K_MOUSE. */
struct mouse screen_mouse(void);

/* After SIGWINCH: ask for the size (screen_rows, screen_cols). */
void screen_resized(void);

/* ---- giving the terminal away (outside.c) ---- */

/* Leave the terminal as others expect it, and take it again. */
void screen_leave(void);
void screen_return(void);
/* Run a program (found in PATH) on the terminal; false with a sentence if it
 * can't be started or fails. */
bool screen_run(char *const argv[], struct err *err) USE_RESULT;
/* Stop the program as the shell's job control does; returns when continued. */
void screen_suspend(void);

#endif
