/*
 * Tables in plain text: rows that follow each other without a blank line.
 * Where a converter lost the columns, rows are cut from the right, as many
 * cells as end in figures; the header has its own rule.
 */
#include <string.h>

#include <izba/text.h>

#include "lib/formats/text.h"

enum { MOST = 16 }; /* cells of a row */

static size_t
blanks(struct str s, size_t at)
{
	size_t n = 0;

	while (at + n < s.n && (s.p[at + n] == ' ' || s.p[at + n] == '\t'))
		n++;
	return n;
}

/* The word that ends at byte `end` of s (blanks before it cut): where it
 * begins. */
static size_t
word_back(struct str s, size_t end)
{
	while (end > 0 && s.p[end - 1] != ' ' && s.p[end - 1] != '\t')
		end--;
	return end;
}

static size_t
blanks_back(struct str s, size_t end)
{
	while (end > 0 && (s.p[end - 1] == ' ' || s.p[end - 1] == '\t'))
		end--;
	return end;
}

/* 17,943 or 40.4% or $12 or (3): a figure, and nothing else. */
static bool
is_figure(struct str w)
{
	bool digit = false;

	for (size_t i = 0; i < w.n; i++) {
		if (w.p[i] >= '0' && w.p[i] <= '9')
			digit = true;
		else if (strchr("$%.,+-()", w.p[i]) == NULL)
			return false;
	}
	return digit && w.p[w.n - 1] != '.' && w.p[w.n - 1] != ',';
}

/* How many words at the end of a row are figures; 0 if nothing else is left.
 * *marked says whether one has a per cent sign or thousands. */
static unsigned
figures_of(struct str s, bool *marked)
{
	size_t end = s.n, from;
	unsigned n = 0;

	*marked = false;
	for (; end > 0 && n < MOST; end = blanks_back(s, from)) {
		from = word_back(s, end);
		if (!is_figure(str_slice(s, from, end)))
			return n;
		if (memchr(s.p + from, '%', end - from) != NULL ||
		    memchr(s.p + from, ',', end - from) != NULL)
			*marked = true;
		n++;
	}
	return 0;
}

/* Where fields parted by a tab, or by two blanks and more, begin and end. */
static unsigned
fields_of(struct str s, struct span *out)
{
	unsigned n = 0;
	size_t from = 0, i, gap;

	for (i = 0; i < s.n && n < MOST - 1; i++) {
		gap = blanks(s, i);
		if (gap == 0 || (gap == 1 && s.p[i] != '\t'))
			continue;
		out[n++] = (struct span){(uint32_t)from, (uint32_t)i};
		i += gap - 1;
		from = i + 1;
	}
	if (from < s.n)
		out[n++] = (struct span){(uint32_t)from, (uint32_t)s.n};
	return n;
}

static unsigned
cut_figures(struct str s, unsigned cells, struct span *out)
{
	size_t end = s.n, from;
	unsigned n = cells;

	while (n > 1) {
		from = word_back(s, end);
		out[--n] = (struct span){(uint32_t)from, (uint32_t)end};
		end = blanks_back(s, from);
	}
	out[0] = (struct span){0, (uint32_t)end};
	return cells;
}

/* How well a header may be cut before the word at `at`: words with a capital
 * or a sign begin a cell, those after "of" and the like never do. */
static int
header_cut(struct str s, size_t at)
{
	static const struct str ties[] = {WORD("of"), WORD("in"), WORD("per"),
	    WORD("the"), WORD("and"), WORD("to"), WORD("for"), WORD("a"),
	    WORD("by"), WORD("with"), WORD("в"), WORD("и"), WORD("на"),
	    WORD("от"), WORD("по"), WORD("с")};
	size_t end = blanks_back(s, at), from = word_back(s, end), n;
	uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);
	int score = 0;

	if (from < end &&
	    text_in_list(str_slice(s, from, end), ties, LENGTH(ties)))
		return 0;
	if (cp == '(' || cp_is_lower(cp) || end == 0)
		return 0;
	if (from == end - 1 && s.p[from] == '#')
		return 0;
	score += cp_is_upper(cp) ? 1 : 3;
	score += s.p[end - 1] == ')' ? 3 : 0;
	return score;
}

