/*
 * How many letters part two strings: Levenshtein's distance by Myers' bit
 * vectors (J. ACM 46, 1999), in blocks of 64 letters as Hyyrö has them.
 */
#include <stdlib.h>

#include "lib/store/near.h"

#define WORD 64

struct column {
	uint64_t up, down; /* where a column rises and falls by one */
};

/* Take one letter of the other string into a block: `in` is what comes from
 * the block above, what goes to the one below is returned. */
static int
block_step(struct column *b, uint64_t eq, int in, uint64_t last)
{
	uint64_t xv = eq | b->down, xh, ph, mh;
	int out = 0;

	if (in < 0)
		eq |= 1;
	xh = (((eq & b->up) + b->up) ^ b->up) | eq;
	ph = b->down | ~(xh | b->up);
	mh = b->up & xh;
	if (ph & last)
		out = 1;
	else if (mh & last)
		out = -1;
	ph <<= 1;
	mh <<= 1;
	if (in < 0)
		mh |= 1;
	else if (in > 0)
		ph |= 1;
	b->up = mh | ~(xv | ph);
	b->down = ph & xv;
	return out;
}

/* Where each letter stands in the pattern: a word for each letter and block. */
static uint64_t *
positions(struct str a, size_t blocks)
{
	uint64_t *eq = xcalloc(blocks * 256, sizeof(*eq));

	for (size_t i = 0; i < a.n; i++)
		eq[(unsigned char)a.p[i] * blocks + i / WORD] |= (uint64_t)1
								 << (i % WORD);
	return eq;
}

static size_t
distance(struct str a, struct str b)
{
	size_t blocks = (a.n + WORD - 1) / WORD, d = a.n;
	uint64_t last = (uint64_t)1 << ((a.n - 1) % WORD);
	uint64_t *eq = positions(a, blocks);
	struct column *v = xcalloc(blocks, sizeof(*v));

	for (size_t k = 0; k < blocks; k++)
		v[k].up = ~(uint64_t)0;
	for (size_t i = 0; i < b.n; i++) {
		const uint64_t *row = eq + (unsigned char)b.p[i] * blocks;
		int carry = 1;

		for (size_t k = 0; k < blocks; k++)
			carry = block_step(&v[k], row[k], carry,
			    k + 1 < blocks ? (uint64_t)1 << (WORD - 1) : last);
		d = carry > 0 ? d + 1 : carry < 0 ? d - 1 : d;
	}
	free(eq);
	free(v);
	return d;
}

size_t
letters_distance(struct str a, struct str b)
{
	while (a.n > 0 && b.n > 0 && a.p[0] == b.p[0]) {
		a = str_slice(a, 1, a.n);
		b = str_slice(b, 1, b.n);
	}
	while (a.n > 0 && b.n > 0 && a.p[a.n - 1] == b.p[b.n - 1]) {
		a.n--;
		b.n--;
	}
	if (a.n == 0 || b.n == 0)
		return a.n + b.n;
	return a.n < b.n ? distance(a, b) : distance(b, a);
}

unsigned
letters_alike(struct str a, struct str b)
{
	size_t most = a.n > b.n ? a.n : b.n;

	if (most == 0)
		return 1000;
	return (unsigned)(1000 - letters_distance(a, b) * 1000 / most);
}
