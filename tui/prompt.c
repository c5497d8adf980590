/*
 * The line at the foot in which something is typed: history, completion, and
 * whom to tell.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/app.h"
#include "tui/edit.h"

#define LIMIT_HISTORY 200u /* lines kept of each kind */

struct prompt {
	const struct prompt_kind *kind;
	struct edit edit;
	struct buf past; /* lines typed before, newest last, '\n' after
				   each */
	size_t at; /* in past: the line shown, past.n for none */
	struct buf draft; /* what was typed before looking back */
	struct buf offers; /* of completion, each ended by '\n' */
	size_t offer; /* the one shown: its offset, offers.n at
				   first */
	size_t word; /* where the completed word begins */
	size_t rest; /* bytes of the line after it */
	bool completing;
};

static void
history_key(const struct prompt_kind *kind, struct buf *key)
{
	buf_printf(key, "history.%s", kind->name);
}

static void
history_load(struct app *app, struct prompt *p)
{
	struct buf key = BUF_INIT;

	if (p->kind->name != NULL && app->store != NULL) {
		history_key(p->kind, &key);
		store_setting(app->store, 0, key.p, &p->past);
	}
	p->at = p->past.n;
	buf_free(&key);
}

/* Keep a line as the newest, once. */
static void
history_keep(struct app *app, struct prompt *p, struct str line)
{
	struct buf fresh = BUF_INIT, key = BUF_INIT;
	size_t lines = 0;
	struct err err;

	if (p->kind->name == NULL || app->store == NULL || line.n == 0 ||
	    str_find(line, STR("\n")) != SIZE_MAX)
		return;
	for (size_t i = 0; i < p->past.n; i++)
		lines += p->past.p[i] == '\n';
	for (size_t at = 0, end; at < p->past.n; at = end + 1) {
		struct str old;

		for (end = at; end < p->past.n && p->past.p[end] != '\n';)
			end++;
		old = str_slice(buf_lend(&p->past), at, end);
		if (lines-- < LIMIT_HISTORY && !str_eq(old, line)) {
			buf_str(&fresh, old);
			buf_putc(&fresh, '\n');
		}
	}
	buf_str(&fresh, line);
	buf_putc(&fresh, '\n');
	history_key(p->kind, &key);
	if (store_why_read_only(app->store) == NULL &&
	    !store_set_setting(app->store, 0, key.p, buf_lend(&fresh), &err))
		app_say_error(app, "%s", err.text);
	buf_free(&fresh);
	buf_free(&key);
}

/* Show an older line, or a newer one. */
static void
history_look(struct prompt *p, bool older)
{
	size_t at = p->at, end;

	if (p->at == p->past.n) {
		buf_clear(&p->draft);
		buf_str(&p->draft, buf_lend(&p->edit.text));
	}
	if (older && at > 0) {
		at--;
		while (at > 0 && p->past.p[at - 1] != '\n')
			at--;
	} else if (!older && at < p->past.n) {
		while (p->past.p[at++] != '\n')
			;
	} else
		return;
	p->at = at;
	if (at == p->past.n) {
		edit_set(&p->edit, buf_lend(&p->draft));
		return;
	}
	for (end = at; p->past.p[end] != '\n';)
		end++;
	edit_set(&p->edit, str_slice(buf_lend(&p->past), at, end));
}

/* ---- completion ---- */

static void
take_offer(void *data, struct str s)
{
	struct prompt *p = data;

	buf_str(&p->offers, s);
	buf_putc(&p->offers, '\n');
}

/* To the next offer, or back to the one before; round their end. */
static void
step_offer(struct prompt *p, bool back)
{
	if (back) {
		if (p->offer == 0)
			p->offer = p->offers.n;
		p->offer--;
		while (p->offer > 0 && p->offers.p[p->offer - 1] != '\n')
			p->offer--;
		return;
	}
	while (p->offers.p[p->offer++] != '\n')
		;
	if (p->offer == p->offers.n)
		p->offer = 0;
}

/* Put the first, the next or (with `back`) another offer in place of the
 * word. */
static void
complete(struct app *app, struct prompt *p, bool back)
{
	bool begun = p->completing;
	size_t end;
	struct str line;
	struct buf whole = BUF_INIT;

	if (p->kind->complete == NULL)
		return;
	if (!begun) {
		buf_clear(&p->offers);
		p->kind->complete(app, (struct str){p->edit.text.p, p->edit.at},
		    &p->word, take_offer, p);
		p->offer = 0;
		p->rest = p->edit.text.n - p->edit.at;
		p->completing = true;
	}
	if (p->offers.n == 0)
		return;
	if (begun || back)
		step_offer(p, back);
	for (end = p->offer; p->offers.p[end] != '\n';)
		end++;
	line = buf_lend(&p->edit.text);
	buf_str(&whole, str_slice(line, 0, p->word));
	buf_add(&whole, p->offers.p + p->offer, end - p->offer);
	buf_str(&whole, str_slice(line, line.n - p->rest, line.n));
	edit_set(&p->edit, buf_lend(&whole));
	p->edit.at -= p->rest;
	buf_free(&whole);
}

/* ---- opening, closing, keys ---- */

void
prompt_open(struct app *app, const struct prompt_kind *kind, struct str text)
{
	struct prompt *p;

	prompt_close(app);
	p = xcalloc(1, sizeof(*p));
	p->kind = kind;
	edit_init(&p->edit);
	p->edit.lines = kind->lines;
	buf_init(&p->past);
	buf_init(&p->draft);
	buf_init(&p->offers);
	edit_set(&p->edit, text);
	history_load(app, p);
	app->prompt = p;
	app_stale(app, STALE_STATUS);
}

