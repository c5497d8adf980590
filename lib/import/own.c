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
	    tree_text(r->tree.root, "schema"), "izba-annotations/");
}

/* ---- an annotation ---- */

/* The index of a member's word in a table of words, or -1. */
static int
word_at(const json_t *o, const char *name, const char *const *words, int n)
{
	struct str word = tree_text(o, name);

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
	const json_t *v = tree_get(o, name), *value;
	size_t i;

	json_array_foreach (v, i, value)
		add(out, tree_str(value));
}

static bool
wrong(const json_t *o, const struct reading *r, const char *member,
    struct err *err)
{
	err_set(
	    err, ERR_FORMAT, "an annotation without a proper \"%s\"", member);
	return at_line(err, tree_line(&r->tree, o));
}

static bool
read_look(const json_t *o, const struct reading *r, struct annotation *a,
    struct err *err)
{
	int kind = word_at(o, "kind", annotation_names, ANNOTATION_KINDS);
	int colour = word_at(o, "colour", colour_names, COLOURS);
	int style = word_at(o, "style", mark_style_names, MARK_STYLES);
	struct str mark = tree_text(o, "mark");

	if (kind < 0)
		return wrong(o, r, "kind", err);
	if (colour < 0)
		return wrong(o, r, "colour", err);
	if (style < 0)
		return wrong(o, r, "style", err);
	a->kind = (enum annotation_kind)kind;
	a->colour = (enum colour)colour;
	a->style = (enum mark_style)style;
	if (mark.n == 1 && mark.p[0] >= 'a' && mark.p[0] <= 'z')
		a->mark = mark.p[0];
	return true;
}

static bool
read_place(const json_t *o, const struct reading *r, struct import_note *n,
    struct err *err)
{
	int64_t from = tree_int(o, "from", -1), to = tree_int(o, "to", -1);

	if (from < 0 || to < from || to >= NOWHERE)
		return wrong(o, r, from < 0 ? "from" : "to", err);
	n->a.from = n->hint = (uint32_t)from;
	n->a.to = (uint32_t)to;
	return true;
}

static bool
read_annotation(struct reading *r, const json_t *o, struct err *err)
{
	struct import_note n = {.line = tree_line(&r->tree, o)};
	struct buf tags = BUF_INIT;
	struct str uuid = tree_text(o, "uuid");
	char plain[37];
	bool ok = (uuid_read(plain, uuid) || wrong(o, r, "uuid", err)) &&
		  read_look(o, r, &n.a, err) && read_place(o, r, &n, err);

	n.a.quote = tree_text(o, "quote");
	n.a.prefix = tree_text(o, "prefix");
	n.a.suffix = tree_text(o, "suffix");
	n.a.section = tree_text(o, "section");
	n.a.address = tree_text(o, "address");
	n.a.body = tree_text(o, "body");
	each_text(o, "tags", &tags, tag_add);
	n.a.tags = buf_lend(&tags);
	n.a.created = when_member(o, "created");
	n.a.modified = when_member(o, "modified");
	n.a.deleted = when_member(o, "deleted");
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
	const json_t *v = tree_get(o, "annotations"), *value;
	struct import_book k = {.line = tree_line(&r->tree, o)};
	struct buf authors = BUF_INIT;
	size_t i;

	k.title = tree_text(o, "title");
	k.sha = tree_text(o, "sha256");
	k.file = tree_text(o, "path");
	each_text(o, "authors", &authors, add_author);
	k.authors = buf_lend(&authors);
	reading_book(r, &k);
	buf_free(&authors);
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
	const json_t *v = tree_get(r->tree.root, "books"), *value;
	struct str schema = tree_text(r->tree.root, "schema");
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
