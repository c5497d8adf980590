/*
 * The package document of an EPUB: what the book is, its parts, their order.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/formats/epub.h"

/* ---- metadata ---- */

/* The value of a <meta refines="#id" property="..."> of an element, or null. */
static struct str
refined(struct epub *e, const struct tree *t, uint32_t in, struct str id,
    const char *property, struct buf *out)
{
	enum { MOST = 1000 }; /* each goes through all of it */

	if (id.n == 0 || e->asked++ >= MOST)
		return (struct str){NULL, 0};
	for (uint32_t i = in; (i = tree_child(t, in, i, "meta")) != 0;) {
		struct str refines = node_attr(&t->v[i], "refines");

		if (refines.n != id.n + 1 ||
		    !str_eq(str_slice(refines, 1, refines.n), id) ||
		    !str_is(node_attr(&t->v[i], "property"), property))
			continue;
		buf_clear(out);
		tree_collect(t, i, out);
		return buf_lend(out);
	}
	return (struct str){NULL, 0};
}

/* What a creator or contributor did: "aut", "trl". */
static struct str
role_of(struct epub *e, const struct tree *t, uint32_t in, uint32_t i,
    struct buf *out)
{
	struct str role = node_attr_local(&t->v[i], "role");

	if (role.n > 0)
		return role;
	return refined(e, t, in, node_attr(&t->v[i], "id"), "role", out);
}

static void
tell_person(
    struct epub *e, const struct tree *t, uint32_t in, uint32_t i, bool creator)
{
	struct buf name = BUF_INIT, role = BUF_INIT;
	struct str did = role_of(e, t, in, i, &role);

	tree_collect(t, i, &name);
	if (str_is(did, "trl"))
		builder_meta(e->b, META_TRANSLATOR, buf_lend(&name));
	else if (creator &&
		 (did.n == 0 || str_is(did, "aut") || str_is(did, "edt")))
		builder_author(e->b, buf_lend(&name));
	buf_free(&name);
	buf_free(&role);
}

/* "isbn:978...", with the scheme that is stated or that the value tells. */
static void
tell_identifier(struct epub *e, const struct tree *t, uint32_t i)
{
	struct str scheme = node_attr_local(&t->v[i], "scheme");
	struct buf value = BUF_INIT, out = BUF_INIT;
	struct str s;

	tree_collect(t, i, &value);
	s = buf_lend(&value);
	if (str_starts(s, "urn:"))
		s = str_slice(s, 4, s.n);
	if (scheme.n > 0 && memchr(s.p, ':', s.n) == NULL) {
		for (size_t k = 0; k < scheme.n; k++)
			buf_putc(&out,
			    (char)(scheme.p[k] >= 'A' && scheme.p[k] <= 'Z'
				       ? scheme.p[k] + 32
				       : scheme.p[k]));
		buf_putc(&out, ':');
	}
	buf_str(&out, s);
	builder_meta(e->b, META_IDENTIFIER, buf_lend(&out));
	buf_free(&value);
	buf_free(&out);
}

/* The title that is the main one, stated so, else the first; and the subtitle,
 * where one is stated and the title does not have it. */
static void
tell_title(struct epub *e, const struct tree *t, uint32_t in)
{
	struct buf type = BUF_INIT, title = BUF_INIT, sub = BUF_INIT;
	uint32_t best = 0, below = 0;

	for (uint32_t i = in; (i = tree_child(t, in, i, "title")) != 0;) {
		struct str is = refined(
		    e, t, in, node_attr(&t->v[i], "id"), "title-type", &type);

		if (str_is(is, "subtitle") && below == 0)
			below = i;
		if (best == 0 || str_is(is, "main"))
			best = i;
	}
	if (best != 0)
		tree_collect(t, best, &title);
	if (below != 0 && below != best)
		tree_collect(t, below, &sub);
	if (sub.n > 0 && title.n > 0 &&
	    str_find(buf_lend(&title), buf_lend(&sub)) == SIZE_MAX)
		buf_printf(&title, ": %s", sub.p);
	if (title.n > 0)
		builder_title(e->b, buf_lend(&title));
	buf_free(&type);
	buf_free(&title);
	buf_free(&sub);
}

