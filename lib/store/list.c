/*
 * Reading annotations: rows into structures, found again in the text as it is
 * now, in book order.  A book may have thousands, and they are read when it is
 * opened: nothing here is done twice for a row.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/store/anchor.h"
#include "lib/store/db.h"

const char *const annotation_names[ANNOTATION_KINDS] = {
    [ANNOTATION_BOOKMARK] = "bookmark",
    [ANNOTATION_HIGHLIGHT] = "highlight",
    [ANNOTATION_NOTE] = "note",
};

const char *const colour_names[COLOURS] = {
    [PINK] = "pink",
    [ORANGE] = "orange",
    [YELLOW] = "yellow",
    [GREEN] = "green",
    [BLUE] = "blue",
    [PURPLE] = "purple",
};

const char *const mark_style_names[MARK_STYLES] = {
    [SOLID] = "solid",
    [UNDERLINE] = "underline",
    [STRIKETHROUGH] = "strikethrough",
    [OUTLINE] = "outline",
};

int
word_index(const char *const *words, int n, struct str word, int otherwise)
{
	for (int i = 0; i < n; i++)
		if (word.n > 0 && word.p[0] == words[i][0] &&
		    str_is(word, words[i]))
			return i;
	return otherwise;
}

/* ---- rows ---- */

static struct str
column(sqlite3_stmt *st, int i, struct arena *arena)
{
	struct str text = db_column(st, i);

	return text.n == 0 && text.p != NULL ? (struct str){"", 0}
					     : arena_str(arena, text);
}

/* The columns that ANNOTATION_PARTS names. */
static void
read_parts(sqlite3_stmt *st, struct arena *arena, struct annotation *a)
{
	struct str uuid = db_column(st, 0), mark = db_column(st, 4);

	*a = (struct annotation){.uuid = ""};
	if (uuid.n < sizeof(a->uuid))
		memcpy(a->uuid, uuid.p, uuid.n);
	a->kind = (enum annotation_kind)word_index(annotation_names,
	    ANNOTATION_KINDS, db_column(st, 1), ANNOTATION_NOTE);
	a->from = (uint32_t)sqlite3_column_int64(st, 2);
	a->to = (uint32_t)sqlite3_column_int64(st, 3);
	a->mark = mark.n == 1 ? mark.p[0] : '\0';
	a->colour = (enum colour)word_index(
	    colour_names, COLOURS, db_column(st, 5), YELLOW);
	a->style = (enum mark_style)word_index(
	    mark_style_names, MARK_STYLES, db_column(st, 6), SOLID);
	a->quote = column(st, 7, arena);
	a->prefix = column(st, 8, arena);
	a->suffix = column(st, 9, arena);
	a->section = column(st, 10, arena);
	a->address = column(st, 11, arena);
	a->body = column(st, 12, arena);
	a->tags = column(st, 13, arena);
	a->created = sqlite3_column_int64(st, 14);
	a->modified = sqlite3_column_int64(st, 15);
	a->orphan = sqlite3_column_int(st, 16) != 0;
	a->made = a->listed = (struct span){a->from, a->to};
}

void
annotation_read(sqlite3_stmt *st, struct arena *arena, struct annotation *a)
{
	read_parts(st, arena, a);
	a->deleted = sqlite3_column_int64(st, 17);
	a->book = sqlite3_column_int64(st, 18);
}

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

/* Read all rows of a statement: those of the book `row` by its parts alone, or
 * with 0 those of any. */
static bool
read_rows(struct store *s, sqlite3_stmt *st, int64_t row, const struct book *b,
    struct annotations *out, struct err *err)
{
	struct annotation *v = NULL;
	size_t n = 0, cap = 0;
	int got;

	out->arena = arena_new();
	while ((got = db_step(s, st, err)) > 0) {
		v = array_grow(v, n, &cap, sizeof(*v));
		if (row == 0) {
			annotation_read(st, out->arena, &v[n++]);
			continue;
		}
		read_parts(st, out->arena, &v[n]);
		v[n++].book = row;
	}
	if (got == 0 && b != NULL)
		find_again(s, row, v, n, b);
	if (got == 0)
		list_put(out, v, n);
	free(v);
	if (got == 0 && letters_settle(s, out, err))
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
	return read_rows(s, st, deleted ? 0 : id->row, b, out, err);
}

bool
list_all(
    struct store *s, bool deleted, struct annotations *out, struct err *err)
{
	sqlite3_stmt *st = db_ready(
	    s, deleted ? SQL_ANNOTATION_ALL_DEAD : SQL_ANNOTATION_ALL, err);

	*out = (struct annotations){.arena = NULL};
	return st != NULL && read_rows(s, st, 0, NULL, out, err);
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
