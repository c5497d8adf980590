/*
 * The list of what the reader left in this book: to filter, go, edit, delete,
 * undo.
 */
#include <string.h>

#include <izba/text.h>

#include "tui/list.h"
#include "tui/marks.h"
#include "tui/select.h"

/* The sign before an item: what kind it is without needing colour. */
static const char *const signs[ANNOTATION_KINDS] = {
    [ANNOTATION_BOOKMARK] = "⚑",
    [ANNOTATION_HIGHLIGHT] = "▌",
    [ANNOTATION_NOTE] = "✎",
};

/* One line: letter, words, quote, tags. */
static void
item_words(const struct book *b, const struct annotation *a, struct buf *out)
{
	struct str quote = a->quote;

	if (a->mark != 0)
		buf_printf(out, "%c ", a->mark);
	if (a->state == ANCHOR_LOST)
		buf_puts(out, "(not found in this text) ");
	/* a place has no quote: show what stands there */
	if (quote.n == 0 && a->state != ANCHOR_LOST) {
		uint32_t end = b->blocks[book_block_at(b, a->from)].to;

		if (end > a->from + 200)
			end = book_snap(b, a->from + 200);
		if (end > a->from)
			quote = book_text(b, a->from, end);
	}
	if (a->body.n > 0) {
		text_fold(out, NULL, a->body, 0, FOLD_SPACE);
		buf_puts(out, "  ");
	}
	if (quote.n > 400)
		quote.n = text_fit(quote, 200);
	buf_puts(out, "“");
	text_fold(out, NULL, quote, 0, FOLD_SPACE);
	buf_puts(out, "”");
	if (a->tags.n > 0)
		buf_printf(out, "  #%.*s", (int)a->tags.n, a->tags.p);
}

static void
annotations_fill(struct app *app, struct list *l)
{
	const struct book *b = app->book;
	struct buf words = BUF_INIT;
	struct str title = {NULL, 0};

	for (size_t i = 0; i < app->marks.n; i++) {
		const struct annotation *a = &app->marks.v[i];

		if (i == 0 || !str_eq(title, a->section)) {
			title = a->section;
			list_add(l,
			    &(struct list_item){
				.text = title.n > 0 ? arena_str(l->arena, title)
						    : STR("(no section)"),
				.look = LOOK_BOLD,
				.place = NOWHERE,
				.title = true,
			    });
		}
		buf_clear(&words);
		item_words(b, a, &words);
		list_add(l,
		    &(struct list_item){
			.text = arena_str(l->arena, buf_lend(&words)),
			.right = arena_str(l->arena, a->address),
			.id = (uint32_t)i,
			.place = a->from,
			.indent = 1,
			.sign = str_of(signs[a->kind]),
			.sign_look = a->kind == ANNOTATION_BOOKMARK
					 ? 0
					 : LOOK_HUE(HUE_PINK + (int)a->colour),
		    });
	}
	buf_free(&words);
}

static void
annotations_enter(struct app *app, struct list *l, const struct list_item *item)
{
	const struct annotation *a = &app->marks.v[item->id];
	uint32_t place = a->from;

	(void)l;
	if (a->state == ANCHOR_LOST) {
		app_say(app, "Its text is not in this book any more; the quote "
			     "and the note are kept");
		return;
	}
	pane_close_all(app);
	view_jump(app, place);
}

static bool
annotations_command(struct app *app, struct list *l, const struct call *c)
{
	const struct list_item *item = list_chosen(l);
	const struct annotation *a;

	if (item == NULL || item->title || item->id >= app->marks.n)
		return false;
	a = &app->marks.v[item->id];
	if (c->id == COMMAND_mark_delete) {
		marks_delete(app, a);
	} else if (c->id == COMMAND_note || c->id == COMMAND_note_line) {
		if (marks_writable(app))
			note_edit(app, a, c->id == COMMAND_note_line);
	} else if (c->id == COMMAND_recolour &&
		   a->kind != ANNOTATION_BOOKMARK) {
		struct annotation after = *a;

		after.colour = (enum colour)(((int)a->colour + 1) % COLOURS);
		if (marks_change(app, a, &after))
			app_say(app, "%s", colour_names[after.colour]);
	} else if (c->id == COMMAND_style && a->kind != ANNOTATION_BOOKMARK) {
		struct annotation after = *a;

		after.style =
		    (enum mark_style)(((int)a->style + 1) % MARK_STYLES);
		if (marks_change(app, a, &after))
			app_say(app, "%s", mark_style_names[after.style]);
	} else {
		return false;
	}
	return true;
}

static const struct list_kind annotations = {
    .name = "Annotations of this book",
    .empty = "nothing is marked yet: v selects, B bookmarks, a notes",
    .keys = "Enter go  a edit  c colour  d delete  u undo  / filter  Esc",
    .fill = annotations_fill,
    .enter = annotations_enter,
    .command = annotations_command,
};

void
cmd_annotations(struct app *app, const struct call *call)
{
	(void)call;
	list_open(app, &annotations, app->view.from);
}
