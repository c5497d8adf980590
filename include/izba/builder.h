/*
 * builder: the only way to make a book.  Formats feed it blocks in reading
 * order; the apparatus then names what they are.  It cleans every byte,
 * keeps the invariants of book.h, and cuts at the limits below (noting a
 * problem) rather than fail.
 *
 * For lib/formats and lib/apparatus only.
 */
#ifndef IZBA_BUILDER_H
#define IZBA_BUILDER_H

#include <izba/book.h>

#define LIMIT_TEXT ((uint64_t)1 << 31) /* bytes of text in a book */
#define LIMIT_BLOCKS 20000000u
#define LIMIT_PROBLEMS 2000u /* listed; more are only counted */

struct builder;

/* `format` is a literal that outlives the book. */
struct builder *builder_new(const char *format);
/* Throw an unfinished book away. */
void builder_free(struct builder *b);
/* The arena of the book to be, for strings kept in it. */
struct arena *builder_arena(struct builder *b);

/* Another file of the same book begins: what it says of itself is not said of
 * the book. */
void builder_later(struct builder *b);
void builder_title(struct builder *b, struct str title);
void builder_author(struct builder *b, struct str author);
void builder_language(struct builder *b, struct str tag);
void builder_encoding(struct builder *b, struct str name);
/* How long the source file is. */
void builder_source_bytes(struct builder *b, uint32_t bytes);
/* Source bytes of each of its code units (see book.h), if not UTF-8. */
void builder_source_unit(struct builder *b, unsigned unit);
/* The source bytes that such text came from. */
uint32_t source_length(struct str text, unsigned unit);
/* How much text is to come (a guess, to allocate once). */
void builder_expect(struct builder *b, size_t bytes);

/* Begin a block; the one before is ended.  `line` is the source line (0 in
 * containers), `gap` the empty lines before it.  Empty blocks vanish, but for
 * rules and figures. */
void builder_block(struct builder *b, enum block_kind kind, unsigned level,
    unsigned flags, uint32_t line, unsigned gap);
/* Add text to the block.  `style` is of STYLE_*; `byte` is the source offset
 * of its first byte, and `line` its source line.  Text need not be clean. */
void builder_text(struct builder *b, struct str text, unsigned style,
    uint32_t line, uint32_t byte);
/* Add text that stands nowhere in the source (a blank at a join). */
void builder_literal(struct builder *b, struct str text, unsigned style);
/* The text of the current block so far (it ends at builder_place). */
struct str builder_current(const struct builder *b);
/* Change the kind of the current block. */
void builder_kind(struct builder *b, enum block_kind kind, unsigned level);
/* The place where the next byte will stand. */
uint32_t builder_place(const struct builder *b);
/* The last source line of the current block. */
void builder_last_line(struct builder *b, uint32_t line);

void builder_join(struct builder *b, uint32_t line_a, uint32_t line_b);
/* A picture: belongs to the block begun next. */
void builder_figure(struct builder *b, uint32_t line, uint32_t last_line,
    const struct str *captions, uint32_t n);
/* A link over text already given. */
void builder_link(struct builder *b, uint32_t from, uint32_t to,
    uint32_t target, struct str href);
/* The same, to a fragment that may be named later; where it never is, the link
 * goes and a problem is noted. */
void
builder_link_to(struct builder *b, uint32_t from, uint32_t to, struct str key);

/* ---- what a format states, to be believed by the apparatus ---- */

void builder_meta(struct builder *b, enum meta_kind kind, struct str value);
/* The place where the next text will stand has this name.  The first one of a
 * name counts. */
void builder_fragment(struct builder *b, struct str key);
/* A page of the printed book begins where the next text will stand. */
void builder_folio(struct builder *b, struct str label);
/* The text from `from` to here is in another language. */
void builder_span_language(struct builder *b, uint32_t from, struct str tag);
/* The picture of the block in hand, which is a BLOCK_FIGURE. */
void builder_image(struct builder *b, struct str href, struct str mime,
    uint32_t width, uint32_t height);
/* The text from `from` to here, in the block in hand, stands for a picture. */
void builder_image_text(struct builder *b, uint32_t from, struct str href,
    struct str mime);

/* The section that begins with the next block (its heading, if it has one) is
 * of this kind. */
void builder_section(struct builder *b, enum section_kind kind);
/* A line of the contents that the file states beside its text (EPUB's nav or
 * NCX): a section of this level begins at the fragment `key`. */
void builder_contents(
    struct builder *b, unsigned level, struct str title, struct str key);
