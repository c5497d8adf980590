/*
 * The lines of a dump: one table of columns serves writing and reading.  Each
 * line is a JSON object whose member "type" is one of the names below; the
 * first line says what the file is.
 */
#ifndef STORE_LINES_H
#define STORE_LINES_H

#include <jansson.h>

#include "lib/store/db.h"

#define DUMP_HEAD "{\"izba\":\"dump/1\"}"

/* A column of a table, and the member of the line's object. */
struct column {
	const char *name;
	char type; /* 't' text, 'n' text or null, 'i' integer; left out where
			there is none: 'o' integer, 'm' text */
};

enum line_type {
	LINE_BOOK,
	LINE_PLACE,
	LINE_SETTING,
	LINE_ANNOTATION,
	LINE_PURGED,
	LINE_TYPES
};

struct line_table {
	const char *type; /* "annotation" */
	const char *table;
	const struct column *columns; /* ended by one without a name */
	const char *order; /* by what the lines of a book are sorted */
};
extern const struct line_table line_tables[LINE_TYPES];
extern const struct column version_columns[], content_columns[],
    identifier_columns[];

/* Append "uuid, kind, ..." */
void columns_list(struct buf *out, const struct column *columns);

#endif
