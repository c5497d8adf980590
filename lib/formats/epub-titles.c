/*
 * Titles of chapters in an EPUB that has neither contents nor headings: short
 * paragraphs that are classed as titles become headings.
 */
#include "lib/formats/epub.h"

#define LONGEST 200u /* bytes of a title */

static bool
has_heading(const struct tree *t)
{
	for (uint32_t i = 1; i < t->n; i++)
		if (t->v[i].name.p != NULL &&
		    element_of(&t->v[i])->role == ROLE_HEADING)
			return true;
	return false;
}

/* Is it classed as a title? */
static bool
says_title(const struct node *n)
{
	static const char *const words[] = {"title", "title1", "title2",
	    "chapter", "chaptertitle", "chapter-title", "chapter_title",
	    "chapternumber", "chapter-number", "heading", "heading1",
	    "heading2", NULL};

	return (node_is(n, "p") || node_is(n, "div")) && class_has(n, words);
}

/* Is it in nothing but parts of the page? */
static bool
stands_free(const struct tree *t, uint32_t i)
{
	static const char *const verse[] = {
	    "poem", "stanza", "verse", "figure", NULL};

	for (i = t->v[i].parent; i > 0 && !node_is(&t->v[i], "body");
	     i = t->v[i].parent)
		if (!(node_is(&t->v[i], "div") ||
			node_is(&t->v[i], "section") ||
			node_is(&t->v[i], "article")) ||
		    class_has(&t->v[i], verse))
			return false;
	return true;
}

/* Does it hold some words, and no blocks? */
static bool
is_line(const struct tree *t, uint32_t in)
{
	enum { NODES = 64 };
	size_t bytes = 0;

	if (t->v[in].end - in > NODES)
		return false;
	for (uint32_t i = in + 1; i < t->v[in].end; i++) {
		const struct element *e;

		if (t->v[i].name.p == NULL) {
			bytes += str_trim(tree_text(t, i)).n;
			continue;
		}
		e = element_of(&t->v[i]);
		if (e->role != ROLE_INLINE && e->role != ROLE_BREAK &&
		    e->role != ROLE_LINK)
			return false;
	}
	return bytes > 0 && bytes <= LONGEST;
}

void
epub_titles(struct epub *e)
{
	struct html *h = &e->html;

	if (e->nav.p != NULL || e->ncx.p != NULL)
		return;
	for (size_t i = 0; i < h->n; i++)
		if (has_heading(&h->v[i].tree))
			return;
	for (size_t i = 0; i < h->n; i++) {
		struct tree *t = &h->v[i].tree;

		for (uint32_t k = h->v[i].root + 1; k < t->v[h->v[i].root].end;
		     k++)
			if (t->v[k].name.p != NULL && says_title(&t->v[k]) &&
			    stands_free(t, k) && is_line(t, k))
				t->v[k].name = STR("h1");
	}
}
