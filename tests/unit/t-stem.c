/* text: stems. */
#include "tests/unit/unit.h"

#include <izba/text.h>

static void
stems_level(void **state)
{
	static const char *const rows[][3] = {
	    {"reading", "reads", "read"},
	    {"library", "libraries", "library"},
	    {"читальня", "читальни", "читальней"},
	    {"огород", "огорода", "огородами"},
	    {"1917", "1917", "1917"},
	};
	struct buf a = BUF_INIT, b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		buf_clear(&a);
		text_stem(&a, str_of(rows[i][0]));
		assert_true(a.n > 0);
		for (size_t k = 1; k < 3; k++) {
			buf_clear(&b);
			text_stem(&b, str_of(rows[i][k]));
			assert_string_equal(a.p, b.p);
		}
	}
	buf_free(&a);
	buf_free(&b);
}

static void
stems_take_anything(void **state)
{
	struct buf b = BUF_INIT, word = BUF_INIT;

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_putc(&word, 'x');
	text_stem(&b, buf_lend(&word));
	assert_int_equal(b.n, word.n);
	buf_clear(&b);
	text_stem(&b, STR(""));
	text_stem(&b, STR("אבג"));
	assert_string_equal(b.p, "אבג");
	buf_free(&b);
	buf_free(&word);
}

/* In a German book Latin letters are German words, Cyrillic ones Russian. */
static void
languages_have_their_own(void **state)
{
	struct stemmer *s = stemmer_new_in(STR("de-AT"));
	struct buf a = BUF_INIT, b = BUF_INIT;

	(void)state;
	stemmer_add(s, &a, STR("kinder"));
	stemmer_add(s, &b, STR("kind"));
	assert_string_equal(a.p, b.p);
	buf_clear(&a);
	buf_clear(&b);
	stemmer_add(s, &a, STR("книгами"));
	stemmer_add(s, &b, STR("книга"));
	assert_string_equal(a.p, b.p);
	stemmer_free(s);
	s = stemmer_new_in(STR("den"));
	buf_clear(&a);
	stemmer_add(s, &a, STR("kinder"));
	assert_string_equal(a.p, "kinder");
	stemmer_free(s);
	buf_free(&a);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(languages_have_their_own),
	    cmocka_unit_test(stems_level),
	    cmocka_unit_test(stems_take_anything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
