/*
 * The apparatus of a book, step by step.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <izba/apparatus.h>

#include "lib/apparatus/work.h"

struct str
block_text(const struct work *w, uint32_t block)
{
	return book_text(w->b, w->blocks[block].from, w->blocks[block].to);
}

bool
block_is_text(const struct block *k)
{
	return k->kind != BLOCK_HEADING && k->kind != BLOCK_FIGURE &&
	       k->kind != BLOCK_CAPTION && k->kind != BLOCK_RULE &&
	       k->kind != BLOCK_TABLE && k->kind != BLOCK_PREFORMATTED &&
	       !(k->flags & BLOCK_NAVIGATION);
}

/* Entries of every section that holds such, by its kind. */
static void
entries_find(struct work *w)
{
	static void (*const find[SECTION_KINDS])(struct work *, uint32_t) = {
	    [SECTION_GLOSSARY] = glossary_find,
	    [SECTION_DATES] = dates_find,
	    [SECTION_PEOPLE] = people_find,
	};

	for (uint32_t i = 0; i < w->n_sections; i++)
		if (find[w->sections[i].kind] != NULL)
			find[w->sections[i].kind](w, i);
	entries_see(w);
}

/* Copies of the tables into the book. */
static void
tables_set(struct work *w)
{
	struct note *notes = book_alloc(w->b, w->n_notes + 1, sizeof(*notes));
	struct reference *references =
	    book_alloc(w->b, w->n_references + 1, sizeof(*references));
	struct entry *entries =
	    book_alloc(w->b, w->n_entries + 1, sizeof(*entries));

	if (w->n_notes > 0)
		memcpy(notes, w->notes, w->n_notes * sizeof(*notes));
	if (w->n_references > 0)
		memcpy(references, w->references,
		    w->n_references * sizeof(*references));
	if (w->n_entries > 0)
		memcpy(entries, w->entries, w->n_entries * sizeof(*entries));
	book_set_notes(w->b, notes, (uint32_t)w->n_notes);
	book_set_references(w->b, references, (uint32_t)w->n_references);
	book_set_entries(w->b, entries, (uint32_t)w->n_entries);
}

static void
work_free(struct work *w)
{
	free(w->headings);
	free(w->listings);
	free(w->items);
	free(w->members);
	free(w->lists);
	free(w->marks);
	free(w->glued);
	free(w->notes);
	free(w->references);
	free(w->entries);
	free(w->links);
}

void
apparatus_link(struct book *b)
{
	struct work w = {.b = b,
	    .blocks = book_edit_blocks(b),
	    .contents_from = NOWHERE,
	    .contents_to = NOWHERE};

	assert(!b->linked);
	contents_find(&w);
	headings_find(&w);
	meta_find(&w);
	sections_make(&w);
	callouts_find(&w);
	items_find(&w);
	lists_find(&w);
	lists_choose(&w);
	lists_pair(&w);
	lists_recover(&w);
	notes_make(&w);
	references_make(&w);
	ibid_find(&w);
	entries_find(&w);
	links_make(&w);
	problems_find(&w);
	tables_set(&w);
	lookup_make(&w);
	b->linked = true;
	work_free(&w);
}
