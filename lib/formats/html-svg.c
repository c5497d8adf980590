/*
 * Drawings that stand in a page (SVG): their words, and their bytes as a picture
 * of their own.
 */
#include "lib/formats/format.h"
#include "lib/formats/html-walk.h"

/* Words of a drawing that has no name. */
#define WORDS_MOST 300

/* ---- words ---- */

/* Append the text of all elements of a name, or of the first one. */
static void
collect(const struct tree *t, uint32_t i, const char *name, bool all,
    struct buf *out)
{
	for (uint32_t k = i + 1; k < t->v[i].end && out->n < WORDS_MOST; k++) {
		size_t begun = out->n;

		if (t->v[k].name.p == NULL || !node_is(&t->v[k], name))
			continue;
		if (begun > 0)
			buf_puts(out, "; ");
		tree_collect(t, k, out);
		if (out->n == begun + (begun > 0 ? 2u : 0u))
			buf_cut(out, begun);
		if (!all && out->n > 0)
			return;
		k = t->v[k].end - 1;
	}
}

/* What a drawing is called; else what is said of it; else what stands in it. */
static void
words_of(const struct tree *t, uint32_t i, struct buf *out)
{
	static const char *const names[] = {"title", "desc", "text"};
	size_t n;

	buf_str(out, str_trim(node_attr(&t->v[i], "aria-label")));
	for (size_t k = 0; k < LENGTH(names) && out->n == 0; k++)
		collect(t, i, names[k], k == 2, out);
	for (n = WORDS_MOST; n < out->n; n--)
		if (((unsigned char)out->p[n] & 0xc0) != 0x80)
			buf_cut(out, n);
}

/* ---- bytes ---- */

static void
escaped(struct str s, struct buf *out)
{
	static const char signs[] = "&<>\"";
	static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;"};

	for (size_t i = 0; i < s.n; i++) {
		size_t k = 0;

		while (signs[k] != '\0' && signs[k] != s.p[i])
			k++;
		if (signs[k] != '\0')
			buf_puts(out, names[k]);
		else
			buf_putc(out, s.p[i]);
	}
}

static void
opened(const struct node *n, bool outermost, struct buf *out)
{
	buf_putc(out, '<');
	buf_str(out, n->name);
	if (outermost)
		buf_puts(out, " xmlns=\"http://www.w3.org/2000/svg\" "
			      "xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
	for (uint32_t i = 0; i < n->n_attrs; i++) {
		struct str name = n->attrs[i].name;

		if (outermost &&
		    (str_is(name, "xmlns") || str_is(name, "xmlns:xlink")))
			continue;
		buf_putc(out, ' ');
		buf_str(out, name);
		buf_puts(out, "=\"");
		escaped(n->attrs[i].value, out);
		buf_putc(out, '"');
	}
	buf_putc(out, '>');
}

static void
closed(const struct node *n, struct buf *out)
{
	buf_puts(out, "</");
	buf_str(out, n->name);
	buf_putc(out, '>');
}

/* The element as a file of its own. */
static void
serialize(const struct tree *t, uint32_t i, struct buf *out)
{
	uint32_t open[LIMIT_DEPTH + 1];
	unsigned depth = 0;

	for (uint32_t k = i; k < t->v[i].end; k++) {
		for (; depth > 0 && k >= t->v[open[depth - 1]].end; depth--)
			closed(&t->v[open[depth - 1]], out);
		if (t->v[k].name.p == NULL) {
			escaped(tree_text(t, k), out);
			continue;
		}
		if (depth == LENGTH(open))
			break;
		opened(&t->v[k], k == i, out);
		open[depth++] = k;
	}
	while (depth > 0)
		closed(&t->v[open[--depth]], out);
}

/* As an address: a sign of percent would be read as a code. */
static void
address(struct str svg, struct buf *out)
{
	buf_puts(out, "data:image/svg+xml,");
	for (size_t i = 0; i < svg.n; i++)
		if (svg.p[i] == '%')
			buf_puts(out, "%25");
		else if ((unsigned char)svg.p[i] < ' ')
			buf_printf(out, "%%%02X", (unsigned)svg.p[i]);
		else
			buf_putc(out, svg.p[i]);
}

/* ---- the element ---- */

void
walk_drawing(struct walk *w, uint32_t i, const struct context *c)
{
	struct buf words = BUF_INIT, svg = BUF_INIT, href = BUF_INIT;

	/* a frame around another picture, as covers have it */
	if (tree_find(w->t, i, "image") != 0) {
		walk_children(w, i, c);
		return;
	}
	words_of(w->t, i, &words);
	if (words.n > 0 || image_in_figure(w, i)) {
		serialize(w->t, i, &svg);
		address(buf_lend(&svg), &href);
		image_put(w, i, buf_lend(&words), buf_lend(&href));
	}
	buf_free(&words);
	buf_free(&svg);
	buf_free(&href);
}
