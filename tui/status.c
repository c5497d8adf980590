/*
 * The last row: how far the book is read; or a message, the keys that are
 * pending, what a pane says, or a prompt.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "tui/app.h"
#include "tui/find.h"
#include "tui/unsaved.h"
#include "tui/wrap.h"

#define BAR_CELLS 22 /* of the progress bar, its ends included */
#define BAR_LEAST_COLS 60
#define MESSAGE_MOST ((size_t)1000) /* lines */

void
status_bar(struct buf *out, int cells, uint64_t done, uint64_t all)
{
	static const char *const eighths[] = {
	    "·", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
	bool fine = screen_is_utf8();
	uint64_t steps = done * (uint64_t)cells * 8 / (all > 0 ? all : 1);
	int full = steps / 8 < (uint64_t)cells ? (int)(steps / 8) : cells;

	buf_puts(out, fine ? "▕" : "[");
	for (int i = 0; i < cells; i++)
		if (i < full)
			buf_puts(out, fine ? "█" : "=");
		else
			buf_puts(out, !fine      ? "."
				      : i > full ? "·"
						 : eighths[steps % 8]);
	buf_puts(out, fine ? "▏" : "]");
}

/* The pages of the printed book that are on the screen; false if there are
 * none. */
static bool
printed_pages(const struct app *app, struct buf *out)
{
	const struct book *b = app->book;
	const struct view *v = &app->view;
	uint32_t from = book_folio_at(b, v->from);
	uint32_t to = book_folio_at(b, v->to > v->from ? v->to - 1 : v->to);

	if (to == NOWHERE)
		return false;
	if (from == NOWHERE)
		from = 0;
	buf_puts(out, "p. ");
	buf_str(out, b->folios[from].label);
	if (to != from) {
		buf_puts(out, "–");
		buf_str(out, b->folios[to].label);
	}
	buf_puts(out, " of ");
	buf_str(out, b->folios[b->n_folios - 1].label);
	buf_puts(out, " in print");
	return true;
}

/* Where the page stands: by the pages of the printed book if it states them,
 * else by those of the screen. */
static int
draw_number(struct app *app, int col, unsigned percent)
{
	struct view *v = &app->view;
	struct page p = layout_page_of(app->layout, v->first);
	uint32_t number = layout_page_number(app->layout, &p);
	uint32_t pages = layout_pages(app->layout);
	struct buf words = BUF_INIT;

	if (printed_pages(app, &words))
		buf_puts(&words, " · ");
	else if (number > 0 && pages > 0)
		buf_printf(&words, "p. %u of %u · ", number, pages);
	buf_printf(&words, "%u%%", percent);
	col = screen_put(
	    col, v->cols, status_fit(buf_lend(&words), v->cols - col), 0);
	buf_free(&words);
	return col;
}

static void
draw_place(struct app *app)
{
	struct view *v = &app->view;
	uint64_t done = v->to, all = app->book->text.n;
	unsigned percent = (unsigned)(done * 100 / (all > 0 ? all : 1));
	struct buf right = BUF_INIT;
	size_t marks[ANNOTATION_KINDS] = {0};
	bool hits;
	int col = v->left;

	if (v->cols >= BAR_LEAST_COLS) {
		struct buf bar = BUF_INIT;

		status_bar(&bar, BAR_CELLS - 2, done, all);
		col = screen_put(col, v->cols, buf_lend(&bar), 0) + 2;
		buf_free(&bar);
	}
	col = draw_number(app, col, percent);
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
	unsaved_status(app, &right);
	if (v->left + v->measure - text_width(buf_lend(&right)) > col + 1)
		screen_put(v->left + v->measure - text_width(buf_lend(&right)),
		    v->cols, buf_lend(&right), 0);
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

struct str
status_fit(struct str s, int cells)
{
	size_t n = text_fit(s, cells), end = n;

	if (n == s.n)
		return s;
	while (end > 0 && !str_starts(str_slice(s, end, s.n), "  ") &&
	       !str_starts(str_slice(s, end, s.n), " · "))
		end--;
	return str_slice(s, 0, end > 0 ? end : n);
}

static bool
draw_pane_status(struct app *app)
{
	struct buf out = BUF_INIT;
	int cells = screen_cols() - 1;
	bool any;

	if (app->panes == NULL || app->panes->kind->status == NULL)
		return false;
	app->panes->kind->status(app, app->panes, &out);
	any = out.n > 0;
	if (any)
		screen_put(
		    1, screen_cols(), status_fit(buf_lend(&out), cells), 0);
	buf_free(&out);
	return any;
}

/* ---- messages ---- */

/* Cut a message into lines: *v is the caller's to free. */
static size_t
message_lines(const struct app *app, struct span **v)
{
	int cols = screen_cols();
	size_t n, cap = 0;

	*v = NULL;
	wrap_lines(buf_lend(&app->message.text), cols > 3 ? cols - 2 : cols,
	    MESSAGE_MOST, v, &n, &cap);
	return n;
}

/* How many rows a message takes: as many as it needs, up to half the screen. */
int
status_rows(const struct app *app)
{
	struct span *v;
	int rows = (int)message_lines(app, &v), most = screen_rows() / 2;

	free(v);
	if (rows > most)
		rows = most;
	return app->prompt == NULL && rows > 1 ? rows : 1;
}

static void
draw_message(struct app *app, int rows)
{
	unsigned look = app->message.error ? LOOK_HUE(HUE_ERROR) : 0;
	int cols = screen_cols(), left = cols > 3;
	struct span *v;
	int n = (int)message_lines(app, &v);

	for (int i = 0; i < rows; i++) {
		struct str s =
		    str_slice(buf_lend(&app->message.text), v[i].from, v[i].to);
		bool cut = i + 1 == rows && rows < n;
		int end;

		s = str_slice(s, 0, text_fit(s, cols - left - cut));
		screen_row(screen_rows() - rows + i);
		end = screen_put(left, cols, s, look);
		if (cut)
			screen_put(end, cols, STR("…"), look);
		screen_row_end();
	}
	free(v);
}

void
status_draw(struct app *app)
{
	int row = screen_rows() - 1;

	if (app->prompt != NULL) {
		prompt_draw(app, row);
		return;
	}
	if (app->message.text.n > 0) {
		draw_message(app, status_rows(app));
		return;
	}
	/* on a single row the page is more worth than the status */
	if (row == 0)
		return;
	screen_row(row);
	if (app->keys.counted || app->keys.node != KEYMAP_TOP)
		draw_pending(app);
	else if (!draw_pane_status(app) && app->view.height > 0)
		draw_place(app);
	screen_row_end();
}
