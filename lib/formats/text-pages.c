/*
 * The rhythm of pages: a page holds about as many characters as the next, so
 * the cuts between them stand at whole pages from each other.
 */
#include <stdlib.h>

#include "lib/formats/text-joins.h"

static int
number_cmp(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* Characters from one cut to the next, where nothing but text lies between. */
static bool
distance(const struct cut *from, const struct cut *to, uint64_t *d)
{
	*d = to->at - from->at;
	return from->part == to->part && from->figure == to->figure &&
	       *d < UINT32_MAX;
}

/* The length of a page: the middle of the shorter distances, if most of them
 * lie near it. */
void
page_measure(struct cuts *c)
{
	uint32_t *d = xmalloc((c->n + 1) * sizeof(*d)), limit;
	size_t n = 0, near = 0, few;
	uint64_t x;

	for (size_t i = 0; i + 1 < c->n; i++)
		if (distance(&c->v[i], &c->v[i + 1], &x) && x >= 500)
			d[n++] = (uint32_t)x;
	qsort(d, n, sizeof(*d), number_cmp);
	if (n >= 8) {
		limit = d[n / 4] / 3 * 4;
		for (few = 0; few < n && d[few] <= limit; few++)
			;
		c->page = d[few / 2];
		for (size_t i = 0; i < few; i++)
			near += d[i] >= c->page / 10 * 8 &&
				d[i] <= c->page / 10 * 12;
		if (near * 10 < few * 7)
			c->page = 0;
	}
	free(d);
}

/* Is this a whole number of pages, give or take? */
static bool
fits(const struct cuts *c, uint64_t d)
{
	uint64_t pages = (d + c->page / 2) / c->page, exact = pages * c->page;
	uint64_t off = d > exact ? d - exact : exact - d;

	if (pages > 4)
		return true; /* too far to tell */
	return pages > 0 && off * 100 <= (uint64_t)c->page * (10 + 4 * pages);
}

/* The nearest sure cuts around cut i: SIZE_MAX, n if there is none. */
static size_t
sure_before(const struct cuts *c, size_t i)
{
	while (i-- > 0)
		if (c->v[i].verdict == CUT_SURE)
			return i;
	return SIZE_MAX;
}

static size_t
sure_after(const struct cuts *c, size_t i)
{
	for (i++; i < c->n; i++)
		if (c->v[i].verdict == CUT_SURE)
			break;
	return i;
}

/* Does a cut stand where pages do not end, by the sure cuts around it? */
bool
off_the_page(const struct cuts *c, size_t i)
{
	size_t before = sure_before(c, i), after = sure_after(c, i);
	const struct cut *k = &c->v[i];
	uint64_t d;

	if (c->page == 0)
		return false;
	if (before != SIZE_MAX && distance(&c->v[before], k, &d) && !fits(c, d))
		return true;
	/* with a picture between, a page only gets shorter */
	if (before != SIZE_MAX && c->v[before].part == k->part &&
	    k->at - c->v[before].at < c->page / 3)
		return true;
	return after < c->n && distance(k, &c->v[after], &d) && !fits(c, d);
}

/* How far from whole pages a cut stands, in hundredths of a page. */
uint64_t
misfit(const struct cuts *c, size_t i)
{
	const uint64_t unknown = 15;
	size_t near[2] = {sure_before(c, i), sure_after(c, i)};
	uint64_t sum = 0, d, part;

	for (int k = 0; k < 2; k++) {
		const struct cut *from = &c->v[i], *to = from;

		if (near[k] < c->n)
			*(k == 0 ? &from : &to) = &c->v[near[k]];
		if (from == to || !distance(from, to, &d)) {
			sum += unknown;
			continue;
		}
		part = d % c->page * 100 / c->page;
		if (d < c->page)
			sum += 100 - part;
		else
			sum += part > 50 ? 100 - part : part;
	}
	return sum;
}
