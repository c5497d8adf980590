/*
 * The caret and the selection.  Motions through the text are in motion.c; here
 * are those that need lines, and what a selection is.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/ask.h"
#include "tui/find.h"
#include "tui/here.h"
#include "tui/motion.h"
#include "tui/peek.h"
#include "tui/select.h"

struct caret {
	struct pane pane;
	uint32_t at;
	uint32_t start; /* the selection's other end; NOWHERE: none */
	bool lines; /* selects whole lines */
	int col; /* wanted by moves over lines; -1: where it is */
	char reshaped[37]; /* the mark whose ends are moved, or "" */
};

static const struct pane_kind caret_pane;

static struct caret *
caret_of(struct app *app)
{
	for (struct pane *p = app->panes; p != NULL; p = p->below)
		if (p->kind == &caret_pane)
			return (struct caret *)p;
	return NULL;
}

/* ---- what is selected ---- */

static struct span
line_span(struct app *app, uint32_t place)
{
	struct line_at at = layout_find(app->layout, place);
	const struct line *line = layout_line(app->layout, at);

	return (struct span){line->from, line->to};
}

bool
select_active(struct app *app)
{
	const struct caret *c = caret_of(app);

	return c != NULL && c->start != NOWHERE;
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
		out->from = line_span(app, from).from;
		out->to = line_span(app, to).to;
	}
	return true;
}

void
select_end(struct app *app)
{
	if (app->panes != NULL && app->panes->kind == &caret_pane)
		pane_close(app);
}

