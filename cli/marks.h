/*
 * marks: what the subcommands about annotations work on.
 */
#ifndef CLI_MARKS_H
#define CLI_MARKS_H

#include <izba/export.h>
#include <izba/store.h>

/* One book with what was left in it. */
struct marks_book {
	struct book *book; /* or NULL: not read, or it can't be */
	struct annotations notes, deleted;
	struct export_options options;
	char *path, *sha, *title, *authors; /* what the options lend */
};

struct marks {
	struct marks_book *v;
	size_t n, cap;
	const char *encoding; /* of the file, or NULL to find out */
	bool deleted; /* the dead instead of the living */
	bool reading; /* books are read, and the dead kept beside the living */
};

/* The clock: IZBA_CLOCK (microseconds or ISO 8601) if it is set, for tests;
 * else the system's. */
bool marks_now(int64_t *now, struct err *err);
/* Open the store of the reader: *s is NULL if there is none yet. */
bool marks_open(struct store **s, bool read_only, struct err *err);
/* What was left in the book of a file (in this encoding, if it is not NULL), or
 * with `file` NULL in all books; books where nothing was left are not among
 * them.  With `reading` the books of the files that are there are read and the
 * marks found again, and what was deleted in them is gathered too. */
bool marks_gather(struct marks *m, const char *file, const char *encoding,
    bool reading, struct err *err);
/* What was deleted in all books. */
bool marks_gather_deleted(struct marks *m, struct err *err);
/* The books with what was left in them, for export; the caller frees the
 * array. */
struct export_book *marks_books(const struct marks *m);
/* All of it as one document. */
bool marks_export(const struct marks *m, const struct exporter *e,
    struct buf *out, struct err *err);
/* All of it on standard output, for reading or as JSON (list.c). */
bool marks_print(const struct marks *m, bool json, struct err *err);
void marks_free(struct marks *m);

/* Exchange an open store that is damaged for its newest whole backup, with what
 * was marked in it and is not on the disk; says what was done (recover.c).  If
 * it fails, *s is another store, in memory, all the same. */
bool recover_store(const char *path, const struct store_options *options,
    struct store **s, struct buf *said, struct err *err) USE_RESULT;

#endif
