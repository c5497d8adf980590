/*
 * Bringing a document up to date that people have written in.
 */
#ifndef EXPORT_MERGE_H
#define EXPORT_MERGE_H

#include <izba/export.h>

#include "lib/export/parts.h"

/* Is there a piece in the text? */
bool merge_has_pieces(const struct shape *shape, struct str text);
/* The old document with the pieces of the new one: those that are there are
 * brought up to date, the others put under their headings, those of the books'
 * deleted annotations taken out.  What was changed by hand stays, and all lines
 * outside of pieces.  Nothing is written to `out` if nothing would change:
 * then report->same is set. */
void merge_documents(const struct shape *shape, struct str old, struct str new,
    const struct export_book *v, size_t n, struct buf *out,
    struct export_report *report);

#endif
