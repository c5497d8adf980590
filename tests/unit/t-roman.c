/* text: roman numbers. */
#include "tests/unit/unit.h"

#include <izba/text.h>

static void
values(void **state)
{
	static const struct {
		const char *number;
		uint32_t value;
	} cases[] = {{"I", 1}, {"IV", 4}, {"VIII", 8}, {"IX", 9}, {"XIV", 14},
	    {"XLIX", 49}, {"XCIX", 99}, {"CXX", 120}, {"", 0}, {"iv", 0},
	    {"12", 0}, {"XI.", 0}, {"\xd0\x86", 0}};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_int_equal(
		    roman_value(str_of(cases[i].number)), cases[i].value);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
