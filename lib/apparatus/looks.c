/*
 * Headings that only their looks tell: short blocks that stand alone, with
 * numbers that go on or in capitals, and the titles under bare numbers.  Tried
 * where neither the format nor printed contents name any.
 */
#include <stdlib.h>

#include "lib/apparatus/work.h"

enum {
	HEADING_BYTES = 160, /* a longer block is none, unless stated */
	TITLE_BYTES = 100, /* of one that stands under its number */
	SOME_BYTES = 60, /* a block so long is no title of its own */
	PROSE_BYTES = 200, /* so much text parts two numbered headings */
	TEXT_BYTES = 150 /* ... two headings in capitals */
};

void
heading_add(struct work *w, uint32_t block, unsigned level)
{
	ARRAY_PUSH(w->headings, w->n_headings, w->cap_headings,
	    (struct heading){.block = block,
		.n = 1,
		.level = (uint8_t)level,
		.kind = SECTION_KINDS});
}

static bool
gap_after(const struct work *w, uint32_t block)
{
	return block + 1 >= w->b->n_blocks || w->blocks[block + 1].gap > 0;
}

/* A short block between empty lines that does not end like a sentence. */
bool
stands_alone(const struct work *w, uint32_t block)
{
	const struct block *k = &w->blocks[block];
	struct str s = str_trim(block_text(w, block));
	char last;

	if (k->to - k->from > HEADING_BYTES || s.n == 0 ||
	    (block > 0 && k->gap == 0) || !gap_after(w, block))
		return false;
	if (k->kind != BLOCK_PARAGRAPH && k->kind != BLOCK_HEADING)
		return false;
	last = s.p[s.n - 1];
	return last != ',' && last != ';' && last != ':' &&
	       memchr(s.p, '\n', s.n) == NULL;
}

/* The value of a printed number, roman or arabic; 0 if it is a word. */
uint32_t
number_value(struct str s)
{
	static const char letters[] = "IVXLC";
	static const uint32_t values[] = {1, 5, 10, 50, 100};
	uint32_t sum = 0, last = 0;

	for (size_t i = s.n; i-- > 0;) {
		const char *at = memchr(letters, s.p[i], 5);
		uint32_t v;

		if (at == NULL)
			break;
		v = values[at - letters];
		sum = v < last ? sum - v : sum + v;
		last = v > last ? v : last;
	}
	if (last > 0)
		return sum;
	for (size_t i = 0; i < s.n && i < 6; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return 0;
		sum = sum * 10 + (uint32_t)(s.p[i] - '0');
	}
	return sum;
}

/* Blocks of a title that stands alone on one line or two; 0 if it does not. */
uint32_t
title_blocks(const struct work *w, uint32_t block)
{
	const struct block *next = &w->blocks[block + 1];

	if (w->blocks[block].to - w->blocks[block].from > HEADING_BYTES)
		return 0;
	if (stands_alone(w, block))
		return 1;
	if (block + 1 >= w->b->n_blocks || next->gap > 0 ||
	    w->blocks[block].gap == 0 || !gap_after(w, block + 1) ||
	    next->kind != BLOCK_PARAGRAPH ||
	    next->to - w->blocks[block].from > HEADING_BYTES ||
	    text_ends_sentence(block_text(w, block)))
		return 0;
	return 2;
}

/* Headings told by their numbers: 1, 2, 3 over stretches of text; a number may
 * be missing.  A list whose items follow each other has no text between
 * them. */
void
headings_by_number(struct work *w)
{
	struct heading *found = NULL;
	uint32_t expected = 1, prose = PROSE_BYTES;
	size_t n = 0, cap = 0;

	for (uint32_t i = 0; i < w->b->n_blocks; i++) {
		struct title_parts parts;
		struct str s = str_trim(block_text(w, i));
		uint32_t blocks, value;

		if (s.n > SOME_BYTES && (s.p[0] < '0' || s.p[0] > '9'))
			prose += (uint32_t)s.n;
		if (prose < PROSE_BYTES || s.n == 0 || s.n > HEADING_BYTES ||
		    (blocks = title_blocks(w, i)) == 0 || s.p[s.n - 1] == '.')
			continue;
		parts = title_split(s);
		if (parts.named && parts.part)
			expected = 1; /* numbers begin anew under parts */
		if (parts.number.p == NULL || parts.named)
			continue;
		value = number_value(parts.number);
		if (value < expected || value > expected + (n > 0 ? 2 : 0))
			continue;
		ARRAY_PUSH(found, n, cap,
		    (struct heading){.block = i,
			.n = blocks,
			.level = 1,
			.kind = SECTION_KINDS});
		expected = value + 1;
		prose = 0;
	}
	for (size_t i = 0; n >= 2 && i < n; i++)
		ARRAY_PUSH(
		    w->headings, w->n_headings, w->cap_headings, found[i]);
	free(found);
}

