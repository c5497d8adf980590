/*
 * Markdown by lines: where they begin, which are headings, footnotes and link
 * definitions, what stands inside fences, and where the file may be cut.
 *
 *  1. A chunk begins where no block can go on: behind an empty line, at the
 *     margin, outside of fences and comments.  Where there is no such line for
 *     long, at the start of an item of a list, and in the end anywhere.
 *  2. In a file that defines one footnote label several times (chapters put
 *     together) each chapter begins a chunk.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/markdown.h"

enum {
	CHUNK_GOOD = 48 << 10, /* from here on cut where it is good */
	CHUNK_LONG = 96 << 10, /* from here on part lists */
	CHUNK_MOST = 128 << 10, /* anywhere */
	LABEL_BYTES = 200
};

/* ---- lines ---- */

static void
lines_find(struct md *m)
{
	struct str s = m->text;
	uint32_t at = 0;

	ARRAY_PUSH(m->lines, m->n_lines, m->cap_lines, 0);
	while (at < s.n) {
		const char *nl = memchr(s.p + at, '\n', s.n - at);
		const char *cr = memchr(s.p + at, '\r',
		    nl == NULL ? s.n - at : (size_t)(nl - s.p) - at);

		if (nl == NULL && cr == NULL)
			break;
		at = (uint32_t)((cr != NULL && cr + 1 != nl ? cr : nl) - s.p) +
		     1;
		ARRAY_PUSH(m->lines, m->n_lines, m->cap_lines, at);
	}
	if (m->lines[m->n_lines - 1] < s.n)
		ARRAY_PUSH(m->lines, m->n_lines, m->cap_lines, (uint32_t)s.n);
	m->n_lines--;
	m->flags = xcalloc(m->n_lines + 1, 1);
}

struct str
md_line(const struct md *m, uint32_t line)
{
	uint32_t from = m->lines[line], to = m->lines[line + 1];

	while (to > from &&
	       (m->text.p[to - 1] == '\n' || m->text.p[to - 1] == '\r'))
		to--;
	return str_slice(m->text, from, to);
}

uint32_t
md_line_of(const struct md *m, uint32_t byte)
{
	size_t low = 0, high = m->n_lines;

	while (low + 1 < high) {
		size_t mid = low + (high - low) / 2;

		if (m->lines[mid] <= byte)
			low = mid;
		else
			high = mid;
	}
	return (uint32_t)low;
}

/* Empty, but for the signs of quotes. */
static bool
is_blank(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ' && s.p[i] != '\t' && s.p[i] != '>')
			return false;
	return true;
}

unsigned
md_gap(const struct md *m, uint32_t line)
{
	unsigned n = 0;

	while (line > 0 && n < 9 && is_blank(md_line(m, line - 1))) {
		line--;
		n++;
	}
	return n;
}

static unsigned
indent_of(struct str s)
{
	unsigned n = 0;

	for (size_t i = 0; i < s.n && n < 8; i++) {
		if (s.p[i] == '\t')
			n += 4;
		else if (s.p[i] == ' ')
			n++;
		else
			break;
	}
	return n;
}

/* ---- what a line is ---- */

struct scan {
	struct md *m;
	char fence; /* 0: none is open */
	size_t fence_n;
	const char *raw; /* ends comments and the like; NULL: none is open */
	uint32_t prev; /* the line before if it may be a heading's text */
};

/* The signs that open or close a fence, at the start of s. */
static size_t
fence_signs(struct str s)
{
	size_t n = 0;

	while (n < s.n && (s.p[0] == '`' || s.p[0] == '~') && s.p[n] == s.p[0])
		n++;
	return n >= 3 ? n : 0;
}

/* Inside a fence or a comment: does it go on behind this line? */
static bool
raw_goes_on(struct scan *x, struct str s)
{
	size_t n;

	if (x->raw != NULL) {
		if (str_find(s, str_of(x->raw)) != SIZE_MAX)
			x->raw = NULL;
		return true;
	}
	if (x->fence == 0)
		return false;
	if (indent_of(s) <= 3) {
		s = str_trim(s);
		n = fence_signs(s);
		if (n >= x->fence_n && n == s.n && s.p[0] == x->fence)
			x->fence = 0;
	}
	return true;
}

