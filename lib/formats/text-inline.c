/*
 * Light markup inside paragraphs: emphasis, links, raised figures, escapes.
 *
 *  1. A mark counts only with its partner; one that has none stays as printed.
 *  2. Partners may stand on different lines of what was begun together.
 *  3. One pass over the bytes and one over the marks: an opener is looked for
 *     only down to where the last search for its like ended in vain.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/formats/text.h"

#define MARKS_MAX (1u << 20) /* of one stretch; more are text */
#define TARGET_MAX 2000 /* bytes of a link's target */
#define DEPTH 64 /* brackets and tags that are open */

enum link_end { LINK_NONE, LINK_BEGIN, LINK_END };

/* Bytes that are markup, if a partner was found. */
struct mark {
	uint32_t at, len;
	uint32_t href, href_len; /* of a link that begins */
	uint8_t on, off; /* styles that begin, end here */
	uint8_t link; /* enum link_end */
	bool real;
};

/* A run of stars or underscores; its marks are one byte each. */
struct run_of {
	size_t mark;
	uint8_t left; /* how many are not used up */
	char c;
	bool opens, closes;
};

struct inlines {
	struct builder *b;
	struct str bytes;
	struct mark *marks;
	struct run_of *runs;
	size_t n_marks, cap_marks, n_runs, cap_runs;
	size_t brackets[DEPTH], n_brackets;
	size_t tags[DEPTH], n_tags;
	uint32_t close_at, close_len; /* a mark known to stand ahead */
	uint8_t close_off, close_link;

	size_t next; /* the first mark not fed yet */
	uint8_t depth[8];
	uint32_t href, href_len, link_from;
	bool in_link;
};

