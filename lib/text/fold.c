/*
 * Folding: text in the form in which it is compared, and the way back from
 * each folded byte to the byte it came from.
 *
 *  1. The map has a point only where folded and source text fall out of step,
 *     and points rise in both offsets.
 *  2. A code point that folds into several has a point for each of them, so
 *     that no folded place leads inside a code point.
 */
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "lib/text/decode.h"
#include "lib/text/plain.h"

void
fold_map_free(struct fold_map *m)
{
	free(m->v);
	*m = (struct fold_map){0};
}

uint32_t
fold_source(const struct fold_map *m, uint32_t folded)
{
	size_t lo = 0, hi = m->n, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (m->v[mid].folded <= folded)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == 0)
		return folded;
	return m->v[lo - 1].source + (folded - m->v[lo - 1].folded);
}

/* One call of text_fold. */
struct folding {
	struct buf *out;
	struct fold_map *map;
	struct str s;
	uint32_t base;
	unsigned how;
	bool blank; /* the last thing put was a blank */
};

/* Note that out's end came from source byte `at`, if the map would not say
 * so by itself. */
static void
fold_point(struct folding *f, size_t at)
{
	struct fold_map *m = f->map;
	struct fold_point now;

	if (m == NULL)
		return;
	now.folded = (uint32_t)f->out->n;
	now.source = f->base + (uint32_t)at;
	if (m->n > 0 && m->v[m->n - 1].folded == now.folded)
		m->n--;
	if (m->n > 0 && now.source - m->v[m->n - 1].source ==
			    now.folded - m->v[m->n - 1].folded)
		return;
	ARRAY_PUSH(m->v, m->n, m->cap, now);
}

/* ---- what one code point becomes ---- */

static bool
is_format(uint32_t cp)
{
	return cp == 0xad || cp == 0x34f || cp == 0x61c || cp == 0x180e ||
	       (cp >= 0x200b && cp <= 0x200f) ||
	       (cp >= 0x202a && cp <= 0x202e) ||
	       (cp >= 0x2060 && cp <= 0x206f) ||
	       (cp >= 0xfe00 && cp <= 0xfe0f) || cp == 0xfeff;
}

static bool
is_apostrophe(uint32_t cp)
{
	return cp == '`' || cp == 0xb4 || (cp >= 0x2b9 && cp <= 0x2bd) ||
	       (cp >= 0x2018 && cp <= 0x201b) || cp == 0x2032;
}

/* Dashes, quotes and apostrophes as the keyboard has them. */
static uint32_t
fold_sign(uint32_t cp)
{
	if (is_apostrophe(cp))
		return '\'';
	if (cp_is_letter(cp))
		return cp;
	if (cp == 0x2033 || (cp != '\'' && cp_is_quote(cp)))
		return '"';
	return cp_is_dash(cp) ? '-' : cp;
}

static uint32_t
fold_old(uint32_t cp)
{
	static const struct {
		uint16_t old, new;
	} letters[] = {{0x406, 0x418}, {0x456, 0x438}, {0x462, 0x415},
	    {0x463, 0x435}, {0x472, 0x424}, {0x473, 0x444}, {0x474, 0x418},
	    {0x475, 0x438}};

	for (size_t i = 0; i < LENGTH(letters); i++)
		if (letters[i].old == cp)
			return letters[i].new;
	return cp;
}

/* Is the hard sign before byte i the last letter of its word? */
static bool
ends_word(struct str s, size_t i)
{
	size_t n;
	uint32_t cp;

	if (i >= s.n)
		return true;
	cp = decode(s.p + i, s.p + s.n, &n);
	return !cp_is_letter(cp) && !cp_is_mark(cp) && cp != 0xad;
}

/* What cp becomes by itself; 0 if it vanishes. */
static uint32_t
fold_letter(uint32_t cp, unsigned how)
{
	if ((how & FOLD_FORMAT) && is_format(cp))
		return 0;
	if ((how & FOLD_ACCENTS) && cp >= 0xc0) {
		if (plain_is_accent(cp))
			return 0;
		cp = plain_letter(cp);
	}
	if (how & FOLD_PUNCT)
		cp = fold_sign(cp);
	if (how & FOLD_CASE)
		cp = cp == 0x3c2 ? 0x3c3 : cp_lower(cp);
	if ((how & FOLD_YO) && (cp == 0x451 || cp == 0x401))
		cp = cp == 0x451 ? 0x435 : 0x415;
	return how & FOLD_OLD ? fold_old(cp) : cp;
}

/* ---- the walk ---- */

/* Put several characters for the code point at byte i. */
static void
fold_spread(struct folding *f, size_t i, size_t n, const char *as)
{
	for (; *as != '\0'; as++) {
		fold_point(f, i);
		buf_putcp(f->out,
		    fold_letter((unsigned char)*as, f->how & FOLD_CASE));
	}
	fold_point(f, i + n);
}

/* Fold the code point at byte i that no faster way has taken; returns its
 * length. */
