/*
 * UTF-8: code points out of bytes, forwards and backwards, and what is to be
 * said of one code point alone.  Knows no strings.
 */
#include <assert.h>

#include <unicase.h>
#include <unictype.h>

#include <izba/scan.h>

#include "lib/text/decode.h"

/* The range of the second byte is all that tells a good lead from an overlong
 * form, a surrogate or a code point too large (Unicode, table 3-7). */
static size_t
lead_length(unsigned char c, unsigned char *lo, unsigned char *hi)
{
	*lo = 0x80;
	*hi = 0xbf;
	if (c >= 0xc2 && c < 0xe0)
		return 2;
	if (c >= 0xe0 && c < 0xf0) {
		if (c == 0xe0)
			*lo = 0xa0;
		else if (c == 0xed)
			*hi = 0x9f;
		return 3;
	}
	if (c >= 0xf0 && c < 0xf5) {
		if (c == 0xf0)
			*lo = 0x90;
		else if (c == 0xf4)
			*hi = 0x8f;
		return 4;
	}
	return 1;
}

uint32_t
cp_decode_rest(const char *p, const char *end, size_t *n)
{
	const unsigned char *s = (const unsigned char *)p;
	size_t room = (size_t)(end - p), want, i;
	unsigned char lo, hi;
	uint32_t cp;

	assert(p < end);
	*n = 1;
	if (s[0] < 0x80)
		return s[0];
	want = lead_length(s[0], &lo, &hi);
	if (want == 1)
		return 0xfffd;
	cp = s[0] & (0x7fu >> want);
	for (i = 1; i < want; i++) {
		if (i >= room || s[i] < lo || s[i] > hi)
			break;
		cp = cp << 6 | (s[i] & 0x3f);
		lo = 0x80;
		hi = 0xbf;
	}
	*n = i;
	return i == want ? cp : 0xfffd;
}

uint32_t
cp_before(const char *start, const char *p, size_t *n)
{
	const char *q = p - 1;
	uint32_t cp;

	assert(start < p);
	while (q > start && p - q < 4 && is_tail((unsigned char)*q))
		q--;
	cp = cp_decode(q, p, n);
	if (q + *n == p)
		return cp;
	*n = 1;
	return 0xfffd;
}

bool
cp_is_letter_rest(uint32_t cp)
{
	if (cp >= 0x400 && cp < 0x482)
		return true;
	return uc_is_general_category(cp, UC_LETTER);
}

bool
cp_is_digit(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= '0' && cp <= '9';
	return cp >= 0x660 &&
	       uc_is_general_category(cp, UC_DECIMAL_DIGIT_NUMBER);
}

bool
cp_is_upper(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z';
	if (cp >= 0x400 && cp < 0x460)
		return cp < 0x430;
	return uc_is_general_category(cp, UC_UPPERCASE_LETTER) ||
	       uc_is_general_category(cp, UC_TITLECASE_LETTER);
}

bool
cp_is_lower(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'a' && cp <= 'z';
	if (cp >= 0x400 && cp < 0x460)
		return cp >= 0x430;
	return uc_is_general_category(cp, UC_LOWERCASE_LETTER);
}

