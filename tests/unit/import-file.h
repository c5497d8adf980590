/*
 * What the tests of import share.
 */
#ifndef IMPORT_FILE_H
#define IMPORT_FILE_H

#include <izba/import.h>

#include "tests/unit/unit.h"

static inline struct import *
must_import(const char *text)
{
	struct err err = {.text = ""};
	struct import *m = import_read(str_of(text), NULL, &err);

	if (m == NULL)
		fail_msg("%s", err.text);
	return m;
}

/* The file is refused, with these words in the sentence. */
static inline void
refuses_bytes(struct str bytes, const char *words)
{
	struct err err = {.text = ""};
	struct import *m = import_read(bytes, NULL, &err);

	if (m != NULL)
		fail_msg("taken, though it should say: %s", words);
	if (strstr(err.text, words) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", err.text, words);
}

static inline void
refuses(const char *text, const char *words)
{
	refuses_bytes(str_of(text), words);
}

/* 2024-12-30T14:46:33Z and other times. */
#define SECONDS(n) (INT64_C(n) * 1000000)

#endif
