/*
 * Searching: `/` and `?` look through the whole book at each letter, show the
 * first hit from where the reader stands, and Esc goes back there.  Letters
 * after a last slash say how to look: /wool|flax/r is a regular expression,
 * /oven/w means whole words, /Lamp/c heeds case.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "tui/find-own.h"
#include "tui/select.h"

/* Searching as one types stops here; Enter goes on to the end. */
#define LIMIT_HITS ((size_t)100000)
#define LEAST_RESCUED 4u /* bytes; fewer are likely to grow to something */

struct finder *
finder_of(struct app *app)
{
	if (app->finder == NULL) {
		app->finder = xcalloc(1, sizeof(*app->finder));
		buf_init(&app->finder->pattern);
		buf_init(&app->finder->meant);
	}
	return app->finder;
}

void
find_forget(struct app *app)
{
	struct finder *f = app->finder;

	if (f == NULL)
		return;
	buf_free(&f->pattern);
	buf_free(&f->meant);
	hits_free(&f->hits);
	free(f);
	app->finder = NULL;
}

/* ---- showing ---- */

void
find_paint(struct app *app, uint32_t from, uint32_t to)
{
	const struct finder *f = app->finder;
	size_t i;

	if (f == NULL || !f->shown)
		return;
	i = hits_from(&f->hits, from);
	if (i > 0 && f->hits.v[i - 1].to > from)
		i--;
	for (; i < f->hits.n && f->hits.v[i].from < to; i++)
		view_paint(app, f->hits.v[i].from, f->hits.v[i].to,
		    LOOK_HUE(i == f->now ? HUE_HIT_NOW : HUE_HIT));
}

void
find_status(struct app *app, struct buf *out)
{
	const struct finder *f = app->finder;

	if (f == NULL || !f->shown || f->hits.n == 0)
		return;
	if (f->now < f->hits.n)
		buf_printf(out, "%zu/%zu%s", f->now + 1, f->hits.n,
		    f->hits.cut ? "+" : "");
	else
		buf_printf(out, "%zu%s", f->hits.n, f->hits.cut ? "+" : "");
}

bool
find_hide(struct app *app)
{
	struct finder *f = app->finder;

	if (f == NULL || !f->shown)
		return false;
	f->shown = false;
	app_stale(app, STALE_PAGE | STALE_STATUS);
	return true;
}

/* ---- looking ---- */

struct search *
find_search(struct app *app)
{
	if (app->search == NULL)
		app->search = search_new(app->book);
	return app->search;
}

/* Take the letters after the last slash off a pattern; false without any. */
static bool
take_letters(struct str *pattern, unsigned *flags, bool *regex)
{
	size_t n = pattern->n;

	*flags = SEARCH_SMART;
	*regex = false;
	for (; n > 0 && pattern->p[n - 1] != '/'; n--) {
		char c = pattern->p[n - 1];

		if (c == 'r')
			*regex = true;
		else if (c == 'w')
			*flags |= SEARCH_WORDS;
		else if (c == 'c')
			*flags |= SEARCH_CASE;
		else
			n = 1;
	}
	if (n < 2 || n == pattern->n) {
		*flags = SEARCH_SMART;
		*regex = false;
		return false;
	}
	pattern->n = n - 1;
	return true;
}

/* A capital counts, but is no reason to find nothing: at the start of a title
 * or a sentence one writes it without thinking. */
static void
look_plain(struct app *app, struct str pattern, unsigned flags)
{
	struct search *s = find_search(app);
	struct hits *hits = &app->finder->hits;

	search_find(s, pattern, flags, LIMIT_HITS, hits);
	if (hits->n > 0 || (flags & SEARCH_CASE) != 0 ||
	    !search_heeds_case(pattern, flags))
		return;
	hits_free(hits);
	*hits = (struct hits){.v = NULL};
	search_find(
	    s, pattern, flags & ~(unsigned)SEARCH_SMART, LIMIT_HITS, hits);
}

void
finder_look(struct app *app, struct str pattern)
{
	struct finder *f = finder_of(app);
	unsigned flags;
	bool regex;

	hits_free(&f->hits);
	f->hits = (struct hits){.v = NULL};
	f->err.code = ERR_NONE;
	take_letters(&pattern, &flags, &regex);
	if (regex) {
		if (!search_regex(find_search(app), pattern, flags, LIMIT_HITS,
			&f->hits, &f->err))
			f->hits.cut = f->hits.n > 0;
	} else {
		look_plain(app, pattern, flags);
	}
	f->shown = pattern.n > 0;
	f->now = f->hits.n;
	app_stale(app, STALE_PAGE | STALE_STATUS);
}

size_t
finder_beside(struct app *app, uint32_t place, bool back, bool *wrapped)
{
	const struct finder *f = app->finder;
	size_t n = f->hits.n, i = hits_from(&f->hits, place);

	*wrapped = false;
	for (size_t k = 0; k < n; k++) {
		if (back ? i == 0 : i == n) {
			*wrapped = true;
			i = back ? n : 0;
		}
		i -= back;
		if (select_reaches(app, f->hits.v[i].from))
			return i;
		i += !back;
	}
	return n;
}

void
finder_show(struct app *app, size_t i)
{
	struct finder *f = app->finder;

	f->now = i;
	f->shown = true;
	/* a caret goes there, and extends the selection */
	if (!select_move(app, f->hits.v[i].from))
		view_reveal(app, f->hits.v[i].from);
	app->focus.from = NOWHERE;
	app->left.at = NOWHERE;
	app_stale(app, STALE_PAGE | STALE_STATUS);
}

