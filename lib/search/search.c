/*
 * Searching a book: the pattern as it is, folded, by memmem over the folded
 * text; and in the other script by the keys of words.  What is needed for
 * either is made at the first search that asks for it.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/search.h>

#include "lib/search/kept.h"

const char *const found_names[FOUND_KINDS] = {
    [FOUND_EXACT] = "exact",
    [FOUND_FOLDED] = "folded",
    [FOUND_OTHER_SCRIPT] = "other-script",
    [FOUND_REGEX] = "regex",
};

struct search *
search_new(const struct book *b)
{
	struct search *s = xcalloc(1, sizeof(*s));

	s->b = b;
	buf_init(&s->any_case.text);
	buf_init(&s->heeded.text);
	buf_init(&s->unfolded.text);
	return s;
}

void
search_free(struct search *s)
{
	if (s == NULL)
		return;
	buf_free(&s->any_case.text);
	buf_free(&s->heeded.text);
	buf_free(&s->unfolded.text);
	fold_map_free(&s->any_case.map);
	fold_map_free(&s->heeded.map);
	fold_map_free(&s->unfolded.map);
	names_free(s->latin);
	names_free(s->cyrillic);
	free(s);
}

void
hits_free(struct hits *h)
{
	free(h->v);
	*h = (struct hits){0};
}

size_t
hits_from(const struct hits *h, uint32_t place)
{
	size_t lo = 0, hi = h->n, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (h->v[mid].from < place)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* ---- the pattern as it is ---- */

static bool
has_capital(struct str s)
{
	size_t n;

	for (size_t i = 0; i < s.n; i += n)
		if (cp_is_upper(cp_decode(s.p + i, s.p + s.n, &n)))
			return true;
	return false;
}

bool
search_heeds_case(struct str typed, unsigned flags)
{
	return (flags & SEARCH_CASE) ||
	       ((flags & SEARCH_SMART) && has_capital(typed));
}

/* The hit of the folded bytes [at, to), which were typed. */
static struct hit
hit_at(const struct search *s, const struct folded *f, size_t at, size_t to,
    struct str typed)
{
	struct hit hit = kept_hit(s, f, at, to);

	hit.via = str_eq(book_text(s->b, hit.from, hit.to), typed)
		      ? FOUND_EXACT
		      : FOUND_FOLDED;
	return hit;
}

static void
find_typed(struct search *s, struct str typed, unsigned flags, size_t limit,
    struct hits *hits)
{
	bool heed = search_heeds_case(typed, flags);
	unsigned how = heed ? FOLD_SEARCH & ~FOLD_CASE : FOLD_SEARCH;
	struct folded *f = heed ? &s->heeded : &s->any_case;
	struct buf pattern = BUF_INIT;
	size_t at = 0, n;
	const char *found;

	kept_fold(s, f, how);
	index_fold_pattern(&pattern, typed, how);
	while (pattern.n > 0 && at < f->text.n) {
		found = memmem(
		    f->text.p + at, f->text.n - at, pattern.p, pattern.n);
		if (found == NULL)
			break;
		at = (size_t)(found - f->text.p);
		if ((flags & SEARCH_WORDS) &&
		    !kept_is_whole(f, at, at + pattern.n)) {
			cp_decode(found, f->text.p + f->text.n, &n);
			at += n;
			continue;
		}
		if (limit > 0 && hits->n == limit) {
			hits->cut = true;
			break;
		}
		ARRAY_PUSH(hits->v, hits->n, hits->cap,
		    hit_at(s, f, at, at + pattern.n, typed));
		at += pattern.n;
	}
	buf_free(&pattern);
}

/* ---- the other script ---- */

static void
find_keys(struct search *s, enum script script, struct str pattern,
    unsigned flags, size_t limit, struct hits *hits)
{
	struct names **names =
	    script == SCRIPT_LATIN ? &s->latin : &s->cyrillic;

	if (*names == NULL)
		*names = names_new(s->b, script);
	names_find(*names, pattern, flags, limit, hits);
}

/* Of the hits from `first` on, keep those that begin with a capital. */
static void
keep_capitals(const struct search *s, struct hits *hits, size_t first)
{
	size_t n = first, size;

	for (size_t i = first; i < hits->n; i++) {
		struct str t = book_text(s->b, hits->v[i].from, hits->v[i].to);

		if (cp_is_upper(cp_decode(t.p, t.p + t.n, &size)))
			hits->v[n++] = hits->v[i];
	}
	hits->n = n;
}

/* Words that are the pattern in its own script, in another spelling. */
static void
find_spelled(struct search *s, enum script script, struct str pattern,
    unsigned flags, size_t limit, struct hits *hits)
{
	size_t first = hits->n;

	if (flags & SEARCH_CASE)
		return;
	find_keys(s, script, pattern, flags, limit, hits);
	if (search_heeds_case(pattern, flags))
		keep_capitals(s, hits, first);
}

/* Words that are the pattern in the other script; and in its own, in another
 * spelling (Trotsky by Trockij), if it is nowhere as it was typed. */
