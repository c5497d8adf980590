/*
 * Verse where every line is a paragraph: short lines that follow each other
 * without a blank one, begin with capitals, and were announced, or end as
 * verses do.
 */
#include "lib/formats/text.h"

#define VERSE 70 /* code points of a line */

static bool
is_verse_line(const struct para *p)
{
	return p->kind == BLOCK_PARAGRAPH && !(p->traits & PARA_OUT) &&
	       p->figure == NOWHERE && p->next == NOWHERE &&
	       p->prev == NOWHERE && p->chars >= 4 && p->chars <= VERSE &&
	       !(p->start & (START_LABEL | START_CALLOUT));
}

/* The last line of the group from i, if all its lines could be verse. */
static size_t
stanza_end(const struct source *s, size_t i, size_t *capitals, size_t *open)
{
	*capitals = *open = 0;
	for (;; i++) {
		const struct para *p = &s->paras[i];

		if (!is_verse_line(p))
			return SIZE_MAX;
		*capitals += (p->start & START_UPPER) != 0;
		*open += !(p->end & END_WORD);
		if (i + 1 >= s->n_paras || s->lines[p[1].line].gap > 0)
			return i;
	}
}

/* Is the paragraph before an announcement, or a stanza of the same verse? */
static bool
is_led_in(const struct source *s, size_t i)
{
	const struct para *p = &s->paras[i] - 1;

	return i > 0 && s->lines[p[1].line].gap > 0 &&
	       (p->kind == BLOCK_VERSE ||
		   (para_runs(p) && p->chars > 20 && (p->end & END_COLON)));
}

void
verse_find(struct source *s)
{
	size_t last, n, capitals, open;

	if (s->manner != MANNER_LINES)
		return;
	for (size_t i = 0; i < s->n_paras; i = last + 1) {
		last = stanza_end(s, i, &capitals, &open);
		if (last == SIZE_MAX) {
			last = i;
			continue;
		}
		n = last + 1 - i;
		if (n < 2 || capitals * 3 < n * 2)
			continue;
		if (!is_led_in(s, i) && (n < 4 || open * 4 < n * 3))
			continue;
		for (size_t k = i; k <= last; k++)
			s->paras[k].kind = BLOCK_VERSE;
	}
}
