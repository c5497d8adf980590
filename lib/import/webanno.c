/*
 * Web annotations: the W3C's Web Annotation Data Model, EPUB Annotations 1.0,
 * and the set that Readium and Thorium write.  Of the ways to name a passage
 * only the quote is heeded; the others speak of another text than izba's.
 */
#include "lib/import/room.h"

/* The annotations of a set, under any of the names it has. */
static const json_t *
items_of(const json_t *root)
{
	static const char *const names[] = {"items", "annotations", "first"};
	const json_t *v = NULL;

	if (json_is_array(root))
		return root;
	for (size_t i = 0; i < LENGTH(names) && !json_is_array(v); i++) {
		v = data_get(root, names[i]);
		/* a page of a collection */
		if (json_is_object(v))
			v = data_get(v, "items");
	}
	return json_is_array(v) ? v : NULL;
}

/* Is a member this word, or a list that holds it? */
static bool
says(const json_t *o, const char *name, const char *word)
{
	const json_t *value = data_get(o, name), *one;
	size_t i;

	if (str_is(data_str(value), word))
		return true;
	json_array_foreach (value, i, one)
		if (str_is(data_str(one), word))
			return true;
	return false;
}

bool
webanno_knows(const struct reading *r)
{
	const json_t *v = items_of(r->data.root);

	return says(r->data.root, "type", "AnnotationSet") ||
	       says(r->data.root, "type", "AnnotationCollection") ||
	       says(r->data.root, "type", "Annotation") ||
	       says(json_array_get(v, 0), "type", "Annotation");
}

/* ---- the book ---- */

/* The texts of a member that is one or a list of them, parted by "; ". */
static void
add_texts(struct buf *out, const json_t *value)
{
	const json_t *one;
	size_t i;

	if (json_is_string(value))
		buf_str(out, data_str(value));
	json_array_foreach (value, i, one) {
		if (out->n > 0)
			buf_puts(out, "; ");
		buf_str(out, data_str(one));
	}
}

/* The SHA-256 of the book's file in a name like "nih:sha-256;..." (RFC 6920),
 * or null. */
static struct str
sha_of_name(struct str name)
{
	static const char scheme[] = "nih:sha-256;";
	size_t n = sizeof(scheme) - 1;

	if (!str_starts(name, scheme))
		return (struct str){NULL, 0};
	return str_slice(name, n, n + 64);
}

static struct str
sha_in(const json_t *identifiers)
{
	struct str none = {NULL, 0};
	const json_t *one;
	size_t i;

	json_array_foreach (identifiers, i, one) {
		struct str sha = sha_of_name(data_str(one));

		if (sha.p != NULL)
			return sha;
	}
	return none;
}

/* What the set says of its book. */
static bool
begin_book(struct reading *r, struct err *err)
{
	const json_t *about = data_get(r->data.root, "about");
	const json_t *ids = data_get(about, "dc:identifier");
	struct import_book k = {.line = data_line(&r->data, about)};
	struct buf authors = BUF_INIT;
	bool ok;

	add_texts(&authors, data_get(about, "dc:creator"));
	k.title = data_text(about, "dc:title");
	k.authors = buf_lend(&authors);
	k.identifier =
	    data_str(json_is_array(ids) ? json_array_get(ids, 0) : ids);
	k.sha = sha_in(ids);
	ok = reading_book(r, &k, err);
	buf_free(&authors);
	return ok;
}

/* A source that is an object is a book by itself. */
static bool
begin_source(struct reading *r, const json_t *source, struct err *err)
{
	struct import_book k = {.line = data_line(&r->data, source)};

	k.title = data_text(source, "dc:title");
	k.identifier = data_text(source, "id");
	k.sha = sha_of_name(k.identifier);
	return reading_book(r, &k, err);
}

/* ---- where it stands ---- */

/* The quote among selectors, which may refine each other or be alternatives:
 * NULL if there is none. */
