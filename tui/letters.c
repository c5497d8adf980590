/*
 * Letters that name places: given, gone to, listed.  Small ones are this book's;
 * capital ones lead to whichever book they stand in.
 */
#include <string.h>

#include <izba/text.h>

#include "tui/ask.h"
#include "tui/desk.h"
#include "tui/far.h"
#include "tui/list.h"
#include "tui/marks.h"
#include "tui/select.h"

/* The letter, or one of the signs beside them, that was typed. */
static bool
letter_of(struct app *app, struct str arg, const char *signs, char *letter)
{
	uint32_t cp = 0;
	size_t n;

	if (arg.n > 0)
		cp = cp_qwerty(cp_decode(arg.p, arg.p + arg.n, &n));
	*letter = cp < 128 ? (char)cp : '\0';
	if (letter_is(*letter) ||
	    (*letter != '\0' && strchr(signs, *letter) != NULL))
		return true;
	app_say_error(app, "Marks are letters, a to z and A to Z");
	return false;
}

/* The bearer of a letter in this book, or NULL. */
static const struct annotation *
bearer_here(const struct app *app, char letter)
{
	for (size_t i = 0; i < app->marks.n; i++)
		if (app->marks.v[i].mark == letter)
			return &app->marks.v[i];
	return NULL;
}

/* Those of capital letters; false with something said. */
static bool
capitals(struct app *app, struct annotations *out)
{
	struct err err;

	*out = (struct annotations){.arena = NULL};
	if (app->store == NULL || store_capitals(app->store, out, &err))
		return true;
	app_say_error(app, "%s", err.text);
	return false;
}

/* The bearer of a capital letter in another book, or NULL. */
static const struct annotation *
bearer_elsewhere(
    const struct app *app, const struct annotations *all, char letter)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].mark == letter && all->v[i].book != app->id.row)
			return &all->v[i];
	return NULL;
}

/* Append what a book is called. */
static void
book_name(const struct shelf *shelf, int64_t row, struct buf *out)
{
	for (size_t i = 0; i < shelf->n; i++)
		if (shelf->v[i].row == row)
			text_fold(
			    out, NULL, far_name(&shelf->v[i]), 0, FOLD_SPACE);
}

/* ---- giving one ---- */

/* Append from which other book a capital letter is about to be taken. */
static void
taken_from(struct app *app, char letter, struct buf *out)
{
	const struct annotation *old;
	struct annotations all;
	struct shelf shelf;

	if (!letter_is_capital(letter) || !capitals(app, &all))
		return;
	old = bearer_elsewhere(app, &all, letter);
	if (old != NULL && store_shelf(app->store, &shelf, NULL)) {
		book_name(&shelf, old->book, out);
		shelf_free(&shelf);
	}
	annotations_free(&all);
}

void
cmd_mark_set(struct app *app, const struct call *call)
{
	struct annotation a = {.kind = ANNOTATION_BOOKMARK};
	struct buf before = BUF_INIT;
	struct span s;

	if (call->arg.n == 0) {
		ask_key(app, call, "a letter for this place");
		return;
	}
	if (!letter_of(app, call->arg, "", &a.mark))
		return;
	a.from = a.to = select_span(app, &s) ? s.from : app->view.anchor;
	taken_from(app, a.mark, &before);
	if (marks_add(app, &a))
		app_say(app, "Mark %c set%s%s", a.mark,
		    before.n > 0                ? "; it was in "
		    : letter_is_capital(a.mark) ? ", for all books"
						: "",
		    before.p);
	buf_free(&before);
}

/* ---- going to one ---- */

static void
go_here(struct app *app, const struct annotation *a)
{
	if (a->state == ANCHOR_LOST)
		app_say(app, "Mark %c: its text is gone", a->mark);
	else
		view_jump(app, a->from);
}

static void
go_elsewhere(struct app *app, char letter)
{
	const struct annotation *a = NULL;
	struct annotations all;
	struct annotation goal;

	if (letter_is_capital(letter) && !capitals(app, &all))
		return;
	if (letter_is_capital(letter))
		a = bearer_elsewhere(app, &all, letter);
	if (a == NULL) {
		app_say(app, "No mark %c", letter);
	} else {
		goal = *a;
		far_go(app, &goal);
	}
	if (letter_is_capital(letter))
		annotations_free(&all);
}

void
cmd_mark_go(struct app *app, const struct call *call)
{
	const struct annotation *a;
	char letter;

	if (call->arg.n == 0) {
		ask_key(app, call,
		    "the letter of a place, ' for the last, ? for a list");
		return;
	}
	if (!letter_of(app, call->arg, "'?", &letter))
		return;
	if (letter == '?') {
		cmd_letters(app, call);
		return;
	}
	if (letter == '\'') {
		if (!history_toggle(app))
			app_say(app, "No jump to go back over");
		return;
	}
	a = bearer_here(app, letter);
	if (a != NULL)
		go_here(app, a);
	else
		go_elsewhere(app, letter);
}

/* ---- all of them ---- */

/* "'A  the words there", and in another book which that is. */
static void
add_letter(struct app *app, struct list *l, const struct annotation *a,
    const struct shelf *shelf)
{
	struct buf words = BUF_INIT, name = BUF_INIT;
	bool here = a->book == app->id.row;

	desk_line(app, a, &words);
	if (!here) {
		buf_puts(&name, " · ");
		book_name(shelf, a->book, &name);
	}
	list_add(l, &(struct list_item){
			.text = arena_str(l->arena, buf_lend(&words)),
			.right = arena_str(l->arena, a->address),
			.after = arena_str(l->arena, buf_lend(&name)),
			.id = (uint32_t)a->mark,
			.place = here ? a->from : NOWHERE,
			.indent = 1,
		    });
	buf_free(&words);
	buf_free(&name);
}

static void
add_capitals(struct app *app, struct list *l)
{
	struct shelf shelf = {.arena = NULL};
	struct annotations all;
	struct err err;

	if (!capitals(app, &all))
		return;
	if (all.n > 0 && !store_shelf(app->store, &shelf, &err))
		app_say_error(app, "%s", err.text);
	if (all.n > 0)
		list_add_title(l, STR("In all books"));
	for (size_t i = 0; i < all.n; i++) {
		const struct annotation *here = bearer_here(app, all.v[i].mark);

		add_letter(app, l, here != NULL ? here : &all.v[i], &shelf);
	}
	shelf_free(&shelf);
	annotations_free(&all);
}

static void
letters_fill(struct app *app, struct list *l)
{
	static const struct shelf none = {.arena = NULL};
	bool any = false;

	for (char c = 'a'; c <= 'z'; c++) {
		const struct annotation *a = bearer_here(app, c);

		if (a != NULL && !any)
			list_add_title(l, STR("In this book"));
		if (a != NULL)
			add_letter(app, l, a, &none);
		any = any || a != NULL;
	}
	add_capitals(app, l);
}

static void
letters_enter(struct app *app, struct list *l, const struct list_item *item)
{
	char letter = (char)item->id;

	(void)l;
	pane_close(app);
	cmd_mark_go(
	    app, &(struct call){
		     .id = COMMAND_mark_go, .count = 1, .arg = {&letter, 1}});
}

static const struct list_kind letters = {
    .name = "Letters",
    .empty = "no place has a letter yet",
    .keys = list_keys_go,
    .fill = letters_fill,
    .enter = letters_enter,
};

void
cmd_letters(struct app *app, const struct call *call)
{
	(void)call;
	list_open(app, &letters, NOWHERE);
}
