/*
 * The lines that a caret stands on.  A table of functions for each ground; what
 * both have in common is below it.
 */
#include <izba/text.h>

#include "tui/ground.h"
#include "tui/peek-own.h"

/* ---- the page ---- */

static bool
page_find(struct app *app, uint32_t place, struct ground_line *out)
{
	out->at = layout_find(app->layout, place);
	out->line = layout_line(app->layout, out->at);
	out->segments = layout_segments(app->layout, out->at);
	return true;
}

static bool
page_step(struct app *app, struct ground_line *l, bool down)
{
	struct line_at at = l->at;

	while (down ? layout_next(app->layout, &at)
		    : layout_prev(app->layout, &at)) {
		const struct line *line = layout_line(app->layout, at);

		if (line->kind != LINE_TEXT || line->from == line->to)
			continue;
		*l = (struct ground_line){
		    line, layout_segments(app->layout, at), at, 0};
		return true;
	}
	return false;
}

static struct span
page_limit(struct app *app, uint32_t place)
{
	(void)place;
	return (struct span){0, (uint32_t)app->book->text.n};
}

static uint32_t
page_clamp(struct app *app, uint32_t from, uint32_t to)
{
	(void)app;
	(void)from;
	return to;
}

static bool
page_row(struct app *app, int row, struct ground_line *out)
{
	struct view *v = &app->view;
	int i = row - v->top + v->shift;
	struct line_at at = v->first;

	if (row < v->top || i >= (int)v->lines ||
	    (pane_foot_rows(app) > 0 &&
		row >= v->rows - 1 - pane_foot_rows(app)))
		return false;
	while (i-- > 0)
		if (!layout_next(app->layout, &at))
			return false;
	*out = (struct ground_line){layout_line(app->layout, at),
	    layout_segments(app->layout, at), at, 0};
	return true;
}

static int
page_left(struct app *app, const struct ground_line *l)
{
	(void)l;
	return app->view.left;
}

/* ---- the pane ---- */

static void
pane_line(const struct peek *k, size_t row, struct ground_line *out)
{
	out->row = row;
	out->line = peek_line(k, row);
	out->segments =
	    k->spans[k->rows[row].part].segments + out->line->segment;
}

static bool
pane_find(struct app *app, uint32_t place, struct ground_line *out)
{
	struct peek *k = peek_shown(app);
	size_t row = k != NULL ? peek_row_of(k, place) : 0;

	if (k == NULL || row == k->n_rows)
		return false;
	pane_line(k, row, out);
	return true;
}

static bool
pane_step(struct app *app, struct ground_line *l, bool down)
{
	struct peek *k = peek_shown(app);
	size_t i = l->row;

	while (k != NULL && (down ? i + 1 < k->n_rows : i > 0)) {
		i = down ? i + 1 : i - 1;
		if (peek_line(k, i) == NULL)
			continue;
		pane_line(k, i, l);
		return true;
	}
	return false;
}

static void
pane_reveal(struct app *app, uint32_t place)
{
	struct peek *k = peek_shown(app);

	if (k != NULL)
		peek_reveal(k, place);
	app_stale(app, STALE_PANES);
}

static bool
pane_cell(struct app *app, uint32_t place, int *row, int *col)
{
	struct peek *k = peek_shown(app);
	struct ground_line l;
	size_t top;

	if (k == NULL || !pane_find(app, place, &l))
		return false;
	top = peek_card(k)->scroll;
	if (l.row < top || l.row - top >= (size_t)k->height)
		return false;
	*row = k->top + (int)(l.row - top);
	*col = peek_left(app) + k->indents[k->rows[l.row].part] +
	       ground_col(app, &l, place);
	return true;
}

/* The part of the card that holds a place; SIZE_MAX if none does. */
static size_t
part_of(const struct peek *k, uint32_t place)
{
	for (size_t i = 0; i < k->parts.n; i++)
		if (place >= k->parts.v[i].from && place < k->parts.v[i].to)
			return i;
	return SIZE_MAX;
}

static bool
goes_on(const struct card_part *a, const struct card_part *b)
{
	return a->from < a->to && b->from < b->to && b->from >= a->to &&
	       b->from <= a->to + 1;
}

/* The paragraphs of one note are one text. */
static struct span
pane_limit(struct app *app, uint32_t place)
{
	const struct peek *k = peek_shown(app);
	size_t first = k != NULL ? part_of(k, place) : SIZE_MAX, last = first;
	const struct card_part *v = k != NULL ? k->parts.v : NULL;

	if (first == SIZE_MAX)
		return (struct span){place, place};
	while (first > 0 && goes_on(&v[first - 1], &v[first]))
		first--;
	while (last + 1 < k->parts.n && goes_on(&v[last], &v[last + 1]))
		last++;
	return (struct span){v[first].from, v[last].to};
}

