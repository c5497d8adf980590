/*
 * The order of a book as evidence: what stood between two anchors that are
 * found beyond doubt stands between them still, unless it was moved.  That
 * tells repeated phrases apart, and a phrase that was cut from its twin
 * elsewhere.
 *
 *  1. Only anchors that are in the same order as before count, the longest
 *     such row of them: a passage that was moved, or was taken for its twin,
 *     says nothing of its neighbours.
 *  2. Neighbours on both sides that have kept their distance to each other
 *     leave no place for doubt; one side leaves some.
 */
#include <stdlib.h>

#include "lib/store/near.h"

#define REACH 16384 /* bytes over which order tells something */
#define SOME 38 /* letters that must speak for a hit in the right place */
#define FEW 18 /* the same where nothing around it has changed */
#define MUCH 90 /* letters that are believed against the order */

struct firm {
	uint32_t was, from, to;
};

struct order {
	struct firm *v; /* in order, after order_done */
	size_t n, cap;
	struct firm *moved; /* those that are not */
	size_t n_moved, cap_moved;
	size_t at, at_moved; /* how far the asking has come */
};

/* What stands on both sides of an anchor in the old order. */
struct sides {
	const struct firm *before, *behind; /* or NULL */
};

struct order *
order_new(void)
{
	return xcalloc(1, sizeof(struct order));
}

void
order_add(struct order *o, uint32_t was, uint32_t from, uint32_t to)
{
	ARRAY_PUSH(o->v, o->n, o->cap, (struct firm){was, from, to});
}

void
order_free(struct order *o)
{
	free(o->v);
	free(o->moved);
	free(o);
}

/* Part those of the longest row that rises in the new text (patience sorting:
 * ends[k] is the least end of a row of k + 1) from the others. */
void
order_done(struct order *o)
{
	size_t *ends = xcalloc(o->n + 1, sizeof(*ends)), n = 0, kept = 0;
	size_t *before = xcalloc(o->n + 1, sizeof(*before));
	bool *in = xcalloc(o->n + 1, sizeof(*in));

	for (size_t i = 0; i < o->n; i++) {
		size_t lo = 0, hi = n;

		while (lo < hi) {
			size_t mid = (lo + hi) / 2;

			if (o->v[ends[mid]].from <= o->v[i].from)
				lo = mid + 1;
			else
				hi = mid;
		}
		before[i] = lo > 0 ? ends[lo - 1] : SIZE_MAX;
		ends[lo] = i;
		n += lo == n;
	}
	for (size_t i = n > 0 ? ends[n - 1] : SIZE_MAX; i != SIZE_MAX;
	     i = before[i])
		in[i] = true;
	for (size_t i = 0; i < o->n; i++)
		if (in[i])
			o->v[kept++] = o->v[i];
		else
			ARRAY_PUSH(o->moved, o->n_moved, o->cap_moved, o->v[i]);
	o->n = kept;
	free(ends);
	free(before);
	free(in);
}

/* ---- where an anchor would be ---- */

static uint32_t
gap(uint32_t a, uint32_t b)
{
	return a > b ? a - b : b - a;
}

static struct sides
sides_of(struct order *o, uint32_t was)
{
	struct sides s = {NULL, NULL};
	size_t i = o->at;

	while (i < o->n && o->v[i].was < was)
		i++;
	o->at = i;
	if (i > 0 && was - o->v[i - 1].was <= REACH)
		s.before = &o->v[i - 1];
	while (i < o->n && o->v[i].was == was)
		i++;
	if (i < o->n && o->v[i].was - was <= REACH)
		s.behind = &o->v[i];
	return s;
}

/* Where it would stand if nothing had changed between it and a firm one. */
static uint32_t
predicted(const struct firm *f, uint32_t was)
{
	int64_t at = (int64_t)was + f->from - f->was;

	return at < 0 ? 0 : at >= NOWHERE ? NOWHERE - 1 : (uint32_t)at;
}

/* By how much a hit is away from where it would be. */
static uint32_t
astray(const struct sides *s, uint32_t was, const struct anchor_hit *h)
{
	uint32_t a = NOWHERE, b = NOWHERE;

	if (s->before != NULL)
		a = gap(predicted(s->before, was), h->from);
	if (s->behind != NULL)
		b = gap(predicted(s->behind, was), h->from);
	return a < b ? a : b;
}

/* Does a hit keep its distance to a firm one, as far as one can expect? */
static bool
keeps(const struct firm *f, uint32_t was, const struct anchor_hit *h)
{
	return f != NULL &&
	       gap(predicted(f, was), h->from) <= 48 + gap(was, f->was) / 4;
}

