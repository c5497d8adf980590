/*
 * pile: annotations of one book or of many, in an order, under the titles of
 * their groups, sifted by what the reader types, some of them chosen.  Knows no
 * screen and no store.
 */
#ifndef TUI_PILE_H
#define TUI_PILE_H

#include <izba/store.h>

#include "tui/sieve.h"

enum pile_order {
	ORDER_BOOK, /* by book and then as they stand in it */
	ORDER_NEWEST, /* by when they were made */
	ORDER_OLDEST,
	ORDER_CHANGED, /* changed last (in the trash: deleted) first */
	ORDER_COLOUR,
	ORDER_KIND,
	ORDERS
};
extern const char *const pile_orders[ORDERS];

/* One book's annotations. */
struct pile_book {
	int64_t row; /* in the store */
	struct str title; /* lent */
	struct annotations notes; /* owned if it has an arena, else lent */
	struct buf hay; /* of all: see sieve.h */
	size_t *hay_at; /* where each one's begins; one more than there are */
	char (*uuids)[37]; /* kept, for lent notes go without notice */
	bool *chosen;
	size_t n_chosen;
};

struct pile_item {
	const struct annotation *a;
	uint32_t book, index; /* in its notes */
	uint32_t group; /* neighbours with the same are under one title */
};

enum pile_what {
	ROW_TITLE, /* of the group of its item */
	ROW_ITEM,
	ROW_NOTE, /* the note under a quote */
	ROW_MORE /* a line of an item that is shown in full */
};

struct pile_row {
	uint32_t item;
	uint16_t line; /* of ROW_MORE */
	uint8_t what;
};

struct pile {
	const struct book *text; /* groups by its sections, or NULL */
	enum pile_order order;
	struct pile_book *books;
	size_t n_books, cap_books;
	struct pile_item *v; /* all, in order */
	size_t n, cap;
	struct pile_row *rows; /* those that the sieve lets through */
	size_t n_rows, cap_rows;
	size_t n_shown; /* items among the rows */
	size_t colours[COLOURS + 1]; /* of those shown; the last: bookmarks */
	size_t at, top; /* rows: the one in hand, the screen's first */
	char hand[37]; /* the UUID of what is in hand, or "" */
	char opened[37]; /* shown in full, or "" */
	uint16_t opened_lines; /* in so many lines */
};

void pile_free(struct pile *p);
/* Take away all books. */
void pile_clear(struct pile *p);
/* Add a book without annotations; returns its index. */
uint32_t pile_add(struct pile *p, int64_t row, struct str title);
/* The index of the book with that row, or UINT32_MAX. */
uint32_t pile_book_of(const struct pile *p, int64_t row);
/* Give a book its annotations (again): takes over their arena, if there is
 * one.  What was chosen stays chosen. */
void pile_set(struct pile *p, uint32_t book, struct annotations notes);

/* Make the items in order and sift them; what is in hand stays so, or else what
 * has come to its place. */
void pile_arrange(struct pile *p, const struct sieve *s);
/* Sift the items; what is in hand stays so if it is shown, else it is the first.
 * False if none is shown.  `s` NULL shows all. */
bool pile_sift(struct pile *p, const struct sieve *s);

/* ---- pile-hand.c ---- */

/* The item in hand, or NULL. */
const struct pile_item *pile_item(const struct pile *p);
/* Take the item at a row in hand, or the nearest on in the direction of `step`;
 * if there is none that way, the other way. */
void pile_settle(struct pile *p, size_t row, int step);
/* Move by items that are shown. */
void pile_move(struct pile *p, long by);
/* Take in hand the last shown at or before a place (only of one book, in its
 * order), or one by its UUID (false if it is not shown). */
void pile_to_place(struct pile *p, uint32_t place);
bool pile_to(struct pile *p, const char *uuid);
/* Keep what is in hand within `rows` of the screen. */
void pile_scroll(struct pile *p, int rows);
/* If what is in hand is longer than so many rows, show what follows of it (or
 * stands before); false if there is no more of it. */
bool pile_read_on(struct pile *p, int rows, long by);

/* Choosing. */
bool pile_chosen(const struct pile *p, const struct pile_item *item);
void pile_choose(struct pile *p, const struct pile_item *item, bool on);
size_t pile_n_chosen(const struct pile *p);
/* Choose all shown, or none at all, or of those shown the others. */
enum pile_choice { CHOOSE_ALL, CHOOSE_NONE, CHOOSE_OTHERS };
void pile_choose_all(struct pile *p, enum pile_choice how);

/* Append the title of the group that an item is in. */
void pile_title(
    const struct pile *p, const struct pile_item *item, struct buf *out);

#endif
