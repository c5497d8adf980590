/*
 * JSON: everything the store knows of annotations, in the schema
 * "izba-annotations/1".  Members never change their meaning within a schema;
 * new ones may be added.
 */
#include <stdlib.h>

#include "lib/export/room.h"

/* ---- members ---- */

static void
member(struct buf *out, const char *indent, const char *name)
{
	if (out->n > 0 && out->p[out->n - 1] != '{')
		buf_putc(out, ',');
	buf_printf(out, "\n%s\"%s\": ", indent, name);
}

static void
text(struct buf *out, const char *indent, const char *name, struct str value)
{
	member(out, indent, name);
	if (value.p == NULL)
		buf_puts(out, "null");
	else
		export_json_string(out, value);
}

static void
when(struct buf *out, const char *indent, const char *name, int64_t time)
{
	member(out, indent, name);
	if (time == 0) {
		buf_puts(out, "null");
		return;
	}
	buf_putc(out, '"');
	export_time(out, time);
	buf_putc(out, '"');
}

/* ---- an annotation ---- */

static const char in[] = "        ";

static void
sections(struct buf *out, const struct book *b, const struct annotation *a)
{
	enum { MOST = 32 };
	uint32_t path[MOST];
	size_t n = b == NULL ? 0 : head_sections(b, a, path, MOST);

	member(out, in, "sections");
	buf_putc(out, '[');
	for (size_t i = 0; i < n; i++) {
		struct str title = b->sections[path[i]].title;

		buf_puts(out, i > 0 ? ", " : "");
		export_json_string(out, title);
	}
	buf_putc(out, ']');
}

static void
tags(struct buf *out, const struct annotation *a)
{
	struct str tag;

	member(out, in, "tags");
	buf_putc(out, '[');
	for (size_t i = 0; (tag = head_tag(a, i)).p != NULL; i++) {
		buf_puts(out, i > 0 ? ", " : "");
		export_json_string(out, tag);
	}
	buf_putc(out, ']');
}

/* The notes called in the passage; one that says "Ibid." with what it stands
 * for. */
static void
footnotes(struct buf *out, const struct book *b, const struct annotation *a)
{
	struct cited *v = NULL;
	size_t n = 0;

	if (b != NULL && a->state != ANCHOR_LOST)
		v = cited_in(b, a->from, a->to, &n);
	member(out, in, "footnotes");
	buf_putc(out, '[');
	for (size_t i = 0; i < n; i++) {
		const struct note *source = cited_source(b, v[i].note);

		buf_puts(out, i > 0 ? ", {\"label\": " : "{\"label\": ");
		export_json_string(out, v[i].note->label);
		buf_puts(out, ", \"text\": ");
		export_json_string(out, cited_text(b, v[i].note));
		if (source != NULL) {
			buf_puts(out, ", \"ibid\": {\"label\": ");
			export_json_string(out, source->label);
			buf_puts(out, ", \"text\": ");
			export_json_string(out, cited_text(b, source));
			buf_putc(out, '}');
		}
		buf_putc(out, '}');
	}
	buf_putc(out, ']');
	free(v);
}

static void
annotation(struct buf *out, const struct book *b, const struct annotation *a)
{
	struct buf address = BUF_INIT;

	buf_puts(out, "{");
	text(out, in, "uuid", str_of(a->uuid));
	text(out, in, "kind", str_of(annotation_names[a->kind]));
	member(out, in, "from");
	buf_printf(out, "%u", a->from);
	member(out, in, "to");
	buf_printf(out, "%u", a->to);
	text(out, in, "state", str_of(head_states[a->state]));
	text(out, in, "quote", a->quote);
	text(out, in, "prefix", a->prefix);
	text(out, in, "suffix", a->suffix);
	text(out, in, "section", a->section);
	sections(out, b, a);
	head_address(&address, b, a);
	text(out, in, "address", buf_lend(&address));
	buf_free(&address);
	text(out, in, "body", a->body);
	tags(out, a);
	text(out, in, "mark",
	    (struct str){a->mark != '\0' ? &a->mark : NULL, a->mark != '\0'});
	text(out, in, "colour", str_of(colour_names[a->colour]));
	text(out, in, "style", str_of(mark_style_names[a->style]));
	footnotes(out, b, a);
	when(out, in, "created", a->created);
	when(out, in, "modified", a->modified);
	when(out, in, "deleted", a->deleted);
	buf_puts(out, "\n      }");
}

/* ---- a book ---- */

static void
book(struct buf *out, const struct export_book *v)
{
	static const char deep[] = "    ";
	struct str author;

	buf_puts(out, "{");
	text(out, deep, "title", head_title(v->book, v->options));
	member(out, deep, "authors");
	buf_putc(out, '[');
	for (size_t i = 0;
	     (author = head_author(v->book, v->options, i)).p != NULL; i++) {
		buf_puts(out, i > 0 ? ", " : "");
		export_json_string(out, author);
	}
	buf_putc(out, ']');
	text(out, deep, "language",
	    v->book != NULL ? v->book->language : (struct str){NULL, 0});
	text(out, deep, "path", str_of(v->options->path));
	text(out, deep, "sha256", str_of(v->options->sha));
	member(out, deep, "annotations");
	buf_putc(out, '[');
	for (size_t i = 0; i < v->notes->n; i++) {
		buf_puts(out, i > 0 ? ",\n      " : "\n      ");
		annotation(out, v->book, &v->notes->v[i]);
	}
	buf_puts(out, v->notes->n > 0 ? "\n    ]\n  }" : "]\n  }");
}

void
json_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	buf_puts(out, "{");
	text(out, "", "schema", STR("izba-annotations/1"));
	when(out, "", "exported", now);
	member(out, "", "books");
	buf_putc(out, '[');
	for (size_t i = 0; i < n; i++) {
		buf_puts(out, i > 0 ? ",\n  " : "\n  ");
		book(out, &v[i]);
	}
	buf_puts(out, n > 0 ? "\n]\n}\n" : "]\n}\n");
}

void
json_write(struct buf *out, const struct book *b,
    const struct annotations *notes, const struct export_options *options)
{
	struct export_book one = {
	    .book = b, .notes = notes, .options = options};

	json_write_all(out, &one, 1, options->now);
}
