/*
 * Finding the passage of a mark by hand: the pane is left, the reader goes
 * about in the book, selects and says "here".  And what is said of doubtful
 * marks when a book is opened.
 */
#include <string.h>

#include <izba/text.h>

#include "tui/marks.h"
#include "tui/review.h"
#include "tui/select.h"

void
review_by_hand(struct app *app, const struct annotation *a)
{
	bool is_place = a->made.from == a->made.to;
	struct key_name key =
	    app_key_name(app, is_place ? MODE_READ : MODE_SELECT, COMMAND_here);

	memcpy(app->placing, a->uuid, sizeof(app->placing));
	pane_close_all(app);
	if (is_place)
		app_say(app, "Go to its place and press %s", key.s);
	else
		app_say(app, "Find the passage, select it and press %s", key.s);
}

/* What the mark under review belongs to: the selection, for a place also the
 * top of the page; false with something said. */
static bool
passage_here(struct app *app, const struct annotation *a, struct span *out)
{
	bool place = a->made.from == a->made.to;

	if (select_active(app) && select_span(app, out)) {
		if (place)
			out->to = out->from;
		return true;
	}
	if (place) {
		if (!select_span(app, out))
			out->from = app->view.anchor;
		out->to = out->from;
		return true;
	}
	app_say(app, "Select the passage first: %s, then motions",
	    app_key_name(app, MODE_READ, COMMAND_select).s);
	return false;
}

void
cmd_here(struct app *app, const struct call *call)
{
	const struct annotation *a = marks_of_id(app, app->placing);
	struct annotation after;
	struct span s;

	(void)call;
	if (a == NULL) {
		app_say(app, "No mark is under review");
		return;
	}
	if (!passage_here(app, a, &s))
		return;
	after = *a;
	after.from = s.from;
	after.to = s.to;
	after.state = ANCHOR_EXACT;
	if (!marks_change(app, &after))
		return;
	app->placing[0] = '\0';
	select_end(app);
	app_say(app, "It stands here now");
}

/* ---- opening ---- */

void
cmd_review(struct app *app, const struct call *call)
{
	bool all = str_is(call->arg, "all");

	if (call->arg.n > 0 && !all) {
		app_say_error(app, "review takes nothing or all");
		return;
	}
	pane_close_all(app);
	review_open(app, app->placing, all);
	app->placing[0] = '\0';
}

static void
not_under_review(struct app *app, const struct call *call)
{
	app_say(app, "%s is for the review", commands[call->id].name);
}

#define REVIEW_ONLY(id) \
	void cmd_##id(struct app *app, const struct call *call) \
	{ \
		not_under_review(app, call); \
	}

REVIEW_ONLY(review_accept)
REVIEW_ONLY(review_orphan)
REVIEW_ONLY(review_search)
REVIEW_ONLY(candidate_next)
REVIEW_ONLY(candidate_prev)

void
review_announce(struct app *app)
{
	size_t doubtful = 0, lost = 0;
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < app->marks.n; i++) {
		const struct annotation *a = &app->marks.v[i];

		if (annotation_is_doubtful(a))
			doubtful++;
		else if (a->state == ANCHOR_LOST && !a->orphan)
			lost++;
	}
	if (doubtful + lost == 0)
		return;
	buf_puts(&words, "The text has changed: ");
	if (doubtful > 0)
		buf_printf(&words, "%zu mark%s doubtful", doubtful,
		    doubtful == 1 ? " is" : "s are");
	if (doubtful > 0 && lost > 0)
		buf_printf(&words, ", %zu lost", lost);
	else if (lost > 0)
		buf_printf(&words, "%zu mark%s lost", lost,
		    lost == 1 ? " is" : "s are");
	buf_puts(&words, "; review with ");
	buf_puts(&words, app_key_name(app, MODE_READ, COMMAND_review).s);
	app_say(app, "%s", words.p);
	buf_free(&words);
}
