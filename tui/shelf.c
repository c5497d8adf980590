/*
 * The shelf: the books that were read, as a list from which one is opened in
 * place of the present one.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/formats.h>
#include <izba/text.h>

#include "tui/far.h"
#include "tui/list.h"
#include "tui/when.h"

#define BAR_CELLS 10

/* ---- what stands at the right edge ---- */

/* The columns there: the marks left in a book, how far it is read, when last.
 * Those on the left are left out where they would take more than a third. */
enum column { BOOKMARKS, MARKS, BAR, PERCENT, DAY, COLUMNS };

struct columns {
	int width[COLUMNS]; /* 0: not shown */
};

static void
cell(enum column c, const struct shelf_book *b, bool gone, struct buf *out)
{
	uint64_t all = b->length > 0 ? b->length : 1;

	if (c == BOOKMARKS && b->bookmarks > 0)
		buf_printf(out, "⚑%u", b->bookmarks);
	else if (c == MARKS && b->highlights + b->notes > 0)
		buf_printf(out, "▌%u", b->highlights + b->notes);
	else if (c == BAR)
		status_bar(out, BAR_CELLS, b->place, all);
	else if (c == PERCENT && gone)
		buf_puts(out, b->path.n > 0 ? "gone" : "away");
	else if (c == PERCENT)
		buf_printf(out, "%3u%%", (unsigned)(b->place * 100ull / all));
	else if (c == DAY)
		when_write(out, b->opened);
}

/* How wide each column is for these books on a screen of so many columns. */
static struct columns
columns_for(const struct shelf *s, int cols)
{
	static const enum column wanted[] = {
	    PERCENT, DAY, MARKS, BOOKMARKS, BAR};
	struct columns c = {{0}};
	int sum = -2;

	for (size_t i = 0; i < LENGTH(wanted); i++) {
		int most = 0;

		for (size_t k = 0; k < s->n; k++) {
			struct buf b = BUF_INIT;
			int n;

			cell(wanted[i], &s->v[k], false, &b);
			n = text_width(buf_lend(&b));
			most = n > most ? n : most;
			buf_free(&b);
		}
		if (most > 0 && (sum + 2 + most) * 3 < cols) {
			c.width[wanted[i]] = most;
			sum += 2 + most;
		}
	}
	return c;
}

static struct str
right_of(const struct shelf_book *b, const struct columns *c, bool gone,
    struct arena *arena)
{
	struct buf out = BUF_INIT, one = BUF_INIT;
	struct str s;

	for (int i = 0; i < COLUMNS; i++) {
		if (c->width[i] == 0)
			continue;
		buf_clear(&one);
		cell((enum column)i, b, gone, &one);
		buf_printf(&out, "%s%*s%s", out.n > 0 ? "  " : "",
		    c->width[i] - text_width(buf_lend(&one)), "", one.p);
	}
	s = arena_str(arena, buf_lend(&out));
	buf_free(&out);
	buf_free(&one);
	return s;
}

/* ---- the books ---- */

/* What the list has beside its items. */
struct own {
	struct shelf shelf; /* item i is of its book i */
	bool *alike; /* is another called as book i? */
	struct columns columns;
};

static const struct shelf_book *
book_of(const struct list *l, const struct list_item *item)
{
	return &((struct own *)l->own)->shelf.v[item->id];
}

static void
shelf_close(struct list *l)
{
	struct own *own = l->own;

	if (own != NULL) {
		shelf_free(&own->shelf);
		free(own->alike);
	}
	free(own);
	l->own = NULL;
}

/* Append words on one line, with what goes before them if there are any. */
static void
add_part(struct buf *out, const char *before, struct str words)
{
	if (words.n == 0)
		return;
	buf_puts(out, before);
	text_fold(out, NULL, words, 0, FOLD_SPACE);
}

