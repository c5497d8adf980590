/*
 * Changing a document at several places at once.
 */
#ifndef EXPORT_EDITS_H
#define EXPORT_EDITS_H

#include <izba/base.h>

struct edit {
	size_t from, to;	/* of the old document */
	struct str text;	/* instead of that; lent */
	int shift;		/* its first heading deeper by so many stars */
	bool apart;		/* an empty line before it */
	size_t order;		/* set by edits_add: of those at one place */
};

struct edits {
	struct edit *v;
	size_t n, cap;
};

void edits_add(struct edits *all, struct edit e);
/* Append the old document with all of them done. */
void edits_put(struct edits *all, struct str old, struct buf *out);
void edits_free(struct edits *all);

/* Is there nothing from here to the end of the line but blanks? */
bool edits_blank_line(struct str s, size_t at);

#endif
