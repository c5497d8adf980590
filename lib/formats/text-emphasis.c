/*
 * Runs of stars and underscores, and which of them are partners.  An opener is
 * looked for only down to where the last search for its like ended in vain, so
 * that the work grows with the text and no faster.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "lib/formats/text-inline.h"

static bool
is_space_or_end(uint32_t cp)
{
	return cp == 0 || cp_is_space(cp);
}

static bool
is_punct(uint32_t cp)
{
	return !is_space_or_end(cp) && !cp_is_letter(cp) && !cp_is_digit(cp) &&
	       !cp_is_mark(cp);
}

/* May a run with these neighbours open, close emphasis?  By CommonMark 0.30,
 * 6.2: it opens what follows it closely and closes what it follows closely;
 * underscores do neither inside a word. */
static void
flanks(struct run_of *r, uint32_t before, uint32_t after)
{
	bool left =
	    !is_space_or_end(after) &&
	    (!is_punct(after) || is_space_or_end(before) || is_punct(before));
	bool right =
	    !is_space_or_end(before) &&
	    (!is_punct(before) || is_space_or_end(after) || is_punct(after));

	r->opens = left;
	r->closes = right;
	if (r->c == '_') {
		r->opens = left && (!right || is_punct(before));
		r->closes = right && (!left || is_punct(after));
	}
	if (cp_is_digit(before) && cp_is_digit(after))
		r->opens = r->closes = false;
}

size_t
run_scan(struct inlines *in, const char *from, const char *p, const char *end)
{
	struct run_of r = {.mark = in->n_marks, .c = *p};
	uint32_t before = 0, after = 0;
	size_t n = 0, len;

	while (p + n < end && p[n] == r.c)
		n++;
	if (p > from)
		before = cp_before(from, p, &len);
	if (p + n < end)
		after = cp_decode(p + n, end, &len);
	r.left = (uint8_t)n;
	flanks(&r, before, after);
	if (n > 3 || (!r.opens && !r.closes))
		return n;
	for (size_t i = 0; i < n; i++)
		mark_add(in, (uint32_t)(p + i - in->bytes.p), 1);
	ARRAY_PUSH(in->runs, in->n_runs, in->cap_runs, r);
	return n;
}

/* Use up n marks of both runs: the last of the opener, the first of the
 * closer. */
static void
runs_pair(struct inlines *in, struct run_of *open, struct run_of *close)
{
	uint8_t n = open->left >= 2 && close->left >= 2 ? 2 : 1;
	uint8_t style = n == 2 ? STYLE_STRONG : STYLE_EMPHASIS;

	for (uint8_t i = 0; i < n; i++) {
		in->marks[open->mark + open->left - 1 - i].real = true;
		in->marks[close->mark + i].real = true;
	}
	in->marks[open->mark + open->left - n].on |= style;
	in->marks[close->mark + n - 1].off |= style;
	open->left = (uint8_t)(open->left - n);
	close->left = (uint8_t)(close->left - n);
	close->mark += n;
}

/* The last run that can be the partner of runs[i], not below `bottom`; runs
 * above it that found none are passed over for good. */
static size_t
opener_of(const struct inlines *in, const size_t *stack, size_t n,
    size_t bottom, const struct run_of *close)
{
	while (n > bottom) {
		const struct run_of *r = &in->runs[stack[--n]];

		if (r->c == close->c && r->left > 0)
			return n;
	}
	return SIZE_MAX;
}

void
runs_resolve(struct inlines *in)
{
	size_t *stack = xmalloc((in->n_runs + 1) * sizeof(*stack));
	size_t n = 0, at, bottom[2] = {0, 0}, *low;

	for (size_t i = 0; i < in->n_runs; i++) {
		struct run_of *r = &in->runs[i];

		low = &bottom[r->c == '_'];
		while (r->closes && r->left > 0) {
			if (*low > n)
				*low = n;
			at = opener_of(in, stack, n, *low, r);
			if (at == SIZE_MAX) {
				*low = n;
				break;
			}
			runs_pair(in, &in->runs[stack[at]], r);
			n = at + (in->runs[stack[at]].left > 0);
		}
		if (r->opens && r->left > 0)
			stack[n++] = i;
	}
	free(stack);
}
