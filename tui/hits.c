/*
 * Lists of places with the words around them, grouped by section.
 */
#include <izba/text.h>

#include "tui/find.h"
#include "tui/hits.h"
#include "tui/list.h"
#include "tui/places.h"

#define LIMIT_SHOWN ((size_t)5000) /* nobody reads a longer list to its end */
#define AFTER 160u /* bytes of context behind a hit */

/* Where the words before a hit begin: a third of the screen's width before it,
 * at a word. */
static uint32_t
context_start(const struct book *b, uint32_t from, uint32_t hit)
{
	uint32_t room = screen_cols() > 24 ? (uint32_t)screen_cols() / 3 : 8;
	uint32_t at;

	if (hit <= from + room)
		return from;
	at = book_snap(b, hit - room);
	while (
	    at < hit && b->text.p[at - 1] != ' ' && b->text.p[at - 1] != '\n')
		at++;
	return at;
}

/* A hit with the words around it, on one line; in *mark where it stands. */
static struct str
hit_line(const struct book *b, const struct hit *h, struct arena *a,
    struct span *mark)
{
	const struct block *k = &b->blocks[book_block_at(b, h->from)];
	uint32_t from = k->from, to = k->to;
	struct buf words = BUF_INIT;
	struct str s;

	from = context_start(b, from, h->from);
	if (from > k->from)
		buf_puts(&words, "…");
	if (to > h->to + AFTER)
		to = book_snap(b, h->to + AFTER);
	if (to < h->to)
		to = h->to;
	text_fold(&words, NULL, book_text(b, from, h->from), 0, FOLD_SPACE);
	mark->from = (uint32_t)words.n;
	text_fold(&words, NULL, book_text(b, h->from, h->to), 0, FOLD_SPACE);
	mark->to = (uint32_t)words.n;
	text_fold(&words, NULL, book_text(b, h->to, to), 0, FOLD_SPACE);
	s = arena_str(a, buf_lend(&words));
	buf_free(&words);
	return s;
}

/* "§3.14", and before it how the hit was found, if not exactly. */
static struct str
hit_right(const struct book *b, const struct hit *h, struct arena *a)
{
	struct buf words = BUF_INIT;
	struct str s;

	if (h->via != FOUND_EXACT)
		buf_printf(&words, "%s  ", found_names[h->via]);
	book_address(b, h->from, &words);
	s = arena_str(a, buf_lend(&words));
	buf_free(&words);
	return s;
}

static void
hits_fill(struct app *app, struct list *l)
{
	const struct book *b = app->book;
	struct str pattern;
	const struct hits *hits = find_hits(app, &pattern);
	uint32_t section = NOWHERE - 1;

	for (size_t i = 0; i < hits->n && i < LIMIT_SHOWN; i++) {
		const struct hit *h = &hits->v[i];
		struct span mark;
		struct str line = hit_line(b, h, l->arena, &mark);
		uint32_t here = book_section_at(b, h->from);

		if (here != section) {
			section = here;
			list_add_title(l, here != NOWHERE
					      ? b->sections[here].title
					      : STR("(no section)"));
		}
		list_add(l, &(struct list_item){
				.text = line,
				.mark = mark,
				.right = hit_right(b, h, l->arena),
				.id = (uint32_t)i,
				.place = h->from,
				.indent = 1,
			    });
	}
}

static void
hits_enter(struct app *app, struct list *l, const struct list_item *item)
{
	size_t i = item->id;

	(void)l;
	pane_close_all(app);
	find_go(app, i);
}

static const struct list_kind all_hits = {
    .name = "All hits",
    .empty = "not found",
    .keys = list_keys_go,
    .fill = hits_fill,
    .enter = hits_enter,
};

static void
hits_open(struct app *app, const char *words, struct str what)
{
	struct buf title = BUF_INIT;

	buf_printf(&title, "%s %.*s", words, (int)text_fit(what, 60), what.p);
	list_open(app, &all_hits, app->view.from);
	list_entitle(list_top(app, &all_hits), buf_lend(&title));
	buf_free(&title);
}

void
cmd_search_all(struct app *app, const struct call *call)
{
	struct str pattern;

	(void)call;
	find_hits(app, &pattern);
	if (pattern.n == 0)
		app_say(app, "Nothing was searched yet: / searches");
	else
		hits_open(app, "All hits of", pattern);
}

void
hits_open_places(struct app *app, uint32_t entry)
{
	const struct entry *e = &app->book->entries[entry];
	struct str head = e->heads.n > 0 ? e->heads.v[0] : STR("it");
	struct hits hits;

	places_of_entry(app->book, find_search(app), entry, &hits);
	if (hits.n == 0) {
		hits_free(&hits);
		app_say(app, "The book speaks of it nowhere else");
		return;
	}
	/* that a name was folded says nothing here */
	for (size_t i = 0; i < hits.n; i++)
		if (hits.v[i].via == FOUND_FOLDED)
			hits.v[i].via = FOUND_EXACT;
	find_take(app, head, hits);
	hits_open(app, "Places that speak of", head);
}
