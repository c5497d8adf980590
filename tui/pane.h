/*
 * pane: what lies over the page.  A stack; the topmost has the keys.
 *
 * A kind of pane is a table of functions; a pane is a struct of its file's own
 * that begins with struct pane.
 */
#ifndef TUI_PANE_H
#define TUI_PANE_H

#include "tui/command.h"

struct app;
struct pane;

/* Rows [top, top + rows) of the screen, all its columns. */
struct area {
	int top, rows, cols;
};

struct pane_kind {
	const char *name;
	enum mode mode; /* MODE_PANE at the foot; MODE_LIST, _DESK, _REVIEW over
				   all, MODE_SELECT, MODE_HINTS on the page */
	/* Rows wanted at the foot, its rule included (MODE_PANE only); it gets
	 * at most `most`. */
	int (*rows)(struct app *app, struct pane *p, int most);
	/* Paint every row of the area, and place the cursor if it has one.
	 * NULL for kinds that show themselves on the page. */
	void (*draw)(struct app *app, struct pane *p, struct area area);
	/* Add looks to the text [from, to) of the page; set the cursor.  Or NULL. */
	void (*paint)(
	    struct app *app, struct pane *p, uint32_t from, uint32_t to);
	/* Put something over one row of the page, or NULL. */
	void (*over)(struct app *app, struct pane *p, int row);
	/* Do a command: false leaves it to the table of commands. */
	bool (*command)(struct app *app, struct pane *p, const struct call *c);
	/* Take a key before the key map does (hints): false leaves it. */
	bool (*key)(struct app *app, struct pane *p, uint32_t key);
	/* What the status line says while it is on top, or NULL. */
	void (*status)(struct app *app, struct pane *p, struct buf *out);
	/* The screen's width or the book's marks changed: measure again. */
	void (*changed)(struct app *app, struct pane *p);
	/* Free it. */
	void (*close)(struct app *app, struct pane *p);
};

struct pane {
	const struct pane_kind *kind;
	struct pane *below;
};

/* Put a pane on top (it is owned by the stack from now on). */
void pane_open(struct app *app, struct pane *p);
/* Close the topmost; nothing without one. */
void pane_close(struct app *app);
void pane_close_all(struct app *app);
/* The topmost if it is of a kind, else NULL. */
struct pane *pane_top(struct app *app, const struct pane_kind *kind);
/* Tell all that something changed. */
void pane_changed_all(struct app *app);
/* Rows of the foot that panes cover now; 0 without one. */
int pane_foot_rows(struct app *app);
/* Does one cover the whole page? */
bool pane_covers_all(struct app *app);
/* Let those that show themselves on the page add to it. */
void pane_paint_all(struct app *app, uint32_t from, uint32_t to);
void pane_over_all(struct app *app, int row);
/* Paint those that are seen. */
void pane_draw_all(struct app *app);
/* Put words of ours on as many of the rows [row, end) as they need; returns the
 * row after them. */
int pane_words(int row, int end, struct str words);

#endif
