/*
 * What a list holds: sifting, choosing, scrolling.  Knows no screen.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "tui/items.h"

void
items_free(struct items *l)
{
	free(l->v);
	free(l->shown);
}

const struct list_item *
items_chosen(const struct items *l)
{
	return l->at < l->n_shown ? &l->v[l->shown[l->at]] : NULL;
}

void
items_settle(struct items *l, size_t at, int step)
{
	if (at >= l->n_shown)
		at = l->n_shown > 0 ? l->n_shown - 1 : 0;
	l->at = at;
	for (int turn = 0; turn < 2; turn++, step = -step)
		for (size_t i = at; i < l->n_shown;
		     i = step < 0 ? i - 1 : i + 1) {
			if (!l->v[l->shown[i]].title) {
				l->at = i;
				return;
			}
			if (step < 0 && i == 0)
				break;
		}
}

void
items_settle_at(struct items *l, uint32_t place)
{
	size_t best = 0;

	for (size_t i = 0; place != NOWHERE && i < l->n_shown; i++) {
		const struct list_item *item = &l->v[l->shown[i]];

		if (!item->title && item->place <= place)
			best = i;
	}
	items_settle(l, best, 1);
}

/* Does an item's text hold the filter, both folded? */
static bool
item_has(const struct list_item *item, struct str wanted, struct buf *room)
{
	buf_clear(room);
	text_fold(room, NULL, item->text, 0, FOLD_SEARCH);
	text_fold(room, NULL, item->after, 0, FOLD_SEARCH);
	buf_putc(room, ' ');
	text_fold(room, NULL, item->right, 0, FOLD_SEARCH);
	return str_find(buf_lend(room), wanted) != SIZE_MAX;
}

static void
sift(struct items *l, struct str filter)
{
	struct buf wanted = BUF_INIT, room = BUF_INIT;
	size_t title = SIZE_MAX;

	text_fold(&wanted, NULL, filter, 0, FOLD_SEARCH);
	l->n_shown = 0;
	for (size_t i = 0; i < l->n; i++) {
		if (l->v[i].title) {
			title = i;
			continue;
		}
		if (wanted.n > 0 &&
		    !(l->has != NULL
			    ? l->has(l->has_data, &l->v[i], filter)
			    : item_has(&l->v[i], buf_lend(&wanted), &room)))
			continue;
		if (title != SIZE_MAX)
			l->shown[l->n_shown++] = (uint32_t)title;
		title = SIZE_MAX;
		l->shown[l->n_shown++] = (uint32_t)i;
	}
	buf_free(&wanted);
	buf_free(&room);
}

void
items_sift(struct items *l, struct str filter)
{
	struct buf meant = BUF_INIT;

	l->shown = xrealloc(l->shown, (l->n + 1) * sizeof(*l->shown));
	sift(l, filter);
	if (l->n_shown == 0 && filter.n > 0) {
		text_relayout(&meant, filter);
		sift(l, buf_lend(&meant));
	}
	buf_free(&meant);
}

void
items_scroll(struct items *l, int rows)
{
	size_t n = rows > 0 ? (size_t)rows : 1;
	size_t least = l->at;

	if (l->n_shown <= n) {
		l->top = 0;
		return;
	}
	if (least > 0 && n > 1 && l->v[l->shown[least - 1]].title)
		least--;
	if (l->top > least)
		l->top = least;
	if (l->at >= l->top + n)
		l->top = l->at - n + 1;
	if (l->top > l->n_shown - n)
		l->top = l->n_shown - n;
}

void
items_count(const struct items *l, size_t *all, size_t *shown)
{
	*all = *shown = 0;
	for (size_t i = 0; i < l->n; i++)
		*all += !l->v[i].title;
	for (size_t i = 0; i < l->n_shown; i++)
		*shown += !l->v[l->shown[i]].title;
}