/* Title and series; under a series' own title the volume and the title. */
static struct str
title_of(const struct shelf_book *b, bool grouped, struct arena *arena)
{
	struct buf out = BUF_INIT;
	struct str s;

	if (grouped && b->volume.n > 0) {
		add_part(&out, "", b->volume);
		buf_puts(&out, "  ");
	}
	add_part(&out, "", far_name(b));
	if (!grouped && b->series.n > 0) {
		add_part(&out, " (", b->series);
		add_part(&out, " ", b->volume);
		buf_putc(&out, ')');
	}
	s = arena_str(arena, buf_lend(&out));
	buf_free(&out);
	return s;
}

static int
by_name(const void *left, const void *right)
{
	const struct shelf_book *const *x = left, *const *y = right;

	return str_cmp(far_name(*x), far_name(*y));
}

/* Which books are called as another is? */
static bool *
find_alike(const struct shelf *s)
{
	const struct shelf_book **v = xcalloc(s->n + 1, sizeof(*v));
	bool *alike = xcalloc(s->n + 1, sizeof(*alike));

	for (size_t i = 0; i < s->n; i++)
		v[i] = &s->v[i];
	if (s->n > 1)
		qsort(v, s->n, sizeof(*v), by_name);
	for (size_t i = 1; i < s->n; i++)
		if (by_name(&v[i - 1], &v[i]) == 0)
			alike[v[i - 1] - s->v] = alike[v[i] - s->v] = true;
	free(v);
	return alike;
}

/* Of books that are called alike the file's name; the authors. */
static struct str
behind(const struct shelf_book *b, bool alike, struct arena *arena)
{
	struct shelf_book file = {.path = b->path};
	struct buf out = BUF_INIT;
	struct str s;

	if (alike && b->path.n > 0)
		add_part(&out, " · ", far_name(&file));
	add_part(&out, " · ", b->authors);
	s = arena_str(arena, buf_lend(&out));
	buf_free(&out);
	return s;
}

/* Add book i; the present one has a sign, and place 0, by which a list finds
 * what is to be chosen. */
static void
add_book(struct app *app, struct list *l, size_t i, bool grouped)
{
	const struct own *own = l->own;
	const struct shelf_book *b = &own->shelf.v[i];
	bool present = b->row == app->id.row;
	int indent = grouped ? 1 : 0;

	list_add(l, &(struct list_item){
			.sign = present ? STR("•") : STR(""),
			.sign_look = LOOK_BOLD,
			.text = title_of(b, grouped, l->arena),
			.after = behind(b, own->alike[i], l->arena),
			.right = right_of(b, &own->columns, false, l->arena),
			.id = (uint32_t)i,
			.place = present ? 0 : NOWHERE,
			.indent = present ? indent : indent + 2,
		    });
}

static void
entitle(struct app *app, struct list *l)
{
	struct buf title = BUF_INIT;

	buf_puts(&title, "Shelf");
	if (app->shelf_order != SHELF_OPENED)
		buf_printf(
		    &title, " · by %s", shelf_order_names[app->shelf_order]);
	list_entitle(l, buf_lend(&title));
	buf_free(&title);
}

/* Is it what is sought by these words? */
static bool
has_words(void *data, const struct list_item *item, struct str words)
{
	return shelf_has(book_of(data, item), words);
}

static void
fill(struct app *app, struct list *l)
{
	struct own *own = xcalloc(1, sizeof(*own));
	const struct shelf *s = &own->shelf;
	struct err err;
	bool grouped;

	shelf_close(l);
	l->own = own;
	entitle(app, l);
	l->items.has = has_words;
	l->items.has_data = l;
	if (app->store == NULL)
		return;
	if (!store_shelf(app->store, &own->shelf, &err)) {
		app_say_error(app, "%s", err.text);
		return;
	}
	shelf_sort(&own->shelf, app->shelf_order);
	/* those in a series come first, if there are any */
	grouped = app->shelf_order == SHELF_SERIES && s->n > 0 &&
		  s->v[0].series.n > 0;
	own->alike = find_alike(s);
	own->columns = columns_for(s, screen_cols());
	for (size_t i = 0; i < s->n; i++) {
		if (grouped &&
		    (i == 0 || !str_eq(s->v[i].series, s->v[i - 1].series)))
			list_add_title(l, s->v[i].series.n > 0
					      ? s->v[i].series
					      : STR("In no series"));
		add_book(app, l, i, grouped);
	}
}

