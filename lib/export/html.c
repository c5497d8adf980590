/*
 * HTML: one file that needs no other, to read, to print and to keep; light or
 * dark as the system has it.  Every text is escaped, and the page's own policy
 * allows neither scripts nor anything from elsewhere.
 */
#include "lib/export/room.h"

static void
escape(struct buf *out, struct str s, bool start)
{
	(void)start;
	escape_html(out, s);
}

static void
text(struct buf *out, struct str s)
{
	escape_html(out, s);
}

/* ---- footnotes ---- */

/* A note's number in the book makes its id: labels come again. */
static size_t
number(const struct book *b, struct cited c)
{
	return (size_t)(c.note - b->notes) + 1;
}

static void
call(struct buf *out, const char *uuid, const struct book *b, struct cited c)
{
	buf_puts(out, "<sup><a href=\"#n-");
	text(out, str_of(uuid));
	buf_printf(out, "-%zu\">", number(b, c));
	text(out, c.note->label);
	buf_puts(out, "</a></sup>");
}

static void
define(struct buf *out, const char *uuid, const struct book *b, struct cited c)
{
	buf_puts(out, "<p class=\"footnote\" id=\"n-");
	text(out, str_of(uuid));
	buf_printf(out, "-%zu\"><b>", number(b, c));
	text(out, c.note->label);
	buf_puts(out, "</b> ");
}

static const struct dialect html = {
    .escape = escape,
    .line = "",
    .parts = "",
    .open = "<p>",
    .close = "</p>\n",
    .line_end = "<br>\n",
    .cell = " | ",
    .signs = {{"", ""}, {"<em>", "</em>"}, {"<strong>", "</strong>"},
	{"<strong><em>", "</em></strong>"}},
    .call = call,
    .define = define,
    .defined = "</p>\n",
    .note_line = "",
    .note_parts = "<br>\n",
};

/* ---- headings and pieces ---- */

static void
heading(struct buf *out, unsigned level, struct str title)
{
	unsigned n = level < 5 ? level + 1 : 6;

	buf_printf(out, "<h%u>", n);
	text(out, title);
	buf_printf(out, "</h%u>\n", n);
}

/* "§1.3 · highlight · green · #oil · 2026-11-22T09:30:00Z" */
static void
footer(struct buf *out, const struct book *b, const struct annotation *a)
{
	struct buf address = BUF_INIT;
	struct str rest = a->tags, tag;

	head_address(&address, b, a);
	buf_puts(out, "<footer>");
	text(out, buf_lend(&address));
	buf_free(&address);
	buf_puts(out, " · ");
	head_kind(out, a, " · ");
	for (size_t i = 0; (tag = head_tag(&rest)).p != NULL; i++) {
		buf_puts(out, i == 0 ? " · #" : " #");
		text(out, tag);
	}
	if (head_doubt(a) != NULL)
		buf_printf(out, " · %s", head_doubt(a));
	buf_puts(out, " · <time>");
	export_time(out, a->created);
	buf_puts(out, "</time></footer>\n");
}

static void
body_link(struct buf *out, const char *uuid, struct str address)
{
	buf_puts(out, "<a href=\"#");
	text(out, str_of(uuid));
	buf_puts(out, "\">");
	text(out, address);
	buf_puts(out, "</a>");
}

static void
piece(struct buf *out, unsigned level, const struct leads *l,
    const struct annotation *a)
{
	const struct book *b = l->book;
	struct str body = str_trim(a->body);

	(void)level;
	buf_puts(out, "<article id=\"");
	text(out, str_of(a->uuid));
	buf_printf(out, "\" class=\"%s %s\">\n", colour_names[a->colour],
	    mark_style_names[a->style]);
	if (a->quote.n > 0) {
		buf_puts(out, "<blockquote>\n");
		passage_quote_in(&html, out, b, a);
		buf_puts(out, "</blockquote>\n");
	} else if (!annotation_is_on_book(a)) {
		buf_puts(out, "<p class=\"place\">at “");
		text(out, head_words(b, a));
		buf_puts(out, "…”</p>\n");
	}
	if (body.n > 0) {
		buf_puts(out, "<div class=\"note\">");
		leads_write(l, out, body, text, body_link);
		buf_puts(out, "</div>\n");
	}
	passage_footnotes_in(&html, out, b, a);
	footer(out, b, a);
	buf_puts(out, "</article>\n");
}

static const struct outline outline = {heading, piece};

/* ---- the page ---- */

static const char page_head[] =
    ">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" "
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<meta name=\"generator\" content=\"izba\">\n<title>";

static const char page_style[] =
    "</title>\n<style>\n"
    ":root { color-scheme: light dark; --paper: #fff; --ink: #222;\n"
    "  --pale: #666; --pink: #d6608f; --orange: #d9822b; --yellow: #c9a400;\n"
    "  --green: #3f8f4f; --blue: #3b73b9; --purple: #7d4fb0 }\n"
    "@media (prefers-color-scheme: dark) { :root { --paper: #1b1b1b;\n"
    "  --ink: #ddd; --pale: #999 } }\n"
    "body { background: var(--paper); color: var(--ink); margin: 2em auto;\n"
    "  max-width: 38em; padding: 0 1em; font: 1em/1.5 serif }\n"
    "article { margin: 1.5em 0; break-inside: avoid }\n"
    "blockquote { margin: 0; padding-left: 1em; border-left: .3em solid }\n"
    "blockquote p { margin: .4em 0 }\n"
    ".pink blockquote { border-color: var(--pink) }\n"
    ".orange blockquote { border-color: var(--orange) }\n"
    ".yellow blockquote { border-color: var(--yellow) }\n"
    ".green blockquote { border-color: var(--green) }\n"
    ".blue blockquote { border-color: var(--blue) }\n"
    ".purple blockquote { border-color: var(--purple) }\n"
    ".note { white-space: pre-wrap; margin: .6em 0 }\n"
    ".footnote { font-size: .85em; margin: .3em 0 .3em 1.5em }\n"
    "footer { font-size: .85em; color: var(--pale) }\n"
    "@media print { body { background: #fff; color: #000; margin: 0;\n"
    "  max-width: none } h1, h2, h3 { break-after: avoid } }\n"
    "</style>\n</head>\n<body>\n";

static void
one_book(struct buf *out, const struct export_book *v)
{
	struct str title = head_title(v->book, v->options);
	struct buf authors = BUF_INIT;

	buf_puts(out, "<section>\n");
	heading(out, 0, title.n > 0 ? title : head_file(v->options));
	head_authors(&authors, v->book, v->options);
	if (authors.n > 0) {
		buf_puts(out, "<p>");
		text(out, buf_lend(&authors));
		buf_puts(out, "</p>\n");
	}
	buf_free(&authors);
	outline_write(&outline, out, v);
	buf_puts(out, "</section>\n");
}

void
html_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	struct str title = STR("Annotations");

	if (n == 1 && head_title(v[0].book, v[0].options).n > 0)
		title = head_title(v[0].book, v[0].options);
	buf_puts(out, "<!DOCTYPE html>\n<html");
	if (n == 1 && v[0].book != NULL && v[0].book->language.n > 0) {
		buf_puts(out, " lang=\"");
		text(out, v[0].book->language);
		buf_putc(out, '"');
	}
	buf_puts(out, page_head);
	text(out, title);
	buf_puts(out, page_style);
	for (size_t i = 0; i < n; i++)
		one_book(out, &v[i]);
	buf_puts(out, "<p><time>");
	export_time(out, now);
	buf_puts(out, "</time></p>\n</body>\n</html>\n");
}
