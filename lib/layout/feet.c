/*
 * The notes that a chapter cites, set to stand at the foot of its pages.
 */
#include <stdlib.h>

#include "lib/layout/private.h"

/* How many notes above are looked at; no page shows more. */
#define NEAR_MOST 200

void
feet_free(struct feet *feet)
{
	lines_free(&feet->lines);
	free(feet->v);
}

/* Was the note set for a line less than `rows` above?  It is there still. */
static bool
is_near(const struct feet *feet, const struct book *b, uint32_t note,
    uint32_t line, uint32_t rows)
{
	uint32_t from = b->notes[note].from, to = b->notes[note].to;
	size_t least = feet->n > NEAR_MOST ? feet->n - NEAR_MOST : 0;

	for (size_t i = feet->n; i-- > least;) {
		const struct foot *f = &feet->v[i];
		uint32_t at = feet->lines.v[f->from].from;

		if (f->line + rows <= line)
			return false;
		if (at >= from && at < to)
			return true;
	}
	return false;
}

static void
compose_foot(struct composer *c, const struct note *note, struct feet *out,
    uint32_t line)
{
	struct foot f = {line, (uint32_t)out->lines.n, 0};

	c->hang = 0;
	c->before = NOWHERE;
	for (uint32_t i = note->first_block;
	     i < note->last_block && i < c->b->n_blocks; i++)
		compose_block(c, i, note->from, note->to);
	f.to = (uint32_t)out->lines.n;
	if (f.to > f.from)
		ARRAY_PUSH(out->v, out->n, out->cap, f);
}

void
feet_compose(struct composer *c, const struct start *chapter,
    const struct lines *body, int rows, struct feet *out)
{
	const struct book *b = c->b;
	uint32_t i = book_reference_from(b, chapter->place), last = 0;

	composer_begin(c, &out->lines);
	out->n = 0;
	for (; i < b->n_references && b->references[i].from < chapter[1].place;
	     i++) {
		const struct reference *r = &b->references[i];
		uint32_t line;

		if (r->note == NOWHERE || r->from < chapter->place ||
		    b->blocks[book_block_at(b, r->from)].kind == BLOCK_NOTE)
			continue;
		line = (uint32_t)lines_find(body, r->from);
		/* the cells of a table's row stand side by side */
		if (line < last)
			line = last;
		last = line;
		if (!is_near(out, b, r->note, line, (uint32_t)rows))
			compose_foot(c, &b->notes[r->note], out, line);
	}
}
