/*
 * What izba understood of a book, as JSON: schema izba-inspect/1.  Key order
 * is free; what is not known is null, never left out.
 */
#include <izba/book.h>
#include <izba/text.h>

#include "cli/inspect.h"
#include "cli/json.h"

static void
set(json_t *o, const char *key, json_t *value)
{
	json_object_set_new(o, key, value);
}

static json_t *
section_json(const struct book *b, uint32_t id)
{
	const struct section *s = &b->sections[id];
	json_t *o = json_object();

	set(o, "id", json_integer(id));
	set(o, "parent", json_id(s->parent));
	set(o, "level", json_integer(s->level));
	set(o, "kind", json_string(section_names[s->kind]));
	set(o, "number", json_str(s->number));
	set(o, "title",
	    s->title.p != NULL ? json_str(s->title) : json_string(""));
	set(o, "line", json_line(s->line));
	set(o, "last_line", json_line(s->last_line));
	set(o, "href", json_str(s->href));
	return o;
}

static json_t *
ibid_json(const struct note *n)
{
	json_t *o;

	if (!n->ibid || n->ibid_of == NOWHERE)
		return json_null();
	o = json_object();
	set(o, "of", json_id(n->ibid_of));
	set(o, "source", json_id(n->ibid_source));
	set(o, "certain", json_boolean(n->ibid_certain));
	return o;
}

static json_t *
note_json(const struct book *b, uint32_t id)
{
	const struct note *n = &b->notes[id];
	json_t *o = json_object();

	set(o, "id", json_integer(id));
	set(o, "section", json_id(n->section));
	set(o, "label", json_str(n->label));
	set(o, "printed", json_str(n->printed));
	set(o, "line", json_line(n->line));
	set(o, "last_line", json_line(n->last_line));
	set(o, "href", json_str(n->href));
	set(o, "paragraphs", json_integer(n->paragraphs));
	set(o, "text", json_str(book_text(b, n->body, n->to)));
	set(o, "references", json_ids(n->references.v, n->references.n));
	set(o, "ibid", ibid_json(n));
	return o;
}

static json_t *
reference_json(const struct book *b, uint32_t id)
{
	const struct reference *r = &b->references[id];
	json_t *o = json_object();

	set(o, "id", json_integer(id));
	set(o, "section", json_id(r->section));
	set(o, "label", json_str(r->label));
	set(o, "printed", json_str(r->printed));
	set(o, "corrected", json_boolean(r->corrected));
	set(o, "note", json_id(r->note));
	set(o, "line", json_line(r->line));
	set(o, "byte", json_id(r->byte));
	return o;
}

static json_t *
entry_json(const struct book *b, uint32_t id)
{
	const struct entry *e = &b->entries[id];
	json_t *o = json_object();

	set(o, "id", json_integer(id));
	set(o, "kind", json_string(entry_names[e->kind]));
	set(o, "section", json_id(e->section));
	set(o, "heads", json_strs(e->heads.v, e->heads.n));
	set(o, "given", json_str(e->given));
	set(o, "variants", json_strs(e->variants.v, e->variants.n));
	set(o, "when", json_str(e->when));
	set(o, "group", json_str(e->group));
	set(o, "see", json_ids(e->see.v, e->see.n));
	set(o, "line", json_line(e->line));
	set(o, "last_line", json_line(e->last_line));
	set(o, "text", json_str(book_text(b, e->from, e->to)));
	return o;
}

static json_t *
join_json(const struct book *b, uint32_t i)
{
	json_t *o = json_object();

	set(o, "line_a", json_integer(b->joins[i].line_a));
	set(o, "line_b", json_integer(b->joins[i].line_b));
	return o;
}

static json_t *
figure_json(const struct book *b, uint32_t i)
{
	const struct figure *f = &b->figures[i];
	json_t *o = json_object();

	set(o, "line", json_line(f->line));
	set(o, "last_line", json_line(f->last_line));
	set(o, "captions", json_strs(f->captions.v, f->captions.n));
	return o;
}

/* Every value of one kind of metadata. */
static json_t *
meta_json(const struct book *b, enum meta_kind kind)
{
	json_t *list = json_array();

	for (uint32_t i = 0; i < b->n_meta; i++)
		if (b->meta[i].kind == kind)
			json_array_append_new(list, json_str(b->meta[i].value));
	return list;
}

static void
set_meta(json_t *o, const struct book *b)
{
	static const struct {
		const char *key;
		enum meta_kind kind;
	} lists[] =
	    {
		{"identifiers", META_IDENTIFIER},
		{"translators", META_TRANSLATOR},
		{"subjects", META_SUBJECT},
	    },
	  single[] = {
	      {"publisher", META_PUBLISHER},
	      {"date", META_DATE},
	      {"series", META_SERIES},
	      {"description", META_DESCRIPTION},
	      {"rights", META_RIGHTS},
	  };

	for (size_t i = 0; i < LENGTH(lists); i++)
		set(o, lists[i].key, meta_json(b, lists[i].kind));
	for (size_t i = 0; i < LENGTH(single); i++)
		set(o, single[i].key, json_str(book_meta(b, single[i].kind)));
}

