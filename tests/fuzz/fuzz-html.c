/*
 * Any bytes as HTML.
 */
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_book(data, size, "fuzz.html", "html");
}
