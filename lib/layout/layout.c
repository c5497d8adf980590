/*
 * The layout: chapters laid out when they are wanted, some twenty of them
 * remembered, the pages of all counted while there is nothing else to do.
 *
 *  1. A chapter's lines depend on the book and the options alone: laid out
 *     again they are the same.
 *  2. `pages[i]` is 0 until chapter i was laid out once; `before[i]`, the
 *     pages before it, is known for i <= counted.
 */
#include <assert.h>
#include <stdlib.h>

#include "lib/layout/private.h"

#define SLOTS 20

/* A chapter laid out. */
struct slot {
	struct lines lines;
	struct feet feet;
	struct leaves leaves;
	uint64_t used;
	uint32_t chapter;
};

struct layout {
	const struct book *b;
	struct layout_options options;
	struct composer composer;
	struct start *starts;
	uint32_t n; /* chapters */
	uint32_t *pages, *before;
	uint32_t counted;
	int8_t *slot_of; /* -1 where none */
	struct slot slots[SLOTS];
	struct slot scratch; /* for counting */
	uint64_t clock;
};

struct layout *
layout_new(const struct book *b, const struct layout_options *options)
{
	struct layout *l = xcalloc(1, sizeof(*l));

	assert(b->n_blocks > 0);
	l->b = b;
	l->options = *options;
	composer_init(&l->composer, b, options->measure, options->hyphens);
	l->starts = chapters_cut(b, options->sections_start_pages, &l->n);
	l->pages = xcalloc(l->n, sizeof(*l->pages));
	l->before = xcalloc((size_t)l->n + 1, sizeof(*l->before));
	l->slot_of = xmalloc(l->n);
	for (uint32_t i = 0; i < l->n; i++)
		l->slot_of[i] = -1;
	for (size_t i = 0; i < SLOTS; i++)
		l->slots[i].chapter = NOWHERE;
	return l;
}

static void
slot_free(struct slot *s)
{
	lines_free(&s->lines);
	feet_free(&s->feet);
	free(s->leaves.v);
}

void
layout_free(struct layout *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < SLOTS; i++)
		slot_free(&l->slots[i]);
	slot_free(&l->scratch);
	composer_free(&l->composer);
	free(l->starts);
	free(l->pages);
	free(l->before);
	free(l->slot_of);
	free(l);
}

static void
fill(struct layout *l, struct slot *s, uint32_t chapter)
{
	chapter_compose(&l->composer, &l->starts[chapter],
	    l->options.hide_notes, &s->lines);
	if (l->options.notes_at_foot)
		feet_compose(&l->composer, &l->starts[chapter], &s->lines,
		    l->options.rows, &s->feet);
	pages_break(&s->leaves, &s->lines, &s->feet, l->options.rows);
	s->chapter = chapter;
	l->pages[chapter] = (uint32_t)s->leaves.n;
}

/* A chapter's lines and pages, laid out if they are not remembered. */
static struct slot *
chapter(struct layout *l, uint32_t i)
{
	struct slot *s = &l->slots[0];

	assert(i < l->n);
	if (l->slot_of[i] >= 0) {
		s = &l->slots[l->slot_of[i]];
	} else {
		for (size_t k = 1; k < SLOTS; k++)
			if (l->slots[k].used < s->used)
				s = &l->slots[k];
		if (s->chapter != NOWHERE)
			l->slot_of[s->chapter] = -1;
		fill(l, s, i);
		l->slot_of[i] = (int8_t)(s - l->slots);
	}
	s->used = ++l->clock;
	return s;
}

/* ---- lines ---- */

static uint32_t
chapter_at(const struct layout *l, uint32_t place)
{
	uint32_t low = 0, high = l->n;

	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;

		if (l->starts[mid].place <= place)
			low = mid;
		else
			high = mid;
	}
	return low;
}

struct line_at
layout_find(struct layout *l, uint32_t place)
{
	uint32_t i = chapter_at(l, place);

	return (struct line_at){
	    i, (uint32_t)lines_find(&chapter(l, i)->lines, place)};
}

const struct line *
layout_line(struct layout *l, struct line_at at)
{
	const struct slot *s = chapter(l, at.chapter);

	assert(at.line < s->lines.n);
	return &s->lines.v[at.line];
}

