/*
 * Where a passage may stand: its rarest words and pairs of words are looked up
 * in the text, and places where several of them come together in step are
 * kept.  Two walks over the text for any number of passages: one counts how
 * often each word and pair occurs, the other notes where the chosen ones are.
 */
#include <stdlib.h>

#include "lib/store/near.h"

#define CHOSEN 8 /* words and pairs of a passage that are looked up */
#define OFTEN 64 /* places of them all together */

/* A word or a pair of words that some passage has. */
struct term {
	uint32_t hash;
	uint32_t count; /* in the text */
	uint32_t seeds; /* those of it, from 1; 0 none */
	bool used;
};

/* A term at a byte of a passage. */
struct seed {
	uint32_t passage, offset;
	uint32_t next; /* of the same term, from 1 */
	uint32_t weight;
};

struct vote {
	uint32_t at; /* where the passage would begin */
	uint32_t weight;
};

struct ballot {
	struct vote *v;
	size_t n, cap;
};

struct seeding {
	struct term *terms; /* a hash table */
	uint32_t mask;
	struct seed *seeds;
	size_t n_seeds, cap_seeds;
	struct ballot *ballots; /* of each passage */
};

static uint32_t
pair_hash(const struct token *a, const struct token *b)
{
	uint32_t h = (a->hash << 7 | a->hash >> 25) ^ b->hash;

	h ^= h >> 16;
	return h * 0x9e3779b1u;
}

/* The term of a hash: where it is or would be. */
static struct term *
term_at(const struct seeding *s, uint32_t hash)
{
	uint32_t i = (hash ^ hash >> 15) & s->mask;

	while (s->terms[i].used && s->terms[i].hash != hash)
		i = (i + 1) & s->mask;
	return &s->terms[i];
}

static void
add_terms(struct seeding *s, const struct passage *v, size_t n)
{
	size_t all = 16, size = 1;

	for (size_t i = 0; i < n; i++)
		all += v[i].tokens.n * 4;
	while (size < all)
		size *= 2;
	s->terms = xcalloc(size, sizeof(*s->terms));
	s->mask = (uint32_t)(size - 1);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < v[i].tokens.n; k++) {
			const struct token *t = &v[i].tokens.v[k];
			struct term *term = term_at(s, t->hash);

			term->hash = t->hash;
			term->used = true;
			if (k == 0)
				continue;
			term = term_at(s, pair_hash(t - 1, t));
			term->hash = pair_hash(t - 1, t);
			term->used = true;
		}
}

/* ---- the first walk ---- */

static void
count_terms(struct seeding *s, struct str text)
{
	struct lexer l = {.letters = BUF_INIT, .scratch = BUF_INIT};
	struct token last = {.hash = 0}, t;
	struct term *term;

	lexer_begin(&l, text, 0, text.n);
	while (lexer_next(&l, &t)) {
		buf_clear(&l.letters);
		term = term_at(s, t.hash);
		term->count += term->used;
		term = term_at(s, pair_hash(&last, &t));
		term->count += term->used;
		last = t;
	}
	lexer_free(&l);
}

/* ---- choosing ---- */

struct choice {
	struct term *term;
	uint32_t offset;
};

static int
rarest_first(const void *left, const void *right)
{
	const struct choice *a = left, *b = right;

	if (a->term->count != b->term->count)
		return a->term->count < b->term->count ? -1 : 1;
	return a->offset < b->offset ? -1 : a->offset > b->offset;
}

/* All terms of a passage that occur in the text.  The first word of what
 * stands before the quote and the last behind it may be cut. */
static size_t
choices_of(const struct seeding *s, const struct passage *p, struct choice *out)
{
	size_t n = 0, end = p->tokens.n;
	size_t start = p->first > 0 ? 1 : 0;

	if (end > p->last)
		end--;
	for (size_t k = start; k < end; k++) {
		const struct token *t = &p->tokens.v[k];

		out[n] = (struct choice){term_at(s, t->hash), t->from};
		n += out[n].term->count > 0;
		if (k == start)
			continue;
		out[n] =
		    (struct choice){term_at(s, pair_hash(t - 1, t)), t->from};
		n += out[n].term->count > 0;
	}
	return n;
}

static uint32_t
weight_of(uint32_t count)
{
	return count == 1 ? 8 : count <= 3 ? 5 : count <= 10 ? 3 : 1;
}

