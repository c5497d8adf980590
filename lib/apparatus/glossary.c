/*
 * The glossary: "Head, Other Head [forms in the other script]: explanation".
 *
 *  1. An entry begins with its head; a block without one goes on with the
 *     entry before it.  So does a block after a sentence that was cut.
 *  2. The head ends at a colon, at the bracket that follows it, or at a dash.
 *  3. "stagnation, time of" is one head, turned round: what follows the comma
 *     ends in a word that wants another after it.
 *  4. In the bracket: other forms, parted by semicolons; an abbreviation in
 *     round brackets, or before a comma or a point, is a form of its own.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/work.h"

enum { HEAD_BYTES = 110, HEAD_WORDS = 9 };

/* Where the parts of an entry's text stand. */
struct shape {
	struct str head;
	struct str bracket; /* inside it, or null */
	size_t body; /* where the explanation begins */
};

static unsigned
count_words(struct str s)
{
	size_t from, to = 0;
	unsigned n = 0;

	while (n < 100 && word_next(s, to, &from, &to))
		n++;
	return n;
}

/* A dash with blanks around it at byte `at`: its bytes, or 0. */
static size_t
dash_at(struct str s, size_t at)
{
	size_t n;
	uint32_t cp;

	if (at == 0 || s.p[at - 1] != ' ')
		return 0;
	cp = cp_decode(s.p + at, s.p + s.n, &n);
	if (cp != 0x2013 && cp != 0x2014 && cp != '-')
		return 0;
	return at + n < s.n && s.p[at + n] == ' ' ? n : 0;
}

/* Is the bracket in another script than the head?  Then it can only be its
 * other form. */
static bool
other_script(struct str head, struct str bracket)
{
	enum script a = text_script(head), b = text_script(bracket);

	return (a == SCRIPT_LATIN && b == SCRIPT_CYRILLIC) ||
	       (a == SCRIPT_CYRILLIC && b == SCRIPT_LATIN);
}

/* After the head's bracket: a colon, a point, a dash; nothing, if the bracket
 * leaves no doubt. */
static bool
shape_after_bracket(struct str s, size_t at, struct shape *out)
{
	size_t n;

	while (at < s.n && s.p[at] == ' ')
		at++;
	if (at >= s.n)
		return false;
	n = s.p[at] == ':' || s.p[at] == '.' || s.p[at] == ',' ? 1
							       : dash_at(s, at);
	if (n == 0 && !other_script(out->head, out->bracket))
		return false;
	out->body = at + n;
	return true;
}

/* ":izba: a house", as in lists of fields. */
static bool
shape_between_colons(struct str s, struct shape *out)
{
	for (size_t at = 1; at < s.n && at < HEAD_BYTES; at++) {
		if (s.p[at] != ':' || at == 1 ||
		    (at + 1 < s.n && s.p[at + 1] != ' '))
			continue;
		out->head = str_slice(s, 1, at);
		out->body = at + 1;
		return true;
	}
	return false;
}

/* Read the head of an entry; false if s does not begin with one. */
static bool
shape_read(struct str s, struct shape *out)
{
	*out = (struct shape){.bracket = {NULL, 0}};
	if (s.n > 0 && s.p[0] == ':')
		return shape_between_colons(s, out);
	for (size_t at = 0; at < s.n && at < HEAD_BYTES; at++) {
		size_t dash;

		if (s.p[at] == '[' ||
		    (s.p[at] == '(' && at > 0 && s.p[at - 1] == ' ')) {
			size_t end = bracket_end(s, at);

			if (end == 0 || out->head.p != NULL || at == 0)
				return false;
			out->head = str_slice(s, 0, at);
			out->bracket = str_slice(s, at + 1, end - 1);
			return shape_after_bracket(s, end, out);
		}
		dash = s.p[at] == '\t' || (s.p[at] == ':' && at + 1 < s.n &&
					      s.p[at + 1] == ' ')
			   ? 1
			   : dash_at(s, at);
		if (dash > 0) {
			out->head = str_slice(s, 0, at);
			out->body = at + dash;
			return true;
		}
		/* a sentence has begun before any head was found, if this is
		 * no initial */
		if (at + 1 < s.n && s.p[at] == '.' && s.p[at + 1] == ' ' &&
		    at >= 2 && s.p[at - 2] != ' ' && s.p[at - 2] != '.' &&
		    (unsigned char)s.p[at - 1] < 0x80)
			return false;
	}
	return false;
}

/* ---- heads ---- */

