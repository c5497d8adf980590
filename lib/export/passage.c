/*
 * A passage of the book as Markdown: its blocks, its emphasis, its printed
 * line ends, and the notes it calls as footnotes.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/export/room.h"

/* A passage being written; footnotes are named by the first eight digits of
 * the annotation's UUID, so that they are its own. */
struct passage {
	struct buf *out;
	const struct book *book;
	const char *uuid;
	const char *line; /* what begins a line: "> " */
	struct cited *cited;
	size_t n_cited;
	bool start; /* nothing is on the line yet */
};

/* ---- footnotes ---- */

/* The name of a footnote: unique, since a passage over two chapters may call
 * two notes of one number. */
static void
footnote_name(const struct passage *p, const struct cited *c)
{
	struct str label = c->note->label;

	buf_printf(p->out, "[^%.8s-", p->uuid);
	for (size_t i = 0; i < label.n; i++)
		buf_putc(p->out, strchr(" \t\n[]^\\", label.p[i]) != NULL
				     ? '_'
				     : label.p[i]);
	if (c->among > 1)
		buf_printf(p->out, ".%u", c->among);
	buf_putc(p->out, ']');
}

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
			escape_markdown(
			    p->out, str_slice(text, i, end), p->start);
			p->start = false;
		}
		if (end < text.n && text.p[end] == '\t')
			buf_puts(p->out, " | ");
		if (end < text.n && text.p[end] == '\n') {
			buf_printf(p->out, "\\\n%s", p->line);
			p->start = true;
		}
	}
}

static const char *
sign_of(uint32_t style)
{
	if ((style & STYLE_STRONG) != 0)
		return (style & STYLE_EMPHASIS) != 0 ? "***" : "**";
	return (style & STYLE_EMPHASIS) != 0 ? "*" : "";
}

/* Text of one style: the signs must touch the words they hold. */
static void
styled(struct passage *p, struct str text, uint32_t style)
{
	struct str inner = str_trim(text);
	size_t lead = inner.n == 0 ? text.n : (size_t)(inner.p - text.p);
	const char *sign = inner.n == 0 ? "" : sign_of(style);

	plain(p, str_slice(text, 0, lead));
	buf_puts(p->out, sign);
	if (sign[0] != '\0')
		p->start = false;
	plain(p, inner);
	buf_puts(p->out, sign);
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
	buf_puts(p->out, p->line);
	p->start = true;
	for (; *i < p->n_cited && p->cited[*i].reference->to <= to; ++*i) {
		runs(p, from, p->cited[*i].reference->from);
		footnote_name(p, &p->cited[*i]);
		p->start = false;
		from = p->cited[*i].reference->to;
	}
	runs(p, from, to);
	buf_putc(p->out, '\n');
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
			buf_printf(
			    p->out, "%s\n", p->line[0] == '>' ? ">" : "");
		block(p, start, end, &i);
		first = false;
	}
}

static struct passage
passage_of(struct buf *out, const struct book *b, const struct annotation *a)
{
	struct passage p = {.out = out, .book = b, .uuid = a->uuid};

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
			buf_puts(p->out, ">\n");
		buf_puts(p->out, p->line);
		p->start = true;
		plain(p, str_slice(quote, i, end));
		buf_putc(p->out, '\n');
	}
}

void
passage_quote(struct buf *out, const struct book *b, const struct annotation *a)
{
	struct passage p = passage_of(out, b, a);

	p.line = "> ";
	if (b == NULL || a->state == ANCHOR_LOST)
		kept_quote(&p, a->quote);
	else
		blocks(&p, a->from, a->to);
	free(p.cited);
}

/* ---- the footnotes' text ---- */

/* The text of a note as the rest of a footnote: later blocks are indented. */
static void
note_text(struct passage *p, const struct note *note)
{
	struct str text = cited_text(p->book, note);
	uint32_t from = (uint32_t)(text.p - p->book->text.p);

	p->line = "    ";
	for (size_t i = 0, end; i < text.n; i = end + 1) {
		for (end = i; end < text.n && text.p[end] != '\n';)
			end++;
		if (i > 0)
			buf_printf(p->out, "\n\n%s", p->line);
		p->start = true;
		runs(p, from + (uint32_t)i, from + (uint32_t)end);
	}
}

void
passage_footnotes(
    struct buf *out, const struct book *b, const struct annotation *a)
{
	struct passage p = passage_of(out, b, a);

	for (size_t i = 0; i < p.n_cited; i++) {
		const struct note *source;

		if (p.cited[i].again)
			continue;
		buf_putc(out, '\n');
		footnote_name(&p, &p.cited[i]);
		buf_puts(out, ": ");
		note_text(&p, p.cited[i].note);
		source = cited_source(b, p.cited[i].note);
		if (source != NULL) {
			buf_puts(out, " (= n. ");
			escape_markdown(out, source->label, false);
			buf_puts(out, ": ");
			note_text(&p, source);
			buf_putc(out, ')');
		}
		buf_putc(out, '\n');
	}
	free(p.cited);
}
