/*
 * Any bytes as a file: a book that keeps what include/izba/book.h promises, or
 * one sentence of refusal.
 */
#include <string.h>

#include <izba/formats.h>
#include <izba/text.h>

#include "tests/fuzz/fuzz.h"

static void
check_blocks(const struct book *b)
{
	uint32_t end = 0;

	for (uint32_t i = 0; i < b->n_blocks; i++) {
		const struct block *k = &b->blocks[i];

		PROMISE(k->from <= k->to && k->to <= b->text.n);
		PROMISE(i == 0 || k->from >= end);
		PROMISE(k->kind < BLOCK_KINDS);
		end = k->to;
	}
	for (uint32_t i = 0, at = 0; i < b->n_runs; i++) {
		PROMISE(b->runs[i].from >= at);
		PROMISE(b->runs[i].from < b->runs[i].to);
		PROMISE(b->runs[i].to <= b->text.n);
		at = b->runs[i].to;
	}
}

static void
check_places(const struct book *b)
{
	for (uint32_t at = 0; at < b->text.n; at += 7) {
		uint32_t block = book_block_at(b, at);

		PROMISE(block < b->n_blocks);
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
	PROMISE(text_is_clean(b->text));
	PROMISE(b->n_blocks > 0);
	check_blocks(b);
	check_places(b);
	book_free(b);
	return 0;
}
