/*
 * What is selected, or would be without a caret: for the commands that work on
 * it.
 */
#include <string.h>

#include <izba/text.h>

#include "tui/caret.h"
#include "tui/find.h"
#include "tui/here.h"
#include "tui/motion.h"
#include "tui/select.h"

/* ---- what is selected ---- */

bool
select_active(struct app *app)
{
	const struct caret *c = caret_of(app);

	return c != NULL && c->start != NOWHERE &&
	       (c->lines || c->start != c->at);
}

bool
select_span(struct app *app, struct span *out)
{
	const struct caret *c = caret_of(app);
	uint32_t from, to;

	if (c == NULL)
		return false;
	from = c->start != NOWHERE && c->start < c->at ? c->start : c->at;
	to = c->start != NOWHERE && c->start > c->at ? c->start : c->at;
	*out = (struct span){from, motion_after(app->book, to)};
	if (c->lines && c->start != NOWHERE) {
		out->from = caret_line(app, c, from).from;
		out->to = caret_line(app, c, to).to;
	}
	return true;
}

void
select_end(struct app *app)
{
	if (caret_on_top(app))
		pane_close(app);
}

bool
select_caret(struct app *app, struct span *at, struct span *line)
{
	const struct caret *c = caret_of(app);

	if (c == NULL)
		return false;
	*at = (struct span){c->at, motion_after(app->book, c->at)};
	*line = caret_line(app, c, c->at);
	return true;
}

const char *
select_reshaped(struct app *app)
{
	const struct caret *c = caret_of(app);

	return c != NULL && c->start != NOWHERE && c->reshaped[0] != '\0'
		   ? c->reshaped
		   : NULL;
}

uint32_t
select_place(const struct app *app)
{
	const struct view *v = &app->view;

	if (app->focus.from != NOWHERE && app->focus.from >= v->from &&
	    app->focus.from < v->to)
		return app->focus.from;
	return find_place(app) != NOWHERE ? find_place(app) : v->anchor;
}

void
select_remember(struct app *app, uint32_t place)
{
	app->left.at = place;
	app->left.anchor = app->view.anchor;
	app->left.focus = app->focus.from;
}

uint32_t
select_start(const struct app *app)
{
	const struct view *v = &app->view;
	uint32_t at = app->left.at;

	if (at < v->from || at >= v->to || v->anchor != app->left.anchor ||
	    app->focus.from != app->left.focus)
		return select_place(app);
	return at;
}

bool
select_or_object(struct app *app, struct str arg, struct span *out)
{
	static const char *const names[OBJECTS] = {
	    [OBJECT_WORD] = "word",
	    [OBJECT_SENTENCE] = "sentence",
	    [OBJECT_PARAGRAPH] = "paragraph",
	};
	struct span here;
	int what = 0;

	if (arg.n == 0 && select_active(app))
		return select_span(app, out);
	if (arg.n == 0 && !select_span(app, out)) {
		app_say(app, "Select something first: v, then motions");
		return false;
	}
	/* a cursor alone stands for its word, not for a letter */
	if (arg.n == 0)
		arg = STR("word");
	while (what < OBJECTS && !str_is(arg, names[what]))
		what++;
	if (what == OBJECTS) {
		app_say_error(app,
		    "A word, a sentence or a paragraph, not %.*s",
		    (int)text_fit(arg, 30), arg.p);
		return false;
	}
	if (!select_span(app, &here))
		here.from = select_place(app);
	if (!motion_object(app->book, here.from, (enum object)what, out)) {
		app_say(app, "No %s here", names[what]);
		return false;
	}
	return true;
}

/* ---- moving it ---- */

void
select_reshape(struct app *app, const struct annotation *a)
{
	struct caret *c = caret_of(app);

	if (c == NULL)
		c = caret_open(app, GROUND_PAGE, a->from);
	memcpy(c->reshaped, a->uuid, sizeof(c->reshaped));
	c->start = a->from;
	c->lines = false;
	c->col = -1;
	caret_go(app, c, motion_go(app->book, MOTION_CHAR_PREV, a->to, 1));
}

void
select_show(struct app *app, uint32_t from, uint32_t to)
{
	struct caret *c = caret_of(app);

	if (c != NULL) {
		c->col = -1;
		caret_go(app, c, from);
		return;
	}
	app->left.at = NOWHERE;
	if (from < app->view.from || from >= app->view.to)
		view_jump(app, from);
	app->focus = (struct focus){from, to > from ? to : from + 1};
	app_stale(app, STALE_ALL);
}