/* Nothing was found: was it typed with the other keyboard layout on?  Then what
 * was meant is looked for, and kept. */
static bool
rescued(struct app *app, struct str line)
{
	struct finder *f = app->finder;

	if (f->err.code != ERR_NONE)
		return false;
	buf_clear(&f->meant);
	text_relayout(&f->meant, line);
	finder_look(app, buf_lend(&f->meant));
	if (f->hits.n == 0)
		buf_clear(&f->meant);
	return f->hits.n > 0;
}

/* ---- typing ---- */

/* To where typing began. */
static void
go_back(struct app *app, const struct finder *f)
{
	if (f->caret != NOWHERE)
		select_move(app, f->caret);
	else if (app->view.anchor != f->origin)
		view_show(app, f->origin);
}

static void
typed(struct app *app, struct str line)
{
	struct finder *f = finder_of(app);
	bool wrapped;
	size_t i;

	buf_clear(&f->meant);
	finder_look(app, line);
	if (f->hits.n == 0 && line.n >= LEAST_RESCUED)
		rescued(app, line);
	if (f->caret != NOWHERE)
		select_back(app, f->caret, f->begun);
	i = finder_beside(app, f->from, f->back, &wrapped);
	if (i < f->hits.n)
		finder_show(app, i);
	else
		go_back(app, f);
}

/* How many there are, and of what if it is not what was typed. */
static void
aside(struct app *app, struct buf *out)
{
	const struct finder *f = app->finder;

	if (f == NULL || !f->shown)
		return;
	if (f->meant.n > 0)
		buf_printf(out, "“%s” ", f->meant.p);
	if (f->hits.n > 0)
		find_status(app, out);
	else
		buf_puts(out, "not found");
}

static void
cancelled(struct app *app)
{
	struct finder *f = finder_of(app);

	find_hide(app);
	go_back(app, f);
}

/* Take a line as what is searched from now on. */
static void
pattern_set(struct finder *f, struct str line)
{
	if (str_eq(line, buf_lend(&f->pattern)))
		return;
	buf_clear(&f->pattern);
	buf_str(&f->pattern, line);
}

/* Look for what was typed, at last; false if it is nowhere. */
static bool
look_at_last(struct app *app, struct str line)
{
	struct finder *f = app->finder;

	pattern_set(f, line);
	finder_look(app, buf_lend(&f->pattern));
	if (f->hits.n == 0 && rescued(app, line)) {
		app_say(app,
		    "“%.*s” is nowhere; found “%s” (the other "
		    "keyboard layout)",
		    (int)text_fit(line, 40), line.p, f->meant.p);
		pattern_set(f, buf_lend(&f->meant));
	}
	return f->hits.n > 0;
}

void
finder_say_not_found(struct app *app)
{
	const struct finder *f = app->finder;

	if (f->err.code != ERR_NONE)
		app_say_error(app, "Not searched: %s", f->err.text);
	else
		app_say(app, "Not found: %s", f->pattern.p);
}

void
finder_done(struct app *app, struct str line)
{
	struct finder *f = finder_of(app);
	uint32_t place;
	bool wrapped;

	if (line.n == 0)
		line = buf_lend(&f->pattern);
	if (line.n == 0) {
		cancelled(app);
		return;
	}
	if (!look_at_last(app, line)) {
		cancelled(app);
		finder_say_not_found(app);
		return;
	}
	f->now = finder_beside(app, f->from, f->back, &wrapped);
	if (f->now == f->hits.n) {
		cancelled(app);
		app_say(app, "Not in this text: %s", f->pattern.p);
		return;
	}
	place = f->hits.v[f->now].from;
	go_back(app, f);
	if (place < app->view.from || place >= app->view.to)
		history_record(app);
	finder_show(app, f->now);
	if (wrapped && app->message.text.n == 0)
		app_say(app, f->back ? "From the end of the book"
				     : "From the start of the book");
}

static const struct prompt_kind search_prompt = {
    .name = "search",
    .label = "/",
    .done = finder_done,
    .changed = typed,
    .aside = aside,
    .cancelled = cancelled,
};

static const struct prompt_kind search_back_prompt = {
    .name = "search",
    .label = "?",
    .done = finder_done,
    .changed = typed,
    .aside = aside,
    .cancelled = cancelled,
};

void
finder_begin(struct app *app, bool back)
{
	struct finder *f = finder_of(app);
	struct span at, line;
	bool caret = select_caret(app, &at, &line);

	f->back = back;
	f->origin = app->view.anchor;
	f->caret = caret ? at.from : NOWHERE;
	f->begun = select_begun(app);
	f->from = !caret ? app->view.anchor : back ? at.from : at.to;
}

static void
search_open(struct app *app, const struct call *call, bool back)
{
	finder_begin(app, back);
	if (call->arg.n > 0)
		finder_done(app, call->arg);
	else
		prompt_open(
		    app, back ? &search_back_prompt : &search_prompt, STR(""));
}

void
cmd_search(struct app *app, const struct call *call)
{
	search_open(app, call, false);
}

void
cmd_regex(struct app *app, const struct call *call)
{
	struct buf line = BUF_INIT;

	buf_printf(&line, "%.*s/r", (int)call->arg.n, call->arg.p);
	search_open(
	    app, &(struct call){.count = 1, .arg = buf_lend(&line)}, false);
	buf_free(&line);
}

void
cmd_search_back(struct app *app, const struct call *call)
{
	search_open(app, call, true);
}
