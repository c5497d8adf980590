/*
 * Archives in memory, by minizip, which reads them through the functions at
 * the head of this file.
 */
#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>

#include <izba/loader.h>
#include <izba/text.h>

#include "lib/formats/archive.h"

#define MINIZIP(USE) \
	USE(unzClose) \
	USE(unzCloseCurrentFile) \
	USE(unzGetCurrentFileInfo64) \
	USE(unzGetCurrentFileZStreamPos64) \
	USE(unzGetFilePos64) \
	USE(unzGoToFilePos64) \
	USE(unzGoToFirstFile) \
	USE(unzGoToNextFile) \
	USE(unzOpen2_64) \
	USE(unzOpenCurrentFile) \
	USE(unzOpenCurrentFile2) \
	USE(unzReadCurrentFile)

LOADER_TABLE(minizip, MINIZIP);
static struct minizip minizip;
LOADER(minizip, MINIZIP, SONAME_MINIZIP, "Archives can't be unpacked")

/* ---- a file that is a stretch of memory ---- */

struct memory {
	struct str bytes;
	uint64_t at;
};

static voidpf ZCALLBACK
memory_open(voidpf opaque, const void *name, int mode)
{
	struct memory *m;

	(void)mode;
	(void)name;
	m = xcalloc(1, sizeof(*m));
	m->bytes = *(const struct str *)opaque;
	return m;
}

static uLong ZCALLBACK
memory_read(voidpf opaque, voidpf stream, void *to, uLong n)
{
	struct memory *m = stream;
	uint64_t left = m->at < m->bytes.n ? m->bytes.n - m->at : 0;

	(void)opaque;
	if (n > left)
		n = (uLong)left;
	if (n > 0)
		memcpy(to, m->bytes.p + m->at, n);
	m->at += n;
	return n;
}

static ZPOS64_T ZCALLBACK
memory_tell(voidpf opaque, voidpf stream)
{
	(void)opaque;
	return ((struct memory *)stream)->at;
}

static long ZCALLBACK
memory_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
	struct memory *m = stream;
	uint64_t from = 0;

	(void)opaque;
	if (origin == ZLIB_FILEFUNC_SEEK_CUR)
		from = m->at;
	else if (origin == ZLIB_FILEFUNC_SEEK_END)
		from = m->bytes.n;
	if (offset > m->bytes.n || from + offset > m->bytes.n)
		return -1;
	m->at = from + offset;
	return 0;
}

static int ZCALLBACK
memory_close(voidpf opaque, voidpf stream)
{
	(void)opaque;
	free(stream);
	return 0;
}

static int ZCALLBACK
memory_error(voidpf opaque, voidpf stream)
{
	(void)opaque;
	(void)stream;
	return 0;
}

static unzFile
open_memory(struct str *bytes)
{
	zlib_filefunc64_def functions = {
	    .zopen64_file = memory_open,
	    .zread_file = memory_read,
	    .ztell64_file = memory_tell,
	    .zseek64_file = memory_seek,
	    .zclose_file = memory_close,
	    .zerror_file = memory_error,
	    .opaque = bytes,
	};

	return minizip.unzOpen2_64("", &functions);
}

/* Open the zip that was handed in, or, where that has no list of its parts,
 * what can be made of it. */
static bool
zip_open(struct archive *a, struct err *err)
{
	if (!minizip_load(err))
		return false;
	inflate_ready();
	a->zip = open_memory(&a->bytes);
	if (a->zip != NULL)
		return true;
	if (!archive_sniff(a->bytes))
		return err_set(err, ERR_FORMAT, "it is no archive (zip)");
	if (!archive_mend(a->bytes, &a->own, err))
		return false;
	a->bytes = buf_lend(&a->own);
	a->zip = open_memory(&a->bytes);
	a->mended = a->zip != NULL;
	return a->mended || err_set(err, ERR_FORMAT, ARCHIVE_UNLISTED);
}

/* ---- the list of parts ---- */

