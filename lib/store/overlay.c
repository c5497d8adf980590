/*
 * Lists of what is on the disk with what is in memory over it (unsaved.c).
 */
#include <stdlib.h>
#include <string.h>

#include "lib/store/unsaved.h"

static int
by_uuid(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The UUIDs of lists, sorted; they are lent. */
static const char **
uuids_of(const struct annotations *x, const struct annotations *y, size_t *n)
{
	const char **v = xcalloc(x->n + y->n, sizeof(*v));

	*n = 0;
	for (size_t i = 0; i < x->n; i++)
		v[(*n)++] = x->v[i].uuid;
	for (size_t i = 0; i < y->n; i++)
		v[(*n)++] = y->v[i].uuid;
	if (*n > 0)
		qsort(v, *n, sizeof(*v), by_uuid);
	return v;
}

/* Put what is in memory over what is on the disk: `shown` of it, while `other`
 * only hides. */
static void
lay_over(struct annotations *disk, const struct annotations *shown,
    const struct annotations *other)
{
	size_t n, kept = 0;
	const char **hidden = uuids_of(shown, other, &n);
	struct annotation *v = xcalloc(disk->n + shown->n, sizeof(*v));

	for (size_t i = 0; i < disk->n; i++) {
		const char *uuid = disk->v[i].uuid;

		if (n == 0 ||
		    bsearch(&uuid, hidden, n, sizeof(*hidden), by_uuid) == NULL)
			v[kept++] = disk->v[i];
	}
	for (size_t i = 0; i < shown->n; i++)
		v[kept++] = annotation_keep(disk->arena, &shown->v[i]);
	list_put(disk, v, kept);
	free(v);
	free(hidden);
}

/* Give what was read from memory the rows of the disk. */
static void
rows_back(const struct unsaved *u, struct annotations *v)
{
	for (size_t i = 0; i < v->n; i++)
		for (size_t k = 0; k < u->n; k++)
			if (u->v[k].mine == v->v[i].book) {
				v->v[i].book = u->v[k].row;
				break;
			}
}

void
unsaved_over(struct unsaved *u, struct annotations *out, struct annotations *v)
{
	static const struct annotations none = {.arena = NULL};

	rows_back(u, v);
	lay_over(out, v, &none);
}

bool
unsaved_list(struct store *s, const struct book_id *id, const struct book *b,
    bool deleted, struct annotations *out, struct err *err)
{
	const struct twin *t = id != NULL ? twin_find(s->unsaved, id) : NULL;
	struct store *memory = s->unsaved->memory;
	struct annotations shown = {.arena = NULL}, other = {.arena = NULL};
	struct book_id mine = {.row = t != NULL ? t->mine : 0};
	bool ok;

	if (id != NULL && t == NULL)
		return true;
	ok = id == NULL
		 ? list_all(memory, deleted, &shown, err) &&
		       list_all(memory, !deleted, &other, err)
		 : list_disk(memory, &mine, b, deleted, &shown, err) &&
		       list_disk(memory, &mine, NULL, !deleted, &other, err);
	if (ok) {
		rows_back(s->unsaved, &shown);
		lay_over(out, &shown, &other);
	} else {
		annotations_free(out);
	}
	annotations_free(&shown);
	annotations_free(&other);
	return ok;
}
