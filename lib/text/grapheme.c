/*
 * Grapheme clusters (UAX #29, Unicode 14), one at a time.
 *
 * A cluster longer than CLUSTER_BYTES is given in pieces, so that no text can
 * make a step cost more than that; clean text has at most 30 marks on a
 * letter, which fit.
 */
#include <unictype.h>
#include <unigbrk.h>

#include "lib/text/decode.h"

#define CLUSTER_BYTES 256

/* Does cp stand alone: a cluster of its own before anything but an extending
 * character, and never part of the one before it? */
static inline bool
is_alone(uint32_t cp)
{
	return (cp >= 0x20 && cp < 0x7f) ||
	       (cp >= 0xa0 && cp < 0x300 && cp != 0xad && cp != 0xa9 &&
		   cp != 0xae) ||
	       (cp >= 0x370 && cp < 0x483) || (cp >= 0x48a && cp < 0x591) ||
	       (cp >= 0x2010 && cp < 0x2028) || (cp >= 0x2070 && cp < 0x20d0);
}

/* What the rules need to know of the cluster so far. */
struct cluster {
	int last; /* GBP_* of its last code point */
	bool pictured; /* pictographic, then only extending ones */
	bool joined; /* pictured, and a ZWJ came last (GB11) */
	unsigned flags; /* regional indicators, counted */
};

enum { H_L = 1, H_V = 2, H_T = 4, H_LV = 8, H_LVT = 16 };

static unsigned
hangul(int gbp)
{
	static const unsigned of[] = {[GBP_L] = H_L,
	    [GBP_V] = H_V,
	    [GBP_T] = H_T,
	    [GBP_LV] = H_LV,
	    [GBP_LVT] = H_LVT};

	return gbp >= GBP_L && gbp <= GBP_LVT ? of[gbp] : 0;
}

/* GB6 to GB8: which may follow which. */
static bool
hangul_goes_on(int a, int b)
{
	unsigned from = hangul(a), to = hangul(b);

	return (from == H_L && (to & (H_L | H_V | H_LV | H_LVT))) ||
	       ((from & (H_LV | H_V)) && (to & (H_V | H_T))) ||
	       ((from & (H_LVT | H_T)) && to == H_T);
}

static void
cluster_take(struct cluster *c, uint32_t cp, int gbp)
{
	c->joined = c->pictured && gbp == GBP_ZWJ;
	if (gbp != GBP_EXTEND)
		c->pictured = uc_is_property_extended_pictographic((ucs4_t)cp);
	c->flags = gbp == GBP_RI ? c->flags + 1 : 0;
	c->last = gbp;
}

/* Does the cluster go on with cp? */
static bool
cluster_goes_on(const struct cluster *c, uint32_t cp, int gbp)
{
	if (c->last == GBP_CR)
		return gbp == GBP_LF;
	if (c->last == GBP_LF || c->last == GBP_CONTROL || gbp == GBP_CR ||
	    gbp == GBP_LF || gbp == GBP_CONTROL)
		return false;
	if (gbp == GBP_EXTEND || gbp == GBP_ZWJ || gbp == GBP_SPACINGMARK ||
	    c->last == GBP_PREPEND)
		return true;
	if (hangul_goes_on(c->last, gbp))
		return true;
	if (c->joined && uc_is_property_extended_pictographic((ucs4_t)cp))
		return true;
	return gbp == GBP_RI && c->flags % 2 == 1;
}

static size_t
cluster_slow(struct str s, int *width)
{
	const char *p = s.p, *end = s.p + s.n;
	struct cluster c = {.last = GBP_OTHER};
	uint32_t cp;
	int gbp, cells = 0;
	size_t n;

	while (p < end) {
		cp = decode(p, end, &n);
		gbp = is_alone(cp)
			  ? GBP_OTHER
			  : uc_graphemeclusterbreak_property((ucs4_t)cp);
		if (p > s.p && !cluster_goes_on(&c, cp, gbp))
			break;
		if (p > s.p && (size_t)(p - s.p) + n > CLUSTER_BYTES)
			break;
		cluster_take(&c, cp, gbp);
		cells += cp_width(cp);
		p += n;
	}
	if (width != NULL)
		*width = cells;
	return (size_t)(p - s.p);
}

size_t
grapheme_next(struct str s, int *width)
{
	const char *end = s.p + s.n;
	uint32_t cp;
	size_t n, next;

	if (s.n == 0) {
		if (width != NULL)
			*width = 0;
		return 0;
	}
	cp = decode(s.p, end, &n);
	if (!is_alone(cp))
		return cluster_slow(s, width);
	if (n < s.n && (unsigned char)s.p[n] >= 0x80 &&
	    !is_alone(decode(s.p + n, end, &next)))
		return cluster_slow(s, width);
	if (width != NULL)
		*width = 1;
	return n;
}

/* Does a cluster surely begin at p, with cp?  Then neither is cp one that goes
 * on with anything, nor what is before it one that takes hold of the next
 * (GB9b). */
static bool
surely_begins(const char *start, const char *p, uint32_t cp)
{
	size_t n;

	if (cp == '\n' || p == start)
		return true;
	if (!is_alone(cp) &&
	    (uc_graphemeclusterbreak_property((ucs4_t)cp) != GBP_OTHER ||
		uc_is_property_extended_pictographic((ucs4_t)cp)))
		return false;
	if ((signed char)p[-1] >= 0)
		return true;
	cp = cp_before(start, p, &n);
	return is_alone(cp) ||
	       uc_graphemeclusterbreak_property((ucs4_t)cp) != GBP_PREPEND;
}

size_t
grapheme_prev(struct str s)
{
	const char *p = s.p + s.n, *end = p, *next;
	uint32_t cp;
	size_t n;

	if (s.n == 0)
		return 0;
	do {
		cp = cp_before(s.p, p, &n);
		p -= n;
	} while (!surely_begins(s.p, p, cp) && end - p < CLUSTER_BYTES);
	for (;; p = next) {
		next =
		    p + grapheme_next((struct str){p, (size_t)(end - p)}, NULL);
		if (next >= end)
			return (size_t)(end - p);
	}
}
