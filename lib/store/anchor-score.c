/*
 * How like a passage is to what stands at a place, and when that is enough.
 *
 * Formulas repeat in a book with other names and numbers ("born in 1891 in
 * Kazan"): a number that differs weighs heavily, and what is only nearly the
 * quote must have its old neighbours to be believed unasked.
 */
#include <stdlib.h>

#include "lib/store/anchor.h"
#include "lib/store/near.h"

#define NUMBER 100 /* of the score, for a number that differs */
#define CHANCE \
	400 /* two texts that have nothing to do with each other are
		      that much alike */

/* The letters next to a place, `n` of them, before it or behind. */
static void
letters_beside(
    struct str text, uint32_t at, bool before, size_t n, struct buf *out)
{
	struct tokens t = {.letters = BUF_INIT};
	size_t reach = n * 4 + 16, from, to;

	from = before ? (at > reach ? at - reach : 0) : at;
	to = before ? at : at + reach;
	while (from > 0 && from < text.n && (text.p[from] & 0xc0) == 0x80)
		from--;
	text = str_slice(text, 0, before ? at : text.n);
	tokens_add(&t, text, from, to);
	for (size_t i = 0; i < t.n; i++)
		if (!token_is_mark(text, &t.v[i]))
			buf_add(
			    out, t.letters.p + t.v[i].first, t.v[i].letters);
	tokens_free(&t);
	if (out->n > n && before)
		memmove(out->p, out->p + out->n - n, n);
	if (out->n > n)
		buf_cut(out, n);
}

static unsigned
alike_beside(const struct passage *p, struct str text, uint32_t at, bool before)
{
	struct str mine = buf_lend(&p->letters[before ? 0 : 2]);
	struct buf other = BUF_INIT;
	unsigned alike;

	letters_beside(text, at, before, mine.n, &other);
	alike = letters_alike(mine, buf_lend(&other));
	buf_free(&other);
	return alike;
}

/* Numbers of the quote that the text has not, or the other way round. */
static size_t
numbers_differ(const struct passage *p, struct str there)
{
	struct tokens t = {.letters = BUF_INIT};
	size_t k = 0, same = 0, n = 0;

	tokens_add(&t, there, 0, there.n);
	for (size_t i = 0; i < t.n; i++) {
		if (t.v[i].kind != TOKEN_DIGITS ||
		    token_is_mark(there, &t.v[i]))
			continue;
		n++;
		for (size_t m = k; m < p->n_numbers; m++)
			if (p->numbers[m] == t.v[i].hash) {
				same++;
				k = m + 1;
				break;
			}
	}
	tokens_free(&t);
	return (n > p->n_numbers ? n : p->n_numbers) - same;
}

/* Is it the quote but for what does not count? */
static bool
is_exact(struct str quote, struct str there)
{
	size_t i = 0, k = 0, skip;

	for (;;) {
		while ((skip = anchor_skip(str_slice(quote, i, quote.n))) > 0)
			i += skip;
		while ((skip = anchor_skip(str_slice(there, k, there.n))) > 0)
			k += skip;
		if (i >= quote.n || k >= there.n)
			return i >= quote.n && k >= there.n;
		if (quote.p[i++] != there.p[k++])
			return false;
	}
}

static unsigned
over_chance(unsigned alike)
{
	return alike <= CHANCE ? 0 : (alike - CHANCE) * 1000 / (1000 - CHANCE);
}

struct anchor_hit
passage_score(const struct passage *p, struct str text, struct span at)
{
	struct str there = str_slice(text, at.from, at.to);
	struct anchor_hit hit = {.from = at.from, .to = at.to};
	struct buf letters = BUF_INIT;
	struct tokens t = {.letters = BUF_INIT};
	uint64_t wq = 4 * p->letters[1].n, wp = p->letters[0].n,
		 ws = p->letters[2].n, score, less;

	tokens_add(&t, there, 0, there.n);
	for (size_t i = 0; i < t.n; i++)
		if (!token_is_mark(there, &t.v[i]))
			buf_add(&letters, t.letters.p + t.v[i].first,
			    t.v[i].letters);
	hit.exact = is_exact(p->query->quote, there);
	hit.quote = (uint16_t)letters_alike(
	    buf_lend(&p->letters[1]), buf_lend(&letters));
	hit.before = (uint16_t)alike_beside(p, text, at.from, true);
	hit.after = (uint16_t)alike_beside(p, text, at.to, false);
	score = wq * hit.quote + wp * over_chance(hit.before) +
		ws * over_chance(hit.after);
	score = wq + wp + ws > 0 ? score / (wq + wp + ws) : 1000;
	if (!hit.exact) {
		less = numbers_differ(p, there) * NUMBER + 10;
		score = score > less ? score - less : 0;
	}
	hit.score = (uint16_t)score;
	buf_free(&letters);
	tokens_free(&t);
	return hit;
}

/* ---- enough? ---- */

/* Does a side of the passage, of so many letters, stand where it stood? */
static bool
upheld(size_t letters, unsigned alike, unsigned least)
{
	return letters >= 12 && alike >= least;
}

/* By how much the first is better than the second. */
static unsigned
margin(const struct anchor_hit *hits, size_t n)
{
	return n > 1 ? (unsigned)(hits[0].score - hits[1].score) : 1000u;
}

bool
passage_sure(const struct passage *p, const struct anchor_hit *hits, size_t n)
{
	size_t quote = p->letters[1].n, before = p->letters[0].n,
	       after = p->letters[2].n;
	bool alone = before + after == 0;
	const struct anchor_hit *h = hits;

	if (n == 0)
		return false;
	if (p->query->quote.n == 0)
		return margin(hits, n) >= 100 &&
		       (upheld(before, h->before, 900) ||
			   upheld(after, h->after, 900));
	if (h->exact) {
		if (alone)
			return n == 1 && quote >= 12;
		return margin(hits, n) >= 40 &&
		       (quote >= 60 || upheld(before, h->before, 800) ||
			   upheld(after, h->after, 800));
	}
	if (h->quote < 800 || margin(hits, n) < 100 ||
	    h->score + 100u < h->quote)
		return false;
	if (upheld(before, h->before, 850) || upheld(after, h->after, 850))
		return true;
	return h->quote >= 900 && quote >= (alone ? 40 : 200);
}

bool
store_anchor_sure(
    const struct anchor_query *q, const struct anchor_hit *hits, size_t n)
{
	struct passage p;
	bool sure;

	passage_make(&p, q);
	sure = passage_sure(&p, hits, n);
	passage_free(&p);
	return sure;
}
