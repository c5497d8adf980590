/*
 * text: what Unicode says of characters, and what two scripts make of a name.
 *
 * All text is UTF-8.  Functions that take a str of "clean" text rely on what
 * text_clean promises: valid UTF-8, NFC, no control characters but \n and \t,
 * no bidi overrides.  No libunistring type leaves this room.
 */
#ifndef IZBA_TEXT_H
#define IZBA_TEXT_H

#include <izba/base.h>

/* ---- code points ---- */

/* cp_decode's part for longer forms and broken ones; any form will do. */
uint32_t cp_decode_rest(const char *p, const char *end, size_t *n);
/* The code point at p (p < end) and the bytes it takes in *n.  Broken UTF-8
 * gives U+FFFD and the length of the broken part by the rule of Unicode's
 * "substitution of maximal subparts", so that it always moves on. */
static inline uint32_t
cp_decode(const char *p, const char *end, size_t *n)
{
	unsigned char c = (unsigned char)p[0];

	if (c < 0x80) {
		*n = 1;
		return c;
	}
	if (c >= 0xc2 && c < 0xe0 && end - p >= 2 &&
	    ((unsigned char)p[1] & 0xc0) == 0x80) {
		*n = 2;
		return (uint32_t)(c & 0x1f) << 6 | ((unsigned char)p[1] & 0x3f);
	}
	return cp_decode_rest(p, end, n);
}
/* The code point that ends just before p (start < p). */
uint32_t cp_before(const char *start, const char *p, size_t *n);

bool cp_is_letter_rest(uint32_t cp);	/* beyond ASCII */
static inline bool
cp_is_letter(uint32_t cp)		/* general category L* */
{
	return cp < 0x80 ? (cp | 0x20) - 'a' < 26 : cp_is_letter_rest(cp);
}

bool cp_is_digit(uint32_t cp);		/* Nd */
bool cp_is_upper(uint32_t cp);		/* Lu or Lt */
bool cp_is_lower(uint32_t cp);		/* Ll */
bool cp_is_space(uint32_t cp);		/* White_Space, with the no-break ones */
bool cp_is_mark(uint32_t cp);		/* M* */
bool cp_is_quote(uint32_t cp);		/* any quotation mark */
bool cp_is_dash(uint32_t cp);		/* hyphens, dashes and minus signs */
uint32_t cp_upper(uint32_t cp);		/* simple case mapping */
uint32_t cp_lower_rest(uint32_t cp);	/* beyond ASCII */
static inline uint32_t
cp_lower(uint32_t cp)
{
	if (cp < 0x80)
		return cp - 'A' < 26 ? cp + 32 : cp;
	return cp_lower_rest(cp);
}
/* The digit that a superscript digit (U+00B9, U+2070...) stands for, or -1. */
int cp_superscript(uint32_t cp);
/* The superscript of '0'..'9', '*', 'a'.., or 0 where there is none. */
uint32_t cp_to_superscript(uint32_t cp);

enum script { SCRIPT_NONE, SCRIPT_LATIN, SCRIPT_CYRILLIC, SCRIPT_OTHER };
/* The script of one code point; digits, marks and punctuation have none. */
enum script cp_script(uint32_t cp);
/* The script most letters of s are of; SCRIPT_NONE without letters. */
enum script text_script(struct str s);

/* ---- cleaning ---- */

/* What was mended while cleaning; each a count of places. */
struct cleaned {
	uint32_t invalid;	/* broken UTF-8, now U+FFFD */
	uint32_t controls;	/* control characters and escapes taken out */
	uint32_t bidi;		/* bidi controls taken out */
};

/* Is s clean already?  (Then text_clean would copy it as it is.) */
bool text_is_clean(struct str s);
/* Append clean text made from s; what was mended is added to *counts, which
 * may be NULL.  \r\n, \r, NEL and U+2028/9 become \n, \v and \f a blank; NUL,
 * other controls and whole escape sequences vanish, and so do U+FEFF, bidi
 * overrides, embeddings and isolates; more than 30 combining marks on one
 * letter are cut; no-break spaces and soft hyphens stay. */
void text_clean(struct buf *out, struct str s, struct cleaned *counts);
/* The bytes of the terminal's escape sequence that begins s with its ESC;
 * text_clean drops them together, so they must not be parted before. */
size_t text_escape(struct str s);

/* ---- width and graphemes (UAX #29, UAX #11) ---- */

/* Cells that a code point takes on a terminal: 0, 1 or 2.  THE width of the
 * program: it agrees with what terminals do, and a test compares it with the
 * emulator.  Control characters have width 0 and never reach the screen. */
int cp_width(uint32_t cp);
/* Bytes of the grapheme cluster at the start of s (0 if s is empty); its cells
 * in *width, which may be NULL.  One of more than 256 bytes comes in pieces. */
size_t grapheme_next(struct str s, int *width);
/* Bytes of the last grapheme cluster of s. */
size_t grapheme_prev(struct str s);
/* Cells of all of s (clean, one line). */
int text_width(struct str s);
/* The bytes at the start of s that fit into `cells`; whole graphemes. */
size_t text_fit(struct str s, int cells);

/* ---- breaks ---- */

enum { BREAK_NO, BREAK_MAY, BREAK_MUST };
/* UAX #14: opp[i] says whether a line may end before byte i of s (0 <= i <
 * s.n); blanks belong to the line before, and BREAK_MUST stands after a \n.
 * Fast for ASCII and Cyrillic, libunistring for the rest.  No line ends before
 * a superscript digit. */
