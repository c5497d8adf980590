/*
 * bound: a book with the memory that holds it.  Private to lib/book; everybody
 * else sees the const tables of struct book, which point in here.
 */
#ifndef BOOK_BOUND_H
#define BOOK_BOUND_H

#include <izba/builder.h>

enum { BLOCK_GONE = 128 }; /* merged into another: its id in `section` */

/* A growing table: elements, capacity. */
struct table {
	size_t n, cap;
};

struct bound {
	struct book book; /* first: a struct book * is a struct bound * */
	struct buf text;
	struct block *blocks;
	struct run *runs;
	struct origin *origins;
	struct join *joins;
	struct figure *figures;
	struct link *links;
	struct problem *problems;
	struct table of_blocks, of_runs, of_origins, of_joins, of_figures,
	    of_links, of_problems;
	struct meta *meta;
	struct folio *folios;
	struct language *languages;
	struct image *images;
	struct fragment *fragments;
	struct table of_meta, of_folios, of_languages, of_images, of_fragments;
	struct stated stated;
	struct stated_caps {
		size_t sections, contents, notes, references, entries, heads;
	} caps;
	void *map; /* of a book that was kept: all its tables are in there */
	size_t map_size;
	uint32_t unlisted; /* problems past LIMIT_PROBLEMS */
	char *unlisted_says;
};

/* A problem's sentence, cleaned, into the book's table (unsorted). */
void bound_problem(struct bound *w, enum problem_kind kind, uint32_t line,
    const char *fmt, va_list ap) PRINTF_LIKE(4, 0);
/* Let the const tables of the book point at what there is. */
void bound_publish(struct bound *w);
/* Clean text of one line, in the arena; a null str stays null. */
struct str bound_line(struct bound *w, struct str s);
/* The same of a language's tag, as BCP 47 writes it. */
struct str bound_language(struct bound *w, struct str tag);
/* The first block whose `from` is after a place. */
uint32_t bound_after(const struct bound *w, uint32_t place);

/* Give what was stated of blocks their new ids: `ids` has one for each old
 * block and one for the end. */
void stated_renumber(struct bound *w, const uint32_t *ids);
bool stated_any(const struct bound *w);
/* Sort, resolve links to fragments, let no two languages overlap. */
void stated_settle(struct bound *w);
void stated_free(struct bound *w);

/* The feeding half of the builder (feed.c). */
struct feed {
	struct bound *w;
	struct buf scratch;
	struct cleaned_line {
		uint32_t line;
		uint32_t invalid, controls, bidi;
	} pending; /* what was mended on the line in hand */
	bool full; /* LIMIT_TEXT was reached */
};

void feed_text(struct feed *f, struct str text, unsigned style, uint32_t line,
    uint32_t byte);
/* Note what was mended up to here. */
void feed_flush(struct feed *f);

struct builder {
	struct bound *w;
	struct feed feed;
	bool open; /* a block is begun */
	bool no_block; /* LIMIT_BLOCKS was reached */
	bool in_note, in_entry;
	bool further; /* in another file than the first */
	/* names and pages that wait for the next text */
	struct waiting {
		struct str key;
		bool folio;
	} *waiting;
	struct table of_waiting;
	/* links to fragments that may come later */
	struct link *later;
	struct table of_later;
};

/* End the block in hand; one without text is taken back, newline and all. */
void block_end(struct builder *b);
/* What waited for a place gets this one (state.c). */
void waiting_place(struct builder *b, uint32_t place);
/* Links to fragments get their targets. */
void later_settle(struct builder *b);

#endif
