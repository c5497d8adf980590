/*
 * Which single-byte encoding a text is in, told by how well its bytes read as
 * Russian letters in each: what that text would cost to write down, in eighths
 * of a bit, by the frequencies of letter pairs.
 *
 *  1. Only bytes past 0x7f cost anything; the rest is the same in all.
 *  2. Cyrillic letters cost what their pair costs, and more where no writer
 *     would put them: beside a Latin letter, or capitals after small ones.
 *  3. Western text is a model of its own: single letters among Latin ones. It
 *     wins unless Cyrillic is cheaper by a margin, and also reads as words.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "lib/formats/encoding-pairs.h"
#include "lib/formats/encoding-parts.h"

enum {
	LOOKED_AT = 65536, /* bytes */
	MARGIN = 40, /* by which Cyrillic must be cheaper */
	LETTER_MAX = 50, /* what a letter of Russian costs at most, on average;
			    about 36 is usual, and 60 is noise */
	LETTERS_MIN = 3,
	COST_MIXED = 48, /* a Cyrillic letter beside a Latin one */
	COST_CAPITAL = 8, /* the first of a word */
	COST_INSIDE =
	    48, /* a capital after a small letter, a sign between two */
	COST_AFTER = 24, /* a small letter after two capitals */
	COST_FOREIGN = 24, /* a letter that Russian has not */
	COST_SIGN = 52, /* punctuation */
	COST_ODD = 96, /* another sign */
	COST_BOX = 64, /* a piece of a box's line */
	COST_BOX_ON = 8, /* the same again */
	COST_NONE = 160, /* stands for nothing */
	COST_WESTERN = 44, /* beside a Latin letter */
	COST_ALONE = 56, /* "à" */
	COST_ROW = 56 /* each more in a row */
};

enum sign { SIGN_LETTER, SIGN_PUNCT, SIGN_BOX, SIGN_ODD, SIGN_NONE };

/* What a byte is in one encoding. */
struct reading {
	uint8_t letter; /* 1 to 32, of the table of pairs */
	uint8_t sign; /* enum sign */
	bool upper, foreign;
};

struct detector {
	struct reading v[HALVES][128];
};

/* ---- what bytes are ---- */

/* The Russian letter that another Cyrillic letter mostly stands for. */
static uint32_t
russian_letter(uint32_t cp)
{
	static const struct {
		uint16_t cp, like;
	} others[] = {
	    {0x451, 0x435}, /* ё: е */
	    {0x452, 0x434}, /* ђ: д */
	    {0x453, 0x433}, /* ѓ: г */
	    {0x454, 0x44d}, /* є: э */
	    {0x455, 0x437}, /* ѕ: з */
	    {0x456, 0x438}, /* і: и */
	    {0x457, 0x439}, /* ї: й */
	    {0x458, 0x439}, /* ј: й */
	    {0x459, 0x43b}, /* љ: л */
	    {0x45a, 0x43d}, /* њ: н */
	    {0x45b, 0x442}, /* ћ: т */
	    {0x45c, 0x43a}, /* ќ: к */
	    {0x45e, 0x443}, /* ў: у */
	    {0x45f, 0x447}, /* џ: ч */
	    {0x491, 0x433}, /* ґ: г */
	};

	for (size_t i = 0; i < LENGTH(others); i++)
		if (others[i].cp == cp)
			return others[i].like;
	return cp;
}

static uint8_t
sign_of(uint32_t cp)
{
	static const uint16_t usual[] = {0xa0, 0xa7, 0xa9, 0xab, 0xb0, 0xb7,
	    0xbb, 0x2013, 0x2014, 0x2018, 0x2019, 0x201a, 0x201c, 0x201d,
	    0x201e, 0x2022, 0x2026, 0x2116};

	if (cp == 0)
		return SIGN_NONE;
	if (cp >= 0x2500 && cp < 0x25a0)
		return SIGN_BOX;
	for (size_t i = 0; i < LENGTH(usual); i++)
		if (usual[i] == cp)
			return SIGN_PUNCT;
	return cp_is_letter(cp) ? SIGN_LETTER : SIGN_ODD;
}

static struct reading
reading_of(uint32_t cp)
{
	struct reading r = {.sign = sign_of(cp)};
	uint32_t low = cp_lower(cp), russian = russian_letter(low);

	if (russian >= 0x430 && russian < 0x450) {
		r.letter = (uint8_t)(russian - 0x430 + 1);
		r.upper = low != cp;
		r.foreign = low != russian && low != 0x451;
	}
	return r;
}

