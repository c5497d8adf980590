/*
 * Lookup: what the book's own entries say of a word.
 *
 *  1. A word of the book is stemmed in the language of its place; where nothing
 *     is found so, in the book's; a word that is typed also in those of its
 *     parts.
 *  2. Answers come best first: the word itself, inflected, an alias, the other
 *     script, and what the entries found refer to.  Namesakes are all told.
 *  3. A name of several words is a person of that surname whose given names
 *     agree with all the others.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/lookup.h"
#include "lib/apparatus/work.h"

const char *const via_names[VIA_KINDS] = {
    [VIA_EXACT] = "exact",
    [VIA_INFLECTED] = "inflected",
    [VIA_ALIAS] = "alias",
    [VIA_OTHER_SCRIPT] = "other-script",
    [VIA_SEE] = "see",
};

/* ---- answers ---- */

struct answers {
	const struct book *b;
	const struct index *x;
	const struct keys *stems; /* by the language of the question */
	struct stemmer *stemmer;
	struct match *v;
	size_t n, cap;
	unsigned words; /* of the question */
	bool people_only;
};

static void
answer(struct answers *a, uint32_t entry, struct str head, enum via via)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->v[i].entry == entry)
			return;
	ARRAY_PUSH(a->v, a->n, a->cap, (struct match){entry, head, via});
}

static enum via
via_of(const struct form *f, enum key_kind kind)
{
	if (f->role == ROLE_SCRIPT || kind == KEY_SKELETON)
		return VIA_OTHER_SCRIPT;
	if (f->role == ROLE_ALIAS)
		return VIA_ALIAS;
	return kind == KEY_EXACT ? VIA_EXACT : VIA_INFLECTED;
}

/* All forms that have a key. */
static void
ask(struct answers *a, uint64_t hash, enum key_kind kind, bool inflected)
{
	enum { MOST = 200 };
	const struct keys *keys = kind == KEY_STEM ? a->stems : &a->x->plain;
	size_t low = 0, high = keys->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (keys->v[mid].hash < hash)
			low = mid + 1;
		else
			high = mid;
	}
	for (; hash != 0 && low < keys->n && keys->v[low].hash == hash &&
	       a->n < MOST;
	     low++) {
		const struct form *f = &a->x->forms[keys->v[low].form];
		enum via via = via_of(f, kind);

		if (a->people_only &&
		    (a->b->entries[f->entry].kind != ENTRY_PERSON ||
			f->words > 1))
			continue;
		if (via == VIA_EXACT && inflected)
			via = VIA_INFLECTED;
		answer(a, f->entry, f->text, via);
	}
}

/* A Russian word in some case: what it may be in the nominative. */
static void
ask_cases(struct answers *a, struct str word)
{
	struct buf all = BUF_INIT;
	size_t at = 0, end;

	russian_nominatives(&all, word);
	for (unsigned pass = 0; pass < 2; pass++)
		for (at = 0; at < all.n; at = end + 1) {
			struct str one;
			enum key_kind kind =
			    pass == 0 ? KEY_EXACT : KEY_SKELETON;

			end = at;
			while (all.p[end] != '\n')
				end++;
			one = str_slice(buf_lend(&all), at, end);
			ask(a, key_hash(a->stemmer, &one, 1, kind), kind, true);
		}
	buf_free(&all);
}

static void
ask_words(struct answers *a, const struct str *v, unsigned n)
{
	for (unsigned k = 0; k < KEY_KINDS; k++)
		ask(a, key_hash(a->stemmer, v, n, (enum key_kind)k),
		    (enum key_kind)k, false);
	if (n == 1 && text_script(v[0]) == SCRIPT_CYRILLIC)
		ask_cases(a, v[0]);
}

/* ---- names of several words ---- */

/* The skeleton of a word. */
static void
bones_of(struct buf *out, struct str word)
{
	buf_clear(out);
	text_skeleton(out, word);
}

/* Is one of the two an initial of the other, in whatever script? */
static bool
initial_agrees(struct str word, struct str name, struct str a, struct str b)
{
	size_t m, n;

	cp_decode(word.p, word.p + word.n, &m);
	cp_decode(name.p, name.p + name.n, &n);
	if (m != word.n && n != name.n)
		return false;
	return (m == n && memcmp(word.p, name.p, n) == 0) ||
	       (a.n > 0 && b.n > 0 && a.p[0] == b.p[0]);
}

/* May the word, as it stands, be one of the names? */
static bool
word_agrees(const struct answers *q, struct str word, const struct words *names)
{
	uint64_t stem = key_hash(q->stemmer, &word, 1, KEY_STEM);
	struct buf a = BUF_INIT, c = BUF_INIT;
	bool agrees = false;

	bones_of(&a, word);
	for (unsigned i = 0; i < names->n && !agrees; i++) {
		struct str name = names->v[i];

		bones_of(&c, name);
		agrees = str_eq(word, name) ||
			 stem == key_hash(q->stemmer, &name, 1, KEY_STEM) ||
			 (a.n >= 3 && str_eq(buf_lend(&a), buf_lend(&c))) ||
			 initial_agrees(word, name, buf_lend(&a), buf_lend(&c));
	}
	buf_free(&a);
	buf_free(&c);
	return agrees;
}

/* May the word stand for one of the names: the same, an initial of it, in a
 * case, or in the other script? */
