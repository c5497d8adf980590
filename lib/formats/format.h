/*
 * format: what every reader of a format gives the table in formats.c.  Private
 * to lib/formats.
 */
#ifndef FORMATS_FORMAT_H
#define FORMATS_FORMAT_H

#include <izba/builder.h>
#include <izba/formats.h>

/* What a reader reads. */
struct input {
	const char *path;	/* of the file or the folder; NULL: bytes only */
	struct str bytes;	/* of the file; empty for a folder */
	bool ours;	/* they are on the heap, and nobody reads them again */
	const char *const *more; /* further files of the same book */
	size_t n_more;
	bool folder;
	bool part;		/* of a book of several files */
	const struct read_options *options; /* or NULL */
};

struct reader {
	/* How sure the bytes are of this format: 0 they are not, 100 they can
	 * be nothing else.  NULL: told by the suffix only. */
	int (*sniff)(struct str bytes);
	/* The same of a folder.  NULL: no folder is a book of this format. */
	int (*folder)(const char *path);
	/* Feed the book.  False with err set only if it is no book at all. */
	bool (*read)(struct builder *b, const struct input *in,
	    struct err *err);
	/* Append what `href` names.  NULL: this format holds no images. */
	bool (*resource)(const struct input *in, struct str href,
	    struct buf *out, struct err *err);
	/* Append what names the cover.  NULL: this format states none. */
	bool (*cover)(const struct input *in, struct buf *href,
	    struct err *err);
	bool many; /* takes further files */
	/* Bytes of the beginning that it needs to tell how the book is
	 * built. */
	size_t least;
};

/* Read a whole regular file into memory (file.c). */
bool file_read(const char *path, struct buf *out, struct err *err) USE_RESULT;
/* The same of its first bytes, at most so many. */
bool file_read_first(const char *path, size_t most, struct buf *out,
    struct err *err) USE_RESULT;
/* Of a source as much as is wanted (formats.c); `options` may be NULL. */
struct str source_cut(const struct read_options *options, struct str bytes);

bool file_is_folder(const char *path);

/* Pictures in the text itself (image-data.c). */
#define LIMIT_DATA ((size_t)64 << 20) /* bytes of one, as they are written */
bool data_is(struct str href);
bool data_read(struct str href, struct buf *out, struct err *err);
/* Append what base64 says, over whatever is none. */
void base64_decode(struct str s, struct buf *out);
/* Append the words that stand for a picture in a text: in brackets, so that
 * they are not read as part of the sentence. */
void image_stand_in(struct str alt, struct str href, struct buf *out);
/* The kind of picture that an href names, by its suffix or its own word; null
 * if it names none. */
struct str image_mime_of(struct str href);

/* Is this the line "*** START OF ... ***", or its like (text-frame.c)? */
bool frame_marker(struct str t, const char *word);

/* HTML (html.c). */
int html_sniff(struct str bytes);
int html_folder(const char *path);
bool html_read(struct builder *b, const struct input *in, struct err *err);
bool html_resource(const struct input *in, struct str href, struct buf *out,
    struct err *err);
/* The encoding that a page declares, or null. */
struct str html_declared(struct str bytes);

/* EPUB (epub.c). */
int epub_sniff(struct str bytes);
int epub_folder(const char *path);
bool epub_read(struct builder *b, const struct input *in, struct err *err);
bool epub_resource(const struct input *in, struct str href, struct buf *out,
    struct err *err);
bool epub_cover(const struct input *in, struct buf *href, struct err *err);

/* FictionBook (fb2.c). */
int fb2_sniff(struct str bytes);
bool fb2_read(struct builder *b, const struct input *in, struct err *err);
bool fb2_resource(const struct input *in, struct str href, struct buf *out,
    struct err *err);
bool fb2_cover(const struct input *in, struct buf *href, struct err *err);

/* Is this no text at all?  (text.c) */
bool bytes_are_binary(struct str s);

/* Markdown (markdown.c). */
int markdown_sniff(struct str bytes);
int markdown_folder(const char *path);
bool markdown_read(struct builder *b, const struct input *in, struct err *err);
bool markdown_resource(const struct input *in, struct str href,
    struct buf *out, struct err *err);

/* Plain text (text.c). */
bool text_read(struct builder *b, const struct input *in, struct err *err);

#endif
