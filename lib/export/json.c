/*
 * JSON: everything the store knows of annotations, in the schema
 * "izba-annotations/1" (doc/schema).  Members never change their meaning within
 * a schema; new ones may be added.
 */
#include <stdlib.h>

#include "lib/export/jsonout.h"
#include "lib/export/room.h"

/* ---- an annotation ---- */

static void
sections(struct jsonout *j, const struct book *b, const struct annotation *a)
{
	enum { MOST = 32 };
	uint32_t path[MOST];
	size_t n = b == NULL ? 0 : head_sections(b, a, path, MOST);

	jsonout_open(j, "sections", '[');
	for (size_t i = 0; i < n; i++)
		jsonout_text(j, NULL, b->sections[path[i]].title);
	jsonout_close(j, ']');
}

static void
address(struct jsonout *j, const struct book *b, const struct annotation *a)
{
	struct buf words = BUF_INIT;

	head_address(&words, b, a);
	jsonout_text(j, "address", buf_lend(&words));
	buf_free(&words);
}

static void
tags(struct jsonout *j, const struct annotation *a)
{
	struct str rest = a->tags, tag;

	jsonout_open(j, "tags", '[');
	for (size_t i = 0; (tag = head_tag(&rest)).p != NULL; i++)
		jsonout_text(j, NULL, tag);
	jsonout_close(j, ']');
}

/* The note that the annotation stands in, and where it is called. */
static void
note(struct jsonout *j, const struct book *b, const struct annotation *a)
{
	const struct note *note = head_note_of(b, a);
	struct buf words = BUF_INIT;

	if (b == NULL || note == NULL) {
		jsonout_text(j, "note", (struct str){NULL, 0});
		return;
	}
	jsonout_open(j, "note", '{');
	jsonout_text(j, "label", note->label);
	jsonout_open(j, "called", '[');
	for (uint32_t i = 0; i < note->references.n; i++) {
		uint32_t place = b->references[note->references.v[i]].from;

		buf_clear(&words);
		book_address(b, place, &words);
		jsonout_open(j, NULL, '{');
		jsonout_number(j, "place", place);
		jsonout_text(j, "address", buf_lend(&words));
		jsonout_close(j, '}');
	}
	jsonout_close(j, ']');
	jsonout_close(j, '}');
	buf_free(&words);
}

static void
footnote(struct jsonout *j, const char *name, const struct book *b,
    const struct note *note)
{
	const struct note *source = name == NULL ? cited_source(b, note) : NULL;

	jsonout_open(j, name, '{');
	jsonout_text(j, "label", note->label);
	jsonout_text(j, "text", cited_text(b, note));
	if (source != NULL)
		footnote(j, "ibid", b, source);
	jsonout_close(j, '}');
}

/* The notes called in the passage; one that says "Ibid." with what it stands
 * for. */
static void
footnotes(struct jsonout *j, const struct book *b, const struct annotation *a)
{
	struct cited *v = NULL;
	size_t n = 0;

	if (b != NULL && a->state != ANCHOR_LOST)
		v = cited_in(b, a->from, a->to, &n);
	jsonout_open(j, "footnotes", '[');
	for (size_t i = 0; i < n; i++)
		footnote(j, NULL, b, v[i].note);
	jsonout_close(j, ']');
	free(v);
}

static void
annotation(struct jsonout *j, const struct book *b, const struct annotation *a)
{
	jsonout_open(j, NULL, '{');
	jsonout_text(j, "uuid", str_of(a->uuid));
	jsonout_text(j, "kind", str_of(annotation_names[a->kind]));
	jsonout_number(j, "from", a->from);
	jsonout_number(j, "to", a->to);
	jsonout_text(j, "state", str_of(head_state(a)));
	jsonout_text(j, "quote", a->quote);
	jsonout_text(j, "prefix", a->prefix);
	jsonout_text(j, "suffix", a->suffix);
	jsonout_text(j, "section", a->section);
	sections(j, b, a);
	address(j, b, a);
	jsonout_text(j, "page", head_page(b, a));
	note(j, b, a);
	jsonout_text(j, "body", a->body);
	tags(j, a);
	jsonout_text(j, "mark",
	    (struct str){a->mark != '\0' ? &a->mark : NULL, a->mark != '\0'});
	jsonout_text(j, "colour", str_of(colour_names[a->colour]));
	jsonout_text(j, "style", str_of(mark_style_names[a->style]));
	footnotes(j, b, a);
	jsonout_time(j, "created", a->created);
	jsonout_time(j, "modified", a->modified);
	jsonout_time(j, "deleted", a->deleted);
	jsonout_close(j, '}');
}

/* ---- a book ---- */

static void
book(struct jsonout *j, const struct export_book *v)
{
	struct str author;

	jsonout_open(j, NULL, '{');
	jsonout_text(j, "title", head_title(v->book, v->options));
	jsonout_open(j, "authors", '[');
	for (size_t i = 0;
	     (author = head_author(v->book, v->options, i)).p != NULL; i++)
		jsonout_text(j, NULL, author);
	jsonout_close(j, ']');
	jsonout_text(j, "language",
	    v->book != NULL ? v->book->language : (struct str){NULL, 0});
	jsonout_text(j, "path", str_of(v->options->path));
	jsonout_text(j, "sha256", str_of(v->options->sha));
	jsonout_open(j, "annotations", '[');
	for (size_t i = 0; i < v->notes->n; i++)
		annotation(j, v->book, &v->notes->v[i]);
	jsonout_close(j, ']');
	jsonout_close(j, '}');
}

void
json_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	struct jsonout j = {.out = out};

	jsonout_open(&j, NULL, '{');
	jsonout_text(&j, "schema", STR("izba-annotations/1"));
	jsonout_time(&j, "exported", now);
	jsonout_open(&j, "books", '[');
	for (size_t i = 0; i < n; i++)
		book(&j, &v[i]);
	jsonout_close(&j, ']');
	jsonout_close(&j, '}');
}
