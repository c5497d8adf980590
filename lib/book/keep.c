/*
 * A book as one flat stretch of bytes, and back: what the cache keeps.  The
 * bytes are mapped, not parsed.  Pointers are stored as they are where the
 * stretch lies at an address of its own, drawn by lot; where that is taken,
 * they are put right when the stretch is taken up again.
 *
 *  1. The stretch begins with a struct kept; while it is written, all pointers
 *     are offsets from its start; 0 stands for NULL.
 *  2. Which members are pointers is said once, in the tables below.
 *  3. A stretch is taken up only if its sum is right: a flipped bit anywhere
 *     makes it none.  It is for this machine, this build and this user only.
 */
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/random.h>

#include "lib/book/bound.h"

#define MAGIC "izba book\n"

struct kept {
	char magic[16];
	uint64_t layout; /* sizes of all that is in it */
	uint64_t size;
	uint64_t sum; /* of all bytes from here on */
	uint64_t address; /* where its pointers are right */
	struct book book;
};

/* ---- where pointers are ---- */

enum pointer { NONE, ONE_STR, MANY_STRS, MANY_IDS };

struct member {
	enum pointer kind;
	size_t at;
};

struct kind {
	size_t array, count; /* members of struct book */
	size_t size;
	struct member members[8];
};

