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
	a->book = sqlite3_column_int64(st, 17);
}

static int
in_book_order(const void *left, const void *right)
{
	const struct annotation *a = left, *b = right;

	if (a->book != b->book)
		return a->book < b->book ? -1 : 1;
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

/* ---- letters ---- */

/* Two machines may have given one letter apart.  It is shown where it was given
 * last; the others stay bookmarks, and nothing of it is written, so that all
 * machines show the same in whatever order they were merged. */
struct bearer {
	struct annotation *a;
	int64_t at; /* when the letter was given */
};

static int
by_letter(const void *left, const void *right)
{
	const struct bearer *x = left, *y = right;

	if (x->a->book != y->a->book)
		return x->a->book < y->a->book ? -1 : 1;
	if (x->a->mark != y->a->mark)
		return x->a->mark < y->a->mark ? -1 : 1;
	if (x->at != y->at)
		return x->at > y->at ? -1 : 1;
	return strcmp(y->a->uuid, x->a->uuid);
}

static void
settle_letters(struct bearer *v, size_t n)
{
	char last = 0;

	if (n > 0)
		qsort(v, n, sizeof(*v), by_letter);
	for (size_t i = 0; i < n; i++) {
		char mark = v[i].a->mark;

		if (i > 0 && mark == last && v[i].a->book == v[i - 1].a->book)
			v[i].a->mark = 0;
		last = mark;
	}
}

/* ---- lists ---- */

/* Read all rows of a statement; freed by annotations_free. */
static bool
read_rows(
    struct store *s, sqlite3_stmt *st, struct annotations *out, struct err *err)
{
	struct annotation *v = NULL;
	struct bearer *bearers = NULL;
	size_t cap = 0, n_bearers = 0, cap_bearers = 0;
	int got;

	while ((got = db_step(s, st, err)) > 0) {
		v = array_grow(v, out->n, &cap, sizeof(*v));
		annotation_read(st, out->arena, &v[out->n++]);
		if (v[out->n - 1].mark != 0 && v[out->n - 1].deleted == 0)
			ARRAY_PUSH(bearers, n_bearers, cap_bearers,
			    (struct bearer){
				.at = sqlite3_column_int64(st, 18)});
	}
	out->v = arena_copy(out->arena, v, out->n * sizeof(*v));
	free(v);
	for (size_t i = 0, k = 0; i < out->n && n_bearers > 0; i++)
		if (out->v[i].mark != 0 && out->v[i].deleted == 0)
			bearers[k++].a = &out->v[i];
	settle_letters(bearers, n_bearers);
	free(bearers);
	return got == 0;
}

/* All rows of a statement, found again in a book if there is one. */
static bool
list_rows(struct store *s, sqlite3_stmt *st, const struct book *b,
    struct annotations *out, struct err *err)
{
	out->arena = arena_new();
	if (!read_rows(s, st, out, err)) {
		annotations_free(out);
		return false;
	}
	if (b != NULL)
		find_again(out, b);
	if (out->n > 0)
		qsort(out->v, out->n, sizeof(*out->v), in_book_order);
	return true;
}

bool
store_list(struct store *s, const struct book_id *id, const struct book *b,
    bool deleted, struct annotations *out, struct err *err)
{
	sqlite3_stmt *st = db_ready(
	    s, deleted ? SQL_ANNOTATION_DEAD : SQL_ANNOTATION_LIVING, err);

	*out = (struct annotations){.arena = NULL};
	if (st == NULL)
		return false;
	sqlite3_bind_int64(st, 1, id->row);
	return list_rows(s, st, b, out, err);
}

bool
store_list_all(
    struct store *s, bool deleted, struct annotations *out, struct err *err)
{
	sqlite3_stmt *st = db_ready(
	    s, deleted ? SQL_ANNOTATION_ALL_DEAD : SQL_ANNOTATION_ALL, err);

	*out = (struct annotations){.arena = NULL};
	return st != NULL && list_rows(s, st, NULL, out, err);
}

void
annotations_free(struct annotations *v)
{
	arena_free(v->arena);
	*v = (struct annotations){.arena = NULL};
}
