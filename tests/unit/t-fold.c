/* text: folding and the way back. */
#include "tests/unit/random.h"
#include "tests/unit/unit.h"

#include <izba/text.h>

static void
fold_gives(void **state)
{
	static const struct {
		unsigned how;
		const char *from, *to;
	} rows[] = {
	    {FOLD_CASE, "Изба ABC Éa", "изба abc éa"},
	    {FOLD_YO, "Ёлка ёж", "Елка еж"},
	    {FOLD_ACCENTS, "café Łódź за́мок йод", "cafe Lodz замок йод"},
	    {FOLD_ACCENTS | FOLD_CASE, "Æsop Straße", "aesop strasse"},
	    {FOLD_PUNCT, "“a”—‘b’…«c» d′s", "\"a\"-'b'...\"c\" d's"},
	    {FOLD_SPACE, "a\xc2\xa0\n  b", "a b"},
	    {FOLD_FORMAT,
		"so\xc2\xad"
		"ft\xe2\x80\x8b",
		"soft"},
	    {FOLD_OLD, "Мiръ въ домѣ, Ѳёдоръ", "Мiр в доме, Фёдор"},
	    {FOLD_OLD, "объѣздъ міра", "объезд мира"},
	    {FOLD_SEARCH, "Въ “Ёлкѣ”—\n№ 5", "в \"елке\"- № 5"},
	    {FOLD_EXACT, "“Ёж”  é", "\"Ёж\" é"},
	    {0, "“Ёж”  é", "“Ёж”  é"},
	};
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		buf_clear(&b);
		text_fold(&b, NULL, str_of(rows[i].from), 0, rows[i].how);
		assert_string_equal(b.p, rows[i].to);
	}
	buf_free(&b);
}

static void
map_leads_back(void **state)
{
	struct fold_map map = {0};
	struct buf b = BUF_INIT;
	struct str s = STR("“Ёж” é  я…");

	(void)state;
	text_fold(&b, &map, s, 100, FOLD_SEARCH);
	assert_string_equal(b.p, "\"еж\" e я...");
	assert_int_equal(fold_source(&map, 0), 100);
	assert_int_equal(fold_source(&map, 1), 103);
	assert_int_equal(fold_source(&map, 5), 107);
	assert_int_equal(fold_source(&map, 7), 111);
	assert_int_equal(fold_source(&map, 9), 115);
	assert_int_equal(fold_source(&map, (uint32_t)b.n - 1), 117);
	assert_int_equal(fold_source(&map, (uint32_t)b.n), 100 + s.n);
	fold_map_free(&map);
	buf_free(&b);
}

/* The map rises, its end is the text's end, every folded code point comes
 * from the start of a code point, and folding it alone gives it again. */
static void
map_is_exact(void **state)
{
	static const char *const parts[] = {"a", "B", "Ж", "ё", "é", "“", "—",
	    "…", "ﬁ", "ß", " ", "  ", "\n", "\xc2\xa0", "\xc2\xad", "\xcc\x81",
	    "ѣ", "漢", "word", "слово"};
	uint32_t seed = 17;
	struct buf b = BUF_INIT, out = BUF_INIT, one = BUF_INIT;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		struct fold_map map = {0};
		uint32_t last = 0, at;
		size_t n;

		random_text(&b, &seed, parts, LENGTH(parts), 14);
		buf_clear(&out);
		text_fold(&out, &map, buf_lend(&b), 0, FOLD_SEARCH);
		assert_int_equal(fold_source(&map, (uint32_t)out.n), b.n);
		for (uint32_t i = 0; i < out.n; i += (uint32_t)n) {
			cp_decode(out.p + i, out.p + out.n, &n);
			at = fold_source(&map, i);
			assert_true(at >= last && at < b.n);
			assert_true((b.p[at] & 0xc0) != 0x80);
			last = at;
			buf_clear(&one);
			text_fold(&one, NULL, str_slice(buf_lend(&b), at, b.n),
			    0, FOLD_SEARCH);
			assert_non_null(memmem(one.p, one.n, out.p + i, n));
		}
		for (size_t i = 1; i < map.n; i++)
			assert_true(map.v[i].folded > map.v[i - 1].folded &&
				    map.v[i].source >= map.v[i - 1].source);
		/* folding is idempotent */
		buf_clear(&one);
		text_fold(&one, NULL, buf_lend(&out), 0, FOLD_SEARCH);
		assert_string_equal(one.p, out.p);
		fold_map_free(&map);
	}
	buf_free(&b);
	buf_free(&out);
	buf_free(&one);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fold_gives),
	    cmocka_unit_test(map_leads_back),
	    cmocka_unit_test(map_is_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