/* Is its file there?  Asked only of books that are looked at: they may lie on
 * a slow disk. */
static void
seen(struct app *app, struct list *l, struct list_item *item)
{
	const struct own *own = l->own;
	const struct shelf_book *b;
	char *path;

	(void)app;
	if (item->title)
		return;
	b = book_of(l, item);
	path = str_dup(b->path);
	if (b->path.n == 0 || !book_path_exists(path)) {
		item->right = right_of(b, &own->columns, true, l->arena);
		item->look = LOOK_HUE(HUE_QUIET);
	}
	free(path);
}

/* ---- opening a book ---- */

static void
enter(struct app *app, struct list *l, const struct list_item *item)
{
	const struct shelf_book *b = book_of(l, item);
	char *path = str_dup(b->path);
	struct err err;

	if (b->row == app->id.row)
		pane_close_all(app);
	else if (b->path.n == 0)
		app_say_error(app, "It was never opened on this machine: izba "
				   "FILE opens it");
	else if (!far_open(app, path, &err))
		app_say_error(app, "%s", err.text);
	free(path);
}

/* ---- its order ---- */

/* Take the order of a name, which may be shortened; false with a sentence. */
static bool
take_order(struct app *app, struct str name)
{
	for (int i = 0; i < SHELF_ORDERS; i++)
		if (str_eq(name,
			str_slice(str_of(shelf_order_names[i]), 0, name.n))) {
			app->shelf_order = (enum shelf_order)i;
			return true;
		}
	app_say_error(app,
	    "the shelf is sorted by opened, author, title, date or series");
	return false;
}

static void
sort(struct app *app, struct list *l, struct str name)
{
	if (name.n > 0 && !take_order(app, name))
		return;
	if (name.n == 0)
		app->shelf_order = (app->shelf_order + 1) % SHELF_ORDERS;
	list_refill(app, l);
	items_settle(&l->items, 0, 1);
	app_say(app, "Sorted by: %s", shelf_order_names[app->shelf_order]);
}

static bool
command(struct app *app, struct list *l, const struct call *c)
{
	const struct list_item *item = list_chosen(l);

	if (c->id == COMMAND_sort)
		sort(app, l, c->arg);
	else if (c->id == COMMAND_target_go && item != NULL && !item->title)
		enter(app, l, item);
	else
		return c->id == COMMAND_target_go;
	return true;
}

static const struct status_key books_keys[] = {
    {COMMAND_follow, "open"},
    {COMMAND_item_filter, "filter"},
    {COMMAND_sort, "sort"},
    {COMMAND_close, "close"},
    {COMMAND_nothing, NULL},
};

static const struct list_kind books = {
    .name = "Shelf",
    .empty = "no book is on the shelf yet: izba puts every book there that it "
	     "opens",
    .keys = books_keys,
    .fill = fill,
    .enter = enter,
    .command = command,
    .seen = seen,
    .close = shelf_close,
};

void
cmd_shelf(struct app *app, const struct call *call)
{
	const char *why = "no store is open";

	if (call->arg.n > 0 && !take_order(app, call->arg))
		return;
	/* what it tells of the present one is to be so */
	app_save_place(app);
	list_open(app, &books, 0);
	if (app->store != NULL)
		why = store_why_in_memory(app->store);
	if (why != NULL)
		app_say_error(
		    app, "Only what was opened in this sitting: %s", why);
}

void
cmd_sort(struct app *app, const struct call *call)
{
	(void)call;
	app_say(app, "sort is for the workbench and the shelf (:annotations, "
		     ":shelf)");
}
