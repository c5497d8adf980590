/*
 * hyphens: the patterns of tests/hyphens, for the tests that lay out words.
 */
#ifndef TESTS_HYPHENS_H
#define TESTS_HYPHENS_H

#include "tests/unit/unit.h"

#include "lib/layout/private.h"

static struct hyphens *hyphens;

/* Group setup and teardown. */
static inline int
hyphens_made(void **state)
{
	const char *top = getenv("srcdir");
	struct buf path = BUF_INIT;

	(void)state;
	buf_printf(&path, "%s/tests/hyphens", top != NULL ? top : ".");
	hyphens = hyphens_new(path.p);
	buf_free(&path);
	return 0;
}

static inline int
hyphens_gone(void **state)
{
	(void)state;
	hyphens_free(hyphens);
	return 0;
}

#endif
