/*
 * Where pictures stood.  A converter that drops a picture leaves a run of
 * blank lines, then the caption; text inside the picture often stays, before
 * and after.  Such lines are captions, and no part of the text around them.
 * Where blank lines say nothing, short lines in the middle of a sentence do.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/formats/text.h"

#define RUN 3 /* blank lines that mark a picture */
#define CAPTION 300 /* code points; a longer paragraph is text */
#define IMAGE_TEXT 90 /* of a line inside a picture */
#define IMAGE_PAGE 2000 /* of a paragraph in one, in another script */

/* Words by which a caption says who stands where in the picture. */
static const char *const positions[] = {"Top", "Bottom", "Left", "Right",
    "Standing", "Sitting", "Seated", "Above", "Below", "From left", "Front",
    "Back row", "First row", "Second row", "Center", "Centre", "Слева",
    "Справа", "Сидят", "Стоят", "Вверху", "Внизу", "Верхний", "Нижний",
    "Первый ряд", "Второй ряд", "В центре"};

/* The value of a line that is a number and nothing else, roman or arabic, with
 * a point or without; 0 if it is not. */
static uint32_t
number_of(struct str t)
{
	uint32_t sum = 0;

	if (t.n > 0 && t.p[t.n - 1] == '.')
		t.n--;
	if (t.n == 0 || t.n > 8)
		return 0;
	for (size_t i = 0; i < t.n && t.p[i] >= '0' && t.p[i] <= '9'; i++) {
		sum = sum * 10 + (uint32_t)(t.p[i] - '0');
		if (i + 1 == t.n)
			return sum;
	}
	return roman_value(t);
}

/* Numbers that count up from 1, each by itself and with text before the next,
 * are those of chapters; other numbers may stand in a picture. */
static void
numbers_mark(struct source *s)
{
	uint32_t *found = NULL, next = 1;
	size_t n = 0, cap = 0;
	bool text = true;

	for (uint32_t i = 0; i < s->n_paras; i++) {
		const struct para *p = &s->paras[i];

		text = text || p->chars >= 200;
		if (text && p->chars <= 9 && s->lines[p->line].gap > 0 &&
		    number_of(para_text(s, i)) == next) {
			ARRAY_PUSH(found, n, cap, i);
			next++;
			text = false;
		}
	}
	for (size_t k = 0; n >= 3 && k < n; k++)
		s->paras[found[k]].traits |= PARA_NUMBER;
	free(found);
}

static uint16_t
gap_of(const struct source *s, size_t i)
{
	return s->lines[s->paras[i].line].gap;
}

static bool
is_position(struct str t)
{
	while (t.n > 0 && (t.p[0] == '*' || t.p[0] == '(' || t.p[0] == '['))
		t = str_slice(t, 1, t.n);
	for (size_t i = 0; i < LENGTH(positions); i++)
		if (str_starts(t, positions[i]))
			return true;
	return false;
}

/* The script of the running text: of its long paragraphs. */
static enum script
main_script(const struct source *s)
{
	size_t n[4] = {0}, seen = 0;

	for (size_t i = 0; i < s->n_paras && seen < 200; i++) {
		if (s->paras[i].chars < 200)
			continue;
		n[text_script(para_text(s, (uint32_t)i))]++;
		seen++;
	}
	return n[SCRIPT_LATIN] >= n[SCRIPT_CYRILLIC] ? SCRIPT_LATIN
						     : SCRIPT_CYRILLIC;
}

/* Front matter is full of blank lines that mean nothing; the text begins
 * where three long paragraphs stand near each other. */
static size_t
text_begins(const struct source *s)
{
	size_t last[3] = {SIZE_MAX, SIZE_MAX, SIZE_MAX};

	for (size_t i = 0; i < s->n_paras; i++) {
		if (s->paras[i].chars < 200)
			continue;
		last[0] = last[1];
		last[1] = last[2];
		last[2] = i;
		if (last[0] != SIZE_MAX && i - last[0] < 12)
			return last[0];
	}
	return s->n_paras;
}

/* A line that a picture may hold: short, and in another script than the
 * text, or in none. */
static bool
is_image_text(const struct source *s, size_t i, enum script main)
{
	const struct para *p = &s->paras[i];

	return para_runs(p) && p->kind == BLOCK_PARAGRAPH &&
	       p->chars <= IMAGE_TEXT && p->figure == NOWHERE &&
	       !(p->traits & PARA_NUMBER) &&
	       !(p->start & (START_LABEL | START_CALLOUT)) &&
	       text_script(para_text(s, (uint32_t)i)) != main;
}

/* May the group of lines from i stand under a picture? */
static bool
is_caption(const struct source *s, size_t i, size_t *last, enum script main)
{
	const struct para *p = &s->paras[i];
	uint32_t chars = 0, most = CAPTION;

	if ((p->start & (START_LABEL | START_LOWER | START_CALLOUT)) ||
	    (p->traits & PARA_NUMBER))
		return false;
	/* a picture of a page may hold a paragraph */
	if (gap_of(s, i) >= RUN &&
	    text_script(para_text(s, (uint32_t)i)) != main)
		most = IMAGE_PAGE;
	for (*last = i;; (*last)++) {
		p = &s->paras[*last];
		chars += p->chars;
		if (!para_runs(p) || p->kind != BLOCK_PARAGRAPH ||
		    chars > most || *last - i > 8)
			return false;
		if (*last + 1 >= s->n_paras || gap_of(s, *last + 1) > 0)
			return true;
	}
}