struct inlines *
inlines_new(struct builder *b, const struct source *s)
{
	struct inlines *in = xcalloc(1, sizeof(*in));

	in->b = b;
	in->bytes = s->bytes;
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

static struct mark *
mark_add(struct inlines *in, uint32_t at, uint32_t len)
{
	ARRAY_PUSH(in->marks, in->n_marks, in->cap_marks,
	    (struct mark){.at = at, .len = len});
	return &in->marks[in->n_marks - 1];
}

static bool
is_space_or_end(uint32_t cp)
{
	return cp == 0 || cp_is_space(cp);
}

static bool
is_punct(uint32_t cp)
{
	return !is_space_or_end(cp) && !cp_is_letter(cp) && !cp_is_digit(cp) &&
	       !cp_is_mark(cp);
}

/* May a run with these neighbours open, close emphasis?  By CommonMark 0.30,
 * 6.2: it opens what follows it closely and closes what it follows closely;
 * underscores do neither inside a word. */
static void
flanks(struct run_of *r, uint32_t before, uint32_t after)
{
	bool left =
	    !is_space_or_end(after) &&
	    (!is_punct(after) || is_space_or_end(before) || is_punct(before));
	bool right =
	    !is_space_or_end(before) &&
	    (!is_punct(before) || is_space_or_end(after) || is_punct(after));

	r->opens = left;
	r->closes = right;
	if (r->c == '_') {
		r->opens = left && (!right || is_punct(before));
		r->closes = right && (!left || is_punct(after));
	}
	if (cp_is_digit(before) && cp_is_digit(after))
		r->opens = r->closes = false;
}

static size_t
run_scan(struct inlines *in, const char *from, const char *p, const char *end)
{
	struct run_of r = {.mark = in->n_marks, .c = *p};
	uint32_t before = 0, after = 0;
	size_t n = 0, len;

	while (p + n < end && p[n] == r.c)
		n++;
	if (p > from)
		before = cp_before(from, p, &len);
	if (p + n < end)
		after = cp_decode(p + n, end, &len);
	r.left = (uint8_t)n;
	flanks(&r, before, after);
	if (n > 3 || (!r.opens && !r.closes))
		return n;
	for (size_t i = 0; i < n; i++)
		mark_add(in, (uint32_t)(p + i - in->bytes.p), 1);
	ARRAY_PUSH(in->runs, in->n_runs, in->cap_runs, r);
	return n;
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

/* Bytes that may begin a mark. */
static const bool special[256] = {
    ['*'] = true,
    ['_'] = true,
    ['['] = true,
    [']'] = true,
    ['\\'] = true,
    ['^'] = true,
    ['<'] = true,
    ['}'] = true,
    ['>'] = true,
};

void
inlines_scan(struct inlines *in, uint32_t from, uint32_t to)
{
	const char *start = in->bytes.p + from, *p = start;
	const char *end = in->bytes.p + to;

	for (;;) {
		while (p < end && !special[(unsigned char)*p])
			p++;
		if (p >= end || in->n_marks >= MARKS_MAX)
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

/* ---- partners of emphasis ---- */

/* Use up n marks of both runs: the last of the opener, the first of the
 * closer. */
static void
runs_pair(struct inlines *in, struct run_of *open, struct run_of *close)
{
	uint8_t n = open->left >= 2 && close->left >= 2 ? 2 : 1;
	uint8_t style = n == 2 ? STYLE_STRONG : STYLE_EMPHASIS;

	for (uint8_t i = 0; i < n; i++) {
		in->marks[open->mark + open->left - 1 - i].real = true;
		in->marks[close->mark + i].real = true;
	}
	in->marks[open->mark + open->left - n].on |= style;
	in->marks[close->mark + n - 1].off |= style;
	open->left = (uint8_t)(open->left - n);
	close->left = (uint8_t)(close->left - n);
	close->mark += n;
}

/* The last run that can be the partner of runs[i], not below `bottom`; runs
 * above it that found none are passed over for good. */
static size_t
opener_of(const struct inlines *in, const size_t *stack, size_t n,
    size_t bottom, const struct run_of *close)
{
	while (n > bottom) {
		const struct run_of *r = &in->runs[stack[--n]];

		if (r->c == close->c && r->left > 0)
			return n;
	}
	return SIZE_MAX;
}

static void
runs_resolve(struct inlines *in)
{
	size_t *stack = xmalloc((in->n_runs + 1) * sizeof(*stack));
	size_t n = 0, at, bottom[2] = {0, 0}, *low;

	for (size_t i = 0; i < in->n_runs; i++) {
		struct run_of *r = &in->runs[i];

		low = &bottom[r->c == '_'];
		while (r->closes && r->left > 0) {
			if (*low > n)
				*low = n;
			at = opener_of(in, stack, n, *low, r);
			if (at == SIZE_MAX) {
				*low = n;
				break;
			}
			runs_pair(in, &in->runs[stack[at]], r);
			n = at + (in->runs[stack[at]].left > 0);
		}
		if (r->opens && r->left > 0)
			stack[n++] = i;
	}
	free(stack);
}

void
inlines_resolve(struct inlines *in)
{
	size_t kept = 0;

	if (in->n_runs > 1)
		runs_resolve(in);
	for (size_t i = 0; i < in->n_marks; i++)
		if (in->marks[i].real)
			in->marks[kept++] = in->marks[i];
	in->n_marks = kept;
}

/* ---- feeding ---- */

static unsigned
style_now(const struct inlines *in)
{
	unsigned style = 0;

	for (unsigned i = 0; i < 8; i++)
		style |= in->depth[i] > 0 ? 1u << i : 0;
	return style;
}

static void
link_close(struct inlines *in)
{
	builder_link(in->b, in->link_from, builder_place(in->b), NOWHERE,
	    str_slice(in->bytes, in->href, in->href + in->href_len));
}

static void
mark_feed(struct inlines *in, const struct mark *m)
{
	for (unsigned i = 0; i < 8; i++) {
		if (m->on >> i & 1 && in->depth[i] < 255)
			in->depth[i]++;
		if (m->off >> i & 1 && in->depth[i] > 0)
			in->depth[i]--;
	}
	if (m->link == LINK_NONE)
		return;
	if (in->in_link)
		link_close(in);
	in->in_link = m->link == LINK_BEGIN;
	if (in->in_link) {
		in->href = m->href;
		in->href_len = m->href_len;
		in->link_from = builder_place(in->b);
	}
}

void
inlines_feed(struct inlines *in, uint32_t from, uint32_t to, uint32_t line)
{
	const struct mark *m;

	while (in->next < in->n_marks && in->marks[in->next].at < from)
		mark_feed(in, &in->marks[in->next++]);
	if (in->in_link && builder_current(in->b).n == 0)
		in->link_from = builder_place(in->b);
	while (from < to) {
		m = in->next < in->n_marks ? &in->marks[in->next] : NULL;
		if (m == NULL || m->at >= to) {
			builder_text(in->b, str_slice(in->bytes, from, to),
			    style_now(in), line, from);
			return;
		}
		builder_text(in->b, str_slice(in->bytes, from, m->at),
		    style_now(in), line, from);
		mark_feed(in, m);
		in->next++;
		from = m->at + m->len > from ? m->at + m->len : from;
	}
}

void
inlines_break(struct inlines *in)
{
	if (in->in_link && builder_current(in->b).n > 0)
		link_close(in);
}
