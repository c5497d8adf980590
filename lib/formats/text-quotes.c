/*
 * Quotations set off as paragraphs, and speech.
 *
 * Nothing marks them where the indentation is lost.  What tells them: the
 * paragraph before announces them by a colon, or by "As N explains ..."; they
 * carry no quotation marks of their own; they end in the mark of a note right
 * after the point, where the narrator's own sentences end in one only after a
 * closing quotation mark.
 */
#include <string.h>

#include <izba/scan.h>
#include <izba/text.h>

#include "lib/formats/text.h"

#define LONGEST 6 /* paragraphs of one quotation */

/* The next paragraph that runs and begins a block, after i and its captions;
 * n_paras if a title or the end comes first. */
static uint32_t
next_head(const struct source *s, uint32_t i)
{
	for (i++; i < s->n_paras; i++) {
		const struct para *p = &s->paras[i];

		if (p->figure != NOWHERE || (p->traits & PARA_NOISE) ||
		    p->prev != NOWHERE)
			continue;
		return para_runs(p) ? i : (uint32_t)s->n_paras;
	}
	return i;
}

static unsigned
gap_of(const struct source *s, uint32_t i)
{
	return s->lines[s->paras[i].line].gap;
}

static unsigned
end_of(const struct source *s, uint32_t head)
{
	return s->paras[para_tail(s, head)].end;
}

/* ---- what announces a quotation ---- */

static const char *const reporting[] = {"explain", "observ", "not", "wr",
    "stat", "recall", "remark", "put", "argu", "describ", "say", "said",
    "report", "declar", "объясня", "пиш", "писал", "замеча", "отмеча", "говор",
    "вспомина"};

/* As N explains, in those days ... : the last sentence begins with "As" and
 * holds a verb of reporting. */
static bool
announces_openly(struct str t)
{
	size_t at = t.n > 200 ? t.n - 200 : 0;
	struct str tail = str_slice(t, at, t.n);
	size_t as = SIZE_MAX;

	for (size_t i = 0; i + 3 < tail.n; i++)
		if (memcmp(tail.p + i, "As ", 3) == 0 &&
		    (i == 0 || tail.p[i - 1] == ' '))
			as = i;
	if (as == SIZE_MAX)
		return false;
	tail = str_slice(tail, as + 3, tail.n);
	for (size_t i = 0; i < LENGTH(reporting); i++)
		for (size_t k = 1; k + 1 < tail.n; k++)
			if (tail.p[k - 1] == ' ' &&
			    str_starts(
				str_slice(tail, k, tail.n), reporting[i]))
				return true;
	return false;
}

/* A word or two in capitals and a colon ("FOOTNOTES:") name what follows and announce
 * nobody's words. */
static bool
is_label(const struct source *s, uint32_t head)
{
	struct str t = para_text(s, head);
	size_t blanks = 0, n;
	bool small = false;

	if (s->paras[head].chars > 24)
		return false;
	for (size_t i = 0; i < t.n; i += n) {
		uint32_t cp = cp_decode(t.p + i, t.p + t.n, &n);

		blanks += cp == ' ';
		small |= cp_is_lower(cp);
	}
	return !small && blanks <= 2;
}

static bool
announces(const struct source *s, uint32_t head)
{
	uint32_t tail = para_tail(s, head);
	unsigned end = s->paras[tail].end;

	if (end & END_COLON)
		return !is_label(s, head);
	return (end & END_DOTS) && !(end & (END_CALLOUT | END_CLOSED)) &&
	       announces_openly(para_text(s, tail));
}

/* ---- whose voice it is ---- */

struct voice {
	unsigned speaks; /* I, we, my: outside quotation marks */
	unsigned quotes; /* stretches in quotation marks */
	unsigned reports; /* wrote that, according to */
};

