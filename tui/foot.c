/*
 * The notes at the foot of the page, under a short rule, as print has them.
 * Which lines stand there is the layout's matter; here they are painted.
 */
#include <izba/text.h>

#include "tui/app.h"

#define RULE_CELLS 12

/* On fewer rows the notes would leave too little of the text. */
#define LEAST_ROWS 14

bool
foot_wanted(const struct app *app)
{
	return app->options.v[OPT_notes] == 0 && app->view.height >= LEAST_ROWS;
}

/* After the last line of an "Ibid.": which note it stands for, if that is
 * known and there is room. */
static void
draw_ibid(struct app *app, const struct line *line, int col)
{
	const struct book *b = app->book;
	uint32_t id = book_note_at(b, line->from);
	struct buf words = BUF_INIT;
	const struct note *n, *source;
	int limit = app->view.left + app->view.measure;

	if (id == NOWHERE)
		return;
	n = &b->notes[id];
	if (n->ibid_source == NOWHERE || line->to < n->to)
		return;
	source = &b->notes[n->ibid_source];
	buf_printf(&words, "%s n. %.*s", n->ibid_certain ? "=" : "≈",
	    (int)source->label.n, source->label.p);
	/* the numbers may begin anew with each chapter */
	if (source->section != n->section && source->section < b->n_sections) {
		uint32_t i = b->sections[source->section].first_block;

		buf_puts(&words, " of ");
		book_address(b, b->blocks[i].from, &words);
	}
	if (col + 2 + text_width(buf_lend(&words)) <= limit)
		screen_put(
		    col + 2, limit, buf_lend(&words), LOOK_HUE(HUE_QUIET));
	buf_free(&words);
}

void
foot_draw(struct app *app, int end)
{
	struct view *v = &app->view;
	struct page p = layout_page_of(app->layout, v->first);
	const struct segment *segments;
	const struct line *lines = layout_foot(app->layout, &p, &segments);
	int row = v->top + v->height - (int)v->foot - v->shift;

	if (row - 1 < end && row - 1 >= v->top) {
		screen_row(row - 1);
		/* a rule with nothing under it would look like the pane's */
		if (row < end)
			screen_fill(v->left,
			    v->measure < RULE_CELLS ? v->measure : RULE_CELLS,
			    0x2500, LOOK_HUE(HUE_QUIET));
		screen_row_end();
	}
	for (uint32_t i = 0; i < v->foot; i++, row++) {
		int col;

		if (row < v->top || row >= end)
			continue;
		paint_also(app, lines[i].from, lines[i].to);
		screen_row(row);
		view_draw_signs(app, &lines[i]);
		col = view_draw_line(app, v->left, v->cols, &lines[i],
		    segments + lines[i].segment);
		draw_ibid(app, &lines[i], col);
		screen_row_end();
	}
}