bool
select_move(struct app *app, uint32_t place)
{
	struct caret *c = caret_of(app);

	if (c == NULL)
		return false;
	c->col = -1;
	caret_go(app, c, place);
	return true;
}

bool
select_begun(struct app *app)
{
	const struct caret *c = caret_of(app);

	return c != NULL && c->start == c->at;
}

void
select_back(struct app *app, uint32_t place, bool begun)
{
	struct caret *c = caret_of(app);

	if (c == NULL)
		return;
	c->at = place;
	if (begun)
		c->start = place;
}

bool
select_reaches(struct app *app, uint32_t place)
{
	const struct caret *c = caret_of(app);
	struct span text;

	if (c == NULL || c->ground == GROUND_PAGE)
		return true;
	text = ground_limit(app, c->ground, place);
	return text.from < text.to &&
	       (c->start == NOWHERE || c->start == c->at ||
		   (c->start >= text.from && c->start < text.to));
}

/* ---- the status line ---- */

static const struct status_key caret_keys[] = {
    {COMMAND_select, "select"},
    {COMMAND_select_lines, "lines"},
    {COMMAND_lookup, "look up"},
    {COMMAND_close, "end"},
    {COMMAND_nothing, NULL},
};

static const struct status_key begun_keys[] = {
    {COMMAND_word_next, ""},
    {COMMAND_word_end, ""},
    {COMMAND_sentence_next, "more"},
    {COMMAND_select_sentence, "sentence"},
    {COMMAND_select, "only move"},
    {COMMAND_lookup, "look up"},
    {COMMAND_close, "end"},
    {COMMAND_nothing, NULL},
};

static const struct status_key marked_keys[] = {
    {COMMAND_reshape, "ends"},
    {COMMAND_recolour, ""},
    {COMMAND_style, "look"},
    {COMMAND_note, "note"},
    {COMMAND_mark_delete, "delete"},
    {COMMAND_nothing, NULL},
};

static const struct status_key selected_keys[] = {
    {COMMAND_highlight, "highlight (1-6: colour)"},
    {COMMAND_note, "note"},
    {COMMAND_copy, "copy"},
    {COMMAND_close, "end"},
    {COMMAND_nothing, NULL},
};

static const struct status_key reshaped_keys[] = {
    {COMMAND_highlight, "keep these ends"},
    {COMMAND_select_swap, "the other end"},
    {COMMAND_close, "end"},
    {COMMAND_nothing, NULL},
};

/* Nothing is selected yet: what is marked here already, or what can be done. */
static void
caret_status_here(struct app *app, const struct caret *c, struct buf *out)
{
	struct buf mark = BUF_INIT;

	buf_puts(out, c->start == NOWHERE ? "CARET  " : "SELECT  ");
	here_status(app, &mark);
	if (mark.n == 0 && c->start == NOWHERE) {
		status_add_keys(app, MODE_SELECT, caret_keys, out);
	} else if (mark.n == 0) {
		status_add_keys(app, MODE_SELECT, begun_keys, out);
	} else {
		int room = screen_cols() - 45;

		buf_str(
		    out, str_slice(buf_lend(&mark), 0,
			     text_fit(buf_lend(&mark), room > 12 ? room : 12)));
		buf_puts(out, "  ");
		status_add_keys(app, MODE_SELECT, marked_keys, out);
	}
	buf_free(&mark);
}

void
caret_status(struct app *app, struct pane *p, struct buf *out)
{
	struct caret *c = (struct caret *)p;
	struct span s;
	size_t words = 0, at = 0, from, to;

	if (!select_active(app) || !select_span(app, &s)) {
		caret_status_here(app, c, out);
		return;
	}
	/* a very long selection is not counted at every key */
	if (s.to - s.from < 20000) {
		struct str text = book_text(app->book, s.from, s.to);

		while (word_next(text, at, &from, &to)) {
			words++;
			at = to;
		}
		buf_printf(
		    out, "SELECT  %zu word%s", words, words == 1 ? "" : "s");
	} else {
		buf_puts(out, "SELECT");
	}
	buf_puts(out, "  ");
	status_add_keys(app, MODE_SELECT,
	    c->reshaped[0] != '\0' ? reshaped_keys : selected_keys, out);
}