static const struct str own[] = {WORD("I"), WORD("me"), WORD("my"), WORD("we"),
    WORD("We"), WORD("us"), WORD("our"), WORD("Our"), WORD("My"), WORD("you"),
    WORD("You"), WORD("your"), WORD("я"), WORD("Я"), WORD("мы"), WORD("Мы"),
    WORD("нас"), WORD("нам"), WORD("наш"), WORD("меня"), WORD("мне"),
    WORD("вы"), WORD("Вы"), WORD("вам"), WORD("вас")};

static const struct str told[] = {WORD("wrote"), WORD("writes"), WORD("said"),
    WORD("noted"), WORD("declared"), WORD("recalled"), WORD("recalls"),
    WORD("stated"), WORD("proposed"), WORD("stressed"), WORD("concluded"),
    WORD("emphasized"), WORD("replied"), WORD("asked"), WORD("reported"),
    WORD("according"), WORD("According"), WORD("писал"), WORD("сказал"),
    WORD("заявил"), WORD("отметил"), WORD("отмечал"), WORD("вспоминал"),
    WORD("вспоминает"), WORD("пишет"), WORD("писала"), WORD("сказала"),
    WORD("заявила"), WORD("asserted"), WORD("argued"), WORD("insisted"),
    WORD("claimed"), WORD("maintained"), WORD("explained"), WORD("added"),
    WORD("dictated"), WORD("demanded"), WORD("admitted"), WORD("denied"),
    WORD("remarked"), WORD("observed"), WORD("утверждал"), WORD("утверждала"),
    WORD("настаивал"), WORD("требовал"), WORD("объяснил"), WORD("добавил"),
    WORD("продиктовал"), WORD("признал"), WORD("отрицал"), WORD("заметил"),
    WORD("заметила")};

/* The lengths that words of both lists have, a bit each, by their first byte:
 * what most words fail by. */
struct hearing {
	uint32_t lengths[256];
};

static void
hearing_add(struct hearing *h, const struct str *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		h->lengths[(unsigned char)v[i].p[0]] |= 1u << v[i].n;
}

/* Count one word of a paragraph. */
static void
voice_word(const struct hearing *h, struct voice *v, struct str w)
{
	if (w.n > 31 || !(h->lengths[(unsigned char)w.p[0]] >> w.n & 1))
		return;
	if (text_in_list(w, own, LENGTH(own)))
		v->speaks++;
	else if (text_in_list(w, told, LENGTH(told)))
		v->reports++;
}

/* Where the next quotation mark may stand. */
static size_t
next_mark(struct str t, size_t i)
{
	for (; i + SCAN <= t.n; i += SCAN) {
		scan_bytes v = scan_load(t.p + i);
		size_t n = scan_first(
		    scan_is(v, '"') | scan_is(v, 0xc2) | scan_is(v, 0xe2));

		if (n < SCAN)
			return i + n;
	}
	while (i < t.n && t.p[i] != '"' && (unsigned char)t.p[i] != 0xc2 &&
	       (unsigned char)t.p[i] != 0xe2)
		i++;
	return i;
}

/* Words are parted by blanks and punctuation; what stands in quotation marks
 * is somebody else's and counts only as a stretch. */
static void
voice_hear(const struct hearing *h, struct voice *v, struct str t)
{
	size_t from = 0, i, n;
	bool inside = false;
	uint32_t cp;

	for (i = 0; i < t.n; i += n) {
		if (inside && (i = next_mark(t, i)) >= t.n)
			return;
		cp = (unsigned char)t.p[i];
		n = 1;
		if ((cp | 32) - 'a' < 26 || cp == '.' || cp == '[')
			continue;
		if (cp >= 0x80) {
			cp = cp_decode(t.p + i, t.p + t.n, &n);
			if (cp_is_letter(cp))
				continue;
		}
		if (i > from && !inside)
			voice_word(h, v, str_slice(t, from, i));
		from = i + n;
		if (cp == '"') {
			inside = !inside;
			v->quotes += inside;
		} else if (cp == 0x201c || cp == 0xab || cp == 0x201e) {
			inside = true;
			v->quotes++;
		} else if (cp == 0x201d || cp == 0xbb) {
			inside = false;
		}
	}
}

