/*
 * The pane at the foot: cards over each other, scrolled, with targets of their
 * own to walk and follow.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "tui/find.h"
#include "tui/hits.h"
#include "tui/peek.h"
#include "tui/places.h"
#include "tui/select.h"
#include "tui/strip.h"
#include "tui/target.h"

/* One row of the pane. */
struct peek_row {
	uint32_t part;
	uint32_t line; /* of the part's lines; NOWHERE: words only */
};

struct peek {
	struct pane pane;
	struct card *cards; /* the last one is shown */
	size_t n_cards, cap_cards;
	struct card_parts parts;
	struct layout_span *spans; /* one for each part */
	int *indents;
	struct peek_row *rows;
	size_t n_rows, cap_rows;
	int height; /* rows of text, at the last painting */
};

static const struct pane_kind peek_pane;

static struct card *
peek_card(struct peek *k)
{
	return &k->cards[k->n_cards - 1];
}

static void
peek_forget(struct peek *k)
{
	for (size_t i = 0; i < k->parts.n; i++)
		layout_span_free(&k->spans[i]);
	free(k->spans);
	free(k->indents);
	card_parts_free(&k->parts);
	k->parts = (struct card_parts){.arena = NULL};
	k->spans = NULL;
	k->indents = NULL;
	k->n_rows = 0;
}

/* Has the card an entry that a book may speak of?  Of dates it does not. */
static bool
peek_has_places(const struct app *app, const struct card *c)
{
	return c->kind == CARD_WORD && c->n_matches > 0 &&
	       app->book->entries[c->matches[0].entry].kind != ENTRY_DATE;
}

/* Lay out the card on top at the screen's width. */
static void
peek_measure(struct app *app, struct peek *k)
{
	int measure = screen_cols() - 2;

	peek_forget(k);
	card_parts(app->book, peek_card(k), &k->parts);
	if (measure > app->view.measure)
		measure = app->view.measure;
	k->spans = xcalloc(k->parts.n, sizeof(*k->spans));
	k->indents = xcalloc(k->parts.n, sizeof(*k->indents));
	for (size_t i = 0; i < k->parts.n; i++) {
		const struct card_part *part = &k->parts.v[i];
		int indent = text_width(part->before);

		if (indent > measure / 2)
			indent = 2;
		k->indents[i] = indent;
		if (part->before.n > 0 &&
		    (part->from == part->to ||
			text_width(part->before) > measure / 2))
			ARRAY_PUSH(k->rows, k->n_rows, k->cap_rows,
			    (struct peek_row){(uint32_t)i, NOWHERE});
		if (part->from == part->to)
			continue;
		layout_span(&k->spans[i], app->book, part->from, part->to,
		    measure - indent < 10 ? 10 : measure - indent);
		for (uint32_t l = 0; l < k->spans[i].n_lines; l++)
			ARRAY_PUSH(k->rows, k->n_rows, k->cap_rows,
			    (struct peek_row){(uint32_t)i, l});
	}
	app_stale(app, STALE_PANES | STALE_STATUS);
}

/* The first entry of a card is the one whose places are shown. */
void
peek_idle(struct app *app)
{
	struct peek *k = (struct peek *)pane_top(app, &peek_pane);
	struct card *c = k != NULL ? peek_card(k) : NULL;

	if (c == NULL || c->placed || !peek_has_places(app, c))
		return;
	places_of_entry(
	    app->book, find_search(app), c->matches[0].entry, &c->places);
	c->placed = true;
	app_stale(app, STALE_PANES);
}

void
peek_open(struct app *app, struct card card)
{
	struct peek *k = (struct peek *)pane_top(app, &peek_pane);
	bool fresh = k == NULL;

	if (fresh) {
		k = xcalloc(1, sizeof(*k));
		k->pane.kind = &peek_pane;
	}
	ARRAY_PUSH(k->cards, k->n_cards, k->cap_cards, card);
	peek_measure(app, k);
	if (fresh)
		pane_open(app, &k->pane);
}

static void
peek_close(struct app *app, struct pane *p)
{
	struct peek *k = (struct peek *)p;

	(void)app;
	peek_forget(k);
	for (size_t i = 0; i < k->n_cards; i++)
		card_free(&k->cards[i]);
	free(k->cards);
	free(k->rows);
	free(k);
}

/* Take the card on top off; false if it is the only one. */
static bool
peek_back(struct app *app, struct peek *k)
{
	if (k->n_cards < 2)
		return false;
	card_free(peek_card(k));
	k->n_cards--;
	peek_measure(app, k);
	return true;
}

/* ---- painting ---- */

static int
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
		} else {
			buf_printf(&title, "%s › ", k->cards[i].word);
		}
	}
	card_title(app->book, c, &title);
	buf_putc(&title, ' ');
	if (k->n_rows > (size_t)k->height)
		buf_printf(&tail, " %u–%zu of %zu ", c->scroll + 1,
		    (size_t)c->scroll + (size_t)k->height, k->n_rows);
	screen_row(area.top);
	screen_fill(0, cols, 0x2500, LOOK_HUE(HUE_QUIET));
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

