/*
 * picture: the pictures of the book: what is known of them, shown on the
 * screen, written to files.
 */
#ifndef TUI_PICTURE_H
#define TUI_PICTURE_H

#include <izba/formats.h>

#include "tui/app.h"

/* Append what is known of a block's picture ("640×480 PNG"). */
void picture_words(struct app *app, uint32_t block, struct buf *out);
/* Idle work: look at the bytes of the pictures on the page; `go_on` says
 * whether there is time for one more. */
void picture_idle(struct app *app, bool (*go_on)(void));
/* The book is another. */
void picture_forget(struct app *app);

/* Show a picture of the book over the whole screen. */
void picture_open(struct app *app, uint32_t image);
/* Its bytes and its name, if it was the last that was opened and the page is
 * still the same. */
bool picture_last(struct app *app, struct str *href);
/* The files that :save-image may write. */
void picture_offer(struct app *app, struct str part,
    void (*offer)(void *data, struct str s), void *data);

#endif
