/*
 * Links between annotations, "[[1a2b3c4d]]" in the reader's words: which of the
 * book's is meant.  One that is meant of another book stays as it is.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/export/room.h"

static int
by_uuid(const void *left, const void *right)
{
	const struct annotation *a = *(const struct annotation *const *)left;
	const struct annotation *b = *(const struct annotation *const *)right;

	return strcmp(a->uuid, b->uuid);
}

struct leads
leads_of(const struct export_book *v)
{
	struct leads l = {.book = v->book, .n = v->notes->n};

	l.v = xcalloc(l.n + 1, sizeof(const struct annotation *));
	for (size_t i = 0; i < l.n; i++)
		l.v[i] = &v->notes->v[i];
	qsort(l.v, l.n, sizeof(const struct annotation *), by_uuid);
	return l;
}

void
leads_free(struct leads *l)
{
	free(l->v);
	*l = (struct leads){.v = NULL};
}

/* The only annotation whose UUID begins so, or NULL. */
static const struct annotation *
find(const struct leads *l, struct str id)
{
	size_t low = 0, high = l->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		struct str uuid =
		    str_slice(str_of(l->v[middle]->uuid), 0, id.n);

		if (str_cmp(uuid, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == l->n ||
	    !str_eq(str_slice(str_of(l->v[low]->uuid), 0, id.n), id))
		return NULL;
	if (low + 1 < l->n &&
	    str_eq(str_slice(str_of(l->v[low + 1]->uuid), 0, id.n), id))
		return NULL;
	return l->v[low];
}

void
leads_write(const struct leads *l, struct buf *out, struct str words,
    void (*text)(struct buf *out, struct str s),
    void (*link)(struct buf *out, const char *uuid, struct str address))
{
	struct buf address = BUF_INIT;
	size_t at = 0, done = 0;
	struct span where;
	struct str id;

	while (words_link(words, &at, &where, &id)) {
		const struct annotation *a = find(l, id);

		if (a == NULL)
			continue;
		text(out, str_slice(words, done, where.from));
		buf_clear(&address);
		head_address(&address, l->book, a);
		link(out, a->uuid,
		    address.n > 0 ? buf_lend(&address)
				  : str_slice(str_of(a->uuid), 0, 8));
		done = where.to;
	}
	text(out, str_slice(words, done, words.n));
	buf_free(&address);
}
