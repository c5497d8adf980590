/*
 * Titles of sections: their numbers, their ends, and a key under which a
 * title in the printed contents and the title over its chapter are one.
 * Knows words, not places.
 */
#include <string.h>

#include "lib/apparatus/work.h"

/* ---- keys ---- */

static void
key_byte(struct title_key *key, uint32_t c)
{
	key->hash = (key->hash ^ c) * 1099511628211u;
}

void
title_key_add(struct title_key *key, struct str s)
{
	const char *p = s.p, *end = s.p + s.n;

	while (p < end) {
		unsigned char c = (unsigned char)*p;
		uint32_t cp;
		size_t n;

		if (c < 0x80) {
			p++;
			if (c >= 'A' && c <= 'Z')
				c |= 32;
			if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
				key_byte(key, c);
				key->n++;
			}
			continue;
		}
		cp = cp_decode(p, end, &n);
		p += n;
		if (!cp_is_letter(cp) && !cp_is_digit(cp))
			continue;
		cp = cp_lower(cp);
		key_byte(key, cp == 0x451 ? 0x435 : cp);
		key->n++;
	}
}

uint32_t
title_prefix(struct str s)
{
	struct title_key key = TITLE_KEY_EMPTY;
	size_t n;

	for (size_t at = 0; at < s.n && key.n < 3; at += n) {
		cp_decode(s.p + at, s.p + s.n, &n);
		title_key_add(&key, str_slice(s, at, at + n));
	}
	return (uint32_t)(key.hash ^ key.hash >> 32);
}

bool
title_key_eq(struct title_key a, struct title_key b)
{
	return a.hash == b.hash && a.n == b.n;
}

/* ---- words ---- */

size_t
word_at_start(struct str s, const char *word)
{
	const char *end = word + strlen(word);
	size_t at = 0, n, m;

	while (word < end) {
		if (at >= s.n)
			return 0;
		if (cp_lower(cp_decode(s.p + at, s.p + s.n, &n)) !=
		    cp_decode(word, end, &m))
			return 0;
		at += n;
		word += m;
	}
	if (at < s.n && cp_is_letter(cp_decode(s.p + at, s.p + s.n, &n)))
		return 0;
	return at;
}

/* A glance at the first byte: most titles begin with no such word. */
static bool
may_be_word(struct str s, const char *word)
{
	unsigned char a = s.n > 0 ? (unsigned char)s.p[0] : 0;
	unsigned char b = (unsigned char)word[0];

	return a < 0x80 ? (a | 32) == b : b >= 0x80;
}

/* Words that stand before a number in a title. */
static const struct {
	const char *word;
	bool part;
} number_words[] = {
    {"chapter", false},
    {"chap", false},
    {"§", false},
    {"section", false},
    {"lecture", false},
    {"letter", false},
    {"scene", false},
    {"canto", false},
    {"stave", false},
    {"appendix", false},
    {"part", true},
    {"act", true},
    {"book", true},
    {"volume", true},
    {"глава", false},
    {"раздел", true},
    {"лекция", false},
    {"письмо", false},
    {"явление", false},
    {"картина", false},
    {"песнь", false},
    {"действие", true},
    {"акт", true},
    {"приложение", false},
    {"часть", true},
    {"книга", true},
    {"том", true},
};

/* Numbers as titles spell them out, in rows of those that mean 1, 2, 3 ... */
static const char *const spelled[][20] = {
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
	"ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
	"seventeen", "eighteen", "nineteen", "twenty"},
    {"first", "second", "third", "fourth", "fifth", "sixth", "seventh",
	"eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
	"fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
	"nineteenth", "twentieth"},
    {"первая", "вторая", "третья", "четвертая", "пятая", "шестая", "седьмая",
	"восьмая", "девятая", "десятая", "одиннадцатая", "двенадцатая",
	"тринадцатая", "четырнадцатая", "пятнадцатая", "шестнадцатая",
	"семнадцатая", "восемнадцатая", "девятнадцатая", "двадцатая"},
    {"первый", "второй", "третий", "четвертый", "пятый", "шестой", "седьмой",
	"восьмой", "девятый", "десятый", "одиннадцатый", "двенадцатый"},
    {"первое", "второе", "третье", "четвертое", "пятое", "шестое", "седьмое",
	"восьмое", "девятое", "десятое", "одиннадцатое", "двенадцатое"},
    {NULL, NULL, NULL, "четвёртая"},
    {NULL, NULL, NULL, "четвёртый"},
    {NULL, NULL, NULL, "четвёртое"},
};

