/*
 * Looks, life and death of annotations from the workbench.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/ask.h"
#include "tui/desk.h"
#include "tui/marks.h"

/* ---- colours and styles ---- */

/* The word of a list that an argument begins, or `n`; -1 without argument. */
static int
word_of(struct str arg, const char *const *words, int n)
{
	int i = 0;

	if (arg.n == 0)
		return -1;
	while (i < n && !str_eq(str_slice(str_of(words[i]), 0, arg.n), arg))
		i++;
	return i;
}

/* What a command names of n words: by its argument, by its count, or what comes
 * after `now`; n if it is none of them. */
static int
choice_of(const struct call *c, const char *const *words, int n, int now)
{
	int named = word_of(c->arg, words, n);

	if (named >= 0)
		return named;
	if (c->counted)
		return c->count >= 1 && c->count <= (uint32_t)n
			   ? (int)c->count - 1
			   : n;
	return (now + 1) % n;
}

static bool
set_colour(
    struct app *app, const struct annotation *a, void *data, struct err *err)
{
	struct annotation after = *a;

	after.colour = *(const enum colour *)data;
	return a->kind == ANNOTATION_BOOKMARK || after.colour == a->colour ||
	       desk_update(app, &after, err);
}

static bool
set_style(
    struct app *app, const struct annotation *a, void *data, struct err *err)
{
	struct annotation after = *a;

	after.style = *(const enum mark_style *)data;
	return a->kind == ANNOTATION_BOOKMARK || after.style == a->style ||
	       desk_update(app, &after, err);
}

/* Set a look of all of them, and say which: "green", "3: green". */
static void
set_look(struct app *app, struct desk *d, desk_change_fn *fn, void *look,
    const char *name)
{
	struct desk_targets t = desk_targets(d);

	if (t.coloured == 0)
		app_say(app, "A bookmark has no colour and no style");
	else if (!desk_change(app, d, &t, fn, look))
		; /* said */
	else if (t.n == 1)
		app_say(app, "%s", name);
	else
		app_say(app, "%zu: %s", t.coloured, name);
	free(t.v);
}

void
desk_recolour(struct app *app, struct desk *d, const struct call *c)
{
	const struct annotation *a = desk_hand(d);
	enum colour colour;

	if (a == NULL || !desk_may_change(app, d))
		return;
	colour =
	    (enum colour)choice_of(c, colour_names, COLOURS, (int)a->colour);
	if (colour < COLOURS)
		set_look(app, d, set_colour, &colour, colour_names[colour]);
	else
		app_say_error(app, "The colours are 1 pink, 2 orange, 3 "
				   "yellow, 4 green, 5 blue, 6 purple");
}

void
desk_restyle(struct app *app, struct desk *d, const struct call *c)
{
	const struct annotation *a = desk_hand(d);
	enum mark_style style;

	if (a == NULL || !desk_may_change(app, d))
		return;
	style = (enum mark_style)choice_of(
	    c, mark_style_names, MARK_STYLES, (int)a->style);
	if (style < MARK_STYLES)
		set_look(app, d, set_style, &style, mark_style_names[style]);
	else
		app_say_error(app, "The styles are 1 solid, 2 underline, 3 "
				   "strikethrough, 4 outline");
}

/* ---- deleting and bringing back ---- */

static bool
set_dead(
    struct app *app, const struct annotation *a, void *data, struct err *err)
{
	(void)data;
	return store_delete(app->store, a->uuid, err);
}

static bool
set_alive(
    struct app *app, const struct annotation *a, void *data, struct err *err)
{
	(void)data;
	return store_restore(app->store, a->uuid, err);
}

void
desk_delete(struct app *app, struct desk *d, const struct call *c)
{
	struct key_name undo = app_key_name(app, MODE_DESK, COMMAND_undo);
	struct desk_targets t;

	(void)c;
	if (d->state->trash) {
		app_say(app, "This was deleted already; purge forgets it for "
			     "good");
		return;
	}
	t = desk_targets(d);
	if (t.n > 0 && marks_writable(app) &&
	    desk_change(app, d, &t, set_dead, NULL)) {
		if (t.n == 1)
			app_say(app, "Deleted; %s brings it back", undo.s);
		else
			app_say(app, "%zu deleted; %s brings them back", t.n,
			    undo.s);
	}
	free(t.v);
}

void
desk_restore(struct app *app, struct desk *d, const struct call *c)
{
	struct desk_targets t;

	(void)c;
	if (!d->state->trash) {
		app_say(app, "This was not deleted; trash shows what was");
		return;
	}
	t = desk_targets(d);
	if (t.n > 0 && marks_writable(app) &&
	    desk_change(app, d, &t, set_alive, NULL))
		app_say(app, "%zu restored", t.n);
	free(t.v);
}

/* ---- forgetting ---- */

static void
purge(struct app *app, struct desk *d, const struct desk_targets *t)
{
	char(*uuids)[37] = xcalloc(t->n + 1, sizeof(*uuids));
	uint32_t n;
	struct err err;

	for (size_t i = 0; i < t->n; i++)
		memcpy(uuids[i], t->v[i]->uuid, sizeof(*uuids));
	if (store_purge_some(app->store, uuids, t->n, &n, &err)) {
		desk_show_again(app, d, 0);
		app_say(app, "%u forgotten for good", n);
	} else {
		app_say_error(app, "Nothing was forgotten: %s", err.text);
	}
	free(uuids);
}

void
desk_purge(struct app *app, struct desk *d, const struct call *c)
{
	struct desk_targets t = desk_targets(d);
	size_t n;

	if (!d->state->trash) {
		app_say(app, "Only what was deleted can be forgotten for good");
	} else if (t.n == 0 || !marks_writable(app)) {
		/* nothing there, or said */
	} else if (c->arg.n == 0) {
		buf_clear(&d->question);
		buf_printf(&d->question,
		    "Forget %zu for good, so that no undo brings them back? "
		    "y or n",
		    t.n);
		ask_key(app, c, d->question.p);
	} else if (cp_qwerty(cp_lower(
		       cp_decode(c->arg.p, c->arg.p + c->arg.n, &n))) == 'y') {
		purge(app, d, &t);
	} else {
		app_say(app, "Nothing was forgotten");
	}
	free(t.v);
}
