/*
 * The caret: how it moves and what it selects.  Motions through the text are in
 * motion.c, the lines it stands on in ground.c.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "tui/ask.h"
#include "tui/caret.h"
#include "tui/motion.h"
#include "tui/peek.h"
#include "tui/select.h"

static const struct pane_kind caret_pane;

struct caret *
caret_of(struct app *app)
{
	for (struct pane *p = app->panes; p != NULL; p = p->below)
		if (p->kind == &caret_pane)
			return (struct caret *)p;
	return NULL;
}

bool
caret_on_top(const struct app *app)
{
	return app->panes != NULL && app->panes->kind == &caret_pane;
}

struct caret *
caret_open(struct app *app, enum ground g, uint32_t at)
{
	struct caret *c = xcalloc(1, sizeof(*c));

	c->pane.kind = &caret_pane;
	c->ground = g;
	c->col = -1;
	c->start = NOWHERE;
	c->at = at;
	pane_open(app, &c->pane);
	app_stale(app, STALE_ALL);
	return c;
}

/* ---- lines ---- */

struct span
caret_line(struct app *app, const struct caret *c, uint32_t place)
{
	struct ground_line l;

	if (!ground_find(app, c->ground, place, &l))
		return (struct span){place, place};
	return (struct span){l.line->from, l.line->to};
}

/* Up or down by lines that show text. */
static uint32_t
line_step(struct app *app, struct caret *c, uint32_t count, bool down)
{
	struct ground_line l;

	if (!ground_find(app, c->ground, c->at, &l))
		return c->at;
	if (c->col < 0)
		c->col = ground_left(app, c->ground, &l) +
			 ground_col(app, &l, c->at);
	while (count > 0 && ground_step(app, c->ground, &l, down))
		count--;
	return ground_place(app, &l, c->col - ground_left(app, c->ground, &l));
}

static uint32_t
line_end(struct app *app, const struct caret *c)
{
	struct span line = caret_line(app, c, c->at);
	struct str s = book_text(app->book, line.from, line.to);

	return line.to - (s.n > 0 ? (uint32_t)grapheme_prev(s) : 0);
}

/* ---- moving ---- */

void
caret_go(struct app *app, struct caret *c, uint32_t to)
{
	uint32_t within = ground_clamp(app, c->ground, c->at, to, true);
	bool begun = c->start == c->at;

	if (c->start != NOWHERE && !begun)
		c->at = within;
	else
		c->at = ground_clamp(app, c->ground, c->at, to, false);
	/* what is only begun begins anew in another text of the pane */
	if (begun && c->at != within)
		c->start = c->at;
	ground_reveal(app, c->ground, c->at);
	app_stale(app, STALE_PAGE | STALE_STATUS);
}

static const struct {
	enum command_id id;
	enum motion how;
} motions[] = {
    {COMMAND_char_next, MOTION_CHAR_NEXT},
    {COMMAND_char_prev, MOTION_CHAR_PREV},
    {COMMAND_word_next, MOTION_WORD_NEXT},
    {COMMAND_word_prev, MOTION_WORD_PREV},
    {COMMAND_word_end, MOTION_WORD_END},
    {COMMAND_sentence_next, MOTION_SENTENCE_NEXT},
    {COMMAND_sentence_prev, MOTION_SENTENCE_PREV},
    {COMMAND_paragraph_next, MOTION_PARAGRAPH_NEXT},
    {COMMAND_paragraph_prev, MOTION_PARAGRAPH_PREV},
};

/* Go to a character by one of f, F, t, T. */
static void
find_go(struct app *app, struct caret *c, enum command_id id, uint32_t cp,
    uint32_t count)
{
	const struct book *b = app->book;
	bool stop = id == COMMAND_till_char || id == COMMAND_till_char_back;
	uint32_t to;

	if (id == COMMAND_find_char || id == COMMAND_till_char)
		to = motion_find(b, c->at, cp, count, stop);
	else
		to = motion_find_back(b, c->at, cp, count, stop);
	if (to == c->at)
		app_say(app, "No such character in this paragraph");
	caret_go(app, c, to);
}

