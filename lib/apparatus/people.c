/*
 * People: "SURNAME, Given Patronymic [Other Name] (1887–1937). Life."
 *
 *  1. An entry begins with a surname, a comma, given names, and dates in round
 *     brackets; or with a surname all in capitals.
 *  2. Square brackets before the dates, and round ones without a number, hold
 *     other names.
 *  3. A block that does not begin so goes on with the life before it.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/work.h"

enum { NAME_BYTES = 160 };

struct life {
	struct str surname;
	struct buf given;
	struct str dates;
	struct strings others;
	size_t body;
};

static bool
has_number(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return memchr(s.p, '?', s.n) != NULL;
}

/* Are all its letters capitals, at least two of them? */
static bool
all_capitals(struct str s)
{
	unsigned letters = 0;
	size_t n;

	for (size_t at = 0; at < s.n; at += n) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);

		if (cp_is_lower(cp))
			return false;
		letters += cp_is_letter(cp);
	}
	return letters >= 2;
}

/* From one year to another: "1879–1940", "b. 1879"? */
static bool
is_span(struct str s)
{
	unsigned years = 0, digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		digits = s.p[i] >= '0' && s.p[i] <= '9' ? digits + 1 : 0;
		years += digits == 4;
	}
	return years > 0 && text_is_date(s);
}

/* The first opening bracket at or after `at`, or `most`.  Most of what is asked
 * has none. */
static size_t
bracket_from(struct str s, size_t at, size_t most)
{
	const char *round, *square;

	if (at >= most)
		return most;
	round = memchr(s.p + at, '(', most - at);
	if (round != NULL)
		most = (size_t)(round - s.p);
	square = memchr(s.p + at, '[', most - at);
	return square != NULL ? (size_t)(square - s.p) : most;
}

/* Where the dates in brackets open: square ones hold nothing but them.
 * SIZE_MAX if nowhere. */
static size_t
dates_open(struct str s)
{
	size_t most = s.n < NAME_BYTES ? s.n : NAME_BYTES, at = 1, end;

	while ((at = bracket_from(s, at, most)) < most) {
		struct str inner;

		end = bracket_end(s, at);
		if (end == 0)
			return SIZE_MAX;
		inner = str_slice(s, at + 1, end - 1);
		if (s.p[at] == '(' ? has_number(inner) : is_span(inner))
			return at;
		at = end;
	}
	return SIZE_MAX;
}

/* Do the names read as names: words with capitals, few small ones? */
static bool
reads_as_name(struct str s)
{
	size_t from, to = 0, n;
	unsigned words = 0, small = 0;

	if (s.n == 0)
		return false;
	if (!cp_is_upper(cp_decode(s.p, s.p + s.n, &n)))
		return false;
	while (word_next(s, to, &from, &to)) {
		words++;
		small += cp_is_lower(cp_decode(s.p + from, s.p + s.n, &n));
		if (s.p[from] >= '0' && s.p[from] <= '9')
			return false;
	}
	return words > 0 && words <= 12 && small * 3 <= words;
}

/* Other names in a bracket: parted by semicolons; "born" stands before a
 * maiden name. */
static void
others_add(struct str s, struct strings *others)
{
	static const char *const born[] = {", born ", ", née ", ", урожд. "};

	while (s.n > 0) {
		size_t end = str_find(s, STR(";")), at = SIZE_MAX;
		struct str one = str_slice(s, 0, end);

		for (size_t i = 0; i < LENGTH(born) && at == SIZE_MAX; i++) {
			at = str_find(one, str_of(born[i]));
			if (at == SIZE_MAX)
				continue;
			strings_add(others, unquote(str_slice(one,
						at + strlen(born[i]), one.n)));
			one = str_slice(one, 0, at);
		}
		strings_add(others, unquote(one));
		s = end == SIZE_MAX ? STR("") : str_slice(s, end + 1, s.n);
	}
}

