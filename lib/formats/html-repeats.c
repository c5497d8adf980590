/*
 * The frame of a site: what stands on most of its pages alike and leads to more
 * than one other (a menu, the ways on and back).  A book of such pages has it
 * once, where it stands first.  A note may read alike in most chapters, too
 * ("2. Ibid."), but leads only to where it is called.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/html.h"

enum {
	FEWEST = 4, /* pages by which it can be told */
	DEEP = 8, /* elements that may be around it */
	MOST = 1 << 16 /* bytes of text that are looked at */
};

/* An element that leads about, by its text. */
struct stretch {
	uint64_t hash;
	uint32_t document, node;
};

struct stretches {
	struct stretch *v;
	size_t n, cap;
};

/* The page that an element links to; null if it is no link, or stays on its
 * own page. */
static struct str
page_linked(const struct node *n)
{
	struct str href = node_attr(n, "href");
	const char *hash = href.n > 0 ? memchr(href.p, '#', href.n) : NULL;

	if (hash != NULL)
		href.n = (size_t)(hash - href.p);
	return element_of(n)->role == ROLE_LINK && href.n > 0
		   ? href
		   : (struct str){NULL, 0};
}

/* The sum of an element's text, blanks not counted; 0 if it is too long, or
 * does not lead to two pages. */
static uint64_t
text_hash(const struct tree *t, uint32_t in)
{
	uint64_t h = 14695981039346656037u;
	struct str first = {NULL, 0};
	size_t n = 0;
	bool about = false;

	for (uint32_t i = in; i < t->v[in].end && n < MOST; i++) {
		struct str s;

		if (t->v[i].name.p != NULL) {
			s = page_linked(&t->v[i]);
			if (first.p == NULL)
				first = s;
			about |= s.p != NULL && !str_eq(s, first);
			continue;
		}
		s = tree_text(t, i);
		n += s.n;
		for (size_t k = 0; k < s.n; k++)
			if (!tree_blank(s.p[k]))
				h = (h ^ (unsigned char)s.p[k]) *
				    1099511628211u;
	}
	return about && n > 0 && n < MOST ? h | 1 : 0;
}

static bool
may_be_frame(const struct node *n)
{
	enum element_role role = element_of(n)->role;

	return role == ROLE_BLOCK || role == ROLE_LIST || role == ROLE_TABLE;
}

/* Gather the elements under node `in` that may be parts of a frame. */
static void
gather(struct stretches *s, const struct html *h, uint32_t document,
    uint32_t in, unsigned deep)
{
	const struct tree *t = &h->v[document].tree;

	for (uint32_t i = in + 1; i < t->v[in].end; i = t->v[i].end) {
		struct stretch one = {.document = document, .node = i};

		if (t->v[i].name.p == NULL || !may_be_frame(&t->v[i]))
			continue;
		one.hash = text_hash(t, i);
		if (one.hash != 0)
			ARRAY_PUSH(s->v, s->n, s->cap, one);
		if (one.hash != 0 && deep < DEEP)
			gather(s, h, document, i, deep + 1);
	}
}

static int
by_text(const void *left, const void *right)
{
	const struct stretch *a = left, *b = right;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	if (a->document != b->document)
		return a->document < b->document ? -1 : 1;
	return (a->node > b->node) - (a->node < b->node);
}

/* Of what most documents have alike only the first one is read. */
static void
drop(struct html *h, const struct stretch *v, size_t n)
{
	size_t documents = n > 0;

	for (size_t i = 1; i < n; i++)
		documents += v[i].document != v[i - 1].document;
	if (documents < FEWEST || documents * 5 < h->n * 3)
		return;
	for (size_t i = 1; i < n; i++)
		if (v[i].document != v[0].document)
			h->v[v[i].document].tree.v[v[i].node].name =
			    STR("template");
}

void
html_repeats(struct html *h)
{
	struct stretches s = {.v = NULL};
	size_t to;

	if (h->n < FEWEST)
		return;
	for (uint32_t i = 0; i < h->n; i++)
		gather(&s, h, i, h->v[i].root, 0);
	if (s.n > 1)
		qsort(s.v, s.n, sizeof(*s.v), by_text);
	for (size_t from = 0; from < s.n; from = to) {
		for (to = from + 1; to < s.n && s.v[to].hash == s.v[from].hash;
		     to++)
			continue;
		drop(h, s.v + from, to - from);
	}
	free(s.v);
}
