/*
 * A passage of the book: its blocks, its emphasis, its printed line ends, and
 * the notes it calls as footnotes.  How each of them is written is a dialect's
 * matter; Markdown's is here.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/export/room.h"

/* A passage being written; footnotes are named by the first twelve digits
 * of the annotation's UUID, so that they are its own. */
struct passage {
	struct buf *out;
	const struct book *book;
	const char *uuid;
	const struct dialect *dialect;
	const char *line; /* what begins a line: "> " */
	struct cited *cited;
	size_t n_cited;
	bool start; /* nothing is on the line yet */
};

/* ---- footnotes ---- */

/* A footnote's name is unique, since a passage over two chapters may call two
 * notes of one number. */
static void
markdown_call(
    struct buf *out, const char *uuid, const struct book *b, struct cited c)
{
	buf_printf(out, "[^%.13s-", uuid);
	cited_name(out, b, c);
	buf_putc(out, ']');
}

static const struct dialect markdown = {
    .escape = escape_markdown,
    .line = "> ",
    .parts = ">\n",
    .open = "",
    .close = "\n",
    .line_end = "\\\n",
    .cell = " | ",
    .signs = {{"", ""}, {"*", "*"}, {"**", "**"}, {"***", "***"}},
    .call = markdown_call,
    .called = {"\n", ": "},
    .note_line = "    ",
    .note_parts = "\n\n    ",
    .defined = "\n",
};

/* ---- text ---- */

/* Text without style; its line ends are kept, its cells are parted. */
static void
plain(struct passage *p, struct str text)
{
	for (size_t i = 0, end; i < text.n; i = end + 1) {
		for (end = i; end < text.n && text.p[end] != '\n' &&
			      text.p[end] != '\t';)
			end++;
		if (end > i) {
			p->dialect->escape(
			    p->out, str_slice(text, i, end), p->start);
			p->start = false;
		}
		if (end < text.n && text.p[end] == '\t')
			buf_puts(p->out, p->dialect->cell);
		if (end < text.n && text.p[end] == '\n') {
			buf_printf(
			    p->out, "%s%s", p->dialect->line_end, p->line);
			p->start = true;
		}
	}
}

static const char *const *
signs_of(const struct passage *p, uint32_t style)
{
	return p->dialect->signs[((style & STYLE_EMPHASIS) != 0 ? 1 : 0) +
				 ((style & STYLE_STRONG) != 0 ? 2 : 0)];
}

/* Text of one style: the signs must touch the words they hold. */
static void
styled(struct passage *p, struct str text, uint32_t style)
{
	struct str inner = str_trim(text);
	size_t lead = inner.n == 0 ? text.n : (size_t)(inner.p - text.p);
	const char *const *signs = signs_of(p, inner.n == 0 ? 0 : style);

	plain(p, str_slice(text, 0, lead));
	buf_puts(p->out, signs[0]);
	if (signs[0][0] != '\0')
		p->start = false;
	plain(p, inner);
	buf_puts(p->out, signs[1]);
	plain(p, str_slice(text, lead + inner.n, text.n));
}

/* The text of [from, to), run by run. */
static void
runs(struct passage *p, uint32_t from, uint32_t to)
{
	while (from < to) {
		uint32_t end = to;
		uint32_t style = book_style_at(p->book, from, &end);

		if (end > to || end <= from)
			end = to;
		styled(p, book_text(p->book, from, end), style);
		from = end;
	}
}

/* The text of [from, to), which is of one block, with its callouts; *i is the
 * next of them. */
static void
block(struct passage *p, uint32_t from, uint32_t to, size_t *i)
{
	const char *text = p->book->text.p;

	while (from < to && strchr(" \n\t", text[from]) != NULL)
		from++;
	while (to > from && strchr(" \n\t", text[to - 1]) != NULL)
		to--;
	buf_printf(p->out, "%s%s", p->line, p->dialect->open);
	p->start = true;
	for (; *i < p->n_cited && p->cited[*i].reference->to <= to; ++*i) {
		runs(p, from, p->cited[*i].reference->from);
		p->dialect->call(p->out, p->uuid, p->book, p->cited[*i]);
		p->start = false;
		from = p->cited[*i].reference->to;
	}
	runs(p, from, to);
	buf_puts(p->out, p->dialect->close);
}

