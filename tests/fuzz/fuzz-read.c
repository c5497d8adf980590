/*
 * Any bytes as a file of any format.
 */
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_book(data, size, "fuzz.txt", NULL);
}
