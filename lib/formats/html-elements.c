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
    {"object", ROLE_OBJECT, 0, 0},
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
    {"svg", ROLE_DRAWING, 0, 0},
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
		/* most are told apart by their first letter */
		c = n->name.n == 0 ? 1
				   : (unsigned char)elements[mid].name[0] -
					 (unsigned char)n->name.p[0];
		if (c == 0)
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

#define KIND(kind) (1u << SECTION_##kind)

/* The words, sorted, and what they say; where several kinds of section are
 * said, the first of the list below counts.  Not "note", which is a box in the
 * text. */
static const struct word {
	const char *word;
	unsigned says;
} words[] = {
    {"acknowledgments", KIND(BACK)},
    {"afterword", KIND(BACK)},
    {"annoref", says_callout},
    {"appendix", KIND(BACK)},
    {"backlink", says_backlink},
    {"backmatter", KIND(BACK)},
    {"bibliography", KIND(BACK)},
    {"chapter", KIND(CHAPTER)},
    {"colophon", KIND(BACK)},
    {"conclusion", KIND(CONCLUSION)},
    {"contributors", KIND(BACK)},
    {"copyright-page", KIND(FRONT)},
    {"dedication", KIND(FRONT)},
    {"doc-acknowledgments", KIND(BACK)},
    {"doc-afterword", KIND(BACK)},
    {"doc-appendix", KIND(BACK)},
    {"doc-backlink", says_backlink},
    {"doc-bibliography", KIND(BACK)},
    {"doc-chapter", KIND(CHAPTER)},
    {"doc-colophon", KIND(BACK)},
    {"doc-conclusion", KIND(CONCLUSION)},
    {"doc-dedication", KIND(FRONT)},
    {"doc-endnote", says_note},
    {"doc-endnotes", KIND(NOTES) | says_notes},
    {"doc-epigraph", KIND(FRONT)},
    {"doc-epilogue", KIND(CONCLUSION)},
    {"doc-footnote", says_note},
    {"doc-foreword", KIND(FRONT)},
    {"doc-glossary", KIND(GLOSSARY)},
    {"doc-index", KIND(INDEX)},
    {"doc-introduction", KIND(FRONT)},
    {"doc-noteref", says_callout},
    {"doc-pagebreak", says_page},
    {"doc-pagelist", says_contents},
    {"doc-part", KIND(PART)},
    {"doc-preface", KIND(FRONT)},
    {"doc-prologue", KIND(FRONT)},
    {"doc-toc", KIND(CONTENTS) | says_contents},
    {"endnote", says_note},
    {"endnotes", KIND(NOTES) | says_notes},
    {"epigraph", KIND(FRONT)},
    {"epilogue", KIND(CONCLUSION)},
    {"footnote", says_note},
    {"footnotes", KIND(NOTES) | says_notes},
    {"foreword", KIND(FRONT)},
    {"frontmatter", KIND(FRONT)},
    {"glossary", KIND(GLOSSARY)},
    {"halftitlepage", KIND(FRONT)},
    {"imprint", KIND(FRONT)},
    {"index", KIND(INDEX)},
    {"introduction", KIND(FRONT)},
    {"landmarks", says_contents},
    {"loi", says_contents},
    {"lot", says_contents},
    {"noteref", says_callout},
    {"page-list", says_contents},
    {"pagebreak", says_page},
    {"part", KIND(PART)},
    {"preamble", KIND(FRONT)},
    {"preface", KIND(FRONT)},
    {"prologue", KIND(FRONT)},
    {"rearnote", says_note},
    {"rearnotes", KIND(NOTES) | says_notes},
    {"referrer", says_backlink},
    {"seriespage", KIND(FRONT)},
    {"titlepage", KIND(FRONT)},
    {"toc", KIND(CONTENTS) | says_contents},
    {"toc-brief", KIND(CONTENTS) | says_contents},
    {"volume", KIND(PART)},
    {"z3998:hymn", says_verse},
    {"z3998:poem", says_verse},
    {"z3998:song", says_verse},
    {"z3998:verse", says_verse},
};

static unsigned
word_says(struct str word)
{
	size_t low = 0, high = LENGTH(words);

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = str_cmp(str_of(words[mid].word), word);

		if (c == 0)
			return words[mid].says;
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

static unsigned
words_say(struct str s)
{
	unsigned says = 0;
	size_t at = 0, from;

	while (at < s.n) {
		for (from = at; at < s.n && !tree_blank(s.p[at]);)
			at++;
		if (at > from)
			says |= word_says(str_slice(s, from, at));
		at++;
	}
	return says;
}

static unsigned
all_said(const struct node *n)
{
	if (n->n_attrs == 0)
		return 0;
	return words_say(node_attr(n, "epub:type")) |
	       words_say(node_attr(n, "role"));
}

bool
element_says(const struct node *n, enum says what)
{
	return (all_said(n) & what) != 0;
}

enum section_kind
element_section(const struct node *n)
{
	static const enum section_kind kinds[] = {
	    SECTION_PART,
	    SECTION_CHAPTER,
	    SECTION_CONTENTS,
	    SECTION_NOTES,
	    SECTION_GLOSSARY,
	    SECTION_INDEX,
	    SECTION_CONCLUSION,
	    SECTION_FRONT,
	    SECTION_BACK,
	};
	unsigned says = all_said(n);

	for (size_t i = 0; says != 0 && i < LENGTH(kinds); i++)
		if ((says & 1u << kinds[i]) != 0)
			return kinds[i];
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