static struct voice
voice_of(const struct hearing *h, const struct source *s, uint32_t head)
{
	struct voice v = {0, 0, 0};

	for (uint32_t i = head; i != NOWHERE; i = s->paras[i].next)
		voice_hear(h, &v, para_text(s, i));
	return v;
}

/* Does the narrator speak here?  He reports, or quotes piece by piece, and
 * does not say I. */
static bool
is_narrator(const struct voice *v)
{
	return v->speaks == 0 && (v->reports > 0 || v->quotes > 1);
}

/* ---- how far it goes ---- */

/* Is the paragraph speech in quotation marks from end to end? */
static bool
is_quoted(const struct source *s, uint32_t head)
{
	return (s->paras[head].start & START_QUOTE) &&
	       (end_of(s, head) & END_CLOSED);
}

/* A letter begins with a short address: "Dear comrades!" */
static bool
is_address(const struct source *s, uint32_t i)
{
	struct str t = para_text(s, i);

	return s->paras[i].chars < 60 && s->paras[i].next == NOWHERE &&
	       (t.p[t.n - 1] == '!' || t.p[t.n - 1] == ',');
}

/* A letter ends with a signature, maybe a date, and the note's mark. */
static bool
is_signature(const struct para *p)
{
	return p->chars < 60 && (p->end & END_CALLOUT) && !(p->end & END_STOP);
}

/* The paragraphs from `head` on that are one quotation: all up to the note's
 * mark if none of those between is the narrator's; without a mark, as far as
 * somebody says I. */
static size_t
extent(const struct hearing *h, const struct source *s, uint32_t head)
{
	uint32_t i = head;
	size_t said = 1, spoken = 0;
	bool letter = is_address(s, head);
	unsigned end;

	for (size_t n = 1; n <= LONGEST && i < s->n_paras; n++) {
		const struct para *p = &s->paras[i];
		struct voice v = {0, 0, 0};
		bool closed;

		end = end_of(s, i);
		closed = ends_as_quotation(end);
		if (n == 1 && (end & END_CALLOUT))
			return 1;
		if (closed && (p->start & START_LABEL) && n == 2)
			return n;
		if (n > 1)
			v = voice_of(h, s, i);
		if (n > 1 && (is_narrator(&v) || (p->start & START_LABEL)))
			break;
		spoken += n > 1 ? v.speaks : 0;
		if (n > 1 && (is_signature(p) || (closed && s->notes_close) ||
				 ((end & END_CALLOUT) && spoken > 0)))
			return n;
		if (n == said + 1 && (letter || v.speaks > 1) &&
		    !(end & END_COLON))
			said = n;
		if (end & (END_COLON | END_CALLOUT))
			break;
		i = next_head(s, i);
	}
	return said;
}

static void
quote_set(struct source *s, uint32_t head)
{
	uint8_t kind = s->paras[head].kind;

	if (kind != BLOCK_PARAGRAPH)
		return;
	for (uint32_t i = head; i != NOWHERE; i = s->paras[i].next) {
		s->paras[i].kind = BLOCK_QUOTE;
		s->paras[i].level = 1;
	}
}

/* ---- speech ---- */

/* The bytes of "Name: " at the start of a turn, or 0. */
static size_t
speaker(struct str t)
{
	size_t i = 0, words = 1;

	if (t.n < 4 || memchr(t.p, ':', t.n < 61 ? t.n : 61) == NULL ||
	    !(text_start(t) & START_UPPER))
		return 0;
	for (; i < t.n && i < 60 && t.p[i] != ':'; i++) {
		if (strchr(",;!?\"()[]", t.p[i]) != NULL)
			return 0;
		words += t.p[i] == ' ';
	}
	if (i + 1 >= t.n || t.p[i] != ':' || t.p[i + 1] != ' ' || words > 3)
		return 0;
	return i;
}