/* Cut a header at its best places; 1 if it has too few. */
static unsigned
cut_header(struct str s, unsigned cells, struct span *out)
{
	size_t at[MOST * 4], from = 0;
	int score[MOST * 4];
	unsigned n = 0, k = 0, wanted = cells - 1;

	for (size_t i = 1; i < s.n && n < LENGTH(at); i++)
		if (s.p[i - 1] == ' ' && s.p[i] != ' ' &&
		    (score[n] = header_cut(s, i)) > 0)
			at[n++] = i;
	if (n < wanted)
		return 0;
	for (int least = 6; least > 0; least--) {
		unsigned good = 0;

		for (unsigned i = 0; i < n; i++)
			good += score[i] >= least;
		if (good < wanted)
			continue;
		for (unsigned i = 0; i < n && k < wanted; i++)
			if (score[i] >= least) {
				out[k++] = (struct span){(uint32_t)from,
				    (uint32_t)blanks_back(s, at[i])};
				from = at[i];
			}
		break;
	}
	out[k++] = (struct span){(uint32_t)from, (uint32_t)s.n};
	return k;
}

unsigned
table_cut(struct str row, unsigned how, unsigned cells, struct span *out)
{
	if (how == CUT_FIELDS)
		return fields_of(row, out);
	return how == CUT_HEADER ? cut_header(row, cells, out)
				 : cut_figures(row, cells, out);
}

static void
row_set(struct para *p, unsigned how, unsigned cells)
{
	p->kind = BLOCK_TABLE;
	p->level = (uint8_t)how;
	p->cells = (uint8_t)cells;
	p->skip = 0;
}

/* The lines above the first row: a caption, and a header if it can be cut. */
static void
table_head(struct source *s, size_t group, size_t row, unsigned cells)
{
	struct span out[MOST];
	size_t captions = row;

	if (row - group > 3)
		return;
	if (row > group && table_cut(para_text(s, (uint32_t)row - 1),
			       CUT_HEADER, cells, out) == cells) {
		row_set(&s->paras[row - 1], CUT_HEADER, cells);
		captions--;
	}
	for (size_t i = group; i < captions; i++)
		s->paras[i].kind = BLOCK_CAPTION;
}

/* The last paragraph of the run of one-line ones from i without a gap. */
static size_t
group_last(const struct source *s, size_t i)
{
	while (i + 1 < s->n_paras && s->paras[i + 1].lines == 1 &&
	       s->lines[s->paras[i + 1].line].gap == 0)
		i++;
	return i;
}

/* How many rows from i on are cut in the same way; 0 if it is no table. */
static size_t
rows_alike(const struct source *s, size_t i, size_t last, unsigned how,
    unsigned *cells)
{
	struct span out[MOST];
	size_t n = 0, marked = 0;
	unsigned k;
	bool m = false;

	*cells = 0;
	for (; i <= last; i++, n++) {
		struct str t = para_text(s, (uint32_t)i);

		k = how == CUT_FIELDS ? fields_of(t, out)
				      : figures_of(t, &m) + 1;
		if (n == 0)
			*cells = k;
		if (k != *cells || k < 2 || text_label(t) > 0)
			break;
		marked += m;
	}
	if (how == CUT_FIELDS)
		return n >= 3 && *cells >= 3 ? n : 0;
	return n >= 3 && (*cells >= 3 || marked * 2 > n) ? n : 0;
}

static void
group_tables(struct source *s, size_t group, size_t last)
{
	unsigned cells = 0, how;
	size_t n;

	for (size_t i = group; i + 2 <= last; i++) {
		how = CUT_FIGURES;
		n = rows_alike(s, i, last, how, &cells);
		if (n == 0) {
			how = CUT_FIELDS;
			n = rows_alike(s, i, last, how, &cells);
		}
		if (n == 0)
			continue;
		for (size_t k = i; k < i + n; k++)
			row_set(&s->paras[k], how, cells);
		if (how == CUT_FIGURES)
			table_head(s, group, i, cells);
		i += n - 1;
		group = i + 1;
	}
}

void
tables_find(struct source *s)
{
	size_t last;

	for (size_t i = 0; i < s->n_paras; i = last + 1) {
		last = s->paras[i].lines == 1 ? group_last(s, i) : i;
		if (last >= i + 2)
			group_tables(s, i, last);
	}
}
