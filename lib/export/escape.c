/*
 * Escaping: text of a book as Markdown, HTML, TeX, YAML and JSON.  Rules for
 * Markdown are those of CommonMark with what Pandoc and Obsidian add; only
 * characters that could act are escaped, so that the text stays readable.
 */
#include <string.h>

#include <izba/text.h>

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

/* The sign that would begin a list, a heading, a quote, a rule, or a definition
 * at the start of a line, also behind blanks; SIZE_MAX if there is none. */
static size_t
acts_at_start(struct str s)
{
	size_t from = 0, i;

	while (from < s.n && s.p[from] == ' ')
		from++;
	if (from < s.n && strchr("#>+-=:|", s.p[from]) != NULL)
		return from;
	for (i = from; i < s.n && s.p[i] >= '0' && s.p[i] <= '9';)
		i++;
	/* "1. " and "1) " */
	if (i == from || i == s.n || (s.p[i] != '.' && s.p[i] != ')') ||
	    (i + 1 < s.n && !is_blank(s.p[i + 1])))
		return SIZE_MAX;
	return i;
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
	size_t first = start ? acts_at_start(s) : SIZE_MAX;

	for (size_t i = 0; i < s.n; i++) {
		bool end = s.p[i] == '\n' || s.p[i] == '\r';

		if (acts(s, i) || i == first)
			buf_putc(out, '\\');
		buf_putc(out, end ? ' ' : s.p[i]);
	}
}

/* What both JSON and YAML's double quotes escape, and how.  Names of files may
 * be no UTF-8, which these must be. */
static void
escape_quoted(struct buf *out, struct str s)
{
	buf_putc(out, '"');
	for (size_t i = 0, n; i < s.n; i += n) {
		uint32_t c = cp_decode(s.p + i, s.p + s.n, &n);

		if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", (char)c);
		else if (c == '\n')
			buf_puts(out, "\\n");
		else if (c == '\t')
			buf_puts(out, "\\t");
		else if (c < 0x20 || (c >= 0x7f && c < 0xa0))
			buf_printf(out, "\\u%04x", (unsigned)c);
		else
			buf_putcp(out, c);
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
