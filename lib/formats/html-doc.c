/*
 * The documents of a book of HTML: their life, and the keys of places in them.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/archive.h"
#include "lib/formats/html.h"

const char *const note_rules[] = {"auto", "stated", "all", NULL};

void
html_init(struct html *h, struct builder *b, const struct read_options *options)
{
	*h = (struct html){
	    .b = b, .rule = options == NULL ? NULL : options->notes};
	h->arena = arena_new();
}

void
html_free(struct html *h)
{
	for (size_t i = 0; i < h->n; i++) {
		tree_free(&h->v[i].tree);
		sheet_free(h->v[i].sheet);
	}
	free(h->v);
	free(h->notes);
	free(h->facts);
	free(h->names);
	links_free(h->links);
	arena_free(h->arena);
}

struct document *
html_add(struct html *h, struct str name)
{
	ARRAY_PUSH(h->v, h->n, h->cap,
	    (struct document){.name = arena_str(h->arena, name)});
	return &h->v[h->n - 1];
}

void
html_first(struct html *h)
{
	struct document last = h->v[h->n - 1];

	memmove(h->v + 1, h->v, (h->n - 1) * sizeof(*h->v));
	h->v[0] = last;
}

void
html_key(const struct document *d, struct str id, struct buf *out)
{
	buf_str(out, d->name);
	if (d->name.n > 0 && id.n > 0)
		buf_putc(out, '#');
	buf_str(out, id);
}

/* ---- where links lead ---- */

static int
name_cmp(const void *a, const void *b)
{
	const struct html_name *x = a, *y = b;
	int c = str_cmp(x->even, y->even);

	return c != 0
		   ? c
		   : (x->document > y->document) - (x->document < y->document);
}

void
html_index(struct html *h)
{
	struct buf key = BUF_INIT;

	h->names = xcalloc(h->n + 1, sizeof(*h->names));
	for (uint32_t i = 0; i < h->n; i++) {
		buf_clear(&key);
		archive_even(h->v[i].name, &key);
		h->names[i] =
		    (struct html_name){arena_str(h->arena, buf_lend(&key)), i};
	}
	if (h->n > 1)
		qsort(h->names, h->n, sizeof(*h->names), name_cmp);
	buf_free(&key);
}

/* The name of the document that a path means, as it writes its name itself; the
 * path if there is none. */
static struct str
name_meant(const struct html *h, struct str path)
{
	enum { ALIKE = 64 }; /* names that differ only in case */
	struct buf key = BUF_INIT;
	size_t low = 0, high = h->n, mid;
	struct str found = path;

	archive_even(path, &key);
	while (low < high) {
		mid = low + (high - low) / 2;
		if (str_cmp(h->names[mid].even, buf_lend(&key)) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (size_t i = low; i < h->n && i < low + ALIKE &&
			     str_eq(h->names[i].even, buf_lend(&key));
	     i++) {
		struct str name = h->v[h->names[i].document].name;

		if (i == low || str_eq(name, path))
			found = name;
	}
	buf_free(&key);
	return found;
}

bool
html_target(const struct html *h, const struct document *d, struct str href,
    struct buf *out)
{
	struct buf fragment = BUF_INIT;
	size_t begun = out->n;
	bool inside = archive_resolve(d->name, href, out, &fragment);
	struct str path = str_slice(buf_lend(out), begun, out->n);

	if (!inside) {
		buf_cut(out, begun);
	} else if (h->names != NULL && !str_eq(path, d->name)) {
		struct str name = name_meant(h, path);

		if (name.p != path.p) {
			buf_cut(out, begun);
			buf_str(out, name);
		}
	}
	if (inside && fragment.n > 0) {
		if (out->n > begun)
			buf_putc(out, '#');
		buf_str(out, buf_lend(&fragment));
	}
	buf_free(&fragment);
	return inside;
}
