/*
 * Words by their keys: how a search finds names in the script, or the spelling,
 * that was not typed.  See text_skeleton for what a key is.
 *
 *  1. Each different word of the script is read once; `places` has all words
 *     in book order, so that a pattern of several words is a few steps there.
 *  2. A word is found if its key begins with the pattern's (as one types), or
 *     is the pattern's stem with an ending of a Russian case (Троцкому by
 *     Trotsky).  Words before the last must match as a whole.
 *  3. A pattern of fewer than KEY_MIN letters proves nothing and finds
 *     nothing, but acronyms find acronyms (TsIK, ЦИК).
 */
#include <stdlib.h>
#include <string.h>

#include "lib/search/index.h"
#include "lib/search/names.h"

#define KEY_MIN 4 /* letters of a key that say enough */
#define KEY_FREE 5 /* letters from which a word may go on as it likes */
#define ACRONYM_MIN 3 /* letters of an acronym's key */
#define WORD_MAX 100 /* bytes of a word that has a key */
#define WORDS_MAX 8 /* of a pattern */
#define GAP_MAX 4 /* bytes between two words of a phrase */

/* A different word: where it stands first, and its keys in names.keys. */
struct name {
	uint32_t from, keys;
	uint16_t n;
	bool acronym;
};

struct place {
	uint32_t from, name;
};

struct names {
	const struct book *b;
	enum script script;
	struct name *v;
	size_t n, cap;
	struct place *places;
	size_t n_places, cap_places;
	struct buf keys; /* "key key\n" for each name */
	uint32_t *table; /* of name + 1, by hash; 0 is empty */
	size_t size; /* of the table, a power of two */
};

/* ---- finding words ---- */

static inline bool
is_ascii_letter(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26;
}

/* Bytes of the letter or mark of the wanted script at p, 0 if it is another
 * or none.  A Latin word may hold the apostrophe of a soft sign. */
static size_t
letter_length(const struct names *names, const char *p, const char *end)
{
	size_t n;
	uint32_t cp;

	if ((unsigned char)*p < 0x80)
		return names->script == SCRIPT_LATIN && is_ascii_letter(*p);
	cp = cp_decode(p, end, &n);
	if (names->script == SCRIPT_CYRILLIC && cp >= 0x400 && cp < 0x482)
		return n;
	return cp_script(cp) == names->script || cp_is_mark(cp) ? n : 0;
}

static size_t
apostrophe_length(const char *p, const char *end)
{
	size_t n;
	uint32_t cp = cp_decode(p, end, &n);

	return cp == '\'' || cp == '`' || cp == 0x2019 || cp == 0x2018 ||
		       cp == 0x2b9 || cp == 0x2bc || cp == 0x2032 || cp == 0xad
		   ? n
		   : 0;
}

/* The end of the word at p; the possessive 's is not part of it. */
static const char *
word_end(const struct names *names, const char *p, const char *end)
{
	const char *q;
	size_t n;

	while (p < end) {
		if (names->script == SCRIPT_LATIN && is_ascii_letter(*p)) {
			p++;
			continue;
		}
		n = letter_length(names, p, end);
		if (n == 0) {
			n = apostrophe_length(p, end);
			q = p + n;
			if (n == 0 || q == end ||
			    letter_length(names, q, end) == 0)
				break;
			if (*q == 's' && (q + 1 == end || letter_length(names,
							      q + 1, end) == 0))
				break;
		}
		p += n;
	}
	return p;
}

static uint32_t
hash_of(struct str s)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 16777619u;
	return h ^ h >> 15;
}

/* "ЦИК", "TsIK": mostly capitals. */
static bool
is_acronym(struct str word)
{
	size_t n, letters = 0, capitals = 0;

	for (size_t i = 0; i < word.n; i += n, letters++)
		capitals +=
		    cp_is_upper(cp_decode(word.p + i, word.p + word.n, &n));
	return capitals >= 2 && capitals * 2 > letters;
}

/* Append a word's keys: only names are read in more ways than one. */
static void
put_keys(struct buf *out, struct str word)
{
	size_t n;

	if (cp_is_upper(cp_decode(word.p, word.p + word.n, &n)) &&
	    !is_acronym(word))
		text_skeletons(out, word);
	else
		text_skeleton(out, word);
}

static void
table_grow(struct names *names)
{
	size_t size = names->size == 0 ? 1024 : names->size * 2, at;

	free(names->table);
	names->table = xcalloc(size, sizeof(*names->table));
	names->size = size;
	for (size_t i = 0; i < names->n; i++) {
		struct name *name = &names->v[i];

		at = hash_of(
		    book_text(names->b, name->from, name->from + name->n));
		while (names->table[at & (size - 1)] != 0)
			at++;
		names->table[at & (size - 1)] = (uint32_t)i + 1;
	}
}

