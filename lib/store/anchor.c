/*
 * Where quotes stand exactly: one pass over the text for all of them.
 *
 * The text is squeezed: what does not count is left out, and every STRIDE
 * bytes it is noted where they came from.  Each anchor gives one or two
 * needles, whose first KEY bytes are hashed; the pass looks up the KEY bytes
 * at each place, and where a needle stands weighs the context around it.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/store/anchor.h"

#define STRIDE 64
#define KEY 16 /* bytes of a needle that are hashed */
#define BUCKETS 65536
#define WORK 64 /* compared bytes allowed for each of text */

struct squeezed {
	struct buf text;
	uint32_t *came; /* source place of byte i * STRIDE */
	size_t n_came, cap_came;
	struct str source;
};

struct needle {
	struct str text; /* at least KEY bytes */
	uint32_t item;
	uint32_t lead; /* bytes of it before the quote */
	uint32_t next; /* in its bucket, from 1; 0 at the end */
};

/* An anchor that is being looked for, squeezed. */
struct item {
	struct buf whole; /* prefix, quote, suffix */
	struct str prefix, quote, suffix;
	struct stand {
		size_t at, score; /* scores are from 1 */
	} best[ANCHOR_HITS]; /* the highest first */
	size_t n_best;
};

struct hunt {
	struct squeezed sq;
	struct item *items;
	struct needle *needles;
	size_t n_items, n_needles, cap_needles;
	uint32_t *buckets;
	uint64_t work;
};

/* ---- text that does not count ---- */

size_t
anchor_skip_wide(struct str s)
{
	static const char *const blanks[] = {
	    "\xc2\xa0", "\xc2\xad", "\xe2\x80\x8b", "\xef\xbb\xbf"};

	for (size_t i = 0; i < LENGTH(blanks); i++)
		if (str_starts(s, blanks[i]))
			return strlen(blanks[i]);
	return 0;
}

static void
squeeze(struct buf *out, struct str s)
{
	for (size_t i = 0, skip; i < s.n;) {
		skip = anchor_skip(str_slice(s, i, s.n));
		if (skip == 0)
			buf_putc(out, s.p[i]);
		i += skip == 0 ? 1 : skip;
	}
}

static void
squeeze_text(struct squeezed *sq, struct str s)
{
	sq->source = s;
	buf_reserve(&sq->text, s.n);
	for (size_t i = 0, skip; i < s.n;) {
		skip = anchor_skip(str_slice(s, i, s.n));
		if (skip == 0) {
			if (sq->text.n % STRIDE == 0)
				ARRAY_PUSH(sq->came, sq->n_came, sq->cap_came,
				    (uint32_t)i);
			sq->text.p[sq->text.n++] = s.p[i];
		}
		i += skip == 0 ? 1 : skip;
	}
	sq->text.p[sq->text.n] = '\0';
}

/* Where byte `at` of the squeezed text stands in the source. */
static uint32_t
source_of(const struct squeezed *sq, size_t at)
{
	size_t left = at % STRIDE, i, skip;

	if (at >= sq->text.n)
		return (uint32_t)sq->source.n;
	i = sq->came[at / STRIDE];
	for (;;) {
		skip = anchor_skip(str_slice(sq->source, i, sq->source.n));
		if (skip == 0 && left-- == 0)
			return (uint32_t)i;
		i += skip == 0 ? 1 : skip;
	}
}

/* ---- needles ---- */

