/*
 * The printed contents: a list of titles that stand, in the same order, over
 * the sections.  It is the best evidence for headings that a text without
 * mark-up has, and is linked itself.
 *
 *  1. A title may span lines, in the list and over its chapter.
 *  2. The list may stand at the front or at the end, and may name what stands
 *     before it.
 *  3. Of all places where a listed title recurs as a block of its own, those
 *     are believed that give the longest run in the list's order.
 */
#include <stdlib.h>

#include "lib/apparatus/work.h"

enum {
	TITLE_BYTES = 300, /* a longer block is no title */
	TITLE_BLOCKS = 4, /* lines of one title */
	LISTED_MAX = 20000, /* lines of one contents list */
	RECURRENCES = 8 /* places that are tried for one title */
};

/* A title that some lines of the list may stand for. */
struct candidate {
	struct title_key key;
	uint32_t line, n; /* lines of the list, counted from its first */
	uint32_t tried;
};

/* A block (or several) that has the title of a candidate. */
struct hit {
	uint32_t line, lines; /* of the list */
	uint32_t block, blocks;
	uint32_t before; /* the hit before it in the best run */
	bool listed;
};

struct search {
	struct work *w;
	uint8_t begins[8192]; /* a bit for every prefix of a candidate */
	uint32_t from, to; /* blocks of the list */
	struct candidate *candidates;
	size_t n, cap;
	struct hit *hits;
	size_t n_hits, cap_hits;
};

static bool
may_be_title(const struct work *w, uint32_t block)
{
	const struct block *k = &w->blocks[block];

	return !block_is_told(w, block) && k->to - k->from <= TITLE_BYTES &&
	       k->kind != BLOCK_RULE && k->kind != BLOCK_NOTE &&
	       k->kind != BLOCK_TABLE && !(k->flags & BLOCK_NAVIGATION);
}

/* A title in the list, without its page number and leaders. */
static struct str
without_page(struct str s)
{
	size_t n = s.n;

	while (n > 0 && s.p[n - 1] >= '0' && s.p[n - 1] <= '9')
		n--;
	if (n == s.n || n == 0)
		return s;
	if (s.p[n - 1] != ' ' && s.p[n - 1] != '.' && s.p[n - 1] != '\t')
		return s;
	while (n > 0 &&
	       (s.p[n - 1] == ' ' || s.p[n - 1] == '.' || s.p[n - 1] == '\t'))
		n--;
	return n > 0 ? str_slice(s, 0, n) : s;
}

/* Where the title begins after its number; 0 if it has none. */
static size_t
number_bytes(struct str s)
{
	struct title_parts parts = title_split(s);

	if (parts.number.p == NULL || parts.alone)
		return 0;
	return (size_t)(parts.title.p - s.p);
}

/* A line with a number of its own goes on no title before it: "2. Ice",
 * "Chapter 2". */
static bool
begins_title(struct str s)
{
	return number_bytes(s) > 0 || title_split(s).named;
}

static void
begins_add(struct search *s, struct str title)
{
	uint32_t h = title_prefix(title) & 0xffff;

	s->begins[h >> 3] |= (uint8_t)(1 << (h & 7));
}

static bool
has_prefix(const struct search *s, struct str t)
{
	uint32_t h = title_prefix(t) & 0xffff;

	return (s->begins[h >> 3] & 1 << (h & 7)) != 0;
}

/* May a title of the list begin like this?  Most blocks begin otherwise, and
 * need not be looked at further. */
static bool
may_begin(const struct search *s, struct str t)
{
	size_t at = 0;

	if (has_prefix(s, t))
		return true;
	while (at < t.n && ((t.p[at] >= '0' && t.p[at] <= '9') ||
			       t.p[at] == '.' || t.p[at] == ' '))
		at++;
	return at > 0 && has_prefix(s, str_slice(t, at, t.n));
}

static void
candidate_add(struct search *s, struct title_key key, uint32_t line, uint32_t n)
{
	if (key.n >= 2)
		ARRAY_PUSH(s->candidates, s->n, s->cap,
		    (struct candidate){key, line, n, 0});
}

/* The title that `key` goes on to with `last`. */
static void
candidate_end(struct search *s, struct title_key key, struct str last,
    uint32_t line, uint32_t n)
{
	title_key_add(&key, last);
	candidate_add(s, key, line, n);
}

/* All that line `line` and up to three after it may stand for: with the number
 * in front and without; with the number behind, which may be a page, and
 * without. */
static void
candidates_of(struct search *s, uint32_t line)
{
	struct title_key whole = TITLE_KEY_EMPTY, bare = TITLE_KEY_EMPTY;
	bool numbered = false;

	for (uint32_t n = 0; n < TITLE_BLOCKS && s->from + line + n < s->to;
	     n++) {
		struct str t = title_trim(block_text(s->w, s->from + line + n));
		struct str cut = title_trim(without_page(t));
		size_t number = n == 0 ? number_bytes(t) : 0;

		if (n > 0 && begins_title(t))
			break;
		numbered |= number > 0;
		if (n == 0) {
			begins_add(s, cut);
			begins_add(s, str_slice(cut, number, cut.n));
		}
		candidate_end(s, whole, t, line, n + 1);
		if (cut.n < t.n)
			candidate_end(s, whole, cut, line, n + 1);
		if (numbered) {
			candidate_end(
			    s, bare, str_slice(t, number, t.n), line, n + 1);
			candidate_end(s, bare, str_slice(cut, number, cut.n),
			    line, n + 1);
		}
		title_key_add(&whole, t);
		title_key_add(&bare, str_slice(t, number, t.n));
	}
}

