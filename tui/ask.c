/*
 * One key more, for a command that needs a character.
 */
#include <stdlib.h>

#include "tui/ask.h"

struct ask {
	struct pane pane;
	struct call call;
};

static bool
ask_take(struct app *app, struct pane *p, uint32_t key)
{
	struct call call = ((struct ask *)p)->call;
	struct buf arg = BUF_INIT;

	pane_close(app);
	if (key > 0x10ffff || key < ' ' || key == 0x7f)
		return true;
	buf_putcp(&arg, key);
	call.arg = buf_lend(&arg);
	app_command(app, &call);
	buf_free(&arg);
	return true;
}

static void
ask_close(struct app *app, struct pane *p)
{
	app_stale(app, STALE_STATUS);
	free(p);
}

static const struct pane_kind ask_pane = {
    .name = "ask",
    .mode = MODE_HINTS,
    .key = ask_take,
    .close = ask_close,
};

void
ask_key(struct app *app, const struct call *call, const char *words)
{
	struct ask *a = xcalloc(1, sizeof(*a));

	a->pane.kind = &ask_pane;
	a->call = *call;
	pane_open(app, &a->pane);
	/* a message takes as many rows as it needs, and stays until a key */
	app_say(app, "%s", words);
}
