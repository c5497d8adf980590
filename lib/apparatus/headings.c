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

/* Headings told by their numbers: 1, 2, 3 over stretches of text.  A list
 * whose items follow each other has no text between them. */
static void
headings_by_number(struct work *w)
{
	uint32_t expected = 1, *found = NULL;
	size_t n = 0, cap = 0;
	bool prose = true;

	for (uint32_t i = 0; i < w->b->n_blocks; i++) {
		const struct block *k = &w->blocks[i];
		struct title_parts parts;
		struct str s = str_trim(block_text(w, i));

		if (k->to - k->from > PROSE_BYTES)
			prose = true;
		if (!prose || !stands_alone(w, i) || s.p[s.n - 1] == '.')
			continue;
		parts = title_split(s);
		if (parts.number.p == NULL || parts.named ||
		    number_value(parts.number) != expected)
			continue;
		ARRAY_PUSH(found, n, cap, i);
		expected++;
		prose = false;
	}
	for (size_t i = 0; n >= 2 && i < n; i++)
		heading_add(w, found[i], 1);
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
	headings_sort(w);
	if (w->n_headings == 0)
		headings_by_number(w);
}
