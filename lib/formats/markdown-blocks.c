/*
 * Markdown's blocks: cmark's tree of a chunk is walked once, and each leaf
 * becomes a block of the book, by what is around it.  Nothing here recurses.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/markdown-walk.h"

/* ---- from the parser ---- */

static struct str
str_or_empty(const char *s)
{
	return s != NULL ? str_of(s) : STR("");
}

struct cmark cmark;

/* The library of extensions, whose own library is the parser. */
LOADER(cmark, CMARK, SONAME_CMARK, "Markdown can't be read")

bool
md_ready(struct err *err)
{
	return cmark_load(err);
}

bool
md_is_type(cmark_node *n, const char *name)
{
	return strcmp(cmark.cmark_node_get_type_string(n), name) == 0;
}

struct str
md_literal(cmark_node *n)
{
	return str_or_empty(cmark.cmark_node_get_literal(n));
}

/* What kind of inline a node is; false if it is none. */
static bool
event_of(cmark_node *n, bool enter, struct md_event *e)
{
	static const struct {
		cmark_node_type type;
		enum md_inline_type is;
		unsigned style;
	} kinds[] = {
	    {CMARK_NODE_TEXT, INLINE_TEXT, 0},
	    {CMARK_NODE_CODE, INLINE_CODE, 0},
	    {CMARK_NODE_SOFTBREAK, INLINE_SOFT, 0},
	    {CMARK_NODE_LINEBREAK, INLINE_HARD, 0},
	    {CMARK_NODE_HTML_INLINE, INLINE_HTML, 0},
	    {CMARK_NODE_EMPH, INLINE_STYLE, STYLE_EMPHASIS},
	    {CMARK_NODE_STRONG, INLINE_STYLE, STYLE_STRONG},
	    {CMARK_NODE_LINK, INLINE_LINK, 0},
	    {CMARK_NODE_IMAGE, INLINE_IMAGE, 0},
	    {CMARK_NODE_FOOTNOTE_REFERENCE, INLINE_CALL, 0},
	};
	cmark_node_type type = cmark.cmark_node_get_type(n);
	size_t i = 0;

	while (i < LENGTH(kinds) && kinds[i].type != type)
		i++;
	*e = (struct md_event){.enter = enter,
	    .line = (uint32_t)cmark.cmark_node_get_start_line(n),
	    .column = (uint32_t)cmark.cmark_node_get_start_column(n)};
	if (i == LENGTH(kinds)) {
		e->type = INLINE_STYLE;
		e->style = STYLE_STRIKE;
		return md_is_type(n, "strikethrough");
	}
	e->type = kinds[i].is;
	e->style = kinds[i].style;
	if (e->type == INLINE_LINK || e->type == INLINE_IMAGE) {
		e->text = str_or_empty(cmark.cmark_node_get_url(n));
		e->title = str_or_empty(cmark.cmark_node_get_title(n));
	} else {
		e->text = md_literal(n);
	}
	return true;
}

/* The source line (from 0) of a line of the chunk. */
uint32_t
md_source_line(const struct md_walker *w, int line)
{
	return w->x.line0 + (line > 0 ? (uint32_t)line - 1 : 0);
}

/* ---- blocks to be ---- */

struct md_block
md_block_of(const struct md_walker *w, cmark_node *n, enum block_kind kind)
{
	uint32_t line = md_source_line(w, cmark.cmark_node_get_start_line(n));
	uint32_t last = md_source_line(w, cmark.cmark_node_get_end_line(n));

	return (struct md_block){.line = line + 1,
	    .last_line = (last < line ? line : last) + 1,
	    .gap = (uint16_t)md_gap(w->m, line),
	    .kind = (uint8_t)kind,
	    .flags = BLOCK_STATED};
}

/* Feed a block, or keep it for its note. */
void
md_block_put(struct md_walker *w, const struct md_block *k)
{
	if (w->note != NULL)
		md_note_block(w->m, w->note, k);
	else
		md_block_feed(w->m, k);
	w->was_table = k->kind == BLOCK_TABLE;
	w->defined = false;
}

