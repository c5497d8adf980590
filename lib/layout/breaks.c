/*
 * Where lines may break: the opportunities of UAX #14, less those that good
 * printing does not take: a callout is not parted from its word, a dash does
 * not begin a line, an initial stays with what it abbreviates, a hyphen leaves
 * no scrap.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/layout/private.h"

/* Callouts cling to what they follow, also over a blank, and are not broken. */
static void
tie_references(const struct composer *c, uint32_t from, uint32_t to)
{
	const struct book *b = c->b;
	uint32_t i = book_reference_from(b, from);

	for (; i < b->n_references && b->references[i].from < to; i++) {
		uint32_t at = b->references[i].from, end = b->references[i].to;

		at = at < from ? from : at;
		end = end > to ? to : end;
		if (at < end)
			memset(c->opp + (at - from), BREAK_NO, end - at);
	}
}

/* So do raised and lowered signs that are no callouts. */
static void
tie_raised(const struct composer *c, uint32_t from, uint32_t to)
{
	const struct book *b = c->b;
	uint32_t i = book_run_from(b, from);

	for (; i < b->n_runs && b->runs[i].from < to; i++) {
		uint32_t at = b->runs[i].from;

		if ((b->runs[i].style &
			(STYLE_SUPERSCRIPT | STYLE_SUBSCRIPT)) != 0 &&
		    at > from && b->text.p[at - 1] != ' ' &&
		    b->text.p[at - 1] != '\t')
			c->opp[at - from] = BREAK_NO;
	}
}

static bool
is_figure(const char *p, const char *end)
{
	return p < end && *p >= '0' && *p <= '9';
}

/* No break before U+2012 to U+2015: in English it would part the dash from
 * its word, in Russian the dash must not begin a line.  A dash that begins the
 * text (direct speech) has nothing before it.  None after it between figures
 * ("1917-1923"), nor after the number sign. */
static void
tie_dashes(const struct composer *c, const char *p, uint32_t n)
{
	const char *at = p, *end = p + n;

	for (; (at = memchr(at, 0xe2, (size_t)(end - at))) != NULL; at++) {
		if (end - at < 5)
			return;
		if (at[1] == '\x80' && at[2] >= '\x92' && at[2] <= '\x95') {
			c->opp[at - p] = BREAK_NO;
			if (at > p && is_figure(at - 1, end) &&
			    is_figure(at + 3, end))
				c->opp[at + 3 - p] = BREAK_NO;
		} else if (memcmp(at + 1, "\x84\x96 ", 3) == 0) {
			c->opp[at + 4 - p] = BREAK_NO;
		}
	}
}

/* Letters and digits that end at p, three at most. */
static int
letters_before(const char *start, const char *p)
{
	int n = 0;
	size_t size;

	for (; n < 3 && p > start; n++, p -= size) {
		uint32_t cp = cp_before(start, p, &size);

		if (!cp_is_letter(cp) && !cp_is_digit(cp))
			break;
	}
	return n;
}

static int
letters_after(const char *p, const char *end)
{
	int n = 0;
	size_t size;

	for (; n < 3 && p < end; n++, p += size) {
		uint32_t cp = cp_decode(p, end, &size);

		if (!cp_is_letter(cp) && !cp_is_digit(cp))
			break;
	}
	return n;
}

/* No break at a hyphen that leaves only a letter or two on one side ("из-за",
 * "e-mail"), nor before one that stands for a dash. */
static void
tie_hyphens(const struct composer *c, const char *p, uint32_t n)
{
	const char *at = p, *end = p + n;

	for (; (at = memchr(at, '-', (size_t)(end - at))) != NULL; at++) {
		if (at > p && at[-1] == ' ')
			c->opp[at - p] = BREAK_NO;
		else if (at + 1 < end && at[1] != ' ' &&
			 (letters_before(p, at) < 3 ||
			     letters_after(at + 1, end) < 3))
			c->opp[at + 1 - p] = BREAK_NO;
	}
}

/* Is the word that ends at p an initial ("V. I."), a small letter doubled
 * ("pp."), or short and before a figure ("vol. 3", "изд. 9")?  Then the blank
 * after its point is no place to break. */
static bool
is_abbreviation(const char *start, const char *p, bool figure)
{
	uint32_t letters[4] = {0}, cp = 0;
	size_t n = 0, size;

	while (p > start && n < LENGTH(letters)) {
		cp = cp_before(start, p, &size);
		if (!cp_is_letter(cp) && !cp_is_mark(cp))
			break;
		letters[n++] = cp;
		p -= size;
	}
	if (n == 0 || n == LENGTH(letters) ||
	    (p > start && (cp_is_digit(cp) || cp == '\'' || cp == 0x2019)))
		return false;
	return n == 1 || figure ||
	       (n == 2 && letters[0] == letters[1] && !cp_is_upper(letters[0]));
}

static void
tie_initials(const struct composer *c, const char *p, uint32_t n)
{
	const char *at = p, *end = p + n;

	while ((at = memchr(at, '.', (size_t)(end - at))) != NULL) {
		at++;
		if (end - at >= 2 && *at == ' ' &&
		    is_abbreviation(p, at - 1, is_figure(at + 1, end)))
			c->opp[at + 1 - p] = BREAK_NO;
	}
}

struct fold
composer_fold(struct composer *c, uint32_t from, uint32_t to, int cells)
{
	struct str s = book_text(c->b, from, to);
	struct fold f = {.text = c->b->text.p};

	f.base = f.at = from;
	f.end = to;
	/* no code point takes more cells than bytes */
	if (cells >= 0 && s.n <= (size_t)cells)
		return f;
	if (c->opp_cap < s.n) {
		c->opp_cap = s.n + s.n / 4 + 4096;
		free(c->opp);
		c->opp = xmalloc(c->opp_cap);
	}
	line_breaks(s, c->opp);
	tie_dashes(c, s.p, (uint32_t)s.n);
	tie_hyphens(c, s.p, (uint32_t)s.n);
	tie_initials(c, s.p, (uint32_t)s.n);
	tie_raised(c, from, to);
	tie_references(c, from, to);
	f.opp = c->opp;
	f.parts = c->hyphens != NULL && c->parts ? c : NULL;
	return f;
}
