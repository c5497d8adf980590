/*
 * Plain text into blocks.
 */
#include <string.h>

#include "lib/formats/format.h"

/* The line that starts at byte `at`; *next is where the one after starts.  A
 * line ends at \n, \r\n or \r. */
static struct str
line_at(struct str s, size_t at, size_t *next)
{
	size_t i = at;

	while (i < s.n && s.p[i] != '\n' && s.p[i] != '\r')
		i++;
	*next = i < s.n ? i + 1 : i;
	if (i + 1 < s.n && s.p[i] == '\r' && s.p[i + 1] == '\n')
		*next = i + 2;
	return str_slice(s, at, i);
}

bool
text_read(struct builder *b, struct str bytes, struct err *err)
{
	size_t at = str_starts(bytes, "\xef\xbb\xbf") ? 3 : 0, next;
	uint32_t line = 0;
	unsigned gap = 0, flags;

	(void)err;
	builder_expect(b, bytes.n);
	for (; at < bytes.n; at = next) {
		struct str s = line_at(bytes, at, &next), t = str_trim(s);

		line++;
		if (t.n == 0) {
			gap++;
			continue;
		}
		flags = t.p > s.p ? BLOCK_INDENTED : 0;
		builder_block(b, BLOCK_PARAGRAPH, 0, flags, line, gap);
		builder_text(
		    b, t, 0, line, (uint32_t)((size_t)(t.p - bytes.p)));
		gap = 0;
	}
	return true;
}
