/*
 * FictionBook 2.1: its elements get the names of those of HTML that mean the
 * same, and the tree goes the way of a page.  Also in a zip (.fb2.zip, .fbz).
 *
 *  1. The bodies named "notes" and "comments", and later ones that callouts
 *     lead to, hold notes: each of their innermost sections with an id is one,
 *     its title the label.
 *  2. An empty line between two paragraphs is a break between scenes, where a
 *     section does not part all that it has by them.
 *  3. A title's level is the depth of its section; the first body's own title
 *     is the book's, a later one's that of a section.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/archive.h"
#include "lib/formats/encoding.h"
#include "lib/formats/fb2.h"
#include "lib/formats/html.h"

/* ---- what it is ---- */

/* Is the name of the root element at the head of the bytes, in whatever
 * encoding?  A text that only speaks of it does not begin with a tag. */
static bool
has_root(struct str s)
{
	char head[2048];
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < sizeof(head); i++)
		if (s.p[i] != '\0')
			head[n++] = s.p[i];
	for (size_t i = 0; i < n && head[i] != '<'; i++)
		if ((unsigned char)head[i] < 0x80 && head[i] > ' ')
			return false;
	return str_find((struct str){head, n}, STR("<FictionBook")) !=
		   SIZE_MAX ||
	       str_find((struct str){head, n}, STR(":FictionBook ")) !=
		   SIZE_MAX;
}

static bool
is_fb2_name(struct str name)
{
	return str_ends(name, ".fb2") || str_ends(name, ".FB2");
}

int
fb2_sniff(struct str bytes)
{
	enum { HEAD = 300, TAIL = 65536 }; /* where names of parts stand */
	struct str ends[2] = {str_slice(bytes, 0, HEAD),
	    str_slice(bytes, bytes.n > TAIL ? bytes.n - TAIL : 0, bytes.n)};

	if (!archive_sniff(bytes))
		return bytes.n > 0 && has_root(bytes) ? 95 : 0;
	for (size_t i = 0; i < LENGTH(ends); i++)
		if (str_find(ends[i], STR(".fb2")) != SIZE_MAX ||
		    str_find(ends[i], STR(".FB2")) != SIZE_MAX)
			return 90;
	return 0;
}

bool
fb2_bytes(const struct input *in, struct builder *b, struct buf *unpacked,
    struct str *bytes, struct err *err)
{
	struct archive a;
	bool ok = false;

	*bytes = in->bytes;
	if (!archive_sniff(in->bytes))
		return true;
	if (!archive_open(&a, in, err))
		return false;
	for (size_t i = 0; i < a.n && unpacked->n == 0; i++)
		if (is_fb2_name(a.v[i].name))
			ok = archive_read(&a, &a.v[i], unpacked, err);
	if (a.mended && b != NULL)
		builder_problem(b, PROBLEM_LOST_TEXT, 0, ARCHIVE_MENDED, a.n);
	archive_close(&a);
	*bytes = buf_lend(unpacked);
	if (!ok && unpacked->n == 0)
		return err_set(
		    err, ERR_FORMAT, "there is no FB2 book in the archive");
	return true;
}

/* ---- the description ---- */

static void
add_word(const struct tree *t, uint32_t in, const char *name, struct buf *out)
{
	uint32_t i = tree_child(t, in, in, name);
	size_t begun = out->n;

	if (i == 0)
		return;
	if (out->n > 0)
		buf_putc(out, ' ');
	tree_collect(t, i, out);
	if (out->n == begun + (begun > 0))
		buf_cut(out, begun);
}

/* A person's name in the order of speech; the nickname where that is all. */
static void
person(const struct tree *t, uint32_t in, struct buf *out)
{
	buf_clear(out);
	add_word(t, in, "first-name", out);
	add_word(t, in, "middle-name", out);
	add_word(t, in, "last-name", out);
	if (out->n == 0)
		add_word(t, in, "nickname", out);
}

static void
tell_series(struct builder *b, const struct tree *t, uint32_t in)
{
	struct buf out = BUF_INIT;

	for (uint32_t i = in; (i = tree_child(t, in, i, "sequence")) != 0;) {
		struct str name = node_attr(&t->v[i], "name");
		struct str number = node_attr(&t->v[i], "number");

		buf_clear(&out);
		buf_str(&out, name);
		if (name.n > 0 && number.n > 0) {
			buf_puts(&out, ", ");
			buf_str(&out, number);
		}
		if (name.n > 0)
			builder_meta(b, META_SERIES, buf_lend(&out));
	}
	buf_free(&out);
}

