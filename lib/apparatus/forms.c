/*
 * Forms: under which words an entry is found, and what a word in some case may
 * be in the nominative.  Knows nothing of the index.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/lookup.h"

/* ---- words ---- */

/* "Muralov's", "workers'" without what English adds to them. */
static struct str
without_possessive(struct str s)
{
	if (s.n > 3 && str_ends(s, "'s"))
		s.n -= 2;
	else if (s.n > 3 && s.p[s.n - 1] == '\'')
		s.n--;
	return s;
}

/* Does a word hold letters of both scripts? */
static bool
is_mixed(struct str s)
{
	bool ascii = false, other = false;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		ascii |= (c | 32) >= 'a' && (c | 32) <= 'z';
		other |= c >= 0xd0 && c <= 0xd3;
	}
	return ascii && other;
}

/* Fold s into the words' own text; letters of the other script that only look
 * right become those that were meant. */
static void
words_fold(struct words *w, struct str s)
{
	struct buf plain = BUF_INIT;
	size_t from, to = 0, done = 0;

	if (!is_mixed(s)) {
		text_fold(&w->text, NULL, s, 0, FOLD_SEARCH);
		return;
	}
	while (word_next(s, to, &from, &to)) {
		struct str word = str_slice(s, from, to);

		/* the English ending of a Russian name is no mistake */
		if (word.n > 2 && (word.p[word.n - 1] | 32) == 's')
			word.n--;
		buf_str(&plain, str_slice(s, done, from));
		text_unmix(&plain, word);
		done = from + word.n;
	}
	buf_str(&plain, str_slice(s, done, s.n));
	text_fold(&w->text, NULL, buf_lend(&plain), 0, FOLD_SEARCH);
	buf_free(&plain);
}

void
words_read(struct words *w, struct str s)
{
	size_t from, to = 0;

	buf_init(&w->text);
	w->n = 0;
	words_fold(w, str_slice(s, 0, 400));
	s = buf_lend(&w->text);
	while (w->n < QUERY_WORDS && word_next(s, to, &from, &to)) {
		struct str word = without_possessive(str_slice(s, from, to));

		/* "Old-Timers" are two words to look up */
		for (size_t i = 0; i < word.n && w->n < QUERY_WORDS; i++)
			if (word.p[i] == '-') {
				if (i > 0)
					w->v[w->n++] = str_slice(word, 0, i);
				word = str_slice(word, i + 1, word.n);
				i = (size_t)-1;
			}
		if (word.n > 0 && w->n < QUERY_WORDS)
			w->v[w->n++] = word;
	}
}

void
words_free(struct words *w)
{
	buf_free(&w->text);
}

/* ---- the forms of an entry ---- */

static unsigned
count_words(struct str s)
{
	struct words w;
	unsigned n;

	words_read(&w, s);
	n = w.n;
	words_free(&w);
	return n;
}

static void
form_add(struct forms *out, struct str s, uint32_t entry, enum role role)
{
	unsigned n = count_words(s);

	if (n > 0)
		ARRAY_PUSH(out->v, out->n, out->cap,
		    (struct form){s, entry, (uint8_t)role, (uint8_t)n});
}

/* Two strings with a blank between, kept. */
static struct str
joined(struct forms *out, struct str a, struct str b)
{
	struct buf s = BUF_INIT;
	struct str kept;

	buf_str(&s, a);
	buf_putc(&s, ' ');
	buf_str(&s, b);
	kept = arena_str(out->arena, buf_lend(&s));
	buf_free(&s);
	return kept;
}

static enum role
variant_role(const struct entry *e, struct str variant)
{
	enum script a = text_script(e->heads.v[0]), b = text_script(variant);

	return a != b && b != SCRIPT_NONE ? ROLE_SCRIPT : ROLE_ALIAS;
}

/* "Sobelson" in "Karl Berngardovich [Sobelson]" is another surname, "Yurii"
 * in "Georgii [Yurii] Leonidovich" another given name: names go on behind
 * it. */
static bool
is_given_name(const struct book *b, const struct entry *e, struct str variant)
{
	struct str s = book_text(b, e->from, e->body);
	size_t at = str_find(s, variant), n;

	if (at == SIZE_MAX || e->given.n == 0)
		return false;
	at += variant.n;
	if (at + 2 >= s.n || (s.p[at] != ']' && s.p[at] != ')') ||
	    s.p[at + 1] != ' ')
		return false;
	return cp_is_letter(cp_decode(s.p + at + 2, s.p + s.n, &n));
}

