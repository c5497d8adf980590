/*
 * An annotation in the pane at the foot, and the links in its note.
 */
#include <string.h>

#include <izba/text.h>

#include "tui/desk.h"
#include "tui/far.h"
#include "tui/here.h"
#include "tui/mark.h"
#include "tui/marks.h"
#include "tui/peek.h"
#include "tui/when.h"

struct card
card_of_mark(const char *uuid)
{
	struct card c = {.kind = CARD_MARK,
	    .caller = NOWHERE,
	    .focus = NOWHERE,
	    .link = NOWHERE};

	memcpy(c.uuid, uuid, sizeof(c.uuid));
	return c;
}

/* ---- links ---- */

/* The i-th link of a note; false if there are not so many. */
static bool
link_at(struct str body, uint32_t i, struct span *where, struct str *id)
{
	size_t at = 0;

	while (words_link(body, &at, where, id))
		if (i-- == 0)
			return true;
	return false;
}

struct span
mark_link(struct app *app, const struct card *c)
{
	const struct annotation *a = marks_of_id(app, c->uuid);
	struct span where = {0, 0};
	struct str id;

	if (a == NULL || c->link == NOWHERE ||
	    !link_at(a->body, c->link, &where, &id))
		return (struct span){0, 0};
	return where;
}

/* The one of this book that an id is short for; *n is how many there are. */
static const struct annotation *
mark_of_short(struct app *app, struct str id, size_t *n)
{
	const struct annotation *found = NULL;

	*n = 0;
	for (size_t i = 0; i < app->marks.n; i++)
		if (str_eq(
			str_slice(str_of(app->marks.v[i].uuid), 0, id.n), id)) {
			found = &app->marks.v[i];
			++*n;
		}
	return found;
}

/* It is not in this book: look through the store. */
static void
follow_far(struct app *app, struct str id)
{
	struct annotations found;
	struct err err;

	if (app->store == NULL || !store_find(app->store, id, &found, &err)) {
		app_say_error(app, "%s",
		    app->store == NULL ? "No store is open" : err.text);
		return;
	}
	if (found.n == 0)
		app_say_error(app, "A broken link: there is no annotation %.*s",
		    (int)id.n, id.p);
	else if (found.n > 1)
		app_say_error(app, "%.*s is short for several annotations",
		    (int)id.n, id.p);
	else if (found.v[0].deleted != 0)
		app_say_error(app,
		    "A broken link: annotation %.*s is deleted "
		    "(the workbench's trash has it)",
		    (int)id.n, id.p);
	else
		far_go(app, &found.v[0]);
	annotations_free(&found);
}

static void
link_follow(struct app *app, struct str id, bool go)
{
	size_t n;
	const struct annotation *a = mark_of_short(app, id, &n);

	if (a == NULL) {
		follow_far(app, id);
	} else if (n > 1) {
		app_say_error(app, "%.*s is short for %zu annotations",
		    (int)id.n, id.p, n);
	} else if (!go || a->state == ANCHOR_LOST) {
		peek_open(app, card_of_mark(a->uuid));
	} else {
		uint32_t place = a->from;

		pane_close_all(app);
		view_jump(app, place);
	}
}

/* ---- the card ---- */

void
mark_title(struct app *app, const struct card *c, struct buf *out)
{
	const struct annotation *a = marks_of_id(app, c->uuid);

	if (a == NULL) {
		buf_puts(out, "deleted");
		return;
	}
	if (a->kind == ANNOTATION_BOOKMARK)
		buf_puts(out, "bookmark");
	else
		buf_printf(out, "%s %s", colour_names[a->colour],
		    a->style != SOLID ? mark_style_names[a->style]
				      : annotation_names[a->kind]);
	buf_puts(out, " · ");
	buf_str(out, a->address);
}

/* The reader's words, a part for each paragraph. */
static void
parts_of_body(struct str body, struct card_parts *out)
{
	for (size_t i = 0, end; i < body.n; i = end + 1) {
		for (end = i; end < body.n && body.p[end] != '\n';)
			end++;
		card_part_add(out, str_slice(body, i, end), (uint32_t)i,
		    (uint32_t)i, false);
	}
}

