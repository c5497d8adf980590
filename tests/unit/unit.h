/*
 * What every unit test includes: cmocka with the headers it wants before it,
 * and comparisons of str.
 */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <izba/base.h>

/* Compare a str with a literal, and show both where they differ. */
#define assert_str(s, literal)                                                 \
	do {                                                                   \
		struct str got_ = (s);                                         \
		char *copy_ = str_dup(got_);                                   \
		assert_string_equal(copy_, literal);                           \
		free(copy_);                                                   \
	} while (0)

#endif
