/*
 * Any bytes as a book, laid out at a width and height taken from them: the
 * invariants of a layout hold.  The first two bytes are the measure and the
 * rows, the third says how; the rest is a file, or blocks parted by form feeds
 * that begin with a byte for their kind.
 */
#include <izba/apparatus.h>
#include <izba/builder.h>
#include <izba/formats.h>

#include "tests/fuzz/fuzz.h"
#include "tests/unit/layout-check.h"

enum { SECTIONS = 1, HIDE_NOTES = 2, FEET = 4, BLOCKS = 8, PARTED = 16 };

static struct book *
build(struct str s)
{
	struct builder *b = builder_new("text");

	builder_source_bytes(b, (uint32_t)s.n);
	while (s.n > 0) {
		size_t end = str_find(s, STR("\f"));
		unsigned what = (unsigned char)s.p[0];

		if (end > s.n)
			end = s.n;
		builder_block(b, (enum block_kind)(what % BLOCK_KINDS),
		    what / BLOCK_KINDS % 5, what & BLOCK_CENTRED, 1, what & 1);
		builder_text(
		    b, str_slice(s, 1, end), what & STYLE_SUPERSCRIPT, 1, 0);
		s = str_slice(s, end + 1, s.n);
	}
	return builder_finish(b, NULL);
}

/* Those of the tests, made once. */
static struct hyphens *
patterns(void)
{
	static struct hyphens *h;
	const char *top = getenv("srcdir");
	struct buf path = BUF_INIT;

	if (h != NULL)
		return h;
	buf_printf(&path, "%s/tests/hyphens", top != NULL ? top : ".");
	h = hyphens_new(path.p);
	buf_free(&path);
	return h;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = {(const char *)data + 3, size - 3};
	struct layout_options o = {0};
	const char *wrong;
	struct book *b;

	if (size < 4 || size > 100000)
		return 0;
	o.measure = data[0];
	o.rows = data[1] % 64;
	o.sections_start_pages = (data[2] & SECTIONS) != 0;
	o.hide_notes = (data[2] & HIDE_NOTES) != 0;
	o.notes_at_foot = (data[2] & FEET) != 0;
	if ((data[2] & PARTED) != 0)
		o.hyphens = patterns();
	if ((data[2] & BLOCKS) != 0)
		b = build(rest);
	else
		b = book_read_bytes(rest, "fuzz.txt", NULL, NULL);
	if (b == NULL)
		return 0;
	apparatus_link(b);
	wrong = layout_check(b, &o);
	if (wrong != NULL)
		fprintf(stderr, "%s\n", wrong);
	PROMISE(wrong == NULL);
	book_free(b);
	return 0;
}
