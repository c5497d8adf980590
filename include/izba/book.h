/*
 * book: a book as izba knows it.  One text buffer and flat, sorted arrays over
 * it; compiled once, then only read.
 *
 *  1. `text` is clean UTF-8 (see text_clean).  Blocks are parted by one '\n'.
 *     Inside a block '\n' is a printed line end (verse, tables, preformatted)
 *     and '\t' parts the cells of a table row; there are no other controls.
 *  2. A place is a byte offset into the text, at the start of a code point; a
 *     span [from, to) is a half-open pair of places.
 *  3. Every array is sorted by `from`, and an id is an index into its array.
 *  4. Strings are lent from the book's arena and die with the book.
 *  5. Only lib/book writes a book (through builder.h, which only formats and
 *     the apparatus may call); after apparatus_link nobody does.
 */
#ifndef IZBA_BOOK_H
#define IZBA_BOOK_H

#include <izba/base.h>

#define NOWHERE UINT32_MAX	/* no place, no id */

struct span {
	uint32_t from, to;
};

enum block_kind {
	BLOCK_HEADING,
	BLOCK_PARAGRAPH,
	BLOCK_QUOTE,
	BLOCK_VERSE,
	BLOCK_DIALOGUE,
	BLOCK_ITEM,
	BLOCK_TABLE,
	BLOCK_CAPTION,
	BLOCK_FIGURE,
	BLOCK_PREFORMATTED,
	BLOCK_RULE,
	BLOCK_NOTE,
	BLOCK_ENTRY,
	BLOCK_KINDS
};
/* "heading", "paragraph", ... as `izba inspect` prints them. */
extern const char *const block_names[BLOCK_KINDS];

enum {
	BLOCK_STATED = 1,	/* the format said its kind; do not guess */
	BLOCK_NAVIGATION = 2,	/* a link to a neighbouring page, not text */
	BLOCK_CONTINUES = 4,	/* goes on from the block before (a note's second
				   paragraph, an entry's) */
	BLOCK_TITLE = 8,	/* holds the book's own title */
	BLOCK_INDENTED = 16,	/* its source line was indented */
	BLOCK_CENTRED = 32,
	BLOCK_NEW_PAGE = 64	/* the format states that a page begins here */
};

struct block {
	uint32_t from, to;
	uint32_t section;	/* id, or NOWHERE before apparatus_link */
	uint32_t line, last_line; /* source lines from 1; 0 in containers */
	uint16_t gap;		/* empty source lines before it */
	uint8_t kind;		/* enum block_kind */
	uint8_t level;		/* of a heading from 1; depth of items, quotes */
	uint8_t flags;
};

enum {
	STYLE_EMPHASIS = 1,
	STYLE_STRONG = 2,
	STYLE_SUPERSCRIPT = 4,	/* shown raised: "12" as U+00B9 U+00B2 */
	STYLE_SUBSCRIPT = 8,
	STYLE_SMALL_CAPS = 16,
	STYLE_CODE = 32,
	STYLE_UNDERLINE = 64,
	STYLE_STRIKE = 128,
	STYLE_WHOLE = 256	/* its words are not to be parted at line ends */
};

/* A stretch of text with the same style; runs do not overlap, and plain text
 * has none. */
struct run {
	uint32_t from, to;
	uint32_t style;
};

enum section_kind {
	SECTION_FRONT,
	SECTION_CONTENTS,
	SECTION_PART,
	SECTION_CHAPTER,
	SECTION_CONCLUSION,
	SECTION_NOTES,
	SECTION_GLOSSARY,
	SECTION_DATES,
	SECTION_PEOPLE,
	SECTION_INDEX,
	SECTION_BACK,
	SECTION_KINDS
};
extern const char *const section_names[SECTION_KINDS];

struct section {
	uint32_t from, to;	/* the heading's start, the last block's end */
	uint32_t parent;	/* id or NOWHERE */
	uint32_t first_block, last_block; /* last_block is one past; with those
					     of its children */
	uint32_t line, last_line;
	uint16_t level;		/* from 1 */
	uint8_t kind;		/* enum section_kind */
	struct str number;	/* "12", or null */
	struct str title;	/* one line, plain */
	struct str href;	/* or null */
};

struct ids {
	const uint32_t *v;
	uint32_t n;
};

struct strs {
	const struct str *v;
	uint32_t n;
};

