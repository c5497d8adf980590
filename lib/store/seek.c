/*
 * Looking through all books, those in memory too (unsaved.c): annotations by the
 * beginning of their id, and the tags there are.
 */
#include <stdlib.h>

#include "lib/store/unsaved.h"

#define LIMIT_FOUND 20 /* more than one is too many already */

/* store_find without what is in memory. */
static bool
find(struct store *s, struct str id, struct annotations *out, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_ANNOTATION_SEEK, err);
	struct annotation *v = NULL, a;
	size_t n = 0, cap = 0;
	int got;

	*out = (struct annotations){.arena = NULL};
	if (st == NULL)
		return false;
	out->arena = arena_new();
	db_text(st, 1, id);
	sqlite3_bind_int(st, 2, LIMIT_FOUND);
	while ((got = db_step(s, st, err)) > 0) {
		annotation_read(st, out->arena, &a);
		ARRAY_PUSH(v, n, cap, a);
	}
	if (got == 0)
		list_put(out, v, n);
	else
		annotations_free(out);
	free(v);
	return got == 0;
}

bool
store_find(
    struct store *s, struct str id, struct annotations *out, struct err *err)
{
	struct annotations shown;
	bool ok;

	if (!find(s, id, out, err))
		return false;
	if (s->unsaved == NULL)
		return true;
	ok = find(s->unsaved->memory, id, &shown, err);
	if (ok)
		unsaved_over(s->unsaved, out, &shown);
	else
		annotations_free(out);
	annotations_free(&shown);
	return ok;
}

static int
by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The words of all lines, sorted, each once, a line each. */
static void
words_once(struct buf *out, struct str lines)
{
	struct str *v = NULL;
	size_t n = 0, cap = 0, from = 0;

	for (size_t i = 0; i < lines.n; i++) {
		if (lines.p[i] != ' ')
			continue;
		if (i > from)
			ARRAY_PUSH(v, n, cap, str_slice(lines, from, i));
		from = i + 1;
	}
	if (n > 0)
		qsort(v, n, sizeof(*v), by_bytes);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && str_eq(v[i], v[i - 1]))
			continue;
		buf_str(out, v[i]);
		buf_putc(out, '\n');
	}
	free(v);
}

static bool
gather_tags(struct store *s, struct buf *all, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_TAGS, err);
	int got;

	if (st == NULL)
		return false;
	while ((got = db_step(s, st, err)) > 0) {
		buf_str(all, db_column(st, 0));
		buf_putc(all, ' ');
	}
	return got == 0;
}

bool
store_tags(struct store *s, struct buf *out, struct err *err)
{
	struct buf all = BUF_INIT;
	bool ok =
	    gather_tags(s, &all, err) &&
	    (s->unsaved == NULL || gather_tags(s->unsaved->memory, &all, err));

	if (ok)
		words_once(out, buf_lend(&all));
	buf_free(&all);
	return ok;
}