/* Is the order kept? */
static bool
in_step(const struct sides *s, uint32_t was, const struct anchor_hit *h)
{
	if (keeps(s->before, was, h) || keeps(s->behind, was, h))
		return true;
	return s->before != NULL && s->behind != NULL &&
	       h->from >= s->before->from && h->to <= s->behind->to &&
	       gap(s->behind->from, s->before->from) <=
		   2 * (s->behind->was - s->before->was) + 512;
}

/* ---- choosing ---- */

/* Try the places where it would be. */
static void
try_predicted(struct sought *s, struct str text, const struct sides *sides)
{
	const struct firm *const firm[] = {sides->before, sides->behind};
	uint32_t lead = (uint32_t)s->passage->quote, last = NOWHERE;

	for (size_t i = 0; i < LENGTH(firm); i++)
		if (firm[i] != NULL) {
			uint32_t at = predicted(firm[i], s->anchor->from);

			at = at > lead ? at - lead : 0;
			if (at != last)
				hits_try(&s->hits, s->passage, text, at);
			last = at;
		}
}

/* The best of the hits that keep the order; NULL if there is none or if it
 * can't be told which. */
static const struct anchor_hit *
best_in_step(const struct sought *s, const struct sides *sides)
{
	const struct anchor_hit *best = NULL;
	uint32_t was = s->anchor->from, off = 0;

	for (size_t i = 0; i < s->hits.n; i++) {
		const struct anchor_hit *h = &s->hits.v[i];

		if (!in_step(sides, was, h))
			continue;
		if (best != NULL && best->score - h->score >= 80)
			break;
		if (best == NULL) {
			best = h;
			off = astray(sides, was, h);
		} else if (astray(sides, was, h) <= 2 && off > 2) {
			/* of two that are alike, the one that stands still */
			best = h;
			off = 0;
		} else if (off > 2) {
			return NULL;
		}
	}
	return best;
}

/* Is it far better than all others? */
static bool
stands_out(const struct sought *s, const struct anchor_hit *h)
{
	for (size_t i = 0; i < s->hits.n; i++)
		if (&s->hits.v[i] != h && s->hits.v[i].score + 200 > h->score)
			return false;
	return true;
}

/* Is what keeps the order good enough? */
static bool
is_good(const struct sought *s, const struct sides *sides,
    const struct anchor_hit *h)
{
	uint32_t was = s->anchor->from;
	bool still = astray(sides, was, h) <= 2;
	bool firm =
	    still && sides->before != NULL && sides->behind != NULL &&
	    predicted(sides->before, was) == predicted(sides->behind, was);

	if (h->score + (still ? 250 : 120) < s->hits.v[0].score ||
	    passage_evidence(s->passage, h) < (firm                  ? FEW
						  : stands_out(s, h) ? SOME - 10
								     : SOME))
		return false;
	if (h->exact)
		return h->score >= (still ? 450 : 600);
	if (h->before >= 900 && h->after >= 900)
		return h->quote >= 600 && h->score >= 700;
	return h->quote >= 750 && h->score >= 700;
}

/* Has a neighbour moved along with it? */
static bool
has_company(struct order *o, uint32_t was, const struct anchor_hit *h)
{
	size_t i = o->at_moved;

	while (i < o->n_moved && o->moved[i].was + 1024 < was)
		i++;
	o->at_moved = i;
	for (; i < o->n_moved && o->moved[i].was <= was + 1024; i++)
		if (o->moved[i].was != was &&
		    gap(predicted(&o->moved[i], was), h->from) <= 2)
			return true;
	return false;
}

/* What is sure by itself, but has left the order: moved, or taken for its
 * twin?  Not moved if something like it is where it was. */
static bool
has_moved(struct order *o, const struct sought *s, const struct sides *sides)
{
	const struct anchor_hit *h = &s->hits.v[0];
	uint32_t was = s->anchor->from;

	for (size_t i = 1; i < s->hits.n; i++)
		if (s->hits.v[i].quote >= 700 &&
		    in_step(sides, was, &s->hits.v[i]))
			return false;
	return passage_evidence(s->passage, h) >= MUCH ||
	       has_company(o, was, h);
}

const struct anchor_hit *
order_choose(struct order *o, struct sought *s, struct str text)
{
	uint32_t was = s->anchor->from;
	struct sides sides = sides_of(o, was);
	bool both = sides.before != NULL && sides.behind != NULL;
	const struct anchor_hit *h;

	if (s->sure && ((!both && s->hits.v[0].score == 1000) ||
			   in_step(&sides, was, &s->hits.v[0])))
		return &s->hits.v[0];
	try_predicted(s, text, &sides);
	if (s->hits.n == 0)
		return NULL;
	if (s->sure && (!both || has_moved(o, s, &sides)))
		return &s->hits.v[0];
	h = best_in_step(s, &sides);
	if (h == NULL || !is_good(s, &sides, h))
		return NULL;
	/* what is sure elsewhere can't be here without the reader's word */
	return s->sure && h != &s->hits.v[0] ? NULL : h;
}
