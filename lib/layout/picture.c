/*
 * Pictures: a line in a frame that says there is one, with its alternative text
 * and room for what is known of its size, which whoever draws the line puts
 * there.
 */
#include <izba/text.h>

#include "lib/layout/private.h"

/* Room for a frame, the sign, the size, and some text. */
#define FRAME_LEAST 32
/* Cells of a side of the frame with the blank beside it. */
#define SIDE 2
/* Cells that the size may take: "· 10000x10000 JPEG". */
#define FACTS_CELLS 18

/* Does a picture that has no block of its own stand before this one? */
bool
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

/* The sign on a line that shows no text. */
static void
compose_sign(struct composer *c, const struct part *part, uint32_t at)
{
	int room = c->measure - part->left;

	lines_add(c->out, LINE_TEXT, part->block, at, at);
	lines_segment(c->out, SEGMENT_FIGURE, at, at, part->left,
	    room < FIGURE_CELLS ? room : FIGURE_CELLS);
}

/* Begin a line in the frame; returns the column of what it holds. */
static int
frame_open(struct composer *c, const struct part *part, const struct row *row,
    bool first)
{
	int col = part->left + SIDE;

	lines_add(c->out, LINE_TEXT, part->block, row->from, row->to);
	lines_segment(
	    c->out, SEGMENT_FRAME, row->from, row->from, part->left, 1);
	if (!first)
		return col;
	lines_segment(
	    c->out, SEGMENT_FIGURE, row->from, row->from, col, FIGURE_CELLS);
	return col + FIGURE_CELLS + 1;
}

static void
frame_close(struct composer *c, const struct part *part, uint32_t at)
{
	lines_segment(c->out, SEGMENT_FRAME, at, at, part->right - 1, 1);
}

/* End the frame: with room for the size after what the last line holds up to
 * column `col`, or on a line of its own; without, if no file is known. */
static void
frame_end(struct composer *c, const struct part *part, int col)
{
	struct row end = {part->to, part->to, 0, false};

	if (book_image_of(c->b, part->block) == NOWHERE) {
		frame_close(c, part, part->to);
		return;
	}
	if (part->right - SIDE - col < FACTS_CELLS) {
		frame_close(c, part, part->to);
		c->out->keep[c->out->n - 1] |= KEEP_HARD;
		col = frame_open(c, part, &end, false);
	}
	lines_segment(
	    c->out, SEGMENT_FACTS, part->to, part->to, col, FACTS_CELLS);
	frame_close(c, part, part->to);
}

/* The end of the piece that begins at `from`: a line end, or the part's. */
static uint32_t
piece_end(const struct composer *c, const struct part *part, uint32_t from)
{
	struct str rest = book_text(c->b, from, part->to);
	size_t n = str_find(rest, STR("\n"));

	return n == SIZE_MAX ? part->to : from + (uint32_t)n;
}

/* The sign and the text, line by line between the sides of the frame. */
static void
compose_framed(struct composer *c, const struct part *part)
{
	int room = part->right - part->left - 2 * SIDE, col = -1;
	int less = part->begins ? FIGURE_CELLS + 1 : 0;
	struct row row = {part->from, part->from, 0, false};

	for (uint32_t from = part->from, end; from < part->to; from = end + 1) {
		struct fold f;

		end = piece_end(c, part, from);
		f = composer_fold(c, from, end, room - less);
		while (fold_next(&f, room - less, &row)) {
			if (col >= 0)
				frame_close(c, part, row.from);
			col = frame_open(c, part, &row, less > 0);
			compose_row(c, &row, col);
			col += row.width + row.hyphen + 1;
			less = 0;
		}
	}
	if (col < 0)
		col = frame_open(c, part, &row, less > 0);
	frame_end(c, part, col);
}

/* Too narrow for a frame: the text, and under it the sign with as much of the
 * size as there is room for. */
static void
compose_narrow(struct composer *c, const struct part *part)
{
	int room = c->measure - part->left - FIGURE_CELLS - 1;

	if (part->from < part->to) {
		set_text(c, part);
		c->out->keep[c->out->n - 1] |= KEEP_HARD;
	}
	compose_sign(c, part, part->to);
	if (room > 0 && book_image_of(c->b, part->block) != NOWHERE)
		lines_segment(c->out, SEGMENT_FACTS, part->to, part->to,
		    part->left + FIGURE_CELLS + 1,
		    room < FACTS_CELLS ? room : FACTS_CELLS);
}

void
set_figure(struct composer *c, const struct part *part)
{
	if (part->from == part->to &&
	    book_image_of(c->b, part->block) == NOWHERE)
		compose_sign(c, part, part->from);
	else if (part->right - part->left < FRAME_LEAST)
		compose_narrow(c, part);
	else
		compose_framed(c, part);
}

/* The first caption of a picture that has no block of its own stands under
 * its sign. */
void
set_caption(struct composer *c, const struct part *part)
{
	if (part->begins && begins_figure(c->b, part->block)) {
		compose_sign(c, part, part->from);
		c->out->keep[c->out->n - 1] |= KEEP_HARD;
	}
	set_kept(c, part);
}
