/*
 * The first pages of a book that is still being read: turned, sized, left.
 * Everything else needs the whole book, so other keys are kept for it; they
 * will not have to wait long.
 *
 * They are pages like any other, of a short book that is only the beginning.
 * Where the whole book turns out to look otherwise there (its notes are at its
 * end), the page is painted once more.
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

static void
say_reading(struct app *page, bool keys_wait)
{
	/* on a single row the page is more worth */
	if (screen_rows() > 1)
		app_say(page,
		    keys_wait
			? "Reading the book; what you typed is done then …"
			: "Reading the book …");
}

/* Turn the page if the key does that, and there is one; not to the last, where
 * the beginning was cut off. */
static bool
turn(struct app *page, const struct binding *b)
{
	static const enum command_id turning[] = {COMMAND_page_down,
	    COMMAND_page_up, COMMAND_half_down, COMMAND_half_up,
	    COMMAND_line_down, COMMAND_line_up};
	struct view before = page->view;

	for (size_t i = 0; i < LENGTH(turning); i++) {
		if (b->id != turning[i])
			continue;
		app_command(page, &(struct call){.id = b->id, .count = 1});
		if (page->view.to < page->book->text.n)
			return true;
		page->view = before;
		page->view.moved = true;
		app_stale(page, STALE_ALL);
	}
	return false;
}

/* Take the keys that wait; false if one leaves. */
static bool
take_keys(struct app *app, struct app *page)
{
	uint32_t key, node;
	struct binding b;
	bool bound;

	while ((key = screen_key()) != K_NONE) {
		node = KEYMAP_TOP;
		bound = keymap_step(app->keys.map, MODE_READ, &node, key, &b) ==
			KEYMAP_HIT;
		if (key == K_CTRL('c') ||
		    (app->early.n == 0 && bound && b.id == COMMAND_quit))
			return false;
		page->keys.handled++;
		/* where the mouse was is not known later */
		if (key != K_MOUSE && app->early.n < LIMIT_EARLY &&
		    (app->early.n > 0 || !bound || !turn(page, &b)))
			ARRAY_PUSH(
			    app->early.v, app->early.n, app->early.cap, key);
		say_reading(page, app->early.n > 0);
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
	say_reading(page, false);
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
		app_sync(app, SYNC_FIRST, page.keys.handled);
		wait_for_key(mask, ready, 0);
		stays =
		    !signals_act(&page) && !page.quit && take_keys(app, &page);
	}
	app->signal = page.signal;
	app->keys.handled = page.keys.handled - app->early.n;
	/* as far as it is known by now what stands where */
	app->early.turned = page.view;
	page_end(&page);
	return stays;
}

void
first_place(struct app *app, const struct book *first)
{
	const struct view *v = &app->early.turned;

	if (v->anchor == book_snap(first, 0))
		return;
	app->view.anchor = place_between(first, app->book, v->anchor);
	app->view.scrolled = v->scrolled;
	app->view.blanks = v->blanks;
}

void
first_keys(struct app *app)
{
	for (size_t i = 0; i < app->early.n && !app->quit; i++)
		app_key(app, app->early.v[i]);
	free(app->early.v);
	memset(&app->early, 0, sizeof(app->early));
}