void line_breaks(struct str s, uint8_t *opp);

/* UAX #29 words.  A word here holds a letter or a digit; a hyphen between
 * letters does not part it ("Antonov-Ovseenko" is one), nor do an apostrophe
 * or a stress mark. */
/* The first word that begins at or after byte `at`: its span in *from, *to;
 * false if none. */
bool word_next(struct str s, size_t at, size_t *from, size_t *to);
/* The last word that begins before byte `at`. */
bool word_prev(struct str s, size_t at, size_t *from, size_t *to);
/* The word that holds byte `at`. */
bool word_at(struct str s, size_t at, size_t *from, size_t *to);

/* Sentences, in English and Russian: initials ("В. И. Ленин"), "т. е.", "pp.",
 * numbers and ellipses inside do not end one; closing quotes, brackets and
 * callouts belong to the sentence before.  s is the text of one block; spans are
 * without the blanks around them. */
/* The first sentence that begins at or after byte `at`. */
bool sentence_next(struct str s, size_t at, size_t *from, size_t *to);
/* The sentence that holds byte `at`, or to which the blank there belongs. */
bool sentence_at(struct str s, size_t at, size_t *from, size_t *to);

/* ---- folding, for search and lookup ---- */

/* Where folded text came from: entry i says that folded byte `folded` came
 * from source byte `source`; between entries both run in step. */
struct fold_map {
	struct fold_point {
		uint32_t folded, source;
	} *v;
	size_t n, cap;
};
void fold_map_free(struct fold_map *m);
/* The source byte of a folded byte (an offset past the end gives the end). */
uint32_t fold_source(const struct fold_map *m, uint32_t folded);

enum {
	FOLD_CASE = 1,		/* Ä -> ä, Ж -> ж */
	FOLD_YO = 2,		/* ё -> е */
	FOLD_ACCENTS = 4,	/* marks taken off, but й stays й */
	FOLD_PUNCT = 8,		/* dashes -> -, quotes -> ", apostrophes -> ' */
	FOLD_SPACE = 16,	/* runs of any space or \n -> one blank */
	FOLD_FORMAT = 32,	/* soft hyphens, zero-width characters vanish */
	FOLD_OLD = 64,		/* pre-reform: ѣ -> е, і -> и, ѳ -> ф, ѵ -> и,
				   ъ at the end of a word vanishes */
	FOLD_SEARCH = 127,
	FOLD_EXACT = FOLD_PUNCT | FOLD_SPACE | FOLD_FORMAT
};
/* Append s folded.  `map`, if not NULL, gets the points of what was appended,
 * with source offsets counted from `base`. */
void text_fold(struct buf *out, struct fold_map *map, struct str s,
    uint32_t base, unsigned how);

/* ---- one name, two scripts ---- */

/* The value of a roman number in capitals, I to C; 0 if s is anything else. */
uint32_t roman_value(struct str s);
/* Append the romanisation skeleton of one word: a lossy key under which
 * Троцкий, Trotsky, Trotskii and Trockij are one.  Letters a-z only.  Folds
 * LoC, BGN/PCGN, ISO 9, scholarly and popular romanisations. */
void text_skeleton(struct buf *out, struct str word);
/* Append the keys of all readings of the word, parted by blanks, at most 8:
 * text_skeleton's first, then those in which "j" is French, "ch" German, "c" a
 * k, "x" or "h" another letter.  A Cyrillic word has one. */
void text_skeletons(struct buf *out, struct str word);
/* Letters that look alike (Latin c in a Cyrillic word, Cyrillic М in a Latin
 * one) given the script of the word's other letters. */
void text_unmix(struct buf *out, struct str word);
/* The Latin letter or sign on the key that gives cp on a Russian keyboard
 * (ЙЦУКЕН -> QWERTY); cp itself if it is none. */
uint32_t cp_qwerty(uint32_t cp);
/* What was meant by text typed with the other layout on ("nhjwrbq" ->
 * "троцкий" and the other way round). */
void text_relayout(struct buf *out, struct str typed);
/* Append s in ASCII for a terminal that has no UTF-8: Cyrillic romanised,
 * quotes and dashes plain, the rest decomposed or '?'. */
void text_ascii(struct buf *out, struct str s);

/* ---- languages ---- */

/* The language of a text as a tag ("en"), by its small words; NULL if it is
 * not clear. */
const char *text_language(struct str text);
/* The same where it is likely in a language already: told so much sooner if it
 * is. */
const char *text_language_or(struct str text, struct str likely);
/* Is the tag (BCP 47) of this language, "en-GB" of "en"? */
bool language_is(struct str tag, const char *primary);
/* The script that a language is written in, by its tag; SCRIPT_NONE if it is no
 * tag. */
enum script language_script(struct str tag);

/* ---- stems ---- */

/* Append the Snowball stem of one folded word (its script chooses English or
 * Russian). */
void text_stem(struct buf *out, struct str folded);
/* The same for many words, several times as fast. */
struct stemmer;
struct stemmer *stemmer_new(void);
/* For words of this language (BCP 47) where they are in its script; a null str
 * or one that has no stems here is English or Russian, by the script. */
struct stemmer *stemmer_new_in(struct str language);
/* By which language of the Latin script words in `language` are stemmed: two
 * languages with the same tag here have the same stems. */
const char *stemmer_tag(struct str language);
void stemmer_free(struct stemmer *s);
void stemmer_add(struct stemmer *s, struct buf *out, struct str folded);

#endif
