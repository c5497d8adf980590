/*
 * Painting the page: running head, lines with their runs, callouts and paints.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "tui/picture.h"

/* A walk along the text of one line. */
struct walk {
	struct app *app;
	const struct book *book;
	uint32_t run, reference, block;
	unsigned base; /* look of the whole block */
	int left, limit, col;
};

static unsigned
look_of_style(uint32_t style)
{
	unsigned look = 0;

	if ((style & STYLE_EMPHASIS) != 0)
		look |= LOOK_ITALIC;
	if ((style & STYLE_STRONG) != 0)
		look |= LOOK_BOLD;
	if ((style & STYLE_UNDERLINE) != 0)
		look |= LOOK_UNDERLINE;
	return look;
}

static unsigned
look_of_block(const struct block *b)
{
	if (b->kind == BLOCK_HEADING)
		return LOOK_BOLD;
	return 0;
}

/* Take [from, *to) down to the stretch that looks alike from its start. */
static void
cut(uint32_t from, uint32_t *to, uint32_t a, uint32_t b)
{
	if (a > from && a < *to)
		*to = a;
	if (b > from && b < *to)
		*to = b;
}

static bool
is_solid(unsigned look)
{
	return LOOK_HUE_OF(look) >= HUE_PINK && LOOK_HUE_OF(look) <= HUE_PURPLE;
}

static bool
is_ink(unsigned look)
{
	return LOOK_HUE_OF(look) >= HUE_PINK_INK &&
	       LOOK_HUE_OF(look) <= HUE_PURPLE_INK;
}

/* A paint over what lies there already.  Where two marks overlap the text is
 * underlined, and a solid one shows through the others. */
static unsigned
look_over(unsigned look, const struct paint *p)
{
	bool marked = is_solid(look) || is_ink(look);

	if (is_solid(look) && is_ink(p->look))
		return look | p->look % LOOK_COLOUR | LOOK_UNDERLINE;
	if (p->sign != 0 && marked)
		look |= LOOK_UNDERLINE;
	return look % LOOK_COLOUR | p->look;
}

/* The look of the text at `from`, and in *to where it ends at the latest. */
static unsigned
look_at(struct walk *w, uint32_t from, uint32_t *to, bool *raised)
{
	const struct book *b = w->book;
	unsigned look = w->base;

	*raised = false;
	while (w->run < b->n_runs && b->runs[w->run].to <= from)
		w->run++;
	if (w->run < b->n_runs) {
		const struct run *r = &b->runs[w->run];

		cut(from, to, r->from, r->to);
		if (r->from <= from) {
			look |= look_of_style(r->style);
			*raised = (r->style & STYLE_SUPERSCRIPT) != 0;
		}
	}
	while (w->reference < b->n_references &&
	       b->references[w->reference].to <= from)
		w->reference++;
	if (w->reference < b->n_references) {
		const struct reference *r = &b->references[w->reference];

		cut(from, to, r->from, r->to);
		if (r->from <= from) {
			look |= LOOK_BOLD;
			*raised = true;
		}
	}
	for (size_t i = 0; i < w->app->n_paints; i++) {
		const struct paint *p = &w->app->paints[i];

		cut(from, to, p->from, p->to);
		if (p->from <= from && from < p->to)
			look = look_over(look, p);
	}
	return look;
}

static void
draw_text(struct walk *w, uint32_t from, uint32_t to)
{
	while (from < to) {
		uint32_t end = to;
		bool raised;
		unsigned look = look_at(w, from, &end, &raised);
		struct str s = book_text(w->book, from, end);

		w->col = raised ? screen_put_raised(w->col, w->limit, s, look)
				: screen_put(w->col, w->limit, s, look);
		from = end;
	}
}

static void
draw_label(struct walk *w, uint32_t place)
{
	uint32_t note = book_note_at(w->book, place);

	if (note == NOWHERE)
		return;
	w->col =
	    screen_put(w->col, w->limit, w->book->notes[note].label, w->base);
	w->col = screen_put(w->col, w->limit, STR("."), w->base);
}

