/*
 * XML that is not well-formed, made so: what a person would mend by eye.
 *
 *  1. "&" and "<" that begin nothing stand for themselves.
 *  2. An end tag closes the innermost element of its name, and with it those
 *     left open inside; one that closes nothing goes.
 *  3. A value without quotation marks, or given twice, goes.
 *  4. What is open at the end is closed.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/tree.h"

struct mend {
	struct str in;
	struct buf *out;
	struct str *open; /* names, outermost first */
	size_t n, cap;
	bool no_doctype; /* none with declarations inside ends any more */
};

static bool
name_starts(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       (unsigned char)c >= 0x80;
}

static bool
name_goes_on(char c)
{
	return name_starts(c) || (c >= '0' && c <= '9') || c == '-' ||
	       c == '.' || c == ':';
}

static size_t
name_end(struct str s, size_t at)
{
	if (at < s.n && name_starts(s.p[at]))
		while (at < s.n && name_goes_on(s.p[at]))
			at++;
	return at;
}

static size_t
blanks_end(struct str s, size_t at)
{
	while (
	    at < s.n && strchr(" \t\r\n", s.p[at]) != NULL && s.p[at] != '\0')
		at++;
	return at;
}

/* "&name;" or "&#12;" at `at`: one past it, or 0. */
static size_t
entity_end(struct str s, size_t at)
{
	size_t to = at + 1;

	if (to < s.n && s.p[to] == '#') {
		to += to + 1 < s.n && s.p[to + 1] == 'x' ? 2 : 1;
		while (to < s.n && to < at + 10 &&
		       ((s.p[to] >= '0' && s.p[to] <= '9') ||
			   (s.p[to] >= 'a' && s.p[to] <= 'f') ||
			   (s.p[to] >= 'A' && s.p[to] <= 'F')))
			to++;
	} else {
		to = name_end(s, to);
	}
	return to > at + 2 && to < s.n && s.p[to] == ';' ? to + 1 : 0;
}

/* One character of text or of a value, as XML may have it; one past it. */
static size_t
put_char(struct mend *m, size_t at)
{
	char c = m->in.p[at];
	size_t end = c == '&' ? entity_end(m->in, at) : 0;

	if (end > 0) {
		buf_str(m->out, str_slice(m->in, at, end));
		return end;
	}
	if (c == '&')
		buf_puts(m->out, "&amp;");
	else if (c == '<')
		buf_puts(m->out, "&lt;");
	else if ((unsigned char)c >= ' ' || c == '\n' || c == '\t')
		buf_putc(m->out, c);
	return at + 1;
}

/* One attribute, if it is whole and new; one past it. */
static size_t
put_attribute(struct mend *m, size_t at, size_t begun)
{
	size_t end = name_end(m->in, at), from, to;
	struct str name = str_slice(m->in, at, end);
	struct buf found = BUF_INIT;
	char quote;
	bool twice;

	if (end == at)
		return at + 1;
	from = blanks_end(m->in, end);
	if (from >= m->in.n || m->in.p[from] != '=')
		return end;
	from = blanks_end(m->in, from + 1);
	if (from >= m->in.n || (m->in.p[from] != '"' && m->in.p[from] != '\''))
		return from;
	quote = m->in.p[from++];
	for (to = from; to < m->in.n && m->in.p[to] != quote;)
		to++;
	buf_printf(&found, " %.*s=", (int)name.n, name.p);
	twice = str_find(str_slice(buf_lend(m->out), begun, m->out->n),
		    buf_lend(&found)) != SIZE_MAX;
	if (!twice) {
		buf_str(m->out, buf_lend(&found));
		buf_putc(m->out, quote);
		while (from < to)
			from = put_char(m, from);
		buf_putc(m->out, quote);
	}
	buf_free(&found);
	return to < m->in.n ? to + 1 : to;
}

static size_t
put_start(struct mend *m, size_t at)
{
	size_t begun = m->out->n, end = name_end(m->in, at + 1);
	struct str name = str_slice(m->in, at + 1, end);

	buf_putc(m->out, '<');
	buf_str(m->out, name);
	for (at = end;
	     at < m->in.n && m->in.p[at] != '>' && m->in.p[at] != '<';) {
		if (m->in.p[at] == '/' && at + 1 < m->in.n &&
		    m->in.p[at + 1] == '>') {
			buf_puts(m->out, "/>");
			return at + 2;
		}
		at = put_attribute(m, blanks_end(m->in, at), begun);
	}
	buf_putc(m->out, '>');
	ARRAY_PUSH(m->open, m->n, m->cap, name);
	return at < m->in.n && m->in.p[at] == '>' ? at + 1 : at;
}

static void
close_last(struct mend *m)
{
	struct str name = m->open[--m->n];

	buf_printf(m->out, "</%.*s>", (int)name.n, name.p);
}

static size_t
put_end(struct mend *m, size_t at)
{
	enum { LOOK = 64 };
	size_t end = name_end(m->in, at + 2), i = m->n, tries = 0;
	struct str name = str_slice(m->in, at + 2, end);

	while (i > 0 && tries++ < LOOK && !str_eq(m->open[i - 1], name))
		i--;
	if (i > 0 && tries <= LOOK)
		while (m->n >= i)
			close_last(m);
	while (end < m->in.n && m->in.p[end] != '>')
		end++;
	return end < m->in.n ? end + 1 : end;
}

/* A comment, a declaration or the like goes; one past it. */
static size_t
skip_other(struct mend *m, size_t at)
{
	struct str rest = str_slice(m->in, at, m->in.n);
	bool comment = str_starts(rest, "<!--");
	size_t end = str_find(rest, comment ? STR("-->") : STR(">"));

	if (!comment && !m->no_doctype && end != SIZE_MAX &&
	    str_find(str_slice(rest, 0, end), STR("[")) != SIZE_MAX) {
		/* a document type with declarations inside */
		size_t inner = str_find(rest, STR("]>"));

		m->no_doctype = inner == SIZE_MAX;
		end = m->no_doctype ? end : inner + 1;
	}
	if (end == SIZE_MAX)
		return m->in.n;
	return at + end + (comment ? 3 : 1);
}

void
xml_mend(struct str in, struct buf *out)
{
	struct mend m = {.in = in, .out = out};
	size_t at = 0;

	buf_reserve(out, in.n);
	while (at < in.n) {
		char next = at + 1 < in.n ? in.p[at + 1] : '\0';

		if (in.p[at] != '<')
			at = put_char(&m, at);
		else if (name_starts(next))
			at = put_start(&m, at);
		else if (next == '/')
			at = put_end(&m, at);
		else if (next == '!' || next == '?')
			at = skip_other(&m, at);
		else
			at = put_char(&m, at);
	}
	while (m.n > 0)
		close_last(&m);
	free(m.open);
}
