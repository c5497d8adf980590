/*
 * What the store holds already: all its annotations by their UUIDs, the dead
 * ones too, and the books they are of.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/digest.h>

#include "lib/import/known.h"

static int
by_uuid(const void *a, const void *b)
{
	return strcmp((*(const struct annotation *const *)a)->uuid,
	    (*(const struct annotation *const *)b)->uuid);
}

static void
index_all(struct import_known *known)
{
	size_t n = 0;

	known->n = known->living.n + known->dead.n;
	known->v = xcalloc(known->n + 1, sizeof(*known->v));
	for (size_t i = 0; i < known->living.n; i++)
		known->v[n++] = &known->living.v[i];
	for (size_t i = 0; i < known->dead.n; i++)
		known->v[n++] = &known->dead.v[i];
	if (n > 0)
		qsort(known->v, n, sizeof(*known->v), by_uuid);
}

static void
name_all(struct import_known *known)
{
	known->names = xcalloc(known->shelf.n + 1, sizeof(*known->names));
	for (size_t i = 0; i < known->shelf.n; i++) {
		struct str path = known->shelf.v[i].path;
		struct import_candidate c = {.title = known->shelf.v[i].title};

		c.path = path.p != NULL ? str_dup(path) : NULL;
		known->names[i].path = (char *)(uintptr_t)c.path;
		candidate_names_of(&known->names[i].names, &c);
	}
}

struct import_known *
import_known(struct store *s, struct err *err)
{
	struct import_known *known = xcalloc(1, sizeof(*known));

	if (digest_ready(err) && store_shelf(s, &known->shelf, err) &&
	    store_list_all(s, false, &known->living, err) &&
	    store_list_all(s, true, &known->dead, err)) {
		index_all(known);
		name_all(known);
		return known;
	}
	import_known_free(known);
	return NULL;
}

void
import_known_free(struct import_known *known)
{
	if (known == NULL)
		return;
	for (size_t i = 0; known->names != NULL && i < known->shelf.n; i++) {
		book_names_free(&known->names[i].names);
		free(known->names[i].path);
	}
	free(known->names);
	shelf_free(&known->shelf);
	annotations_free(&known->living);
	annotations_free(&known->dead);
	free(known->v);
	free(known);
}

const struct shelf *
import_shelf(const struct import_known *known)
{
	return &known->shelf;
}

const struct annotation *
known_at(const struct import_known *known, const char *uuid)
{
	struct annotation key = {.uuid = ""};
	const struct annotation *wanted = &key, *const *found = NULL;

	memcpy(key.uuid, uuid, sizeof(key.uuid));
	if (known->n > 0)
		found = bsearch(
		    &wanted, known->v, known->n, sizeof(*known->v), by_uuid);
	return found != NULL ? *found : NULL;
}

const struct shelf_book *
known_book(const struct import_known *known, int64_t row)
{
	for (size_t i = 0; i < known->shelf.n; i++)
		if (known->shelf.v[i].row == row)
			return &known->shelf.v[i];
	return NULL;
}

void
title_sha(char sha[65], const struct import_book *k)
{
	struct str none = {NULL, 0};
	const struct str names[] = {STR("book"), k->title, k->authors,
	    k->title.n > 0 ? none : k->file,
	    k->title.n > 0 ? none : k->identifier};

	if (k->sha.n == 64) {
		memcpy(sha, k->sha.p, 64);
		sha[64] = '\0';
	} else {
		sha_of(sha, names, LENGTH(names));
	}
}

/* ---- which book is meant ---- */

/* The book that holds most of the annotations. */
static const struct shelf_book *
holder(const struct import_known *known, const struct import_book *k)
{
	int64_t best = 0, row = 0;
	size_t votes = 0;

	/* whichever has more than half of them is left over */
	for (size_t i = 0; i < k->n; i++) {
		const struct annotation *a = known_at(known, k->v[i].a.uuid);

		if (a == NULL)
			continue;
		row = a->book;
		if (votes == 0)
			best = row;
		votes = best == row ? votes + 1 : votes - 1;
	}
	return best != 0 ? known_book(known, best) : NULL;
}

static struct import_candidate
candidate(const struct import_known *known, size_t i)
{
	const struct shelf_book *b = &known->shelf.v[i];

	return (struct import_candidate){.title = b->title,
	    .authors = b->authors,
	    .sha = b->sha,
	    .path = known->names[i].path};
}

/* The book whose names are most like, of those one that has a file; NULL if
 * that is none or several. */
static const struct shelf_book *
by_names(const struct import_known *known, const struct import_book *k)
{
	const struct shelf_book *best = NULL;
	unsigned most = 0, like;
	struct book_names names;

	book_names_of(&names, k);
	for (size_t i = 0; i < known->shelf.n; i++) {
		const struct shelf_book *b = &known->shelf.v[i];
		struct import_candidate c = candidate(known, i);

		like = 2 * likeness(k, &names, &c, &known->names[i].names);
		if (like > 0 && b->path.p != NULL)
			like++;
		if (like > most)
			best = b;
		else if (like > 0 && like == most)
			best = NULL;
		most = like > most ? like : most;
	}
	book_names_free(&names);
	return best;
}

/* The one that was made for these names by an earlier import. */
static const struct shelf_book *
made_before(const struct import_known *known, const struct import_book *k)
{
	char sha[65];

	title_sha(sha, k);
	for (size_t i = 0; i < known->shelf.n; i++)
		if (str_is(known->shelf.v[i].sha, sha))
			return &known->shelf.v[i];
	return NULL;
}

const struct shelf_book *
import_find(const struct import_known *known, const struct import_book *k)
{
	const struct shelf_book *b = holder(known, k);

	/* a book without a file waits for one that has it */
	if (b != NULL && b->path.p != NULL)
		return b;
	b = by_names(known, k);
	return b != NULL ? b : made_before(known, k);
}
