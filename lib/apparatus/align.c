/*
 * Pairing a run of callouts with a run of notes.  Knows only labels.
 *
 *  1. Both runs are in order, and pairs do not cross.
 *  2. Equal labels at the start and the end of both are paired at once; only
 *     what is between is searched, for the cheapest explanation of: a misprint,
 *     a note nobody calls, a mark that is no callout or calls a note again.
 *  3. The search keeps to a band around the diagonal, so that its cost grows
 *     with the length of the runs and not with their product.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/work.h"

enum {
	/* prices, in tenths of a misprint */
	PRICE_GUESS = 1, /* the right label on a mark that may be none */
	PRICE_MISPRINT = 10,
	PRICE_UNREAD = 8, /* nothing to read there: a label is likely */
	PRICE_UNCALLED = 12, /* a note without a callout */
	PRICE_AGAIN = 9, /* a callout of a note already called */
	PRICE_STRAY = 13, /* a callout without a note */
	PRICE_DOUBTFUL = 3, /* a mark that is no callout at all */
	PRICE_NEVER = 1000000,

	BAND = 48,
	MANY = 100000 /* marks for which the band is narrower */
};

enum step { STEP_PAIR, STEP_MARK, STEP_NOTE };

struct table {
	const struct align_mark *marks;
	const label_key *notes;
	size_t n, m, width; /* marks, notes, cells of a row */
	label_key low, high; /* labels of the whole list */
	uint32_t *price; /* two rows */
	uint8_t *steps;
};

/* The first note column that row i keeps. */
static size_t
row_start(const struct table *t, size_t i)
{
	size_t middle = t->n > 0 ? i * t->m / t->n : 0;
	size_t half = t->width / 2;

	return middle > half ? middle - half : 0;
}

static uint32_t
price_pair(const struct align_mark *mark, label_key note)
{
	if (mark->key == note)
		return mark->doubtful ? PRICE_GUESS : 0;
	if (mark->firm)
		return PRICE_NEVER;
	if (mark->key == LABEL_UNREAD)
		return PRICE_UNREAD;
	/* a mark that may be none must at least have the right number */
	return mark->doubtful ? PRICE_NEVER : PRICE_MISPRINT;
}

static uint32_t
price_skip(const struct table *t, const struct align_mark *mark)
{
	if (mark->doubtful || mark->key == LABEL_UNREAD)
		return PRICE_DOUBTFUL;
	/* the labels of a list are sorted but for misprints already mended */
	if (mark->key >= t->low && mark->key <= t->high)
		return PRICE_AGAIN;
	return PRICE_STRAY;
}

static uint32_t
cell(const struct table *t, const uint32_t *row, size_t i, size_t j)
{
	size_t start = row_start(t, i);

	return j < start || j - start >= t->width ? PRICE_NEVER
						  : row[j - start];
}

/* One row: the prices of having dealt with i marks and each number of notes. */
static void
fill_row(struct table *t, size_t i, const uint32_t *above, uint32_t *row)
{
	size_t start = row_start(t, i);

	for (size_t k = 0; k < t->width; k++) {
		size_t j = start + k;
		uint32_t best = PRICE_NEVER, price;
		uint8_t step = STEP_PAIR;

		row[k] = PRICE_NEVER;
		if (j > t->m)
			continue;
		if (i == 0 && j == 0)
			best = 0;
		if (i > 0 && j > 0) {
			price = cell(t, above, i - 1, j - 1) +
				price_pair(&t->marks[i - 1], t->notes[j - 1]);
			if (price < best)
				best = price;
		}
		if (i > 0) {
			price = cell(t, above, i - 1, j) +
				price_skip(t, &t->marks[i - 1]);
			if (price < best) {
				best = price;
				step = STEP_MARK;
			}
		}
		if (k > 0 && row[k - 1] + PRICE_UNCALLED < best) {
			best = row[k - 1] + PRICE_UNCALLED;
			step = STEP_NOTE;
		}
		row[k] = best;
		t->steps[i * t->width + k] = step;
	}
}

/* Walk back from the end and write down the pairs. */
static void
read_back(const struct table *t, uint32_t *to, uint32_t base)
{
	size_t i = t->n, j = t->m;

	while (i > 0) {
		size_t start = row_start(t, i);
		uint8_t step;

		if (j < start || j - start >= t->width)
			return;
		step = t->steps[i * t->width + j - start];
		if (step == STEP_NOTE) {
			j--;
			continue;
		}
		i--;
		if (step == STEP_PAIR) {
			if (j == 0)
				return;
			j--;
			to[i] = base + (uint32_t)j;
		}
	}
}

static void
align_middle(struct table *t, uint32_t *to, uint32_t base)
{
	uint32_t *above, *row;

	t->width = (t->n < MANY ? 2 * BAND : BAND / 2) + 2 * (t->m / t->n);
	if (t->width > t->m + 1)
		t->width = t->m + 1;
	above = xmalloc(t->width * sizeof(*above));
	row = xmalloc(t->width * sizeof(*row));
	t->steps = xmalloc((t->n + 1) * t->width);
	for (size_t i = 0; i <= t->n; i++) {
		uint32_t *swap = above;

		fill_row(t, i, above, row);
		above = row;
		row = swap;
	}
	read_back(t, to, base);
	free(t->steps);
	free(above);
	free(row);
}

/* Is mark i plainly the callout of that note? */
static bool
is_plain(const struct align_mark *marks, size_t i, size_t n, label_key note)
{
	if (marks[i].key != note)
		return false;
	/* of two marks alike the doubtful one yields */
	return !marks[i].doubtful ||
	       ((i == 0 || marks[i - 1].key != note) &&
		   (i + 1 >= n || marks[i + 1].key != note));
}

void
align(const struct align_mark *marks, size_t n, const label_key *notes,
    size_t m, uint32_t *to)
{
	size_t head = 0, tail = 0;
	struct table t;

	for (size_t i = 0; i < n; i++)
		to[i] = NOWHERE;
	while (head < n && head < m && is_plain(marks, head, n, notes[head])) {
		to[head] = (uint32_t)head;
		head++;
	}
	while (tail < n - head && tail < m - head &&
	       is_plain(marks, n - 1 - tail, n, notes[m - 1 - tail])) {
		to[n - 1 - tail] = (uint32_t)(m - 1 - tail);
		tail++;
	}
	if (head + tail >= n || head + tail >= m)
		return;
	t = (struct table){.marks = marks + head,
	    .notes = notes + head,
	    .n = n - head - tail,
	    .m = m - head - tail,
	    .low = notes[0],
	    .high = notes[m - 1]};
	align_middle(&t, to + head, (uint32_t)head);
}