/* What each link leads to. */
static void
parts_of_links(struct app *app, struct str body, struct card_parts *out)
{
	struct buf words = BUF_INIT;
	struct span where;
	struct str id;
	size_t at = 0, n;

	while (words_link(body, &at, &where, &id)) {
		const struct annotation *a = mark_of_short(app, id, &n);

		buf_clear(&words);
		buf_printf(&words, "→ %.*s  ", (int)id.n, id.p);
		if (a != NULL && n == 1) {
			struct str s = a->quote.n > 0 ? a->quote : a->body;

			buf_str(&words, a->address);
			buf_puts(&words, "  ");
			text_fold(&words, NULL,
			    str_slice(s, 0, text_fit(s, 60)), 0, FOLD_SPACE);
		} else {
			buf_puts(
			    &words, n == 0 ? "not in this book" : "several");
		}
		card_part_add(out, buf_lend(&words), 0, 0, true);
	}
	buf_free(&words);
}

static void
parts_of_facts(const struct annotation *a, struct card_parts *out)
{
	struct buf words = BUF_INIT;

	for (size_t i = 0, end; i < a->tags.n; i = end + 1) {
		for (end = i; end < a->tags.n && a->tags.p[end] != ' ';)
			end++;
		buf_printf(&words, "#%.*s ", (int)(end - i), a->tags.p + i);
	}
	buf_printf(&words, "%.8s, made ", a->uuid);
	when_write(&words, a->created);
	if (a->modified > a->created) {
		buf_puts(&words, ", changed ");
		when_write(&words, a->modified);
	}
	if (a->state == ANCHOR_LOST)
		buf_puts(&words, "; its passage is not in this text");
	card_part_add(out, buf_lend(&words), 0, 0, true);
	buf_free(&words);
}

void
mark_parts(struct app *app, const struct card *c, struct card_parts *out)
{
	const struct annotation *a = marks_of_id(app, c->uuid);

	if (a == NULL) {
		struct buf words = BUF_INIT;

		buf_printf(&words,
		    "This annotation is not in the book any more; %s may bring "
		    "it back.",
		    app_key_name(app, MODE_PANE, COMMAND_undo).s);
		card_part_add(out, buf_lend(&words), 0, 0, true);
		buf_free(&words);
		return;
	}
	if (a->state == ANCHOR_LOST)
		card_part_add(out, a->quote, 0, 0, true);
	else
		card_parts_of_span(app->book, a->from, a->to, out);
	parts_of_body(a->body, out);
	parts_of_links(app, a->body, out);
	parts_of_facts(a, out);
}

/* ---- in the pane ---- */

static void
link_walk(struct app *app, struct card *c, struct str body, bool back)
{
	uint32_t n = 0;
	struct span where;
	struct str id;
	size_t at = 0;

	while (words_link(body, &at, &where, &id))
		n++;
	if (n == 0) {
		app_say(app, "No link in this note; %s puts one in",
		    app_key_name(app, MODE_PANE, COMMAND_link).s);
		return;
	}
	if (c->link == NOWHERE)
		c->link = back ? n - 1 : 0;
	else
		c->link = (c->link + (back ? n - 1 : 1)) % n;
}

/* Follow the chosen link, or the only one; false without one. */
static bool
link_enter(struct app *app, struct card *c, struct str body, bool go)
{
	struct span where;
	struct str id;

	if (c->link == NOWHERE && (go || !link_at(body, 0, &where, &id) ||
				      link_at(body, 1, &where, &id)))
		return false;
	if (!link_at(body, c->link != NOWHERE ? c->link : 0, &where, &id))
		return false;
	link_follow(app, id, go);
	return true;
}

bool
mark_command(struct app *app, struct card *c, const struct call *call)
{
	const struct annotation *a = marks_of_id(app, c->uuid);
	uint32_t place;

	if (a == NULL)
		return false;
	if (call->id == COMMAND_target_next ||
	    call->id == COMMAND_target_prev) {
		link_walk(app, c, a->body, call->id == COMMAND_target_prev);
		return true;
	}
	if (call->id == COMMAND_target_go) {
		if (link_enter(app, c, a->body, true))
			return true;
		place = a->from;
		if (a->state == ANCHOR_LOST) {
			app_say(app, "Its passage is not in this text");
			return true;
		}
		pane_close_all(app);
		view_jump(app, place);
		return true;
	}
	return call->id == COMMAND_follow && link_enter(app, c, a->body, false);
}

/* What is marked here, in the pane; of several, in a list first. */
void
cmd_mark_show(struct app *app, const struct call *call)
{
	struct here h;

	here_find(app, false, &h);
	if (h.n == 0)
		app_say(app, "No highlight and no note here");
	else if (h.n > 1 && !here_is_chosen(app, &h))
		cmd_marks(app, call);
	else
		peek_open(app, card_of_mark(here_of(app, &h)->uuid));
	here_free(&h);
}
