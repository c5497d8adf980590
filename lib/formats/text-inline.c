/*
 * Light markup inside paragraphs is found: links, raised figures, tags,
 * escapes; emphasis is text-emphasis.c's.
 *
 *  1. A mark counts only with its partner; one that has none stays as printed.
 *  2. Partners may stand on different lines of what was begun together.
 *  3. One pass over the bytes, however they are made.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/scan.h>

#include "lib/formats/text-inline.h"

struct inlines *
inlines_new(struct builder *b, const struct source *s)
{
	struct inlines *in = xcalloc(1, sizeof(*in));

	in->b = b;
	in->bytes = s->bytes;
	in->source = s;
	return in;
}

void
inlines_free(struct inlines *in)
{
	free(in->marks);
	free(in->runs);
	free(in);
}

void
inlines_begin(struct inlines *in)
{
	in->n_marks = in->n_runs = in->n_brackets = in->n_tags = 0;
	in->next = 0;
	in->close_len = 0;
	memset(in->depth, 0, sizeof(in->depth));
	in->in_link = false;
}

/* ---- finding marks ---- */

struct mark *
mark_add(struct inlines *in, uint32_t at, uint32_t len)
{
	ARRAY_PUSH(in->marks, in->n_marks, in->cap_marks,
	    (struct mark){.at = at, .len = len});
	return &in->marks[in->n_marks - 1];
}

/* The bytes of a link's target up to its closing bracket, or 0. */
static size_t
target_length(const char *p, const char *end)
{
	int depth = 1;

	for (size_t n = 0; p + n < end && n < TARGET_MAX; n++) {
		if (p[n] == ' ' || p[n] == '\t')
			return 0;
		if (p[n] == '(')
			depth++;
		if (p[n] == ')' && --depth == 0)
			return n + 1;
	}
	return 0;
}

/* "](target)": the end of a link whose "[" is the last one open. */
static size_t
link_scan(struct inlines *in, const char *p, const char *end)
{
	struct mark *m;
	size_t n = 0;

	if (in->n_brackets == 0)
		return 1;
	in->n_brackets--;
	if (p + 1 < end && p[1] == '(')
		n = target_length(p + 2, end);
	if (n == 0)
		return 1;
	m = mark_add(in, (uint32_t)(p - in->bytes.p), (uint32_t)n + 2);
	m->link = LINK_END;
	m->real = true;
	m = &in->marks[in->brackets[in->n_brackets]];
	m->link = LINK_BEGIN;
	m->real = true;
	m->href = (uint32_t)(p + 2 - in->bytes.p);
	m->href_len = (uint32_t)n - 1;
	return n + 2;
}

static size_t
bracket_scan(struct inlines *in, const char *p)
{
	mark_add(in, (uint32_t)(p - in->bytes.p), 1);
	if (in->n_brackets == DEPTH) {
		memmove(in->brackets, in->brackets + 1,
		    (DEPTH - 1) * sizeof(in->brackets[0]));
		in->n_brackets--;
	}
	in->brackets[in->n_brackets++] = in->n_marks - 1;
	return 1;
}

/* A mark opens here whose partner stands ahead at `close`. */
static void
pair_scan(struct inlines *in, const char *p, uint32_t len, const char *close,
    uint8_t style, uint8_t link)
{
	struct mark *m = mark_add(in, (uint32_t)(p - in->bytes.p), len);

	m->on = style;
	m->link = link;
	m->real = true;
	if (link == LINK_BEGIN) {
		m->href = m->at + len;
		m->href_len = (uint32_t)(close - p) - len;
	}
	in->close_at = (uint32_t)(close - in->bytes.p);
	in->close_len = 1;
	in->close_off = style;
	in->close_link = link == LINK_BEGIN ? LINK_END : LINK_NONE;
}

/* ^{12}, ^12^ */
static size_t
raised_scan(struct inlines *in, const char *p, const char *end)
{
	const char *close;
	size_t n = 1;

	if (in->close_len > 0 || p + 2 >= end)
		return 1;
	if (p[1] == '{') {
		close = memchr(p + 2, '}', (size_t)(end - p - 2));
		if (close == NULL || close - p > 60 || close == p + 2)
			return 1;
		pair_scan(in, p, 2, close, STYLE_SUPERSCRIPT, LINK_NONE);
		return 2;
	}
	while (p + n < end && n < 8 &&
	       ((p[n] >= '0' && p[n] <= '9') || (p[n] >= 'a' && p[n] <= 'z')))
		n++;
	if (n > 1 && p + n < end && p[n] == '^')
		pair_scan(in, p, 1, p + n, STYLE_SUPERSCRIPT, LINK_NONE);
	return 1;
}

