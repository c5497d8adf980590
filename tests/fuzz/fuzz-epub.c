/*
 * Any bytes as an EPUB.  Input that begins with "PK" is an archive; any other
 * is the parts of one, each a line "=== name" and what follows it, so that the
 * fuzzer meets the reader and not only the checksums of zips.
 */
#include "tests/fuzz/fuzz.h"
#include "tests/unit/zip.h"

/* The parts of the input into an archive. */
static void
pack(struct zip_maker *z, struct str in)
{
	size_t from = 0, to, line;

	zip_add(z, STR("mimetype"), STR("application/epub+zip"), false);
	while (from < in.n && z->n < 64) {
		to = str_find(str_slice(in, from, in.n), STR("\n=== "));
		to = to == SIZE_MAX ? in.n : from + to + 1;
		for (line = from; line < to && in.p[line] != '\n';)
			line++;
		if (line - from > 4)
			zip_add(z, str_slice(in, from + 4, line),
			    str_slice(in, line + 1, to), false);
		from = to;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = {(const char *)data, size};
	struct zip_maker z = {BUF_INIT, BUF_INIT, 0};
	struct str packed;
	int done;

	if (size > 100000)
		return 0;
	if (str_starts(in, "PK"))
		return fuzz_book(data, size, "fuzz.epub", "epub");
	pack(&z, in);
	packed = zip_end(&z);
	done =
	    fuzz_book((const uint8_t *)packed.p, packed.n, "fuzz.epub", "epub");
	zip_free(&z);
	return done;
}