static bool
name_agrees(const struct answers *q, struct str word, const struct words *names)
{
	struct buf all = BUF_INIT;
	bool agrees = word_agrees(q, word, names);

	if (!agrees && text_script(word) == SCRIPT_CYRILLIC)
		russian_nominatives(&all, word);
	for (size_t at = 0, end; at < all.n && !agrees; at = end + 1) {
		for (end = at; all.p[end] != '\n';)
			end++;
		agrees =
		    word_agrees(q, str_slice(buf_lend(&all), at, end), names);
	}
	buf_free(&all);
	return agrees;
}

/* The names of a person in folded words: given ones and variants. */
static bool
names_agree(const struct answers *q, uint32_t entry, const struct str *v,
    unsigned n, unsigned surname)
{
	const struct entry *e = &q->b->entries[entry];
	struct buf all = BUF_INIT;
	struct words names;
	bool agree = true;

	buf_str(&all, e->given);
	for (uint32_t i = 0; i < e->variants.n; i++) {
		buf_putc(&all, ' ');
		buf_str(&all, e->variants.v[i]);
	}
	words_read(&names, buf_lend(&all));
	for (unsigned i = 0; i < n && agree; i++)
		agree = i == surname || name_agrees(q, v[i], &names);
	words_free(&names);
	buf_free(&all);
	return agree;
}

static void
ask_name(struct answers *a, const struct str *v, unsigned n)
{
	enum { NAMES = 4 };
	struct answers one = *a;

	if (n < 2 || n > NAMES)
		return;
	one.v = NULL;
	one.cap = 0;
	one.people_only = true;
	for (unsigned i = 0; i < n; i++) {
		one.n = 0;
		ask_words(&one, &v[i], 1);
		for (size_t k = 0; k < one.n; k++)
			if (names_agree(a, one.v[k].entry, v, n, i))
				answer(a, one.v[k].entry, one.v[k].head,
				    one.v[k].via);
	}
	free(one.v);
}

/* ---- the question ---- */

static void
ask_see(struct answers *a)
{
	size_t n = a->n;

	for (size_t i = 0; i < n; i++) {
		const struct entry *e = &a->b->entries[a->v[i].entry];

		for (uint32_t k = 0; k < e->see.n; k++) {
			uint32_t to = e->see.v[k];

			answer(a, to, a->b->entries[to].heads.v[0], VIA_SEE);
		}
	}
}

static int
by_via(const void *x, const void *y)
{
	const struct match *a = x, *b = y;

	if (a->via != b->via)
		return (int)a->via - (int)b->via;
	return (a->entry > b->entry) - (a->entry < b->entry);
}

static size_t
ask_in(const struct book *b, struct str word, struct str language,
    struct match *out, size_t max)
{
	struct answers a = {.b = b, .x = index_of(b)};
	struct words w;
	size_t n;

	if (a.x == NULL)
		return 0;
	words_read(&w, word);
	if (w.n > 0) {
		a.stems = index_stems(b, language);
		a.stemmer = stemmer_new_in(language);
		ask_words(&a, w.v, w.n);
		ask_name(&a, w.v, w.n);
		ask_see(&a);
		stemmer_free(a.stemmer);
	}
	if (a.n > 0)
		qsort(a.v, a.n, sizeof(*a.v), by_via);
	n = a.n;
	if (max > 0 && n > 0)
		memcpy(out, a.v, (n < max ? n : max) * sizeof(*out));
	free(a.v);
	words_free(&w);
	return n;
}

size_t
lookup_in(const struct book *b, struct str word, struct str language,
    struct match *out, size_t max)
{
	size_t n = ask_in(b, word, language, out, max);

	if (n == 0 &&
	    strcmp(stemmer_tag(language), stemmer_tag(b->language)) != 0)
		n = ask_in(b, word, b->language, out, max);
	return n;
}

/* Where in the book's text a string is that was lent from it; NOWHERE if it
 * was not. */
static uint32_t
place_of(const struct book *b, struct str s)
{
	uintptr_t text = (uintptr_t)b->text.p, at = (uintptr_t)s.p;

	return at >= text && at - text < b->text.n && s.n <= b->text.n
		   ? (uint32_t)(at - text)
		   : NOWHERE;
}

/* Ask in the languages of the book's parts, each once. */
static size_t
lookup_in_parts(
    const struct book *b, struct str word, struct match *out, size_t max)
{
	enum { PARTS_MOST = 1000 };
	const char *asked[STEMS_MOST] = {stemmer_tag(b->language)};
	size_t n_asked = 1, n = 0, k;

	for (uint32_t i = 0; i < b->n_languages && i < PARTS_MOST && n == 0 &&
			     n_asked < LENGTH(asked);
	     i++) {
		const char *tag = stemmer_tag(b->languages[i].tag);

		for (k = 0; k < n_asked && strcmp(asked[k], tag) != 0;)
			k++;
		if (k < n_asked)
			continue;
		asked[n_asked++] = tag;
		n = ask_in(b, word, b->languages[i].tag, out, max);
	}
	return n;
}

size_t
apparatus_lookup(
    const struct book *b, struct str word, struct match *out, size_t max)
{
	uint32_t at = place_of(b, word);
	struct str language = b->language;
	size_t n;

	if (at != NOWHERE)
		language = book_language_of(b, at, at + (uint32_t)word.n);
	n = lookup_in(b, word, language, out, max);
	if (n == 0 && at == NOWHERE && b->n_languages > 0)
		n = lookup_in_parts(b, word, out, max);
	return n;
}