static const struct {
	const char *name;
	uint8_t style;
} tags[] = {
    {"sup", STYLE_SUPERSCRIPT},
    {"sub", STYLE_SUBSCRIPT},
    {"em", STYLE_EMPHASIS},
    {"i", STYLE_EMPHASIS},
    {"strong", STYLE_STRONG},
    {"b", STYLE_STRONG},
    {"u", STYLE_UNDERLINE},
};

/* <sup> waits for </sup>; the last one that is open is its partner. */
static size_t
tag_scan(struct inlines *in, const char *p, const char *end)
{
	bool closes = p + 1 < end && p[1] == '/';
	const char *name = p + 1 + closes;
	size_t n;

	for (size_t i = 0; i < LENGTH(tags); i++) {
		n = strlen(tags[i].name);
		if ((size_t)(end - name) <= n || name[n] != '>' ||
		    memcmp(name, tags[i].name, n) != 0)
			continue;
		n = (size_t)(name - p) + n + 1;
		mark_add(in, (uint32_t)(p - in->bytes.p), (uint32_t)n);
		if (!closes) {
			if (in->n_tags < DEPTH)
				in->tags[in->n_tags++] = in->n_marks - 1;
			in->marks[in->n_marks - 1].on = tags[i].style;
		} else if (in->n_tags > 0 &&
			   in->marks[in->tags[in->n_tags - 1]].on ==
			       tags[i].style) {
			in->marks[in->tags[--in->n_tags]].real = true;
			in->marks[in->n_marks - 1].off = tags[i].style;
			in->marks[in->n_marks - 1].real = true;
		}
		return n;
	}
	return 1;
}

/* <https://...> */
static size_t
angle_scan(struct inlines *in, const char *p, const char *end)
{
	struct str rest = {p + 1, (size_t)(end - p - 1)};
	size_t n = 0;

	if (in->close_len == 0 &&
	    (str_starts(rest, "http://") || str_starts(rest, "https://") ||
		str_starts(rest, "mailto:") || str_starts(rest, "ftp://"))) {
		while (n < rest.n && n < TARGET_MAX && rest.p[n] > ' ' &&
		       rest.p[n] != '<' && rest.p[n] != '>')
			n++;
		if (n < rest.n && rest.p[n] == '>') {
			pair_scan(in, p, 1, rest.p + n, 0, LINK_BEGIN);
			return n + 1; /* an address holds no markup */
		}
	}
	return tag_scan(in, p, end);
}

static size_t
escape_scan(struct inlines *in, const char *p, const char *end)
{
	if (p + 1 >= end ||
	    strchr("\\`*_{}[]()#+-.!$<>^~|&\"'", p[1]) == NULL || p[1] == '\0')
		return 1;
	mark_add(in, (uint32_t)(p - in->bytes.p), 1)->real = true;
	return 2;
}

static size_t
close_scan(struct inlines *in)
{
	struct mark *m = mark_add(in, in->close_at, in->close_len);

	m->off = in->close_off;
	m->link = in->close_link;
	m->real = true;
	in->close_len = 0;
	return m->len;
}

/* Where the next byte stands that may begin a mark, or end the one known to
 * stand ahead; `end` if none does. */
static const char *
next_special(const char *p, const char *end)
{
	for (; end - p >= SCAN; p += SCAN) {
		scan_bytes v = scan_load(p);
		size_t n = scan_first(scan_is(v, '*') | scan_in(v, '[', '_') |
				      scan_is(v, '<') | scan_is(v, '>') |
				      scan_is(v, '}'));

		if (n < SCAN)
			return p + n;
	}
	while (p < end && !((*p >= '[' && *p <= '_') || *p == '*' ||
			      *p == '<' || *p == '>' || *p == '}'))
		p++;
	return p;
}

void
inlines_scan(struct inlines *in, uint32_t from, uint32_t to)
{
	const char *start = in->bytes.p + from, *p = start;
	const char *end = in->bytes.p + to;

	while ((p = next_special(p, end)) < end) {
		if (in->n_marks >= MARKS_MAX)
			break;
		if (in->close_len > 0 && p == in->bytes.p + in->close_at)
			p += close_scan(in);
		else if (*p == '*' || *p == '_')
			p += run_scan(in, start, p, end);
		else if (*p == '[')
			p += bracket_scan(in, p);
		else if (*p == ']')
			p += link_scan(in, p, end);
		else if (*p == '^')
			p += raised_scan(in, p, end);
		else if (*p == '<')
			p += angle_scan(in, p, end);
		else
			p += *p == '\\' ? escape_scan(in, p, end) : 1;
	}
	in->close_len = 0;
}
