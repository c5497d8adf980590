/*
 * Where a caret goes in the text.  Every motion works in the block that holds
 * the caret and goes on to the next one at its ends, so that its cost does not
 * grow with the book.  Knows no screen.
 *
 * To words and sentences a callout is a closing bracket: it is no part of a
 * word, and belongs to the sentence that it follows.
 */
#include <string.h>

#include <izba/text.h>

#include "tui/motion.h"

/* A walk through a book, with the text of the block that it is in. */
struct walk {
	const struct book *b;
	uint32_t block; /* NOWHERE: none yet */
	struct str text; /* as words and sentences see it */
	struct buf own; /* holds it, if it is not the book's */
};

#define WALK_INIT(book) \
	{ \
		.b = (book), .block = NOWHERE, .own = BUF_INIT \
	}

static struct str
walk_text(struct walk *w, uint32_t i)
{
	const struct block *k = &w->b->blocks[i];
	uint32_t r = book_reference_from(w->b, k->from);

	if (w->block == i)
		return w->text;
	w->block = i;
	w->text = book_text(w->b, k->from, k->to);
	if (r == w->b->n_references || w->b->references[r].from >= k->to)
		return w->text;
	buf_clear(&w->own);
	buf_str(&w->own, w->text);
	for (; r < w->b->n_references && w->b->references[r].from < k->to;
	     r++) {
		uint32_t from = w->b->references[r].from;
		uint32_t to = w->b->references[r].to;

		from = from > k->from ? from : k->from;
		to = to < k->to ? to : k->to;
		memset(w->own.p + (from - k->from), ')', to - from);
	}
	return w->text = buf_lend(&w->own);
}

/* The next block that shows text, from i in steps of `step`; n_blocks if there
 * is none. */
static uint32_t
block_beside(const struct book *b, uint32_t i, int step)
{
	for (;;) {
		if (step < 0 ? i == 0 : i + 1 >= b->n_blocks)
			return b->n_blocks;
		i = step < 0 ? i - 1 : i + 1;
		if (b->blocks[i].to > b->blocks[i].from)
			return i;
	}
}

/* The last character of a block. */
static uint32_t
block_last(const struct book *b, uint32_t i)
{
	struct str s = book_text(b, b->blocks[i].from, b->blocks[i].to);

	return b->blocks[i].to - (uint32_t)grapheme_prev(s);
}

uint32_t
motion_after(const struct book *b, uint32_t at)
{
	const struct block *k = &b->blocks[book_block_at(b, at)];

	if (at >= k->to)
		return k->to;
	return at + (uint32_t)grapheme_next(book_text(b, at, k->to), NULL);
}

static uint32_t
char_next(struct walk *walk, uint32_t at)
{
	const struct book *b = walk->b;
	uint32_t i = book_block_at(b, at), to = motion_after(b, at), next;

	if (to < b->blocks[i].to)
		return to;
	next = block_beside(b, i, 1);
	return next < b->n_blocks ? b->blocks[next].from : at;
}

static uint32_t
char_prev(struct walk *walk, uint32_t at)
{
	const struct book *b = walk->b;
	uint32_t i = book_block_at(b, at), from = b->blocks[i].from, prev;

	if (at > from)
		return at - (uint32_t)grapheme_prev(book_text(b, from, at));
	prev = block_beside(b, i, -1);
	return prev < b->n_blocks ? block_last(b, prev) : at;
}

static uint32_t
word_step_next(struct walk *walk, uint32_t at)
{
	const struct book *b = walk->b;
	uint32_t i = book_block_at(b, at), from = b->blocks[i].from;
	size_t in = at - from, w, end;

	/* the rest of the word that the caret stands in does not count */
	if (word_at(walk_text(walk, i), in, &w, &end))
		in = end;
	for (;;) {
		if (word_next(walk_text(walk, i), in, &w, &end) &&
		    from + (uint32_t)w > at)
			return from + (uint32_t)w;
		i = block_beside(b, i, 1);
		if (i == b->n_blocks)
			return at;
		from = b->blocks[i].from;
		in = 0;
	}
}

static uint32_t
word_step_prev(struct walk *walk, uint32_t at)
{
	const struct book *b = walk->b;
	uint32_t i = book_block_at(b, at), from = b->blocks[i].from;
	size_t in = at - from, w, end;

	for (;;) {
		if (word_prev(walk_text(walk, i), in, &w, &end))
			return from + (uint32_t)w;
		i = block_beside(b, i, -1);
		if (i == b->n_blocks)
			return at;
		from = b->blocks[i].from;
		in = b->blocks[i].to - from;
	}
}

static uint32_t
word_step_end(struct walk *walk, uint32_t at)
{
	const struct book *b = walk->b;
	uint32_t start = char_next(walk, at), i = book_block_at(b, start);
	uint32_t from = b->blocks[i].from;
	size_t in = start - from, w, end;

	if (start == at)
		return at;
	for (;;) {
		struct str s = walk_text(walk, i);

		if (word_at(s, in, &w, &end) || word_next(s, in, &w, &end))
			return from + (uint32_t)(end - grapheme_prev(str_slice(
							   s, w, end)));
		i = block_beside(b, i, 1);
		if (i == b->n_blocks)
			return at;
		from = b->blocks[i].from;
		in = 0;
	}
}

