/*
 * Finding passages: exact places and near ones together, weighed alike.
 *
 * A long quote is looked for by its two ends, each a passage with the rest of
 * the quote as its context; where both stand, not too near or far from each
 * other, it is.
 */
#include <assert.h>
#include <stdlib.h>

#include "lib/store/anchor.h"
#include "lib/store/near.h"

#define LONG 1600 /* bytes of a quote that is found by its ends */
#define END 700 /* bytes of such an end */
#define EFFORT 1024 /* cells of alignment for each byte there is */

/* ---- hits ---- */

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

void
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

/* ---- near ones ---- */

void
hits_try(struct hits *h, const struct passage *p, struct str text, uint32_t at)
{
	size_t slack = p->whole.n / 3 + 64;
	struct span v[2];
	size_t n = 0;

	if (p->query.quote.n <= LONG)
		n = passage_align(p, text, at > slack ? at - slack : 0,
		    at + p->whole.n + slack, v);
	if (n == 2 && v[0].from == v[1].from && v[0].to == v[1].to)
		n = 1;
	for (size_t i = 0; i < n; i++)
		hits_add(h, passage_score(p, text, v[i]), p->query.hint);
}

/* What is still to be found, and the work that may be spent on it. */
struct search {
	struct str text;
	struct passage *v;
	size_t n, cap;
	struct seeded *seeds;
	uint64_t effort;
};

static void
near_places(struct search *s, size_t i, struct hits *h)
{
	const struct passage *p = &s->v[i];
	uint32_t hint = p->query.hint;
	uint64_t cells = (uint64_t)p->tokens.n * (p->tokens.n * 2 + 30);

	for (size_t k = 0; k < s->seeds[i].n && s->effort >= cells; k++) {
		s->effort -= cells;
		hits_try(h, p, s->text, s->seeds[i].at[k]);
	}
	if (hint != NOWHERE && hint <= s->text.n)
		hits_try(h, p, s->text,
		    hint > p->quote ? hint - (uint32_t)p->quote : 0);
}

/* The two ends of a long quote. */
static void
ends_of(const struct anchor_query *q, struct anchor_query out[2])
{
	size_t head = END, tail = q->quote.n - END, n = q->quote.n;

	while (((unsigned char)q->quote.p[head] & 0xc0) == 0x80)
		head++;
	while (((unsigned char)q->quote.p[tail] & 0xc0) == 0x80)
		tail--;
	out[0] = (struct anchor_query){.prefix = q->prefix,
	    .quote = str_slice(q->quote, 0, head),
	    .suffix = str_slice(q->quote, head, head + 128),
	    .hint = q->hint};
	out[1] = (struct anchor_query){
	    .prefix = str_slice(q->quote, tail - 128, tail),
	    .quote = str_slice(q->quote, tail, n),
	    .suffix = q->suffix,
	    .hint = NOWHERE};
	/* the contexts may begin or end within a letter: no words there */
	while (out[1].prefix.n > 0 &&
	       ((unsigned char)out[1].prefix.p[0] & 0xc0) == 0x80)
		out[1].prefix = str_slice(out[1].prefix, 1, out[1].prefix.n);
}

static unsigned
lessen(unsigned score, unsigned less)
{
	return score > less ? score - less : 0;
}

/* A long quote from where its two ends stand: worse by what is missing between
 * them or put in. */
static void
join_ends(struct hits *h, const struct passage *p, const struct hits *head,
    const struct hits *tail)
{
	size_t n = p->query.quote.n, now;

	for (size_t i = 0; i < head->n; i++)
		for (size_t k = 0; k < tail->n; k++) {
			const struct anchor_hit *a = &head->v[i],
						*b = &tail->v[k];
			struct anchor_hit hit = {.from = a->from, .to = b->to};
			unsigned less;

			if (b->to <= a->from)
				continue;
			now = b->to - a->from;
			less =
			    (unsigned)((now > n ? now - n : n - now) * 500 / n);
			if (less > 300)
				continue;
			hit.quote = (uint16_t)((a->quote + b->quote) / 2u);
			hit.before = a->before;
			hit.after = b->after;
			hit.score = (uint16_t)((a->score + b->score) / 2u);
			hit.quote = (uint16_t)lessen(hit.quote, less);
			hit.score = (uint16_t)lessen(hit.score, less);
			hits_add(h, hit, p->query.hint);
		}
}

