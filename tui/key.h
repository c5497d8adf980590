/*
 * key: one key press as a number, and its name in a key map file.
 *
 * A key is a code point (controls included: C-f is 6), or one of the keys
 * below.  Knows no curses.
 */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include <izba/base.h>

enum {
	KEYS_BASE = 0x200000, /* above all code points */
	K_NONE = KEYS_BASE, /* no key is waiting */
	K_UP,
	K_DOWN,
	K_LEFT,
	K_RIGHT,
	K_PAGE_UP,
	K_PAGE_DOWN,
	K_HOME,
	K_END,
	K_INSERT,
	K_DELETE,
	K_BACKSPACE, /* with C-h, on all terminals */
	K_BACKTAB,
	K_SHIFT_LEFT,
	K_SHIFT_RIGHT,
	K_SHIFT_UP,
	K_SHIFT_DOWN,
	K_PASTE, /* what follows, up to K_PASTED, was pasted */
	K_PASTED,
	K_MOUSE, /* screen_mouse says what it did */
	K_UNKNOWN, /* a key that izba has no name for */
	K_F0, /* K_F0 + n is function key n, up to 24 */
	K_TAB = 9,
	K_ENTER = 13,
	K_ESC = 27
};
#define K_CTRL(letter) ((uint32_t)(letter)&31)

/* The key named at the start of `s` ("g", "<Space>", "<C-f>", "<F1>"): its
 * bytes in *n; K_NONE if there is no such name. */
uint32_t key_read(struct str s, size_t *n);
/* Append the name of a key, as key_read reads it. */
void key_write(struct buf *out, uint32_t key);

#endif
