/*
 * What the leaves of cmark's tree become: paragraphs, headings, code, HTML,
 * pictures; each by what is around it.
 */
#include <stdio.h>
#include <string.h>

#include "lib/formats/markdown-walk.h"

/* The number of an item, as a piece before its text. */
static void
item_number(struct md_walker *w, struct md_list *l)
{
	char number[24];

	if (l->number == 0)
		return;
	snprintf(
	    number, sizeof(number), "%u%c ", l->number, l->paren ? ')' : '.');
	md_literal_before(w, arena_str(w->m->arena, str_of(number)));
}

/* The kind of a paragraph by what is around it. */
static void
block_place(struct md_walker *w, struct md_block *k)
{
	if (w->depth > 0) {
		struct md_list *l =
		    &w->lists[(w->depth < LEVELS ? w->depth : LEVELS) - 1];

		unsigned in = w->depth + w->quotes; /* both set it in */

		k->kind = BLOCK_ITEM;
		k->level = (uint8_t)(in < 255 ? in : 255);
		if (l->fresh)
			item_number(w, l);
		else
			k->flags |= BLOCK_CONTINUES;
		l->fresh = false;
	} else if (w->quotes > 0) {
		k->kind = BLOCK_QUOTE;
		k->level = (uint8_t)(w->quotes < 255 ? w->quotes : 255);
	}
	if (w->note != NULL)
		k->kind = BLOCK_NOTE;
}

/* ---- pictures ---- */

/* Nothing but pictures, and blanks between them? */
static bool
only_pictures(const struct md_inlines *x)
{
	bool any = false;

	for (size_t i = 0; i < x->n; i++) {
		const struct md_piece *p = &x->v[i];

		any |= p->kind == MD_IMAGE;
		if (p->kind == MD_TEXT && str_trim(p->text).n > 0)
			return false;
		if (p->kind == MD_CALL || p->kind == MD_LITERAL)
			return false;
	}
	return any;
}

/* A block for each picture. */
static void
pictures_put(struct md_walker *w, const struct md_block *at)
{
	for (size_t i = 0; i < w->x.n; i++) {
		struct md_block k = *at;

		if (w->x.v[i].kind != MD_IMAGE)
			continue;
		k.kind = BLOCK_FIGURE;
		k.v = &w->x.v[i];
		k.n = 1;
		md_block_put(w, &k);
	}
}

/* ---- leaves ---- */

/* A caption of a table: ": Caption", "Table: Caption" behind or before it. */
static bool
is_caption(const struct md_walker *w, cmark_node *n)
{
	const struct md_inlines *x = &w->x;
	cmark_node *next = cmark.cmark_node_next(n);
	bool near = w->was_table || (next != NULL && md_is_type(next, "table"));

	return near && x->n > 0 && x->v[0].kind == MD_TEXT &&
	       (str_starts(x->v[0].text, ": ") ||
		   str_starts(x->v[0].text, "Table: "));
}

void
md_paragraph(struct md_walker *w, cmark_node *n)
{
	struct md_block k = md_block_of(w, n, BLOCK_PARAGRAPH);
	struct md_inlines *x = &w->x;
	bool defined = w->defined && md_is_indented(w, &k);

	md_pieces_ready(w);
	if (only_pictures(x)) {
		pictures_put(w, &k);
		return;
	}
	if (is_caption(w, n)) {
		x->v[0].text = str_slice(x->v[0].text,
		    str_find(x->v[0].text, STR(": ")) + 2, x->v[0].text.n);
		k.kind = BLOCK_CAPTION;
	} else if (w->depth == 0 && w->quotes == 0 && w->note == NULL &&
		   md_terms(w, &k, n)) {
		return;
	} else if (w->depth == 0 && w->quotes == 0 && w->note == NULL &&
		   md_verse(x)) {
		k.kind = BLOCK_VERSE;
	} else {
		block_place(w, &k);
	}
	k.v = x->v;
	k.n = x->n;
	md_block_put(w, &k);
	w->defined = defined;
}

/* "{#id .class}" at the end of a heading goes; the id names it. */
static struct str
heading_id(struct md_inlines *x)
{
	struct md_piece *p = x->n > 0 ? &x->v[x->n - 1] : NULL;
	struct str s, id = {NULL, 0};
	size_t open, end;

	if (p == NULL || p->kind != MD_TEXT)
		return id;
	s = str_trim(p->text);
	if (!str_ends(s, "}"))
		return id;
	for (open = s.n; open > 0 && s.p[open - 1] != '{';)
		open--;
	if (open == 0 || (open < s.n && strchr("#.-", s.p[open]) == NULL))
		return id;
	for (size_t at = open; at < s.n; at = end + 1) {
		for (end = at; end < s.n && s.p[end] != ' ' && s.p[end] != '}';)
			end++;
		if (id.n == 0 && end > at + 1 && s.p[at] == '#')
			id = str_slice(s, at + 1, end);
	}
	p->text = str_trim(str_slice(s, 0, open - 1));
	return id;
}