bool
cp_is_space(uint32_t cp)
{
	if (cp < 0x80)
		return cp == ' ' || (cp >= '\t' && cp <= '\r');
	return cp == 0x85 || cp == 0xa0 || cp == 0x1680 ||
	       (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 || cp == 0x2029 ||
	       cp == 0x202f || cp == 0x205f || cp == 0x3000;
}

bool
cp_is_mark(uint32_t cp)
{
	return cp >= 0x300 && !(cp >= 0x370 && cp < 0x483) &&
	       !(cp >= 0x2000 && cp < 0x20d0) &&
	       uc_is_general_category(cp, UC_MARK);
}

bool
cp_is_quote(uint32_t cp)
{
	if (cp < 0x80)
		return cp == '"' || cp == '\'';
	if (cp < 0x2018)
		return cp == 0xab || cp == 0xbb;
	return uc_is_property_quotation_mark(cp);
}

bool
cp_is_dash(uint32_t cp)
{
	if (cp < 0x80)
		return cp == '-';
	return cp >= 0x58a && uc_is_property_dash(cp);
}

uint32_t
cp_upper(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'a' && cp <= 'z' ? cp - 32 : cp;
	if (cp >= 0x400 && cp < 0x460)
		return cp < 0x430 ? cp : cp < 0x450 ? cp - 32 : cp - 80;
	return uc_toupper(cp);
}

uint32_t
cp_lower_rest(uint32_t cp)
{
	if (cp >= 0x400 && cp < 0x460)
		return cp >= 0x430 ? cp : cp < 0x410 ? cp + 80 : cp + 32;
	return uc_tolower(cp);
}

static const uint16_t superscript_digits[10] = {
    0x2070, 0xb9, 0xb2, 0xb3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079};

/* 'q' has none before Unicode 14, in no font yet. */
static const uint16_t superscript_letters[26] = {0x1d43, 0x1d47, 0x1d9c, 0x1d48,
    0x1d49, 0x1da0, 0x1d4d, 0x2b0, 0x2071, 0x2b2, 0x1d4f, 0x2e1, 0x1d50, 0x207f,
    0x1d52, 0x1d56, 0, 0x2b3, 0x2e2, 0x1d57, 0x1d58, 0x1d5b, 0x2b7, 0x2e3,
    0x2b8, 0x1dbb};

int
cp_superscript(uint32_t cp)
{
	if (cp < 0xb2 || cp > 0x2079)
		return -1;
	for (int i = 0; i < 10; i++)
		if (superscript_digits[i] == cp)
			return i;
	return -1;
}

uint32_t
cp_to_superscript(uint32_t cp)
{
	if (cp >= '0' && cp <= '9')
		return superscript_digits[cp - '0'];
	if (cp >= 'a' && cp <= 'z')
		return superscript_letters[cp - 'a'];
	/* these stand high as they are */
	return cp == '*' || cp == 0x2020 || cp == 0x2021 ? cp : 0;
}

static const struct {
	uint32_t from, to;
	enum script script;
} scripts[] = {
    {0xaa, 0xaa, SCRIPT_LATIN},
    {0xba, 0xba, SCRIPT_LATIN},
    {0xc0, 0x2af, SCRIPT_LATIN},
    {0x2b0, 0x2ff, SCRIPT_NONE},
    {0x400, 0x52f, SCRIPT_CYRILLIC},
    {0x1c80, 0x1c88, SCRIPT_CYRILLIC},
    {0x1d00, 0x1d25, SCRIPT_LATIN},
    {0x1d2b, 0x1d2b, SCRIPT_CYRILLIC},
    {0x1d2c, 0x1dbf, SCRIPT_NONE},
    {0x1e00, 0x1eff, SCRIPT_LATIN},
    {0x2071, 0x209c, SCRIPT_NONE},
    {0x2c60, 0x2c7f, SCRIPT_LATIN},
    {0xa640, 0xa69d, SCRIPT_CYRILLIC},
    {0xa722, 0xa7ff, SCRIPT_LATIN},
    {0xab30, 0xab5a, SCRIPT_LATIN},
    {0xfb00, 0xfb06, SCRIPT_LATIN},
    {0xff21, 0xff5a, SCRIPT_LATIN},
};

enum script
cp_script(uint32_t cp)
{
	if (!cp_is_letter(cp))
		return SCRIPT_NONE;
	if (cp < 0x80)
		return SCRIPT_LATIN;
	for (size_t i = 0; i < LENGTH(scripts); i++)
		if (cp <= scripts[i].to && cp >= scripts[i].from)
			return scripts[i].script;
	return SCRIPT_OTHER;
}

/* The letters in sixteen bytes if all are ASCII, else SIZE_MAX. */
static size_t
ascii_letters(const char *p)
{
	scan_bytes v = scan_load(p);

	if (scan_bits(v) != 0)
		return SIZE_MAX;
	return scan_sum(scan_in(v | 0x20, 'a', 'z') & 1);
}

enum script
text_script(struct str s)
{
	size_t count[SCRIPT_OTHER + 1] = {0}, n;
	const char *end = s.p + s.n;
	enum script most = SCRIPT_LATIN;

	for (const char *p = s.p; p < end; p += n) {
		if (end - p >= SCAN && (n = ascii_letters(p)) != SIZE_MAX) {
			count[SCRIPT_LATIN] += n;
			n = SCAN;
			continue;
		}
		do {
			count[cp_script(decode(p, end, &n))]++;
			p += n;
		} while (p < end && (unsigned char)*p >= 0x80);
		n = 0;
	}
	for (int i = SCRIPT_LATIN; i <= SCRIPT_OTHER; i++)
		if (count[i] > count[most])
			most = (enum script)i;
	return count[most] > 0 ? most : SCRIPT_NONE;
}
