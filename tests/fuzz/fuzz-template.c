/*
 * Any bytes as a template: it is read or refused with a line, and what it makes
 * is bounded and the same each time.
 */
#include <string.h>

#include <izba/export.h>

#include "tests/fuzz/fuzz.h"

static void
fill_twice(const struct export_template *t)
{
	struct annotation v[3] = {
	    {.uuid = "0a1b2c3d-0000-4000-8000-000000000000",
		.kind = ANNOTATION_HIGHLIGHT,
		.quote = STR("a *b*\n# <c> \"d\", {e}"),
		.body = STR("one\ntwo"),
		.tags = STR(" x  y "),
		.section = STR("S")},
	    {.uuid = "1a1b2c3d-0000-4000-8000-000000000000",
		.kind = ANNOTATION_BOOKMARK,
		.mark = 'k',
		.suffix = STR("words")},
	    {.uuid = "2a1b2c3d-0000-4000-8000-000000000000",
		.kind = ANNOTATION_NOTE,
		.state = ANCHOR_LOST,
		.section = STR("S")},
	};
	struct annotations notes = {.v = v, .n = 3};
	struct export_options o = {
	    .path = "a/b.txt", .title = STR("T"), .authors = STR("A; B;C")};
	struct export_book books[2] = {
	    {.notes = &notes, .options = &o}, {.notes = &notes, .options = &o}};
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct err err;
	bool ok = export_template_write(t, &one, books, 2, 1, &err);

	PROMISE(ok == export_template_write(t, &two, books, 2, 1, &err));
	PROMISE(one.n == two.n && memcmp(one.p, two.p, one.n) == 0);
	buf_free(&one);
	buf_free(&two);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = {(const char *)data, size};
	struct export_template *t;
	struct err err = {.code = ERR_NONE};

	if (size > 4000)
		return 0;
	t = export_template_read("a.md", s, &err);
	PROMISE((t == NULL) == (err.code != ERR_NONE));
	PROMISE(t != NULL || strncmp(err.text, "a.md: ", 6) == 0);
	if (t != NULL)
		fill_twice(t);
	export_template_free(t);
	return 0;
}