/* Text stands under the text of the page. */
static int
peek_left(const struct app *app)
{
	return app->view.left > 0 ? app->view.left : 1;
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
		screen_put(left, cols, part->before,
		    part->quiet ? LOOK_HUE(HUE_QUIET) : 0);
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
peek_cursor(struct app *app, struct peek *k, struct area area)
{
	uint32_t focus = peek_card(k)->focus;
	size_t top = peek_card(k)->scroll;

	app->cursor_row = area.top + 1;
	app->cursor_col = peek_left(app);
	for (size_t i = top; focus != NOWHERE && i < k->n_rows; i++) {
		const struct peek_row *r = &k->rows[i];
		const struct line *line;

		if (r->line == NOWHERE)
			continue;
		line = &k->spans[r->part].lines[r->line];
		if (focus < line->from || focus >= line->to ||
		    i - top >= (size_t)k->height)
			continue;
		app->cursor_row = area.top + 1 + (int)(i - top);
		app->cursor_col =
		    peek_left(app) + k->indents[r->part] +
		    text_width(book_text(app->book, line->from, focus));
		return;
	}
}

static void
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
	k->height = end - row;
	most =
	    k->n_rows > (size_t)k->height ? k->n_rows - (size_t)k->height : 0;
	if (c->scroll > most)
		c->scroll = (uint32_t)most;
	peek_draw_rule(app, k, area);
	/* the page is painted already; its looks are not the card's */
	app->n_paints = 0;
	for (size_t i = 0; i < k->parts.n; i++)
		paint_also(app, k->parts.v[i].from, k->parts.v[i].to);
	if (c->focus != NOWHERE) {
		struct target t = target_at(app->book, c->focus);

		if (t.kind != TARGET_NONE)
			view_paint(app, t.from, t.to, LOOK_HUE(HUE_FOCUS));
	}
	for (size_t i = c->scroll; row < end && i < k->n_rows; i++, row++)
		peek_draw_row(app, k, row, i, area.cols);
	screen_blank(row, end);
	peek_cursor(app, k, area);
}

static void
peek_status(struct app *app, struct pane *p, struct buf *out)
{
	struct peek *k = (struct peek *)p;

	const struct card *c = peek_card(k);

	buf_puts(out,
	    k->n_cards > 1 ? "Esc close  Backspace back  " : "Esc close  ");
	buf_puts(out, "g Enter go there  Tab next link");
	if (c->kind == CARD_NOTE && app->book->notes[c->id].references.n > 1)
		buf_puts(out, "  ] next callout");
}

static void
peek_changed(struct app *app, struct pane *p)
{
	peek_measure(app, (struct peek *)p);
}

/* ---- walking the targets inside ---- */

/* The first target after (or the last before) `place` within the card. */
static struct target
peek_target(struct app *app, struct peek *k, uint32_t place, bool back)
{
	struct target best = {.kind = TARGET_NONE};
	size_t n = k->parts.n;

	/* parts stand in the pane's order, not the book's: find the part that
	 * holds the focus, then go on from there */
	size_t at = 0;

	while (place != NOWHERE && at < n &&
	       (place < k->parts.v[at].from || place >= k->parts.v[at].to))
		at++;
	if (place == NOWHERE || at == n)
		at = back ? n : 0;
	for (size_t i = 0; i <= n && best.kind == TARGET_NONE; i++) {
		const struct card_part *part;
		size_t j = back ? at - i : at + i;

		if (j >= n) {
			if (back && j == n && i == 0)
				continue;
			break;
		}
		part = &k->parts.v[j];
		if (back)
			best = target_prev(
			    app->book, i == 0 ? place : part->to, part->from);
		else
			best = target_next(app->book,
			    i == 0 && place != NOWHERE ? place + 1 : part->from,
			    part->to);
	}
	return best;
}

/* Scroll so that a place of the card is in sight. */
static void
peek_reveal(struct peek *k, uint32_t place)
{
	struct card *c = peek_card(k);

	for (size_t i = 0; i < k->n_rows; i++) {
		const struct peek_row *r = &k->rows[i];
		const struct line *line;

		if (r->line == NOWHERE)
			continue;
		line = &k->spans[r->part].lines[r->line];
		if (place < line->from || place >= line->to)
			continue;
		if (i < c->scroll)
			c->scroll = (uint32_t)i;
		else if (i >= c->scroll + (size_t)k->height)
			c->scroll = (uint32_t)(i + 1 - (size_t)k->height);
		return;
	}
}

static void
peek_walk(struct app *app, struct peek *k, bool back)
{
	struct card *c = peek_card(k);
	struct target t = peek_target(app, k, c->focus, back);

	if (t.kind == TARGET_NONE) {
		app_say(app, c->focus == NOWHERE ? "Nothing to follow here"
						 : "No more to follow here");
		return;
	}
	c->focus = t.from;
	peek_reveal(k, t.from);
	app_stale(app, STALE_PANES);
}

