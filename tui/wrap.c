/*
 * Where lines end in text that is no part of the book's own layout.
 */
#include <string.h>

#include <izba/text.h>

#include "tui/wrap.h"

size_t
wrap_end(struct str s, const uint8_t *may, size_t from, int cells)
{
	const char *nl = memchr(s.p + from, '\n', s.n - from);
	size_t most = nl != NULL ? (size_t)(nl - s.p) : s.n;
	size_t end = from + text_fit(str_slice(s, from, most), cells);

	if (end == most)
		return end;
	for (size_t i = end; i > from; i--)
		if (may[i] != BREAK_NO)
			return i;
	if (end == from)
		end += grapheme_next(str_slice(s, from, most), NULL);
	return end;
}