/* A note, from the next block to builder_note_end.  It can be called by `key`.
 * `label` is what the format prints for it, or null where it prints none: then
 * it gets its number from its first reference.  The label is not fed as
 * text. */
void builder_note(struct builder *b, struct str key, struct str label);
void builder_note_end(struct builder *b);
/* The text from `from` to here is a callout that leads to the note `key`, which
 * may come later. */
void builder_reference(struct builder *b, uint32_t from, struct str key);
/* An entry of a glossary, from the next block to builder_entry_end.  ENTRY_KINDS
 * for an item of a list of definitions: an entry where its section is one of
 * terms, people or dates, elsewhere only text. */
void builder_entry(struct builder *b, enum entry_kind kind);
void builder_entry_end(struct builder *b);
/* The text from `from` to here is a headword of that entry. */
void builder_head(struct builder *b, uint32_t from);

void builder_problem(struct builder *b, enum problem_kind kind, uint32_t line,
    const char *fmt, ...) PRINTF_LIKE(4, 5);

/* End the last block and give the book, with its strings, to the caller; the
 * builder is freed.  A book without text is an error (ERR_FORMAT). */
struct book *builder_finish(struct builder *b, struct err *err) USE_RESULT;

/* ---- for the apparatus: what was stated, and naming what stands there ---- */

struct stated_section {
	uint32_t block; /* its first */
	uint8_t kind;
};
struct stated_line { /* of the contents */
	uint32_t level;
	struct str title, key;
};
struct stated_note {
	uint32_t first_block, last_block; /* one past */
	struct str key, label; /* label may be null */
};
struct stated_reference {
	uint32_t from, to;
	struct str key;
};
struct stated_entry {
	uint32_t first_block, last_block; /* one past */
	uint8_t kind;
	uint32_t head, heads; /* stated->heads[head], ... */
};
struct stated {
	struct stated_section *sections;
	struct stated_line *contents;
	struct stated_note *notes;
	struct stated_reference *references;
	struct stated_entry *entries;
	struct span *heads;
	size_t n_sections, n_contents, n_notes, n_references, n_entries,
	    n_heads;
};
/* Lent by the book; all by place but the contents, which are in their own
 * order.  Block ids move with book_compact. */
const struct stated *book_stated(const struct book *b);

/* Write access to the blocks of a book that is not linked yet. */
struct block *book_edit_blocks(struct book *b);
/* Join block i + 1 to block i with a blank in place of the newline; the text
 * keeps its length.  The emptied block stays, with from == to, until
 * book_compact. */
void book_merge(struct book *b, uint32_t i);
/* Forget emptied blocks.  Block ids change. */
void book_compact(struct book *b);
/* Forget the pictures whose captions turned out to be headings that the format
 * did not state: no picture was there. */
void book_forget_figures(struct book *b);
/* Memory from the book's arena for a table of n elements. */
void *book_alloc(struct book *b, size_t n, size_t size);
/* Note a problem found while linking; kept sorted by line. */
void book_problem(struct book *b, enum problem_kind kind, uint32_t line,
    const char *fmt, ...) PRINTF_LIKE(4, 5);
/* Set the tables (arrays from book_alloc, sorted by `from`); each call
 * replaces what was there. */
void book_set_sections(struct book *b, struct section *v, uint32_t n);
void book_set_notes(struct book *b, struct note *v, uint32_t n);
void book_set_references(struct book *b, struct reference *v, uint32_t n);
void book_set_entries(struct book *b, struct entry *v, uint32_t n);
void book_set_links(struct book *b, struct link *v, uint32_t n);
void book_set_title(struct book *b, struct str title);
void book_set_authors(struct book *b, struct str *v, uint32_t n);
void book_set_language(struct book *b, struct str tag);

/* Does the book keep the promises of book.h?  False with the first one that it
 * breaks; for tests. */
bool book_check(const struct book *b, struct err *err) USE_RESULT;

/* ---- for the cache: a linked book as bytes, and back ---- */

/* Have the whole book written, in pieces: `write` gets each with the byte where
 * it begins, in their order, but for the first, which comes last.  False if one
 * was not written. */
bool book_keep(const struct book *b,
    bool (*write)(void *data, uint64_t at, struct str bytes), void *data);
/* Where such bytes, of which n are at hand, are best mapped, or NULL. */
void *book_take_at(const void *head, size_t n);
/* The book of such bytes, mapped privately and writable with mmap, best at
 * book_take_at; the book takes the map, and unmaps it when it is freed.  NULL,
 * and the map stays the caller's, if they are not whole or of another build.
 * `trusted`: that they are whole is known. */
struct book *book_take(void *map, size_t size, bool trusted) USE_RESULT;

#endif