/* Enter with nothing chosen inside: an "Ibid." leads to what it stands for. */
static void
peek_deeper(struct app *app, struct peek *k)
{
	const struct card *c = peek_card(k);
	uint32_t to = NOWHERE;

	if (c->kind == CARD_NOTE)
		to = app->book->notes[c->id].ibid_source;
	if (to != NOWHERE)
		peek_open(app, card_of_note(to));
	else
		app_say(app, "g Enter goes to its place in the book");
}

static void
peek_scroll(struct app *app, struct peek *k, const struct call *call, int step)
{
	struct card *c = peek_card(k);
	uint32_t n = call->count * (uint32_t)step;

	if (call->id == COMMAND_item_up || call->id == COMMAND_item_page_up)
		c->scroll -= n < c->scroll ? n : c->scroll;
	else if (call->id == COMMAND_item_first)
		c->scroll = 0;
	else if (call->id == COMMAND_item_last || n > k->n_rows)
		c->scroll = (uint32_t)k->n_rows;
	else
		c->scroll += n;
	/* painting cuts it to what there is */
	app_stale(app, STALE_PANES);
}

/* The page goes to a callout of the note, and the pane stays. */
static void
peek_caller(struct app *app, struct peek *k, bool back)
{
	struct card *c = peek_card(k);
	uint32_t to = card_caller(app->book, c, back);
	struct target t;

	if (to == NOWHERE) {
		app_say(app, "No callout leads here");
		return;
	}
	if (to < app->view.from || to >= app->view.to)
		view_jump(app, to);
	t = target_at(app->book, to);
	app->focus = (struct focus){to, t.to};
	peek_measure(app, k);
	app_stale(app, STALE_ALL);
}

static void
peek_places(struct app *app, struct peek *k)
{
	const struct card *c = peek_card(k);

	if (c->kind == CARD_WORD && c->n_matches > 0)
		hits_open_places(app, c->matches[0].entry);
	else
		peek_caller(app, k, false);
}

/* The book's own words in the card. */
static void
peek_copy(struct app *app, struct peek *k)
{
	struct span *v = xcalloc(k->parts.n, sizeof(*v));
	size_t n = 0;

	for (size_t i = 0; i < k->parts.n; i++)
		if (k->parts.v[i].from < k->parts.v[i].to &&
		    !k->parts.v[i].quiet)
			v[n++] =
			    (struct span){k->parts.v[i].from, k->parts.v[i].to};
	copy_spans(app, v, n);
	free(v);
}

static bool
peek_command(struct app *app, struct pane *p, const struct call *call)
{
	struct peek *k = (struct peek *)p;
	struct card *c = peek_card(k);
	struct target t = {.kind = TARGET_NONE};
	int page = k->height > 1 ? k->height - 1 : 1;

	if (c->focus != NOWHERE)
		t = target_at(app->book, c->focus);
	if (call->id == COMMAND_target_next || call->id == COMMAND_target_prev)
		peek_walk(app, k, call->id == COMMAND_target_prev);
	else if (call->id == COMMAND_follow && t.kind != TARGET_NONE)
		follow_target(app, t);
	else if (call->id == COMMAND_follow)
		peek_deeper(app, k);
	else if (call->id == COMMAND_target_go && t.kind != TARGET_NONE)
		follow_to_place(app, t);
	else if (call->id == COMMAND_target_go) {
		uint32_t to = card_place(app->book, c);

		pane_close_all(app);
		if (to != NOWHERE)
			view_jump(app, to);
	} else if (call->id == COMMAND_back) {
		if (!peek_back(app, k))
			pane_close(app);
	} else if (call->id == COMMAND_close) {
		pane_close(app);
	} else if (call->id == COMMAND_copy) {
		peek_copy(app, k);
	} else if (call->id == COMMAND_places && call->arg.n == 0) {
		peek_places(app, k);
	} else if (call->id == COMMAND_caller_next ||
		   call->id == COMMAND_caller_prev) {
		peek_caller(app, k, call->id == COMMAND_caller_prev);
	} else if (call->id == COMMAND_item_down ||
		   call->id == COMMAND_item_up ||
		   call->id == COMMAND_item_first ||
		   call->id == COMMAND_item_last)
		peek_scroll(app, k, call, 1);
	else if (call->id == COMMAND_item_page_down ||
		 call->id == COMMAND_item_page_up)
		peek_scroll(app, k, call, page);
	else
		return false;
	return true;
}

static const struct pane_kind peek_pane = {
    .name = "peek",
    .mode = MODE_PANE,
    .rows = peek_rows,
    .draw = peek_draw,
    .command = peek_command,
    .status = peek_status,
    .changed = peek_changed,
    .close = peek_close,
};