/* The sign of a picture, which shows too whether Enter would open it. */
static void
draw_picture(struct walk *w, const struct segment *s)
{
	const struct block *k = &w->book->blocks[w->block];
	uint32_t focus = w->app->focus.from;
	bool here = focus != NOWHERE && focus >= k->from &&
		    (focus < k->to || focus == k->from) &&
		    book_image_of(w->book, w->block) != NOWHERE;

	w->col = screen_put(w->col, w->left + s->col + s->width,
	    STR("[picture]"), LOOK_HUE(here ? HUE_FOCUS : HUE_QUIET));
}

static void
draw_facts(struct walk *w, const struct segment *s)
{
	struct buf words = BUF_INIT;

	picture_words(w->app, w->block, &words);
	w->col = screen_put(w->col, w->left + s->col + s->width,
	    buf_lend(&words), LOOK_HUE(HUE_QUIET));
	buf_free(&words);
}

static void
draw_segment(struct walk *w, const struct segment *s)
{
	if (w->col < w->left + s->col)
		w->col = w->left + s->col;
	if (s->kind == SEGMENT_TEXT)
		draw_text(w, s->from, s->to);
	else if (s->kind == SEGMENT_HYPHEN)
		w->col = screen_put(w->col, w->limit, STR("-"), w->base);
	else if (s->kind == SEGMENT_ECHO)
		w->col = screen_put(w->col, w->limit,
		    book_text(w->book, s->from, s->to), LOOK_HUE(HUE_QUIET));
	else if (s->kind == SEGMENT_FIGURE)
		draw_picture(w, s);
	else if (s->kind == SEGMENT_FACTS)
		draw_facts(w, s);
	else if (s->kind == SEGMENT_FRAME)
		w->col = screen_fill(w->col, 1, 0x2502, LOOK_HUE(HUE_QUIET));
	else if (s->kind == SEGMENT_BULLET)
		w->col = screen_put(w->col, w->limit, STR("•"), w->base);
	else if (s->kind == SEGMENT_LABEL)
		draw_label(w, s->from);
	else
		w->col =
		    screen_fill(w->col, s->width, 0x2500, LOOK_HUE(HUE_QUIET));
}

int
view_draw_line(struct app *app, int left, int limit, const struct line *line,
    const struct segment *segments)
{
	struct walk w = {.app = app,
	    .book = app->book,
	    .left = left,
	    .limit = limit,
	    .col = left};

	w.block = line->block;
	w.base = look_of_block(&app->book->blocks[line->block]);
	w.run = book_run_from(app->book, line->from);
	w.reference = book_reference_from(app->book, line->from);
	for (int i = 0; i < line->segments; i++)
		draw_segment(&w, &segments[i]);
	return w.col;
}

/* Is a mark on a line?  One on a place is where its place is. */
static bool
on_line(const struct paint *p, const struct line *line)
{
	if (p->from == p->to)
		return p->from >= line->from && p->from < line->to;
	return p->from < line->to && p->to > line->from;
}

/* Signs in the margin beside lines that hold marks, so that they are seen
 * without colours too: the style's; a double bar where marks overlap; a pencil
 * where one with a note begins. */
void
view_draw_signs(struct app *app, const struct line *line)
{
	int left = app->view.left, bar = left >= 2 ? left - 2 : 0;
	const struct paint *last = NULL;
	uint32_t sign = 0;
	bool noted = false;

	if (left == 0)
		return;
	for (size_t i = 0; i < app->n_paints; i++) {
		const struct paint *p = &app->paints[i];

		if (p->sign == 0 || !on_line(p, line))
			continue;
		noted = noted || (p->mark->body.n > 0 && p->from >= line->from);
		if (p->from == p->to)
			continue;
		if (last != NULL && p->mark != last->mark &&
		    p->from < last->to && p->to > last->from)
			sign = 0x2551;
		else if (sign == 0)
			sign = p->sign;
		last = p;
	}
	if (sign != 0)
		screen_fill(bar, 1, sign, LOOK_HUE(HUE_BAR));
	if (noted)
		screen_fill(
		    sign == 0 ? bar : bar + 1, 1, 0x270E, LOOK_HUE(HUE_BAR));
}

