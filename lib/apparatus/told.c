/*
 * Entries that the format states: terms with their heads, people, dates.
 *
 *  1. A stated head is read like a printed one: "A, B", other forms in a
 *     bracket within it or right behind it.
 *  2. The body begins behind the last head and the sign that ends it, or with
 *     the next block.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/work.h"

/* An entry that is being read. */
struct told {
	struct work *w;
	const struct stated_entry *stated;
	struct strings heads, variants;
	struct entry e;
};

static struct str
head_text(const struct told *t, uint32_t i)
{
	const struct span *s = &t->w->stated->heads[t->stated->head + i];

	return str_trim(book_text(t->w->b, s->from, s->to));
}

/* Where the heads end; the start of the entry if it has none. */
static uint32_t
heads_end(const struct told *t)
{
	const struct work *w = t->w;
	uint32_t at = w->blocks[t->stated->first_block].from;

	for (uint32_t i = 0; i < t->stated->heads; i++)
		if (w->stated->heads[t->stated->head + i].to > at)
			at = w->stated->heads[t->stated->head + i].to;
	return at;
}

/* One past the sign between heads and body that stands at `at`. */
static uint32_t
skip_sign(const struct work *w, uint32_t at, uint32_t end)
{
	struct str s = book_text(w->b, at, end);
	size_t i = 0, n;

	while (i < s.n) {
		uint32_t cp = cp_decode(s.p + i, s.p + s.n, &n);

		if (cp != ':' && cp != '.' && cp != ',' && cp != ';' &&
		    !cp_is_space(cp) && !(cp_is_dash(cp) && cp != '-'))
			break;
		i += n;
	}
	return at + (uint32_t)i;
}

/* The body begins behind the heads, or in the block after them. */
static void
body_find(struct told *t, uint32_t at)
{
	const struct work *w = t->w;
	uint32_t block = book_block_at(w->b, at);

	at = skip_sign(w, at, w->blocks[block].to);
	if (at >= w->blocks[block].to && block + 1 < t->stated->last_block)
		at = w->blocks[block + 1].from;
	t->e.body = at;
}

/* A bracket right behind the heads holds other forms: where it ends. */
static uint32_t
forms_behind(struct told *t, uint32_t at)
{
	const struct work *w = t->w;
	uint32_t end = w->blocks[book_block_at(w->b, at)].to;
	struct str s;
	size_t close;

	while (at < end && w->b->text.p[at] == ' ')
		at++;
	s = book_text(w->b, at, end);
	if (s.n == 0 || s.p[0] != '[')
		return at;
	close = bracket_end(s, 0);
	if (close == 0)
		return at;
	term_forms(t->w, str_slice(s, 1, close - 1), &t->variants);
	return at + (uint32_t)close;
}

static void
term_told(struct told *t)
{
	for (uint32_t i = 0; i < t->stated->heads; i++) {
		struct str s = head_text(t, i);
		size_t open = str_find(s, STR(" ["));

		if (open == SIZE_MAX)
			open = str_find(s, STR(" ("));
		if (open != SIZE_MAX && bracket_end(s, open + 1) == s.n)
			term_forms(t->w, str_slice(s, open + 2, s.n - 1),
			    &t->variants);
		else
			open = s.n;
		while (
		    open > 0 && (s.p[open - 1] == ':' || s.p[open - 1] == ' '))
			open--;
		term_heads(
		    t->w, str_slice(s, 0, open), &t->heads, &t->variants);
	}
	body_find(t, forms_behind(t, heads_end(t)));
}

