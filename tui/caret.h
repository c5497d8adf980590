/*
 * caret: what caret.c and select.c share: a caret on the page or in the pane at
 * the foot, and what is selected from it.
 */
#ifndef TUI_CARET_H
#define TUI_CARET_H

#include "tui/app.h"
#include "tui/ground.h"

struct caret {
	struct pane pane;
	enum ground ground;
	uint32_t at;
	uint32_t start; /* the selection's other end; NOWHERE: none; at the
			   caret itself: only begun, and stands for its word */
	bool lines; /* selects whole lines */
	int col; /* wanted by moves over lines; -1: where it is */
	char reshaped[37]; /* the mark whose ends are moved, or "" */
};

/* The topmost caret, or NULL. */
struct caret *caret_of(struct app *app);
/* Is it the topmost pane of all? */
bool caret_on_top(const struct app *app);
/* Put one on a ground. */
struct caret *caret_open(struct app *app, enum ground g, uint32_t at);
/* It goes to a place, and what is shown with it; with a selection not beyond
 * the text that it is in. */
void caret_go(struct app *app, struct caret *c, uint32_t to);
/* The line that holds a place. */
struct span caret_line(struct app *app, const struct caret *c, uint32_t place);
/* What the status line says. */
void caret_status(struct app *app, struct pane *p, struct buf *out);

#endif
