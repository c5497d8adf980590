/*
 * Where an annotation points, in the terms of the Web Annotation Data Model.
 */
#ifndef EXPORT_TARGET_H
#define EXPORT_TARGET_H

#include <izba/export.h>

#include "lib/export/jsonout.h"

/* One of the files of an EPUB, by where its text begins. */
struct target_file {
	uint32_t place;
	struct str href;
};

struct target {
	const struct export_book *book;
	uint32_t *points; /* code points before each stretch of the text */
	struct target_file *files;
	size_t n_files;
};
struct target target_of(const struct export_book *book);
void target_free(struct target *t);

/* The URL of the resource that holds the annotation: of an EPUB the file as its
 * manifest names it, else the name of the book's own file. */
void target_source(
    const struct target *t, const struct annotation *a, struct buf *out);
/* "selector": the quote with what is around it, then the position in code
 * points of the resource (`whole`: of the book). */
void target_selectors(const struct target *t, const struct annotation *a,
    bool whole, struct jsonout *j);

/* A URI for the bytes of a book (RFC 6920), or for what is known of it. */
void target_book(const struct export_book *v, struct buf *out);
/* A UUID of that, which stays the same; `n` tells several apart. */
void target_uuid(const struct export_book *v, unsigned n, struct buf *out);
/* The media type of a book's file. */
const char *target_media_type(const struct export_book *v);
/* "generator": izba. */
void target_generator(struct jsonout *j);
/* "motivation": "bookmarking", "commenting" or "highlighting"; with what only izba
 * tells apart. */
void target_motivation(struct jsonout *j, const struct annotation *a);

#endif
