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

bool
html_target(const struct document *d, struct str href, struct buf *out)
{
	struct buf fragment = BUF_INIT;
	size_t begun = out->n;
	bool inside = archive_resolve(d->name, href, out, &fragment);

	if (!inside)
		buf_cut(out, begun);
	if (inside && fragment.n > 0) {
		if (out->n > begun)
			buf_putc(out, '#');
		buf_str(out, buf_lend(&fragment));
	}
	buf_free(&fragment);
	return inside;
}
