/*
 * Any bytes in any encoding: the first byte says which is asked for, the second
 * which is declared, as numbers in the list of encodings (0 and what is past
 * its end: none).  The text decoded must lead back to its source.
 */
#include <string.h>

#include "lib/formats/encoding.h"
#include "tests/fuzz/fuzz.h"

static const char *
listed(uint8_t i)
{
	size_t n = 0;

	while (n < i && encoding_listed(n) != NULL)
		n++;
	return i == 0 ? NULL : encoding_listed(i - 1u);
}

/* Places of the text never go back in the source, nor past its end. */
static void
check_points(const struct decoded *d, size_t size)
{
	uint32_t last = 0;

	for (size_t i = 0; i < d->n_points; i++) {
		PROMISE(d->points[i].text <= d->text.n);
		PROMISE(d->points[i].source <= size);
	}
	for (size_t at = 0; at <= d->text.n; at += at < 64 ? 1 : 61) {
		uint32_t source = decoded_source(d, (uint32_t)at);

		PROMISE(source >= last);
		last = source;
	}
	PROMISE(last <= size);
}

static void
check_lines(const struct decoded *d)
{
	uint32_t last = 0;

	for (size_t i = 0; i < d->n_lines; i++) {
		PROMISE(d->lines[i].first > last);
		PROMISE(d->lines[i].last >= d->lines[i].first);
		PROMISE(encoding_name(str_of(d->lines[i].name)) != NULL);
		last = d->lines[i].last;
	}
}

static void
check_book(struct str bytes, const char *asked)
{
	struct read_options how = {.format = "text", .encoding = asked};
	struct err err = {0};
	struct book *b = book_read_bytes(bytes, "fuzz.txt", &how, &err);

	if (b == NULL) {
		PROMISE(err.code != ERR_NONE && err.text[0] != '\0');
		return;
	}
	if (!book_check(b, &err))
		fprintf(stderr, "%s\n", err.text);
	PROMISE(book_check(b, NULL));
	for (uint32_t at = 0; at < b->text.n; at += 13) {
		struct origin o = book_origin(b, book_snap(b, at));

		PROMISE(o.byte == NOWHERE || o.byte <= b->source_bytes);
		PROMISE(book_place_of(b, o.byte) <= b->text.n);
	}
	book_free(b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes;
	struct decoded d;
	struct err err = {0};
	const char *asked, *declared;

	if (size < 3 || size > 20000)
		return 0;
	asked = listed(data[0]);
	declared = listed(data[1]);
	bytes = (struct str){(const char *)data + 2, size - 2};
	if (!encoding_read(&d, bytes, asked, str_of(declared), &err)) {
		PROMISE(err.code != ERR_NONE && err.text[0] != '\0');
		return 0;
	}
	PROMISE(encoding_name(str_of(d.name)) != NULL);
	PROMISE(d.text.n <= 8 * bytes.n + 16);
	check_points(&d, bytes.n);
	check_lines(&d);
	decoded_free(&d);
	check_book(bytes, asked);
	return 0;
}