/* EPUB 3's collections, and what Calibre writes. */
static void
tell_series(struct epub *e, const struct tree *t, uint32_t in)
{
	struct buf name = BUF_INIT, number = BUF_INIT;

	for (uint32_t i = in; (i = tree_child(t, in, i, "meta")) != 0;) {
		const struct node *n = &t->v[i];

		if (str_is(node_attr(n, "property"), "belongs-to-collection")) {
			buf_clear(&name);
			tree_collect(t, i, &name);
			refined(e, t, in, node_attr(n, "id"), "group-position",
			    &number);
		} else if (str_is(node_attr(n, "name"), "calibre:series")) {
			buf_clear(&name);
			buf_str(&name, node_attr(n, "content"));
		} else if (str_is(
			       node_attr(n, "name"), "calibre:series_index")) {
			buf_clear(&number);
			buf_str(&number, node_attr(n, "content"));
		}
	}
	if (str_ends(buf_lend(&number), ".0"))
		buf_cut(&number, number.n - 2);
	if (name.n > 0 && number.n > 0)
		buf_printf(&name, ", %s", number.p);
	if (name.n > 0)
		builder_meta(e->b, META_SERIES, buf_lend(&name));
	buf_free(&name);
	buf_free(&number);
}

/* The day of a date that may have a time; nothing of what a program writes that
 * knows none. */
static struct str
day_of(struct str s)
{
	size_t time = str_find(s, STR("T"));

	if (time == 10 && s.p[4] == '-')
		s = str_slice(s, 0, time);
	return str_starts(s, "0101-01-01") || str_starts(s, "0000") ? STR("")
								    : s;
}

/* The date of the book: that of its publication, where dates of several events
 * are stated, and else the first. */
static void
tell_date(struct epub *e, const struct tree *t, uint32_t in)
{
	struct buf value = BUF_INIT;
	uint32_t best = 0;
	bool published = false;

	for (uint32_t i = in; (i = tree_child(t, in, i, "date")) != 0;) {
		struct str event = node_attr_local(&t->v[i], "event");
		bool good = str_is(event, "publication") ||
			    str_is(event, "original-publication");

		if (best == 0 || (good && !published))
			best = i;
		published |= good;
	}
	if (best != 0)
		tree_collect(t, best, &value);
	if (day_of(buf_lend(&value)).n > 0)
		builder_meta(e->b, META_DATE, day_of(buf_lend(&value)));
	buf_free(&value);
}

static void
tell_plain(struct epub *e, const struct tree *t, uint32_t i)
{
	static const struct {
		const char *name;
		enum meta_kind kind;
	} kinds[] = {
	    {"publisher", META_PUBLISHER},
	    {"subject", META_SUBJECT},
	    {"description", META_DESCRIPTION},
	    {"rights", META_RIGHTS},
	};
	struct buf value = BUF_INIT;

	for (size_t k = 0; k < LENGTH(kinds); k++)
		if (node_is(&t->v[i], kinds[k].name)) {
			tree_collect(t, i, &value);
			builder_meta(e->b, kinds[k].kind, buf_lend(&value));
		}
	buf_free(&value);
}

/* Is it a tag of BCP 47 that names a language?  Programs write "C" or "und". */
static bool
is_language(struct str s)
{
	size_t n = 0;

	while (n < s.n && ((s.p[n] >= 'a' && s.p[n] <= 'z') ||
			      (s.p[n] >= 'A' && s.p[n] <= 'Z')))
		n++;
	return (n == 2 || n == 3) && (n == s.n || s.p[n] == '-') &&
	       !str_starts(s, "und");
}

static void
tell_metadata(struct epub *e, const struct tree *t, uint32_t in)
{
	struct buf language = BUF_INIT;
	uint32_t i, end = t->v[in].end;

	tell_title(e, t, in);
	tell_date(e, t, in);
	i = tree_child(t, in, in, "language");
	if (i != 0)
		tree_collect(t, i, &language);
	if (is_language(buf_lend(&language))) {
		builder_language(e->b, buf_lend(&language));
		e->html.language = arena_str(e->arena, buf_lend(&language));
	}
	for (i = in + 1; i < end; i = t->v[i].end) {
		if (t->v[i].name.p == NULL)
			continue;
		if (node_is(&t->v[i], "creator"))
			tell_person(e, t, in, i, true);
		else if (node_is(&t->v[i], "contributor"))
			tell_person(e, t, in, i, false);
		else if (node_is(&t->v[i], "identifier"))
			tell_identifier(e, t, i);
		else
			tell_plain(e, t, i);
	}
	tell_series(e, t, in);
	buf_free(&language);
}

