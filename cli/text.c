/*
 * izba text: the book as laid-out text on standard output, UTF-8 always.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <izba/book.h>
#include <izba/formats.h>
#include <izba/layout.h>
#include <izba/text.h>

#include "cli/cli.h"

#define WIDTH_MOST 1000
#define ROWS_MOST 100000
/* Cells of the rule above the notes of a page. */
#define RULE_CELLS 12

enum notes { NOTES_PAGE, NOTES_END, NOTES_INLINE, NOTES_NONE, NOTES_KINDS };
static const char *const notes_names[NOTES_KINDS] = {
    "page", "end", "inline", "none"};

struct writer {
	const struct book *b;
	struct layout *layout;
	struct hyphens *hyphens; /* or NULL */
	struct buf out;
	int width, rows;
	uint32_t blank; /* empty lines that wait for text after them */
};

/* ---- lines ---- */

/* Text as it is shown: raised signs raised, soft hyphens gone. */
static void
put_text(struct buf *out, const struct book *b, uint32_t from, uint32_t to)
{
	while (from < to) {
		uint32_t end, raised, cp;
		uint32_t style = book_style_at(b, from, &end);
		const char *p = b->text.p + from, *stop;
		size_t n;

		from = end < to ? end : to;
		stop = b->text.p + from;
		for (; p < stop; p += n) {
			cp = cp_decode(p, stop, &n);
			raised = (style & STYLE_SUPERSCRIPT) != 0
				     ? cp_to_superscript(cp)
				     : 0;
			if (cp != 0xad)
				buf_putcp(out, raised != 0 ? raised : cp);
		}
	}
}

static void
put_times(struct buf *out, const char *s, int n)
{
	while (n-- > 0)
		buf_puts(out, s);
}

/* What the book says of a picture's size, in the cells that it has for it. */
static void
put_facts(struct buf *out, const struct book *b, const struct segment *s)
{
	uint32_t i = book_image_of(b, book_block_at(b, s->from));
	struct image_facts f = {.kind = NULL};
	struct buf words = BUF_INIT;
	struct str fits;

	if (i != NOWHERE) {
		f.kind = image_kind_of(b->images[i].mime);
		f.width = b->images[i].width;
		f.height = b->images[i].height;
	}
	image_words(&f, &words);
	fits = buf_lend(&words);
	fits = str_slice(fits, 0, text_fit(fits, s->width));
	buf_str(out, fits);
	put_times(out, " ", s->width - text_width(fits));
	buf_free(&words);
}

static void
put_segment(struct buf *out, const struct book *b, const struct segment *s)
{
	uint32_t note;

	switch (s->kind) {
	case SEGMENT_HYPHEN:
		buf_putc(out, '-');
		break;
	case SEGMENT_BULLET:
		buf_puts(out, "•");
		break;
	case SEGMENT_LABEL:
		note = book_note_at(b, s->from);
		if (note != NOWHERE)
			buf_str(out, b->notes[note].label);
		buf_putc(out, '.');
		break;
	case SEGMENT_RULE:
		put_times(out, "─", s->width);
		break;
	case SEGMENT_FIGURE:
		buf_puts(out, "[picture]");
		break;
	case SEGMENT_FRAME:
		buf_puts(out, "│");
		break;
	case SEGMENT_FACTS:
		put_facts(out, b, s);
		break;
	default:
		put_text(out, b, s->from, s->to);
		break;
	}
}

/* Append a line's segments, indented by `indent`. */
static void
put_line(struct buf *out, const struct book *b, const struct line *line,
    const struct segment *segments, int indent)
{
	int col = -indent;
	size_t start = out->n;

	for (uint32_t i = 0; i < line->segments; i++) {
		put_times(out, " ", segments[i].col - col);
		put_segment(out, b, &segments[i]);
		col = segments[i].col + segments[i].width;
	}
	while (out->n > start && out->p[out->n - 1] == ' ')
		buf_cut(out, out->n - 1);
}

/* Write what was put, as one line or several; empty lines wait until there is
 * text after them. */
static void
write_out(struct writer *w)
{
	if (w->out.n == 0) {
		w->blank++;
		return;
	}
	for (; w->blank > 0; w->blank--)
		putchar('\n');
	fwrite(w->out.p, 1, w->out.n, stdout);
	putchar('\n');
	buf_clear(&w->out);
}

static void
write_line(struct writer *w, struct line_at at)
{
	put_line(&w->out, w->b, layout_line(w->layout, at),
	    layout_segments(w->layout, at), 0);
	write_out(w);
}

/* ---- notes in the text ---- */

/* A note in brackets, indented under its paragraph. */
static void
write_note(struct writer *w, const struct note *note)
{
	int indent = w->width >= 40 ? 4 : 0;
	struct layout_span span;

	layout_span(&span, w->b, note->from, note->to, w->width - indent - 2,
	    w->hyphens);
	for (uint32_t i = 0; i < span.n_lines; i++) {
		put_times(&w->out, " ", indent);
		buf_putc(&w->out, i == 0 ? '[' : ' ');
		put_line(&w->out, w->b, &span.lines[i],
		    span.segments + span.lines[i].segment, 0);
		if (i + 1 == span.n_lines)
			buf_putc(&w->out, ']');
		write_out(w);
	}
	layout_span_free(&span);
}

