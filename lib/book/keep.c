/*
 * A book as one flat stretch of bytes, and back: what the cache keeps.  The
 * bytes are mapped, not parsed.  Pointers are stored as they are where the
 * stretch lies at an address of its own, drawn by lot; where that is taken,
 * they are put right when the stretch is taken up again.
 *
 *  1. The stretch begins with a struct kept, which is written last.  A null
 *     pointer stays one.
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
	uint64_t sum; /* of what follows the head, then of the head's rest */
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

/* ---- the sum ---- */

/* A sum over eight bytes at a time, in lanes that do not wait for each other,
 * of bytes that come in pieces.  It guards against accidents, not against
 * people. */
enum { LANES = 4, STEP = LANES * 8 };

struct sum {
	uint64_t lane[LANES], n;
	char left[STEP]; /* the last n % STEP bytes */
};

static const struct sum sum_begin = {.lane = {1, 2, 3, 4}};

static void
sum_steps(struct sum *s, const char *p, size_t n)
{
	uint64_t lane[LANES], word;

	memcpy(lane, s->lane, sizeof(lane));
	for (size_t i = 0; i + STEP <= n; i += STEP)
		for (size_t k = 0; k < LANES; k++) {
			memcpy(&word, p + i + k * 8, 8);
			lane[k] = (lane[k] ^ word) * 0x9e3779b97f4a7c15u;
			lane[k] ^= lane[k] >> 29;
		}
	memcpy(s->lane, lane, sizeof(lane));
}

static void
sum_add(struct sum *s, const char *p, size_t n)
{
	size_t left = s->n % STEP, fill = STEP - left;

	s->n += n;
	if (left > 0 && n >= fill) {
		memcpy(s->left + left, p, fill);
		sum_steps(s, s->left, STEP);
		p += fill;
		n -= fill;
		left = 0;
	}
	if (left == 0) {
		sum_steps(s, p, n);
		p += n - n % STEP;
		n %= STEP;
	}
	memcpy(s->left + left, p, n);
}

static uint64_t
sum_end(struct sum *s)
{
	uint64_t sum = s->n;

	for (size_t i = 0; i < s->n % STEP; i++)
		s->lane[0] =
		    (s->lane[0] ^ (unsigned char)s->left[i]) * 1099511628211u;
	for (size_t k = 0; k < LANES; k++)
		sum =
		    (sum ^ s->lane[k] ^ s->lane[k] >> 32) * 0xff51afd7ed558ccdu;
	return sum;
}

/* The head is known last: what follows it is summed up first. */
static void
sum_head(struct sum *s, const struct kept *head)
{
	size_t from = offsetof(struct kept, address);

	sum_add(s, (const char *)head + from, sizeof(*head) - from);
}

/* ---- writing ---- */

/* The stretch as it is written: piece by piece, for a copy of the whole would
 * take as much memory as the book itself. */
struct out {
	bool (*write)(void *data, uint64_t at, struct str bytes);
	void *data;
	uint64_t at; /* where the piece begins */
	struct buf piece; /* what is not written yet */
	uint64_t address; /* where the stretch begins when it is mapped */
	struct sum sum;
	bool ok;
};

static void
put_now(struct out *o, const void *p, size_t n)
{
	if (n == 0)
		return;
	sum_add(&o->sum, p, n);
	o->ok = o->ok && o->write(o->data, o->at, (struct str){p, n});
	o->at += n;
}

static void
flush(struct out *o)
{
	put_now(o, o->piece.p, o->piece.n);
	buf_clear(&o->piece);
}

/* Append what is long without a copy.  Not while something in the piece has
 * still to be set. */
static void
put_long(struct out *o, const void *p, size_t n)
{
	enum { LONG = 65536 };

	if (n < LONG) {
		buf_add(&o->piece, p, n);
		return;
	}
	flush(o);
	put_now(o, p, n);
}

/* Make the stretch a multiple of eight long. */
static void
align(struct out *o)
{
	while ((o->at + o->piece.n) % 8 != 0)
		buf_putc(&o->piece, '\0');
}

/* A pointer to what comes next. */
static const void *
here(const struct out *o)
{
	return (const void *)(uintptr_t)(o->address + o->at + o->piece.n);
}

/* Append a string; an empty one that is known is not a null one. */
static struct str
put_str(struct out *o, struct str s)
{
	struct str at = {here(o), s.n};

	if (s.p == NULL)
		return s;
	buf_str(&o->piece, s);
	buf_putc(&o->piece, '\0');
	return at;
}

