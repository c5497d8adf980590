/*
 * The loop: a key is handled and says what is stale; when no key is waiting
 * the stale parts are painted once; then idle work in small steps; then
 * nothing at all until a key or a signal comes.
 *
 * The reading place is saved after painting, so that it costs the reader no
 * waiting.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <izba/text.h>

#include "tui/app.h"
#include "tui/config.h"
#include "tui/desk.h"
#include "tui/find.h"
#include "tui/first.h"
#include "tui/loop.h"
#include "tui/mouse.h"
#include "tui/peek.h"
#include "tui/review.h"
#include "tui/picture.h"
#include "tui/point.h"
#include "tui/signals.h"
#include "tui/tui.h"
#include "tui/unsaved.h"

#define PAUSE 250 /* milliseconds without a key before pages are counted */

/* ---- what everybody calls ---- */

void
app_fit(struct app *app)
{
	if (app->view.rows == screen_rows() && app->view.cols == screen_cols())
		return;
	view_resize(app);
	pane_changed_all(app);
	app->rested = false;
}

void
app_stale(struct app *app, unsigned what)
{
	app->stale |= what;
}

enum mode
app_mode(const struct app *app)
{
	return app->panes != NULL ? app->panes->kind->mode : MODE_READ;
}

void
app_hush(struct app *app)
{
	bool over_page = status_rows(app) > 1 || screen_rows() == 1;

	if (app->message.text.n == 0)
		return;
	buf_clear(&app->message.text);
	app_stale(app, over_page ? STALE_ALL : STALE_STATUS);
}

static void
say(struct app *app, bool error, const char *fmt, va_list ap) PRINTF_LIKE(3, 0);

static void
say(struct app *app, bool error, const char *fmt, va_list ap)
{
	app_hush(app);
	buf_vprintf(&app->message.text, fmt, ap);
	app->message.error = error;
	app_stale(app, STALE_STATUS);
}

void
app_say(struct app *app, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(app, false, fmt, ap);
	va_end(ap);
}

void
app_say_error(struct app *app, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(app, true, fmt, ap);
	va_end(ap);
}

static void
marks_load(struct app *app)
{
	struct err err;

	annotations_free(&app->marks);
	memset(&app->marks, 0, sizeof(app->marks));
	if (app->store == NULL)
		return;
	if (!store_list(
		app->store, &app->id, app->book, false, &app->marks, &err))
		app_say_error(app, "%s", err.text);
}

void
app_marks_changed(struct app *app)
{
	marks_load(app);
	pane_changed_all(app);
	app_stale(app, STALE_PAGE | STALE_STATUS);
}

void
app_save_place(struct app *app)
{
	uint32_t place = app->view.anchor;
	struct err err;

	if (place == app->saved_place || app->store == NULL ||
	    app->id.row == 0 || store_why_read_only(app->store) != NULL)
		return;
	/* what could not be written is tried again at the next key, and at the
	 * end */
	if (store_set_place(app->store, &app->id, app->book, place, &err))
		app->saved_place = place;
	else if (app->unsaved.n == 0)
		/* of marks that can't be written more is said */
		app_say_error(app, "%s", err.text);
}

/* ---- painting ---- */

void
app_draw(struct app *app)
{
	unsigned stale;

	app_fit(app);
	stale = app->stale;
	if (stale == 0)
		return;
	app->stale = 0;
	app->cursor_row = -1;
	if ((stale & STALE_PAGE) != 0 && !pane_covers_all(app))
		view_draw(app);
	/* they may place the cursor */
	pane_draw_all(app);
	status_draw(app);
	if (app->cursor_row < 0 && app->focus.from != NOWHERE &&
	    app->panes == NULL &&
	    !view_cell(
		app, app->focus.from, &app->cursor_row, &app->cursor_col))
		app->cursor_row = -1;
	screen_cursor(app->cursor_row, app->cursor_col);
	screen_show();
}

/* ---- the loop ---- */

static bool
no_key_waits(void)
{
	return !key_waits();
}

/* Count the pages: work that nobody waits for, in small steps, until it is done
 * or a key comes. */
static void
count_pages(struct app *app)
{
	while (!app->counted && !key_waits()) {
		if (layout_count(app->layout))
			continue;
		app->counted = true;
		app_stale(app, STALE_STATUS);
	}
}

void
app_sync(const struct app *app, int from, uint64_t keys)
{
	struct buf b = BUF_INIT;

	if (app->sync < from || key_waits())
		return;
	buf_printf(&b, "\033]7700;%llu\033\\", (unsigned long long)keys);
	screen_raw(buf_lend(&b));
	buf_free(&b);
}

/* Counting the pages of a book costs more than opening it.  While a window is
 * being sized, or somebody looks for another place or only into the book, it
 * would be for nothing: the pages are counted after a pause, the only time that
 * izba wakes up by itself. */
static void
run(struct app *app, const sigset_t *mask)
{
	while (!app->quit) {
		uint32_t key;

		unsaved_look(app);
		app_draw(app);
		app_save_place(app);
		peek_idle(app);
		picture_idle(app, no_key_waits);
		if (app->sync > 0 || app->rested)
			count_pages(app);
		app_draw(app);
		if (app->store != NULL && !key_waits())
			store_settle(app->store);
		app_sync(app, SYNC_BOOK, app->keys.handled);
		if (app->idle != NULL && !key_waits()) {
			app->idle(app->reread_data);
			app->idle = NULL;
		}
		app->rested = !wait_for_key(mask, -1, app->counted ? 0 : PAUSE);
		if (signals_act(app))
			app_key(app, K_CTRL('c'));
		while (!app->quit && (key = screen_key()) != K_NONE)
			app_key(app, key);
	}
	/* keys may have come too fast for it until now */
	if (app->idle != NULL)
		app->idle(app->reread_data);
	app->idle = NULL;
}

