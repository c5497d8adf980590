/*
 * desk: the workbench, a pane of all annotations of the book or of all books:
 * to sift, sort, read, go to, change, undo and take home.  What its files
 * share.
 */
#ifndef TUI_DESK_H
#define TUI_DESK_H

#include "tui/app.h"
#include "tui/pile.h"

/* What it keeps from one opening to the next, as long as the book is read. */
struct desk_state {
	bool every; /* all books, not this one alone */
	bool trash; /* what was deleted */
	enum pile_order order;
	struct buf filter;
	char hand[37]; /* what was gone to from it, or "" */
	struct buf exporting; /* "markdown notes.md", while it is asked for */
};

struct desk {
	struct pane pane;
	struct desk_state *state; /* app->desk */
	struct pile pile;
	struct sieve *sieve; /* of the filter; NULL without one */
	struct shelf shelf; /* of all books, or empty */
	struct annotations all; /* of all books; the pile lends from it */
	int rows; /* of the list, at the last painting */
	int first; /* the screen's row that it began on */
	bool kept; /* with the title of what is above it */
	/* what is shown in full: its text, and the lines it was cut into */
	struct buf full;
	struct span *lines;
	size_t n_lines, cap_lines;
	struct buf question; /* that waits for an answer */
};

/* The desk, if it is the topmost pane. */
struct desk *desk_top(struct app *app);
/* What is kept of it; made when it is first asked for. */
struct desk_state *desk_state_of(struct app *app);
/* Does one show all books? */
bool desk_shows_all(struct app *app);
/* Free what is kept of it. */
void desk_forget(struct app *app);
/* Another izba has changed the store. */
void desk_others_changed(struct app *app);
/* A row of the screen was pressed with the mouse: takes in hand what is there. */
void desk_press(struct app *app, struct desk *d, int row);
/* Offer what the argument of one of its commands may be. */
void desk_offer(struct app *app, enum command_id id, struct str part,
    void (*offer)(void *data, struct str s), void *data);
/* The annotation in hand, or NULL. */
const struct annotation *desk_hand(const struct desk *d);

/* ---- desk-fill.c ---- */

/* Read everything anew. */
bool desk_fill(struct app *app, struct desk *d, struct err *err);
/* Read one book's annotations again; pile_arrange must follow before anything
 * else is done with the pile. */
bool desk_reread(
    struct app *app, struct desk *d, int64_t row, struct err *err);
/* The clock that exports and filters go by: microseconds UTC. */
int64_t desk_now(const struct app *app);

/* ---- desk-filter.c ---- */

/* Choose what is shown by the filter.  What was typed with the other keyboard
 * layout on is understood. */
void desk_sift(struct app *app, struct desk *d);
/* Have it typed; go to the next colour; show all. */
void desk_filter(struct app *app, struct desk *d, const struct call *c);
void desk_filter_colour(struct app *app, struct desk *d, const struct call *c);
void desk_unfilter(struct app *app);

/* ---- desk-head.c, desk-draw.c, desk-full.c ---- */

/* Paint the head; returns the row after it. */
int desk_draw_head(
    const struct app *app, const struct desk *d, struct area area);

void desk_draw(struct app *app, struct pane *p, struct area area);
void desk_status(struct app *app, struct pane *p, struct buf *out);
/* The one line that stands for an annotation, without its sign. */
void desk_line(
    const struct app *app, const struct annotation *a, struct buf *out);
/* Show what is in hand in full, or if it is so no longer. */
void desk_unfold(struct app *app, struct desk *d);
/* What is shown in full may have changed, or the screen's width. */
void desk_refold(struct desk *d);

/* ---- desk-step.c ---- */

/* What a command is for: what is chosen, whether the filter shows it or not,
 * else what is in hand. */
struct desk_targets {
	const struct annotation **v; /* until something is changed; freed by
					the caller */
	size_t n, cap;
	size_t coloured; /* all but the bookmarks */
};
struct desk_targets desk_targets(const struct desk *d);
/* Can they be changed here?  If not, says why. */
bool desk_may_change(struct app *app, const struct desk *d);
/* Does one thing to one annotation; data is the command's own. */
typedef bool desk_change_fn(struct app *app, const struct annotation *a,
    void *data, struct err *err);
/* Do it to all of them or, if the store refuses, to none, and show it; false
 * with something said. */
bool desk_change(struct app *app, struct desk *d, const struct desk_targets *t,
    desk_change_fn *fn, void *data);
/* Write back one annotation, of whichever book. */
bool desk_update(struct app *app, const struct annotation *after,
    struct err *err) USE_RESULT;
/* What was done in the store to one book, or (row 0) to any, is shown. */
void desk_show_again(struct app *app, struct desk *d, int64_t row);

/* ---- desk-change.c, desk-words.c: each does its command; says what happened
 * ---- */

void desk_recolour(struct app *app, struct desk *d, const struct call *c);
void desk_restyle(struct app *app, struct desk *d, const struct call *c);
void desk_tag(struct app *app, struct desk *d, const struct call *c);
void desk_note(struct app *app, struct desk *d, const struct call *c);
void desk_delete(struct app *app, struct desk *d, const struct call *c);
void desk_restore(struct app *app, struct desk *d, const struct call *c);
void desk_purge(struct app *app, struct desk *d, const struct call *c);

void desk_copy(struct app *app, struct desk *d, const struct call *c);
/* Offer the tags there are that begin as a word does ("#rep"). */
void desk_offer_tags(struct app *app, struct str part,
    void (*offer)(void *data, struct str s), void *data);

/* ---- desk-export.c ---- */

void desk_export(struct app *app, struct desk *d, const struct call *c);

#endif
