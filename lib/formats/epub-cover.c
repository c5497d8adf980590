/*
 * The cover of an EPUB: the picture that its package names; else the one on the
 * page that it calls the cover; else a first page that is but a picture.
 */
#include <stdlib.h>

#include "lib/formats/epub.h"

/* Does a part hold a picture, by what the package says of it or its name? */
static bool
is_picture(const struct epub *e, struct str name)
{
	for (size_t i = 0; i < e->n_items; i++)
		if (str_eq(e->items[i].name, name))
			return str_starts(e->items[i].type, "image/");
	return image_mime_of(name).p != NULL;
}

void
epub_cover_named(struct epub *e, struct str name)
{
	enum { MOST = 64 }; /* each is looked for among all items */

	if (name.n == 0 || archive_find(&e->archive, name) == NULL ||
	    e->covers++ >= MOST)
		return;
	if (!is_picture(e, name))
		e->cover_page = name;
	else if (e->cover.p == NULL)
		e->cover = name;
}

static bool
has_text(const struct tree *t, uint32_t in)
{
	for (uint32_t i = in; i < t->v[in].end; i++) {
		if (t->v[i].name.p == NULL) {
			if (str_trim(tree_text(t, i)).n > 0)
				return true;
		} else if (element_of(&t->v[i])->role == ROLE_SKIP) {
			i = t->v[i].end - 1;
		}
	}
	return false;
}

/* The first picture of a page; if `bare`, only of a page without text. */
static struct str
picture_on(struct epub *e, struct str page, bool bare)
{
	struct str found = {NULL, 0};
	struct tree t;
	uint32_t body;

	if (!epub_parse(e, page, true, &t))
		return found;
	body = tree_find(&t, 0, "body");
	bare = bare && has_text(&t, body);
	for (uint32_t i = body + 1;
	     i < t.v[body].end && found.p == NULL && !bare; i++) {
		const struct node *n = &t.v[i];
		struct str href;

		if (n->name.p == NULL || element_of(n)->role != ROLE_IMAGE)
			continue;
		href = node_attr(n, "src");
		if (href.n == 0)
			href = node_attr_local(n, "href");
		found = data_is(href) ? arena_str(e->arena, href)
				      : epub_resolve(e, page, href);
	}
	tree_free(&t);
	return found;
}

static bool
cover_find(struct epub *e, struct err *err)
{
	if (!epub_find_package(e, err) || !epub_package(e, err))
		return false;
	if (e->cover.p == NULL && e->cover_page.p != NULL)
		e->cover = picture_on(e, e->cover_page, false);
	if (e->cover.p == NULL && e->n_spine > 0)
		e->cover = picture_on(e, e->spine[0].name, true);
	return e->cover.n > 0 ||
	       err_set(err, ERR_FORMAT, "the book has no cover");
}

bool
epub_cover(const struct input *in, struct buf *href, struct err *err)
{
	struct builder *b = builder_new("epub");
	struct epub e = {.b = b, .options = in->options};
	bool ok = tree_xml_ready(err) && archive_open(&e.archive, in, err);

	if (ok) {
		e.arena = arena_new();
		html_init(&e.html, b, in->options);
		ok = cover_find(&e, err);
		if (ok)
			buf_str(href, e.cover);
		html_free(&e.html);
		archive_close(&e.archive);
		arena_free(e.arena);
	}
	free(e.items);
	free(e.spine);
	builder_free(b);
	return ok;
}
