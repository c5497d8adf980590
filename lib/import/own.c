/*
 * izba's own JSON, schema "izba-annotations/1": what `izba export --format json`
 * writes (lib/export/json.c).
 */
#include <string.h>

#include "lib/import/room.h"

bool
own_knows(const struct reading *r)
{
	return str_starts(
	    data_text(r->data.root, "schema"), "izba-annotations/");
}

/* ---- an annotation ---- */

/* The index of a member's word in a table of words, or -1. */
static int
word_at(const json_t *o, const char *name, const char *const *words, int n)
{
	struct str word = data_text(o, name);

	for (int i = 0; i < n; i++)
		if (str_is(word, words[i]))
			return i;
	return -1;
}

/* An array of texts, each added by `add`. */
static void
each_text(const json_t *o, const char *name, struct buf *out,
    void (*add)(struct buf *out, struct str s))
{
	const json_t *v = data_get(o, name), *value;
	size_t i;

	json_array_foreach (v, i, value)
		add(out, data_str(value));
}

static bool
wrong(const json_t *o, const struct reading *r, const char *member,
    struct err *err)
{
	err_set(
	    err, ERR_FORMAT, "an annotation without a proper \"%s\"", member);
	return at_line(err, data_line(&r->data, o));
}

static bool
read_look(const json_t *o, const struct reading *r, struct annotation *a,
    struct err *err)
{
	int kind = word_at(o, "kind", annotation_names, ANNOTATION_KINDS);
	int colour = word_at(o, "colour", colour_names, COLOURS);
	int style = word_at(o, "style", mark_style_names, MARK_STYLES);
	struct str mark = data_text(o, "mark");

	if (kind < 0)
		return wrong(o, r, "kind", err);
	if (colour < 0)
		return wrong(o, r, "colour", err);
	if (style < 0)
		return wrong(o, r, "style", err);
	a->kind = (enum annotation_kind)kind;
	a->colour = (enum colour)colour;
	a->style = (enum mark_style)style;
	if (mark.n == 1 && letter_is(mark.p[0]))
		a->mark = mark.p[0];
	return true;
}

static bool
read_place(const json_t *o, const struct reading *r, struct import_note *n,
    struct err *err)
{
	int64_t from = data_int(o, "from", -1), to = data_int(o, "to", -1);

	if (from < 0 || to < from || to >= NOWHERE)
		return wrong(o, r, from < 0 ? "from" : "to", err);
	n->a.from = n->hint = (uint32_t)from;
	n->a.to = (uint32_t)to;
	return true;
}

static bool
read_annotation(struct reading *r, const json_t *o, struct err *err)
{
	struct import_note n = {.line = data_line(&r->data, o)};
	struct buf tags = BUF_INIT;
	struct str uuid = data_text(o, "uuid");
	char plain[37];
	bool ok = (uuid_read(plain, uuid) || wrong(o, r, "uuid", err)) &&
		  read_look(o, r, &n.a, err) && read_place(o, r, &n, err);

	n.a.quote = data_text(o, "quote");
	n.a.prefix = data_text(o, "prefix");
	n.a.suffix = data_text(o, "suffix");
	n.a.section = data_text(o, "section");
	n.a.address = data_text(o, "address");
	n.a.body = data_text(o, "body");
	each_text(o, "tags", &tags, tag_add);
	n.a.tags = buf_lend(&tags);
	n.a.created = when_member(o, "created");
	n.a.modified = when_member(o, "modified");
	n.a.deleted = when_member(o, "deleted");
	n.rank = (int64_t)r->n_notes + 1;
	ok = ok && reading_note(r, &n, uuid, uuid, err);
	buf_free(&tags);
	return ok;
}

/* ---- a book ---- */

static void
add_author(struct buf *out, struct str s)
{
	if (out->n > 0)
		buf_puts(out, "; ");
	buf_str(out, s);
}

static bool
read_book(struct reading *r, const json_t *o, struct err *err)
{
	const json_t *v = data_get(o, "annotations"), *value;
	struct import_book k = {.line = data_line(&r->data, o)};
	struct buf authors = BUF_INIT;
	size_t i;
	bool ok;

	k.title = data_text(o, "title");
	k.sha = data_text(o, "sha256");
	k.file = data_text(o, "path");
	each_text(o, "authors", &authors, add_author);
	k.authors = buf_lend(&authors);
	ok = reading_book(r, &k, err);
	buf_free(&authors);
	if (!ok)
		return false;
	if (!json_is_array(v)) {
		err_set(err, ERR_FORMAT, "a book without \"annotations\"");
		return at_line(err, k.line);
	}
	json_array_foreach (v, i, value)
		if (!read_annotation(r, value, err))
			return false;
	return true;
}

bool
own_read(struct reading *r, struct err *err)
{
	const json_t *v = data_get(r->data.root, "books"), *value;
	struct str schema = data_text(r->data.root, "schema");
	size_t i;

	if (!str_is(schema, "izba-annotations/1"))
		return err_set(err, ERR_FORMAT,
		    "it is of the schema %.*s, which is newer than this izba",
		    (int)(schema.n < 40 ? schema.n : 40), schema.p);
	if (!json_is_array(v))
		return err_set(err, ERR_FORMAT, "it has no \"books\"");
	json_array_foreach (v, i, value)
		if (!read_book(r, value, err))
			return false;
	return true;
}
