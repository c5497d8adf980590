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

static void
heading(struct buf *out, unsigned level, struct str text)
{
	buf_putc(out, '\n');
	for (unsigned i = 0; i <= level && i < 6; i++)
		buf_putc(out, '#');
	buf_putc(out, ' ');
	escape_markdown(out, text, false);
	buf_putc(out, '\n');
}

/* ---- one annotation ---- */

static bool
is_fence(struct str line)
{
	line = str_trim(line);
	return str_starts(line, "```") || str_starts(line, "~~~");
}

/* Words of the reader's; no comment begins in them, since it could hide what
 * follows or look like the mark of a piece. */
static void
body_words(struct buf *out, struct str words)
{
	size_t at;

	while ((at = str_find(words, STR("<!--"))) != SIZE_MAX) {
		buf_str(out, str_slice(words, 0, at));
		buf_puts(out, "\\<!--");
		words = str_slice(words, at + 4, words.n);
	}
	buf_str(out, words);
}

/* A link to the block of another piece. */
static void
body_link(struct buf *out, const char *uuid, struct str address)
{
	buf_putc(out, '[');
	escape_markdown(out, address, false);
	buf_printf(out, "](#^%.13s)", uuid);
}

static void
body_line(struct buf *out, const struct leads *l, struct str line, bool fenced)
{
	if (str_trim(line).n == 0)
		line.n = 0;
	if (fenced)
		body_words(out, line);
	else
		leads_write(l, out, line, body_words, body_link);
	buf_putc(out, '\n');
}

/* The reader's own words are Markdown already; a fence that they leave open is
 * closed. */
static void
body(struct buf *out, const struct leads *l, struct str text)
{
	struct str open = {NULL, 0}, line;

	text = str_trim(text);
	for (size_t i = 0, end; i < text.n; i = end + 1) {
		for (end = i; end < text.n && text.p[end] != '\n';)
			end++;
		line = str_slice(text, i, end);
		body_line(out, l, line, open.n > 0);
		if (!is_fence(line))
			continue;
		line = str_slice(str_trim(line), 0, 3);
		if (open.n == 0)
			open = line;
		else if (str_eq(open, line))
			open.n = 0;
	}
	if (open.n > 0) {
		buf_str(out, open);
		buf_putc(out, '\n');
	}
}

/* A place has no quote: the words that follow it show where it is. */
static void
place_line(struct buf *out, const struct book *b, const struct annotation *a)
{
	buf_puts(out, "**");
	buf_puts(out, a->kind == ANNOTATION_NOTE ? "Note" : "Bookmark");
	if (a->mark != '\0')
		buf_printf(out, " %c", a->mark);
	if (annotation_is_on_book(a)) {
		buf_printf(out, "** on the book ^%.13s\n", a->uuid);
		return;
	}
	buf_puts(out, "** at “");
	escape_markdown(out, head_words(b, a), false);
	buf_printf(out, "…” ^%.13s\n", a->uuid);
}

/* "— note 7 to §3.14 · green · #tag" */
static void
address_line(struct buf *out, const struct book *b, const struct annotation *a)
{
	struct str rest = a->tags, tag;
	struct buf address = BUF_INIT;

	head_address(&address, b, a);
	buf_puts(out, "\n— ");
	escape_markdown(out, buf_lend(&address), false);
	buf_free(&address);
	if (head_doubt(a) != NULL)
		buf_printf(out, " *(%s)*", head_doubt(a));
	if (a->kind == ANNOTATION_HIGHLIGHT ||
	    (a->kind == ANNOTATION_NOTE && a->colour != YELLOW))
		buf_printf(out, " · %s", colour_names[a->colour]);
	if (a->style != SOLID)
		buf_printf(out, " · %s", mark_style_names[a->style]);
	for (size_t i = 0; (tag = head_tag(&rest)).p != NULL; i++) {
		buf_puts(out, i == 0 ? " · #" : " #");
		escape_markdown(out, tag, false);
	}
	buf_putc(out, '\n');
}

/* Obsidian knows a block by "^id": of a quote it is on a line of its own. */
static void
piece(struct buf *out, unsigned level, const struct leads *l,
    const struct annotation *a)
{
	const struct book *b = l->book;
	size_t from;

	(void)level;
	buf_putc(out, '\n');
	from = out->n;
	buf_printf(out, "<!-- izba:%s %s -->\n\n", a->uuid, PART_NO_SUM);
	if (a->quote.n > 0) {
		passage_quote(out, b, a);
		buf_printf(out, "\n^%.13s\n", a->uuid);
	} else {
		place_line(out, b, a);
	}
	if (str_trim(a->body).n > 0) {
		buf_putc(out, '\n');
		body(out, l, a->body);
	}
	address_line(out, b, a);
	passage_footnotes(out, b, a);
	buf_puts(out, "\n<!-- /izba -->\n");
	part_seal(&shape_markdown, out, from);
}

static const struct outline outline = {heading, piece};

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

/* One book has all that is known of it in front; of several each has its
 * title. */
static void
front(struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	buf_puts(out, "---\n");
	if (n == 1) {
		front_line(out, "title", head_title(v->book, v->options));
		front_authors(out, v->book, v->options);
		front_line(
		    out, "publisher", head_meta(v->book, META_PUBLISHER));
		front_line(out, "date", head_meta(v->book, META_DATE));
		front_line(out, "source", str_of(v->options->path));
		front_line(out, "sha256", str_of(v->options->sha));
	} else {
		front_line(out, "title", STR("Annotations"));
	}
	front_time(out, now);
	buf_puts(out, "generator: izba\n---\n");
}

void
markdown_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	front(out, v, n, now);
	for (size_t i = 0; i < n; i++) {
		struct str title = head_title(v[i].book, v[i].options);

		if (title.n == 0 && n > 1)
			title = head_file(v[i].options);
		if (title.n > 0)
			heading(out, 0, title);
		outline_write(&outline, out, &v[i]);
	}
}
