/*
 * Blocks: how each kind is set.  Shapes are a table; what differs in more than
 * its shape has a function of its own.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/layout/private.h"

/* Blank lines between two blocks of the same kind: as the source has it, one
 * at most. */
#define AS_SOURCE 9

struct part;
typedef void composing(struct composer *c, const struct part *part);

struct shape {
	composing *compose;
	uint8_t left, right; /* steps of indentation */
	uint8_t hang; /* steps, for the lines after the first */
	uint8_t before, after; /* blank lines */
	uint8_t between; /* blank lines before one of its own kind */
	bool whole; /* kept on one page, with what follows */
	bool centred;
	bool nested; /* its level indents it further */
};

/* A block, or the part of one, to be set between two columns. */
struct part {
	const struct shape *shape;
	uint32_t block, from, to;
	int left, right;
	bool begins; /* it holds the block's start */
};

static composing compose_text, compose_kept, compose_item, compose_listed,
    compose_note, compose_entry, compose_caption, compose_rule, compose_figure,
    compose_cells;

static const struct shape shapes[BLOCK_KINDS] = {
    [BLOCK_HEADING] = {compose_text, .before = 2, .after = 1, .between = 1,
	.whole = true},
    [BLOCK_PARAGRAPH] = {compose_text, .before = 1, .between = 1},
    [BLOCK_QUOTE] = {compose_text, .left = 1, .right = 1, .before = 1,
	.after = 1, .between = 1, .nested = true},
    [BLOCK_VERSE] = {compose_kept, .left = 1, .hang = 1, .before = 1,
	.after = 1, .between = 1},
    [BLOCK_DIALOGUE] = {compose_kept, .hang = 1, .before = 1, .after = 1,
	.between = AS_SOURCE},
    [BLOCK_ITEM] = {compose_item, .before = 1, .after = 1, .between = AS_SOURCE,
	.nested = true},
    [BLOCK_TABLE] = {compose_cells, .before = 1, .after = 1, .between = 1},
    [BLOCK_CAPTION] = {compose_caption, .left = 1, .right = 1, .hang = 1,
	.before = 1, .after = 1},
    [BLOCK_FIGURE] = {compose_figure, .left = 1, .right = 1, .before = 1,
	.after = 1, .between = 1},
    [BLOCK_PREFORMATTED] = {compose_kept, .hang = 1, .before = 1, .after = 1,
	.between = 1},
    [BLOCK_RULE] = {compose_rule, .before = 1, .after = 1, .centred = true},
    [BLOCK_NOTE] = {compose_note, .before = 1, .after = 1},
    [BLOCK_ENTRY] = {compose_entry, .hang = 1, .before = 1, .after = 1},
};
_Static_assert(LENGTH(shapes) == BLOCK_KINDS, "a shape for each kind");

