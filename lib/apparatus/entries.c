/*
 * What glossary, people and dates share: keeping strings, brackets, dates.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/work.h"

/* A letter of the alphabet (C, D and I are numbers, too), or a year. */
static bool
divides_list(struct str title)
{
	size_t n = 0;

	while (n < title.n && title.p[n] >= '0' && title.p[n] <= '9')
		n++;
	if (n > 0)
		return n == 4 && n == title.n;
	return title.n > 0 &&
	       cp_is_letter(cp_decode(title.p, title.p + title.n, &n)) &&
	       n == title.n;
}

/* Is it only a part of a list that the section above it is? */
static bool
is_part_of_list(const struct section *s)
{
	return s->kind == SECTION_CHAPTER &&
	       (s->number.p == NULL || divides_list(s->title));
}

uint32_t
list_section(const struct work *w, uint32_t section)
{
	while (section != NOWHERE && is_part_of_list(&w->sections[section]))
		section = w->sections[section].parent;
	return section;
}

void
strings_add(struct strings *s, struct str one)
{
	one = str_trim(one);
	if (one.n == 0)
		return;
	for (size_t i = 0; i < s->n && i < 64; i++)
		if (str_eq(s->v[i], one))
			return;
	ARRAY_PUSH(s->v, s->n, s->cap, one);
}

struct strs
strings_keep(struct work *w, struct strings *s)
{
	struct str *v = book_alloc(w->b, s->n + 1, sizeof(*v));
	struct strs kept = {v, (uint32_t)s->n};

	for (size_t i = 0; i < s->n; i++)
		v[i] = arena_str(w->b->arena, s->v[i]);
	free(s->v);
	*s = (struct strings){NULL, 0, 0};
	return kept;
}

void
entry_add(struct work *w, struct entry e, uint32_t first, uint32_t last)
{
	const struct block *a = &w->blocks[first], *z = &w->blocks[last - 1];

	e.from = a->from;
	e.to = z->to;
	e.section = a->section;
	e.first_block = first;
	e.last_block = last;
	e.line = a->line;
	e.last_line = z->last_line;
	ARRAY_PUSH(w->entries, w->n_entries, w->cap_entries, e);
	for (uint32_t i = first; i < last; i++) {
		if (block_keeps_kind(&w->blocks[i]))
			continue;
		w->blocks[i].kind = BLOCK_ENTRY;
		if (i > first)
			w->blocks[i].flags |= BLOCK_CONTINUES;
		else
			w->blocks[i].flags &= (uint8_t)~BLOCK_CONTINUES;
	}
}

uint32_t
entry_block(const struct work *w, uint32_t block, uint32_t end)
{
	while (block < end && (!block_is_text(&w->blocks[block]) ||
				  w->blocks[block].kind == BLOCK_NOTE ||
				  w->blocks[block].from == w->blocks[block].to))
		block++;
	return block;
}

size_t
bracket_end(struct str s, size_t at)
{
	char open = s.p[at], close = open == '[' ? ']' : ')';
	unsigned depth = 0;

	for (size_t i = at; i < s.n && i < at + 600; i++) {
		depth += s.p[i] == open;
		depth -= s.p[i] == close;
		if (depth == 0)
			return i + 1;
	}
	return 0;
}

struct str
unquote(struct str s)
{
	size_t n;

	s = str_trim(s);
	while (s.n > 0) {
		uint32_t cp = cp_decode(s.p, s.p + s.n, &n);

		if (!cp_is_quote(cp) && cp != '*' && cp != '_')
			break;
		s = str_slice(s, n, s.n);
	}
	while (s.n > 0) {
		uint32_t cp = cp_before(s.p, s.p + s.n, &n);

		if (!cp_is_quote(cp) && cp != '*' && cp != '_')
			break;
		s.n -= n;
	}
	return str_trim(s);
}

/* The beginnings of the names of months and of the words that stand in
 * dates, lower case. */
static const char *const date_words[] = {"jan", "feb", "mar", "apr", "may",
    "jun", "jul", "aug", "sep", "oct", "nov", "dec", "spring", "summer",
    "autumn", "fall", "winter", "early", "late", "mid", "end", "about",
    "around", "before", "after", "and", "to", "from", "until", "till",
    "century", "year", "years", "circa", "th", "st", "nd", "rd", "bc", "ad",
    "ce", "of", "the", "or", "no", "sooner", "later", "than", "янв", "фев",
    "мар", "апр", "мая", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
    "весн", "лет", "осен", "зим", "начал", "конец", "конц", "серед", "год", "г",
    "гг", "в", "вв", "век", "около", "по", "до", "с", "и", "до", "после", "ca",
    "c", "b", "d", "s", "p", "род", "ум", "unknown", "present"};

static bool
is_date_word(struct str word)
{
	char lower[24];
	size_t n = 0;
	struct buf b = BUF_INIT;

	for (size_t at = 0, k; at < word.n && b.n < sizeof(lower); at += k)
		buf_putcp(
		    &b, cp_lower(cp_decode(word.p + at, word.p + word.n, &k)));
	n = b.n < sizeof(lower) ? b.n : sizeof(lower) - 1;
	memcpy(lower, b.p, n);
	lower[n] = '\0';
	buf_free(&b);
	for (size_t i = 0; i < LENGTH(date_words); i++) {
		size_t len = strlen(date_words[i]);

		if (len >= 3 ? strncmp(lower, date_words[i], len) == 0
			     : strcmp(lower, date_words[i]) == 0)
			return true;
	}
	return false;
}

/* All its words are numbers or words of dates, and one is a number. */
bool
text_is_date(struct str s)
{
	size_t from, to = 0;
	bool number = false;

	if (s.n == 0 || s.n > 120)
		return false;
	while (word_next(s, to, &from, &to)) {
		struct str word = str_slice(s, from, to);

		if (word.p[0] >= '0' && word.p[0] <= '9')
			number = true;
		else if (!is_date_word(word) &&
			 (word.n > 9 || strspn(word.p, "IVXLC") < word.n))
			return false;
	}
	return number;
}
