/*
 * One passage held against one stretch of the text: which words of the text
 * are its words, and how like the two are.
 *
 * Words are aligned with as little change as can be; the passage must be
 * there as a whole, of the text any part.  Words of the quote weigh more than
 * those around it, so that a changed context does not bend it.
 */
#include <stdlib.h>

#include "lib/store/anchor.h"
#include "lib/store/near.h"

#define WEIGHT_QUOTE 8
#define WEIGHT_CONTEXT 2
#define WEIGHT_EDGE 1 /* of what was put in between the two */

/* ---- the passage ---- */

void
passage_make(struct passage *p, const struct anchor_query *q)
{
	const struct str parts[] = {q->prefix, q->quote, q->suffix};
	size_t i = 0;

	*p = (struct passage){.query = *q, .whole = BUF_INIT};
	p->tokens.letters = (struct buf)BUF_INIT;
	for (size_t k = 0; k < LENGTH(parts); k++) {
		buf_init(&p->parts[k].letters);
		tokens_add_text(&p->parts[k], parts[k], 0, parts[k].n);
		buf_str(&p->whole, parts[k]);
	}
	p->quote = q->prefix.n;
	p->suffix = q->prefix.n + q->quote.n;
	tokens_add(&p->tokens, buf_lend(&p->whole), 0, p->whole.n);
	while (i < p->tokens.n &&
	       (q->quote.n > 0 ? p->tokens.v[i].to <= p->quote
			       : p->tokens.v[i].from < p->quote))
		i++;
	p->first = i;
	while (i < p->tokens.n && p->tokens.v[i].from < p->suffix)
		i++;
	p->last = i;
}

void
passage_free(struct passage *p)
{
	for (size_t k = 0; k < LENGTH(p->parts); k++)
		tokens_free(&p->parts[k]);
	buf_free(&p->whole);
	tokens_free(&p->tokens);
}

/* ---- aligning ---- */

enum { STEP_BOTH, STEP_PASSAGE, STEP_TEXT };

struct alignment {
	const struct passage *p;
	struct str text;
	struct tokens t; /* of the stretch of text */
	uint32_t *cost; /* of the row that is being filled, t.n + 1 */
	uint8_t *steps; /* tokens.n rows of t.n + 1 */
	uint32_t *whence; /* the text's token that each of the passage's is, or
			     NOWHERE */
};

static uint32_t
weight(const struct passage *p, size_t i)
{
	return i >= p->first && i < p->last ? WEIGHT_QUOTE : WEIGHT_CONTEXT;
}

/* What it costs to take one word for another: its letters, less if they are
 * spelt alike. */
static uint32_t
cost_of_change(const struct token *a, const struct token *b)
{
	uint32_t most = a->letters > b->letters ? a->letters : b->letters;
	uint32_t all, same;

	if (a->hash == b->hash && a->letters == b->letters)
		return 0;
	if (a->kind != b->kind)
		return 2 * most;
	all = (uint32_t)(__builtin_popcountll(a->pairs) +
			 __builtin_popcountll(b->pairs));
	same = 2 * (uint32_t)__builtin_popcountll(a->pairs & b->pairs);
	if (a->kind == TOKEN_DIGITS || same * 5 < all * 2)
		return most + 1;
	return most * (all - same) / all + 1;
}

static uint32_t
cost_of_token(struct str text, const struct token *t)
{
	return token_is_mark(text, t) ? 1 : t->letters;
}

/* Fill the row of the passage's token i. */
static void
fill_row(struct alignment *a, size_t i)
{
	const struct passage *p = a->p;
	const struct token *mine = &p->tokens.v[i];
	uint8_t *step = a->steps + i * (a->t.n + 1);
	uint32_t w = weight(p, i), drop, diagonal = a->cost[0], best, c;
	uint32_t between = w;

	if (i + 1 == p->first || i + 1 == p->last)
		between = WEIGHT_EDGE;
	drop = w * cost_of_token(buf_lend(&p->whole), mine);
	a->cost[0] += drop;
	step[0] = STEP_PASSAGE;
	for (size_t j = 0; j < a->t.n; j++) {
		const struct token *other = &a->t.v[j];

		best = diagonal + w * cost_of_change(mine, other);
		step[j + 1] = STEP_BOTH;
		diagonal = a->cost[j + 1];
		if ((c = diagonal + drop) < best) {
			best = c;
			step[j + 1] = STEP_PASSAGE;
		}
		c = a->cost[j] + between * other->letters;
		if (c < best) {
			best = c;
			step[j + 1] = STEP_TEXT;
		}
		a->cost[j + 1] = best;
	}
}

