/* text: sentences. */
#include "tests/unit/random.h"
#include "tests/unit/unit.h"

#include <izba/text.h>

/* The sentences of a text, parted by '|'. */
static void
sentences_of(struct buf *out, struct str s)
{
	size_t from, to = 0;

	buf_clear(out);
	while (sentence_next(s, to, &from, &to)) {
		if (out->n > 0)
			buf_putc(out, '|');
		buf_str(out, str_slice(s, from, to));
	}
}

static void
sentences_are_parted(void **state)
{
	static const char *const rows[] = {
	    "The stove was cold.| The lamp was not.",
	    "“Nobody came.”¹² |Whoever could read, read aloud.",
	    "He left… |Then he came back ... and left. |Why?! |Because!",
	    "Dr. Popov met Mrs. Orlova, e.g. on Monday. |They spoke.",
	    "See pp. 12–14, vol. 3, No. 7. |It is there.",
	    "He said no. |Then he went. |He came at 7. |It was late.",
	    "Об этом писал В. И. Вернадский. |Его читали.",
	    "Рожь, овёс и т. д. |Потом сеяли, т. е. пахали.",
	    "См. стр. 5, т. 2. |Это там.| Проф. Иванов согласен.",
	    "В 1923 г. 5 мая. |Он уехал.",
	    "1. A list begins so. |And goes on.",
	    "“Really?” he asked. |(It was so.) |[Not so.][3] |So.",
	    "Words left out [...] Here too. |End",
	    "J. R. R. Smith, U.S. Army, wrote it. |Yes.",
	    "It cost 3.14 roubles. |Cheap.",
	    "— Что? — спросил он. |— Ничего.",
	    "今日は。|明日も。",
	};
	struct buf want = BUF_INIT, text = BUF_INIT, got = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		buf_clear(&text);
		buf_clear(&want);
		for (const char *p = rows[i]; *p != '\0'; p++) {
			if (*p != '|')
				buf_putc(&text, *p);
			/* blanks belong to no sentence */
			if (*p == ' ' && (p[1] == '|' || p[-1] == '|'))
				continue;
			buf_putc(&want, *p);
		}
		sentences_of(&got, buf_lend(&text));
		assert_string_equal(got.p, want.p);
	}
	buf_free(&want);
	buf_free(&text);
	buf_free(&got);
}

static void
sentence_holds_its_places(void **state)
{
	struct str s = STR(" One here. Two.¹ Three");
	size_t from, to;

	(void)state;
	assert_true(sentence_at(s, 0, &from, &to));
	assert_int_equal(from, 1);
	assert_int_equal(to, 10);
	assert_true(sentence_at(s, 12, &from, &to));
	assert_int_equal(from, 11);
	assert_true(sentence_at(s, s.n - 1, &from, &to));
	assert_str(str_slice(s, from, to), "Three");
	assert_true(sentence_next(s, 2, &from, &to));
	assert_int_equal(from, 11);
	assert_false(sentence_next(s, s.n - 2, &from, &to));
	assert_false(sentence_at(s, s.n, &from, &to));
	assert_false(sentence_at(STR("  "), 1, &from, &to));
}

/* Whatever the text, sentences follow one another, and every place in one
 * gives it. */
static void
sentences_agree(void **state)
{
	static const char *const parts[] = {"Word", "word", "г", "B", "12", ".",
	    ".", "?", "…", "”", "²", ")", "[1]", " ", " ", " ", "\n", "—"};
	uint32_t seed = 13;
	struct buf b = BUF_INIT;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		size_t at = 0, from, to, f, t, n;
		struct str s;

		random_text(&b, &seed, parts, LENGTH(parts), 16);
		s = buf_lend(&b);
		for (; sentence_next(s, at, &from, &to); at = to) {
			assert_true(from >= at && to > from);
			for (size_t k = from; k < to; k += n) {
				cp_decode(s.p + k, s.p + s.n, &n);
				assert_true(sentence_at(s, k, &f, &t));
				assert_int_equal(f, from);
				assert_int_equal(t, to);
			}
		}
		assert_int_equal(str_trim(str_slice(s, at, s.n)).n, 0);
	}
	buf_free(&b);
}

static void
many_signs_are_linear(void **state)
{
	struct buf b = BUF_INIT;
	size_t from, to;

	(void)state;
	for (int i = 0; i < 1000000; i++)
		buf_puts(&b, i % 3 == 0 ? "." : i % 3 == 1 ? ")" : "!");
	assert_true(sentence_at(buf_lend(&b), b.n - 1, &from, &to));
	assert_int_equal(from, 0);
	assert_int_equal(to, b.n);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sentences_are_parted),
	    cmocka_unit_test(sentence_holds_its_places),
	    cmocka_unit_test(sentences_agree),
	    cmocka_unit_test(many_signs_are_linear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
