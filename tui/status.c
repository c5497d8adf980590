/*
 * The last row: how far the book is read; or a message, the keys that are
 * pending, what a pane says, or a prompt.
 */
#include <izba/text.h>

#include "tui/app.h"
#include "tui/find.h"

#define BAR_CELLS 22 /* of the progress bar, its ends included */
#define BAR_LEAST_COLS 60

/* A thin bar: how much of the book lies before the end of the page. */
static int
draw_progress(int col, uint64_t done, uint64_t all)
{
	static const uint32_t eighths[] = {
	    0xB7, 0x258F, 0x258E, 0x258D, 0x258C, 0x258B, 0x258A, 0x2589};
	int cells = BAR_CELLS - 2;
	uint64_t steps = done * (uint64_t)cells * 8 / (all > 0 ? all : 1);
	int full = (int)(steps / 8), part = (int)(steps % 8);
	unsigned look = LOOK_HUE(HUE_QUIET);

	col = screen_fill(col, 1, screen_is_utf8() ? 0x2595 : '[', look);
	if (!screen_is_utf8()) {
		col = screen_fill(col, full, '=', look);
		col = screen_fill(col, cells - full, '.', look);
		return screen_fill(col, 1, ']', look);
	}
	col = screen_fill(col, full, 0x2588, look);
	if (full < cells)
		col = screen_fill(col, 1, eighths[part], look);
	col = screen_fill(col, cells - full - 1, 0xB7, look);
	return screen_fill(col, 1, 0x258F, look);
}

static void
draw_place(struct app *app)
{
	struct view *v = &app->view;
	uint64_t done = v->to, all = app->book->text.n;
	struct page p = layout_page_of(app->layout, v->first);
	uint32_t number = layout_page_number(app->layout, &p);
	uint32_t pages = layout_pages(app->layout);
	unsigned percent = (unsigned)(done * 100 / (all > 0 ? all : 1));
	struct buf right = BUF_INIT;
	size_t marks[ANNOTATION_KINDS] = {0};
	bool hits;
	int col = v->left;

	if (v->cols >= BAR_LEAST_COLS)
		col = draw_progress(col, done, all) + 2;
	if (number > 0 && pages > 0)
		col = screen_printf(col, v->cols, LOOK_HUE(HUE_QUIET),
		    "p. %u of %u · %u%%", number, pages, percent);
	else
		col = screen_printf(
		    col, v->cols, LOOK_HUE(HUE_QUIET), "%u%%", percent);
	find_status(app, &right);
	hits = right.n > 0;
	for (size_t i = 0; i < app->marks.n; i++)
		marks[app->marks.v[i].kind]++;
	if (marks[ANNOTATION_HIGHLIGHT] + marks[ANNOTATION_NOTE] > 0)
		buf_printf(&right, "%s▌%zu", hits ? "  " : "",
		    marks[ANNOTATION_HIGHLIGHT] + marks[ANNOTATION_NOTE]);
	if (marks[ANNOTATION_BOOKMARK] > 0)
		buf_printf(&right, "%s⚑%zu", right.n > 0 ? " " : "",
		    marks[ANNOTATION_BOOKMARK]);
	if (v->left + v->measure - text_width(buf_lend(&right)) > col + 1)
		screen_put(v->left + v->measure - text_width(buf_lend(&right)),
		    v->cols, buf_lend(&right), LOOK_HUE(HUE_QUIET));
	buf_free(&right);
}

/* One of the keys that may follow. */
static void
follow(void *data, struct str keys, const struct binding *b)
{
	struct buf *out = data;

	buf_printf(
	    out, "   %.*s %s", (int)keys.n, keys.p, commands[b->id].name);
	if (b->arg.n > 0)
		buf_printf(out, " %.*s", (int)b->arg.n, b->arg.p);
}

/* What was typed so far, and what may follow it. */
static void
draw_pending(struct app *app)
{
	struct keys *k = &app->keys;
	struct buf out = BUF_INIT;

	if (k->counted)
		buf_printf(&out, "%llu", (unsigned long long)k->count);
	buf_str(&out, buf_lend(&k->typed));
	if (k->node != KEYMAP_TOP)
		keymap_each(k->map, app_mode(app), k->node, follow, &out);
	screen_put(1, screen_cols(), buf_lend(&out), 0);
	buf_free(&out);
}

static bool
draw_pane_status(struct app *app)
{
	struct buf out = BUF_INIT;
	bool any;

	if (app->panes == NULL || app->panes->kind->status == NULL)
		return false;
	app->panes->kind->status(app, app->panes, &out);
	any = out.n > 0;
	if (any)
		screen_put(1, screen_cols(), buf_lend(&out), 0);
	buf_free(&out);
	return any;
}

void
status_draw(struct app *app)
{
	int row = screen_rows() - 1;

	if (app->prompt != NULL) {
		prompt_draw(app, row);
		return;
	}
	/* on a single row only what must be said takes the page's place */
	if (row == 0 && app->message.text.n == 0)
		return;
	screen_row(row);
	if (app->message.text.n > 0)
		screen_put(1, screen_cols(), buf_lend(&app->message.text),
		    app->message.error ? LOOK_HUE(HUE_ERROR) : 0);
	else if (app->keys.counted || app->keys.node != KEYMAP_TOP)
		draw_pending(app);
	else if (!draw_pane_status(app) && app->view.height > 0)
		draw_place(app);
	screen_row_end();
}