static size_t
fold_one(struct folding *f, size_t i)
{
	size_t n, before = f->out->n;
	uint32_t cp = decode(f->s.p + i, f->s.p + f->s.n, &n), folded;
	const char *as = NULL;

	if ((f->how & FOLD_PUNCT) && cp == 0x2026)
		as = "...";
	else if ((f->how & FOLD_ACCENTS) && cp >= 0xc0)
		as = plain_ligature(cp);
	if (as != NULL) {
		f->blank = false;
		fold_spread(f, i, n, as);
		return n;
	}
	folded = fold_letter(cp, f->how);
	if ((f->how & FOLD_OLD) && (cp == 0x44a || cp == 0x42a) &&
	    ends_word(f->s, i + n))
		folded = 0;
	if (folded != 0) {
		buf_putcp(f->out, folded);
		f->blank = false;
	}
	if (f->out->n - before != n)
		fold_point(f, i + n);
	return n;
}

/* Fold the white space at byte i to one blank, none after another. */
static size_t
fold_space(struct folding *f, size_t i, size_t n)
{
	if (!f->blank)
		buf_putc(f->out, ' ');
	if (f->blank || n != 1)
		fold_point(f, i + n);
	f->blank = true;
	return n;
}

#define ONES UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

/* 0x80 in each byte of w (ASCII) that is c. */
static inline uint64_t
bytes_of(uint64_t w, unsigned char c)
{
	uint64_t x = w ^ c * ONES;

	return ~(x + 0x7f * ONES) & HIGHS;
}

/* Fold eight bytes of ASCII at once, unless they hold a control, a backtick
 * or two blanks in a row; *blank tells of the byte before and after. */
static inline bool
fold_eight(char *to, const char *from, bool heed_case, bool *blank)
{
	uint64_t w, blanks, capitals;

	memcpy(&w, from, sizeof(w));
	w = le64toh(w);
	if (w & HIGHS)
		return false;
	blanks = bytes_of(w, ' ');
	if ((~(w + 0x60 * ONES) & HIGHS) || bytes_of(w, '`') ||
	    (blanks & (blanks << 8 | (*blank ? 0x80 : 0))))
		return false;
	capitals =
	    (w + (0x80 - 'A') * ONES) & ~(w + (0x7f - 'Z') * ONES) & HIGHS;
	if (!heed_case)
		w |= capitals >> 2;
	w = htole64(w);
	memcpy(to, &w, sizeof(w));
	*blank = to[7] == ' ';
	return true;
}

/* Fold the ASCII letters, digits, signs and single blanks from byte i on;
 * returns how many there were. */
static size_t
fold_ascii(struct folding *f, size_t i)
{
	const char *p = f->s.p + i;
	bool heed_case = !(f->how & FOLD_CASE), blank = f->blank;
	size_t n = 0, most = f->s.n - i;
	char *to;

	if (most > 4096)
		most = 4096;
	buf_reserve(f->out, most);
	to = f->out->p + f->out->n;
	while (n < most) {
		unsigned char c = (unsigned char)p[n];

		if (most - n >= 8 &&
		    fold_eight(to + n, p + n, heed_case, &blank)) {
			n += 8;
			continue;
		}
		if (c < ' ' || c >= 0x80 || c == '`' || (c == ' ' && blank))
			break;
		blank = c == ' ';
		if (!heed_case && (unsigned char)(c - 'A') < 26)
			c |= 0x20;
		to[n++] = (char)c;
	}
	f->out->n += n;
	f->out->p[f->out->n] = '\0';
	f->blank = blank;
	return n;
}

/* Fold the Russian letters from byte i on, the usual ones; returns how many
 * bytes there were. */
static size_t
fold_cyrillic(struct folding *f, size_t i)
{
	const unsigned char *p = (const unsigned char *)f->s.p;
	size_t from = i, n = f->s.n;

	for (; i + 1 < n && (p[i] == 0xd0 || p[i] == 0xd1); i += 2) {
		uint32_t cp = (uint32_t)(p[i] & 0x1f) << 6 | (p[i + 1] & 0x3f);

		if (!is_tail(p[i + 1]) || cp < 0x410 || cp > 0x44f ||
		    cp == 0x42a || cp == 0x44a)
			break;
		if ((f->how & FOLD_CASE) && cp < 0x430)
			cp += 0x20;
		buf_putcp(f->out, cp);
	}
	if (i > from)
		f->blank = false;
	return i - from;
}

void
text_fold(struct buf *out, struct fold_map *map, struct str s, uint32_t base,
    unsigned how)
{
	struct folding f = {out, map, s, base, how, false};
	size_t i = 0, n;

	buf_reserve(out, s.n);
	fold_point(&f, 0);
	while (i < s.n) {
		uint32_t cp;

		n = fold_ascii(&f, i);
		if (n == 0)
			n = fold_cyrillic(&f, i);
		if (n == 0) {
			cp = decode(s.p + i, s.p + s.n, &n);
			n = (how & FOLD_SPACE) && cp_is_space(cp)
				? fold_space(&f, i, n)
				: fold_one(&f, i);
		}
		i += n;
	}
}