struct detector *
detector_new(void)
{
	struct detector *t = xmalloc(sizeof(*t));

	for (int h = 0; h < HALVES; h++)
		for (int i = 0; i < 128; i++)
			t->v[h][i] = reading_of(upper_halves[h][i]);
	return t;
}

void
detector_free(struct detector *t)
{
	free(t);
}

/* ---- what a text costs ---- */

static bool
is_latin(unsigned char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* A text being read as Cyrillic: the word so far. */
struct word {
	uint8_t last; /* its last letter */
	bool latin; /* the byte before is a Latin letter */
	uint8_t box; /* ... or this piece of a box, or 0 */
	bool inside; /* ... or a sign right after a letter */
	bool upper; /* the last letter is a capital */
	uint8_t length; /* in letters, up to 2 */
};

struct sum {
	uint32_t letters; /* their number */
	uint32_t words; /* what letters cost */
	uint32_t signs; /* what all else costs */
};

static void
add_letter(struct sum *sum, struct word *w, const struct reading *r)
{
	sum->words += pair_costs[w->last][r->letter];
	if (w->latin)
		sum->words += COST_MIXED;
	if (w->inside)
		sum->words += COST_INSIDE;
	if (r->foreign)
		sum->signs += COST_FOREIGN;
	if (r->upper && w->length == 0)
		sum->words += COST_CAPITAL;
	else if (r->upper && !w->upper)
		sum->words += COST_INSIDE;
	else if (!r->upper && w->upper && w->length > 1)
		sum->words += COST_AFTER;
	sum->letters++;
	w->length = (uint8_t)(w->length < 2 ? w->length + 1 : 2);
	w->last = r->letter;
	w->upper = r->upper;
	w->latin = w->inside = false;
	w->box = 0;
}

/* The word is over at what is no Cyrillic letter. */
static void
end_word(struct sum *sum, struct word *w, bool latin)
{
	if (w->last != 0)
		sum->words += pair_costs[w->last][0];
	if (w->last != 0 && latin)
		sum->words += COST_MIXED;
	*w = (struct word){.latin = latin};
}

static void
add_sign(struct sum *sum, struct word *w, const struct reading *r, uint8_t byte)
{
	static const uint8_t costs[] = {
	    [SIGN_LETTER] = COST_ODD,
	    [SIGN_PUNCT] = COST_SIGN,
	    [SIGN_BOX] = COST_BOX,
	    [SIGN_ODD] = COST_ODD,
	    [SIGN_NONE] = COST_NONE,
	};
	bool inside;

	sum->signs += w->box == byte ? COST_BOX_ON : costs[r->sign];
	inside = w->last != 0;
	end_word(sum, w, false);
	w->inside = inside;
	w->box = r->sign == SIGN_BOX ? byte : 0;
}

static struct sum
cyrillic_cost(const struct reading *half, struct str s)
{
	struct sum sum = {0, 0, 0};
	struct word w = {0};

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x80)
			end_word(&sum, &w, is_latin(c));
		else if (half[c - 128].letter != 0)
			add_letter(&sum, &w, &half[c - 128]);
		else
			add_sign(&sum, &w, &half[c - 128], c);
	}
	end_word(&sum, &w, false);
	return sum;
}

/* What it costs as western text. */
static uint32_t
western_cost(const struct reading *half, struct str s)
{
	uint32_t cost = 0;
	unsigned char before = 0, after;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		after = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
		if (c >= 0x80) {
			uint8_t sign = half[c - 128].sign;

			if (sign == SIGN_PUNCT)
				cost += COST_SIGN;
			else if (is_latin(before) || is_latin(after))
				cost += COST_WESTERN;
			else
				cost +=
				    sign == SIGN_LETTER ? COST_ALONE : COST_ODD;
			if (before >= 0x80 && sign != SIGN_PUNCT)
				cost += COST_ROW;
		}
		before = c;
	}
	return cost;
}

struct verdict
detect(const struct detector *t, struct str s)
{
	struct verdict v = {.half = HALF_1252};
	struct sum sums[HALVES_CYRILLIC];
	int best = 0;

	s = str_slice(s, 0, LOOKED_AT);
	for (int h = 0; h < HALVES_CYRILLIC; h++) {
		sums[h] = cyrillic_cost(t->v[h], s);
		v.costs[h] = sums[h].words + sums[h].signs;
		if (v.costs[h] < v.costs[best])
			best = h;
	}
	v.costs[HALF_1252] = western_cost(t->v[HALF_1252], s);
	if (v.costs[best] + MARGIN < v.costs[HALF_1252] &&
	    sums[best].letters >= LETTERS_MIN &&
	    sums[best].words <= sums[best].letters * LETTER_MAX) {
		v.half = (enum half)best;
		v.letters = sums[best].letters;
	}
	return v;
}