/* One element's text as metadata, with something before it. */
static void
tell(struct builder *b, const struct tree *t, uint32_t in, const char *name,
    enum meta_kind kind, const char *before)
{
	uint32_t i = in == 0 ? 0 : tree_child(t, in, in, name);
	struct buf out = BUF_INIT;

	if (i != 0) {
		tree_collect(t, i, &out);
		if (out.n > 0) {
			struct buf all = BUF_INIT;

			buf_printf(&all, "%s%s", before, out.p);
			builder_meta(b, kind, buf_lend(&all));
			buf_free(&all);
		}
	}
	buf_free(&out);
}

static void
tell_title_info(struct html *h, const struct tree *t, uint32_t in)
{
	struct builder *b = h->b;
	struct buf out = BUF_INIT;
	uint32_t i = tree_child(t, in, in, "book-title");

	if (i != 0)
		tree_collect(t, i, &out);
	if (out.n > 0)
		builder_title(b, buf_lend(&out));
	for (i = in; (i = tree_child(t, in, i, "author")) != 0;) {
		person(t, i, &out);
		builder_author(b, buf_lend(&out));
	}
	for (i = in; (i = tree_child(t, in, i, "translator")) != 0;) {
		person(t, i, &out);
		builder_meta(b, META_TRANSLATOR, buf_lend(&out));
	}
	buf_clear(&out);
	i = tree_child(t, in, in, "lang");
	if (i != 0)
		tree_collect(t, i, &out);
	if (out.n > 0) {
		builder_language(b, buf_lend(&out));
		h->language = arena_str(h->arena, buf_lend(&out));
	}
	tell_series(b, t, in);
	tell(b, t, in, "keywords", META_SUBJECT, "");
	tell(b, t, in, "annotation", META_DESCRIPTION, "");
	buf_free(&out);
}

static void
tell_description(struct html *h, const struct tree *t)
{
	uint32_t in = tree_find(t, 0, "description"), info, made, published;

	if (in == 0)
		return;
	info = tree_child(t, in, in, "title-info");
	made = tree_child(t, in, in, "document-info");
	published = tree_child(t, in, in, "publish-info");
	if (info != 0)
		tell_title_info(h, t, info);
	tell(h->b, t, published, "publisher", META_PUBLISHER, "");
	tell(h->b, t, published, "year", META_DATE, "");
	if (published == 0 || tree_child(t, published, published, "year") == 0)
		tell(h->b, t, info, "date", META_DATE, "");
	tell(h->b, t, published, "isbn", META_IDENTIFIER, "isbn:");
	tell(h->b, t, made, "id", META_IDENTIFIER, "fb2:");
}

/* ---- elements get HTML's names ---- */

static const struct {
	const char *fb2, *html;
	struct attr attr; /* one more attribute, or none */
} names[] = {
    {"emphasis", "em", {{NULL, 0}, {NULL, 0}}},
    {"strikethrough", "s", {{NULL, 0}, {NULL, 0}}},
    {"style", "span", {{NULL, 0}, {NULL, 0}}},
    {"cite", "blockquote", {{NULL, 0}, {NULL, 0}}},
    {"epigraph", "blockquote", {{NULL, 0}, {NULL, 0}}},
    {"annotation", "blockquote", {{NULL, 0}, {NULL, 0}}},
    {"poem", "div", {{"class", 5}, {"poem", 4}}},
    {"stanza", "div", {{"class", 5}, {"stanza", 6}}},
    {"v", "p", {{NULL, 0}, {NULL, 0}}},
    {"text-author", "p", {{"style", 5}, {"font-style:italic", 17}}},
    {"date", "p", {{"style", 5}, {"font-style:italic", 17}}},
    {"subtitle", "p",
	{{"style", 5}, {"text-align:center;font-weight:bold", 34}}},
    {"empty-line", "template", {{NULL, 0}, {NULL, 0}}},
    {"image", "img", {{NULL, 0}, {NULL, 0}}},
    {"description", "template", {{NULL, 0}, {NULL, 0}}},
    {"stylesheet", "template", {{NULL, 0}, {NULL, 0}}},
    {"binary", "template", {{NULL, 0}, {NULL, 0}}},
};

