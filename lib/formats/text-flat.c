/*
 * An outline whose tree is lost: every line was a node, or a piece of one.
 * Sentences that links cut in pieces are put together; what remains short and
 * has no verb is a heading; what stands in quotation marks is a quotation.
 */
#include <string.h>

#include <izba/text.h>

#include "lib/formats/text.h"

/* Words after which no sentence ends. */
static const struct str ties[] = {WORD("a"), WORD("an"), WORD("and"),
    WORD("as"), WORD("at"), WORD("by"), WORD("for"), WORD("from"), WORD("in"),
    WORD("into"), WORD("its"), WORD("of"), WORD("on"), WORD("or"), WORD("than"),
    WORD("that"), WORD("the"), WORD("their"), WORD("to"), WORD("with"),
    WORD("в"), WORD("во"), WORD("для"), WORD("из"), WORD("и"), WORD("или"),
    WORD("к"), WORD("на"), WORD("о"), WORD("об"), WORD("от"), WORD("по"),
    WORD("с"), WORD("со"), WORD("у"), WORD("что")};

/* Verbs that no ending tells. */
static const struct str verbs[] = {WORD("are"), WORD("became"), WORD("began"),
    WORD("can"), WORD("could"), WORD("did"), WORD("do"), WORD("does"),
    WORD("fell"), WORD("felt"), WORD("gave"), WORD("had"), WORD("has"),
    WORD("have"), WORD("is"), WORD("led"), WORD("made"), WORD("may"),
    WORD("must"), WORD("took"), WORD("was"), WORD("were"), WORD("will"),
    WORD("would"), WORD("был"), WORD("была"), WORD("было"), WORD("были"),
    WORD("стал"), WORD("стала"), WORD("стали"), WORD("есть")};

/* How verbs end; the word must be two letters longer. */
static const char *const endings[] = {
    "ed", "лся", "лась", "лось", "лись", "ают", "яют", "ует", "уют", "ает"};

/* The next word of s from *at on (letters and figures). */
static struct str
word_of(struct str s, size_t *at)
{
	size_t from = *at, n;
	uint32_t cp;

	for (; from < s.n; from += n) {
		cp = cp_decode(s.p + from, s.p + s.n, &n);
		if (cp_is_letter(cp) || cp_is_digit(cp))
			break;
	}
	for (*at = from; *at < s.n; *at += n) {
		cp = cp_decode(s.p + *at, s.p + s.n, &n);
		if (!cp_is_letter(cp) && !cp_is_digit(cp) && cp != '\'' &&
		    cp != 0x2019 && cp != '-')
			break;
	}
	return str_slice(s, from, *at);
}

/* A finite verb, as far as its look tells: no name, and in the list or with
 * the ending of one. */
static bool
is_verb(struct str w, bool first)
{
	size_t n;

	if (w.n == 0 || (!first && cp_is_upper(cp_decode(w.p, w.p + w.n, &n))))
		return false;
	if (text_in_list(w, verbs, LENGTH(verbs)))
		return true;
	for (size_t i = 0; i < LENGTH(endings); i++)
		if (str_ends(w, endings[i]) && w.n >= strlen(endings[i]) + 2)
			return true;
	return false;
}

/* Has the line a verb?  Its words are counted in *words. */
static bool
has_verb(struct str t, unsigned *words)
{
	size_t at = 0;
	bool found = false;
	struct str w;

	for (*words = 0; (w = word_of(t, &at)).n > 0; (*words)++)
		found = found || is_verb(w, *words == 0);
	return found;
}

/* Does the line break off: at a tie, or between "the" and what it stands
 * for ("the 1921")? */
static bool
breaks_off(struct str t)
{
	struct str w, last = {NULL, 0}, before = {NULL, 0};
	size_t at = t.n > 80 ? t.n - 80 : 0;

	while (at > 0 && at < t.n && t.p[at] != ' ')
		at++;
	while ((w = word_of(t, &at)).n > 0) {
		before = last;
		last = w;
	}
	if (last.n == 0)
		return false;
	if (text_in_list(last, ties, LENGTH(ties)))
		return true;
	return last.n == 4 && last.p[0] >= '0' && last.p[0] <= '9' &&
	       str_is(before, "the");
}

static bool
is_lone_quote(struct str t)
{
	size_t n;

	return t.n > 0 && t.n <= 3 &&
	       cp_is_quote(cp_decode(t.p, t.p + t.n, &n)) && n == t.n;
}

