/*
 * A document of izba's taken apart: its headings, and its pieces, one for each
 * annotation.  Everything between them is the reader's.
 */
#ifndef EXPORT_PARTS_H
#define EXPORT_PARTS_H

#include <izba/base.h>

#define NO_PART SIZE_MAX

struct part {
	size_t from, to;	/* whole lines */
	unsigned level;		/* of a heading from 1; of a piece in Org that
				   of its heading, in Markdown more than any */
	size_t over;		/* the heading it stands under, or NO_PART */
	struct str title;	/* of a heading */
	struct str uuid;	/* of a piece; null for a heading */
	struct str stated;	/* the sum that was written with it, or null */
	bool edited;		/* its text does not have that sum (any more) */
};

struct parts {
	struct part *v;
	size_t n, cap;
};

/* How a format writes them. */
struct shape {
	bool org;
};
extern const struct shape shape_markdown, shape_org;

struct parts parts_find(const struct shape *shape, struct str text);
void parts_free(struct parts *p);

/* What stands where a sum belongs until it is known. */
#define PART_NO_SUM "0000000000000000"
enum { PART_SUM = sizeof(PART_NO_SUM) - 1 };
/* Write the sum of the piece that begins at `from` and ends `out`: it replaces
 * the first PART_NO_SUM there. */
void part_seal(const struct shape *shape, struct buf *out, size_t from);

#endif
