/*
 * Paragraphs that a page or a picture cut in two, put together again.
 *
 * A paragraph that ends in the middle of a sentence is joined to the next one
 * that runs, over blank lines and captions.  What only looks cut is left: a
 * quotation set off as a paragraph that goes on its introducer's sentence.
 * The two are told apart by how the quotation ends (in a note's mark, without
 * quotation marks) and by the rhythm of the pages: a page holds about as many
 * characters as the next one, so a cut in the middle of one is none.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/formats/text-joins.h"

/* A short line that is no sentence: a title, a signature, a stray mark. */
static bool
is_title_like(const struct para *p)
{
	if (p->kind == BLOCK_HEADING || p->kind == BLOCK_RULE ||
	    p->kind == BLOCK_TABLE)
		return true;
	if (p->start & (START_LOWER | START_CALLOUT))
		return false;
	if (p->end & (END_STOP | END_COLON | END_COMMA | END_HYPHEN))
		return false;
	return p->start & START_LABEL ? p->chars < 150 : p->chars < 60;
}

/* Can a sentence that began in a be left open at its end? */
static bool
is_open(const struct para *a)
{
	if (a->end & (END_STOP | END_COLON))
		return false;
	return (a->end & (END_WORD | END_COMMA | END_HYPHEN)) != 0;
}

static struct str
text_of(const struct source *s, const struct para *p)
{
	return para_text(s, (uint32_t)(p - s->paras));
}

/* After an article, nothing but a page can break a sentence. */
static bool
ends_in_article(const struct source *s, const struct para *a)
{
	struct str t = text_of(s, a);

	return str_ends(t, " the") || str_ends(t, " a") || str_ends(t, " an");
}

/* Is a quotation mark open at the end? */
static bool
ends_in_speech(const struct source *s, const struct para *a)
{
	struct str t = text_of(s, a);
	bool open = false;
	size_t n;

	for (size_t i = 0; i < t.n; i += n) {
		uint32_t cp = (unsigned char)t.p[i];

		n = 1;
		if (cp >= 0xc2)
			cp = cp_decode(t.p + i, t.p + t.n, &n);
		if (cp == '"')
			open = !open;
		else if (cp == 0x201c || cp == 0xab || cp == 0x201e)
			open = true;
		else if (cp == 0x201d || cp == 0xbb)
			open = false;
	}
	return open;
}

/* Is all of it in a bracket? */
static bool
is_bracketed(const struct source *s, const struct para *a)
{
	struct str t = text_of(s, a);

	return t.n > 1 && t.p[0] == '[' && t.p[t.n - 1] == ']';
}

/* Is b the second half of a, as far as the two ends show? */
static enum verdict
judge(const struct source *s, const struct para *a, const struct para *b)
{
	if (b->start & START_CALLOUT)
		return a->chars >= 60 ? CUT_SURE : CUT_NO;
	if (!is_open(a) || (b->start & (START_LABEL | START_DASH)) ||
	    b->kind == BLOCK_ITEM || is_bracketed(s, a) ||
	    text_bracket_label(text_of(s, b)))
		return CUT_NO;
	if (a->start & START_LABEL && a->chars < 120 &&
	    s->manner == MANNER_LINES)
		return CUT_NO;
	if (b->start & START_LOWER)
		return a->chars >= 40 || (a->end & END_HYPHEN) ? CUT_SURE
							       : CUT_NO;
	if (a->chars < (ends_in_article(s, a) ? 40 : 100) ||
	    (b->chars < 40 && !(b->end & END_STOP)) || (a->end & END_CALLOUT))
		return CUT_NO;
	if (b->start & START_OPENER && !(b->start & START_QUOTE))
		return CUT_NO;
	if (b->start & (START_UPPER | START_DIGIT))
		return CUT_SURE;
	return CUT_NO;
}

static void
cut_add(struct cuts *c, struct cut cut)
{
	ARRAY_PUSH(c->v, c->n, c->cap, cut);
}

