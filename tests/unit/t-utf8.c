/* text: code points. */
#include "tests/unit/random.h"
#include "tests/unit/unit.h"

#include <izba/text.h>

/* The lengths of the parts that bytes fall into; Unicode's own example of
 * maximal subparts is among them (table 3-8). */
static void
decode_moves_on(void **state)
{
	static const struct {
		const char *bytes;
		const char *lengths;
	} rows[] = {
	    {"a\xd0\xb6\xe2\x80\x94\xf0\x9f\x98\x80", "1234"},
	    {"\x61\xf1\x80\x80\xe1\x80\xc2\x62\x80\x63\x80\xbf\x64", "13211111"
								     "11"},
	    {"\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41", "111111111"},
	    {"\xed\xa0\x80\xf4\x90\x80\x80\xff", "11111111"},
	    {"\xe2\x80", "2"},
	    {"\xf0\x9f\x98", "3"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const char *p = rows[i].bytes, *end = p + strlen(p);
		const char *want = rows[i].lengths;
		size_t n;

		while (p < end) {
			cp_decode(p, end, &n);
			assert_int_equal(n, *want++ - '0');
			p += n;
		}
		assert_int_equal(*want, '\0');
	}
}

/* Backwards one comes by the same places as forwards, whatever the bytes. */
static void
before_is_the_inverse(void **state)
{
	static const char *const parts[] = {"a", "ж", "—", "😀", "\x80", "\xe2",
	    "\xf0\x9f", "\xc3", "\xff", "\xe2\x80"};
	uint32_t seed = 7;
	struct buf b = BUF_INIT;

	(void)state;
	for (int round = 0; round < 500; round++) {
		size_t n, m;
		const char *p, *end;

		random_text(&b, &seed, parts, LENGTH(parts), 12);
		end = b.p + b.n;
		for (p = b.p; p < end; p += n) {
			uint32_t cp = cp_decode(p, end, &n);

			assert_int_equal(cp_before(b.p, p + n, &m), cp);
			assert_true(cp == 0xfffd || m == n);
		}
	}
	buf_free(&b);
}

static void
classes_hold(void **state)
{
	(void)state;
	assert_true(cp_is_letter('x') && cp_is_letter(0x451) &&
		    cp_is_letter(0x5d3) && cp_is_letter(0xe9));
	assert_false(cp_is_letter('1') || cp_is_letter(0x301) ||
		     cp_is_letter(0xd7) || cp_is_letter(0x2014));
	assert_true(cp_is_digit('7') && cp_is_digit(0x667));
	assert_false(cp_is_digit(0xb2));
	assert_true(cp_is_upper(0x401) && cp_is_upper(0xc9));
	assert_true(cp_is_lower(0x451) && !cp_is_lower(0x416));
	assert_true(cp_is_space(0xa0) && cp_is_space('\n'));
	assert_false(cp_is_space(0x200b) || cp_is_space(0xad));
	assert_true(
	    cp_is_mark(0x301) && cp_is_mark(0x20dd) && cp_is_mark(0x483));
	assert_false(cp_is_mark('a') || cp_is_mark(0x400));
	assert_true(cp_is_quote(0xab) && cp_is_quote(0x201e));
	assert_true(
	    cp_is_dash(0x2014) && cp_is_dash(0x2212) && cp_is_dash('-'));
	assert_false(cp_is_dash(0xad) || cp_is_dash('_'));
}

static void
case_goes_both_ways(void **state)
{
	(void)state;
	for (uint32_t cp = 0x400; cp < 0x410; cp++)
		assert_int_equal(cp_upper(cp_lower(cp)), cp);
	assert_int_equal(cp_lower(0x416), 0x436);
	assert_int_equal(cp_upper(0x451), 0x401);
	assert_int_equal(cp_upper(0xe9), 0xc9);
	assert_int_equal(cp_upper('1'), '1');
}

static void
superscripts_go_both_ways(void **state)
{
	(void)state;
	for (uint32_t c = '0'; c <= '9'; c++)
		assert_int_equal(cp_superscript(cp_to_superscript(c)), c - '0');
	assert_int_equal(cp_superscript('2'), -1);
	assert_int_equal(cp_superscript(0xb4), -1);
	assert_int_equal(cp_to_superscript('n'), 0x207f);
	assert_int_equal(cp_to_superscript('?'), 0);
}

static void
scripts_are_counted(void **state)
{
	(void)state;
	assert_int_equal(cp_script(0x2b9), SCRIPT_NONE);
	assert_int_equal(cp_script('1'), SCRIPT_NONE);
	assert_int_equal(cp_script(0x5d0), SCRIPT_OTHER);
	assert_int_equal(
	    text_script(STR("Ibid., т. е. там же")), SCRIPT_CYRILLIC);
	assert_int_equal(text_script(STR("см. Works")), SCRIPT_LATIN);
	assert_int_equal(text_script(STR("12, 13")), SCRIPT_NONE);
	assert_int_equal(text_script(STR("")), SCRIPT_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(decode_moves_on),
	    cmocka_unit_test(before_is_the_inverse),
	    cmocka_unit_test(classes_hold),
	    cmocka_unit_test(case_goes_both_ways),
	    cmocka_unit_test(superscripts_go_both_ways),
	    cmocka_unit_test(scripts_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