/* Follow the steps back from the cheapest end. */
static void
trace(struct alignment *a)
{
	size_t i = a->p->tokens.n, j = 0;

	for (size_t k = 1; k <= a->t.n; k++)
		if (a->cost[k] < a->cost[j])
			j = k;
	while (i > 0) {
		uint8_t step = a->steps[(i - 1) * (a->t.n + 1) + j];

		a->whence[i - 1] = NOWHERE;
		if (step == STEP_TEXT) {
			j--;
		} else {
			if (step == STEP_BOTH)
				a->whence[i - 1] = (uint32_t)--j;
			i--;
		}
	}
}

/* ---- from words to a span ---- */

static bool
is_gap(uint32_t cp)
{
	return !cp_is_space(cp) && !cp_is_letter(cp) && !cp_is_digit(cp);
}

/* Take signs before `at` into the span as the quote has some before its first
 * word. */
static uint32_t
stretch_back(struct str text, uint32_t at, struct str lead)
{
	size_t p = at, n, m;
	uint32_t cp;

	for (size_t i = lead.n; i > 0; i -= n) {
		cp = cp_before(lead.p, lead.p + i, &n);
		if (cp_is_space(cp)) {
			while (p > 0 &&
			       cp_is_space(cp_before(text.p, text.p + p, &m)))
				p -= m;
			continue;
		}
		if (p == 0 || !is_gap(cp_before(text.p, text.p + p, &m)))
			break;
		p -= m;
		at = (uint32_t)p;
	}
	return at;
}

/* The same behind its last word; a callout there is passed over. */
static uint32_t
stretch_on(struct str text, uint32_t at, struct str trail)
{
	const char *end = text.p + text.n;
	size_t p = at, n, m;
	uint32_t cp;

	for (size_t i = 0; i < trail.n; i += n) {
		cp = cp_decode(trail.p + i, trail.p + trail.n, &n);
		while (p < text.n) {
			uint32_t now = cp_decode(text.p + p, end, &m);

			if (cp_superscript(now) < 0 &&
			    !(cp_is_space(cp) && cp_is_space(now)))
				break;
			p += m;
		}
		if (cp_is_space(cp) || cp_superscript(cp) >= 0)
			continue;
		if (p >= text.n || !is_gap(cp_decode(text.p + p, end, &m)))
			break;
		p += m;
		at = (uint32_t)p;
	}
	return at;
}

/* A quote may begin or end within a word; where it does in the text's word. */
static uint32_t
within(const struct alignment *a, const struct token *mine,
    const struct token *other, size_t place, uint32_t otherwise)
{
	struct str whole = buf_lend(&a->p->whole);

	if (place <= mine->from || place >= mine->to ||
	    !str_eq(str_slice(whole, mine->from, mine->to),
		str_slice(a->text, other->from, other->to)))
		return otherwise;
	return other->from + (uint32_t)(place - mine->from);
}

/* The place that the passage without a quote stands for. */
static bool
place_of(const struct alignment *a, struct span *out)
{
	const struct passage *p = a->p;

	if (p->last < p->tokens.n && a->whence[p->last] != NOWHERE)
		out->from = a->t.v[a->whence[p->last]].from;
	else if (p->first > 0 && a->whence[p->first - 1] != NOWHERE)
		out->from = a->t.v[a->whence[p->first - 1]].to;
	else
		return false;
	out->from = stretch_back(a->text, out->from,
	    str_slice(buf_lend(&p->whole), p->suffix,
		p->last < p->tokens.n ? p->tokens.v[p->last].from : 0));
	out->to = out->from;
	return true;
}

/* Is a word of the text another's than this one's neighbour: of the context, of
 * another paragraph? */
