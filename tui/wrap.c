/*
 * Where lines end in text that is no part of the book's own layout.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/wrap.h"

/* The end of the line of s that begins at `from`: as much as fits into so many
 * cells, at a place where a line may end (`may` is line_breaks' of s), or at a
 * newline, which is not counted. */
static size_t
wrap_end(struct str s, const uint8_t *may, size_t from, int cells)
{
	size_t end = from + text_fit(str_slice(s, from, s.n), cells);
	const char *nl = memchr(s.p + from, '\n', end - from);

	if (nl != NULL)
		return (size_t)(nl - s.p);
	if (end == s.n || s.p[end] == '\n')
		return end;
	for (size_t i = end; i > from; i--)
		if (may[i] != BREAK_NO)
			return i;
	if (end == from)
		end += grapheme_next(str_slice(s, from, s.n), NULL);
	return end;
}

void
wrap_lines(struct str s, int cells, size_t most, struct span **v, size_t *n,
    size_t *cap)
{
	uint8_t *may = xcalloc(s.n + 1, 1);
	size_t from = 0, end;

	line_breaks(s, may);
	*n = 0;
	while (from < s.n && *n < most) {
		end = wrap_end(s, may, from, cells > 1 ? cells : 1);
		ARRAY_PUSH(
		    *v, *n, *cap, (struct span){(uint32_t)from, (uint32_t)end});
		from = end + (end < s.n && s.p[end] == '\n');
	}
	free(may);
}
