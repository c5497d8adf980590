/*
 * What could not be written, for the three files that see to it: unsaved.c,
 * twins.c, overlay.c.
 */
#ifndef STORE_UNSAVED_H
#define STORE_UNSAVED_H

#include "lib/store/db.h"

/* A book on the disk and in memory. */
struct twin {
	int64_t row; /* 0: the disk does not know it */
	char sha[65];
	int64_t mine; /* in memory */
};

struct unsaved {
	struct store *memory;
	struct twin *v;
	size_t n, cap;
	unsigned depth; /* of transactions begun there */
	char *why;
};

/* ---- twins.c ---- */

/* The twin of a book; NULL if it is not in memory. */
struct twin *twin_find(struct unsaved *u, const struct book_id *id);
/* See to it that a book is in memory; `b` is for one that the disk does not
 * know. */
struct twin *twin_make(struct store *s, const struct book_id *id,
    const struct book *b, struct err *err);
/* A memory to bring books and annotations to; it knows which were brought. */
struct store *twin_memory(void);
/* See to it that an annotation is in memory, if there is one. */
bool twin_bring(struct store *s, const char *uuid, struct err *err) USE_RESULT;
/* The bearer of a letter on the disk is to lose it in memory. */
bool twin_bring_bearers(struct store *s, const struct book_id *id,
    const struct annotation *a, struct err *err) USE_RESULT;

/* ---- overlay.c ---- */

/* Put annotations that were read from memory over those of the disk. */
void unsaved_over(
    struct unsaved *u, struct annotations *out, struct annotations *v);

#endif