/* A step out of a part ends in the next one of the card, or stays. */
static uint32_t
pane_clamp(struct app *app, uint32_t from, uint32_t to)
{
	const struct peek *k = peek_shown(app);
	struct span here = pane_limit(app, from);
	size_t i = k != NULL ? part_of(k, from) : SIZE_MAX;

	if (i == SIZE_MAX || part_of(k, to) != SIZE_MAX)
		return to;
	while (to < from ? i-- > 0 : ++i < k->parts.n) {
		const struct card_part *p = &k->parts.v[i];

		if (p->from < p->to &&
		    (p->from < here.from || p->from >= here.to))
			return p->from;
	}
	return ground_clamp(app, GROUND_PANE, from, to, true);
}

static bool
pane_row(struct app *app, int row, struct ground_line *out)
{
	struct peek *k = peek_shown(app);
	size_t i;

	if (k == NULL || pane_foot_rows(app) == 0 || row < k->top ||
	    row >= k->top + k->height)
		return false;
	i = peek_card(k)->scroll + (size_t)(row - k->top);
	if (i >= k->n_rows || peek_line(k, i) == NULL)
		return false;
	pane_line(k, i, out);
	return true;
}

static int
pane_left(struct app *app, const struct ground_line *l)
{
	const struct peek *k = peek_shown(app);

	return peek_left(app) + k->indents[k->rows[l->row].part];
}

/* ---- both ---- */

static const struct {
	bool (*find)(struct app *, uint32_t, struct ground_line *);
	bool (*step)(struct app *, struct ground_line *, bool);
	void (*reveal)(struct app *, uint32_t);
	bool (*cell)(struct app *, uint32_t, int *, int *);
	struct span (*limit)(struct app *, uint32_t);
	uint32_t (*clamp)(struct app *, uint32_t, uint32_t);
	bool (*row)(struct app *, int, struct ground_line *);
	int (*left)(struct app *, const struct ground_line *);
} grounds[GROUNDS] = {
    [GROUND_PAGE] = {page_find, page_step, view_reveal, view_cell, page_limit,
	page_clamp, page_row, page_left},
    [GROUND_PANE] = {pane_find, pane_step, pane_reveal, pane_cell, pane_limit,
	pane_clamp, pane_row, pane_left},
};

bool
ground_find(
    struct app *app, enum ground g, uint32_t place, struct ground_line *out)
{
	return grounds[g].find(app, place, out);
}

bool
ground_step(struct app *app, enum ground g, struct ground_line *line, bool down)
{
	return grounds[g].step(app, line, down);
}

void
ground_reveal(struct app *app, enum ground g, uint32_t place)
{
	grounds[g].reveal(app, place);
}

bool
ground_cell(struct app *app, enum ground g, uint32_t place, int *row, int *col)
{
	return grounds[g].cell(app, place, row, col);
}

struct span
ground_limit(struct app *app, enum ground g, uint32_t place)
{
	return grounds[g].limit(app, place);
}

uint32_t
ground_clamp(
    struct app *app, enum ground g, uint32_t from, uint32_t to, bool within)
{
	struct span here = ground_limit(app, g, from);

	if (to >= here.from && to < here.to)
		return to;
	if (!within)
		return grounds[g].clamp(app, from, to);
	if (to < here.from || here.from == here.to)
		return here.from;
	return here.to - (uint32_t)grapheme_prev(
			     book_text(app->book, here.from, here.to));
}

int
ground_left(struct app *app, enum ground g, const struct ground_line *l)
{
	return grounds[g].left(app, l);
}

int
ground_col(struct app *app, const struct ground_line *l, uint32_t place)
{
	const struct segment *s = l->segments;

	for (int i = 0; i < l->line->segments; i++, s++)
		if (s->kind == SEGMENT_TEXT && place >= s->from &&
		    place < s->to)
			return s->col +
			       text_width(book_text(app->book, s->from, place));
	return 0;
}

uint32_t
ground_place(struct app *app, const struct ground_line *l, int col)
{
	const struct segment *s = l->segments;
	uint32_t best = l->line->from;

	for (int i = 0; i < l->line->segments; i++, s++) {
		struct str text = book_text(app->book, s->from, s->to);
		size_t in;

		if (s->kind != SEGMENT_TEXT || text.n == 0)
			continue;
		if (col < s->col && best != l->line->from)
			break;
		in = col > s->col ? text_fit(text, col - s->col) : 0;
		if (in >= text.n)
			in = text.n - grapheme_prev(text);
		best = s->from + (uint32_t)in;
	}
	return best;
}

bool
ground_at(struct app *app, int row, int col, enum ground *g, uint32_t *place)
{
	struct ground_line l;

	/* the pane lies over the page */
	for (int i = GROUNDS - 1; i >= 0; i--) {
		if (!grounds[i].row(app, row, &l) || l.line->from == l.line->to)
			continue;
		*g = (enum ground)i;
		*place = ground_place(app, &l, col - grounds[i].left(app, &l));
		return true;
	}
	return false;
}

uint32_t
ground_block(struct app *app, int row)
{
	struct ground_line l;

	if (!page_row(app, row, &l) || l.line->kind != LINE_TEXT)
		return NOWHERE;
	return l.line->block;
}
