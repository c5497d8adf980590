/*
 * What the store holds already, for the two files that ask.
 */
#ifndef IMPORT_KNOWN_H
#define IMPORT_KNOWN_H

#include "lib/import/room.h"

/* Names made fit for comparing. */
struct book_names {
	struct buf whole, main, stem; /* of the title, and of the file */
	bool stated; /* there is a title */
};
void book_names_of(struct book_names *out, const struct import_book *k);
void candidate_names_of(struct book_names *out, const struct import_candidate *c);
void book_names_free(struct book_names *v);
/* import_likeness with the names of both. */
unsigned likeness(const struct import_book *k, const struct book_names *kn,
    const struct import_candidate *c, const struct book_names *cn);

struct import_known {
	struct shelf shelf;
	struct known_names {
		struct book_names names;
		char *path;
	} *names; /* of the books of the shelf */
	struct annotations living, dead;
	const struct annotation **v; /* all of them, by uuid */
	size_t n;
};

/* The annotation of a uuid, or NULL. */
const struct annotation *
known_at(const struct import_known *known, const char *uuid);
const struct shelf_book *
known_book(const struct import_known *known, int64_t row);
/* What stands for the bytes of a file that is not here: a sum of the book's
 * names. */
void title_sha(char sha[65], const struct import_book *k);

#endif
