/*
 * What the tests of export share.
 */
#ifndef EXPORT_BOOK_H
#define EXPORT_BOOK_H

#include <izba/export.h>

#include "tests/unit/unit.h"

#define EXPORT_NOW INT64_C(1795339800000000) /* 2026-11-22T09:30:00Z */

/* Two sections; the notes 1 and 2 are called in the first, and 2 says "Ibid."
 */
struct book *export_book(void);
/* A green highlight from the first words to the end of the last. */
struct annotation export_mark(const struct book *b, const char *from,
    const char *to, const char *body);
/* The document of one book. */
struct buf export_text(const char *format, const struct book *b,
    struct annotation *v, size_t n);
void export_expect(const struct buf *b, const char *words);

#endif
