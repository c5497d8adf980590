/*
 * Where an entry is spoken of.  The search proposes places by the beginnings
 * of the entry's names; lookup, asked once for each different wording, says
 * whether this entry is meant there.  Knows no screen.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "tui/explained.h"
#include "tui/places.h"

#define LEVELS_LEAST 4u /* so many in one stretch are many */
#define LIMIT_NAMES 12u /* of one entry */
#define LIMIT_WORDINGS 400u
#define LIMIT_MATCHES 32u /* entries that one wording may name */

/* A wording that was asked about. */
struct wording {
	struct str text; /* lent from the book */
	bool means; /* the entry */
};

struct gathering {
	const struct book *b;
	struct search *s;
	uint32_t entry;
	struct stemmer *stemmer; /* in the language of the entry */
	struct hits *out;
	struct wording *wordings;
	size_t n_wordings, cap_wordings;
};

/* Does the wording name the entry? */
static bool
names_entry(struct gathering *g, struct str s)
{
	struct match m[LIMIT_MATCHES];
	struct wording w = {.text = s};
	size_t n;

	for (size_t i = 0; i < g->n_wordings; i++)
		if (str_eq(g->wordings[i].text, s))
			return g->wordings[i].means;
	n = apparatus_lookup(g->b, s, m, LENGTH(m));
	for (size_t i = 0; i < n && i < LENGTH(m); i++)
		if (m[i].entry == g->entry && explained_counts(g->b, s, &m[i]))
			w.means = true;
	if (g->n_wordings < LIMIT_WORDINGS)
		ARRAY_PUSH(g->wordings, g->n_wordings, g->cap_wordings, w);
	return w.means;
}

/* Take a hit out to the ends of its words; false if it begins in a word. */
static bool
widen(const struct book *b, struct hit *h)
{
	const struct block *k = &b->blocks[book_block_at(b, h->from)];
	struct str s = book_text(b, k->from, k->to);
	size_t from, to;

	if (h->to > k->to || h->from == h->to ||
	    !word_at(s, h->from - k->from, &from, &to) ||
	    from != h->from - k->from)
		return false;
	if (word_at(s, h->to - 1 - k->from, &from, &to))
		h->to = k->from + (uint32_t)to;
	return true;
}

/* The name up to the end that changes in other cases and numbers. */
static struct str
unchanging(struct stemmer *stemmer, struct str name, struct buf *stem)
{
	size_t from, to;

	buf_clear(stem);
	if (!word_prev(name, name.n, &from, &to))
		return name;
	text_fold(stem, NULL, str_slice(name, from, to), 0, FOLD_SEARCH);
	to = stem->n;
	stemmer_add(stemmer, stem, str_slice(buf_lend(stem), 0, to));
	/* what the stem leaves of the word as it stands */
	for (size_t i = 0; i < stem->n - to && i < to; i++)
		if (stem->p[i] != stem->p[to + i])
			return str_slice(name, 0, from + i);
	return str_slice(name, 0, from + (stem->n - to));
}

/* A few capitals, which mean something else in small letters: "CC". */
static bool
is_acronym(struct str name)
{
	for (size_t i = 0, n; i < name.n; i += n)
		if (!cp_is_upper(cp_decode(name.p + i, name.p + name.n, &n)))
			return false;
	return name.n <= 10;
}

/* The places that a name finds; `whole`: as it stands, in both scripts; else
 * by what does not change in it, in its own script. */
static void
gather(struct gathering *g, struct str name, bool whole)
{
	const struct entry *e = &g->b->entries[g->entry];
	struct buf stem = BUF_INIT;
	struct hits found = {.v = NULL};
	unsigned flags = 0;

	if (e->kind != ENTRY_PERSON && is_acronym(name))
		flags = SEARCH_CASE;
	if (whole) {
		flags |= SEARCH_WORDS;
	} else {
		name = unchanging(g->stemmer, name, &stem);
		flags |= SEARCH_ONE_SCRIPT;
	}
	if (name.n >= 2)
		search_find(g->s, name, flags, 0, &found);
	for (size_t i = 0; i < found.n; i++) {
		struct hit h = found.v[i];

		if ((h.from >= e->from && h.from < e->to) || !widen(g->b, &h) ||
		    !names_entry(g, book_text(g->b, h.from, h.to)))
			continue;
		ARRAY_PUSH(g->out->v, g->out->n, g->out->cap, h);
	}
	hits_free(&found);
	buf_free(&stem);
}

static int
by_place(const void *x, const void *y)
{
	const struct hit *a = x, *b = y;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->to != b->to)
		return a->to > b->to ? -1 : 1;
	return (int)a->via - (int)b->via;
}

/* Sort, and keep the longest where several begin or overlap. */
static void
tidy(struct hits *h)
{
	size_t n = 0;

	if (h->n > 0)
		qsort(h->v, h->n, sizeof(*h->v), by_place);
	for (size_t i = 0; i < h->n; i++)
		if (n == 0 || h->v[i].from >= h->v[n - 1].to)
			h->v[n++] = h->v[i];
	h->n = n;
}

void
places_of_entry(
    const struct book *b, struct search *s, uint32_t entry, struct hits *out)
{
	const struct entry *e = &b->entries[entry];
	struct gathering g = {.b = b, .s = s, .entry = entry, .out = out};

	*out = (struct hits){.v = NULL};
	g.stemmer = stemmer_new_in(book_language_of(b, e->from, e->body));
	for (uint32_t i = 0; i < e->heads.n && i < LIMIT_NAMES; i++) {
		gather(&g, e->heads.v[i], true);
		gather(&g, e->heads.v[i], false);
	}
	for (uint32_t i = 0; i < e->variants.n && i < LIMIT_NAMES; i++) {
		gather(&g, e->variants.v[i], true);
		gather(&g, e->variants.v[i], false);
	}
	tidy(out);
	stemmer_free(g.stemmer);
	free(g.wordings);
}

size_t
places_stretch(const struct book *b, uint32_t place, size_t n)
{
	uint64_t length = b->text.n > 0 ? b->text.n : 1;
	size_t i = (size_t)((uint64_t)place * n / length);

	return i < n ? i : n - 1;
}

void
places_levels(
    const struct book *b, const struct hits *hits, uint8_t *levels, size_t n)
{
	uint32_t *counts = xcalloc(n, sizeof(*counts)), most = 0;

	for (size_t i = 0; i < hits->n; i++) {
		size_t at = places_stretch(b, hits->v[i].from, n);

		if (++counts[at] > most)
			most = counts[at];
	}
	/* one place is seen as something, too */
	for (size_t i = 0; i < n; i++)
		levels[i] =
		    (uint8_t)(counts[i] == 0 ? 0
					     : 1 + (uint64_t)(counts[i] - 1) *
						       (PLACES_LEVELS - 1) /
						       (most > LEVELS_LEAST
							       ? most - 1
							       : LEVELS_LEAST));
	free(counts);
}
