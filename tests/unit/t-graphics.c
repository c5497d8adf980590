/* graphics: what terminals answer. */
#include "tests/unit/unit.h"

#include "tui/graphics.h"

static void
expect(const char *bytes, enum graphics best, bool whole, const char *rest)
{
	struct graphics_answer a = {.rest = BUF_INIT};

	graphics_answer(str_of(bytes), &a);
	assert_int_equal(a.best, best);
	assert_int_equal(a.whole, whole);
	assert_string_equal(a.rest.p, rest);
	buf_free(&a.rest);
}

static void
answers(void **state)
{
	(void)state;
	expect("\033[?1;2c", GRAPHICS_SYMBOLS, true, "");
	expect("\033[?62;4;22c", GRAPHICS_SIXELS, true, "");
	expect("\033[?62;22;4c", GRAPHICS_SIXELS, true, "");
	/* the terminal's class is no attribute, and 14 is not 4 */
	expect("\033[?4c", GRAPHICS_SYMBOLS, true, "");
	expect("\033[?4;14;42c", GRAPHICS_SYMBOLS, true, "");
	expect("\033_Gi=31;OK\033\\\033[?62;4c", GRAPHICS_KITTY, true, "");
	expect("\033_Gi=31;ENOTSUPPORTED:no\033\\\033[?62;c", GRAPHICS_SYMBOLS,
	    true, "");
}

static void
keys_among_them(void **state)
{
	(void)state;
	expect("jj\033[?62;4ck", GRAPHICS_SIXELS, true, "jjk");
	expect("\033[A\033[?1;2c", GRAPHICS_SYMBOLS, true, "\033[A");
	/* not whole yet */
	expect("\033[?62;4", GRAPHICS_SYMBOLS, false, "\033[?62;4");
	expect("\033_Gi=31;OK", GRAPHICS_SYMBOLS, false, "\033_Gi=31;OK");
	expect("", GRAPHICS_SYMBOLS, false, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(answers),
	    cmocka_unit_test(keys_among_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
