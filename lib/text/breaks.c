/*
 * Line breaks (UAX #14, Unicode 14).  ASCII, Latin, Cyrillic and the usual
 * punctuation go by the tables below; a stretch that holds anything else, from
 * one blank to another, goes through libunistring.
 *
 * opp[i] is BREAK_MUST where byte i - 1 is '\n'.
 *
 * One thing is not as in the standard: no line ends before a superscript
 * digit, which after "?" or a dash it might; there it calls a note.
 */
#include <stdlib.h>
#include <string.h>

#include <unilbrk.h>

#include <izba/scan.h>

#include "lib/text/decode.h"

/* Classes of UAX #14, those that have a column below first.  SU is a
 * superscript digit, CM a combining mark. */
/* clang-format off */
enum {
	AL, NU, OP, QU, CL, CP, EX, IS, SY, HY, BA, BB, B2, IN, PR, PO, GL, SU,
	PAIRED,
	CM = PAIRED, SP, BK, HARD
};
/* clang-format on */

/* What stands between class a (row) and class b (column, in the order above):
 * '_' a break, '%' a break only if blanks part them, '^' none even then. */
static const char pairs[PAIRED][PAIRED + 1] = {
    [AL] = "%%%%^^^^^%%__%%%%%",
    [NU] = "%%%%^^^^^%%__%%%%%",
    [OP] = "^^^^^^^^^^^^^^^^^^",
    [QU] = "%%^%^^^^^%%%%%%%%%",
    [CL] = "___%^^^^^%%__%%%%%",
    [CP] = "%%_%^^^^^%%__%%%%%",
    [EX] = "___%^^^^^%%__%__%%",
    [IS] = "%%_%^^^^^%%__%__%%",
    [SY] = "_%_%^^^^^%%__%__%%",
    [HY] = "_%_%^^^^^%%__%___%",
    [BA] = "___%^^^^^%%__%___%",
    [BB] = "%%%%^^^^^%%%%%%%%%",
    [B2] = "___%^^^^^%%_^%__%%",
    [IN] = "___%^^^^^%%__%__%%",
    [PR] = "%%%%^^^^^%%__%__%%",
    [PO] = "%%%%^^^^^%%__%__%%",
    [GL] = "%%%%^^^^^%%%%%%%%%",
    [SU] = "%%%%^^^^^%%__%%%%%",
};

/* clang-format off */
static const uint8_t ascii_classes[128] = {
    HARD, HARD, HARD, HARD, HARD, HARD, HARD, HARD, HARD, BA, BK, HARD, HARD,
    HARD, HARD, HARD, HARD, HARD, HARD, HARD, HARD, HARD, HARD, HARD, HARD,
    HARD, HARD, HARD, HARD, HARD, HARD, HARD, SP, EX, QU, AL, PR, PO, AL, QU,
    OP, CP, AL, PR, IS, HY, IS, SY, NU, NU, NU, NU, NU, NU, NU, NU, NU, NU,
    IS, IS, AL, AL, AL, EX, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL,
    AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, OP, PR, CP,
    AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL,
    AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, OP, BA, CL, AL, HARD,
};
/* clang-format on */

/* clang-format off */
static const struct {
	uint16_t from, to;
	uint8_t class;
} ranges[] = {
    {0xa0, 0xa0, GL}, {0xa1, 0xa1, OP}, {0xa2, 0xa2, PO}, {0xa3, 0xa5, PR},
    {0xa6, 0xaa, AL}, {0xab, 0xab, QU}, {0xac, 0xac, AL}, {0xad, 0xad, BA},
    {0xae, 0xaf, AL}, {0xb0, 0xb0, PO}, {0xb1, 0xb1, PR}, {0xb2, 0xb3, SU},
    {0xb4, 0xb4, BB}, {0xb5, 0xb8, AL}, {0xb9, 0xb9, SU}, {0xba, 0xba, AL},
    {0xbb, 0xbb, QU}, {0xbc, 0xbe, AL}, {0xbf, 0xbf, OP}, {0xc0, 0x2c6, AL},
    {0x300, 0x34e, CM}, {0x400, 0x482, AL}, {0x483, 0x489, CM},
    {0x48a, 0x52f, AL}, {0x2010, 0x2010, BA}, {0x2011, 0x2011, GL},
    {0x2012, 0x2013, BA}, {0x2014, 0x2014, B2}, {0x2015, 0x2017, AL},
    {0x2018, 0x2019, QU}, {0x201a, 0x201a, OP}, {0x201b, 0x201d, QU},
    {0x201e, 0x201e, OP}, {0x201f, 0x201f, QU}, {0x2020, 0x2023, AL},
    {0x2024, 0x2026, IN}, {0x2027, 0x2027, BA}, {0x202f, 0x202f, GL},
    {0x2030, 0x2037, PO}, {0x2038, 0x2038, AL}, {0x2039, 0x203a, QU},
    {0x2070, 0x2070, SU}, {0x2074, 0x2079, SU}, {0x207f, 0x207f, SU},
    {0x20ac, 0x20ac, PR}, {0x2116, 0x2116, PR},
};
/* clang-format on */

