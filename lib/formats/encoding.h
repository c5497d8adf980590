/*
 * encoding: a source's bytes into UTF-8, whatever they were written in, and
 * the way back from a byte of the text to the byte of the source.  Every
 * reader of a format that is text calls encoding_read first.  Private to
 * lib/formats.
 *
 * What is believed, in this order: what the reader of the book asked for; a
 * byte order mark; UTF-16 and UTF-32 told by their zeros; strict UTF-8; what
 * the file declares, unless its bytes can't be that; the detector
 * (encoding-detect.c); windows-1252.
 */
#ifndef FORMATS_ENCODING_H
#define FORMATS_ENCODING_H

#include <izba/builder.h>
#include <izba/formats.h>

/* From here on text and source run in step: `unit` source bytes for each code
 * point (2 in UTF-16, where those past U+FFFF take two units), or byte for byte
 * if it is 0. */
struct decoded_point {
	uint32_t text, source;
	uint8_t unit;
};

/* Lines that were not in the source's own encoding. */
struct decoded_lines {
	uint32_t first, last; /* from 1 */
	const char *name; /* NULL: broken, and left to be shown as U+FFFD */
};

struct decoded {
	struct str text; /* UTF-8 without a byte order mark; where bytes are
			    no text it may still be broken.  Lent: from the
			    source, or from `own` */
	const char *name; /* "UTF-8", "windows-1251": of the source */
	unsigned unit; /* as of most points: 0, 1, 2, 4 */
	bool overruled; /* what the file declares is not so */
	uint32_t source_bytes;
	struct buf own;
	struct decoded_point *points;
	struct decoded_lines *lines;
	size_t n_points, cap_points, n_lines, cap_lines;
};

/* Decode `bytes` (which must outlive *d).  `asked` is the encoding a person
 * named, or NULL; `declared` what the file says of itself, or a null str.
 * False only if `asked` is unknown, or the text is too long; then there is
 * nothing to free. */
bool encoding_read(struct decoded *d, struct str bytes, const char *asked,
    struct str declared, struct err *err) USE_RESULT;
void decoded_free(struct decoded *d);

/* The source byte that a byte of the text came from. */
uint32_t decoded_source_rest(const struct decoded *d, uint32_t at);
static inline uint32_t
decoded_source(const struct decoded *d, uint32_t at)
{
	return d->n_points == 0 ? at : decoded_source_rest(d, at);
}

/* Tell the builder the encoding, and what is wrong with it. */
void decoded_tell(const struct decoded *d, struct builder *b);

#endif
