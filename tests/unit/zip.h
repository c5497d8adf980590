/*
 * A zip made in memory, for tests: parts stored or deflated, in the order in
 * which they are added, with whatever names.
 */
#ifndef TESTS_UNIT_ZIP_H
#define TESTS_UNIT_ZIP_H

#include <string.h>
#include <zlib.h>

#include <izba/base.h>

struct zip_maker {
	struct buf out, list;
	unsigned n;
};

static inline void
zip_number(struct buf *out, uint32_t x, unsigned bytes)
{
	for (; bytes > 0; bytes--, x >>= 8)
		buf_putc(out, (char)(x & 255));
}

/* What the head of a part and its line in the list have in common. */
static inline void
zip_head(struct buf *out, bool deflated, uint32_t crc, size_t packed,
    size_t size, size_t name)
{
	zip_number(out, 20, 2);
	zip_number(out, 0x800, 2); /* names are UTF-8 */
	zip_number(out, deflated ? 8 : 0, 2);
	zip_number(out, 0x5a210000, 4); /* some day */
	zip_number(out, crc, 4);
	zip_number(out, (uint32_t)packed, 4);
	zip_number(out, (uint32_t)size, 4);
	zip_number(out, (uint32_t)name, 2);
	zip_number(out, 0, 2);
}

static inline struct buf
zip_deflate(struct str s)
{
	struct buf out = BUF_INIT;
	z_stream z = {
	    .next_in = (Bytef *)(uintptr_t)s.p, .avail_in = (uInt)s.n};

	deflateInit2(&z, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
	buf_reserve(&out, deflateBound(&z, s.n));
	z.next_out = (Bytef *)out.p;
	z.avail_out = (uInt)deflateBound(&z, s.n);
	deflate(&z, Z_FINISH);
	out.n = z.total_out;
	deflateEnd(&z);
	return out;
}

static inline void
zip_add(struct zip_maker *z, struct str name, struct str text, bool deflated)
{
	struct buf packed = deflated ? zip_deflate(text) : (struct buf)BUF_INIT;
	struct str body = deflated ? buf_lend(&packed) : text;
	size_t at = z->out.n;
	uint32_t crc = (uint32_t)crc32(
	    0, (const Bytef *)(const void *)text.p, (uInt)text.n);

	zip_number(&z->out, 0x04034b50, 4);
	zip_head(&z->out, deflated, crc, body.n, text.n, name.n);
	buf_str(&z->out, name);
	buf_str(&z->out, body);
	zip_number(&z->list, 0x02014b50, 4);
	zip_number(&z->list, 20, 2);
	zip_head(&z->list, deflated, crc, body.n, text.n, name.n);
	zip_number(&z->list, 0, 2);
	zip_number(&z->list, 0, 2);
	zip_number(&z->list, 0, 2);
	zip_number(&z->list, 0, 4);
	zip_number(&z->list, (uint32_t)at, 4);
	buf_str(&z->list, name);
	z->n++;
	buf_free(&packed);
}

/* The whole archive; lent until zip_free. */
static inline struct str
zip_end(struct zip_maker *z)
{
	size_t at = z->out.n;

	buf_str(&z->out, buf_lend(&z->list));
	zip_number(&z->out, 0x06054b50, 4);
	zip_number(&z->out, 0, 4);
	zip_number(&z->out, z->n, 2);
	zip_number(&z->out, z->n, 2);
	zip_number(&z->out, (uint32_t)z->list.n, 4);
	zip_number(&z->out, (uint32_t)at, 4);
	zip_number(&z->out, 0, 2);
	return buf_lend(&z->out);
}

static inline void
zip_free(struct zip_maker *z)
{
	buf_free(&z->out);
	buf_free(&z->list);
}

#endif