static void
choose(struct seeding *s, const struct passage *p, uint32_t passage)
{
	struct choice *v = xcalloc(p->tokens.n * 2 + 1, sizeof(*v));
	size_t n = choices_of(s, p, v), chosen = 0;
	uint32_t sum = 0;

	qsort(v, n, sizeof(*v), rarest_first);
	for (size_t i = 0; i < n && chosen < CHOSEN; i++) {
		struct term *t = v[i].term;

		/* what repeats within the passage points nowhere */
		if ((i > 0 && v[i - 1].term == t) ||
		    (i + 1 < n && v[i + 1].term == t))
			continue;
		if (sum + t->count > (chosen == 0 ? 4 * OFTEN : OFTEN))
			break;
		sum += t->count;
		ARRAY_PUSH(s->seeds, s->n_seeds, s->cap_seeds,
		    (struct seed){.passage = passage,
			.offset = v[i].offset,
			.next = t->seeds,
			.weight = weight_of(t->count)});
		t->seeds = (uint32_t)s->n_seeds;
		chosen++;
	}
	free(v);
}

/* ---- the second walk ---- */

static void
vote_for(struct seeding *s, const struct term *t, uint32_t at)
{
	for (uint32_t i = t->used ? t->seeds : 0; i != 0;
	     i = s->seeds[i - 1].next) {
		const struct seed *seed = &s->seeds[i - 1];
		struct ballot *b = &s->ballots[seed->passage];

		ARRAY_PUSH(b->v, b->n, b->cap,
		    (struct vote){at > seed->offset ? at - seed->offset : 0,
			seed->weight});
	}
}

static void
walk_seeds(struct seeding *s, struct str text)
{
	struct lexer l = {.letters = BUF_INIT, .scratch = BUF_INIT};
	struct token last = {.hash = 0}, t;

	lexer_begin(&l, text, 0, text.n);
	while (lexer_next(&l, &t)) {
		buf_clear(&l.letters);
		vote_for(s, term_at(s, t.hash), t.from);
		vote_for(s, term_at(s, pair_hash(&last, &t)), t.from);
		last = t;
	}
	lexer_free(&l);
}

/* ---- counting ---- */

static int
by_place(const void *left, const void *right)
{
	const struct vote *a = left, *b = right;

	return a->at < b->at ? -1 : a->at > b->at;
}

/* The heaviest stretch of votes within `reach` bytes; its weight, 0 if none. */
static uint32_t
heaviest(const struct ballot *b, uint32_t reach, size_t *from, size_t *to)
{
	uint32_t sum = 0, best = 0;
	size_t k = 0;

	for (size_t i = 0; i < b->n; i++) {
		sum += b->v[i].weight;
		while (b->v[i].at - b->v[k].at > reach)
			sum -= b->v[k++].weight;
		if (sum > best) {
			best = sum;
			*from = k;
			*to = i + 1;
		}
	}
	return best;
}

/* Keep the best places of a passage; what has less than a quarter of the
 * best's votes is chance. */
static void
count_votes(struct ballot *b, size_t length, struct seeded *out)
{
	uint32_t reach = (uint32_t)(length / 4 + 24), most = 0, got;
	size_t from = 0, to = 0;

	out->n = 0;
	if (b->n > 1)
		qsort(b->v, b->n, sizeof(*b->v), by_place);
	while (out->n < SEED_PLACES) {
		got = heaviest(b, reach, &from, &to);
		if (got == 0 || got * 4 < most)
			break;
		if (out->n == 0)
			most = got;
		out->at[out->n++] = b->v[(from + to) / 2].at;
		for (size_t i = from; i < to; i++)
			b->v[i].weight = 0;
	}
}

void
seeds_find(
    struct str text, const struct passage *v, size_t n, struct seeded *out)
{
	struct seeding s = {.mask = 0};

	add_terms(&s, v, n);
	count_terms(&s, text);
	for (size_t i = 0; i < n; i++)
		choose(&s, &v[i], (uint32_t)i);
	s.ballots = xcalloc(n, sizeof(*s.ballots));
	walk_seeds(&s, text);
	for (size_t i = 0; i < n; i++) {
		count_votes(&s.ballots[i], v[i].whole.n, &out[i]);
		free(s.ballots[i].v);
	}
	free(s.ballots);
	free(s.seeds);
	free(s.terms);
}
