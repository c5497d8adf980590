/*
 * Any bytes as FictionBook.
 */
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_book(data, size, "fuzz.fb2", "fb2");
}