/* The bytes of a number in words at the start of s; 0 if there is none. */
static size_t
spelled_at_start(struct str s, uint32_t *value)
{
	for (size_t i = 0; i < LENGTH(spelled); i++)
		for (uint32_t k = 0; k < LENGTH(spelled[i]); k++) {
			size_t n = 0;

			if (spelled[i][k] != NULL &&
			    may_be_word(s, spelled[i][k]))
				n = word_at_start(s, spelled[i][k]);
			if (n > 0) {
				*value = k + 1;
				return n;
			}
		}
	return 0;
}

uint32_t
number_value(struct str s)
{
	uint32_t sum = roman_value(s);

	if (sum > 0 || spelled_at_start(s, &sum) > 0)
		return sum;
	for (size_t i = 0; i < s.n && i < 6; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return 0;
		sum = sum * 10 + (uint32_t)(s.p[i] - '0');
	}
	return sum;
}

/* A roman numeral in capitals that is one: bytes, or 0. */
static size_t
roman_at_start(struct str s)
{
	static const char letters[] = "IVXLC";
	size_t n = 0;
	uint32_t cp;
	size_t bytes;

	while (n < s.n && n < 9 && memchr(letters, s.p[n], 5) != NULL)
		n++;
	if (n == 0 || n == s.n)
		return n;
	cp = cp_decode(s.p + n, s.p + s.n, &bytes);
	return cp_is_letter(cp) || cp_is_digit(cp) ? 0 : n;
}

static size_t
digits_at_start(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	/* 2.3 is one number */
	if (n > 0 && n + 1 < s.n && s.p[n] == '.' && s.p[n + 1] >= '0' &&
	    s.p[n + 1] <= '9')
		n += 1 + digits_at_start(str_slice(s, n + 1, s.n));
	return n <= 9 ? n : 0;
}

/* "B.2.1": a section of an appendix. */
static size_t
lettered_at_start(struct str s)
{
	size_t n, digits;

	if (s.n < 3 || !cp_is_upper(cp_decode(s.p, s.p + s.n, &n)) ||
	    n >= s.n || s.p[n] != '.')
		return 0;
	digits = digits_at_start(str_slice(s, n + 1, s.n));
	return digits > 0 ? n + 1 + digits : 0;
}

/* Skip blanks, points and dashes between a number and its title. */
static size_t
skip_between(struct str s, size_t at, bool *pointed)
{
	size_t n;

	for (*pointed = false; at < s.n; at += n) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);

		if (cp == '.' || cp == ')' || cp == ':')
			*pointed = true;
		else if (!cp_is_space(cp) && !(cp_is_dash(cp) && cp != '-'))
			break;
	}
	return at;
}

/* "Appendix B": a capital counts there. */
static size_t
letter_at_start(struct str s, struct str rest)
{
	size_t n, m;

	if (word_at_start(s, "appendix") == 0 &&
	    word_at_start(s, "приложение") == 0)
		return 0;
	if (rest.n == 0 || !cp_is_upper(cp_decode(rest.p, rest.p + rest.n, &n)))
		return 0;
	return n == rest.n ||
		       !cp_is_letter(cp_decode(rest.p + n, rest.p + rest.n, &m))
		   ? n
		   : 0;
}

/* "Chapter 12. The Title", "Part One", the word found. */
static bool
split_named(struct str s, size_t word, struct title_parts *out)
{
	bool pointed;
	size_t from = skip_between(s, word, &pointed), n;
	struct str rest = str_slice(s, from, s.n);
	uint32_t value;

	if (from == word && word < s.n)
		return false;
	n = digits_at_start(rest);
	if (n == 0)
		n = roman_at_start(rest);
	if (n == 0)
		n = letter_at_start(s, rest);
	if (n == 0) {
		/* "Chapter the First" */
		n = word_at_start(rest, "the");
		if (n > 0)
			rest = str_slice(
			    rest, skip_between(rest, n, &pointed), rest.n);
		n = spelled_at_start(rest, &value);
	}
	if (n == 0)
		return false;
	out->number = str_slice(rest, 0, n);
	out->named = true;
	from = skip_between(rest, n, &pointed);
	if (from < rest.n && from == n)
		return false;
	/* "Part of the way": a word, not a title with a number */
	out->alone = from == rest.n;
	out->title = out->alone ? s : str_slice(rest, from, rest.n);
	return true;
}