static bool
is_joining_word(struct str word)
{
	static const char *const words[] = {"of", "for", "in", "on", "the",
	    "to", "and", "at", "by", "de", "von", "van", "from"};

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_is(word, words[i]))
			return true;
	return false;
}

/* Capitals only, or initials: "FYP", "O. S.". */
static bool
is_abbreviation(struct str s)
{
	unsigned capitals = 0;
	size_t n;

	for (size_t at = 0; at < s.n; at += n) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);

		if (cp_is_lower(cp) && at > 0)
			return false;
		capitals += cp_is_upper(cp);
	}
	return capitals >= 2;
}

static bool
ends_like_adjective(struct str s)
{
	static const char *const ends[] = {"an", "ish", "ed", "al", "ic", "ive",
	    "ary", "ous", "ese", "ern", "ый", "ий", "ой", "ая", "яя", "ое",
	    "ее", "ые", "ие"};

	for (size_t i = 0; i < LENGTH(ends); i++)
		if (s.n > strlen(ends[i]) + 2 && str_ends(s, ends[i]))
			return true;
	return false;
}

/* "stagnation, time of", "boat, decked": the part after the comma wants the
 * part before it.  "Five-Year Plan, FYP" are two heads. */
static bool
is_inverted(struct str first, struct str after)
{
	size_t from, to;

	if (!word_prev(after, after.n, &from, &to))
		return false;
	if (is_joining_word(str_slice(after, from, to)))
		return true;
	return !is_abbreviation(first) && !is_abbreviation(after) &&
	       from == 0 && ends_like_adjective(after);
}

void
term_heads(struct work *w, struct str head, struct strings *heads,
    struct strings *variants)
{
	size_t comma = str_find(head, STR(", "));
	struct str first, after;

	if (comma == SIZE_MAX) {
		strings_add(heads, unquote(head));
		return;
	}
	first = unquote(str_slice(head, 0, comma));
	after = unquote(str_slice(head, comma + 2, head.n));
	if (is_inverted(first, after)) {
		struct buf b = BUF_INIT;

		buf_str(&b, after);
		buf_putc(&b, ' ');
		buf_str(&b, first);
		strings_add(heads, arena_str(w->b->arena, buf_lend(&b)));
		buf_free(&b);
		strings_add(variants, first);
		return;
	}
	strings_add(heads, first);
	term_heads(w, after, heads, variants);
}

/* ---- forms ---- */

/* "also X", "or X": X. */
static struct str
without_also(struct str s)
{
	static const char *const words[] = {
	    "also known as ", "also called ", "also ", "or ", "также ", "или "};

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_starts(s, words[i]))
			return unquote(str_slice(s, strlen(words[i]), s.n));
	return s;
}

/* Cyrillic capitals that a converter printed as their Latin twins are put
 * right if nothing but twins is there. */
static void
form_add(struct work *w, struct str s, struct strings *out)
{
	static const char latin[] = "ABCEHKMOPTXY";
	static const char *const cyrillic[] = {
	    "А", "В", "С", "Е", "Н", "К", "М", "О", "Р", "Т", "Х", "У"};
	struct buf b = BUF_INIT;

	s = without_also(unquote(s));
	while (s.n > 0 && (s.p[s.n - 1] == '.' || s.p[s.n - 1] == ','))
		s.n--;
	strings_add(out, s);
	for (size_t i = 0; i < s.n && s.n <= 8; i++) {
		const char *at = memchr(latin, s.p[i], sizeof(latin) - 1);

		if (at == NULL) {
			buf_clear(&b);
			break;
		}
		buf_puts(&b, cyrillic[at - latin]);
	}
	if (b.n > 0)
		strings_add(out, arena_str(w->b->arena, buf_lend(&b)));
	buf_free(&b);
}

static bool
one_word(struct str s)
{
	return memchr(s.p, ' ', s.n) == NULL;
}

/* One form: "(ЧК) Чрезвычайная комиссия", "РКП(б), Российская партия",
 * "Рабочая партия (РП)". */