void
md_literal_before(struct md_walker *w, struct str s)
{
	struct md_inlines *x = &w->x;
	struct md_piece p = {.text = s, .kind = MD_LITERAL};

	ARRAY_PUSH(x->v, x->n, x->cap, p);
	memmove(x->v + 1, x->v, (x->n - 1) * sizeof(*x->v));
	x->v[0] = p;
}

/* ---- notes in the text ---- */

/* Take the notes out of the pieces; they get blocks of their own.  All are
 * numbered as they come. */
static size_t
notes_take(struct md_walker *w)
{
	struct md_inlines *x = &w->x;
	struct md_piece *out = x->v;
	size_t n = 0, to = x->n;

	for (size_t i = 0; i < to; i++) {
		struct md_block k = {.kind = BLOCK_NOTE, .flags = BLOCK_STATED};
		struct md_note *note;

		out[n++] = x->v[i];
		if (x->v[i].kind == MD_CALL)
			md_called(w->m, x->v[i].index);
		if (x->v[i].kind != MD_NOTE)
			continue;
		k.v = &x->v[i + 1];
		while (i + 1 < to && x->v[i + 1].kind != MD_NOTE_END) {
			k.n++;
			i++;
		}
		i++;
		k.line = k.last_line = out[n - 1].line;
		note = md_note_add(w->m, NOWHERE, out[n - 1].line - 1);
		md_note_block(w->m, note, &k);
		out[n - 1].text = note->key;
		out[n - 1].index = note->order;
	}
	return n;
}

/* The pieces of the leaf at hand, its notes taken out. */
void
md_pieces_ready(struct md_walker *w)
{
	md_inlines_refine(&w->x);
	if (w->note == NULL)
		w->x.n = notes_take(w);
}

/* ---- tables ---- */

/* Add the pieces of a cell, or a sign between cells, to the table. */
static void
table_add(struct md_walker *w, const struct md_piece *v, size_t n)
{
	struct md_block *k = &w->block;

	for (size_t i = 0; i < n; i++) {
		struct md_piece p = v[i];

		if (p.kind == MD_SOFT || p.kind == MD_HARD)
			p = (struct md_piece){
			    .text = STR(" "), .kind = MD_LITERAL};
		ARRAY_PUSH(k->v, k->n, w->cap_block, p);
	}
}

static void
table_sign(struct md_walker *w, const char *sign)
{
	struct md_piece p = {.text = str_of(sign), .kind = MD_LITERAL};

	table_add(w, &p, 1);
}

static void
table_event(struct md_walker *w, cmark_node *n, bool enter)
{
	bool cell = md_is_type(n, "table_cell"), table = md_is_type(n, "table");

	if (table && enter) {
		w->block.n = 0;
		w->any_row = false;
	} else if (table) {
		struct md_block k = md_block_of(w, n, BLOCK_TABLE);

		k.v = w->block.v;
		k.n = w->block.n;
		md_block_put(w, &k);
	} else if (cell && enter) {
		if (w->cell_before)
			table_sign(w, "\t");
		w->cell_before = true;
		md_inlines_begin(&w->x);
		w->x.line =
		    md_source_line(w, cmark.cmark_node_get_start_line(n));
	} else if (cell) {
		md_pieces_ready(w);
		table_add(w, w->x.v, w->x.n);
	} else if (enter) {
		if (w->any_row)
			table_sign(w, "\n");
		w->any_row = true;
		w->cell_before = false;
	}
}

/* ---- the walk ---- */

static void
list_enter(struct md_walker *w, cmark_node *n)
{
	struct md_list l = {
	    .paren = cmark.cmark_node_get_list_delim(n) == CMARK_PAREN_DELIM};

	if (cmark.cmark_node_get_list_type(n) == CMARK_ORDERED_LIST) {
		l.number = (unsigned)cmark.cmark_node_get_list_start(n);
		if (l.number == 0)
			l.number = 1;
	}
	if (w->depth++ < LEVELS)
		w->lists[w->depth - 1] = l;
}

