/*
 * Lookup: what the book's own entries say of a word.
 *
 *  1. Every form of every entry has three keys: its folded words, their stems,
 *     their romanisation skeletons.  The index is one array of hashes, sorted;
 *     it is made at the first question, for most openings ask none.
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

enum key_kind { KEY_EXACT, KEY_STEM, KEY_SKELETON, KEY_KINDS };

struct key {
	uint64_t hash;
	uint32_t form;
	uint32_t kind;
};

struct index {
	struct form *forms;
	struct key *keys;
	size_t n_forms, n_keys;
	unsigned most_words;
	bool made;
};

/* What struct book points to; the index behind it is made late. */
struct lookup {
	struct index *index;
};

/* ---- keys ---- */

static uint64_t
hash_add(uint64_t h, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return (h ^ ' ') * 1099511628211u;
}

/* The key of some words; 0 where they have none (no letters to romanise). */
static uint64_t
words_hash_by(
    struct stemmer *s, const struct str *v, unsigned n, enum key_kind kind)
{
	uint64_t h = 14695981039346656037u + kind;
	struct buf b = BUF_INIT;
	size_t letters = 0;

	for (unsigned i = 0; i < n; i++) {
		buf_clear(&b);
		if (kind == KEY_STEM)
			stemmer_add(s, &b, v[i]);
		else if (kind == KEY_SKELETON)
			text_skeleton(&b, v[i]);
		else
			buf_str(&b, v[i]);
		letters += b.n;
		h = hash_add(h, buf_lend(&b));
	}
	buf_free(&b);
	return letters < (kind == KEY_SKELETON ? 3 : 1) ? 0 : h;
}

static uint64_t
words_hash(
    const struct book *b, const struct str *v, unsigned n, enum key_kind kind)
{
	struct stemmer *s =
	    kind == KEY_STEM ? stemmer_new_in(b->language) : NULL;
	uint64_t h = words_hash_by(s, v, n, kind);

	stemmer_free(s);
	return h;
}

static int
by_hash(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->form > y->form) - (x->form < y->form);
}

/* How many kinds of keys a form of one word has, and one of several.  Full
 * names are found by their parts (see ask_name), and events in one script
 * only. */
static const uint8_t key_kinds[ENTRY_KINDS][2] = {
    [ENTRY_TERM] = {KEY_KINDS, KEY_KINDS},
    [ENTRY_PERSON] = {KEY_KINDS, KEY_STEM},
    [ENTRY_DATE] = {KEY_SKELETON, KEY_SKELETON},
};

static void
index_make(const struct book *b, struct index *x)
{
	struct forms forms = {.arena = b->arena};
	struct stemmer *s = stemmer_new_in(b->language);
	struct key *keys = NULL;
	size_t n = 0, cap = 0;

	for (uint32_t i = 0; i < b->n_entries; i++)
		forms_of(b, i, &forms);
	for (uint32_t i = 0; i < forms.n; i++) {
		struct words w;
		unsigned kinds;

		words_read(&w, forms.v[i].text);
		if (w.n > x->most_words)
			x->most_words = w.n;
		kinds = key_kinds[b->entries[forms.v[i].entry].kind][w.n > 1];
		for (unsigned k = 0; k < kinds; k++) {
			uint64_t h =
			    words_hash_by(s, w.v, w.n, (enum key_kind)k);

			if (h != 0)
				ARRAY_PUSH(keys, n, cap, (struct key){h, i, k});
		}
		words_free(&w);
	}
	if (n > 0)
		qsort(keys, n, sizeof(*keys), by_hash);
	x->forms = arena_copy(b->arena, forms.v, forms.n * sizeof(*forms.v));
	x->keys = arena_copy(b->arena, keys, n * sizeof(*keys));
	x->n_forms = forms.n;
	x->n_keys = n;
	x->made = true;
	stemmer_free(s);
	free(forms.v);
	free(keys);
}