static void
form_split(struct work *w, struct str s, struct strings *out)
{
	size_t end, comma, open;

	s = str_trim(s);
	if (s.n == 0)
		return;
	if (s.p[0] == '(' && (end = bracket_end(s, 0)) > 0 && end < s.n) {
		form_add(w, str_slice(s, 1, end - 1), out);
		form_split(w, str_slice(s, end, s.n), out);
		return;
	}
	for (open = s.n; open > 0 && s.p[open - 1] != '(';)
		open--;
	if (open > 1 && s.p[s.n - 1] == ')' && s.p[open - 2] == ' ') {
		struct str inner = str_slice(s, open, s.n - 1);
		struct str form =
		    str_slice(inner, 0, str_find(inner, STR(",")));

		if (is_abbreviation(form)) {
			form_split(w, str_slice(s, 0, open - 1), out);
			form_add(w, form, out);
			return;
		}
	}
	for (comma = 0; comma + 1 < s.n; comma++)
		if ((s.p[comma] == ',' || s.p[comma] == '.') &&
		    s.p[comma + 1] == ' ')
			break;
	if (comma + 1 < s.n && comma > 2 && one_word(str_slice(s, 0, comma))) {
		form_add(w, str_slice(s, 0, comma), out);
		form_split(w, str_slice(s, comma + 1, s.n), out);
		return;
	}
	form_add(w, s, out);
}

void
term_forms(struct work *w, struct str bracket, struct strings *out)
{
	while (bracket.n > 0) {
		size_t end = str_find(bracket, STR(";"));

		form_split(w, str_slice(bracket, 0, end), out);
		bracket = end == SIZE_MAX
			      ? STR("")
			      : str_slice(bracket, end + 1, bracket.n);
	}
}

/* ---- entries ---- */

/* A head that can't be the middle of a sentence: with a bracket and a colon,
 * or short and with a colon. */
static bool
is_strong(struct str text, const struct shape *shape)
{
	size_t end = shape->body;

	return text.p[end - 1] == ':' && count_words(shape->head) <= 4 &&
	       memchr(shape->head.p, ';', shape->head.n) == NULL;
}

/* How the entries of a glossary begin. */
struct habit {
	bool bold; /* each head is bold, and what is bold is a head */
	bool regular; /* nearly every block has a head: none goes on from the
		       * one before, though that has no point at its end */
};

/* Bytes of bold (or any emphasis) at the start of a block that goes on behind
 * it; 0 if there is none, or too much for a head. */
static size_t
styled_at_start(const struct work *w, uint32_t block, unsigned style)
{
	const struct block *k = &w->blocks[block];
	uint32_t to = k->from;

	if ((book_style_at(w->b, k->from, &to) & style) == 0 || to >= k->to ||
	    to - k->from > HEAD_BYTES)
		return 0;
	return to - k->from;
}

/* A head whose end its style tells, and a bracket behind it. */
static void
shape_styled(struct str s, size_t end, struct shape *out)
{
	size_t at = end;

	*out = (struct shape){.head = str_trim(str_slice(s, 0, end))};
	while (at < s.n && s.p[at] == ' ')
		at++;
	if (at < s.n && (s.p[at] == '[' || s.p[at] == '(') &&
	    (end = bracket_end(s, at)) > 0 &&
	    (s.p[at] == '[' ||
		other_script(out->head, str_slice(s, at + 1, end - 1)))) {
		out->bracket = str_slice(s, at + 1, end - 1);
		at = end;
	}
	out->body = at;
}

/* A head in bold or italics at the start of the block, with its sign inside or
 * behind it ("**Artel**. A union."), or with none where that is the habit. */
static bool
shape_by_style(const struct work *w, uint32_t block, const struct habit *habit,
    struct shape *out)
{
	struct str s = block_text(w, block), head;
	size_t at = styled_at_start(w, block, STYLE_STRONG | STYLE_EMPHASIS);

	if (at == 0)
		return false;
	shape_styled(s, at, out);
	head = out->head;
	at = out->body;
	while (at < s.n && s.p[at] == ' ')
		at++;
	if (at < s.n && memchr(".:,", s.p[at], 3) != NULL)
		at++;
	else if (!habit->bold &&
		 (head.n == 0 || memchr(".:", head.p[head.n - 1], 2) == NULL))
		return false;
	if (head.n > 0 && memchr(".:", head.p[head.n - 1], 2) != NULL)
		out->head.n--;
	out->body = at;
	return true;
}

/* A head on a line of its own, the explanation on the next. */
static bool
shape_over(const struct work *w, uint32_t block, uint32_t end)
{
	struct str s = block_text(w, block);

	return block + 1 < end &&
	       w->blocks[block + 1].section == w->blocks[block].section &&
	       s.n > 0 && s.n <= HEAD_BYTES && w->blocks[block].gap > 0 &&
	       w->blocks[block + 1].gap == 0 && count_words(s) <= HEAD_WORDS &&
	       !text_ends_sentence(s) &&
	       text_ends_sentence(block_text(w, block + 1));
}

static bool
begins_entry(const struct work *w, uint32_t block, const struct habit *habit,
    struct shape *shape)
{
	struct str text = block_text(w, block), head;
	size_t bold = habit->bold ? styled_at_start(w, block, STYLE_STRONG) : 0;

