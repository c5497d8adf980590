/*
 * The index of entries: under which keys each of their forms is found.
 *
 *  1. Every form has its folded words and their romanisation skeletons as keys,
 *     all in one array of hashes, sorted; it is made at the first question, for
 *     most openings ask none.
 *  2. Their stems stand in an array for each language that words of the Latin
 *     script were asked in: "Bauern" in a German quotation is not what English
 *     makes of it.  Each is made when it is first asked.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/lookup.h"
#include "lib/apparatus/work.h"

/* What struct book points to; the index behind it is made late. */
struct lookup {
	struct index *index;
};

static uint64_t
hash_add(uint64_t h, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return (h ^ ' ') * 1099511628211u;
}

uint64_t
key_hash(struct stemmer *s, const struct str *v, unsigned n, enum key_kind kind)
{
	/* multiplied, or the first letter would make up for the kind */
	uint64_t h = (14695981039346656037u ^ kind) * 1099511628211u;
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

static int
by_hash(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->form > y->form) - (x->form < y->form);
}

/* Which kinds of keys a form of one word has, and one of several.  Full names
 * are found by their parts (see ask_name), and events in one script only. */
enum {
	EXACT = 1 << KEY_EXACT,
	STEM = 1 << KEY_STEM,
	SKELETON = 1 << KEY_SKELETON
};
static const uint8_t key_kinds[ENTRY_KINDS][2] = {
    [ENTRY_TERM] = {EXACT | STEM | SKELETON, EXACT | STEM | SKELETON},
    [ENTRY_PERSON] = {EXACT | STEM | SKELETON, EXACT},
    [ENTRY_DATE] = {EXACT | STEM, EXACT | STEM},
};

/* The keys of these kinds of all forms. */
static struct keys
keys_make(const struct book *b, const struct index *x, struct stemmer *s,
    unsigned kinds)
{
	struct key *v = NULL;
	size_t n = 0, cap = 0;
	struct keys keys;

	for (uint32_t i = 0; i < x->n_forms; i++) {
		const struct form *f = &x->forms[i];
		struct words w;

		words_read(&w, f->text);
		for (unsigned k = 0; k < KEY_KINDS; k++) {
			uint64_t h = 0;

			if (kinds &
			    key_kinds[b->entries[f->entry].kind][w.n > 1] &
			    (1u << k))
				h = key_hash(s, w.v, w.n, (enum key_kind)k);
			if (h != 0)
				ARRAY_PUSH(v, n, cap, (struct key){h, i});
		}
		words_free(&w);
	}
	if (n > 0)
		qsort(v, n, sizeof(*v), by_hash);
	keys = (struct keys){arena_copy(b->arena, v, n * sizeof(*v)), n};
	free(v);
	return keys;
}

static void
index_make(const struct book *b, struct index *x)
{
	struct forms forms = {.arena = b->arena};
	struct words w;

	for (uint32_t i = 0; i < b->n_entries; i++)
		forms_of(b, i, &forms);
	for (uint32_t i = 0; i < forms.n; i++) {
		words_read(&w, forms.v[i].text);
		if (w.n > x->most_words)
			x->most_words = w.n;
		words_free(&w);
	}
	x->forms = arena_copy(b->arena, forms.v, forms.n * sizeof(*forms.v));
	x->n_forms = (uint32_t)forms.n;
	x->plain = keys_make(b, x, NULL, EXACT | SKELETON);
	x->made = true;
	free(forms.v);
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

const struct index *
index_of(const struct book *b)
{
	const struct lookup *l = b->lookup;

	if (l == NULL)
		return NULL;
	if (!l->index->made)
		index_make(b, l->index);
	return l->index;
}

const struct keys *
index_stems(const struct book *b, struct str language)
{
	const struct lookup *l = b->lookup;
	struct index *x = l->index;
	const char *tag = stemmer_tag(language);
	struct stemmer *s;
	size_t i = 0;

	while (i < x->n_stems && strcmp(x->stems[i].tag, tag) != 0)
		i++;
	if (i == x->n_stems && i < LENGTH(x->stems)) {
		s = stemmer_new_in(language);
		x->stems[i].tag = tag;
		x->stems[i].keys = keys_make(b, x, s, STEM);
		x->n_stems++;
		stemmer_free(s);
	}
	return &x->stems[i < x->n_stems ? i : 0].keys;
}

unsigned
lookup_most_words(const struct book *b)
{
	const struct index *x = index_of(b);

	return x != NULL && x->most_words > 0 ? x->most_words : 1;
}
