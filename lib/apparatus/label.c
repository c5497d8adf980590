/*
 * Labels of notes: numbers, numbers with a letter, signs.  Knows nothing of
 * blocks or lists.
 */
#include "lib/apparatus/work.h"

enum {
	LETTER_BITS = 5,
	NUMBER_MAX = 99999 /* a longer number is no label */
};
#define SIGN_BIT 0x80000000u

/* In the order in which they are used on a page (The Chicago Manual of Style,
 * 14.25), for label_follows. */
static const struct {
	uint32_t cp;
	const char *text;
} signs[] = {
    {'*', "*"},
    {0x2020, "\xe2\x80\xa0"},
    {0x2021, "\xe2\x80\xa1"},
    {0xa7, "\xc2\xa7"},
    {0xb6, "\xc2\xb6"},
};

label_key
label_number(uint32_t n, unsigned letter)
{
	if (n == 0 || n > NUMBER_MAX)
		return LABEL_UNREAD;
	return n << LETTER_BITS | (letter & 31u);
}

bool
label_is_sign(label_key key)
{
	return (key & SIGN_BIT) != 0;
}

uint32_t
label_value(label_key key)
{
	return label_is_sign(key) ? 0 : key >> LETTER_BITS;
}

static unsigned
sign_count(label_key key)
{
	return key & 255u;
}

static unsigned
sign_index(label_key key)
{
	return key >> 8 & 255u;
}

static label_key
sign_key(unsigned index, unsigned count)
{
	return SIGN_BIT | index << 8 | count;
}

bool
label_follows(label_key a, label_key b)
{
	if (a <= LABEL_UNREAD || b <= LABEL_UNREAD)
		return false;
	if (label_is_sign(a) != label_is_sign(b))
		return false;
	if (label_is_sign(a))
		return (sign_index(a) == sign_index(b) &&
			   sign_count(b) == sign_count(a) + 1) ||
		       (sign_index(b) == sign_index(a) + 1 &&
			   sign_count(b) == 1 && sign_count(a) == 1);
	if (label_value(b) == label_value(a) + 1)
		return (b & 31u) <= 1;
	return label_value(b) == label_value(a) && (b & 31u) == (a & 31u) + 1;
}

label_key
label_after(label_key a)
{
	if (a <= LABEL_UNREAD)
		return LABEL_UNREAD;
	if (!label_is_sign(a))
		return label_number(label_value(a) + 1, 0);
	if (sign_count(a) > 1)
		return sign_key(sign_index(a), sign_count(a) + 1);
	return sign_key(sign_index(a) + 1, 1);
}

bool
label_begins(label_key key)
{
	if (label_is_sign(key))
		return sign_count(key) == 1;
	return label_value(key) == 1 && (key & 31u) <= 1;
}

void
label_print(struct buf *out, label_key key)
{
	if (key <= LABEL_UNREAD) {
		buf_putc(out, '?');
		return;
	}
	if (label_is_sign(key)) {
		unsigned i = sign_index(key);

		for (unsigned n = sign_count(key); n > 0; n--)
			buf_puts(out, i < LENGTH(signs) ? signs[i].text : "?");
		return;
	}
	buf_printf(out, "%u", label_value(key));
	if ((key & 31u) != 0)
		buf_putc(out, (char)('a' + (key & 31u) - 1));
}

/* One or more of the same sign. */
static size_t
scan_signs(struct str s, label_key *key)
{
	size_t at = 0, n;
	unsigned count = 0, which = 0;

	while (at < s.n && count < 9) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);
		unsigned i = 0;

		while (i < LENGTH(signs) && signs[i].cp != cp)
			i++;
		if (i == LENGTH(signs) || (count > 0 && i != which))
			break;
		which = i;
		count++;
		at += n;
	}
	if (count > 0)
		*key = sign_key(which, count);
	return at;
}

/* The value of the digit at the start of s, plain or raised; -1 if none. */
static int
scan_digit(struct str s, bool *raised, size_t *n)
{
	unsigned char c = s.n > 0 ? (unsigned char)s.p[0] : 0;

	if (c >= '0' && c <= '9') {
		*raised = false;
		*n = 1;
		return c - '0';
	}
	if (c < 0xc2)
		return -1;
	*raised = true;
	return cp_superscript(cp_decode(s.p, s.p + s.n, n));
}

size_t
label_scan(struct str s, label_key *key, bool *raised)
{
	size_t at = 0, n = 0, digits = 0;
	uint32_t value = 0;
	unsigned letter = 0;
	bool high = false;

	*raised = false;
	for (;; at += n, digits++) {
		int d = scan_digit(str_slice(s, at, s.n), &high, &n);

		if (d < 0 || d > 9 || (digits > 0 && high != *raised))
			break;
		*raised = high;
		value = value > NUMBER_MAX ? value : value * 10 + (uint32_t)d;
	}
	if (digits == 0)
		return scan_signs(s, key);
	if (!*raised && at < s.n && s.p[at] >= 'a' && s.p[at] <= 'z' &&
	    (at + 1 == s.n ||
		!((s.p[at + 1] | 32) >= 'a' && (s.p[at + 1] | 32) <= 'z')) &&
	    (at + 1 == s.n || (unsigned char)s.p[at + 1] < 0x80))
		letter = (unsigned)(s.p[at++] - 'a' + 1);
	*key = label_number(value, letter);
	return at;
}

char
bracket_closing(char open)
{
	static const char pairs[][2] = {{'[', ']'}, {'(', ')'}, {'{', '}'}};

	for (size_t i = 0; i < LENGTH(pairs); i++)
		if (pairs[i][0] == open)
			return pairs[i][1];
	return 0;
}
