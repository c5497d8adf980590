/*
 * The language at a place: as stated, and in which a word of the book is written (doc/decisions/0018).
 */
#include <izba/book.h>
#include <izba/text.h>

#include "lib/book/above.h"

enum {
	AROUND = 400, /* bytes of a paragraph that are looked at, each way */
	WORDS_LEAST = 12, /* bytes of a stretch that may tell something */
	PARTS_MOST = 200 /* parts in other languages that are looked at */
};

static struct str
text_of(const struct book *b, struct span s)
{
	return book_text(b, s.from, s.to);
}

/* What the paragraph has within so many bytes of a word. */
static struct span
around(const struct book *b, uint32_t from, uint32_t to)
{
	const struct block *k = &b->blocks[book_block_at(b, from)];
	struct span s = {k->from, k->to};

	if (from > s.from + AROUND)
		s.from = book_snap(b, from - AROUND);
	if (s.to > to + AROUND)
		s.to = book_snap(b, to + AROUND);
	return s;
}

/* ---- quotations ---- */

static bool
is_quote(uint32_t cp)
{
	return cp == 0xab || cp == 0xbb || (cp >= 0x201c && cp <= 0x201f) ||
	       cp == '"';
}

/* Narrow a span around a word to what no quotation mark parts from it. */
static void
between_quotes(const struct book *b, uint32_t from, uint32_t to, struct span *s)
{
	const char *text = b->text.p;
	size_t n;

	for (uint32_t i = from; i > s->from; i -= (uint32_t)n)
		if (is_quote(cp_before(text + s->from, text + i, &n))) {
			s->from = i;
			break;
		}
	for (; to < s->to; to += (uint32_t)n)
		if (is_quote(cp_decode(text + to, text + s->to, &n)))
			s->to = to;
}

/* The emphasised words that the word stands among. */
static bool
emphasised(const struct book *b, uint32_t from, struct span *s)
{
	uint32_t i = book_run_from(b, from);

	if (i >= b->n_runs || b->runs[i].from > from ||
	    !(b->runs[i].style & STYLE_EMPHASIS))
		return false;
	if (b->runs[i].from > s->from)
		s->from = b->runs[i].from;
	if (b->runs[i].to < s->to)
		s->to = b->runs[i].to;
	return true;
}

/* ---- what is told ---- */

/* The language that a stretch tells of, if it is written in this script. */
static struct str
told_by(
    const struct book *b, struct span s, struct str likely, enum script script)
{
	const char *tag;

	if (s.to - s.from < WORDS_LEAST)
		return (struct str){NULL, 0};
	tag = text_language_or(text_of(b, s), likely);
	if (tag == NULL || language_script(str_of(tag)) != script)
		return (struct str){NULL, 0};
	/* "en-GB" says more than "en" */
	return language_is(likely, tag) ? likely : str_of(tag);
}

/* What the words around a word tell, the nearest first. */
static struct str
told_around(const struct book *b, uint32_t from, uint32_t to, struct str likely,
    enum script script)
{
	struct span all = around(b, from, to), part = all;
	struct str told = {NULL, 0};

	if (emphasised(b, from, &part))
		told = told_by(b, part, likely, script);
	part = all;
	between_quotes(b, from, to, &part);
	if (told.n == 0)
		told = told_by(b, part, likely, script);
	return told.n > 0 || (part.from == all.from && part.to == all.to)
		   ? told
		   : told_by(b, all, likely, script);
}

/* The stretch around a word that has no letter of another script. */
static struct span
same_script(
    const struct book *b, uint32_t from, uint32_t to, enum script script)
{
	struct span most = around(b, from, to), s = {from, to};
	const char *text = b->text.p;
	enum script other;
	size_t n;

	while (s.from > most.from) {
		other =
		    cp_script(cp_before(text + most.from, text + s.from, &n));
		if (other != script && other != SCRIPT_NONE)
			break;
		s.from -= (uint32_t)n;
	}
	while (s.to < most.to) {
		other = cp_script(cp_decode(text + s.to, text + most.to, &n));
		if (other != script && other != SCRIPT_NONE)
			break;
		s.to += (uint32_t)n;
	}
	return s;
}

/* The first language that the book states of itself or a part, in a script. */
static struct str
stated_in(const struct book *b, enum script script)
{
	if (language_script(b->language) == script)
		return b->language;
	for (uint32_t i = 0; i < b->n_languages && i < PARTS_MOST; i++)
		if (language_script(b->languages[i].tag) == script)
			return b->languages[i].tag;
	return (struct str){NULL, 0};
}

/* Without any other sign: Cyrillic is Russian unless it has letters that
 * Russian never had, Latin letters are English unless they have marks. */
static struct str
usual(struct str word, enum script script)
{
	size_t n;

	for (size_t i = 0; i < word.n; i += n) {
		uint32_t cp =
		    cp_lower(cp_decode(word.p + i, word.p + word.n, &n));

		if (script == SCRIPT_LATIN && cp >= 0x80 && cp_is_letter(cp))
			return (struct str){NULL, 0};
		if (cp == 0x457 || cp == 0x454 || cp == 0x491)
			return STR("uk");
		if (cp == 0x45e)
			return STR("be");
		if (cp >= 0x452 && cp <= 0x45f && cp != 0x456)
			return (struct str){NULL, 0};
	}
	return script == SCRIPT_LATIN ? STR("en") : STR("ru");
}

/* The part in another language that holds a place, or NULL. */
static const struct language *
part_at(const struct book *b, uint32_t place)
{
	uint32_t i = FIRST_ABOVE(b->languages, b->n_languages, to, place);

	return i < b->n_languages && b->languages[i].from <= place
		   ? &b->languages[i]
		   : NULL;
}

struct str
book_language_at(const struct book *b, uint32_t place)
{
	const struct language *part = part_at(b, place);

	return part != NULL ? part->tag : b->language;
}

struct str
book_language_of(const struct book *b, uint32_t from, uint32_t to)
{
	struct str stated = book_language_at(b, from), told;
	struct str word = book_text(b, from, to);
	enum script script = text_script(word);

	if (script == SCRIPT_NONE || script == SCRIPT_OTHER)
		return stated;
	if (language_script(stated) == script) {
		/* what is stated of a part is believed; of the book, it may
		 * not be so of all its parts */
		if (part_at(b, from) != NULL)
			return stated;
		told = told_around(b, from, to, stated, script);
		return told.n > 0 ? told : stated;
	}
	told = told_by(
	    b, same_script(b, from, to, script), (struct str){NULL, 0}, script);
	if (told.n == 0)
		told = stated_in(b, script);
	return told.n > 0 ? told : usual(word, script);
}
