/*
 * The contents as a list, and the notes of the section at hand.
 */
#include <izba/text.h>

#include "tui/hits.h"
#include "tui/list.h"
#include "tui/peek.h"

/* How far into the book a place is. */
static struct str
percent_of(const struct book *b, uint32_t place, struct arena *a)
{
	struct buf words = BUF_INIT;
	struct str s;

	buf_printf(&words, "%u%%",
	    (unsigned)((uint64_t)place * 100 /
		       (b->text.n > 0 ? b->text.n : 1)));
	s = arena_str(a, buf_lend(&words));
	buf_free(&words);
	return s;
}

static void
contents_fill(struct app *app, struct list *l)
{
	const struct book *b = app->book;
	struct buf words = BUF_INIT;

	for (uint32_t i = 0; i < b->n_sections; i++) {
		const struct section *s = &b->sections[i];

		buf_clear(&words);
		if (s->number.n > 0)
			buf_printf(&words, "%*.*s  ", 2, (int)s->number.n,
			    s->number.p);
		buf_str(&words, s->title);
		list_add(l, &(struct list_item){
				.text = arena_str(l->arena, buf_lend(&words)),
				.right = percent_of(b, s->from, l->arena),
				.id = i,
				.place = s->from,
				.indent = 2 * (s->level - 1),
			    });
	}
	buf_free(&words);
}

static void
contents_enter(struct app *app, struct list *l, const struct list_item *item)
{
	uint32_t place = item->place;

	(void)l;
	pane_close_all(app);
	view_jump(app, place);
}

static const struct list_kind contents = {
    .name = "Contents",
    .empty = "no sections were found in this book",
    .keys = list_keys_go,
    .fill = contents_fill,
    .enter = contents_enter,
};

void
cmd_contents(struct app *app, const struct call *call)
{
	(void)call;
	list_open(app, &contents, app->view.from);
}

/* ---- the notes of the section ---- */

static void
notes_fill(struct app *app, struct list *l)
{
	const struct book *b = app->book;
	uint32_t here = book_section_at(b, app->view.from);
	struct buf words = BUF_INIT;

	for (uint32_t i = 0; i < b->n_notes; i++) {
		const struct note *n = &b->notes[i];

		if (n->section != here)
			continue;
		buf_clear(&words);
		buf_printf(&words, "%*.*s  ", 3, (int)n->label.n, n->label.p);
		text_fold(&words, NULL,
		    book_text(b, n->body,
			n->to < n->body + 600 ? n->to
					      : book_snap(b, n->body + 600)),
		    0, FOLD_SPACE);
		list_add(
		    l, &(struct list_item){
			   .text = arena_str(l->arena, buf_lend(&words)),
			   .id = i,
			   .place = n->references.n > 0
					? b->references[n->references.v[0]].from
					: n->from,
		       });
	}
	buf_free(&words);
}

static void
notes_enter(struct app *app, struct list *l, const struct list_item *item)
{
	const struct note *n = &app->book->notes[item->id];
	uint32_t place = item->place;

	(void)l;
	pane_close_all(app);
	view_jump(app, place);
	if (n->references.n > 0)
		app->focus = (struct focus){
		    place, app->book->references[n->references.v[0]].to};
}

/* Go to the note itself rather than to its callout. */
static bool
notes_command(struct app *app, struct list *l, const struct call *c)
{
	const struct list_item *item = list_chosen(l);
	uint32_t place;

	if (c->id != COMMAND_target_go || item == NULL)
		return false;
	place = app->book->notes[item->id].from;
	pane_close_all(app);
	view_jump(app, place);
	return true;
}

static const struct status_key notes_keys[] = {
    {COMMAND_follow, "to its callout"},
    {COMMAND_target_go, "to the note"},
    {COMMAND_item_filter, "filter"},
    {COMMAND_close, "close"},
    {COMMAND_nothing, NULL},
};

static const struct list_kind notes = {
    .name = "Notes of this section",
    .empty = "no notes belong to this section",
    .keys = notes_keys,
    .fill = notes_fill,
    .enter = notes_enter,
    .command = notes_command,
};

void
cmd_notes(struct app *app, const struct call *call)
{
	(void)call;
	list_open(app, &notes, app->view.from);
}

/* ---- people, terms and dates ---- */

static void
entries_fill(struct app *app, struct list *l)
{
	static const char *const groups[ENTRY_KINDS] = {
	    [ENTRY_TERM] = "Terms",
	    [ENTRY_PERSON] = "People",
	    [ENTRY_DATE] = "Dates",
	};
	const struct book *b = app->book;
	int group = -1;
	struct buf words = BUF_INIT;

	for (uint32_t i = 0; i < b->n_entries; i++) {
		const struct entry *e = &b->entries[i];

		if (group != e->kind) {
			group = e->kind;
			list_add_title(l, str_of(groups[group]));
		}
		buf_clear(&words);
		for (uint32_t h = 0; h < e->heads.n; h++)
			buf_printf(&words, "%s%.*s", h > 0 ? ", " : "",
			    (int)e->heads.v[h].n, e->heads.v[h].p);
		if (e->given.n > 0)
			buf_printf(
			    &words, ", %.*s", (int)e->given.n, e->given.p);
		for (uint32_t v = 0; v < e->variants.n && v < 3; v++)
			buf_printf(&words, "%s%.*s", v > 0 ? "; " : " · ",
			    (int)e->variants.v[v].n, e->variants.v[v].p);
		list_add(l, &(struct list_item){
				.text = arena_str(l->arena, buf_lend(&words)),
				.right = e->when,
				.id = i,
				.place = e->from,
				.indent = 1,
			    });
	}
	buf_free(&words);
}

static void
entries_enter(struct app *app, struct list *l, const struct list_item *item)
{
	(void)l;
	peek_open(app, card_of_entry(app->book, item->id));
}

static bool
entries_command(struct app *app, struct list *l, const struct call *c)
{
	const struct list_item *item = list_chosen(l);
	uint32_t place;

	if (item == NULL || item->title)
		return false;
	if (c->id == COMMAND_places && c->arg.n == 0) {
		hits_open_places(app, item->id);
		return true;
	}
	if (c->id != COMMAND_target_go)
		return false;
	place = item->place;
	pane_close_all(app);
	view_jump(app, place);
	return true;
}

static const struct status_key entries_keys[] = {
    {COMMAND_follow, "read"},
    {COMMAND_places, "places"},
    {COMMAND_target_go, "go there"},
    {COMMAND_item_filter, "filter"},
    {COMMAND_close, "close"},
    {COMMAND_nothing, NULL},
};

static const struct list_kind entries = {
    .name = "People, terms and dates",
    .empty = "no glossary, people or dates were found in this book",
    .keys = entries_keys,
    .fill = entries_fill,
    .enter = entries_enter,
    .command = entries_command,
};

void
cmd_entries(struct app *app, const struct call *call)
{
	(void)call;
	list_open(app, &entries, NOWHERE);
}