static uint32_t
hash_key(const char *p)
{
	uint64_t a, b;

	memcpy(&a, p, 8);
	memcpy(&b, p + 8, 8);
	a = (a ^ b * 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu;
	return (uint32_t)(a >> 48);
}

/* The needle from `back` bytes before the quote to `to` bytes after its start;
 * it always holds all of the quote.  None if it would be too short. */
static void
add_needle(struct hunt *h, size_t item, size_t back, size_t to)
{
	const struct item *it = &h->items[item];
	struct str all = buf_lend(&it->whole);
	size_t zero = it->prefix.n;
	struct needle n = {.item = (uint32_t)item, .lead = (uint32_t)back};
	uint32_t *bucket;

	assert(back <= zero);
	n.text = str_slice(all, zero - back, zero + to);
	if (n.text.n < KEY)
		return;
	bucket = &h->buckets[hash_key(n.text.p)];
	n.next = *bucket;
	ARRAY_PUSH(h->needles, h->n_needles, h->cap_needles, n);
	*bucket = (uint32_t)h->n_needles;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* A quote that is long enough is searched for by itself; a shorter one, and a
 * place, with what stood before it, and with what stood behind. */
static void
add_item(struct hunt *h, struct str prefix, struct str quote, struct str suffix)
{
	struct item *it = &h->items[h->n_items];
	size_t n, q;

	buf_init(&it->whole);
	squeeze(&it->whole, prefix);
	n = it->whole.n;
	squeeze(&it->whole, quote);
	q = it->whole.n;
	squeeze(&it->whole, suffix);
	it->prefix = str_slice(buf_lend(&it->whole), 0, n);
	it->quote = str_slice(buf_lend(&it->whole), n, q);
	it->suffix = str_slice(buf_lend(&it->whole), q, it->whole.n);
	q -= n;
	if (q >= KEY) {
		add_needle(h, h->n_items, 0, q);
	} else {
		add_needle(h, h->n_items, least(n, KEY + KEY / 2), q);
		add_needle(
		    h, h->n_items, 0, q + least(it->suffix.n, KEY + KEY / 2));
	}
	h->n_items++;
}

/* ---- weighing ---- */

static size_t
common_end(struct str a, struct str b)
{
	size_t i = 0, n = least(a.n, b.n);

	while (i < n && a.p[a.n - 1 - i] == b.p[b.n - 1 - i])
		i++;
	return i;
}

static size_t
common_start(struct str a, struct str b)
{
	size_t i = 0, n = least(a.n, b.n);

	while (i < n && a.p[i] == b.p[i])
		i++;
	return i;
}

/* Note that the quote of an item stands at byte `at` of the squeezed text. */
static void
weigh(struct hunt *h, struct item *it, size_t at)
{
	struct str text = buf_lend(&h->sq.text);
	size_t end = at + it->quote.n, score, i;

	for (i = 0; i < it->n_best; i++)
		if (it->best[i].at == at)
			return;
	score = 1 + common_end(str_slice(text, 0, at), it->prefix) +
		common_start(str_slice(text, end, text.n), it->suffix);
	h->work += score;
	for (i = it->n_best; i > 0 && it->best[i - 1].score < score; i--)
		if (i < ANCHOR_HITS)
			it->best[i] = it->best[i - 1];
	if (i == ANCHOR_HITS)
		return;
	it->best[i] = (struct stand){at, score};
	it->n_best += it->n_best < ANCHOR_HITS;
}

/* Try the needles whose key stands at byte `at`. */
static void
try_needles(struct hunt *h, size_t at)
{
	struct str text = buf_lend(&h->sq.text);
	uint32_t i = h->buckets[hash_key(text.p + at)];

	for (; i != 0; i = h->needles[i - 1].next) {
		const struct needle *n = &h->needles[i - 1];
		struct item *it = &h->items[n->item];

		h->work += 2;
		if (n->text.n > text.n - at ||
		    memcmp(n->text.p, text.p + at, n->text.n) != 0)
			continue;
		h->work += n->text.n;
		weigh(h, it, at + n->lead);
	}
}

/* The span of the source where the item's quote stands. */
static struct span
stand_span(const struct hunt *h, const struct item *it, size_t i)
{
	struct span s = {.from = source_of(&h->sq, it->best[i].at)};

	s.to = s.from;
	if (it->quote.n > 0)
		s.to = source_of(&h->sq, it->best[i].at + it->quote.n - 1) + 1;
	return s;
}

/* One pass over the text.  On a text made to be slow it ends early, and what
 * was found until then is not believed. */
static void
pass(struct hunt *h)
{
	size_t n = h->sq.text.n;
	uint64_t most = (uint64_t)n * WORK;

	for (size_t i = 0; h->n_needles > 0 && i + KEY <= n; i++) {
		try_needles(h, i);
		if (h->work <= most)
			continue;
		for (size_t k = 0; k < h->n_items; k++)
			h->items[k].n_best = 0;
		return;
	}
}

static void
hunt_begin(struct hunt *h, struct str text, size_t n)
{
	*h = (struct hunt){.sq = {.text = BUF_INIT}};
	h->items = xcalloc(n, sizeof(*h->items));
	h->buckets = xcalloc(BUCKETS, sizeof(*h->buckets));
	squeeze_text(&h->sq, text);
}

static void
hunt_end(struct hunt *h)
{
	for (size_t i = 0; i < h->n_items; i++)
		buf_free(&h->items[i].whole);
	buf_free(&h->sq.text);
	free(h->sq.came);
	free(h->buckets);
	free(h->needles);
	free(h->items);
}

void
anchor_exact_all(struct str text, const struct anchor_query *v, size_t n,
    struct anchor_exact *out)
{
	struct hunt h;

	hunt_begin(&h, text, n);
	for (size_t i = 0; i < n; i++)
		add_item(&h, v[i].prefix, v[i].quote, v[i].suffix);
	pass(&h);
	for (size_t i = 0; i < n; i++) {
		out[i].n = h.items[i].n_best;
		for (size_t k = 0; k < out[i].n; k++)
			out[i].v[k] = stand_span(&h, &h.items[i], k);
	}
	hunt_end(&h);
}