bool
select_caret(struct app *app, struct span *at, struct span *line)
{
	const struct caret *c = caret_of(app);

	if (c == NULL)
		return false;
	*at = (struct span){c->at, motion_after(app->book, c->at)};
	*line = line_span(app, c->at);
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

/* ---- lines ---- */

/* The column of a place in its line, in cells. */
static int
line_col(struct app *app, uint32_t place)
{
	struct line_at at = layout_find(app->layout, place);
	const struct line *line = layout_line(app->layout, at);
	const struct segment *s = layout_segments(app->layout, at);

	for (int i = 0; i < line->segments; i++, s++)
		if (s->kind == SEGMENT_TEXT && place >= s->from &&
		    place < s->to)
			return s->col +
			       text_width(book_text(app->book, s->from, place));
	return 0;
}

/* The character nearest to a column of a line. */
static uint32_t
line_place(struct app *app, struct line_at at, int col)
{
	const struct line *line = layout_line(app->layout, at);
	const struct segment *s = layout_segments(app->layout, at);
	uint32_t best = line->from;

	for (int i = 0; i < line->segments; i++, s++) {
		struct str text = book_text(app->book, s->from, s->to);
		size_t in;

		if (s->kind != SEGMENT_TEXT || text.n == 0)
			continue;
		if (col < s->col && best != line->from)
			break;
		in = col > s->col ? text_fit(text, col - s->col) : 0;
		if (in >= text.n)
			in = text.n - grapheme_prev(text);
		best = s->from + (uint32_t)in;
	}
	return best;
}

/* Up or down by lines that show text. */
static uint32_t
line_step(struct app *app, struct caret *c, uint32_t count, bool down)
{
	struct line_at at = layout_find(app->layout, c->at), to = at;

	if (c->col < 0)
		c->col = line_col(app, c->at);
	while (count > 0 && (down ? layout_next(app->layout, &to)
				  : layout_prev(app->layout, &to))) {
		const struct line *line = layout_line(app->layout, to);

		if (line->kind != LINE_TEXT || line->from == line->to)
			continue;
		at = to;
		count--;
	}
	return line_place(app, at, c->col);
}

static uint32_t
line_end(struct app *app, uint32_t place)
{
	struct span line = line_span(app, place);
	struct str s = book_text(app->book, line.from, line.to);

	return line.to - (s.n > 0 ? (uint32_t)grapheme_prev(s) : 0);
}

/* ---- moving ---- */

/* The caret goes to a place, and the page with it. */
static void
caret_go(struct app *app, struct caret *c, uint32_t to)
{
	c->at = to;
	if (to < app->view.from || to >= app->view.to)
		view_reveal(app, to);
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

/* f, F, t, T: the argument is the character, typed or in the key map. */
static bool
caret_find(struct app *app, struct caret *c, const struct call *call)
{
	uint32_t cp, to;
	size_t n;

	if (call->id < COMMAND_find_char || call->id > COMMAND_till_char_back)
		return false;
	if (call->arg.n == 0) {
		ask_key(app, call, "the character to go to");
		return true;
	}
	cp = cp_decode(call->arg.p, call->arg.p + call->arg.n, &n);
	if (call->id == COMMAND_find_char)
		to = motion_find(app->book, c->at, cp, call->count, false);
	else if (call->id == COMMAND_till_char)
		to = motion_find(app->book, c->at, cp, call->count, true);
	else if (call->id == COMMAND_find_char_back)
		to = motion_find_back(app->book, c->at, cp, call->count, false);
	else
		to = motion_find_back(app->book, c->at, cp, call->count, true);
	if (to == c->at)
		app_say(app, "No such character in this paragraph");
	caret_go(app, c, to);
	return true;
}

/* Select the object around the caret. */
static void
caret_object(struct app *app, struct caret *c, enum object what)
{
	struct span s;

	if (!motion_object(app->book, c->at, what, &s) || s.from == s.to) {
		app_say(app, "Nothing to select here");
		return;
	}
	c->start = s.from;
	c->lines = false;
	caret_go(app, c, motion_go(app->book, MOTION_CHAR_PREV, s.to, 1));
}

static void
caret_select(struct app *app, struct caret *c, bool lines)
{
	c->reshaped[0] = '\0';
	if (c->start == NOWHERE)
		c->start = c->at;
	else if (c->lines == lines)
		c->start = NOWHERE;
	c->lines = lines;
	app_stale(app, STALE_PAGE | STALE_STATUS);
}

static void
caret_lookup(struct app *app, struct caret *c)
{
	struct span s;
	uint32_t from, to;

	if (c->start != NOWHERE && select_span(app, &s)) {
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
		to = line_span(app, c->at).from;
	else if (call->id == COMMAND_line_end)
		to = line_end(app, c->at);
	else
		return caret_find(app, c, call);
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
		caret_object(app, c, OBJECT_WORD);
	} else if (call->id == COMMAND_select_sentence) {
		caret_object(app, c, OBJECT_SENTENCE);
	} else if (call->id == COMMAND_select_paragraph) {
		caret_object(app, c, OBJECT_PARAGRAPH);
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
	if (c->start != NOWHERE && select_span(app, &s))
		view_paint(app, s.from, s.to, LOOK_HUE(HUE_SELECTION));
	if (app->panes == p &&
	    !view_cell(app, c->at, &app->cursor_row, &app->cursor_col))
		app->cursor_row = -1;
}

/* Without a selection: what is marked here already, or what can be done. */
static void
caret_status_here(struct app *app, struct buf *out)
{
	struct buf mark = BUF_INIT;

	here_status(app, &mark);
	if (mark.n == 0) {
		buf_puts(out, "CARET  v select  V lines  K look up  Esc end");
	} else {
		int room = screen_cols() - 40;

		buf_puts(out, "CARET  ");
		buf_str(
		    out, str_slice(buf_lend(&mark), 0,
			     text_fit(buf_lend(&mark), room > 12 ? room : 12)));
		buf_puts(out, "  r ends  c s look  a note  d delete");
	}
	buf_free(&mark);
}

static void
caret_status(struct app *app, struct pane *p, struct buf *out)
{
	struct caret *c = (struct caret *)p;
	struct span s;
	size_t words = 0, at = 0, from, to;

	if (c->start == NOWHERE || !select_span(app, &s)) {
		caret_status_here(app, out);
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
	buf_puts(out, c->reshaped[0] != '\0'
			  ? "  Enter keep these ends  o the other end  Esc"
			  : "  Enter highlight (1-6 Enter: colour)  a note  y "
			    "copy  Esc");
}

static void
caret_close(struct app *app, struct pane *p)
{
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

/* v: a caret where the reader looks; there the next v begins to select. */
static struct caret *
caret_open(struct app *app, bool lines)
{
	struct caret *c = xcalloc(1, sizeof(*c));

	c->pane.kind = &caret_pane;
	c->col = -1;
	c->start = NOWHERE;
	c->at = select_place(app);
	pane_open(app, &c->pane);
	if (lines)
		caret_select(app, c, true);
	app_stale(app, STALE_ALL);
	return c;
}

void
select_reshape(struct app *app, const struct annotation *a)
{
	struct caret *c = caret_of(app);

	if (c == NULL)
		c = caret_open(app, false);
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
	if (from < app->view.from || from >= app->view.to)
		view_jump(app, from);
	app->focus = (struct focus){from, to > from ? to : from + 1};
	app_stale(app, STALE_ALL);
}

void
cmd_select(struct app *app, const struct call *call)
{
	(void)call;
	caret_open(app, false);
}

void
cmd_select_lines(struct app *app, const struct call *call)
{
	(void)call;
	caret_open(app, true);
}

/* Sentences on the page without a caret: one is put there. */
static void
caret_sentence(struct app *app, const struct call *call)
{
	caret_open(app, false);
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
		app_say(app, "v puts a cursor on the page first"); \
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
