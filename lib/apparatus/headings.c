/*
 * Which blocks are headings.  What the format stated and what the printed
 * contents name is believed; where there is neither, headings are short blocks
 * that stand alone and whose words or numbers say so.
 */
#include <stdlib.h>

#include "lib/apparatus/work.h"

enum {
	HEADING_BYTES = 160, /* a longer block is none, unless stated */
	WORD_BYTES = 64, /* of a heading that is told by its words */
	PROSE_BYTES = 200 /* a block so long is text */
};

static void
heading_add(struct work *w, uint32_t block, unsigned level)
{
	ARRAY_PUSH(w->headings, w->n_headings, w->cap_headings,
	    (struct heading){
		block, 1, (uint8_t)level, SECTION_KINDS, false, false});
}

static bool
gap_after(const struct work *w, uint32_t block)
{
	return block + 1 >= w->b->n_blocks || w->blocks[block + 1].gap > 0;
}

/* A short block between empty lines that does not end like a sentence. */
static bool
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

/* Is it told by its words?  "Chapter 5", "Notes". */
static bool
told_by_words(const struct work *w, uint32_t block)
{
	struct str s = str_trim(block_text(w, block));
	struct title_parts parts;

	if (s.n > WORD_BYTES * 2 || !stands_alone(w, block))
		return false;
	parts = title_split(s);
	if (parts.named)
		return !text_ends_sentence(s) || parts.title.p == s.p;
	return s.n <= WORD_BYTES && !text_ends_sentence(s) &&
	       title_kind(s) != SECTION_KINDS;
}

