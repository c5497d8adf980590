/* text: letters that look alike. */
#include "tests/unit/unit.h"

#include <izba/text.h>

static void
unmix_gives(void **state)
{
	static const struct {
		const char *from, *to;
	} rows[] = {
	    {"cтaтья", "статья"},
	    {"Mосква", "Москва"},
	    {"Мoscow", "Moscow"},
	    {"plain", "plain"},
	    {"слово", "слово"},
	    {"", ""},
	    /* who can tell? */
	    {"cо", "cо"},
	    {"abвгд", "abвгд"},
	    {"19th", "19th"},
	};
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		buf_clear(&b);
		text_unmix(&b, str_of(rows[i].from));
		assert_string_equal(b.p, rows[i].to);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(unmix_gives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
