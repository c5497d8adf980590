/*
 * What a terminal answers when it is asked what it can show.  Knows no terminal.
 */
#include <string.h>

#include "tui/graphics.h"

/* "?62;4;22": is 4 among them? */
static bool
has_sixels(struct str s)
{
	unsigned long v = 0;

	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] >= '0' && s.p[i] <= '9') {
			v = v * 10 + (unsigned long)(s.p[i] - '0');
			continue;
		}
		/* the first is no attribute but the terminal's class */
		if (v == 4 && memchr(s.p, ';', i) != NULL)
			return true;
		v = 0;
	}
	return false;
}

/* Bytes of the answer to one question that `s` begins with; 0 if it is none or
 * is not whole. */
static size_t
answer_take(struct str s, struct graphics_answer *out)
{
	size_t n = 3;

	if (str_starts(s, "\033_G")) {
		n = str_find(s, STR("\033\\"));
		if (n == SIZE_MAX)
			return 0;
		if (str_find(str_slice(s, 0, n), STR(";OK")) != SIZE_MAX)
			out->best = GRAPHICS_KITTY;
		return n + 2;
	}
	if (!str_starts(s, "\033[?"))
		return 0;
	while (n < s.n && ((s.p[n] >= '0' && s.p[n] <= '9') || s.p[n] == ';'))
		n++;
	if (n >= s.n || s.p[n] != 'c')
		return 0;
	if (has_sixels(str_slice(s, 3, n)) && out->best == GRAPHICS_SYMBOLS)
		out->best = GRAPHICS_SIXELS;
	out->whole = true;
	return n + 1;
}

void
graphics_answer(struct str bytes, struct graphics_answer *out)
{
	out->best = GRAPHICS_SYMBOLS;
	out->whole = false;
	while (bytes.n > 0) {
		size_t n = bytes.p[0] == '\033' ? answer_take(bytes, out) : 0;

		if (n == 0) {
			buf_putc(&out->rest, bytes.p[0]);
			n = 1;
		}
		bytes = str_slice(bytes, n, bytes.n);
	}
}