/* Names outside brackets go to `out`, those inside to the others. */
static void
names_split(struct str s, struct buf *out, struct strings *others)
{
	for (size_t at = 0; at < s.n; at++) {
		size_t end;

		if ((s.p[at] == '[' || s.p[at] == '(') &&
		    (end = bracket_end(s, at)) > 0) {
			others_add(str_slice(s, at + 1, end - 1), others);
			at = end - 1;
			continue;
		}
		if (s.p[at] == ' ' &&
		    (out->n == 0 || out->p[out->n - 1] == ' '))
			continue;
		buf_putc(out, s.p[at]);
	}
}

/* "N." keeps its point, "Petrovich." does not. */
static void
given_trim(struct buf *given)
{
	size_t n = given->n, word;

	while (n > 0 && (given->p[n - 1] == ' ' || given->p[n - 1] == ','))
		n--;
	if (n > 0 && given->p[n - 1] == '.') {
		for (word = n - 1; word > 0 && given->p[word - 1] != ' ' &&
				   given->p[word - 1] != '.';)
			word--;
		if (n - 1 - word > 4)
			n--;
	}
	buf_cut(given, n);
}

/* A surname in capitals at the start of s: its bytes, or 0. */
static size_t
capitals_at_start(struct str s)
{
	size_t end = 0, from, to = 0;

	while (word_next(s, to, &from, &to)) {
		if (from > end + 1 || !all_capitals(str_slice(s, from, to)))
			break;
		end = to;
	}
	return end;
}

/* The surname and its brackets before `at`, the given names after it. */
static void
life_names(struct life *l, struct str names, size_t at)
{
	struct buf surname = BUF_INIT;
	struct str first = str_slice(names, 0, at);
	size_t n;

	names_split(first, &surname, &l->others);
	for (n = surname.n; n > 0 && surname.p[n - 1] == ' ';)
		n--;
	/* the surname is printed without a break, from the start */
	l->surname = str_slice(first, 0, n);
	buf_free(&surname);
	while (at < names.n && (names.p[at] == ',' || names.p[at] == ' '))
		at++;
	names_split(str_slice(names, at, names.n), &l->given, &l->others);
	given_trim(&l->given);
}

/* ", 1879–1940." instead of a bracket. */
static bool
dates_follow(struct str s, size_t at, struct life *l)
{
	size_t end = at;

	while (end < s.n && memchr(".,;:", s.p[end], 4) == NULL)
		end++;
	if (!is_span(str_slice(s, at, end)))
		return false;
	l->dates = str_trim(str_slice(s, at, end));
	l->body = end;
	return true;
}

/* Without dates one can read: a surname in capitals and a comma; the names go
 * on to a point, and a round bracket before it says of the dates that they are
 * not known. */
static bool
undated_names(struct str s, struct life *l, struct str *names)
{
	size_t end = capitals_at_start(s), at;

	while (end < s.n && s.p[end] == ' ')
		end++;
	if (end < 4 || end >= s.n || (s.p[end] != ',' && s.p[end] != '['))
		return false;
	for (at = end; at < s.n && at < NAME_BYTES; at++) {
		if (s.p[at] == '.' || s.p[at] == ':' || s.p[at] == ';')
			break;
		if (s.p[at] == ',' && dates_follow(s, at + 1, l)) {
			*names = str_slice(s, 0, at);
			return true;
		}
		if (s.p[at] != '[' && s.p[at] != '(')
			continue;
		end = bracket_end(s, at);
		if (end == 0)
			return false;
		if (s.p[at] == '(' && (end == s.n || s.p[end] == '.' ||
					  s.p[end] == ':' || s.p[end] == ';')) {
			l->dates = str_slice(s, at + 1, end - 1);
			*names = str_slice(s, 0, at);
			l->body = end;
			return true;
		}
		at = end - 1;
	}
	*names = str_slice(s, 0, at);
	l->body = at;
	return true;
}

