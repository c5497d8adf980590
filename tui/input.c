/*
 * Keys and the mouse from the terminal, through curses.
 *
 *  1. Keys are read through a pad, since reading from a window repaints it.
 *  2. The mouse is read here: curses gathers what comes fast into clicks, and
 *     drops the rest.
 *  3. Characters of several bytes are put together here: curses forgets the
 *     first of them if the others are not there yet.
 */
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>
#include <term.h>

#include "tui/clock.h"
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

/* Above those that curses gives to keys that only terminfo knows, which begin at
 * KEY_MAX. */
enum {
	CODE_PASTE = 0x4000,
	CODE_PASTED,
	CODE_MOUSE,
	CODE_ATTRIBUTES,
	CODE_KITTY
};

/* curses keeps one terminal for the process, and so does this file. */
static WINDOW *input;

static struct {
	bool on;
	struct mouse last;
	int row, col; /* where it was pressed */
	int64_t time; /* and when, in milliseconds */
} mouse;

#define ATTRIBUTES "\033[?"
#define KITTY "\033_G"

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
	define_key(NULL, KEY_MOUSE);
	define_key("\033[<", CODE_MOUSE);
	/* nobody types these: they begin answers that came late */
	define_key(ATTRIBUTES, CODE_ATTRIBUTES);
	define_key(KITTY, CODE_KITTY);
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

/* ---- the mouse ---- */

#define TWICE 400 /* milliseconds between the presses of a double click */
#define HURRY 50 /* milliseconds for the rest of a sequence to come */

/* Presses, releases, and drags, told as xterm does (SGR). */
#define MOUSE_ON "\033[?1000h\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1002l\033[?1000l"

static void
tell(const char *sequence)
{
	fputs(sequence, stdout);
	fflush(stdout);
}

bool
screen_set_mouse(bool on)
{
	const char *kmous = tigetstr("kmous");

	if (kmous == NULL || kmous == (const char *)-1)
		return !on;
	if (mouse.on != on)
		tell(on ? MOUSE_ON : MOUSE_OFF);
	mouse.on = on;
	screen_guard();
	return true;
}

void
input_leave(void)
{
	if (mouse.on)
		tell(MOUSE_OFF);
}

void
input_return(void)
{
	if (mouse.on)
		tell(MOUSE_ON);
}

const char *
input_restore(void)
{
	return mouse.on ? MOUSE_OFF : "";
}

/* The next character of a sequence that has begun; 0 if it does not come. */
static int
next_char(void)
{
	struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
	int c = wgetch(input);

	if (c == ERR && poll(&in, 1, patience(HURRY)) > 0)
		c = wgetch(input);
	return c == ERR ? 0 : c;
}

/* "0;12;5M": the button, the column, the row, and whether it is down. */
static bool
read_deed(int v[3], bool *up)
{
	int c = 0;

	for (int i = 0; i < 3; i++) {
		v[i] = 0;
		for (int n = 0; n < 6; n++) {
			c = next_char();
			if (c < '0' || c > '9')
				break;
			v[i] = v[i] * 10 + (c - '0');
		}
		if (i < 2 && c != ';')
			return false;
	}
	*up = c == 'm';
	return c == 'M' || c == 'm';
}

static enum mouse_deed
deed_of(int button, bool up)
{
	switch (button & ~28) { /* with Shift, Alt or Control or without */
	case 0:
		return up ? MOUSE_RELEASE : MOUSE_PRESS;
	case 32:
		return MOUSE_DRAG;
	case 64:
		return MOUSE_WHEEL_UP;
	case 65:
		return MOUSE_WHEEL_DOWN;
	default:
		return MOUSE_OTHER;
	}
}

