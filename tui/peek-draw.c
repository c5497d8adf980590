/*
 * The pane at the foot on the screen: its rows, which text stands in them, and
 * where.
 */
#include <izba/text.h>

#include "tui/ground.h"
#include "tui/mark.h"
#include "tui/peek-own.h"
#include "tui/strip.h"
#include "tui/target.h"

#define LEAST_TITLE 16 /* cells of a title that has something beside it */

/* ---- rows ---- */

const struct line *
peek_line(const struct peek *k, size_t row)
{
	const struct peek_row *r = &k->rows[row];

	return r->line != NOWHERE ? &k->spans[r->part].lines[r->line] : NULL;
}

size_t
peek_row_of(const struct peek *k, uint32_t place)
{
	size_t last = k->n_rows;

	for (size_t i = 0; i < k->n_rows; i++) {
		const struct line *line = peek_line(k, i);

		if (line == NULL || place < line->from)
			continue;
		if (place < line->to)
			return i;
		/* the blanks at a line's end are in none */
		if (place < k->parts.v[k->rows[i].part].to)
			last = i;
	}
	return last;
}

void
peek_reveal(struct peek *k, uint32_t place)
{
	struct card *c = peek_card(k);
	size_t i = peek_row_of(k, place);

	if (i == k->n_rows)
		return;
	if (i < c->scroll)
		c->scroll = (uint32_t)i;
	else if (k->height > 0 && i >= c->scroll + (size_t)k->height)
		c->scroll = (uint32_t)(i + 1 - (size_t)k->height);
}

/* ---- painting ---- */

bool
peek_has_places(const struct app *app, const struct card *c)
{
	return c->kind == CARD_WORD && c->n_matches > 0 &&
	       app->book->entries[c->matches[0].entry].kind != ENTRY_DATE;
}

int
peek_rows(struct app *app, struct pane *p, int most)
{
	struct peek *k = (struct peek *)p;
	int want = (int)(k->n_rows < 1000 ? k->n_rows : 1000) + 1;

	if (peek_has_places(app, peek_card(k)))
		want++;
	return want < most ? want : most;
}

/* The rule above the card, with its title and how far it is scrolled. */
static void
peek_draw_rule(struct app *app, struct peek *k, struct area area)
{
	struct buf title = BUF_INIT, tail = BUF_INIT;
	const struct card *c = peek_card(k);
	int cols = area.cols, col, room;

	buf_putc(&title, ' ');
	for (size_t i = 0; i + 1 < k->n_cards; i++) {
		if (k->cards[i].kind == CARD_NOTE) {
			struct str label =
			    app->book->notes[k->cards[i].id].label;

			buf_printf(&title, "%.*s › ", (int)label.n, label.p);
		} else if (k->cards[i].kind == CARD_MARK) {
			buf_printf(&title, "%.8s › ", k->cards[i].uuid);
		} else {
			buf_printf(&title, "%s › ", k->cards[i].word);
		}
	}
	if (c->kind == CARD_MARK)
		mark_title(app, c, &title);
	else
		card_title(app->book, c, &title);
	buf_putc(&title, ' ');
	if (k->n_rows > (size_t)k->height)
		buf_printf(&tail, " %u–%zu of %zu ", c->scroll + 1,
		    (size_t)c->scroll + (size_t)k->height, k->n_rows);
	screen_row(area.top);
	screen_fill(0, cols, 0x2500, LOOK_HUE(HUE_QUIET));
	/* what it is says more than how far it is scrolled */
	if (cols - 8 - text_width(buf_lend(&tail)) < LEAST_TITLE)
		buf_clear(&tail);
	room = cols - 8 - text_width(buf_lend(&tail));
	if (room > 4) {
		size_t n = text_fit(buf_lend(&title), room);

		col = screen_put(
		    4, cols - 2, str_slice(buf_lend(&title), 0, n), LOOK_BOLD);
		if (tail.n > 0 && col < cols)
			screen_put(cols - 2 - text_width(buf_lend(&tail)),
			    cols - 2, buf_lend(&tail), LOOK_HUE(HUE_QUIET));
	}
	screen_row_end();
	buf_free(&title);
	buf_free(&tail);
}

