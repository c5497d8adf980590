/*
 * A whole part of an archive unpacked at once, by libdeflate, which takes a
 * third of zlib's time where both ends are in memory.  Knows no archives; what
 * is not as it should be is left to archive.c, which goes as far as it can.
 */
#include <libdeflate.h>

#include <izba/loader.h>
#include "lib/formats/archive.h"

#define DEFLATE(USE) \
	USE(libdeflate_alloc_decompressor) \
	USE(libdeflate_crc32) \
	USE(libdeflate_deflate_decompress) \
	USE(libdeflate_free_decompressor)

LOADER_TABLE(deflate, DEFLATE);
static struct deflate deflate;
LOADER(deflate, DEFLATE, SONAME_DEFLATE, "Archives are unpacked slowly")

void
inflate_ready(void)
{
	(void)deflate_load(NULL);
}

bool
inflate_whole(struct str packed, uint64_t size, uint32_t crc, struct buf *out)
{
	struct libdeflate_decompressor *d;
	size_t n = (size_t)size;
	bool whole;

	if (deflate.loaded == NULL)
		return false;
	d = deflate.libdeflate_alloc_decompressor();
	if (d == NULL)
		return false;
	buf_reserve(out, n);
	whole = deflate.libdeflate_deflate_decompress(d, packed.p, packed.n,
		    out->p + out->n, n, NULL) == LIBDEFLATE_SUCCESS &&
		deflate.libdeflate_crc32(0, out->p + out->n, n) == crc;
	deflate.libdeflate_free_decompressor(d);
	if (whole)
		out->n += n;
	out->p[out->n] = '\0';
	return whole;
}