static bool
is_numbered_title(const struct source *s, size_t i)
{
	const struct para *p = &s->paras[i];

	return (p->start & START_LABEL) && p->chars < 150 &&
	       !(p->end & END_STOP);
}

/* Does the caption go on with the group from i? */
static bool
goes_on(const struct source *s, size_t i, size_t *last, bool image_text,
    enum script main)
{
	struct str t = para_text(s, (uint32_t)i);

	*last = i;
	if (gap_of(s, i) >= RUN || s->paras[i].figure != NOWHERE)
		return false;
	if (is_image_text(s, i, main))
		return true;
	if (!is_caption(s, i, last, main))
		return false;
	if (is_position(t))
		return true;
	/* under text of a picture stands its caption */
	if (image_text)
		return s->paras[i].chars < CAPTION &&
		       !(s->paras[i].end & END_COLON);
	/* what stands alone before a title or another picture */
	return s->paras[i].chars <= 150 && *last == i && i + 1 < s->n_paras &&
	       (gap_of(s, i + 1) >= RUN || is_numbered_title(s, i + 1));
}

/* Letters set one to a line under a caption are what a column of text beside
 * the picture left behind. */
static size_t
letters(const struct source *s, size_t i)
{
	size_t n = 0;

	while (i + n < s->n_paras && s->paras[i + n].chars == 1 &&
	       (n == 0 || gap_of(s, i + n) == 0))
		n++;
	return n >= 3 ? n : 0;
}

static void
picture_add(struct source *s, size_t first, size_t last)
{
	struct picture p = {(uint32_t)first, (uint32_t)last};

	for (size_t i = first; i <= last; i++) {
		s->paras[i].figure = (uint32_t)s->n_pictures;
		s->paras[i].kind = BLOCK_CAPTION;
	}
	ARRAY_PUSH(s->pictures, s->n_pictures, s->cap_pictures, p);
}

/* The picture whose blank lines stand before paragraph i; gives the last
 * paragraph that belongs to it. */
static size_t
picture_at(struct source *s, size_t i, size_t begin, enum script main)
{
	size_t first = i, last, next;
	bool image_text = text_script(para_text(s, (uint32_t)i)) != main;

	if (!is_caption(s, i, &last, main))
		return i;
	while (first > begin && is_image_text(s, first - 1, main))
		first--;
	while (last + 1 < s->n_paras &&
	       goes_on(s, last + 1, &next, image_text, main)) {
		image_text = is_image_text(s, last + 1, main);
		last = next;
	}
	if (last + 1 < s->n_paras)
		last += letters(s, last + 1);
	picture_add(s, first, last);
	return last;
}

/* ---- in the middle of a sentence ---- */

#define CUT 100 /* code points of a paragraph that surely was cut */
#define CUT_LINES 4 /* paragraphs of a caption between its halves */

/* Does the sentence go on behind short lines that begin with paragraph i?
 * They are a caption then; *last is where it ends. */
static bool
is_in_sentence(const struct source *s, size_t i, size_t *last)
{
	const struct para *p = &s->paras[i - 1];
	uint32_t chars = 0;

	if (!para_runs(p) || p->chars < CUT || p->figure != NOWHERE ||
	    !(p->end & (END_WORD | END_COMMA | END_HYPHEN)) ||
	    (p->start & START_LABEL))
		return false;
	for (*last = i; *last + 1 < s->n_paras; (*last)++) {
		p = &s->paras[*last];
		chars += p->chars;
		if (!para_runs(p) || p->kind != BLOCK_PARAGRAPH ||
		    p->figure != NOWHERE || chars > CAPTION / 2 ||
		    *last - i >= CUT_LINES ||
		    (p->start & (START_LOWER | START_LABEL | START_CALLOUT)) ||
		    (p->end & (END_COMMA | END_HYPHEN | END_COLON)))
			return false;
		p++;
		if ((p->start & START_LOWER) && p->chars >= CUT &&
		    para_runs(p) && p->figure == NOWHERE)
			return true;
	}
	return false;
}

/* Captions that no run of blank lines tells. */
static void
cut_sentences(struct source *s)
{
	size_t last;

	for (size_t i = 1; i < s->n_paras; i++)
		if (s->paras[i].figure == NOWHERE &&
		    is_in_sentence(s, i, &last)) {
			picture_add(s, i, last);
			i = last;
		}
}

void
figures_find(struct source *s)
{
	size_t begin;
	enum script main;

	if (s->manner == MANNER_FLAT)
		return;
	begin = s->manner == MANNER_LINES ? text_begins(s) : s->n_paras;
	if (begin < s->n_paras) {
		numbers_mark(s);
		main = main_script(s);
		for (size_t i = begin; i < s->n_paras; i++)
			if (gap_of(s, i) >= RUN &&
			    s->paras[i].figure == NOWHERE)
				i = picture_at(s, i, begin, main);
	}
	cut_sentences(s);
}