/* What goes on a sentence but begins anew is a quotation. */
static bool
runs_in(const struct source *s, const struct para *a, const struct para *b)
{
	if (!is_open(a) || a->chars < 60)
		return false;
	return (b->start & START_DOTS) ||
	       (s->notes_close && (b->start & START_OPENER) &&
		   ends_as_quotation(b->end));
}

/* Judge every paragraph that runs with the one before it. */
static void
cuts_find(struct source *s, struct cuts *c)
{
	uint32_t last = NOWHERE;
	struct cut cut = {0};

	for (uint32_t i = 0; i < s->n_paras; i++) {
		const struct para *p = &s->paras[i];

		if (p->figure != NOWHERE) {
			cut.figure++;
			continue;
		}
		if (p->traits & PARA_NOISE)
			continue;
		if (is_title_like(p) || !para_runs(p)) {
			cut.part++;
			last = NOWHERE;
			continue;
		}
		if (last != NOWHERE && s->lines[p->line].gap > 0) {
			cut.a = last;
			cut.b = i;
			cut.verdict = judge(s, &s->paras[last], p);
			if (cut.verdict != CUT_NO)
				cut_add(c, cut);
			else if (runs_in(s, &s->paras[last], p))
				s->paras[i].traits |= PARA_RUN_IN;
		}
		if (!(p->start & START_CALLOUT))
			last = i;
		cut.at += p->chars;
	}
}

/* ---- quotations that only look cut ---- */

/* The end of the paragraphs that follow b by sure cuts. */
static unsigned
chain_end(const struct source *s, const struct cuts *c, size_t i)
{
	uint32_t b = c->v[i].b;

	for (size_t k = i + 1; k < c->n && c->v[k].a == b; k++)
		b = c->v[k].b;
	return s->paras[b].end;
}

/* Is paragraph a set off as a quotation itself, by a colon before it? */
static bool
is_introduced(const struct source *s, uint32_t a)
{
	for (uint32_t i = a; i-- > 0 && a - i < 8;) {
		if (s->paras[i].figure != NOWHERE)
			continue;
		return (s->paras[i].end & END_COLON) != 0;
	}
	return false;
}

static void
run_in(struct source *s, struct cut *cut)
{
	cut->verdict = CUT_NO;
	s->paras[cut->b].traits |= PARA_RUN_IN;
}

/* Does cut i join the halves of what cut i - 1 left as a quotation? */
static bool
is_inside_run_in(const struct source *s, const struct cuts *c, size_t i)
{
	return i > 0 && c->v[i - 1].b == c->v[i].a &&
	       (s->paras[c->v[i].a].traits & PARA_RUN_IN);
}

/* May cut i be none, but the beginning of a quotation? */
static bool
is_doubtful(const struct source *s, const struct cuts *c, size_t i)
{
	const struct para *a = &s->paras[c->v[i].a];

	return s->notes_close && !(s->paras[c->v[i].b].start & START_CALLOUT) &&
	       ends_as_quotation(chain_end(s, c, i)) &&
	       !is_introduced(s, c->v[i].a) && !ends_in_article(s, a) &&
	       !ends_in_speech(s, a);
}

/* Two cuts one after the other, and less than a page between: one of them is
 * a quotation's beginning, the one that fits the pages worse. */
static bool
is_worse(const struct cuts *c, size_t i)
{
	const struct cut *k = &c->v[i];

	if (i + 1 < c->n && k[1].a == k->b && k[1].at - k->at < c->page / 2 &&
	    misfit(c, i) > misfit(c, i + 1))
		return true;
	return i > 0 && k[-1].b == k->a && k->at - k[-1].at < c->page / 2 &&
	       misfit(c, i) >= misfit(c, i - 1);
}

/* What may be a quotation that goes on a sentence is held against the rhythm
 * of the pages. */
static void
cuts_doubt(struct source *s, struct cuts *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (is_doubtful(s, c, i))
			c->v[i].verdict = CUT_MAYBE;
	for (size_t i = 0; c->page > 0 && i < c->n; i++)
		if (c->v[i].verdict == CUT_MAYBE && is_worse(c, i))
			run_in(s, &c->v[i]);
	for (size_t i = 0; i < c->n; i++) {
		if (c->v[i].verdict != CUT_MAYBE)
			continue;
		if (!is_inside_run_in(s, c, i) && off_the_page(c, i))
			run_in(s, &c->v[i]);
		else
			c->v[i].verdict = CUT_SURE;
	}
}

