/*
 * HTML that stands in Markdown: tags in the text, and blocks, which go through
 * the reader of HTML.
 */
#include <string.h>
#include <strings.h>

#include "lib/formats/html.h"
#include "lib/formats/markdown.h"

/* ---- tags ---- */

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_';
}

/* A value without the five characters that must be escaped in it. */
static struct str
unescape(struct md *m, struct str s)
{
	static const struct {
		const char *name, *sign;
	} signs[] = {{"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"},
	    {"&lt;", "<"}, {"&gt;", ">"}};
	struct buf b = BUF_INIT;
	struct str kept;

	if (s.n == 0 || memchr(s.p, '&', s.n) == NULL)
		return s;
	for (size_t i = 0; i < s.n; i++) {
		size_t k = 0;

		while (k < LENGTH(signs) &&
		       !str_starts(str_slice(s, i, s.n), signs[k].name))
			k++;
		if (k == LENGTH(signs)) {
			buf_putc(&b, s.p[i]);
			continue;
		}
		buf_puts(&b, signs[k].sign);
		i += strlen(signs[k].name) - 1;
	}
	kept = arena_str(m->arena, buf_lend(&b));
	buf_free(&b);
	return kept;
}

/* The next attribute of a tag from *at on; false at its end. */
static bool
attribute(struct str s, size_t *at, struct str *name, struct str *value)
{
	size_t i = *at, from;
	char quote;

	while (i < s.n && !is_name(s.p[i]))
		i++;
	for (from = i; i < s.n && is_name(s.p[i]);)
		i++;
	*name = str_slice(s, from, i);
	*value = (struct str){NULL, 0};
	while (i < s.n && s.p[i] == ' ')
		i++;
	if (i < s.n && s.p[i] == '=') {
		i++;
		while (i < s.n && s.p[i] == ' ')
			i++;
		quote = i < s.n ? s.p[i] : 0;
		if (quote == '"' || quote == '\'') {
			for (from = ++i; i < s.n && s.p[i] != quote;)
				i++;
			*value = str_slice(s, from, i++);
		} else {
			for (from = i;
			     i < s.n && s.p[i] != ' ' && s.p[i] != '>';)
				i++;
			*value = str_slice(s, from, i);
		}
	}
	*at = i;
	return name->n > 0;
}

static bool
is_word(struct str s, const char *word)
{
	return s.n == strlen(word) && strncasecmp(s.p, word, s.n) == 0;
}

static void
attribute_keep(
    struct md *m, struct md_tag *t, struct str name, struct str value)
{
	bool link = str_is(t->name, "a"), image = str_is(t->name, "img");

	if (is_word(name, "id") || (link && is_word(name, "name")))
		t->id = unescape(m, value);
	else if (is_word(name, "lang") || is_word(name, "xml:lang"))
		t->language = unescape(m, value);
	else if (link && is_word(name, "href"))
		t->href = unescape(m, value);
	else if (image && is_word(name, "src"))
		t->src = unescape(m, value);
	else if (image && is_word(name, "alt"))
		t->alt = unescape(m, value);
	else if (image && is_word(name, "title"))
		t->title = unescape(m, value);
}

/* The names that matter, with the styles they switch on. */
static const struct {
	const char *name;
	unsigned style;
} tags[] = {
    {"a", 0},
    {"br", 0},
    {"img", 0},
    {"span", 0},
    {"sup", STYLE_SUPERSCRIPT},
    {"sub", STYLE_SUBSCRIPT},
    {"i", STYLE_EMPHASIS},
    {"em", STYLE_EMPHASIS},
    {"cite", STYLE_EMPHASIS},
    {"dfn", STYLE_EMPHASIS},
    {"var", STYLE_EMPHASIS},
    {"b", STYLE_STRONG},
    {"strong", STYLE_STRONG},
    {"u", STYLE_UNDERLINE},
    {"ins", STYLE_UNDERLINE},
    {"s", STYLE_STRIKE},
    {"del", STYLE_STRIKE},
    {"strike", STYLE_STRIKE},
    {"code", STYLE_CODE},
    {"kbd", STYLE_CODE},
    {"samp", STYLE_CODE},
    {"tt", STYLE_CODE},
};

bool
md_tag_read(struct md *m, struct str s, struct md_tag *out)
{
	size_t at = 1, from;
	struct str name, value;

	*out = (struct md_tag){.closing = str_starts(s, "</")};
	at += out->closing;
	for (from = at; at < s.n && is_name(s.p[at]);)
		at++;
	name = str_slice(s, from, at);
	if (s.n < 3 || s.p[0] != '<' || name.n == 0)
		return false;
	for (size_t i = 0; i < LENGTH(tags); i++)
		if (is_word(name, tags[i].name)) {
			out->name = str_of(tags[i].name);
			out->style = tags[i].style;
		}
	out->line_break = str_is(out->name, "br") && !out->closing;
	while (!out->closing && attribute(s, &at, &name, &value))
		attribute_keep(m, out, name, value);
	return true;
}

/* ---- blocks ---- */

/* What a block without text holds all the same: names, pictures, rules. */
static void
bare_feed(struct md *m, const struct tree *t, uint32_t line)
{
	for (uint32_t i = 1; i < t->n; i++) {
		const struct node *n = &t->v[i];
		struct md_piece p = {.kind = MD_IMAGE};
		struct md_block k = {.v = &p,
		    .n = 1,
		    .line = line,
		    .last_line = line,
		    .gap = 1,
		    .kind = BLOCK_FIGURE,
		    .flags = BLOCK_STATED};

		if (n->name.p == NULL)
			continue;
		md_name(m, node_attr(n, "id"));
		if (node_is(n, "a"))
			md_name(m, node_attr(n, "name"));
		p.href = node_attr(n, "src");
		p.text = node_attr(n, "alt");
		p.title = node_attr(n, "title");
		if (node_is(n, "hr")) {
			k.kind = BLOCK_RULE;
			k.n = 0;
		} else if (!node_is(n, "img") || p.href.n == 0) {
			continue;
		}
		md_block_feed(m, &k);
	}
}

/* Is there any text to be shown? */
static bool
has_text(const struct tree *t)
{
	for (uint32_t i = 1; i < t->n; i++) {
		if (t->v[i].name.p == NULL) {
			if (str_trim(tree_text(t, i)).n > 0)
				return true;
		} else if (element_of(&t->v[i])->role == ROLE_SKIP) {
			i = t->v[i].end - 1;
		}
	}
	return false;
}

void
md_html_feed(struct md *m, struct str html, uint32_t line)
{
	uint32_t first = m->file.n > 0 ? 0 : line;
	struct html h;
	struct document *d;

	html_init(&h, m->b, NULL);
	d = html_add(&h, m->file);
	tree_html(&d->tree, html, false);
	d->root = tree_find(&d->tree, 0, "body");
	for (uint32_t i = 0; i < d->tree.n; i++)
		d->tree.v[i].line =
		    first > 0 ? d->tree.v[i].line + first - 1 : 0;
	if (has_text(&d->tree)) {
		html_notes(&h);
		html_feed(&h);
	} else {
		bare_feed(m, &d->tree, line);
	}
	html_free(&h);
}
