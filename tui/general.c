/*
 * Commands about the program itself: the command line, options, redraw,
 * suspend, quit.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/app.h"
#include "tui/desk.h"
#include "tui/find.h"
#include "tui/picture.h"
#include "tui/unsaved.h"

void
cmd_close(struct app *app, const struct call *call)
{
	(void)call;
	if (app->panes != NULL)
		pane_close(app);
	else
		find_hide(app);
	app->focus.from = NOWHERE;
	app_stale(app, STALE_ALL);
}

void
cmd_nothing(struct app *app, const struct call *call)
{
	(void)app;
	(void)call;
}

void
cmd_redraw(struct app *app, const struct call *call)
{
	(void)call;
	screen_redraw();
	app_stale(app, STALE_ALL);
}

void
cmd_suspend(struct app *app, const struct call *call)
{
	(void)call;
	app_save_place(app);
	screen_suspend();
	app_stale(app, STALE_ALL);
}

void
cmd_quit(struct app *app, const struct call *call)
{
	size_t n;

	if (call->arg.n > 0 && call->arg.p[0] != '!' &&
	    cp_qwerty(cp_decode(call->arg.p, call->arg.p + call->arg.n, &n)) !=
		'y')
		app_say(app, "Still here");
	else if (call->arg.n > 0 || unsaved_may_quit(app))
		app->quit = true;
}

/* ---- options ---- */

/* Make a changed option felt; false if that can't be. */
static bool
option_changed(struct app *app, enum option_id id, struct err *err)
{
	if (id == OPT_apparatus)
		return app_reread(app, err);
	if (id == OPT_keymap)
		return app_rekey(app, err);
	if (id == OPT_mouse)
		return screen_set_mouse(app->options.v[id]) ||
		       err_set(err, ERR_TERMINAL,
			   "this terminal does not tell of a mouse");
	if (id == OPT_colour)
		screen_set_colour(app->options.v[id] == 0);
	view_resize(app);
	pane_changed_all(app);
	return true;
}

void
cmd_set(struct app *app, const struct call *call)
{
	struct options before = app->options;
	struct buf out = BUF_INIT;
	enum option_id id;
	struct err err;

	if (call->arg.n == 0) {
		for (int i = 0; i < OPTIONS; i++) {
			buf_puts(&out, i > 0 ? "  " : "");
			options_show(&app->options, (enum option_id)i, &out);
		}
		app_say(app, "%s", out.p);
	} else if (!options_set(&app->options, call->arg, &id, &err) ||
		   !option_changed(app, id, &err)) {
		app->options = before;
		app_say_error(app, "%s", err.text);
	} else {
		options_show(&app->options, id, &out);
		app_say(app, "%s", out.p);
	}
	buf_free(&out);
}

/* ---- the command line ---- */

/* "41" is a page, "50%" is so much of the book. */
static bool
number_line(struct app *app, struct str line)
{
	struct call call = {COMMAND_page, 1, false, line};

	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '%' && i + 1 == line.n && i > 0)
			call.id = COMMAND_percent;
		else if (line.p[i] < '0' || line.p[i] > '9')
			return false;
	}
	if (line.n > 0)
		app_command(app, &call);
	return line.n > 0;
}

/* Do a line that was typed with the other keyboard layout on; its first n
 * bytes are no command as they stand.  false if they are none there either. */
static bool
rescued_line(struct app *app, struct str line, size_t n)
{
	struct buf word = BUF_INIT, meant = BUF_INIT;
	bool is_command;

	text_relayout(&word, str_slice(line, 0, n));
	is_command = text_script(str_slice(line, 0, n)) == SCRIPT_CYRILLIC &&
		     command_find(buf_lend(&word), true) != COMMANDS;
	if (is_command) {
		text_relayout(&meant, line);
		app_line(app, buf_lend(&meant));
	}
	buf_free(&word);
	buf_free(&meant);
	return is_command;
}

/* The command of "q!": one that can be made to do it all the same, and whose
 * argument then begins with the sign. */