/* ---- lists of names ---- */

/* SURNAME, or SURNAME-SURNAME: the first word in capitals, three letters at
 * least. */
static bool
is_entry_start(struct str t)
{
	size_t at = 0, n, letters = 0;
	uint32_t cp;

	while (at < t.n && (t.p[at] == '*' || t.p[at] == '_'))
		at++;
	for (; at < t.n; at += n) {
		cp = cp_decode(t.p + at, t.p + t.n, &n);
		if (cp_is_letter(cp) && !cp_is_upper(cp))
			return false;
		if (!cp_is_letter(cp) && !cp_is_dash(cp) && cp != '\'' &&
		    cp != 0x2019 && !cp_is_mark(cp))
			break;
		letters += cp_is_letter(cp);
	}
	return letters >= 3;
}

/* Where nearly every paragraph begins with a name in capitals, one that does
 * not is the rest of the one before, even after a full stop. */
static void
entries_join(const struct source *s, struct cuts *c)
{
	enum { WINDOW = 12 };
	size_t entries = 0;

	for (uint32_t i = 0; i < s->n_paras; i++) {
		const struct para *p = &s->paras[i];

		entries += (p->traits & PARA_ENTRY) != 0;
		if (i >= WINDOW)
			entries -=
			    (s->paras[i - WINDOW].traits & PARA_ENTRY) != 0;
		if (entries < WINDOW * 2 / 3 || (p->traits & PARA_ENTRY))
			continue;
		if (!para_runs(p) || p->figure != NOWHERE || p->chars < 60 ||
		    !(p->end & END_STOP) || !(s->paras[i - 1].end & END_STOP) ||
		    s->paras[i - 1].chars < 200 || s->lines[p->line].gap != 1)
			continue;
		cut_add(c, (struct cut){i - 1, i, 0, 0, 0, CUT_SURE});
	}
}

static void
entries_mark(struct source *s)
{
	for (size_t i = 0; i < s->n_paras; i++)
		if ((s->paras[i].start & START_UPPER) &&
		    s->paras[i].chars >= 60 &&
		    is_entry_start(para_text(s, (uint32_t)i)))
			s->paras[i].traits |= PARA_ENTRY;
}

/* ---- joining ---- */

/* Do the notes' marks that follow a point stand mostly at the end of what a
 * colon announced?  Then they tell quotations. */
static void
notes_close_find(struct source *s)
{
	size_t announced = 0, others = 0;
	const struct para *last = NULL;

	for (size_t i = 0; i < s->n_paras; i++) {
		const struct para *p = &s->paras[i];

		if (!para_runs(p) || p->figure != NOWHERE)
			continue;
		if (ends_as_quotation(p->end) && !(p->start & START_LABEL)) {
			if (last != NULL && (last->end & END_COLON))
				announced++;
			else
				others++;
		}
		last = p;
	}
	s->notes_close = announced >= 1 && others <= announced;
}

static void
join(struct source *s, uint32_t a, uint32_t b)
{
	struct para *p = &s->paras[b];

	if (s->paras[a].next != NOWHERE || p->prev != NOWHERE)
		return;
	s->paras[a].next = b;
	p->prev = a;
	if ((p->start & START_CALLOUT) ||
	    ((s->paras[a].end & END_HYPHEN) && (p->start & START_LOWER)))
		p->traits |= PARA_GLUE;
}

void
joins_find(struct source *s)
{
	struct cuts c = {NULL, 0, 0, 0};

	if (s->manner == MANNER_FLAT)
		return;
	notes_close_find(s);
	entries_mark(s);
	cuts_find(s, &c);
	page_measure(&c);
	cuts_doubt(s, &c);
	entries_join(s, &c);
	for (size_t i = 0; i < c.n; i++)
		if (c.v[i].verdict != CUT_NO)
			join(s, c.v[i].a, c.v[i].b);
	free(c.v);
}
