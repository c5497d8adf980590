/*
 * The invariants of a layout: every byte shown once, no line too wide, pages
 * that part the lines, steps that can be taken back, places that are found.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tests/unit/layout-check.h"

struct check {
	const struct book *b;
	struct layout *l;
	int measure, rows;
	bool hides, feet;
	uint8_t *seen; /* for each byte of the text: how often shown */
	char said[300];
};

static bool say(struct check *k, const char *fmt, ...) PRINTF_LIKE(2, 3);

static bool
say(struct check *k, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(k->said, sizeof(k->said), fmt, ap);
	va_end(ap);
	return false;
}

static bool
same(struct line_at a, struct line_at b)
{
	return a.chapter == b.chapter && a.line == b.line;
}

/* The text of a segment: within the book, once, as wide as it says, found. */
static bool
check_text(struct check *k, struct line_at at, const struct segment *s)
{
	const struct book *b = k->b;
	int width;

	if (s->from >= s->to || s->to > b->text.n)
		return say(k, "segment %u-%u", s->from, s->to);
	if (book_snap(b, s->from) != s->from || book_snap(b, s->to) != s->to)
		return say(k, "segment %u-%u cuts a sign", s->from, s->to);
	width = text_width(book_text(b, s->from, s->to));
	if (width != s->width)
		return say(k, "segment %u-%u says %d cells, has %d", s->from,
		    s->to, s->width, width);
	if (s->kind == SEGMENT_ECHO)
		return true;
	for (uint32_t i = s->from; i < s->to; i++)
		if (k->seen[i]++ != 0)
			return say(k, "byte %u is shown twice", i);
	if (!same(layout_find(k->l, s->from), at) ||
	    !same(layout_find(k->l, s->to - 1), at))
		return say(k, "segment %u-%u is not found on its line", s->from,
		    s->to);
	return true;
}

static bool
check_line(struct check *k, struct line_at at)
{
	struct line line = *layout_line(k->l, at);
	int col = 0;

	if (line.kind == LINE_BLANK &&
	    (line.segments > 0 || line.from != line.to))
		return say(
		    k, "line %u of %u is not blank", at.line, at.chapter);
	for (uint32_t i = 0; i < line.segments; i++) {
		struct segment s = layout_segments(k->l, at)[i];

		if (s.col < col || s.width < 0)
			return say(k, "segments overlap at %u", s.from);
		col = s.col + s.width;
		if (col > k->measure)
			return say(
			    k, "line at %u is %d cells wide", s.from, col);
		if ((s.kind == SEGMENT_TEXT || s.kind == SEGMENT_ECHO) &&
		    !check_text(k, at, &s))
			return false;
	}
	if (line.from < line.to && !same(layout_find(k->l, line.from), at))
		return say(k, "line at %u is not found", line.from);
	return true;
}

static bool
check_lines(struct check *k)
{
	struct line_at at = {0, 0}, next;

	for (next = at;; at = next) {
		struct line_at back;

		if (!check_line(k, at))
			return false;
		if (!layout_next(k->l, &next))
			break;
		back = next;
		if (!layout_prev(k->l, &back) || !same(back, at))
			return say(k, "no way back to line %u of %u", at.line,
			    at.chapter);
	}
	if (!same(next, at))
		return say(k, "the end moved");
	at = (struct line_at){0, 0};
	if (layout_prev(k->l, &at) || at.chapter != 0 || at.line != 0)
		return say(k, "the start moved");
	return true;
}

/* Everything but blanks was shown. */
static bool
check_seen(struct check *k)
{
	const char *p = k->b->text.p, *end = p + k->b->text.n;
	size_t n;

	for (uint32_t i = 0; p < end; p += n, i += (uint32_t)n) {
		uint32_t cp = cp_decode(p, end, &n);

		if (k->seen[i] == 0 && !cp_is_space(cp) && cp != '\n')
			return say(k, "byte %u is not shown", i);
	}
	return true;
}

/* Every place is found on a line that does not begin after it. */
static bool
check_places(struct check *k)
{
	size_t n = k->b->text.n, step = n / 5000 + 1;

	for (size_t i = 0; i <= n; i += step) {
		struct line_at at = layout_find(k->l, (uint32_t)i);
		const struct line *line = layout_line(k->l, at);

		if (line->from > i && at.line > 0)
			return say(
			    k, "place %zu is on a line from %u", i, line->from);
	}
	return true;
}

