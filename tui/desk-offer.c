/*
 * What the arguments of the workbench's commands may be, for completion.
 */
#include <string.h>

#include <izba/export.h>

#include "tui/desk.h"
#include "tui/files.h"
#include "tui/list.h"
#include "tui/tags.h"

static const char *const choices[] = {"all", "none", "others"};
static const char *const scopes[] = {"all", "book"};

/* Lists of words by command. */
static const struct {
	enum command_id id;
	const char *const *words;
	size_t n;
} lists[] = {
    {COMMAND_sort, pile_orders, ORDERS},
    {COMMAND_shelf, shelf_order_names, SHELF_ORDERS},
    {COMMAND_highlight, colour_names, COLOURS},
    {COMMAND_highlight, mark_style_names, MARK_STYLES},
    {COMMAND_recolour, colour_names, COLOURS},
    {COMMAND_style, mark_style_names, MARK_STYLES},
    {COMMAND_item_choose, choices, LENGTH(choices)},
    {COMMAND_annotations, scopes, LENGTH(scopes)},
};

static void
offer_formats(
    struct str part, void (*offer)(void *data, struct str s), void *data)
{
	size_t n;
	const struct exporter *v = export_table(&n);
	struct buf word = BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		if (strncmp(v[i].name, part.p, part.n) != 0)
			continue;
		buf_clear(&word);
		buf_printf(&word, "%s ", v[i].name);
		offer(data, buf_lend(&word));
	}
	if (strncmp("template", part.p, part.n) == 0)
		offer(data, STR("template "));
	buf_free(&word);
}

/* "FORMAT FILE", "template TEMPLATE FILE" or a file alone. */
static void
offer_export(
    struct str part, void (*offer)(void *data, struct str s), void *data)
{
	size_t space = str_find(part, STR(" ")), from = space + 1;

	if (space == SIZE_MAX) {
		offer_formats(part, offer, data);
		from = 0;
	} else if (str_is(str_slice(part, 0, space), "template")) {
		space = str_find(str_slice(part, from, part.n), STR(" "));
		from += space != SIZE_MAX ? space + 1 : 0;
	}
	files_offer(str_slice(part, 0, from), str_slice(part, from, part.n),
	    offer, data);
}

void
desk_offer(struct app *app, enum command_id id, struct str part,
    void (*offer)(void *data, struct str s), void *data)
{
	if (id == COMMAND_export)
		offer_export(part, offer, data);
	if (id == COMMAND_import || id == COMMAND_write_to)
		files_offer(STR(""), part, offer, data);
	if (id == COMMAND_tag && desk_top(app) != NULL)
		desk_offer_tags(app, part, offer, data);
	else if (id == COMMAND_tag)
		tags_offer(app, part, offer, data);
	if (id == COMMAND_sort && list_top(app, NULL) != NULL)
		id = COMMAND_shelf;
	for (size_t i = 0; i < LENGTH(lists); i++)
		for (size_t k = 0; lists[i].id == id && k < lists[i].n; k++)
			if (strncmp(lists[i].words[k], part.p, part.n) == 0)
				offer(data, str_of(lists[i].words[k]));
}