#define AT(type, name) offsetof(struct type, name)
#define KIND(name, type, ...) \
	{ \
		AT(book, name), AT(book, n_##name), sizeof(struct type), \
		{ \
			__VA_ARGS__ \
		} \
	}

static const struct kind kinds[] = {
    KIND(blocks, block, {NONE, 0}),
    KIND(runs, run, {NONE, 0}),
    KIND(origins, origin, {NONE, 0}),
    KIND(joins, join, {NONE, 0}),
    KIND(figures, figure, {MANY_STRS, AT(figure, captions)}),
    KIND(sections, section, {ONE_STR, AT(section, number)},
	{ONE_STR, AT(section, title)}, {ONE_STR, AT(section, href)}),
    KIND(notes, note, {ONE_STR, AT(note, label)}, {ONE_STR, AT(note, printed)},
	{ONE_STR, AT(note, href)}, {MANY_IDS, AT(note, references)},
	{MANY_IDS, AT(note, ibid_maybe)}),
    KIND(references, reference, {ONE_STR, AT(reference, label)},
	{ONE_STR, AT(reference, printed)}),
    KIND(entries, entry, {MANY_STRS, AT(entry, heads)},
	{MANY_STRS, AT(entry, variants)}, {ONE_STR, AT(entry, given)},
	{ONE_STR, AT(entry, when)}, {ONE_STR, AT(entry, group)},
	{MANY_IDS, AT(entry, see)}),
    KIND(links, link, {ONE_STR, AT(link, href)}),
    KIND(problems, problem, {ONE_STR, AT(problem, message)}),
    KIND(meta, meta, {ONE_STR, AT(meta, value)}),
    KIND(folios, folio, {ONE_STR, AT(folio, label)}),
    KIND(languages, language, {ONE_STR, AT(language, tag)}),
    KIND(images, image, {ONE_STR, AT(image, href)}, {ONE_STR, AT(image, mime)}),
    KIND(fragments, fragment, {ONE_STR, AT(fragment, key)}),
};

/* Those of the book itself. */
static const struct member own[] = {
    {ONE_STR, AT(book, text)},
    {ONE_STR, AT(book, encoding)},
    {ONE_STR, AT(book, title)},
    {MANY_STRS, AT(book, authors)},
    {ONE_STR, AT(book, language)},
};

/* Another build may have other members; then this is another number. */
static uint64_t
layout_number(void)
{
	uint64_t h = 14695981039346656037u ^ sizeof(struct book);

	for (size_t i = 0; i < LENGTH(kinds); i++) {
		h = (h ^ kinds[i].array) * 1099511628211u;
		h = (h ^ kinds[i].size) * 1099511628211u;
		for (size_t k = 0; k < LENGTH(kinds[i].members); k++)
			h = (h ^ kinds[i].members[k].at) * 1099511628211u;
	}
	return h;
}

/* A sum over eight bytes at a time, in four lanes that do not wait for each
 * other.  It guards against accidents, not against people. */
static uint64_t
sum_of(const char *p, size_t n)
{
	enum { LANES = 4 };
	uint64_t lane[LANES] = {1, 2, 3, 4}, sum = n, word;
	size_t i = 0;

	for (; i + LANES * 8 <= n; i += LANES * 8)
		for (size_t k = 0; k < LANES; k++) {
			memcpy(&word, p + i + k * 8, 8);
			lane[k] = (lane[k] ^ word) * 0x9e3779b97f4a7c15u;
			lane[k] ^= lane[k] >> 29;
		}
	for (; i < n; i++)
		lane[0] = (lane[0] ^ (unsigned char)p[i]) * 1099511628211u;
	for (size_t k = 0; k < LANES; k++)
		sum = (sum ^ lane[k] ^ lane[k] >> 32) * 0xff51afd7ed558ccdu;
	return sum;
}

/* ---- writing ---- */

/* Make the stretch a multiple of eight long; returns its length. */
static size_t
align(struct buf *out)
{
	while (out->n % 8 != 0)
		buf_putc(out, '\0');
	return out->n;
}

static const char *
as_pointer(size_t offset)
{
	return (const char *)(uintptr_t)offset;
}

/* Append a string; an empty one that is known is not a null one. */
static struct str
put_str(struct buf *out, struct str s)
{
	size_t at = out->n;

	if (s.p == NULL)
		return s;
	buf_str(out, s);
	buf_putc(out, '\0');
	return (struct str){as_pointer(at), s.n};
}

/* Strings in the order of their array, then the array. */
static struct strs
put_strs(struct buf *out, struct strs v)
{
	struct str *copy = xmalloc((v.n + 1) * sizeof(*copy));
	size_t at;

	for (uint32_t i = 0; i < v.n; i++)
		copy[i] = put_str(out, v.v[i]);
	at = align(out);
	buf_add(out, copy, v.n * sizeof(*copy));
	free(copy);
	return (struct strs){(const struct str *)(uintptr_t)at, v.n};
}

static struct ids
put_ids(struct buf *out, struct ids v)
{
	size_t at = align(out);

	buf_add(out, v.v, v.n * sizeof(*v.v));
	return (struct ids){(const uint32_t *)(uintptr_t)at, v.n};
}

/* What a member points to goes to the stretch, and the member of the copy at
 * byte `in` of it is set. */
static void
put_member(struct buf *out, size_t in, const struct member *m, const char *from)
{
	union {
		struct str s;
		struct strs strs;
		struct ids ids;
	} x;
	size_t size = m->kind == ONE_STR     ? sizeof(x.s)
		      : m->kind == MANY_STRS ? sizeof(x.strs)
					     : sizeof(x.ids);

	memcpy(&x, from + m->at, size);
	if (m->kind == ONE_STR)
		x.s = put_str(out, x.s);
	else if (m->kind == MANY_STRS)
		x.strs = put_strs(out, x.strs);
	else
		x.ids = put_ids(out, x.ids);
	memcpy(out->p + in + m->at, &x, size);
}

static void
put_members(struct buf *out, size_t in, const struct member *m, size_t n,
    const char *from)
{
	for (size_t i = 0; i < n; i++)
		if (m[i].kind != NONE)
			put_member(out, in, &m[i], from);
}

/* One table: all its elements, then what they point to. */
static void
put_table(struct buf *out, const struct kind *k, const struct book *b)
{
	const char *array;
	uint32_t count;
	size_t at = align(out);
	char *slot;

	memcpy(&array, (const char *)b + k->array, sizeof(array));
	memcpy(&count, (const char *)b + k->count, sizeof(count));
	if (count > 0)
		buf_add(out, array, count * k->size);
	for (uint32_t i = 0; i < count && k->members[0].kind != NONE; i++)
		put_members(out, at + i * k->size, k->members,
		    LENGTH(k->members), array + i * k->size);
	slot = out->p + offsetof(struct kept, book) + k->array;
	array = as_pointer(at);
	memcpy(slot, &array, sizeof(array));
}

/* ---- pointers put right ---- */

/* A stretch in memory whose pointers are right where it begins at `from`, and
 * shall be where it begins at `to`. */
struct move {
	char *memory;
	uintptr_t from, to;
};

/* The place in memory that a pointer stands for; the pointer is moved. */
static char *
move_pointer(const struct move *m, const void *pointer)
{
	uintptr_t old, moved;
	char *place = NULL;

	memcpy(&old, pointer, sizeof(old));
	if (old == 0)
		return NULL;
	place = m->memory + (old - m->from);
	moved = old - m->from + m->to;
	memcpy((void *)(uintptr_t)pointer, &moved, sizeof(moved));
	return place;
}

static void
move_member(const struct move *m, char *element, const struct member *member)
{
	struct strs strs;
	char *v = element + member->at, *at;

	if (member->kind != MANY_STRS) {
		move_pointer(
		    m, v + (member->kind == ONE_STR ? offsetof(struct str, p)
						    : offsetof(struct ids, v)));
		return;
	}
	memcpy(&strs, v, sizeof(strs));
	at = move_pointer(m, v + offsetof(struct strs, v));
	for (uint32_t i = 0; at != NULL && i < strs.n; i++)
		move_pointer(
		    m, at + i * sizeof(struct str) + offsetof(struct str, p));
}

static void
move_table(const struct move *m, const struct kind *k, struct book *b)
{
	char *array = move_pointer(m, (char *)b + k->array);
	uint32_t count;

	memcpy(&count, (const char *)b + k->count, sizeof(count));
	for (uint32_t i = 0; i < count && k->members[0].kind != NONE; i++)
		for (size_t x = 0; x < LENGTH(k->members); x++)
			if (k->members[x].kind != NONE)
				move_member(
				    m, array + i * k->size, &k->members[x]);
}

static void
move_all(const struct move *m)
{
	struct book *b = &((struct kept *)(void *)m->memory)->book;

	for (size_t i = 0; i < LENGTH(own); i++)
		move_member(m, (char *)b, &own[i]);
	move_pointer(m, (char *)b + offsetof(struct book, format));
	for (size_t i = 0; i < LENGTH(kinds); i++)
		move_table(m, &kinds[i], b);
}

/* An address that is likely to be free, far below programs and libraries, and
 * that nobody can tell in advance; where addresses are few, one that is
 * hardly ever given. */
static uint64_t
address_drawn(void)
{
	uint64_t lot = 0;

	if (sizeof(void *) < 8 || getrandom(&lot, sizeof(lot), 0) < 0)
		return 0x10000;
	return (UINT64_C(0x2000) + lot % 0x2000) << 32 | (lot >> 32 & 0xffff)
							     << 16;
}

/* ---- all ---- */

void
book_keep(const struct book *b, struct buf *out)
{
	struct kept head = {.magic = MAGIC,
	    .layout = layout_number(),
	    .address = address_drawn()};
	size_t in = offsetof(struct kept, book);
	size_t summed = offsetof(struct kept, address);
	struct str format;

	buf_cut(out, 0);
	buf_reserve(out, b->text.n + b->n_blocks * sizeof(*b->blocks) + 65536);
	head.book = *b;
	head.book.arena = NULL;
	head.book.lookup = NULL;
	buf_add(out, &head, sizeof(head));
	put_members(out, in, own, LENGTH(own), (const char *)b);
	format = put_str(out, str_of(b->format));
	memcpy(out->p + in + offsetof(struct book, format), &format.p,
	    sizeof(format.p));
	for (size_t i = 0; i < LENGTH(kinds); i++)
		put_table(out, &kinds[i], b);
	head.size = align(out);
	move_all(&(struct move){out->p, 0, (uintptr_t)head.address});
	head.sum = sum_of(out->p + summed, out->n - summed);
	memcpy(out->p + offsetof(struct kept, size), &head.size,
	    sizeof(head.size));
	memcpy(
	    out->p + offsetof(struct kept, sum), &head.sum, sizeof(head.sum));
}

/* ---- taking up ---- */

void *
book_take_at(const void *head, size_t n)
{
	struct kept k;

	if (n < sizeof(k))
		return NULL;
	memcpy(&k, head, sizeof(k));
	if (memcmp(k.magic, MAGIC, sizeof(MAGIC)) != 0 ||
	    k.layout != layout_number())
		return NULL;
	return (void *)(uintptr_t)k.address;
}

struct book *
book_take(void *map, size_t size, bool trusted)
{
	size_t summed = offsetof(struct kept, address);
	struct kept *head = map;
	struct bound *w;
	char *base = map;

	if (size < sizeof(*head) ||
	    memcmp(head->magic, MAGIC, sizeof(MAGIC)) != 0 ||
	    head->layout != layout_number() || head->size != size)
		return NULL;
	if (!trusted && head->sum != sum_of(base + summed, size - summed))
		return NULL;
	if (head->address != (uintptr_t)base)
		move_all(&(struct move){
		    base, (uintptr_t)head->address, (uintptr_t)base});
	w = xcalloc(1, sizeof(*w));
	buf_init(&w->text);
	w->book = head->book;
	w->book.arena = arena_new();
	w->map = map;
	w->map_size = size;
	return &w->book;
}
