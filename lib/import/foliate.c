/*
 * Foliate's JSON: what it exports, and its own files of a book.  A place is an
 * EPUB CFI, which says nothing of izba's text: passages are found by their
 * words.
 */
#include "lib/import/room.h"

bool
foliate_knows(const struct reading *r)
{
	const json_t *v = data_get(r->data.root, "annotations");
	const json_t *first = json_array_get(v, 0);
	const json_t *marks = data_get(r->data.root, "bookmarks");

	if (json_array_size(v) == 0)
		return data_get(r->data.root, "metadata") != NULL &&
		       (json_is_array(v) || json_is_array(marks));
	return str_starts(data_text(first, "value"), "epubcfi(") &&
	       data_get(first, "target") == NULL;
}

/* ---- what it says of the book ---- */

/* A text, or the first of its translations. */
static struct str
translated(const json_t *value)
{
	void *i = json_is_object(value)
		      ? json_object_iter((json_t *)(uintptr_t)value)
		      : NULL;

	return data_str(i != NULL ? json_object_iter_value(i) : value);
}

static void
add_author(struct buf *out, const json_t *value)
{
	struct str name = translated(value);

	if (json_is_object(value) && data_get(value, "name") != NULL)
		name = translated(data_get(value, "name"));
	if (name.n > 0 && out->n > 0)
		buf_puts(out, "; ");
	buf_str(out, name);
}

static bool
begin_book(struct reading *r, struct err *err)
{
	const json_t *meta = data_get(r->data.root, "metadata"), *value;
	const json_t *authors = data_get(meta, "author");
	struct import_book k = {.line = data_line(&r->data, meta)};
	struct buf names = BUF_INIT;
	bool ok;
	size_t i;

	if (authors == NULL)
		authors = data_get(meta, "creator");
	if (!json_is_array(authors))
		add_author(&names, authors);
	json_array_foreach (authors, i, value)
		add_author(&names, value);
	k.title = translated(data_get(meta, "title"));
	k.authors = buf_lend(&names);
	k.identifier = data_text(meta, "identifier");
	ok = reading_book(r, &k, err);
	buf_free(&names);
	return ok;
}

/* ---- annotations ---- */

static bool
read_annotation(struct reading *r, const json_t *o, struct err *err)
{
	struct import_note n = {
	    .line = data_line(&r->data, o), .hint = NOWHERE};
	struct str colour = data_text(o, "color"), cfi = data_text(o, "value");
	struct str none = {NULL, 0};

	if (!json_is_object(o) || cfi.n == 0) {
		err_set(err, ERR_FORMAT, "an annotation without \"value\"");
		return at_line(err, n.line);
	}
	n.a.kind = ANNOTATION_HIGHLIGHT;
	n.a.quote = data_text(o, "text");
	n.a.body = data_text(o, "note");
	n.a.colour = colour_near(colour);
	n.a.style = style_near(colour);
	n.a.created = when_member(o, "created");
	n.a.modified = when_member(o, "modified");
	n.rank = (int64_t)r->n_notes + 1;
	if (n.a.quote.n == 0)
		n.a.kind =
		    n.a.body.n > 0 ? ANNOTATION_NOTE : ANNOTATION_BOOKMARK;
	return reading_note(r, &n, none, cfi, err);
}

static bool
read_bookmark(struct reading *r, const json_t *value, struct err *err)
{
	struct import_note n = {.hint = NOWHERE};
	struct str cfi = data_str(value), none = {NULL, 0};
	struct buf seed = BUF_INIT;
	bool ok;

	n.a.kind = ANNOTATION_BOOKMARK;
	n.a.address = cfi;
	buf_puts(&seed, "bookmark ");
	buf_str(&seed, cfi);
	ok = cfi.n == 0 || reading_note(r, &n, none, buf_lend(&seed), err);
	buf_free(&seed);
	return ok;
}

bool
foliate_read(struct reading *r, struct err *err)
{
	const json_t *v = data_get(r->data.root, "annotations"), *value;
	const json_t *marks = data_get(r->data.root, "bookmarks");
	size_t i;

	if (!begin_book(r, err))
		return false;
	json_array_foreach (v, i, value)
		if (!read_annotation(r, value, err))
			return false;
	json_array_foreach (marks, i, value)
		if (!read_bookmark(r, value, err))
			return false;
	return true;
}
