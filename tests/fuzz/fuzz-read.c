/*
 * Any bytes as a file: a book that keeps what include/izba/book.h promises, or
 * one sentence of refusal.
 */
#include <string.h>

#include <izba/builder.h>
#include <izba/formats.h>

#include "tests/fuzz/fuzz.h"

static void
check_places(const struct book *b)
{
	for (uint32_t at = 0; at < b->text.n; at += 7) {
		uint32_t block = book_block_at(b, at);

		PROMISE(block < b->n_blocks);
		PROMISE(book_origin(b, at).byte <= b->source_bytes);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = {(const char *)data, size};
	struct err err = {0};
	struct book *b;

	if (size > 100000)
		return 0;
	b = book_read_bytes(bytes, "fuzz.txt", NULL, &err);
	if (b == NULL) {
		PROMISE(err.code != ERR_NONE && err.text[0] != '\0');
		return 0;
	}
	if (!book_check(b, &err))
		fprintf(stderr, "%s\n", err.text);
	PROMISE(book_check(b, NULL));
	check_places(b);
	book_free(b);
	return 0;
}
