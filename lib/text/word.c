/*
 * Words: letters and digits, with the marks on them and the signs that stand
 * between them (UAX #29, but a hyphen joins).  Every question looks at a few
 * code points around one place only.
 */
#include "lib/text/decode.h"

#define MARKS_MAX 30 /* on one letter of clean text */

/* Ideographs and kana: each is a word, for want of a dictionary. */
static inline bool
is_ideograph(uint32_t cp)
{
	return cp >= 0x3041 && (cp < 0x3100 || (cp >= 0x3400 && cp < 0xa000) ||
				   (cp >= 0xf900 && cp < 0xfb00) ||
				   (cp >= 0x20000 && cp < 0x32000));
}

static inline bool
is_core(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') ||
		       ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z');
	if (cp >= 0x400 && cp < 0x482)
		return true;
	if (cp >= 0x2000 && cp < 0x2071)
		return false;
	return cp_is_letter(cp) || cp_is_digit(cp);
}

static inline bool
is_wordly(uint32_t cp)
{
	return is_core(cp) || cp_is_mark(cp);
}

/* The letter or digit that ends at byte i, under any marks on it; 0 if there
 * is none. */
static uint32_t
core_before(struct str s, size_t i)
{
	uint32_t cp;
	size_t n;

	for (int marks = 0; i > 0 && marks <= MARKS_MAX; marks++, i -= n) {
		cp = cp_before(s.p, s.p + i, &n);
		if (is_core(cp))
			return cp;
		if (!cp_is_mark(cp))
			break;
	}
	return 0;
}

enum joint {
	JOINT_NO,
	JOINT_LETTERS, /* between letters */
	JOINT_HYPHEN, /* between letters, or a letter and a digit */
	JOINT_DIGITS, /* between digits */
	JOINT_POINT, /* between digits, or letters that stand alone */
	JOINT_ANY
};

static enum joint
joint_of(uint32_t cp)
{
	switch (cp) {
	case '\'':
	case '`':
	case 0xb7:
	case 0x2018:
	case 0x2019:
	case 0x2032:
		return JOINT_LETTERS;
	case '-':
	case 0x2010:
	case 0x2011:
		return JOINT_HYPHEN;
	case ',':
		return JOINT_DIGITS;
	case '.':
		return JOINT_POINT;
	case 0xad:
	case 0x200c:
	case 0x200d:
	case 0x2060:
		return JOINT_ANY;
	default:
		return JOINT_NO;
	}
}

/* Is the code point that ends at byte i the only letter of its run? */
static bool
alone_before(struct str s, size_t i)
{
	size_t n, m;

	cp_before(s.p, s.p + i, &n);
	return i == n || !is_wordly(cp_before(s.p, s.p + i - n, &m));
}

static bool
alone_after(struct str s, size_t i)
{
	size_t n, m;

	decode(s.p + i, s.p + s.n, &n);
	return i + n >= s.n || !is_wordly(decode(s.p + i + n, s.p + s.n, &m));
}

/* Does the sign at byte i, n bytes long, join what stands around it? */
static bool
joins(struct str s, size_t i, size_t n, uint32_t sign)
{
	enum joint joint = joint_of(sign);
	uint32_t a, b;
	size_t m;

	if (joint == JOINT_NO || i == 0 || i + n >= s.n)
		return false;
	a = core_before(s, i);
	b = decode(s.p + i + n, s.p + s.n, &m);
	if (a == 0 || !is_core(b) || is_ideograph(a) || is_ideograph(b))
		return false;
	switch (joint) {
	case JOINT_LETTERS:
		return !cp_is_digit(a) && !cp_is_digit(b);
	case JOINT_HYPHEN:
		return !cp_is_digit(a) || !cp_is_digit(b);
	case JOINT_DIGITS:
		return cp_is_digit(a) && cp_is_digit(b);
	case JOINT_POINT:
		if (cp_is_digit(a) || cp_is_digit(b))
			return cp_is_digit(a) && cp_is_digit(b);
		return alone_before(s, i) && alone_after(s, i + n);
	case JOINT_NO:
	case JOINT_ANY:
		break;
	}
	return true;
}

/* Does the word that holds the code point before byte i go on at i? */
static bool
goes_on(struct str s, size_t i)
{
	uint32_t a, b;
	size_t n, m;

	if (i == 0 || i >= s.n)
		return false;
	b = decode(s.p + i, s.p + s.n, &m);
	a = core_before(s, i);
	if (a != 0)
		return cp_is_mark(b) ||
		       (is_core(b) && !is_ideograph(a) && !is_ideograph(b)) ||
		       joins(s, i, m, b);
	a = cp_before(s.p, s.p + i, &n);
	return is_core(b) && joins(s, i - n, n, a);
}

static size_t
word_end(struct str s, size_t i)
{
	size_t n;

	do {
		decode(s.p + i, s.p + s.n, &n);
		i += n;
		/* most of a word is letters after letters */
		while (i < s.n && (unsigned char)s.p[i - 1] < 0x80 &&
		       (unsigned char)((s.p[i] | 0x20) - 'a') < 26 &&
		       is_core((unsigned char)s.p[i - 1]))
			i++;
	} while (goes_on(s, i));
	return i;
}

bool
word_next(struct str s, size_t at, size_t *from, size_t *to)
{
	size_t n;

	if (at > 0 && at < s.n && goes_on(s, at))
		at = word_end(s, at);
	for (; at < s.n; at += n)
		if (is_core(decode(s.p + at, s.p + s.n, &n))) {
			*from = at;
			*to = word_end(s, at);
			return true;
		}
	return false;
}

bool
word_prev(struct str s, size_t at, size_t *from, size_t *to)
{
	size_t n;

	if (at > s.n)
		at = s.n;
	for (; at > 0; at -= n) {
		uint32_t cp = cp_before(s.p, s.p + at, &n);

		if (is_core(cp) && !goes_on(s, at - n)) {
			*from = at - n;
			*to = word_end(s, at - n);
			return true;
		}
	}
	return false;
}

bool
word_at(struct str s, size_t at, size_t *from, size_t *to)
{
	size_t n;

	if (at >= s.n)
		return false;
	decode(s.p + at, s.p + s.n, &n);
	return word_prev(s, at + n, from, to) && *to > at;
}
