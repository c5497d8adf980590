/*
 * tui: the reader on the terminal; the face of this room for cli/.
 */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include <izba/book.h>
#include <izba/store.h>

struct keymap;
struct options;

struct tui_start {
	const struct book *book; /* linked */
	const char *path;
	struct store *store; /* or NULL */
	struct book_id id;
	struct keymap *keys;
	const char *message; /* to be said at the start, or NULL */
	bool error; /* it tells of something wrong */
	const struct options *options; /* or NULL */
	bool colour; /* NO_COLOR is not set */
};

/* Is there a terminal to read on?  false with a sentence. */
bool tui_possible(struct err *err) USE_RESULT;
/* Read until the reader leaves.  false with a sentence if the terminal can't
 * be used.  A signal that ended it is raised again afterwards. */
bool tui_read(const struct tui_start *start, struct err *err) USE_RESULT;

#endif
