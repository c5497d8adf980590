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

int
fold_width(struct str s)
{
	const char *p = s.p, *end = s.p + s.n;
	int sum = 0, w;

	while (p < end) {
		p += grapheme(p, end, &w);
		if (sum < MEASURE_MOST)
			sum += w;
	}
	return sum;
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

bool
fold_next(struct fold *f, int cells, struct row *row)
{
	const char *end = f->text + f->end;
	const char *start = skip_blanks(f->text + f->at, end), *p = start;
	const uint8_t *opp = f->opp == NULL ? NULL : f->opp + (f->at - f->base);
	struct stop best = {0}, here = {0};
	int width = 0, w;
	size_t n;

	if (start == end)
		return false;
	if (opp != NULL)
		opp += start - (f->text + f->at);
	row->from = (uint32_t)(start - f->text);
	while (p < end) {
		if (opp != NULL && opp[p - start] != BREAK_NO && p > start) {
			stop_at(&best, &here, p, cells);
			if (opp[p - start] == BREAK_MUST)
				break;
		}
		n = blank(p, end);
		if (n > 0) {
			width += *p == ' ' || *p == '\t'
				     ? 1
				     : text_width((struct str){p, n});
			p += n;
			continue;
		}
		n = grapheme(p, end, &w);
		if (width + w > cells && here.ink != NULL) {
			if (best.ink == NULL) {
				best = here;
				best.next = p;
			}
			break;
		}
		if (w > cells)
			n = cut_grapheme(p, p + n, cells, &w);
		width += w;
		p += n;
		here.ink = p;
		here.width = width;
	}
	here.next = p;
	row_end(f, row, end, p < end && best.ink != NULL ? &best : &here);
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
