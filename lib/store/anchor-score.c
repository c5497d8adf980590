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
#define MARGIN 10 /* letters over the second best */

/* Numbers of `mine` that are not among `other`s. */
static size_t
numbers_missing(const struct tokens *mine, const struct tokens *other)
{
	size_t missing = 0, k;

	for (size_t i = 0; i < mine->n; i++) {
		if (mine->v[i].kind != TOKEN_DIGITS)
			continue;
		for (k = 0; k < other->n; k++)
			if (other->v[k].hash == mine->v[i].hash)
				break;
		missing += k == other->n;
	}
	return missing;
}

/* How like what stands beside a place is to what stood beside the quote. */
static unsigned
alike_beside(const struct passage *p, struct str text, uint32_t at, bool before)
{
	const struct tokens *mine = &p->parts[before ? 0 : 2];
	struct str letters = buf_lend(&mine->letters), there;
	struct tokens t = {.letters = BUF_INIT};
	size_t n = letters.n, reach = n * 4 + 16, from = at, to = at + reach;
	unsigned alike, less;

	if (before) {
		from = at > reach ? at - reach : 0;
		to = at;
		text = str_slice(text, 0, at);
	}
	while (from > 0 && from < text.n && (text.p[from] & 0xc0) == 0x80)
		from--;
	tokens_add_text(&t, text, from, to);
	there = buf_lend(&t.letters);
	there = before && there.n > n ? str_slice(there, there.n - n, there.n)
				      : str_slice(there, 0, n);
	alike = letters_alike(letters, there);
	less = (unsigned)numbers_missing(mine, &t) * NUMBER;
	tokens_free(&t);
	return alike > less ? alike - less : 0;
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

/* The letters of a passage as they count for its score. */
static size_t
weight_of(const struct passage *p)
{
	return 4 * p->parts[1].letters.n + p->parts[0].letters.n +
	       p->parts[2].letters.n;
}

static unsigned
over_chance(unsigned alike)
{
	return alike <= CHANCE ? 0 : (alike - CHANCE) * 1000 / (1000 - CHANCE);
}

/* ---- words in another order ---- */

static int
by_hash(const void *left, const void *right)
{
	const struct token *a = left, *b = right;

	return a->hash < b->hash ? -1 : a->hash > b->hash;
}

static struct token *
sorted(const struct tokens *t)
{
	struct token *v = xcalloc(t->n + 1, sizeof(*v));

	if (t->n > 0) {
		memcpy(v, t->v, t->n * sizeof(*v));
		qsort(v, t->n, sizeof(*v), by_hash);
	}
	return v;
}

/* How many of the letters are in the same words, whatever their order,
 * 0..1000. */
static unsigned
words_alike(const struct tokens *a, const struct tokens *b)
{
	struct token *x = sorted(a), *y = sorted(b);
	size_t same = 0, most = a->letters.n;

	if (b->letters.n > most)
		most = b->letters.n;
	for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
		if (x[i].hash == y[k].hash) {
			same += x[i].letters;
			i++;
			k++;
		} else if (x[i].hash < y[k].hash) {
			i++;
		} else {
			k++;
		}
	}
	free(x);
	free(y);
	return most > 0 ? (unsigned)(same * 1000 / most) : 1000;
}

/* How like the quote the words of the text are.  The same words in another
 * order count for somewhat less. */
static unsigned
alike_quote(const struct tokens *quote, const struct tokens *there)
{
	unsigned letters, words;

	letters =
	    letters_alike(buf_lend(&quote->letters), buf_lend(&there->letters));
	if (letters >= 800)
		return letters;
	words = words_alike(quote, there) * 4 / 5;
	return words > letters ? words : letters;
}

/* By how much less like the quote it is for numbers that differ. */
static unsigned
numbers_differ(const struct passage *p, const struct tokens *there)
{
	size_t here = numbers_missing(&p->parts[1], there);
	size_t more = numbers_missing(there, &p->parts[1]);

	return (unsigned)(here > more ? here : more) * NUMBER;
}

/* Does a side of the passage, of so many letters, stand where it stood? */
static bool
upheld(size_t letters, unsigned alike)
{
	return letters >= 12 && alike >= 850;
}

struct anchor_hit
passage_score(const struct passage *p, struct str text, struct span at)
{
	struct str there = str_slice(text, at.from, at.to);
	struct anchor_hit hit = {.from = at.from, .to = at.to};
	struct tokens t = {.letters = BUF_INIT};
	unsigned quote, less;
	uint64_t score;

	tokens_add_text(&t, there, 0, there.n);
	hit.exact = is_exact(p->query.quote, there);
	quote = alike_quote(&p->parts[1], &t);
	less = hit.exact ? 0 : numbers_differ(p, &t) + 10;
	hit.quote = (uint16_t)(quote > less ? quote - less : 0);
	hit.before = (uint16_t)alike_beside(p, text, at.from, true);
	hit.after = (uint16_t)alike_beside(p, text, at.to, false);
	score = 4 * p->parts[1].letters.n * hit.quote +
		p->parts[0].letters.n * over_chance(hit.before) +
		p->parts[2].letters.n * over_chance(hit.after);
	hit.score = (uint16_t)(weight_of(p) > 0 ? score / weight_of(p) : 1000);
	/* what stands between its old neighbours is worth a question */
	if (hit.score < LIKELY && upheld(p->parts[0].letters.n, hit.before) &&
	    upheld(p->parts[2].letters.n, hit.after))
		hit.score = LIKELY;
	tokens_free(&t);
	return hit;
}

/* ---- enough? ---- */

size_t
passage_evidence(const struct passage *p, const struct anchor_hit *h)
{
	return (p->parts[1].letters.n * h->quote +
		   p->parts[0].letters.n * over_chance(h->before) +
		   p->parts[2].letters.n * over_chance(h->after)) /
	       1000;
}

/* By how much the first is better than the second, in letters. */
static size_t
margin(const struct passage *p, const struct anchor_hit *hits, size_t n)
{
	if (n < 2)
		return SIZE_MAX;
	return (size_t)(hits[0].score - hits[1].score) * weight_of(p) / 1000;
}

static bool
sure_near(const struct passage *p, const struct anchor_hit *h)
{
	size_t quote = p->parts[1].letters.n;
	bool alone = p->parts[0].letters.n + p->parts[2].letters.n == 0;
	bool before, after;

	if (alone)
		return quote >= 40 && h->quote >= 900;
	before = upheld(p->parts[0].letters.n, h->before);
	after = upheld(p->parts[2].letters.n, h->after);
	if (before && after)
		return h->quote >= 600 && passage_evidence(p, h) >= 40;
	return h->quote >= 800 && passage_evidence(p, h) >= 60 &&
	       (before || after || (quote >= 200 && h->quote >= 900));
}

bool
passage_sure(const struct passage *p, const struct anchor_hit *hits, size_t n)
{
	size_t quote = p->parts[1].letters.n;
	bool alone = p->parts[0].letters.n + p->parts[2].letters.n == 0;

	if (n == 0 || margin(p, hits, n) < MARGIN)
		return false;
	if (hits->score == 1000 && !alone)
		return true;
	if (p->query.quote.n == 0)
		return passage_evidence(p, hits) >= 20;
	if (!hits->exact)
		return (n == 1 || hits[0].score - hits[1].score >= 100) &&
		       sure_near(p, hits);
	return alone ? n == 1 && quote >= 12
		     : passage_evidence(p, hits) >= (n == 1 ? 30 : 40);
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
