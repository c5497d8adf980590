/*
 * import: annotations as other programs write them -> what the store keeps.
 * Each format is one file and one row of the table in lib/import/import.c.
 *
 * The same annotation has the same UUID whenever it is read: that of its file,
 * or one made of its content.
 */
#ifndef IZBA_IMPORT_H
#define IZBA_IMPORT_H

#include <izba/book.h>
#include <izba/store.h>

/* ---- reading ---- */

struct import_note {
	/* As the file has it; the state is ANCHOR_LOST until it is placed.  Its
	 * times are 0 where the file does not say them. */
	struct annotation a;
	uint32_t hint;		/* where it stood, or NOWHERE */
	uint32_t line;		/* of the file, or 0 */
	bool lasting;		/* the file itself gave the uuid */
};

/* A book as the file names it; any of the strings may be null. */
struct import_book {
	struct str title;
	struct str authors;	/* joined with "; " */
	struct str file;	/* its name or path on the other side */
	struct str sha;		/* SHA-256 of the file's bytes, hex */
	struct str md5;		/* KOReader's partial MD5, or the whole file's */
	struct str identifier;
	uint32_t line;
	struct import_note *v;
	size_t n, cap;
};

struct import {
	struct arena *arena;
	const struct importer *format;
	struct import_book *books;
	size_t n;
	uint32_t repeated;	/* left out: said before in the same file */
};

struct importer {
	const char *name;	/* "koreader" */
	const char *help;	/* "KOReader's sidecar files and JSON export" */
};
/* The i-th format, or NULL after the last. */
const struct importer *import_format(size_t i);

/* Understand a file's bytes; `format` NULL: found out by them.  NULL with err
 * set (the line in front of the sentence, where there is one).  Freed by
 * import_free. */
struct import *import_read(struct str bytes, const char *format,
    struct err *err) USE_RESULT;
void import_free(struct import *m);

#endif
