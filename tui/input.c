/*
 * Keys from the terminal, through curses.
 *
 * They are read through a pad, since reading from a window repaints it.
 */
#include <wchar.h>

#include <curses.h>

#include "tui/input.h"
#include "tui/screen.h"

#define CODE(curses, izba) {curses, izba},
static const struct {
	int code;
	uint32_t key;
} codes[] = {
#include "tui/codes.def"
};
#undef CODE

enum { CODE_PASTE = KEY_MAX + 1, CODE_PASTED };

/* curses keeps one terminal for the process, and so does this file. */
static WINDOW *input;

void
input_prepare(void)
{
	input = newpad(1, 1);
	keypad(input, TRUE);
	nodelay(input, TRUE);
	set_escdelay(25);
	/* the loop itself looks for keys before it paints */
	typeahead(-1);
	define_key("\033[200~", CODE_PASTE);
	define_key("\033[201~", CODE_PASTED);
}

static uint32_t
key_of_code(int code)
{
	if (code == CODE_PASTE)
		return K_PASTE;
	if (code == CODE_PASTED)
		return K_PASTED;
	if (code > KEY_F0 && code <= KEY_F0 + 24)
		return K_F0 + (uint32_t)(code - KEY_F0);
	for (size_t i = 0; i < LENGTH(codes); i++)
		if (codes[i].code == code)
			return codes[i].key;
	return K_UNKNOWN;
}

uint32_t
screen_key(void)
{
	wint_t c;
	int got;

	do
		got = wget_wch(input, &c);
	while (got == KEY_CODE_YES && c == KEY_RESIZE);
	if (got == ERR)
		return K_NONE;
	if (got == KEY_CODE_YES)
		return key_of_code((int)c);
	if (c == 127 || c == 8)
		return K_BACKSPACE;
	return c;
}
