/*
 * The workbench's annotations: what is shown of them, in which order and under
 * which titles.
 *
 *  1. books own annotations and hay; items point into them and are made anew
 *     whenever a book's annotations are.
 *  2. rows are made from the items by one pass: a change of the filter costs
 *     no more than looking at each item once.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/pile.h"
#include "tui/when.h"

#define GROUP_LOST (UINT32_MAX - 1) /* what the text no longer holds */

const char *const pile_orders[ORDERS] = {
    [ORDER_BOOK] = "book",
    [ORDER_NEWEST] = "newest",
    [ORDER_OLDEST] = "oldest",
    [ORDER_CHANGED] = "changed",
    [ORDER_COLOUR] = "colour",
    [ORDER_KIND] = "kind",
};

/* ---- books ---- */

static void
book_drop(struct pile_book *k)
{
	annotations_free(&k->notes);
	buf_free(&k->hay);
	free(k->hay_at);
	free(k->uuids);
	free(k->chosen);
}

void
pile_clear(struct pile *p)
{
	for (size_t i = 0; i < p->n_books; i++)
		book_drop(&p->books[i]);
	p->n_books = p->n = p->n_rows = p->n_shown = 0;
}

void
pile_free(struct pile *p)
{
	pile_clear(p);
	free(p->books);
	free(p->v);
	free(p->rows);
}

uint32_t
pile_add(struct pile *p, int64_t row, struct str title)
{
	struct pile_book k = {.row = row, .title = title, .hay = BUF_INIT};

	ARRAY_PUSH(p->books, p->n_books, p->cap_books, k);
	return (uint32_t)(p->n_books - 1);
}

uint32_t
pile_book_of(const struct pile *p, int64_t row)
{
	for (size_t i = 0; i < p->n_books; i++)
		if (p->books[i].row == row)
			return (uint32_t)i;
	return UINT32_MAX;
}

static int
by_uuid(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Move the UUIDs of what is chosen to the front, sorted; how many they are. */
static size_t
gather_chosen(struct pile_book *k, size_t n)
{
	size_t at = 0;

	for (size_t i = 0; k->n_chosen > 0 && i < n; i++)
		if (k->chosen[i])
			memmove(k->uuids[at++], k->uuids[i], sizeof(*k->uuids));
	if (at > 0)
		qsort(k->uuids, at, sizeof(*k->uuids), by_uuid);
	return at;
}

void
pile_set(struct pile *p, uint32_t book, struct annotations notes)
{
	struct pile_book *k = &p->books[book];
	size_t had = gather_chosen(k, k->notes.n);
	char(*old)[37] = k->uuids;

	annotations_free(&k->notes);
	k->notes = notes;
	k->n_chosen = 0;
	k->hay_at = xrealloc(k->hay_at, (notes.n + 1) * sizeof(*k->hay_at));
	k->uuids = xcalloc(notes.n + 1, sizeof(*k->uuids));
	k->chosen = xrealloc(k->chosen, notes.n + 1);
	buf_clear(&k->hay);
	for (size_t i = 0; i < notes.n; i++) {
		const struct annotation *a = &notes.v[i];

		k->hay_at[i] = k->hay.n;
		sieve_hay(&k->hay, a, k->title);
		memcpy(k->uuids[i], a->uuid, sizeof(*k->uuids));
		k->chosen[i] = had > 0 && bsearch(a->uuid, old, had,
					      sizeof(*old), by_uuid) != NULL;
		k->n_chosen += k->chosen[i];
	}
	k->hay_at[notes.n] = k->hay.n;
	free(old);
}

static struct str
hay_of(const struct pile_book *k, uint32_t i)
{
	return str_slice(buf_lend(&k->hay), k->hay_at[i], k->hay_at[i + 1]);
}

/* ---- order ---- */

static int64_t
time_of(enum pile_order order, const struct annotation *a)
{
	if (order != ORDER_CHANGED)
		return a->created;
	return a->deleted != 0 ? a->deleted : a->modified;
}

static int
by_number(const struct pile_item *a, const struct pile_item *b)
{
	if (a->book != b->book)
		return a->book < b->book ? -1 : 1;
	return a->index < b->index ? -1 : a->index > b->index;
}

static int
by_group(const void *left, const void *right)
{
	const struct pile_item *a = left, *b = right;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return by_number(a, b);
}

static int
later_first(
    enum pile_order order, const struct pile_item *a, const struct pile_item *b)
{
	int64_t x = time_of(order, a->a), y = time_of(order, b->a);

	if (x != y)
		return x > y ? -1 : 1;
	return by_number(a, b);
}

static int
by_newest(const void *left, const void *right)
{
	return later_first(ORDER_NEWEST, left, right);
}

static int
by_oldest(const void *left, const void *right)
{
	return later_first(ORDER_NEWEST, right, left);
}

static int
by_changed(const void *left, const void *right)
{
	return later_first(ORDER_CHANGED, left, right);
}

static int (*const sorts[ORDERS])(const void *, const void *) = {
    [ORDER_BOOK] = by_group,
    [ORDER_NEWEST] = by_newest,
    [ORDER_OLDEST] = by_oldest,
    [ORDER_CHANGED] = by_changed,
    [ORDER_COLOUR] = by_group,
    [ORDER_KIND] = by_group,
};

/* The group of an item by what it is itself; those by days are found after
 * sorting. */
static uint32_t
group_of(const struct pile *p, uint32_t book, const struct annotation *a)
{
	if (p->order == ORDER_COLOUR)
		return a->kind == ANNOTATION_BOOKMARK ? COLOURS : a->colour;
	if (p->order == ORDER_KIND)
		return a->kind;
	if (p->order != ORDER_BOOK || p->text == NULL)
		return book;
	return a->state == ANCHOR_LOST ? GROUP_LOST
				       : book_section_at(p->text, a->from);
}

/* Days are groups: numbered as they come. */
static void
group_days(struct pile *p)
{
	struct period day = {0, 0};
	uint32_t group = 0;

	for (size_t i = 0; i < p->n; i++) {
		int64_t t = time_of(p->order, p->v[i].a);

		if (t < day.from || t >= day.to) {
			day = when_day(t);
			group++;
		}
		p->v[i].group = group;
	}
}

/* In a book's order, what is lost stands at the end, where it bothers nobody;
 * all else is in order already. */
static void
order_book(struct pile *p)
{
	struct pile_item *lost = xcalloc(p->n + 1, sizeof(*lost));
	size_t n = 0, n_lost = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->v[i].group == GROUP_LOST)
			lost[n_lost++] = p->v[i];
		else
			p->v[n++] = p->v[i];
	if (n_lost > 0)
		memcpy(p->v + n, lost, n_lost * sizeof(*lost));
	free(lost);
}

