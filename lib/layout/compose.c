/*
 * Composing: the shapes of the kinds of blocks as a table, the space between
 * blocks, and what must stay on a page together.
 */
#include <stdlib.h>

#include "lib/layout/private.h"

/* Blank lines between two blocks of the same kind: as the source has it, one
 * at most. */
#define AS_SOURCE 9

static const struct shape shapes[BLOCK_KINDS] = {
    [BLOCK_HEADING] = {set_text, .before = 2, .after = 1, .between = 1,
	.whole = true},
    [BLOCK_PARAGRAPH] = {set_text, .before = 1, .between = 1, .parts = true},
    [BLOCK_QUOTE] = {set_text, .left = 1, .right = 1, .before = 1, .after = 1,
	.between = 1, .nested = true, .parts = true},
    [BLOCK_VERSE] = {set_kept, .left = 1, .hang = 1, .before = 1, .after = 1,
	.between = 1},
    [BLOCK_DIALOGUE] = {set_kept, .hang = 1, .before = 1, .after = 1,
	.parts = true},
    [BLOCK_ITEM] = {set_item, .before = 1, .after = 1, .between = AS_SOURCE,
	.nested = true, .parts = true},
    [BLOCK_TABLE] = {set_cells, .before = 1, .after = 1, .between = 1,
	.parts = true},
    [BLOCK_CAPTION] = {set_caption, .left = 1, .right = 1, .hang = 1,
	.before = 1, .after = 1, .parts = true},
    [BLOCK_FIGURE] = {set_figure, .left = 1, .right = 1, .before = 1,
	.after = 1, .between = 1},
    [BLOCK_PREFORMATTED] = {set_kept, .hang = 1, .before = 1, .after = 1,
	.between = 1},
    [BLOCK_RULE] = {set_rule, .before = 1, .after = 1, .centred = true},
    [BLOCK_NOTE] = {set_note, .before = 1, .after = 1, .parts = true},
    [BLOCK_ENTRY] = {set_entry, .hang = 1, .before = 1, .after = 1,
	.parts = true},
};
_Static_assert(BLOCK_KINDS == BLOCK_ENTRY + 1, "a new kind wants a shape");

/* A line of the printed contents, whatever its kind, if it is short. */
static const struct shape contents_shape = {
    set_listed, .before = 1, .after = 1};
#define CONTENTS_LINE 250

static const struct shape *
shape_of(const struct book *b, const struct block *block)
{
	if ((block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM) &&
	    block->section != NOWHERE && block->section < b->n_sections &&
	    b->sections[block->section].kind == SECTION_CONTENTS &&
	    block->to - block->from < CONTENTS_LINE)
		return &contents_shape;
	return &shapes[block->kind];
}

void
composer_init(struct composer *c, const struct book *b, int measure,
    struct hyphens *hyphens)
{
	*c = (struct composer){.b = b, .hyphens = hyphens};
	c->measure = measure < MEASURE_LEAST  ? MEASURE_LEAST
		     : measure > MEASURE_MOST ? MEASURE_MOST
					      : measure;
	c->step = measure >= 60 ? 4 : measure >= 24 ? 2 : 1;
}

void
composer_begin(struct composer *c, struct lines *out)
{
	lines_clear(out);
	c->out = out;
	c->hang = 0;
	c->bullet = -1;
	c->before = NOWHERE;
}

void
composer_free(struct composer *c)
{
	free(c->opp);
}

static int
space_between(const struct book *b, uint32_t before, uint32_t block)
{
	const struct block *k = &b->blocks[before], *n = &b->blocks[block];
	const struct shape *above = shape_of(b, k), *below = shape_of(b, n);

	if ((n->flags & BLOCK_CONTINUES) != 0 && k->kind == n->kind &&
	    n->kind != BLOCK_PARAGRAPH)
		return 0;
	if (n->kind == BLOCK_CAPTION && begins_figure(b, block))
		return 1;
	if (above == below)
		return below->between == AS_SOURCE ? n->gap > 0
						   : below->between;
	/* a caption belongs to the picture above it */
	if (k->kind == BLOCK_FIGURE && n->kind == BLOCK_CAPTION)
		return 0;
	return above->after > below->before ? above->after : below->before;
}

/* Is b to be on the same page as a's end? */
static bool
kept_with(const struct block *a, const struct block *b)
{
	return shapes[a->kind].whole ||
	       (a->kind == BLOCK_FIGURE && b->kind == BLOCK_CAPTION) ||
	       (a->kind == BLOCK_CAPTION && b->kind == BLOCK_TABLE);
}

/* The blank lines between the block before and this one. */
static void
compose_space(struct composer *c, uint32_t block, uint32_t from)
{
	const struct block *a, *b = &c->b->blocks[block];
	struct lines *out = c->out;
	int n;
	bool keep;

	if (c->before == NOWHERE || out->n == 0)
		return;
	a = &c->b->blocks[c->before];
	keep = kept_with(a, b);
	if (keep)
		out->keep[out->n - 1] |= KEEP_HARD;
	n = space_between(c->b, c->before, block);
	while (n-- > 0) {
		lines_add(out, LINE_BLANK, block, from, from);
		if (keep)
			out->keep[out->n - 1] |= KEEP_HARD;
	}
}

/* No line of a text alone at the end or the start of a page. */
static void
keep_lines(struct lines *out, size_t first, const struct shape *shape)
{
	size_t n = out->n - first;

	if (shape->whole)
		for (size_t i = first; i + 1 < out->n; i++)
			out->keep[i] |= KEEP_HARD;
	else if (n >= 2) {
		out->keep[first] |= KEEP_SOFT;
		out->keep[out->n - 2] |= KEEP_SOFT;
	}
}

/* The columns between which a block is set: never less than half of the
 * measure. */
static void
part_columns(const struct composer *c, struct part *part)
{
	const struct block *block = &c->b->blocks[part->block];
	int left = part->shape->left * c->step, most = c->measure / 3;
	int right = part->shape->right * c->step;

	if (part->shape->nested && block->level > 1)
		left +=
		    (block->level - 1) *
		    (c->step < 2 || block->kind == BLOCK_QUOTE ? c->step : 2);
	if (right > c->measure / 8)
		right = c->measure / 8;
	part->left = left > most ? most : left;
	part->right = c->measure - right;
}

void
compose_block(struct composer *c, uint32_t block, uint32_t from, uint32_t to)
{
	const struct block *b = &c->b->blocks[block];
	const struct shape *shape = shape_of(c->b, b);
	struct part part = {.shape = shape, .block = block};
	size_t first;

	part.from = from > b->from ? from : b->from;
	part.to = to < b->to ? to : b->to;
	part.begins = part.from == b->from;
	/* cut inside a block after a line: its end is no line of its own */
	if (part.to < b->to && part.to > part.from &&
	    c->b->text.p[part.to - 1] == '\n')
		part.to--;
	part_columns(c, &part);
	c->parts = shape->parts && (b->flags & BLOCK_CENTRED) == 0;
	if (part.begins)
		compose_space(c, block, part.from);
	first = c->out->n;
	shape->set(c, &part);
	keep_lines(c->out, first, shape);
	c->before = block;
}
