/*
 * Another book instead of the one that is read: its file, its store's row, its
 * place and its marks.
 */
#include <stdlib.h>

#include "tui/review.h"
#include "tui/app.h"
#include "tui/find.h"
#include "tui/picture.h"
#include "tui/point.h"

void
app_take_book(struct app *app, struct book *fresh)
{
	/* nothing that points into the old book may stay */
	pane_close_all(app);
	find_forget(app);
	point_forget(app);
	picture_forget(app);
	app->focus.from = NOWHERE;
	app->left.at = NOWHERE;
	search_free(app->search);
	app->search = NULL;
	layout_free(app->layout);
	app->layout = NULL;
	book_free(app->own_book);
	app->book = app->own_book = fresh;
	view_resize(app);
	app_marks_changed(app);
}

/* The book of a path, in the encoding that was asked for when it was read
 * before, of which a copy is put in *encoding: the caller's to free, or NULL. */
static struct book *
read_other(struct app *app, const char *path, bool with, char **encoding,
    struct err *err)
{
	struct buf name = BUF_INIT;
	struct book *b;

	*encoding = NULL;
	if (app->store != NULL && store_encoding(app->store, path, &name) &&
	    name.n > 0)
		*encoding = buf_take(&name);
	buf_free(&name);
	b = app->reread(app->reread_data, path, with, *encoding, err);
	if (b == NULL) {
		free(*encoding);
		*encoding = NULL;
	}
	return b;
}

struct book *
app_read_other(struct app *app, const char *path, struct err *err)
{
	char *encoding;
	struct book *b = read_other(app, path, true, &encoding, err);

	free(encoding);
	return b;
}

bool
app_switch(struct app *app, const char *path, struct err *err)
{
	bool with = app->options.v[OPT_apparatus] != 0;
	char *encoding;
	struct book *fresh = read_other(app, path, with, &encoding, err);
	struct book_id id;
	uint32_t place = 0;

	if (fresh == NULL)
		return false;
	if (!store_book(app->store, path, fresh, &id, err)) {
		book_free(fresh);
		free(encoding);
		return false;
	}
	app_save_place(app);
	app->path = history_enter(app, path);
	app->id = id;
	free(app->encoding);
	app->encoding = encoding;
	if (!store_place(app->store, &id, fresh, &place))
		place = 0;
	app->view.scrolled = false;
	app->view.blanks = 0;
	app->view.anchor = book_snap(fresh, place);
	app_take_book(app, fresh);
	app->saved_place = app->view.anchor;
	review_announce(app);
	return true;
}
