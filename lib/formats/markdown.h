/*
 * markdown: what the files of the Markdown reader share.  Private to
 * markdown*.c; cmark's types stay in markdown-blocks.c and markdown-inline.c.
 *
 *  1. A file is scanned by lines first (markdown-scan.c): headings, footnotes,
 *     link definitions, and where it may be cut.
 *  2. It is parsed in chunks of bounded size, so that neither memory nor the
 *     parser's worst cases grow with the file.  What a chunk needs of the
 *     others is appended to it, behind its last line.
 *  3. Text of a block is gathered as pieces, then fed to the builder, or kept
 *     for a note, whose place is at the end of its chapter.
 */
#ifndef FORMATS_MARKDOWN_H
#define FORMATS_MARKDOWN_H

#include "lib/formats/archive.h"
#include "lib/formats/encoding.h"

/* ---- lines and chunks (markdown-scan.c) ---- */

enum {
	LINE_IS_BLANK = 1,
	LINE_IS_RAW = 2, /* inside a fence, a comment, a <pre> */
	LINE_MAY_CUT = 4, /* a chunk may begin with it */
	LINE_MUST_CUT = 8,
	LINE_IN_LIST = 16, /* cutting before it parts a list */
	LINE_OPENS_RAW = 32,
	LINE_ENDS_RAW = 64
};

struct md_heading {
	uint32_t line;
	uint8_t level;
};

/* A footnote or a link definition. */
struct md_definition {
	struct str label; /* case and blanks evened out */
	uint32_t line, from, to; /* to: one past its first line */
	uint32_t chunk, chapter;
	uint32_t copy; /* 0 for the first of its label */
	uint32_t nth; /* of the footnotes, by line */
	uint32_t order; /* in which footnotes are called; NOWHERE: not yet */
	uint32_t wanted; /* the last chunk that wanted it, plus 1 */
	bool footnote;
};

struct md_chunk {
	uint32_t from, to; /* bytes */
	uint32_t line; /* of its first byte, from 0 */
	uint32_t fence; /* the line that opened the fence it begins in, or
			   NOWHERE */
};

/* ---- pieces of a block's text (markdown-inline.c) ---- */

enum md_kind {
	MD_TEXT,
	MD_RAW, /* text in which no markup is looked for */
	MD_LITERAL, /* not in the source */
	MD_SOFT, /* the end of a source line */
	MD_HARD, /* the end of a printed line */
	MD_CALL, /* of the footnote `index` */
	MD_IMAGE, /* text is its alternative text */
	MD_LINK, /* text is where it leads */
	MD_LINK_END,
	MD_NAME, /* this place has a name */
	MD_LANGUAGE, /* text is the tag of what follows */
	MD_LANGUAGE_END,
	MD_NOTE, /* a note in the text begins, and ends */
	MD_NOTE_END
};

struct md_piece {
	struct str text;
	struct str href, title; /* of images */
	uint32_t line, byte; /* from 1; in the text of the file */
	uint32_t index;
	uint8_t kind;
	uint8_t style;
};

struct md_block {
	struct md_piece *v;
	size_t n;
	uint32_t line, last_line;
	uint16_t gap;
	uint8_t kind, level, flags;
};

/* ---- notes (markdown-notes.c) ---- */

struct md_note {
	struct str key;
	struct str label; /* as it stands in the file; null in the text */
	struct md_block *v;
	size_t n, cap;
	uint32_t line, order;
	uint32_t definition; /* or NOWHERE */
};

/* ---- one file ---- */

struct slugs;

struct md {
	struct builder *b;
	struct arena *arena;
	const struct decoded *decoded;
	struct str text;
	uint32_t begin; /* where the text begins, behind front matter */
	struct str file; /* names it in a book of several, or empty */
	const struct md_files *files; /* of the book, or NULL */

	uint32_t *lines; /* where each begins; one more for the end */
	uint8_t *flags; /* LINE_* */
	size_t n_lines, cap_lines, cap_flags;
	struct md_heading *headings;
	size_t n_headings, cap_headings;
	struct md_definition *definitions; /* sorted by label, line */
	size_t n_definitions, cap_definitions;
	uint32_t *by_line; /* the footnotes among them, by line */
	size_t n_by_line;
	struct md_chunk *chunks;
	size_t n_chunks, cap_chunks;
	unsigned chapter_level;
	bool notes_inside; /* has notes in the text: ^[...] */
	bool printed; /* labels of footnotes end in the numbers to show */

