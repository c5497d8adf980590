/*
 * scan.h: bytes sought sixteen at a time, for loops that run over all of a
 * book.  What is sought is a mask made of comparisons (0xff in the bytes that
 * fit, as v == c gives them); the compiler makes of it what the machine has.
 */
#ifndef IZBA_SCAN_H
#define IZBA_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { SCAN = 16 }; /* bytes of one step */

typedef uint8_t scan_bytes __attribute__((vector_size(16)));
typedef uint64_t scan_halves __attribute__((vector_size(16)));

static inline scan_bytes
scan_load(const void *p)
{
	scan_bytes v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* 0xff where v has the byte c. */
static inline scan_bytes
scan_is(scan_bytes v, uint8_t c)
{
	return (scan_bytes)(v == (scan_bytes){0} + c);
}

/* 0xff where v lies in [from, to]. */
static inline scan_bytes
scan_in(scan_bytes v, uint8_t from, uint8_t to)
{
	return (scan_bytes)(v - from <= (scan_bytes){0} + (uint8_t)(to - from));
}

/* The top bits of all bytes, that of the first byte lowest. */
static inline unsigned
scan_bits(scan_bytes mask)
{
#ifdef __SSE2__
	typedef char chars __attribute__((vector_size(16)));

	return (unsigned)__builtin_ia32_pmovmskb128((chars)mask);
#else
	const uint64_t ones = UINT64_C(0x0101010101010101);
	scan_halves h = (scan_halves)mask;
	unsigned bits = 0;

	for (int i = 0; i < 2; i++) {
		uint64_t w = h[i];

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
		w = __builtin_bswap64(w);
#endif
		w = (w >> 7 & ones) * UINT64_C(0x0102040810204080) >> 56;
		bits |= (unsigned)w << 8 * i;
	}
	return bits;
#endif
}

/* The first byte of a mask that is set; SCAN if none is. */
static inline size_t
scan_first(scan_bytes mask)
{
	return (size_t)__builtin_ctz(scan_bits(mask) | 1u << SCAN);
}

/* The sum of all sixteen bytes. */
static inline size_t
scan_sum(scan_bytes v)
{
	const uint64_t even = UINT64_C(0x00ff00ff00ff00ff);
	scan_halves h = (scan_halves)v;
	uint64_t sum = (h[0] & even) + (h[0] >> 8 & even) + (h[1] & even) +
		       (h[1] >> 8 & even);

	return (size_t)(sum * UINT64_C(0x0001000100010001) >> 48);
}

#endif