static int
part_cmp(const void *a, const void *b)
{
	const struct part *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

/* The part that minizip stands at. */
static bool
part_add(struct archive *a)
{
	enum { NAME = 4096 };
	unz_file_info64 info;
	unz64_file_pos pos;
	char name[NAME];
	struct part p;

	if (minizip.unzGetCurrentFileInfo64(a->zip, &info, name, sizeof(name),
		NULL, 0, NULL, 0) != UNZ_OK ||
	    minizip.unzGetFilePos64(a->zip, &pos) != UNZ_OK)
		return false;
	if (info.size_filename == 0 || info.size_filename >= sizeof(name))
		return true;
	p = (struct part){
	    .name = arena_str(
		a->arena, (struct str){name, strnlen(name, sizeof(name))}),
	    .size = info.uncompressed_size,
	    .packed = info.compressed_size,
	    .at = {pos.pos_in_zip_directory, pos.num_of_file},
	    .crc = (uint32_t)info.crc,
	    .deflated = info.compression_method == Z_DEFLATED,
	    .locked = (info.flag & 1) != 0,
	};
	ARRAY_PUSH(a->v, a->n, a->cap, p);
	return true;
}

/* Parts that share their bytes are how small archives become huge: each has at
 * least its bytes, its head of 30 and its line in the list of 46. */
static bool
parts_check(const struct archive *a, struct err *err)
{
	uint64_t packed = 0;

	for (size_t i = 0; i < a->n; i++) {
		packed += 30 + 46 + 2 * a->v[i].name.n;
		/* a size that is a lie may be any number */
		if (a->v[i].packed <= a->bytes.n)
			packed += a->v[i].packed;
		if (a->v[i].packed > a->bytes.n || packed > a->bytes.n)
			return err_set(err, ERR_LIMIT,
			    "the parts of the archive lie over each other, as "
			    "in one that is made to fill memory");
	}
	return true;
}

static bool
parts_list(struct archive *a, struct err *err)
{
	int ok = minizip.unzGoToFirstFile(a->zip);

	while (ok == UNZ_OK && a->n < LIMIT_PARTS) {
		if (!part_add(a))
			break;
		ok = minizip.unzGoToNextFile(a->zip);
	}
	if (a->n == 0)
		return err_set(err, ERR_FORMAT, "the archive is empty");
	return parts_check(a, err);
}

void
archive_even(struct str name, struct buf *out)
{
	struct buf clean = BUF_INIT;
	size_t n;

	text_clean(&clean, name, NULL);
	for (size_t at = 0; at < clean.n; at += n)
		buf_putcp(out,
		    cp_lower(cp_decode(clean.p + at, clean.p + clean.n, &n)));
	buf_free(&clean);
}

static int
key_cmp(const void *a, const void *b)
{
	const struct part_key *x = a, *y = b;
	int c = str_cmp(x->key, y->key);

	return c != 0 ? c : (x->part > y->part) - (x->part < y->part);
}

/* Names in their order, exact and evened out. */
static void
parts_sort(struct archive *a)
{
	struct buf key = BUF_INIT;

	qsort(a->v, a->n, sizeof(*a->v), part_cmp);
	a->keys = xcalloc(a->n, sizeof(*a->keys));
	for (size_t i = 0; i < a->n; i++) {
		buf_clear(&key);
		archive_even(a->v[i].name, &key);
		a->keys[i] = (struct part_key){
		    arena_str(a->arena, buf_lend(&key)), &a->v[i]};
	}
	qsort(a->keys, a->n, sizeof(*a->keys), key_cmp);
	buf_free(&key);
}

bool
archive_sniff(struct str bytes)
{
	return str_starts(bytes, "PK\3\4");
}

bool
archive_open(struct archive *a, const struct input *in, struct err *err)
{
	bool ok;

	*a = (struct archive){
	    .left = LIMIT_UNPACKED, .bytes = in->bytes, .own = BUF_INIT};
	a->arena = arena_new();
	if (in->folder) {
		a->folder = xstrdup(in->path);
		ok = folder_list(a, err);
	} else {
		ok = zip_open(a, err) && parts_list(a, err);
	}
	if (!ok) {
		archive_close(a);
		return false;
	}
	parts_sort(a);
	return true;
}

void
archive_close(struct archive *a)
{
	if (a->zip != NULL)
		minizip.unzClose(a->zip);
	buf_free(&a->own);
	free(a->folder);
	free(a->v);
	free(a->keys);
	arena_free(a->arena);
	*a = (struct archive){.own = BUF_INIT};
}

/* The first part of an evened name. */
static const struct part *
find_even(const struct archive *a, struct str name)
{
	struct buf key = BUF_INIT;
	const struct part *found = NULL;
	size_t low = 0, high = a->n, mid;

	archive_even(name, &key);
	while (low < high) {
		mid = low + (high - low) / 2;
		if (str_cmp(a->keys[mid].key, buf_lend(&key)) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < a->n && str_eq(a->keys[low].key, buf_lend(&key)))
		found = a->keys[low].part;
	buf_free(&key);
	return found;
}

const struct part *
archive_find(const struct archive *a, struct str name)
{
	struct part key = {.name = name};
	const struct part *found;

	if (a->n == 0 || name.n == 0)
		return NULL;
	found = bsearch(&key, a->v, a->n, sizeof(key), part_cmp);
	return found != NULL ? found : find_even(a, name);
}

/* ---- reading ---- */

/* How much of a part may be unpacked. */
static uint64_t
part_room(const struct archive *a, const struct part *part)
{
	enum { FREE = 8 << 20 };
	uint64_t room = part->packed * LIMIT_RATIO;

	room = room < FREE ? FREE : room;
	room = room < LIMIT_PART ? room : LIMIT_PART;
	return room < a->left ? room : a->left;
}

/* Unpack what minizip has opened. */
static bool
unpack(struct archive *a, const struct part *part, struct buf *out,
    struct err *err)
{
	enum { PIECE = 65536 };
	uint64_t room = part_room(a, part);
	int n;

	for (;;) {
		buf_reserve(out, PIECE);
		n = minizip.unzReadCurrentFile(a->zip, out->p + out->n, PIECE);
		if (n <= 0)
			break;
		if ((uint64_t)n > room)
			return err_set(err, ERR_LIMIT,
			    "%.*s unpacks to more than it should",
			    (int)(part->name.n < 200 ? part->name.n : 200),
			    part->name.p);
		room -= (uint64_t)n;
		a->left -= (uint64_t)n;
		out->n += (size_t)n;
	}
	out->p[out->n] = '\0';
	a->damaged += n < 0;
	return true;
}

/* The part that minizip stands at, if it is sound, at once. */
static bool
unpack_whole(struct archive *a, const struct part *part, struct buf *out)
{
	uint64_t at;
	bool whole;

	if (!part->deflated || part->size == 0 ||
	    part->size > part_room(a, part) ||
	    minizip.unzOpenCurrentFile2(a->zip, NULL, NULL, 1) != UNZ_OK)
		return false;
	at = minizip.unzGetCurrentFileZStreamPos64(a->zip);
	whole = at <= a->bytes.n && part->packed <= a->bytes.n - at &&
		inflate_whole(str_slice(a->bytes, at, at + part->packed),
		    part->size, part->crc, out);
	if (whole)
		a->left -= part->size;
	minizip.unzCloseCurrentFile(a->zip);
	return whole;
}

static bool
zip_read(struct archive *a, const struct part *part, struct buf *out,
    struct err *err)
{
	unz64_file_pos pos = {part->at[0], part->at[1]};
	bool ok;

	if (minizip.unzGoToFilePos64(a->zip, &pos) == UNZ_OK &&
	    unpack_whole(a, part, out))
		return true;
	if (minizip.unzGoToFilePos64(a->zip, &pos) != UNZ_OK ||
	    minizip.unzOpenCurrentFile(a->zip) != UNZ_OK)
		return err_set(err, ERR_FORMAT,
		    "%.*s in the archive is damaged",
		    (int)(part->name.n < 200 ? part->name.n : 200),
		    part->name.p);
	ok = unpack(a, part, out, err);
	if (minizip.unzCloseCurrentFile(a->zip) == UNZ_CRCERROR)
		a->damaged++;
	return ok;
}

bool
archive_read(struct archive *a, const struct part *part, struct buf *out,
    struct err *err)
{
	if (part->locked)
		return err_set(err, ERR_FORMAT,
		    "%.*s in the archive is encrypted",
		    (int)(part->name.n < 200 ? part->name.n : 200),
		    part->name.p);
	if (a->zip == NULL)
		return folder_read(a, part, out, err);
	return zip_read(a, part, out, err);
}

/* ---- references between parts ---- */

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void
percent_decode(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '%' && i + 2 < s.n &&
		    hex_value(s.p[i + 1]) >= 0 && hex_value(s.p[i + 2]) >= 0) {
			buf_putc(out, (char)(hex_value(s.p[i + 1]) << 4 |
					     hex_value(s.p[i + 2])));
			i += 2;
		} else {
			buf_putc(out, s.p[i]);
		}
	}
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Does it begin with a scheme ("mailto:") or with two slashes? */
static bool
leads_out(struct str s)
{
	size_t i = 0;

	if (str_starts(s, "//"))
		return true;
	while (
	    i < s.n && (is_letter(s.p[i]) ||
			   (i > 0 && strchr("+-.0123456789", s.p[i]) != NULL)))
		i++;
	return i > 1 && i < s.n && s.p[i] == ':';
}

/* Add the steps of a path to what stands in `out` from `begun` on. */
static void
path_walk(struct buf *out, size_t begun, struct str path)
{
	size_t from = 0, to;

	while (from <= path.n && path.n > 0) {
		for (to = from; to < path.n && path.p[to] != '/';)
			to++;
		if (str_is(str_slice(path, from, to), "..")) {
			while (out->n > begun && out->p[out->n - 1] != '/')
				out->n--;
			if (out->n > begun)
				out->n--;
		} else if (to > from &&
			   !str_is(str_slice(path, from, to), ".")) {
			if (out->n > begun)
				buf_putc(out, '/');
			buf_str(out, str_slice(path, from, to));
		}
		from = to + 1;
	}
	buf_cut(out, out->n);
}

bool
archive_resolve(
    struct str base, struct str href, struct buf *out, struct buf *fragment)
{
	struct buf path = BUF_INIT;
	size_t hash = 0, query, folder = base.n, begun = out->n;

	href = str_trim(href);
	if (leads_out(href))
		return false;
	while (hash < href.n && href.p[hash] != '#')
		hash++;
	for (query = 0; query < hash && href.p[query] != '?';)
		query++;
	if (hash < href.n && fragment != NULL)
		percent_decode(str_slice(href, hash + 1, href.n), fragment);
	if (query == 0) {
		buf_str(out, base);
		return true;
	}
	percent_decode(str_slice(href, 0, query), &path);
	while (folder > 0 && base.p[folder - 1] != '/')
		folder--;
	if (path.n > 0 && path.p[0] != '/')
		path_walk(out, begun, str_slice(base, 0, folder));
	path_walk(out, begun, buf_lend(&path));
	buf_free(&path);
	return true;
}
