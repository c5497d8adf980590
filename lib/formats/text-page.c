/*
 * What a page of the web leaves around its text when it is saved as text: its
 * title, which is set in less than the text, and at the end the titles of its
 * neighbours, to be followed and not to be read.
 */
#include "lib/formats/text.h"

static bool
is_title(const struct para *p)
{
	return p->lines == 1 && p->chars <= 120 && p->kind == BLOCK_PARAGRAPH &&
	       !(p->start & (START_LOWER | START_LABEL)) &&
	       !(p->end & (END_STOP | END_COLON | END_COMMA));
}

/* The first line names the text if all that follows is set in more. */
static void
title_find(struct source *s)
{
	uint32_t first = 0, least = UINT32_MAX;

	while (first < s->n_paras && s->paras[first].traits & PARA_NOISE)
		first++;
	if (first + 1 >= s->n_paras || !is_title(&s->paras[first]))
		return;
	for (uint32_t i = first + 1; i < s->n_paras; i++)
		if (s->lines[s->paras[i].line].indent < least)
			least = s->lines[s->paras[i].line].indent;
	if (s->lines[s->paras[first].line].indent < least &&
	    s->lines[s->paras[first + 1].line].gap > 0)
		s->title = first;
}

static bool
is_word_byte(char c)
{
	unsigned char u = (unsigned char)c;

	return u >= 0x80 || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z');
}

/* Do the two share a word of five bytes or more? */
static bool
share_word(struct str a, struct str b)
{
	size_t at, to = 0;

	while (to < a.n) {
		for (at = to; at < a.n && !is_word_byte(a.p[at]); at++)
			;
		for (to = at; to < a.n && is_word_byte(a.p[to]); to++)
			;
		if (to - at >= 5 &&
		    str_find(b, str_slice(a, at, to)) != SIZE_MAX)
			return true;
	}
	return false;
}

/* Is the line like the titles of this page? */
static bool
is_kin(const struct source *s, uint32_t i)
{
	unsigned seen = 0;

	if (!is_title(&s->paras[i]))
		return false;
	for (uint32_t k = 0; k < i && seen < 4; k++) {
		if (k != s->title && s->paras[k].kind != BLOCK_HEADING)
			continue;
		seen++;
		if (share_word(para_text(s, i), para_text(s, k)))
			return true;
	}
	return false;
}

/* A last group of a few titles without a blank line between them. */
static void
neighbours_find(struct source *s)
{
	uint32_t n = (uint32_t)s->n_paras, i = n;

	while (i > 0 && n - i < 5 && is_kin(s, i - 1)) {
		i--;
		if (s->lines[s->paras[i].line].gap > 0)
			break;
	}
	if (n - i < 2 || s->lines[s->paras[i].line].gap == 0 || n - i > 4)
		return;
	for (; i < n; i++)
		s->paras[i].flags |= BLOCK_NAVIGATION;
}

void
page_find(struct source *s)
{
	if (s->manner != MANNER_LINES)
		return;
	title_find(s);
	if (s->title != NOWHERE)
		neighbours_find(s);
}
