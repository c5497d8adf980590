/*
 * Tables: cells measured, columns shared out, rows folded; and where there
 * is no room for columns, each row as a list of its cells.
 *
 *  1. The lines of a row begin at ever later places, so that a place is found
 *     by bisection and a look at the row's lines above.
 *  2. All is linear in the text; columns are counted only as far as they could
 *     fit.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/layout/private.h"

/* Blank cells between two columns, and the narrowest that is still read. */
#define GUTTER 2
#define NARROWEST 3
/* A column is not narrowed under its widest word, unless that is wider. */
#define WORD_MOST 16

struct column {
	int natural; /* its widest cell */
	int least; /* its widest word, WORD_MOST at most */
	int col, width; /* where it stands */
	uint32_t numbers, others; /* cells under the head, by what they hold */
	uint32_t head_from, head_to;
};

/* One cell while its row is set. */
struct cell {
	struct fold fold;
	struct row row;
	bool more;
};

struct table {
	struct composer *c;
	uint32_t block, from, to;
	int left, right;
	struct column *v;
	struct cell *cells;
	uint32_t n; /* columns */
	uint32_t rows;
};

static uint32_t
find_end(const struct table *t, uint32_t from, uint32_t to, char sign)
{
	const char *p = t->c->b->text.p + from;
	const char *end = memchr(p, sign, to - from);

	return end == NULL ? to : from + (uint32_t)(end - p);
}

/* Take the next cell of a row that ends at `to`: its span, trimmed.  `at` is
 * one past `to` when there is none left. */
static bool
next_cell(const struct table *t, uint32_t *at, uint32_t to, struct span *cell)
{
	const char *text = t->c->b->text.p;

	if (*at > to)
		return false;
	cell->from = *at;
	cell->to = find_end(t, *at, to, '\t');
	*at = cell->to + 1;
	while (cell->from < cell->to && text[cell->from] == ' ')
		cell->from++;
	while (cell->to > cell->from && text[cell->to - 1] == ' ')
		cell->to--;
	return true;
}

static bool
is_number(struct str s)
{
	const char *p = s.p, *end = s.p + s.n;
	bool digit = false;
	size_t n;

	/* no number is as long as that */
	if (s.n > 40)
		return false;
	while (p < end) {
		uint32_t cp = cp_decode(p, end, &n);

		if (cp_is_digit(cp))
			digit = true;
		else if (cp_is_letter(cp))
			return false;
		p += n;
	}
	return digit;
}

/* Count the columns: the most cells of any row; more than `most` are not
 * counted. */
static void
count_columns(struct table *t, uint32_t most)
{
	const char *p = t->c->b->text.p;
	uint32_t n = 1;

	t->n = 1;
	t->rows = 1;
	for (uint32_t i = t->from; i < t->to; i++) {
		if (p[i] == '\n') {
			t->rows++;
			n = 1;
		} else if (p[i] == '\t' && n <= most && ++n > t->n) {
			t->n = n;
		}
	}
}

static void
measure_cell(
    struct table *t, struct column *col, const struct span *s, bool head)
{
	struct str text = book_text(t->c->b, s->from, s->to);
	struct fold f;
	int width = fold_width(text), word = width;

	if (width > col->natural)
		col->natural = width;
	if (width > col->least && text.n > 0) {
		f = composer_fold(t->c, s->from, s->to, -1);
		word = fold_widest(&f);
	}
	if (word > WORD_MOST)
		word = WORD_MOST;
	if (word > col->least)
		col->least = word;
	if (head) {
		col->head_from = s->from;
		col->head_to = s->to;
	} else if (text.n > 0) {
		if (is_number(text))
			col->numbers++;
		else
			col->others++;
	}
}

