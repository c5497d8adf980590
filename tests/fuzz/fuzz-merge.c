/*
 * Any bytes as a file that izba wrote and people wrote in: bringing it up to
 * date loses no line outside of pieces, and a second time changes nothing.
 */
#include <string.h>

#include "lib/export/merge.h"
#include "tests/fuzz/fuzz.h"

#define UUID(n) "0a1b2c3d-000" n "-4000-8000-000000000000"

static struct str
without_cr(struct str line)
{
	while (str_ends(line, "\r"))
		line.n--;
	return line;
}

/* Every line of the old text that is in no piece must come in the new one, in
 * order.  An empty line may go with a piece that goes. */
static void
keeps_lines(const struct shape *shape, struct str old, struct str new)
{
	struct parts parts = parts_find(shape, old);
	size_t part = 0, at = 0;

	for (size_t i = 0, end; i < old.n; i = end + 1) {
		struct str line;
		size_t found = at;

		for (end = i; end < old.n && old.p[end] != '\n';)
			end++;
		while (part < parts.n && parts.v[part].to <= i)
			part++;
		if (part < parts.n && parts.v[part].from <= i &&
		    parts.v[part].uuid.p != NULL && !parts.v[part].edited)
			continue;
		/* a last line may get the end it lacked */
		line = without_cr(str_slice(old, i, end));
		if (str_trim(line).n == 0)
			continue;
		while (found < new.n) {
			size_t stop = found;

			while (stop < new.n &&new.p[stop] != '\n')
				stop++;
			at = stop + 1;
			if (str_eq(
				without_cr(str_slice(new, found, stop)), line))
				break;
			found = at;
		}
		PROMISE(found < new.n);
	}
	parts_free(&parts);
}

static void
bring_up_to_date(const char *format, struct str old)
{
	const struct exporter *e = export_find(format);
	struct annotation marks[3] = {
	    {.uuid = UUID("0"),
		.kind = ANNOTATION_HIGHLIGHT,
		.quote = STR("one"),
		.section = STR("A")},
	    {.uuid = UUID("1"),
		.kind = ANNOTATION_HIGHLIGHT,
		.quote = STR("two"),
		.section = STR("A")},
	    {.uuid = UUID("2"),
		.kind = ANNOTATION_NOTE,
		.body = STR("three"),
		.section = STR("B")},
	};
	struct annotation dead[1] = {{.uuid = UUID("3")}};
	struct annotations notes = {.v = marks, .n = 3};
	struct annotations gone = {.v = dead, .n = 1};
	struct export_options o = {.path = "a.txt", .title = STR("T")};
	struct export_book book = {
	    .notes = &notes, .options = &o, .deleted = &gone};
	struct export_report r = {.annotations = 0}, again = r;
	struct buf new = BUF_INIT, out = BUF_INIT, third = BUF_INIT;

	export_books(e, &new, &book, 1, 1);
	merge_documents(e->shape, old, buf_lend(&new), &book, 1, &out, &r);
	if (!r.same) {
		keeps_lines(e->shape, old, buf_lend(&out));
		merge_documents(e->shape, buf_lend(&out), buf_lend(&new), &book,
		    1, &third, &again);
		PROMISE(again.same && again.added == 0 && again.changed == 0);
	}
	buf_free(&new);
	buf_free(&out);
	buf_free(&third);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = {(const char *)data, size};

	if (size > 20000)
		return 0;
	bring_up_to_date("markdown", s);
	bring_up_to_date("org", s);
	return 0;
}