/* Strings in the order of their array, then the array. */
static struct strs
put_strs(struct out *o, struct strs v)
{
	struct str *copy = xmalloc((v.n + 1) * sizeof(*copy));
	struct strs at = {.n = v.n};

	for (uint32_t i = 0; i < v.n; i++)
		copy[i] = put_str(o, v.v[i]);
	align(o);
	at.v = here(o);
	buf_add(&o->piece, copy, v.n * sizeof(*copy));
	free(copy);
	return at;
}

static struct ids
put_ids(struct out *o, struct ids v)
{
	struct ids at;

	align(o);
	at = (struct ids){here(o), v.n};
	buf_add(&o->piece, v.v, v.n * sizeof(*v.v));
	return at;
}

/* What a member points to goes to the stretch; what the member is there is put
 * in *to, and its size returned. */
union pointed {
	struct str s;
	struct strs strs;
	struct ids ids;
};

static size_t
put_member(
    struct out *o, const struct member *m, const char *from, union pointed *to)
{
	size_t size = m->kind == ONE_STR     ? sizeof(to->s)
		      : m->kind == MANY_STRS ? sizeof(to->strs)
					     : sizeof(to->ids);

	memcpy(to, from + m->at, size);
	if (m->kind == ONE_STR)
		to->s = put_str(o, to->s);
	else if (m->kind == MANY_STRS)
		to->strs = put_strs(o, to->strs);
	else
		to->ids = put_ids(o, to->ids);
	return size;
}

/* What an element points to; its copy stands at byte `in` of the piece. */
static void
put_members(struct out *o, size_t in, const struct kind *k, const char *from)
{
	union pointed x;
	size_t size;

	for (size_t i = 0; i < LENGTH(k->members); i++) {
		if (k->members[i].kind == NONE)
			continue;
		size = put_member(o, &k->members[i], from, &x);
		memcpy(o->piece.p + in + k->members[i].at, &x, size);
	}
}

/* One table: all its elements, then what they point to. */
static void
put_table(struct out *o, const struct kind *k, const struct book *b, char *book)
{
	const void *at;
	const char *array;
	uint32_t count;
	size_t in;

	memcpy(&array, (const char *)b + k->array, sizeof(array));
	memcpy(&count, (const char *)b + k->count, sizeof(count));
	align(o);
	flush(o);
	at = here(o);
	memcpy(book + k->array, &at, sizeof(at));
	if (k->members[0].kind == NONE) {
		put_long(o, array, count * k->size);
		return;
	}
	in = o->piece.n;
	if (count > 0)
		buf_add(&o->piece, array, count * k->size);
	for (uint32_t i = 0; i < count; i++)
		put_members(o, in + i * k->size, k, array + i * k->size);
}

/* What the book itself points to: its text first, which is long. */
static void
put_own(struct out *o, const struct book *b, struct book *copy)
{
	union pointed x;
	size_t size;

	copy->text.p = here(o);
	put_long(o, b->text.p, b->text.n);
	buf_putc(&o->piece, '\0');
	for (size_t i = 0; i < LENGTH(own); i++) {
		if (own[i].at == AT(book, text))
			continue;
		size = put_member(o, &own[i], (const char *)b, &x);
		memcpy((char *)copy + own[i].at, &x, size);
	}
	copy->format = put_str(o, str_of(b->format)).p;
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

bool
book_keep(const struct book *b,
    bool (*write)(void *data, uint64_t at, struct str bytes), void *data)
{
	struct kept head = {.magic = MAGIC,
	    .layout = layout_number(),
	    .address = address_drawn(),
	    .book = *b};
	struct out o = {.write = write,
	    .data = data,
	    .at = sizeof(head),
	    .piece = BUF_INIT,
	    .address = head.address,
	    .sum = sum_begin,
	    .ok = true};

	head.book.arena = NULL;
	head.book.lookup = NULL;
	put_own(&o, b, &head.book);
	for (size_t i = 0; i < LENGTH(kinds); i++)
		put_table(&o, &kinds[i], b, (char *)&head.book);
	align(&o);
	flush(&o);
	buf_free(&o.piece);
	head.size = o.at;
	sum_head(&o.sum, &head);
	head.sum = sum_end(&o.sum);
	return o.ok &&
	       write(data, 0, (struct str){(const char *)&head, sizeof(head)});
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

static bool
is_whole(const struct kept *head)
{
	struct sum sum = sum_begin;

	sum_add(&sum, (const char *)(head + 1), head->size - sizeof(*head));
	sum_head(&sum, head);
	return sum_end(&sum) == head->sum;
}

struct book *
book_take(void *map, size_t size, bool trusted)
{
	struct kept *head = map;
	struct bound *w;
	char *base = map;

	if (size < sizeof(*head) ||
	    memcmp(head->magic, MAGIC, sizeof(MAGIC)) != 0 ||
	    head->layout != layout_number() || head->size != size)
		return NULL;
	if (!trusted && !is_whole(head))
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