/* A title, with "…" for what there is no room for. */
static void
draw_title(struct str title, int col, int limit)
{
	if (limit <= col)
		return;
	if (text_width(title) > limit - col) {
		title = str_slice(title, 0, text_fit(title, limit - col - 1));
		col = screen_put(col, limit, title, 0);
		title = STR("…");
	}
	screen_put(col, limit, title, 0);
}

static void
draw_head(struct app *app)
{
	struct view *v = &app->view;
	uint32_t id = book_section_at(app->book, v->from);
	struct buf address = BUF_INIT;
	int right = v->left + v->measure, col = v->left, width;

	if (right > v->cols)
		right = v->cols;
	book_address(app->book, v->from, &address);
	width = text_width(buf_lend(&address));
	screen_row(0);
	if (id != NOWHERE) {
		const struct section *s = &app->book->sections[id];

		if (s->number.n > 0) {
			col = screen_put(col, right - width - 2, s->number, 0);
			col += 2;
		}
		draw_title(s->title, col, right - width - 2);
	}
	if (width < v->measure)
		screen_put(right - width, right, buf_lend(&address), 0);
	screen_row_end();
	buf_free(&address);
}

/* If a pane would lie over the focus, the page is pushed up under it. */
static int
shift_of(struct app *app, int height)
{
	struct view *v = &app->view;
	struct line_at at = v->first;

	if (app->focus.from == NOWHERE)
		return 0;
	for (int i = 0; i < (int)v->lines; i++) {
		const struct line *line = layout_line(app->layout, at);

		if (app->focus.from < line->to)
			return i >= height ? i - height + 1 : 0;
		if (!layout_next(app->layout, &at))
			break;
	}
	return 0;
}

static void
draw_lines(struct app *app, int height)
{
	struct view *v = &app->view;
	struct line_at at = v->first;
	int row = v->top, limit = v->cols;
	bool more = true;

	for (int i = 0; i < v->shift && more; i++)
		more = layout_next(app->layout, &at);
	for (int i = v->shift;
	     more && i < (int)v->lines && row < v->top + height; i++) {
		const struct line *line = layout_line(app->layout, at);

		screen_row(row++);
		view_draw_signs(app, line);
		view_draw_line(app, v->left, limit, line,
		    layout_segments(app->layout, at));
		pane_over_all(app, row - 1);
		screen_row_end();
		more = layout_next(app->layout, &at);
	}
	if (v->foot == 0) {
		screen_blank(row, v->top + height);
		return;
	}
	limit = v->top + v->height - (int)v->foot - 1 - v->shift;
	screen_blank(row, limit < v->top + height ? limit : v->top + height);
	foot_draw(app, v->top + height);
	limit = v->top + v->height - v->shift;
	screen_blank(limit > row ? limit : row, v->top + height);
}

static void
draw_too_small(struct app *app)
{
	screen_blank(0, app->view.rows);
	screen_row(0);
	screen_put(0, app->view.cols,
	    app->view.cols < 9 ? STR("small") : STR("too small"), 0);
	screen_row_end();
}

void
view_draw(struct app *app)
{
	struct view *v = &app->view;
	int foot = pane_foot_rows(app), height = v->height;

	if (height <= 0) {
		draw_too_small(app);
		return;
	}
	if (foot > 0 && height > v->rows - 1 - foot - v->top)
		height = v->rows - 1 - foot - v->top;
	v->shift = foot > 0 ? shift_of(app, height) : 0;
	if (!v->moved && v->scroll != 0 && foot == 0 &&
	    abs(v->scroll) < v->height)
		screen_scroll(v->top, v->top + v->height, v->scroll);
	paint_gather(app, v->from, v->to);
	if (v->top > 0) {
		draw_head(app);
		screen_blank(1, v->top);
	}
	draw_lines(app, height);
	if (foot == 0)
		screen_blank(v->top + v->height, v->rows - 1);
	v->moved = false;
	v->scroll = 0;
}