static int
by_key(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->key.hash != y->key.hash)
		return x->key.hash < y->key.hash ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return (x->n > y->n) - (x->n < y->n);
}

static struct candidate *
candidate_first(struct search *s, struct title_key key)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->candidates[mid].key.hash < key.hash)
			low = mid + 1;
		else
			high = mid;
	}
	return &s->candidates[low];
}

/* Note every candidate that these blocks are the title of. */
static void
hits_add(
    struct search *s, struct title_key key, uint32_t block, uint32_t blocks)
{
	struct candidate *c = candidate_first(s, key);
	unsigned found = 0;

	for (; c < s->candidates + s->n && found < RECURRENCES; c++) {
		if (!title_key_eq(c->key, key))
			break;
		if (c->tried >= RECURRENCES)
			continue;
		c->tried++;
		found++;
		ARRAY_PUSH(s->hits, s->n_hits, s->cap_hits,
		    (struct hit){c->line, c->n, block, blocks, NOWHERE, false});
	}
}

/* The titles that may begin at a block: alone, and with the short blocks
 * close behind it; with its number and without. */
static void
hits_at(struct search *s, uint32_t block)
{
	const struct work *w = s->w;
	struct title_key whole = TITLE_KEY_EMPTY, bare = TITLE_KEY_EMPTY;

	for (uint32_t n = 0; n < TITLE_BLOCKS && block + n < w->b->n_blocks;
	     n++) {
		const struct block *k = &w->blocks[block + n];
		struct str t;
		size_t number;

		if (!may_be_title(w, block + n) || (n > 0 && k->gap > 1) ||
		    (block + n >= s->from && block + n < s->to))
			return;
		t = block_text(w, block + n);
		if (n == 0 && !may_begin(s, t))
			return;
		t = title_trim(t);
		if (n > 0 && begins_title(t))
			return;
		number = n == 0 ? number_bytes(t) : 0;
		title_key_add(&whole, t);
		title_key_add(&bare, str_slice(t, number, t.n));
		if (whole.n >= 2)
			hits_add(s, whole, block, n + 1);
		if (number > 0 && bare.n >= 4)
			hits_add(s, bare, block, n + 1);
	}
}

/* Mark the longest run of hits in which lines and blocks both go on: a
 * patience sort, where of two ends alike the earlier stays. */
static size_t
best_run(struct search *s)
{
	uint32_t *ends = xmalloc((s->n_hits + 1) * sizeof(*ends));
	size_t n = 0;

	for (size_t i = 0; i < s->n_hits; i++) {
		struct hit *h = &s->hits[i];
		size_t low = 0, high = n;

		while (low < high) {
			size_t mid = low + (high - low) / 2;
			const struct hit *e = &s->hits[ends[mid]];

			if (e->line + e->lines <= h->line &&
			    e->block + e->blocks <= h->block)
				low = mid + 1;
			else
				high = mid;
		}
		h->before = low > 0 ? ends[low - 1] : NOWHERE;
		if (low == n)
			ends[n++] = (uint32_t)i;
		else if (h->line + h->lines <
			 s->hits[ends[low]].line + s->hits[ends[low]].lines)
			ends[low] = (uint32_t)i;
	}
	for (uint32_t i = n > 0 ? ends[n - 1] : NOWHERE; i != NOWHERE;
	     i = s->hits[i].before)
		s->hits[i].listed = true;
	free(ends);
	return n;
}

