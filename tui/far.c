/*
 * To another book: as the shelf has it, or at an annotation in it.
 */
#include <errno.h>
#include <string.h>

#include <izba/formats.h>

#include "tui/far.h"
#include "tui/here.h"
#include "tui/marks.h"

struct str
far_name(const struct shelf_book *k)
{
	struct str path = k->path;

	if (k->title.n > 0)
		return k->title;
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/')
			return str_slice(path, i, path.n);
	return path.n > 0 ? path : STR("(a book without a name)");
}

/* Append the path of a book on the shelf; false if there is none. */
static bool
path_of(struct app *app, int64_t row, struct buf *out, struct err *err)
{
	struct shelf shelf;

	if (!store_shelf(app->store, &shelf, err))
		return false;
	for (size_t i = 0; i < shelf.n; i++)
		if (shelf.v[i].row == row)
			buf_str(out, shelf.v[i].path);
	shelf_free(&shelf);
	return out->n > 0 ||
	       err_set(err, ERR_FILE,
		   "it is not known where the file of this book is");
}

bool
far_open(struct app *app, const char *path, struct err *err)
{
	struct moment left = history_now(app);
	const char *name = strrchr(path, '/');

	if (!book_path_exists(path))
		return err_set(err, ERR_FILE,
		    "%s: %s; what was left in it is kept",
		    name != NULL ? name + 1 : path, strerror(errno));
	if (!app_switch(app, path, err))
		return false;
	history_record_from(app, left);
	return true;
}

void
far_go(struct app *app, const struct annotation *a)
{
	struct buf path = BUF_INIT;
	char uuid[37];
	struct err err;

	memcpy(uuid, a->uuid, sizeof(uuid));
	if (!path_of(app, a->book, &path, &err) ||
	    !far_open(app, path.p, &err)) {
		app_say_error(app, "%s", err.text);
	} else {
		a = marks_of_id(app, uuid);
		if (a != NULL && a->state != ANCHOR_LOST) {
			view_show(app, a->from);
			here_choose(app, a);
		} else
			app_say(app, "Its text is not in this book any more; "
				     "the quote and the note are kept");
		/* a glance does not change where the book was left */
		app->saved_place = app->view.anchor;
	}
	buf_free(&path);
}
