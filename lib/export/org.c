/*
 * Org: a heading for each section and, below it, for each annotation, with a
 * drawer of properties, the passage as a quote block and the notes it calls as
 * footnotes.
 *
 * Org has no sign that takes the meaning from others.  A word joiner (U+2060),
 * which is neither seen nor a blank, is put beside those that could act.
 */
#include <string.h>

#include "lib/export/parts.h"
#include "lib/export/room.h"

#define JOINER "\xe2\x81\xa0"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\0';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Does it begin with a word in capitals?  Org's keywords are such. */
static bool
begins_in_capitals(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= 'A' && s.p[n] <= 'Z')
		n++;
	return n >= 4 && (n == s.n || is_blank(s.p[n]) || s.p[n] == ':');
}

/* Would these words act at the start of a line or of a heading? */
static bool
acts_at_start(struct str s)
{
	size_t digits = 0;

	s = str_trim(s);
	if (s.n == 0)
		return false;
	if (strchr("*#|:-+[%\\", s.p[0]) != NULL || begins_in_capitals(s))
		return true;
	while (digits < s.n && is_digit(s.p[digits]))
		digits++;
	return digits > 0 && digits < s.n &&
	       (s.p[digits] == '.' || s.p[digits] == ')');
}

/* Must a joiner stand before byte i? */
static bool
joined_before(char before, char c, char after)
{
	switch (c) {
	case '*':
	case '/':
	case '=':
	case '~':
	case '+':
		return !is_blank(after) &&
		       (is_blank(before) || strchr("-({'\"", before) != NULL);
	case '_':
	case '^':
		return !is_blank(after);
	case ':':
		return !is_blank(after) && after != '/' && !is_digit(after);
	case '{':
	case '@':
	case '[':
	case '<':
		return before == c;
	default:
		return false;
	}
}

/* Must one stand after it? */
static bool
joined_after(char c, char after)
{
	switch (c) {
	case '_':
	case '^':
		return !is_blank(after);
	case '\\':
		return is_letter(after) || strchr("\\([_", after) != NULL;
	case '[':
		return is_digit(after) || is_letter(after) || after == '%' ||
		       after == '/';
	case '<':
		return !is_blank(after);
	default:
		return false;
	}
}

void
escape_org(struct buf *out, struct str s, bool start)
{
	if (start && acts_at_start(s))
		buf_puts(out, JOINER);
	for (size_t i = 0; i < s.n; i++) {
		char before = i > 0 ? s.p[i - 1] : '\0';
		char after = i + 1 < s.n ? s.p[i + 1] : '\0';

		if (s.p[i] == '$') {
			buf_puts(out, "\\dollar{}");
			continue;
		}
		/* a heading is one line, whatever another machine sent */
		if (s.p[i] == '\n' || s.p[i] == '\r') {
			buf_putc(out, ' ');
			continue;
		}
		if (joined_before(before, s.p[i], after))
			buf_puts(out, JOINER);
		buf_putc(out, s.p[i]);
		if (joined_after(s.p[i], after))
			buf_puts(out, JOINER);
	}
}

/* ---- footnotes ---- */

static void
call(struct buf *out, const char *uuid, const struct book *b, struct cited c)
{
	buf_printf(out, "[fn:%.13s-", uuid);
	cited_name(out, b, c);
	buf_putc(out, ']');
}

static const struct dialect org = {
    .escape = escape_org,
    .line = "",
    .parts = "\n",
    .open = "",
    .close = "\n",
    .line_end = "\\\\\n",
    .cell = " | ",
    .signs = {{"", ""}, {"/", "/"}, {"*", "*"}, {"*/", "/*"}},
    .call = call,
    .called = {"\n", " "},
    .defined = "\n",
    .note_line = "",
    .note_parts = "\n\n",
};

/* ---- headings and pieces ---- */

static void
stars(struct buf *out, unsigned level)
{
	buf_putc(out, '\n');
	for (unsigned i = 0; i < level; i++)
		buf_putc(out, '*');
	buf_putc(out, ' ');
}

/* In a heading only keywords act at the start. */
static void
title_words(struct buf *out, struct str title)
{
	if (begins_in_capitals(str_trim(title)))
		buf_puts(out, JOINER);
	escape_org(out, title, false);
}

static void
heading(struct buf *out, unsigned level, struct str title)
{
	stars(out, level + 1);
	title_words(out, title);
	buf_putc(out, '\n');
}

/* ":oil:trade:"; a sign that no tag can have becomes "_". */
static void
tags(struct buf *out, const struct annotation *a)
{
	struct str rest = a->tags, tag;

	for (size_t i = 0; (tag = head_tag(&rest)).p != NULL; i++) {
		buf_puts(out, i == 0 ? " :" : "");
		for (size_t k = 0; k < tag.n; k++) {
			char c = tag.p[k];
			bool fits = is_digit(c) || is_letter(c) ||
				    (unsigned char)c >= 0x80;

			buf_putc(out, fits ? c : '_');
		}
		buf_putc(out, ':');
	}
}