/* "Surname, Given", or "Given Surname", or "Surname Given Patronymic". */
static void
name_told(struct told *t, struct str s)
{
	size_t from, to, comma = str_find(s, STR(", "));
	struct str given;

	if (comma != SIZE_MAX) {
		strings_add(&t->heads, str_slice(s, 0, comma));
		t->e.given = arena_str(
		    t->w->b->arena, str_trim(str_slice(s, comma + 1, s.n)));
		return;
	}
	if (!word_prev(s, s.n, &from, &to) || from == 0) {
		strings_add(&t->heads, s);
		return;
	}
	given = str_slice(s, from, to);
	if (str_ends(given, "вич") || str_ends(given, "вна")) {
		size_t first = str_find(s, STR(" "));

		strings_add(&t->heads, str_slice(s, 0, first));
		given = str_slice(s, first, s.n);
	} else {
		strings_add(&t->heads, given);
		given = str_slice(s, 0, from);
	}
	t->e.given = arena_str(t->w->b->arena, str_trim(given));
}

static void
person_told(struct told *t)
{
	for (uint32_t i = 0; i < t->stated->heads; i++) {
		struct str s = head_text(t, i);

		if (i == 0)
			name_told(t, s);
		else
			strings_add(&t->variants, s);
	}
	body_find(t, forms_behind(t, heads_end(t)));
}

/* The head is the date, or the event. */
static void
date_told(struct told *t)
{
	const struct work *w = t->w;
	struct str head =
	    t->stated->heads > 0 ? head_text(t, 0) : (struct str){NULL, 0};
	struct str rest;

	body_find(t, heads_end(t));
	rest = str_trim(book_text(
	    w->b, t->e.body, w->blocks[t->stated->last_block - 1].to));
	if (text_is_date(head)) {
		t->e.when = arena_str(w->b->arena, head);
		head = str_slice(rest, 0, rest.n <= 300 ? rest.n : 0);
	} else if (text_is_date(rest)) {
		t->e.when = arena_str(w->b->arena, rest);
	}
	for (size_t i = 0; i < head.n; i++)
		if (head.p[i] == '\n')
			head.n = i;
	strings_add(&t->heads, head);
}

static void
entry_told(struct work *w, const struct stated_entry *s)
{
	static void (*const read[ENTRY_KINDS])(struct told *) = {
	    [ENTRY_TERM] = term_told,
	    [ENTRY_PERSON] = person_told,
	    [ENTRY_DATE] = date_told,
	};
	struct told t = {.w = w, .stated = s, .e = {.kind = s->kind}};

	if (s->kind == ENTRY_PERSON &&
	    person_add(w, s->first_block, s->last_block))
		return;
	read[s->kind](&t);
	t.e.heads = strings_keep(w, &t.heads);
	t.e.variants = strings_keep(w, &t.variants);
	if (t.e.heads.n > 0)
		entry_add(w, t.e, s->first_block, s->last_block);
}

/* What the items of a list of definitions are, by the section they stand in;
 * ENTRY_KINDS where they are only text. */
static uint8_t
kind_there(const struct work *w, uint32_t block)
{
	uint32_t section = w->blocks[block].section;

	if (section != NOWHERE)
		section = list_section(w, section);
	if (section == NOWHERE)
		return ENTRY_KINDS;
	switch (w->sections[section].kind) {
	case SECTION_GLOSSARY:
		return ENTRY_TERM;
	case SECTION_PEOPLE:
		return ENTRY_PERSON;
	case SECTION_DATES:
		return ENTRY_DATE;
	default:
		return ENTRY_KINDS;
	}
}

/* Does anything stand behind the heads?  Else it is a list of links. */
static bool
has_body(struct work *w, const struct stated_entry *s)
{
	struct told t = {.w = w, .stated = s};
	uint32_t end = w->blocks[s->last_block - 1].to;

	return skip_sign(w, heads_end(&t), end) < end;
}

/* A block that ended up in two entries stays with the first. */
void
entries_told(struct work *w)
{
	uint32_t end = 0;

	for (size_t i = 0; i < w->stated->n_entries; i++) {
		struct stated_entry s = w->stated->entries[i];

		if (s.first_block < end || s.first_block >= s.last_block)
			continue;
		if (s.kind == ENTRY_KINDS && has_body(w, &s))
			s.kind = kind_there(w, s.first_block);
		if (s.kind == ENTRY_KINDS)
			continue;
		entry_told(w, &s);
		end = s.last_block;
	}
}