/* The name that the word at a place is; made if it is new. */
static uint32_t
name_of(struct names *names, uint32_t from, struct str word)
{
	struct name name;
	size_t at;

	if (names->n * 2 >= names->size)
		table_grow(names);
	for (at = hash_of(word);; at++) {
		uint32_t i = names->table[at & (names->size - 1)];

		if (i == 0)
			break;
		name = names->v[i - 1];
		if (str_eq(word,
			book_text(names->b, name.from, name.from + name.n)))
			return i - 1;
	}
	name = (struct name){
	    from, (uint32_t)names->keys.n, (uint16_t)word.n, is_acronym(word)};
	put_keys(&names->keys, word);
	buf_putc(&names->keys, '\n');
	ARRAY_PUSH(names->v, names->n, names->cap, name);
	names->table[at & (names->size - 1)] = (uint32_t)names->n;
	return (uint32_t)names->n - 1;
}

/* The first byte from p on at which a word of the script may begin. */
static const char *
next_start(const struct names *names, const char *p, const char *end)
{
	size_t n;

	while (p < end) {
		if (names->script != SCRIPT_LATIN)
			p += skip_ascii((struct str){p, (size_t)(end - p)}, 0);
		if (p == end || letter_length(names, p, end) != 0)
			break;
		n = 1;
		if ((unsigned char)*p >= 0x80)
			cp_decode(p, end, &n);
		p += n;
	}
	return p;
}

struct names *
names_new(const struct book *b, enum script script)
{
	struct names *names = xcalloc(1, sizeof(*names));
	const char *p = b->text.p, *end = p + b->text.n, *q;

	names->b = b;
	names->script = script;
	buf_init(&names->keys);
	while ((p = next_start(names, p, end)) < end) {
		q = word_end(names, p, end);
		if (q - p <= WORD_MAX) {
			struct place place = {(uint32_t)(p - b->text.p), 0};

			place.name = name_of(names, place.from,
			    (struct str){p, (size_t)(q - p)});
			ARRAY_PUSH(names->places, names->n_places,
			    names->cap_places, place);
		}
		p = q;
	}
	free(names->table);
	names->table = NULL;
	return names;
}

void
names_free(struct names *names)
{
	if (names == NULL)
		return;
	free(names->v);
	free(names->places);
	free(names->table);
	buf_free(&names->keys);
	free(names);
}

/* ---- matching keys ---- */

/* Endings of Russian nouns and adjectives, as keys have them. */
static const char *const endings[] = {"", "a", "ah", "aia", "am", "ami", "e",
    "ei", "em", "ego", "emu", "eh", "es", "i", "ia", "iah", "iam", "iami", "ih",
    "im", "imi", "o", "oe", "ogo", "oi", "om", "omu", "ov", "u", "ui", "uiu",
    "s"};

static bool
is_ending(struct str rest)
{
	for (size_t i = 0; i < LENGTH(endings); i++)
		if (str_is(rest, endings[i]))
			return true;
	return false;
}

/* A key without the vowels that an ending might put in their place. */
static struct str
key_stem(struct str key)
{
	while (key.n > KEY_MIN && strchr("aeiou", key.p[key.n - 1]) != NULL)
		key.n--;
	return key;
}

/* A key without the ending of a case that ends in or holds a consonant. */
static struct str
key_uncased(struct str key)
{
	static const char *const cases[] = {"ogo", "ego", "omu", "emu", "ami",
	    "imi", "am", "ah", "ih", "im", "om", "em"};

	for (size_t i = 0; i < LENGTH(cases); i++)
		if (key.n >= KEY_MIN + strlen(cases[i]) &&
		    str_ends(key, cases[i]))
			return str_slice(key, 0, key.n - strlen(cases[i]));
	return key_stem(key);
}

static bool
key_begins(struct str key, struct str with)
{
	return key.n >= with.n && memcmp(key.p, with.p, with.n) == 0;
}

/* One word of a pattern. */
struct wanted {
	struct buf keys; /* "key key" */
	bool acronym;
	bool last; /* of the pattern */
	bool whole; /* no more than an ending may follow */
	bool many; /* there are other words in the pattern */
};

static bool
key_matches(
    const struct wanted *w, struct str want, struct str key, bool acronym)
{
	struct str stem = key_stem(want), uncased = key_uncased(want);

	if (str_eq(want, key) && want.n > 0)
		return want.n >= KEY_MIN || w->many ||
		       (want.n >= ACRONYM_MIN && acronym && w->acronym);
	if (want.n < KEY_MIN)
		return false;
	if (w->last && !w->whole && want.n >= KEY_FREE && key_begins(key, want))
		return true;
	return (key_begins(key, stem) &&
		   is_ending(str_slice(key, stem.n, key.n))) ||
	       (key_begins(key, uncased) &&
		   is_ending(str_slice(key, uncased.n, key.n)));
}