struct note {
	uint32_t from, to;	/* with its label and all its paragraphs */
	uint32_t body;		/* where its text begins, after the label */
	uint32_t section;	/* whose text refers to it */
	uint32_t first_block, last_block; /* last_block is one past */
	uint32_t line, last_line;
	uint32_t paragraphs;
	struct str label;	/* "7", the one it truly has */
	struct str printed;	/* "[7](#).", as the source has it */
	struct str href;	/* the name of its place, or null */
	struct ids references;	/* all callouts that lead here */
	uint32_t ibid_of;	/* the note it points to directly, or NOWHERE */
	uint32_t ibid_source;	/* the end of that chain, or NOWHERE */
	struct ids ibid_maybe;	/* the candidates, where there are several */
	bool ibid;		/* says "ibid." or the like */
	bool ibid_certain;
};

/* A callout: the mark in the text that leads to a note. */
struct reference {
	uint32_t from, to;
	uint32_t section;
	uint32_t note;		/* id or NOWHERE */
	uint32_t line;
	uint32_t byte;		/* of the mark's first byte in the source, or
				   NOWHERE */
	struct str label;	/* the note it means */
	struct str printed;	/* what the source prints */
	bool corrected;		/* the two differ */
};

enum entry_kind { ENTRY_TERM, ENTRY_PERSON, ENTRY_DATE, ENTRY_KINDS };
extern const char *const entry_names[ENTRY_KINDS];

struct entry {
	uint32_t from, to;
	uint32_t body;		/* where the explanation begins */
	uint32_t section;
	uint32_t first_block, last_block;
	uint32_t line, last_line;
	uint8_t kind;		/* enum entry_kind */
	struct strs heads;	/* for a person the surname first */
	struct strs variants;	/* other scripts, aliases, expansions */
	struct str given;	/* a person's given names, or null */
	struct str when;	/* or null */
	struct str group;	/* or null */
	struct ids see;		/* entries it refers to */
};

/* Something to follow that is no callout. */
struct link {
	uint32_t from, to;
	uint32_t target;	/* a place, or NOWHERE */
	uint32_t entry;		/* the entry it names, or NOWHERE */
	struct str href;	/* an address outside, or null */
};

struct join {
	uint32_t line_a, line_b; /* last line of the first half, first of the
				    second */
};

struct figure {
	uint32_t block;		/* the first block that belongs to it */
	uint32_t line, last_line;
	struct strs captions;
};

enum problem_kind {
	PROBLEM_REFERENCE_WITHOUT_NOTE,
	PROBLEM_NOTE_WITHOUT_REFERENCE,
	PROBLEM_DUPLICATE_NOTE,
	PROBLEM_MISPRINTED_REFERENCE,
	PROBLEM_NUMBER_GAP,
	PROBLEM_LOST_TEXT,
	PROBLEM_BROKEN_LINK,
	PROBLEM_ENCODING,	/* bytes that are no text */
	PROBLEM_CONTROL,	/* control characters taken out */
	PROBLEM_CONTENTS,	/* the printed contents and the text disagree */
	PROBLEM_LIMIT,		/* something was cut at a limit */
	PROBLEM_MARKUP,
	PROBLEM_KINDS
};
extern const char *const problem_names[PROBLEM_KINDS];

/* What is known of the book besides its title, authors and language. */
enum meta_kind {
	META_PUBLISHER,
	META_DATE,		/* of publication, as stated */
	META_IDENTIFIER,	/* "isbn:978...", "uuid:...": scheme, colon */
	META_SERIES,		/* "Name, 3" */
	META_TRANSLATOR,
	META_SUBJECT,
	META_DESCRIPTION,
	META_RIGHTS,
	META_KINDS
};
extern const char *const meta_names[META_KINDS];	/* "publisher", ... */

struct meta {
	uint8_t kind;
	struct str value;
};

/* The number of a page of the printed book, where that page begins. */
struct folio {
	uint32_t place;
	struct str label;	/* "41", "xii" */
};

/* A part in another language than the book's. */
struct language {
	uint32_t from, to;
	struct str tag;		/* BCP 47 */
};

/* A picture: see book_resource of formats.h for its bytes. */
struct image {
	uint32_t from, to;	/* the words that stand for it: all of its
				   BLOCK_FIGURE, which may be empty, or some in
				   a text: "[A lamp]" */
	uint32_t block;		/* which holds them */
	uint32_t width, height;	/* pixels, 0 if not known */
	struct str href;	/* names its bytes inside the file; or they are
				   in it ("data:..."), or it leads out */
	struct str mime;	/* "image/png", or null */
};

/* A place that the source gives a name, for links from elsewhere; sorted by
 * key. */
struct fragment {
	struct str key;		/* "ch2.xhtml#fn3", "fn3" */
	uint32_t place;
};

struct problem {
	uint32_t line;		/* or 0 */
	uint8_t kind;
	struct str message;
};

/* From text to source: between two points text and source run in step. */
struct origin {
	uint32_t place;
	uint32_t line;		/* from 1 */
	uint32_t byte;		/* offset in the source file */
};

