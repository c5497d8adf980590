/* text: width, against the C library's wcwidth, by which ncurses goes. */
#include "tests/unit/unit.h"

#include <locale.h>
#include <unictype.h>
#include <wchar.h>

#include <izba/text.h>

/* Where the two may differ, and why. */
static const struct {
	uint32_t from, to;
	int width;
} exceptions[] = {
    {0xad, 0xad, 0}, /* a soft hyphen never reaches the screen */
    {0x2028, 0x2029, 0}, /* nor do separators; wcwidth says -1 */
};

static bool
is_exception(uint32_t cp)
{
	for (size_t i = 0; i < LENGTH(exceptions); i++)
		if (cp >= exceptions[i].from && cp <= exceptions[i].to)
			return cp_width(cp) == exceptions[i].width;
	return false;
}

static void
width_is_wcwidth(void **state)
{
	int wrong = 0;

	(void)state;
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		skip();
	for (uint32_t cp = 0xa0; cp < 0x30000; cp++) {
		int c = wcwidth((wchar_t)cp);

		if (uc_is_general_category(cp, UC_UNASSIGNED) ||
		    uc_is_general_category(cp, UC_SURROGATE) ||
		    c == cp_width(cp) || is_exception(cp))
			continue;
		print_error(
		    "U+%04X: cp_width %d, wcwidth %d\n", cp, cp_width(cp), c);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void
width_of_text(void **state)
{
	(void)state;
	assert_int_equal(text_width(STR("")), 0);
	assert_int_equal(text_width(STR("Изба-читальня")), 13);
	assert_int_equal(text_width(STR("е\xcc\x81 \xe6\xbc\xa2")), 4);
	assert_int_equal(text_width(STR("so\xc2\xad"
					"ft")),
	    4);
	for (uint32_t cp = 0; cp < 0xa0; cp++)
		assert_int_equal(cp_width(cp), cp >= 0x20 && cp < 0x7f);
}

static void
fit_takes_whole_graphemes(void **state)
{
	(void)state;
	assert_int_equal(text_fit(STR("abc"), 2), 2);
	assert_int_equal(text_fit(STR("abc"), 9), 3);
	assert_int_equal(text_fit(STR("е\xcc\x81"
				      "ж"),
			     1),
	    4);
	assert_int_equal(text_fit(STR("\xe6\xbc\xa2"), 1), 0);
	assert_int_equal(text_fit(STR("a\xe6\xbc\xa2"), 2), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(width_is_wcwidth),
	    cmocka_unit_test(width_of_text),
	    cmocka_unit_test(fit_takes_whole_graphemes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