static void
put_in_order(struct pile *p)
{
	p->n = 0;
	for (size_t b = 0; b < p->n_books; b++)
		for (size_t i = 0; i < p->books[b].notes.n; i++) {
			const struct annotation *a = &p->books[b].notes.v[i];
			uint32_t group = group_of(p, (uint32_t)b, a);

			ARRAY_PUSH(p->v, p->n, p->cap,
			    (struct pile_item){
				a, (uint32_t)b, (uint32_t)i, group});
		}
	if (p->order == ORDER_BOOK)
		order_book(p);
	else if (p->n > 0)
		qsort(p->v, p->n, sizeof(*p->v), sorts[p->order]);
	if (p->order == ORDER_NEWEST || p->order == ORDER_OLDEST ||
	    p->order == ORDER_CHANGED)
		group_days(p);
}

/* ---- rows ---- */

static void
put_row(struct pile *p, size_t item, enum pile_what what, uint16_t line)
{
	ARRAY_PUSH(p->rows, p->n_rows, p->cap_rows,
	    (struct pile_row){(uint32_t)item, line, (uint8_t)what});
}

/* The rows of one item; `headed` if its group's title stands already. */
static void
put_item(struct pile *p, size_t i, bool headed)
{
	const struct annotation *a = p->v[i].a;

	if (!headed)
		put_row(p, i, ROW_TITLE, 0);
	put_row(p, i, ROW_ITEM, 0);
	if (p->opened[0] != '\0' && strcmp(p->opened, a->uuid) == 0)
		for (uint16_t k = 0; k < p->opened_lines; k++)
			put_row(p, i, ROW_MORE, k);
	else if (a->body.n > 0 && a->quote.n > 0)
		put_row(p, i, ROW_NOTE, 0);
	p->n_shown++;
	p->colours[a->kind == ANNOTATION_BOOKMARK ? COLOURS : a->colour]++;
}

static void
make_rows(struct pile *p, const struct sieve *s)
{
	uint32_t group = 0;

	p->n_rows = p->n_shown = 0;
	memset(p->colours, 0, sizeof(p->colours));
	for (size_t i = 0; i < p->n; i++) {
		const struct pile_item *item = &p->v[i];
		const struct pile_book *k = &p->books[item->book];

		if (s != NULL &&
		    !sieve_passes(s, item->a, hay_of(k, item->index),
			k->chosen[item->index]))
			continue;
		put_item(p, i, p->n_shown > 0 && group == item->group);
		group = item->group;
	}
}

/* Make the rows; what was in hand stays so, else what is at a row. */
static void
show(struct pile *p, const struct sieve *s, size_t otherwise)
{
	char hand[37];

	memcpy(hand, p->hand, sizeof(hand));
	make_rows(p, s);
	if (hand[0] == '\0' || !pile_to(p, hand))
		pile_settle(p, otherwise, 1);
}

bool
pile_sift(struct pile *p, const struct sieve *s)
{
	show(p, s, 0);
	return p->n_shown > 0;
}

void
pile_arrange(struct pile *p, const struct sieve *s)
{
	put_in_order(p);
	show(p, s, p->at);
}
