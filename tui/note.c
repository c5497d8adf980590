/*
 * Writing a note: on what is selected or marked, on a place, a page, the book;
 * in an editor or in a line at the foot.  An empty note changes nothing.
 */
#include <string.h>

#include <izba/text.h>

#include "tui/here.h"
#include "tui/marks.h"
#include "tui/peek.h"
#include "tui/select.h"
#include "tui/tags.h"

/* ---- keeping ---- */

static const char *
subject_of(const struct annotation *a)
{
	if (annotation_is_on_book(a))
		return "Noted on the book";
	return "Noted";
}

/* Write it; what the store refuses is put into a file. */
static void
note_put(struct app *app, struct annotation *after)
{
	bool fresh = after->uuid[0] == '\0';

	if (fresh ? !marks_add(app, after) : !marks_change(app, after)) {
		note_rescue(app, after->body);
		return;
	}
	select_end(app);
	app_say(app, "%s", fresh ? subject_of(after) : "The note is changed");
}

/* Give the annotation its words: a new one is added, an old one changed. */
static void
note_keep(struct app *app, const struct annotation *a, struct str words)
{
	struct annotation after = *a;
	struct buf clean = BUF_INIT, tags = BUF_INIT;

	text_clean(&clean, str_trim(words), NULL);
	after.body = buf_lend(&clean);
	tags_of_words(a, after.body, &tags);
	after.tags = buf_lend(&tags);
	if (after.body.n == 0)
		app_say(app, after.uuid[0] == '\0'
				 ? "An empty note is none"
				 : "An empty note changes nothing");
	else if (after.uuid[0] != '\0' && str_eq(after.body, a->body))
		app_say(app, "The note is as it was");
	else
		note_put(app, &after);
	buf_free(&clean);
	buf_free(&tags);
}

/* ---- in a line ---- */

static void
line_done(struct app *app, struct str line)
{
	const struct annotation a = app->noting;
	const struct annotation *old = NULL;

	/* an old annotation may have changed or gone while the line was typed */
	if (a.uuid[0] != '\0')
		old = marks_of_id(app, a.uuid);
	if (a.uuid[0] != '\0' && old == NULL) {
		app_say_error(app, "The annotation is gone");
		note_rescue(app, line);
	} else {
		note_keep(app, old != NULL ? old : &a, line);
	}
}

static const struct prompt_kind note_prompt = {
    .name = "note",
    .label = "note: ",
    .done = line_done,
    .lines = true,
};

/* Write or change the reader's words: `a` lends what is to be annotated (an
 * empty uuid: a new annotation).  In $VISUAL, $EDITOR or a prompt. */
static void
note_edit(struct app *app, const struct annotation *a, bool in_prompt)
{
	struct buf words = BUF_INIT;

	if (in_prompt || !note_has_editor()) {
		app->noting = *a;
		app->noting.body = (struct str){NULL, 0};
		prompt_open(app, &note_prompt, a->body);
		return;
	}
	if (note_compose(app, a, &words))
		note_keep(app, a, buf_lend(&words));
	buf_free(&words);
	app_stale(app, STALE_ALL);
}

/* ---- what it is on ---- */

/* What the words are for: what the argument names, the selection, what is
 * annotated here already, the place of the caret or in the pane, the page.
 * false with something said. */
static bool
note_subject(struct app *app, const struct call *call, struct span *s,
    const struct annotation **old)
{
	struct span at, line;
	bool caret = select_caret(app, &at, &line);

	*old = NULL;
	if (select_reshaped(app) != NULL) {
		*old = marks_of_id(app, select_reshaped(app));
	} else if (call->arg.n > 0 || select_active(app)) {
		if (!select_or_object(app, call->arg, s))
			return false;
		*old = marks_of_span(app, *s);
	} else {
		*old = here_mark(app);
		s->from = app->view.anchor;
		if (caret)
			s->from = at.from;
		else if (peek_place(app) != NOWHERE)
			s->from = peek_place(app);
		s->to = s->from;
	}
	return true;
}

/* A new annotation that will have the words. */
static struct annotation
note_new(const struct app *app, struct span s)
{
	return (struct annotation){.kind = ANNOTATION_NOTE,
	    .from = s.from,
	    .to = s.to,
	    .colour = (enum colour)app->options.v[OPT_highlight],
	    .style = (enum mark_style)app->options.v[OPT_style]};
}

static void
note_command(struct app *app, const struct call *call, bool in_prompt)
{
	const struct annotation *old;
	struct annotation a;
	struct span s = {0, 0};

	if (!marks_writable(app) || !note_subject(app, call, &s, &old))
		return;
	a = note_new(app, s);
	note_edit(app, old != NULL ? old : &a, in_prompt);
}

void
cmd_note(struct app *app, const struct call *call)
{
	note_command(app, call, false);
}

void
cmd_note_line(struct app *app, const struct call *call)
{
	note_command(app, call, true);
}

void
cmd_note_book(struct app *app, const struct call *call)
{
	struct annotation a = note_new(app, (struct span){0, 0});
	const struct annotation *old = NULL;

	(void)call;
	for (size_t i = 0; i < app->marks.n && app->marks.v[i].from == 0; i++)
		if (annotation_is_on_book(&app->marks.v[i]))
			old = &app->marks.v[i];
	if (marks_writable(app))
		note_edit(app, old != NULL ? old : &a, false);
}
