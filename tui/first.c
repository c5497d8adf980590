/*
 * The first page of a book that is still being read: looked at, sized, left.
 * Everything else needs the whole book, so other keys are kept for it; they
 * will not have to wait long.
 *
 * It is a page like any other, of a short book that is only the beginning.
 * Where the whole book turns out to look otherwise there (its notes are at its
 * end), it is painted once more.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tui/app.h"
#include "tui/first.h"
#include "tui/loop.h"
#include "tui/signals.h"
#include "tui/tui.h"

#define LIMIT_EARLY 65536u /* keys that are kept */

/* Does this key, typed before any other, leave? */
static bool
is_leaving(const struct app *app, uint32_t key)
{
	uint32_t node = KEYMAP_TOP;
	struct binding b;

	return app->early.n == 0 &&
	       (key == K_CTRL('c') || (keymap_step(app->keys.map, MODE_READ,
					   &node, key, &b) == KEYMAP_HIT &&
					  b.id == COMMAND_quit));
}

/* Take the keys that wait; false if one leaves. */
static bool
take_keys(struct app *app)
{
	uint32_t key;

	while ((key = screen_key()) != K_NONE) {
		if (is_leaving(app, key))
			return false;
		/* where the mouse was is not known later */
		if (key != K_MOUSE && app->early.n < LIMIT_EARLY)
			ARRAY_PUSH(
			    app->early.v, app->early.n, app->early.cap, key);
	}
	return true;
}

/* An app that can do no more than show this page. */
static void
page_begin(
    struct app *page, const struct app *app, const struct tui_start *start)
{
	*page = (struct app){.stale = STALE_ALL,
	    .book = start->first,
	    .hyphens_folder = start->hyphens_folder,
	    .options = app->options};
	page->keys.map = app->keys.map;
	page->focus.from = NOWHERE;
	page->left.at = NOWHERE;
	page->path = history_enter(page, start->path);
	buf_init(&page->message.text);
	buf_init(&page->keys.typed);
	buf_init(&page->keys.pasted);
	page->view.anchor = book_snap(page->book, 0);
	view_resize(page);
	/* on a single row the page is more worth */
	if (screen_rows() > 1)
		app_say(page, "Reading the book …");
}

static void
page_end(struct app *page)
{
	view_free(page);
	history_free(page);
	buf_free(&page->message.text);
	buf_free(&page->keys.typed);
	buf_free(&page->keys.pasted);
}

bool
first_page(struct app *app, const struct tui_start *start, const sigset_t *mask)
{
	struct app page;
	bool stays = true;
	int ready;

	page_begin(&page, app, start);
	app_draw(&page);
	ready = start->whole_begin(start->reread_data);
	while (stays && ready >= 0 && !input_waits(ready)) {
		app_draw(&page);
		app_sync(app, SYNC_FIRST, app->early.n);
		wait_for_key(mask, ready, 0);
		stays = !signals_act(&page) && !page.quit && take_keys(app);
	}
	app->signal = page.signal;
	page_end(&page);
	return stays;
}

void
first_keys(struct app *app)
{
	for (size_t i = 0; i < app->early.n && !app->quit; i++)
		app_key(app, app->early.v[i]);
	free(app->early.v);
	memset(&app->early, 0, sizeof(app->early));
}
