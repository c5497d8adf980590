/*
 * format: what every reader of a format gives the table in formats.c.  Private
 * to lib/formats.
 */
#ifndef FORMATS_FORMAT_H
#define FORMATS_FORMAT_H

#include <izba/builder.h>
#include <izba/formats.h>

struct reader {
	/* How sure the bytes are of this format: 0 they are not, 100 they can
	 * be nothing else.  NULL: told by the suffix only. */
	int (*sniff)(struct str bytes);
	/* Feed the book.  False with err set only if it is no book at all. */
	bool (*read)(struct builder *b, struct str bytes, struct err *err);
};

/* Read a whole regular file into memory (file.c). */
bool file_read(const char *path, struct buf *out, struct err *err) USE_RESULT;

/* Plain text (text.c). */
bool text_read(struct builder *b, struct str bytes, struct err *err);

#endif
