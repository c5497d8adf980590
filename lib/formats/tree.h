/*
 * tree: a parsed XML or HTML file as one flat array in document order.
 * Private to lib/formats; no type of a parser's library leaves tree-xml.c and
 * tree-html.c.
 *
 *  1. Node 0 is the root, an element without a name.  The nodes under node i
 *     are those from i + 1 up to v[i].end.
 *  2. Elements below LIMIT_DEPTH are left out, their text is kept, so that
 *     walks may recurse.
 *  3. Comments, processing instructions and doctypes are left out.
 */
#ifndef FORMATS_TREE_H
#define FORMATS_TREE_H

#include <izba/base.h>

#define LIMIT_DEPTH 256
#define LIMIT_NODES 40000000u
#define LIMIT_ATTRS 64u		/* of one element */

struct attr {
	struct str name;	/* as written, prefix and all: "epub:type" */
	struct str value;
};

struct node {
	struct str name;	/* an element's, without its prefix; null for
				   text */
	uint32_t end;		/* one past the last node under it */
	uint32_t parent;
	uint32_t line;		/* source line, from 1 */
	uint32_t n_attrs;
	union {
		const struct attr *attrs;	/* of an element */
		struct {
			uint32_t from, to;	/* of text, in tree->text */
		};
	};
};

struct tree {
	struct node *v;
	uint32_t n;
	size_t cap;
	struct buf text;	/* all text */
	struct arena *arena;
	struct tree_names *names;	/* while it is made: each name once */
	bool cut;		/* a limit was reached */
	uint32_t broken_line;	/* where XML broke off, or 0 */
	char *broken_says;	/* the parser's words, or NULL */
};

void tree_free(struct tree *t);

/* Are the libraries behind these here?  A format asks before it opens a book:
 * without them tree_xml fails, and tree_html makes a tree of nothing. */
bool tree_xml_ready(struct err *err) USE_RESULT;
bool tree_html_ready(struct err *err) USE_RESULT;
/* Parse XML (XML 1.0; UTF-8, whatever it declares).  External entities are
 * never read; entities that HTML knows are known without a DTD.  What stood
 * before an error is kept, `broken_line` says where it was.  False with err set
 * only if there was not even an element, or the library is missing. */
bool tree_xml(struct tree *t, struct str bytes, struct err *err) USE_RESULT;
/* Append XML that is not well-formed so mended that it is (xml-mend.c). */
void xml_mend(struct str in, struct buf *out);
/* Parse HTML (the HTML standard's algorithm; UTF-8).  Never fails.  With
 * `xhtml` an empty tag "<a/>" ends its element. */
void tree_html(struct tree *t, struct str bytes, bool xhtml);

/* The text of node i (a text node). */
static inline struct str
tree_text(const struct tree *t, uint32_t i)
{
	return str_slice(buf_lend(&t->text), t->v[i].from, t->v[i].to);
}
static inline bool
node_is(const struct node *n, const char *name)
{
	return str_is(n->name, name);
}
/* The value of an attribute, by its name as written, or null.  Inline, so that
 * the length of a literal is known. */
static inline struct str
node_attr(const struct node *n, const char *name)
{
	struct str key = str_of(name);

	for (uint32_t i = 0; n->name.p != NULL && i < n->n_attrs; i++)
		if (n->attrs[i].name.n == key.n &&
		    memcmp(n->attrs[i].name.p, key.p, key.n) == 0)
			return n->attrs[i].value;
	return (struct str){NULL, 0};
}
/* The same, whatever its prefix ("href" finds "xlink:href"). */
struct str node_attr_local(const struct node *n, const char *name);
/* Past the next `end` in s from a byte on; s.n if there is none. */
static inline size_t
past_end(struct str s, size_t from, const char *end)
{
	size_t n = str_find(str_slice(s, from, s.n), str_of(end));

	return n == SIZE_MAX ? s.n : from + n + strlen(end);
}
/* HTML's white space. */
static inline bool
tree_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
/* Is `word` one of the words of an attribute's value? */
bool words_have(struct str value, const char *word);
/* The first element of this name under node `in`, or 0. */
uint32_t tree_find(const struct tree *t, uint32_t in, const char *name);
/* The first one among the children of node `in`, at or after node `from` (`in`
 * itself to begin with), or 0. */
uint32_t tree_child(const struct tree *t, uint32_t in, uint32_t from,
    const char *name);
/* Append all text under a node, white space evened out. */
void tree_collect(const struct tree *t, uint32_t in, struct buf *out);

/* ---- for the two parsers ---- */

void tree_begin(struct tree *t, size_t expect);
/* Open an element; `name` may have a prefix.  Its attributes are copied. */
void tree_open(struct tree *t, struct str name, const struct attr *attrs,
    uint32_t n_attrs, uint32_t line);
void tree_close(struct tree *t);
void tree_add_text(struct tree *t, struct str text, uint32_t line);
/* Close what is open. */
void tree_end(struct tree *t);

#endif