void
apparatus_adopt(struct book *b)
{
	struct lookup *l = book_alloc(b, 1, sizeof(*l));

	l->index = book_alloc(b, 1, sizeof(*l->index));
	b->lookup = l;
}

void
lookup_make(struct work *w)
{
	apparatus_adopt(w->b);
}

static const struct index *
index_of(const struct book *b)
{
	const struct lookup *l = b->lookup;

	if (l == NULL)
		return NULL;
	if (!l->index->made)
		index_make(b, l->index);
	return l->index;
}

/* ---- answers ---- */

struct answers {
	const struct book *b;
	const struct index *x;
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
	size_t low = 0, high = a->x->n_keys;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (a->x->keys[mid].hash < hash)
			low = mid + 1;
		else
			high = mid;
	}
	for (; hash != 0 && low < a->x->n_keys &&
	       a->x->keys[low].hash == hash && a->n < MOST;
	     low++) {
		const struct form *f = &a->x->forms[a->x->keys[low].form];
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
			ask(a, words_hash(a->b, &one, 1, kind), kind, true);
		}
	buf_free(&all);
}

static void
ask_words(struct answers *a, const struct str *v, unsigned n)
{
	for (unsigned k = 0; k < KEY_KINDS; k++)
		ask(a, words_hash(a->b, v, n, (enum key_kind)k),
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
word_agrees(const struct book *b, struct str word, const struct words *names)
{
	uint64_t stem = words_hash(b, &word, 1, KEY_STEM);
	struct buf a = BUF_INIT, c = BUF_INIT;
	bool agrees = false;

	bones_of(&a, word);
	for (unsigned i = 0; i < names->n && !agrees; i++) {
		struct str name = names->v[i];

		bones_of(&c, name);
		agrees = str_eq(word, name) ||
			 stem == words_hash(b, &name, 1, KEY_STEM) ||
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
name_agrees(const struct book *b, struct str word, const struct words *names)
{
	struct buf all = BUF_INIT;
	bool agrees = word_agrees(b, word, names);

	if (!agrees && text_script(word) == SCRIPT_CYRILLIC)
		russian_nominatives(&all, word);
	for (size_t at = 0, end; at < all.n && !agrees; at = end + 1) {
		for (end = at; all.p[end] != '\n';)
			end++;
		agrees =
		    word_agrees(b, str_slice(buf_lend(&all), at, end), names);
	}
	buf_free(&all);
	return agrees;
}

/* The names of a person in folded words: given ones and variants. */
static bool
names_agree(const struct book *b, uint32_t entry, const struct str *v,
    unsigned n, unsigned surname)
{
	const struct entry *e = &b->entries[entry];
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
		agree = i == surname || name_agrees(b, v[i], &names);
	words_free(&names);
	buf_free(&all);
	return agree;
}

static void
ask_name(struct answers *a, const struct str *v, unsigned n)
{
	enum { NAMES = 4 };
	struct answers one = {.b = a->b, .x = a->x, .people_only = true};

	if (n < 2 || n > NAMES)
		return;
	for (unsigned i = 0; i < n; i++) {
		one.n = 0;
		ask_words(&one, &v[i], 1);
		for (size_t k = 0; k < one.n; k++)
			if (names_agree(a->b, one.v[k].entry, v, n, i))
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

size_t
apparatus_lookup(
    const struct book *b, struct str word, struct match *out, size_t max)
{
	struct answers a = {.b = b, .x = index_of(b)};
	struct words w;
	size_t n;

	if (a.x == NULL)
		return 0;
	words_read(&w, word);
	if (w.n > 0) {
		ask_words(&a, w.v, w.n);
		ask_name(&a, w.v, w.n);
		ask_see(&a);
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

unsigned
lookup_most_words(const struct book *b)
{
	const struct index *x = index_of(b);

	return x != NULL && x->most_words > 0 ? x->most_words : 1;
}
