/*
 * Putting a link to another annotation into a note: chosen from a list, written
 * as the beginning of its id.
 */
#include <string.h>

#include <izba/text.h>

#include "tui/desk.h"
#include "tui/here.h"
#include "tui/list.h"
#include "tui/marks.h"

/* Characters of an id: as many as tell it from all others. */
static const size_t lengths[] = {8, 13, 18, 36};

static size_t
short_of(struct app *app, const char *uuid)
{
	for (size_t i = 0; i + 1 < LENGTH(lengths); i++) {
		struct annotations found;
		struct err err;
		size_t n;

		if (!store_find(app->store, (struct str){uuid, lengths[i]},
			&found, &err))
			break;
		n = found.n;
		annotations_free(&found);
		if (n <= 1)
			return lengths[i];
	}
	return lengths[LENGTH(lengths) - 1];
}

static void
links_fill(struct app *app, struct list *l)
{
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < app->marks.n; i++) {
		const struct annotation *a = &app->marks.v[i];

		if (strcmp(a->uuid, app->noting.uuid) == 0)
			continue;
		buf_clear(&words);
		if (a->body.n > 0) {
			text_fold(&words, NULL,
			    str_slice(a->body, 0, text_fit(a->body, 200)), 0,
			    FOLD_SPACE);
			buf_puts(&words, "  ");
		}
		if (a->quote.n > 0) {
			buf_puts(&words, "“");
			text_fold(&words, NULL,
			    str_slice(a->quote, 0, text_fit(a->quote, 200)), 0,
			    FOLD_SPACE);
			buf_puts(&words, "”");
		}
		list_add(l, &(struct list_item){
				.text = arena_str(l->arena, buf_lend(&words)),
				.right = arena_str(l->arena, a->address),
				.id = (uint32_t)i,
				.place = a->from,
				.indent = 1,
				.sign = a->body.n > 0 ? STR("✎") : STR("▌"),
			    });
	}
	buf_free(&words);
}

static void
links_enter(struct app *app, struct list *l, const struct list_item *item)
{
	const struct annotation *old = marks_of_id(app, app->noting.uuid);
	const char *to = app->marks.v[item->id].uuid;
	struct buf body = BUF_INIT;
	struct annotation a;

	(void)l;
	if (old == NULL) {
		pane_close(app);
		app_say_error(app, "The annotation is gone");
		return;
	}
	a = *old;
	buf_str(&body, a.body);
	buf_printf(&body, "%s[[%.*s]]", a.body.n > 0 ? " " : "",
	    (int)short_of(app, to), to);
	a.body = buf_lend(&body);
	pane_close(app);
	if (marks_change(app, &a))
		app_say(app, "Linked: %s",
		    body.p + str_find(buf_lend(&body), STR("[[")));
	buf_free(&body);
}

static const struct status_key links_keys[] = {
    {COMMAND_follow, "put a link to it into the note"},
    {COMMAND_item_filter, "filter"},
    {COMMAND_close, "close"},
    {COMMAND_nothing, NULL},
};

static const struct list_kind links = {
    .name = "Link to",
    .empty = "there is no other annotation in this book",
    .keys = links_keys,
    .fill = links_fill,
    .enter = links_enter,
};

void
cmd_link(struct app *app, const struct call *call)
{
	struct desk *d = desk_top(app);
	const struct annotation *a = d != NULL ? desk_hand(d) : here_want(app);

	(void)call;
	if (a == NULL || !marks_writable(app))
		return;
	if (marks_of_id(app, a->uuid) == NULL) {
		app_say(app,
		    "That is not in the book that is open: %s goes there",
		    app_key_name(app, MODE_DESK, COMMAND_follow).s);
		return;
	}
	memcpy(app->noting.uuid, a->uuid, sizeof(app->noting.uuid));
	list_open(app, &links, a->from);
}
