/*
 * The book's title, authors and language, where the format does not state
 * them: from the title pages.
 *
 *  1. Lines that name what they say are believed first: "Title: ...",
 *     "Author: ...", a library's "Names: Surname, A. B., author.".
 *  2. A title so named may be printed better elsewhere on the title pages: the
 *     block with the same letters is taken.
 *  3. Else the first block is the title, and the author is a block that reads
 *     as a name: with initials, or printed twice, or after "by", or under the
 *     title with a given name.  An author may stand over the title, or in one
 *     line with it.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/work.h"

enum { PAGES = 60, LINE_BYTES = 200, NAME_WORDS = 5 };

/* What stands behind a word and a colon at the start of s; null if s begins
 * otherwise. */
static struct str
named_value(struct str s, const char *const *words)
{
	for (; *words != NULL; words++) {
		size_t n = strlen(*words);

		if (str_starts(s, *words) && n < s.n && s.p[n] == ':')
			return str_trim(str_slice(s, n + 1, s.n));
	}
	return (struct str){NULL, 0};
}

/* The blocks that may be title pages. */
static uint32_t
pages_end(const struct work *w)
{
	uint32_t end = w->b->n_blocks < PAGES ? w->b->n_blocks : PAGES;

	if (w->contents_from < end)
		end = w->contents_from;
	for (size_t i = 0; i < w->n_headings; i++)
		if (w->headings[i].block > 0 && w->headings[i].block < end)
			return w->headings[i].block;
	return end;
}

/* ---- title ---- */

/* The best print of a title: the block on the title pages that has the same
 * letters, else the title itself. */
static struct str
best_print(const struct work *w, uint32_t end, struct str title)
{
	struct title_key key = TITLE_KEY_EMPTY, other;

	title_key_add(&key, title);
	for (uint32_t i = 0; i < end; i++) {
		struct str s = str_trim(block_text(w, i));

		other = (struct title_key)TITLE_KEY_EMPTY;
		title_key_add(&other, s);
		if (title_key_eq(key, other))
			return s;
	}
	return title;
}

/* Capitalised words and initials, two to five of them, and nothing else;
 * *initials says whether there are any. */
static bool
is_name(struct str s, bool *initials)
{
	size_t from, to = 0, n;
	unsigned words = 0;

	*initials = false;
	if (s.n < 5 || s.n > 60)
		return false;
	for (size_t at = 0; at < s.n; at += n) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);

		if (!cp_is_letter(cp) && !cp_is_mark(cp) && cp != ' ' &&
		    cp != '.' && cp != '-' && cp != '\'' && cp != 0x2019)
			return false;
	}
	while (word_next(s, to, &from, &to)) {
		uint32_t cp = cp_decode(s.p + from, s.p + s.n, &n);

		if (!cp_is_upper(cp))
			return false;
		words++;
		if (from + n == to && to < s.n && s.p[to] == '.')
			*initials = true;
	}
	return words >= 2 && words <= NAME_WORDS && s.p[s.n - 1] != '.';
}

static bool
has_letters(struct str s)
{
	size_t n;

	for (size_t at = 0; at < s.n; at += n)
		if (cp_is_letter(cp_decode(s.p + at, s.p + s.n, &n)))
			return true;
	return false;
}

/* Does s have capitals only? */
static bool
is_shouted(struct str s)
{
	size_t n;

	for (size_t at = 0; at < s.n; at += n)
		if (cp_is_lower(cp_decode(s.p + at, s.p + s.n, &n)))
			return false;
	return has_letters(s);
}

/* Does it read as the name of a person, with a given name or initials? */
static bool
is_person(struct str s)
{
	bool initials;

	s = str_trim(s);
	return is_name(s, &initials) && (initials || name_has_given(s));
}

/* Title pages may begin with the author's name: the title under it is in
 * capitals, or, as Russian ones have it, is the next line, if no other name
 * comes. */
static bool
is_author_over(const struct work *w, uint32_t i, uint32_t end)
{
	struct str s = block_text(w, i), below;
	bool initials;

	if (i + 1 >= end || !is_name(str_trim(s), &initials))
		return false;
	below = str_trim(block_text(w, i + 1));
	if (below.n > LINE_BYTES || is_person(below))
		return false;
	if (is_shouted(below))
		return !is_shouted(s);
	if (i > 0 || !is_person(s) || text_script(s) != SCRIPT_CYRILLIC ||
	    text_ends_sentence(below) || !has_letters(below))
		return false;
	for (uint32_t k = i + 1; k < end; k++)
		if (is_person(block_text(w, k)))
			return false;
	return true;
}

/* "A Name. The Title" in the first line: where the title begins, or 0. */
static size_t
author_before(struct str s)
{
	for (size_t at = 3; at + 4 < s.n && at < 60; at++) {
		size_t n;

		if (s.p[at] != '.' || s.p[at + 1] != ' ' ||
		    !is_person(str_slice(s, 0, at)) ||
		    !name_has_given(str_slice(s, 0, at)))
			continue;
		if (cp_is_upper(cp_decode(s.p + at + 2, s.p + s.n, &n)))
			return at + 2;
	}
	return 0;
}

/* The first line of the title pages.  Where the text itself stands there, lines
 * in it are none, but a heading may be. */