static const json_t *
find_quote(const json_t *value, unsigned depth)
{
	const json_t *one, *found;
	size_t i;

	if (depth > 8)
		return NULL;
	if (json_is_string(data_get(value, "exact")))
		return value;
	if (json_is_object(value))
		return find_quote(data_get(value, "refinedBy"), depth + 1);
	json_array_foreach (value, i, one) {
		found = find_quote(one, depth + 1);
		if (found != NULL)
			return found;
	}
	return NULL;
}

/* Where a position in the whole source begins, in code points, or -1. */
static int64_t
find_start(const json_t *value)
{
	const json_t *one;
	int64_t found = -1;
	size_t i;

	if (says(value, "type", "TextPositionSelector"))
		return data_int(value, "start", -1);
	json_array_foreach (value, i, one)
		if (found < 0 && says(one, "type", "TextPositionSelector"))
			found = data_int(one, "start", -1);
	return found;
}

/* Blanks of the source's own lines count as one. */
static void
add_squeezed(struct buf *out, struct str s)
{
	for (size_t i = 0, n; i < s.n; i += n) {
		n = 1;
		if (strchr(" \t\r\n", s.p[i]) == NULL || s.p[i] == '\0') {
			buf_putc(out, s.p[i]);
			continue;
		}
		while (i + n < s.n && strchr(" \t\r\n", s.p[i + n]) != NULL &&
		       s.p[i + n] != '\0')
			n++;
		buf_putc(out, n == 1 ? s.p[i] : ' ');
	}
}

struct words {
	struct buf quote, prefix, suffix, body, tags, section;
};

static void
words_free(struct words *w)
{
	buf_free(&w->quote);
	buf_free(&w->prefix);
	buf_free(&w->suffix);
	buf_free(&w->body);
	buf_free(&w->tags);
	buf_free(&w->section);
}

/* "izba-green-underline": the look that izba's own export gives by a class. */
static void
read_class(struct str class, struct annotation *a)
{
	size_t dash;

	if (!str_starts(class, "izba-"))
		return;
	class = str_slice(class, 5, class.n);
	dash = str_find(class, STR("-"));
	a->colour = colour_near(str_slice(class, 0, dash));
	a->style = style_near(
	    str_slice(class, dash < class.n ? dash + 1 : class.n, class.n));
}

static void
read_target(const json_t *target, struct import_note *n, struct words *w)
{
	const json_t *one =
	    json_is_array(target) ? json_array_get(target, 0) : target;
	const json_t *selector = data_get(one, "selector");
	const json_t *quote = find_quote(selector, 0);
	const json_t *meta = data_get(one, "meta");
	const json_t *headings = data_get(meta, "headings");
	struct str page = data_text(meta, "page");
	int64_t start = find_start(selector);

	add_squeezed(&w->quote, data_text(quote, "exact"));
	add_squeezed(&w->prefix, data_text(quote, "prefix"));
	add_squeezed(&w->suffix, data_text(quote, "suffix"));
	if (json_array_size(headings) > 0)
		buf_str(&w->section,
		    data_text(
			json_array_get(headings, json_array_size(headings) - 1),
			"txt"));
	n->a.section = buf_lend(&w->section);
	n->a.address = page;
	read_class(data_text(one, "styleClass"), &n->a);
	if (start < 0 || start >= NOWHERE)
		return;
	n->hint = (uint32_t)start;
	n->counted = true;
	n->source = data_text(one, "source");
}

/* ---- what is said of it ---- */

static void
add_tags(struct buf *tags, const json_t *value)
{
	const json_t *one;
	size_t i;

	tag_add(tags, data_str(value));
	json_array_foreach (value, i, one)
		tag_add(tags, data_str(one));
}

