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
};

struct exporter {
	const char *name;	/* "markdown" */
	const char *suffix;	/* "md" */
	const char *help;
	void (*write)(struct buf *out, const struct book *b,
	    const struct annotations *notes,
	    const struct export_options *options);
};
const struct exporter *export_table(size_t *n);
const struct exporter *export_find(const char *name);

/* "2026-11-22T09:30:00Z" */
void export_time(struct buf *out, int64_t microseconds);

#endif