/* f, F, t, T: the argument is the character, typed or in the key map. */
static bool
caret_find(struct app *app, struct caret *c, const struct call *call)
{
	size_t n;

	if (call->id < COMMAND_find_char || call->id > COMMAND_till_char_back)
		return false;
	if (call->arg.n == 0) {
		ask_key(app, call, "the character to go to");
		return true;
	}
	app->found.cp = cp_decode(call->arg.p, call->arg.p + call->arg.n, &n);
	app->found.id = call->id;
	find_go(app, c, call->id, app->found.cp, call->count);
	return true;
}

static enum command_id
other_way(enum command_id id)
{
	static const enum command_id pairs[][2] = {
	    {COMMAND_find_char, COMMAND_find_char_back},
	    {COMMAND_till_char, COMMAND_till_char_back},
	};

	for (size_t i = 0; i < LENGTH(pairs); i++)
		for (size_t k = 0; k < 2; k++)
			if (pairs[i][k] == id)
				return pairs[i][1 - k];
	return id;
}

/* ; and ,: the same once more, or the other way. */
static bool
caret_find_again(struct app *app, struct caret *c, const struct call *call)
{
	enum command_id id = app->found.id;
	uint32_t count = call->count;

	if (call->id != COMMAND_find_again &&
	    call->id != COMMAND_find_again_back)
		return false;
	if (app->found.cp == 0) {
		app_say(app, "%s or %s looks for a character first",
		    app_key_name(app, MODE_SELECT, COMMAND_find_char).s,
		    app_key_name(app, MODE_SELECT, COMMAND_till_char).s);
		return true;
	}
	if (call->id == COMMAND_find_again_back)
		id = other_way(id);
	find_go(app, c, id, app->found.cp, count);
	return true;
}

/* Select the object around the caret, and with a count those that follow. */
static void
caret_object(
    struct app *app, struct caret *c, const struct call *call, enum object what)
{
	struct span s, more;

	if (!motion_object(app->book, c->at, what, &s) || s.from == s.to) {
		app_say(app, "Nothing to select here");
		return;
	}
	for (uint32_t i = 1; i < call->count; i++) {
		uint32_t next = motion_next_object(app->book, s.to, what);

		if (next == NOWHERE ||
		    !motion_object(app->book, next, what, &more))
			break;
		s.to = more.to;
	}
	c->start = ground_clamp(app, c->ground, c->at, s.from, true);
	c->lines = false;
	c->col = -1;
	caret_go(app, c, motion_go(app->book, MOTION_CHAR_PREV, s.to, 1));
}

/* Begin to select where the caret stands, anew if something was selected from
 * elsewhere; what was only begun is given up, so that the caret moves alone. */
static void
caret_select(struct app *app, struct caret *c, bool lines)
{
	c->reshaped[0] = '\0';
	if (c->start == c->at && c->lines == lines)
		c->start = NOWHERE;
	else if (c->start == NOWHERE || c->lines == lines)
		c->start = c->at;
	c->lines = lines;
	app_stale(app, STALE_PAGE | STALE_STATUS);
}

static void
caret_lookup(struct app *app, struct caret *c)
{
	struct span s;
	uint32_t from, to;

	if (select_active(app) && select_span(app, &s)) {
		from = s.from;
		to = s.to;
	} else if (!apparatus_phrase_at(app->book, c->at, &from, &to)) {
		app_say(app, "No word here");
		return;
	}
	cmd_lookup(app, &(struct call){.id = COMMAND_lookup,
			    .count = 1,
			    .arg = book_text(app->book, from, to)});
}

/* ---- farther than lines ---- */

