/*
 * The explained words of a page.  A word is asked about once for the whole
 * sitting; phrases are asked about only where two words stand together that
 * both occur in an entry's names.  Knows no screen.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/explained.h"

#define BEGINNING 4 /* letters by which a name's words are known */
#define LIMIT_PHRASE 6u /* words */
#define LIMIT_WORD 80u /* bytes of a word that is looked at */
#define LIMIT_GAP 4u /* bytes between the words of a phrase */

enum {
	WORD_NAMED = 1, /* occurs in the names of an entry */
	WORD_EXPLAINED = 2, /* has an entry by itself */
	WORD_SMALL = 4 /* too short to begin or end a phrase */
};

/* A different word that was asked about. */
struct known {
	uint32_t from;
	uint16_t n;
	uint8_t flags;
};

struct explained {
	const struct book *b;
	struct known *known; /* by hash, n == 0: empty */
	size_t n_known, size; /* the size is a power of two */
	uint64_t *names; /* beginnings of the names' words, by hash; 0: empty */
	size_t n_names, names_size;
	struct span *spans;
	size_t n_spans, cap_spans;
	uint32_t from, to; /* what `spans` are of */
};

static uint64_t
hash_of(struct str s)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	h ^= h >> 29;
	return h == 0 ? 1 : h;
}

/* ---- the words of the entries' names ---- */

/* The beginning of a word, folded, as a number. */
static uint64_t
beginning(struct str word)
{
	struct buf folded = BUF_INIT;
	size_t at = 0, n;
	uint64_t h;

	text_fold(&folded, NULL, word, 0, FOLD_SEARCH);
	for (int i = 0; i < BEGINNING && at < folded.n; i++, at += n)
		cp_decode(folded.p + at, folded.p + folded.n, &n);
	h = hash_of(str_slice(buf_lend(&folded), 0, at));
	buf_free(&folded);
	return h;
}

static bool
name_has(const struct explained *w, uint64_t h)
{
	if (w->n_names == 0)
		return false;
	for (size_t i = h;; i++) {
		uint64_t at = w->names[i & (w->names_size - 1)];

		if (at == 0 || at == h)
			return at == h;
	}
}

static void
name_put(struct explained *w, uint64_t h)
{
	size_t i = h;

	while (w->names[i & (w->names_size - 1)] != 0 &&
	       w->names[i & (w->names_size - 1)] != h)
		i++;
	if (w->names[i & (w->names_size - 1)] == 0)
		w->n_names++;
	w->names[i & (w->names_size - 1)] = h;
}

static void
name_add(struct explained *w, uint64_t h)
{
	if (w->n_names * 2 >= w->names_size) {
		uint64_t *old = w->names;
		size_t n = w->names_size;

		w->names_size = n == 0 ? 1024 : 2 * n;
		w->names = xcalloc(w->names_size, sizeof(*w->names));
		w->n_names = 0;
		for (size_t i = 0; i < n; i++)
			if (old[i] != 0)
				name_put(w, old[i]);
		free(old);
	}
	name_put(w, h);
}

static void
names_of(struct explained *w, struct str s)
{
	size_t at = 0, from, to;

	while (word_next(s, at, &from, &to)) {
		name_add(w, beginning(str_slice(s, from, to)));
		at = to;
	}
}

struct explained *
explained_new(const struct book *b)
{
	struct explained *w = xcalloc(1, sizeof(*w));

	w->b = b;
	w->from = w->to = NOWHERE;
	for (uint32_t i = 0; i < b->n_entries; i++) {
		const struct entry *e = &b->entries[i];

		for (uint32_t k = 0; k < e->heads.n; k++)
			names_of(w, e->heads.v[k]);
		for (uint32_t k = 0; k < e->variants.n; k++)
			names_of(w, e->variants.v[k]);
		names_of(w, e->given);
	}
	return w;
}

void
explained_free(struct explained *w)
{
	if (w == NULL)
		return;
	free(w->known);
	free(w->names);
	free(w->spans);
	free(w);
}

/* ---- asking ---- */

static bool
begins_high(struct str s)
{
	size_t n;

	return s.n > 0 && cp_is_upper(cp_decode(s.p, s.p + s.n, &n));
}

/* A name is written with a capital; a short Latin word that only sounds like a
 * Russian term is none ("both" is no "бот"); and a date is meant only by its
 * whole name. */
bool
explained_counts(const struct book *b, struct str words, const struct match *m)
{
	const struct entry *e = &b->entries[m->entry];

	if (m->via == VIA_SEE)
		return false;
	if (e->kind == ENTRY_DATE)
		return begins_high(words) && m->via == VIA_EXACT &&
		       str_find(words, STR(" ")) != SIZE_MAX;
	if (e->kind == ENTRY_PERSON)
		return begins_high(words);
	return m->via != VIA_OTHER_SCRIPT || words.n > BEGINNING ||
	       text_script(words) == SCRIPT_CYRILLIC;
}

/* Has it an entry that counts? */
static bool
has_entry(const struct book *b, struct str s)
{
	struct match m[4];
	size_t n = apparatus_lookup(b, s, m, LENGTH(m));

	for (size_t i = 0; i < n && i < LENGTH(m); i++)
		if (explained_counts(b, s, &m[i]))
			return true;
	return false;
}

static bool
is_small(struct str s)
{
	size_t letters = 0, n;

	for (size_t i = 0; i < s.n; i += n, letters++)
		cp_decode(s.p + i, s.p + s.n, &n);
	return letters < 4 && !begins_high(s);
}

