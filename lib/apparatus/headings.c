/*
 * Which blocks are headings.  What the format stated and what the printed
 * contents name is believed; where there is neither, headings are short blocks
 * that stand alone and whose words or numbers say so.
 */
#include <stdlib.h>

#include "lib/apparatus/work.h"

enum { WORD_BYTES = 64 /* of a heading that is told by its words */ };

static size_t
count_blanks(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == ' ';
	return n;
}

/* A title behind many empty lines looks like the caption of a picture to the
 * reader of plain text.  Its words must say more then: a number with its word,
 * or nothing but what the section is. */
static bool
told_as_caption(const struct work *w, uint32_t block, struct str s)
{
	const struct block *k = &w->blocks[block];
	struct title_parts parts = title_split(s);

	if (k->kind != BLOCK_CAPTION || (k->flags & BLOCK_STATED) != 0 ||
	    k->gap == 0 || memchr(s.p, '\n', s.n) != NULL ||
	    text_ends_statement(s))
		return false;
	return parts.named || (k->gap >= 3 && count_blanks(s) <= 1 &&
				  title_kind(s) != SECTION_KINDS);
}

/* Is it one sentence, with one point that ends it?  "Scene 2. The Landing." */
static bool
ends_once(struct str s)
{
	return s.n > 1 && s.n <= WORD_BYTES && s.p[s.n - 1] == '.' &&
	       str_find(str_slice(s, 0, s.n - 1), STR(". ")) == SIZE_MAX;
}

/* Does "Chapter 5 ..." go on as a title does? */
static bool
named_title(const struct title_parts *parts, struct str s)
{
	size_t n;

	if (parts->alone || !text_ends_statement(s))
		return true;
	return ends_once(parts->title) &&
	       cp_is_upper(cp_decode(
		   parts->title.p, parts->title.p + parts->title.n, &n));
}

/* "Preface.", "NOTES:": a word that tells, with a sign behind it. */
static bool
word_alone(const struct work *w, uint32_t block, struct str s)
{
	if (count_blanks(s) > 2 || s.n > WORD_BYTES || !stands_apart(w, block))
		return false;
	/* "Sources:" may stand over a list in the text */
	return s.p[s.n - 1] == ':' ? title_kind(s) == SECTION_NOTES
				   : title_kind(s) != SECTION_KINDS;
}

/* Is it told by its words?  "Chapter 5", "Notes". */
static bool
told_by_words(const struct work *w, uint32_t block)
{
	struct str s = str_trim(block_text(w, block));
	struct title_parts parts;

	if (s.n == 0 || s.n > WORD_BYTES * 2)
		return false;
	if (told_as_caption(w, block, s) || word_alone(w, block, s))
		return true;
	if (title_blocks(w, block) == 0)
		return false;
	parts = title_split(s);
	if (!stands_alone(w, block))
		return parts.named && parts.alone;
	if (parts.named)
		return named_title(&parts, s);
	return s.n <= WORD_BYTES && !text_ends_sentence(s) &&
	       title_kind(s) != SECTION_KINDS;
}

/* "Chapter 12" or "12" on a line of its own over a listed title. */
static void
take_number_above(struct work *w, struct heading *h)
{
	struct title_parts parts;
	struct str s;

	if (h->block == 0 || h->block - 1 == w->contents_from ||
	    w->blocks[h->block].gap > 2)
		return;
	s = str_trim(block_text(w, h->block - 1));
	if (s.n == 0 || s.n > 40 ||
	    (h->block > 1 && w->blocks[h->block - 1].gap == 0))
		return;
	parts = title_split(s);
	if (parts.number.p == NULL || parts.title.p != s.p ||
	    (!parts.named && number_value(parts.number) == 0))
		return;
	if (title_split(str_trim(block_text(w, h->block))).number.p != NULL)
		return;
	h->block--;
	h->n++;
}

static int
by_block(const void *a, const void *b)
{
	const struct heading *x = a, *y = b;

	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return (x->level > y->level) - (x->level < y->level);
}

/* Do two lines of the stated contents name one place without a heading, the
 * second inside the first? */
static bool
is_inside(const struct heading *h, const struct heading *last)
{
	return h->block == last->block && h->bare && last->bare && h->listed &&
	       last->listed && h->level > last->level;
}

/* Sort, and let no two headings share a block, but for those of stated
 * contents. */
static void
headings_sort(struct work *w)
{
	size_t n = 0;

	if (w->n_headings == 0)
		return;
	qsort(w->headings, w->n_headings, sizeof(*w->headings), by_block);
	for (size_t i = 0; i < w->n_headings; i++) {
		struct heading *h = &w->headings[i], *last;

		if (block_is_told(w, h->block))
			continue;
		for (uint32_t k = 1; k < h->n; k++)
			if (block_is_told(w, h->block + k))
				h->n = k;
		last = n > 0 ? &w->headings[n - 1] : NULL;
		if (last == NULL || h->block >= last->block + last->n ||
		    is_inside(h, last)) {
			w->headings[n++] = *h;
			continue;
		}
		last->listed |= h->listed;
		last->told |= h->told;
		if (h->level > last->level)
			last->level = h->level;
	}
	w->n_headings = n;
}

static bool
in_contents(const struct work *w, uint32_t block)
{
	return block > w->contents_from && block < w->contents_to;
}