static void
item_event(struct md_walker *w, cmark_node *n, bool enter)
{
	struct md_list *l;

	(void)n;
	if (w->depth == 0 || w->depth > LEVELS)
		return;
	l = &w->lists[w->depth - 1];
	l->fresh = enter;
	if (!enter && l->number > 0)
		l->number++;
}

/* The box of a task, before its text. */
static void
task_mark(struct md_walker *w, cmark_node *n)
{
	cmark_node *item = cmark.cmark_node_parent(n);

	if (item != NULL && md_is_type(item, "tasklist") &&
	    cmark.cmark_node_first_child(item) == n)
		md_literal_before(w,
		    cmark.cmark_gfm_extensions_get_tasklist_item_checked(item)
			? STR("\xe2\x98\x91 ")
			: STR("\xe2\x98\x90 "));
}

static void
leaf_begin(struct md_walker *w, cmark_node *n)
{
	md_inlines_begin(&w->x);
	w->x.line = md_source_line(w, cmark.cmark_node_get_start_line(n));
}

static void
note_event(struct md_walker *w, cmark_node *n, bool enter)
{
	uint32_t line = md_source_line(w, cmark.cmark_node_get_start_line(n)),
		 i;

	w->note = NULL;
	w->ignored = enter;
	if (!enter)
		return;
	if ((uint32_t)cmark.cmark_node_get_start_line(n) > w->own)
		return;
	i = md_footnote_at(w->m, line);
	if (i == NOWHERE)
		return;
	w->ignored = false;
	w->note = md_note_add(w->m, i, w->m->definitions[i].line);
}

static void
quote_event(struct md_walker *w, cmark_node *n, bool enter)
{
	(void)n;
	w->quotes += enter ? 1u : -1u;
}

static void
list_event(struct md_walker *w, cmark_node *n, bool enter)
{
	if (enter)
		list_enter(w, n);
	else
		w->depth--;
}

static void
paragraph_event(struct md_walker *w, cmark_node *n, bool enter)
{
	if (enter) {
		leaf_begin(w, n);
		return;
	}
	task_mark(w, n);
	md_paragraph(w, n);
}

static void
heading_event(struct md_walker *w, cmark_node *n, bool enter)
{
	if (enter)
		leaf_begin(w, n);
	else
		md_heading(w, n);
}

static void
no_event(struct md_walker *w, cmark_node *n, bool enter)
{
	(void)w;
	(void)n;
	(void)enter;
}

static void
code_event(struct md_walker *w, cmark_node *n, bool enter)
{
	(void)enter;
	md_code(w, n);
}

static void
html_event(struct md_walker *w, cmark_node *n, bool enter)
{
	(void)enter;
	md_html(w, n);
}

static void
rule_event(struct md_walker *w, cmark_node *n, bool enter)
{
	(void)enter;
	md_rule(w, n);
}

/* An event of a block; false if it is none. */
static bool
block_event(struct md_walker *w, cmark_node *n, bool enter)
{
	static const struct {
		cmark_node_type type;
		void (*event)(struct md_walker *, cmark_node *, bool);
	} kinds[] = {
	    {CMARK_NODE_DOCUMENT, no_event},
	    {CMARK_NODE_BLOCK_QUOTE, quote_event},
	    {CMARK_NODE_LIST, list_event},
	    {CMARK_NODE_ITEM, item_event},
	    {CMARK_NODE_PARAGRAPH, paragraph_event},
	    {CMARK_NODE_HEADING, heading_event},
	    {CMARK_NODE_CODE_BLOCK, code_event},
	    {CMARK_NODE_HTML_BLOCK, html_event},
	    {CMARK_NODE_THEMATIC_BREAK, rule_event},
	};
	cmark_node_type type = cmark.cmark_node_get_type(n);

	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (kinds[i].type == type) {
			kinds[i].event(w, n, enter);
			return true;
		}
	if (!str_starts(str_of(cmark.cmark_node_get_type_string(n)), "table"))
		return false;
	table_event(w, n, enter);
	return true;
}

