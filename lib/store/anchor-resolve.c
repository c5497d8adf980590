/*
 * Anchors found again: in place first, then by quote and context, then by the
 * order in which they stood.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/store/anchor.h"
#include "lib/store/near.h"

#define SURE 32 /* bytes that make an anchor sure in place */

/* ---- making ---- */

static bool
is_inside(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

void
anchor_make(struct anchor *a, struct str text, uint32_t from, uint32_t to,
    unsigned after)
{
	size_t start = from, end = to;

	assert(from <= to && to <= text.n);
	for (unsigned i = 0; i < ANCHOR_CONTEXT && start > 0; i++)
		do
			start--;
		while (start > 0 && is_inside(text.p[start]));
	for (unsigned i = 0; i < after && end < text.n; i++)
		do
			end++;
		while (end < text.n && is_inside(text.p[end]));
	*a = (struct anchor){.from = from, .to = to};
	a->prefix = str_slice(text, start, from);
	a->quote = str_slice(text, from, to);
	a->suffix = str_slice(text, to, end);
}

/* ---- in place ---- */

/* Does it stand where it stood?  All of it, or enough to be sure. */
static bool
stands(struct str text, const struct anchor *a)
{
	bool before, behind;
	size_t sure = a->quote.n;

	if (a->from > a->to || a->to > text.n ||
	    a->to - a->from != a->quote.n ||
	    !str_eq(str_slice(text, a->from, a->to), a->quote))
		return false;
	before =
	    a->from >= a->prefix.n &&
	    str_eq(str_slice(text, a->from - a->prefix.n, a->from), a->prefix);
	behind = str_eq(str_slice(text, a->to, a->to + a->suffix.n), a->suffix);
	/* what has no words stands nowhere, unless there are none */
	if (before && behind)
		return sure + a->prefix.n + a->suffix.n > 0 || text.n == 0;
	sure += before ? a->prefix.n : 0;
	sure += behind ? a->suffix.n : 0;
	return sure >= SURE;
}

/* ---- all together ---- */

struct resolving {
	struct str text;
	struct anchor **order; /* all anchors as they stood */
	size_t n;
	struct sought *sought; /* in the same order */
	size_t n_sought;
};

static int
as_they_stood(const void *left, const void *right)
{
	const struct anchor *a = *(struct anchor *const *)left;
	const struct anchor *b = *(struct anchor *const *)right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->to < b->to ? -1 : a->to > b->to;
}

static bool
is_gone(const struct anchor *a)
{
	return a->state == ANCHOR_LOST;
}

/* Look for those that do not stand in place. */
static void
look_for(struct resolving *r)
{
	struct passage *passages = xcalloc(r->n_sought, sizeof(*passages));
	struct hits *hits = xcalloc(r->n_sought, sizeof(*hits));
	size_t k = 0;

	r->sought = xcalloc(r->n_sought, sizeof(*r->sought));
	for (size_t i = 0; i < r->n; i++)
		if (is_gone(r->order[i])) {
			const struct anchor *a = r->order[i];
			struct anchor_query q = {.quote = a->quote,
			    .prefix = a->prefix,
			    .suffix = a->suffix,
			    .hint = NOWHERE};

			passage_make(&passages[k], &q);
			r->sought[k].anchor = r->order[i];
			r->sought[k].passage = &passages[k];
			k++;
		}
	passages_find(r->text, passages, r->n_sought, hits);
	for (size_t i = 0; i < r->n_sought; i++) {
		struct sought *s = &r->sought[i];

		s->hits = hits[i];
		s->sure = passage_sure(s->passage, s->hits.v, s->hits.n);
	}
	free(hits);
}

/* The anchors that are found beyond doubt, as they stood. */
static struct order *
order_of(const struct resolving *r)
{
	struct order *o = order_new();
	size_t k = 0;

	for (size_t i = 0; i < r->n; i++) {
		const struct anchor *a = r->order[i];
		const struct sought *s = is_gone(a) ? &r->sought[k++] : NULL;

		if (s == NULL)
			order_add(o, a->from, a->from, a->to);
		else if (s->sure && s->hits.v[0].score >= 900)
			order_add(
			    o, a->from, s->hits.v[0].from, s->hits.v[0].to);
	}
	order_done(o);
	return o;
}

/* Put an anchor where it was found, or leave it where it was. */
static void
settle(struct sought *s, struct str text, const struct anchor_hit *found)
{
	struct anchor *a = s->anchor;
	uint32_t at = a->from < text.n ? a->from : (uint32_t)text.n;

	if (found != NULL) {
		a->state = found->score == 1000 ? ANCHOR_EXACT : ANCHOR_MOVED;
		a->from = found->from;
		a->to = found->to;
		a->best = *found;
		return;
	}
	while (at > 0 && at < text.n && is_inside(text.p[at]))
		at--;
	a->from = a->to = at;
	if (s->hits.n > 0 && s->hits.v[0].score >= LIKELY)
		a->best = s->hits.v[0];
}

static void
resolve_gone(struct resolving *r)
{
	struct order *o;

	look_for(r);
	o = order_of(r);
	for (size_t i = 0; i < r->n_sought; i++) {
		struct sought *s = &r->sought[i];

		settle(s, r->text, order_choose(o, s, r->text));
	}
	order_free(o);
	for (size_t i = 0; i < r->n_sought; i++)
		passage_free(r->sought[i].passage);
	free(r->sought[0].passage);
	free(r->sought);
}

size_t
anchor_check(struct str text, struct anchor *v, size_t n)
{
	size_t gone = 0;

	for (size_t i = 0; i < n; i++) {
		v[i].state = stands(text, &v[i]) ? ANCHOR_EXACT : ANCHOR_LOST;
		v[i].best = (struct anchor_hit){.score = 0};
		gone += is_gone(&v[i]);
	}
	return gone;
}

void
anchor_resolve(struct str text, struct anchor *v, size_t n)
{
	struct resolving r = {.text = text, .n = n};

	r.n_sought = anchor_check(text, v, n);
	if (r.n_sought == 0)
		return;
	r.order = xcalloc(n, sizeof(struct anchor *));
	for (size_t i = 0; i < n; i++)
		r.order[i] = &v[i];
	qsort(r.order, n, sizeof(struct anchor *), as_they_stood);
	resolve_gone(&r);
	free(r.order);
}
