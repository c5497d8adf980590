/*
 * Any bytes through lib/text: cleaning makes clean text, once is enough, and
 * the walkers always move on and cover everything.
 */
#include <string.h>

#include <izba/text.h>

#include "tests/fuzz/fuzz.h"

static void
walk_graphemes(struct str s)
{
	size_t at = 0;

	while (at < s.n) {
		int width;
		size_t n = grapheme_next(str_slice(s, at, s.n), &width);

		PROMISE(n > 0 && at + n <= s.n);
		PROMISE(width == text_width(str_slice(s, at, at + n)));
		at += n;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = {(const char *)data, size};
	struct buf clean = BUF_INIT, again = BUF_INIT;
	struct cleaned counts = {0};
	uint8_t *breaks;

	if (size > 20000)
		return 0;
	text_clean(&clean, s, &counts);
	PROMISE(text_is_clean(buf_lend(&clean)));
	text_clean(&again, buf_lend(&clean), NULL);
	PROMISE(clean.n == again.n && memcmp(clean.p, again.p, clean.n) == 0);
	s = buf_lend(&clean);
	walk_graphemes(s);
	breaks = xmalloc(s.n + 1);
	line_breaks(s, breaks);
	free(breaks);
	buf_free(&clean);
	buf_free(&again);
	return 0;
}