static void
find_other(struct search *s, struct str typed, unsigned flags, size_t limit,
    bool nowhere, struct hits *hits)
{
	struct buf repaired = BUF_INIT;
	struct str pattern;
	enum script script;

	index_fold_pattern(&repaired, typed, FOLD_FORMAT);
	pattern = buf_lend(&repaired);
	script = text_script(pattern);
	if (script == SCRIPT_LATIN || script == SCRIPT_CYRILLIC) {
		find_keys(s,
		    script == SCRIPT_LATIN ? SCRIPT_CYRILLIC : SCRIPT_LATIN,
		    pattern, flags, limit, hits);
		if (nowhere)
			find_spelled(s, script, pattern, flags, limit, hits);
	}
	buf_free(&repaired);
}

/* Is the pattern a head or variant of the entry? */
static bool
names_entry(const struct strs *names, struct str folded, struct buf *room)
{
	for (uint32_t i = 0; i < names->n; i++) {
		buf_clear(room);
		index_fold_pattern(room, names->v[i], FOLD_SEARCH);
		if (str_eq(buf_lend(room), folded))
			return true;
	}
	return false;
}

/* The names that were looked for; each costs a pass over the book, so that a
 * book that has ever so many for one thing is not asked for all. */
struct asked {
	struct str v[16];
	size_t n;
};

static bool
asked_before(struct asked *asked, struct str name)
{
	for (size_t i = 0; i < asked->n; i++)
		if (str_eq(asked->v[i], name))
			return true;
	if (asked->n == LENGTH(asked->v))
		return true;
	asked->v[asked->n++] = name;
	return false;
}

/* Add all places of the names that are of another script. */
static void
find_names(struct search *s, const struct strs *names, enum script script,
    struct asked *asked, size_t limit, struct hits *hits)
{
	for (uint32_t i = 0; i < names->n; i++) {
		struct hits found = {0};

		if (text_script(names->v[i]) == script ||
		    asked_before(asked, names->v[i]))
			continue;
		/* each from the start, whatever the others have found */
		find_typed(s, names->v[i], SEARCH_WORDS, limit, &found);
		for (size_t k = 0; k < found.n; k++)
			ARRAY_PUSH(hits->v, hits->n, hits->cap, found.v[k]);
		hits->cut |= found.cut;
		hits_free(&found);
	}
}

/* What the book itself gives as the pattern's form in the other script: the
 * other names of an entry that is named by it. */
static void
find_named(struct search *s, struct str typed, size_t limit, struct hits *hits)
{
	enum script script = text_script(typed);
	struct buf folded = BUF_INIT, room = BUF_INIT;
	struct asked asked = {.n = 0};

	index_fold_pattern(&folded, typed, FOLD_SEARCH);
	for (uint32_t i = 0; i < s->b->n_entries && folded.n > 0; i++) {
		const struct entry *e = &s->b->entries[i];

		if (names_entry(&e->heads, buf_lend(&folded), &room) ||
		    names_entry(&e->variants, buf_lend(&folded), &room)) {
			find_names(s, &e->heads, script, &asked, limit, hits);
			find_names(
			    s, &e->variants, script, &asked, limit, hits);
		}
	}
	buf_free(&folded);
	buf_free(&room);
}

/* ---- both ---- */

static int
by_place(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->via != y->via)
		return x->via < y->via ? -1 : 1;
	return 0;
}

/* Merge the hits of the other script into those of the pattern itself; where
 * they overlap, the latter stay. */
static void
hits_merge(struct hits *hits, struct hits *other, size_t limit)
{
	struct hits all = {.cut = hits->cut || other->cut};
	size_t i = 0, k = 0;

	while (i < hits->n || k < other->n) {
		struct hit next;

		if (i < hits->n && k < other->n &&
		    hits->v[i].from < other->v[k].to &&
		    other->v[k].from < hits->v[i].to) {
			k++;
			continue;
		}
		if (k == other->n ||
		    (i < hits->n && hits->v[i].from < other->v[k].from))
			next = hits->v[i++];
		else
			next = other->v[k++];
		if (all.n > 0 && next.from < all.v[all.n - 1].to)
			continue;
		if (limit > 0 && all.n == limit) {
			all.cut = true;
			break;
		}
		ARRAY_PUSH(all.v, all.n, all.cap, next);
	}
	hits_free(hits);
	*hits = all;
}

void
search_find(struct search *s, struct str pattern, unsigned flags, size_t limit,
    struct hits *hits)
{
	struct hits other = {0};

	*hits = (struct hits){0};
	find_typed(s, pattern, flags, limit, hits);
	if (flags & SEARCH_ONE_SCRIPT)
		return;
	find_other(s, pattern, flags, limit, hits->n == 0, &other);
	find_named(s, pattern, limit, &other);
	for (size_t i = 0; i < other.n; i++)
		other.v[i].via = FOUND_OTHER_SCRIPT;
	if (other.n > 0) {
		qsort(other.v, other.n, sizeof(*other.v), by_place);
		hits_merge(hits, &other, limit);
	}
	hits_free(&other);
}
