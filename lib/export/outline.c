/*
 * Annotations under the headings of the sections they stand in, each heading
 * once; those whose place was lost come last.
 */
#include <string.h>

#include "lib/export/room.h"

#define DEPTH 5 /* levels of headings */

/* What stands over the next annotation. */
struct over {
	const struct outline *outline;
	struct buf *out;
	const struct book *book;
	struct leads links;
	uint32_t path[DEPTH];
	size_t depth;
	struct str kept; /* the title, where there is no book */
	bool in_lost;
};

/* The heading as the annotation remembers it; its level. */
static unsigned
kept_heading(struct over *o, const struct annotation *a)
{
	unsigned level = o->in_lost ? 2 : 1;

	if (a->section.n > 0 && !str_eq(a->section, o->kept)) {
		o->outline->heading(o->out, level, a->section);
		o->kept = a->section;
	}
	return o->kept.n > 0 ? level : level - 1;
}

/* The headings of the sections that begin here; the level of the last. */
static unsigned
section_headings(struct over *o, const struct annotation *a)
{
	uint32_t path[DEPTH];
	size_t n = head_sections(o->book, a, path, DEPTH), same = 0;

	while (same < n && same < o->depth && path[same] == o->path[same])
		same++;
	for (size_t i = same; i < n; i++) {
		struct buf words = BUF_INIT;

		head_heading(&words, &o->book->sections[path[i]]);
		o->outline->heading(o->out, (unsigned)i + 1, buf_lend(&words));
		buf_free(&words);
	}
	memcpy(o->path, path, n * sizeof(*path));
	o->depth = n;
	return (unsigned)n;
}

static void
put(struct over *o, const struct annotation *a)
{
	unsigned level = o->book == NULL || o->in_lost ? kept_heading(o, a)
						       : section_headings(o, a);

	o->outline->piece(o->out, level + 1, &o->links, a);
}

void
outline_write(
    const struct outline *outline, struct buf *out, const struct export_book *v)
{
	struct over o = {.outline = outline,
	    .out = out,
	    .book = v->book,
	    .links = leads_of(v)};

	for (size_t i = 0; i < v->notes->n; i++)
		if (v->notes->v[i].state != ANCHOR_LOST)
			put(&o, &v->notes->v[i]);
	o.kept = (struct str){NULL, 0};
	for (size_t i = 0; i < v->notes->n; i++) {
		if (v->notes->v[i].state != ANCHOR_LOST)
			continue;
		if (!o.in_lost)
			outline->heading(
			    out, 1, STR("Not found in the present text"));
		o.in_lost = true;
		put(&o, &v->notes->v[i]);
	}
	leads_free(&o.links);
}
