/*
 * Elements of HTML that do more than hold others: images, tables, links,
 * quotations, formulas, ruby, lists of terms.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/html-walk.h"

/* Does the element part the text before it from what it holds? */
bool
parts_text(const struct element *e)
{
	return e->role != ROLE_INLINE && e->role != ROLE_LINK &&
	       e->role != ROLE_BREAK && e->role != ROLE_QUOTED &&
	       e->role != ROLE_MATH && e->role != ROLE_RUBY_TEXT &&
	       e->role != ROLE_IMAGE && e->role != ROLE_SKIP;
}

/* ---- images ---- */

static unsigned
pixels(struct str s)
{
	unsigned long n = s.n > 0 && s.n < 8 ? strtoul(s.p, NULL, 10) : 0;

	return (unsigned)n;
}

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
 * paragraphs if it has such, or what is classed so. */
static void
captions_of(const struct walk *w, uint32_t i, struct captions *c)
{
	const struct tree *t = w->t;
	uint32_t up = i;

	while (up > 0 && !is_figure(&t->v[up]))
		up = t->v[up].parent;
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
	if (html_target(w->h, w->d, href, &key) && key.n > 0)
		builder_image(w->b, buf_lend(&key), (struct str){NULL, 0},
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
		if (w->t->v[k].name.p == NULL &&
		    str_trim(tree_text(w->t, k)).n > 0)
			return node_is(&w->t->v[up], "figure") ||
			       node_is(&w->t->v[up], "div") ||
			       node_is(&w->t->v[up], "section") ||
			       node_is(&w->t->v[up], "body");
	return true;
}

static void
image(struct walk *w, uint32_t i, const struct context *c)
{
	const struct node *n = &w->t->v[i];
	struct str alt = str_trim(node_attr(n, "alt"));
	struct str href = node_attr(n, "src");

	if (href.n == 0)
		href = node_attr_local(n, "href");
	if (c->inline_only || c->kind == BLOCK_HEADING || !stands_alone(w, i)) {
		if (alt.n > 0) {
			put(w, STR("["), n->line);
			put(w, alt, n->line);
			put(w, STR("]"), n->line);
		}
		return;
	}
	if (href.n > 0 || alt.n > 0)
		figure_put(w, i, alt, href);
}

/* ---- tables ---- */

struct table_user {
	struct walk *w;
	struct context c;
	unsigned row;
	bool begun;
};

static void
table_cell(void *user, uint32_t node, unsigned row, unsigned column)
{
	struct table_user *u = user;
	struct walk *w = u->w;
	const struct context *up = w->c;

	if (!u->begun) {
		w->c = &u->c;
		put_block_begin(w, w->t->v[node > 0 ? node : 1].line);
		u->begun = true;
	}
	put_flush(w);
	w->space = w->line_break = false;
	while (u->row < row) {
		builder_literal(w->b, STR("\n"), 0);
		u->row++;
	}
	if (column > 0)
		builder_literal(w->b, STR("\t"), 0);
	if (node > 0) {
		struct context c = u->c;

		if (node_is(&w->t->v[node], "th"))
			c.style |= STYLE_STRONG;
		w->fresh = true;
		walk_children(w, node, &c);
		put_flush(w);
	}
	w->fresh = w->space = w->line_break = false;
	w->c = up;
}

static void
table(struct walk *w, uint32_t i, const struct context *c)
{
	struct table_user u = {w, *c, 0, false};
	uint32_t caption = tree_child(w->t, i, i, "caption");

	put_block_end(w);
	if (!table_is_data(w->t, i)) {
		walk_children(w, i, c);
		put_block_end(w);
		return;
	}
	if (caption != 0)
		walk_node(w, caption, c);
	put_block_end(w);
	u.c.kind = BLOCK_TABLE;
	u.c.inline_only = true;
	u.c.pre = false;
	table_walk(w->t, i, table_cell, &u);
	put_block_end(w);
}

/* ---- elements with ways of their own ---- */

static void
link_element(struct walk *w, uint32_t i, const struct context *c)
{
	const struct node *n = &w->t->v[i];
	struct str href = node_attr_local(n, "href"), note;
	struct buf key = BUF_INIT;
	bool back, inside;
	uint32_t from;

	note = html_callout(w->h, w->document, i, &back);
	if (back) {
		/* its text is skipped, and counts against a label */
		for (uint32_t k = i; k < n->end; k++)
			if (w->t->v[k].name.p == NULL) {
				struct str s = tree_text(w->t, k);

				w->skip -=
				    w->skip < s.n ? w->skip : (uint32_t)s.n;
			}
		return;
	}
	inside = href.n > 0 && html_target(w->h, w->d, href, &key);
	if (href.n == 0 || !span_open(w, SPAN_LINK)) {
		walk_children(w, i, c);
		buf_free(&key);
		return;
	}
	walk_children(w, i, c);
	from = span_close(w);
	if (from != NOWHERE && note.p != NULL)
		builder_reference(w->b, from, note);
	else if (from != NOWHERE && inside)
		builder_link_to(
		    w->b, from, builder_place(w->b), buf_lend(&key));
	else if (from != NOWHERE)
		builder_link(w->b, from, builder_place(w->b), NOWHERE, href);
	buf_free(&key);
}

static bool
is_russian(struct str tag)
{
	return str_starts(tag, "ru") || str_starts(tag, "uk") ||
	       str_starts(tag, "be");
}

static void
quoted(struct walk *w, uint32_t i, const struct context *c)
{
	bool russian = is_russian(c->language);
	uint32_t line = w->t->v[i].line;

	put(w, russian ? STR("«") : STR("“"), line);
	walk_children(w, i, c);
	w->c = c;
	w->space = false;
	put(w, russian ? STR("»") : STR("”"), line);
}

/* A formula: what it is called, else its signs one after another. */
static void
math(struct walk *w, uint32_t i, const struct context *c)
{
	const struct node *n = &w->t->v[i];
	struct str alt = node_attr(n, "alttext");

	(void)c;
	if (alt.n > 0) {
		put(w, alt, n->line);
		return;
	}
	for (uint32_t k = i + 1; k < n->end; k++) {
		if (w->t->v[k].name.p == NULL)
			put(w, tree_text(w->t, k), w->t->v[k].line);
		else if (node_is(&w->t->v[k], "annotation") ||
			 node_is(&w->t->v[k], "annotation-xml"))
			k = w->t->v[k].end - 1;
	}
}

static void
ruby_text(struct walk *w, uint32_t i, const struct context *c)
{
	w->space = false;
	put(w, STR("("), w->t->v[i].line);
	walk_children(w, i, c);
	w->c = c;
	w->space = false;
	put(w, STR(")"), w->t->v[i].line);
}

/* A headword, or one more of the same entry; what it means goes on in the same
 * block. */
static void
term(struct walk *w, uint32_t i, const struct context *c)
{
	struct context inner = *c;
	uint32_t from;
	bool head;

	if (w->in_terms && w->open) {
		put_flush(w);
		builder_literal(w->b, STR(", "), 0);
		w->space = false;
	} else {
		put_block_end(w);
		builder_entry(w->b, c->glossary ? ENTRY_TERM : ENTRY_KINDS);
	}
	w->goes_on = false;
	w->in_terms = true;
	inner.kind = c->glossary ? BLOCK_ENTRY : BLOCK_PARAGRAPH;
	head = span_open(w, SPAN_HEAD);
	walk_children(w, i, &inner);
	from = head ? span_close(w) : NOWHERE;
	if (from != NOWHERE)
		builder_head(w->b, from);
}

static void
meaning(struct walk *w, uint32_t i, const struct context *c)
{
	struct context inner = *c;

	inner.kind = c->glossary ? BLOCK_ENTRY : BLOCK_PARAGRAPH;
	if (w->open && w->in_terms) {
		w->c = &inner;
		w->space = false;
		inner.style &= ~(unsigned)STYLE_STRONG;
		put_flush(w);
		builder_literal(w->b, STR(" — "), 0);
	}
	w->in_terms = false;
	walk_children(w, i, &inner);
	put_block_end(w);
	w->goes_on = true;
}

static void
skip(struct walk *w, uint32_t i, const struct context *c)
{
	(void)w;
	(void)i;
	(void)c;
}

static void
line_end(struct walk *w, uint32_t i, const struct context *c)
{
	(void)i;
	w->breaks++;
	w->line_break = w->open && !c->inline_only;
	w->space |= c->inline_only;
}

static void
rule(struct walk *w, uint32_t i, const struct context *c)
{
	(void)c;
	put_block_end(w);
	builder_block(w->b, BLOCK_RULE, 0, BLOCK_STATED | put_page(w),
	    w->t->v[i].line, 0);
}

/* Elements that do more than hold others; some of them not in a cell. */
static const struct {
	void (*walk)(struct walk *w, uint32_t i, const struct context *c);
	bool outside_cells;
} special[ROLE_SKIP + 1] = {
    [ROLE_SKIP] = {skip, false},
    [ROLE_BREAK] = {line_end, false},
    [ROLE_RULE] = {rule, true},
    [ROLE_IMAGE] = {image, false},
    [ROLE_LINK] = {link_element, false},
    [ROLE_QUOTED] = {quoted, false},
    [ROLE_MATH] = {math, false},
    [ROLE_RUBY_TEXT] = {ruby_text, false},
    [ROLE_TABLE] = {table, true},
    [ROLE_TERM] = {term, true},
    [ROLE_MEANING] = {meaning, true},
};

bool
walk_special(struct walk *w, uint32_t i, const struct element *e,
    const struct context *c)
{
	if (special[e->role].walk == NULL ||
	    (special[e->role].outside_cells && c->inline_only))
		return false;
	w->c = c;
	special[e->role].walk(w, i, c);
	return true;
}