	struct md_note *notes;
	size_t n_notes, cap_notes;
	bool titled; /* the book's title is known */
	uint32_t flushed; /* notes before this one are done */
	uint32_t called; /* footnotes called so far */
	struct slugs *slugs;
};

/* Look through the lines; the chunks are ready then. */
void md_scan(struct md *m);
/* What the parser may do in a chunk. */
struct md_limits {
	bool tables, autolinks;
};
/* Append the text of a chunk, made harmless, with what it needs of others.
 * Returns how many lines are the chunk's own. */
uint32_t md_chunk_text(
    struct md *m, size_t chunk, struct buf *out, struct md_limits *limits);
/* The source line (from 0) that holds a byte. */
uint32_t md_line_of(const struct md *m, uint32_t byte);
/* Blank lines right before a line (from 0). */
unsigned md_gap(const struct md *m, uint32_t line);
struct str md_line(const struct md *m, uint32_t line);
/* In which chapter a line is. */
uint32_t md_chapter(const struct md *m, uint32_t line);
/* A label as it is compared. */
struct str md_label(struct md *m, struct str label);

/* The footnote that a label means on a line (from 0), or NOWHERE. */
uint32_t md_footnote(const struct md *m, struct str label, uint32_t line);
/* The footnote that is defined at or right before a line (from 0). */
uint32_t md_footnote_at(const struct md *m, uint32_t line);
/* Sort the definitions, once all are there. */
void md_definitions_settle(struct md *m);
void md_note_key(const struct md *m, uint32_t definition, struct buf *out);
/* A new note; it stays where it is until the next. */
struct md_note *md_note_add(struct md *m, uint32_t definition, uint32_t line);
/* A copy of a block, kept for a note. */
void md_note_block(struct md *m, struct md_note *n, const struct md_block *k);
/* Feed the notes that stand before a line. */
void md_notes_flush(struct md *m, uint32_t line);
/* It is called: if for the first time, it gets its number. */
void md_called(struct md *m, uint32_t definition);
/* A callout's number: called for the first time now if it was not before. */
void md_call(struct md *m, uint32_t definition, struct buf *label);

/* Feed the pieces of a block into the builder's block in hand. */
void md_pieces_feed(struct md *m, const struct md_piece *v, size_t n);
void md_block_feed(struct md *m, const struct md_block *k);

/* ---- blocks (markdown-blocks.c) ---- */

/* Is the library here that md_feed needs? */
bool md_ready(struct err *err) USE_RESULT;
/* Parse and feed all chunks. */
void md_feed(struct md *m);

/* ---- HTML in Markdown (markdown-html.c) ---- */

struct md_tag {
	struct str name; /* lower case; null if it is none: a comment */
	struct str href, id, src, alt, title, language;
	unsigned style; /* that it switches on */
	bool closing, line_break;
};
/* Read a tag; strings point into `s` or the arena. */
bool md_tag_read(struct md *m, struct str s, struct md_tag *out);
/* Feed a block of HTML. */
void md_html_feed(struct md *m, struct str html, uint32_t line);

/* ---- what stands before the text (markdown-front.c) ---- */

/* What a file says of itself. */
struct md_front {
	size_t bytes; /* how long it is */
	bool named; /* it names a title or an author: it can't be text */
	bool title; /* the title was told */
};
/* Read it and tell the builder; with NULL only look. */
struct md_front md_front_read(struct builder *b, struct str text);

/* ---- names of headings (markdown-slug.c) ---- */

struct slugs *slugs_new(void);
void slugs_free(struct slugs *s);
/* Give the next text the names that readers of Markdown give to a heading. */
void slugs_name(struct slugs *s, struct md *m, struct str heading);
/* Give it this name, in the manner of the file. */
void md_name(struct md *m, struct str id);

/* The value of a key that front matter may have; false if it means nothing. */
bool md_front_value(struct builder *b, struct str key, struct str value);

/* ---- files (markdown.c, markdown-folder.c) ---- */

/* The files of a book of several, sorted by name. */
struct md_files {
	struct str *v;
	size_t n;
};
bool md_files_have(const struct md_files *files, struct str name);
void md_files_sort(struct md_files *files);
/* One file of a book. */
struct md_source {
	const struct input *in;
	const struct md_files *files; /* or NULL */
	struct str name; /* empty in a book of one */
	struct str bytes;
	bool first; /* it speaks for the book */
	bool titled; /* whose title is known */
};
bool
md_file(struct builder *b, const struct md_source *source, struct err *err);
/* A folder with SUMMARY.md. */
bool md_folder_read(struct builder *b, const struct input *in, struct err *err);

#endif
