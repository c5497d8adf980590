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
/* The first block whose `from` is after a place. */
uint32_t bound_after(const struct bound *w, uint32_t place);

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

#endif
