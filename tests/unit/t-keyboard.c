/* text: the other keyboard. */
#include "tests/unit/unit.h"

#include <izba/text.h>

static void
keys_are_found(void **state)
{
	(void)state;
	assert_int_equal(cp_qwerty(0x439), 'q');
	assert_int_equal(cp_qwerty(0x416), ':');
	assert_int_equal(cp_qwerty(0x42d), '"');
	assert_int_equal(cp_qwerty(0x44e), '.');
	assert_int_equal(cp_qwerty(0x401), '~');
	assert_int_equal(cp_qwerty(0x2116), '#');
	assert_int_equal(cp_qwerty('.'), '.');
	assert_int_equal(cp_qwerty('q'), 'q');
	assert_int_equal(cp_qwerty(0x4e00), 0x4e00);
}

static void
typed_is_rescued(void **state)
{
	static const struct {
		const char *typed, *meant;
	} rows[] = {
	    {"nhjwrbq", "троцкий"},
	    {"екщеылн", "trotsky"},
	    {"Bp,f-xbnfkmyz", "Изба-читальня"},
	    {"'nj ;bpym", "это жизнь"},
	    {"руддщбцщкдв", "hello,world"},
	    {"xnj&", "что?"},
	};
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		buf_clear(&b);
		text_relayout(&b, str_of(rows[i].typed));
		assert_string_equal(b.p, rows[i].meant);
	}
	buf_free(&b);
}

/* Every letter goes there and back. */
static void
letters_come_back(void **state)
{
	struct buf a = BUF_INIT, b = BUF_INIT, c = BUF_INIT;

	(void)state;
	for (uint32_t cp = 0x410; cp < 0x450; cp++) {
		buf_putcp(&a, cp);
		assert_true(cp_qwerty(cp) < 0x80);
	}
	text_relayout(&b, buf_lend(&a));
	text_relayout(&c, buf_lend(&b));
	assert_string_equal(c.p, a.p);
	buf_free(&a);
	buf_free(&b);
	buf_free(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keys_are_found),
	    cmocka_unit_test(typed_is_rescued),
	    cmocka_unit_test(letters_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