/* ---- manifest and spine ---- */

static void
read_manifest(struct epub *e, const struct tree *t, uint32_t in)
{
	for (uint32_t i = in; (i = tree_child(t, in, i, "item")) != 0;) {
		const struct node *n = &t->v[i];
		struct str says = node_attr(n, "properties");
		struct epub_item item = {
		    .id = arena_str(e->arena, node_attr(n, "id")),
		    .type = arena_str(e->arena, node_attr(n, "media-type")),
		    .fallback = arena_str(e->arena, node_attr(n, "fallback")),
		    .name = epub_resolve(e, e->package, node_attr(n, "href")),
		    .nav = words_have(says, "nav"),
		    .cover = words_have(says, "cover-image"),
		};

		if (item.name.p == NULL)
			continue;
		if (item.nav)
			e->nav = item.name;
		if (str_is(item.type, "application/x-dtbncx+xml"))
			e->ncx = item.name;
		ARRAY_PUSH(e->items, e->n_items, e->cap_items, item);
	}
}

static int
item_cmp(const void *a, const void *b)
{
	return str_cmp(((const struct epub_item *)a)->id,
	    ((const struct epub_item *)b)->id);
}

static struct epub_item *
item_find(const struct epub *e, struct str id)
{
	struct epub_item key = {.id = id};

	if (e->n_items == 0)
		return NULL;
	return bsearch(&key, e->items, e->n_items, sizeof(key), item_cmp);
}

/* A part that is named twice is read once. */
static void
spine_add(struct epub *e, struct epub_item *item, bool linear)
{
	if (item->spined)
		return;
	item->spined = true;
	ARRAY_PUSH(e->spine, e->n_spine, e->cap_spine,
	    (struct epub_spine){item->name, item->type, linear});
}

/* Is it a document, by its type, or by its name where its type is another's? */
static bool
is_text(const struct epub_item *item)
{
	static const char *const types[] = {"application/xhtml+xml",
	    "text/html", "text/x-oeb1-document", "application/xml", "text/xml",
	    "application/x-dtbook+xml"};
	static const char *const suffixes[] = {
	    ".xhtml", ".html", ".htm", ".xml"};

	for (size_t i = 0; i < LENGTH(types); i++)
		if (str_is(item->type, types[i]))
			return true;
	for (size_t i = 0; i < LENGTH(suffixes); i++)
		if (str_ends(item->name, suffixes[i]))
			return true;
	return false;
}

/* The item, or the first of those that stand in for it that can be shown; NULL
 * if none can. */
static struct epub_item *
item_shown(const struct epub *e, struct epub_item *item)
{
	enum { STEPS = 16 };
	struct epub_item *picture = NULL;

	for (unsigned i = 0; i < STEPS && item != NULL; i++) {
		if (is_text(item))
			return item;
		if (picture == NULL && str_starts(item->type, "image/"))
			picture = item;
		item =
		    item->fallback.n > 0 ? item_find(e, item->fallback) : NULL;
	}
	return picture;
}

static void
spine_item(struct epub *e, struct str ref, bool linear)
{
	struct epub_item *item = item_find(e, ref), *shown;
	int n = (int)(ref.n < 80 ? ref.n : 80);

	if (item == NULL) {
		builder_problem(e->b, PROBLEM_LOST_TEXT, 0,
		    "the reading order names \"%.*s\", which is not among the "
		    "parts",
		    n, ref.p);
		return;
	}
	shown = item_shown(e, item);
	if (shown == NULL) {
		builder_problem(e->b, PROBLEM_LOST_TEXT, 0,
		    "\"%.*s\" of the reading order is neither text nor a "
		    "picture: %.*s",
		    n, ref.p, (int)(item->type.n < 80 ? item->type.n : 80),
		    item->type.p);
		return;
	}
	spine_add(e, shown, linear);
}

