/*
 * What of the workbench's annotations is in hand and what is chosen; where the
 * screen begins; and what groups are called.
 */
#include <string.h>

#include "tui/pile.h"
#include "tui/when.h"

/* ---- in hand ---- */

const struct pile_item *
pile_item(const struct pile *p)
{
	return p->at < p->n_rows ? &p->v[p->rows[p->at].item] : NULL;
}

static void
take(struct pile *p, size_t row)
{
	p->at = row;
	memcpy(p->hand, p->v[p->rows[row].item].a->uuid, sizeof(p->hand));
}

void
pile_settle(struct pile *p, size_t row, int step)
{
	if (p->n_rows == 0) {
		p->at = 0;
		p->hand[0] = '\0';
		return;
	}
	if (row >= p->n_rows)
		row = p->n_rows - 1;
	for (int turn = 0; turn < 2; turn++, step = -step)
		for (size_t i = row; i < p->n_rows; i += (size_t)step)
			if (p->rows[i].what == ROW_ITEM) {
				take(p, i);
				return;
			}
}

void
pile_move(struct pile *p, long by)
{
	long step = by < 0 ? -1 : 1;
	size_t i = p->at;

	/* past the first row i is SIZE_MAX */
	while (by != 0 && (i += (size_t)step) < p->n_rows)
		if (p->rows[i].what == ROW_ITEM) {
			take(p, i);
			by -= step;
		}
}

void
pile_to_place(struct pile *p, uint32_t place)
{
	size_t best = 0;

	for (size_t i = 0; i < p->n_rows; i++) {
		const struct annotation *a = p->v[p->rows[i].item].a;

		if (p->rows[i].what == ROW_ITEM && a->from <= place &&
		    a->state != ANCHOR_LOST)
			best = i;
	}
	pile_settle(p, best, 1);
}

bool
pile_to(struct pile *p, const char *uuid)
{
	for (size_t i = 0; i < p->n_rows; i++)
		if (p->rows[i].what == ROW_ITEM &&
		    strcmp(p->v[p->rows[i].item].a->uuid, uuid) == 0) {
			take(p, i);
			return true;
		}
	return false;
}

/* The rows that should be seen with what is in hand: from its title, if it is
 * the first of its group, to the last line of its note. */
static void
rows_of_hand(const struct pile *p, size_t *from, size_t *to)
{
	*from = p->at;
	*to = p->at + 1;
	if (*from > 0 && p->rows[*from - 1].what == ROW_TITLE)
		--*from;
	while (*to < p->n_rows &&
	       (p->rows[*to].what == ROW_NOTE || p->rows[*to].what == ROW_MORE))
		++*to;
}

/* Bring `top` into [least, most]. */
static void
keep_top(struct pile *p, size_t least, size_t most)
{
	if (p->top < least)
		p->top = least;
	if (p->top > most)
		p->top = most;
}

void
pile_scroll(struct pile *p, int rows)
{
	size_t n = rows > 0 ? (size_t)rows : 1, from, to;

	if (p->n_rows <= n) {
		p->top = 0;
		return;
	}
	rows_of_hand(p, &from, &to);
	/* more than the screen holds: any part of it may be seen */
	if (to - from > n)
		keep_top(p, p->at, to > p->at + n ? to - n : p->at);
	else
		keep_top(p, to > n ? to - n : 0, from);
	keep_top(p, 0, p->n_rows - n);
}

bool
pile_read_on(struct pile *p, int rows, long by)
{
	size_t n = rows > 0 ? (size_t)rows : 1, from, to;

	if (p->n_rows <= n)
		return false;
	rows_of_hand(p, &from, &to);
	if (to <= p->at + n || (by < 0 ? p->top <= p->at : p->top + n >= to))
		return false;
	while (by < 0 && by++ < 0 && p->top > p->at)
		p->top--;
	while (by > 0 && by-- > 0 && p->top + n < to)
		p->top++;
	return true;
}

/* ---- choosing ---- */

bool
pile_chosen(const struct pile *p, const struct pile_item *item)
{
	return p->books[item->book].chosen[item->index];
}

void
pile_choose(struct pile *p, const struct pile_item *item, bool on)
{
	struct pile_book *k = &p->books[item->book];

	if (k->chosen[item->index] == on)
		return;
	k->chosen[item->index] = on;
	k->n_chosen += on ? 1 : (size_t)-1;
}

size_t
pile_n_chosen(const struct pile *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_books; i++)
		n += p->books[i].n_chosen;
	return n;
}

void
pile_choose_all(struct pile *p, enum pile_choice how)
{
	for (size_t i = 0; how == CHOOSE_NONE && i < p->n; i++)
		pile_choose(p, &p->v[i], false);
	for (size_t i = 0; how != CHOOSE_NONE && i < p->n_rows; i++) {
		const struct pile_item *item = &p->v[p->rows[i].item];

		if (p->rows[i].what == ROW_ITEM)
			pile_choose(p, item,
			    how == CHOOSE_ALL || !pile_chosen(p, item));
	}
}

/* ---- titles ---- */

static void
title_of_section(const struct pile *p, uint32_t id, struct buf *out)
{
	const struct section *s;

	if (id == NOWHERE || id >= p->text->n_sections) {
		buf_puts(out, "(no section)");
		return;
	}
	s = &p->text->sections[id];
	if (s->number.n > 0)
		buf_printf(out, "%.*s  ", (int)s->number.n, s->number.p);
	buf_str(out, s->title);
}

void
pile_title(const struct pile *p, const struct pile_item *item, struct buf *out)
{
	const struct annotation *a = item->a;
	int64_t changed = a->deleted != 0 ? a->deleted : a->modified;

	switch (p->order) {
	case ORDER_NEWEST:
	case ORDER_OLDEST:
		when_write(out, a->created);
		break;
	case ORDER_CHANGED:
		when_write(out, changed);
		break;
	case ORDER_COLOUR:
		buf_puts(out, a->kind == ANNOTATION_BOOKMARK
				  ? "bookmarks"
				  : colour_names[a->colour]);
		break;
	case ORDER_KIND:
		buf_printf(out, "%ss", annotation_names[a->kind]);
		break;
	case ORDER_BOOK:
	case ORDERS:
		if (p->text == NULL)
			buf_str(out, p->books[item->book].title);
		else if (a->state == ANCHOR_LOST)
			buf_puts(out, "Not found in this text");
		else
			title_of_section(p, item->group, out);
		break;
	}
}
