/*
 * Pointing on the page: walking the callouts and links with Tab, opening what
 * they lead to, looking words up.
 */
#include <izba/text.h>

#include "tui/here.h"
#include "tui/hints.h"
#include "tui/hits.h"
#include "tui/peek.h"
#include "tui/picture.h"
#include "tui/point.h"

static void
focus_set(struct app *app, uint32_t from, uint32_t to)
{
	app->focus = (struct focus){from, to};
	app_stale(app, STALE_PAGE | STALE_STATUS);
}

/* Is the focus on what the screen shows? */
static bool
focus_seen(const struct app *app)
{
	uint32_t from = app->focus.from;

	/* one without a letter, a picture, may be the last on the page */
	return from != NOWHERE && from >= app->view.from &&
	       (from < app->view.to ||
		   (from == app->view.to && from == app->focus.to));
}

static void
focus_walk(struct app *app, const struct call *call, bool back)
{
	struct target t = {.kind = TARGET_NONE}, found = t;
	bool seen = focus_seen(app);

	for (uint32_t i = 0; i < call->count; i++) {
		if (back)
			t = point_prev(
			    app, seen ? app->focus.from : app->view.to);
		else
			t = point_next(
			    app, seen ? app->focus.from + 1 : app->view.from);
		if (t.kind == TARGET_NONE)
			break;
		found = t;
		focus_set(app, t.from, t.to);
		seen = true;
	}
	if (found.kind == TARGET_NONE)
		app_say(app, !seen  ? "Nothing to follow on this page"
			     : back ? "That is the first on this page"
				    : "That is the last on this page");
}

void
cmd_target_next(struct app *app, const struct call *call)
{
	focus_walk(app, call, false);
}

void
cmd_target_prev(struct app *app, const struct call *call)
{
	focus_walk(app, call, true);
}

static void
follow_link(struct app *app, const struct link *l)
{
	struct buf shown = BUF_INIT;

	if (l->entry != NOWHERE) {
		peek_open(app, card_of_entry(app->book, l->entry));
	} else if (l->target != NOWHERE) {
		pane_close_all(app);
		view_jump(app, l->target);
	} else if (l->href.n > 0) {
		text_clean(&shown, str_slice(l->href, 0, 300), NULL);
		app_say(app, "Outside this book: %s", shown.p);
	} else {
		app_say(app, "This link leads nowhere");
	}
	buf_free(&shown);
}

static void
say_no_note(struct app *app, const struct reference *r)
{
	app_say(app, "The book has no note for “%.*s” here",
	    (int)(r->printed.n < 40 ? r->printed.n : 40), r->printed.p);
}

void
follow_target(struct app *app, struct target t)
{
	const struct book *b = app->book;

	if (t.kind == TARGET_LINK)
		follow_link(app, &b->links[t.id]);
	else if (t.kind == TARGET_IMAGE)
		picture_open(app, t.id);
	else if (t.kind == TARGET_WORD)
		peek_open(app, card_of_word(b, book_text(b, t.from, t.to)));
	else if (t.kind == TARGET_REFERENCE) {
		const struct reference *r = &b->references[t.id];

		if (r->note != NOWHERE)
			peek_open(app, card_of_note(r->note));
		else
			say_no_note(app, r);
	}
}

static uint32_t
place_of_word(const struct book *b, struct str word)
{
	struct match m;

	return apparatus_lookup(b, word, &m, 1) > 0 ? b->entries[m.entry].from
						    : NOWHERE;
}

void
follow_to_place(struct app *app, struct target t)
{
	const struct book *b = app->book;
	uint32_t to = NOWHERE;

	if (t.kind == TARGET_REFERENCE && b->references[t.id].note != NOWHERE)
		to = b->notes[b->references[t.id].note].from;
	else if (t.kind == TARGET_LINK && b->links[t.id].entry != NOWHERE)
		to = b->entries[b->links[t.id].entry].from;
	else if (t.kind == TARGET_LINK)
		to = b->links[t.id].target;
	else if (t.kind == TARGET_WORD)
		to = place_of_word(b, book_text(b, t.from, t.to));
	if (to == NOWHERE) {
		follow_target(app, t);
		return;
	}
	pane_close_all(app);
	view_jump(app, to);
}

/* The target in focus; on a page with none in focus but just one to follow,
 * that one. */
