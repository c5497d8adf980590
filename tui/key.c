/*
 * The names of keys, read and written.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/key.h"

/* The first name of a key is the one that is printed. */
static const struct {
	const char *name;
	uint32_t key;
} names[] = {
    {"Space", ' '},
    {"Tab", K_TAB},
    {"Enter", K_ENTER},
    {"Return", K_ENTER},
    {"CR", K_ENTER},
    {"Esc", K_ESC},
    {"Backspace", K_BACKSPACE},
    {"BS", K_BACKSPACE},
    {"C-h", K_BACKSPACE},
    {"S-Tab", K_BACKTAB},
    {"Up", K_UP},
    {"Down", K_DOWN},
    {"Left", K_LEFT},
    {"Right", K_RIGHT},
    {"S-Up", K_SHIFT_UP},
    {"S-Down", K_SHIFT_DOWN},
    {"S-Left", K_SHIFT_LEFT},
    {"S-Right", K_SHIFT_RIGHT},
    {"PageUp", K_PAGE_UP},
    {"PgUp", K_PAGE_UP},
    {"PageDown", K_PAGE_DOWN},
    {"PgDn", K_PAGE_DOWN},
    {"Home", K_HOME},
    {"End", K_END},
    {"Insert", K_INSERT},
    {"Delete", K_DELETE},
    {"Del", K_DELETE},
    {"Lt", '<'},
    {"C-Space", 0},
};

static bool
same_word(struct str a, const char *b)
{
	size_t n = strlen(b);

	if (a.n != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (((unsigned char)a.p[i] | 32) != ((unsigned char)b[i] | 32))
			return false;
	return true;
}

/* The key of a name without its angle brackets. */
static uint32_t
named(struct str name)
{
	for (size_t i = 0; i < LENGTH(names); i++)
		if (same_word(name, names[i].name))
			return names[i].key;
	if (name.n == 3 && (name.p[0] | 32) == 'c' && name.p[1] == '-') {
		char c = name.p[2];

		if (c >= 'a' && c <= 'z')
			return K_CTRL(c);
		if (c >= '@' && c <= '_')
			return K_CTRL(c);
		return K_NONE;
	}
	if (name.n >= 2 && name.n <= 3 && (name.p[0] | 32) == 'f') {
		uint32_t f = 0;

		for (size_t i = 1; i < name.n; i++) {
			if (name.p[i] < '0' || name.p[i] > '9')
				return K_NONE;
			f = f * 10 + (uint32_t)(name.p[i] - '0');
		}
		return f >= 1 && f <= 24 ? K_F0 + f : K_NONE;
	}
	return K_NONE;
}

uint32_t
key_read(struct str s, size_t *n)
{
	size_t end = 1;
	uint32_t cp;

	if (s.n == 0)
		return K_NONE;
	if (s.p[0] == '<' && s.n > 1) {
		while (end < s.n && s.p[end] != '>' && s.p[end] != ' ')
			end++;
		if (end == s.n || s.p[end] != '>')
			return K_NONE;
		*n = end + 1;
		return named((struct str){s.p + 1, end - 1});
	}
	cp = cp_decode(s.p, s.p + s.n, n);
	return cp > ' ' && cp != 127 && cp != 0xFFFD ? cp : K_NONE;
}

void
key_write(struct buf *out, uint32_t key)
{
	for (size_t i = 0; i < LENGTH(names); i++)
		if (names[i].key == key && key != '<') {
			buf_printf(out, "<%s>", names[i].name);
			return;
		}
	if (key > K_F0)
		buf_printf(out, "<F%u>", (unsigned)(key - K_F0));
	else if (key < ' ')
		buf_printf(out, "<C-%c>",
		    key >= 1 && key <= 26 ? (char)(key + 'a' - 1)
					  : (char)(key + '@'));
	else
		buf_putcp(out, key);
}