/* Of hits at one block the longest title goes first, so that it is kept. */
static int
by_block(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	if (x->lines != y->lines)
		return x->lines > y->lines ? -1 : 1;
	if (x->blocks != y->blocks)
		return x->blocks > y->blocks ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

/* A title of two lines is not two titles: hits inside a longer one go. */
static void
drop_inner(struct search *s)
{
	size_t n = 0;
	struct hit big = {.blocks = 0};

	for (size_t i = 0; i < s->n_hits; i++) {
		const struct hit *h = &s->hits[i];

		if (big.blocks > 0 && h->block < big.block + big.blocks &&
		    h->line >= big.line &&
		    h->line + h->lines <= big.line + big.lines)
			continue;
		if (h->blocks > 1 || h->lines > 1)
			big = *h;
		s->hits[n++] = *h;
	}
	s->n_hits = n;
}

/* Where the list can't go on: at a long block, or where its own first titles
 * come again. */
static uint32_t
list_end(const struct work *w, uint32_t from)
{
	enum { FIRST = 8 };
	struct title_key first[3 * FIRST];
	uint32_t i = from, n = 0;

	for (; i < w->b->n_blocks && i - from < LISTED_MAX; i++) {
		struct title_key key = TITLE_KEY_EMPTY, cut = TITLE_KEY_EMPTY;
		struct title_key bare = TITLE_KEY_EMPTY;
		struct str t = title_trim(block_text(w, i));

		if (!may_be_title(w, i))
			break;
		title_key_add(&key, t);
		title_key_add(&cut, title_trim(without_page(t)));
		title_key_add(&bare, str_slice(title_trim(without_page(t)),
					 number_bytes(t), SIZE_MAX));
		for (uint32_t k = 0; k < n; k++)
			if (key.n >= 4 && title_key_eq(first[k], key))
				return i;
		if (n + 3 <= 3 * FIRST && cut.n >= 4) {
			first[n++] = key;
			first[n++] = cut;
			first[n++] = bare;
		}
	}
	return i;
}

/* Does a line look like one of a contents list, whatever the text says? */
static bool
looks_listed(const struct work *w, uint32_t block)
{
	const struct block *k = &w->blocks[block];
	struct str t = block_text(w, block);
	uint32_t link = book_link_from(w->b, k->from);

	if (without_page(t).n < t.n)
		return true;
	return link < w->b->n_links && w->b->links[link].from < k->to;
}

/* Does it stand over the numbers, "Chapter", or over the pages? */
static bool
is_column_head(struct str t)
{
	static const char *const words[] = {"chapter", "page", "pages",
	    "chapter page", "chap page", "глава", "стр", "страница",
	    "глава стр", "глава страница"};

	for (size_t i = 0; i < LENGTH(words); i++) {
		struct title_key key = TITLE_KEY_EMPTY, word = TITLE_KEY_EMPTY;

		title_key_add(&key, t);
		title_key_add(&word, str_of(words[i]));
		if (title_key_eq(key, word))
			return true;
	}
	return false;
}

/* Keep the run: headings for the blocks, lines for the list. */
static void
run_keep(struct search *s)
{
	struct work *w = s->w;
	uint32_t line = 0, last = 0;

	for (size_t i = 0; i < s->n_hits; i++) {
		const struct hit *h = &s->hits[i];

		if (!h->listed)
			continue;
		for (; line < h->line; line++)
			if (!is_column_head(block_text(w, s->from + line)))
				ARRAY_PUSH(w->listings, w->n_listings,
				    w->cap_listings,
				    (struct listing){
					s->from + line, 1, NOWHERE});
		ARRAY_PUSH(w->listings, w->n_listings, w->cap_listings,
		    (struct listing){s->from + h->line, h->lines, h->block});
		ARRAY_PUSH(w->headings, w->n_headings, w->cap_headings,
		    (struct heading){.block = h->block,
			.n = h->blocks,
			.level = 1,
			.kind = SECTION_KINDS,
			.listed = true});
		last = line = h->line + h->lines;
	}
	for (; s->from + line < s->to && looks_listed(w, s->from + line);
	     line++) {
		ARRAY_PUSH(w->listings, w->n_listings, w->cap_listings,
		    (struct listing){s->from + line, 1, NOWHERE});
		last = line + 1;
	}
	w->contents_to = s->from + last;
}

/* Try the list that follows a heading; false if it is none. */
static bool
contents_try(struct work *w, uint32_t heading)
{
	static const char *const named[] = {"Chapter", "Part", "Book",
	    "Section", "Lecture", "Letter", "Appendix", "Volume", "Глава",
	    "Часть", "Книга", "Раздел", "Лекция", "Письмо", "Приложение", "Том",
	    "Act", "Scene", "Canto", "Действие", "Акт", "Картина", "Песнь"};
	struct search s = {.w = w, .from = heading + 1};
	bool good;

	for (size_t i = 0; i < LENGTH(named); i++)
		begins_add(&s, str_of(named[i]));
	s.to = list_end(w, s.from);
	for (uint32_t line = 0; s.from + line < s.to; line++)
		candidates_of(&s, line);
	if (s.n > 0)
		qsort(s.candidates, s.n, sizeof(*s.candidates), by_key);
	for (uint32_t i = 0; s.n > 0 && i < w->b->n_blocks; i++)
		hits_at(&s, i);
	if (s.n_hits > 0)
		qsort(s.hits, s.n_hits, sizeof(*s.hits), by_block);
	drop_inner(&s);
	good = best_run(&s) >= 3;
	if (good) {
		w->contents_from = heading;
		run_keep(&s);
	}
	free(s.candidates);
	free(s.hits);
	return good;
}

void
contents_find(struct work *w)
{
	enum { TRIES = 4 };
	unsigned tries = 0;

	for (uint32_t i = 0; i < w->b->n_blocks && tries < TRIES; i++) {
		const struct block *k = &w->blocks[i];

		if (k->to - k->from > 60 || !may_be_title(w, i) ||
		    title_kind(block_text(w, i)) != SECTION_CONTENTS)
			continue;
		tries++;
		if (contents_try(w, i))
			return;
	}
}
