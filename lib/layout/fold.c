/*
 * Folding: one line's worth of text after another, greedily, at the break
 * opportunities; a word wider than the line is cut between graphemes.  Knows
 * nothing of blocks.
 *
 *  1. A row is never wider than the cells it was given (a grapheme of two
 *     cells on a line of one excepted: callers never ask for that).
 *  2. Each byte but blanks between rows is in exactly one row.
 *  3. A byte is looked at twice at most, whatever the text.
 */
#include <izba/scan.h>
#include <izba/text.h>

#include "lib/layout/private.h"

enum {
	LEAD_OTHER, /* ask text.h */
	LEAD_BLANK,
	LEAD_ASCII, /* a sign of one cell */
	LEAD_PAIR, /* two bytes, one cell, never joined to the one before */
	LEAD_LATIN, /* 0xc2: a pair if the second byte says so */
	LEAD_PUNCT /* 0xe2: likewise, three bytes */
};

/* What the first byte of a code point says of it.  CB ends with the modifier
 * letters; marks begin at CC.  D2 holds marks. */
static inline int
lead(unsigned char c)
{
	if (c > ' ' && c <= '~')
		return LEAD_ASCII;
	if (c == 0xd0 || c == 0xd1 || (c >= 0xc3 && c <= 0xcb))
		return LEAD_PAIR;
	if (c == ' ' || c == '\t')
		return LEAD_BLANK;
	return c == 0xe2 ? LEAD_PUNCT : c == 0xc2 ? LEAD_LATIN : LEAD_OTHER;
}

/* Can the byte at p begin something that joins the grapheme before it? */
static inline bool
joins(const char *p, const char *end)
{
	const unsigned char *u = (const unsigned char *)p;

	if (p == end || u[0] < 0x80 || lead(u[0]) == LEAD_PAIR || u[0] == 0xc2)
		return false;
	return !(u[0] == 0xe2 && end - p >= 3 && u[1] == 0x80 && u[2] >= 0x90);
}

/* Bytes of the sign at p if it is one of the common ones of one cell, else 0. */
static inline size_t
common_sign(const char *p, const char *end)
{
	const unsigned char *u = (const unsigned char *)p;

	switch (lead(u[0])) {
	case LEAD_ASCII:
		return 1;
	case LEAD_PAIR:
		return end - p >= 2 ? 2 : 0;
	case LEAD_LATIN:
		return end - p >= 2 && u[1] > 0xa0 && u[1] != 0xad ? 2 : 0;
	case LEAD_PUNCT:
		/* dashes, quotes, dots: U+2010 to U+2027 */
		return end - p >= 3 && u[1] == 0x80 && u[2] >= 0x90 &&
			       u[2] <= 0xa7
			   ? 3
			   : 0;
	default:
		return 0;
	}
}

/* A blank that vanishes at a line's end: its bytes, else 0. */
static size_t
rare_blank(const char *p, const char *end)
{
	size_t n;
	uint32_t cp = cp_decode(p, end, &n);

	if (cp < 0x1680 || cp == 0x2007 || cp == 0x202f || !cp_is_space(cp))
		return 0;
	return n;
}

static inline size_t
blank(const char *p, const char *end)
{
	unsigned char c = (unsigned char)*p;

	if (lead(c) == LEAD_BLANK)
		return p + 1 == end || !joins(p + 1, end) ? 1 : 0;
	return c >= 0xe1 && c <= 0xe3 ? rare_blank(p, end) : 0;
}

/* A soft hyphen takes no cell but where it shows. */
static bool
soft_hyphen(const char *p, const char *end)
{
	return end - p >= 2 && p[0] == '\xc2' && p[1] == '\xad';
}

/* Bytes of the grapheme at p and its cells. */
static inline size_t
grapheme(const char *p, const char *end, int *width)
{
	size_t n = common_sign(p, end);

	*width = 1;
	if (n > 0 && !joins(p + n, end))
		return n;
	if (*p == '\t')
		return 1;
	n = grapheme_next((struct str){p, (size_t)(end - p)}, width);
	if (n == 0)
		return 1;
	if (soft_hyphen(p, end))
		*width = 0;
	return n;
}

/* The start of a grapheme that is wider than the line (pictures joined without
 * end): as many code points as fit. */
