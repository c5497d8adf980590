/*
 * Hints: a letter or two over each thing on the page; typing them follows it.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/apparatus.h>
#include <izba/text.h>

#include "tui/hints.h"
#include "tui/peek.h"
#include "tui/target.h"

struct hint {
	struct target target; /* TARGET_NONE: a word */
	uint32_t from, to;
	char label[4];
};

struct hints {
	struct pane pane;
	struct hint *v;
	size_t n, cap;
	char typed[4];
};

static const struct pane_kind hints_pane;

static void
gather_targets(struct app *app, struct hints *h)
{
	uint32_t at = app->view.from, end = app->view.to;

	while (h->n < HINTS_MOST) {
		struct target t = target_next(app->book, at, end);

		if (t.kind == TARGET_NONE)
			break;
		ARRAY_PUSH(h->v, h->n, h->cap,
		    (struct hint){.target = t, .from = t.from, .to = t.to});
		at = t.from + 1;
	}
}

/* The words of the page that have an entry; phrases before their words. */
static void
gather_entries(struct app *app, struct hints *h)
{
	const struct book *b = app->book;
	uint32_t place = app->view.from, end = app->view.to;

	while (place < end && h->n < HINTS_MOST) {
		const struct block *k = &b->blocks[book_block_at(b, place)];
		struct str s = book_text(b, k->from, k->to);
		size_t w, to;
		uint32_t from, last;
		struct match m;

		if (place > k->to || !word_next(s, place - k->from, &w, &to)) {
			place = k->to + 1;
			continue;
		}
		place = k->from + (uint32_t)to;
		if (k->from + w >= end)
			break;
		if (!apparatus_phrase_at(
			b, k->from + (uint32_t)w, &from, &last) ||
		    apparatus_lookup(b, book_text(b, from, last), &m, 1) == 0)
			continue;
		if (last > place)
			place = last;
		ARRAY_PUSH(h->v, h->n, h->cap,
		    (struct hint){.from = from, .to = last});
	}
}

void
hints_open(struct app *app, enum hints_what what)
{
	struct hints *h = xcalloc(1, sizeof(*h));

	h->pane.kind = &hints_pane;
	if (what == HINTS_TARGETS)
		gather_targets(app, h);
	else
		gather_entries(app, h);
	if (h->n == 0) {
		app_say(
		    app, what == HINTS_TARGETS
			     ? "Nothing to follow on this page"
			     : "No word of this page is in the book's lists; "
			       ":lookup WORD asks for any");
		free(h);
		return;
	}
	for (size_t i = 0; i < h->n; i++)
		hint_label(i, h->n, h->v[i].label);
	pane_open(app, &h->pane);
	app_stale(app, STALE_ALL);
}

static void
hints_close(struct app *app, struct pane *p)
{
	struct hints *h = (struct hints *)p;

	app_stale(app, STALE_ALL);
	free(h->v);
	free(h);
}

/* The letters stand over the first cells of what they name, so that nothing on
 * the page moves. */
static void
hints_over(struct app *app, struct pane *p, int row)
{
	struct hints *h = (struct hints *)p;
	size_t typed = strlen(h->typed);

	for (size_t i = 0; i < h->n; i++) {
		int at, col;

		if (strncmp(h->v[i].label, h->typed, typed) == 0 &&
		    view_cell(app, h->v[i].from, &at, &col) && at == row)
			screen_put(col, screen_cols(), str_of(h->v[i].label),
			    LOOK_HUE(HUE_HINT) | LOOK_BOLD);
	}
}

static void
hints_take(struct app *app, const struct hint *hint)
{
	struct hint chosen = *hint;

	pane_close(app);
	if (chosen.target.kind != TARGET_NONE) {
		app->focus = (struct focus){chosen.from, chosen.to};
		follow_target(app, chosen.target);
		return;
	}
	peek_open(app, card_of_word(app->book,
			   book_text(app->book, chosen.from, chosen.to)));
}

/* A letter narrows the hints; when one is left it is followed.  Any other key
 * ends them. */
static bool
hints_key(struct app *app, struct pane *p, uint32_t key)
{
	struct hints *h = (struct hints *)p;
	size_t typed = strlen(h->typed), left = 0;

	key = cp_qwerty(key);
	if (key == K_BACKSPACE && typed > 0) {
		h->typed[typed - 1] = '\0';
		app_stale(app, STALE_ALL);
		return true;
	}
	if (key < 'a' || key > 'z' || typed + 1 >= sizeof(h->typed)) {
		pane_close(app);
		return true;
	}
	h->typed[typed] = (char)key;
	for (size_t i = 0; i < h->n; i++) {
		if (strcmp(h->v[i].label, h->typed) == 0) {
			hints_take(app, &h->v[i]);
			return true;
		}
		left += strncmp(h->v[i].label, h->typed, typed + 1) == 0;
	}
	if (left == 0)
		pane_close(app);
	else
		app_stale(app, STALE_ALL);
	return true;
}

static void
hints_status(struct app *app, struct pane *p, struct buf *out)
{
	struct hints *h = (struct hints *)p;

	(void)app;
	buf_printf(out, "%s  type the letters  Esc ends", h->typed);
}

static const struct pane_kind hints_pane = {
    .name = "hints",
    .mode = MODE_HINTS,
    .over = hints_over,
    .key = hints_key,
    .status = hints_status,
    .close = hints_close,
};
