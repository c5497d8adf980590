/*
 * select: a caret on the page, with or without a selection, moved by
 * character, word, line, sentence, paragraph; across pages.
 */
#ifndef TUI_SELECT_H
#define TUI_SELECT_H

#include "tui/app.h"

/* What is selected, or the character the caret stands on; false without a
 * caret. */
bool select_span(struct app *app, struct span *out);
/* Is more selected than the caret's own character? */
bool select_active(struct app *app);
/* End the selection and take the caret away. */
void select_end(struct app *app);

/* The character that the caret stands on and its line; false without a caret. */
bool select_caret(struct app *app, struct span *at, struct span *line);
/* Select a mark again: its ends are moved until Enter, or given up by Esc. */
void select_reshape(struct app *app, const struct annotation *a);
/* The id of the mark whose ends are being moved, or NULL. */
const char *select_reshaped(struct app *app);
/* Show a span: the caret goes there if there is one, else the focus. */
void select_show(struct app *app, uint32_t from, uint32_t to);

/* Move the caret; false without one. */
bool select_move(struct app *app, uint32_t place);
/* Was a selection begun, and nothing more? */
bool select_begun(struct app *app);
/* The caret is where it was, also if that is in another text; what was only
 * begun there is so again.  It is not shown yet. */
void select_back(struct app *app, uint32_t place, bool begun);
/* Can the caret go to a place?  In the pane to what it shows, and while
 * something is selected not out of that text.  Without a caret: yes. */
bool select_reaches(struct app *app, uint32_t place);

/* What a command works on: the selection, else the word at the caret or the
 * object named by `arg` ("word", "sentence", "paragraph") at the caret, the
 * focus or the top of the page.  false with something said. */
bool select_or_object(struct app *app, struct str arg, struct span *out);

/* What the reader looks at without a caret: the focus, the hit that a search
 * stands on, or the start of the page. */
uint32_t select_place(const struct app *app);
/* Where a caret is put: where the last one stood if the reader has looked
 * nowhere else since, else at that place. */
uint32_t select_start(const struct app *app);
/* A caret stood there when it was taken away. */
void select_remember(struct app *app, uint32_t place);
/* Send spans of the book, a line each, to the terminal's clipboard. */
void copy_spans(struct app *app, const struct span *v, size_t n);
/* The same for any text. */
void copy_text(struct app *app, struct str text);

#endif