/* ---- pages ---- */

static bool
same_page(const struct page *a, const struct page *b)
{
	return same(a->first, b->first) && a->lines == b->lines &&
	       a->index == b->index && a->from == b->from && a->to == b->to &&
	       a->foot == b->foot;
}

static bool
check_page(struct check *k, const struct page *p)
{
	const struct segment *segments;
	const struct line *lines = layout_foot(k->l, p, &segments);
	uint32_t used = p->lines + (p->foot > 0 ? p->foot + 1 : 0);
	struct page again = layout_page_of(k->l, p->first);

	if (p->lines < 1 || used > (uint32_t)k->rows)
		return say(k, "page at %u has %u lines", p->from, used);
	if (!same_page(&again, p))
		return say(k, "page at %u is not its first line's", p->from);
	again = layout_page_of(k->l,
	    (struct line_at){p->first.chapter, p->first.line + p->lines - 1});
	if (!same_page(&again, p))
		return say(k, "page at %u is not its last line's", p->from);
	if (!k->feet && p->foot > 0)
		return say(k, "page at %u has notes", p->from);
	for (uint32_t i = 0; i < p->foot; i++)
		for (uint32_t j = 0; j < lines[i].segments; j++) {
			const struct segment *s =
			    &segments[lines[i].segment + j];

			if (s->col < 0 || s->col + s->width > k->measure)
				return say(
				    k, "a note at %u is too wide", s->from);
		}
	return true;
}

/* Between two pages there are only blank lines. */
static bool
check_between(struct check *k, const struct page *a, const struct page *b)
{
	struct line_at at = a->first;

	if (a->to != b->from)
		return say(k, "page at %u ends at %u", a->from, a->to);
	at.line += a->lines - 1;
	while (layout_next(k->l, &at) && !same(at, b->first))
		if (layout_line(k->l, at)->kind != LINE_BLANK)
			return say(k, "line %u of %u is on no page", at.line,
			    at.chapter);
	return same(at, b->first) || say(k, "pages overlap at %u", b->from);
}

static bool
check_pages(struct check *k)
{
	struct page p = layout_page_at(k->l, 0), next, back;
	uint32_t n = 1;

	if (p.from != 0 || layout_page_prev(k->l, &p))
		return say(k, "the first page begins at %u", p.from);
	for (next = p;; p = next, n++) {
		if (!check_page(k, &p))
			return false;
		if (!layout_page_next(k->l, &next))
			break;
		if (!check_between(k, &p, &next))
			return false;
		back = next;
		if (!layout_page_prev(k->l, &back) || !same_page(&back, &p))
			return say(k, "no way back to the page at %u", p.from);
	}
	if (p.to != k->b->text.n)
		return say(k, "the last page ends at %u", p.to);
	while (layout_count(k->l))
		continue;
	if (layout_pages(k->l) != n)
		return say(k, "%u pages, counted %u", n, layout_pages(k->l));
	back = layout_page(k->l, n + 5);
	if (!same_page(&back, &p) || layout_page_number(k->l, &p) != n)
		return say(k, "the last page is not the last");
	back = layout_page(k->l, n / 2 + 1);
	if (layout_page_number(k->l, &back) != n / 2 + 1)
		return say(k, "page %u has another number", n / 2 + 1);
	return true;
}

const char *
layout_check(const struct book *b, const struct layout_options *options)
{
	static struct check k;
	bool good;

	memset(&k, 0, sizeof(k));
	k.b = b;
	k.measure = options->measure < 10 ? 10 : options->measure;
	k.rows = options->rows < 1 ? 1 : options->rows;
	k.hides = options->hide_notes;
	k.feet = options->notes_at_foot;
	k.l = layout_new(b, options);
	k.seen = xcalloc(b->text.n + 1, 1);
	good = check_lines(&k) && (k.hides || check_seen(&k)) &&
	       check_places(&k) && check_pages(&k);
	layout_free(k.l);
	free(k.seen);
	return good ? NULL : k.said;
}
