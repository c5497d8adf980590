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

/* A short block between empty lines, of one line. */
bool
stands_apart(const struct work *w, uint32_t block)
{
	const struct block *k = &w->blocks[block];
	struct str s = str_trim(block_text(w, block));

	if (k->to - k->from > HEADING_BYTES || s.n == 0 ||
	    (block > 0 && k->gap == 0) || !gap_after(w, block))
		return false;
	if (k->kind != BLOCK_PARAGRAPH && k->kind != BLOCK_HEADING)
		return false;
	return s.p[s.n - 1] != ',' && s.p[s.n - 1] != ';' &&
	       memchr(s.p, '\n', s.n) == NULL;
}

/* ... that does not end like a sentence, either. */
bool
stands_alone(const struct work *w, uint32_t block)
{
	struct str s = str_trim(block_text(w, block));

	return stands_apart(w, block) && s.p[s.n - 1] != ':';
}

/* Nothing but "Chapter 12", with its point perhaps. */
static bool
is_bare_name(struct str s)
{
	struct title_parts parts = title_split(s);

	return parts.named && parts.alone;
}

/* Blocks of a title that stands alone on one line or two; 0 if it does not. */
uint32_t
title_blocks(const struct work *w, uint32_t block)
{
	const struct block *next = &w->blocks[block + 1];
	struct str s = str_trim(block_text(w, block));

	if (w->blocks[block].to - w->blocks[block].from > HEADING_BYTES)
		return 0;
	if (stands_alone(w, block))
		return 1;
	if (block + 1 >= w->b->n_blocks || next->gap > 0 ||
	    w->blocks[block].gap == 0 || !gap_after(w, block + 1) ||
	    next->kind != BLOCK_PARAGRAPH ||
	    next->to - w->blocks[block].from > HEADING_BYTES ||
	    (text_ends_sentence(s) && !is_bare_name(s)))
		return 0;
	return 2;
}

/* The numbers of the last heading: 2.3.1 is {2, 3, 1}. */
struct path {
	uint32_t of[4], n;
};

/* "2.3.1" into its numbers; roman ones and words have one. */
static struct path
path_of(struct str number)
{
	struct path p = {.n = 0};
	size_t end;

	if (memchr(number.p, '.', number.n) == NULL) {
		p.of[0] = number_value(number);
		p.n = p.of[0] > 0;
		return p;
	}
	for (; number.n > 0 && p.n < LENGTH(p.of); p.n++) {
		end = str_find(number, STR("."));
		p.of[p.n] = number_value(str_slice(number, 0, end));
		number = end == SIZE_MAX ? STR("")
					 : str_slice(number, end + 1, number.n);
	}
	return p;
}

/* May a heading with the number `p` follow `last`?  1, 2, 3, one of which may
 * be missing; below 2 come 2.1, 2.2. */
static bool
path_follows(const struct path *last, const struct path *p, bool first)
{
	uint32_t depth = p->n - 1, before;

	if (p->n == 0 || p->n > last->n + 1)
		return false;
	for (uint32_t i = 0; i < depth; i++)
		if (p->of[i] != last->of[i])
			return false;
	before = depth < last->n ? last->of[depth] : 0;
	return p->of[depth] > before &&
	       p->of[depth] <= before + (first || depth > 0 ? 1 : 3);
}

/* A block that may be a numbered title: how many blocks it has, or 0. */
static uint32_t
numbered_at(const struct work *w, uint32_t i, struct title_parts *parts)
{
	struct str s = str_trim(block_text(w, i));
	uint32_t blocks;

	*parts = (struct title_parts){.title = s};
	if (s.n == 0 || s.n > HEADING_BYTES || s.p[s.n - 1] == '.' ||
	    (blocks = title_blocks(w, i)) == 0)
		return 0;
	*parts = title_split(s);
	return blocks;
}

/* Does the next number follow before there is any text?  Then it is a list. */
static bool
is_listed_on(const struct work *w, uint32_t i, const struct path *p)
{
	enum { AHEAD = 2 };
	uint32_t most = w->b->n_blocks;

	most = most - i > AHEAD + 1 ? i + AHEAD + 1 : most;
	for (uint32_t k = i + 1; k < most; k++) {
		struct str s = str_trim(block_text(w, k));
		struct title_parts parts = title_split(s);
		struct path next;

		if (parts.number.p != NULL && !parts.named) {
			next = path_of(parts.number);
			return next.n == p->n && p->n > 0 &&
			       next.of[p->n - 1] == p->of[p->n - 1] + 1;
		}
		if (s.n >= PROSE_BYTES)
			return false;
	}
	return false;
}