static uint8_t
class_of(uint32_t cp)
{
	size_t lo = 0, hi = LENGTH(ranges), mid;

	if (cp >= 0x400 && cp < 0x483)
		return AL;
	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (ranges[mid].to < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < LENGTH(ranges) && ranges[lo].from <= cp ? ranges[lo].class
							    : HARD;
}

static bool
is_word_class(uint8_t class)
{
	return class == AL || class == NU;
}

/* Where the stretch that holds something hard at byte i ends: after a blank
 * with a letter or digit on both sides, or after a newline. */
static size_t
hard_end(struct str s, size_t i)
{
	const char *end = s.p + s.n;
	uint8_t before = HARD, class;
	bool blanks = false;
	uint32_t cp;
	size_t n;

	for (; i < s.n; i += n) {
		cp = decode(s.p + i, end, &n);
		class = cp < 0x80 ? ascii_classes[cp] : class_of(cp);
		if (class == BK)
			return i + n;
		if (class == SP) {
			blanks = true;
			continue;
		}
		if (blanks && is_word_class(before) && is_word_class(class))
			return i;
		before = class;
		blanks = false;
	}
	return s.n;
}

/* Where libunistring is corrected: it parts "e.g." (against LB29), and knows
 * nothing of callouts. */
static bool
is_kept(uint8_t before, uint8_t class)
{
	return (class == SU && before != SP) || (class == AL && before == IS);
}

/* Ask libunistring for the bytes [from, to). */
static void
breaks_hard(struct str s, size_t from, size_t to, uint8_t *opp)
{
	const char *end = s.p + s.n;
	char *found = xmalloc(to - from);
	uint8_t before = BK, class;
	uint32_t cp;
	size_t n;

	u8_possible_linebreaks(
	    (const uint8_t *)s.p + from, to - from, "UTF-8", found);
	for (size_t i = from; i < to; i += n) {
		cp = decode(s.p + i, end, &n);
		class = cp < 0x80 ? ascii_classes[cp] : class_of(cp);
		/* the byte at `from` was decided before */
		if (i > from && before == BK)
			opp[i] = BREAK_MUST;
		else if (i > from && found[i - from] == UC_BREAK_POSSIBLE &&
			 !is_kept(before, class))
			opp[i] = BREAK_MAY;
		if (class != CM || before == BK || before == SP)
			before = class;
	}
	free(found);
}

/* May a line end between two classes? */
static uint8_t
between(uint8_t before, uint8_t class, bool blanks)
{
	char pair;

	if (class >= PAIRED || before == BK)
		return BREAK_NO;
	pair = pairs[before][class];
	return pair == '_' || (pair == '%' && blanks) ? BREAK_MAY : BREAK_NO;
}

/* Past the letters, ASCII and Cyrillic, and the blanks from byte i on, behind
 * a letter: a line may end where a blank stands before a letter, and nowhere
 * else.  *safe is the last such place.  Goes by sixteen bytes. */
static size_t
words_end(struct str s, size_t i, uint8_t *opp, size_t *safe)
{
	size_t n = SCAN, step;

	for (; n == SCAN && i + SCAN <= s.n; i += step) {
		scan_bytes v = scan_load(s.p + i);
		scan_bytes blank = scan_is(v, ' ');
		scan_bytes begin =
		    scan_in(v | 0x20, 'a', 'z') | scan_in(v, 0xd0, 0xd1);
		unsigned may;

		step = n =
		    scan_first(~(begin | blank | scan_in(v, 0x80, 0xbf)));
		/* not between the two bytes of a letter */
		if (n > 0 && (unsigned char)s.p[i + n - 1] >= 0xd0)
			step--;
		may = scan_bits(begin & scan_is(scan_load(s.p + i - 1), ' '));
		for (may &= (1u << step) - 1; may != 0; may &= may - 1) {
			*safe = i + (size_t)__builtin_ctz(may);
			opp[*safe] = BREAK_MAY;
		}
	}
	return i;
}

void
line_breaks(struct str s, uint8_t *opp)
{
	const char *end = s.p + s.n;
	uint8_t before = BK, class;
	bool blanks = false;
	size_t safe = 0, i, n;
	uint32_t cp;

	if (s.n > 0)
		memset(opp, BREAK_NO, s.n);
	for (i = 0; i < s.n; i += n) {
		cp = decode(s.p + i, end, &n);
		class = cp < 0x80 ? ascii_classes[cp] : class_of(cp);
		if (i > 0 && s.p[i - 1] == '\n') {
			opp[i] = BREAK_MUST;
			before = BK;
			blanks = false;
			safe = i;
		}
		if (class == HARD) {
			n = hard_end(s, i) - i;
			breaks_hard(s, safe, i + n, opp);
			if (i + n < s.n)
				opp[i + n] = BREAK_MAY;
			safe = i + n;
			before = BK;
			blanks = false;
			continue;
		}
		if (class == SP) {
			blanks = true;
			continue;
		}
		if (class == CM) {
			/* a mark goes with its letter; alone it is one */
			if (before != BK && !blanks)
				continue;
			class = AL;
		}
		if (opp[i] == BREAK_NO)
			opp[i] = between(before, class, blanks);
		if (blanks && is_word_class(class) && opp[i] == BREAK_MAY)
			safe = i;
		before = class;
		blanks = false;
		/* most bytes are words' */
		if (class == AL) {
			n = words_end(s, i + n, opp, &safe) - i;
			blanks = s.p[i + n - 1] == ' ';
		}
	}
}
