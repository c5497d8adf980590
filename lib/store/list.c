/*
 * Reading annotations: rows into structures, found again in the text as it is
 * now, in book order.
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
		if (str_is(word, words[i]))
			return i;
	return otherwise;
}

static struct str
column(sqlite3_stmt *st, int i, struct arena *arena)
{
	return arena_str(arena, db_column(st, i));
}

void
annotation_read(sqlite3_stmt *st, struct arena *arena, struct annotation *a)
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
	a->deleted = sqlite3_column_int64(st, 16);
}

static int
in_book_order(const void *left, const void *right)
{
	const struct annotation *a = left, *b = right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	if (a->created != b->created)
		return a->created < b->created ? -1 : 1;
	return strcmp(a->uuid, b->uuid);
}

/* Find the annotations in the text as it is now. */
static void
find_again(struct annotations *v, const struct book *b)
{
	struct anchor *anchors = xcalloc(v->n, sizeof(*anchors));

	for (size_t i = 0; i < v->n; i++)
		anchors[i] = (struct anchor){.from = v->v[i].from,
		    .to = v->v[i].to,
		    .quote = v->v[i].quote,
		    .prefix = v->v[i].prefix,
		    .suffix = v->v[i].suffix};
	anchor_resolve(b->text, anchors, v->n);
	for (size_t i = 0; i < v->n; i++) {
		v->v[i].from = anchors[i].from;
		v->v[i].to = anchors[i].to;
		v->v[i].state = anchors[i].state;
	}
	free(anchors);
}

bool
store_list(struct store *s, const struct book_id *id, const struct book *b,
    bool deleted, struct annotations *out, struct err *err)
{
	sqlite3_stmt *st = db_ready(
	    s, deleted ? SQL_ANNOTATION_DEAD : SQL_ANNOTATION_LIVING, err);
	struct annotation *v = NULL;
	size_t cap = 0;
	int got;

	*out = (struct annotations){.arena = NULL};
	if (st == NULL)
		return false;
	out->arena = arena_new();
	sqlite3_bind_int64(st, 1, id->row);
	while ((got = db_step(s, st, err)) > 0) {
		v = array_grow(v, out->n, &cap, sizeof(*v));
		annotation_read(st, out->arena, &v[out->n++]);
	}
	out->v = arena_copy(out->arena, v, out->n * sizeof(*v));
	free(v);
	if (got < 0) {
		annotations_free(out);
		return false;
	}
	if (b != NULL)
		find_again(out, b);
	if (out->n > 0)
		qsort(out->v, out->n, sizeof(*out->v), in_book_order);
	return true;
}

void
annotations_free(struct annotations *v)
{
	arena_free(v->arena);
	*v = (struct annotations){.arena = NULL};
}
