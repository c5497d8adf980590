/*
 * Zips without the list of their parts at the end, cut off or damaged: the list
 * is made anew from the heads that stand before each part (APPNOTE.TXT 4.3).
 */
#include <stdlib.h>
#include <string.h>

/* it reads what it is lent */
#define ZLIB_CONST
#include <zlib.h>

#include <izba/loader.h>
#include "lib/formats/archive.h"

#define ZLIB(USE) \
	USE(crc32) \
	USE(inflate) \
	USE(inflateEnd) \
	USE(inflateInit2_)

LOADER_TABLE(zlib, ZLIB);
static struct zlib zlib;
LOADER(zlib, ZLIB, SONAME_ZLIB, "Damaged archives can't be mended")

enum { HEAD = 30, DESCRIBED = 8, DEFLATED = 8, PIECE = 65536 };

#define LIMIT_MENDED ((size_t)1 << 29)

static uint32_t
get(struct str s, size_t at, unsigned bytes)
{
	uint32_t n = 0;

	while (bytes-- > 0)
		n = n << 8 | (unsigned char)s.p[at + bytes];
	return n;
}

static void
add(struct buf *out, uint32_t n, unsigned bytes)
{
	for (; bytes > 0; bytes--, n >>= 8)
		buf_putc(out, (char)(n & 255));
}

struct head {
	size_t at, data; /* where it is, and the part's bytes */
	uint32_t flags, method, crc, packed, size, name;
};

static bool
head_read(struct str s, size_t at, struct head *h)
{
	if (at + HEAD > s.n || memcmp(s.p + at, "PK\3\4", 4) != 0)
		return false;
	*h = (struct head){.at = at,
	    .flags = get(s, at + 6, 2),
	    .method = get(s, at + 8, 2),
	    .crc = get(s, at + 14, 4),
	    .packed = get(s, at + 18, 4),
	    .size = get(s, at + 22, 4),
	    .name = get(s, at + 26, 2)};
	h->data = at + HEAD + h->name + get(s, at + 28, 2);
	return h->data <= s.n;
}

/* Unpack a part whose head does not say where it ends, only to see that. */
static void
find_end(struct str s, struct head *h, uint64_t *left)
{
	unsigned char *piece = xmalloc(PIECE);
	z_stream z = {.next_in = (const unsigned char *)s.p + h->data,
	    .avail_in = (uInt)(s.n - h->data)};
	int ok = zlib.inflateInit2(&z, -MAX_WBITS);

	h->crc = (uint32_t)zlib.crc32(0, NULL, 0);
	while (ok == Z_OK && *left > 0) {
		uint64_t n;

		z.next_out = piece;
		z.avail_out = PIECE;
		ok = zlib.inflate(&z, Z_NO_FLUSH);
		n = PIECE - z.avail_out;
		h->crc = (uint32_t)zlib.crc32(h->crc, piece, (uInt)n);
		*left -= n < *left ? n : *left;
		if (n == 0 && ok == Z_OK)
			break;
	}
	h->packed = (uint32_t)z.total_in;
	h->size = (uint32_t)z.total_out;
	zlib.inflateEnd(&z);
	free(piece);
}

/* The next place that reads like a head; the end if there is none. */
static size_t
next_head(struct str s, size_t at)
{
	size_t found = at < s.n ? str_find(str_slice(s, at, s.n), STR("PK\3\4"))
				: SIZE_MAX;

	return found == SIZE_MAX ? s.n : at + found;
}

/* Write what was found of a part into its head. */
static void
head_write(struct buf *out, const struct head *h)
{
	uint32_t v[3] = {h->crc, h->packed, h->size};

	for (unsigned i = 0; i < 12; i++)
		out->p[h->at + 14 + i] = (char)(v[i / 4] >> 8 * (i % 4) & 255);
}

/* A line of the list for a part. */
static void
list_add(struct buf *list, struct str s, const struct head *h)
{
	add(list, 0x02014b50, 4);
	add(list, 20, 2);
	add(list, get(s, h->at + 4, 2), 2);
	add(list, h->flags, 2);
	add(list, h->method, 2);
	add(list, get(s, h->at + 10, 4), 4);
	add(list, h->crc, 4);
	add(list, h->packed, 4);
	add(list, h->size, 4);
	add(list, h->name, 2);
	/* no more fields, comment, other disk, attributes */
	for (unsigned i = 0; i < 6; i++)
		add(list, 0, 2);
	add(list, (uint32_t)h->at, 4);
	buf_add(list, s.p + h->at + HEAD, h->name);
}

bool
archive_mend(struct str s, struct buf *out, struct err *err)
{
	uint64_t left = LIMIT_UNPACKED;
	struct buf list = BUF_INIT;
	uint32_t n = 0;
	struct head h;

	if (s.n > LIMIT_MENDED)
		return err_set(err, ERR_LIMIT,
		    "the archive is damaged or cut off, and too large to be "
		    "mended");
	if (!zlib_load(err))
		return false;
	buf_reserve(out, s.n + s.n / 4);
	buf_str(out, s);
	for (size_t at = 0; n < UINT16_MAX && head_read(s, at, &h); n++) {
		bool cut = h.packed > s.n - h.data;

		if (h.method == DEFLATED && (cut || (h.flags & DESCRIBED) != 0))
			find_end(s, &h, &left);
		else if (cut)
			h.packed = h.size = (uint32_t)(s.n - h.data);
		head_write(out, &h);
		list_add(&list, s, &h);
		at = next_head(s, h.data + h.packed);
	}
	if (n > 0) {
		buf_str(out, buf_lend(&list));
		add(out, 0x06054b50, 4);
		add(out, 0, 4);
		add(out, n, 2);
		add(out, n, 2);
		add(out, (uint32_t)list.n, 4);
		add(out, (uint32_t)s.n, 4);
		add(out, 0, 2);
	}
	buf_free(&list);
	return n > 0 || err_set(err, ERR_FORMAT, ARCHIVE_UNLISTED);
}
