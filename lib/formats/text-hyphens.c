/*
 * Words parted at the end of a line or a page.  A hyphen that is the word's
 * own stays; one that only parts it goes.  The text itself tells: the word is
 * looked for elsewhere, written in one and written with a hyphen.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/scan.h>
#include <izba/text.h>

#include "lib/formats/text.h"

#define FEW 16 /* words that are looked for one by one */
#define BEGIN_BITS 16

struct parting {
	uint32_t line;
	uint8_t bytes; /* of the hyphen */
	struct str a, b; /* the word's two parts */
	uint64_t hash; /* of both together */
	bool whole, hyphen; /* so written elsewhere */
};

struct partings {
	struct parting *v;
	size_t n, cap;
	uint32_t *slots; /* open addressing: index + 1 */
	size_t mask;
	/* a bit for the first four bytes of each */
	uint64_t begins[(1 << BEGIN_BITS) / 64];
};

static bool
is_word_byte(char c)
{
	unsigned char u = (unsigned char)c;

	return u >= 0x80 || (u | 32u) - 'a' < 26;
}

static uint64_t
hash_add(uint64_t h, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3;
	return h;
}

#define HASH_START 0xcbf29ce484222325

/* The hyphen at the end of a line, in bytes; 0 if there is none. */
static size_t
hyphen_bytes(struct str t)
{
	if (str_ends(t, "-"))
		return 1;
	if (str_ends(t, "\xc2\xad"))
		return 2;
	return str_ends(t, "\xe2\x80\x90") ? 3 : 0;
}

/* Line `from` is followed by line `to`: is a word parted between them? */
static void
parting_look(struct source *s, struct partings *p, uint32_t from, uint32_t to)
{
	struct str a = line_text(s, from), b = line_text(s, to);
	struct parting k = {.line = from};
	size_t i, n = hyphen_bytes(a);

	if (n == 0)
		return;
	a = str_slice(a, 0, a.n - n);
	for (i = a.n; i > 0 && is_word_byte(a.p[i - 1]); i--)
		;
	k.a = str_slice(a, i, a.n);
	for (i = 0; i < b.n && is_word_byte(b.p[i]); i++)
		;
	k.b = str_slice(b, 0, i);
	if (k.a.n == 0 || k.b.n == 0 || k.a.n + k.b.n > 80 ||
	    !cp_is_lower(cp_decode(k.b.p, k.b.p + k.b.n, &i)))
		return;
	k.bytes = (uint8_t)n;
	k.hash = hash_add(hash_add(HASH_START, k.a), k.b);
	s->lines[from].hyphen = true;
	ARRAY_PUSH(p->v, p->n, p->cap, k);
}

static void
partings_find(struct source *s, struct partings *p)
{
	for (uint32_t i = 0; i < s->n_paras; i++) {
		const struct para *q = &s->paras[i];
		uint32_t last = q->line + q->lines - 1;

		for (uint32_t k = q->line; k < last; k++)
			parting_look(s, p, k, k + 1);
		if (q->next != NOWHERE)
			parting_look(s, p, last, s->paras[q->next].line);
	}
}

/* ---- looking for the words ---- */

static bool
occurs(struct str text, struct str a, const char *between, struct str b)
{
	struct buf w = BUF_INIT;
	bool found;

	buf_str(&w, a);
	buf_puts(&w, between);
	buf_str(&w, b);
	found = str_find(text, buf_lend(&w)) != SIZE_MAX;
	buf_free(&w);
	return found;
}

static void
look_one_by_one(const struct source *s, struct partings *p)
{
	for (size_t i = 0; i < p->n; i++) {
		struct parting *k = &p->v[i];

		k->whole = occurs(s->bytes, k->a, "", k->b);
		/* asked only where the other says nothing */
		k->hyphen = !k->whole && occurs(s->bytes, k->a, "-", k->b);
	}
}

/* The bit for the four bytes at p. */
static unsigned
bit_of(const char *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	return v * 2654435761u >> (32 - BEGIN_BITS);
}

static void
begin_add(struct partings *p, struct str a, const char *between, struct str b)
{
	struct buf w = BUF_INIT;
	unsigned k;

	buf_str(&w, a);
	buf_puts(&w, between);
	buf_str(&w, b);
	if (w.n >= 4) {
		k = bit_of(w.p);
		p->begins[k / 64] |= UINT64_C(1) << k % 64;
	} else {
		memset(p->begins, 0xff, sizeof(p->begins));
	}
	buf_free(&w);
}

/* What begins otherwise than any of the words need not be looked up.  A word of
 * less than four bytes may be followed by anything. */
