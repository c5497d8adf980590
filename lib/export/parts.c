/*
 * Finding the headings and the pieces of a document that izba wrote and people
 * wrote in.
 *
 *  1. In Markdown a piece stands between "<!-- izba:UUID SUM -->" and
 *     "<!-- /izba -->".  In Org it is a heading whose drawer has an ID and
 *     the SUM as IZBA, up to "# /izba".
 *  2. The sum is over all lines of the piece but those that mark it, without
 *     what editors change by themselves: blanks at ends of lines, and in Org the
 *     depth of the heading.
 *  3. A piece whose end is gone is its first line alone, and edited.
 *  4. What only looks like a heading (in front matter, in a fence) is none.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/export/parts.h"

const struct shape shape_markdown = {.org = false};
const struct shape shape_org = {.org = true};

#define MARKDOWN_PIECE 7 /* the level of a piece: below all headings */
#define UUID 36

/* ---- lines ---- */

struct lines {
	struct str text;
	size_t from, end, next; /* this line, without and with its end */
};

/* Go to the next line; false after the last. */
static bool
lines_next(struct lines *l)
{
	const char *end;

	if (l->next >= l->text.n)
		return false;
	l->from = l->next;
	end = memchr(l->text.p + l->from, '\n', l->text.n - l->from);
	l->end = end == NULL ? l->text.n : (size_t)(end - l->text.p);
	l->next = end == NULL ? l->end : l->end + 1;
	return true;
}

/* The line without its end and the blanks before that. */
static struct str
line_of(const struct lines *l)
{
	size_t end = l->end;

	while (end > l->from && strchr(" \t\r", l->text.p[end - 1]) != NULL)
		end--;
	return str_slice(l->text, l->from, end);
}

/* ---- the sum ---- */