/* Cut the next key off a list. */
static struct str
next_key(struct str *list, char end)
{
	size_t n = 0;
	struct str key;

	while (n < list->n && list->p[n] != ' ' && list->p[n] != end)
		n++;
	key = str_slice(*list, 0, n);
	*list = str_slice(*list, n + 1, list->n);
	return key;
}

static bool
name_matches(const struct names *names, size_t i, const struct wanted *w)
{
	size_t end = i + 1 < names->n ? names->v[i + 1].keys : names->keys.n;
	struct str wants = buf_lend(&w->keys), keys, want;

	while (wants.n > 0) {
		want = next_key(&wants, '\0');
		keys = str_slice(buf_lend(&names->keys), names->v[i].keys, end);
		while (keys.n > 0)
			if (key_matches(w, want, next_key(&keys, '\n'),
				names->v[i].acronym))
				return true;
	}
	return false;
}

/* ---- the pattern ---- */

struct pattern {
	struct wanted v[WORDS_MAX];
	size_t n;
};

/* Read the pattern's words; false if it has none, too many, one that is not
 * of the script, or too few letters. */
static bool
pattern_read(
    struct pattern *pattern, struct str s, enum script script, unsigned flags)
{
	size_t letters = 0, n;
	const char *p = s.p, *end = s.p + s.n, *q;
	struct names typed = {.script = script};

	pattern->n = 0;
	while (p < end) {
		struct wanted *w;
		struct str word;

		if (letter_length(&typed, p, end) == 0) {
			uint32_t cp = cp_decode(p, end, &n);

			if (cp_is_letter(cp) || cp_is_digit(cp))
				return false;
			p += n;
			continue;
		}
		if (pattern->n == WORDS_MAX)
			return false;
		q = word_end(&typed, p, end);
		w = &pattern->v[pattern->n++];
		*w = (struct wanted){.keys = BUF_INIT};
		word = (struct str){p, (size_t)(q - p)};
		w->acronym = is_acronym(word);
		if (w->acronym)
			text_skeleton(&w->keys, word);
		else
			text_skeletons(&w->keys, word);
		w->whole = q < end || (flags & SEARCH_WORDS);
		letters += strcspn(w->keys.p, " ");
		p = q;
	}
	for (size_t i = 0; i < pattern->n; i++) {
		pattern->v[i].many = pattern->n > 1;
		pattern->v[i].last = i + 1 == pattern->n;
	}
	return pattern->n > 0 && (letters >= KEY_MIN || pattern->v[0].acronym);
}

/* Which names match each word of the pattern: bit k for word k. */
static uint8_t *
match_names(
    const struct names *names, const struct pattern *pattern, uint8_t *all)
{
	uint8_t *bits = xcalloc(names->n, 1);

	*all = 0;
	for (size_t i = 0; i < names->n; i++) {
		for (size_t k = 0; k < pattern->n; k++)
			if (name_matches(names, i, &pattern->v[k]))
				bits[i] |= (uint8_t)(1u << k);
		*all |= bits[i];
	}
	return bits;
}

/* Does the phrase begin with word i of the book? */
static bool
phrase_at(const struct names *names, const uint8_t *bits, size_t i, size_t n)
{
	if (i + n > names->n_places)
		return false;
	for (size_t k = 0; k < n; k++, i++) {
		const struct place *place = &names->places[i];
		uint32_t end = place->from + names->v[place->name].n;

		if (!(bits[place->name] & 1u << k))
			return false;
		if (k + 1 < n && place[1].from - end > GAP_MAX)
			return false;
	}
	return true;
}

static void
add_phrases(const struct names *names, const uint8_t *bits, size_t words,
    size_t limit, struct hits *hits)
{
	size_t i = 0;

	while (i < names->n_places) {
		const struct place *last;
		struct hit hit;

		if (!(bits[names->places[i].name] & 1) ||
		    !phrase_at(names, bits, i, words)) {
			i++;
			continue;
		}
		if (limit > 0 && hits->n == limit) {
			hits->cut = true;
			return;
		}
		last = &names->places[i + words - 1];
		hit = (struct hit){names->places[i].from,
		    last->from + names->v[last->name].n, FOUND_OTHER_SCRIPT};
		ARRAY_PUSH(hits->v, hits->n, hits->cap, hit);
		i += words;
	}
}

void
names_find(const struct names *names, struct str pattern, unsigned flags,
    size_t limit, struct hits *hits)
{
	struct pattern read;
	uint8_t *bits, all;

	if (pattern_read(&read, pattern, text_script(pattern), flags)) {
		bits = match_names(names, &read, &all);
		if (all == (1u << read.n) - 1)
			add_phrases(names, bits, read.n, limit, hits);
		free(bits);
	}
	for (size_t i = 0; i < read.n; i++)
		buf_free(&read.v[i].keys);
}
