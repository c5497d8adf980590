/*
 * Annotations under the headings of the sections they stand in, each heading
 * once; those whose place is doubtful, and then those whose place was lost, come
 * last.
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

/* Those that stand in the text, or those that do not for sure. */
static void
put_standing(
    struct over *o, const struct annotations *notes, enum standing which)
{
	static const char *const headings[STANDINGS] = {
	    [STANDING_DOUBTFUL] = "Doubtful in the present text",
	    [STANDING_LOST] = "Not found in the present text",
	};
	bool begun = headings[which] == NULL;

	o->in_lost = which != STANDING_FOUND;
	o->kept = (struct str){NULL, 0};
	for (size_t i = 0; i < notes->n; i++) {
		if (head_standing(&notes->v[i]) != which)
			continue;
		if (!begun)
			o->outline->heading(o->out, 1, str_of(headings[which]));
		begun = true;
		put(o, &notes->v[i]);
	}
}

void
outline_write(
    const struct outline *outline, struct buf *out, const struct export_book *v)
{
	struct over o = {.outline = outline,
	    .out = out,
	    .book = v->book,
	    .links = leads_of(v)};

	for (int i = 0; i < STANDINGS; i++)
		put_standing(&o, v->notes, (enum standing)i);
	leads_free(&o.links);
}
