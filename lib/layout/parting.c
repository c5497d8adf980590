/*
 * Words parted at the ends of lines, where the measure is narrow: the first
 * word of the next row is looked at when a row has ended too early.  Which
 * words stay whole, and why, is in doc/decisions/0018.
 *
 *  1. One word is looked at for each row, so that all stays linear.
 *  2. What is shown is the text's own bytes and a hyphen that is none of them.
 */
#include <string.h>

#include <izba/text.h>

#include "lib/layout/private.h"

/* Rows on end that may end in a hyphen. */
#define PARTED_MOST 2
/* Bytes of what stands between two blanks, for its word to be parted. */
#define TOKEN_MOST 300

/* What stands at a row's end or is wider than it: up to the next break, with
 * the word in it. */
struct token {
	uint32_t from, to; /* what of it the row would begin with, its end */
	uint32_t word, word_to;
	bool wide; /* it does not fit on a line of its own */
};

static uint32_t
cp_at(const struct fold *f, uint32_t at, uint32_t end, uint32_t *n)
{
	size_t size;
	uint32_t cp = cp_decode(f->text + at, f->text + end, &size);

	*n = (uint32_t)size;
	return cp;
}

static bool
is_word_part(uint32_t cp)
{
	return cp_is_letter(cp) || cp_is_mark(cp) || cp == '\'' || cp == 0x2019;
}

/* Does it join words to what is none: an address, a path, a formula? */
static bool
is_joint(uint32_t cp)
{
	return cp < 0x80 && cp > ' ' &&
	       strchr("/\\@_=&#%~+|<>", (int)cp) != NULL;
}

/* Is the figure at a place a callout, or raised?  Then it is no part of the
 * word before it. */
static bool
is_callout(const struct book *b, uint32_t at)
{
	uint32_t to, i = book_reference_from(b, at);

	return (i < b->n_references && b->references[i].from <= at) ||
	       (book_style_at(b, at, &to) & STYLE_SUPERSCRIPT) != 0;
}

/* Does what follows the word in its token make it more than a word (an
 * address, a number, a name of a file)? */
static bool
goes_on(const struct fold *f, const struct token *t)
{
	uint32_t n, cp;

	for (uint32_t i = t->word_to; i < t->to; i += n) {
		cp = cp_at(f, i, t->to, &n);
		if ((cp_is_letter(cp) || cp_is_digit(cp)) &&
		    !is_callout(f->parts->b, i))
			return true;
		/* where it may be parted is stated; nor twice */
		if (is_joint(cp) || cp == 0xad ||
		    (i == t->word_to && !t->wide && cp == '-'))
			return true;
	}
	return false;
}

/* Where the word begins that the token begins with or in. */
static bool
word_begin(const struct fold *f, struct token *t)
{
	uint32_t n, cp = 0, at = t->from;

	while (at < t->to) {
		cp = cp_at(f, at, t->to, &n);
		if (is_word_part(cp))
			break;
		if (cp_is_digit(cp) || is_joint(cp) || cp == 0xad)
			return false;
		at += n;
	}
	t->word = at;
	/* the row may begin within the word */
	while (
	    t->word > f->base && at == t->from && at - t->word < TOKEN_MOST) {
		size_t size;

		cp = cp_before(f->text + f->base, f->text + t->word, &size);
		if (!is_word_part(cp))
			return cp != 0xad && cp != '.' && !is_joint(cp) &&
			       !cp_is_digit(cp) && (cp != '-' || t->wide);
		t->word -= (uint32_t)size;
	}
	return at < t->to;
}

/* Find the word; false if there is none that may be parted: names in capitals
 * and code stay whole. */
static bool
find_word(const struct fold *f, struct token *t)
{
	uint32_t n, cp, to;

	if (!word_begin(f, t))
		return false;
	for (t->word_to = t->word; t->word_to < t->to; t->word_to += n) {
		cp = cp_at(f, t->word_to, t->to, &n);
		if (!is_word_part(cp))
			break;
		if (t->word_to > t->word && cp_is_upper(cp))
			return false;
	}
	if (t->word_to - t->word > HYPHENS_WORD || goes_on(f, t))
		return false;
	return (book_style_at(f->parts->b, t->word, &to) &
		   (STYLE_CODE | STYLE_WHOLE)) == 0;
}

/* The token after a row; false if it is to stay whole. */
static bool
find_token(
    const struct fold *f, const struct row *row, int cells, struct token *t)
{
	const uint8_t *opp = f->opp;
	uint32_t base = f->base;

	t->wide = f->at == row->to && opp[f->at - base] == BREAK_NO;
	t->from = t->wide ? row->from : f->at;
	if (!t->wide && (row->hyphen || f->parted >= PARTED_MOST ||
			    cells - row->width <= cells / 8 + 1))
		return false;
	for (uint32_t i = row->to; i <= f->at && !t->wide; i++)
		if (opp[i - base] == BREAK_MUST)
			return false;
	for (t->to = f->at + 1; t->to < f->end &&
				opp[t->to - base] == BREAK_NO &&
				t->to - t->from <= TOKEN_MOST;)
		t->to++;
	/* the last word of a paragraph stands whole on its last line */
	return t->to - t->from <= TOKEN_MOST && (t->wide || t->to < f->end) &&
	       find_word(f, t);
}

/* Letters of the word from a place to another. */
static unsigned
letters_within(const struct fold *f, uint32_t from, uint32_t to)
{
	unsigned letters = 0;

	for (uint32_t n; from < to; from += n)
		letters += cp_is_letter(cp_at(f, from, to, &n));
	return letters;
}

/* Lengthen the row by as much of the word as fits with a hyphen. */
static void
part(struct fold *f, struct row *row, int cells, const struct token *t)
{
	const struct composer *c = f->parts;
	uint32_t begin = t->wide ? row->from : row->to;
	int before = t->wide ? 0 : row->width, width;
	bool points[HYPHENS_WORD];

	if (!hyphens_points(c->hyphens,
		book_language_of(c->b, t->word, t->word_to),
		book_text(c->b, t->word, t->word_to), points))
		return;
	for (uint32_t at = t->word_to - 1; at > t->word && at > t->from; at--) {
		if (!points[at - t->word] || letters_within(f, t->from, at) < 2)
			continue;
		width = before + fold_width(book_text(c->b, begin, at));
		if (width + 1 > cells)
			continue;
		row->to = f->at = at;
		row->width = width;
		row->hyphen = true;
		return;
	}
}

bool
fold_next(struct fold *f, int cells, struct row *row)
{
	struct token t = {0};

	if (!fold_whole(f, cells, row))
		return false;
	if (f->parts == NULL || f->at >= f->end)
		return true;
	if (find_token(f, row, cells, &t))
		part(f, row, cells, &t);
	f->parted = row->hyphen ? f->parted + 1 : 0;
	return true;
}