static void
begins_fill(struct partings *p)
{
	for (size_t i = 0; i < p->n; i++) {
		begin_add(p, p->v[i].a, "", p->v[i].b);
		begin_add(p, p->v[i].a, "-", p->v[i].b);
	}
}

/* May one of the words begin here? */
static bool
may_begin(const struct partings *p, struct str t, size_t at)
{
	unsigned k;

	if (t.n - at < 4)
		return true;
	k = bit_of(t.p + at);
	return p->begins[k / 64] >> k % 64 & 1;
}

static void
slots_fill(struct partings *p)
{
	size_t at;

	for (p->mask = 64; p->mask < 2 * p->n; p->mask *= 2)
		;
	p->slots = xcalloc(p->mask--, sizeof(*p->slots));
	for (size_t i = 0; i < p->n; i++) {
		for (at = p->v[i].hash & p->mask;
		     p->slots[at] != 0 &&
		     p->v[p->slots[at] - 1].hash != p->v[i].hash;
		     at = (at + 1) & p->mask)
			;
		if (p->slots[at] == 0)
			p->slots[at] = (uint32_t)i + 1;
	}
}

static struct parting *
slot_of(const struct partings *p, uint64_t hash)
{
	size_t at = hash & p->mask;

	while (p->slots[at] != 0 && p->v[p->slots[at] - 1].hash != hash)
		at = (at + 1) & p->mask;
	return p->slots[at] == 0 ? NULL : &p->v[p->slots[at] - 1];
}

/* The word that begins here, alone and with the one that a hyphen ties to
 * it. */
static void
look_here(const struct partings *p, struct str t, size_t from)
{
	struct parting *k;
	size_t to = from;
	uint64_t hash;

	while (to < t.n && is_word_byte(t.p[to]))
		to++;
	hash = hash_add(HASH_START, str_slice(t, from, to));
	if ((k = slot_of(p, hash)) != NULL)
		k->whole = true;
	if (to + 1 >= t.n || t.p[to] != '-' || !is_word_byte(t.p[to + 1]))
		return;
	for (from = ++to; to < t.n && is_word_byte(t.p[to]);)
		to++;
	hash = hash_add(hash, str_slice(t, from, to));
	if ((k = slot_of(p, hash)) != NULL)
		k->hyphen = true;
}

/* A bit for each of the next bytes that are a word's. */
static unsigned
word_bits(const char *p)
{
	scan_bytes v = scan_load(p);

	return scan_bits(scan_in(v, 0x80, 0xff) | scan_in(v | 0x20, 'a', 'z'));
}

/* All words of the text in one pass. */
static void
look_at_all(struct str t, struct partings *p)
{
	struct parting *k;
	unsigned word, before = 0, begin;
	size_t at = 0, from;

	begins_fill(p);
	slots_fill(p);
	for (; at + SCAN <= t.n; at += SCAN) {
		word = word_bits(t.p + at);
		begin = word & ~(word << 1 | before);
		before = word >> (SCAN - 1) & 1;
		for (; begin != 0; begin &= begin - 1) {
			from = at + (size_t)__builtin_ctz(begin);
			if (may_begin(p, t, from))
				look_here(p, t, from);
		}
	}
	for (; at < t.n; at++)
		if (is_word_byte(t.p[at]) &&
		    (at == 0 || !is_word_byte(t.p[at - 1])))
			look_here(p, t, at);
	for (size_t i = 0; i < p->n; i++) {
		k = slot_of(p, p->v[i].hash);
		p->v[i].whole = k->whole;
		p->v[i].hyphen = k->hyphen;
	}
}

/* What the text does not tell goes as most of what it tells, where there is
 * enough of it. */
static void
partings_settle(struct source *s, const struct partings *p)
{
	size_t whole = 0, told = 0;

	for (size_t i = 0; i < p->n; i++) {
		told += p->v[i].whole || p->v[i].hyphen;
		whole += p->v[i].whole;
	}
	for (size_t i = 0; i < p->n; i++) {
		const struct parting *k = &p->v[i];
		bool soft = k->whole ||
			    (!k->hyphen && told >= 8 && whole * 10 >= told * 6);

		if (soft || k->bytes == 2)
			s->lines[k->line].soft = k->bytes;
	}
}

void
hyphens_find(struct source *s)
{
	struct partings p = {.n = 0};

	partings_find(s, &p);
	if (p.n > FEW)
		look_at_all(s->bytes, &p);
	else
		look_one_by_one(s, &p);
	partings_settle(s, &p);
	free(p.slots);
	free(p.v);
}
