/*
 * Contents, printed pages and landmarks: of EPUB 3's navigation document, else
 * of EPUB 2's NCX.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/epub.h"

enum { LEVELS = 12 };

/* ---- landmarks ---- */

/* The words of EPUB 2's guide that are not those of EPUB 3. */
static struct str
modern_word(struct str type)
{
	static const char *const words[][2] = {
	    {"notes", "endnotes"},
	    {"title-page", "titlepage"},
	    {"acknowledgements", "acknowledgments"},
	    {"text", "bodymatter"},
	};

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_is(type, words[i][0]))
			return str_of(words[i][1]);
	return type;
}

void
epub_landmark(struct epub *e, struct str key, struct str type)
{
	struct attr attr = {STR("epub:type"), modern_word(type)};
	struct node n = {.name = STR("section"), .attrs = &attr, .n_attrs = 1};
	enum section_kind kind = element_section(&n);
	struct html *h = &e->html;

	if (kind != SECTION_KINDS && kind != SECTION_CONTENTS)
		ARRAY_PUSH(h->facts, h->n_facts, h->cap_facts,
		    (struct place_fact){key, {NULL, 0}, kind});
}

static void
add_folio(struct epub *e, struct str key, struct str label)
{
	struct html *h = &e->html;

	label = str_trim(label);
	if (label.n > 0)
		ARRAY_PUSH(h->facts, h->n_facts, h->cap_facts,
		    (struct place_fact){
			key, arena_str(e->arena, label), SECTION_KINDS});
}

/* ---- EPUB 3 ---- */

/* The link of a list item: its key (null if it leads nowhere), its text. */
static struct str
item_link(struct epub *e, const struct tree *t, uint32_t item,
    struct buf *title, struct str *type)
{
	uint32_t a = tree_child(t, item, item, "a");

	*type = (struct str){NULL, 0};
	if (a == 0)
		a = tree_child(t, item, item, "span");
	if (a == 0)
		return (struct str){NULL, 0};
	tree_collect(t, a, title);
	*type = node_attr(&t->v[a], "epub:type");
	return epub_resolve(e, e->nav, node_attr(&t->v[a], "href"));
}

static void
nav_contents(
    struct epub *e, const struct tree *t, uint32_t list, unsigned level)
{
	struct buf title = BUF_INIT;
	struct str key, type;
	uint32_t inner;

	for (uint32_t i = list; (i = tree_child(t, list, i, "li")) != 0;) {
		buf_clear(&title);
		key = item_link(e, t, i, &title, &type);
		inner = tree_child(t, i, i, "ol");
		if (key.p == NULL && inner != 0) {
			/* a title without a place stands where its first does */
			uint32_t first = tree_find(t, inner, "a");

			key = first == 0 ? key
					 : epub_resolve(e, e->nav,
					       node_attr(&t->v[first], "href"));
		}
		if (key.p != NULL)
			builder_contents(e->b, level, buf_lend(&title), key);
		if (inner != 0 && level < LEVELS)
			nav_contents(e, t, inner, level + 1);
	}
	buf_free(&title);
}

static void
nav_places(struct epub *e, const struct tree *t, uint32_t nav, bool pages)
{
	struct buf title = BUF_INIT;
	struct str key, type;

	for (uint32_t i = nav + 1; i < t->v[nav].end; i++) {
		if (t->v[i].name.p == NULL || !node_is(&t->v[i], "li"))
			continue;
		buf_clear(&title);
		key = item_link(e, t, i, &title, &type);
		if (key.p == NULL)
			continue;
		if (pages)
			add_folio(e, key, buf_lend(&title));
		else
			epub_landmark(e, key, type);
	}
	buf_free(&title);
}

static bool
nav_read(struct epub *e)
{
	struct tree t;
	bool found = false;

	if (e->nav.p == NULL || !epub_parse(e, e->nav, true, &t))
		return false;
	for (uint32_t i = 1; i < t.n; i++) {
		const struct node *n = &t.v[i];
		uint32_t list;

		if (n->name.p == NULL || !node_is(n, "nav"))
			continue;
		list = tree_child(&t, i, i, "ol");
		if (words_have(node_attr(n, "epub:type"), "toc") && list != 0) {
			nav_contents(e, &t, list, 1);
			found = true;
		}
		if (words_have(node_attr(n, "epub:type"), "page-list"))
			nav_places(e, &t, i, true);
		if (words_have(node_attr(n, "epub:type"), "landmarks"))
			nav_places(e, &t, i, false);
	}
	tree_free(&t);
	return found;
}

/* ---- EPUB 2 ---- */

/* The words and the place of a navPoint or a pageTarget. */
static struct str
point(struct epub *e, const struct tree *t, uint32_t i, struct buf *title)
{
	uint32_t label = tree_child(t, i, i, "navLabel");
	uint32_t content = tree_child(t, i, i, "content");

	buf_clear(title);
	if (label != 0)
		tree_collect(t, label, title);
	if (content == 0)
		return (struct str){NULL, 0};
	return epub_resolve(e, e->ncx, node_attr(&t->v[content], "src"));
}

static void
ncx_points(struct epub *e, const struct tree *t, uint32_t in, unsigned level)
{
	struct buf title = BUF_INIT;
	struct str key;

	for (uint32_t i = in; (i = tree_child(t, in, i, "navPoint")) != 0;) {
		key = point(e, t, i, &title);
		if (key.p != NULL)
			builder_contents(e->b, level, buf_lend(&title), key);
		if (level < LEVELS)
			ncx_points(e, t, i, level + 1);
	}
	buf_free(&title);
}

static void
ncx_read(struct epub *e, bool contents)
{
	struct buf title = BUF_INIT;
	struct tree t;
	uint32_t in;

	if (e->ncx.p == NULL || !epub_parse(e, e->ncx, true, &t))
		return;
	in = tree_find(&t, 0, "navMap");
	if (in != 0 && contents)
		ncx_points(e, &t, in, 1);
	in = tree_find(&t, 0, "pageList");
	for (uint32_t i = in;
	     in != 0 && (i = tree_child(&t, in, i, "pageTarget")) != 0;) {
		struct str key = point(e, &t, i, &title);

		if (key.p != NULL)
			add_folio(e, key,
			    title.n > 0 ? buf_lend(&title)
					: node_attr(&t.v[i], "value"));
	}
	buf_free(&title);
	tree_free(&t);
}

static int
fact_cmp(const void *a, const void *b)
{
	return str_cmp(((const struct place_fact *)a)->key,
	    ((const struct place_fact *)b)->key);
}

void
epub_nav(struct epub *e)
{
	struct html *h = &e->html;
	size_t before = h->n_facts;
	bool found = nav_read(e);

	/* a book of both kinds states its pages twice */
	if (!found || h->n_facts == before)
		ncx_read(e, !found);
	if (h->n_facts > 1)
		qsort(h->facts, h->n_facts, sizeof(*h->facts), fact_cmp);
}