static uint32_t
sentence_step_next(struct walk *walk, uint32_t at)
{
	const struct book *b = walk->b;
	uint32_t i = book_block_at(b, at), from = b->blocks[i].from;
	struct str s = walk_text(walk, i);
	size_t w, end;

	if (sentence_at(s, at - from, &w, &end) && end < s.n &&
	    sentence_next(s, end, &w, &end) && from + (uint32_t)w > at)
		return from + (uint32_t)w;
	i = block_beside(b, i, 1);
	return i < b->n_blocks ? b->blocks[i].from : at;
}

static uint32_t
sentence_step_prev(struct walk *walk, uint32_t at)
{
	const struct book *b = walk->b;
	uint32_t i = book_block_at(b, at), from = b->blocks[i].from;
	size_t in = at - from, w, end;

	if (in > 0 && sentence_at(walk_text(walk, i), in, &w, &end) && w < in)
		return from + (uint32_t)w;
	if (in > 0 && sentence_at(walk_text(walk, i), in - 1, &w, &end) &&
	    w < in)
		return from + (uint32_t)w;
	i = block_beside(b, i, -1);
	if (i == b->n_blocks)
		return at;
	from = b->blocks[i].from;
	if (sentence_at(walk_text(walk, i), block_last(b, i) - from, &w, &end))
		return from + (uint32_t)w;
	return from;
}

static uint32_t
paragraph_step_next(struct walk *walk, uint32_t at)
{
	const struct book *b = walk->b;
	uint32_t i = block_beside(b, book_block_at(b, at), 1);

	return i < b->n_blocks ? b->blocks[i].from : at;
}

static uint32_t
paragraph_step_prev(struct walk *walk, uint32_t at)
{
	const struct book *b = walk->b;
	uint32_t i = book_block_at(b, at);

	if (at > b->blocks[i].from)
		return b->blocks[i].from;
	i = block_beside(b, i, -1);
	return i < b->n_blocks ? b->blocks[i].from : at;
}

static uint32_t (*const steps[MOTIONS])(struct walk *walk, uint32_t at) = {
    [MOTION_CHAR_NEXT] = char_next,
    [MOTION_CHAR_PREV] = char_prev,
    [MOTION_WORD_NEXT] = word_step_next,
    [MOTION_WORD_PREV] = word_step_prev,
    [MOTION_WORD_END] = word_step_end,
    [MOTION_SENTENCE_NEXT] = sentence_step_next,
    [MOTION_SENTENCE_PREV] = sentence_step_prev,
    [MOTION_PARAGRAPH_NEXT] = paragraph_step_next,
    [MOTION_PARAGRAPH_PREV] = paragraph_step_prev,
};

uint32_t
motion_go(const struct book *b, enum motion how, uint32_t at, uint32_t count)
{
	struct walk walk = WALK_INIT(b);

	while (count-- > 0) {
		uint32_t next = steps[how](&walk, at);

		if (next == at)
			break;
		at = next;
	}
	buf_free(&walk.own);
	return at;
}

uint32_t
motion_find(
    const struct book *b, uint32_t at, uint32_t cp, uint32_t count, bool before)
{
	uint32_t i = book_block_at(b, at), to = b->blocks[i].to, prev = at;
	const char *end = b->text.p + to;
	size_t n;

	for (uint32_t p = motion_after(b, at); p < to; p += (uint32_t)n) {
		if (cp_decode(b->text.p + p, end, &n) == cp && --count == 0)
			return before ? prev : p;
		prev = p;
	}
	return at;
}

uint32_t
motion_find_back(
    const struct book *b, uint32_t at, uint32_t cp, uint32_t count, bool after)
{
	uint32_t from = b->blocks[book_block_at(b, at)].from, p = at, was = at;
	size_t n;

	while (p > from) {
		uint32_t c = cp_before(b->text.p + from, b->text.p + p, &n);

		p -= (uint32_t)n;
		if (c == cp && --count == 0)
			return after ? was : p;
		was = p;
	}
	return at;
}

bool
motion_object(
    const struct book *b, uint32_t at, enum object what, struct span *out)
{
	struct walk walk = WALK_INIT(b);
	uint32_t i = book_block_at(b, at), from = b->blocks[i].from;
	struct str s = walk_text(&walk, i);
	size_t in = at < b->blocks[i].to ? at - from : s.n, w = 0, end = s.n;
	bool found = s.n > 0;

	if (what == OBJECT_WORD)
		found = word_at(s, in, &w, &end);
	else if (what == OBJECT_SENTENCE)
		found = sentence_at(s, in, &w, &end);
	*out = (struct span){from + (uint32_t)w, from + (uint32_t)end};
	buf_free(&walk.own);
	return found;
}

uint32_t
motion_next_object(const struct book *b, uint32_t place, enum object what)
{
	static const enum motion how[OBJECTS] = {
	    [OBJECT_WORD] = MOTION_WORD_NEXT,
	    [OBJECT_SENTENCE] = MOTION_SENTENCE_NEXT,
	    [OBJECT_PARAGRAPH] = MOTION_PARAGRAPH_NEXT,
	};
	/* from the last character of the one before */
	uint32_t last = motion_go(b, MOTION_CHAR_PREV, place, 1);
	uint32_t next = motion_go(b, how[what], last, 1);

	return next > last ? next : NOWHERE;
}
