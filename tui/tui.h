/*
 * tui: the reader on the terminal; the face of this room for cli/.
 */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include <izba/book.h>
#include <izba/store.h>

struct tui_start {
	const struct book *book; /* linked; NULL while it is being read */
	/* Its beginning alone, to be looked at meanwhile; or NULL. */
	const struct book *first;
	/* Begin to read the whole, when the first page is on the screen: gives
	 * a descriptor that is readable when it is there, or -1 if it is read
	 * by `whole`.  `data` is reread_data. */
	int (*whole_begin)(void *data);
	/* Put the book and what belongs to it into *start.  False with a
	 * sentence. */
	bool (*whole)(void *data, struct tui_start *start, struct err *err);
	const char *path;
	struct store *store; /* or NULL */
	const char *store_path; /* or NULL */
	/* Put a backup in place of the damaged store, and say what was done:
	 * *s is the new one.  `data` is reread_data. */
	bool (*mend)(void *data, struct store **s, struct buf *said,
	    struct err *err);
	struct book_id id;
	const char *encoding; /* it was asked to be read in, or NULL */
	/* Read the book, or another, with its apparatus or without, in an
	 * encoding or (NULL) as izba finds it; NULL with err set. */
	struct book *(*reread)(void *data, const char *path, bool apparatus,
	    const char *encoding, struct err *err);
	void *reread_data;
	/* Called once, when the first page is drawn and no key waits; or NULL.
	 * Gets reread_data. */
	void (*idle)(void *data);
	const char *keymap; /* one that comes with izba, or NULL */
	const char *keys_path; /* the reader's own key map, or NULL */
	const char *options_path; /* the reader's options, or NULL */
	const char *copy_path; /* where copies go without a clipboard; NULL */
	const char *hyphens_folder; /* of the patterns by which words are parted */
	int64_t fixed_clock; /* for tests: microseconds UTC, or 0 */
	bool colour; /* NO_COLOR is not set */
	const char *message; /* what is wrong, to be said at the start; NULL */
};

/* Is there a terminal to read on?  false with a sentence. */
bool tui_possible(struct err *err) USE_RESULT;
/* Read until the reader leaves, which may be before the whole book was there
 * (`whole` was not called then).  false with a sentence if the terminal can't
 * be used.  In *signal the signal that ended it (SIGHUP, SIGTERM), to be raised
 * again when all is closed, or 0. */
bool tui_read(
    const struct tui_start *start, int *signal, struct err *err) USE_RESULT;

/* Append a key map as a key map file: the one that comes with izba under the
 * name, with the reader's own file (if `own` is not NULL and is there) on top
 * of it.  false with a sentence that names file and line. */
bool tui_keys(const char *keymap, const char *own, struct buf *out,
    struct err *err) USE_RESULT;

#endif