/* Commands that move the page: the caret goes with it. */
static const struct {
	enum command_id id;
	void (*move)(struct app *app, const struct call *call);
} turns[] = {
    {COMMAND_page_down, cmd_page_down},
    {COMMAND_page_up, cmd_page_up},
    {COMMAND_half_down, cmd_half_down},
    {COMMAND_half_up, cmd_half_up},
    {COMMAND_section_next, cmd_section_next},
    {COMMAND_section_prev, cmd_section_prev},
    {COMMAND_start, cmd_start},
    {COMMAND_end, cmd_end},
    {COMMAND_percent, cmd_percent},
    {COMMAND_page, cmd_page},
    {COMMAND_goto, cmd_goto},
    {COMMAND_mark_go, cmd_mark_go},
};

/* The end of the book: its last character. */
static uint32_t
book_last(const struct book *b)
{
	struct str s = b->text;

	return (uint32_t)(s.n - grapheme_prev(s));
}

static void
page_turned(struct app *app, struct caret *c, const struct call *call)
{
	const struct view *v = &app->view;

	c->col = -1;
	if (call->id == COMMAND_end && !call->counted)
		caret_go(app, c, book_last(app->book));
	else if (c->at < v->from || c->at >= v->to ||
		 (call->id != COMMAND_half_down && call->id != COMMAND_half_up))
		caret_go(app, c, v->anchor);
}

/* In a pane there are no pages: by its rows, or to the ends of the text. */
static void
pane_turned(struct app *app, struct caret *c, const struct call *call)
{
	bool down =
	    call->id == COMMAND_page_down || call->id == COMMAND_half_down;
	int rows = pane_foot_rows(app) > 2 ? pane_foot_rows(app) - 2 : 1;
	uint32_t to;

	if (call->id == COMMAND_start)
		to = ground_clamp(app, c->ground, c->at, 0, true);
	else if (call->id == COMMAND_end)
		to = ground_clamp(app, c->ground, c->at, NOWHERE, true);
	else
		to = line_step(app, c, (uint32_t)rows, down);
	if (call->id == COMMAND_start || call->id == COMMAND_end)
		c->col = -1;
	caret_go(app, c, to);
}

static bool
caret_turn(struct app *app, struct caret *c, const struct call *call)
{
	for (size_t i = 0; i < LENGTH(turns); i++) {
		if (turns[i].id != call->id)
			continue;
		if (call->id == COMMAND_mark_go && call->arg.n == 0) {
			ask_key(app, call, "the letter of a place");
			return true;
		}
		if (c->ground == GROUND_PANE && call->id <= COMMAND_end) {
			pane_turned(app, c, call);
			return true;
		}
		if (c->ground == GROUND_PANE)
			return false;
		turns[i].move(app, call);
		page_turned(app, c, call);
		return true;
	}
	return false;
}

static bool
caret_move(struct app *app, struct caret *c, const struct call *call)
{
	uint32_t to;

	if (call->id == COMMAND_line_down || call->id == COMMAND_line_up) {
		to = line_step(
		    app, c, call->count, call->id == COMMAND_line_down);
		caret_go(app, c, to);
		return true;
	}
	for (size_t i = 0; i < LENGTH(motions); i++)
		if (motions[i].id == call->id) {
			c->col = -1;
			caret_go(app, c,
			    motion_go(
				app->book, motions[i].how, c->at, call->count));
			return true;
		}
	if (call->id == COMMAND_line_start)
		to = caret_line(app, c, c->at).from;
	else if (call->id == COMMAND_line_end)
		to = line_end(app, c);
	else
		return caret_find(app, c, call) ||
		       caret_find_again(app, c, call) ||
		       caret_turn(app, c, call);
	c->col = -1;
	caret_go(app, c, to);
	return true;
}

