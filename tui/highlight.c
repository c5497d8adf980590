/*
 * Highlights from the keyboard: made, moved at their ends, and given another
 * look.  Their date, their note and their id stay.
 */
#include <string.h>

#include <izba/text.h>

#include "tui/here.h"
#include "tui/marks.h"
#include "tui/select.h"

/* ---- colours and styles ---- */

/* What a highlight's look is made of. */
enum look { LOOK_OF_COLOUR, LOOK_OF_STYLE, LOOKS };

static const struct {
	const char *const *names;
	int n;
	enum option_id option; /* of the next highlight */
	const char *what;
} looks[LOOKS] = {
    [LOOK_OF_COLOUR] = {colour_names, COLOURS, OPT_highlight, "colour"},
    [LOOK_OF_STYLE] = {mark_style_names, MARK_STYLES, OPT_style, "style"},
};

static int
look_of(const struct annotation *a, enum look look)
{
	return look == LOOK_OF_COLOUR ? (int)a->colour : (int)a->style;
}

static void
look_set(struct annotation *a, enum look look, int value)
{
	if (look == LOOK_OF_COLOUR)
		a->colour = (enum colour)value;
	else
		a->style = (enum mark_style)value;
}

/* The number of a name, or as many as there are. */
static int
look_named(enum look look, struct str word)
{
	int i = 0;

	while (i < looks[look].n && !str_is(word, looks[look].names[i]))
		i++;
	return i;
}

/* The look of the next highlight. */
static void
look_default(struct app *app, struct annotation *a)
{
	for (int l = 0; l < LOOKS; l++)
		look_set(a, (enum look)l, app->options.v[looks[l].option]);
}

/* What a command asks for: by its argument, by its count, or what comes after
 * `now`; -1 with something said if there is no such look. */
static int
look_wanted(struct app *app, const struct call *call, enum look look, int now)
{
	int i = looks[look].n;

	if (call->arg.n == 0 && !call->counted)
		return (now + 1) % i;
	if (call->arg.n > 0)
		i = look_named(look, call->arg);
	else if (call->count >= 1 && call->count <= (uint32_t)i)
		i = (int)call->count - 1;
	if (i < looks[look].n)
		return i;
	app_say_error(app, "No such %s", looks[look].what);
	return -1;
}

/* The look of the mark here; without one, or while something new is being
 * selected, that of the next highlight. */
static void
look_change(struct app *app, const struct call *call, enum look look)
{
	bool fresh = select_active(app) && select_reshaped(app) == NULL;
	const struct annotation *a = fresh ? NULL : here_mark(app);
	enum option_id option = looks[look].option;
	struct annotation after;
	int to;

	to = look_wanted(app, call, look,
	    a != NULL ? look_of(a, look) : app->options.v[option]);
	if (to < 0)
		return;
	if (a == NULL) {
		app->options.v[option] = to;
		app_say(
		    app, "Highlights from now on: %s", looks[look].names[to]);
		app_stale(app, STALE_STATUS);
		return;
	}
	after = *a;
	look_set(&after, look, to);
	if (marks_change(app, &after))
		app_say(app, "%s", looks[look].names[to]);
}

void
cmd_recolour(struct app *app, const struct call *call)
{
	look_change(app, call, LOOK_OF_COLOUR);
}

void
cmd_style(struct app *app, const struct call *call)
{
	look_change(app, call, LOOK_OF_STYLE);
}

/* ---- making ---- */

/* "sentence", "pink", "underline" or several: take the looks out of the
 * argument. */
static struct str
take_looks(struct str arg, struct annotation *a)
{
	struct str rest = {NULL, 0};

	while (arg.n > 0) {
		size_t n = str_find(arg, STR(" "));
		struct str word = str_slice(arg, 0, n);
		bool taken = false;

		for (int l = 0; l < LOOKS; l++) {
			int i = look_named((enum look)l, word);

			if (i == looks[l].n)
				continue;
			look_set(a, (enum look)l, i);
			taken = true;
		}
		if (!taken)
			rest = word;
		arg = str_trim(str_slice(arg, word.n, arg.n));
	}
	return rest;
}

const struct annotation *
marks_of_span(struct app *app, struct span s)
{
	for (size_t i = 0; i < app->marks.n && app->marks.v[i].from <= s.from;
	     i++) {
		const struct annotation *a = &app->marks.v[i];

		if (a->kind != ANNOTATION_BOOKMARK && a->from == s.from &&
		    a->to == s.to && s.from < s.to && a->state != ANCHOR_LOST)
			return a;
	}
	return NULL;
}

/* The mark whose ends are being moved gets the span that is selected; a count
 * is its colour. */
static void
highlight_reshape(struct app *app, const struct call *call, const char *uuid)
{
	const struct annotation *old = marks_of_id(app, uuid);
	struct annotation a;
	struct span s;

	if (old == NULL) {
		app_say_error(app, "The annotation is gone");
		select_end(app);
		return;
	}
	a = *old;
	if (!select_span(app, &s))
		return;
	a.from = s.from;
	a.to = s.to;
	a.state = ANCHOR_EXACT;
	if (call->counted && call->count >= 1 && call->count <= COLOURS)
		a.colour = (enum colour)(call->count - 1);
	if (!marks_change(app, &a))
		return;
	select_end(app);
	if (app->focus.from != NOWHERE)
		app->focus = (struct focus){s.from, s.to};
	app_say(app, "The mark has its new ends");
}

/* Mark a span: what is marked already gets the look. */
static bool
highlight_set(struct app *app, struct annotation *a)
{
	const struct annotation *old =
	    marks_of_span(app, (struct span){a->from, a->to});
	struct annotation after;

	if (old == NULL)
		return marks_add(app, a);
	after = *old;
	after.colour = a->colour;
	after.style = a->style;
	return (old->colour == a->colour && old->style == a->style) ||
	       marks_change(app, &after);
}

void
cmd_highlight(struct app *app, const struct call *call)
{
	struct annotation a = {.kind = ANNOTATION_HIGHLIGHT};
	struct str object;
	struct span s;

	if (select_reshaped(app) != NULL) {
		highlight_reshape(app, call, select_reshaped(app));
		return;
	}
	look_default(app, &a);
	object = take_looks(call->arg, &a);
	if (call->counted && call->count >= 1 && call->count <= COLOURS)
		a.colour = (enum colour)(call->count - 1);
	if (!select_or_object(app, object, &s))
		return;
	a.from = s.from;
	a.to = s.to;
	if (!highlight_set(app, &a))
		return;
	for (int l = 0; l < LOOKS; l++)
		app->options.v[looks[l].option] = look_of(&a, (enum look)l);
	select_end(app);
	if (a.style == SOLID)
		app_say(app, "Highlighted in %s", colour_names[a.colour]);
	else
		app_say(app, "Highlighted in %s, %s", colour_names[a.colour],
		    mark_style_names[a.style]);
}

/* ---- its ends ---- */

/* A mark is selected again: its ends move, Enter keeps them. */
void
cmd_reshape(struct app *app, const struct call *call)
{
	const struct annotation *a = here_want(app);

	(void)call;
	if (a == NULL || !marks_writable(app))
		return;
	if (a->from == a->to)
		app_say(app, "This note is on a place: it has no ends");
	else
		select_reshape(app, a);
}
