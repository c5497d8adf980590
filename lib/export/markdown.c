/*
 * Markdown: a document of headings, quotes, the reader's notes, and the
 * footnotes that are called inside the quotes.
 *
 *  1. Each annotation is one piece between <!-- izba:UUID SUM --> and
 *     <!-- /izba -->, and whole in itself: its footnotes are defined in it.
 *  2. What the reader wrote is Markdown already and stays so, but it can't
 *     forge the marks of a piece.
 *  3. The same annotations give the same bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/export/parts.h"
#include "lib/export/room.h"

#define DEPTH 5 /* levels of headings */

struct document {
	struct buf *out;
	const struct book *book; /* or NULL */
	unsigned level; /* of the first headings: 2 is "##" */
	uint32_t path[DEPTH]; /* the sections that stand over what follows */
	size_t depth;
	struct str heading; /* the same where there is no book */
	bool in_lost;
};

static void
heading(struct document *d, unsigned level, struct str text)
{
	buf_putc(d->out, '\n');
	for (unsigned i = 0; i < level && i < 6; i++)
		buf_putc(d->out, '#');
	buf_putc(d->out, ' ');
	escape_markdown(d->out, text, false);
	buf_putc(d->out, '\n');
}

/* ---- headings over an annotation, as far as they are new ---- */

static void
kept_heading(struct document *d, const struct annotation *a)
{
	if (a->section.n == 0 || str_eq(a->section, d->heading))
		return;
	d->heading = a->section;
	heading(d, d->level + (d->in_lost ? 1 : 0), a->section);
}

static void
section_headings(struct document *d, const struct annotation *a)
{
	uint32_t path[DEPTH];
	size_t n = head_sections(d->book, a, path, DEPTH), same = 0;

	while (same < n && same < d->depth && path[same] == d->path[same])
		same++;
	for (size_t i = same; i < n; i++) {
		const struct section *s = &d->book->sections[path[i]];

		if (s->title.n > 0)
			heading(d, d->level + (unsigned)i, s->title);
	}
	memcpy(d->path, path, n * sizeof(*path));
	d->depth = n;
}

static void
headings(struct document *d, const struct annotation *a)
{
	if (d->book == NULL || d->in_lost)
		kept_heading(d, a);
	else
		section_headings(d, a);
}

/* ---- one annotation ---- */

/* The reader's own words; a line that would look like the marks of a piece is
 * taken for text. */
static void
body(struct document *d, struct str text)
{
	text = str_trim(text);
	for (size_t i = 0, end; i < text.n; i = end + 1) {
		struct str line;

		for (end = i; end < text.n && text.p[end] != '\n';)
			end++;
		line = str_slice(text, i, end);
		if (str_starts(str_trim(line), "<!-- izba:") ||
		    str_starts(str_trim(line), "<!-- /izba"))
			buf_putc(d->out, '\\');
		buf_str(d->out, str_trim(line).n > 0 ? line : STR(""));
		buf_putc(d->out, '\n');
	}
}

/* The words that follow a place, up to the end of the line: whole ones if
 * there are many. */
static struct str
words_at(const struct book *b, const struct annotation *a)
{
	struct str s = a->suffix;
	size_t end;

	if (b != NULL && a->state != ANCHOR_LOST)
		s = book_text(b, a->from, book_snap(b, a->from + 80));
	s = str_trim(s);
	end = str_find(s, STR("\n"));
	if (end != SIZE_MAX)
		return str_slice(s, 0, end);
	for (end = s.n; end > 0 && s.p[end - 1] != ' ';)
		end--;
	return end > s.n / 2 ? str_trim(str_slice(s, 0, end)) : s;
}

/* A place has no quote: the words that follow it show where it is. */
static void
place_line(struct document *d, const struct annotation *a)
{
	buf_puts(d->out, "**");
	buf_puts(d->out, a->kind == ANNOTATION_NOTE ? "Note" : "Bookmark");
	if (a->mark != '\0')
		buf_printf(d->out, " %c", a->mark);
	buf_puts(d->out, "** at “");
	escape_markdown(d->out, words_at(d->book, a), false);
	buf_printf(d->out, "…” ^%.13s\n", a->uuid);
}

