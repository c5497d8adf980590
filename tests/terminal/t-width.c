/*
 * cp_width against what a terminal emulator really does: a letter, the code
 * point, and where the cursor then stands.
 */
#include "tests/unit/unit.h"

#include <izba/text.h>

#include "tests/terminal/emulator.h"

/* What is compared: every `step`th code point of a range. */
static const struct {
	uint32_t from, to, step;
} ranges[] = {
    {0x20, 0x7e, 1}, /* ASCII */
    {0xa0, 0x58f, 1}, /* Latin, Greek, Cyrillic, Armenian */
    {0x1ab0, 0x1ace, 1}, /* combining marks */
    {0x1d00, 0x1fff, 1}, /* phonetic, Latin and Greek extended */
    {0x2000, 0x2bff, 1}, /* punctuation, signs, arrows, boxes */
    {0x2c60, 0x2c7f, 1}, /* Latin extended C */
    {0x2de0, 0x2e5d, 1}, /* Cyrillic extended A, punctuation */
    {0x2e80, 0x33ff, 1}, /* CJK signs, kana */
    {0x3400, 0x4dbf, 31}, /* CJK */
    {0x4e00, 0x9fff, 31},
    {0xa640, 0xa69f, 1}, /* Cyrillic extended B */
    {0xa720, 0xa7ff, 1}, /* Latin extended D */
    {0xac00, 0xd7a3, 31}, /* Hangul */
    {0xf900, 0xfaff, 1},
    {0xfe00, 0xfe6f, 1}, /* variation selectors, half marks, forms */
    {0xff01, 0xffee, 1},
    {0xfffd, 0xfffd, 1},
    {0x1f300, 0x1f64f, 1}, /* pictures */
    {0x20000, 0x2a6d6, 997},
};

/* Where the two differ, each with its reason.  The emulator's own table of
 * combining marks is that of Unicode 5.0; ncurses (by the C library) and the
 * terminals of today go by later ones. */
static const struct {
	uint32_t from, to;
	const char *why;
} exceptions[] = {
    {0xad, 0xad, "a soft hyphen never reaches the screen"},
    {0x487, 0x487, "mark of Unicode 5.1"},
    {0x1ab0, 0x1ace, "marks of Unicode 7.0"},
    {0x1dcb, 0x1dfd, "marks of Unicode 5.1 to 9.0"},
    {0x2028, 0x2029, "separators never reach the screen"},
    {0x2064, 0x2064, "invisible plus, Unicode 5.1"},
    {0x2066, 0x2069, "bidi controls never reach the screen"},
    {0x20f0, 0x20f0, "mark of Unicode 5.1"},
    {0x2de0, 0x2dff, "Cyrillic marks of Unicode 5.1"},
    {0x302a, 0x302d, "tone marks, which the emulator takes for wide"},
    {0x3099, 0x309a, "voiced sound marks, likewise"},
    {0xa66f, 0xa67d, "Cyrillic marks of Unicode 5.1"},
    {0xa69e, 0xa69f, "Cyrillic marks of Unicode 6.1"},
    {0xfe1a, 0xfe1f, "not assigned"},
    {0xfe24, 0xfe2f, "half marks of Unicode 5.1 to 8.0"},
};

static bool
is_exception(uint32_t cp)
{
	for (size_t i = 0; i < LENGTH(exceptions); i++)
		if (cp >= exceptions[i].from && cp <= exceptions[i].to)
			return true;
	return false;
}

/* How far the cursor moves. */
static int
emulated(struct emulator *e, uint32_t cp)
{
	struct buf out = BUF_INIT;
	int row, col;
	bool visible;

	buf_puts(&out, "\033[H\033[2Ja");
	buf_putcp(&out, cp);
	emulator_write(e, out.p, out.n, NULL);
	emulator_cursor(e, &row, &col, &visible);
	buf_free(&out);
	return col - 1;
}

static void
widths_agree(void **state)
{
	struct emulator *e = emulator_new(3, 10);
	unsigned differ = 0, compared = 0;

	(void)state;
	for (size_t i = 0; i < LENGTH(ranges); i++) {
		for (uint32_t cp = ranges[i].from; cp <= ranges[i].to;
		     cp += ranges[i].step) {
			int theirs = emulated(e, cp), ours = cp_width(cp);

			compared++;
			if (theirs == ours || is_exception(cp))
				continue;
			differ++;
			print_message("U+%04X: cp_width %d, emulator %d\n",
			    (unsigned)cp, ours, theirs);
		}
	}
	emulator_free(e);
	assert_true(compared > 8000);
	assert_int_equal(differ, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(widths_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
