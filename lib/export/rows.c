/*
 * Cells of tables: text of a book can hold quotation marks, commas, tabs and
 * line ends, and stays one cell.
 */
#include <string.h>

#include "lib/export/room.h"

static bool
must_be_quoted(struct str s, char parted_by)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == parted_by || strchr("\"\r\n\t", s.p[i]) != NULL)
			return true;
	/* blanks at the ends are text; "#" first would be a comment */
	return s.n > 0 &&
	       (s.p[0] == ' ' || s.p[0] == '#' || s.p[s.n - 1] == ' ');
}

void
rows_cell(struct buf *out, struct str s, char parted_by)
{
	if (!must_be_quoted(s, parted_by)) {
		buf_str(out, s);
		return;
	}
	buf_putc(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_putc(out, '"');
		buf_putc(out, s.p[i]);
	}
	buf_putc(out, '"');
}
