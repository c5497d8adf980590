/*
 * import: annotations as other programs write them -> what the store keeps.
 * Each format is one file and one row of the table in lib/import/import.c.
 *
 * In three steps, so that nothing is changed before all is known: import_read
 * understands a file, import_place finds its passages in a book, import_store
 * keeps them, all or none.
 *
 * The same annotation has the same UUID whenever it is read: that of its file,
 * or one made of its content.  So importing again changes nothing.
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
	bool counted;		/* the hint counts code points of `source`, one
				   of the book's files, or null: of all of it */
	struct str source;
	uint32_t line;		/* of the file, or 0 */
	bool lasting;		/* the file itself gave the uuid */
	bool any_kind;		/* highlight or note: the file does not tell */
	int64_t rank;		/* its order in the book, where that is known
				   though the place is not; else 0 */
	enum import_fate {
		IMPORT_NEW,
		IMPORT_CHANGED,
		IMPORT_SAME,	/* nothing in it is new here */
		IMPORT_DELETED, /* the same, and it was deleted here */
		IMPORT_FATES
	} fate;			/* set by import_store */
};

/* A book as the file names it; any of the strings may be null. */
struct import_book {
	struct str title;
	struct str authors;	/* joined with "; " */
	struct str file;	/* its name or path on the other side */
	struct str sha;		/* SHA-256 of the file's bytes, hex */
	struct str md5;		/* KOReader's partial MD5, hex */
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

#define LIMIT_IMPORT ((size_t)256 << 20) /* bytes of one file */
/* All of a file; an error names it. */
bool import_file(const char *path, struct buf *out, struct err *err)
    USE_RESULT;
/* Understand a file's bytes; `format` NULL: found out by them.  NULL with err
 * set (the line in front of the sentence, where there is one).  Freed by
 * import_free. */
struct import *import_read(struct str bytes, const char *format,
    struct err *err) USE_RESULT;
void import_free(struct import *m);

/* ---- which book ---- */

/* A book that may be meant; any of the strings may be null. */
struct import_candidate {
	struct str title;
	struct str authors;
	struct str sha;
	const char *path;	/* its file, or NULL */
	const struct book *book; /* if it is read, or NULL */
};
/* How much a book of the file is like a candidate: 0 it is not; the same file
 * is more than the same title and author, that more than a title alone. */
unsigned import_likeness(const struct import_book *k,
    const struct import_candidate *c);
/* Which books of the file are the candidate, whose book must be read: those
 * that say so, and those of which enough passages stand there. */
void import_choose(const struct import *m, const struct import_candidate *c,
    bool *mine);
/* Set the error that nothing in the file is of the book named; returns
 * false. */
bool import_foreign(const struct import *m, const char *book, struct err *err);

/* ---- where in it ---- */

struct import_count {
	uint32_t found, lost;
};
/* Find the passages in the text; what is found is quoted as the text has it.
 * Short ones are believed only by their neighbours, or if the book is surely
 * the one. */
void import_place(struct import *m, struct import_book *k, const struct book *b,
    struct import_count *out);

/* ---- keeping ---- */

/* What a store holds already, so that nothing comes in twice. */
struct import_known;
struct import_known *import_known(struct store *s, struct err *err) USE_RESULT;
void import_known_free(struct import_known *known);
/* Its books; lent. */
const struct shelf *import_shelf(const struct import_known *known);
/* The book on the shelf that is meant: by its names, else as the one that holds
 * these annotations already; NULL if there is none or several may be. */
const struct shelf_book *import_find(const struct import_known *known,
    const struct import_book *k);

/* Where the annotations of one book of the file go. */
struct import_target {
	bool skip;		/* nowhere */
	struct book_id id;	/* sha empty: no book here is meant; they are
				   kept under the title that the file gives */
};

/* Keep the annotations of m->n books, each at its target, in one transaction,
 * after a backup; with `dry` only say what would be.  `now`, UTC microseconds, is
 * for those without a time. */
bool import_store(struct import *m, const struct import_target *targets,
    struct store *s, const struct import_known *known, int64_t now, bool dry,
    struct merge_report *out, struct err *err) USE_RESULT;

#endif
