/*
 * CSV (RFC 4180): a row for each annotation.  Cells are what they are: one
 * that begins with "=" is not altered for the sake of spreadsheets.
 */
#include "lib/export/room.h"

/* What one row is made of. */
struct row {
	const struct export_book *book;
	const struct annotation *a;
};

static void
put_uuid(struct buf *cell, const struct row *r)
{
	buf_puts(cell, r->a->uuid);
}

static void
put_type(struct buf *cell, const struct row *r)
{
	buf_puts(cell, annotation_names[r->a->kind]);
}

static void
put_book(struct buf *cell, const struct row *r)
{
	buf_str(cell, str_of(r->book->options->sha));
}

static void
put_title(struct buf *cell, const struct row *r)
{
	buf_str(cell, head_title(r->book->book, r->book->options));
}

static void
put_author(struct buf *cell, const struct row *r)
{
	head_authors(cell, r->book->book, r->book->options);
}

static void
put_chapter(struct buf *cell, const struct row *r)
{
	buf_str(cell, head_section(r->book->book, r->a));
}

static void
put_address(struct buf *cell, const struct row *r)
{
	head_address(cell, r->book->book, r->a);
}

static void
put_page(struct buf *cell, const struct row *r)
{
	buf_str(cell, head_page(r->book->book, r->a));
}

static void
put_note_no(struct buf *cell, const struct row *r)
{
	buf_str(cell, head_note(r->book->book, r->a));
}

static void
put_quote(struct buf *cell, const struct row *r)
{
	buf_str(cell, r->a->quote);
}

static void
put_note(struct buf *cell, const struct row *r)
{
	buf_str(cell, r->a->body);
}

static void
put_color(struct buf *cell, const struct row *r)
{
	buf_puts(cell, colour_names[r->a->colour]);
}

static void
put_style(struct buf *cell, const struct row *r)
{
	buf_puts(cell, mark_style_names[r->a->style]);
}

static void
put_tags(struct buf *cell, const struct row *r)
{
	buf_str(cell, r->a->tags);
}

static void
put_created(struct buf *cell, const struct row *r)
{
	export_time(cell, r->a->created);
}

static void
put_modified(struct buf *cell, const struct row *r)
{
	export_time(cell, r->a->modified);
}

static void
put_state(struct buf *cell, const struct row *r)
{
	buf_puts(cell, head_state(r->a));
}

static const struct {
	const char *name;
	void (*put)(struct buf *cell, const struct row *r);
} columns[] = {
    {"uuid", put_uuid},
    {"type", put_type},
    {"book_uid", put_book},
    {"title", put_title},
    {"author", put_author},
    {"chapter", put_chapter},
    {"para_ref", put_address},
    {"print_page", put_page},
    {"note_no", put_note_no},
    {"quote", put_quote},
    {"note", put_note},
    {"color", put_color},
    {"style", put_style},
    {"tags", put_tags},
    {"created", put_created},
    {"modified", put_modified},
    {"anchor_status", put_state},
};

static void
write_row(struct buf *out, struct buf *cell, const struct row *r)
{
	for (size_t i = 0; i < LENGTH(columns); i++) {
		buf_clear(cell);
		columns[i].put(cell, r);
		buf_puts(out, i > 0 ? "," : "");
		rows_cell(out, buf_lend(cell), ',');
	}
	buf_puts(out, "\r\n");
}

void
csv_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	struct buf cell = BUF_INIT;

	(void)now;
	for (size_t i = 0; i < LENGTH(columns); i++)
		buf_printf(out, "%s%s", i > 0 ? "," : "", columns[i].name);
	buf_puts(out, "\r\n");
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < v[i].notes->n; k++) {
			struct row r = {&v[i], &v[i].notes->v[k]};

			write_row(out, &cell, &r);
		}
	buf_free(&cell);
}
