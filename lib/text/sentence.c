/*
 * Sentences in English and Russian.  Whether one ends at a sign is decided by
 * what stands around that sign; nothing else is remembered, so any place of a
 * long text can be asked about.
 *
 * s is the text of one block: a newline in it is a blank.
 */
#include <string.h>

#include "lib/text/decode.h"

#define ABBREVIATION_MAX 16 /* bytes */
#define LOOK_AHEAD 64 /* code points of signs between sentences */

/* Abbreviations in lower case, without their last point.  A sentence never
 * ends with these. */
static const char *const never_last[] = {
    /* English */
    "mr", "mrs", "ms", "messrs", "dr", "prof", "st", "rev", "hon", "gen", "col",
    "lt", "capt", "sgt", "maj", "adm", "gov", "pres", "sen", "rep", "ed", "eds",
    "trans", "cf", "viz", "vs", "v", "e.g", "i.e", "op", "loc", "comp", "wm",
    "geo", "jos", "chas", "th", "ph",
    /* Russian */
    "тт", "тов", "гр", "г-н", "г-жа", "проф", "акад", "доц", "ген", "им", "см",
    "ср", "напр", "изд", "ред", "сост", "пер", "прим", "примеч", "илл", "цит",
    "указ", "соч", "собр", "полн", "т.е", "т.н", "т.к", "св", "ул", "пл", "р",
    "оз", "дж", "вл", "ник", "ал", "лит", "род", "ум"};

/* Nor with these before a number. */
static const char *const before_number[] = {
    /* English */
    "no", "nos", "p", "pp", "vol", "vols", "ch", "chap", "chaps", "fig", "figs",
    "art", "sec", "par", "ser", "ca", "c", "fl", "approx", "n", "nn", "l", "ll",
    "f", "ff", "etc", "al", "cit", "ibid", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec", "a.m", "p.m",
    /* Russian */
    "т", "стр", "с", "сс", "ч", "чч", "кн", "гл", "разд", "ст", "вып", "рис",
    "табл", "ф", "оп", "д", "л", "лл", "ок", "г", "гг", "в", "вв", "др", "пр",
    "п", "пп", "янв", "февр", "авг", "сент", "окт", "нояб", "дек"};

static bool
is_listed(const char *const *list, size_t n, struct str word)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(word, list[i]))
			return true;
	return false;
}

static bool
is_end_sign(uint32_t cp)
{
	return cp == '.' || cp == '!' || cp == '?' || cp == 0x2026 ||
	       cp == 0x3002 || cp == 0xff01 || cp == 0xff1f;
}

/* Signs that belong to the sentence before: closing ones and callouts. */
static bool
is_closer(uint32_t cp)
{
	return cp == ')' || cp == ']' || cp == '}' || cp == '*' ||
	       cp == 0x2020 || cp == 0x2021 || cp == 0x300d || cp == 0x300f ||
	       cp_superscript(cp) >= 0 || cp_is_quote(cp);
}

/* The end of the end signs, closers and "[12]" from byte i on. */
static size_t
tail_end(struct str s, size_t i)
{
	const char *end = s.p + s.n;
	uint32_t cp;
	size_t n, k;

	while (i < s.n) {
		cp = decode(s.p + i, end, &n);
		if (cp == '[') {
			for (k = i + 1;
			     k < s.n && s.p[k] >= '0' && s.p[k] <= '9';)
				k++;
			if (k == i + 1 || k == s.n || s.p[k] != ']')
				break;
			n = k + 1 - i;
		} else if (!is_end_sign(cp) && !is_closer(cp))
			break;
		i += n;
	}
	return i;
}

/* The first letter or digit after the blanks, quotes and dashes from byte i
 * on; 0 if there is none near. */
static uint32_t
first_after(struct str s, size_t i)
{
	const char *end = s.p + s.n;
	uint32_t cp;
	size_t n;

	for (int k = 0; i < s.n && k < LOOK_AHEAD; i += n, k++) {
		cp = decode(s.p + i, end, &n);
		if (cp_is_letter(cp) || cp_is_digit(cp))
			return cp;
	}
	return 0;
}

static bool
is_abbreviated(uint32_t cp)
{
	return cp_is_letter(cp) || cp_is_digit(cp) || cp_is_mark(cp) ||
	       cp == '.' || cp == '-';
}

static bool
is_one_letter(struct str s, size_t from, size_t to)
{
	size_t n;

	if (from >= to)
		return false;
	return cp_is_letter(decode(s.p + from, s.p + to, &n)) && n == to - from;
}

/* The word before the point at byte i, with the points inside it and those of
 * single letters before it ("т. д" is one), folded to in `room`; *capital tells how it begins, *first that nothing but
 * blanks stands before it in s. */
static struct str
word_before(
    struct str s, size_t i, struct buf *room, bool *capital, bool *first)
{
	size_t from = i, n;
	uint32_t cp = 0;

