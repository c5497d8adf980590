/*
 * Pages parted by form feeds: their running heads and feet, which come again on
 * page after page, are left out, and their numbers kept as the pages of the
 * printed book.  A paragraph goes on over them.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/text.h"

enum {
	OFTEN = 3, /* pages on which a head must come again */
	LONGEST = 200 /* bytes of one */
};

/* Where a page's number may stand. */
enum place { HEAD_FIRST, HEAD_LAST, FOOT_FIRST, FOOT_LAST, PLACES };

/* A page: its lines, and the hashes of the first and last ones. */
struct sheet {
	uint32_t from, to; /* lines, [from, to) */
	uint64_t head, foot; /* 0: can be none */
	bool cut_head, cut_foot;
};

/* A line without its numbers and the width of its blanks. */
static uint64_t
line_key(struct str t)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	char last = 0;

	for (size_t i = 0; i < t.n; i++) {
		char c = t.p[i] >= '0' && t.p[i] <= '9' ? '#' : t.p[i];

		if (c == last && (c == ' ' || c == '#'))
			continue;
		hash = (hash ^ (unsigned char)c) * UINT64_C(1099511628211);
		last = c;
	}
	return hash | 1;
}

static struct sheet *
sheets_find(const struct source *s, size_t *n)
{
	struct sheet *v = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; i < s->n_lines; i++) {
		if (i > 0 && !s->lines[i].page)
			continue;
		ARRAY_PUSH(v, *n, cap, (struct sheet){.from = (uint32_t)i});
	}
	for (size_t i = 0; i < *n; i++) {
		struct sheet *p = &v[i];
		struct str t;

		p->to = i + 1 < *n ? v[i + 1].from : (uint32_t)s->n_lines;
		if (p->to - p->from < 3)
			continue;
		t = line_text(s, p->from);
		if (t.n <= LONGEST && s->lines[p->from + 1].gap > 0)
			p->head = line_key(t);
		t = line_text(s, p->to - 1);
		if (t.n <= LONGEST && s->lines[p->to - 1].gap > 0)
			p->foot = line_key(t);
	}
	return v;
}

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* How often a key stands in a sorted list. */
static size_t
times(const uint64_t *v, size_t n, uint64_t key)
{
	size_t low = 0, high = n, k;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (v[mid] < key)
			low = mid + 1;
		else
			high = mid;
	}
	for (k = low; k < n && v[k] == key && k < low + OFTEN; k++)
		;
	return k - low;
}

/* Which first and last lines come again. */
static void
heads_mark(struct sheet *v, size_t n)
{
	uint64_t *heads = xmalloc((n + 1) * sizeof(*heads));
	uint64_t *feet = xmalloc((n + 1) * sizeof(*feet));

	for (size_t i = 0; i < n; i++) {
		heads[i] = v[i].head;
		feet[i] = v[i].foot;
	}
	qsort(heads, n, sizeof(*heads), by_value);
	qsort(feet, n, sizeof(*feet), by_value);
	for (size_t i = 0; i < n; i++) {
		v[i].cut_head =
		    v[i].head != 0 && times(heads, n, v[i].head) >= OFTEN;
		v[i].cut_foot =
		    v[i].foot != 0 && times(feet, n, v[i].foot) >= OFTEN;
	}
	free(heads);
	free(feet);
}

/* ---- numbers of pages ---- */

/* The first or last number of a line; null if there is none. */
static struct str
number_in(struct str t, bool last)
{
	struct str found = {NULL, 0};

	for (size_t i = 0; i < t.n; i++) {
		size_t from = i;

		while (i < t.n && t.p[i] >= '0' && t.p[i] <= '9')
			i++;
		if (i == from || i - from > 5)
			continue;
		found = str_slice(t, from, i);
		if (!last)
			break;
	}
	return found;
}

static struct str
number_at(const struct source *s, const struct sheet *p, enum place place)
{
	bool foot = place == FOOT_FIRST || place == FOOT_LAST;

	if (!(foot ? p->cut_foot : p->cut_head))
		return (struct str){NULL, 0};
	return number_in(line_text(s, foot ? p->to - 1 : p->from),
	    place == HEAD_LAST || place == FOOT_LAST);
}

static uint32_t
value_of(struct str s)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n = n * 10 + (uint32_t)(s.p[i] - '0');
	return n;
}

/* The place where the number grows by one from page to page, mostly; PLACES if
 * it does so nowhere. */
static enum place
number_place(const struct source *s, const struct sheet *v, size_t n)
{
	for (enum place k = 0; k < PLACES; k++) {
		size_t grows = 0, all = 0;

		for (size_t i = 1; i < n; i++) {
			struct str a = number_at(s, &v[i - 1], k);
			struct str b = number_at(s, &v[i], k);

			if (a.p == NULL || b.p == NULL)
				continue;
			all++;
			grows += value_of(b) == value_of(a) + 1;
		}
		if (all >= 2 && grows * 4 >= all * 3)
			return k;
	}
	return PLACES;
}

static void
folios_keep(struct source *s, const struct sheet *v, size_t n)
{
	enum place place = number_place(s, v, n);

	if (place == PLACES)
		return;
	for (size_t i = 0; i < n; i++) {
		struct str number = number_at(s, &v[i], place);

		if (number.p == NULL)
			continue;
		s->lines[v[i].from + v[i].cut_head].folio =
		    (uint32_t)(number.p - s->bytes.p);
		s->lines[v[i].from + v[i].cut_head].folio_n = (uint8_t)number.n;
	}
}

/* ---- taking them out ---- */

/* Does the line go on a sentence from the one before it? */
static bool
goes_on(const struct source *s, uint32_t before, uint32_t line)
{
	unsigned end = text_end(line_text(s, before));

	return (end & (END_WORD | END_COMMA | END_HYPHEN)) != 0 &&
	       (end & END_STOP) == 0 &&
	       (text_start(line_text(s, line)) & START_LOWER) != 0;
}

/* Move the lines together over those that go; every page is parted from the
 * one before, unless a sentence goes on. */
static void
lines_cut(struct source *s, const struct sheet *v, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t from = v[i].from + v[i].cut_head;
		uint32_t to = v[i].to - v[i].cut_foot;

		for (uint32_t k = from; k < to; k++) {
			struct line l = s->lines[k];

			if (k == from && i > 0)
				l.gap = l.gap > 0 ? l.gap : 1;
			if (k == from && i > 0 && kept > 0 &&
			    (v[i].cut_head || v[i - 1].cut_foot)) {
				s->lines[kept] = l;
				if (goes_on(
					s, (uint32_t)kept - 1, (uint32_t)kept))
					l.gap = 0;
			}
			s->lines[kept++] = l;
		}
	}
	s->n_lines = kept;
}

void
heads_find(struct source *s, struct builder *b)
{
	struct sheet *v;
	uint32_t line = 0;
	size_t n, cut = 0;

	v = sheets_find(s, &n);
	if (n > 1) {
		heads_mark(v, n);
		for (size_t i = 0; i < n; i++) {
			cut += v[i].cut_head + v[i].cut_foot;
			if (line == 0 && v[i].cut_head)
				line = s->lines[v[i].from].number;
			else if (line == 0 && v[i].cut_foot)
				line = s->lines[v[i].to - 1].number;
		}
		folios_keep(s, v, n);
		lines_cut(s, v, n);
	}
	if (cut > 0)
		builder_problem(b, PROBLEM_LOST_TEXT, line,
		    "running heads and feet of pages are left out, this one "
		    "and its like: %zu",
		    cut);
	free(v);
}
