/*
 * Images of HTML: in a block of their own with their captions, or as words in a
 * text; the files that they name.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/format.h"
#include "lib/formats/html-walk.h"

static unsigned
pixels(struct str s)
{
	unsigned long n = s.n > 0 && s.n < 8 ? strtoul(s.p, NULL, 10) : 0;

	return (unsigned)n;
}

/* ---- captions ---- */

enum { CAPTIONS = 8 };

struct captions {
	struct str v[CAPTIONS];
	uint32_t n;
	struct buf text[CAPTIONS];
};

static void
caption_add(struct captions *c, const struct tree *t, uint32_t i)
{
	if (c->n >= CAPTIONS)
		return;
	buf_init(&c->text[c->n]);
	tree_collect(t, i, &c->text[c->n]);
	c->v[c->n] = buf_lend(&c->text[c->n]);
	if (c->v[c->n].n > 0)
		c->n++;
	else
		buf_free(&c->text[c->n]);
}

static bool
is_caption(const struct node *n)
{
	static const char *const words[] = {
	    "caption", "figcaption", "legend", NULL};

	return n->name.p != NULL &&
	       (node_is(n, "figcaption") || class_has(n, words));
}

static bool
is_figure(const struct node *n)
{
	static const char *const words[] = {
	    "figure", "fig", "illustration", NULL};

	return node_is(n, "figure") || class_has(n, words);
}

/* The captions of the figure that an image stands in: its figcaption, by its
 * paragraphs if it has such, or what is classed so.  Of very many images in one
 * figure only the first have them. */
static void
captions_of(struct walk *w, uint32_t i, struct captions *c)
{
	enum { MOST = 64 };
	const struct tree *t = w->t;
	uint32_t up = i;

	while (up > 0 && !is_figure(&t->v[up]))
		up = t->v[up].parent;
	w->captioned = w->figure == up ? w->captioned + 1 : 0;
	w->figure = up;
	if (w->captioned >= MOST)
		return;
	for (uint32_t k = up + 1; up > 0 && k < t->v[up].end; k++) {
		uint32_t p;

		if (!is_caption(&t->v[k]))
			continue;
		p = tree_child(t, k, k, "p");
		if (p == 0)
			caption_add(c, t, k);
		for (; p != 0; p = tree_child(t, k, p, "p"))
			caption_add(c, t, p);
		k = t->v[k].end - 1;
	}
}

/* ---- what an image is ---- */

/* The address of its bytes.  A page that loads its pictures late has the real
 * one elsewhere. */
static struct str
href_of(const struct node *n)
{
	struct str href = node_attr(n, "src"), late = node_attr(n, "data-src");

	if (late.n > 0 && (href.n == 0 || data_is(href)))
		return late;
	if (href.n == 0)
		href = node_attr_local(n, "href");
	return str_trim(href);
}

/* Does it only adorn or count the page? */
static bool
is_ornament(const struct node *n, struct str alt)
{
	enum { DOT = 3 }; /* pixels */
	struct str role = node_attr(n, "role");
	unsigned width = pixels(node_attr(n, "width"));
	unsigned height = pixels(node_attr(n, "height"));

	if (str_is(role, "presentation") || str_is(role, "none") ||
	    str_is(node_attr(n, "aria-hidden"), "true"))
		return true;
	return alt.n == 0 && width > 0 && width <= DOT && height > 0 &&
	       height <= DOT;
}

bool
image_key(struct walk *w, struct str href, uint32_t line, struct buf *key)
{
	if (data_is(href) && href.n > LIMIT_DATA) {
		builder_problem(w->b, PROBLEM_LIMIT, line,
		    "a picture that stands in the text itself is too large");
		return false;
	}
	if (href.n > 0 && !html_target(w->h, w->d, href, key))
		buf_str(key, href);
	return key->n > 0;
}

/* ---- in a block of its own ---- */