static struct target
focus_target(struct app *app)
{
	struct target t = {.kind = TARGET_NONE};

	if (focus_seen(app))
		return point_at(app, app->focus.from);
	t = point_next(app, app->view.from);
	if (t.kind != TARGET_NONE &&
	    point_next(app, t.from + 1).kind != TARGET_NONE)
		t.kind = TARGET_NONE;
	else if (t.kind != TARGET_NONE)
		focus_set(app, t.from, t.to);
	return t;
}

static void
say_how_to_choose(struct app *app, const char *what)
{
	if (point_next(app, app->view.from).kind == TARGET_NONE)
		app_say(app, "Nothing to follow on this page");
	else
		app_say(app, "%s chooses %s, %s shows all of it",
		    app_key_name(app, MODE_READ, COMMAND_target_next).s, what,
		    app_key_name(app, MODE_READ, COMMAND_hints).s);
}

void
cmd_follow(struct app *app, const struct call *call)
{
	struct target t = focus_target(app);

	if (t.kind != TARGET_NONE)
		follow_target(app, t);
	else if (here_mark(app) != NULL)
		cmd_mark_show(app, call);
	else
		say_how_to_choose(app, "what to open");
}

void
cmd_target_go(struct app *app, const struct call *call)
{
	struct target t = focus_target(app);

	(void)call;
	if (t.kind == TARGET_NONE)
		say_how_to_choose(app, "where to go");
	else
		follow_to_place(app, t);
}

/* What the book says of a word; if it says nothing, of what the word is on the
 * other keyboard layout. */
static struct card
card_found(struct app *app, struct str word)
{
	struct card c = card_of_word(app->book, word);
	struct buf meant = BUF_INIT;

	if (c.n_matches == 0) {
		text_relayout(&meant, word);
		card_free(&c);
		c = card_of_word(app->book, buf_lend(&meant));
	}
	buf_free(&meant);
	return c;
}

/* Show what the book says of a word, or that it says nothing. */
static void
lookup_word(struct app *app, struct str word)
{
	struct card c = card_found(app, word);

	if (c.n_matches > 0) {
		peek_open(app, c);
		return;
	}
	card_free(&c);
	app_say(app, "The book's glossary and lists do not have “%.*s”",
	    (int)text_fit(word, 40), word.p);
}

static void
lookup_done(struct app *app, struct str line)
{
	struct str word = str_trim(line);

	if (word.n > 0)
		lookup_word(app, word);
}

/* Offer the names of the entries that begin with what is typed. */
static void
lookup_complete(struct app *app, struct str line, size_t *word,
    void (*offer)(void *data, struct str s), void *data)
{
	const struct book *b = app->book;
	struct buf wanted = BUF_INIT, head = BUF_INIT;
	unsigned offered = 0;

	*word = 0;
	text_fold(&wanted, NULL, line, 0, FOLD_SEARCH);
	for (uint32_t i = 0; i < b->n_entries && offered < 40; i++) {
		struct str s = b->entries[i].heads.n > 0
				   ? b->entries[i].heads.v[0]
				   : STR("");

		buf_clear(&head);
		text_fold(&head, NULL, s, 0, FOLD_SEARCH);
		if (s.n > 0 && str_starts(buf_lend(&head), wanted.p)) {
			offer(data, s);
			offered++;
		}
	}
	buf_free(&wanted);
	buf_free(&head);
}

static const struct prompt_kind lookup_prompt = {
    .name = "lookup",
    .label = "look up: ",
    .done = lookup_done,
    .complete = lookup_complete,
};

void
lookup_ask(struct app *app)
{
	prompt_open(app, &lookup_prompt, STR(""));
}

/* Every place of the entry that a word has; a pane or a list that shows an
 * entry knows by itself. */
void
cmd_places(struct app *app, const struct call *call)
{
	struct card c;

	if (call->arg.n == 0) {
		app_say(app, "%s in an entry's pane, or :places WORD",
		    app_key_name(app, MODE_PANE, COMMAND_places).s);
		return;
	}
	c = card_found(app, call->arg);
	if (c.n_matches > 0)
		hits_open_places(app, c.matches[0].entry);
	else
		app_say(app, "The book's glossary and lists do not have “%.*s”",
		    (int)text_fit(call->arg, 40), call->arg.p);
	card_free(&c);
}

void
cmd_lookup(struct app *app, const struct call *call)
{
	if (call->arg.n > 0)
		lookup_word(app, call->arg);
	else
		hints_open(app, HINTS_ENTRIES);
}

void
cmd_hints(struct app *app, const struct call *call)
{
	(void)call;
	hints_open(app, HINTS_TARGETS);
}