/* Does a patronymic end a Russian name? */
static bool
is_patronymic(struct str s)
{
	static const char *const ends[] = {"ович", "евич", "ьич", "овна",
	    "евна", "ична", "мич", "ovich", "evich", "ovna", "evna", "ichna",
	    "yich"};

	for (size_t i = 0; i < LENGTH(ends); i++)
		if (str_ends(s, ends[i]))
			return true;
	return false;
}

/* The next word of names that stands in no bracket. */
static bool
name_next(struct str names, size_t at, size_t *from, size_t *to)
{
	size_t end;

	while (at < names.n) {
		if ((names.p[at] == '[' || names.p[at] == '(') &&
		    (end = bracket_end(names, at)) > 0)
			at = end;
		else if (names.p[at] == ' ')
			at++;
		else
			return word_next(names, at, from, to);
	}
	return false;
}

/* What the order of names is judged by. */
struct order {
	struct str first, last; /* words */
	size_t n; /* words */
	bool cyrillic;
	bool inside; /* a patronymic stands before the last word */
	bool behind; /* ... is the last word */
	bool initial, initials; /* the first word is one; the last */
};

static struct order
order_of(struct str names)
{
	struct order o = {.cyrillic = text_script(names) == SCRIPT_CYRILLIC};
	size_t from, to = 0;

	while (name_next(names, to, &from, &to)) {
		bool pointed = to < names.n && names.p[to] == '.';

		o.inside |= o.behind;
		o.last = str_slice(names, from, to);
		o.behind = o.n > 0 && is_patronymic(o.last);
		o.initials = pointed;
		if (o.n++ == 0) {
			o.first = o.last;
			o.initial = pointed;
		}
		to += pointed;
	}
	return o;
}

/* How lives begin: with a comma or capitals; without; without, and the first
 * words are in the order of the alphabet. */
enum names { NAMES_STRICT, NAMES_LOOSE, NAMES_SORTED };

/* Names without a comma: "Samuel Crane", "Кранов Самуил Яковлевич",
 * "Кранов С. Я.".  In Cyrillic the surname stands first, unless a patronymic
 * stands inside or an initial at the start; so it does where a patronymic ends
 * three names, where initials end them, and where the alphabet says so. */
static bool
names_in_order(struct life *l, struct str names, enum names kind)
{
	struct order o = order_of(names);
	bool usual = o.cyrillic || kind == NAMES_SORTED;
	struct buf none = BUF_INIT;
	size_t at;

	if (o.n < 2)
		return false;
	if (!o.initial && (o.initials || (usual && !o.inside) ||
			      (o.n >= 3 && o.behind && !o.inside))) {
		life_names(l, names, (size_t)(o.first.p - names.p) + o.first.n);
		return l->surname.n > 0;
	}
	at = (size_t)(o.last.p - names.p);
	l->surname = o.last;
	names_split(str_slice(names, 0, at), &l->given, &l->others);
	names_split(
	    str_slice(names, at + o.last.n, names.n), &none, &l->others);
	buf_free(&none);
	given_trim(&l->given);
	return true;
}

static bool
life_read(struct str s, struct life *l, enum names kind)
{
	size_t open = dates_open(s), comma, end;
	struct str names;

	*l = (struct life){.given = BUF_INIT};
	if (s.n == 0)
		return false;
	if (open == SIZE_MAX) {
		if (!undated_names(s, l, &names))
			return false;
	} else {
		names = str_slice(s, 0, open);
		end = bracket_end(s, open);
		l->dates = str_trim(str_slice(s, open + 1, end - 1));
		l->body = end;
	}
	names = str_trim(names);
	if (!reads_as_name(names))
		return false;
	comma = str_find(names, STR(","));
	if (comma == SIZE_MAX)
		comma = capitals_at_start(names);
	if (comma == 0 &&
	    (kind == NAMES_STRICT || open == SIZE_MAX || !is_span(l->dates)))
		return false;
	if (comma == 0)
		return names_in_order(l, names, kind);
	life_names(l, names, comma);
	return l->surname.n > 0;
}

