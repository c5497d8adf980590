/*
 * Documents to the builder: the walk over elements, what holds inside them,
 * where notes begin and end.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/html-walk.h"

/* ---- what an element is ---- */

static unsigned
look_style(const struct look *l, unsigned style)
{
	static const struct {
		size_t field;
		unsigned style;
	} fields[] = {
	    {offsetof(struct look, italic), STYLE_EMPHASIS},
	    {offsetof(struct look, bold), STYLE_STRONG},
	    {offsetof(struct look, small_caps), STYLE_SMALL_CAPS},
	    {offsetof(struct look, super), STYLE_SUPERSCRIPT},
	    {offsetof(struct look, sub), STYLE_SUBSCRIPT},
	    {offsetof(struct look, underline), STYLE_UNDERLINE},
	    {offsetof(struct look, strike), STYLE_STRIKE},
	    {offsetof(struct look, whole), STYLE_WHOLE},
	};

	for (size_t i = 0; i < LENGTH(fields); i++) {
		uint8_t set = ((const uint8_t *)l)[fields[i].field];

		if (set == CSS_ON)
			style |= fields[i].style;
		else if (set == CSS_OFF)
			style &= ~fields[i].style;
	}
	return style;
}

bool
class_has(const struct node *n, const char *const *words)
{
	struct str class = node_attr(n, "class");

	for (; class.n > 0 && *words != NULL; words++)
		if (words_have(class, *words))
			return true;
	return false;
}

/* The context inside a block-like element. */
static void
context_block(struct context *c, const struct node *n, const struct element *e)
{
	static const char *const captions[] = {"caption", "figcaption", NULL};
	static const char *const poems[] = {
	    "poem", "poetry", "verse", "stanza", "lg", "stih", NULL};
	static const enum block_kind kinds[ROLE_SKIP + 1] = {
	    [ROLE_HEADING] = BLOCK_HEADING,
	    [ROLE_QUOTE] = BLOCK_QUOTE,
	    [ROLE_ITEM] = BLOCK_ITEM,
	    [ROLE_CAPTION] = BLOCK_CAPTION,
	};
	bool names = e->role == ROLE_HEADING || e->role == ROLE_QUOTE ||
		     e->role == ROLE_ITEM || e->role == ROLE_CAPTION;

	if (element_says(n, says_verse) || class_has(n, poems))
		c->verse = true;
	if (names)
		c->kind = kinds[e->role];
	if (e->role == ROLE_HEADING) {
		c->level = e->level;
		c->inline_only = true;
	}
	c->quotes += e->role == ROLE_QUOTE;
	c->lists += e->role == ROLE_LIST;
	if (e->role == ROLE_PRE) {
		c->kind = c->verse ? BLOCK_VERSE : BLOCK_PREFORMATTED;
		c->pre = true;
	}
	if (c->verse && (c->kind == BLOCK_PARAGRAPH || c->kind == BLOCK_QUOTE))
		c->kind = BLOCK_VERSE;
	if (c->kind == BLOCK_PARAGRAPH && class_has(n, captions))
		c->kind = BLOCK_CAPTION;
}

static struct context
context_of(const struct node *n, const struct element *e,
    const struct look *look, const struct context *up)
{
	struct context c = *up;

	c.style = look_style(look, up->style | e->style);
	if (look->centred != CSS_NONE_SET)
		c.flags = (c.flags & ~(unsigned)BLOCK_CENTRED) |
			  (look->centred == CSS_ON ? BLOCK_CENTRED : 0u);
	if (node_is(n, "center"))
		c.flags |= BLOCK_CENTRED;
	if (look->pre != CSS_NONE_SET)
		c.pre = look->pre == CSS_ON;
	if (!up->inline_only)
		context_block(&c, n, e);
	if (c.kind == BLOCK_HEADING)
		c.style &= ~(unsigned)(STYLE_STRONG | STYLE_WHOLE);
	if (element_section(n) == SECTION_GLOSSARY)
		c.glossary = true;
	return c;
}

/* ---- names of places, pages, sections ---- */

/* Is a heading the first text under a node?  Then what is said of the node is
 * said of the section that the heading begins. */
static bool
begins_with_heading(const struct tree *t, uint32_t i)
{
	uint32_t end = t->v[i].end;

	for (uint32_t k = i; k < end; k++) {
		const struct node *n = &t->v[k];

		if (n->name.p == NULL) {
			if (str_trim(tree_text(t, k)).n > 0)
				return false;
			continue;
		}
		if (element_of(n)->role == ROLE_HEADING)
			return true;
		if (element_of(n)->role == ROLE_SKIP ||
		    element_says(n, says_page))
			k = n->end - 1;
	}
	return false;
}