static void
figure_put(struct walk *w, uint32_t i, struct str alt, struct str href)
{
	const struct node *n = &w->t->v[i];
	struct str own = node_attr(n, "izba-caption");
	struct captions c = {.n = 0};
	struct buf key = BUF_INIT;

	put_block_end(w);
	captions_of(w, i, &c);
	builder_figure(w->b, n->line, n->line, own.n > 0 ? &own : c.v,
	    own.n > 0 ? 1 : c.n);
	builder_block(w->b, BLOCK_FIGURE, 0,
	    BLOCK_STATED | put_page(w) | (w->c->flags & BLOCK_CENTRED), n->line,
	    0);
	if (alt.n > 0)
		builder_text(w->b, alt, 0, n->line, NOWHERE);
	if (image_key(w, href, n->line, &key))
		builder_image(w->b, buf_lend(&key),
		    image_mime_of(buf_lend(&key)),
		    pixels(node_attr(n, "width")),
		    pixels(node_attr(n, "height")));
	if (own.n > 0) {
		builder_block(w->b, BLOCK_CAPTION, 0, BLOCK_STATED, n->line, 0);
		builder_text(w->b, own, 0, n->line, NOWHERE);
	}
	buf_free(&key);
	for (uint32_t k = 0; k < c.n; k++)
		buf_free(&c.text[k]);
}

/* Is the image all that its block holds? */
static bool
stands_alone(const struct walk *w, uint32_t i)
{
	uint32_t up = w->t->v[i].parent;

	while (up > 0 && !parts_text(element_of(&w->t->v[up])))
		up = w->t->v[up].parent;
	for (uint32_t k = up + 1; k < w->t->v[up].end && k < up + 200; k++)
		if (k == i)
			k = w->t->v[i].end - 1;
		else if (w->t->v[k].name.p == NULL &&
			 str_trim(tree_text(w->t, k)).n > 0)
			return node_is(&w->t->v[up], "figure") ||
			       node_is(&w->t->v[up], "div") ||
			       node_is(&w->t->v[up], "section") ||
			       node_is(&w->t->v[up], "body");
	return true;
}

/* ---- in a text ---- */

/* Words that stand for it; a title that is nothing else needs no brackets. */
static void
words_put(struct walk *w, uint32_t i, struct str alt, struct str href)
{
	bool bare =
	    alt.n > 0 && w->c->kind == BLOCK_HEADING && stands_alone(w, i);
	struct buf key = BUF_INIT, words = BUF_INIT;
	uint32_t line = w->t->v[i].line, from;
	bool known = image_key(w, href, line, &key);
	bool span = span_open(w, SPAN_PICTURE);

	if (bare)
		buf_str(&words, alt);
	else
		image_stand_in(alt, buf_lend(&key), &words);
	put(w, buf_lend(&words), line);
	from = span ? span_close(w) : NOWHERE;
	if (from != NOWHERE && known) {
		builder_image_text(
		    w->b, from, buf_lend(&key), image_mime_of(buf_lend(&key)));
		w->pictures++;
	}
	buf_free(&key);
	buf_free(&words);
}

void
image_put(struct walk *w, uint32_t i, struct str alt, struct str href)
{
	bool heading = w->c->kind == BLOCK_HEADING;

	if (!w->c->inline_only && !heading && stands_alone(w, i)) {
		figure_put(w, i, alt, href);
		w->pictures++;
	} else if (alt.n > 0 || !heading || stands_alone(w, i)) {
		/* else beside the words of a title: only a vignette */
		words_put(w, i, alt, href);
	}
}

bool
image_in_figure(const struct walk *w, uint32_t i)
{
	while (i > 0 && !is_figure(&w->t->v[i]))
		i = w->t->v[i].parent;
	return i > 0;
}

void
walk_image(struct walk *w, uint32_t i, const struct context *c)
{
	const struct node *n = &w->t->v[i];
	struct str alt = str_trim(node_attr(n, "alt")), href = href_of(n);

	(void)c;
	if (!is_ornament(n, alt) && href.n + alt.n > 0)
		image_put(w, i, alt, href);
}

void
walk_object(struct walk *w, uint32_t i, const struct context *c)
{
	const struct node *n = &w->t->v[i];
	struct str href = str_trim(node_attr(n, "data"));
	struct buf alt = BUF_INIT;

	if (image_mime_of(href).p == NULL &&
	    !str_starts(node_attr(n, "type"), "image/")) {
		walk_children(w, i, c);
		return;
	}
	tree_collect(w->t, i, &alt);
	image_put(w, i, buf_lend(&alt), href);
	buf_free(&alt);
}
