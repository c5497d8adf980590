/*
 * What every fuzz target includes.  A target is one function; with
 * --enable-fuzzing it becomes a libFuzzer program, otherwise replay.c runs it
 * over its corpus.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <izba/base.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise that must hold for every input, with or without NDEBUG. */
#define PROMISE(what)                                                          \
	do {                                                                   \
		if (!(what)) {                                                 \
			fprintf(stderr, "%s:%d: broken: %s\n", __FILE__,       \
			    __LINE__, #what);                                  \
			abort();                                               \
		}                                                              \
	} while (0)

#endif