static json_t *
image_json(const struct book *b, uint32_t i)
{
	const struct image *m = &b->images[i];
	const struct block *k = &b->blocks[m->block];
	json_t *o = json_object();
	struct str href = m->href;

	/* the bytes that stand in the text itself are left out */
	if (str_starts(href, "data:"))
		href = str_slice(href, 0, str_find(href, STR(",")));
	set(o, "href", json_str(href));
	set(o, "mime", json_str(m->mime));
	set(o, "width", m->width > 0 ? json_integer(m->width) : json_null());
	set(o, "height", m->height > 0 ? json_integer(m->height) : json_null());
	set(o, "line", json_line(k->line));
	set(o, "text", json_str(book_text(b, m->from, m->to)));
	return o;
}

static json_t *
language_json(const struct book *b, uint32_t i)
{
	const struct language *l = &b->languages[i];
	json_t *o = json_object();

	set(o, "language", json_str(l->tag));
	set(o, "line", json_line(book_origin(b, l->from).line));
	set(o, "text", json_str(book_text(b, l->from, l->to)));
	return o;
}

static json_t *
folio_json(const struct book *b, uint32_t i)
{
	json_t *o = json_object();
	set(o, "label", json_str(b->folios[i].label));
	set(o, "section", json_id(book_section_at(b, b->folios[i].place)));
	set(o, "line", json_line(book_origin(b, b->folios[i].place).line));
	return o;
}

static json_t *
problem_json(const struct book *b, uint32_t i)
{
	const struct problem *p = &b->problems[i];
	json_t *o = json_object();

	set(o, "kind", json_string(problem_names[p->kind]));
	set(o, "line", json_line(p->line));
	set(o, "message", json_str(p->message));
	return o;
}

/* The cells of a table, row by row. */
static json_t *
rows_json(struct str s)
{
	json_t *rows = json_array(), *row = json_array();
	size_t from = 0;

	for (size_t at = 0; at <= s.n; at++) {
		if (at < s.n && s.p[at] != '\t' && s.p[at] != '\n')
			continue;
		json_array_append_new(row, json_str(str_slice(s, from, at)));
		from = at + 1;
		if (at < s.n && s.p[at] == '\t')
			continue;
		json_array_append_new(rows, row);
		row = json_array();
	}
	json_decref(row);
	return rows;
}

static json_t *
block_json(const struct book *b, uint32_t i)
{
	const struct block *k = &b->blocks[i];
	struct str text = book_text(b, k->from, k->to);
	json_t *o = json_object();

	set(o, "kind", json_string(block_names[k->kind]));
	set(o, "section", json_id(k->section));
	set(o, "level", json_integer(k->level));
	set(o, "line", json_line(k->line));
	set(o, "last_line", json_line(k->last_line));
	set(o, "text", json_str(text));
	if (k->kind == BLOCK_TABLE)
		set(o, "rows", rows_json(text));
	if (k->kind == BLOCK_NOTE) {
		set(o, "note", json_id(book_note_at(b, k->from)));
		set(o, "label", label_json(b, i));
	}
	if (k->kind == BLOCK_ENTRY)
		set(o, "entry", json_id(book_entry_at(b, k->from)));
	set(o, "spans", spans_json(b, i));
	return o;
}

/* A table of the book: its key, how long it is, one element of it. */
struct table {
	const char *key;
	uint32_t n;
	json_t *(*one)(const struct book *b, uint32_t i);
};

/* A file's name need not be UTF-8. */
static json_t *
file_json(const char *file)
{
	struct buf clean = BUF_INIT;
	json_t *j;

	text_clean(&clean, str_of(file), NULL);
	j = json_str(buf_lend(&clean));
	buf_free(&clean);
	return j;
}

void
inspect_json(const struct book *b, const char *file, bool blocks)
{
	const struct table tables[] = {
	    {"sections", b->n_sections, section_json},
	    {"notes", b->n_notes, note_json},
	    {"references", b->n_references, reference_json},
	    {"entries", b->n_entries, entry_json},
	    {"joins", b->n_joins, join_json},
	    {"figures", b->n_figures, figure_json},
	    {"images", b->n_images, image_json},
	    {"pages", b->n_folios, folio_json},
	    {"languages", b->n_languages, language_json},
	    {"problems", b->n_problems, problem_json},
	    {"blocks", b->n_blocks, block_json},
	};
	json_t *o = json_object();

	set(o, "schema", json_string("izba-inspect/1"));
	set(o, "file", file_json(file));
	set(o, "format", json_string(b->format));
	set(o, "encoding", json_str(b->encoding));
	set(o, "title", json_str(b->title));
	set(o, "authors", json_strs(b->authors.v, b->authors.n));
	set(o, "language", json_str(b->language));
	set_meta(o, b);
	for (size_t t = 0; t < LENGTH(tables) - !blocks; t++) {
		json_t *list = json_array();

		for (uint32_t i = 0; i < tables[t].n; i++)
			json_array_append_new(list, tables[t].one(b, i));
		set(o, tables[t].key, list);
	}
	json_print(o);
}
