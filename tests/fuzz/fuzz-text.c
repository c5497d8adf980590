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

static void
walk_words(struct str s)
{
	size_t at = 0, from, to, f, t;

	while (word_next(s, at, &from, &to)) {
		PROMISE(from >= at && from < to && to <= s.n);
		PROMISE(word_at(s, from, &f, &t) && f == from && t == to);
		at = to;
	}
	for (at = 0; sentence_next(s, at, &from, &to); at = to)
		PROMISE(from >= at && from < to && to <= s.n);
}

static void
fold_whole(struct str s)
{
	struct buf folded = BUF_INIT, again = BUF_INIT;
	struct fold_map map = {0};
	uint32_t last = 0;

	text_fold(&folded, &map, s, 0, FOLD_SEARCH);
	for (uint32_t i = 0; i <= folded.n; i++) {
		uint32_t source = fold_source(&map, i);

		PROMISE(source >= last && source <= s.n);
		last = source;
	}
	text_skeleton(&again, s);
	buf_clear(&again);
	text_ascii(&again, s);
	for (size_t i = 0; i < again.n; i++)
		PROMISE((unsigned char)again.p[i] < 0x80);
	buf_free(&folded);
	buf_free(&again);
	fold_map_free(&map);
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
	walk_words(s);
	fold_whole(s);
	breaks = xmalloc(s.n + 1);
	line_breaks(s, breaks);
	free(breaks);
	buf_free(&clean);
	buf_free(&again);
	return 0;
}
