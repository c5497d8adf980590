/*
 * above: search in the tables of a book, which are in the order of their places.
 * Private to lib/book.
 */
#ifndef BOOK_ABOVE_H
#define BOOK_ABOVE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The uint32_t at `offset` of element i of a table. */
static inline uint32_t
field(const void *v, size_t i, size_t size, size_t offset)
{
	uint32_t x;

	memcpy(&x, (const char *)v + i * size + offset, sizeof(x));
	return x;
}

/* The first element whose field is greater than x; n if none.  The field must
 * not fall along the table. */
static inline uint32_t
first_above(const void *v, uint32_t n, size_t size, size_t offset, uint32_t x)
{
	uint32_t low = 0, high = n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (field(v, mid, size, offset) > x)
			high = mid;
		else
			low = mid + 1;
	}
	return low;
}

#define FIRST_ABOVE(v, n, member, x) \
	first_above((v), (n), sizeof(*(v)), \
	    offsetof(__typeof__(*(v)), member), (x))

#endif
