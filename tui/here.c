/*
 * The marks where the reader looks.  They may lie over each other: a key goes
 * from one to the next, a list shows them all.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/find.h"
#include "tui/here.h"
#include "tui/list.h"
#include "tui/marks.h"
#include "tui/peek.h"
#include "tui/select.h"
#include "tui/tags.h"

/* ---- finding ---- */

/* Does a mark hold something of a span, or its place lie in a line? */
static bool
lies_in(const struct annotation *a, struct span s, struct span line)
{
	if (a->state == ANCHOR_LOST)
		return false;
	if (a->from < a->to)
		return a->from < s.to && a->to > s.from;
	return a->from >= line.from && a->from < line.to;
}

static void
gather(struct app *app, bool bookmarks, struct span s, struct span line,
    struct here *out)
{
	for (size_t i = 0; i < app->marks.n; i++) {
		const struct annotation *a = &app->marks.v[i];

		if (a->from >= s.to && a->from >= line.to)
			break;
		if ((bookmarks || a->kind != ANNOTATION_BOOKMARK) &&
		    lies_in(a, s, line))
			ARRAY_PUSH(out->v, out->n, out->cap, a);
	}
}

static int
shorter_first(const void *x, const void *y)
{
	const struct annotation *a = *(const struct annotation *const *)x;
	const struct annotation *b = *(const struct annotation *const *)y;
	uint32_t m = a->to - a->from, n = b->to - b->from;

	return m != n ? (m > n) - (m < n) : (a > b) - (a < b);
}

/* What the reader points at: with the caret, the focus, the search; false if
 * nothing is pointed at. */
static bool
pointed(struct app *app, struct span *at, struct span *line)
{
	const struct view *v = &app->view;
	uint32_t focus = app->focus.from, hit = find_place(app);

	if (select_caret(app, at, line))
		return true;
	if (peek_place(app) != NOWHERE)
		focus = peek_place(app);
	else if (focus == NOWHERE || focus < v->from || focus >= v->to)
		focus = hit;
	*at = *line = (struct span){focus, focus + (focus != NOWHERE)};
	return focus != NOWHERE;
}

void
here_find(struct app *app, bool bookmarks, struct here *out)
{
	const struct span page = {app->view.from, app->view.to};
	const struct annotation *a;
	struct span at, line;

	*out = (struct here){.n = 0};
	if (peek_mark(app) != NULL) {
		a = marks_of_id(app, peek_mark(app));
		if (a != NULL)
			ARRAY_PUSH(out->v, out->n, out->cap, a);
		return;
	}
	if (!pointed(app, &at, &line)) {
		gather(app, bookmarks, page, page, out);
		return;
	}
	gather(app, bookmarks, at, line, out);
	if (out->n > 1)
		qsort(out->v, out->n, sizeof(*out->v), shorter_first);
}

void
here_free(struct here *h)
{
	free(h->v);
}

/* ---- choosing ---- */

/* The place of the chosen one, 0 if it is not among them. */
static size_t
chosen(const struct app *app, const struct here *h)
{
	for (size_t i = 0; i < h->n; i++)
		if (strcmp(h->v[i]->uuid, app->chosen) == 0)
			return i;
	return 0;
}

const struct annotation *
here_of(const struct app *app, const struct here *h)
{
	return h->v[chosen(app, h)];
}

bool
here_is_chosen(const struct app *app, const struct here *h)
{
	return strcmp(here_of(app, h)->uuid, app->chosen) == 0;
}

static const struct annotation *
here_one(struct app *app, bool bookmarks)
{
	struct here h;
	const struct annotation *a;

	here_find(app, bookmarks, &h);
	a = h.n > 0 ? h.v[chosen(app, &h)] : NULL;
	here_free(&h);
	return a;
}

const struct annotation *
here_mark(struct app *app)
{
	struct span at, line;

	return peek_mark(app) != NULL || pointed(app, &at, &line)
		   ? here_one(app, false)
		   : NULL;
}

const struct annotation *
here_any(struct app *app)
{
	return here_one(app, true);
}

const struct annotation *
here_want(struct app *app)
{
	const struct annotation *a = here_one(app, false);

	if (a == NULL)
		app_say(app, "No highlight and no note here");
	return a;
}

void
here_choose(struct app *app, const struct annotation *a)
{
	memcpy(app->chosen, a->uuid, sizeof(app->chosen));
	app_stale(app, STALE_PAGE | STALE_STATUS);
}

/* ---- showing ---- */

/* "yellow underline  Who told it?  #reports". */
static void
say_mark(const struct annotation *a, struct buf *out)
{
	struct buf tags = BUF_INIT;

	buf_puts(out, colour_names[a->colour]);
	if (a->style != SOLID)
		buf_printf(out, " %s", mark_style_names[a->style]);
	if (a->body.n > 0) {
		buf_puts(out, "  ");
		text_fold(out, NULL,
		    str_slice(a->body, 0, text_fit(a->body, 200)), 0,
		    FOLD_SPACE);
	}
	/* those that do not stand in its words already */
	words_retag(&tags, a->tags, a->body, (struct str){NULL, 0});
	if (tags.n > 0)
		buf_puts(out, "  ");
	tags_write(buf_lend(&tags), out);
	buf_free(&tags);
}