/* ---- capitals ---- */

/* Are all letters of a title capitals, three at least? */
static bool
in_capitals(struct str s)
{
	size_t n, letters = 0;

	for (size_t at = 0; at < s.n; at += n) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);

		if (cp_is_lower(cp))
			return false;
		letters += cp_is_upper(cp);
	}
	return letters >= 3;
}

static int
by_hash(const void *a, const void *b)
{
	const struct title_key *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Do titles come again?  Then they are the names of those who speak. */
static bool
titles_recur(const struct work *w, const struct heading *v, size_t n)
{
	struct title_key *keys = xmalloc((n + 1) * sizeof(*keys));
	size_t again = 0;

	for (size_t i = 0; i < n; i++) {
		keys[i] = (struct title_key)TITLE_KEY_EMPTY;
		title_key_add(&keys[i], block_text(w, v[i].block));
	}
	if (n > 0)
		qsort(keys, n, sizeof(*keys), by_hash);
	for (size_t i = 1; i < n; i++)
		again += title_key_eq(keys[i - 1], keys[i]);
	free(keys);
	return again * 8 > n;
}

/* Headings told by their capitals: two at least, none of which comes again,
 * with text after each.  What stands at the start is the book's title. */
void
headings_by_capitals(struct work *w)
{
	struct heading *found = NULL;
	size_t n = 0, cap = 0;
	uint32_t prose = 0, last = NOWHERE;

	for (uint32_t i = 0; i < w->b->n_blocks; i++) {
		struct str s = str_trim(block_text(w, i));

		if (s.n > SOME_BYTES)
			prose += (uint32_t)s.n;
		if (prose >= TEXT_BYTES && last != NOWHERE) {
			ARRAY_PUSH(found, n, cap,
			    (struct heading){.block = last,
				.n = 1,
				.level = 1,
				.kind = SECTION_KINDS});
			last = NOWHERE;
		}
		if (i == 0 || s.n > SOME_BYTES || prose < TEXT_BYTES ||
		    text_ends_sentence(s) || !in_capitals(s) ||
		    !stands_alone(w, i))
			continue;
		last = i;
		prose = 0;
	}
	if (n < 2 || titles_recur(w, found, n))
		n = 0;
	for (size_t i = 0; i < n; i++)
		ARRAY_PUSH(
		    w->headings, w->n_headings, w->cap_headings, found[i]);
	free(found);
}

/* ---- titles under their numbers ---- */

/* Is it nothing but "Chapter 12" or "XII"? */
static bool
is_bare(const struct work *w, const struct heading *h)
{
	struct str s = str_trim(block_text(w, h->block));
	struct title_parts parts = title_split(s);

	return h->n == 1 && parts.number.p != NULL && parts.title.p == s.p;
}

/* May the block under a bare number be its title?  It stands alone between
 * the number and text, and is neither a sentence nor the date of a letter. */
static bool
title_below(const struct work *w, size_t i)
{
	const struct heading *h = &w->headings[i];
	uint32_t block = h->block + 1, next = block + 1;
	struct str s;
	size_t n;

	if (next >= w->b->n_blocks || w->blocks[block].gap > 3 ||
	    (i + 1 < w->n_headings && h[1].block <= next))
		return false;
	s = str_trim(block_text(w, block));
	if (s.n == 0 || s.n > TITLE_BYTES || !stands_alone(w, block) ||
	    text_ends_statement(s) ||
	    (s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9'))
		return false;
	return !cp_is_lower(cp_decode(s.p, s.p + s.n, &n)) &&
	       block_is_text(&w->blocks[next]);
}

/* Are bare numbers of chapters here?  Behind "Notes" they come again, over
 * the notes of each. */
static bool
leave_notes(const struct work *w, const struct heading *h, bool notes)
{
	if (title_kind(block_text(w, h->block)) == SECTION_NOTES)
		return true;
	return notes && is_bare(w, h);
}

/* Where most bare numbers stand over a short line, that is their title. */
void
titles_take(struct work *w)
{
	size_t bare = 0, titled = 0;
	bool notes = false, *below = xcalloc(w->n_headings + 1, sizeof(*below));

	for (size_t i = 0; i < w->n_headings; i++) {
		notes = leave_notes(w, &w->headings[i], notes);
		if (notes || !is_bare(w, &w->headings[i]))
			continue;
		below[i] = title_below(w, i);
		bare++;
		titled += below[i];
	}
	for (size_t i = 0; titled >= 2 && i < w->n_headings; i++)
		if (below[i] && titled * 3 >= bare * 2)
			w->headings[i].n = 2;
	free(below);
}
