/*
 * Plain text: quotes in a margin, the reader's notes, and footnotes.
 */
#include "lib/export/room.h"

static void
as_it_is(struct buf *out, struct str s, bool start)
{
	(void)start;
	buf_str(out, s);
}

static void
call(struct buf *out, const char *uuid, const struct book *b, struct cited c)
{
	(void)uuid;
	(void)b;
	buf_putc(out, '[');
	buf_str(out, c.note->label);
	buf_putc(out, ']');
}

static const struct dialect plain = {
    .escape = as_it_is,
    .line = "| ",
    .parts = "|\n",
    .open = "",
    .close = "\n",
    .line_end = "\n",
    .cell = " | ",
    .signs = {{"", ""}, {"", ""}, {"", ""}, {"", ""}},
    .call = call,
    .called = {"  ", " "},
    .defined = "\n",
    .note_line = "  ",
    .note_parts = "\n  ",
};

void
plain_footnotes(
    struct buf *out, const struct book *b, const struct annotation *a)
{
	passage_footnotes_in(&plain, out, b, a);
}

/* ---- headings and pieces ---- */

/* Titles are underlined, the outermost by a double line. */
static void
heading(struct buf *out, unsigned level, struct str title)
{
	uint32_t wide = 0;

	for (size_t i = 0; i < title.n; i++)
		wide += ((unsigned char)title.p[i] & 0xc0) != 0x80;
	buf_str(out, title);
	buf_putc(out, '\n');
	for (uint32_t i = 0; i < wide && i < 72; i++)
		buf_putc(out, level == 0 ? '=' : '-');
	buf_puts(out, "\n\n");
}

static void
address_line(struct buf *out, const struct book *b, const struct annotation *a)
{
	struct str rest = a->tags, tag;

	buf_puts(out, "-- ");
	head_address(out, b, a);
	buf_puts(out, ", ");
	head_kind(out, a, ", ");
	for (size_t i = 0; (tag = head_tag(&rest)).p != NULL; i++) {
		buf_puts(out, i == 0 ? ", #" : " #");
		buf_str(out, tag);
	}
	if (head_doubt(a) != NULL)
		buf_printf(out, " (%s)", head_doubt(a));
	buf_puts(out, "\n\n");
}

/* A place has no quote: the words that follow it show where it is. */
static void
place_line(struct buf *out, const struct book *b, const struct annotation *a)
{
	buf_puts(out, "at “");
	buf_str(out, head_words(b, a));
	buf_puts(out, "…”\n");
}

static void
piece(struct buf *out, unsigned level, const struct leads *l,
    const struct annotation *a)
{
	const struct book *b = l->book;
	struct str body = str_trim(a->body);

	(void)level;
	if (a->quote.n > 0)
		passage_quote_in(&plain, out, b, a);
	else if (!annotation_is_on_book(a))
		place_line(out, b, a);
	if (body.n > 0) {
		buf_str(out, body);
		buf_putc(out, '\n');
	}
	plain_footnotes(out, b, a);
	address_line(out, b, a);
}

static const struct outline outline = {heading, piece};

void
plain_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	(void)now;
	for (size_t i = 0; i < n; i++) {
		struct str title = head_title(v[i].book, v[i].options);
		struct buf authors = BUF_INIT;

		heading(out, 0, title.n > 0 ? title : head_file(v[i].options));
		head_authors(&authors, v[i].book, v[i].options);
		if (authors.n > 0)
			buf_printf(out, "%s\n\n", authors.p);
		buf_free(&authors);
		outline_write(&outline, out, &v[i]);
	}
}