static void
attr_add(struct tree *t, struct node *n, struct attr attr)
{
	struct attr *v = arena_alloc(t->arena, (n->n_attrs + 1) * sizeof(*v));

	if (n->n_attrs > 0)
		memcpy(v, n->attrs, n->n_attrs * sizeof(*v));
	v[n->n_attrs] = attr;
	n->attrs = v;
	n->n_attrs++;
}

/* What holds around an element while the names change. */
struct place_in {
	unsigned depth; /* of sections */
	bool notes; /* in a body of notes */
	bool note; /* in one of them */
	bool poem;
	bool titled; /* the first body has a title of its own */
	bool later; /* in a body behind the first */
	struct str calls[3]; /* where the first callouts lead */
	unsigned n_calls;
};

static void rename_in(struct tree *t, uint32_t in, struct place_in p);

/* A title: a heading; the label of a note; the first line of a poem. */
static void
rename_title(struct tree *t, uint32_t i, const struct place_in *p)
{
	static const char *const headings[] = {
	    "h1", "h2", "h3", "h4", "h5", "h6"};
	struct node *n = &t->v[i];
	unsigned level = p->depth + (p->titled && p->depth > 0);

	if (p->note) {
		struct buf label = BUF_INIT;

		tree_collect(t, i, &label);
		attr_add(t, &t->v[n->parent],
		    (struct attr){STR("izba-label"),
			arena_str(t->arena, buf_lend(&label))});
		buf_free(&label);
		n->name = STR("template");
	} else if (p->poem) {
		n->name = STR("div");
		attr_add(
		    t, n, (struct attr){STR("style"), STR("font-weight:bold")});
	} else {
		level += p->depth == 0;
		n->name = str_of(headings[level > 6 ? 5 : level - 1]);
	}
}

/* Empty lines between two paragraphs of a section, and its paragraphs. */
struct breaks {
	uint32_t lines, paragraphs;
};

/* Count them; or, if `make`, make rules of them. */
static struct breaks
breaks_in(struct tree *t, uint32_t in, bool make)
{
	struct breaks found = {0, 0};
	uint32_t empty = 0;
	bool after = false; /* a paragraph */

	for (uint32_t i = in + 1; i < t->v[in].end; i = t->v[i].end) {
		struct node *n = &t->v[i];
		bool paragraph = n->name.p != NULL && node_is(n, "p");

		if (n->name.p == NULL)
			continue;
		if (node_is(n, "empty-line")) {
			empty = after ? i : 0;
			continue;
		}
		found.paragraphs += paragraph;
		found.lines += paragraph && empty != 0;
		if (paragraph && empty != 0 && make)
			t->v[empty].name = STR("hr");
		empty = 0;
		after = paragraph;
	}
	return found;
}

static void
breaks_find(struct tree *t, uint32_t section)
{
	enum { SCENE = 3 }; /* paragraphs of a scene, on the average */
	struct breaks found = breaks_in(t, section, false);

	if (found.lines > 0 &&
	    found.paragraphs >= SCENE * ((size_t)found.lines + 1))
		breaks_in(t, section, true);
}

/* A section: one step deeper, or a note. */
static void
rename_section(struct tree *t, uint32_t i, struct place_in p)
{
	struct node *n = &t->v[i];

	if (p.notes && node_id(n).p != NULL &&
	    tree_child(t, i, i, "section") == 0) {
		attr_add(
		    t, n, (struct attr){STR("epub:type"), STR("footnote")});
		p.note = true;
	}
	if (!p.notes)
		breaks_find(t, i);
	p.depth++;
	rename_in(t, i, p);
}

/* Where the first callouts lead. */
static void
calls_find(const struct tree *t, struct place_in *p)
{
	for (uint32_t i = 1; i < t->n && p->n_calls < LENGTH(p->calls); i++) {
		struct str to = node_attr_local(&t->v[i], "href");

		if (to.n > 1 && to.p[0] == '#' &&
		    str_is(node_attr_local(&t->v[i], "type"), "note"))
			p->calls[p->n_calls++] = str_slice(to, 1, to.n);
	}
}