static bool
is_turn(const struct source *s, uint32_t i)
{
	const struct para *p = &s->paras[i];

	if (p->kind != BLOCK_PARAGRAPH || p->chars > 1500)
		return false;
	/* "Appendix C: People" */
	if (p->chars < 60 && (p->start & START_UPPER) && (p->end & END_WORD) &&
	    !(p->end & (END_STOP | END_CLOSED)))
		return false;
	if ((p->start & START_DASH) && p->skip == 0)
		return true;
	return speaker(para_text(s, i)) > 0 || is_quoted(s, i);
}

/* Turns of speech that follow each other: two at least, three where only
 * quotation marks tell.  Speech ends in points; where most turns end without
 * one they are fields ("Author: ...", "Subject: ..."). */
static void
speech_find(struct source *s)
{
	uint32_t i = 0, k;
	size_t n, quoted, open;

	while (i < s->n_paras) {
		n = quoted = open = 0;
		for (k = i; k < s->n_paras && s->paras[k].prev == NOWHERE &&
			    is_turn(s, k);
		     k = next_head(s, k), n++) {
			quoted += is_quoted(s, k);
			open += !(end_of(s, k) & (END_STOP | END_COMMA)) &&
				(s->paras[k].start & START_UPPER);
		}
		if ((n >= 3 || (n == 2 && quoted + open == 0)) && open * 2 <= n)
			for (k = i; n-- > 0; k = next_head(s, k))
				s->paras[k].kind = BLOCK_DIALOGUE;
		i = k > i ? k : i + 1;
	}
}

/* ---- all quotations ---- */

/* Is something left out inside?  Nobody cuts his own sentences. */
static bool
has_cuts(const struct source *s, uint32_t head)
{
	for (uint32_t i = head; i != NOWHERE; i = s->paras[i].next) {
		struct str t = para_text(s, i);

		if (str_find(t, STR("...")) != SIZE_MAX ||
		    str_find(t, STR("…")) != SIZE_MAX)
			return true;
	}
	return false;
}

/* A paragraph that nothing announces, but that closes as quotations do. */
static bool
is_unannounced(const struct hearing *h, const struct source *s, uint32_t head)
{
	const struct para *p = &s->paras[head];
	struct voice v;

	if (!s->notes_close || p->kind != BLOCK_PARAGRAPH ||
	    !ends_as_quotation(end_of(s, head)) ||
	    (p->start & (START_LABEL | START_QUOTE)))
		return false;
	v = voice_of(h, s, head);
	return v.speaks > 0 ||
	       (v.reports == 0 &&
		   (v.quotes == 0 || (v.quotes == 1 && has_cuts(s, head))));
}

void
quotes_find(struct source *s)
{
	struct hearing h = {{0}};
	uint32_t i, q;
	size_t n;

	if (s->manner == MANNER_FLAT || s->manual)
		return;
	hearing_add(&h, own, LENGTH(own));
	hearing_add(&h, told, LENGTH(told));
	speech_find(s);
	for (i = 0; i < s->n_paras; i++) {
		if (!para_runs(&s->paras[i]) || s->paras[i].figure != NOWHERE ||
		    s->paras[i].prev != NOWHERE)
			continue;
		if (s->paras[i].traits & PARA_RUN_IN)
			quote_set(s, i);
		else if (is_unannounced(&h, s, i))
			quote_set(s, i);
		if (!announces(s, i))
			continue;
		q = next_head(s, i);
		if (q >= s->n_paras || gap_of(s, q) == 0 ||
		    s->paras[q].kind != BLOCK_PARAGRAPH || is_quoted(s, q) ||
		    ((s->paras[q].start & START_LABEL) &&
			s->paras[i].kind != BLOCK_QUOTE))
			continue;
		if ((s->paras[q].start & START_DASH) && s->paras[q].skip == 0) {
			s->paras[q].kind = BLOCK_DIALOGUE;
			continue;
		}
		for (n = extent(&h, s, q); n-- > 0; q = next_head(s, q))
			quote_set(s, q);
	}
}
