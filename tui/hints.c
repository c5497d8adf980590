/*
 * Hints: a letter or two over each thing on the page; typing them follows it.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/hints.h"
#include "tui/peek.h"
#include "tui/point.h"

struct hint {
	struct target target;
	uint32_t from, to;
	char label[4];
};

struct hints {
	struct pane pane;
	enum hints_what what;
	struct hint *v;
	size_t n, cap;
	char typed[4];
};

static const struct pane_kind hints_pane;

static void
gather_targets(struct app *app, struct hints *h)
{
	uint32_t at = app->view.from;

	while (h->n < HINTS_MOST) {
		struct target t = point_next(app, at);

		if (t.kind == TARGET_NONE)
			break;
		ARRAY_PUSH(h->v, h->n, h->cap,
		    (struct hint){.target = t, .from = t.from, .to = t.to});
		at = t.from + 1;
	}
}

static bool
has_word(const struct book *b, const struct hints *h, struct span s)
{
	for (size_t i = 0; i < h->n; i++)
		if (str_eq(book_text(b, h->v[i].from, h->v[i].to),
			book_text(b, s.from, s.to)))
			return true;
	return false;
}

/* The words of the page that have an entry, each where it stands first. */
static void
gather_entries(struct app *app, struct hints *h)
{
	size_t n;
	const struct span *v = point_words(app, &n);

	for (size_t i = 0; i < n && h->n < HINTS_MOST; i++) {
		if (has_word(app->book, h, v[i]))
			continue;
		ARRAY_PUSH(h->v, h->n, h->cap,
		    (struct hint){
			.target = {v[i].from, v[i].to, NOWHERE, TARGET_WORD},
			.from = v[i].from,
			.to = v[i].to});
	}
}

void
hints_open(struct app *app, enum hints_what what)
{
	struct hints *h = xcalloc(1, sizeof(*h));

	h->pane.kind = &hints_pane;
	h->what = what;
	if (what == HINTS_TARGETS)
		gather_targets(app, h);
	else
		gather_entries(app, h);
	if (h->n == 0) {
		if (what == HINTS_TARGETS)
			app_say(app, "Nothing to follow on this page");
		else
			lookup_ask(app);
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
	app->focus = (struct focus){chosen.from, chosen.to};
	follow_target(app, chosen.target);
}

/* A letter narrows the hints; when one is left it is followed.  Where words
 * are hinted, Enter, / or K again asks for another.  Any other key ends them. */
static bool
hints_key(struct app *app, struct pane *p, uint32_t key)
{
	struct hints *h = (struct hints *)p;
	size_t typed = strlen(h->typed), left = 0;

	key = cp_qwerty(key);
	if (h->what == HINTS_ENTRIES &&
	    (key == K_ENTER || key == '/' || key == 'K')) {
		pane_close(app);
		lookup_ask(app);
		return true;
	}
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
	buf_printf(out, "%s%stype the letters%s  Esc end", h->typed,
	    h->typed[0] != '\0' ? "  " : "",
	    h->what == HINTS_ENTRIES ? "  Enter another word" : "");
}

static const struct pane_kind hints_pane = {
    .name = "hints",
    .mode = MODE_HINTS,
    .over = hints_over,
    .key = hints_key,
    .status = hints_status,
    .close = hints_close,
};