	if (!shape_read(text, shape) ||
	    (bold > 0 && str_trim(shape->head).n > bold)) {
		if (!shape_by_style(w, block, habit, shape))
			return false;
	} else if (habit->bold && bold == 0) {
		return false;
	}
	head = unquote(shape->head);
	return head.n > 0 && count_words(head) > 0 &&
	       count_words(head) <= HEAD_WORDS;
}

/* Has nearly every block a head? */
static bool
is_regular(
    const struct work *w, uint32_t i, uint32_t end, const struct habit *habit)
{
	size_t heads = 0, all = 0;
	struct shape shape;

	for (i = entry_block(w, i, end); i < end;
	     i = entry_block(w, i + 1, end), all++)
		heads += begins_entry(w, i, habit, &shape);
	return all > 0 && heads * 20 >= all * 19;
}

/* Are the heads bold?  Nearly all blocks that begin as entries do begin so. */
static struct habit
habit_of(const struct work *w, uint32_t from, uint32_t end)
{
	struct habit habit = {false, false};
	struct shape shape;
	size_t bold = 0, other = 0;

	for (uint32_t i = entry_block(w, from, end); i < end;
	     i = entry_block(w, i + 1, end)) {
		if (styled_at_start(w, i, STYLE_STRONG) > 0)
			bold++;
		else
			other += begins_entry(w, i, &habit, &shape);
	}
	habit.bold = bold >= 3 && bold > other * 4;
	habit.regular = is_regular(w, from, end, &habit);
	return habit;
}

static void
term_add(
    struct work *w, uint32_t first, uint32_t last, const struct shape *shape)
{
	struct strings heads = {NULL, 0, 0}, variants = {NULL, 0, 0};
	struct entry e = {.kind = ENTRY_TERM};
	struct str text = block_text(w, first);
	size_t body = shape->body;

	term_heads(w, str_trim(shape->head), &heads, &variants);
	if (shape->bracket.p != NULL)
		term_forms(w, shape->bracket, &variants);
	while (body < text.n && text.p[body] == ' ')
		body++;
	e.heads = strings_keep(w, &heads);
	e.variants = strings_keep(w, &variants);
	e.body = w->blocks[first].from + (uint32_t)body;
	if (e.heads.n > 0)
		entry_add(w, e, first, last);
}

/* Where heads stand over their explanations, mostly, all do. */
static bool
terms_over(
    struct work *w, uint32_t from, uint32_t end, const struct habit *habit)
{
	size_t over = 0, other = 0;
	uint32_t next, last;
	struct shape shape;
	struct str head;

	for (uint32_t i = entry_block(w, from, end); i < end;
	     i = entry_block(w, i + 1, end))
		if (shape_over(w, i, end))
			over++, i++;
		else
			other += begins_entry(w, i, habit, &shape);
	if (over < 2 || over <= other)
		return false;
	for (uint32_t i = entry_block(w, from, end); i < end; i = next) {
		next = entry_block(w, i + 1, end);
		if (!shape_over(w, i, end))
			continue;
		for (last = i + 1;
		     next < end &&
		     w->blocks[next].section == w->blocks[i].section &&
		     !shape_over(w, next, end);
		     next = entry_block(w, next + 1, end))
			last = next + 1;
		head = block_text(w, i);
		shape_styled(head, str_find(head, STR(" [")), &shape);
		shape.body = w->blocks[i + 1].from - w->blocks[i].from;
		term_add(w, i, last, &shape);
	}
	return true;
}

void
glossary_find(struct work *w, uint32_t section, uint32_t i, uint32_t end)
{
	uint32_t next, last;
	struct habit habit = habit_of(w, i, end);
	struct shape shape, other;

	(void)section;
	if (terms_over(w, i, end, &habit))
		return;
	for (i = entry_block(w, i, end); i < end; i = next) {
		next = entry_block(w, i + 1, end);
		if (!begins_entry(w, i, &habit, &shape))
			continue;
		/* what follows, while it has no head or a sentence was cut */
		for (last = i + 1; next < end; last = ++next) {
			next = entry_block(w, next, end);
			if (next == end ||
			    w->blocks[next].section != w->blocks[i].section ||
			    (begins_entry(w, next, &habit, &other) &&
				(habit.regular ||
				    text_ends_sentence(
					block_text(w, last - 1)) ||
				    is_strong(block_text(w, next), &other))))
				break;
		}
		term_add(w, i, last, &shape);
	}
}
