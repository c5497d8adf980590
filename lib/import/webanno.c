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
		v = tree_get(root, names[i]);
		/* a page of a collection */
		if (json_is_object(v))
			v = tree_get(v, "items");
	}
	return json_is_array(v) ? v : NULL;
}

/* Is a member this word, or a list that holds it? */
static bool
says(const json_t *o, const char *name, const char *word)
{
	const json_t *value = tree_get(o, name), *one;
	size_t i;

	if (str_is(tree_str(value), word))
		return true;
	json_array_foreach (value, i, one)
		if (str_is(tree_str(one), word))
			return true;
	return false;
}

bool
webanno_knows(const struct reading *r)
{
	const json_t *v = items_of(r->tree.root);

	return says(r->tree.root, "type", "AnnotationSet") ||
	       says(r->tree.root, "type", "Annotation") ||
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
		buf_str(out, tree_str(value));
	json_array_foreach (value, i, one) {
		if (out->n > 0)
			buf_puts(out, "; ");
		buf_str(out, tree_str(one));
	}
}

/* The SHA-256 that izba's own exports name as "urn:sha256:...". */
static struct str
sha_in(const json_t *identifiers)
{
	const json_t *one;
	size_t i;

	json_array_foreach (identifiers, i, one) {
		struct str s = tree_str(one);

		if (s.n == 75 && str_starts(s, "urn:sha256:"))
			return str_slice(s, 11, s.n);
	}
	return (struct str){NULL, 0};
}

static void
begin_book(struct reading *r)
{
	const json_t *about = tree_get(r->tree.root, "about");
	const json_t *ids = tree_get(about, "dc:identifier");
	struct import_book k = {.line = tree_line(&r->tree, about)};
	struct buf authors = BUF_INIT;

	add_texts(&authors, tree_get(about, "dc:creator"));
	k.title = tree_text(about, "dc:title");
	k.authors = buf_lend(&authors);
	k.identifier =
	    tree_str(json_is_array(ids) ? json_array_get(ids, 0) : ids);
	k.sha = sha_in(ids);
	reading_book(r, &k);
	buf_free(&authors);
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
	if (json_is_string(tree_get(value, "exact")))
		return value;
	if (json_is_object(value))
		return find_quote(tree_get(value, "refinedBy"), depth + 1);
	json_array_foreach (value, i, one) {
		found = find_quote(one, depth + 1);
		if (found != NULL)
			return found;
	}
	return NULL;
}

static int64_t
find_start(const json_t *value, unsigned depth)
{
	const json_t *one;
	int64_t found = -1;
	size_t i;

	if (depth > 8)
		return -1;
	if (json_is_object(value)) {
		if (says(value, "type", "izba:PlaceSelector"))
			return tree_int(value, "start", -1);
		return find_start(tree_get(value, "refinedBy"), depth + 1);
	}
	json_array_foreach (value, i, one)
		if (found < 0)
			found = find_start(one, depth + 1);
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

static void
read_target(const json_t *target, struct import_note *n, struct words *w)
{
	const json_t *one =
	    json_is_array(target) ? json_array_get(target, 0) : target;
	const json_t *selector = tree_get(one, "selector");
	const json_t *quote = find_quote(selector, 0);
	const json_t *meta = tree_get(one, "meta");
	const json_t *headings = tree_get(meta, "headings");
	struct str page = tree_text(meta, "page");
	int64_t start = find_start(selector, 0);

	add_squeezed(&w->quote, tree_text(quote, "exact"));
	add_squeezed(&w->prefix, tree_text(quote, "prefix"));
	add_squeezed(&w->suffix, tree_text(quote, "suffix"));
	if (json_array_size(headings) > 0)
		buf_str(&w->section,
		    tree_text(
			json_array_get(headings, json_array_size(headings) - 1),
			"txt"));
	n->a.section = buf_lend(&w->section);
	n->a.address = page;
	if (start >= 0 && start < NOWHERE)
		n->hint = (uint32_t)start;
}

/* ---- what is said of it ---- */

static void
add_tags(struct buf *tags, const json_t *value)
{
	const json_t *one;
	size_t i;

	tag_add(tags, tree_str(value));
	json_array_foreach (value, i, one)
		tag_add(tags, tree_str(one));
}

static void
read_body(const json_t *body, struct import_note *n, struct words *w)
{
	struct str colour = tree_text(body, "color");
	struct str text = tree_text(body, "value");

	if (says(body, "purpose", "tagging")) {
		tag_add(&w->tags, text);
		return;
	}
	if (json_is_string(body))
		text = tree_str(body);
	if (text.n > 0 && w->body.n > 0)
		buf_puts(&w->body, "\n\n");
	buf_str(&w->body, text);
	add_tags(&w->tags, tree_get(body, "tag"));
	add_tags(&w->tags, tree_get(body, "tags"));
	if (colour.n > 0)
		n->a.colour = colour_near(colour);
	n->a.style = style_near(tree_text(body, "highlight"));
}

static bool
is_bookmark(const json_t *o)
{
	return says(o, "motivation", "bookmarking") ||
	       says(tree_get(o, "body"), "highlight", "bookmark");
}

static bool
read_annotation(struct reading *r, const json_t *o, struct err *err)
{
	struct words w = {
	    BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT};
	struct import_note n = {
	    .line = tree_line(&r->tree, o), .hint = NOWHERE};
	const json_t *bodies = tree_get(o, "body"), *one;
	struct buf seed = BUF_INIT;
	struct str id = tree_text(o, "id");
	size_t i;
	bool ok;

	n.a.colour = YELLOW;
	read_target(tree_get(o, "target"), &n, &w);
	if (!json_is_array(bodies))
		read_body(bodies, &n, &w);
	json_array_foreach (bodies, i, one)
		read_body(one, &n, &w);
	n.a.kind = is_bookmark(o) ? ANNOTATION_BOOKMARK
		   : w.quote.n == 0 || says(o, "motivation", "commenting")
		       ? ANNOTATION_NOTE
		       : ANNOTATION_HIGHLIGHT;
	n.a.quote = buf_lend(&w.quote);
	n.a.prefix = buf_lend(&w.prefix);
	n.a.suffix = buf_lend(&w.suffix);
	n.a.body = buf_lend(&w.body);
	n.a.tags = buf_lend(&w.tags);
	n.a.created = when_member(o, "created");
	n.a.modified = when_member(o, "modified");
	buf_str(&seed, n.a.quote);
	buf_putc(&seed, '\n');
	buf_str(&seed, tree_text(tree_get(o, "target"), "source"));
	ok = reading_note(r, &n, id, buf_lend(&seed), err);
	buf_free(&seed);
	words_free(&w);
	return ok;
}

bool
webanno_read(struct reading *r, struct err *err)
{
	const json_t *v = items_of(r->tree.root), *value;
	size_t i;

	begin_book(r);
	if (v == NULL && says(r->tree.root, "type", "Annotation"))
		return read_annotation(r, r->tree.root, err);
	if (v == NULL)
		return err_set(err, ERR_FORMAT, "the set has no \"items\"");
	json_array_foreach (v, i, value) {
		if (!json_is_object(value)) {
			err_set(err, ERR_FORMAT,
			    "item %zu of the set is no annotation", i + 1);
			return at_line(err, tree_line(&r->tree, r->tree.root));
		}
		if (!read_annotation(r, value, err))
			return false;
	}
	return true;
}