static bool
caret_command(struct app *app, struct pane *p, const struct call *call)
{
	struct caret *c = (struct caret *)p;
	uint32_t was;

	if (caret_move(app, c, call))
		return true;
	if (call->id == COMMAND_select || call->id == COMMAND_select_lines) {
		caret_select(app, c, call->id == COMMAND_select_lines);
	} else if (call->id == COMMAND_select_swap && c->start != NOWHERE) {
		was = c->start;
		c->start = c->at;
		caret_go(app, c, was);
	} else if (call->id == COMMAND_select_word) {
		caret_object(app, c, call, OBJECT_WORD);
	} else if (call->id == COMMAND_select_sentence) {
		caret_object(app, c, call, OBJECT_SENTENCE);
	} else if (call->id == COMMAND_select_paragraph) {
		caret_object(app, c, call, OBJECT_PARAGRAPH);
	} else if (call->id == COMMAND_lookup && call->arg.n == 0) {
		caret_lookup(app, c);
	} else if (call->id == COMMAND_close) {
		pane_close(app);
	} else {
		return false;
	}
	return true;
}

/* ---- showing ---- */

static void
caret_paint(struct app *app, struct pane *p, uint32_t from, uint32_t to)
{
	struct caret *c = (struct caret *)p;
	struct span s;

	(void)from;
	(void)to;
	if (c->start != NOWHERE && caret_of(app) == c && select_span(app, &s))
		view_paint(app, s.from, s.to, LOOK_HUE(HUE_SELECTION));
	if (app->panes == p && !ground_cell(app, c->ground, c->at,
				   &app->cursor_row, &app->cursor_col))
		app->cursor_row = -1;
}

static void
caret_close(struct app *app, struct pane *p)
{
	const struct caret *c = (struct caret *)p;

	if (c->ground == GROUND_PAGE)
		select_remember(app, c->at);
	app_stale(app, STALE_ALL);
	free(p);
}

static const struct pane_kind caret_pane = {
    .name = "caret",
    .mode = MODE_SELECT,
    .paint = caret_paint,
    .command = caret_command,
    .status = caret_status,
    .close = caret_close,
};

/* ---- commands ---- */

/* A caret where the reader looks, on the page or in the pane. */
static struct caret *
caret_put(struct app *app)
{
	uint32_t at = peek_place(app);
	enum ground g = at != NOWHERE ? GROUND_PANE : GROUND_PAGE;

	return caret_open(app, g, at != NOWHERE ? at : select_start(app));
}

/* v: it selects at once from there. */
void
cmd_select(struct app *app, const struct call *call)
{
	(void)call;
	caret_select(app, caret_put(app), false);
}

void
cmd_select_lines(struct app *app, const struct call *call)
{
	(void)call;
	caret_select(app, caret_put(app), true);
}

/* Sentences on the page without a caret: one is put there. */
static void
caret_sentence(struct app *app, const struct call *call)
{
	caret_put(app);
	caret_command(app, app->panes, call);
}

void
cmd_sentence_next(struct app *app, const struct call *call)
{
	caret_sentence(app, call);
}

void
cmd_sentence_prev(struct app *app, const struct call *call)
{
	caret_sentence(app, call);
}

/* What only a caret can do: with one, caret_command has done it. */
#define NEEDS_CARET(id) \
	void cmd_##id(struct app *app, const struct call *call) \
	{ \
		(void)call; \
		app_say(app, "%s begins to select on the page first", \
		    app_key_name(app, MODE_READ, COMMAND_select).s); \
	}
NEEDS_CARET(select_swap)
NEEDS_CARET(select_word)
NEEDS_CARET(select_sentence)
NEEDS_CARET(select_paragraph)
NEEDS_CARET(char_next)
NEEDS_CARET(char_prev)
NEEDS_CARET(word_next)
NEEDS_CARET(word_prev)
NEEDS_CARET(word_end)
NEEDS_CARET(line_start)
NEEDS_CARET(line_end)
NEEDS_CARET(find_char)
NEEDS_CARET(till_char)
NEEDS_CARET(find_char_back)
NEEDS_CARET(till_char_back)
NEEDS_CARET(find_again)
NEEDS_CARET(find_again_back)