static void
known_grow(struct explained *w)
{
	struct known *old = w->known;
	size_t n = w->size;

	w->size = n == 0 ? 1024 : 2 * n;
	w->known = xcalloc(w->size, sizeof(*w->known));
	for (size_t i = 0; i < n; i++) {
		size_t at;

		if (old[i].n == 0)
			continue;
		at = hash_of(
		    book_text(w->b, old[i].from, old[i].from + old[i].n));
		while (w->known[at & (w->size - 1)].n != 0)
			at++;
		w->known[at & (w->size - 1)] = old[i];
	}
	free(old);
}

/* What is known of the word [from, from + n): asked the first time. */
static uint8_t
flags_of(struct explained *w, uint32_t from, size_t n)
{
	struct str s = book_text(w->b, from, from + (uint32_t)n);
	struct known *k;
	uint8_t flags = 0;

	if (n > LIMIT_WORD)
		return 0;
	if (w->n_known * 2 >= w->size)
		known_grow(w);
	for (size_t i = hash_of(s);; i++) {
		k = &w->known[i & (w->size - 1)];
		if (k->n == 0)
			break;
		if (str_eq(s, book_text(w->b, k->from, k->from + k->n)))
			return k->flags;
	}
	if (name_has(w, beginning(s)))
		flags |= WORD_NAMED;
	if (is_small(s))
		flags |= WORD_SMALL;
	else if (has_entry(w->b, s))
		flags |= WORD_EXPLAINED;
	*k = (struct known){from, (uint16_t)n, flags};
	w->n_known++;
	return flags;
}

/* ---- a stretch ---- */

/* May a phrase go on over what parts two words? */
static bool
gap_joins(struct str before, struct str gap)
{
	size_t n;

	if (gap.n == 0 || gap.n > LIMIT_GAP)
		return false;
	for (size_t i = 0; i < gap.n; i += n) {
		uint32_t cp = cp_decode(gap.p + i, gap.p + gap.n, &n);

		/* the point of an initial */
		if (cp == '.' && before.n <= 2 && begins_high(before))
			continue;
		if (cp == '\n' || cp == '\t' ||
		    (!cp_is_space(cp) && !cp_is_dash(cp)))
			return false;
	}
	return true;
}

/* A word of the stretch. */
struct piece {
	uint32_t from, to;
	uint8_t flags;
	bool joins; /* a phrase may go on to it from the one before */
};

struct pieces {
	struct piece *v;
	size_t n, cap;
};

/* The words of a block that begin in [from, to). */
static void
pieces_of(struct explained *w, const struct block *k, uint32_t from,
    uint32_t to, struct pieces *out)
{
	struct str s = book_text(w->b, k->from, k->to);
	size_t at = from > k->from ? from - k->from : 0, a, e, last = SIZE_MAX;

	while (word_next(s, at, &a, &e) && k->from + a < to) {
		struct piece p = {k->from + (uint32_t)a, k->from + (uint32_t)e,
		    flags_of(w, k->from + (uint32_t)a, e - a), false};

		p.joins = last != SIZE_MAX && gap_joins(str_slice(s, last, at),
						  str_slice(s, at, a));
		ARRAY_PUSH(out->v, out->n, out->cap, p);
		last = a;
		at = e;
	}
}

/* How many pieces from i on make a phrase that has an entry; 0 if none do. */
static size_t
phrase_at(struct explained *w, const struct pieces *p, size_t i)
{
	size_t n = 1;

	if ((p->v[i].flags & WORD_SMALL) != 0)
		return 0;
	while (n < LIMIT_PHRASE && i + n < p->n && p->v[i + n].joins &&
	       (p->v[i + n].flags & (WORD_NAMED | WORD_EXPLAINED)) != 0)
		n++;
	for (; n > 1; n--) {
		struct str s =
		    book_text(w->b, p->v[i].from, p->v[i + n - 1].to);

		if ((p->v[i + n - 1].flags & WORD_SMALL) == 0 &&
		    has_entry(w->b, s))
			return n;
	}
	return 0;
}

/* Is a place among the words that head an entry? */
static bool
heads_entry(const struct book *b, uint32_t place)
{
	uint32_t i = book_entry_at(b, place);

	return i != NOWHERE && place < b->entries[i].body;
}

static void
spans_add(struct explained *w, const struct pieces *p)
{
	for (size_t i = 0, n; i < p->n; i += n) {
		uint8_t flags = p->v[i].flags;

		n = 1;
		if ((flags & (WORD_NAMED | WORD_EXPLAINED)) == 0)
			continue;
		n = phrase_at(w, p, i);
		if (n == 0) {
			n = 1;
			if ((flags & WORD_EXPLAINED) == 0)
				continue;
		}
		if (!heads_entry(w->b, p->v[i].from))
			ARRAY_PUSH(w->spans, w->n_spans, w->cap_spans,
			    (struct span){p->v[i].from, p->v[i + n - 1].to});
	}
}

const struct span *
explained_in(struct explained *w, uint32_t from, uint32_t to, size_t *n)
{
	struct pieces p = {.v = NULL};

	if (from != w->from || to != w->to) {
		w->from = from;
		w->to = to;
		w->n_spans = 0;
		for (uint32_t i = from < to ? book_block_at(w->b, from)
					    : w->b->n_blocks;
		     i < w->b->n_blocks && w->b->blocks[i].from < to; i++)
			pieces_of(w, &w->b->blocks[i], from, to, &p);
		spans_add(w, &p);
		free(p.v);
	}
	*n = w->n_spans;
	return w->spans;
}
