/*
 * decode.h: reading UTF-8 where it is done a million times.  For lib/text's
 * own files; everybody else calls cp_decode.
 */
#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H

#include <izba/text.h>

static inline bool
is_tail(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

/* cp_decode, with the forms of dashes and quotation marks, too. */
static inline uint32_t
decode(const char *p, const char *end, size_t *n)
{
	unsigned char c = (unsigned char)p[0];

	if (c < 0x80) {
		*n = 1;
		return c;
	}
	if (c >= 0xc2 && c < 0xe0 && end - p >= 2 &&
	    is_tail((unsigned char)p[1])) {
		*n = 2;
		return (uint32_t)(c & 0x1f) << 6 | ((unsigned char)p[1] & 0x3f);
	}
	/* dashes, quotation marks: none of the leads with a narrower range */
	if (c == 0xe2 && end - p >= 3 && is_tail((unsigned char)p[1]) &&
	    is_tail((unsigned char)p[2])) {
		*n = 3;
		return 0x2000 | (uint32_t)((unsigned char)p[1] & 0x3f) << 6 |
		       ((unsigned char)p[2] & 0x3f);
	}
	return cp_decode_rest(p, end, n);
}

#endif
