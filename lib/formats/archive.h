/*
 * archive: the parts of a book that is many files: a zip in memory, or the same
 * unpacked in a folder.  Private to lib/formats; minizip's types stay in
 * archive.c.
 *
 *  1. A name from an archive is a key and never becomes a path.  In a folder
 *     only what was listed there can be read; links are not followed.
 *  2. What is read of one archive in all is bounded, by size and by ratio.
 */
#ifndef FORMATS_ARCHIVE_H
#define FORMATS_ARCHIVE_H

#include "lib/formats/format.h"

#define LIMIT_PARTS 65536u
#define LIMIT_PART ((uint64_t)1 << 28) /* bytes of one part */
#define LIMIT_UNPACKED ((uint64_t)1 << 30) /* of all that is read */
#define LIMIT_RATIO 400u /* unpacked to packed, beyond a few MB */

/* What is said of a zip that can't be mended, and of one that was, with the
 * number of parts. */
#define ARCHIVE_UNLISTED \
	"the archive is damaged or cut off: it has no list of its parts"
#define ARCHIVE_MENDED ARCHIVE_UNLISTED "; %zu were found in it"

struct part {
	struct str name; /* parted by '/', as the archive has it */
	uint64_t size; /* unpacked, as it says */
	uint64_t packed;
	uint64_t at[2]; /* where minizip finds it */
	uint32_t crc;
	bool deflated;
	bool locked; /* encrypted */
};

struct part_key {
	struct str key;		/* its name evened out */
	const struct part *part;
};

struct archive {
	struct part *v; /* sorted by name */
	size_t n, cap;
	struct part_key *keys;	/* of the same, sorted by key */
	struct arena *arena;
	void *zip; /* minizip's, or NULL for a folder */
	struct str bytes;
	struct buf own;		/* the same, mended */
	bool mended;		/* it had no list of its parts */
	char *folder;
	uint64_t left; /* bytes that may still be unpacked */
	uint32_t damaged; /* parts whose checksum was wrong */
};

/* Are these the first bytes of a zip? */
bool archive_sniff(struct str bytes);
/* Open what the input holds.  False with err set if it is no archive, or one
 * that is made to do harm. */
bool archive_open(
    struct archive *a, const struct input *in, struct err *err) USE_RESULT;
void archive_close(struct archive *a);
/* What names have in common that differ only in the case of letters or in how
 * letters with marks are written.  Appended to `out`. */
void archive_even(struct str name, struct buf *out);
/* The part of a name, exactly, else evened out; NULL if there is none. */
const struct part *archive_find(const struct archive *a, struct str name);
/* Append the bytes of a part.  What is there of a damaged one is given, and
 * counted in `damaged`. */
bool archive_read(struct archive *a, const struct part *part, struct buf *out,
    struct err *err) USE_RESULT;

/* A reference resolved against the name of the part it stands in (RFC 3986):
 * percent signs decoded, "." and ".." taken away; its fragment in *fragment
 * (null if it has none).  False if it leads out of the book ("https:...").
 * Appended to `out`. */
bool archive_resolve(
    struct str base, struct str href, struct buf *out, struct buf *fragment);

/* For archive.c: append what is packed, if it is `size` bytes with that CRC;
 * else nothing, and false: so too if the library was not found when
 * inflate_ready looked for it. */
void inflate_ready(void);
bool
inflate_whole(struct str packed, uint64_t size, uint32_t crc, struct buf *out);
/* For archive.c: a zip without the list of its parts, with one (archive-mend.c).
 * False with err set if there is nothing of a zip in it. */
bool archive_mend(struct str bytes, struct buf *out, struct err *err);
/* The files of a folder, and the bytes of one. */
bool folder_list(struct archive *a, struct err *err) USE_RESULT;
bool folder_read(struct archive *a, const struct part *part, struct buf *out,
    struct err *err) USE_RESULT;

#endif