static void
heading_names(struct md_walker *w, struct str id)
{
	struct md_inlines *x = &w->x;
	struct buf title = BUF_INIT;

	for (size_t i = 0; i < x->n; i++)
		if (x->v[i].kind == MD_TEXT)
			buf_str(&title, x->v[i].text);
	md_name(w->m, id);
	slugs_name(w->m->slugs, w->m, buf_lend(&title));
	buf_free(&title);
}

void
md_heading(struct md_walker *w, cmark_node *n)
{
	struct md_block k = md_block_of(w, n, BLOCK_HEADING);
	struct md_inlines *x = &w->x;
	struct str id;

	k.level = (uint8_t)cmark.cmark_node_get_heading_level(n);
	md_pieces_ready(w);
	id = heading_id(x);
	if (w->quotes + w->depth > 0 || w->note != NULL) {
		/* no section begins inside of something else */
		block_place(w, &k);
		k.level = k.kind == BLOCK_NOTE ? 0 : k.level;
		for (size_t i = 0; i < x->n; i++)
			x->v[i].style |= STYLE_STRONG;
	} else {
		if (k.level <= w->m->chapter_level)
			md_notes_flush(w->m, k.line - 1);
		heading_names(w, id);
		if (k.level < w->m->chapter_level && !w->m->titled) {
			k.flags |= BLOCK_TITLE;
			w->m->titled = true;
		}
	}
	k.v = x->v;
	k.n = x->n;
	md_block_put(w, &k);
}

/* The lines of code, each with its place; what the parser found behind the
 * chunk's own lines is no part of it. */
void
md_code(struct md_walker *w, cmark_node *n)
{
	struct md_block k = md_block_of(w, n, BLOCK_PREFORMATTED);
	struct md_inlines *x = &w->x;
	struct str s = md_literal(n), line;
	int fenced =
	    cmark.cmark_node_get_fenced(n, &(int){0}, &(int){0}, &(char){0});
	uint32_t at =
	    (uint32_t)cmark.cmark_node_get_start_line(n) + (fenced ? 1 : 0);

	md_inlines_begin(x);
	while (s.n > 0 && at <= w->own) {
		size_t end = str_find(s, STR("\n"));
		struct md_event e = {.type = INLINE_TEXT,
		    .enter = true,
		    .line = at,
		    .column = 1};

		line = str_slice(s, 0, end);
		s = end == SIZE_MAX ? STR("") : str_slice(s, end + 1, s.n);
		e.text = line;
		if (x->n > 0)
			md_inline(x, &(struct md_event){
					 .type = INLINE_HARD, .enter = true});
		md_inline(x, &e);
		if (line.n > 0)
			x->v[x->n - 1].kind = MD_RAW;
		at++;
	}
	k.v = x->v;
	k.n = x->n;
	if (k.n > 0)
		md_block_put(w, &k);
}

void
md_html(struct md_walker *w, cmark_node *n)
{
	struct md_block k = md_block_of(w, n, BLOCK_PARAGRAPH);
	struct md_inlines *x = &w->x;
	struct str s = md_literal(n);

	if (w->note == NULL && w->depth + w->quotes == 0) {
		md_html_feed(w->m, s, k.line);
		w->was_table = false;
		return;
	}
	/* inside of something else only its words and styles are taken */
	md_inlines_begin(x);
	x->line = k.line - 1;
	for (size_t at = 0, end; at < s.n; at = end) {
		struct md_event e = {.enter = true};
		bool tag = s.p[at] == '<';

		end = at + 1;
		while (end < s.n && (tag ? s.p[end - 1] != '>'
					 : s.p[end] != '<' && s.p[end] != '\n'))
			end++;
		e.type = tag ? INLINE_HTML : INLINE_TEXT;
		e.text = str_slice(s, at, end);
		if (!tag && str_trim(e.text).n == 0)
			e.type = INLINE_SOFT;
		md_inline(x, &e);
		end += end < s.n && s.p[end] == '\n';
	}
	block_place(w, &k);
	k.v = x->v;
	k.n = x->n;
	md_block_put(w, &k);
}

void
md_rule(struct md_walker *w, cmark_node *n)
{
	struct md_block k = md_block_of(w, n, BLOCK_RULE);

	md_block_put(w, &k);
}