static size_t
count_stated(const struct work *w)
{
	size_t n = 0;

	for (uint32_t i = 0; i < w->b->n_blocks; i++)
		n += w->blocks[i].kind == BLOCK_HEADING &&
		     (w->blocks[i].flags & BLOCK_STATED) != 0;
	return n;
}

/* Headings that the format stated, or that its reader took for such where the
 * book has nothing better. */
static void
headings_by_kind(struct work *w, bool stated_only)
{
	for (uint32_t i = 0; i < w->b->n_blocks; i++) {
		struct block *k = &w->blocks[i];

		if (k->kind != BLOCK_HEADING)
			continue;
		if (!stated_only || (k->flags & BLOCK_STATED) != 0)
			heading_add(w, i, k->level > 0 ? k->level : 1);
		else
			k->kind = BLOCK_PARAGRAPH;
	}
}

static int
by_hash(const void *a, const void *b)
{
	const struct title_key *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

/* The keys of all headings, with their numbers and without, sorted. */
static struct title_key *
keys_make(const struct work *w, size_t *n)
{
	struct title_key *v = xmalloc((2 * w->n_headings + 1) * sizeof(*v));

	*n = 0;
	for (size_t i = 0; i < w->n_headings; i++) {
		const struct heading *h = &w->headings[i];
		struct str s =
		    title_trim(book_text(w->b, w->blocks[h->block].from,
			w->blocks[h->block + h->n - 1].to));

		v[*n] = v[*n + 1] = (struct title_key)TITLE_KEY_EMPTY;
		title_key_add(&v[*n], s);
		title_key_add(&v[*n + 1], title_split(s).title);
		*n += 2;
	}
	if (*n > 0)
		qsort(v, *n, sizeof(*v), by_hash);
	return v;
}

/* Behind a heading "Notes" the titles of chapters come again, over the notes
 * of each. */
static void
headings_of_notes(struct work *w)
{
	size_t n, known = w->n_headings, next = 0;
	struct title_key *keys = keys_make(w, &n);
	bool notes = false;

	for (uint32_t i = 0; i < w->b->n_blocks; i++) {
		struct title_key key = TITLE_KEY_EMPTY;

		while (next < known && w->headings[next].block < i)
			next++;
		if (next < known && w->headings[next].block == i) {
			notes = title_kind(block_text(w, i)) == SECTION_NOTES;
			continue;
		}
		if (!notes || !stands_alone(w, i))
			continue;
		title_key_add(&key, title_trim(block_text(w, i)));
		if (key.n > 0 &&
		    bsearch(&key, keys, n, sizeof(key), by_hash) != NULL)
			heading_add(w, i, 1);
	}
	free(keys);
	if (w->n_headings > known)
		headings_sort(w);
}

/* The last line of a frame that a library put around the text: what is behind
 * it is no part of the book. */
static bool
ends_text(const struct work *w, uint32_t block)
{
	struct str s = block_text(w, block);

	return s.n < 2 * WORD_BYTES && str_starts(s, "***") &&
	       str_starts(str_trim(str_slice(s, 3, s.n)), "END OF ");
}

static void
headings_by_words(struct work *w, bool listed)
{
	uint32_t first = listed ? w->headings[0].block : NOWHERE;

	for (size_t i = 0; listed && i < w->n_headings; i++)
		if (w->headings[i].block != w->contents_from &&
		    w->headings[i].listed && w->headings[i].block < first)
			first = w->headings[i].block;
	for (uint32_t i = 0; i < w->b->n_blocks; i++) {
		if (ends_text(w, i)) {
			heading_add(w, i, 1);
			w->headings[w->n_headings - 1].kind = SECTION_BACK;
			return;
		}
		if (in_contents(w, i) || !told_by_words(w, i) ||
		    (listed && i > first &&
			title_kind(block_text(w, i)) == SECTION_FRONT))
			continue;
		heading_add(w, i, 1);
		if (w->blocks[i].kind != BLOCK_CAPTION &&
		    title_blocks(w, i) > 1)
			w->headings[w->n_headings - 1].n = 2;
	}
}

/* Numbers first; capitals only where there is no number at all. */
static void
headings_by_looks(struct work *w)
{
	bool numbered = false;

	headings_by_number(w);
	for (size_t i = 0; i < w->n_headings && !numbered; i++)
		numbered =
		    title_split(str_trim(block_text(w, w->headings[i].block)))
			    .number.p != NULL ||
		    w->blocks[w->headings[i].block].kind == BLOCK_HEADING;
	if (!numbered)
		headings_by_capitals(w);
}

void
headings_find(struct work *w)
{
	bool listed = w->n_headings > 0;
	size_t n_stated = count_stated(w);
	/* a single one is the book's title */
	bool stated = n_stated > 1;

	if (headings_by_outline(w)) {
		if (w->contents_from != NOWHERE)
			heading_add(w, w->contents_from, 1);
		headings_sort(w);
		headings_told(w);
		headings_sort(w);
		return;
	}
	if (listed) {
		heading_add(w, w->contents_from, 1);
		for (size_t i = 0; i < w->n_headings; i++)
			take_number_above(w, &w->headings[i]);
	}
	headings_by_kind(w, listed || stated);
	if (!stated)
		headings_by_words(w, listed);
	if (n_stated == 0 && !listed)
		headings_by_looks(w);
	headings_sort(w);
	if (!stated && !listed)
		titles_take(w);
	if (!stated)
		headings_of_notes(w);
	if (!stated && listed) {
		headings_below(w, w->n_headings);
		headings_sort(w);
	}
	headings_told(w);
	headings_sort(w);
}
