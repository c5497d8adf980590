/*
 * What izba import works on, for the file that does it and the one that says
 * what was done.
 */
#ifndef CLI_IMPORT_H
#define CLI_IMPORT_H

#include <izba/import.h>

/* One book of the file, and the one here that it is. */
struct importing_part {
	struct import_count count;
	char *path; /* of the book here, or NULL */
	bool known; /* there is one */
	bool unread; /* but its file can't be read */
};

struct importing {
	const char *path, *format;
	bool dry, json;
	struct import *file;
	struct import_target *targets; /* for each of its books */
	struct importing_part *parts;
	struct store *store;
	struct import_known *known;
	struct merge_report report;
};

/* Say on standard output what was done, or would be. */
void importing_report(const struct importing *g);

#endif
