/*
 * Lines and segments as they are made: growing arrays, the rule by which a row
 * of text becomes segments, and how the line of a place is found.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/layout/private.h"

void
lines_free(struct lines *ls)
{
	free(ls->v);
	free(ls->keep);
	free(ls->segments);
	free(ls->rows);
	*ls = (struct lines){0};
}

void
lines_clear(struct lines *ls)
{
	ls->n = ls->n_segments = ls->n_rows = 0;
}

void
lines_add(struct lines *ls, enum line_kind kind, uint32_t block, uint32_t from,
    uint32_t to)
{
	size_t n = ls->n;

	ARRAY_PUSH(ls->keep, n, ls->cap_keep, 0);
	ARRAY_PUSH(ls->v, ls->n, ls->cap,
	    (struct line){
		from, to, block, (uint32_t)ls->n_segments, 0, (uint8_t)kind});
}

void
lines_segment(struct lines *ls, enum segment_kind kind, uint32_t from,
    uint32_t to, int col, int width)
{
	assert(ls->n > 0 && col >= 0 && width <= MEASURE_MOST);
	ARRAY_PUSH(ls->segments, ls->n_segments, ls->cap_segments,
	    (struct segment){
		from, to, (int16_t)col, (int16_t)width, (uint8_t)kind});
	ls->v[ls->n - 1].segments++;
}

/* A tab takes one cell and is in no segment. */
void
compose_row(struct composer *c, const struct row *row, int col)
{
	const char *text = c->b->text.p, *p = text + row->from;
	const char *end = text + row->to, *tab;
	int width = row->width, part;

	while ((tab = memchr(p, '\t', (size_t)(end - p))) != NULL) {
		part = fold_width((struct str){p, (size_t)(tab - p)});
		if (tab > p)
			lines_segment(c->out, SEGMENT_TEXT,
			    (uint32_t)(p - text), (uint32_t)(tab - text), col,
			    part);
		col += part + 1;
		width -= part + 1;
		p = tab + 1;
	}
	if (p < end)
		lines_segment(c->out, SEGMENT_TEXT, (uint32_t)(p - text),
		    row->to, col, width);
	if (row->hyphen) {
		lines_segment(
		    c->out, SEGMENT_HYPHEN, row->to, row->to, col + width, 1);
		c->out->keep[c->out->n - 1] |= KEEP_WORD;
	}
}

void
lines_in_row(struct lines *ls)
{
	size_t n = ls->n;

	assert(n >= 2);
	ls->keep[n - 1] |= IN_ROW;
	ls->keep[n - 2] |= KEEP_HARD;
	if ((ls->keep[n - 2] & IN_ROW) == 0)
		ARRAY_PUSH(ls->rows, ls->n_rows, ls->cap_rows, (uint32_t)n - 2);
}

/* The last segment of line i that begins in [from, place]; NOWHERE if none
 * does, else where it begins. */
static uint32_t
begins_within(const struct lines *ls, size_t i, uint32_t from, uint32_t place)
{
	const struct line *line = &ls->v[i];
	const struct segment *s = ls->segments + line->segment;
	uint32_t found = NOWHERE;

	for (size_t k = 0; k < line->segments; k++)
		if (s[k].kind == SEGMENT_TEXT && s[k].from >= from &&
		    s[k].from <= place)
			found = s[k].from;
	return found;
}

/* The row (its first line) that line i is of; i if it is of none. */
static size_t
row_start(const struct lines *ls, size_t i)
{
	size_t low = 0, high = ls->n_rows;

	if ((ls->keep[i] & IN_ROW) == 0)
		return i;
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (ls->rows[mid] <= i)
			low = mid;
		else
			high = mid;
	}
	return ls->rows[low];
}

/* Of the lines of a table's row up to line i, the one that shows the place.
 * The row's first line has the start of each cell; the lines on which the
 * place's cell begins no later than the place are the first of the row. */
static size_t
row_line_at(const struct lines *ls, size_t i, uint32_t place)
{
	size_t low = row_start(ls, i), high = i + 1;
	uint32_t cell;

	if (low == i)
		return i;
	cell = begins_within(ls, low, 0, place);
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (begins_within(ls, mid, cell, place) != NOWHERE)
			low = mid;
		else
			high = mid;
	}
	return low;
}

size_t
lines_find(const struct lines *ls, uint32_t place)
{
	size_t low = 0, high = ls->n;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (ls->v[mid].from <= place)
			low = mid;
		else
			high = mid;
	}
	return row_line_at(ls, low, place);
}
