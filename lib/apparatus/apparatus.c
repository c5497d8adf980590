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

bool
block_keeps_kind(const struct block *k)
{
	return k->kind == BLOCK_TABLE || k->kind == BLOCK_PREFORMATTED ||
	       k->kind == BLOCK_FIGURE || k->kind == BLOCK_RULE;
}

typedef void
find_entries(struct work *w, uint32_t section, uint32_t i, uint32_t end);

/* One past the last block of a list that goes on in the sections under its
 * own. */
static uint32_t
list_end(const struct work *w, uint32_t section)
{
	uint32_t end = w->sections[section].last_block;

	for (uint32_t i = section + 1;
	     i < w->n_sections && w->sections[i].first_block < end; i++)
		if (list_section(w, i) != section)
			end = w->sections[i].first_block;
	return end;
}

/* The entries of one section, where the format does not state them. */
static void
section_entries(struct work *w, uint32_t section, find_entries *find)
{
	uint32_t i, end = list_end(w, section), to;

	for (i = w->sections[section].first_block; i < end; i = to) {
		for (to = i; to < end && !block_is_told(w, to);)
			to++;
		if (to > i)
			find(w, section, i, to);
		while (to < end && block_is_told(w, to))
			to++;
	}
}

static int
by_from(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

/* Entries that are stated, and those of every section that holds such, by its
 * kind. */
static void
entries_find(struct work *w)
{
	static find_entries *const find[SECTION_KINDS] = {
	    [SECTION_GLOSSARY] = glossary_find,
	    [SECTION_DATES] = dates_find,
	    [SECTION_PEOPLE] = people_find,
	};

	for (uint32_t i = 0; i < w->n_sections; i++)
		if (find[w->sections[i].kind] != NULL)
			section_entries(w, i, find[w->sections[i].kind]);
	if (w->stated->n_entries > 0) {
		entries_told(w);
		if (w->n_entries > 0)
			qsort(w->entries, w->n_entries, sizeof(*w->entries),
			    by_from);
	}
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
	free(w->told);
	free(w->calls);
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
	    .stated = book_stated(b),
	    .contents_from = NOWHERE,
	    .contents_to = NOWHERE};

	assert(!b->linked);
	stated_mark(&w);
	contents_find(&w);
	headings_find(&w);
	meta_find(&w);
	sections_make(&w);
	stated_mark(&w);
	stated_calls(&w);
	callouts_find(&w);
	stated_shadow(&w);
	items_find(&w);
	lists_find(&w);
	lists_choose(&w);
	lists_pair(&w);
	lists_recover(&w);
	stated_lists(&w);
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
