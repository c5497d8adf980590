/*
 * Searching: `/` and `?` look through the whole book at each letter, show the
 * first hit from where the reader stands, and Esc goes back there.  Letters
 * after a last slash say how to look: /wool|flax/r is a regular expression,
 * /oven/w means whole words, /Lamp/c heeds case.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/find.h"
#include "tui/select.h"

/* Searching as one types stops here; Enter goes on to the end. */
#define LIMIT_HITS ((size_t)100000)
#define LEAST_RESCUED 4u /* bytes; fewer are likely to grow to something */

struct finder {
	struct buf pattern;
	struct hits hits;
	size_t now; /* the hit the search stands on; hits.n: none */
	bool shown; /* hits are painted */
	bool back; /* searched with ? */
	uint32_t origin; /* the place when typing began */
	uint32_t from; /* where looking begins */
	uint32_t caret; /* where it stood when typing began, or NOWHERE */
	struct buf meant; /* what was found instead, on the other layout */
	struct err err; /* what is wrong with a regular expression */
};

static struct finder *
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

static void
look(struct app *app, struct str pattern)
{
	struct finder *f = finder_of(app);
	unsigned flags;
	bool regex;

	hits_free(&f->hits);
	f->hits = (struct hits){.v = NULL};
	f->err.code = ERR_NONE;
	take_letters(&pattern, &flags, &regex);
	if (!regex)
		search_find(
		    find_search(app), pattern, flags, LIMIT_HITS, &f->hits);
	else if (!search_regex(find_search(app), pattern, flags, LIMIT_HITS,
		     &f->hits, &f->err))
		f->hits.cut = f->hits.n > 0;
	f->shown = pattern.n > 0;
	f->now = f->hits.n;
	app_stale(app, STALE_PAGE | STALE_STATUS);
}

/* The next hit from a place (or the last before it), round the end of the book
 * if need be, where the caret can go; hits.n if there is none. */
static size_t
hit_beside(struct app *app, uint32_t place, bool back, bool *wrapped)
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

static void
hit_show(struct app *app, size_t i)
{
	struct finder *f = app->finder;

	f->now = i;
	f->shown = true;
	/* a caret goes there, and extends the selection */
	if (!select_move(app, f->hits.v[i].from))
		view_reveal(app, f->hits.v[i].from);
	app->focus.from = NOWHERE;
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
	look(app, buf_lend(&f->meant));
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
	look(app, line);
	if (f->hits.n == 0 && line.n >= LEAST_RESCUED)
		rescued(app, line);
	i = hit_beside(app, f->from, f->back, &wrapped);
	if (i < f->hits.n)
		hit_show(app, i);
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
	look(app, buf_lend(&f->pattern));
	if (f->hits.n == 0 && rescued(app, line)) {
		app_say(app,
		    "“%.*s” is nowhere; found “%s” (the other "
		    "keyboard layout)",
		    (int)text_fit(line, 40), line.p, f->meant.p);
		pattern_set(f, buf_lend(&f->meant));
	}
	return f->hits.n > 0;
}

static void
say_not_found(struct app *app)
{
	const struct finder *f = app->finder;

	if (f->err.code != ERR_NONE)
		app_say_error(app, "Not searched: %s", f->err.text);
	else
		app_say(app, "Not found: %s", f->pattern.p);
}

/* Enter: the jump counts from where the reader was before typing. */
static void
done(struct app *app, struct str line)
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
		say_not_found(app);
		return;
	}
	f->now = hit_beside(app, f->from, f->back, &wrapped);
	if (f->now == f->hits.n) {
		cancelled(app);
		app_say(app, "Not in this text: %s", f->pattern.p);
		return;
	}
	place = f->hits.v[f->now].from;
	go_back(app, f);
	if (place < app->view.from || place >= app->view.to)
		history_record(app);
	hit_show(app, f->now);
	if (wrapped && app->message.text.n == 0)
		app_say(app, f->back ? "From the end of the book"
				     : "From the start of the book");
}

static const struct prompt_kind search_prompt = {
    .name = "search",
    .label = "/",
    .done = done,
    .changed = typed,
    .aside = aside,
    .cancelled = cancelled,
};

static const struct prompt_kind search_back_prompt = {
    .name = "search",
    .label = "?",
    .done = done,
    .changed = typed,
    .aside = aside,
    .cancelled = cancelled,
};

/* Where a search stands before it is typed. */
static void
begin(struct app *app, bool back)
{
	struct finder *f = finder_of(app);
	struct span at, line;
	bool caret = select_caret(app, &at, &line);

	f->back = back;
	f->origin = app->view.anchor;
	f->caret = caret ? at.from : NOWHERE;
	f->from = !caret ? app->view.anchor : back ? at.from : at.to;
}