static void
person_forms(const struct book *b, uint32_t id, struct forms *out)
{
	const struct entry *e = &b->entries[id];
	struct str surname = e->heads.v[0];

	form_add(out, surname, id, ROLE_HEAD);
	if (e->given.n > 0) {
		struct str first =
		    str_slice(e->given, 0, str_find(e->given, STR(" ")));

		form_add(out, joined(out, e->given, surname), id, ROLE_HEAD);
		form_add(out, joined(out, surname, e->given), id, ROLE_HEAD);
		if (first.n < e->given.n)
			form_add(
			    out, joined(out, first, surname), id, ROLE_HEAD);
	}
	for (uint32_t i = 0; i < e->variants.n; i++) {
		struct str v = e->variants.v[i];
		size_t from, to;

		if (is_given_name(b, e, v)) {
			form_add(out, joined(out, v, surname), id, ROLE_ALIAS);
			continue;
		}
		form_add(out, v, id, ROLE_ALIAS);
		if (count_words(v) > 1 && word_prev(v, v.n, &from, &to))
			form_add(out, str_slice(v, from, to), id, ROLE_ALIAS);
		else if (e->given.n > 0)
			form_add(out, joined(out, v, surname), id, ROLE_ALIAS);
	}
}

/* An event without its brackets, and without what it is a congress of. */
static void
date_forms(const struct book *b, uint32_t id, struct forms *out)
{
	const struct entry *e = &b->entries[id];
	struct str s = e->heads.v[0];
	size_t cut = str_find(s, STR(" ["));

	form_add(out, s, id, ROLE_HEAD);
	if (cut != SIZE_MAX)
		form_add(out, str_trim(str_slice(s, 0, cut)), id, ROLE_HEAD);
	cut = str_find(s, STR(" of the "));
	if (cut != SIZE_MAX)
		form_add(out, str_slice(s, 0, cut), id, ROLE_ALIAS);
}

void
forms_of(const struct book *b, uint32_t id, struct forms *out)
{
	const struct entry *e = &b->entries[id];

	if (e->heads.n == 0)
		return;
	if (e->kind == ENTRY_PERSON) {
		person_forms(b, id, out);
		return;
	}
	if (e->kind == ENTRY_DATE) {
		date_forms(b, id, out);
		return;
	}
	for (uint32_t i = 0; i < e->heads.n; i++)
		form_add(out, e->heads.v[i], id, ROLE_HEAD);
	for (uint32_t i = 0; i < e->variants.n; i++)
		form_add(out, e->variants.v[i], id,
		    variant_role(e, e->variants.v[i]));
}

/* ---- Russian cases ---- */

/* Endings of cases, and what stands in their place in the nominative. */
static const struct {
	const char *ending, *base;
} cases[] = {
    {"ого", "ий"},
    {"ого", "ый"},
    {"ого", "ой"},
    {"его", "ий"},
    {"ому", "ий"},
    {"ому", "ый"},
    {"ому", "ой"},
    {"ему", "ий"},
    {"ими", "ий"},
    {"ими", "ие"},
    {"ыми", "ый"},
    {"ыми", "ые"},
    {"им", "ий"},
    {"им", "ие"},
    {"ым", "ый"},
    {"ым", "ые"},
    {"ым", ""},
    {"ом", "ий"},
    {"ом", "ый"},
    {"ем", "ий"},
    {"ой", "ая"},
    {"ую", "ая"},
    {"их", "ие"},
    {"их", "ий"},
    {"ых", "ые"},
    {"ых", "ый"},
    {"ами", ""},
    {"ами", "а"},
    {"ями", "я"},
    {"ями", "ь"},
    {"ами", "ы"},
    {"ам", ""},
    {"ам", "а"},
    {"ам", "ы"},
    {"ям", "я"},
    {"ям", "ь"},
    {"ах", ""},
    {"ах", "а"},
    {"ах", "ы"},
    {"ях", "я"},
    {"ях", "ь"},
    {"ов", ""},
    {"ов", "ы"},
    {"ев", "й"},
    {"ев", ""},
    {"ей", "ь"},
    {"ей", "я"},
    {"ом", ""},
    {"ем", "ь"},
    {"ем", "й"},
    {"ем", ""},
    {"ой", "а"},
    {"ою", "а"},
    {"ею", "я"},
    {"ью", "ь"},
    {"а", ""},
    {"у", ""},
    {"ы", ""},
    {"е", ""},
    {"и", ""},
    {"ы", "а"},
    {"и", "а"},
    {"е", "а"},
    {"у", "а"},
    {"", "а"},
    {"и", "я"},
    {"е", "я"},
    {"ю", "я"},
    {"я", "ь"},
    {"ю", "ь"},
    {"и", "ь"},
    {"е", "ь"},
    {"я", "й"},
    {"ю", "й"},
    {"е", "й"},
    {"и", "й"},
    {"и", "ия"},
    {"ию", "ия"},
    {"ии", "ия"},
    {"ией", "ия"},
    {"ий", "ия"},
    {"ца", "ец"},
    {"цу", "ец"},
    {"цем", "ец"},
    {"цом", "ец"},
    {"це", "ец"},
    {"цы", "ец"},
    {"цев", "ец"},
    {"цам", "ец"},
};

void
russian_nominatives(struct buf *out, struct str word)
{
	enum { STEM = 4 }; /* bytes: two letters at least stay */

	for (size_t i = 0; i < LENGTH(cases); i++) {
		size_t n = strlen(cases[i].ending);

		if (word.n < n + STEM || !str_ends(word, cases[i].ending))
			continue;
		buf_str(out, str_slice(word, 0, word.n - n));
		buf_puts(out, cases[i].base);
		buf_putc(out, '\n');
	}
}