/* What is said elsewhere of a place. */
static void
facts_tell(struct walk *w, uint32_t i, struct str key)
{
	const struct html *h = w->h;
	size_t low = 0, high = h->n_facts, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (str_cmp(h->facts[mid].key, key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < h->n_facts && str_eq(h->facts[low].key, key); low++) {
		const struct place_fact *f = &h->facts[low];

		if (f->label.p != NULL)
			builder_folio(w->b, f->label);
		else if (!w->open && begins_with_heading(w->t, i))
			builder_section(w->b, f->kind);
	}
}

/* A place has a name, and what is said elsewhere of it, if that is wanted. */
static void
name_place(struct walk *w, uint32_t i, struct str id, bool told)
{
	struct buf key = BUF_INIT;

	html_key(w->d, id, &key);
	if (key.n > 0)
		builder_fragment(w->b, buf_lend(&key));
	if (told)
		facts_tell(w, i, buf_lend(&key));
	buf_free(&key);
}

/* "Page 41" and the like: only what counts. */
static struct str
folio_label(struct str s)
{
	size_t at;

	s = str_trim(s);
	for (at = s.n; at > 0 && s.p[at - 1] != ' ';)
		at--;
	s = str_slice(s, at, s.n);
	while (s.n > 0 && strchr("[](){}.,:", s.p[s.n - 1]) != NULL)
		s.n--;
	while (s.n > 0 && strchr("[](){}", s.p[0]) != NULL)
		s = str_slice(s, 1, s.n);
	return s;
}

enum { LABEL = 24 }; /* more text than that is no label of a page */

/* Does it count pages: a number, perhaps a Roman one, perhaps with a letter? */
static bool
is_count(struct str s)
{
	size_t digits = 0, romans = 0;

	for (size_t i = 0; i < s.n; i++) {
		digits += s.p[i] >= '0' && s.p[i] <= '9';
		romans += strchr("ivxlcdmIVXLCDM", s.p[i]) != NULL;
	}
	return s.n > 0 && s.n <= 8 && (digits + 1 >= s.n || romans == s.n) &&
	       digits + romans > 0;
}

/* The label of the page that begins at an element; null if none does.  Text by
 * itself may be in `out`. */
static struct str
page_label(const struct walk *w, uint32_t i, struct buf *out)
{
	static const char *const attrs[] = {
	    "data-page-number", "aria-label", "title"};
	static const char *const classes[] = {"pagenum", "pageno", "pagenumber",
	    "page-number", "page_number", "pagebreak", NULL};
	const struct node *n = &w->t->v[i];
	bool stated = element_says(n, says_page);
	struct str label;

	if (!stated && !class_has(n, classes))
		return (struct str){NULL, 0};
	tree_collect(w->t, i, out);
	for (size_t k = 0; k < LENGTH(attrs); k++) {
		label = folio_label(node_attr(n, attrs[k]));
		if (stated ? label.n > 0 : is_count(label))
			return label;
	}
	label = out->n > LABEL ? STR("") : folio_label(buf_lend(out));
	if (stated || is_count(label))
		return label.n > 0 ? label : STR("");
	return (struct str){NULL, 0};
}

/* A printed page begins; true if the element is nothing else. */
static bool
page_break(struct walk *w, uint32_t i)
{
	struct buf text = BUF_INIT;
	struct str label;
	bool all;

	if (w->t->v[i].n_attrs == 0)
		return false;
	label = page_label(w, i, &text);
	all = label.p != NULL && text.n <= LABEL;
	if (label.p != NULL) {
		put_flush(w);
		for (uint32_t k = i; all && k < w->t->v[i].end; k++) {
			struct str id = w->t->v[k].name.p == NULL
					    ? (struct str){NULL, 0}
					    : node_id(&w->t->v[k]);

			if (id.p != NULL)
				name_place(w, k, id, label.n == 0);
		}
		if (label.n > 0)
			builder_folio(w->b, label);
	}
	buf_free(&text);
	return all;
}

/* ---- the walk ---- */

/* The start of a block-like element, and its end. */
static void
walk_block(
    struct walk *w, uint32_t i, const struct element *e, struct context *c)
{
	const struct node *n = &w->t->v[i];
	bool line = c->verse && e->role == ROLE_BLOCK && w->open &&
		    c->kind == BLOCK_VERSE;
	struct str start = node_attr(n, "start");
	unsigned number = 1;
	uint32_t breaks = w->breaks;

	/* a heading, which parts the text around it, holds no blocks */
	if (w->c->inline_only) {
		w->space |= w->open;
		walk_children(w, i, c);
		w->space |= w->open;
		return;
	}
	if (line && !node_is(n, "div"))
		w->line_break = true;
	else
		put_block_end(w);
	if (e->role == ROLE_LIST) {
		if (start.n > 0 && start.n < 6)
			number = (unsigned)strtoul(start.p, NULL, 10);
		c->number = e->level > 0 ? &number : NULL;
	}
	if (e->role == ROLE_ITEM) {
		w->marker = true;
		w->goes_on = false;
	}
	walk_children(w, i, c);
	if (c->verse && c->kind == BLOCK_VERSE && w->open && node_is(n, "p") &&
	    e->role == ROLE_BLOCK && w->breaks == breaks)
		w->line_break = true;
	else
		put_block_end(w);
	if (!w->open && !w->in_terms)
		side_notes_feed(w, c->language);
	if (e->role == ROLE_TERMS) {
		put_block_end(w);
		builder_entry_end(w->b);
		w->in_terms = false;
	}
	if (e->role == ROLE_ITEM || e->role == ROLE_TERMS)
		w->goes_on = false;
	else if (c->kind == BLOCK_ITEM && e->role == ROLE_BLOCK)
		w->goes_on = true;
}

const struct found_note *
note_from(struct walk *w, uint32_t i)
{
	const struct html *h = w->h;

	while (w->next_note < h->n_notes &&
	       (h->notes[w->next_note].document < w->document ||
		   (h->notes[w->next_note].document == w->document &&
		       h->notes[w->next_note].node < i)))
		w->next_note++;
	if (w->next_note >= h->n_notes ||
	    h->notes[w->next_note].document != w->document)
		return NULL;
	return &h->notes[w->next_note];
}

/* Does a note begin at this element?  Then it is begun. */
static void
note_begin(struct walk *w, uint32_t i)
{
	const struct found_note *n = note_from(w, i);

	if (n == NULL || n->node != i)
		return;
	put_block_end(w);
	builder_note(w->b, n->key, n->label);
	w->note_end = n->end;
	w->skip = n->skip;
}

static void
note_end(struct walk *w, uint32_t i)
{
	if (w->note_end == 0 || i < w->note_end)
		return;
	put_block_end(w);
	builder_note_end(w->b);
	w->note_end = 0;
	w->skip = 0;
}

/* A note is set as text, not as an item of a list. */
static void
note_context(const struct walk *w, uint32_t i, struct context *c)
{
	if (w->note_end == 0 || w->next_note >= w->h->n_notes ||
	    w->h->notes[w->next_note].node != i)
		return;
	c->kind = BLOCK_PARAGRAPH;
	c->number = NULL;
	c->lists = 0;
}

/* Notes are hidden where others show them above the text; here they are text.
 */
static bool
is_hidden(struct walk *w, uint32_t i, const struct look *look)
{
	const struct node *n = &w->t->v[i];
	const struct found_note *note = note_from(w, i);

	if (w->h->show_hidden || (note != NULL && note->node < n->end))
		return false;
	return look->hidden == CSS_ON || node_attr(n, "hidden").p != NULL ||
	       (element_says(n, says_contents) && !node_is(n, "section") &&
		   element_section(n) != SECTION_CONTENTS);
}

/* A sheet says that a page begins before or behind an element: not in a cell
 * nor in a note. */
static void
page_due(struct walk *w, const struct element *e, const struct context *up,
    uint8_t said)
{
	if (said != CSS_ON || up->inline_only || w->note_end != 0 ||
	    (!parts_text(e) && e->role != ROLE_BREAK))
		return;
	put_block_end(w);
	w->new_page = true;
}

static struct str
language_of(const struct node *n)
{
	struct str language = node_attr(n, "xml:lang");

	return language.n > 0 ? language : node_attr(n, "lang");
}

static void
walk_element(struct walk *w, uint32_t i, const struct context *up)
{
	const struct node *n = &w->t->v[i];
	const struct element *e = element_of(n);
	struct look look = sheet_look(w->d->sheet, n);
	struct context c = context_of(n, e, &look, up);
	enum section_kind kind = element_section(n);
	struct str id = node_id(n), language = language_of(n);
	bool spoken;

	page_due(w, e, up, look.page_before);
	if (page_break(w, i) || is_hidden(w, i, &look) ||
	    side_note(w, i, e, &c)) {
		page_due(w, e, up, look.page_after);
		return;
	}
	note_begin(w, i);
	note_context(w, i, &c);
	if (kind != SECTION_KINDS && parts_text(e) && w->note_end == 0 &&
	    (begins_with_heading(w->t, i) ||
		(kind == SECTION_GLOSSARY && !up->glossary &&
		    e->role == ROLE_BLOCK))) {
		put_block_end(w);
		builder_section(w->b, kind);
	}
	if (id.p != NULL) {
		if (parts_text(e) && !up->inline_only)
			put_block_end(w);
		put_flush(w);
		name_place(w, i, id, true);
	}
	spoken = language.n > 0 && !str_eq(language, up->language) &&
		 e->role != ROLE_SKIP && span_open(w, SPAN_LANGUAGE);
	if (language.n > 0)
		c.language = language;
	if (!walk_special(w, i, e, &c)) {
		if (parts_text(e))
			walk_block(w, i, e, &c);
		else
			walk_children(w, i, &c);
	}
	page_due(w, e, up, look.page_after);
	if (spoken) {
		uint32_t from = span_close(w);

		if (from != NOWHERE)
			builder_span_language(w->b, from, language);
	}
}

void
walk_node(struct walk *w, uint32_t i, const struct context *up)
{
	if (frame_holds(w, i))
		return;
	note_end(w, i);
	w->c = up;
	if (w->t->v[i].name.p == NULL)
		put_text(w, tree_text(w->t, i), w->t->v[i].line);
	else
		walk_element(w, i, up);
	w->c = up;
}

void
walk_children(struct walk *w, uint32_t i, const struct context *c)
{
	for (uint32_t k = i + 1; k < w->t->v[i].end; k = w->t->v[k].end)
		walk_node(w, k, c);
	w->c = c;
}

struct str
document_language(const struct tree *t)
{
	uint32_t html = tree_find(t, 0, "html");
	struct str language = language_of(&t->v[html]);

	return language.n > 0 ? language
			      : language_of(&t->v[tree_find(t, html, "body")]);
}

/* Notes that stand outside the part of a page that is its text. */
static void
feed_outside(struct walk *w, const struct context *c)
{
	const struct found_note *n;
	uint32_t at = w->t->v[w->d->root].end;

	while ((n = note_from(w, at)) != NULL) {
		at = n->end;
		for (uint32_t k = n->node; k < at; k = w->t->v[k].end)
			walk_node(w, k, c);
	}
}

/* One document, or only what frames the book in it. */
static void
feed_document(
    struct html *h, struct walk *w, uint32_t i, struct str language, bool frame)
{
	const struct document *d = &h->v[i];
	struct context c = {.kind = BLOCK_PARAGRAPH};
	struct str own = document_language(&d->tree);
	bool spoken;

	if (d->contents)
		return;
	w->d = d;
	w->t = &d->tree;
	w->document = i;
	w->c = &c;
	c.language = own.n > 0 ? own : language;
	w->side_number = 0;
	w->figure = 0;
	if (d->name.n > 0 && !frame)
		name_place(w, d->root, STR(""), true);
	spoken = !str_eq(c.language, language) && span_open(w, SPAN_LANGUAGE);
	if (frame)
		frame_feed(w, &c);
	else
		walk_node(w, d->root, &c);
	put_block_end(w);
	side_notes_feed(w, c.language);
	feed_outside(w, &c);
	w->c = &c;
	note_end(w, NOWHERE);
	put_block_end(w);
	if (spoken) {
		uint32_t from = span_close(w);

		if (from != NOWHERE)
			builder_span_language(w->b, from, own);
	}
	if (d->tree.cut && !frame)
		builder_problem(h->b, PROBLEM_LIMIT, 0,
		    "%.*s is nested too deeply or too long; a part is plain",
		    (int)d->name.n, d->name.n > 0 ? d->name.p : "the file");
}

/* Would the style sheets hide the whole book? */
static bool
all_hidden(const struct html *h)
{
	for (size_t i = 0; i < h->n; i++) {
		const struct document *d = &h->v[i];

		for (uint32_t k = d->root; k < d->tree.v[d->root].end; k++) {
			const struct node *n = &d->tree.v[k];

			if (n->name.p == NULL &&
			    str_trim(tree_text(&d->tree, k)).n > 0)
				return false;
			if (n->name.p == NULL)
				continue;
			if (element_of(n)->role == ROLE_SKIP ||
			    sheet_look(d->sheet, n).hidden == CSS_ON)
				k = n->end - 1;
		}
	}
	return true;
}

void
html_feed(struct html *h)
{
	struct walk *w = xcalloc(1, sizeof(*w));
	struct str language = h->language;

	html_frame(h);
	w->h = h;
	w->b = h->b;
	buf_init(&w->text);
	for (size_t i = 0; i < h->n && language.n == 0; i++)
		language = document_language(&h->v[i].tree);
	if (all_hidden(h)) {
		h->show_hidden = true;
		builder_problem(h->b, PROBLEM_MARKUP, 0,
		    "the style sheets hide all of the text; it is shown all "
		    "the same");
	}
	for (uint32_t i = 0; i < h->n; i++)
		feed_document(h, w, i, language, false);
	if (h->frame_end > 0)
		feed_document(h, w, h->frame_document, language, true);
	buf_free(&w->text);
	free(w->side);
	free(w);
}
