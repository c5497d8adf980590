/*
 * list: a pane over the whole screen that shows items to choose from: the
 * contents, annotations, hits.  What the items are is their file's matter;
 * moving, scrolling and filtering is done here.
 */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include "tui/app.h"
#include "tui/items.h"

struct list;

struct list_kind {
	const char *name; /* for the head: "contents" */
	const char *empty; /* said when there is nothing to show */
	const struct status_key *keys; /* told at the foot */
	/* Add the items with list_add; called again when they changed. */
	void (*fill)(struct app *app, struct list *l);
	/* Enter on an item. */
	void (*enter)(
	    struct app *app, struct list *l, const struct list_item *item);
	/* Other commands, or NULL; false leaves it to the list. */
	bool (*command)(struct app *app, struct list *l, const struct call *c);
	/* An item is about to be painted for the first time: what it costs
	 * something to know may be put into it.  Or NULL. */
	void (*seen)(struct app *app, struct list *l, struct list_item *item);
	/* Free what is the kind's own, or NULL. */
	void (*close)(struct list *l);
};

/* Of lists of places. */
extern const struct status_key list_keys_go[];

struct list {
	struct pane pane;
	const struct list_kind *kind;
	struct arena *arena; /* for the items' strings; new at each fill */
	struct items items;
	int rows; /* of items, at the last painting */
	struct buf filter;
	struct buf title; /* instead of the kind's name, or empty */
	void *own; /* the kind's, or NULL */
};

/* Open a list with the item chosen that is nearest at or before `place`
 * (NOWHERE: the first). */
void list_open(struct app *app, const struct list_kind *kind, uint32_t place);
/* The topmost pane if it is a list of this kind, else NULL. */
struct list *list_top(struct app *app, const struct list_kind *kind);
/* Make the items anew, keeping the choice where it was. */
void list_refill(struct app *app, struct list *l);
/* Give the list a name of its own. */
void list_entitle(struct list *l, struct str title);
/* Add an item; its strings must live as long as the list. */
void list_add(struct list *l, const struct list_item *item);
/* Add a heading over the items that follow; not one of them. */
void list_add_title(struct list *l, struct str words);
/* The chosen item, or NULL. */
const struct list_item *list_chosen(const struct list *l);

#endif
