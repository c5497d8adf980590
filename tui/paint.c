/*
 * What lies over the text: marks, the focus.  Gathered for the text that is
 * shown, at every painting.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "tui/app.h"
#include "tui/find.h"
#include "tui/point.h"

void
view_paint(struct app *app, uint32_t from, uint32_t to, unsigned look)
{
	if (from < to)
		ARRAY_PUSH(app->paints, app->n_paints, app->cap_paints,
		    (struct paint){.from = from, .to = to, .look = look});
}

/* ---- marks ---- */

/* How a mark of each style looks, and its sign in the margin, by which it is
 * told without colours. */
static const struct {
	enum hue hue; /* of the first colour; the others follow */
	unsigned look;
	uint32_t sign;
} styles[MARK_STYLES] = {
    [SOLID] = {HUE_PINK, 0, 0x258C},
    [UNDERLINE] = {HUE_PINK_INK, LOOK_UNDERLINE, '_'},
    [STRIKETHROUGH] = {HUE_PINK_INK, LOOK_STRUCK, 0x2500},
    [OUTLINE] = {HUE_PINK_INK, 0, '['},
};

/* The ends of an outline are drawn, as a bracket would be; there is no room
 * for one between the letters. */
static void
paint_ends(struct app *app, const struct annotation *a, unsigned look)
{
	struct str s = book_text(app->book, a->from, a->to);
	uint32_t n = (uint32_t)grapheme_next(s, NULL);
	uint32_t m = (uint32_t)grapheme_prev(s);

	view_paint(app, a->from, a->from + n, look | LOOK_REVERSE);
	view_paint(app, a->to - m, a->to, look | LOOK_REVERSE);
}

static void
paint_mark(struct app *app, const struct annotation *a)
{
	unsigned hue = (unsigned)styles[a->style].hue + (unsigned)a->colour;
	unsigned look = LOOK_HUE(hue) | styles[a->style].look;

	ARRAY_PUSH(app->paints, app->n_paints, app->cap_paints,
	    (struct paint){.from = a->from,
		.to = a->to,
		.look = look,
		.sign = styles[a->style].sign,
		.mark = a});
	if (a->style == OUTLINE && a->from < a->to)
		paint_ends(app, a, look);
}

static int
longer_first(const void *x, const void *y)
{
	const struct annotation *a = *(const struct annotation *const *)x;
	const struct annotation *b = *(const struct annotation *const *)y;
	uint32_t m = a->to - a->from, n = b->to - b->from;

	return m != n ? (m < n) - (m > n) : (a > b) - (a < b);
}

/* The shorter of two that overlap lies on top, so that both are seen. */
static void
paint_marks(struct app *app, uint32_t from, uint32_t to)
{
	const struct annotation **v = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < app->marks.n; i++) {
		const struct annotation *a = &app->marks.v[i];

		if (a->from >= to)
			break;
		if (a->kind == ANNOTATION_BOOKMARK || a->state == ANCHOR_LOST)
			continue;
		if (a->to > from || (a->from == a->to && a->from >= from))
			ARRAY_PUSH(v, n, cap, a);
	}
	if (n > 1)
		qsort(v, n, sizeof(*v), longer_first);
	for (size_t i = 0; i < n; i++)
		paint_mark(app, v[i]);
	free(v);
}

void
paint_also(struct app *app, uint32_t from, uint32_t to)
{
	paint_marks(app, from, to);
	find_paint(app, from, to);
}

void
paint_gather(struct app *app, uint32_t from, uint32_t to)
{
	app->n_paints = 0;
	point_paint(app);
	paint_marks(app, from, to);
	find_paint(app, from, to);
	pane_paint_all(app, from, to);
	if (app->focus.from != NOWHERE)
		view_paint(
		    app, app->focus.from, app->focus.to, LOOK_HUE(HUE_FOCUS));
}
