/*
 * fb2: what the two files that read FictionBook share.  Private to fb2*.c.
 */
#ifndef FORMATS_FB2_H
#define FORMATS_FB2_H

#include "lib/formats/format.h"

/* The bytes of the book: of a zip its first part that is one, which is put in
 * `unpacked`.  What is wrong with the zip is told to `b`, if that is not
 * NULL. */
bool fb2_bytes(const struct input *in, struct builder *b,
    struct buf *unpacked, struct str *bytes,
    struct err *err) USE_RESULT;

#endif
