/*
 * Words for near matches: folded, hashed, one letter a byte.  Fast for ASCII
 * and Russian; other letters go through text_fold.
 */
#include <stdlib.h>

#include "lib/store/near.h"

enum class { CLASS_GAP, CLASS_LETTER, CLASS_DIGIT, CLASS_WIDE, CLASS_NOTHING };

/* What a code point beyond ASCII is for words. */
static enum class class_of_wide(uint32_t cp) {
	if (cp >= 0x400 && cp < 0x460) return CLASS_LETTER;
	/* soft hyphens and joiners do not part words, nor do marks */
	if (cp == 0xad || (cp >= 0x200b && cp <= 0x200f) || cp == 0x2060 ||
	    cp == 0xfeff) return CLASS_NOTHING;
	if (cp_superscript(cp) >= 0) return CLASS_GAP;
	if (cp_is_letter(cp)) return cp_width(cp) > 1 ? CLASS_WIDE
						      : CLASS_LETTER;
	if (cp_is_digit(cp)) return CLASS_DIGIT;
	return cp_is_mark(cp) ? CLASS_NOTHING : CLASS_GAP;
}

static inline enum class class_of(uint32_t cp) {
	if (cp >= 0x80) return class_of_wide(cp);
	if ((cp | 0x20) - 'a' < 26) return CLASS_LETTER;
	return cp - '0' < 10 ? CLASS_DIGIT : CLASS_GAP;
}

/* The byte of a folded letter; 0 if it must be folded first. */
static inline unsigned char
letter_of(uint32_t cp)
{
	if (cp < 0x80)
		return (unsigned char)(cp - 'A' < 26 ? cp + 32 : cp);
	if (cp - 0x410 < 32)
		return (unsigned char)(0x80 + (cp - 0x410));
	if (cp - 0x430 < 32)
		return (unsigned char)(0x80 + (cp - 0x430));
	return 0;
}

/* The same for what text_fold gave. */
static unsigned char
letter_folded(uint32_t cp)
{
	unsigned char c = letter_of(cp);

	return c != 0 ? c : (unsigned char)(0xa0 + cp * 2654435761u % 96);
}

void
lexer_begin(struct lexer *l, struct str text, size_t from, size_t to)
{
	l->text = text;
	l->at = from;
	l->end = to < text.n ? to : text.n;
	buf_clear(&l->letters);
}

void
lexer_free(struct lexer *l)
{
	buf_free(&l->letters);
	buf_free(&l->scratch);
}

/* The word's letters again, through text_fold. */
static void
fold_slowly(struct lexer *l, struct token *t)
{
	size_t n;

	buf_cut(&l->letters, t->first);
	buf_clear(&l->scratch);
	text_fold(&l->scratch, NULL, str_slice(l->text, t->from, t->to), 0,
	    FOLD_CASE | FOLD_YO | FOLD_ACCENTS | FOLD_FORMAT | FOLD_OLD);
	for (size_t i = 0; i < l->scratch.n; i += n) {
		uint32_t cp = cp_decode(
		    l->scratch.p + i, l->scratch.p + l->scratch.n, &n);

		if (class_of(cp) != CLASS_NOTHING && class_of(cp) != CLASS_GAP)
			buf_putc(&l->letters, (char)letter_folded(cp));
	}
}

/* The bytes of a hyphen within a word, with the end of a line behind it: "to-day"
 * is the same as "today". */
static size_t
hyphen(const struct lexer *l)
{
	static const char *const hyphens[] = {
	    "-", "\xe2\x80\x90", "\xe2\x80\x91"};
	const char *p = l->text.p, *end = p + l->text.n;
	struct str rest = str_slice(l->text, l->at, l->text.n);
	size_t n = 0, m;

	for (size_t i = 0; i < LENGTH(hyphens) && n == 0; i++)
		if (str_starts(rest, hyphens[i]))
			n = strlen(hyphens[i]);
	if (n > 0 && n < rest.n && rest.p[n] == '\n')
		n++;
	return n > 0 && n < rest.n &&
		       class_of(cp_decode(p + l->at + n, end, &m)) ==
			   CLASS_LETTER
		   ? n
		   : 0;
}

