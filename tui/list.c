/*
 * Lists over the whole screen: moving, scrolling, filtering as one types.
 * Knows nothing of what the items are.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/list.h"

#define LEAST_AFTER 8 /* cells of what stands behind an item's text */

static const struct pane_kind list_pane;

const struct status_key list_keys_go[] = {
    {COMMAND_follow, "go"},
    {COMMAND_item_filter, "filter"},
    {COMMAND_close, "close"},
    {COMMAND_nothing, NULL},
};

void
list_entitle(struct list *l, struct str title)
{
	buf_clear(&l->title);
	buf_str(&l->title, title);
}

void
list_add(struct list *l, const struct list_item *item)
{
	ARRAY_PUSH(l->items.v, l->items.n, l->items.cap, *item);
}

void
list_add_title(struct list *l, struct str words)
{
	list_add(l, &(struct list_item){
			.text = words,
			.look = LOOK_BOLD,
			.place = NOWHERE,
			.title = true,
		    });
}

const struct list_item *
list_chosen(const struct list *l)
{
	return items_chosen(&l->items);
}

struct list *
list_top(struct app *app, const struct list_kind *kind)
{
	struct list *l = (struct list *)pane_top(app, &list_pane);

	return l != NULL && (kind == NULL || l->kind == kind) ? l : NULL;
}

void
list_refill(struct app *app, struct list *l)
{
	size_t at = l->items.at;

	arena_free(l->arena);
	l->arena = arena_new();
	l->items.n = 0;
	l->kind->fill(app, l);
	items_sift(&l->items, buf_lend(&l->filter));
	items_settle(&l->items, at, 1);
	app_stale(app, STALE_PANES | STALE_STATUS);
}

void
list_open(struct app *app, const struct list_kind *kind, uint32_t place)
{
	struct list *l = xcalloc(1, sizeof(*l));

	l->pane.kind = &list_pane;
	l->kind = kind;
	buf_init(&l->filter);
	buf_init(&l->title);
	list_refill(app, l);
	items_settle_at(&l->items, place);
	pane_open(app, &l->pane);
}

static void
list_close(struct app *app, struct pane *p)
{
	struct list *l = (struct list *)p;

	(void)app;
	if (l->kind->close != NULL)
		l->kind->close(l);
	arena_free(l->arena);
	items_free(&l->items);
	buf_free(&l->filter);
	buf_free(&l->title);
	free(l);
}

/* ---- painting ---- */

static void
list_draw_head(const struct list *l, struct area area)
{
	size_t n, all;
	int col;

	items_count(&l->items, &all, &n);
	screen_row(area.top);
	col = screen_put(1, area.cols,
	    l->title.n > 0 ? buf_lend(&l->title) : str_of(l->kind->name),
	    LOOK_BOLD);
	if (l->filter.n > 0) {
		col =
		    screen_put(col, area.cols, STR("  /"), LOOK_HUE(HUE_QUIET));
		col = screen_put(col, area.cols, buf_lend(&l->filter), 0);
	}
	if (n == all)
		screen_printf(
		    col + 2, area.cols, LOOK_HUE(HUE_QUIET), "%zu", all);
	else
		screen_printf(col + 2, area.cols, LOOK_HUE(HUE_QUIET),
		    "%zu of %zu", n, all);
	screen_row_end();
}

/* Text with its bytes `mark` in bold; what there is no room for is cut, which is
 * seen. */
static int
list_draw_text(
    struct str text, struct span mark, int col, int limit, unsigned look)
{
	bool cut = col + text_width(text) > limit && limit > col;

	if (cut)
		text.n = text_fit(text, limit - col - 1);
	col = screen_put(col, limit, str_slice(text, 0, mark.from), look);
	col = screen_put(
	    col, limit, str_slice(text, mark.from, mark.to), look | LOOK_BOLD);
	col = screen_put(col, limit, str_slice(text, mark.to, text.n), look);
	return cut ? screen_put(col, limit, STR("…"), look) : col;
}

static void
list_draw_item(const struct list_item *item, int row, int cols, bool chosen)
{
	unsigned look = item->look | (chosen ? LOOK_REVERSE : 0);
	int right = text_width(item->right), limit = cols - 1;
	int col = 1 + item->indent;

	screen_row(row);
	if (chosen)
		screen_fill(0, cols, ' ', LOOK_REVERSE);
	if (right > 0 && right * 3 < cols) {
		limit = cols - right - 2;
		screen_put(cols - 1 - right, cols, item->right,
		    look | LOOK_HUE(chosen ? HUE_NONE : HUE_QUIET));
	}
	if (item->sign.n > 0) {
		col = screen_put(
		    col, limit, item->sign, chosen ? look : item->sign_look);
		col += 1;
	}
	col = list_draw_text(item->text, item->mark, col, limit, look);
	if (item->after.n > 0 && col + LEAST_AFTER < limit)
		list_draw_text(item->after, (struct span){0, 0}, col, limit,
		    look | LOOK_HUE(chosen ? HUE_NONE : HUE_QUIET));
	screen_row_end();
}

