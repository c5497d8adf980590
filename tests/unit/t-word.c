/* text: words. */
#include "tests/unit/random.h"
#include "tests/unit/unit.h"

#include <izba/text.h>

/* The words of a text, parted by '|'. */
static void
words_of(struct buf *out, struct str s)
{
	size_t from, to = 0;

	buf_clear(out);
	while (word_next(s, to, &from, &to)) {
		if (out->n > 0)
			buf_putc(out, '|');
		buf_str(out, str_slice(s, from, to));
	}
}

static void
words_are_parted(void **state)
{
	static const struct {
		const char *text, *words;
	} rows[] = {
	    {"", ""},
	    {" — … ¹² ", ""},
	    {"Antonov-Ovseenko didn’t.", "Antonov-Ovseenko|didn’t"},
	    {"изба-читальня, 14-го", "изба-читальня|14-го"},
	    {"almanac.¹² Whoever", "almanac|Whoever"},
	    {"за́мок и замо́к", "за́мок|и|замо́к"},
	    {"1917-1923 и 3,14 или 1.000", "1917|1923|и|3,14|или|1.000"},
	    {"e.g. U.S.S.R., т.е. так", "e.g|U.S.S.R|т.е|так"},
	    {"end.Begin (Rus') 'tis", "end|Begin|Rus|tis"},
	    {"so\xc2\xad"
	     "ft",
		"so\xc2\xad"
		"ft"},
	    {"漢字 а", "漢|字|а"},
	    {"-a- b-", "a|b"},
	    {"x\xcc\x81\xcc\x81y", "x\xcc\x81\xcc\x81y"},
	};
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		words_of(&b, str_of(rows[i].text));
		assert_string_equal(b.p, rows[i].words);
	}
	buf_free(&b);
}

static void
words_by_place(void **state)
{
	struct str s = STR("one two-three four");
	size_t from, to;

	(void)state;
	assert_true(word_next(s, 5, &from, &to));
	assert_int_equal(from, 14);
	assert_true(word_next(s, 4, &from, &to));
	assert_int_equal(to, 13);
	assert_true(word_prev(s, 9, &from, &to));
	assert_int_equal(from, 4);
	assert_true(word_prev(s, 4, &from, &to));
	assert_int_equal(from, 0);
	assert_false(word_prev(s, 0, &from, &to));
	assert_true(word_at(s, 7, &from, &to));
	assert_int_equal(from, 4);
	assert_false(word_at(s, 3, &from, &to));
	assert_false(word_at(s, 99, &from, &to));
	assert_false(word_next(s, 15, &from, &to));
}

/* Going back one meets the same words as going forward, and each place in
 * one says so. */
static void
words_both_ways(void **state)
{
	static const char *const parts[] = {"a", "б", "1", "-", "’", ".", ",",
	    " ", "\xcc\x81", "漢", "\xc2\xad", "—", "²"};
	uint32_t seed = 9;
	struct buf b = BUF_INIT;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		size_t from[16], to[16], n = 0, f, t, at = 0, k;
		struct str s;

		random_text(&b, &seed, parts, LENGTH(parts), 12);
		s = buf_lend(&b);
		for (; word_next(s, at, &f, &t); at = t, n++) {
			from[n] = f;
			to[n] = t;
			assert_true(f >= at && t > f);
		}
		for (at = s.n, k = n; word_prev(s, at, &f, &t); at = f) {
			assert_true(k-- > 0);
			assert_int_equal(f, from[k]);
			assert_int_equal(t, to[k]);
		}
		assert_int_equal(k, 0);
		for (k = 0; k < n; k++) {
			assert_true(word_at(s, from[k], &f, &t));
			assert_int_equal(t, to[k]);
		}
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_are_parted),
	    cmocka_unit_test(words_by_place),
	    cmocka_unit_test(words_both_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
