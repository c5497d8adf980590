/*
 * One span of the text laid out by itself: a note in a pane, an entry.
 */
#include <stdlib.h>

#include "lib/layout/private.h"

void
layout_span(struct layout_span *out, const struct book *b, uint32_t from,
    uint32_t to, int measure, struct hyphens *hyphens)
{
	struct composer c;
	struct lines ls = {0};

	composer_init(&c, b, measure, hyphens);
	composer_begin(&c, &ls);
	for (uint32_t i = book_block_at(b, from);
	     i < b->n_blocks && b->blocks[i].from < to; i++)
		if (b->blocks[i].to > from)
			compose_block(&c, i, from, to);
	composer_free(&c);
	free(ls.keep);
	free(ls.rows);
	*out = (struct layout_span){
	    ls.v, ls.segments, (uint32_t)ls.n, (uint32_t)ls.n_segments};
}

void
layout_span_free(struct layout_span *s)
{
	free(s->lines);
	free(s->segments);
	*s = (struct layout_span){0};
}
