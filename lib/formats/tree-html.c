/*
 * HTML into a tree, by gumbo (the HTML standard's algorithm).
 *
 * The bytes are combed before gumbo sees them, for what would make it slow or
 * deep: its cost is the number of tags times those that are open, and it frees
 * its own tree by recursion.
 *
 *  1. Of tags nested deeper than DEEP both ends go; the text stays.
 *  2. Of formatting tags that are never closed only FORMATS may be open: each
 *     would be opened anew in every paragraph that follows.
 *  3. In XHTML "<a/>" ends its element, which HTML does not know.
 */
#include <gumbo.h>
#include <stdlib.h>
#include <string.h>

#include <izba/loader.h>

#include "lib/formats/tree-entity.h"
#include "lib/formats/tree.h"

enum { DEEP = 400, FORMATS = 32, NAME = 24 };

#define GUMBO(USE) \
	USE(gumbo_destroy_output) \
	USE(gumbo_normalized_tagname) \
	USE(gumbo_parse_with_options) \
	USE(gumbo_tag_from_original_text) \
	USE(kGumboDefaultOptions)

LOADER_TABLE(gumbo, GUMBO);
static struct gumbo gumbo;
LOADER(gumbo, GUMBO, SONAME_GUMBO, "EPUB, FB2, HTML and Markdown can't be read")

bool
tree_html_ready(struct err *err)
{
	return gumbo_load(err);
}

/* ---- combing ---- */

enum tag_kind { TAG_OTHER, TAG_VOID, TAG_LOOSE, TAG_FORMAT, TAG_RAW };

/* Tags without an end, those whose end may be left out, formatting ones, those
 * with no tags inside. */
static const struct {
	const char *names;
	enum tag_kind kind;
} tag_kinds[] = {
    {" area base br col embed hr img input link meta param source track wbr ",
	TAG_VOID},
    {" html head body p li dt dd tr td th thead tbody tfoot colgroup caption "
     "option optgroup rb rt rtc rp ",
	TAG_LOOSE},
    {" a b big code em font i nobr s small strike strong tt u ", TAG_FORMAT},
    {" script style textarea title xmp iframe noembed noframes plaintext ",
	TAG_RAW},
};

struct comb {
	bool unclosed; /* no comment ends any more */
	bool no_cdata, no_doctype; /* the same of what these are */
	struct str in;
	struct buf out;
	bool xhtml;
	unsigned depth, formats;
};

static enum tag_kind
tag_kind(const char *name)
{
	char key[NAME + 3] = " ";

	for (size_t i = 0; i < NAME && name[i] != '\0'; i++) {
		key[i + 1] = name[i];
		key[i + 2] = ' ';
	}
	for (size_t i = 0; i < LENGTH(tag_kinds); i++)
		if (strstr(tag_kinds[i].names, key) != NULL)
			return tag_kinds[i].kind;
	return TAG_OTHER;
}

/* The name of the tag at `at` in small letters; false if there is no tag. */
static bool
tag_name(struct str s, size_t at, char name[NAME + 1])
{
	size_t n = 0;
	char c;

	at++;
	if (at < s.n && s.p[at] == '/')
		at++;
	for (; at < s.n && n < NAME; at++, n++) {
		c = s.p[at];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (!((c >= 'a' && c <= 'z') ||
			(n > 0 &&
			    ((c >= '0' && c <= '9') || c == '-' || c == ':'))))
			break;
		name[n] = c;
	}
	name[n] = '\0';
	return n > 0;
}

/* One past the '>' of the tag at `at`, over quoted values. */
static size_t
tag_end(struct str s, size_t at)
{
	char quote = '\0', before = '\0';

	for (at++; at < s.n; at++) {
		char c = s.p[at];

		if (quote != '\0') {
			if (c == quote)
				quote = '\0';
		} else if ((c == '"' || c == '\'') && before == '=') {
			quote = c;
		} else if (c == '>') {
			return at + 1;
		}
		if (c != ' ' && c != '\n' && c != '\t' && c != '\r')
			before = c;
	}
	return s.n;
}

/* May this tag stand?  Counts what is open. */
static bool
tag_stands(struct comb *c, enum tag_kind kind, bool closes)
{
	unsigned *open = kind == TAG_FORMAT ? &c->formats : &c->depth;
	unsigned most = kind == TAG_FORMAT ? FORMATS : DEEP;

	if (kind == TAG_VOID || kind == TAG_LOOSE)
		return true;
	if (!closes)
		return (*open)++ < most;
	if (*open == 0)
		return true;
	return --*open < most;
}