static bool
is_taken(const struct alignment *a, size_t j, size_t neighbour)
{
	const struct token *x = &a->t.v[j < neighbour ? j : neighbour];
	const struct token *y = &a->t.v[j < neighbour ? neighbour : j];

	for (size_t i = 0; i < a->p->tokens.n; i++)
		if (a->whence[i] == j)
			return true;
	return memchr(a->text.p + x->to, '\n', y->from - x->to) != NULL;
}

/* Where words of the quote's ends are missing, as many others in their place
 * are what it has now. */
static size_t
widen(const struct alignment *a, size_t j, size_t missing, bool back)
{
	while (missing-- > 0 && (back ? j > 0 : j + 1 < a->t.n) &&
	       !is_taken(a, back ? j - 1 : j + 1, j))
		j = back ? j - 1 : j + 1;
	return j;
}

static bool
span_of(const struct alignment *a, struct span *out)
{
	const struct passage *p = a->p;
	struct str whole = buf_lend(&p->whole);
	const struct token *mine, *other;
	size_t first = p->first, last = p->last;

	if (p->query.quote.n == 0)
		return place_of(a, out);
	while (first < last && a->whence[first] == NOWHERE)
		first++;
	while (first < last && a->whence[last - 1] == NOWHERE)
		last--;
	if (first == last)
		return false;
	mine = &p->tokens.v[first];
	other = &a->t.v[widen(a, a->whence[first], first - p->first, true)];
	out->from = within(a, mine, other, p->quote, other->from);
	if (first == p->first && mine->from > p->quote)
		out->from = stretch_back(
		    a->text, out->from, str_slice(whole, p->quote, mine->from));
	mine = &p->tokens.v[last - 1];
	other = &a->t.v[widen(a, a->whence[last - 1], p->last - last, false)];
	out->to = within(a, mine, other, p->suffix, other->to);
	if (last == p->last && mine->to < p->suffix)
		out->to = stretch_on(
		    a->text, out->to, str_slice(whole, mine->to, p->suffix));
	return true;
}

/* What stands between the words that stood before the quote and behind it,
 * whatever it is; false if they are not there, or there is too much or too
 * little between them. */
static bool
bracket_of(const struct alignment *a, struct span *out)
{
	const struct passage *p = a->p;
	const struct token *v = p->tokens.v;
	size_t i = p->first, k = p->last, n = p->query.quote.n;

	while (i > 0 && (a->whence[i - 1] == NOWHERE ||
			    a->t.v[a->whence[i - 1]].hash != v[i - 1].hash))
		i--;
	while (k < p->tokens.n && (a->whence[k] == NOWHERE ||
				      a->t.v[a->whence[k]].hash != v[k].hash))
		k++;
	if (n == 0 || i == 0 || k == p->tokens.n ||
	    a->whence[i - 1] + 1 >= a->whence[k])
		return false;
	out->from = a->t.v[a->whence[i - 1] + 1].from;
	out->to = a->t.v[a->whence[k] - 1].to;
	return out->to - out->from < 3 * n && n < 3 * (out->to - out->from);
}

size_t
passage_align(const struct passage *p, struct str text, size_t from, size_t to,
    struct span out[2])
{
	struct alignment a = {.p = p, .text = text};
	size_t n = p->tokens.n;
	size_t found = 0;

	a.t.letters = (struct buf)BUF_INIT;
	/* not from the middle of a word */
	while (from > 0 && from < text.n &&
	       !cp_is_space((unsigned char)text.p[from]))
		from--;
	tokens_add(&a.t, text, from, to);
	if (n == 0 || a.t.n == 0) {
		tokens_free(&a.t);
		return 0;
	}
	a.cost = xcalloc(a.t.n + 1, sizeof(*a.cost));
	a.steps = xmalloc(n * (a.t.n + 1));
	a.whence = xmalloc(n * sizeof(*a.whence));
	for (size_t i = 0; i < n; i++)
		fill_row(&a, i);
	trace(&a);
	found += span_of(&a, &out[found]);
	found += bracket_of(&a, &out[found]);
	tokens_free(&a.t);
	free(a.cost);
	free(a.steps);
	free(a.whence);
	return found;
}