/* [from, to), block by block, parted by empty lines. */
static void
blocks(struct passage *p, uint32_t from, uint32_t to)
{
	const struct book *b = p->book;
	size_t i = 0;
	bool first = true;

	for (uint32_t k = book_block_at(b, from); k < b->n_blocks; k++) {
		uint32_t start = b->blocks[k].from, end = b->blocks[k].to;

		if (start >= to)
			break;
		if (start < from)
			start = from;
		if (end > to)
			end = to;
		if (start >= end)
			continue;
		if (!first)
			buf_puts(p->out, p->dialect->parts);
		block(p, start, end, &i);
		first = false;
	}
}

static struct passage
passage_of(const struct dialect *d, struct buf *out, const struct book *b,
    const struct annotation *a)
{
	struct passage p = {.out = out,
	    .book = b,
	    .uuid = a->uuid,
	    .dialect = d,
	    .line = d->line};

	if (b != NULL && a->state != ANCHOR_LOST)
		p.cited = cited_in(b, a->from, a->to, &p.n_cited);
	return p;
}

/* The quote as it was kept, where the book does not have it (any more). */
static void
kept_quote(struct passage *p, struct str quote)
{
	for (size_t i = 0, end; i < quote.n; i = end + 1) {
		for (end = i; end < quote.n && quote.p[end] != '\n';)
			end++;
		if (i > 0)
			buf_puts(p->out, p->dialect->parts);
		buf_printf(p->out, "%s%s", p->line, p->dialect->open);
		p->start = true;
		plain(p, str_slice(quote, i, end));
		buf_puts(p->out, p->dialect->close);
	}
}

void
passage_quote_in(const struct dialect *d, struct buf *out, const struct book *b,
    const struct annotation *a)
{
	struct passage p = passage_of(d, out, b, a);

	if (b == NULL || a->state == ANCHOR_LOST)
		kept_quote(&p, a->quote);
	else
		blocks(&p, a->from, a->to);
	free(p.cited);
}

void
passage_quote(struct buf *out, const struct book *b, const struct annotation *a)
{
	passage_quote_in(&markdown, out, b, a);
}

/* ---- the footnotes' text ---- */

/* The text of a note as the rest of a footnote: later blocks are indented. */
static void
note_text(struct passage *p, const struct note *note)
{
	struct str text = cited_text(p->book, note);
	uint32_t from = (uint32_t)(text.p - p->book->text.p);

	p->line = p->dialect->note_line;
	for (size_t i = 0, end; i < text.n; i = end + 1) {
		for (end = i; end < text.n && text.p[end] != '\n';)
			end++;
		if (i > 0)
			buf_puts(p->out, p->dialect->note_parts);
		p->start = true;
		runs(p, from + (uint32_t)i, from + (uint32_t)end);
	}
}

/* One footnote; one that says "Ibid." with what it stands for. */
static void
definition(struct passage *p, struct cited c)
{
	const struct note *source = cited_source(p->book, c.note);
	const struct dialect *d = p->dialect;

	if (d->define != NULL) {
		d->define(p->out, p->uuid, p->book, c);
	} else {
		buf_puts(p->out, d->called[0]);
		d->call(p->out, p->uuid, p->book, c);
		buf_puts(p->out, d->called[1]);
	}
	note_text(p, c.note);
	if (source != NULL) {
		buf_puts(p->out, " (= n. ");
		d->escape(p->out, source->label, false);
		buf_puts(p->out, ": ");
		note_text(p, source);
		buf_putc(p->out, ')');
	}
	buf_puts(p->out, d->defined);
}

void
passage_footnotes_in(const struct dialect *d, struct buf *out,
    const struct book *b, const struct annotation *a)
{
	struct passage p = passage_of(d, out, b, a);

	for (size_t i = 0; i < p.n_cited; i++)
		if (!p.cited[i].again)
			definition(&p, p.cited[i]);
	free(p.cited);
}

void
passage_footnotes(
    struct buf *out, const struct book *b, const struct annotation *a)
{
	passage_footnotes_in(&markdown, out, b, a);
}