static size_t
cut_grapheme(const char *p, const char *end, int cells, int *width)
{
	size_t done = 0, n;

	*width = 0;
	while (p + done < end) {
		int w = cp_width(cp_decode(p + done, end, &n));

		if (done > 0 && *width + w > cells)
			break;
		*width += w;
		done += n;
	}
	return done;
}

/* Is it ASCII that shows, a blank included? */
static inline bool
is_plain(unsigned char c)
{
	return c - (unsigned)' ' < 95;
}

static inline bool
is_cyrillic(unsigned char c)
{
	return (c & 0xfe) == 0xd0;
}

/* Past the signs from p on that need no thought: of one cell, no break before
 * the next, nothing that could join them.  `opp` (or NULL) is that of p, and
 * *width grows to `most` at most. */
static inline const char *
skip_plain(
    const char *p, const char *end, const uint8_t *opp, int most, int *width)
{
	int cells = *width;

	while (cells < most) {
		unsigned char c = (unsigned char)*p, next;
		ptrdiff_t n = is_cyrillic(c) ? 2 : is_plain(c) && c != ' ';

		if (n == 0 || end - p <= n)
			break;
		next = (unsigned char)p[n];
		if (!is_plain(next) && !is_cyrillic(next))
			break;
		cells++;
		p += n;
		if (opp != NULL && *(opp += n) != BREAK_NO)
			break;
	}
	*width = cells;
	return p;
}

int
fold_width(struct str s)
{
	const char *p = s.p, *end = s.p + s.n;
	int sum = 0, w;

	while (p < end && sum < MEASURE_MOST) {
		const char *was = p;

		p = skip_plain(p, end, NULL, MEASURE_MOST, &sum);
		if (p == was) {
			p += grapheme(p, end, &w);
			sum += w;
		}
	}
	return sum < MEASURE_MOST ? sum : MEASURE_MOST;
}

static const char *
skip_blanks(const char *p, const char *end)
{
	size_t n;

	while (p < end && (n = blank(p, end)) > 0)
		p += n;
	return p;
}

/* Where a row could end: the ink before a break opportunity. */
struct stop {
	const char *next, *ink;
	int width;
	bool hyphen;
};

static void
row_end(
    struct fold *f, struct row *row, const char *end, const struct stop *stop)
{
	row->to = (uint32_t)(stop->ink - f->text);
	row->width = stop->width;
	row->hyphen = stop->hyphen;
	f->at = (uint32_t)(skip_blanks(stop->next, end) - f->text);
}

/* Take note of a break opportunity before p, if the ink before it fits with
 * the hyphen that a break there would show. */
static void
stop_at(struct stop *best, const struct stop *here, const char *p, int cells)
{
	bool hyphen;

	if (here->ink == NULL)
		return;
	hyphen = here->ink == p && p[-1] == '\xad' && p[-2] == '\xc2';
	if (here->width + hyphen > cells)
		return;
	best->next = p;
	best->ink = here->ink;
	best->width = here->width;
	best->hyphen = hyphen;
}

/* The row that is being filled. */
struct filling {
	const char *p, *end;
	int width, cells;
	struct stop best, here;
};

/* Take one grapheme; false if it does not fit. */
static bool
take(struct filling *g)
{
	int w;
	size_t n = grapheme(g->p, g->end, &w);

	if (g->width + w > g->cells) {
		if (g->here.ink != NULL)
			return false;
		n = cut_grapheme(g->p, g->p + n, g->cells, &w);
	}
	g->width += w;
	g->p += n;
	return true;
}

/* Take the blanks at p, which hang over the line's end if they must. */
static bool
take_blanks(struct filling *g)
{
	size_t n = blank(g->p, g->end);

	if (n == 0)
		return false;
	g->width += n == 1 ? 1 : text_width((struct str){g->p, n});
	g->p += n;
	return true;
}

/* Which of sixteen bytes are no part of a common sign or a blank: ASCII that
 * shows, Cyrillic, dashes and quotation marks (U+2010 to U+2027).  Reads two
 * bytes more. */