int
peek_left(const struct app *app)
{
	return app->view.left > 0 ? app->view.left : 1;
}

/* Words of ours, with the link in them that was chosen. */
static void
peek_draw_words(struct app *app, struct peek *k, const struct peek_row *r,
    int row, int cols)
{
	const struct card_part *part = &k->parts.v[r->part];
	struct str s = str_slice(part->before, r->words.from, r->words.to);
	unsigned look = part->quiet ? LOOK_HUE(HUE_QUIET) : 0;
	struct span link = {0, 0};
	int col = peek_left(app);

	if (peek_card(k)->kind == CARD_MARK && !part->quiet)
		link = mark_link(app, peek_card(k));
	/* from where it stands in all of the words to where in this row */
	if (link.from >= part->from + r->words.from &&
	    link.to <= part->from + r->words.to && link.from < link.to) {
		uint32_t start = part->from + r->words.from;

		col = screen_put(
		    col, cols, str_slice(s, 0, link.from - start), look);
		app->cursor_row = row;
		app->cursor_col = col;
		col = screen_put(col, cols,
		    str_slice(s, link.from - start, link.to - start),
		    LOOK_HUE(HUE_FOCUS));
		s = str_slice(s, link.to - start, s.n);
	}
	screen_put(col, cols, s, look);
}

static void
peek_draw_row(struct app *app, struct peek *k, int row, size_t at, int cols)
{
	const struct peek_row *r = &k->rows[at];
	const struct card_part *part;
	const struct layout_span *s;
	const struct line *line;
	int left = peek_left(app);

	screen_row(row);
	part = &k->parts.v[r->part];
	if ((r->line == NOWHERE || r->line == 0) && part->before.n > 0)
		peek_draw_words(app, k, r, row, cols);
	if (r->line != NOWHERE) {
		s = &k->spans[r->part];
		line = &s->lines[r->line];
		view_draw_signs(app, line);
		view_draw_line(app, left + k->indents[r->part], cols, line,
		    s->segments + line->segment);
	}
	screen_row_end();
}

/* The cursor stands on the target that Enter opens, if it is in sight. */
static void
peek_cursor(struct app *app, struct peek *k)
{
	uint32_t focus = peek_card(k)->focus;

	if (focus == NOWHERE || !ground_cell(app, GROUND_PANE, focus,
				    &app->cursor_row, &app->cursor_col)) {
		app->cursor_row = k->top;
		app->cursor_col = peek_left(app);
	}
}

void
peek_draw(struct app *app, struct pane *p, struct area area)
{
	struct peek *k = (struct peek *)p;
	struct card *c = peek_card(k);
	int row = area.top + 1, end = area.top + area.rows;
	size_t most;

	/* the strip stays at the pane's end while the card is scrolled */
	if (peek_has_places(app, c) && end - row > 1) {
		screen_row(--end);
		if (c->placed)
			strip_draw(app, peek_left(app), area.cols, &c->places,
			    c->n_matches > 1 ? c->matches[0].head : STR(""));
		screen_row_end();
	}
	k->top = row;
	k->height = end - row;
	most =
	    k->n_rows > (size_t)k->height ? k->n_rows - (size_t)k->height : 0;
	if (c->scroll > most)
		c->scroll = (uint32_t)most;
	peek_draw_rule(app, k, area);
	/* the page is painted already; its looks are not the card's */
	app->n_paints = 0;
	for (size_t i = 0; i < k->parts.n; i++)
		if (k->parts.v[i].from < k->parts.v[i].to)
			paint_also(app, k->parts.v[i].from, k->parts.v[i].to);
	if (c->focus != NOWHERE) {
		struct target t = target_at(app->book, c->focus);

		if (t.kind != TARGET_NONE)
			view_paint(app, t.from, t.to, LOOK_HUE(HUE_FOCUS));
	}
	if (app->panes == p)
		peek_cursor(app, k);
	else
		pane_paint_all(app, 0, 0);
	for (size_t i = c->scroll; row < end && i < k->n_rows; i++, row++)
		peek_draw_row(app, k, row, i, area.cols);
	screen_blank(row, end);
}