/* One past the end of an element with no tags inside. */
static size_t
raw_end(struct str s, size_t at, const char *name)
{
	char found[NAME + 1];
	const char *p;

	while (at < s.n && (p = memchr(s.p + at, '<', s.n - at)) != NULL) {
		at = (size_t)(p - s.p);
		if (at + 1 < s.n && s.p[at + 1] == '/' &&
		    tag_name(s, at, found) && strcmp(found, name) == 0)
			return at;
		at++;
	}
	return s.n;
}

/* The text of a section of raw characters, as HTML may have it. */
static void
put_escaped(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '<')
			buf_puts(out, "&lt;");
		else if (s.p[i] == '&')
			buf_puts(out, "&amp;");
		else
			buf_putc(out, s.p[i]);
}

/* "<!...": a document type, without the declarations inside it; raw characters
 * of XHTML, which HTML does not know. */
static size_t
comb_declaration(struct comb *c, size_t at)
{
	enum { HEAD = 400 };
	static const char cdata[] = "<![CDATA[";
	struct str rest = str_slice(c->in, at, c->in.n);
	size_t end = str_find(str_slice(rest, 0, HEAD), STR(">")), open;

	if (c->xhtml && str_starts(rest, cdata)) {
		end = c->no_cdata ? SIZE_MAX : str_find(rest, STR("]]>"));
		c->no_cdata = end == SIZE_MAX;
		if (c->no_cdata)
			return at + sizeof(cdata) - 1;
		put_escaped(&c->out, str_slice(rest, sizeof(cdata) - 1, end));
		return at + end + 3;
	}
	open = str_find(str_slice(rest, 0, HEAD), STR("["));
	if (open < end) {
		end = c->no_doctype ? SIZE_MAX : str_find(rest, STR("]>"));
		c->no_doctype = end == SIZE_MAX;
		return c->no_doctype ? at + open : at + end + 2;
	}
	buf_putc(&c->out, '<');
	return at + 1;
}

/* One past the last attribute of the tag at `at` that it may have: each is held
 * against all before it. */
static size_t
attributes_end(struct str s, size_t at, size_t end)
{
	enum { MOST = 512 };
	unsigned n = 0;
	char quote = '\0';

	if (end - at <= MOST)
		return end;
	for (size_t i = at; i < end; i++) {
		if (quote != '\0')
			quote = s.p[i] == quote ? '\0' : quote;
		else if ((s.p[i] == '"' || s.p[i] == '\'') && s.p[i - 1] == '=')
			quote = s.p[i];
		else if ((unsigned char)s.p[i] <= ' ' || s.p[i] == '/')
			n++;
		if (n > MOST)
			return i;
	}
	return end;
}

/* The tag at `at` goes to the output, or not; one past what was dealt with. */
static size_t
comb_tag(struct comb *c, size_t at)
{
	char name[NAME + 1];
	size_t end;
	bool closes, empty;
	enum tag_kind kind;

	if (at + 3 < c->in.n && memcmp(c->in.p + at, "<!--", 4) == 0) {
		/* one search that fails is enough */
		end = c->unclosed
			  ? SIZE_MAX
			  : str_find(str_slice(c->in, at, c->in.n), STR("-->"));
		c->unclosed = end == SIZE_MAX;
		return c->unclosed ? at + 1 : at + end + 3;
	}
	if (at + 2 < c->in.n && c->in.p[at + 1] == '!')
		return comb_declaration(c, at);
	if (!tag_name(c->in, at, name)) {
		buf_putc(&c->out, c->in.p[at]);
		return at + 1;
	}
	end = tag_end(c->in, at);
	closes = c->in.p[at + 1] == '/';
	kind = tag_kind(name);
	empty = c->xhtml && !closes && kind != TAG_VOID && end >= 2 &&
		c->in.p[end - 1] == '>' && c->in.p[end - 2] == '/';
	if (empty) {
		if (c->depth >= DEEP)
			return end;
		buf_str(&c->out, str_slice(c->in, at, end - 2));
		buf_printf(&c->out, "></%s>", name);
		return end;
	}
	if (tag_stands(c, kind, closes)) {
		size_t to = attributes_end(c->in, at, end);

		buf_str(&c->out, str_slice(c->in, at, to));
		if (to < end)
			buf_putc(&c->out, '>');
	}
	if (kind == TAG_RAW && !closes) {
		at = end;
		end = raw_end(c->in, at, name);
		buf_str(&c->out, str_slice(c->in, at, end));
	}
	return end;
}

