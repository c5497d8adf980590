/*
 * Unicode's own encodings: strict UTF-8, byte order marks, UTF-16 and UTF-32
 * with and without them.  Knows no other encoding.
 */
#include <string.h>

#include <izba/scan.h>
#include <izba/text.h>

#include "lib/formats/encoding-parts.h"

/* ---- UTF-8 ---- */

bool
utf8_proper(const char *p, const char *end, uint32_t *cp, size_t *n)
{
	*cp = cp_decode(p, end, n);
	/* U+FFFD may stand there itself */
	return *cp != 0xfffd || (*n == 3 && memcmp(p, "\xef\xbf\xbd", 3) == 0);
}

/* The bytes at p (SCAN of them or one less) that are whole characters of one
 * byte and two, as nearly all of Latin and Cyrillic text is; 0 if they are
 * not only that. */
static size_t
pairs_valid(const char *p)
{
	scan_bytes v = scan_load(p);
	unsigned high = scan_bits(scan_in(v, 0x80, 0xff));
	unsigned lead, follow, all = (1u << SCAN) - 1;

	if (high == 0)
		return SCAN;
	lead = scan_bits(scan_in(v, 0xc2, 0xdf));
	follow = scan_bits(scan_in(v, 0x80, 0xbf));
	if ((lead | follow) != high || follow != (lead << 1 & all))
		return 0;
	return SCAN - (lead >> (SCAN - 1));
}

size_t
utf8_valid(struct str s)
{
	const char *p = s.p, *end = s.p + s.n, *stop;
	uint32_t cp;
	size_t n;

	while (p < end) {
		if (end - p >= SCAN && (n = pairs_valid(p)) > 0) {
			p += n;
			continue;
		}
		stop = end - p > SCAN ? p + SCAN : end;
		for (; p < stop; p += n)
			if (!utf8_proper(p, end, &cp, &n))
				return (size_t)(p - s.p);
	}
	return s.n;
}

/* ---- byte order marks ---- */

const struct encoding *
unicode_mark(struct str s, size_t *n)
{
	/* UTF-32LE before UTF-16LE, whose mark begins its */
	static const struct {
		struct str mark;
		const char *name;
	} marks[] = {
	    {{"\xef\xbb\xbf", 3}, "UTF-8"},
	    {{"\xff\xfe\0\0", 4}, "UTF-32LE"},
	    {{"\0\0\xfe\xff", 4}, "UTF-32BE"},
	    {{"\xff\xfe", 2}, "UTF-16LE"},
	    {{"\xfe\xff", 2}, "UTF-16BE"},
	};

	for (size_t i = 0; i < LENGTH(marks); i++)
		if (s.n >= marks[i].mark.n &&
		    memcmp(s.p, marks[i].mark.p, marks[i].mark.n) == 0) {
			*n = marks[i].mark.n;
			return encoding_find(str_of(marks[i].name));
		}
	*n = 0;
	return NULL;
}

/* ---- code points of UTF-16 and UTF-32 ---- */

/* How code units lie in bytes. */
struct order {
	unsigned unit; /* bytes of one: 2 or 4 */
	bool big; /* the high byte first */
};

static struct order
order_of(const struct encoding *e)
{
	return (struct order){e->kind >= KIND_UTF32 ? 4 : 2,
	    e->kind != KIND_UTF16LE && e->kind != KIND_UTF32LE};
}

static uint32_t
unit_at(const char *p, struct order o)
{
	const unsigned char *u = (const unsigned char *)p;
	uint32_t v = 0;

	for (unsigned i = 0; i < o.unit; i++)
		v = v << 8 | u[o.big ? i : o.unit - 1 - i];
	return v;
}

/* The code point at p, its bytes in *n; U+FFFD for what is none. */
static uint32_t
wide_decode(const char *p, const char *end, struct order o, size_t *n)
{
	uint32_t a, b;

	*n = o.unit;
	if ((size_t)(end - p) < o.unit) {
		*n = (size_t)(end - p);
		return 0xfffd;
	}
	a = unit_at(p, o);
	if (o.unit == 2 && a >= 0xd800 && a < 0xdc00 && end - p >= 4) {
		b = unit_at(p + 2, o);
		if (b >= 0xdc00 && b < 0xe000) {
			*n = 4;
			return 0x10000 + ((a - 0xd800) << 10) + (b - 0xdc00);
		}
	}
	return a > 0x10ffff || (a >= 0xd800 && a < 0xe000) ? 0xfffd : a;
}

bool
unicode_convert(
    struct decoded *d, const struct encoding *e, struct str s, size_t from)
{
	const char *p = s.p, *end = s.p + s.n, *next = p;
	struct order o = order_of(e);
	size_t n;

	buf_reserve(&d->own, s.n / o.unit * 2);
	for (; p < end; p += n) {
		if (p >= next) {
			decoded_point(d, from + (size_t)(p - s.p), o.unit);
			next = p + 256;
			if (d->own.n > LIMIT_FILE - 1024)
				return false;
		}
		buf_putcp(&d->own, wide_decode(p, end, o, &n));
	}
	return true;
}

/* ---- guessing ---- */

/* Is this what prose in English, Russian and their kin is made of? */
static bool
is_common(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 0x20 || cp == '\n' || cp == '\r' || cp == '\t' ||
		       cp == '\f';
	return (cp >= 0xa0 && cp < 0x530) || (cp >= 0x2010 && cp < 0x2070) ||
	       cp == 0x2116 || cp == 0x2122 || cp == 0xfeff;
}

/* Of code points read so, how many in a thousand are common ones? */
static unsigned
common_share(struct str s, struct order o)
{
	const char *p = s.p, *end = s.p + s.n;
	unsigned all = 0, common = 0;
	size_t n;

	for (; (size_t)(end - p) >= o.unit; p += n) {
		common += is_common(wide_decode(p, end, o, &n));
		all++;
	}
	return all == 0 ? 0 : (unsigned)((uint64_t)common * 1000 / all);
}

/* Read as bytes, nearly every second would be one of the controls that no text
 * holds: zeros among Latin letters, fours among Cyrillic ones. */
static bool
has_controls(struct str s)
{
	size_t controls = 0, i = 0;

	for (; i + SCAN <= s.n; i += SCAN)
		controls += (size_t)__builtin_popcount(
		    scan_bits(scan_in(scan_load(s.p + i), 0, 8)));
	for (; i < s.n; i++)
		controls += (unsigned char)s.p[i] < 9;
	return controls * 4 >= s.n;
}

const struct encoding *
unicode_guess(struct str s)
{
	static const struct {
		struct order order;
		const char *name;
	} tries[] = {
	    {{4, false}, "UTF-32LE"},
	    {{4, true}, "UTF-32BE"},
	    {{2, false}, "UTF-16LE"},
	    {{2, true}, "UTF-16BE"},
	};
	struct str head = str_slice(s, 0, 65536);

	/* less than two units may be anything */
	if (head.n < 4 || !has_controls(head))
		return NULL;
	for (size_t i = 0; i < LENGTH(tries); i++)
		if (common_share(head, tries[i].order) >= 950)
			return encoding_find(str_of(tries[i].name));
	return NULL;
}
