/*
 * graphics: pictures as this terminal can show them, made by chafa.  Knows no
 * book.
 */
#ifndef TUI_GRAPHICS_H
#define TUI_GRAPHICS_H

#include <izba/base.h>

/* How a picture is shown, the best last. */
enum graphics { GRAPHICS_SYMBOLS, GRAPHICS_SIXELS, GRAPHICS_KITTY };

/* What a terminal's answer says, as far as it has come. */
struct graphics_answer {
	enum graphics best;
	bool whole;
	struct buf rest; /* what is no answer: keys */
};
/* Frees nothing: `out->rest` is the caller's, and appended to. */
void graphics_answer(struct str bytes, struct graphics_answer *out);

/* What this terminal can: asked once, when it is first wanted, and not waited
 * for long. */
enum graphics graphics_best(void);
/* Append what shows a picture's bytes on at most so many rows and columns.
 * ERR_FILE if chafa can't be run, ERR_FORMAT if it can't read the picture. */
bool graphics_make(struct str picture, enum graphics how, int cols, int rows,
    struct buf *out, struct err *err) USE_RESULT;
/* Show that at the top left of the screen, the cursor left where it is. */
void graphics_put(struct str made, enum graphics how);
/* Take it off what curses does not know of. */
void graphics_remove(enum graphics how);

#endif