	while (from > 0 && i - from <= ABBREVIATION_MAX) {
		cp = cp_before(s.p, s.p + from, &n);
		if (!is_abbreviated(cp) &&
		    !(cp_is_space(cp) && is_one_letter(s, from, i) &&
			from - n > 0 && s.p[from - n - 1] == '.'))
			break;
		from -= n;
	}
	*first = str_trim(str_slice(s, 0, from)).n == 0;
	*capital = false;
	for (size_t k = from; k < i; k += n) {
		cp = decode(s.p + k, s.p + s.n, &n);
		if (k == from)
			*capital = cp_is_upper(cp);
		if (!cp_is_space(cp))
			buf_putcp(room, cp_lower(cp));
	}
	return buf_lend(room);
}

static bool
is_number(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if ((word.p[i] < '0' || word.p[i] > '9') && word.p[i] != '.')
			return false;
	return word.n > 0;
}

/* "В", "Дж", "U.S": single letters with points between them. */
static bool
is_initials(struct str word)
{
	size_t letters = 0, n;

	for (size_t i = 0; i < word.n; i += n) {
		uint32_t cp = decode(word.p + i, word.p + word.n, &n);

		if (cp == '.')
			letters = 0;
		else if (!cp_is_letter(cp) || ++letters > 1)
			return false;
	}
	return word.n > 0;
}

/* Is the single point at byte i that of an abbreviation, an initial or a
 * number, with `next` after it? */
static bool
is_inner_point(struct str s, size_t i, uint32_t next)
{
	struct buf room = BUF_INIT;
	bool capital, first, inner;
	struct str word = word_before(s, i, &room, &capital, &first);

	if (is_number(word))
		inner = first;
	else if (capital && is_initials(word))
		inner = true;
	else if (is_listed(never_last, LENGTH(never_last), word))
		inner = true;
	else
		inner = cp_is_digit(next) &&
			is_listed(before_number, LENGTH(before_number), word);
	buf_free(&room);
	return inner;
}

/* Does a sentence end with the sign at byte i?  Then its end, else 0. */
static size_t
end_at(struct str s, size_t i)
{
	const char *end = s.p + s.n;
	uint32_t sign, next, after;
	size_t to, n, m;
	bool single;

	sign = decode(s.p + i, end, &n);
	to = tail_end(s, i);
	if (to == s.n)
		return to;
	after = decode(s.p + to, end, &m);
	if (sign < 0x3000 && !cp_is_space(after))
		return 0;
	/* "[...]" stands for words left out */
	if (i > 0 && s.p[i - 1] == '[')
		return 0;
	next = first_after(s, to);
	if (cp_is_lower(next))
		return 0;
	single = sign == '.' && !is_end_sign(decode(s.p + i + n, end, &m)) &&
		 (i == 0 || !is_end_sign((unsigned char)s.p[i - 1]));
	if (single && to == i + n && is_inner_point(s, i, next))
		return 0;
	return to;
}

/* The end of the sentence that begins at or before byte `at`. */
static size_t
sentence_end(struct str s, size_t at)
{
	const char *end = s.p + s.n;
	size_t n, to;

	for (; at < s.n; at += n) {
		if (!is_end_sign(decode(s.p + at, end, &n)))
			continue;
		to = end_at(s, at);
		if (to != 0)
			return to;
		to = tail_end(s, at);
		n = to - at > n ? to - at : n;
	}
	return s.n;
}

static size_t
skip_spaces(struct str s, size_t at)
{
	size_t n;

	while (at < s.n && cp_is_space(decode(s.p + at, s.p + s.n, &n)))
		at += n;
	return at;
}

/* The start of the sentence that holds byte `at`: after the last end before
 * it. */
static size_t
sentence_start(struct str s, size_t at)
{
	size_t i = at, n, to, sign;
	uint32_t cp;

	while (i > 0) {
		cp = cp_before(s.p, s.p + i, &n);
		i -= n;
		if (!is_end_sign(cp))
			continue;
		/* ask at the first sign of "?!..", as going forward does */
		for (sign = i; sign > 0; sign -= n) {
			cp = cp_before(s.p, s.p + sign, &n);
			if (!is_end_sign(cp) && !is_closer(cp))
				break;
		}
		while (!is_end_sign(decode(s.p + sign, s.p + s.n, &n)))
			sign += n;
		to = end_at(s, sign);
		if (to != 0 && to <= at && skip_spaces(s, to) <= at)
			return skip_spaces(s, to);
		i = sign;
	}
	return skip_spaces(s, 0);
}

bool
sentence_at(struct str s, size_t at, size_t *from, size_t *to)
{
	if (at >= s.n || str_trim(s).n == 0)
		return false;
	*from = sentence_start(s, at);
	if (*from > at) {
		/* blanks before the first */
		at = *from;
		if (at >= s.n)
			return false;
	}
	*to = sentence_end(s, *from);
	while (*to > *from) {
		size_t n;

		if (!cp_is_space(cp_before(s.p, s.p + *to, &n)))
			break;
		*to -= n;
	}
	return *to > *from;
}

bool
sentence_next(struct str s, size_t at, size_t *from, size_t *to)
{
	if (at >= s.n)
		return false;
	at = skip_spaces(s, at);
	if (at < s.n && sentence_start(s, at) != at)
		at = skip_spaces(s, sentence_end(s, sentence_start(s, at)));
	return at < s.n && sentence_at(s, at, from, to);
}
