/* text: line breaks, against libunistring's. */
#include "tests/unit/random.h"
#include "tests/unit/unit.h"

#include <unilbrk.h>

#include <izba/text.h>

/* Every class of the tables, and some that go to libunistring. */
static const char *const parts[] = {"a", "word", "слово", "7", "19", " ", " ",
    " ", "  ", "(", ")", "[", "]", "{", "}", "!", "?", ",", ".", ":", ";", "/",
    "-", "–", "—", "…", "\"", "'", "“", "”", "’", "„", "«", "»", "$", "%", "№",
    "°", "|", "\xc2\xa0", "\xe2\x80\x91", "\xc2\xad", "\n", "\t", "а\xcc\x81",
    "´", "é", "§", "\xe6\xbc\xa2", "\xe3\x80\x82", "\xe2\x80\x8b", "א"};

/* "e.g." is one: libunistring 1.0 parts it against LB29. */
static bool
is_lb29(struct str s, size_t i)
{
	size_t n;
	uint32_t cp = cp_decode(s.p + i, s.p + s.n, &n);
	return strchr(",.:;", s.p[i - 1]) != NULL &&
	       ((cp < 0x530 && cp_is_letter(cp)) || cp == 0xa7);
}

static void
breaks_are_unicode(void **state)
{
	uint32_t seed = 5;
	struct buf b = BUF_INIT;
	uint8_t opp[512];
	char want[512];

	(void)state;
	for (int round = 0; round < 20000; round++) {
		random_text(&b, &seed, parts, LENGTH(parts), 10);
		line_breaks(buf_lend(&b), opp);
		u8_possible_linebreaks(
		    (const uint8_t *)b.p, b.n, "UTF-8", want);
		for (size_t i = 0; i < b.n; i++) {
			int w = BREAK_NO;

			if (i > 0 && b.p[i - 1] == '\n')
				w = BREAK_MUST;
			else if (want[i] == UC_BREAK_POSSIBLE &&
				 !is_lb29(buf_lend(&b), i))
				w = BREAK_MAY;
			if (opp[i] != w)
				print_error("\"%s\" byte %zu\n", b.p, i);
			assert_int_equal(opp[i], w);
		}
	}
	buf_free(&b);
}

/* The bytes before which a line may end are marked with '|' in the table. */
static void
breaks_at(const char *marked)
{
	struct buf b = BUF_INIT, got = BUF_INIT;
	uint8_t opp[256];

	for (const char *p = marked; *p != '\0'; p++)
		if (*p != '|')
			buf_putc(&b, *p);
	line_breaks(buf_lend(&b), opp);
	for (size_t i = 0; i < b.n; i++) {
		if (opp[i] == BREAK_MAY)
			buf_putc(&got, '|');
		buf_putc(&got, b.p[i]);
	}
	assert_string_equal(got.p, marked);
	buf_free(&b);
	buf_free(&got);
}

static void
callouts_stay(void **state)
{
	(void)state;
	breaks_at("Why?¹² |Because!³ |He |said:⁴ |“so.”⁵");
	breaks_at("oak|—|elm|—¹ |\xe6\xbc\xa2|—² |e.g. |end");
	breaks_at("well-|known, |1917–|1923, |в |№ |5");
}

/* A long line without a blank, of either kind, costs no more than its
 * length. */
static void
long_lines_are_linear(void **state)
{
	struct buf b = BUF_INIT;
	uint8_t *opp;

	(void)state;
	for (int i = 0; i < 500000; i++)
		buf_puts(&b, i % 2 ? "x" : "\xe6\xbc\xa2");
	opp = xmalloc(b.n);
	line_breaks(buf_lend(&b), opp);
	assert_int_equal(opp[3], BREAK_MAY);
	free(opp);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(breaks_are_unicode),
	    cmocka_unit_test(callouts_stay),
	    cmocka_unit_test(long_lines_are_linear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