static void
property(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, ":%s: %s\n", name, value);
}

static void
time_property(struct buf *out, const char *name, int64_t time)
{
	buf_printf(out, ":%s: ", name);
	export_time(out, time);
	buf_putc(out, '\n');
}

static void
drawer(struct buf *out, const struct annotation *a)
{
	buf_puts(out, ":PROPERTIES:\n");
	property(out, "ID", a->uuid);
	property(out, "CUSTOM_ID", a->uuid);
	property(out, "IZBA", PART_NO_SUM);
	property(out, "KIND", annotation_names[a->kind]);
	property(out, "COLOUR", colour_names[a->colour]);
	property(out, "STYLE", mark_style_names[a->style]);
	property(out, "STATE", head_state(a));
	time_property(out, "CREATED", a->created);
	time_property(out, "MODIFIED", a->modified);
	buf_puts(out, ":END:\n");
}

/* Would this line of the reader's end the piece, or begin another part of the
 * document? */
static bool
breaks_out(struct str line)
{
	return line.n > 0 &&
	       (strchr("*#:", line.p[0]) != NULL || str_starts(line, "[fn:"));
}

static void
body_link(struct buf *out, const char *uuid, struct str address)
{
	buf_printf(out, "[[id:%s][", uuid);
	escape_org(out, address, false);
	buf_puts(out, "]]");
}

/* The reader's words are the reader's: lists and emphasis stay, only what would
 * break out of the piece does not act. */
static void
body(struct buf *out, const struct leads *l, struct str text)
{
	text = str_trim(text);
	if (text.n > 0)
		buf_putc(out, '\n');
	for (size_t i = 0, end; i < text.n; i = end + 1) {
		struct str line;

		for (end = i; end < text.n && text.p[end] != '\n';)
			end++;
		line = str_slice(text, i, end);
		buf_puts(out, breaks_out(str_trim(line)) ? JOINER : "");
		if (str_trim(line).n > 0)
			leads_write(l, out, line, buf_str, body_link);
		buf_putc(out, '\n');
	}
}

/* A place has no quote: the words that follow it show where it is. */
static void
place_line(struct buf *out, const struct book *b, const struct annotation *a)
{
	buf_putc(out, '\n');
	buf_puts(out, a->kind == ANNOTATION_NOTE ? "Note" : "Bookmark");
	if (a->mark != '\0')
		buf_printf(out, " %c", a->mark);
	if (annotation_is_on_book(a)) {
		buf_puts(out, " on the book\n");
		return;
	}
	buf_puts(out, " at “");
	escape_org(out, head_words(b, a), false);
	buf_puts(out, "…”\n");
}

static void
quote(struct buf *out, const struct book *b, const struct annotation *a)
{
	buf_puts(out, "\n#+begin_quote\n");
	passage_quote_in(&org, out, b, a);
	buf_puts(out, "#+end_quote\n");
}

/* The footnotes, and the end of the last: two empty lines. */
static void
footnotes(struct buf *out, const struct book *b, const struct annotation *a)
{
	size_t before = out->n;

	passage_footnotes_in(&org, out, b, a);
	if (out->n > before)
		buf_puts(out, "\n");
}

static void
piece(struct buf *out, unsigned level, const struct leads *l,
    const struct annotation *a)
{
	const struct book *b = l->book;
	struct buf address = BUF_INIT;
	size_t from;

	head_address(&address, b, a);
	if (address.n == 0)
		buf_puts(&address, annotation_names[a->kind]);
	stars(out, level + 1);
	from = out->n - level - 2;
	title_words(out, buf_lend(&address));
	tags(out, a);
	buf_putc(out, '\n');
	drawer(out, a);
	if (a->quote.n > 0)
		quote(out, b, a);
	else
		place_line(out, b, a);
	body(out, l, a->body);
	footnotes(out, b, a);
	buf_puts(out, "\n# /izba\n");
	part_seal(&shape_org, out, from);
	buf_free(&address);
}

static const struct outline outline = {heading, piece};

void
org_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	buf_puts(out, "#+title: Annotations\n#+date: ");
	export_time(out, now);
	buf_puts(out, "\n#+generator: izba\n#+options: ^:{} tags:t H:9\n");
	for (size_t i = 0; i < n; i++) {
		struct str title = head_title(v[i].book, v[i].options);
		struct buf authors = BUF_INIT;

		heading(out, 0, title.n > 0 ? title : head_file(v[i].options));
		head_authors(&authors, v[i].book, v[i].options);
		if (authors.n > 0)
			escape_org(out, buf_lend(&authors), true);
		buf_puts(out, authors.n > 0 ? "\n" : "");
		buf_free(&authors);
		outline_write(&outline, out, &v[i]);
	}
}
