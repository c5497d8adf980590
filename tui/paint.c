/*
 * What lies over the text: marks, the focus.  Gathered for the text that is
 * shown, at every painting.
 */
#include "tui/app.h"
#include "tui/find.h"
#include "tui/point.h"

void
view_paint(struct app *app, uint32_t from, uint32_t to, unsigned look, bool bar)
{
	if (from >= to)
		return;
	ARRAY_PUSH(app->paints, app->n_paints, app->cap_paints,
	    (struct paint){from, to, look, bar});
}

static void
paint_marks(struct app *app, uint32_t from, uint32_t to)
{
	for (size_t i = 0; i < app->marks.n; i++) {
		const struct annotation *a = &app->marks.v[i];

		if (a->from >= to)
			break;
		if (a->kind != ANNOTATION_BOOKMARK && a->to > from &&
		    a->state != ANCHOR_LOST)
			view_paint(app, a->from, a->to,
			    LOOK_HUE(HUE_PINK + (int)a->colour), true);
	}
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
		view_paint(app, app->focus.from, app->focus.to,
		    LOOK_HUE(HUE_FOCUS), false);
}
