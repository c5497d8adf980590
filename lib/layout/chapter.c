/*
 * Chapters: where a page must begin, and the composing of one chapter.  A
 * chapter too long to be laid out at once is cut at a block's end, a block too
 * long at a line's end or a blank; so no page turn ever costs more than a few
 * times STRETCH.  Where the cuts are depends on the book alone.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/layout/private.h"

/* Bytes of a piece of what is too long. */
#define STRETCH ((uint32_t)64 * 1024)
/* How far a cut inside a block may move to find a good place. */
#define CUT_LINE ((uint32_t)16 * 1024)
#define CUT_BLANK ((uint32_t)1024)
/* Under one title, sections of a shorter book go on on the same page. */
#define BOOK_SHORT ((size_t)64 * 1024)

struct cuts {
	struct start *v;
	size_t n, cap;
};

/* Is the book one section with all the others in it? */
static bool
one_root(const struct book *b)
{
	for (uint32_t i = 1; i < b->n_sections; i++)
		if (b->sections[i].parent == NOWHERE)
			return false;
	return b->n_sections > 0;
}

/* Groups inside a list (dates, people) and sections of a chapter begin none. */
static bool
begins_page(const struct book *b, const struct section *s, bool rooted)
{
	const struct section *parent;

	if (s->parent == NOWHERE)
		return true;
	parent = &b->sections[s->parent];
	if (parent->kind == SECTION_PART)
		return true;
	if (parent->parent != NOWHERE)
		return false;
	return rooted || s->kind != parent->kind;
}

/* A good place to cut a block in two, not before `at`. */
static uint32_t
cut_inside(const struct book *b, uint32_t at, uint32_t to)
{
	const char *p = b->text.p, *found;
	uint32_t n = to - at;
	size_t size;

	found = memchr(p + at, '\n', n < CUT_LINE ? n : CUT_LINE);
	if (found == NULL)
		found = memchr(p + at, ' ', n < CUT_BLANK ? n : CUT_BLANK);
	if (found != NULL)
		return (uint32_t)(found - p) + 1;
	at = book_snap(b, at);
	for (uint32_t i = 0; i < 64 && at < to; i++) {
		uint32_t cp = cp_decode(p + at, p + to, &size);

		if (!cp_is_mark(cp) && cp != 0x200d)
			break;
		at += (uint32_t)size;
	}
	return at;
}

/* Cut what lies between the last cut and `to` into pieces, if it is long. */
static void
cut_long(struct cuts *cuts, const struct book *b, uint32_t to)
{
	struct start s = cuts->v[cuts->n - 1];

	while (to - s.place > 2 * STRETCH) {
		uint32_t at = s.place + STRETCH, i = book_block_at(b, at);

		if (b->blocks[i].to - at > STRETCH && b->blocks[i].to > at) {
			s.block = i;
			s.place = cut_inside(b, at, b->blocks[i].to);
		} else {
			s.block = i + 1;
			if (s.block >= b->n_blocks)
				return;
			s.place = b->blocks[s.block].from;
		}
		if (s.place >= to)
			return;
		ARRAY_PUSH(cuts->v, cuts->n, cuts->cap, s);
	}
}

/* Is there nothing but headings between a cut and a block?  Then both share a
 * page: a part's title and its first chapter's. */
static bool
only_headings(const struct book *b, const struct start *s, uint32_t block)
{
	for (uint32_t i = s->block; i < block; i++)
		if (b->blocks[i].kind != BLOCK_HEADING)
			return false;
	return true;
}

/* A page begins at a block, unless the last one that begins does so there. */
static void
cut_page(struct cuts *cuts, const struct book *b, uint32_t block)
{
	struct start s = {b->blocks[block].from, block};

	if (block <= cuts->v[cuts->n - 1].block)
		return;
	cut_long(cuts, b, s.place);
	ARRAY_PUSH(cuts->v, cuts->n, cuts->cap, s);
}

/* The pages that the format states between two blocks, but for those of notes,
 * which may be shown elsewhere. */
static void
cut_stated(struct cuts *cuts, const struct book *b, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; b->new_pages && i < to; i++)
		if ((b->blocks[i].flags & BLOCK_NEW_PAGE) != 0 &&
		    book_note_at(b, b->blocks[i].from) == NOWHERE)
			cut_page(cuts, b, i);
}

struct start *
chapters_cut(const struct book *b, bool sections_start_pages, uint32_t *n)
{
	struct cuts cuts = {0};
	bool rooted = one_root(b) && b->text.n > BOOK_SHORT;
	uint32_t end = (uint32_t)b->text.n + 1, done = 0;

	ARRAY_PUSH(cuts.v, cuts.n, cuts.cap, (struct start){0, 0});
	for (uint32_t i = 0; sections_start_pages && i < b->n_sections; i++) {
		const struct section *s = &b->sections[i];
		uint32_t block = s->first_block;

		if (block >= b->n_blocks || block < done)
			continue;
		cut_stated(&cuts, b, done, block);
		done = block;
		if (begins_page(b, s, rooted) &&
		    !only_headings(b, &cuts.v[cuts.n - 1], block))
			cut_page(&cuts, b, block);
	}
	if (sections_start_pages)
		cut_stated(&cuts, b, done, b->n_blocks);
	cut_long(&cuts, b, end);
	*n = (uint32_t)cuts.n;
	ARRAY_PUSH(cuts.v, cuts.n, cuts.cap, (struct start){end, b->n_blocks});
	return cuts.v;
}

static bool
is_cited_note(const struct book *b, uint32_t block)
{
	uint32_t note = book_note_at(b, b->blocks[block].from);

	return note != NOWHERE && b->notes[note].references.n > 0;
}

/* A cited note, and a heading or a rule that has nothing else under it. */
static bool
is_hidden(const struct book *b, uint32_t block)
{
	const struct block *k = &b->blocks[block];

	if (k->kind != BLOCK_RULE &&
	    (k->kind != BLOCK_HEADING || k->section == NOWHERE ||
		b->sections[k->section].kind != SECTION_NOTES))
		return is_cited_note(b, block);
	return block + 1 < b->n_blocks && is_cited_note(b, block + 1);
}

void
chapter_compose(struct composer *c, const struct start *chapter,
    bool hide_notes, struct lines *out)
{
	const struct book *b = c->b;
	uint32_t to = chapter[1].place;

	composer_begin(c, out);
	for (uint32_t i = chapter->block;
	     i < b->n_blocks && b->blocks[i].from < to; i++)
		if (!hide_notes || !is_hidden(b, i))
			compose_block(c, i, chapter->place, to);
	if (out->n == 0)
		lines_add(out, LINE_BLANK, chapter->block, chapter->place,
		    chapter->place);
}
