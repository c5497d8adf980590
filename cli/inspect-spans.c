/*
 * What stands inside a block, as JSON: styles, callouts, links, with places
 * counted in code points from the start of the block's text.  For programs
 * that make something else of a book.
 */
#include <izba/text.h>

#include "cli/inspect.h"
#include "cli/json.h"

struct spans {
	const struct book *b;
	const struct block *k;
	json_t *out;
	uint32_t place, points; /* how far it was counted */
};

/* Code points from the start of the block to a place. */
static uint32_t
points_to(struct spans *s, uint32_t place)
{
	if (place < s->place) {
		s->place = s->k->from;
		s->points = 0;
	}
	for (; s->place < place && s->place < s->k->to; s->place++)
		s->points +=
		    ((unsigned char)s->b->text.p[s->place] & 0xc0) != 0x80;
	return s->points;
}

/* A new span, cut to the block; NULL if nothing of it is in there. */
static json_t *
span_add(struct spans *s, uint32_t from, uint32_t to)
{
	json_t *o;

	from = from < s->k->from ? s->k->from : from;
	to = to > s->k->to ? s->k->to : to;
	if (from >= to)
		return NULL;
	o = json_object();
	json_object_set_new(o, "from", json_integer(points_to(s, from)));
	json_object_set_new(o, "to", json_integer(points_to(s, to)));
	json_array_append_new(s->out, o);
	return o;
}

static void
styles_add(struct spans *s)
{
	static const struct {
		unsigned style;
		const char *name;
	} names[] = {
	    {STYLE_EMPHASIS, "emphasis"},
	    {STYLE_STRONG, "strong"},
	    {STYLE_SUPERSCRIPT, "superscript"},
	    {STYLE_SUBSCRIPT, "subscript"},
	    {STYLE_SMALL_CAPS, "small-caps"},
	    {STYLE_CODE, "code"},
	    {STYLE_UNDERLINE, "underline"},
	    {STYLE_STRIKE, "strike"},
	    {STYLE_WHOLE, "whole"},
	};

	for (uint32_t i = book_run_from(s->b, s->k->from);
	     i < s->b->n_runs && s->b->runs[i].from < s->k->to; i++) {
		const struct run *r = &s->b->runs[i];
		json_t *o = span_add(s, r->from, r->to), *list;

		if (o == NULL)
			continue;
		list = json_array();
		for (size_t k = 0; k < LENGTH(names); k++)
			if ((r->style & names[k].style) != 0)
				json_array_append_new(
				    list, json_string(names[k].name));
		json_object_set_new(o, "style", list);
	}
}

static void
references_add(struct spans *s)
{
	for (uint32_t i = book_reference_from(s->b, s->k->from);
	     i < s->b->n_references && s->b->references[i].from < s->k->to;
	     i++) {
		const struct reference *r = &s->b->references[i];
		json_t *o = span_add(s, r->from, r->to);

		if (o != NULL)
			json_object_set_new(o, "reference", json_integer(i));
	}
}

static void
links_add(struct spans *s)
{
	for (uint32_t i = book_link_from(s->b, s->k->from);
	     i < s->b->n_links && s->b->links[i].from < s->k->to; i++) {
		const struct link *l = &s->b->links[i];
		json_t *o = span_add(s, l->from, l->to);

		if (o == NULL)
			continue;
		json_object_set_new(o, "href", json_str(l->href));
		json_object_set_new(o, "block",
		    l->target == NOWHERE
			? json_null()
			: json_integer(book_block_at(s->b, l->target)));
	}
}

json_t *
spans_json(const struct book *b, uint32_t block)
{
	struct spans s = {.b = b,
	    .k = &b->blocks[block],
	    .out = json_array(),
	    .place = b->blocks[block].from};

	styles_add(&s);
	references_add(&s);
	links_add(&s);
	return s.out;
}

json_t *
label_json(const struct book *b, uint32_t block)
{
	struct spans s = {
	    .b = b, .k = &b->blocks[block], .place = b->blocks[block].from};
	uint32_t note = book_note_at(b, s.k->from);

	if (note == NOWHERE || b->notes[note].body < s.k->from)
		return json_integer(0);
	return json_integer(points_to(&s, b->notes[note].body));
}