/* The parts in reading order; those beside it (linear="no") come last, so that
 * nobody who pages through runs into them. */
static void
read_spine(struct epub *e, const struct tree *t, uint32_t in)
{
	for (int linear = 1; linear >= 0; linear--)
		for (uint32_t i = in;
		     (i = tree_child(t, in, i, "itemref")) != 0;) {
			struct str ref = node_attr(&t->v[i], "idref");
			bool no = str_is(node_attr(&t->v[i], "linear"), "no");

			if (no == (linear == 0))
				spine_item(e, ref, !no);
		}
}

/* Without an order: the texts as the manifest has them. */
static void
spine_guess(struct epub *e)
{
	builder_problem(e->b, PROBLEM_MARKUP, 0,
	    "the package states no reading order; its parts are read as they "
	    "are named");
	for (size_t i = 0; i < e->n_items; i++)
		if (is_text(&e->items[i]) && !e->items[i].nav)
			spine_add(e, &e->items[i], true);
	for (size_t i = 0; e->n_items == 0 && i < e->archive.n; i++) {
		struct epub_item item = {.name = e->archive.v[i].name};

		if (is_text(&item))
			spine_add(e, &item, true);
	}
}

static void
read_guide(struct epub *e, const struct tree *t, uint32_t in)
{
	for (uint32_t i = in; (i = tree_child(t, in, i, "reference")) != 0;) {
		struct str key =
		    epub_resolve(e, e->package, node_attr(&t->v[i], "href"));

		if (key.p == NULL)
			continue;
		if (str_is(node_attr(&t->v[i], "type"), "cover"))
			epub_cover_named(
			    e, str_slice(key, 0, str_find(key, STR("#"))));
		epub_landmark(e, key, node_attr(&t->v[i], "type"));
	}
}

/* EPUB 3 names the cover by a property, EPUB 2 in a <meta>, by its id; some by
 * its name. */
static void
find_cover(struct epub *e, const struct tree *t, uint32_t in)
{
	const struct epub_item *item;

	for (size_t i = 0; i < e->n_items; i++)
		if (e->items[i].cover)
			epub_cover_named(e, e->items[i].name);
	for (uint32_t i = in;
	     in != 0 && (i = tree_child(t, in, i, "meta")) != 0;) {
		struct str says = node_attr(&t->v[i], "content");

		if (!str_is(node_attr(&t->v[i], "name"), "cover"))
			continue;
		item = item_find(e, says);
		epub_cover_named(e, item != NULL
					? item->name
					: epub_resolve(e, e->package, says));
	}
}

bool
epub_package(struct epub *e, struct err *err)
{
	uint32_t metadata, manifest, spine, guide;
	struct tree t;

	if (e->package.p == NULL) {
		spine_guess(e);
		return e->n_spine > 0 ||
		       err_set(err, ERR_FORMAT, "there is no text in it");
	}
	if (!epub_parse(e, e->package, true, &t))
		return err_set(err, ERR_FORMAT,
		    "its package document, %.*s, can't be read",
		    (int)(e->package.n < 200 ? e->package.n : 200),
		    e->package.p);
	metadata = tree_find(&t, 0, "metadata");
	manifest = tree_find(&t, 0, "manifest");
	spine = tree_find(&t, 0, "spine");
	guide = tree_find(&t, 0, "guide");
	if (metadata != 0 && tree_find(&t, metadata, "dc-metadata") != 0)
		metadata = tree_find(&t, metadata, "dc-metadata");
	if (metadata != 0)
		tell_metadata(e, &t, metadata);
	if (manifest != 0)
		read_manifest(e, &t, manifest);
	if (e->n_items > 0)
		qsort(e->items, e->n_items, sizeof(*e->items), item_cmp);
	if (spine != 0)
		read_spine(e, &t, spine);
	if (e->n_spine == 0)
		spine_guess(e);
	find_cover(e, &t, metadata);
	if (guide != 0)
		read_guide(e, &t, guide);
	tree_free(&t);
	return e->n_spine > 0 ||
	       err_set(err, ERR_FORMAT,
		   "no part of the book is named in its package document");
}
