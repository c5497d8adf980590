/*
 * A whole part of an archive unpacked at once, by libdeflate, which takes a
 * third of zlib's time where both ends are in memory.  Knows no archives; what
 * is not as it should be is left to archive.c, which goes as far as it can.
 */
#include <libdeflate.h>

#include "lib/formats/archive.h"

bool
inflate_whole(struct str packed, uint64_t size, uint32_t crc, struct buf *out)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	size_t n = (size_t)size;
	bool whole;

	if (d == NULL)
		return false;
	buf_reserve(out, n);
	whole = libdeflate_deflate_decompress(d, packed.p, packed.n,
		    out->p + out->n, n, NULL) == LIBDEFLATE_SUCCESS &&
		libdeflate_crc32(0, out->p + out->n, n) == crc;
	libdeflate_free_decompressor(d);
	if (whole)
		out->n += n;
	out->p[out->n] = '\0';
	return whole;
}