/* Does a fence, a comment or raw HTML begin with this line? */
static bool
raw_begins(struct scan *x, struct str s)
{
	static const struct {
		const char *open, *close;
	} raws[] = {{"<!--", "-->"}, {"<pre", "</pre>"},
	    {"<script", "</script>"}, {"<style", "</style>"}};
	size_t n = fence_signs(s);

	if (n > 0 && (s.p[0] == '~' || memchr(s.p + n, '`', s.n - n) == NULL)) {
		x->fence = s.p[0];
		x->fence_n = n;
		return true;
	}
	for (size_t i = 0; i < LENGTH(raws); i++) {
		if (!str_starts(s, raws[i].open))
			continue;
		if (str_find(s, str_of(raws[i].close)) == SIZE_MAX)
			x->raw = raws[i].close;
		return true;
	}
	return false;
}

static unsigned
atx_level(struct str s)
{
	unsigned n = 0;

	while (n < s.n && n < 7 && s.p[n] == '#')
		n++;
	if (n == 0 || n > 6 || (n < s.n && s.p[n] != ' ' && s.p[n] != '\t'))
		return 0;
	return n;
}

/* "====" or "----" under a line of text: the level, or 0. */
static unsigned
setext_level(struct str s)
{
	s = str_trim(s);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != s.p[0] || (s.p[0] != '=' && s.p[0] != '-'))
			return 0;
	return s.n == 0 ? 0 : s.p[0] == '=' ? 1 : 2;
}

/* Does an item of a list, a quote or a definition begin here?  Then what is
 * before it may go on. */
static bool
begins_item(struct str s)
{
	size_t n = 0;

	if (s.n == 0)
		return false;
	if (strchr("-+*>:~|", s.p[0]) != NULL)
		return true;
	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n > 0 && n < s.n && (s.p[n] == '.' || s.p[n] == ')');
}

static void
heading_add(struct scan *x, uint32_t line, unsigned level)
{
	struct md *m = x->m;

	ARRAY_PUSH(m->headings, m->n_headings, m->cap_headings,
	    (struct md_heading){line, (uint8_t)level});
}

/* "[label]: ..." */
static void
definition_find(struct md *m, uint32_t line, struct str s)
{
	size_t n = 1;
	struct md_definition d = {.line = line,
	    .from = m->lines[line],
	    .to = m->lines[line + 1],
	    .order = NOWHERE};

	if (s.n < 4 || s.p[0] != '[')
		return;
	while (n < s.n && n < LABEL_BYTES && s.p[n] != ']' && s.p[n] != '[')
		n += s.p[n] == '\\' ? 2 : 1;
	if (n + 1 >= s.n || s.p[n] != ']' || s.p[n + 1] != ':')
		return;
	d.footnote = s.p[1] == '^';
	if (d.footnote && n == 2)
		return;
	d.label = md_label(m, str_slice(s, d.footnote ? 2 : 1, n));
	ARRAY_PUSH(m->definitions, m->n_definitions, m->cap_definitions, d);
}

static void
line_read(struct scan *x, uint32_t line)
{
	struct md *m = x->m;
	struct str s = md_line(m, line), t;
	unsigned level;
	bool blank_before =
	    line == 0 || (m->flags[line - 1] & LINE_IS_BLANK) != 0;

	if (raw_goes_on(x, s)) {
		m->flags[line] = LINE_IS_RAW;
		if (x->fence == 0 && x->raw == NULL)
			m->flags[line] |= LINE_ENDS_RAW;
		x->prev = NOWHERE;
		return;
	}
	t = str_trim(s);
	if (t.n == 0) {
		m->flags[line] = LINE_IS_BLANK;
		x->prev = NOWHERE;
		return;
	}
	if (str_find(t, STR("^[")) != SIZE_MAX)
		m->notes_inside = true;
	if (blank_before && s.p[0] != ' ' && s.p[0] != '\t')
		m->flags[line] = begins_item(s) ? LINE_IN_LIST : LINE_MAY_CUT;
	if (indent_of(s) > 3)
		return;
	level = atx_level(t);
	if (level == 0 && x->prev != NOWHERE && setext_level(t) > 0) {
		heading_add(x, x->prev, setext_level(t));
		x->prev = NOWHERE;
		return;
	}
	if (level > 0)
		heading_add(x, line, level);
	if (raw_begins(x, t) && (x->fence != 0 || x->raw != NULL))
		m->flags[line] |= LINE_OPENS_RAW;
	x->prev = level > 0 || (m->flags[line] & LINE_OPENS_RAW) != 0 ||
			  begins_item(t)
		      ? NOWHERE
		      : line;
	definition_find(m, line, t);
}

/* ---- chapters ---- */

/* Chapters are headings of the first level; if only one has it, that is the
 * book's title, and they are those of the next. */
