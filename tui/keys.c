/*
 * What a key does: counts, sequences, pasted text; and what a command does:
 * by the pane on top, else by the table.
 */
#include <string.h>

#include <izba/text.h>

#include "tui/app.h"
#include "tui/mouse.h"

#define LIMIT_COUNT 100000000u
/* Bytes kept of pasted text: more than any line takes, so that this can be
 * said. */
#define LIMIT_PASTE 1100000u

#define PASTE_END "\033[201~"

#define GROUP(title)
#define COMMAND(id, name, modes, argument, help) [COMMAND_##id] = cmd_##id,
static void (*const functions[COMMANDS])(struct app *, const struct call *) = {
#include "tui/commands.def"
};
#undef COMMAND
#undef GROUP

void
app_command(struct app *app, const struct call *call)
{
	struct pane *p = app->panes;

	if (p != NULL && p->kind->command != NULL &&
	    p->kind->command(app, p, call))
		return;
	/* what is not for this mode is for the page */
	while (app->panes != NULL &&
	       (commands[call->id].modes & 1u << app_mode(app)) == 0)
		pane_close(app);
	functions[call->id](app, call);
}

/* ---- keys ---- */

static void
forget(struct app *app)
{
	struct keys *k = &app->keys;

	k->node = KEYMAP_TOP;
	k->count = 0;
	k->counted = false;
	buf_clear(&k->typed);
	app_stale(app, STALE_STATUS);
}

/* A digit is part of a count unless it is mapped. */
static bool
take_digit(struct app *app, uint32_t key)
{
	struct keys *k = &app->keys;
	struct binding b;
	uint32_t node = k->node;

	if (key < '0' || key > '9' || k->node != KEYMAP_TOP ||
	    (key == '0' && !k->counted))
		return false;
	if (!k->counted &&
	    keymap_step(k->map, app_mode(app), &node, key, &b) != KEYMAP_MISS)
		return false;
	k->counted = true;
	k->count = k->count * 10 + (key - '0');
	if (k->count > LIMIT_COUNT)
		k->count = LIMIT_COUNT;
	app_stale(app, STALE_STATUS);
	return true;
}

static void
say_unmapped(struct app *app, uint32_t key)
{
	struct buf name = BUF_INIT;
	struct buf help = BUF_INIT;

	if (key != K_UNKNOWN) {
		buf_str(&name, buf_lend(&app->keys.typed));
		key_write(&name, key);
	}
	keymap_keys(app->keys.map, app_mode(app), COMMAND_help, 1, &help);
	app_say(app, "%s does nothing here%s%s%s",
	    name.n > 0 ? name.p : "This key", help.n > 0 ? " (" : "", help.p,
	    help.n > 0 ? " helps)" : "");
	buf_free(&name);
	buf_free(&help);
}

static void
take_mapped(struct app *app, uint32_t key)
{
	struct keys *k = &app->keys;
	struct binding b;
	struct call call;

	switch (keymap_step(k->map, app_mode(app), &k->node, key, &b)) {
	case KEYMAP_MORE:
		key_write(&k->typed, key);
		app_stale(app, STALE_STATUS);
		return;
	case KEYMAP_HIT:
		call = (struct call){b.id, k->counted ? (uint32_t)k->count : 1,
		    k->counted, b.arg};
		if (call.count == 0)
			call.count = 1;
		forget(app);
		app_command(app, &call);
		return;
	case KEYMAP_MISS:
		say_unmapped(app, key);
		forget(app);
		return;
	}
}

/* Pasted text is for prompts; elsewhere its letters would be commands. */
static bool
take_paste(struct app *app, uint32_t key)
{
	struct keys *k = &app->keys;

	if (key == K_PASTE) {
		k->pasting = true;
		buf_clear(&k->pasted);
		return true;
	}
	if (!k->pasting)
		return key == K_PASTED;
	/* a way out, should the end be lost */
	if (key == K_CTRL('c')) {
		k->pasting = false;
		return true;
	}
	if (key < KEYS_BASE && k->pasted.n < LIMIT_PASTE)
		buf_putcp(&k->pasted, key == K_ENTER ? '\n' : key);
	/* on a slow line its end may come in pieces, which are no key then */
	if (key == '~' && str_ends(buf_lend(&k->pasted), PASTE_END)) {
		buf_cut(&k->pasted, k->pasted.n - strlen(PASTE_END));
		key = K_PASTED;
	}
	if (key == K_PASTED) {
		k->pasting = false;
		if (app->prompt != NULL)
			prompt_paste(app, buf_lend(&k->pasted));
		buf_clear(&k->pasted);
	}
	return true;
}

/* Stopping and painting anew go on while a line or letters are typed. */
static bool
take_anywhere(struct app *app, uint32_t key)
{
	uint32_t node = KEYMAP_TOP;
	struct binding b;

	if ((app->prompt == NULL && app_mode(app) != MODE_HINTS) ||
	    key >= ' ' ||
	    keymap_step(app->keys.map, MODE_READ, &node, key, &b) !=
		KEYMAP_HIT ||
	    (b.id != COMMAND_suspend && b.id != COMMAND_redraw))
		return false;
	functions[b.id](app, &(struct call){.id = b.id, .count = 1});
	return true;
}

void
app_key(struct app *app, uint32_t key)
{
	struct keys *k = &app->keys;

	k->handled++;
	if (take_paste(app, key))
		return;
	if (key == K_MOUSE) {
		mouse_do(app, screen_mouse());
		return;
	}
	app_hush(app);
	if (take_anywhere(app, key))
		return;
	if (app->prompt != NULL) {
		prompt_key(app, key);
		return;
	}
	if (app->panes != NULL && app->panes->kind->key != NULL &&
	    app->panes->kind->key(app, app->panes, key))
		return;
	if ((key == K_ESC || key == K_CTRL('c')) &&
	    (k->node != KEYMAP_TOP || k->counted)) {
		forget(app);
		return;
	}
	/* a Russian keyboard's letters stand for the keys they are on */
	if (key < KEYS_BASE && key > '~')
		key = cp_qwerty(key);
	if (!take_digit(app, key))
		take_mapped(app, key);
}