/* ---- all together ---- */

static void
search_add(struct search *s, const struct anchor_query *q)
{
	struct passage p;

	passage_make(&p, q);
	s->effort += p.whole.n * EFFORT;
	ARRAY_PUSH(s->v, s->n, s->cap, p);
}

/* What stands as it stood has no need of more. */
static bool
is_enough(const struct passage *p, const struct hits *h)
{
	return h->n > 0 && h->v[0].score == 1000 &&
	       (h->n > 1 || p->query.prefix.n + p->query.suffix.n >= 32);
}

static void
find_near(struct str text, const struct passage *v, size_t n, struct hits *out)
{
	struct search s = {.text = text, .effort = text.n * EFFORT};
	struct anchor_query ends[2];
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		if (is_enough(&v[i], &out[i]))
			continue;
		if (v[i].query.quote.n <= LONG) {
			search_add(&s, &v[i].query);
			continue;
		}
		ends_of(&v[i].query, ends);
		search_add(&s, &ends[0]);
		search_add(&s, &ends[1]);
	}
	s.seeds = xcalloc(s.n, sizeof(*s.seeds));
	if (s.n > 0)
		seeds_find(text, s.v, s.n, s.seeds);
	for (size_t i = 0; i < n; i++) {
		struct hits head = {.n = 0}, tail = {.n = 0};

		if (is_enough(&v[i], &out[i]))
			continue;
		if (v[i].query.quote.n <= LONG) {
			near_places(&s, k++, &out[i]);
			continue;
		}
		near_places(&s, k++, &head);
		near_places(&s, k++, &tail);
		join_ends(&out[i], &v[i], &head, &tail);
	}
	assert(k == s.n);
	for (size_t i = 0; i < s.n; i++)
		passage_free(&s.v[i]);
	free(s.seeds);
	free(s.v);
}

void
passages_find(
    struct str text, const struct passage *v, size_t n, struct hits *out)
{
	struct anchor_exact *exact = xcalloc(n, sizeof(*exact));
	struct anchor_query *queries = xcalloc(n, sizeof(*queries));

	for (size_t i = 0; i < n; i++)
		queries[i] = v[i].query;
	anchor_exact_all(text, queries, n, exact);
	for (size_t i = 0; i < n; i++) {
		out[i].n = 0;
		for (size_t k = 0; k < exact[i].n; k++)
			hits_add(&out[i],
			    passage_score(&v[i], text, exact[i].v[k]),
			    v[i].query.hint);
	}
	free(exact);
	free(queries);
	find_near(text, v, n, out);
}

void
store_anchor_find_all(const struct book *b, const struct anchor_query *v,
    size_t n, struct anchor_hit *out, size_t max, size_t *n_out)
{
	struct passage *passages = xcalloc(n, sizeof(*passages));
	struct hits *hits = xcalloc(n, sizeof(*hits));

	for (size_t i = 0; i < n; i++)
		passage_make(&passages[i], &v[i]);
	passages_find(b->text, passages, n, hits);
	for (size_t i = 0; i < n; i++) {
		n_out[i] = hits[i].n < max ? hits[i].n : max;
		memcpy(out + i * max, hits[i].v, n_out[i] * sizeof(*out));
		passage_free(&passages[i]);
	}
	free(passages);
	free(hits);
}

size_t
store_anchor_find(const struct book *b, const struct anchor_query *q,
    struct anchor_hit *out, size_t max)
{
	size_t n;

	store_anchor_find_all(b, q, 1, out, max, &n);
	return n;
}

size_t
store_anchor_candidates(const struct book *b, const struct annotation *a,
    struct anchor_hit out[ANCHOR_HITS])
{
	struct anchor_query q = {.quote = a->quote,
	    .prefix = a->prefix,
	    .suffix = a->suffix,
	    .hint = a->best.score > 0 ? a->best.from : NOWHERE};
	struct hits h = {.n = 0};
	struct anchor_hit v[ANCHOR_HITS];
	size_t n = store_anchor_find(b, &q, v, ANCHOR_HITS);

	if (a->best.score > 0)
		hits_add(&h, a->best, q.hint);
	for (size_t i = 0; i < n; i++)
		hits_add(&h, v[i], q.hint);
	while (h.n > 0 && h.v[h.n - 1].score < LIKELY)
		h.n--;
	memcpy(out, h.v, h.n * sizeof(*out));
	return h.n;
}
