/*
 * Names of the places where sections begin, for whoever wants to link to them:
 * what the format calls its headings.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/work.h"

static int
by_place(const void *a, const void *b)
{
	const struct fragment *const *x = a, *const *y = b;

	return ((*x)->place > (*y)->place) - ((*x)->place < (*y)->place);
}

/* Is one name better than another?  One inside a file is; else the shorter. */
static bool
is_better(struct str a, struct str b)
{
	bool inner_a = str_find(a, STR("#")) != SIZE_MAX;
	bool inner_b = str_find(b, STR("#")) != SIZE_MAX;

	if (b.p == NULL || inner_a != inner_b)
		return b.p == NULL || inner_a;
	return a.n < b.n;
}

/* The best name in the first block of a section. */
static struct str
name_of(const struct work *w, const struct fragment **v, size_t n,
    const struct section *s)
{
	enum { TRIES = 32 };
	const struct block *k = &w->blocks[s->first_block];
	struct str best = {NULL, 0};
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (v[mid]->place < k->from)
			low = mid + 1;
		else
			high = mid;
	}
	for (high = low + TRIES; low < n && low < high; low++) {
		if (v[low]->place > k->to)
			break;
		if (is_better(v[low]->key, best))
			best = v[low]->key;
	}
	return best;
}

void
sections_name(struct work *w)
{
	size_t n = w->b->n_fragments;
	const struct fragment **v;

	if (n == 0)
		return;
	v = xmalloc(n * sizeof(const struct fragment *));
	for (size_t i = 0; i < n; i++)
		v[i] = &w->b->fragments[i];
	qsort(v, n, sizeof(const struct fragment *), by_place);
	for (uint32_t i = 0; i < w->n_sections; i++)
		if (w->sections[i].href.p == NULL)
			w->sections[i].href = name_of(w, v, n, &w->sections[i]);
	free(v);
}
