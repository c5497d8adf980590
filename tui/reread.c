/*
 * Options that need more than another painting: reading the book again with or
 * without its apparatus, and another key map.
 */
#include "tui/app.h"
#include "tui/config.h"
#include "tui/find.h"
#include "tui/point.h"

bool
app_reread(struct app *app, struct err *err)
{
	bool with = app->options.v[OPT_apparatus] != 0;
	struct book *fresh = app->reread(app->reread_data, with, err);

	if (fresh == NULL)
		return false;
	/* nothing that points into the old book may stay */
	pane_close_all(app);
	find_forget(app);
	point_forget(app);
	app->focus.from = NOWHERE;
	search_free(app->search);
	app->search = NULL;
	layout_free(app->layout);
	app->layout = NULL;
	book_free(app->own_book);
	app->book = app->own_book = fresh;
	app->view.anchor = book_snap(fresh, app->view.anchor);
	view_resize(app);
	app_marks_changed(app);
	return true;
}

bool
app_rekey(struct app *app, struct err *err)
{
	struct buf name = BUF_INIT;
	struct keymap *fresh;

	options_value(&app->options, OPT_keymap, &name);
	fresh = config_keys(name.p, app->keys_path, err);
	buf_free(&name);
	if (fresh == NULL)
		return false;
	keymap_free(app->keys.map);
	app->keys.map = fresh;
	return true;
}
