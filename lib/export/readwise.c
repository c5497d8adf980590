/*
 * Readwise's CSV: a row for each highlight or note; a place without words has
 * nothing to show there and is left out.
 */
#include "lib/export/room.h"

static void
cell(struct buf *out, struct str s)
{
	rows_cell(out, s, ',');
	buf_putc(out, ',');
}

/* The note with its tags in the way Readwise knows them: ".oil .trade". */
static void
note_cell(struct buf *out, const struct annotation *a)
{
	struct buf note = BUF_INIT;
	struct str rest = a->tags, tag;

	for (size_t i = 0; (tag = head_tag(&rest)).p != NULL; i++) {
		buf_puts(&note, i > 0 ? " ." : ".");
		buf_str(&note, tag);
	}
	if (note.n > 0 && a->body.n > 0)
		buf_putc(&note, '\n');
	buf_str(&note, a->body);
	cell(out, buf_lend(&note));
	buf_free(&note);
}

static void
row(struct buf *out, const struct export_book *v, const struct annotation *a)
{
	struct buf word = BUF_INIT;

	cell(out, a->quote.n > 0 ? a->quote : a->body);
	cell(out, head_title(v->book, v->options));
	head_authors(&word, v->book, v->options);
	cell(out, buf_lend(&word));
	buf_clear(&word);
	if (a->quote.n > 0)
		note_cell(out, a);
	else
		buf_putc(out, ',');
	/* Readwise sorts by it, so it is a number */
	buf_printf(out, "%u,", a->from);
	export_time(&word, a->created);
	rows_cell(out, buf_lend(&word), ',');
	buf_puts(out, "\r\n");
	buf_free(&word);
}

void
readwise_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	(void)now;
	buf_puts(out, "Highlight,Title,Author,Note,Location,Date\r\n");
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < v[i].notes->n; k++) {
			const struct annotation *a = &v[i].notes->v[k];

			if (a->quote.n > 0 || a->body.n > 0)
				row(out, &v[i], a);
		}
}