/* ---- beginning and end ---- */

static void
begin(struct app *app, const struct tui_start *start)
{
	uint32_t place = 0;
	struct err err;

	app->book = start->book;
	app->path = history_enter(app, start->path);
	app->fixed_clock = start->fixed_clock;
	app->store = start->store;
	app->store_path = start->store_path;
	app->mend = start->mend;
	app->id = start->id;
	app->keys_path = start->keys_path;
	app->copy_path = start->copy_path;
	app->hyphens_folder = start->hyphens_folder;
	app->reread = start->reread;
	app->idle = start->idle;
	if (start->encoding != NULL)
		app->encoding = xstrdup(start->encoding);
	app->reread_data = start->reread_data;
	app->focus.from = NOWHERE;
	app->left.at = NOWHERE;
	buf_init(&app->keys.typed);
	buf_init(&app->keys.pasted);
	if (app->store != NULL &&
	    !store_place(app->store, &app->id, app->book, &place))
		place = 0;
	app->saved_place = place;
	if (app->store == NULL || app->id.row == 0)
		app->saved_place = NOWHERE;
	app->view.anchor = book_snap(app->book, place);
	if (start->first != NULL)
		first_place(app, start->first);
	view_resize(app);
	marks_load(app);
	if (!app->options.v[OPT_apparatus] && !app_reread(app, &err))
		app_say_error(app, "%s", err.text);
	if (start->message != NULL)
		app_say_error(app, "%s", start->message);
	else if (!screen_is_utf8())
		app_say(app, "This terminal's locale is not UTF-8: the text is "
			     "shown in ASCII");
	if (app->message.error)
		mend_offer(app);
	else
		review_announce(app);
}

static void
end(struct app *app)
{
	pane_close_all(app);
	prompt_close(app);
	app_save_place(app);
	view_free(app);
	history_free(app);
	find_forget(app);
	point_forget(app);
	mouse_forget(app);
	picture_forget(app);
	desk_forget(app);
	search_free(app->search);
	annotations_free(&app->marks);
	free(app->early.v);
	free(app->encoding);
	keymap_free(app->keys.map);
	book_free(app->own_book);
	buf_free(&app->message.text);
	buf_free(&app->keys.typed);
	buf_free(&app->keys.pasted);
}

bool
tui_possible(struct err *err)
{
	if (!isatty(STDIN_FILENO))
		return err_set(err, ERR_TERMINAL,
		    "standard input is no terminal, so that no keys can be "
		    "read; izba text FILE prints a book");
	if (!isatty(STDOUT_FILENO))
		return err_set(err, ERR_TERMINAL,
		    "standard output is no terminal; izba text FILE prints a "
		    "book");
	return true;
}

/* The reader's own files; what is wrong in one is said, and izba answers as it
 * does without it. */
static void
configure(struct app *app, const struct tui_start *start)
{
	const char *sync = getenv("IZBA_SYNC");
	struct buf name = BUF_INIT;
	struct err err;

	app->sync = sync == NULL ? 0 : atoi(sync);
	options_init(&app->options);
	buf_init(&app->message.text);
	if (start->options_path != NULL &&
	    !config_options(&app->options, start->options_path, &err))
		app_say_error(app, "%s", err.text);
	options_value(&app->options, OPT_keymap, &name);
	app->keys.map =
	    config_keys(start->keymap != NULL ? start->keymap : name.p,
		start->keys_path, &err);
	buf_free(&name);
	if (app->keys.map != NULL)
		return;
	app_say_error(app, "%s", err.text);
	app->keys.map = config_keys(NULL, NULL, &err);
	assert(app->keys.map != NULL);
}

/* The whole book, while its first page may be looked at; false if the reader
 * leaves before, or with a sentence if it can't be read. */
static bool
whole_book(struct app *app, struct tui_start *start, const sigset_t *mask,
    bool *fine, struct err *err)
{
	if (start->first == NULL)
		return true;
	if (!first_page(app, start, mask))
		return false;
	*fine = start->whole(start->reread_data, start, err);
	return *fine;
}

bool
tui_read(const struct tui_start *how, int *signal, struct err *err)
{
	struct app app = {.stale = STALE_ALL};
	struct tui_start start = *how;
	bool fine = true, begun;
	sigset_t mask;

	if (!tui_possible(err))
		return false;
	configure(&app, &start);
	screen_set_colour(app.options.v[OPT_colour] == 0 && start.colour);
	if (!screen_open(err)) {
		keymap_free(app.keys.map);
		buf_free(&app.message.text);
		return false;
	}
	memory_on_exhaustion(screen_close);
	if (app.options.v[OPT_mouse])
		app.options.v[OPT_mouse] = screen_set_mouse(true);
	signals_take(&mask);
	begun = whole_book(&app, &start, &mask, &fine, err);
	if (begun) {
		begin(&app, &start);
		first_keys(&app);
		run(&app, &mask);
	}
	screen_close();
	if (begun && app.signal != 0) {
		prompt_rescue(&app);
		unsaved_rescue(&app);
	}
	end(&app);
	*signal = app.signal;
	signals_give(&mask);
	return fine;
}
