/*
 * The text of one chunk of Markdown as the parser gets it: Pandoc's ways that
 * the parser does not know are made plain, what would cost it more than time
 * in proportion to its length is taken apart, and footnotes and links that
 * are defined in other chunks are appended.
 *
 *  1. Lines stay lines: the parser's line numbers are those of the chunk.
 *  2. What is put in is a backslash, so the text means the same without its
 *     markup.
 *  3. Limits (cmark-gfm 0.29 is quadratic, or worse, in these): nested markers
 *     on one line, brackets left open in a paragraph, cells of tables, long
 *     words for its search of addresses, long link definitions.
 */
#include <string.h>

#include "lib/formats/markdown.h"

enum {
	MARKERS = 60, /* quotes and lists in each other, on one line */
	BRACKETS = 300, /* left open in one paragraph */
	MIXED = 1000000, /* links times marks of emphasis in one paragraph */
	PIPES = 300, /* on one line */
	CELLS = 300000, /* columns times lines */
	WORD = 500, /* bytes without a blank */
	DEFINITION = 1000 /* bytes */
};

struct chunk {
	struct md *m;
	struct buf *out;
	struct md_limits limits;
	uint32_t to; /* the chunk's last byte, and one */
	uint32_t end; /* of the paragraph whose brackets were counted */
	bool escape; /* its brackets are escaped */
	bool defining; /* in a definition of a term */
	bool blank; /* the line before is empty */
	uint32_t most_pipes;
};

/* ---- lines ---- */

/* Bytes of the markers at the start of a line up to the one too many; 0 if
 * there are not so many. */
static size_t
markers_too_many(struct str s)
{
	unsigned n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ' ' || s.p[i] == '\t')
			continue;
		if (strchr(">-+*", s.p[i]) == NULL &&
		    (s.p[i] < '0' || s.p[i] > '9') && s.p[i] != '.' &&
		    s.p[i] != ')')
			return 0;
		n += strchr(">-+*.)", s.p[i]) != NULL;
		if (n > MARKERS)
			return i;
	}
	return 0;
}

/* Of the paragraph that begins here, as far as it is in this chunk, are too many
 * brackets left open, or are there too many links among too much emphasis? */
static void
paragraph_look(struct chunk *c, uint32_t line, uint32_t at)
{
	int64_t open = 0, most = 0, links = 0, marks = 0;
	const char *p = c->m->text.p;
	uint32_t i = line, next;

	for (; at < c->to && (c->m->flags[i] & LINE_IS_BLANK) == 0; i++) {
		next = c->m->lines[i + 1] < c->to ? c->m->lines[i + 1] : c->to;
		for (; at < next; at++) {
			open += p[at] == '[';
			links += p[at] == ']';
			marks += p[at] == '*' || p[at] == '_' || p[at] == '~';
			open -= p[at] == ']' && open > 0;
			most = open > most ? open : most;
		}
	}
	c->end = i;
	c->escape = most > BRACKETS || links * marks > MIXED;
}

/* What a line tells of the limits. */
static void
line_weigh(struct chunk *c, struct str s)
{
	uint32_t pipes = 0, word = 0;

	for (size_t i = 0; i < s.n; i++) {
		pipes += s.p[i] == '|';
		word = s.p[i] == ' ' || s.p[i] == '\t' ? 0 : word + 1;
		if (word > WORD)
			c->limits.autolinks = false;
	}
	if (pipes > c->most_pipes)
		c->most_pipes = pipes;
	if (pipes > PIPES)
		c->limits.tables = false;
}

static void
put_escaped(struct chunk *c, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '[' && (i == 0 || s.p[i - 1] != '\\')) {
			buf_add(c->out, s.p + from, i - from);
			buf_putc(c->out, '\\');
			from = i;
		}
	buf_add(c->out, s.p + from, s.n - from);
}

/* ":::" opens and closes Pandoc's divisions. */
static bool
is_division(struct str s)
{
	return str_starts(s, ":::");
}

/* Does a definition of a term begin: ": ..." or "~ ..."? */
static bool
begins_definition(struct str s)
{
	size_t n = 0;

	while (n < s.n && n < 3 && s.p[n] == ' ')
		n++;
	return n + 1 < s.n && (s.p[n] == ':' || s.p[n] == '~') &&
	       (s.p[n + 1] == ' ' || s.p[n + 1] == '\t');
}

/* In a definition indented paragraphs are text, not code: the bytes to leave
 * out. */
static size_t
definition_indent(struct chunk *c, struct str s)
{
	size_t n = 0;

	if (begins_definition(s)) {
		c->defining = true;
		return 0;
	}
	if (!c->defining)
		return 0;
	if (s.n > 0 && s.p[0] == '\t')
		return 1;
	while (n < s.n && n < 4 && s.p[n] == ' ')
		n++;
	if (n < 2 && c->blank)
		c->defining = false;
	return c->defining && n == 4 ? 4 : 0;
}