static void
measure_columns(struct table *t)
{
	uint32_t at = t->from, end;
	struct span s;

	for (bool head = true; at <= t->to; head = false) {
		end = find_end(t, at, t->to, '\n');
		for (uint32_t i = 0; next_cell(t, &at, end, &s) && i < t->n;
		     i++)
			measure_cell(t, &t->v[i], &s, head);
		at = end + 1;
	}
}

/* Share the cells among the columns: those that are content with an equal
 * share of what is left get what they want, the others share the rest.  False
 * if some word would be cut. */
static bool
share_out(struct table *t)
{
	int room = t->right - t->left - GUTTER * ((int)t->n - 1), col;
	uint32_t left = t->n;
	bool taken = true;

	for (uint32_t i = 0; i < t->n; i++)
		t->v[i].width = -1;
	while (taken && left > 0) {
		int share = room / (int)left;

		taken = false;
		for (uint32_t i = 0; i < t->n && left > 0; i++) {
			struct column *v = &t->v[i];
			int want = v->natural <= share ? v->natural
				   : v->least >= share ? v->least
						       : -1;

			if (v->width >= 0 || want < 0)
				continue;
			v->width = want;
			room -= want;
			left--;
			taken = true;
		}
	}
	for (uint32_t i = 0; i < t->n; i++)
		if (t->v[i].width < 0) {
			t->v[i].width = room / (int)left;
			room -= t->v[i].width;
			left--;
		}
	col = t->left;
	for (uint32_t i = 0; i < t->n; i++) {
		t->v[i].col = col;
		if (t->v[i].width < NARROWEST &&
		    t->v[i].width < t->v[i].natural)
			return false;
		col += t->v[i].width + GUTTER;
	}
	return col - GUTTER <= t->right;
}

/* ---- in columns ---- */

static bool
is_numeric(const struct column *v)
{
	return v->numbers > 0 && v->others * 4 <= v->numbers;
}

/* One line of a row: what each cell still has to show. */
static bool
set_line(struct table *t, bool first)
{
	struct lines *out = t->c->out;
	uint32_t from = NOWHERE, to = 0;

	for (uint32_t i = 0; i < t->n; i++) {
		struct cell *cell = &t->cells[i];

		cell->more = fold_next(&cell->fold, t->v[i].width, &cell->row);
		if (!cell->more)
			continue;
		from = from == NOWHERE ? cell->row.from : from;
		to = cell->row.to;
	}
	if (from == NOWHERE)
		return false;
	lines_add(out, LINE_TEXT, t->block, from, to);
	if (!first)
		lines_in_row(out);
	for (uint32_t i = 0; i < t->n; i++) {
		struct cell *cell = &t->cells[i];
		int space = t->v[i].width - cell->row.width - cell->row.hyphen;

		if (cell->more)
			compose_row(t->c, &cell->row,
			    t->v[i].col + (is_numeric(&t->v[i]) ? space : 0));
	}
	return true;
}

/* Set a row.  Each cell keeps its own break opportunities until the row is
 * done: they lie side by side in `opps`. */
static void
set_row(struct table *t, uint32_t from, uint32_t to, struct buf *opps)
{
	uint32_t at = from, i = 0;
	struct span s;

	buf_clear(opps);
	buf_reserve(opps, to - from);
	for (; i < t->n && next_cell(t, &at, to, &s); i++) {
		struct fold f =
		    composer_fold(t->c, s.from, s.to, t->v[i].width);

		if (f.opp != NULL) {
			const char *copy = opps->p + opps->n;

			buf_add(opps, f.opp, s.to - s.from);
			f.opp = (const uint8_t *)copy;
		}
		t->cells[i].fold = f;
	}
	for (; i < t->n; i++)
		t->cells[i].fold = (struct fold){.text = t->c->b->text.p};
	if (!set_line(t, true))
		lines_add(t->c->out, LINE_BLANK, t->block, from, from);
	while (set_line(t, false))
		continue;
}

/* Does the first row name the columns?  Where a column of numbers has a word
 * on top, or the format said what it is. */