static void
chapters_find(struct md *m)
{
	unsigned top = 7, second = 7;
	size_t n = 0;

	for (size_t i = 0; i < m->n_headings; i++)
		if (m->headings[i].level < top)
			top = m->headings[i].level;
	for (size_t i = 0; i < m->n_headings; i++) {
		n += m->headings[i].level == top;
		if (m->headings[i].level > top && m->headings[i].level < second)
			second = m->headings[i].level;
	}
	m->chapter_level = n == 1 && second < 7 ? second : top;
	n = 0;
	for (size_t i = 0; i < m->n_headings; i++)
		if (m->headings[i].level <= m->chapter_level)
			m->headings[n++] = m->headings[i];
	m->n_headings = n;
}

uint32_t
md_chapter(const struct md *m, uint32_t line)
{
	size_t low = 0, high = m->n_headings;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (m->headings[mid].line <= line)
			low = mid + 1;
		else
			high = mid;
	}
	return (uint32_t)low;
}

/* ---- chunks ---- */

static void
chunk_add(struct md *m, uint32_t from, uint32_t line, uint32_t fence)
{
	if (m->n_chunks > 0)
		m->chunks[m->n_chunks - 1].to = from;
	ARRAY_PUSH(m->chunks, m->n_chunks, m->cap_chunks,
	    (struct md_chunk){from, (uint32_t)m->text.n, line, fence});
}

/* May a chunk of so many bytes end before this line? */
static bool
may_cut(uint8_t flags, uint32_t bytes)
{
	if ((flags & LINE_MUST_CUT) != 0)
		return true;
	if (bytes >= CHUNK_MOST)
		return true;
	if (bytes >= CHUNK_LONG)
		return (flags & (LINE_MAY_CUT | LINE_IN_LIST)) != 0;
	return bytes >= CHUNK_GOOD && (flags & LINE_MAY_CUT) != 0;
}

/* A line longer than a chunk is cut between words. */
static void
line_cut(struct md *m, uint32_t line)
{
	uint32_t at = m->lines[line], to = m->lines[line + 1];
	bool told = false;

	while (to - at > CHUNK_MOST) {
		uint32_t cut = at + CHUNK_MOST;

		for (unsigned n = 0; n < 1000 && m->text.p[cut] != ' '; n++)
			cut--;
		while ((m->text.p[cut] & 0xc0) == 0x80)
			cut--;
		if (!told)
			builder_problem(m->b, PROBLEM_LIMIT, line + 1,
			    "a line is too long and is cut into paragraphs");
		told = true;
		chunk_add(m, cut, line, NOWHERE);
		at = cut;
	}
}

static void
chunks_find(struct md *m, uint32_t line)
{
	uint32_t fence = NOWHERE;

	chunk_add(m, m->lines[line], line, NOWHERE);
	for (uint32_t i = line; i < m->n_lines; i++) {
		bool raw = (m->flags[i] & LINE_IS_RAW) != 0;
		uint32_t from = m->chunks[m->n_chunks - 1].from;

		if ((m->flags[i] & LINE_OPENS_RAW) != 0)
			fence = i;
		if (m->lines[i] > from &&
		    may_cut(m->flags[i], m->lines[i] - from))
			chunk_add(m, m->lines[i], i, raw ? fence : NOWHERE);
		line_cut(m, i);
	}
}

/* ---- all of it ---- */

/* Chapters begin chunks if a label of a footnote comes again. */
static void
cuts_at_chapters(struct md *m)
{
	bool again = false;

	for (size_t i = 0; i < m->n_definitions; i++)
		again |=
		    m->definitions[i].footnote && m->definitions[i].copy > 0;
	for (size_t i = 0; again && i < m->n_headings; i++)
		m->flags[m->headings[i].line] |= LINE_MUST_CUT;
}

static uint32_t
chunk_of(const struct md *m, uint32_t byte)
{
	size_t low = 0, high = m->n_chunks;

	while (low + 1 < high) {
		size_t mid = low + (high - low) / 2;

		if (m->chunks[mid].from <= byte)
			low = mid;
		else
			high = mid;
	}
	return (uint32_t)low;
}

void
md_scan(struct md *m)
{
	struct scan x = {.m = m, .prev = NOWHERE};

	uint32_t line = 0;

	lines_find(m);
	for (; line < m->n_lines && m->lines[line] < m->begin; line++)
		m->flags[line] = LINE_IS_BLANK;
	for (uint32_t i = line; i < m->n_lines; i++)
		line_read(&x, i);
	chapters_find(m);
	md_definitions_settle(m);
	cuts_at_chapters(m);
	chunks_find(m, line);
	for (size_t i = 0; i < m->n_definitions; i++)
		m->definitions[i].chunk = chunk_of(m, m->definitions[i].from);
}
