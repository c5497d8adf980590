/*
 * HTML's elements as a table, and the words of epub:type and role (EPUB 3
 * Structural Semantics Vocabulary, DPUB-ARIA 1.0) that a reader heeds.
 */
#include <string.h>

#include "lib/formats/html.h"

static const struct element elements[] = {
    {"a", ROLE_LINK, 0, 0},
    {"abbr", ROLE_INLINE, 0, 0},
    {"address", ROLE_BLOCK, STYLE_EMPHASIS, 0},
    {"article", ROLE_BLOCK, 0, 0},
    {"aside", ROLE_BLOCK, 0, 0},
    {"audio", ROLE_SKIP, 0, 0},
    {"b", ROLE_INLINE, STYLE_STRONG, 0},
    {"blockquote", ROLE_QUOTE, 0, 0},
    {"body", ROLE_BLOCK, 0, 0},
    {"br", ROLE_BREAK, 0, 0},
    {"button", ROLE_SKIP, 0, 0},
    {"canvas", ROLE_SKIP, 0, 0},
    {"caption", ROLE_CAPTION, 0, 0},
    {"center", ROLE_BLOCK, 0, 0},
    {"cite", ROLE_INLINE, STYLE_EMPHASIS, 0},
    {"code", ROLE_INLINE, STYLE_CODE, 0},
    {"dd", ROLE_MEANING, 0, 0},
    {"del", ROLE_INLINE, STYLE_STRIKE, 0},
    {"details", ROLE_BLOCK, 0, 0},
    {"dfn", ROLE_INLINE, STYLE_EMPHASIS, 0},
    {"dialog", ROLE_SKIP, 0, 0},
    {"div", ROLE_BLOCK, 0, 0},
    {"dl", ROLE_TERMS, 0, 0},
    {"dt", ROLE_TERM, STYLE_STRONG, 0},
    {"em", ROLE_INLINE, STYLE_EMPHASIS, 0},
    {"embed", ROLE_SKIP, 0, 0},
    {"fieldset", ROLE_BLOCK, 0, 0},
    {"figcaption", ROLE_CAPTION, 0, 0},
    {"figure", ROLE_FIGURE, 0, 0},
    {"footer", ROLE_BLOCK, 0, 0},
    {"form", ROLE_BLOCK, 0, 0},
    {"h1", ROLE_HEADING, 0, 1},
    {"h2", ROLE_HEADING, 0, 2},
    {"h3", ROLE_HEADING, 0, 3},
    {"h4", ROLE_HEADING, 0, 4},
    {"h5", ROLE_HEADING, 0, 5},
    {"h6", ROLE_HEADING, 0, 6},
    {"head", ROLE_SKIP, 0, 0},
    {"header", ROLE_BLOCK, 0, 0},
    {"hgroup", ROLE_BLOCK, 0, 0},
    {"hr", ROLE_RULE, 0, 0},
    {"i", ROLE_INLINE, STYLE_EMPHASIS, 0},
    {"iframe", ROLE_SKIP, 0, 0},
    {"image", ROLE_IMAGE, 0, 0},
    {"img", ROLE_IMAGE, 0, 0},
    {"input", ROLE_SKIP, 0, 0},
    {"ins", ROLE_INLINE, STYLE_UNDERLINE, 0},
    {"kbd", ROLE_INLINE, STYLE_CODE, 0},
    {"li", ROLE_ITEM, 0, 0},
    {"main", ROLE_BLOCK, 0, 0},
    {"math", ROLE_MATH, 0, 0},
    {"menu", ROLE_LIST, 0, 0},
    {"meta", ROLE_SKIP, 0, 0},
    {"nav", ROLE_BLOCK, 0, 0},
    {"noscript", ROLE_SKIP, 0, 0},
    {"object", ROLE_INLINE, 0, 0},
    {"ol", ROLE_LIST, 0, 1},
    {"p", ROLE_BLOCK, 0, 0},
    {"param", ROLE_SKIP, 0, 0},
    {"pre", ROLE_PRE, 0, 0},
    {"q", ROLE_QUOTED, 0, 0},
    {"rp", ROLE_SKIP, 0, 0},
    {"rt", ROLE_RUBY_TEXT, 0, 0},
    {"s", ROLE_INLINE, STYLE_STRIKE, 0},
    {"samp", ROLE_INLINE, STYLE_CODE, 0},
    {"script", ROLE_SKIP, 0, 0},
    {"section", ROLE_BLOCK, 0, 0},
    {"select", ROLE_SKIP, 0, 0},
    {"source", ROLE_SKIP, 0, 0},
    {"strike", ROLE_INLINE, STYLE_STRIKE, 0},
    {"strong", ROLE_INLINE, STYLE_STRONG, 0},
    {"style", ROLE_SKIP, 0, 0},
    {"sub", ROLE_INLINE, STYLE_SUBSCRIPT, 0},
    {"summary", ROLE_BLOCK, STYLE_STRONG, 0},
    {"sup", ROLE_INLINE, STYLE_SUPERSCRIPT, 0},
    {"table", ROLE_TABLE, 0, 0},
    {"tbody", ROLE_BLOCK, 0, 0},
    {"td", ROLE_BLOCK, 0, 0},
    {"template", ROLE_SKIP, 0, 0},
    {"textarea", ROLE_SKIP, 0, 0},
    {"tfoot", ROLE_BLOCK, 0, 0},
    {"th", ROLE_BLOCK, STYLE_STRONG, 0},
    {"thead", ROLE_BLOCK, 0, 0},
    {"title", ROLE_SKIP, 0, 0},
    {"tr", ROLE_BLOCK, 0, 0},
    {"tt", ROLE_INLINE, STYLE_CODE, 0},
    {"u", ROLE_INLINE, STYLE_UNDERLINE, 0},
    {"ul", ROLE_LIST, 0, 0},
    {"var", ROLE_INLINE, STYLE_EMPHASIS, 0},
    {"video", ROLE_SKIP, 0, 0},
};