static void
comb_all(struct comb *c)
{
	size_t at = 0, n;
	const char *p;

	buf_reserve(&c->out, c->in.n);
	while (at < c->in.n) {
		p = memchr(c->in.p + at, '<', c->in.n - at);
		n = p == NULL ? c->in.n - at : (size_t)(p - c->in.p) - at;
		buf_add(&c->out, c->in.p + at, n);
		at += n;
		if (at < c->in.n)
			at = comb_tag(c, at);
	}
}

/* ---- gumbo's tree into ours ---- */

static const GumboVector *
children_of(const GumboNode *n)
{
	if (n->type == GUMBO_NODE_DOCUMENT)
		return &n->v.document.children;
	return &n->v.element.children;
}

static bool
is_element(const GumboNode *n)
{
	return n->type == GUMBO_NODE_ELEMENT || n->type == GUMBO_NODE_DOCUMENT;
}

static void
open_element(struct tree *t, const GumboNode *n)
{
	const GumboElement *e = &n->v.element;
	struct attr attrs[LIMIT_ATTRS];
	struct str name = str_of(gumbo.gumbo_normalized_tagname(e->tag));
	GumboStringPiece piece = e->original_tag;
	uint32_t count = 0;

	if (e->tag == GUMBO_TAG_UNKNOWN) {
		gumbo.gumbo_tag_from_original_text(&piece);
		name = (struct str){piece.data, piece.length};
	}
	for (; count < e->attributes.length && count < LIMIT_ATTRS; count++) {
		const GumboAttribute *a = e->attributes.data[count];

		attrs[count] = (struct attr){str_of(a->name), str_of(a->value)};
	}
	tree_open(t, name, attrs, count, e->start_pos.line);
}

/* Over gumbo's tree without recursion: down, along, up. */
static void
convert(struct tree *t, const GumboNode *root)
{
	const GumboNode *n = root;

	for (;;) {
		const GumboNode *up;

		if (n->type == GUMBO_NODE_ELEMENT)
			open_element(t, n);
		else if (!is_element(n) && n->type != GUMBO_NODE_COMMENT &&
			 n->type != GUMBO_NODE_TEMPLATE)
			tree_add_text(t, str_of(n->v.text.text),
			    n->v.text.start_pos.line);
		if (is_element(n) && children_of(n)->length > 0) {
			n = children_of(n)->data[0];
			continue;
		}
		while (n != root) {
			if (n->type == GUMBO_NODE_ELEMENT)
				tree_close(t);
			up = n->parent;
			if (n->index_within_parent + 1 <
			    children_of(up)->length)
				break;
			n = up;
		}
		if (n == root)
			return;
		n = children_of(n->parent)->data[n->index_within_parent + 1];
	}
}

void
tree_html(struct tree *t, struct str bytes, bool xhtml)
{
	struct comb c = {.in = bytes, .out = BUF_INIT, .xhtml = xhtml};
	GumboOptions options;
	GumboOutput *parsed;

	tree_begin(t, bytes.n);
	if (!tree_html_ready(NULL)) {
		tree_end(t);
		return;
	}
	comb_all(&c);
	options = *gumbo.kGumboDefaultOptions;
	options.max_errors = 0;
	parsed = gumbo.gumbo_parse_with_options(&options, c.out.p, c.out.n);
	convert(t, parsed->document);
	tree_end(t);
	gumbo.gumbo_destroy_output(&options, parsed);
	buf_free(&c.out);
}

/* Gumbo has the table of names; a reference of its own is the way in. */
bool
entity_text(struct str name, struct buf *out)
{
	struct buf html = BUF_INIT;
	GumboOptions options;
	GumboOutput *parsed;
	const GumboNode *n;
	size_t begun = out->n;

	if (name.n > 40 || !tree_html_ready(NULL))
		return false;
	buf_puts(&html, "<pre>&");
	buf_str(&html, name);
	buf_putc(&html, ';');
	options = *gumbo.kGumboDefaultOptions;
	options.max_errors = 0;
	parsed = gumbo.gumbo_parse_with_options(&options, html.p, html.n);
	for (n = parsed->root; is_element(n) && children_of(n)->length > 0;)
		n = children_of(n)->data[children_of(n)->length - 1];
	if (!is_element(n) && n->v.text.text[0] != '&')
		buf_puts(out, n->v.text.text);
	gumbo.gumbo_destroy_output(&options, parsed);
	buf_free(&html);
	return out->n > begun;
}
