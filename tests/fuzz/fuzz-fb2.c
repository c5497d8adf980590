/*
 * Any bytes as FictionBook, and its pictures, which are sought without parsing
 * it.
 */
#include "lib/formats/format.h"
#include "tests/fuzz/fuzz.h"

static void
look_for(const struct input *in, struct str name)
{
	struct buf bytes = BUF_INIT;

	if (!fb2_resource(in, name, &bytes, NULL))
		PROMISE(bytes.n == 0);
	buf_free(&bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct read_options options = {.encoding = NULL};
	const struct input in = {
	    .bytes = {(const char *)data, size}, .options = &options};
	struct buf cover = BUF_INIT;

	if (size > 0 && fb2_cover(&in, &cover, NULL))
		look_for(&in, buf_lend(&cover));
	look_for(&in, STR("one.png"));
	buf_free(&cover);
	return fuzz_book(data, size, "fuzz.fb2", "fb2");
}