/* Does the line begin with what never begins a sentence? */
static bool
begins_inside(const struct para *p, struct str t)
{
	if (strchr(",;.:)!?", t.p[0]) != NULL)
		return true;
	return (p->start & START_LOWER) &&
	       !(p->start & (START_QUOTE | START_BRACKET));
}

static bool
goes_on(const struct source *s, uint32_t a, uint32_t b)
{
	const struct para *p = &s->paras[a];
	struct str t = para_text(s, a);

	if (is_lone_quote(t))
		return true;
	if (p->end & (END_STOP | END_COLON))
		return false;
	if (begins_inside(&s->paras[b], para_text(s, b)))
		return true;
	return (p->end & (END_COMMA | END_HYPHEN)) || breaks_off(t);
}

static void
attach(struct source *s, uint32_t a, uint32_t b)
{
	s->paras[a].next = b;
	s->paras[b].prev = a;
	if (strchr(",;.:)!?", para_text(s, b).p[0]) != NULL ||
	    (s->paras[a].end & END_HYPHEN))
		s->paras[b].traits |= PARA_GLUE;
}

/* Has the sentence that begins with this line a verb? */
static bool
chain_has_verb(const struct source *s, uint32_t i)
{
	unsigned words;

	for (; i != NOWHERE; i = s->paras[i].next)
		if (has_verb(para_text(s, i), &words))
			return true;
	return false;
}

/* A few words that were a link, with the rest of a sentence after them but no
 * verb in all of it, belong to the sentence before. */
static bool
is_link_inside(const struct source *s, uint32_t i)
{
	const struct para *p = &s->paras[i], *q = p - 1;

	return i > 0 && p->prev == NOWHERE && p->next != NOWHERE &&
	       p->chars <= 50 && !(q->traits & PARA_NOISE) && q->chars > 20 &&
	       !(q->end & (END_STOP | END_COLON)) &&
	       !is_lone_quote(para_text(s, i)) && !chain_has_verb(s, i);
}

static bool
is_heading(const struct source *s, uint32_t i)
{
	const struct para *p = &s->paras[i];
	unsigned words;
	bool verb = has_verb(para_text(s, i), &words);

	return p->prev == NOWHERE && p->next == NOWHERE && !verb &&
	       words >= 2 && words <= 8 && p->chars <= 70 &&
	       (p->start & (START_UPPER | START_QUOTE)) &&
	       !(p->end & (END_STOP | END_COLON | END_COMMA));
}

static bool
is_quotation(const struct source *s, uint32_t i)
{
	const struct para *p = &s->paras[i];

	if (p->prev != NOWHERE)
		return false;
	if (is_lone_quote(para_text(s, i)))
		return true;
	return (p->start & START_QUOTE) && p->chars >= 60 &&
	       (s->paras[para_tail(s, i)].end & END_CLOSED);
}

static void
chain_kind(struct source *s, uint32_t i, enum block_kind kind)
{
	for (; i != NOWHERE; i = s->paras[i].next) {
		s->paras[i].kind = (uint8_t)kind;
		s->paras[i].level = 1;
	}
}

/* The first line that is the text's own names it, if nothing else did. */
static void
title_find(struct source *s)
{
	uint32_t i = 0;

	while (i < s->n_paras && s->paras[i].traits & PARA_NOISE)
		i++;
	if (s->title == NOWHERE && i < s->n_paras && s->paras[i].chars <= 120 &&
	    !(s->paras[i].end & (END_STOP | END_COLON | END_COMMA)))
		s->title = i;
}

void
flat_find(struct source *s)
{
	uint32_t n = (uint32_t)s->n_paras;

	if (s->manner != MANNER_FLAT)
		return;
	title_find(s);
	for (uint32_t i = 1; i < n; i++)
		if (!(s->paras[i - 1].traits & PARA_NOISE) &&
		    i - 1 != s->title && para_runs(&s->paras[i]) &&
		    goes_on(s, i - 1, i))
			attach(s, i - 1, i);
	for (uint32_t i = 1; i < n; i++)
		if (i - 1 != s->title && is_link_inside(s, i))
			attach(s, i - 1, i);
	for (uint32_t i = 0; i < n; i++) {
		if (i == s->title || !para_runs(&s->paras[i]))
			continue;
		if (is_quotation(s, i))
			chain_kind(s, i, BLOCK_QUOTE);
		else if (is_heading(s, i))
			chain_kind(s, i, BLOCK_HEADING);
	}
}