static void
write_notes(struct writer *w, const struct block *block)
{
	const struct book *b = w->b;
	uint32_t i = book_reference_from(b, block->from);

	for (; i < b->n_references && b->references[i].from < block->to; i++)
		if (b->references[i].note != NOWHERE)
			write_note(w, &b->notes[b->references[i].note]);
}

/* ---- the book ---- */

/* The whole book as one long page; chapters are set apart. */
static void
write_lines(struct writer *w, bool with_notes)
{
	struct line_at at = {0, 0}, before;
	uint32_t block;

	do {
		block = layout_line(w->layout, at)->block;
		write_line(w, at);
		before = at;
		if (!layout_next(w->layout, &at)) {
			at.chapter = UINT32_MAX;
			break;
		}
		if (with_notes && layout_line(w->layout, at)->block != block)
			write_notes(w, &w->b->blocks[block]);
		if (at.chapter != before.chapter)
			w->blank += 2;
	} while (true);
	if (with_notes)
		write_notes(w, &w->b->blocks[block]);
}

static void
write_foot(struct writer *w, const struct page *p)
{
	const struct segment *segments;
	const struct line *lines = layout_foot(w->layout, p, &segments);

	if (p->foot == 0)
		return;
	for (uint32_t i = p->lines + p->foot + 1; i < (uint32_t)w->rows; i++)
		w->blank++;
	put_times(&w->out, "─", w->width < RULE_CELLS ? w->width : RULE_CELLS);
	write_out(w);
	for (uint32_t i = 0; i < p->foot; i++) {
		put_line(
		    &w->out, w->b, &lines[i], segments + lines[i].segment, 0);
		write_out(w);
	}
}

/* Pages, parted by form feeds. */
static void
write_pages(struct writer *w)
{
	struct page p = layout_page_at(w->layout, 0);
	bool first = true;

	do {
		w->blank = 0;
		if (!first)
			putchar('\f');
		first = false;
		for (uint32_t i = 0; i < p.lines; i++)
			write_line(w, (struct line_at){
					  p.first.chapter, p.first.line + i});
		write_foot(w, &p);
	} while (layout_page_next(w->layout, &p));
}

static void
write_book(
    const struct book *b, enum notes notes, int width, int rows, bool parted)
{
	struct layout_options options = {
	    .measure = width,
	    .rows = notes == NOTES_PAGE ? rows : INT_MAX,
	    .sections_start_pages = true,
	    .hide_notes = notes != NOTES_END,
	    .notes_at_foot = notes == NOTES_PAGE,
	};
	struct writer w = {
	    .b = b, .out = BUF_INIT, .width = width, .rows = rows};

	if (parted)
		w.hyphens = options.hyphens = hyphens_new(hyphens_folder());
	w.layout = layout_new(b, &options);
	if (notes == NOTES_PAGE)
		write_pages(&w);
	else
		write_lines(&w, notes == NOTES_INLINE);
	layout_free(w.layout);
	hyphens_free(w.hyphens);
	buf_free(&w.out);
}

/* ---- the command line ---- */

static bool
take_number(
    const char *option, const char *value, int least, int most, int *out)
{
	char *end;
	long n;

	if (value == NULL)
		return true;
	n = strtol(value, &end, 10);
	if (end == value || *end != '\0' || n < least || n > most) {
		cli_usage("text", "--%s wants a number from %d to %d", option,
		    least, most);
		return false;
	}
	*out = (int)n;
	return true;
}

static bool
take_notes(const char *value, enum notes *out)
{
	if (value == NULL)
		return true;
	for (unsigned i = 0; i < NOTES_KINDS; i++)
		if (strcmp(value, notes_names[i]) == 0) {
			*out = (enum notes)i;
			return true;
		}
	cli_usage("text", "--notes is page, end, inline or none");
	return false;
}

int
cli_text(int argc, char **argv)
{
	struct read_options how = {.format = NULL};
	const char *width = NULL, *rows = NULL, *where = NULL;
	bool parted = false;
	const struct cli_option options[] = {
	    {"width", "N", "cells of a line (72)", &width, NULL},
	    {"rows", "N", "lines of a page, with --notes=page (40)", &rows,
		NULL},
	    {"notes", "WHERE",
		"page (at its foot), end (as printed), inline, none", &where,
		NULL},
	    {"hyphens", NULL, "part words at the ends of lines", NULL, &parted},
	    CLI_READ_OPTIONS(how),
	    {0},
	};
	enum notes notes = NOTES_END;
	int measure = 72, lines = 40;
	struct err err;
	struct book *b;
	char *path;
	int n = cli_options("text", "FILE ...",
	    "Print a book as laid-out text, in UTF-8", options, argc, argv);

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	if (n < 1)
		return cli_usage("text", "a file is wanted");
	if (!take_number("width", width, 10, WIDTH_MOST, &measure) ||
	    !take_number("rows", rows, 3, ROWS_MOST, &lines) ||
	    !take_notes(where, &notes))
		return EXIT_USAGE;
	if (parted && !hyphens_ready(&err))
		return cli_fail(&err);
	path = book_path_join((const char *const *)argv, (size_t)n);
	b = cli_book(path, &how, &err);
	free(path);
	if (b == NULL)
		return cli_fail(&err);
	write_book(b, notes, measure, lines, parted);
	book_free(b);
	return cli_end(EXIT_DONE);
}
