/*
 * Phrases: the longest run of words around a place that has an entry.
 */
#include "lib/apparatus/lookup.h"

/* May a phrase go on from byte `a` to byte `b`?  Blanks and hyphens, quotes
 * and brackets part its words, and the points of initials. */
static bool
may_join(struct str s, size_t a, size_t b)
{
	for (size_t i = a, n; i < b; i += n) {
		uint32_t cp = cp_decode(s.p + i, s.p + s.n, &n);

		if (cp == '.' && (a < 3 || s.p[a - 2] == ' ' || a == 1 ||
				     (unsigned char)s.p[a - 1] >= 0x80))
			continue;
		if (!cp_is_space(cp) && !cp_is_dash(cp) && cp != '(' &&
		    cp != '\'' && cp != 0x2019)
			return false;
		if (cp == '\n' || cp == '\t')
			return false;
	}
	return true;
}

struct word_span {
	size_t from, to;
};

/* The word at `at` and up to `most` around it that may be of one phrase; the
 * place of that word among them in *here. */
static unsigned
words_around(
    struct str s, size_t at, unsigned most, struct word_span *v, unsigned *here)
{
	size_t from, to;
	unsigned n = 0, back = 0;
	struct word_span before[QUERY_WORDS];

	if (!word_at(s, at, &from, &to))
		return 0;
	v[0] = (struct word_span){from, to};
	for (size_t f = from, pf, pt;
	     back + 1 < most && word_prev(s, f, &pf, &pt) && pt <= f &&
	     may_join(s, pt, f);
	     f = pf)
		before[back++] = (struct word_span){pf, pt};
	for (n = 0; n < back; n++)
		v[n] = before[back - 1 - n];
	*here = n;
	v[n++] = (struct word_span){from, to};
	for (size_t t = to; n < *here + most && word_next(s, t, &from, &to) &&
			    may_join(s, t, from);
	     t = to)
		v[n++] = (struct word_span){from, to};
	return n;
}

bool
apparatus_phrase_at(
    const struct book *b, uint32_t place, uint32_t *from, uint32_t *to)
{
	const struct block *k = &b->blocks[book_block_at(b, place)];
	struct str s = book_text(b, k->from, k->to);
	struct word_span v[2 * QUERY_WORDS];
	struct str language;
	unsigned most = lookup_most_words(b), here, n;
	struct match m;

	if (most > QUERY_WORDS / 2)
		most = QUERY_WORDS / 2;
	if (place < k->from || place >= k->to)
		return false;
	n = words_around(s, place - k->from, most, v, &here);
	if (n == 0)
		return false;
	language = book_language_of(b, k->from + (uint32_t)v[here].from,
	    k->from + (uint32_t)v[here].to);
	for (unsigned len = most; len > 1; len--)
		for (unsigned i = here + 1 > len ? here + 1 - len : 0;
		     i <= here && i + len <= n; i++) {
			struct str phrase =
			    str_slice(s, v[i].from, v[i + len - 1].to);

			if (lookup_in(b, phrase, language, &m, 1) > 0) {
				*from = k->from + (uint32_t)v[i].from;
				*to = k->from + (uint32_t)v[i + len - 1].to;
				return true;
			}
		}
	*from = k->from + (uint32_t)v[here].from;
	*to = k->from + (uint32_t)v[here].to;
	return true;
}