static void
life_free(struct life *l)
{
	buf_free(&l->given);
	free(l->others.v);
}

static bool
begins_life(const struct work *w, uint32_t block, enum names kind)
{
	struct life l;
	bool is = life_read(block_text(w, block), &l, kind);

	life_free(&l);
	return is;
}

static bool
life_add(struct work *w, uint32_t first, uint32_t last, enum names kind)
{
	bool good;
	struct life l;
	struct strings heads = {NULL, 0, 0};
	struct entry e = {.kind = ENTRY_PERSON};
	struct str s = block_text(w, first);

	good = life_read(s, &l, kind);
	if (good) {
		while (l.body < s.n &&
		       (s.p[l.body] == ' ' || s.p[l.body] == '.' ||
			   s.p[l.body] == ';' || s.p[l.body] == ',' ||
			   s.p[l.body] == ':'))
			l.body++;
		strings_add(&heads, l.surname);
		e.heads = strings_keep(w, &heads);
		e.variants = strings_keep(w, &l.others);
		if (l.given.n > 0)
			e.given = arena_str(w->b->arena, buf_lend(&l.given));
		if (l.dates.n > 0)
			e.when = arena_str(w->b->arena, l.dates);
		e.body = w->blocks[first].from + (uint32_t)l.body;
		entry_add(w, e, first, last);
	}
	life_free(&l);
	return good;
}

bool
person_add(struct work *w, uint32_t first, uint32_t last)
{
	return life_add(w, first, last, NAMES_LOOSE);
}

/* The beginning of a name, for its place in the alphabet. */
static uint32_t
rank_of(struct str name)
{
	struct str rest = name;
	uint32_t rank = 0;
	size_t n;

	for (int i = 0; i < 2; i++, rest = str_slice(rest, n, rest.n)) {
		uint32_t cp = 0;

		n = 0;
		if (rest.n > 0)
			cp = cp_lower(cp_decode(rest.p, rest.p + rest.n, &n));
		rank = rank << 16 | (cp & 0xffff);
	}
	return rank;
}

/* How the lives of this section begin, mostly.  Names without commas stand in
 * the order of their surnames: if that is the order of their first words, and
 * not that of their last, surnames stand first. */
static enum names
names_of(const struct work *w, uint32_t i, uint32_t end)
{
	size_t strict = 0, loose = 0, firsts = 0, lasts = 0;
	uint32_t first = 0, last = 0;

	for (i = entry_block(w, i, end); i < end;
	     i = entry_block(w, i + 1, end)) {
		struct str s = block_text(w, i);
		struct order o;

		if (!begins_life(w, i, NAMES_LOOSE))
			continue;
		strict += begins_life(w, i, NAMES_STRICT);
		o = order_of(str_slice(s, 0, dates_open(s)));
		firsts += loose > 0 && rank_of(o.first) >= first;
		lasts += loose > 0 && rank_of(o.last) >= last;
		first = rank_of(o.first);
		last = rank_of(o.last);
		loose++;
	}
	if (loose <= 2 * strict)
		return NAMES_STRICT;
	return loose >= 5 && firsts > lasts && firsts * 10 >= (loose - 1) * 9
		   ? NAMES_SORTED
		   : NAMES_LOOSE;
}

void
people_find(struct work *w, uint32_t section, uint32_t i, uint32_t end)
{
	uint32_t next, last;
	enum names kind = names_of(w, i, end);

	(void)section;
	for (i = entry_block(w, i, end); i < end; i = next) {
		next = entry_block(w, i + 1, end);
		if (!begins_life(w, i, kind))
			continue;
		for (last = i + 1;
		     next < end &&
		     w->blocks[next].section == w->blocks[i].section &&
		     !begins_life(w, next, kind);
		     next = entry_block(w, next + 1, end))
			if (w->blocks[next - 1].kind != BLOCK_NOTE)
				last = next + 1;
		life_add(w, i, last, kind);
	}
}