static bool
has_head(const struct table *t)
{
	if (t->rows < 2)
		return false;
	if ((t->c->b->blocks[t->block].flags & BLOCK_STATED) != 0)
		return true;
	for (uint32_t i = 0; i < t->n; i++)
		if (is_numeric(&t->v[i]) &&
		    t->v[i].head_from < t->v[i].head_to &&
		    !is_number(
			book_text(t->c->b, t->v[i].head_from, t->v[i].head_to)))
			return true;
	return false;
}

static void
rule_under_head(struct table *t, uint32_t place)
{
	struct lines *out = t->c->out;
	const struct column *last = &t->v[t->n - 1];

	out->keep[out->n - 1] |= KEEP_HARD;
	lines_add(out, LINE_RULE, t->block, place, place);
	lines_segment(out, SEGMENT_RULE, place, place, t->left,
	    last->col + last->width - t->left);
	out->keep[out->n - 1] |= KEEP_HARD;
}

static void
set_columns(struct table *t)
{
	struct buf opps = BUF_INIT;
	uint32_t at = t->from, end;
	bool head = has_head(t);

	t->cells = xcalloc(t->n, sizeof(*t->cells));
	do {
		end = find_end(t, at, t->to, '\n');
		set_row(t, at, end, &opps);
		if (head && end < t->to)
			rule_under_head(t, end + 1);
		head = false;
		at = end + 1;
	} while (end < t->to);
	free(t->cells);
	buf_free(&opps);
}

/* ---- stacked ---- */

/* Set a cell on lines of its own, after its column's head (said again) if it
 * has one. */
static void
stack_cell(
    struct table *t, const struct span *s, const struct column *v, int col)
{
	struct fold f;
	struct row row;
	struct span head = {0, 0};
	int hang = col + t->c->step, at = col;

	if (v != NULL && v->head_from < v->head_to) {
		struct str text = book_text(t->c->b, v->head_from, v->head_to);
		int width = fold_width(text);

		/* a head as long as that would leave no room */
		if (width + GUTTER <= (t->right - col) * 2 / 3) {
			head = (struct span){v->head_from, v->head_to};
			at += width + GUTTER;
		}
	}
	f = composer_fold(
	    t->c, s->from, s->to, t->right - (at > hang ? at : hang));
	while (fold_next(&f, t->right - at, &row)) {
		lines_add(t->c->out, LINE_TEXT, t->block, row.from, row.to);
		if (head.from < head.to)
			lines_segment(t->c->out, SEGMENT_ECHO, head.from,
			    head.to, col, at - col - GUTTER);
		head.from = head.to;
		compose_row(t->c, &row, at);
		at = hang;
	}
}

/* Each row as a list of its cells, the first of them hanging over the rest. */
static void
set_stacked(struct table *t, bool head)
{
	uint32_t at = t->from, end, i;
	struct span s;

	for (uint32_t row = 0; at <= t->to; row++) {
		end = find_end(t, at, t->to, '\n');
		for (i = 0; next_cell(t, &at, end, &s); i++)
			stack_cell(t, &s,
			    head && row > 0 && i > 0 && i < t->n ? &t->v[i]
								 : NULL,
			    t->left + (i == 0 ? 0 : t->c->step));
		at = end + 1;
	}
}

void
compose_table(struct composer *c, uint32_t block, uint32_t from, uint32_t to,
    int left, int right)
{
	struct table t = {.c = c,
	    .block = block,
	    .from = from,
	    .to = to,
	    .left = left,
	    .right = right};
	uint32_t most = (uint32_t)(right - left + GUTTER) / (1 + GUTTER);

	count_columns(&t, most);
	t.v = xcalloc(t.n, sizeof(*t.v));
	measure_columns(&t);
	if (t.n <= most && share_out(&t))
		set_columns(&t);
	else
		set_stacked(&t, t.rows > 1);
	free(t.v);
}