struct title_parts
title_split(struct str s)
{
	struct title_parts out = {.title = s};
	bool pointed, dotted;
	size_t n, at, bytes;

	for (size_t i = 0; i < LENGTH(number_words); i++) {
		if (!may_be_word(s, number_words[i].word))
			continue;
		n = word_at_start(s, number_words[i].word);
		if (n == 0)
			continue;
		out.part = number_words[i].part;
		if (split_named(s, n, &out))
			return out;
		out = (struct title_parts){.title = s};
		break;
	}
	n = digits_at_start(s);
	if (n == 0 || n > 7)
		n = lettered_at_start(s);
	if (n == 0)
		n = roman_at_start(s);
	if (n == 0)
		return out;
	at = skip_between(s, n, &pointed);
	dotted = memchr(s.p, '.', n) != NULL && at < s.n &&
		 cp_is_upper(cp_decode(s.p + at, s.p + s.n, &bytes));
	if (at == s.n) {
		out.number = str_slice(s, 0, n);
		out.alone = true;
	} else if (pointed ||
		   (at > n && (dotted || (s.p[0] <= '9' && n <= 2)))) {
		out.number = str_slice(s, 0, n);
		out.title = str_slice(s, at, s.n);
	}
	return out;
}

struct str
title_number(struct str s)
{
	struct title_parts parts = title_split(s);

	if (parts.number.p == NULL || !parts.named)
		return s;
	return str_slice(s, 0, (size_t)(parts.number.p - s.p) + parts.number.n);
}

/* ---- ends ---- */

/* Without a callout in brackets, close behind the last word. */
static struct str
without_bracket(struct str s)
{
	size_t n = s.n;
	char close = n > 0 ? s.p[n - 1] : 0;

	if (n < 4)
		return s;
	for (n--; n > 0 && s.p[n - 1] >= '0' && s.p[n - 1] <= '9';)
		n--;
	if (n < 2 || n == s.n - 1 || s.n - n > 5 ||
	    close != bracket_closing(s.p[n - 1]) || s.p[n - 2] == ' ')
		return s;
	return str_slice(s, 0, n - 1);
}

/* Without a callout that lost its raised look: digits behind a letter. */
static struct str
without_glued(struct str s)
{
	size_t n = s.n, bytes;

	while (n > 0 && s.p[n - 1] >= '0' && s.p[n - 1] <= '9')
		n--;
	if (n == s.n || s.n - n > 2 || n < 4 ||
	    !cp_is_lower(cp_before(s.p, s.p + n, &bytes)))
		return s;
	return str_slice(s, 0, n);
}

/* Take off blanks, leaders, callouts. */
struct str
title_trim(struct str s)
{
	size_t n;

	s = without_glued(without_bracket(str_trim(s)));
	while (s.n > 0) {
		uint32_t cp = cp_before(s.p, s.p + s.n, &n);

		if (cp_superscript(cp) < 0 && !cp_is_space(cp) &&
		    cp != 0x2020 && cp != 0x2021 && cp != '*' && cp != ':')
			break;
		s.n -= n;
	}
	if (s.n > 1 && s.p[s.n - 1] == '.' && s.p[s.n - 2] != '.')
		s.n--;
	return s;
}

static bool
ends_in(struct str s, bool asked)
{
	size_t n;

	while (s.n > 0) {
		uint32_t cp = cp_before(s.p, s.p + s.n, &n);

		if (cp == '.' || cp == 0x2026 || cp == ':' || cp == ';')
			return true;
		if (cp == '!' || cp == '?')
			return !asked;
		if (!cp_is_quote(cp) && !cp_is_space(cp) && cp != ')' &&
		    cp != ']' && cp != '*' && cp_superscript(cp) < 0)
			return false;
		s.n -= n;
	}
	return false;
}

bool
text_ends_sentence(struct str s)
{
	return ends_in(s, false);
}

bool
text_ends_statement(struct str s)
{
	return ends_in(s, true);
}
