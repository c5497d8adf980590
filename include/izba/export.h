/*
 * export: annotations -> text for other programs.  Each format is one file and
 * one row of the table in lib/export/export.c.
 */
#ifndef IZBA_EXPORT_H
#define IZBA_EXPORT_H

#include <izba/book.h>
#include <izba/store.h>

struct export_options {
	const char *path;	/* the book's file, as named in the output */
	const char *sha;	/* of the book's bytes, or NULL */
	int64_t now;		/* UTC microseconds, for "exported" */
	struct str title;	/* used where there is no book */
	struct str authors;	/* the same, joined with "; " */
};

/* One book with what was left in it.  `book` is NULL if its file is gone or
 * can't be read: what the annotations remember themselves is written then. */
struct export_book {
	const struct book *book;
	const struct annotations *notes;
	const struct export_options *options;
	const struct annotations *deleted; /* or NULL: what export_to takes out
					      of a file that is there */
};

struct shape;

struct exporter {
	const char *name;	/* "markdown" */
	const char *suffix;	/* "md" */
	const char *help;
	const char *sign;	/* words near the start of its documents by which
				   they are known, or NULL */
	const char *stamp;	/* words before the time of export, or NULL */
	bool one_book;		/* a document can't hold several */
	const struct shape *shape; /* if a document can be brought up to date */
	/* one book or many as one document */
	void (*write)(struct buf *out, const struct export_book *v, size_t n,
	    int64_t now);
};
const struct exporter *export_table(size_t *n);
const struct exporter *export_find(const char *name);
/* Can a document hold so many books? */
bool export_fits(const struct exporter *e, size_t n, struct err *err)
    USE_RESULT;
/* The document of one book or of many. */
void export_books(const struct exporter *e, struct buf *out,
    const struct export_book *v, size_t n, int64_t now);

/* ---- into a file ---- */

/* What became of the annotations that were exported to a file. */
struct export_report {
	uint32_t annotations;	/* in the document */
	uint32_t added, changed; /* pieces of a file that was there */
	uint32_t kept;		/* pieces that were changed by hand: they stay */
	uint32_t gone;		/* pieces of what was deleted, taken out */
	bool merged;		/* the file was there, with such pieces */
	bool same;		/* nothing had to be written */
	bool foreign;		/* refused: the file is not izba's */
};

/* Export books to a file, in the format `e`; with `e` NULL in that of the
 * file's suffix, else Markdown.  A file that is not izba's own is refused,
 * unless `force`.  Markdown and Org that izba wrote before is brought up to
 * date: pieces are added, changed and, for what is in `deleted`, taken out;
 * pieces that were changed by hand and everything else stay.  Other formats
 * are written anew.  The file is written as a whole or not at all, and not
 * touched if nothing but the time of export would change.  False with one
 * sentence that names the file. */
bool export_to(const char *path, const struct exporter *e,
    const struct export_book *v, size_t n, int64_t now, bool force,
    struct export_report *report, struct err *err) USE_RESULT;
/* The exporter of a file's suffix, or NULL. */
const struct exporter *export_for(const char *path);
/* One sentence without its point: "37 annotations in notes.md: 2 new". */
void export_say(
    struct buf *out, const char *path, const struct export_report *report);

/* Write a file as a whole or not at all: beside it first, then in its place,
 * with the mode it had.  A folder is refused; a device is written to. */
bool export_save(const char *path, struct str text, struct err *err)
    USE_RESULT;

/* "2026-11-22T09:30:00Z", with the fraction of the second if there is one. */
void export_time(struct buf *out, int64_t microseconds);
/* Such a time, or a number of microseconds; false if it is neither. */
bool export_time_read(struct str s, int64_t *microseconds);
/* A JSON string (RFC 8259) with its quotation marks. */
void export_json_string(struct buf *out, struct str s);

#endif