/* Is the node only there for the parser: behind the chunk's own lines? */
static bool
is_foreign(const struct md_walker *w, cmark_node *n)
{
	return cmark.cmark_node_parent(n) != NULL &&
	       cmark.cmark_node_get_type(cmark.cmark_node_parent(n)) ==
		   CMARK_NODE_DOCUMENT &&
	       (uint32_t)cmark.cmark_node_get_start_line(n) > w->own;
}

/* Walk what is under a node, or, with `notes`, only the footnotes. */
static void
tree_walk(struct md_walker *w, cmark_node *root, bool notes)
{
	cmark_iter *it = cmark.cmark_iter_new(root);
	cmark_event_type ev;

	while ((ev = cmark.cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark.cmark_iter_get_node(it);
		bool enter = ev == CMARK_EVENT_ENTER;
		struct md_event e;

		if (cmark.cmark_node_get_type(n) ==
		    CMARK_NODE_FOOTNOTE_DEFINITION) {
			if (notes)
				note_event(w, n, enter);
			else if (enter)
				cmark.cmark_iter_reset(it, n, CMARK_EVENT_EXIT);
			continue;
		}
		if (notes && w->note == NULL && !w->ignored &&
		    cmark.cmark_node_parent(n) == root && enter) {
			cmark.cmark_iter_reset(it, n, CMARK_EVENT_EXIT);
			continue;
		}
		if (enter && is_foreign(w, n)) {
			cmark.cmark_iter_reset(it, n, CMARK_EVENT_EXIT);
			continue;
		}
		if (w->ignored)
			continue;
		if (!block_event(w, n, enter) && event_of(n, enter, &e))
			md_inline(&w->x, &e);
	}
	cmark.cmark_iter_free(it);
}

/* ---- chunks ---- */

static void
chunk_walk(struct md_walker *w, cmark_node *root)
{
	/* the parser has the footnotes behind the text, but their chapter may
	 * end in it */
	tree_walk(w, root, true);
	w->note = NULL;
	w->ignored = false;
	tree_walk(w, root, false);
	w->quotes = w->depth = 0;
	w->n_term = 0;
}

static cmark_node *
chunk_parse(struct str text, const struct md_limits *limits)
{
	static const char *const extensions[] = {
	    "strikethrough", "tasklist", "table", "autolink"};
	cmark_parser *p = cmark.cmark_parser_new(
	    CMARK_OPT_FOOTNOTES | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE);
	cmark_node *root;

	for (size_t i = 0; i < LENGTH(extensions); i++)
		if ((i != 2 || limits->tables) && (i != 3 || limits->autolinks))
			cmark.cmark_parser_attach_syntax_extension(p,
			    cmark.cmark_find_syntax_extension(extensions[i]));
	cmark.cmark_parser_feed(p, text.p, text.n);
	root = cmark.cmark_parser_finish(p);
	cmark.cmark_parser_free(p);
	return root;
}

static void
chunk_feed(struct md_walker *w, size_t i)
{
	const struct md_chunk *k = &w->m->chunks[i];
	struct buf text = BUF_INIT;
	struct md_limits limits;
	cmark_node *root;

	w->own = md_chunk_text(w->m, i, &text, &limits);
	w->x.line0 = k->line - (k->fence != NOWHERE);
	w->x.byte0 = k->from;
	root = chunk_parse(buf_lend(&text), &limits);
	chunk_walk(w, root);
	cmark.cmark_node_free(root);
	buf_free(&text);
}

void
md_feed(struct md *m)
{
	struct md_walker w = {.m = m, .b = m->b};

	w.x.m = m;
	cmark.cmark_gfm_core_extensions_ensure_registered();
	for (size_t i = 0; i < m->n_chunks; i++)
		chunk_feed(&w, i);
	md_notes_flush(m, NOWHERE);
	free(w.x.v);
	free(w.x.spare);
	buf_free(&w.x.alt);
	free(w.term);
	free(w.block.v);
}
