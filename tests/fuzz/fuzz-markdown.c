/*
 * Any bytes as a file of Markdown; with a first byte of 1 many times over, so
 * that it is cut into chunks.
 */
#include <string.h>

#include <izba/base.h>

#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum { MANY = 96000, LEAST = 16 };
	struct buf b = BUF_INIT;

	if (size < LEAST || size > 4000 || data[0] != 1)
		return fuzz_book(data, size, "fuzz.md", "markdown");
	while (b.n < MANY)
		buf_add(&b, data + 1, size - 1);
	fuzz_book((const uint8_t *)b.p, b.n, "fuzz.md", "markdown");
	buf_free(&b);
	return 0;
}