void
here_status(struct app *app, struct buf *out)
{
	struct here h;
	size_t i;

	here_find(app, false, &h);
	i = chosen(app, &h);
	if (h.n > 1)
		buf_printf(out, "%zu/%zu ", i + 1, h.n);
	if (h.n > 0)
		say_mark(h.v[i], out);
	here_free(&h);
}

void
cmd_mark_cycle(struct app *app, const struct call *call)
{
	struct buf said = BUF_INIT;
	struct here h;
	size_t i;

	here_find(app, false, &h);
	i = chosen(app, &h);
	if (h.n == 0) {
		app_say(app, "No highlight and no note here");
	} else {
		/* the first time it is the one that is meant already */
		if (strcmp(h.v[i]->uuid, app->chosen) == 0)
			i = (i + call->count) % h.n;
		here_choose(app, h.v[i]);
		here_status(app, &said);
		app_say(app, "%s", said.p);
	}
	here_free(&h);
	buf_free(&said);
}

/* ---- from one to the next ---- */

/* The first mark that begins after a place, or the last before it. */
static const struct annotation *
mark_beside(struct app *app, uint32_t place, const char *uuid, bool back)
{
	const struct annotation *best = NULL;
	bool seen = false;

	for (size_t i = 0; i < app->marks.n; i++) {
		const struct annotation *a = &app->marks.v[i];
		bool same = strcmp(a->uuid, uuid) == 0;

		if (a->kind == ANNOTATION_BOOKMARK || a->state == ANCHOR_LOST)
			continue;
		/* those that begin where the chosen one does come in their
		 * order */
		if (back && (a->from < place || (a->from == place && !seen)) &&
		    !same)
			best = a;
		if (!back && (a->from > place || (a->from == place && seen)))
			return a;
		seen = seen || same;
		if (back && same)
			break;
	}
	return best;
}

static void
mark_step(struct app *app, const struct call *call, bool back)
{
	const struct annotation *a = here_mark(app), *next = NULL;
	uint32_t place = app->view.from;
	const char *uuid = "";
	struct span at, line;

	if (select_caret(app, &at, &line))
		place = at.from;
	else if (app->focus.from != NOWHERE && a != NULL)
		place = app->focus.from;
	else if (!back && place > 0)
		place--; /* the page's own first is the next */
	if (a != NULL && a->from == place)
		uuid = a->uuid;
	for (uint32_t i = 0; i < call->count; i++) {
		a = mark_beside(app, place, uuid, back);
		if (a == NULL)
			break;
		next = a;
		place = a->from;
		uuid = a->uuid;
	}
	if (next == NULL) {
		app_say(app, back ? "No mark before" : "No mark after this");
		return;
	}
	here_choose(app, next);
	select_show(app, next->from, next->to);
}

void
cmd_mark_next(struct app *app, const struct call *call)
{
	mark_step(app, call, false);
}

void
cmd_mark_prev(struct app *app, const struct call *call)
{
	mark_step(app, call, true);
}

/* ---- the list ---- */

static void
marks_fill(struct app *app, struct list *l)
{
	struct buf words = BUF_INIT;
	struct here h;

	here_find(app, false, &h);
	for (size_t i = 0; i < h.n; i++) {
		const struct annotation *a = h.v[i];

		buf_clear(&words);
		say_mark(a, &words);
		if (a->quote.n > 0) {
			buf_puts(&words, "  “");
			text_fold(&words, NULL,
			    str_slice(a->quote, 0, text_fit(a->quote, 200)), 0,
			    FOLD_SPACE);
			buf_puts(&words, "”");
		}
		list_add(
		    l, &(struct list_item){
			   .text = arena_str(l->arena, buf_lend(&words)),
			   .id = (uint32_t)(a - app->marks.v),
			   .place = a->from,
			   .indent = 1,
			   .sign = a->body.n > 0 ? STR("✎") : STR("▌"),
			   .sign_look = LOOK_HUE(HUE_PINK + (int)a->colour),
		       });
	}
	buf_free(&words);
	here_free(&h);
}

static void
marks_enter(struct app *app, struct list *l, const struct list_item *item)
{
	const struct annotation *a = &app->marks.v[item->id];

	(void)l;
	pane_close(app);
	here_choose(app, a);
}

static const struct status_key marks_keys[] = {
    {COMMAND_follow, "choose"},
    {COMMAND_item_filter, "filter"},
    {COMMAND_close, "close"},
    {COMMAND_nothing, NULL},
};

static const struct list_kind marks_list = {
    .name = "Marks here",
    .empty = "no highlight and no note here",
    .keys = marks_keys,
    .fill = marks_fill,
    .enter = marks_enter,
};

void
cmd_marks(struct app *app, const struct call *call)
{
	(void)call;
	list_open(app, &marks_list, NOWHERE);
}