static void
line_put(struct chunk *c, uint32_t line, struct str s)
{
	const uint8_t *flags = c->m->flags;
	struct str end;
	size_t n;

	for (n = s.n; n > 0 && (s.p[n - 1] == '\n' || s.p[n - 1] == '\r');)
		n--;
	end = str_slice(s, n, s.n);
	s.n = n;
	if ((flags[line] & LINE_IS_RAW) != 0) {
		buf_str(c->out, s);
		buf_str(c->out, end);
		return;
	}
	if (line >= c->end && (flags[line] & LINE_IS_BLANK) == 0)
		paragraph_look(c, line, (uint32_t)(s.p - c->m->text.p));
	line_weigh(c, s);
	s = str_slice(s, definition_indent(c, s), s.n);
	c->blank = (flags[line] & LINE_IS_BLANK) != 0;
	n = markers_too_many(s);
	buf_add(c->out, s.p, n);
	if (n > 0)
		buf_putc(c->out, '\\');
	s = str_slice(s, n, s.n);
	if (s.n > DEFINITION && s.p[0] == '[')
		buf_putc(c->out, '\\');
	if (is_division(s))
		s.n = 0;
	if (c->escape)
		put_escaped(c, s);
	else
		buf_str(c->out, s);
	buf_str(c->out, end);
}

/* ---- what others define ---- */

/* The link definition of a label, or NOWHERE. */
static uint32_t
link_find(const struct md *m, struct str label)
{
	size_t low = m->n_by_line, high = m->n_definitions;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (str_cmp(m->definitions[mid].label, label) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < m->n_definitions &&
		       str_eq(m->definitions[low].label, label)
		   ? (uint32_t)low
		   : NOWHERE;
}

/* Append the definition that a label in brackets wants, if it stands in
 * another chunk.  Of a footnote only that it is there. */
static void
label_want(struct chunk *c, size_t chunk, struct str label, uint32_t line)
{
	struct md *m = c->m;
	bool footnote = label.n > 1 && label.p[0] == '^';
	struct str name =
	    md_label(m, str_slice(label, footnote ? 1 : 0, label.n));
	uint32_t i = footnote ? md_footnote(m, name, line) : link_find(m, name);
	struct md_definition *d;

	if (i == NOWHERE)
		return;
	d = &m->definitions[i];
	if (d->chunk == chunk || d->wanted == chunk + 1)
		return;
	d->wanted = (uint32_t)chunk + 1;
	buf_putc(c->out, '\n');
	if (footnote) {
		buf_putc(c->out, '[');
		buf_str(c->out, label);
		buf_puts(c->out, "]: -\n");
	} else if (d->to - d->from <= DEFINITION) {
		buf_str(c->out, str_trim(str_slice(m->text, d->from, d->to)));
		buf_putc(c->out, '\n');
	}
}

/* All labels in the brackets of a chunk. */
static void
labels_want(struct chunk *c, size_t chunk)
{
	enum { LABEL = 200 };
	struct md *m = c->m;
	const struct md_chunk *k = &m->chunks[chunk];
	struct str s = str_slice(m->text, k->from, k->to);
	size_t open = SIZE_MAX;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '[') {
			open = i + 1;
		} else if (s.p[i] == ']' && open != SIZE_MAX) {
			if (i > open && i - open <= LABEL)
				label_want(c, chunk, str_slice(s, open, i),
				    md_line_of(m, k->from + (uint32_t)open));
			open = SIZE_MAX;
		}
	}
}

/* A footnote that nothing calls is dropped by the parser: call all of this
 * chunk behind its end. */
static void
footnotes_call(struct chunk *c, size_t chunk)
{
	struct md *m = c->m;

	size_t low = 0, high = m->n_by_line;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (m->definitions[m->by_line[mid]].chunk < chunk)
			low = mid + 1;
		else
			high = mid;
	}
	buf_putc(c->out, '\n');
	for (; low < m->n_by_line; low++) {
		const struct md_definition *d =
		    &m->definitions[m->by_line[low]];

		if (d->chunk != chunk)
			break;
		buf_puts(c->out, "[^");
		buf_str(c->out, d->label);
		buf_puts(c->out, "]\n");
	}
}

/* Is the end of the chunk inside of a fence or a comment? */
static bool
ends_raw(const struct md *m, const struct md_chunk *k)
{
	uint32_t last = md_line_of(m, k->to > k->from ? k->to - 1 : k->to);

	return (m->flags[last] & (LINE_IS_RAW | LINE_ENDS_RAW)) ==
		   LINE_IS_RAW ||
	       (m->flags[last] & LINE_OPENS_RAW) != 0;
}

uint32_t
md_chunk_text(
    struct md *m, size_t chunk, struct buf *out, struct md_limits *limits)
{
	const struct md_chunk *k = &m->chunks[chunk];
	struct chunk c = {.m = m,
	    .out = out,
	    .to = k->to,
	    .limits = {.tables = true, .autolinks = true}};
	uint32_t at = k->from, line = k->line, n;

	/* begun inside a fence: it is opened once more */
	if (k->fence != NOWHERE) {
		buf_str(out, md_line(m, k->fence));
		buf_putc(out, '\n');
	}
	for (; at < k->to; line++) {
		uint32_t to =
		    m->lines[line + 1] < k->to ? m->lines[line + 1] : k->to;

		line_put(&c, line, str_slice(m->text, at, to));
		at = to;
	}
	n = line - k->line;
	if (!ends_raw(m, k)) {
		if (out->n > 0 && out->p[out->n - 1] != '\n')
			buf_putc(out, '\n');
		if (m->n_chunks > 1 && m->n_definitions > 0)
			labels_want(&c, chunk);
		if (m->n_by_line > 0)
			footnotes_call(&c, chunk);
	}
	*limits = c.limits;
	if ((uint64_t)c.most_pipes * n > CELLS)
		limits->tables = false;
	return n + (k->fence != NOWHERE);
}
