/*
 * Lists of annotations: found again in the text as it is now, in book order.  A
 * book may have thousands, and they are read when it is opened: nothing here is
 * done twice for a row.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/store/anchor.h"
#include "lib/store/db.h"

/* ---- order ---- */

/* Small things are sorted in place of the annotations themselves. */
struct ticket {
	int64_t book;
	uint64_t span;
	const struct annotation *a;
};

static int
in_book_order(const void *left, const void *right)
{
	const struct ticket *x = left, *y = right;

	if (x->book != y->book)
		return x->book < y->book ? -1 : 1;
	if (x->span != y->span)
		return x->span < y->span ? -1 : 1;
	if (x->a->created != y->a->created)
		return x->a->created < y->a->created ? -1 : 1;
	return strcmp(x->a->uuid, y->a->uuid);
}

void
list_put(struct annotations *out, const struct annotation *v, size_t n)
{
	struct ticket *tickets = xcalloc(n, sizeof(*tickets));
	bool sorted = true;

	for (size_t i = 0; i < n; i++) {
		tickets[i] = (struct ticket){
		    v[i].book, (uint64_t)v[i].from << 32 | v[i].to, &v[i]};
		sorted = sorted && (i == 0 || in_book_order(&tickets[i - 1],
						  &tickets[i]) <= 0);
	}
	if (!sorted)
		qsort(tickets, n, sizeof(*tickets), in_book_order);
	out->v = arena_alloc(out->arena, n * sizeof(*v));
	out->n = n;
	for (size_t i = 0; i < n; i++)
		out->v[i] = *tickets[i].a;
	free(tickets);
}

/* Find the annotations in the text as it is now. */
static void
find_again(struct store *s, int64_t row, struct annotation *v, size_t n,
    const struct book *b)
{
	struct anchor *anchors = xcalloc(n, sizeof(*anchors));

	for (size_t i = 0; i < n; i++)
		anchors[i] = (struct anchor){.from = v[i].from,
		    .to = v[i].to,
		    .quote = v[i].quote,
		    .prefix = v[i].prefix,
		    .suffix = v[i].suffix};
	found_resolve(s, row, b->text, anchors, n);
	for (size_t i = 0; i < n; i++) {
		if (annotation_is_on_book(&v[i]))
			continue;
		v[i].from = anchors[i].from;
		v[i].to = anchors[i].to;
		v[i].state = anchors[i].state;
		v[i].best = anchors[i].best;
		v[i].listed = (struct span){v[i].from, v[i].to};
		if (v[i].state == ANCHOR_LOST)
			v[i].listed = (struct span){NOWHERE, NOWHERE};
		v[i].orphan = v[i].orphan && v[i].state == ANCHOR_LOST;
	}
	free(anchors);
}

/* ---- lists ---- */

/* Gather what a statement gives, of the book `row` or with 0 of any; find it
 * again in a book, if there is one. */
static bool
gather(struct store *s, sqlite3_stmt *st, int64_t row, const struct book *b,
    struct annotations *out, struct err *err)
{
	struct rows rows = {.arena = arena_new(), .book = row};
	bool ok;

	out->arena = rows.arena;
	s->rows = &rows;
	ok = db_run(s, st, err);
	s->rows = NULL;
	if (ok && b != NULL)
		find_again(s, row, rows.v, rows.n, b);
	if (ok)
		list_put(out, rows.v, rows.n);
	free(rows.v);
	if (ok && letters_settle(s, out, err))
		return true;
	annotations_free(out);
	return false;
}

bool
list_disk(struct store *s, const struct book_id *id, const struct book *b,
    bool deleted, struct annotations *out, struct err *err)
{
	sqlite3_stmt *st = db_ready(
	    s, deleted ? SQL_ANNOTATION_DEAD : SQL_ANNOTATION_LIVING, err);

	*out = (struct annotations){.arena = NULL};
	if (st == NULL)
		return false;
	sqlite3_bind_int64(st, 1, id->row);
	return gather(s, st, deleted ? 0 : id->row, b, out, err);
}

bool
list_all(
    struct store *s, bool deleted, struct annotations *out, struct err *err)
{
	sqlite3_stmt *st = db_ready(
	    s, deleted ? SQL_ANNOTATION_ALL_DEAD : SQL_ANNOTATION_ALL, err);

	*out = (struct annotations){.arena = NULL};
	return st != NULL && gather(s, st, 0, NULL, out, err);
}

bool
list_capitals(struct store *s, struct annotations *out, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_ANNOTATION_CAPITALS, err);

	*out = (struct annotations){.arena = NULL};
	return st != NULL && gather(s, st, 0, NULL, out, err);
}

bool
store_list(struct store *s, const struct book_id *id, const struct book *b,
    bool deleted, struct annotations *out, struct err *err)
{
	return list_disk(s, id, b, deleted, out, err) &&
	       (s->unsaved == NULL ||
		   unsaved_list(s, id, b, deleted, out, err));
}

bool
store_list_all(
    struct store *s, bool deleted, struct annotations *out, struct err *err)
{
	return list_all(s, deleted, out, err) &&
	       (s->unsaved == NULL ||
		   unsaved_list(s, NULL, NULL, deleted, out, err));
}

static int
by_letter(const void *left, const void *right)
{
	const struct annotation *x = left, *y = right;

	return (x->mark > y->mark) - (x->mark < y->mark);
}

bool
store_capitals(struct store *s, struct annotations *out, struct err *err)
{
	size_t n = 0;

	if (!list_capitals(s, out, err) ||
	    (s->unsaved != NULL &&
		!unsaved_list(s, NULL, NULL, false, out, err)))
		return false;
	for (size_t i = 0; i < out->n; i++)
		if (letter_is_capital(out->v[i].mark))
			out->v[n++] = out->v[i];
	out->n = n;
	if (n > 1)
		qsort(out->v, n, sizeof(*out->v), by_letter);
	return true;
}

struct annotation
annotation_keep(struct arena *arena, const struct annotation *a)
{
	struct annotation to = *a;

	to.quote = arena_str(arena, a->quote);
	to.prefix = arena_str(arena, a->prefix);
	to.suffix = arena_str(arena, a->suffix);
	to.section = arena_str(arena, a->section);
	to.address = arena_str(arena, a->address);
	to.body = arena_str(arena, a->body);
	to.tags = arena_str(arena, a->tags);
	return to;
}

void
annotations_free(struct annotations *v)
{
	arena_free(v->arena);
	*v = (struct annotations){.arena = NULL};
}
