/* text: grapheme clusters, against libunistring's. */
#include "tests/unit/random.h"
#include "tests/unit/unit.h"

#include <unigbrk.h>

#include <izba/text.h>

static const char *const parts[] = {"a", "b", " ", "ж", "é", "\xcc\x81", "\n",
    "\xe2\x80\x8d", "\xf0\x9f\x91\xa9", "\xf0\x9f\x92\xbb", "\xf0\x9f\x87\xb7",
    "\xf0\x9f\x87\xba", "\xe1\x84\x80", "\xe1\x85\xa1", "\xe1\x86\xa8",
    "\xea\xb0\x80", "\xea\xb0\x81", "\xd8\x80", "\xe0\xa4\x95", "\xe0\xa4\xbe",
    "\xef\xb8\x8f", "\xc2\xad", "—", "©"};

static void
next_is_unicode(void **state)
{
	uint32_t seed = 3;
	struct buf b = BUF_INIT;
	char breaks[128];

	(void)state;
	for (int round = 0; round < 5000; round++) {
		size_t at = 0, n;
		int width, sum = 0;

		random_text(&b, &seed, parts, LENGTH(parts), 12);
		u8_grapheme_breaks((const uint8_t *)b.p, b.n, breaks);
		while (at < b.n) {
			n = grapheme_next(
			    str_slice(buf_lend(&b), at, b.n), &width);
			for (size_t i = at; i < at + n; i++)
				assert_int_equal(breaks[i] != 0, i == at);
			assert_int_equal(
			    grapheme_prev(str_slice(buf_lend(&b), 0, at + n)),
			    n);
			at += n;
			sum += width;
		}
		assert_int_equal(sum, text_width(buf_lend(&b)));
	}
	buf_free(&b);
}

static void
long_clusters_are_bounded(void **state)
{
	struct buf b = BUF_INIT;
	size_t at, n;

	(void)state;
	buf_puts(&b, "a");
	for (int i = 0; i < 300000; i++)
		buf_puts(&b, "\xe2\x80\x8d");
	for (at = 0; at < b.n; at += n) {
		n = grapheme_next(str_slice(buf_lend(&b), at, b.n), NULL);
		assert_true(n > 0 && n <= 256);
	}
	for (at = b.n; at > 0; at -= n) {
		n = grapheme_prev(str_slice(buf_lend(&b), 0, at));
		assert_true(n > 0 && n <= at && n <= 512);
	}
	assert_int_equal(grapheme_next(STR(""), NULL), 0);
	assert_int_equal(grapheme_prev(STR("")), 0);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(next_is_unicode),
	    cmocka_unit_test(long_clusters_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
