/*
 * Finding passages: exact places and near ones together, weighed alike.
 */
#include <assert.h>
#include <stdlib.h>

#include "lib/store/anchor.h"
#include "lib/store/near.h"

/* The hits of one passage while they are gathered; best first. */
struct hits {
	struct anchor_hit v[ANCHOR_HITS];
	size_t n;
};

static uint32_t
gap(uint32_t a, uint32_t b)
{
	return a > b ? a - b : b - a;
}

static bool
is_better(const struct anchor_hit *a, const struct anchor_hit *b, uint32_t hint)
{
	if (a->score != b->score)
		return a->score > b->score;
	if (a->exact != b->exact)
		return a->exact;
	if (hint != NOWHERE && gap(a->from, hint) != gap(b->from, hint))
		return gap(a->from, hint) < gap(b->from, hint);
	return a->from < b->from;
}

/* Are the two the same find, but for their ends? */
static bool
is_same(const struct anchor_hit *a, const struct anchor_hit *b)
{
	uint32_t from = a->from > b->from ? a->from : b->from;
	uint32_t to = a->to < b->to ? a->to : b->to;

	return (a->from == b->from && a->to == b->to) ||
	       (from < to && (to - from) * 2 > a->to - a->from);
}

static void
hits_add(struct hits *h, struct anchor_hit hit, uint32_t hint)
{
	size_t i = 0;

	for (; i < h->n; i++)
		if (is_same(&h->v[i], &hit)) {
			if (!is_better(&hit, &h->v[i], hint))
				return;
			memmove(&h->v[i], &h->v[i + 1],
			    (h->n - i - 1) * sizeof(h->v[0]));
			h->n--;
			break;
		}
	for (i = 0; i < h->n && is_better(&h->v[i], &hit, hint);)
		i++;
	if (i >= ANCHOR_HITS)
		return;
	if (h->n == ANCHOR_HITS)
		h->n--;
	memmove(&h->v[i + 1], &h->v[i], (h->n - i) * sizeof(h->v[0]));
	h->v[i] = hit;
	h->n++;
}

/* Align the passage around a place where the whole of it may begin. */
static void
try_near(struct hits *h, const struct passage *p, struct str text, uint32_t at)
{
	size_t slack = p->whole.n / 3 + 64;
	struct span span;

	if (passage_align(p, text, at > slack ? at - slack : 0,
		at + p->whole.n + slack, &span))
		hits_add(h, passage_score(p, text, span), p->query->hint);
}

static void
gather(struct hits *h, const struct passage *p, const struct book *b,
    const struct anchor_exact *exact, const struct seeded *seeds)
{
	uint32_t hint = p->query->hint;

	h->n = 0;
	for (size_t i = 0; i < exact->n; i++)
		hits_add(h, passage_score(p, b->text, exact->v[i]), hint);
	/* what stands as it stood has no need of more */
	if (h->n > 0 && h->v[0].score == 1000 &&
	    (h->n > 1 || p->query->prefix.n + p->query->suffix.n >= 32))
		return;
	for (size_t i = 0; i < seeds->n; i++)
		try_near(h, p, b->text, seeds->at[i]);
	if (hint != NOWHERE && hint <= b->text.n)
		try_near(h, p, b->text,
		    hint > p->quote ? hint - (uint32_t)p->quote : 0);
}

void
store_anchor_find_all(const struct book *b, const struct anchor_query *v,
    size_t n, struct anchor_hit *out, size_t max, size_t *n_out)
{
	struct passage *passages = xcalloc(n, sizeof(*passages));
	struct seeded *seeds = xcalloc(n, sizeof(*seeds));
	struct anchor_exact *exact = xcalloc(n, sizeof(*exact));
	struct hits hits;

	for (size_t i = 0; i < n; i++)
		passage_make(&passages[i], &v[i]);
	anchor_exact_all(b->text, v, n, exact);
	seeds_find(b->text, passages, n, seeds);
	for (size_t i = 0; i < n; i++) {
		gather(&hits, &passages[i], b, &exact[i], &seeds[i]);
		n_out[i] = hits.n < max ? hits.n : max;
		memcpy(out + i * max, hits.v, n_out[i] * sizeof(*out));
		passage_free(&passages[i]);
	}
	free(exact);
	free(seeds);
	free(passages);
}

size_t
store_anchor_find(const struct book *b, const struct anchor_query *q,
    struct anchor_hit *out, size_t max)
{
	size_t n;

	store_anchor_find_all(b, q, 1, out, max, &n);
	return n;
}
