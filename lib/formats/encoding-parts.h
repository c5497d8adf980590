/*
 * encoding-parts: what the files of encoding share.  Private to them.
 */
#ifndef FORMATS_ENCODING_PARTS_H
#define FORMATS_ENCODING_PARTS_H

#include "lib/formats/encoding.h"

/* The single-byte encodings whose tables are built in; the Cyrillic ones
 * first, in the order in which they win a tie. */
enum half {
	HALF_1251,
	HALF_KOI8R,
	HALF_KOI8U,
	HALF_866,
	HALF_8859_5,
	HALF_MAC,
	HALF_1252,
	HALVES,
	HALVES_CYRILLIC = HALF_1252
};

enum encoding_kind {
	KIND_UTF8,
	KIND_UTF16, /* of either order */
	KIND_UTF16LE,
	KIND_UTF16BE,
	KIND_UTF32,
	KIND_UTF32LE,
	KIND_UTF32BE,
	KIND_HALF, /* a table that is built in */
	KIND_BYTE, /* a byte is a character, as iconv knows */
	KIND_MANY /* several bytes may be one, as iconv knows */
};

struct encoding {
	const char *name; /* as izba writes it */
	const char *other; /* what else it is called, parted by blanks */
	uint8_t kind; /* enum encoding_kind */
	uint8_t half; /* enum half, of KIND_HALF */
};

/* ---- encoding.c ---- */
/* Source bytes of a code unit, as `unit` of struct decoded. */
unsigned encoding_unit(const struct encoding *e);

/* ---- encoding-names.c ---- */
const struct encoding *encoding_find(struct str called);
const struct encoding *encoding_of_half(enum half h);

/* ---- encoding-unicode.c ---- */
/* The bytes at the start of s that are strictly UTF-8. */
size_t utf8_valid(struct str s);
/* Is the code point at p a proper one?  Its bytes in *n either way. */
bool utf8_proper(const char *p, const char *end, uint32_t *cp, size_t *n);
/* The encoding whose byte order mark begins s, its bytes in *n; or NULL. */
const struct encoding *unicode_mark(struct str s, size_t *n);
/* UTF-16 or UTF-32 without a mark, or NULL. */
const struct encoding *unicode_guess(struct str s);
/* Append s, in UTF-16 or UTF-32; false if that is too long. */
bool unicode_convert(
    struct decoded *d, const struct encoding *e, struct str s, size_t from);

/* ---- encoding-convert.c ---- */
/* From here on the text's next byte stands at byte `source`. */
void decoded_point(struct decoded *d, size_t source, unsigned unit);
/* Append s, whose first byte is byte `from` of the source; bytes that stand
 * for nothing become U+FFFD. */
enum convert { CONVERT_DONE, CONVERT_TOO_LONG, CONVERT_UNKNOWN };
enum convert encoding_convert(
    struct decoded *d, const struct encoding *e, struct str s, size_t from);
/* Can s be in this encoding?  (No byte stands for nothing.) */
bool encoding_fits(const struct encoding *e, struct str s);
/* What the bytes 0x80 to 0xff stand for, 0 for nothing. */
extern const uint16_t upper_halves[HALVES][128];

/* ---- encoding-detect.c ---- */
struct detector;
struct detector *detector_new(void);
void detector_free(struct detector *t);
struct verdict {
	enum half half; /* the best of the Cyrillic ones; HALF_1252 if not
			   Cyrillic */
	uint32_t letters; /* Cyrillic ones, as it reads */
	uint32_t costs[HALVES]; /* in eighths of a bit */
};
/* Which single-byte encoding is s in?  Looks at no more than 64 kB. */
struct verdict detect(const struct detector *t, struct str s);

/* ---- encoding-lines.c ---- */
/* Decode s, which is not strictly UTF-8, line by line where it must be.
 * `declared` may be NULL. */
enum convert lines_convert(struct decoded *d, struct str s, size_t from,
    const struct encoding *declared);

#endif
