/*
 * Any bytes as a picture: what is said of it is one of the kinds, and depends on
 * nothing behind its end; and as what stands for one in a text.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/formats.h>

#include "lib/formats/format.h"
#include "tests/fuzz/fuzz.h"

static void
check_data(struct str address)
{
	struct buf bytes = BUF_INIT;
	struct str name = image_name_of(address);

	PROMISE(name.n <= address.n);
	if (data_is(address) && data_read(address, &bytes, NULL))
		PROMISE(bytes.n <= address.n);
	PROMISE(image_mime_of(address).n <= 16);
	buf_free(&bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *alone = xmalloc(size + 1);
	struct image_facts f;
	struct buf words = BUF_INIT;

	memcpy(alone, data, size);
	/* exactly so many bytes, for the sanitizer to see one read too many */
	alone = xrealloc(alone, size > 0 ? size : 1);
	if (image_sniff((struct str){alone, size}, &f)) {
		PROMISE(f.kind != NULL && f.suffix != NULL);
		PROMISE((f.width > 0 && f.height > 0) ||
			strcmp(f.kind, "SVG") == 0);
	} else {
		PROMISE(f.kind == NULL && f.width == 0 && f.height == 0);
	}
	image_words(&f, &words);
	PROMISE(words.n <= 32);
	buf_free(&words);
	check_data((struct str){alone, size});
	free(alone);
	return 0;
}
