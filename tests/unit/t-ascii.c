/* text: ASCII for poor terminals. */
#include "tests/unit/unit.h"

#include <izba/text.h>

static void
ascii_gives(void **state)
{
	static const struct {
		const char *from, *to;
	} rows[] = {
	    {"plain\n", "plain\n"},
	    {"Щука, ЩИ, Ёлка, Юг", "Shchuka, SHCHI, Yolka, Yug"},
	    {"изба-читальня", "izba-chital'nya"},
	    {"“a” ‘b’ «c» — d–e…", "\"a\" 'b' \"c\" -- d-e..."},
	    {"café Łódź Æsop", "cafe Lodz AEsop"},
	    {"fate.¹² № 5\xc2\xa0", "fate.12 No. 5 "},
	    {"е\xcc\x81 so\xc2\xad"
	     "ft ½ ①",
		"e soft 12 1"},
	    {"§3.14 ¶5", "S3.14 P5"},
	    {"漢א", "??"},
	};
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		buf_clear(&b);
		text_ascii(&b, str_of(rows[i].from));
		assert_string_equal(b.p, rows[i].to);
	}
	buf_free(&b);
}

static void
ascii_is_ascii(void **state)
{
	struct buf all = BUF_INIT, b = BUF_INIT;

	(void)state;
	for (uint32_t cp = 0x20; cp < 0x3000; cp++)
		buf_putcp(&all, cp);
	text_ascii(&b, buf_lend(&all));
	for (size_t i = 0; i < b.n; i++)
		assert_true((unsigned char)b.p[i] < 0x80);
	buf_free(&all);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ascii_gives),
	    cmocka_unit_test(ascii_is_ascii),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