static void
list_draw(struct app *app, struct pane *p, struct area area)
{
	struct list *l = (struct list *)p;
	int row = area.top + 1, end = area.top + area.rows;

	list_draw_head(l, area);
	l->rows = end - row;
	items_scroll(&l->items, l->rows);
	for (size_t i = l->items.top; row < end && i < l->items.n_shown;
	     i++, row++) {
		struct list_item *item = &l->items.v[l->items.shown[i]];

		if (!item->seen && l->kind->seen != NULL)
			l->kind->seen(app, l, item);
		item->seen = true;
		list_draw_item(item, row, area.cols, i == l->items.at);
		/* the hardware cursor stands on the choice: braille and
		 * magnifiers follow it */
		if (i == l->items.at) {
			app->cursor_row = row;
			app->cursor_col = 0;
		}
	}
	if (l->items.n_shown == 0)
		row = pane_words(row, end,
		    l->filter.n > 0 ? STR("nothing fits")
				    : str_of(l->kind->empty));
	screen_blank(row, end);
}

static void
list_status(struct app *app, struct pane *p, struct buf *out)
{
	status_add_keys(app, MODE_LIST, ((struct list *)p)->kind->keys, out);
}

static void
list_changed(struct app *app, struct pane *p)
{
	list_refill(app, (struct list *)p);
}

/* ---- the filter ---- */

static void
filter_changed(struct app *app, struct str line)
{
	struct list *l = list_top(app, NULL);

	if (l == NULL)
		return;
	buf_clear(&l->filter);
	buf_str(&l->filter, line);
	items_sift(&l->items, buf_lend(&l->filter));
	items_settle(&l->items, 0, 1);
	app_stale(app, STALE_PANES | STALE_STATUS);
}

static void
filter_cancelled(struct app *app)
{
	filter_changed(app, STR(""));
}

static const struct prompt_kind filter_prompt = {
    .label = "/",
    .done = filter_changed,
    .changed = filter_changed,
    .cancelled = filter_cancelled,
};

/* ---- moving ---- */

/* Where the choice goes by a command; SIZE_MAX if it is none of these. */
static size_t
list_goal(const struct list *l, const struct call *c, int *step)
{
	size_t page = l->rows > 1 ? (size_t)l->rows - 1 : 1;
	size_t n = c->count;

	*step = 1;
	if (c->id == COMMAND_item_page_down || c->id == COMMAND_item_page_up)
		n = n > SIZE_MAX / page ? SIZE_MAX : n * page;
	if (c->id == COMMAND_item_down || c->id == COMMAND_item_page_down)
		return n < l->items.n_shown - l->items.at
			   ? l->items.at + n
			   : l->items.n_shown - 1;
	if (c->id == COMMAND_item_first)
		return 0;
	*step = -1;
	if (c->id == COMMAND_item_up || c->id == COMMAND_item_page_up)
		return n < l->items.at ? l->items.at - n : 0;
	if (c->id == COMMAND_item_last)
		return l->items.n_shown - 1;
	return SIZE_MAX;
}

static bool
list_command(struct app *app, struct pane *p, const struct call *c)
{
	struct list *l = (struct list *)p;
	const struct list_item *item = list_chosen(l);
	int step;
	size_t goal;

	if (l->kind->command != NULL && l->kind->command(app, l, c))
		return true;
	if (c->id == COMMAND_item_filter) {
		prompt_open(app, &filter_prompt, buf_lend(&l->filter));
		return true;
	}
	if (c->id == COMMAND_close && l->filter.n > 0) {
		filter_cancelled(app);
		return true;
	}
	if (c->id == COMMAND_follow) {
		if (item != NULL && !item->title)
			l->kind->enter(app, l, item);
		return true;
	}
	if (l->items.n_shown == 0)
		return false;
	goal = list_goal(l, c, &step);
	if (goal == SIZE_MAX)
		return false;
	items_settle(&l->items, goal, step);
	app_stale(app, STALE_PANES);
	return true;
}

static const struct pane_kind list_pane = {
    .name = "list",
    .mode = MODE_LIST,
    .draw = list_draw,
    .command = list_command,
    .status = list_status,
    .changed = list_changed,
    .close = list_close,
};
