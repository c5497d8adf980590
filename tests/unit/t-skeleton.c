/* text: one name, two scripts. */
#include "tests/unit/unit.h"

#include <izba/text.h>

static bool
has_key(struct str word, struct str key)
{
	struct buf b = BUF_INIT, wanted = BUF_INIT;
	bool has;

	text_skeletons(&b, word);
	buf_putc(&b, ' ');
	buf_str(&wanted, key);
	buf_putc(&wanted, ' ');
	has = strstr(b.p, wanted.p) == b.p ||
	      (memmem(b.p, b.n, wanted.p, wanted.n) != NULL &&
		  *((char *)memmem(b.p, b.n, wanted.p, wanted.n) - 1) == ' ');
	buf_free(&b);
	buf_free(&wanted);
	return has;
}

/* The usual romanisations: Library of Congress, BGN/PCGN, ISO 9, scholarly,
 * popular.  After '|' stand those of other languages, which are found through
 * another reading. */
static void
names_are_one(void **state)
{
	static const char *const rows[] = {
	    "Троцкий Trotsky Trotskii Trockij Trotskij Trotski Trotskiy Trotzki",
	    "Преображенский Preobrazhensky Preobraženskij Preobrazhenskii "
	    "Preobrazenskij | Preobrajensky",
	    "Ельцин Yeltsin El’tsin Jelcin Elʹcin Eltsin",
	    "Евдокимов Yevdokimov Evdokimov Jevdokimov",
	    "Хрущёв Khrushchev Hruŝëv Chruščev Khrushchyov Chruščëv "
	    "Khrouchtchev | Chruschtschew Xruščev",
	    "Зиновьев Zinoviev Zinov’ev Zinovyev Zinov'ev Zinowjew",
	    "Каменев Kamenev Kamenew",
	    "Дзержинский Dzerzhinsky Dzerzhinskii Dzierżyński Dzierzynski "
	    "Dzeržinskij | Djerjinsky",
	    "Соловьёв Solovyov Soloviev Solov’ev Solovʹëv Solov'yov Solowjow",
	    "Пятаков Piatakov Pyatakov Pjatakov Pâtakov Piatakow",
	    "Чаянов Chaianov Chayanov Čajanov Čaânov Tschajanow Tchayanov",
	    "Щербаков Shcherbakov Ščerbakov Ŝerbakov Scherbakov "
	    "Schtscherbakow",
	    "Юденич Yudenich Iudenich Judenič Ûdenič Judenitsch",
	    "Эренбург Ehrenburg Erenburg Èrenburg Ėrenburg",
	    "Бухарин Bukharin Buharin Boukharin | Bucharin Buxarin",
	    "Горбачёв Gorbachev Gorbachov Gorbačëv Gorbatschow",
	    "Ильич Ilyich Ilich Il'ich Iljič Ilyitch",
	    "Маяковский Mayakovsky Maiakovskii Majakovskij Maâkovskij",
	    "Иоффе Ioffe Joffe Yoffe",
	    "Жданов Zhdanov Ždanov Jdanov Zdanov",
	    "Толстой Tolstoy Tolstoi Tolstoj",
	    "Огонёк Ogonyok Ogonek Ogonëk",
	    "Лифшиц Lifshits Lifshitz Lifšic",
	    "Мюллер Müller Miuller",
	    "Рахманинов Rakhmaninov Rahmaninov Rakhmaninoff | Rachmaninov",
	    "Подвойскiй Podvoisky Podvoiskii Podvojskij",
	    "Гегель Gegel | Hegel",
	    "Маркс Marks Marx",
	    "Коэн Koen | Cohen",
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf first = BUF_INIT, key = BUF_INIT;
		const char *p = rows[i], *end;
		bool others = false;

		for (; *p != '\0'; p = *end == ' ' ? end + 1 : end) {
			struct str word;

			end = strchrnul(p, ' ');
			word = (struct str){p, (size_t)(end - p)};
			if (str_is(word, "|")) {
				others = true;
				continue;
			}
			buf_clear(&key);
			text_skeleton(&key, word);
			if (first.n == 0)
				buf_str(&first, buf_lend(&key));
			if (!has_key(word, buf_lend(&first)) ||
			    (!others && strcmp(key.p, first.p) != 0)) {
				print_error("%.*s: %s, not %s\n", (int)word.n,
				    word.p, key.p, first.p);
				fail();
			}
		}
		for (size_t k = 0; k < first.n; k++)
			assert_true(first.p[k] >= 'a' && first.p[k] <= 'z');
		buf_free(&first);
		buf_free(&key);
	}
}

/* What must not become one. */
static void
names_stay_two(void **state)
{
	static const char *const rows[][2] = {
	    {"Рыков", "Рыжков"},
	    {"Муралов", "Мурашов"},
	    {"Чехов", "Сехов"},
	    {"Радек", "Редек"},
	    {"Яковлев", "Ковлев"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf a = BUF_INIT, b = BUF_INIT;

		text_skeleton(&a, str_of(rows[i][0]));
		text_skeleton(&b, str_of(rows[i][1]));
		assert_string_not_equal(a.p, b.p);
		buf_free(&a);
		buf_free(&b);
	}
}

static void
keys_are_bounded(void **state)
{
	struct buf b = BUF_INIT, word = BUF_INIT;
	size_t blanks = 0;

	(void)state;
	text_skeleton(&b, STR("1917"));
	text_skeleton(&b, STR("אבג"));
	text_skeletons(&b, STR(""));
	assert_int_equal(b.n, 0);
	for (int i = 0; i < 100000; i++)
		buf_puts(&word, "jchxh");
	text_skeletons(&b, buf_lend(&word));
	for (size_t i = 0; i < b.n; i++)
		blanks += b.p[i] == ' ';
	assert_true(blanks < 8);
	assert_true(b.n < 8 * 1024);
	buf_free(&b);
	buf_free(&word);
}

/* A homoglyph does not hide a name. */
static void
keys_see_through_mixing(void **state)
{
	struct buf a = BUF_INIT, b = BUF_INIT;

	(void)state;
	text_skeleton(&a, STR("Бoльшeвик"));
	text_skeleton(&b, STR("Большевик"));
	assert_string_equal(a.p, b.p);
	buf_free(&a);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_are_one),
	    cmocka_unit_test(names_stay_two),
	    cmocka_unit_test(keys_are_bounded),
	    cmocka_unit_test(keys_see_through_mixing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
