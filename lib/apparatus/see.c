/*
 * "See OGPU", "see also Soviet", "См. Совнарком": what an entry says of
 * others.
 *
 *  1. The word must begin the explanation or a sentence of it, or stand before
 *     a colon; "I see a man" is none.
 *  2. What follows must be the head of an entry.  Several may follow, parted
 *     by commas, semicolons or "and".
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/work.h"

struct head_key {
	struct title_key key;
	uint32_t entry;
};

struct heads {
	struct work *w;
	struct head_key *v;
	size_t n, cap;
};

static int
by_key(const void *a, const void *b)
{
	const struct head_key *x = a, *y = b;

	if (x->key.hash != y->key.hash)
		return x->key.hash < y->key.hash ? -1 : 1;
	return (x->entry > y->entry) - (x->entry < y->entry);
}

static void
heads_add(struct heads *h, struct str s, uint32_t entry)
{
	struct title_key key = TITLE_KEY_EMPTY;

	title_key_add(&key, s);
	if (key.n > 0)
		ARRAY_PUSH(h->v, h->n, h->cap, (struct head_key){key, entry});
}

static uint32_t
heads_find(const struct heads *h, struct str s)
{
	struct title_key key = TITLE_KEY_EMPTY;
	size_t low = 0, high = h->n;

	title_key_add(&key, s);
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (h->v[mid].key.hash < key.hash)
			low = mid + 1;
		else
			high = mid;
	}
	return key.n > 0 && low < h->n && title_key_eq(h->v[low].key, key)
		   ? h->v[low].entry
		   : NOWHERE;
}

/* ---- the words ---- */

/* "see also below:" at the start of s: its bytes, 0 if it is not there;
 * *colon says that a colon ends it. */
static size_t
see_words(struct str s, bool *colon)
{
	static const char *const first[] = {
	    "see", "See", "cf.", "Cf.", "см.", "См.", "ср.", "Ср."};
	static const char *const more[] = {
	    "also", "below", "above", "under", "также", "ниже", "выше"};
	size_t at = 0;

	for (size_t i = 0; i < LENGTH(first) && at == 0; i++)
		if (str_starts(s, first[i]))
			at = strlen(first[i]);
	if (at == 0)
		return 0;
	*colon = false;
	for (bool found = true; found;) {
		found = false;
		while (at < s.n && (s.p[at] == ' ' || s.p[at] == '*'))
			at++;
		for (size_t i = 0; i < LENGTH(more); i++)
			if (str_starts(str_slice(s, at, s.n), more[i])) {
				at += strlen(more[i]);
				found = true;
			}
		if (at < s.n && s.p[at] == ':') {
			*colon = true;
			at++;
			found = true;
		}
	}
	return at;
}

/* May "see" stand here: at the start, or after the end of a sentence or a
 * bracket? */
static bool
may_begin(struct str s, size_t at)
{
	while (at > 0 && (s.p[at - 1] == ' ' || s.p[at - 1] == '*'))
		at--;
	return at == 0 || s.p[at - 1] == '.' || s.p[at - 1] == ';' ||
	       s.p[at - 1] == '(' || s.p[at - 1] == '[' || s.p[at - 1] == '\n';
}

/* ---- the targets ---- */

/* The longest head at the start of s: its entry, its bytes in *n. */
static uint32_t
target_at(const struct heads *h, struct str s, size_t *n)
{
	enum { WORDS = 8 };
	uint32_t best = NOWHERE;
	size_t from, to = 0;

	for (unsigned i = 0; i < WORDS && word_next(s, to, &from, &to); i++) {
		uint32_t e;

		if (i == 0 && from > 8)
			break;
		e = heads_find(h, str_slice(s, 0, to));
		if (e == NOWHERE)
			continue;
		best = e;
		*n = to;
	}
	return best;
}

static void
see_add(struct work *w, struct str target, uint32_t entry)
{
	uint32_t at = (uint32_t)(target.p - w->b->text.p);

	ARRAY_PUSH(w->links, w->n_links, w->cap_links,
	    (struct link){at, at + (uint32_t)target.n, w->entries[entry].from,
		entry, {NULL, 0}});
}

/* All targets after one "see". */
static size_t
targets(struct heads *h, uint32_t entry, struct str s, bool must, uint32_t *ids,
    size_t n, size_t most)
{
	struct work *w = h->w;
	size_t at = 0, len = 0;

	while (n < most) {
		struct str rest;
		uint32_t e;

		while (at < s.n && (s.p[at] == ' ' || s.p[at] == ',' ||
				       s.p[at] == ';' || s.p[at] == '*'))
			at++;
		rest = str_slice(s, at, s.n);
		if (str_starts(rest, "and "))
			rest = str_slice(s, at += 4, s.n);
		e = target_at(h, rest, &len);
		if (e == NOWHERE || e == entry) {
			if (must && at == 0 && e == NOWHERE)
				book_problem(w->b, PROBLEM_BROKEN_LINK,
				    w->entries[entry].line,
				    "the entry refers to one that is not "
				    "there: %.*s",
				    (int)(rest.n < 40 ? rest.n : 40), rest.p);
			break;
		}
		ids[n++] = e;
		see_add(w, str_slice(rest, 0, len), e);
		at += len;
		if (at >= s.n ||
		    (s.p[at] != ',' && s.p[at] != ';' &&
			!str_starts(str_slice(s, at, s.n), " and")))
			break;
	}
	return n;
}

/* What one entry refers to. */
static void
see_entry(struct heads *h, uint32_t entry)
{
	enum { MOST = 16 };
	struct work *w = h->w;
	struct entry *e = &w->entries[entry];
	struct str s = book_text(w->b, e->body, e->to);
	uint32_t ids[MOST] = {0}, *kept;
	size_t n = 0;

	for (size_t at = 0; at + 3 < s.n && n < MOST; at++) {
		bool colon;
		size_t len;

		if (s.p[at] != 's' && s.p[at] != 'S' && s.p[at] != 'c' &&
		    s.p[at] != 'C' && (unsigned char)s.p[at] != 0xd1 &&
		    (unsigned char)s.p[at] != 0xd0)
			continue;
		if (!may_begin(s, at))
			continue;
		len = see_words(str_slice(s, at, s.n), &colon);
		if (len > 0)
			n = targets(h, entry, str_slice(s, at + len, s.n),
			    colon || at < 2, ids, n, MOST);
	}
	kept = book_alloc(w->b, n + 1, sizeof(*kept));
	memcpy(kept, ids, n * sizeof(*kept));
	e->see = (struct ids){kept, (uint32_t)n};
}

void
entries_see(struct work *w)
{
	struct heads h = {.w = w};

	for (uint32_t i = 0; i < w->n_entries; i++) {
		const struct entry *e = &w->entries[i];

		if (e->kind == ENTRY_DATE)
			continue;
		for (uint32_t k = 0; k < e->heads.n; k++)
			heads_add(&h, e->heads.v[k], i);
	}
	if (h.n > 0)
		qsort(h.v, h.n, sizeof(*h.v), by_key);
	for (uint32_t i = 0; h.n > 0 && i < w->n_entries; i++)
		if (w->entries[i].kind == ENTRY_TERM)
			see_entry(&h, i);
	free(h.v);
}
