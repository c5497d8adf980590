/*
 * Escaping: text of a book as Markdown, HTML, TeX, YAML and JSON.  Rules for Markdown are
 * those of CommonMark with what Pandoc and Obsidian add; only characters that
 * could act are escaped, so that the text stays readable.
 */
#include <string.h>

#include "lib/export/room.h"

static bool
is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\0';
}

/* Is byte i a sign that would begin a list, a heading, a quote, a rule, or a
 * definition at the start of a line? */
static bool
acts_at_start(struct str s, size_t i)
{
	size_t digits = 0;

	if (i == 0 && s.n > 0 && strchr("#>+-=:|", s.p[0]) != NULL)
		return true;
	while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	/* "1. " and "1) " */
	return digits > 0 && i == digits && (s.p[i] == '.' || s.p[i] == ')') &&
	       (i + 1 == s.n || is_blank(s.p[i + 1]));
}

static bool
acts(struct str s, size_t i)
{
	char before = i > 0 ? s.p[i - 1] : '\0';
	char after = i + 1 < s.n ? s.p[i + 1] : '\0';

	switch (s.p[i]) {
	case '\\':
	case '`':
	case '*':
	case '[':
	case ']':
	case '<':
	case '^':
	case '$':
		return true;
	case '_':
		return !is_word(before) || !is_word(after);
	case '&':
		return is_word(after) || after == '#';
	case '~':
	case '%':
	case '=':
		return before == s.p[i] || after == s.p[i];
	case '#':
	case '@':
		return is_word(after) && !is_word(before);
	default:
		return false;
	}
}

void
escape_markdown(struct buf *out, struct str s, bool start)
{
	for (size_t i = 0; i < s.n; i++) {
		bool end = s.p[i] == '\n' || s.p[i] == '\r';

		if (acts(s, i) || (start && acts_at_start(s, i)))
			buf_putc(out, '\\');
		buf_putc(out, end ? ' ' : s.p[i]);
	}
}

/* What both JSON and YAML's double quotes escape, and how. */
static void
escape_quoted(struct buf *out, struct str s)
{
	buf_putc(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", c);
		else if (c == '\n')
			buf_puts(out, "\\n");
		else if (c == '\t')
			buf_puts(out, "\\t");
		else if (c < 0x20 || c == 0x7f)
			buf_printf(out, "\\u%04x", c);
		else
			buf_putc(out, (char)c);
	}
	buf_putc(out, '"');
}

void
escape_yaml(struct buf *out, struct str s)
{
	escape_quoted(out, s);
}

void
export_json_string(struct buf *out, struct str s)
{
	escape_quoted(out, s);
}

void
escape_html(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '&':
			buf_puts(out, "&amp;");
			break;
		case '<':
			buf_puts(out, "&lt;");
			break;
		case '>':
			buf_puts(out, "&gt;");
			break;
		case '"':
			buf_puts(out, "&quot;");
			break;
		case '\'':
			buf_puts(out, "&#39;");
			break;
		default:
			buf_putc(out, s.p[i]);
		}
}

/* Text inside braces: signs of TeX become commands, braces too, so that they
 * always pair. */
void
escape_tex(struct buf *out, struct str s)
{
	static const struct {
		char sign;
		const char *shown;
	} signs[] = {
	    {'\\', "\\textbackslash{}"},
	    {'{', "\\textbraceleft{}"},
	    {'}', "\\textbraceright{}"},
	    {'~', "\\textasciitilde{}"},
	    {'^', "\\textasciicircum{}"},
	    {'\n', " "},
	    {'\t', " "},
	};

	for (size_t i = 0; i < s.n; i++) {
		size_t k = 0;

		while (k < LENGTH(signs) && signs[k].sign != s.p[i])
			k++;
		if (k < LENGTH(signs))
			buf_puts(out, signs[k].shown);
		else if (strchr("#$%&_", s.p[i]) != NULL)
			buf_printf(out, "\\%c", s.p[i]);
		else
			buf_putc(out, s.p[i]);
	}
}