const struct segment *
layout_segments(struct layout *l, struct line_at at)
{
	const struct slot *s = chapter(l, at.chapter);

	assert(at.line < s->lines.n);
	return s->lines.segments + s->lines.v[at.line].segment;
}

bool
layout_next(struct layout *l, struct line_at *at)
{
	if (at->line + 1 < chapter(l, at->chapter)->lines.n) {
		at->line++;
		return true;
	}
	if (at->chapter + 1 >= l->n)
		return false;
	*at = (struct line_at){at->chapter + 1, 0};
	return true;
}

bool
layout_prev(struct layout *l, struct line_at *at)
{
	if (at->line > 0) {
		at->line--;
		return true;
	}
	if (at->chapter == 0)
		return false;
	at->chapter--;
	at->line = (uint32_t)chapter(l, at->chapter)->lines.n - 1;
	return true;
}

/* ---- pages ---- */

static struct page
page_make(struct layout *l, uint32_t i, uint32_t index)
{
	const struct slot *s = chapter(l, i);
	const struct leaf *leaf = &s->leaves.v[index];
	struct page p = {{i, leaf->first}, leaf->n, index, 0, 0, leaf->foot_n};

	p.from = index == 0 ? l->starts[i].place : s->lines.v[leaf->first].from;
	if (index + 1 < s->leaves.n)
		p.to = s->lines.v[leaf[1].first].from;
	else if (i + 1 < l->n)
		p.to = l->starts[i + 1].place;
	else
		p.to = (uint32_t)l->b->text.n;
	return p;
}

struct page
layout_page_of(struct layout *l, struct line_at at)
{
	const struct leaves *v = &chapter(l, at.chapter)->leaves;
	size_t low = 0, high = v->n;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (v->v[mid].first <= at.line)
			low = mid;
		else
			high = mid;
	}
	return page_make(l, at.chapter, (uint32_t)low);
}

struct page
layout_page_at(struct layout *l, uint32_t place)
{
	return layout_page_of(l, layout_find(l, place));
}

bool
layout_page_next(struct layout *l, struct page *p)
{
	uint32_t i = p->first.chapter;

	if (p->index + 1 < chapter(l, i)->leaves.n) {
		*p = page_make(l, i, p->index + 1);
		return true;
	}
	if (i + 1 >= l->n)
		return false;
	*p = page_make(l, i + 1, 0);
	return true;
}

bool
layout_page_prev(struct layout *l, struct page *p)
{
	uint32_t i = p->first.chapter;

	if (p->index > 0) {
		*p = page_make(l, i, p->index - 1);
		return true;
	}
	if (i == 0)
		return false;
	*p = page_make(l, i - 1, (uint32_t)chapter(l, i - 1)->leaves.n - 1);
	return true;
}

const struct line *
layout_foot(
    struct layout *l, const struct page *p, const struct segment **segments)
{
	const struct slot *s = chapter(l, p->first.chapter);

	assert(p->index < s->leaves.n);
	*segments = s->feet.lines.segments;
	return p->foot == 0 ? NULL
			    : s->feet.lines.v + s->leaves.v[p->index].foot;
}

/* ---- counting ---- */

bool
layout_count(struct layout *l)
{
	uint32_t i = l->counted;

	if (i >= l->n)
		return false;
	if (l->pages[i] == 0)
		fill(l, &l->scratch, i);
	l->before[i + 1] = l->before[i] + l->pages[i];
	l->counted++;
	return l->counted < l->n;
}

uint32_t
layout_pages(const struct layout *l)
{
	return l->counted < l->n ? 0 : l->before[l->n];
}

uint32_t
layout_page_number(const struct layout *l, const struct page *p)
{
	if (p->first.chapter > l->counted)
		return 0;
	return l->before[p->first.chapter] + p->index + 1;
}

struct page
layout_page(struct layout *l, uint32_t n)
{
	uint32_t low = 0, high;

	n = n == 0 ? 0 : n - 1;
	while (l->before[l->counted] <= n && l->counted < l->n)
		layout_count(l);
	if (n >= l->before[l->counted])
		n = l->before[l->counted] - 1;
	high = l->counted;
	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;

		if (l->before[mid] <= n)
			low = mid;
		else
			high = mid;
	}
	return page_make(l, low, n - l->before[low]);
}