/* A line of the printed contents, whatever its kind, if it is short. */
static const struct shape contents_shape = {
    compose_listed, .before = 1, .after = 1};
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
composer_init(struct composer *c, const struct book *b, int measure)
{
	*c = (struct composer){.b = b};
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

/* ---- text ---- */

/* Set one piece (no '\n' in it): the first line from `first`, the others from
 * `left`. */
static void
compose_piece(struct composer *c, const struct part *part, uint32_t from,
    uint32_t to, int first, int left)
{
	bool centred = part->shape->centred ||
		       (c->b->blocks[part->block].flags & BLOCK_CENTRED) != 0;
	int least = first > left ? first : left, col = first;
	struct fold f = composer_fold(c, from, to, part->right - least);
	struct row row = {from, from, 0, false};

	if (!fold_next(&f, part->right - col, &row)) {
		lines_add(c->out, LINE_BLANK, part->block, from, from);
		return;
	}
	do {
		int cells = part->right - col - row.width - row.hyphen;

		lines_add(c->out, LINE_TEXT, part->block, row.from, row.to);
		if (c->bullet >= 0)
			lines_segment(c->out, SEGMENT_BULLET, row.from,
			    row.from, c->bullet, 1);
		c->bullet = -1;
		compose_row(c, &row, centred ? col + cells / 2 : col);
		col = left;
	} while (fold_next(&f, part->right - col, &row));
}

static uint32_t
piece_end(const struct book *b, uint32_t from, uint32_t to)
{
	const char *p = b->text.p + from;
	const char *nl = memchr(p, '\n', to - from);

	return nl == NULL ? to : from + (uint32_t)(nl - p);
}

/* The usual: all pieces alike, but that the first may begin elsewhere. */
static void
compose_hanging(
    struct composer *c, const struct part *part, int first, int left)
{
	uint32_t from = part->from, end;

	if (!part->begins)
		first = left;
	do {
		end = piece_end(c->b, from, part->to);
		compose_piece(c, part, from, end, first, left);
		from = end + 1;
		first = left;
	} while (end < part->to);
}

static void
compose_text(struct composer *c, const struct part *part)
{
	compose_hanging(c, part, part->left, part->left);
}

/* Lines kept as they are printed, with their own indentation; what does not
 * fit goes on indented by a step more. */
static void
compose_kept(struct composer *c, const struct part *part)
{
	uint32_t from = part->from, end;

	do {
		int own = 0, most = (part->right - part->left) / 3;
		int hang = part->shape->hang * c->step;

		end = piece_end(c->b, from, part->to);
		for (uint32_t i = from; i < end; i++, own++)
			if (c->b->text.p[i] != ' ' && c->b->text.p[i] != '\t')
				break;
		own = part->left + (own > most ? most : own);
		if (hang > most)
			hang = most;
		compose_piece(c, part, from, end, own, own + hang);
		from = end + 1;
	} while (end < part->to);
}

/* Bytes of the sign or number that a list item's text begins with, and the
 * blanks after it; 0 if it has none. */
static uint32_t
marker(struct str s)
{
	size_t n = 0, size, words = 0;
	uint32_t cp;

	if (s.n == 0)
		return 0;
	cp = cp_decode(s.p, s.p + s.n, &size);
	if (cp == '*' || cp == 0x2022 || cp == 0xb7 || cp_is_dash(cp) ||
	    (cp >= 0x25a0 && cp <= 0x25ff)) {
		n = size;
	} else {
		n = cp == '(';
		while (n < s.n && words < 4) {
			cp = cp_decode(s.p + n, s.p + s.n, &size);
			if (!cp_is_digit(cp) &&
			    !(cp_is_letter(cp) && words == 0))
				break;
			words++;
			n += size;
		}
		if (words == 0 || n >= s.n || (s.p[n] != '.' && s.p[n] != ')'))
			return 0;
		n++;
	}
	if (n >= s.n || s.p[n] != ' ')
		return 0;
	while (n < s.n && s.p[n] == ' ')
		n++;
	return (uint32_t)n;
}

/* Set a part that begins with a label; what follows hangs by its width, or by
 * a step if that is too much. */
static void
compose_labelled(struct composer *c, const struct part *part, uint32_t body)
{
	int hang = fold_width(book_text(c->b, part->from, body));

	if (hang > (part->right - part->left) / 3)
		hang = c->step;
	c->hang = hang;
	compose_hanging(c, part, part->left, part->left + hang);
}

/* Does the part go on where a labelled one left off?  Then it is set so. */
static bool
compose_going_on(struct composer *c, const struct part *part)
{
	if (part->begins &&
	    (c->b->blocks[part->block].flags & BLOCK_CONTINUES) == 0)
		return false;
	compose_hanging(c, part, part->left + c->hang, part->left + c->hang);
	return true;
}

static void
compose_item(struct composer *c, const struct part *part)
{
	uint32_t n;

	if (compose_going_on(c, part))
		return;
	n = marker(book_text(c->b, part->from, part->to));
	if (n > 0) {
		compose_labelled(c, part, part->from + n);
		return;
	}
	c->hang = 2;
	c->bullet = part->left;
	compose_hanging(c, part, part->left + 2, part->left + 2);
}

/* As an item, but without a sign where none is printed. */
static void
compose_listed(struct composer *c, const struct part *part)
{
	uint32_t n = marker(book_text(c->b, part->from, part->to));

	if (n > 0)
		compose_labelled(c, part, part->from + n);
	else
		compose_hanging(c, part, part->left, part->left + 2);
}

static void
compose_note(struct composer *c, const struct part *part)
{
	uint32_t note, n;

	if (compose_going_on(c, part))
		return;
	note = book_note_at(c->b, part->from);
	if (note != NOWHERE && c->b->notes[note].from == part->from &&
	    c->b->notes[note].body <= part->to) {
		compose_labelled(c, part, c->b->notes[note].body);
		return;
	}
	n = marker(book_text(c->b, part->from, part->to));
	compose_labelled(c, part, part->from + n);
}

static void
compose_entry(struct composer *c, const struct part *part)
{
	if (compose_going_on(c, part))
		return;
	c->hang = c->step;
	compose_hanging(c, part, part->left, part->left + c->step);
}

/* ---- what is no text, or may be ---- */

static void
compose_sign(struct composer *c, const struct part *part, enum line_kind line,
    enum segment_kind kind, int col, int width)
{
	lines_add(c->out, line, part->block, part->from, part->from);
	lines_segment(c->out, kind, part->from, part->from, col, width);
}

static void
compose_rule(struct composer *c, const struct part *part)
{
	int room = part->right - part->left, width = room / 4;

	if (part->from < part->to)
		compose_text(c, part);
	else
		compose_sign(c, part, LINE_RULE, SEGMENT_RULE,
		    part->left + (room - width) / 2, width);
}

static void
compose_picture(struct composer *c, const struct part *part)
{
	int room = c->measure - part->left;

	compose_sign(c, part, LINE_TEXT, SEGMENT_FIGURE, part->left,
	    room < FIGURE_CELLS ? room : FIGURE_CELLS);
}

/* Does a picture stand before this block? */
static bool
begins_figure(const struct book *b, uint32_t block)
{
	uint32_t low = 0, high = b->n_figures;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (b->figures[mid].block < block)
			low = mid + 1;
		else
			high = mid;
	}
	return low < b->n_figures && b->figures[low].block == block;
}

static void
compose_figure(struct composer *c, const struct part *part)
{
	if (part->from < part->to)
		compose_text(c, part);
	else
		compose_picture(c, part);
}

/* The first caption of a picture that has no block of its own stands under
 * its sign. */
static void
compose_caption(struct composer *c, const struct part *part)
{
	if (part->begins && begins_figure(c->b, part->block)) {
		compose_picture(c, part);
		c->out->keep[c->out->n - 1] |= KEEP_HARD;
	}
	compose_kept(c, part);
}

static void
compose_cells(struct composer *c, const struct part *part)
{
	compose_table(
	    c, part->block, part->from, part->to, part->left, part->right);
}

/* ---- blocks together ---- */

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
	if (part.begins)
		compose_space(c, block, part.from);
	first = c->out->n;
	shape->compose(c, &part);
	keep_lines(c->out, first, shape);
	c->before = block;
}
