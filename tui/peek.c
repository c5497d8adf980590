/*
 * The pane at the foot: cards over each other, scrolled, with targets of their
 * own to walk and follow.  It is painted in peek-draw.c.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "tui/find.h"
#include "tui/hits.h"
#include "tui/peek-own.h"
#include "tui/peek.h"
#include "tui/places.h"
#include "tui/select.h"
#include "tui/mark.h"
#include "tui/target.h"
#include "tui/wrap.h"

#define LIMIT_WORDS 5000u /* lines of words that one part shows */

static const struct pane_kind peek_pane;

struct peek *
peek_shown(struct app *app)
{
	for (struct pane *p = app->panes; p != NULL; p = p->below)
		if (p->kind == &peek_pane)
			return (struct peek *)p;
	return NULL;
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

/* Rows for words of ours, or of the reader's. */
static void
peek_measure_words(struct peek *k, size_t part, int measure)
{
	struct span *lines = NULL;
	size_t n, cap = 0;

	wrap_lines(
	    k->parts.v[part].before, measure, LIMIT_WORDS, &lines, &n, &cap);
	for (size_t i = 0; i < n; i++)
		ARRAY_PUSH(k->rows, k->n_rows, k->cap_rows,
		    (struct peek_row){(uint32_t)part, NOWHERE, lines[i]});
	free(lines);
}

/* Lay out the card on top at the screen's width. */
static void
peek_measure(struct app *app, struct peek *k)
{
	int measure = screen_cols() - 2;

	peek_forget(k);
	card_parts(app->book, peek_card(k), &k->parts);
	if (peek_card(k)->kind == CARD_MARK)
		mark_parts(app, peek_card(k), &k->parts);
	if (measure > app->view.measure)
		measure = app->view.measure;
	k->spans = xcalloc(k->parts.n, sizeof(*k->spans));
	k->indents = xcalloc(k->parts.n, sizeof(*k->indents));
	for (size_t i = 0; i < k->parts.n; i++) {
		const struct card_part *part = &k->parts.v[i];
		int indent = text_width(part->before), cells;

		if (indent > measure / 2)
			indent = 2;
		k->indents[i] = indent;
		if (part->before.n > 0 &&
		    (part->from == part->to ||
			text_width(part->before) > measure / 2))
			peek_measure_words(k, i, measure);
		if (part->from == part->to)
			continue;
		cells = measure - indent < 10 ? 10 : measure - indent;
		layout_span(&k->spans[i], app->book, part->from, part->to,
		    cells, view_hyphens(app, cells));
		for (uint32_t l = 0; l < k->spans[i].n_lines; l++)
			ARRAY_PUSH(k->rows, k->n_rows, k->cap_rows,
			    (struct peek_row){.part = (uint32_t)i,
				.line = l,
				.words = {0, (uint32_t)part->before.n}});
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

static const struct status_key mark_keys[] = {
    {COMMAND_close, "close"},
    {COMMAND_target_go, "go there"},
    {COMMAND_note, "note"},
    {COMMAND_tag, "tags"},
    {COMMAND_recolour, ""},
    {COMMAND_style, "look"},
    {COMMAND_mark_delete, "delete"},
    {COMMAND_nothing, NULL},
};

static const struct status_key card_keys[] = {
    {COMMAND_target_go, "go there"},
    {COMMAND_target_next, "next link"},
    {COMMAND_nothing, NULL},
};

static void
peek_status(struct app *app, struct pane *p, struct buf *out)
{
	struct peek *k = (struct peek *)p;
	const struct card *c = peek_card(k);

	if (c->kind == CARD_MARK) {
		status_add_keys(app, MODE_PANE, mark_keys, out);
		return;
	}
	status_add_key(app, MODE_PANE, COMMAND_close, "close", out);
	if (k->n_cards > 1)
		status_add_key(app, MODE_PANE, COMMAND_back, "back", out);
	status_add_keys(app, MODE_PANE, card_keys, out);
	if (c->kind == CARD_NOTE && app->book->notes[c->id].references.n > 1)
		status_add_key(
		    app, MODE_PANE, COMMAND_caller_next, "next callout", out);
}

static void
peek_changed(struct app *app, struct pane *p)
{
	peek_measure(app, (struct peek *)p);
}

const char *
peek_mark(struct app *app)
{
	struct peek *k = (struct peek *)pane_top(app, &peek_pane);

	return k != NULL && peek_card(k)->kind == CARD_MARK ? peek_card(k)->uuid
							    : NULL;
}

uint32_t
peek_place(struct app *app)
{
	struct peek *k = (struct peek *)pane_top(app, &peek_pane);
	size_t top = k != NULL ? peek_card(k)->scroll : 0;

	if (k == NULL)
		return NOWHERE;
	if (peek_card(k)->focus != NOWHERE)
		return peek_card(k)->focus;
	while (top < k->n_rows && peek_line(k, top) == NULL)
		top++;
	return top < k->n_rows ? peek_line(k, top)->from : NOWHERE;
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
		app_say(app, "%s goes to its place in the book",
		    app_key_name(app, MODE_PANE, COMMAND_target_go).s);
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

	if (c->kind == CARD_MARK && mark_command(app, c, call)) {
		/* it may have closed the pane */
		if (peek_shown(app) == k)
			peek_measure(app, k);
		return true;
	}
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