/* "— §3.14, n. 7 · green · #tag" */
static void
address_line(struct document *d, const struct annotation *a)
{
	struct str tag;

	buf_puts(d->out, "\n— ");
	head_address(d->out, d->book, a);
	if (a->state == ANCHOR_LOST)
		buf_puts(d->out, " *(not found in the present text)*");
	if (a->kind == ANNOTATION_HIGHLIGHT ||
	    (a->kind == ANNOTATION_NOTE && a->colour != YELLOW))
		buf_printf(d->out, " · %s", colour_names[a->colour]);
	if (a->style != SOLID)
		buf_printf(d->out, " · %s", mark_style_names[a->style]);
	for (size_t i = 0; (tag = head_tag(a, i)).p != NULL; i++) {
		buf_puts(d->out, i == 0 ? " · #" : " #");
		buf_str(d->out, tag);
	}
	buf_putc(d->out, '\n');
}

/* Obsidian knows a block by "^id": of a quote it is on a line of its own. */
static void
piece(struct document *d, const struct annotation *a)
{
	size_t from;

	headings(d, a);
	buf_putc(d->out, '\n');
	from = d->out->n;
	buf_printf(d->out, "<!-- izba:%s %s -->\n\n", a->uuid, PART_NO_SUM);
	if (a->quote.n > 0) {
		passage_quote(d->out, d->book, a);
		buf_printf(d->out, "\n^%.13s\n", a->uuid);
	} else {
		place_line(d, a);
	}
	if (str_trim(a->body).n > 0) {
		buf_putc(d->out, '\n');
		body(d, a->body);
	}
	address_line(d, a);
	passage_footnotes(d->out, d->book, a);
	buf_puts(d->out, "\n<!-- /izba -->\n");
	part_seal(&shape_markdown, d->out, from);
}

/* All annotations, those that were lost at the end. */
static void
pieces(struct document *d, const struct annotations *notes)
{
	for (size_t i = 0; i < notes->n; i++)
		if (notes->v[i].state != ANCHOR_LOST)
			piece(d, &notes->v[i]);
	d->heading = (struct str){NULL, 0};
	for (size_t i = 0; i < notes->n; i++) {
		if (notes->v[i].state != ANCHOR_LOST)
			continue;
		if (!d->in_lost)
			heading(
			    d, d->level, STR("Not found in the present text"));
		d->in_lost = true;
		piece(d, &notes->v[i]);
	}
}

/* ---- documents ---- */

static void
front_line(struct buf *out, const char *key, struct str value)
{
	if (value.p == NULL)
		return;
	buf_printf(out, "%s: ", key);
	escape_yaml(out, value);
	buf_putc(out, '\n');
}

static void
front_authors(
    struct buf *out, const struct book *b, const struct export_options *o)
{
	struct str author = head_author(b, o, 0);

	if (author.p == NULL)
		return;
	if (head_author(b, o, 1).p == NULL) {
		front_line(out, "author", author);
		return;
	}
	buf_puts(out, "author:\n");
	for (size_t i = 0; (author = head_author(b, o, i)).p != NULL; i++) {
		buf_puts(out, "  - ");
		escape_yaml(out, author);
		buf_putc(out, '\n');
	}
}

static void
front_time(struct buf *out, int64_t now)
{
	buf_puts(out, "exported: ");
	export_time(out, now);
	buf_putc(out, '\n');
}

void
markdown_write(struct buf *out, const struct book *b,
    const struct annotations *notes, const struct export_options *options)
{
	struct document d = {.out = out, .book = b, .level = 2};

	buf_puts(out, "---\n");
	front_line(out, "title", head_title(b, options));
	front_authors(out, b, options);
	front_line(out, "publisher", head_meta(b, META_PUBLISHER));
	front_line(out, "date", head_meta(b, META_DATE));
	front_line(out, "source", str_of(options->path));
	front_line(out, "sha256", str_of(options->sha));
	front_time(out, options->now);
	buf_puts(out, "generator: izba\n---\n");
	if (head_title(b, options).n > 0)
		heading(&d, 1, head_title(b, options));
	pieces(&d, notes);
}

void
markdown_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	buf_puts(out, "---\ntitle: \"Annotations\"\n");
	front_time(out, now);
	buf_puts(out, "generator: izba\n---\n");
	for (size_t i = 0; i < n; i++) {
		struct document d = {.out = out, .book = v[i].book, .level = 2};
		struct str title = head_title(v[i].book, v[i].options);

		heading(
		    &d, 1, title.n > 0 ? title : str_of(v[i].options->path));
		pieces(&d, v[i].notes);
	}
}
