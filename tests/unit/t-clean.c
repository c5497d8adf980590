/* text: cleaning. */
#include "tests/unit/random.h"
#include "tests/unit/unit.h"

#include <uninorm.h>
#include <unistr.h>

#include <izba/text.h>

static void
clean_gives(void **state)
{
	static const struct {
		const char *from, *to;
	} rows[] = {
	    {"plain text, twice", "plain text, twice"},
	    {"a\r\nb\rc\n", "a\nb\nc\n"},
	    {"cafe\xcc\x81", "caf\xc3\xa9"},
	    {"и\xcc\x86", "й"},
	    {"\xe2\x84\xab", "\xc3\x85"},
	    {"e\033\xcc\x81", "\xc3\xa9"},
	    {"\033[31mred\033[0m", "red"},
	    {"\033]0;title\a"
	     "x\033]8;;a\033\\y",
		"xy"},
	    {"\033]0;never ended\nnext", "]0;never ended\nnext"},
	    {"a\xc2\x9b"
	     "31mb\x7f\x08",
		"a31mb"},
	    {"\xef\xbb\xbftext", "text"},
	    {"a\xe2\x80\xae"
	     "b\xe2\x81\xa6"
	     "c",
		"abc"},
	    {"\xff"
	     "a\xe2\x80",
		"\xef\xbf\xbd"
		"a\xef\xbf\xbd"},
	    {"\xef\xbf\xbd", "\xef\xbf\xbd"},
	    {"no\xc2\xa0"
	     "break so\xc2\xad"
	     "ft",
		"no\xc2\xa0"
		"break so\xc2\xad"
		"ft"},
	    {"one\xe2\x80\xa8two\fthree", "one\ntwo three"},
	    {"a\xcc\xa3\xcc\x82", "\xe1\xba\xad"},
	};
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		buf_clear(&b);
		text_clean(&b, str_of(rows[i].from), NULL);
		assert_string_equal(b.p, rows[i].to);
		assert_int_equal(text_is_clean(str_of(rows[i].from)),
		    strcmp(rows[i].from, rows[i].to) == 0);
	}
	buf_free(&b);
}

static void
clean_counts(void **state)
{
	struct cleaned c = {0};
	struct buf b = BUF_INIT;

	(void)state;
	text_clean(
	    &b, (struct str){"a\0b\033[1mc\xff\xfe\xe2\x80\xad\r\n", 15}, &c);
	assert_str(buf_lend(&b), "abc\xef\xbf\xbd\xef\xbf\xbd\n");
	assert_int_equal(c.controls, 2);
	assert_int_equal(c.invalid, 2);
	assert_int_equal(c.bidi, 1);
	buf_free(&b);
}

static void
clean_cuts_marks(void **state)
{
	struct buf b = BUF_INIT, out = BUF_INIT;

	(void)state;
	buf_puts(&b, "x");
	for (int i = 0; i < 1000000; i++)
		buf_puts(&b, "\xcc\xb4");
	buf_puts(&b, "y");
	text_clean(&out, buf_lend(&b), NULL);
	assert_int_equal(out.n, 2 + 30 * 2);
	assert_true(text_is_clean(buf_lend(&out)));
	/* a composition excluded from NFC makes one mark more */
	buf_clear(&b);
	buf_clear(&out);
	buf_puts(&b, "\xe0\xa5\x98");
	for (int i = 0; i < 30; i++)
		buf_puts(&b, "\xcc\xb4");
	text_clean(&out, buf_lend(&b), NULL);
	assert_true(text_is_clean(buf_lend(&out)));
	buf_free(&b);
	buf_free(&out);
}

/* Whatever the bytes: the result is valid, in NFC, without controls, and
 * clean. */
static void
clean_is_clean(void **state)
{
	static const char *const parts[] = {"a", "e", "и", "\xcc\x86",
	    "\xcc\x81", "\xcc\xa3", "\xe1\x84\x80", "\xe1\x85\xa1",
	    "\xe1\x86\xa8", "\xea\xb0\x80", "\xe0\xa7\x87", "\xe0\xa6\xbe",
	    "\xe0\xa5\x98", "\xff", "\xe2\x80", "\xf0\x9f\x98\x80", "\r", "\n",
	    "\033", "[", "m", "\xe2\x80\xae", "\xef\xbb\xbf", "\x01",
	    "\xc2\x85", "\xe2\x84\xa6", "\xcd\x84", "\xf0\x91\x84\xa7",
	    "word and word ", "\xe3\x81\x8b", "\xe3\x82\x99"};
	uint32_t seed = 11;
	struct buf b = BUF_INIT, out = BUF_INIT, again = BUF_INIT;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		uint8_t *nfc;
		size_t n;

		random_text(&b, &seed, parts, LENGTH(parts), 20);
		buf_clear(&out);
		buf_clear(&again);
		text_clean(&out, buf_lend(&b), NULL);
		assert_null(u8_check((const uint8_t *)out.p, out.n));
		nfc = u8_normalize(
		    UNINORM_NFC, (const uint8_t *)out.p, out.n, NULL, &n);
		assert_true(out.n == 0 || nfc != NULL);
		assert_int_equal(n, out.n);
		if (n > 0)
			assert_memory_equal(nfc, out.p, n);
		free(nfc);
		for (size_t i = 0; i < out.n; i++)
			assert_true((unsigned char)out.p[i] >= 0x20 ||
				    out.p[i] == '\n');
		text_clean(&again, buf_lend(&out), NULL);
		assert_string_equal(again.p, out.p);
		assert_true(text_is_clean(buf_lend(&out)));
		assert_int_equal(text_is_clean(buf_lend(&b)),
		    str_eq(buf_lend(&b), buf_lend(&out)));
	}
	buf_free(&b);
	buf_free(&out);
	buf_free(&again);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(clean_gives),
	    cmocka_unit_test(clean_counts),
	    cmocka_unit_test(clean_cuts_marks),
	    cmocka_unit_test(clean_is_clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