/* The value of a printed number, roman or arabic; 0 if it is a word. */
static uint32_t
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
static uint32_t
title_blocks(const struct work *w, uint32_t block)
{
	const struct block *next = &w->blocks[block + 1];

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
static void
headings_by_number(struct work *w)
{
	struct heading *found = NULL;
	uint32_t expected = 1;
	size_t n = 0, cap = 0;
	bool prose = true;

	for (uint32_t i = 0; i < w->b->n_blocks; i++) {
		const struct block *k = &w->blocks[i];
		struct title_parts parts;
		struct str s = str_trim(block_text(w, i));
		uint32_t blocks, value;

		if (k->to - k->from > PROSE_BYTES)
			prose = true;
		if (!prose || s.n == 0 || s.n > HEADING_BYTES ||
		    (blocks = title_blocks(w, i)) == 0 || s.p[s.n - 1] == '.')
			continue;
		parts = title_split(s);
		if (parts.number.p == NULL || parts.named)
			continue;
		value = number_value(parts.number);
		if (value < expected || value > expected + (n > 0 ? 2 : 0))
			continue;
		ARRAY_PUSH(found, n, cap,
		    (struct heading){
			i, blocks, 1, SECTION_KINDS, false, false});
		expected = value + 1;
		prose = false;
	}
	for (size_t i = 0; n >= 2 && i < n; i++)
		ARRAY_PUSH(
		    w->headings, w->n_headings, w->cap_headings, found[i]);
	free(found);
}

/* "Chapter 12" or "12" on a line of its own over a listed title. */
static void
take_number_above(struct work *w, struct heading *h)
{
	struct title_parts parts;
	struct str s;

	if (h->block == 0 || h->block - 1 == w->contents_from ||
	    w->blocks[h->block].gap > 2)
		return;
	s = str_trim(block_text(w, h->block - 1));
	if (s.n == 0 || s.n > 40 ||
	    (h->block > 1 && w->blocks[h->block - 1].gap == 0))
		return;
	parts = title_split(s);
	if (parts.number.p == NULL || parts.title.p != s.p ||
	    (!parts.named && number_value(parts.number) == 0))
		return;
	if (title_split(str_trim(block_text(w, h->block))).number.p != NULL)
		return;
	h->block--;
	h->n++;
}

static int
by_block(const void *a, const void *b)
{
	const struct heading *x = a, *y = b;

	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	return (y->n > x->n) - (y->n < x->n);
}

/* Sort, and let no two headings share a block. */
static void
headings_sort(struct work *w)
{
	size_t n = 0;

	if (w->n_headings == 0)
		return;
	qsort(w->headings, w->n_headings, sizeof(*w->headings), by_block);
	for (size_t i = 0; i < w->n_headings; i++) {
		struct heading *h = &w->headings[i], *last;

		last = n > 0 ? &w->headings[n - 1] : NULL;
		if (last == NULL || h->block >= last->block + last->n) {
			w->headings[n++] = *h;
			continue;
		}
		last->listed |= h->listed;
		if (h->level > last->level)
			last->level = h->level;
	}
	w->n_headings = n;
}

static bool
in_contents(const struct work *w, uint32_t block)
{
	return block > w->contents_from && block < w->contents_to;
}

static size_t
count_stated(const struct work *w)
{
	size_t n = 0;

	for (uint32_t i = 0; i < w->b->n_blocks; i++)
		n += w->blocks[i].kind == BLOCK_HEADING &&
		     (w->blocks[i].flags & BLOCK_STATED) != 0;
	return n;
}

/* Headings that the format stated, or that its reader took for such where the
 * book has nothing better. */
static void
headings_by_kind(struct work *w, bool stated_only)
{
	for (uint32_t i = 0; i < w->b->n_blocks; i++) {
		struct block *k = &w->blocks[i];

		if (k->kind != BLOCK_HEADING)
			continue;
		if (!stated_only || (k->flags & BLOCK_STATED) != 0)
			heading_add(w, i, k->level > 0 ? k->level : 1);
		else
			k->kind = BLOCK_PARAGRAPH;
	}
}

static int
by_hash(const void *a, const void *b)
{
	const struct title_key *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

/* The keys of all headings, with their numbers and without, sorted. */
static struct title_key *
keys_make(const struct work *w, size_t *n)
{
	struct title_key *v = xmalloc((2 * w->n_headings + 1) * sizeof(*v));

	*n = 0;
	for (size_t i = 0; i < w->n_headings; i++) {
		const struct heading *h = &w->headings[i];
		struct str s =
		    title_trim(book_text(w->b, w->blocks[h->block].from,
			w->blocks[h->block + h->n - 1].to));

		v[*n] = v[*n + 1] = (struct title_key)TITLE_KEY_EMPTY;
		title_key_add(&v[*n], s);
		title_key_add(&v[*n + 1], title_split(s).title);
		*n += 2;
	}
	if (*n > 0)
		qsort(v, *n, sizeof(*v), by_hash);
	return v;
}

/* Behind a heading "Notes" the titles of chapters come again, over the notes
 * of each. */
static void
headings_of_notes(struct work *w)
{
	size_t n, known = w->n_headings, next = 0;
	struct title_key *keys = keys_make(w, &n);
	bool notes = false;

	for (uint32_t i = 0; i < w->b->n_blocks; i++) {
		struct title_key key = TITLE_KEY_EMPTY;

		while (next < known && w->headings[next].block < i)
			next++;
		if (next < known && w->headings[next].block == i) {
			notes = title_kind(block_text(w, i)) == SECTION_NOTES;
			continue;
		}
		if (!notes || !stands_alone(w, i))
			continue;
		title_key_add(&key, title_trim(block_text(w, i)));
		if (key.n > 0 &&
		    bsearch(&key, keys, n, sizeof(key), by_hash) != NULL)
			heading_add(w, i, 1);
	}
	free(keys);
	if (w->n_headings > known)
		headings_sort(w);
}

void
headings_find(struct work *w)
{
	bool listed = w->n_headings > 0, stated = count_stated(w) > 0;

	if (listed) {
		heading_add(w, w->contents_from, 1);
		for (size_t i = 0; i < w->n_headings; i++)
			take_number_above(w, &w->headings[i]);
	}
	headings_by_kind(w, listed || stated);
	if (!stated)
		for (uint32_t i = 0; i < w->b->n_blocks; i++)
			if (!in_contents(w, i) && told_by_words(w, i) &&
			    (!listed ||
				title_kind(block_text(w, i)) != SECTION_FRONT))
				heading_add(w, i, 1);
	if (!stated && !listed)
		headings_by_number(w);
	headings_sort(w);
	if (!stated)
		headings_of_notes(w);
}