static void
prompt_free(struct prompt *p)
{
	edit_free(&p->edit);
	buf_free(&p->past);
	buf_free(&p->draft);
	buf_free(&p->offers);
	free(p);
}

void
prompt_close(struct app *app)
{
	if (app->prompt == NULL)
		return;
	prompt_free(app->prompt);
	app->prompt = NULL;
	app_stale(app, STALE_STATUS);
}

static void
finish(struct app *app, struct prompt *p)
{
	struct str line = buf_lend(&p->edit.text);

	/* done may open another prompt */
	app->prompt = NULL;
	history_keep(app, p, line);
	p->kind->done(app, line);
	prompt_free(p);
	app_stale(app, STALE_STATUS);
}

void
prompt_rescue(struct app *app)
{
	struct prompt *p = app->prompt;

	if (p != NULL && p->kind->lines && p->edit.text.n > 0)
		finish(app, p);
}

static void
cancel(struct app *app, struct prompt *p)
{
	app->prompt = NULL;
	if (p->kind->cancelled != NULL)
		p->kind->cancelled(app);
	prompt_free(p);
	app_stale(app, STALE_STATUS);
}

static void
told(struct app *app, struct prompt *p)
{
	p->completing = false;
	if (p->kind->changed != NULL)
		p->kind->changed(app, buf_lend(&p->edit.text));
}

void
prompt_key(struct app *app, uint32_t key)
{
	struct prompt *p = app->prompt;
	bool empty = p->edit.text.n == 0;

	app_stale(app, STALE_STATUS);
	if (key == K_ENTER || key == K_CTRL('j'))
		finish(app, p);
	else if (key == K_ESC || key == K_CTRL('c') || key == K_CTRL('g') ||
		 (key == K_BACKSPACE && empty))
		cancel(app, p);
	else if (key == K_TAB || key == K_BACKTAB)
		complete(app, p, key == K_BACKTAB);
	else if (key == K_UP || key == K_CTRL('p')) {
		history_look(p, true);
		told(app, p);
	} else if (key == K_DOWN || key == K_CTRL('n')) {
		history_look(p, false);
		told(app, p);
	} else if (edit_key(&p->edit, key))
		told(app, p);
}

void
prompt_paste(struct app *app, struct str text)
{
	edit_insert(&app->prompt->edit, text);
	told(app, app->prompt);
	app_stale(app, STALE_STATUS);
}

/* ---- painting ---- */

/* What the kind says beside what is typed, if there is room for it. */
static void
draw_aside(struct app *app, const struct prompt *p, int col)
{
	struct buf aside = BUF_INIT;
	int at;

	if (p->kind->aside != NULL)
		p->kind->aside(app, &aside);
	at = screen_cols() - 1 - text_width(buf_lend(&aside));
	if (aside.n > 0 && at > col + 1)
		screen_put(
		    at, screen_cols(), buf_lend(&aside), LOOK_HUE(HUE_QUIET));
	buf_free(&aside);
}

/* The line as it is shown, with signs for line ends; returns where in it the
 * cursor stands. */
static size_t
put_shown(struct buf *out, const struct edit *e)
{
	size_t at = 0;

	for (size_t i = 0; i <= e->text.n; i++) {
		if (i == e->at)
			at = out->n;
		if (i < e->text.n && e->text.p[i] == '\n')
			buf_puts(out, "↵");
		else if (i < e->text.n)
			buf_putc(out, e->text.p[i]);
	}
	return at;
}

/* From where a line is shown so that its cursor at `at` is within `cells`;
 * *cursor is its column then. */
static size_t
skip_to(struct str text, size_t at, int cells, int *cursor)
{
	size_t skip = 0;
	int left = text_width(str_slice(text, 0, at));

	while (skip < at && left >= cells) {
		int width = 0;

		skip += grapheme_next(str_slice(text, skip, at), &width);
		left -= width;
	}
	*cursor = left;
	return skip;
}

/* What the word may become. */
static void
draw_offers(const struct prompt *p, int col)
{
	struct buf words = BUF_INIT;

	buf_str(&words, buf_lend(&p->offers));
	for (size_t i = 0; i < words.n; i++)
		if (words.p[i] == '\n')
			words.p[i] = ' ';
	screen_put(col, screen_cols(), buf_lend(&words), LOOK_HUE(HUE_QUIET));
	buf_free(&words);
}

void
prompt_draw(struct app *app, int row)
{
	struct prompt *p = app->prompt;
	const struct str full = STR(" (too long)");
	int cols = screen_cols(), limit = cols, col, label, cursor;
	struct buf shown = BUF_INIT;
	size_t skip, at;
	struct str text;

	at = put_shown(&shown, &p->edit);
	text = buf_lend(&shown);
	screen_row(row);
	label = screen_put(0, cols, str_of(p->kind->label), 0);
	if (p->edit.full && cols > label + 2 * (int)full.n) {
		limit = cols - (int)full.n;
		screen_put(limit, cols, full, LOOK_HUE(HUE_ERROR));
	}
	skip = skip_to(text, at, limit - label, &cursor);
	col = screen_put(label, limit, str_slice(text, skip, text.n), 0);
	if (p->completing && p->offers.n > 0 && col + 4 < cols)
		draw_offers(p, col + 3);
	else if (!p->edit.full)
		draw_aside(app, p, col);
	screen_row_end();
	buf_free(&shown);
	cursor += label;
	app->cursor_row = row;
	app->cursor_col = cursor < cols ? cursor : cols - 1;
}