struct book {
	struct arena *arena;
	struct str text;

	const char *format;	/* "text", "markdown", ... */
	struct str encoding;	/* "UTF-8" */
	struct str title;	/* or null */
	struct strs authors;
	struct str language;	/* BCP 47, or null */
	uint32_t source_bytes;
	uint8_t source_unit;	/* between origins the source has so many bytes
				   for each code point (2: UTF-16, whose longer
				   ones take 4); 0: as many as the text */

	const struct block *blocks;
	const struct run *runs;
	const struct origin *origins;
	const struct join *joins;
	const struct figure *figures;
	const struct section *sections;
	const struct note *notes;
	const struct reference *references;
	const struct entry *entries;
	const struct link *links;
	const struct problem *problems;
	const struct meta *meta; /* in the order in which they were stated */
	const struct folio *folios;
	const struct language *languages;
	const struct image *images;
	const struct fragment *fragments;
	uint32_t n_meta, n_folios, n_languages, n_images, n_fragments;
	uint32_t n_blocks, n_runs, n_origins, n_joins, n_figures, n_sections,
	    n_notes, n_references, n_entries, n_links, n_problems;

	bool new_pages;		/* some block has BLOCK_NEW_PAGE */

	/* The apparatus' own index for lookup; made and read there only. */
	const void *lookup;
	bool linked;
};

void book_free(struct book *b);

/* The text of a span. */
struct str book_text(const struct book *b, uint32_t from, uint32_t to);
/* The block that holds a place (a place between blocks belongs to the one
 * before).  The book must have a block. */
uint32_t book_block_at(const struct book *b, uint32_t place);
/* The innermost section that holds a place, or NOWHERE. */
uint32_t book_section_at(const struct book *b, uint32_t place);
/* The note that holds a place, or NOWHERE. */
uint32_t book_note_at(const struct book *b, uint32_t place);
/* The entry whose text holds a place, or NOWHERE. */
uint32_t book_entry_at(const struct book *b, uint32_t place);
/* The first reference (run, link) that ends after `place`; n_... if none. */
uint32_t book_reference_from(const struct book *b, uint32_t place);
uint32_t book_run_from(const struct book *b, uint32_t place);
uint32_t book_link_from(const struct book *b, uint32_t place);
/* The style bits at a place, and in *to where they end. */
uint32_t book_style_at(const struct book *b, uint32_t place, uint32_t *to);
/* Where a place stands in the source. */
struct origin book_origin(const struct book *b, uint32_t place);
/* The place whose text stands at a byte of the source, or the nearest before
 * it. */
uint32_t book_place_of(const struct book *b, uint32_t byte);
/* The nearest place at or before which a code point starts, within the text. */
uint32_t book_snap(const struct book *b, uint32_t place);

/* The first value of a kind, or null. */
struct str book_meta(const struct book *b, enum meta_kind kind);
/* Append the authors, joined with "; ". */
void book_authors(const struct book *b, struct buf *out);
/* The place that a key names, or NOWHERE. */
uint32_t book_fragment(const struct book *b, struct str key);
/* The language at a place: of the innermost part that states one, else the
 * book's; null if none is known. */
struct str book_language_at(const struct book *b, uint32_t place);
/* In which language the word [from, to) is written: what is stated for the part
 * it stands in; else what the small words around it tell (of its quotation, its
 * emphasised words, its paragraph), else the book's; in a script that the
 * language does not use, what those words in that script tell, then what the
 * book states elsewhere, then English or Russian.  Null if none is likely. */
struct str book_language_of(const struct book *b, uint32_t from, uint32_t to);
/* The picture that a BLOCK_FIGURE is, or NOWHERE. */
uint32_t book_image_of(const struct book *b, uint32_t block);
/* The printed page that holds a place, or NOWHERE. */
uint32_t book_folio_at(const struct book *b, uint32_t place);

/* Append the citable address of a place: "p. 41" where the book states the
 * pages of its printed edition; else "§3.14", the 14th paragraph of section
 * number 3 (its printed number, else its position).  It does not depend on the
 * screen. */
void book_address(const struct book *b, uint32_t place, struct buf *out);
/* The same for people, who know a note by where it is called: a place in one is
 * "note 12 to §3.14" (the first three of its callouts; without any, "note 12,"
 * and its own address). */
void book_whereabouts(const struct book *b, uint32_t place, struct buf *out);
/* The place that an address names ("p. 41", "41", "3.14", "§3.14", "§3"); a
 * bare number is a printed page if there is one of that label.  NOWHERE if
 * none. */
uint32_t book_address_find(const struct book *b, struct str address);

#endif