static void
read_body(const json_t *body, struct import_note *n, struct words *w)
{
	struct str colour = data_text(body, "color");
	struct str style = data_text(body, "highlight");
	struct str text = data_text(body, "value");

	if (says(body, "purpose", "tagging")) {
		tag_add(&w->tags, text);
		return;
	}
	if (json_is_string(body))
		text = data_str(body);
	if (text.n > 0 && w->body.n > 0)
		buf_puts(&w->body, "\n\n");
	buf_str(&w->body, text);
	add_tags(&w->tags, data_get(body, "tag"));
	add_tags(&w->tags, data_get(body, "tags"));
	if (colour.n > 0)
		n->a.colour = colour_near(colour);
	if (style.n > 0)
		n->a.style = style_near(style);
}

static bool
is_bookmark(const json_t *o)
{
	return says(o, "motivation", "bookmarking") ||
	       says(data_get(o, "body"), "highlight", "bookmark");
}

/* Its words: gathered in w, lent to n. */
static void
gather(const json_t *o, struct import_note *n, struct words *w)
{
	const json_t *bodies = data_get(o, "body"), *one;
	size_t i;

	n->a.colour = YELLOW;
	read_target(data_get(o, "target"), n, w);
	if (!json_is_array(bodies))
		read_body(bodies, n, w);
	json_array_foreach (bodies, i, one)
		read_body(one, n, w);
	n->a.quote = buf_lend(&w->quote);
	n->a.prefix = buf_lend(&w->prefix);
	n->a.suffix = buf_lend(&w->suffix);
	n->a.body = buf_lend(&w->body);
	n->a.tags = buf_lend(&w->tags);
}

/* A comment on a passage may be either of two of izba's kinds, of which izba's own
 * export tells. */
static void
give_kind(const json_t *o, struct import_note *n)
{
	if (is_bookmark(o)) {
		n->a.kind = ANNOTATION_BOOKMARK;
	} else if (n->a.quote.n == 0) {
		n->a.kind = ANNOTATION_NOTE;
	} else {
		n->a.kind = says(o, "motivation", "commenting")
				? ANNOTATION_NOTE
				: ANNOTATION_HIGHLIGHT;
		n->any_kind = n->a.body.n > 0;
	}
	if (str_is(data_text(o, "izba:kind"),
		annotation_names[ANNOTATION_HIGHLIGHT]) &&
	    n->a.quote.n > 0) {
		n->a.kind = ANNOTATION_HIGHLIGHT;
		n->any_kind = false;
	}
}

static bool
read_annotation(struct reading *r, const json_t *o, struct err *err)
{
	struct words w = {
	    BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT};
	struct import_note n = {
	    .line = data_line(&r->data, o), .hint = NOWHERE};
	const json_t *source = data_get(data_get(o, "target"), "source");
	struct buf seed = BUF_INIT;
	bool ok;

	gather(o, &n, &w);
	give_kind(o, &n);
	n.a.created = when_member(o, "created");
	n.a.modified = when_member(o, "modified");
	buf_str(&seed, n.a.quote);
	buf_putc(&seed, '\n');
	buf_str(&seed, data_str(source));
	ok = (!json_is_object(source) || begin_source(r, source, err)) &&
	     reading_note(r, &n, data_text(o, "id"), buf_lend(&seed), err);
	buf_free(&seed);
	words_free(&w);
	return ok;
}

bool
webanno_read(struct reading *r, struct err *err)
{
	const json_t *v = items_of(r->data.root), *value;
	size_t i;

	if (!begin_book(r, err))
		return false;
	if (v == NULL && says(r->data.root, "type", "Annotation"))
		return read_annotation(r, r->data.root, err);
	if (v == NULL)
		return err_set(err, ERR_FORMAT, "the set has no \"items\"");
	json_array_foreach (v, i, value) {
		if (!json_is_object(value)) {
			err_set(err, ERR_FORMAT,
			    "item %zu of the set is no annotation", i + 1);
			return at_line(err, data_line(&r->data, r->data.root));
		}
		if (!read_annotation(r, value, err))
			return false;
	}
	return true;
}