/* Count the letters, hash them and their pairs. */
static void
sum_up(const struct lexer *l, struct token *t)
{
	const unsigned char *p = (const unsigned char *)l->letters.p + t->first;
	size_t n = l->letters.n - t->first;
	uint32_t h = 2166136261u;

	t->letters = (uint16_t)(n < UINT16_MAX ? n : UINT16_MAX);
	t->pairs = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned last = i > 0 ? p[i - 1] : 0;

		h = (h ^ p[i]) * 16777619u;
		t->pairs |= (uint64_t)1
			    << (((last * 31u + p[i]) * 0x9e3779b1u) >> 26);
	}
	h ^= h >> 15;
	t->hash = h * 0x85ebca6bu;
}

/* Read on from the first letter or digit of a word; false if what follows is
 * not text_fold's plain part. */
static bool
read_word(struct lexer *l, struct token *t, enum class kind)
{
	const char *p = l->text.p, *end = p + l->text.n;
	unsigned char c = 0;
	bool plain = true;
	size_t n;

	while (l->at < l->text.n) {
		uint32_t cp = cp_decode(p + l->at, end, &n);
		enum class now = class_of(cp);

		if (now == CLASS_GAP && kind == CLASS_LETTER && cp != ' ' &&
		    hyphen(l) > 0) {
			l->at += hyphen(l);
			plain = false;
			continue;
		}
		if (now == CLASS_NOTHING) {
			l->at += n;
			plain = plain && cp_width(cp) == 0 && !cp_is_mark(cp);
			continue;
		}
		if (now != kind || l->at - t->from >= 1024)
			break;
		c = letter_of(cp);
		plain = plain && c != 0;
		buf_putc(&l->letters, (char)c);
		l->at += n;
		t->to = (uint32_t)l->at;
		if (kind == CLASS_WIDE)
			break;
	}
	return plain && c != 0x80 + 0x1a; /* a hard sign at the end */
}

bool
lexer_next(struct lexer *l, struct token *out)
{
	const char *p = l->text.p, *end = p + l->text.n;
	enum class kind = CLASS_GAP;
	size_t n = 0;

	for (; l->at < l->end; l->at += n) {
		kind = class_of(cp_decode(p + l->at, end, &n));
		if (kind != CLASS_GAP && kind != CLASS_NOTHING)
			break;
	}
	if (l->at >= l->end)
		return false;
	*out = (struct token){.from = (uint32_t)l->at,
	    .first = (uint32_t)l->letters.n,
	    .kind = kind == CLASS_DIGIT ? TOKEN_DIGITS : TOKEN_LETTERS};
	if (!read_word(l, out, kind))
		fold_slowly(l, out);
	sum_up(l, out);
	return true;
}

bool
token_is_mark(struct str text, const struct token *t)
{
	size_t n;
	uint32_t cp;

	if (t->kind != TOKEN_DIGITS || t->letters > 3 || t->from == 0)
		return false;
	cp = cp_before(text.p, text.p + t->from, &n);
	if (cp_is_letter(cp) || cp == '[')
		return true;
	/* after a sentence, but not within a number like 3.14 */
	if (n >= t->from ||
	    (strchr(".,;:!?)", (int)cp) == NULL && !cp_is_quote(cp)))
		return false;
	cp = cp_before(text.p, text.p + t->from - n, &n);
	return !cp_is_digit(cp) && !cp_is_space(cp);
}

static void
add_tokens(
    struct tokens *t, struct str text, size_t from, size_t to, bool marks)
{
	struct lexer l = {.letters = t->letters, .scratch = BUF_INIT};
	struct token token;

	l.text = text;
	l.at = from;
	l.end = to < text.n ? to : text.n;
	while (lexer_next(&l, &token))
		if (marks || !token_is_mark(text, &token))
			ARRAY_PUSH(t->v, t->n, t->cap, token);
		else
			buf_cut(&l.letters, token.first);
	t->letters = l.letters;
	buf_free(&l.scratch);
}

void
tokens_add(struct tokens *t, struct str text, size_t from, size_t to)
{
	add_tokens(t, text, from, to, true);
}

void
tokens_add_text(struct tokens *t, struct str text, size_t from, size_t to)
{
	add_tokens(t, text, from, to, false);
}

void
tokens_free(struct tokens *t)
{
	free(t->v);
	buf_free(&t->letters);
	*t = (struct tokens){.letters = BUF_INIT};
}
