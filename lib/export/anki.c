/*
 * Anki's text import: a card for each highlight or note, known by its UUID, so
 * that a second import changes cards and doubles none.
 */
#include "lib/export/room.h"

static void
cell(struct buf *out, struct str s)
{
	rows_cell(out, s, '\t');
	buf_putc(out, '\t');
}

/* The back: the reader's note and the footnotes of the passage. */
static void
back(struct buf *out, const struct export_book *v, const struct annotation *a)
{
	struct buf text = BUF_INIT;

	if (a->quote.n > 0)
		buf_str(&text, str_trim(a->body));
	if (text.n > 0)
		buf_putc(&text, '\n');
	plain_footnotes(&text, v->book, a);
	cell(out, str_trim(buf_lend(&text)));
	buf_free(&text);
}

static void
row(struct buf *out, const struct export_book *v, const struct annotation *a)
{
	struct buf source = BUF_INIT;
	struct str title = head_title(v->book, v->options);

	cell(out, str_of(a->uuid));
	cell(out, a->quote.n > 0 ? a->quote : a->body);
	back(out, v, a);
	buf_str(&source, title);
	buf_puts(&source, title.n > 0 ? ", " : "");
	head_address(&source, v->book, a);
	cell(out, buf_lend(&source));
	rows_cell(out, a->tags, '\t');
	buf_putc(out, '\n');
	buf_free(&source);
}

void
anki_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	(void)now;
	buf_puts(out, "#separator:Tab\n#html:false\n"
		      "#columns:guid\tFront\tBack\tSource\tTags\n"
		      "#guid column:1\n#tags column:5\n");
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < v[i].notes->n; k++) {
			const struct annotation *a = &v[i].notes->v[k];

			if (a->quote.n > 0 || a->body.n > 0)
				row(out, &v[i], a);
		}
}
