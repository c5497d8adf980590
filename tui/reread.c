/*
 * Options that need more than another painting: reading the book again with or
 * without its apparatus or in another encoding, and another key map.
 */
#include <stdlib.h>

#include "tui/app.h"
#include "tui/config.h"

/* The place in a fresh reading that has the words of a place in the old one; it
 * itself if they are nowhere. */
static uint32_t
place_by_words(const struct book *old, const struct book *fresh, uint32_t place)
{
	enum { WORDS = 80 };
	struct str words = str_slice(old->text, place,
	    old->text.n - place < WORDS ? old->text.n : place + WORDS);
	size_t at = place;

	if (place + words.n > fresh->text.n ||
	    !str_eq(str_slice(fresh->text, place, place + words.n), words))
		at = str_find(fresh->text, words);
	return book_snap(fresh, at == SIZE_MAX ? place : (uint32_t)at);
}

uint32_t
place_between(const struct book *old, const struct book *fresh, uint32_t place)
{
	struct origin o;

	if (str_eq(fresh->encoding, old->encoding) &&
	    fresh->text.n == old->text.n)
		return book_snap(fresh, place);
	o = book_origin(old, place);
	return o.byte == NOWHERE ? place_by_words(old, fresh, place)
				 : book_place_of(fresh, o.byte);
}

/* Carry the marks over to another reading of the same bytes: what they are on
 * reads otherwise now, so that their words would not be found. */
static bool
carry_marks(struct app *app, const struct book *fresh, struct err *err)
{
	bool ok = true;

	if (app->store == NULL || app->id.row == 0 || app->marks.n == 0 ||
	    store_why_read_only(app->store) != NULL)
		return true;
	if (!store_begin(app->store, err))
		return false;
	for (size_t i = 0; ok && i < app->marks.n; i++) {
		struct annotation a = app->marks.v[i];

		if (a.state == ANCHOR_LOST)
			continue;
		a.from = place_between(app->book, fresh, a.from);
		a.to = place_between(app->book, fresh, a.to);
		a.state = ANCHOR_EXACT;
		a.listed.from = NOWHERE; /* its words are others now */
		ok = store_update(app->store, &app->id, fresh, &a, err);
	}
	return store_end(app->store, ok, err);
}

static bool
reread(struct app *app, const char *encoding, struct err *err)
{
	bool with = app->options.v[OPT_apparatus] != 0;
	struct book *fresh =
	    app->reread(app->reread_data, app->path, with, encoding, err);

	if (fresh == NULL)
		return false;
	if (!str_eq(fresh->encoding, app->book->encoding)) {
		app->saved_place = NOWHERE;
		if (!carry_marks(app, fresh, err)) {
			book_free(fresh);
			return false;
		}
	}
	app->view.anchor = place_between(app->book, fresh, app->view.anchor);
	for (size_t i = 0; i < app->history.n; i++)
		if (app->history.v[i].book == app->history.book)
			app->history.v[i].place = place_between(
			    app->book, fresh, app->history.v[i].place);
	app_take_book(app, fresh);
	return true;
}

bool
app_reread(struct app *app, struct err *err)
{
	return reread(app, app->encoding, err);
}

bool
app_reread_in(struct app *app, const char *encoding, struct err *err)
{
	if (!reread(app, encoding, err))
		return false;
	free(app->encoding);
	app->encoding = encoding == NULL ? NULL : xstrdup(encoding);
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
