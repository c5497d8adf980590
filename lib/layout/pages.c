/*
 * Pages: a chapter's lines parted into leaves, with the notes they cite.
 *
 *  1. Greedy from the chapter's first line, so that it depends on nothing else.
 *  2. A break keeps headings with what follows, rows of a table and words
 *     whole, and leaves no line of a text alone; but at least half of a page is
 *     filled.
 *  3. Blank lines at a page's start and end belong to no page.  Above the rule
 *     of notes a row stays blank, if it is to be had for one line of text.
 *  4. The feet are shown in order, each line of them once.  A note begins on
 *     the page that cites it, if a third of the page is left for the text.
 */
#include "lib/layout/private.h"

/* On fewer rows none is left blank above the notes; nor are more of them. */
#define AIR_LEAST 14
#define AIR_MOST 3

/* A note is begun with two lines at least, or not at all. */
#define FOOT_LEAST 2

struct pager {
	const struct lines *ls;
	const struct feet *feet;
	size_t rows, n; /* n: lines without the blank ones at the end */
	size_t at; /* the line the next page begins with */
	size_t foot; /* the first note not yet due */
	uint32_t shown; /* lines of the feet on the pages before */
};

static size_t
foot_rows(const struct pager *p, uint32_t due)
{
	return due > p->shown ? due - p->shown + 1 : 0;
}

/* How far a page could go: the lines up to which text and notes have room.
 * The last note need only begin. */
static size_t
page_most(const struct pager *p)
{
	size_t least = p->rows / 3 + 1, foot = p->foot, at = p->at;
	uint32_t due = foot > 0 ? p->feet->v[foot - 1].to : 0;

	for (; at < p->n && at - p->at < p->rows; at++) {
		for (; foot < p->feet->n && p->feet->v[foot].line == at;
		     foot++) {
			const struct foot *f = &p->feet->v[foot];

			due = f->from + FOOT_LEAST < f->to
				  ? f->from + FOOT_LEAST
				  : f->to;
		}
		if (at - p->at >= least &&
		    at + 1 - p->at + foot_rows(p, due) > p->rows)
			break;
		if (foot > 0 && foot > p->foot)
			due = p->feet->v[foot - 1].to;
	}
	return at;
}

/* The last break at or before line `end` that keeps together what it can. */
static size_t
page_end(const struct pager *p, size_t end)
{
	static const uint8_t avoided[] = {KEEP_SOFT | KEEP_HARD | KEEP_WORD,
	    KEEP_HARD | KEEP_WORD, KEEP_HARD};
	size_t least = p->at + (end - p->at + 1) / 2;

	for (size_t i = 0; i < LENGTH(avoided); i++)
		for (size_t e = end; e >= least; e--)
			if ((p->ls->keep[e - 1] & avoided[i]) == 0)
				return e;
	return end;
}

/* Lines of the feet that are due on a page whose lines end before `end`. */
static uint32_t
due_before(const struct pager *p, size_t end)
{
	size_t foot = p->foot;

	while (foot < p->feet->n && p->feet->v[foot].line < end)
		foot++;
	return foot > 0 ? p->feet->v[foot - 1].to : 0;
}

/* A page that would end before line `end`, and be full: does it end a line or
 * two earlier, to leave a row blank above its notes?  Not if lines were parted
 * by it that keep together, nor if more rows were left. */
static bool
page_air(const struct pager *p, size_t *end)
{
	size_t last = *end;
	uint32_t due, less;

	while (p->ls->v[last - 1].kind == LINE_BLANK)
		last--;
	due = due_before(p, last);
	if (p->rows < AIR_LEAST || *end >= p->n || due <= p->shown ||
	    last - p->at + foot_rows(p, due) < p->rows)
		return false;
	for (size_t e = last - 1; e > p->at + p->rows / 3; e--) {
		less = due_before(p, e);
		if (less <= p->shown || last - e + due - less > AIR_MOST)
			return false;
		if (p->ls->v[e - 1].kind != LINE_BLANK &&
		    p->ls->keep[e - 1] == 0) {
			*end = e;
			return true;
		}
	}
	return false;
}

/* The notes for a page whose lines end before `end`, under a rule and, if there
 * is air, a blank row. */
static void
page_foot(struct pager *p, struct leaf *leaf, size_t end, bool air)
{
	size_t used = leaf->n + 1 + air;
	uint32_t due = due_before(p, end);

	while (p->foot < p->feet->n && p->feet->v[p->foot].line < end)
		p->foot++;
	leaf->foot = p->shown;
	if (due > p->shown && used < p->rows) {
		leaf->foot_n = due - p->shown;
		if (leaf->foot_n > p->rows - used)
			leaf->foot_n = (uint32_t)(p->rows - used);
	}
	while (leaf->foot_n > 1 &&
	       (p->feet->lines.keep[p->shown + leaf->foot_n - 1] & KEEP_WORD))
		leaf->foot_n--;
	p->shown += leaf->foot_n;
}

static bool
page_next(struct pager *p, struct leaf *leaf)
{
	size_t end, last;
	bool air;

	while (p->at < p->n && p->ls->v[p->at].kind == LINE_BLANK)
		p->at++;
	if (p->at >= p->n)
		return false;
	end = page_most(p);
	if (end < p->n)
		end = page_end(p, end);
	air = page_air(p, &end);
	last = end;
	while (p->ls->v[last - 1].kind == LINE_BLANK)
		last--;
	*leaf = (struct leaf){(uint32_t)p->at, (uint32_t)(last - p->at), 0, 0};
	page_foot(p, leaf, end, air);
	p->at = end;
	return true;
}

/* What is left of the notes after the chapter's last line: pages of one blank
 * line and notes. */
static void
pages_of_notes(struct leaves *out, struct lines *ls, struct pager *p)
{
	const struct line *last = &ls->v[ls->n - 1];
	uint32_t block = last->block, to = last->to;
	size_t n = p->feet->lines.n;

	while (p->rows > 2 && p->shown < n) {
		struct leaf leaf = {(uint32_t)ls->n, 1, 0, 0};

		lines_add(ls, LINE_BLANK, block, to, to);
		page_foot(p, &leaf, ls->n, false);
		ARRAY_PUSH(out->v, out->n, out->cap, leaf);
	}
}

void
pages_break(
    struct leaves *out, struct lines *ls, const struct feet *feet, int rows)
{
	struct pager p = {.ls = ls, .feet = feet, .n = ls->n};
	struct leaf leaf;

	p.rows = rows < 1 ? 1 : (size_t)rows;
	while (p.n > 0 && ls->v[p.n - 1].kind == LINE_BLANK)
		p.n--;
	out->n = 0;
	while (page_next(&p, &leaf))
		ARRAY_PUSH(out->v, out->n, out->cap, leaf);
	if (out->n == 0)
		ARRAY_PUSH(out->v, out->n, out->cap, (struct leaf){0, 1, 0, 0});
	pages_of_notes(out, ls, &p);
}
