/*
 * Paragraphs of Markdown in which lines mean something: verse, and Pandoc's
 * definitions of terms.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/markdown-walk.h"

/* ---- lines that stay lines ---- */

/* Does a piece begin a source line? */
static bool
begins_line(const struct md_inlines *x, size_t i)
{
	return i == 0 || x->v[i - 1].kind == MD_SOFT ||
	       x->v[i - 1].kind == MD_HARD;
}

/* Pandoc's line block: every line begins with a bar, which goes. */
static bool
line_block(struct md_inlines *x)
{
	size_t lines = 0, barred = 0;

	for (size_t i = 0; i < x->n; i++) {
		const struct md_piece *p = &x->v[i];

		if (!begins_line(x, i))
			continue;
		lines++;
		barred += p->kind == MD_TEXT &&
			  (str_starts(p->text, "| ") || str_is(p->text, "|"));
	}
	if (lines == 0 || lines != barred)
		return false;
	for (size_t i = 0; i < x->n; i++) {
		struct md_piece *p = &x->v[i];

		if (begins_line(x, i)) {
			p->text = str_slice(p->text, 2, p->text.n);
			if (p->byte != NOWHERE)
				p->byte += 2;
		}
	}
	for (size_t i = 0; i < x->n; i++)
		if (x->v[i].kind == MD_SOFT)
			x->v[i].kind = MD_HARD;
	return true;
}

/* Lines that all end where they are printed to end are verse. */
static bool
is_verse(const struct md_inlines *x)
{
	enum { LINE = 160 };
	size_t hard = 0, bytes = 0;

	for (size_t i = 0; i < x->n; i++) {
		if (x->v[i].kind == MD_SOFT)
			return false;
		hard += x->v[i].kind == MD_HARD;
		bytes = x->v[i].kind == MD_HARD ? 0 : bytes + x->v[i].text.n;
		if (x->v[i].kind == MD_TEXT && bytes > LINE)
			return false;
	}
	return hard > 0;
}

bool
md_verse(struct md_inlines *x)
{
	return line_block(x) || is_verse(x);
}

/* ---- definitions of terms ---- */

static bool
begins_definition(const struct md_piece *p)
{
	return p->kind == MD_TEXT &&
	       (str_starts(p->text, ": ") || str_starts(p->text, "~ "));
}

static void
definition_trim(struct md_piece *p)
{
	size_t n = 1;

	while (n < p->text.n && p->text.p[n] == ' ')
		n++;
	p->text = str_slice(p->text, n, p->text.n);
	if (p->byte != NOWHERE)
		p->byte += (uint32_t)n;
}

/* Does a definition stand in the paragraph behind this one? */
static bool
definition_follows(cmark_node *n)
{
	cmark_node *next = cmark.cmark_node_next(n), *text;

	if (next == NULL ||
	    cmark.cmark_node_get_type(next) != CMARK_NODE_PARAGRAPH)
		return false;
	text = cmark.cmark_node_first_child(next);
	return text != NULL &&
	       cmark.cmark_node_get_type(text) == CMARK_NODE_TEXT &&
	       (str_starts(md_literal(text), ": ") ||
		   str_starts(md_literal(text), "~ "));
}

/* "Term: the definition", as a glossary is printed; a term's further
 * definitions are paragraphs behind it. */
static void
definition_put(struct md_walker *w, struct md_block k,
    const struct md_piece *term, size_t n_term, size_t from, size_t to)
{
	struct md_inlines *x = &w->x;
	struct md_piece colon = {.text = STR(": "), .kind = MD_LITERAL};
	struct md_piece *v = xcalloc(to - from + n_term + 1, sizeof(*v));

	k.n = 0;
	for (size_t i = 0; i < n_term; i++) {
		v[k.n] = term[i];
		if (v[k.n].kind == MD_TEXT)
			v[k.n].style |= STYLE_STRONG;
		k.n++;
	}
	if (n_term > 0)
		v[k.n++] = colon;
	for (size_t i = from; i < to; i++)
		v[k.n++] = x->v[i];
	k.v = v;
	md_block_put(w, &k);
	free(v);
}

/* The definitions of a paragraph from piece `at` on, each begun by its sign. */
static void
definitions_cut(struct md_walker *w, const struct md_block *k,
    const struct md_piece *term, size_t n_term, size_t at)
{
	struct md_inlines *x = &w->x;
	size_t to;

	for (; at < x->n; at = to + 1) {
		definition_trim(&x->v[at]);
		for (to = at; to < x->n; to++)
			if (x->v[to].kind == MD_SOFT && to + 1 < x->n &&
			    begins_definition(&x->v[to + 1]))
				break;
		definition_put(w, *k, term, n_term, at, to);
		n_term = 0;
	}
	w->defined = true;
}

/* A term waits for its definition in the next paragraph. */
static void
term_keep(struct md_walker *w, const struct md_block *k)
{
	free(w->term);
	w->term = xcalloc(w->x.n + 1, sizeof(*w->term));
	memcpy(w->term, w->x.v, w->x.n * sizeof(*w->term));
	w->n_term = w->x.n;
	w->term_line = k->line;
	w->term_gap = k->gap;
}

bool
md_is_indented(const struct md_walker *w, const struct md_block *k)
{
	struct str s = md_line(w->m, k->line - 1);

	return s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t');
}

/* A paragraph that is a term with its definitions, or one of the two. */
bool
md_terms(struct md_walker *w, struct md_block *k, cmark_node *n)
{
	enum { TERM = 200 };
	struct md_inlines *x = &w->x;
	size_t bytes = 0, end = 0, n_term = w->n_term;

	w->n_term = 0;
	if (md_is_indented(w, k))
		return false;
	if (x->n > 0 && begins_definition(&x->v[0]) &&
	    (n_term > 0 || w->defined)) {
		k->line = n_term > 0 ? w->term_line : k->line;
		k->gap = n_term > 0 ? w->term_gap : k->gap;
		definitions_cut(w, k, w->term, n_term, 0);
		return true;
	}
	while (end < x->n && x->v[end].kind != MD_SOFT)
		bytes += x->v[end++].text.n;
	if (bytes > TERM || x->n == 0 || begins_definition(&x->v[0]))
		return false;
	if (end == x->n && definition_follows(n)) {
		term_keep(w, k);
		return true;
	}
	if (end + 1 >= x->n || !begins_definition(&x->v[end + 1]))
		return false;
	term_keep(w, k);
	w->n_term = 0;
	definitions_cut(w, k, w->term, end, end + 1);
	return true;
}