static void
mouse_take(void)
{
	int64_t now = clock_ms();
	struct mouse *m = &mouse.last;
	bool up;
	int v[3];

	*m = (struct mouse){.deed = MOUSE_OTHER};
	if (!mouse.on || !read_deed(v, &up))
		return;
	*m = (struct mouse){deed_of(v[0], up), v[2] - 1, v[1] - 1, false};
	if (m->deed != MOUSE_PRESS)
		return;
	m->twice = m->row == mouse.row && m->col == mouse.col &&
		   mouse.time != 0 && now - mouse.time <= patience(TWICE);
	mouse.row = m->row;
	mouse.col = m->col;
	/* a third press is not twice again */
	mouse.time = m->twice ? 0 : now;
}

struct mouse
screen_mouse(void)
{
	return mouse.last;
}

/* ---- answers ---- */

#define LATE 500 /* milliseconds for the rest of one to come */
#define LATE_MOST 4096

/* What the terminal answered when it was no longer waited for. */
static struct {
	char v[LATE_MOST];
	size_t n;
} late;

static void
late_add(char c)
{
	if (late.n < LATE_MOST)
		late.v[late.n++] = c;
}

/* Take the rest of an answer, so that it is no keys: to its last letter, or to
 * ESC \ if it is a string. */
static void
answer_take(const char *begun, bool string)
{
	int64_t end = clock_ms() + patience(LATE);
	int c = 0, before;

	while (*begun != '\0')
		late_add(*begun++);
	for (unsigned i = 0; i < LATE_MOST; i++) {
		before = c;
		do
			c = next_char();
		while (c == 0 && clock_ms() < end);
		if (c == 0)
			return;
		late_add(c < 0x80 ? (char)c : '?');
		if (string ? before == '\033' && c == '\\'
			   : c >= 0x40 && c <= 0x7e)
			return;
	}
}

void
screen_answers(struct buf *out)
{
	buf_add(out, late.v, late.n);
	late.n = 0;
}

/* ---- keys ---- */

/* One byte more of a character: K_NONE until it is whole.  One that does not go
 * on with what was begun is another's first. */
static uint32_t
take_byte(int byte)
{
	static mbstate_t begun;
	const char c = (char)byte;
	bool first = mbsinit(&begun) != 0;
	wchar_t whole = 0;
	size_t n = mbrtowc(&whole, &c, 1, &begun);

	if (n == (size_t)-2)
		return K_NONE;
	if (n != (size_t)-1)
		return (uint32_t)whole;
	begun = (mbstate_t){0};
	if (!first)
		ungetch(byte);
	return K_UNKNOWN;
}

/* After Escape: a key that curses does not know, as far as it goes?  Its letters
 * would be commands.  Escape itself is followed by nothing at once. */
static bool
take_unknown(void)
{
	int first = wgetch(input), c;

	if (first == ERR)
		return false;
	c = first == '[' || first == 'O' ? next_char() : 0;
	if (c == 0) {
		ungetch(first);
		return false;
	}
	/* the console's F1 to F5 have a letter after two brackets */
	if (first == '[' && c == '[')
		c = next_char();
	while (first == '[' && c >= ' ' && c < '@')
		c = next_char();
	return true;
}

uint32_t
screen_key(void)
{
	uint32_t key = K_NONE;

	while (key == K_NONE) {
		int c = wgetch(input);

		if (c == ERR)
			return K_NONE;
		if (c == CODE_MOUSE) {
			mouse_take();
			return K_MOUSE;
		}
		if (c == K_ESC && take_unknown())
			return K_UNKNOWN;
		if (c == CODE_ATTRIBUTES)
			answer_take(ATTRIBUTES, false);
		else if (c == CODE_KITTY)
			answer_take(KITTY, true);
		else if (c > UCHAR_MAX && c != KEY_RESIZE)
			return key_of_code(c);
		if (c <= UCHAR_MAX)
			key = take_byte(c);
	}
	return key == 127 || key == 8 ? K_BACKSPACE : key;
}

void
screen_unkey(struct str bytes)
{
	for (size_t i = bytes.n; i > 0; i--)
		ungetch((unsigned char)bytes.p[i - 1]);
}
