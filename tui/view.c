/*
 * The page on the screen: where it stands, what it shows, and its anchor.
 *
 *  1. `first` is the line at the top.  Not scrolled, it is the first of a page
 *     and the rows after the page's end stay blank; scrolled, lines follow as
 *     they come.
 *  2. `anchor` is the first character shown at the reader's last movement.
 *     Resizing moves `first` but never the anchor, so that sizing back gives
 *     the same screen.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "tui/app.h"

#define LEAST_COLS 12 /* of a screen that a book can be read on */

/* ---- where it stands ---- */

static void
measure_screen(struct app *app)
{
	struct view *v = &app->view;
	int head, status, air;

	v->rows = screen_rows();
	v->cols = screen_cols();
	head = v->rows >= 5;
	status = v->rows >= 2;
	air = v->rows >= 12 && app->options.v[OPT_margin];
	v->top = head + air;
	v->height = v->rows - v->top - air - status;
	v->measure = app->options.v[OPT_measure];
	if (v->measure > v->cols - 4)
		v->measure = v->cols >= 24 ? v->cols - 4 : v->cols - 2;
	/* romanised text is wider than what was measured */
	if (!screen_is_utf8() && v->measure > v->cols * 3 / 4)
		v->measure = v->cols * 3 / 4;
	if (v->measure < 10)
		v->measure = 10;
	v->left = screen_is_utf8() ? (v->cols - v->measure) / 2 : 2;
	if (v->cols < LEAST_COLS)
		v->height = 0;
}

/* How many lines are shown, and which text. */
static void
measure_text(struct app *app)
{
	struct view *v = &app->view;
	struct line_at at = v->first;
	uint32_t height = v->height > 0 ? (uint32_t)v->height : 1;

	if (!v->scrolled) {
		struct page p = layout_page_of(app->layout, at);

		v->lines = p.lines < height ? p.lines : height;
		v->foot = p.foot;
		v->from = p.from;
		v->to = p.to;
		return;
	}
	v->from = layout_line(app->layout, at)->from;
	v->foot = 0;
	v->lines = 0;
	do {
		v->lines++;
		v->to = layout_line(app->layout, at)->to;
	} while (v->lines < height && layout_next(app->layout, &at));
}

/* The reader moved here: the anchor follows. */
static void
settle(struct app *app)
{
	struct view *v = &app->view;
	struct line_at at = v->first;

	measure_text(app);
	v->anchor = v->from;
	v->blanks = 0;
	while (v->scrolled && layout_line(app->layout, at)->kind != LINE_TEXT &&
	       layout_next(app->layout, &at)) {
		v->blanks++;
		v->anchor = layout_line(app->layout, at)->from;
	}
	app_stale(app, STALE_PAGE | STALE_STATUS);
}

struct hyphens *
view_hyphens(struct app *app, int measure)
{
	enum { AUTO, ALWAYS, OFF };
	int when = app->options.v[OPT_hyphens];

	if (when == OFF || (when == AUTO && measure >= HYPHENS_NARROW) ||
	    app->hyphens_folder == NULL)
		return NULL;
	if (app->hyphens == NULL)
		app->hyphens = hyphens_new(app->hyphens_folder);
	return app->hyphens;
}

void
view_resize(struct app *app)
{
	struct view *v = &app->view;
	struct layout_options o;

	measure_screen(app);
	layout_free(app->layout);
	o = (struct layout_options){
	    .measure = v->measure,
	    .rows = v->height > 0 ? v->height : 1,
	    .sections_start_pages = app->options.v[OPT_chapters],
	    .notes_at_foot = foot_wanted(app),
	    .hyphens = view_hyphens(app, v->measure),
	};
	app->layout = layout_new(app->book, &o);
	app->counted = false;
	v->first = layout_find(app->layout, v->anchor);
	for (int i = v->blanks; i > 0; i--) {
		struct line_at at = v->first;

		if (!layout_prev(app->layout, &at) ||
		    layout_line(app->layout, at)->kind == LINE_TEXT)
			break;
		v->first = at;
	}
	if (!v->scrolled)
		v->first = layout_page_at(app->layout, v->anchor).first;
	v->moved = true;
	v->turn.set = false;
	v->start.chapter = NOWHERE;
	measure_text(app);
	app_stale(app, STALE_ALL);
}

void
view_free(struct app *app)
{
	layout_free(app->layout);
	hyphens_free(app->hyphens);
	free(app->paints);
}

/* ---- moving ---- */

void
view_show_page(struct app *app, const struct page *p)
{
	app->view.first = p->first;
	app->view.scrolled = false;
	app->view.moved = true;
	settle(app);
}

void
view_show(struct app *app, uint32_t place)
{
	struct page p = layout_page_at(app->layout, place);

	view_show_page(app, &p);
}

void
view_show_line(struct app *app, struct line_at first)
{
	struct page p = layout_page_of(app->layout, first);

	app->view.first = first;
	app->view.scrolled =
	    p.first.chapter != first.chapter || p.first.line != first.line;
	app->view.start = p.first;
	app->view.moved = true;
	settle(app);
}

void
view_jump(struct app *app, uint32_t place)
{
	history_record(app);
	view_show(app, place);
}

/* The last line shown. */
struct line_at
view_last(struct app *app)
{
	struct line_at at = app->view.first;

	for (uint32_t i = 1; i < app->view.lines; i++)
		layout_next(app->layout, &at);
	return at;
}

bool
view_scroll(struct app *app, int lines)
{
	struct view *v = &app->view;
	struct line_at last = view_last(app), start = v->first;
	int done = 0;

	/* a page that ends early has room for what follows */
	if (lines > 0 && (int)v->lines < v->height)
		for (int room = v->height - (int)v->lines; room > 0; room--)
			layout_next(app->layout, &last);
	for (; done < lines; done++)
		if (!layout_next(app->layout, &last) ||
		    !layout_next(app->layout, &v->first))
			break;
	for (; done > lines; done--)
		if (!layout_prev(app->layout, &v->first))
			break;
	if (done == 0)
		return false;
	if (!v->scrolled)
		v->start = start;
	/* back where the scrolling began it is a page again */
	v->scrolled = v->first.chapter != v->start.chapter ||
		      v->first.line != v->start.line;
	v->scroll += done;
	v->turn.set = false;
	settle(app);
	return true;
}

/* ---- asking ---- */

bool
view_cell(struct app *app, uint32_t place, int *row, int *col)
{
	struct view *v = &app->view;
	struct line_at at = v->first;
	int seen = v->height;

	if (pane_foot_rows(app) > 0 &&
	    v->rows - 1 - pane_foot_rows(app) - v->top + v->shift < seen)
		seen = v->rows - 1 - pane_foot_rows(app) - v->top + v->shift;
	for (int i = 0; i < (int)v->lines && i < seen; i++) {
		const struct line *line = layout_line(app->layout, at);
		const struct segment *s = layout_segments(app->layout, at);

		for (int n = line->segments; i >= v->shift && n > 0; n--, s++)
			if ((s->kind == SEGMENT_TEXT && place >= s->from &&
				place < s->to) ||
			    (s->kind == SEGMENT_FIGURE && place == s->from &&
				line->from == line->to)) {
				*row = v->top + i - v->shift;
				*col = v->left + s->col +
				       text_width(book_text(
					   app->book, s->from, place));
				return true;
			}
		if (!layout_next(app->layout, &at))
			break;
	}
	return false;
}

void
view_reveal(struct app *app, uint32_t place)
{
	if (place < app->view.from || place >= app->view.to)
		view_show(app, place);
}