/* FNV-1a, 64 bits: it tells a change from none; nobody is kept out by it. */
static uint64_t
add_sum(uint64_t sum, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		sum = (sum ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	return (sum ^ '\n') * UINT64_C(0x100000001b3);
}

static struct str
without_stars(struct str line)
{
	size_t n = 0;

	while (n < line.n && line.p[n] == '*')
		n++;
	return str_slice(line, n, line.n);
}

static bool
is_end(const struct shape *shape, struct str line)
{
	return str_is(line, shape->org ? "# /izba" : "<!-- /izba -->");
}

/* Does the line mark the piece, rather than say something? */
static bool
is_mark(const struct shape *shape, struct str line)
{
	return str_starts(line, shape->org ? ":IZBA:" : "<!-- izba:") ||
	       is_end(shape, line);
}

static uint64_t
sum_of(const struct shape *shape, struct str piece)
{
	struct lines l = {.text = piece};
	uint64_t sum = UINT64_C(0xcbf29ce484222325);
	bool first = true;

	while (lines_next(&l)) {
		struct str line = line_of(&l);

		if (first && shape->org)
			line = without_stars(line);
		first = false;
		if (!is_mark(shape, line))
			sum = add_sum(sum, line);
	}
	return sum;
}

void
part_seal(const struct shape *shape, struct buf *out, size_t from)
{
	struct str piece = str_slice(buf_lend(out), from, out->n);
	size_t at = str_find(piece, STR(PART_NO_SUM));
	uint64_t sum = sum_of(shape, piece);

	for (size_t i = PART_SUM; i-- > 0; sum >>= 4)
		out->p[from + at + i] = "0123456789abcdef"[sum & 15];
}

/* ---- pieces ---- */

static bool
is_uuid(struct str s)
{
	if (s.n != UUID)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (strchr("0123456789abcdef-", s.p[i]) == NULL)
			return false;
	return true;
}

/* The first word after a prefix of the line; null if it has another. */
static struct str
word_after(struct str line, const char *prefix)
{
	size_t from = strlen(prefix), to;

	if (!str_starts(line, prefix))
		return (struct str){NULL, 0};
	while (from < line.n && line.p[from] == ' ')
		from++;
	for (to = from; to < line.n && line.p[to] != ' ';)
		to++;
	return str_slice(line, from, to);
}

/* What the marks of a piece that begins at the line say: in Markdown the line
 * itself, in Org the drawer below the heading. */
static bool
read_marks(const struct shape *shape, struct lines l, struct part *p)
{
	struct str line = line_of(&l), rest;

	if (!shape->org) {
		p->uuid = word_after(line, "<!-- izba:");
		if (p->uuid.p == NULL || !is_uuid(p->uuid))
			return false;
		rest = str_slice(
		    line, (size_t)(p->uuid.p - line.p) + UUID, line.n);
		p->stated = word_after(rest, " ");
		return true;
	}
	if (!lines_next(&l) || !str_is(line_of(&l), ":PROPERTIES:"))
		return false;
	while (lines_next(&l) && !str_is(line_of(&l), ":END:") &&
	       str_starts(line_of(&l), ":")) {
		line = line_of(&l);
		if (p->uuid.p == NULL)
			p->uuid = word_after(line, ":ID:");
		if (p->stated.p == NULL)
			p->stated = word_after(line, ":IZBA:");
	}
	return p->stated.p != NULL && p->uuid.p != NULL && is_uuid(p->uuid);
}

static unsigned
heading_level(const struct shape *shape, struct str line)
{
	size_t n = 0, most = shape->org ? 60 : 6;

	while (n < line.n && line.p[n] == (shape->org ? '*' : '#'))
		n++;
	if (n == 0 || n > most)
		return 0;
	if (n == line.n)
		return shape->org ? 0 : (unsigned)n;
	return line.p[n] == ' ' ? (unsigned)n : 0;
}

/* Where the piece that begins at the line ends; 0 if its end is gone. */
static size_t
piece_end(const struct shape *shape, struct lines l)
{
	while (lines_next(&l)) {
		struct str line = line_of(&l);

		if (is_end(shape, line))
			return l.next;
		if (shape->org ? heading_level(shape, line) > 0
			       : str_starts(line, "<!-- izba:"))
			return 0;
	}
	return 0;
}

static bool
find_piece(const struct shape *shape, const struct lines *l, struct part *p)
{
	size_t end;
	char sum[PART_SUM + 1];
	uint64_t n;

	*p = (struct part){.from = l->from, .to = l->next};
	p->level =
	    shape->org ? heading_level(shape, line_of(l)) : MARKDOWN_PIECE;
	if (p->level == 0 || !read_marks(shape, *l, p))
		return false;
	end = piece_end(shape, *l);
	p->edited = true;
	if (end == 0)
		return true;
	p->to = end;
	n = sum_of(shape, str_slice(l->text, p->from, p->to));
	snprintf(sum, sizeof(sum), "%016llx", (unsigned long long)n);
	p->edited = !str_is(p->stated, sum);
	return true;
}

/* ---- documents ---- */

/* Skip the front matter of a Markdown document. */
static void
skip_front(struct lines *l)
{
	struct lines at = *l;

	if (!lines_next(&at) || !str_is(line_of(&at), "---"))
		return;
	while (lines_next(&at))
		if (str_is(line_of(&at), "---") ||
		    str_is(line_of(&at), "...")) {
			*l = at;
			return;
		}
}

static bool
is_fence(struct str line)
{
	line = str_trim(line);
	return str_starts(line, "```") || str_starts(line, "~~~");
}

/* The headings that stand over what follows, outermost first. */
struct stack {
	size_t v[64];
	size_t n;
};

static void
add_part(struct parts *p, struct stack *s, struct part part)
{
	while (s->n > 0 && p->v[s->v[s->n - 1]].level >= part.level)
		s->n--;
	part.over = s->n > 0 ? s->v[s->n - 1] : NO_PART;
	if (part.uuid.p == NULL)
		s->v[s->n++] = p->n;
	ARRAY_PUSH(p->v, p->n, p->cap, part);
}

struct parts
parts_find(const struct shape *shape, struct str text)
{
	struct parts parts = {.v = NULL};
	struct stack stack = {.n = 0};
	struct lines l = {.text = text};
	bool fenced = false;

	if (!shape->org)
		skip_front(&l);
	while (lines_next(&l)) {
		struct str line = line_of(&l);
		unsigned level;
		struct part p;

		fenced ^= !shape->org && is_fence(line);
		if (find_piece(shape, &l, &p)) {
			l.next = p.to;
			fenced = false;
			add_part(&parts, &stack, p);
			continue;
		}
		level = fenced ? 0 : heading_level(shape, line);
		if (level > 0)
			add_part(&parts, &stack,
			    (struct part){.from = l.from,
				.to = l.next,
				.level = level,
				.title =
				    str_trim(str_slice(line, level, line.n))});
	}
	return parts;
}

void
parts_free(struct parts *p)
{
	free(p->v);
	*p = (struct parts){.v = NULL};
}
