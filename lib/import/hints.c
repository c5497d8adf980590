/*
 * Places that a file gives as counts of code points, in the book or in one of
 * its files, into places of the text.  They only help to choose among finds.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/import/room.h"

#define WORK 64 /* code points counted for each byte of the text */

/* The path of a relative URL. */
static void
unescape(struct buf *out, struct str url)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < url.n; i++) {
		const char *high = NULL, *low = NULL;

		if (url.p[i] == '%' && url.n - i > 2) {
			high = memchr(digits, url.p[i + 1] | 0x20, 16);
			low = memchr(digits, url.p[i + 2] | 0x20, 16);
		}
		if (high == NULL || low == NULL) {
			buf_putc(out, url.p[i]);
			continue;
		}
		buf_putc(out, (char)((high - digits) * 16 + (low - digits)));
		i += 2;
	}
}

/* Hints that count code points, by where their sources begin and how many. */
struct counted {
	struct import_note *note;
	uint32_t base;
};

static int
by_count(const void *a, const void *b)
{
	const struct counted *x = a, *y = b;

	if (x->base != y->base)
		return x->base < y->base ? -1 : 1;
	return x->note->hint < y->note->hint ? -1
					     : x->note->hint > y->note->hint;
}

static uint32_t
base_of(const struct import_note *n, const struct book *b)
{
	struct buf key = BUF_INIT;
	uint32_t at;

	unescape(&key, n->source);
	at = key.n > 0 ? book_fragment(b, buf_lend(&key)) : NOWHERE;
	buf_free(&key);
	return at != NOWHERE ? at : 0;
}

void
hints_count(struct import_note *const *v, size_t n, const struct book *b)
{
	struct counted *c = xcalloc(n + 1, sizeof(*c));
	uint64_t work = 0, most = (uint64_t)b->text.n * WORK;
	size_t m = 0, at = 0, points = 0;

	for (size_t i = 0; i < n; i++)
		if (v[i]->counted && v[i]->hint != NOWHERE)
			c[m++] = (struct counted){v[i], base_of(v[i], b)};
	if (m > 0)
		qsort(c, m, sizeof(*c), by_count);
	for (size_t i = 0; i < m; i++) {
		if (i == 0 || c[i].base != c[i - 1].base) {
			at = c[i].base;
			points = 0;
		}
		for (;
		     points < c[i].note->hint && at < b->text.n && work < most;
		     points++, work++) {
			size_t length;

			cp_decode(
			    b->text.p + at, b->text.p + b->text.n, &length);
			at += length;
		}
		c[i].note->hint = (uint32_t)at;
		c[i].note->counted = false;
	}
	free(c);
}