static void
search_open(struct app *app, const struct call *call, bool back)
{
	begin(app, back);
	if (call->arg.n > 0)
		done(app, call->arg);
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

/* ---- on and on ---- */

/* Where a step begins: at the caret, at the hit, if it is still on the page,
 * else at the page's edge. */
static uint32_t
step_from(struct app *app, bool back)
{
	const struct finder *f = app->finder;
	const struct view *v = &app->view;
	struct span at, line;

	if (select_caret(app, &at, &line))
		return back ? at.from : at.to;
	if (f->now < f->hits.n && f->hits.v[f->now].from >= v->from &&
	    f->hits.v[f->now].from < v->to)
		return f->hits.v[f->now].from + (back ? 0 : 1);
	return back ? v->to : v->from;
}

static void
hit_step(struct app *app, const struct call *call, bool back)
{
	struct finder *f = finder_of(app);
	bool wrapped = false;
	uint32_t from;
	size_t i;

	if (f->pattern.n == 0) {
		app_say(app, "Nothing was searched yet: / searches");
		return;
	}
	if (f->hits.n == 0)
		look(app, buf_lend(&f->pattern));
	if (f->hits.n == 0) {
		say_not_found(app);
		return;
	}
	back = back != f->back;
	from = step_from(app, back);
	for (uint32_t n = 0; n < call->count && n < f->hits.n; n++) {
		bool round;

		i = hit_beside(app, from, back, &round);
		if (i == f->hits.n) {
			app_say(app, "Not in this text: %s", f->pattern.p);
			return;
		}
		wrapped = wrapped || round;
		f->now = i;
		from = f->hits.v[i].from + (back ? 0 : 1);
	}
	i = f->now;
	if (f->hits.v[i].from < app->view.from ||
	    f->hits.v[i].from >= app->view.to)
		history_record(app);
	hit_show(app, i);
	if (wrapped)
		app_say(app, back ? "From the end of the book"
				  : "From the start of the book");
}

void
cmd_search_next(struct app *app, const struct call *call)
{
	hit_step(app, call, false);
}

void
cmd_search_prev(struct app *app, const struct call *call)
{
	hit_step(app, call, true);
}

/* The word at the caret or in the focus, or what is selected: from there to the
 * next, or with a count farther. */
static void
search_word(struct app *app, const struct call *call, bool back)
{
	uint32_t at = select_place(app);
	struct span s;
	size_t from, to;
	const struct block *k;

	if (select_span(app, &s))
		at = s.from;
	if (!select_active(app)) {
		k = &app->book->blocks[book_block_at(app->book, at)];
		if (!word_at(book_text(app->book, k->from, k->to), at - k->from,
			&from, &to)) {
			app_say(app, "No word here");
			return;
		}
		s = (struct span){
		    k->from + (uint32_t)from, k->from + (uint32_t)to};
	}
	select_end(app);
	begin(app, back);
	app->finder->from = s.from + back;
	done(app, book_text(app->book, s.from, s.to));
	/* the first hit is the word itself: go on to the next */
	if (app->finder->hits.n > 1)
		hit_step(app, call, false);
}

void
cmd_search_word(struct app *app, const struct call *call)
{
	search_word(app, call, false);
}

void
cmd_search_word_back(struct app *app, const struct call *call)
{
	search_word(app, call, true);
}

/* ---- for lists of hits ---- */

const struct hits *
find_hits(struct app *app, struct str *pattern)
{
	struct finder *f = finder_of(app);

	*pattern = buf_lend(&f->pattern);
	if (f->hits.n == 0 && f->pattern.n > 0)
		look(app, *pattern);
	return &f->hits;
}

void
find_take(struct app *app, struct str pattern, struct hits hits)
{
	struct finder *f = finder_of(app);

	buf_clear(&f->pattern);
	buf_str(&f->pattern, pattern);
	hits_free(&f->hits);
	f->hits = hits;
	f->now = hits.n;
	f->back = false;
}

uint32_t
find_place(const struct app *app)
{
	const struct finder *f = app->finder;
	uint32_t place;

	if (f == NULL || !f->shown || f->now >= f->hits.n)
		return NOWHERE;
	place = f->hits.v[f->now].from;
	return place >= app->view.from && place < app->view.to ? place
							       : NOWHERE;
}

void
find_go(struct app *app, size_t i)
{
	history_record(app);
	hit_show(app, i);
}
