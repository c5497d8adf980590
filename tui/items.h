/*
 * items: what a list holds: which of it is shown, which is chosen, and where
 * the screen begins.  Knows no screen.
 */
#ifndef TUI_ITEMS_H
#define TUI_ITEMS_H

#include <izba/book.h>

struct list_item {
	struct str sign; /* before the text, in `sign_look`, or empty */
	unsigned sign_look;
	struct str text; /* one line; lent from the list's arena or the
				   book */
	struct str after; /* behind the text, as far as there is room, or
				   empty */
	struct str right; /* at the right edge, or empty */
	uint32_t id; /* what it stands for */
	uint32_t place; /* in the book, or NOWHERE */
	unsigned look;
	int indent; /* cells */
	struct span mark; /* bytes of the text that stand out */
	bool title; /* heads a group: not to be chosen */
	bool seen; /* was painted */
};

struct items {
	struct list_item *v;
	size_t n, cap;
	uint32_t *shown; /* those that the filter lets through */
	size_t n_shown;
	/* Does an item have the words of the filter?  NULL: by its text. */
	bool (*has)(void *data, const struct list_item *item, struct str words);
	void *has_data;
	size_t at, top; /* in `shown`: the chosen one, the first on the
				   screen */
};

void items_free(struct items *l);
/* The chosen one, or NULL. */
const struct list_item *items_chosen(const struct items *l);
/* Choose what is shown: items that hold the filter, folded, in this keyboard
 * layout or else in the other, and the titles above them. */
void items_sift(struct items *l, struct str filter);
/* Choose the one at `at`, or the next in the direction of `step` that is no
 * title; if there is none that way, the other way. */
void items_settle(struct items *l, size_t at, int step);
/* Choose the last one shown that lies at or before a place. */
void items_settle_at(struct items *l, uint32_t place);
/* Keep the chosen one within `rows`, and its group's title if it is the first
 * of it. */
void items_scroll(struct items *l, int rows);
/* How many there are without the titles, and how many are shown. */
void items_count(const struct items *l, size_t *all, size_t *shown);

#endif
