/*
 * html: what HTML pages and the documents of an EPUB have in common: trees of
 * HTML elements become blocks, styles, notes, links.  Private to lib/formats.
 *
 *  1. A book is one or several documents.  A place in it is named by its
 *     document and its id: "ch2.xhtml#fn3", or only "fn3" in a book of one
 *     document without a name.
 *  2. First all documents are looked through for notes (html-notes.c), then
 *     each is fed in its order (html-walk.c).
 */
#ifndef FORMATS_HTML_H
#define FORMATS_HTML_H

#include <izba/builder.h>
#include <izba/formats.h>

#include "lib/formats/format.h"
#include "lib/formats/tree.h"

/* ---- elements (html-elements.c) ---- */

enum element_role {
	ROLE_INLINE,	/* anything unknown */
	ROLE_BLOCK,	/* begins and ends a block */
	ROLE_HEADING,
	ROLE_QUOTE,
	ROLE_LIST,
	ROLE_ITEM,
	ROLE_PRE,
	ROLE_TABLE,
	ROLE_TERMS,	/* dl */
	ROLE_TERM,
	ROLE_MEANING,
	ROLE_FIGURE,
	ROLE_CAPTION,
	ROLE_IMAGE,
	ROLE_DRAWING,	/* svg */
	ROLE_OBJECT,
	ROLE_RULE,
	ROLE_BREAK,
	ROLE_LINK,
	ROLE_RUBY_TEXT,
	ROLE_QUOTED,	/* q */
	ROLE_MATH,
	ROLE_SKIP	/* nothing of it is text */
};

struct element {
	const char *name;
	enum element_role role;
	unsigned style;
	unsigned level;
};
/* What an element is; never NULL. */
const struct element *element_of(const struct node *n);
/* What epub:type and role say of it: a kind of section, or SECTION_KINDS. */
enum section_kind element_section(const struct node *n);
/* Is one of the words among the classes of an element? */
bool class_has(const struct node *n, const char *const *words);
/* What else they may say. */
enum says {
	says_note = 1 << 16,	/* "footnote doc-footnote" */
	says_callout = 1 << 17,
	says_backlink = 1 << 18,
	says_page = 1 << 19,
	says_verse = 1 << 20,
	says_contents = 1 << 21,
	says_notes = 1 << 22
};
bool element_says(const struct node *n, enum says what);

/* ---- style sheets (html-css.c) ---- */

enum { CSS_NONE_SET = 0, CSS_ON = 1, CSS_OFF = 2 };

/* What a sheet says of an element; each CSS_ON, CSS_OFF or nothing. */
struct look {
	uint8_t italic, bold, small_caps, super, sub, underline, strike, hidden,
	    centred, pre, whole, page_before, page_after;
};
struct sheet;
struct sheet *sheet_new(void);
void sheet_free(struct sheet *s);
/* Add the rules of a style sheet; what is not understood is passed over. */
void sheet_add(struct sheet *s, struct str css);
/* The look of an element: the sheet's, then its own style attribute. */
struct look sheet_look(const struct sheet *s, const struct node *n);

/* ---- documents ---- */

struct document {
	struct str name;	/* "OEBPS/ch2.xhtml", or empty */
	struct tree tree;
	struct sheet *sheet;	/* or NULL */
	uint32_t root;		/* the node that is fed */
	bool contents;		/* only the list of contents */
};

/* A note that was found: an element and what goes with it. */
struct found_note {
	uint32_t document, node;
	uint32_t end;		/* one past its last node */
	uint32_t skip;		/* bytes of text that are its label */
	bool term;		/* a headword with its meanings */
	bool called;		/* by a link */
	struct str key, label;	/* label null if it prints none */
};

/* What a list beside the text says of a place: a printed page begins there, or
 * a section of some kind. */
struct place_fact {
	struct str key;
	struct str label;	/* of the page; null if it is no page */
	enum section_kind kind;	/* or SECTION_KINDS */
};

/* A document by its name, evened out (archive.h). */
struct html_name {
	struct str even;
	uint32_t document;
};

struct html {
	struct builder *b;
	struct document *v;
	size_t n, cap;
	/* by document and node */
	struct found_note *notes;
	size_t n_notes, cap_notes;
	struct place_fact *facts; /* by key */
	size_t n_facts, cap_facts;
	struct str language;	/* of the book, or null */
	struct arena *arena;
	struct links *links;	/* html-notes.c's */
	struct html_name *names; /* in their order, or NULL yet */
	bool show_hidden;	/* the sheets would hide all */
	uint32_t frame_document, frame_end; /* what stands before the book in
					       it, or 0 (html-frame.c) */
	const char *encoding;	/* of the first document, or NULL */
	const char *rule;	/* which links call notes (note_rules), or
				   NULL */
};

void html_init(
    struct html *h, struct builder *b, const struct read_options *options);
void html_free(struct html *h);
/* A new document; the tree is the html's to free. */
struct document *html_add(struct html *h, struct str name);
/* Let the document that was added last be the first. */
void html_first(struct html *h);
/* The key of an id in a document. */
void html_key(const struct document *d, struct str id, struct buf *out);
/* Where a link of a document leads: its key, appended; false if it leads out
 * of the book. */
bool html_target(const struct html *h, const struct document *d,
    struct str href, struct buf *out);
/* All documents are there: links may be followed. */
void html_index(struct html *h);
/* The language that a document states for all of it, or null. */
struct str document_language(const struct tree *t);
/* The id of a node, or null. */
struct str node_id(const struct node *n);

/* Is the element a note within the line that it belongs to?  (html-side.c) */
bool is_side_note(const struct node *n);
/* Take what all pages of a site have alike out of all but the first
 * (html-repeats.c). */
void html_repeats(struct html *h);
/* Look for notes and what calls them (html-notes.c). */
void html_notes(struct html *h);
void links_free(struct links *l);
/* What the link at a node of a document is: the key of the note it calls, or
 * null; *back says that it only leads back from a note. */
struct str html_callout(
    const struct html *h, uint32_t document, uint32_t node, bool *back);
/* Feed all documents (html-walk.c). */
void html_feed(struct html *h);
/* Find what stands before the book, and the title that it gives
 * (html-frame.c). */
void html_frame(struct html *h);
void html_frame_tell(struct html *h);

/* ---- plain text in a page (html-pre.c) ---- */

/* Is the document a plain text in <pre>? */
bool html_is_plain(const struct document *d);
/* Feed the first document as plain text. */
bool html_read_plain(struct html *h, const struct input *in, struct err *err);

/* ---- tables (html-table.c) ---- */

/* Is the table one of data, or only the frame of a page? */
bool table_is_data(const struct tree *t, uint32_t table);
/* Call `cell` for every cell of the table in reading order, spans filled:
 * node 0 for a cell that a span covers; `row` from 0. */
void table_walk(const struct tree *t, uint32_t table,
    void (*cell)(void *user, uint32_t node, unsigned row, unsigned column),
    void *user);

#endif