static struct str
first_line(const struct work *w, uint32_t end)
{
	bool begun = false;

	for (uint32_t i = 0; i < w->b->n_blocks && i < PAGES; i++) {
		struct str s = block_text(w, i);

		if (s.n > LINE_BYTES || !has_letters(s) ||
		    w->blocks[i].kind == BLOCK_RULE ||
		    w->blocks[i].kind == BLOCK_FIGURE ||
		    (begun && w->blocks[i].kind != BLOCK_HEADING)) {
			begun |= s.n > LINE_BYTES && text_ends_sentence(s);
			continue;
		}
		if (is_author_over(w, i, end))
			s = block_text(w, i + 1);
		return title_trim(str_slice(s, author_before(s), s.n));
	}
	return (struct str){NULL, 0};
}

static struct str
find_title(const struct work *w, uint32_t end)
{
	static const char *const words[] = {
	    "Title", "Название", "Заглавие", NULL};

	for (uint32_t i = 0; i < w->b->n_blocks && i < PAGES; i++)
		if ((w->blocks[i].flags & BLOCK_TITLE) != 0)
			return title_trim(block_text(w, i));
	for (uint32_t i = 0; i < end; i++) {
		struct str s = named_value(str_trim(block_text(w, i)), words);

		if (s.n > 0)
			return best_print(w, end, s);
	}
	return first_line(w, end);
}

/* ---- authors ---- */

static unsigned
times_printed(const struct work *w, uint32_t end, struct str s)
{
	unsigned n = 0;

	for (uint32_t i = 0; i < end; i++)
		n += str_eq(str_trim(block_text(w, i)), s);
	return n;
}

/* The last word of a name. */
static struct str
surname_of(struct str name)
{
	size_t from, to;

	if (!word_prev(name, name.n, &from, &to))
		return name;
	return str_slice(name, from, to);
}

/* The word over an author's name, by itself. */
static bool
is_by(struct str s)
{
	return str_is(s, "by") || str_is(s, "By") || str_is(s, "BY");
}

/* "Poems by A Name": where the name begins, or 0. */
static size_t
by_inside(struct str s)
{
	size_t at = str_find(s, STR(" by "));

	if (at == SIZE_MAX || at > 40 || !is_person(str_slice(s, at + 4, s.n)))
		return 0;
	return at + 4;
}

/* The block on the title pages that most likely is the author. */
static struct str
find_author(const struct work *w, uint32_t end)
{
	static const char *const words[] = {
	    "Author", "Authors", "Names", "Автор", "Авторы", NULL};
	struct str best = {NULL, 0}, named = {NULL, 0};
	unsigned most = 0;

	for (uint32_t i = 0; i < end && named.p == NULL; i++)
		named = named_value(str_trim(block_text(w, i)), words);
	for (uint32_t i = 0; i < end; i++) {
		struct str s = str_trim(block_text(w, i));
		bool initials,
		    by = str_starts(s, "by ") || str_starts(s, "By ");
		bool under = i > 0 && is_by(str_trim(block_text(w, i - 1)));
		bool title;
		unsigned score;
		size_t cut = i == 0 ? author_before(s) : 0;

		if (cut > 0)
			return str_slice(s, 0, cut - 2);
		if (by)
			s = str_slice(s, 3, s.n);
		else if ((cut = by_inside(s)) > 0) {
			s = str_slice(s, cut, s.n);
			by = true;
		}
		if (!is_name(s, &initials) || str_eq(s, w->b->title))
			continue;
		if (is_author_over(w, i, end) &&
		    str_eq(title_trim(block_text(w, i + 1)), w->b->title))
			return s;
		title = i > 0 &&
			str_eq(title_trim(block_text(w, i - 1)), w->b->title);
		score =
		    (title && is_person(s) ? 3u : 0) + (initials ? 3u : 0) +
		    (by || under ? 4u : 0) +
		    (times_printed(w, end, s) > 1 ? 2u : 0) +
		    (named.n > 0 && str_find(named, surname_of(s)) != SIZE_MAX
			    ? 6u
			    : 0);
		if (score > most) {
			most = score;
			best = s;
		}
	}
	return most >= 3 ? best : named;
}

/* ---- language ---- */

/* From the middle of a long text: its first pages may be in another. */
static const char *
find_language(const struct work *w)
{
	enum { SAMPLE = 40000 };
	uint32_t from = w->b->text.n > 2 * SAMPLE ? book_snap(w->b, SAMPLE) : 0;

	return text_language(str_slice(w->b->text, from, from + SAMPLE));
}

void
meta_find(struct work *w)
{
	uint32_t end = pages_end(w);
	const char *language;
	struct str *authors;

	if (w->b->title.p == NULL)
		book_set_title(w->b, find_title(w, end));
	if (w->b->authors.n == 0) {
		authors = book_alloc(w->b, 1, sizeof(*authors));
		authors[0] = find_author(w, end);
		if (authors[0].n > 0 && authors[0].n <= LINE_BYTES)
			book_set_authors(w->b, authors, 1);
	}
	if (w->b->language.p == NULL) {
		language = find_language(w);
		if (language != NULL)
			book_set_language(w->b, str_of(language));
	}
}
