/*
 * formats: bytes of a file -> blocks of a book.  Each format is one file and
 * one row of the table in lib/formats/formats.c.
 */
#ifndef IZBA_FORMATS_H
#define IZBA_FORMATS_H

#include <izba/book.h>

#define LIMIT_FILE ((uint64_t)1 << 31)	/* bytes izba reads of one file */

struct read_options {
	const char *format;	/* a format's name, or NULL to find out */
	const char *encoding;	/* or NULL or "auto" to find out */
	const char *notes;	/* which links of EPUB and HTML call notes: a
				   name of note_rules, or NULL for the first */
	size_t enough;		/* bytes of its source from which the book's
				   beginning is made, when no more is wanted
				   (a format that needs more takes more);
				   0: the whole book */
};
/* "auto", "stated", "all"; ended by NULL. */
extern const char *const note_rules[];

struct format {
	const char *name;	/* "text" */
	const char *suffixes;	/* "txt text", parted by blanks */
	const char *mime;
	const char *help;	/* one sentence */
};
/* The table; n in *n. */
const struct format *format_table(size_t *n);

/* An encoding's name as izba writes it ("windows-1251") of what people call it
 * ("cp1251"); NULL if izba knows none. */
const char *encoding_name(struct str called);
/* False, with those there are, if izba knows no such encoding; "auto" (or NULL)
 * leaves it to izba. */
bool encoding_check(const char *asked, struct err *err) USE_RESULT;
/* The i-th encoding izba knows, NULL past the last. */
const char *encoding_listed(size_t i);

/* Append bytes in the encoding of that name in UTF-8; false with err set if izba
 * knows none of that name. */
bool encoding_to_utf8(struct buf *out, struct str bytes, const char *called,
    struct err *err) USE_RESULT;

/* Read a file and compile it, without its apparatus (see apparatus_link).
 * NULL with err set (the file's name is in front of the sentence) if it can't
 * be opened, is no regular file, is empty, or holds no text.  The caller frees
 * the book.  `options` may be NULL. */
struct book *book_read(const char *path, const struct read_options *options,
    struct err *err) USE_RESULT;
/* The same from memory; `name` is used for its suffix only. */
struct book *book_read_bytes(struct str bytes, const char *name,
    const struct read_options *options, struct err *err) USE_RESULT;
/* Several files as one book, in this order (n >= 1); `paths` are of one format
 * that can be so read.  One path may also be a folder, in all of these. */
struct book *book_read_files(const char *const *paths, size_t n,
    const struct read_options *options, struct err *err) USE_RESULT;

/* A book's path: of a file or a folder, or of several files, joined by newlines;
 * all functions here that take a path take any of these.  Joined: the caller
 * frees it.  Split: returns how many, freed by book_path_free. */
char *book_path_join(const char *const *v, size_t n);
size_t book_path_split(const char *path, char ***v);
void book_path_free(char **v, size_t n);
/* Are all of its files there? */
bool book_path_exists(const char *path);
/* By what a book is known again without reading it; of several files and of
 * the text in a folder, taken together. */
struct book_facts {
	char *path;		/* absolute, links followed; the caller's */
	int64_t size, mtime, inode;
	bool missing;
};
bool book_facts_of(const char *path, struct book_facts *out, struct err *err)
    USE_RESULT;
/* SHA-256 of the file, or of the hashes of all its files. */
bool book_hash(const char *path, char sha[65], struct err *err) USE_RESULT;

/* Append the bytes that an image of the book (book->images) has in its file or
 * folder, or in its own href.  False with err set if there are none, or too
 * many. */
bool book_resource(const char *path, const struct book *b, struct str href,
    struct buf *out, struct err *err) USE_RESULT;
/* Append what names the cover's bytes for book_resource.  False with err set if
 * the book states no cover. */
bool book_cover(const char *path, const struct book *b, struct buf *href,
    struct err *err) USE_RESULT;

/* What the first bytes of a picture say of it. */
struct image_facts {
	const char *kind;	/* "PNG", "JPEG", "GIF", "WebP", "SVG" */
	const char *suffix;	/* "png" */
	uint32_t width, height;	/* pixels; 0 if it has no size of its own */
};
/* False if the bytes are no picture of these kinds. */
bool image_sniff(struct str bytes, struct image_facts *out) USE_RESULT;
/* Append "640×480 PNG", or what of it is known. */
void image_words(const struct image_facts *f, struct buf *out);
/* "PNG" of "image/png"; NULL if it is none of these kinds. */
const char *image_kind_of(struct str mime);
/* The name of a picture's file, by its href; empty if it has none. */
struct str image_name_of(struct str href);

#endif