/* Headings told by their numbers: 1, 2, 3 over stretches of text; a number may
 * be missing.  A list whose items follow each other has no text between
 * them. */
void
headings_by_number(struct work *w)
{
	struct heading *found = NULL;
	struct path last = {.n = 0}, p;
	uint32_t prose = PROSE_BYTES;
	size_t n = 0, cap = 0;

	for (uint32_t i = 0; i < w->b->n_blocks; i++) {
		struct title_parts parts;
		struct str s = str_trim(block_text(w, i));
		uint32_t blocks = numbered_at(w, i, &parts);

		if (s.n > SOME_BYTES && (s.p[0] < '0' || s.p[0] > '9'))
			prose += (uint32_t)s.n;
		if (blocks > 0 && parts.named && parts.part)
			last.n = 0; /* numbers begin anew under parts */
		if (blocks == 0 || parts.number.p == NULL || parts.named)
			continue;
		p = path_of(parts.number);
		if ((prose < PROSE_BYTES && p.n <= last.n) ||
		    !path_follows(&last, &p, n == 0) || is_listed_on(w, i, &p))
			continue;
		ARRAY_PUSH(found, n, cap,
		    (struct heading){.block = i,
			.n = blocks,
			.level = (uint8_t)p.n,
			.kind = SECTION_KINDS});
		last = p;
		prose = 0;
	}
	for (size_t i = 0; n >= 2 && i < n; i++)
		ARRAY_PUSH(
		    w->headings, w->n_headings, w->cap_headings, found[i]);
	free(found);
}

/* A number alone between empty lines: its value, or 0. */
static uint32_t
lone_number(const struct work *w, uint32_t i)
{
	struct str s = str_trim(block_text(w, i));
	struct title_parts parts;

	if (s.n == 0 || s.n > 8 || w->blocks[i].kind == BLOCK_CAPTION ||
	    !stands_alone(w, i))
		return 0;
	parts = title_split(s);
	return parts.alone && !parts.named ? number_value(parts.number) : 0;
}

/* Lone numbers 1, 2, 3 below each of the headings that are known (`n` of them,
 * in order), with text between, part it. */
void
headings_below(struct work *w, size_t n)
{
	uint32_t expected = 1, prose = PROSE_BYTES, first = NOWHERE;
	size_t next = 0, begun = w->n_headings;

	for (uint32_t i = 0; i < w->b->n_blocks; i++) {
		bool known = next < n && w->headings[next].block <= i;
		uint32_t value;

		while (next < n && w->headings[next].block <= i)
			next++;
		if (known) {
			/* one alone parts nothing */
			if (w->n_headings - begun < 2)
				w->n_headings = begun;
			begun = w->n_headings;
			first = i;
			expected = 1;
			prose = PROSE_BYTES;
			continue;
		}
		value = first == NOWHERE ? 0 : lone_number(w, i);
		if (value == 0) {
			prose += w->blocks[i].to - w->blocks[i].from;
		} else if (value == expected && prose >= PROSE_BYTES) {
			heading_add(w, i, 2);
			expected++;
			prose = 0;
		}
	}
	if (w->n_headings - begun < 2)
		w->n_headings = begun;
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
	return h->n == 1 &&
	       title_split(str_trim(block_text(w, h->block))).alone;
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

/* Behind "Notes" the bare numbers of chapters come again, over the notes of
 * each; but a number that goes on is that of the next chapter. */
static bool
is_among_notes(
    const struct work *w, const struct heading *h, bool notes, uint32_t *most)
{
	struct str s = str_trim(block_text(w, h->block));
	uint32_t value = number_value(title_split(s).number);

	if (title_kind(s) == SECTION_NOTES)
		return true;
	notes = notes && is_bare(w, h) && value <= *most;
	if (!notes && value > *most)
		*most = value;
	return notes;
}

/* Where most bare numbers stand over a short line, that is their title. */
void
titles_take(struct work *w)
{
	size_t bare = 0, titled = 0;
	uint32_t most = 0;
	bool notes = false, *below = xcalloc(w->n_headings + 1, sizeof(*below));

	for (size_t i = 0; i < w->n_headings; i++) {
		notes = is_among_notes(w, &w->headings[i], notes, &most);
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
