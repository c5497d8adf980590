/*
 * In which language a text is written, by its script, its letters and its
 * small words.  Where that is not clear it is not told.
 */
#include <string.h>

#include "lib/apparatus/work.h"

enum {
	SAMPLE = 5000, /* bytes that are looked at */
	FEWEST = 3, /* small words that must be there */
	WORD = 24
};

/* The small words of a language: common in it, rare in the others. */
static const struct {
	const char *tag, *words;
} languages[] = {
    {"en", " the of and to in that was is with for his it not by from "},
    {"de", " der die und das nicht ist ein den mit von sich auf dem des zu "},
    {"fr", " le les des et est une dans que qui du pas pour sur au la "},
    {"es", " el los las que una por con del en se no su la y lo "},
    {"it", " che di il non una gli per della sono con del nel più è la "},
    {"pt", " que não uma os para com do da em um se as mais dos ao "},
    {"nl", " het een van niet dat de en zijn op te met voor aan er ook "},
    {"sv", " och att det som en är inte på av för med den till var ett "},
    {"pl", " nie się na że jest do jak to był po ale tak za od przez "},
    {"cs", " se na že je to si by ale jako když jsem byl tak jeho který "},
    {"la", " et in est non ad cum quod ut sed qui ex quae esse atque enim "},
    {"ru", " и в не на что с он как его по это но из к же "},
    {"uk", " і в не на що з він як його та до це але від й "},
    {"be", " і ў не на што з ён як яго да гэта але ад за ці "},
    {"bg", " и в не на че с той как го по това но от се да "},
};

/* How often the small words of each language stand in a text; returns how many
 * words it has. */
static size_t
count_words(struct str s, unsigned *hits)
{
	size_t from, to = 0, n = 0;

	while (word_next(s, to, &from, &to)) {
		char word[WORD + 3] = " ";
		struct buf b = BUF_INIT;

		n++;
		if (to - from > WORD)
			continue;
		for (size_t at = from, k; at < to; at += k)
			buf_putcp(
			    &b, cp_lower(cp_decode(s.p + at, s.p + to, &k)));
		if (b.n <= WORD) {
			memcpy(word + 1, b.p, b.n);
			memcpy(word + 1 + b.n, " ", 2);
			for (size_t i = 0; i < LENGTH(languages); i++)
				hits[i] +=
				    strstr(languages[i].words, word) != NULL;
		}
		buf_free(&b);
	}
	return n;
}

const char *
language_of(struct str text)
{
	unsigned hits[LENGTH(languages)] = {0}, best = 0, second = 0;
	size_t n, which = 0;

	n = count_words(str_slice(text, 0, SAMPLE), hits);
	for (size_t i = 0; i < LENGTH(languages); i++) {
		if (hits[i] > best) {
			second = best;
			best = hits[i];
			which = i;
		} else if (hits[i] > second) {
			second = hits[i];
		}
	}
	/* one word in fifteen at least, and clearly more than in any other */
	if (best < FEWEST || best * 15 < n || best * 4 < second * 5)
		return NULL;
	return languages[which].tag;
}
