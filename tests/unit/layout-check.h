/*
 * The invariants of a layout, for its tests and its fuzzer.
 */
#ifndef TESTS_LAYOUT_CHECK_H
#define TESTS_LAYOUT_CHECK_H

#include <izba/layout.h>

/* NULL if all holds, else what does not, in words that last until the next
 * call. */
const char *
layout_check(const struct book *b, const struct layout_options *options);

#endif
