/*
 * Elements of HTML that do more than hold others: tables, links, quotations,
 * ruby, lists of terms.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/format.h"
#include "lib/formats/html-walk.h"

/* Does the element part the text before it from what it holds? */
bool
parts_text(const struct element *e)
{
	return e->role != ROLE_INLINE && e->role != ROLE_LINK &&
	       e->role != ROLE_BREAK && e->role != ROLE_QUOTED &&
	       e->role != ROLE_MATH && e->role != ROLE_RUBY_TEXT &&
	       e->role != ROLE_IMAGE && e->role != ROLE_DRAWING &&
	       e->role != ROLE_OBJECT && e->role != ROLE_SKIP;
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

/* Is the table a list of notes, a row for each? */
static bool
holds_note(struct walk *w, uint32_t i)
{
	const struct found_note *n = note_from(w, i);

	return n != NULL && n->node < w->t->v[i].end;
}

static void
table(struct walk *w, uint32_t i, const struct context *c)
{
	struct table_user u = {w, *c, 0, false};
	uint32_t caption = tree_child(w->t, i, i, "caption");

	put_block_end(w);
	if (!table_is_data(w->t, i) || holds_note(w, i)) {
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

static bool
is_picture(struct str key)
{
	return image_mime_of(key).p != NULL;
}

/* A link to a picture's file; around a picture it leads to a larger copy of
 * it. */
static void
link_to_picture(
    struct walk *w, uint32_t from, struct str key, uint32_t pictures)
{
	if (w->pictures == pictures)
		builder_image_text(w->b, from, key, image_mime_of(key));
	w->pictures++;
}

static void
link_element(struct walk *w, uint32_t i, const struct context *c)
{
	const struct node *n = &w->t->v[i];
	struct str href = node_attr_local(n, "href"), note;
	struct buf key = BUF_INIT;
	uint32_t from, pictures = w->pictures;
	bool back, inside;

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
	else if (from != NOWHERE && inside && is_picture(buf_lend(&key)))
		link_to_picture(w, from, buf_lend(&key), pictures);
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

static bool
is_blank_text(const struct tree *t, uint32_t i)
{
	return t->v[i].name.p == NULL && str_trim(tree_text(t, i)).n == 0;
}

/* Does an element of the same kind follow, with nothing between? */
static bool
goes_on(const struct tree *t, uint32_t i)
{
	uint32_t next = t->v[i].end, end = t->v[t->v[i].parent].end;

	if (next < end && is_blank_text(t, next))
		next++;
	return next < end && t->v[next].name.p != NULL &&
	       str_eq(t->v[next].name, t->v[i].name);
}

/* How it is read, in brackets; signs that are read one by one share them. */
static void
ruby_text(struct walk *w, uint32_t i, const struct context *c)
{
	bool more = goes_on(w->t, i);

	w->space = w->in_reading;
	if (!w->in_reading)
		put(w, STR("("), w->t->v[i].line);
	w->in_reading = more;
	walk_children(w, i, c);
	w->c = c;
	w->space = false;
	if (!more)
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
    [ROLE_IMAGE] = {walk_image, false},
    [ROLE_DRAWING] = {walk_drawing, false},
    [ROLE_OBJECT] = {walk_object, false},
    [ROLE_LINK] = {link_element, false},
    [ROLE_QUOTED] = {quoted, false},
    [ROLE_MATH] = {walk_math, false},
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
