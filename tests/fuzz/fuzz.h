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

/* Link a finished book, ask it, free it (book.c); NULL is none. */
struct book;
void fuzz_made(struct book *b);
/* Read bytes as a book, link it, ask it; returns 0 (book.c).  `format` NULL:
 * find out. */
int fuzz_book(const uint8_t *data, size_t size, const char *name,
    const char *format);

#endif