const struct element *
element_of(const struct node *n)
{
	static const struct element plain = {"", ROLE_INLINE, 0, 0};
	size_t low = 0, high = LENGTH(elements), mid;
	int c;

	while (low < high) {
		mid = low + (high - low) / 2;
		c = str_cmp(str_of(elements[mid].name), n->name);
		if (c == 0)
			return &elements[mid];
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return &plain;
}

/* Not "note", which is a box in the text. */
const char *const says_note[] = {
    "footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote", NULL};
const char *const says_callout[] = {"noteref", "annoref", "doc-noteref", NULL};
const char *const says_backlink[] = {
    "backlink", "referrer", "doc-backlink", NULL};
const char *const says_page[] = {"pagebreak", "doc-pagebreak", NULL};
const char *const says_verse[] = {
    "z3998:verse", "z3998:poem", "z3998:song", "z3998:hymn", NULL};
const char *const says_contents[] = {"toc", "doc-toc", "landmarks", "loi",
    "lot", "page-list", "toc-brief", "doc-pagelist", NULL};
const char *const says_notes[] = {
    "footnotes", "endnotes", "rearnotes", "doc-endnotes", NULL};

bool
element_says(const struct node *n, const char *const *words)
{
	struct str type, role;

	if (n->n_attrs == 0)
		return false;
	type = node_attr(n, "epub:type");
	role = node_attr(n, "role");
	if (type.n + role.n == 0)
		return false;
	for (; *words != NULL; words++)
		if (words_have(type, *words) || words_have(role, *words))
			return true;
	return false;
}

enum section_kind
element_section(const struct node *n)
{
	static const struct {
		enum section_kind kind;
		const char *words[24];
	} kinds[] = {
	    {SECTION_PART, {"part", "volume", "doc-part", NULL}},
	    {SECTION_CHAPTER, {"chapter", "doc-chapter", NULL}},
	    {SECTION_CONTENTS, {"toc", "doc-toc", "toc-brief", NULL}},
	    {SECTION_NOTES,
		{"footnotes", "endnotes", "rearnotes", "doc-endnotes", NULL}},
	    {SECTION_GLOSSARY, {"glossary", "doc-glossary", NULL}},
	    {SECTION_INDEX, {"index", "doc-index", NULL}},
	    {SECTION_CONCLUSION, {"conclusion", "epilogue", "doc-conclusion",
				     "doc-epilogue", NULL}},
	    {SECTION_FRONT,
		{"titlepage", "halftitlepage", "copyright-page", "dedication",
		    "epigraph", "foreword", "preface", "prologue",
		    "introduction", "preamble", "imprint", "seriespage",
		    "doc-dedication", "doc-epigraph", "doc-foreword",
		    "doc-preface", "doc-introduction", "doc-prologue",
		    "frontmatter", NULL}},
	    {SECTION_BACK,
		{"afterword", "appendix", "colophon", "bibliography",
		    "acknowledgments", "contributors", "doc-afterword",
		    "doc-appendix", "doc-colophon", "doc-bibliography",
		    "doc-acknowledgments", "backmatter", NULL}},
	};

	if (n->n_attrs == 0)
		return SECTION_KINDS;
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (element_says(n, kinds[i].words))
			return kinds[i].kind;
	return SECTION_KINDS;
}

struct str
node_id(const struct node *n)
{
	struct str id = node_attr(n, "id");

	if (id.n == 0)
		id = node_attr(n, "xml:id");
	if (id.n == 0 && node_is(n, "a"))
		id = node_attr(n, "name");
	return id.n > 0 ? id : (struct str){NULL, 0};
}