static enum command_id
forced(struct str name)
{
	enum command_id id = command_find(name, true);

	return id != COMMANDS &&
		       str_starts(str_of(commands[id].argument), "[!]")
		   ? id
		   : COMMANDS;
}

/* There is none of that name, or it is short for several. */
static void
say_no_command(struct app *app, struct str word)
{
	struct buf names = BUF_INIT;

	for (int i = 0; i < COMMANDS; i++)
		if (word.n > 0 &&
		    strncmp(commands[i].name, word.p, word.n) == 0)
			buf_printf(&names, "%s%s", names.n > 0 ? " or " : ": ",
			    commands[i].name);
	app_say_error(app, "No command %.*s%s", (int)word.n, word.p, names.p);
	buf_free(&names);
}

void
app_line(struct app *app, struct str line)
{
	struct call call = {COMMANDS, 1, false, {"", 0}};
	struct err err;
	size_t n = 0;

	line = str_trim(line);
	if (line.n > 0 && line.p[0] == ':')
		line = str_trim(str_slice(line, 1, line.n));
	if (line.n == 0 || number_line(app, line))
		return;
	while (n < line.n && line.p[n] != ' ')
		n++;
	call.id = command_find(str_slice(line, 0, n), true);
	if (call.id == COMMANDS && n > 1 && line.p[n - 1] == '!')
		call.id = forced(str_slice(line, 0, --n));
	call.arg = str_trim(str_slice(line, n, line.n));
	if (call.id == COMMANDS && rescued_line(app, line, n))
		return;
	if (call.id == COMMANDS)
		say_no_command(app, str_slice(line, 0, n));
	else if (!command_check(call.id, call.arg, &err))
		app_say_error(app, "%s", err.text);
	else
		app_command(app, &call);
}

/* What completes an argument. */
static void
offer_argument(struct app *app, enum command_id id, struct str part,
    void (*offer)(void *data, struct str s), void *data)
{
	const struct book *b = app->book;

	if (id == COMMAND_set)
		options_offer(part, offer, data);
	if (id == COMMAND_encoding)
		encoding_offer(part, offer, data);
	desk_offer(app, id, part, offer, data);
	if (id == COMMAND_save_image)
		picture_offer(app, part, offer, data);
	for (uint32_t i = 0; id == COMMAND_goto && i < b->n_sections; i++) {
		struct buf address = BUF_INIT;

		book_address(b, b->sections[i].from, &address);
		if (b->sections[i].level == 1 &&
		    str_find(buf_lend(&address), part) != SIZE_MAX)
			offer(data, buf_lend(&address));
		buf_free(&address);
	}
	for (uint32_t i = 0; id == COMMAND_lookup && i < b->n_entries; i++)
		if (part.n > 0 && b->entries[i].heads.n > 0 &&
		    str_eq(
			str_slice(b->entries[i].heads.v[0], 0, part.n), part))
			offer(data, b->entries[i].heads.v[0]);
}

/* Offer commands, and what their argument may be. */
static void
complete_line(struct app *app, struct str line, size_t *word,
    void (*offer)(void *data, struct str s), void *data)
{
	size_t space = str_find(line, STR(" "));

	*word = space != SIZE_MAX ? space + 1 : 0;
	if (space != SIZE_MAX) {
		offer_argument(app,
		    command_find(str_slice(line, 0, space), true),
		    str_slice(line, space + 1, line.n), offer, data);
		return;
	}
	for (int i = 0; i < COMMANDS; i++) {
		struct str name = str_of(commands[i].name);

		if ((commands[i].modes & (IN_READ | 1u << app_mode(app))) !=
			0 &&
		    str_eq(str_slice(name, 0, line.n), line))
			offer(data, name);
	}
}

static const struct prompt_kind line_prompt = {
    .name = "command",
    .label = ":",
    .done = app_line,
    .complete = complete_line,
};

void
cmd_command(struct app *app, const struct call *call)
{
	prompt_open(app, &line_prompt, call->arg);
}
