/*
 * From hit to hit, the word at the cursor, and the hits for lists.
 */
#include <izba/text.h>

#include "tui/find-own.h"
#include "tui/select.h"

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
		finder_look(app, buf_lend(&f->pattern));
	if (f->hits.n == 0) {
		finder_say_not_found(app);
		return;
	}
	back = back != f->back;
	from = step_from(app, back);
	for (uint32_t n = 0; n < call->count && n < f->hits.n; n++) {
		bool round;

		i = finder_beside(app, from, back, &round);
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
	finder_show(app, i);
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
	finder_begin(app, back);
	app->finder->from = s.from + back;
	finder_done(app, book_text(app->book, s.from, s.to));
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
		finder_look(app, *pattern);
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
	finder_show(app, i);
}