static inline unsigned
rare_bytes(const char *p)
{
	scan_bytes v = scan_load(p);
	scan_bytes punct = scan_is(v, 0xe2) & scan_is(scan_load(p + 1), 0x80) &
			   scan_in(scan_load(p + 2), 0x90, 0xa7);

	return scan_bits(~(scan_in(v, ' ', '~') | scan_in(v, 0x80, 0xbf) |
			   scan_in(v, 0xd0, 0xd1) | punct));
}

/* Where the sign begins that is one too many for the cells, if all up to it
 * are common ones; NULL if some are not, or the text is at its end. */
static const char *
overflow_at(const char *p, const char *end, int cells)
{
	for (; end - p >= SCAN + 2; p += SCAN) {
		unsigned begin;
		int n;

		if (rare_bytes(p) != 0)
			return NULL;
		begin = ~scan_bits(scan_in(scan_load(p), 0x80, 0xbf)) & 0xffff;
		n = SCAN - (int)scan_sum(scan_in(scan_load(p), 0x80, 0xbf) & 1);
		if (n <= cells) {
			cells -= n;
			continue;
		}
		while (cells-- > 0)
			begin &= begin - 1;
		return p + __builtin_ctz(begin);
	}
	return NULL;
}

/* Fill a row of nothing but common signs from its end: what fill_row would
 * find, at a fraction of the steps.  False if it is not so simple. */
static bool
fill_common(struct filling *g, const uint8_t *opp)
{
	const char *start = g->p, *at, *p;
	int width = g->cells;

	p = at = overflow_at(start, g->end, g->cells);
	if (p == NULL)
		return false;
	while (*p == ' ')
		if (++p == g->end)
			return false;
	if (p > at && common_sign(p, g->end) == 0)
		return false;
	while (p > start && opp[p - start] == BREAK_NO)
		p--;
	if (p == start)
		return false;
	g->best.next = p;
	for (; p[-1] == ' ' || p > at; p--)
		;
	for (g->best.ink = p; p < at; p++)
		width -= ((unsigned char)*p & 0xc0) != 0x80;
	g->best.width = width;
	return true;
}

/* Fill the row until something does not fit or must not: false if all did. */
static bool
fill_row(struct filling *g, const uint8_t *opp)
{
	const char *start = g->p, *p;

	if (fill_common(g, opp))
		return true;
	while (g->p < g->end) {
		uint8_t now = g->p > start ? opp[g->p - start] : BREAK_NO;

		if (now != BREAK_NO)
			stop_at(&g->best, &g->here, g->p, g->cells);
		if (now == BREAK_MUST)
			return true;
		if (take_blanks(g))
			continue;
		p = g->p;
		g->p = skip_plain(
		    p, g->end, opp + (p - start), g->cells, &g->width);
		if (g->p == p && !take(g))
			return true;
		g->here.ink = g->p;
		g->here.width = g->width;
	}
	return false;
}

bool
fold_whole(struct fold *f, int cells, struct row *row)
{
	const char *at = f->text + f->at, *end = f->text + f->end;
	struct filling g = {.end = end, .cells = cells};

	g.p = skip_blanks(at, end);
	if (g.p == end)
		return false;
	row->from = (uint32_t)(g.p - f->text);
	if (f->opp == NULL) {
		while (blank(end - 1, end) > 0)
			end--;
		g.here.ink = end;
		g.here.width =
		    fold_width((struct str){g.p, (size_t)(end - g.p)});
		g.p = g.end;
	} else if (fill_row(&g, f->opp + (f->at - f->base) + (g.p - at)) &&
		   g.best.ink != NULL) {
		row_end(f, row, g.end, &g.best);
		return true;
	}
	g.here.next = g.p;
	row_end(f, row, g.end, &g.here);
	return true;
}

int
fold_widest(const struct fold *f)
{
	const char *end = f->text + f->end, *p = f->text + f->at;
	const uint8_t *opp = f->opp + (f->at - f->base);
	const char *start = p;
	int widest = 0, width = 0, w;
	size_t n;

	while (p < end) {
		if (opp[p - start] != BREAK_NO) {
			width += p - start >= 2 && soft_hyphen(p - 2, p);
			widest = width > widest ? width : widest;
			width = 0;
		}
		n = blank(p, end);
		if (n == 0) {
			n = grapheme(p, end, &w);
			if (width < MEASURE_MOST)
				width += w;
		}
		p += n;
	}
	return width > widest ? width : widest;
}