/* Do they lead into the body? */
static bool
is_called(const struct tree *t, uint32_t body, const struct place_in *p)
{
	for (uint32_t i = body + 1; i < t->v[body].end; i++)
		for (unsigned k = 0; k < p->n_calls; k++)
			if (str_eq(node_attr(&t->v[i], "id"), p->calls[k]))
				return true;
	return false;
}

static void
rename_body(struct tree *t, uint32_t i, struct place_in p)
{
	struct str name = node_attr(&t->v[i], "name");

	p.notes = str_is(name, "notes") || str_is(name, "comments") ||
		  str_is(name, "footnotes") || (p.later && is_called(t, i, &p));
	if (p.later && tree_child(t, i, i, "title") != 0)
		p.depth = 1;
	t->v[i].name = STR("div");
	if (p.notes)
		attr_add(t, &t->v[i],
		    (struct attr){STR("epub:type"), STR("endnotes")});
	rename_in(t, i, p);
}

static void
rename_other(struct tree *t, uint32_t i, struct place_in p)
{
	struct node *n = &t->v[i];

	p.poem |= node_is(n, "poem");
	if (node_is(n, "image") && node_attr(n, "title").n > 0)
		attr_add(t, n,
		    (struct attr){STR("izba-caption"), node_attr(n, "title")});
	if (node_is(n, "a") && str_is(node_attr_local(n, "type"), "note"))
		attr_add(t, n, (struct attr){STR("epub:type"), STR("noteref")});
	for (size_t k = 0; k < LENGTH(names); k++) {
		if (!node_is(n, names[k].fb2))
			continue;
		n->name = str_of(names[k].html);
		if (names[k].attr.name.p != NULL)
			attr_add(t, n, names[k].attr);
		break;
	}
	rename_in(t, i, p);
}

static void
rename_in(struct tree *t, uint32_t in, struct place_in p)
{
	for (uint32_t i = in + 1; i < t->v[in].end; i = t->v[i].end) {
		const struct node *n = &t->v[i];

		if (n->name.p == NULL)
			continue;
		if (node_is(n, "title"))
			rename_title(t, i, &p);
		else if (node_is(n, "section"))
			rename_section(t, i, p);
		else if (!node_is(n, "body"))
			rename_other(t, i, p);
		else {
			rename_body(t, i, p);
			p.later = true;
		}
	}
}

/* ---- reading ---- */

static bool
fb2_tree(struct html *h, struct str bytes, const struct input *in,
    struct tree *t, struct err *err)
{
	struct decoded text;
	struct buf mended = BUF_INIT;
	bool ok;

	if (!encoding_read(&text, bytes,
		in->options == NULL ? NULL : in->options->encoding,
		html_declared(bytes), err))
		return false;
	decoded_tell(&text, h->b);
	ok = tree_xml(t, text.text, err);
	if (ok && t->broken_line > 0) {
		builder_problem(h->b, PROBLEM_MARKUP, t->broken_line,
		    "this is no well-formed XML: %s", t->broken_says);
		xml_mend(text.text, &mended);
		tree_free(t);
		ok = tree_xml(t, buf_lend(&mended), err);
	}
	decoded_free(&text);
	buf_free(&mended);
	return ok;
}

bool
fb2_read(struct builder *b, const struct input *in, struct err *err)
{
	struct place_in p = {.depth = 0};
	struct buf unpacked = BUF_INIT;
	struct document *d;
	struct str bytes;
	struct html h;
	struct tree t;
	uint32_t body;
	bool ok;

	html_init(&h, b, in->options);
	ok = fb2_bytes(in, b, &unpacked, &bytes, err) &&
	     fb2_tree(&h, source_cut(in->options, bytes), in, &t, err);
	if (ok) {
		d = html_add(&h, STR(""));
		d->tree = t;
		d->root = tree_find(&d->tree, 0, "FictionBook");
		body = tree_find(&d->tree, d->root, "body");
		p.titled =
		    body != 0 && tree_child(&d->tree, body, body, "title") != 0;
		tell_description(&h, &d->tree);
		calls_find(&d->tree, &p);
		rename_in(&d->tree, d->root, p);
		html_notes(&h);
		html_feed(&h);
	}
	html_free(&h);
	buf_free(&unpacked);
	return ok;
}
