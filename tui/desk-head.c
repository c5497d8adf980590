/*
 * The head of the workbench with what it counts, what it says where nothing is
 * shown, and its keys at the foot.
 */
#include <string.h>

#include <izba/text.h>

#include "tui/desk.h"

#define LEAST_FOR_COUNTS 7 /* rows of the pane that has a row of counts */

/* ---- the head ---- */

static void
draw_title(const struct desk *d, struct area area)
{
	const struct pile *p = &d->pile;
	struct buf right = BUF_INIT;
	int col, at;

	if (d->sieve != NULL)
		buf_printf(&right, "%zu of ", p->n_shown);
	buf_printf(&right, "%zu", p->n);
	at = area.cols - 1 - text_width(buf_lend(&right));
	screen_row(area.top);
	col = screen_put(1, at,
	    d->state->trash ? STR("Trash") : STR("Annotations"), LOOK_BOLD);
	if (area.cols >= 40)
		col = screen_put(col, at,
		    d->state->every ? STR(" · all books") : STR(" · this book"),
		    LOOK_BOLD);
	if (d->sieve != NULL) {
		col = screen_put(col + 2, at, STR("/"), LOOK_HUE(HUE_QUIET));
		screen_put(col, at - 1, buf_lend(&d->state->filter), 0);
	}
	screen_put(at, area.cols, buf_lend(&right), LOOK_HUE(HUE_QUIET));
	screen_row_end();
	buf_free(&right);
}

/* How many of each colour are shown, `letters` of its name; what does not fit
 * is left out. */
static void
draw_colours(const struct pile *p, int limit, size_t letters)
{
	int col = 1;

	for (int i = 0; i <= COLOURS; i++) {
		struct buf word = BUF_INIT;
		unsigned look = i < COLOURS ? LOOK_HUE(HUE_PINK + i) : 0;
		struct str name = STR("⚑");

		if (p->colours[i] == 0)
			continue;
		if (i < COLOURS)
			name = str_slice(str_of(colour_names[i]), 0, letters);
		buf_printf(&word, " %zu", p->colours[i]);
		if (col + text_width(name) + text_width(buf_lend(&word)) <
		    limit) {
			col = screen_put(col, limit, name, look);
			col = screen_put(
			    col, limit, buf_lend(&word), LOOK_HUE(HUE_QUIET));
			col += 2;
		}
		buf_free(&word);
	}
}

static void
draw_counts(const struct desk *d, int row, int cols)
{
	size_t chosen = pile_n_chosen(&d->pile);
	struct buf right = BUF_INIT;
	int at;

	if (chosen > 0)
		buf_printf(&right, "%zu chosen%s", chosen,
		    d->state->order != ORDER_BOOK ? " · " : "");
	if (d->state->order != ORDER_BOOK)
		buf_puts(&right, pile_orders[d->state->order]);
	at = cols - 1 - text_width(buf_lend(&right));
	screen_row(row);
	draw_colours(&d->pile, at, cols >= 72 ? SIZE_MAX : 2);
	screen_put(at, cols, buf_lend(&right), LOOK_HUE(HUE_QUIET));
	screen_row_end();
	buf_free(&right);
}

/* "v selects, B bookmarks, a notes", by the keys as they are bound. */
static void
how_to_mark(const struct app *app, struct buf *out)
{
	static const struct {
		enum command_id id;
		const char *word;
	} ways[] = {
	    {COMMAND_select, "selects"},
	    {COMMAND_bookmark, "bookmarks"},
	    {COMMAND_note, "notes"},
	};

	buf_puts(out, "nothing is marked yet");
	for (size_t i = 0; i < LENGTH(ways); i++) {
		buf_printf(out, "%s %s %s", i == 0 ? ":" : ",",
		    app_key_name(app, MODE_READ, ways[i].id).s, ways[i].word);
	}
}

/* What is said where nothing is shown. */
static void
nothing(const struct app *app, const struct desk *d, struct buf *out)
{
	if (app->store == NULL)
		buf_puts(out, "no store is open, so that nothing can be kept");
	else if (d->pile.n > 0)
		buf_printf(out, "nothing fits: %s shows all again",
		    app_key_name(app, MODE_DESK, COMMAND_close).s);
	else if (d->state->trash)
		buf_puts(out, "nothing was deleted");
	else if (d->state->every)
		buf_puts(out, "nothing is marked in any book");
	else
		how_to_mark(app, out);
}

/* What can't be understood of the filter, or why nothing is shown. */
static int
draw_words(const struct app *app, const struct desk *d, int row, int end)
{
	struct buf words = BUF_INIT;

	if (d->sieve != NULL)
		buf_puts(&words, sieve_problem(d->sieve));
	if (d->pile.n_rows == 0 && words.n == 0)
		nothing(app, d, &words);
	row = pane_words(row, end, buf_lend(&words));
	buf_free(&words);
	return row;
}

int
desk_draw_head(const struct app *app, const struct desk *d, struct area area)
{
	int row = area.top, end = area.top + area.rows;

	if (area.rows > 1)
		draw_title(d, area), row++;
	if (area.rows >= LEAST_FOR_COUNTS && d->pile.n_rows > 0)
		draw_counts(d, row++, area.cols);
	return draw_words(app, d, row, end);
}

/* ---- the foot ---- */

/* What is told of its keys, the most needed first. */
static const struct {
	enum command_id id;
	const char *word;
	unsigned where; /* 1: the living, 2: the trash */
} keys[] = {
    {COMMAND_follow, "go", 3},
    {COMMAND_restore, "restore", 2},
    {COMMAND_note, "edit", 1},
    {COMMAND_recolour, "colour", 1},
    {COMMAND_tag, "tag", 1},
    {COMMAND_mark_delete, "delete", 1},
    {COMMAND_item_filter, "filter", 3},
    {COMMAND_export, "export", 1},
    {COMMAND_undo, "undo", 3},
    {COMMAND_item_choose, "choose", 3},
    {COMMAND_sort, "sort", 3},
    {COMMAND_purge, "purge", 2},
    {COMMAND_help, "help", 3},
};

void
desk_status(struct app *app, struct pane *pane, struct buf *out)
{
	const struct desk *d = (struct desk *)pane;

	for (size_t i = 0; i < LENGTH(keys); i++)
		if ((keys[i].where & (d->state->trash ? 2u : 1u)) != 0)
			status_add_key(
			    app, MODE_DESK, keys[i].id, keys[i].word, out);
}
