/*
 * What the markup of lines says outright: headings, rules, bullets, and lines
 * that belong to a browser and not to the text.
 */
#include <string.h>

#include <izba/text.h>

#include "lib/formats/text.h"

/* The byte that all of s is made of (blanks aside), or 0. */
static char
line_of_one(struct str s)
{
	char c = s.n > 0 ? s.p[0] : 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != c && s.p[i] != ' ')
			return 0;
	return c;
}

static size_t
count_of(struct str s, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == c;
	return n;
}

/* A lone list dash: a bullet that lost its item. */
static bool
is_lone_bullet(struct str s)
{
	return str_is(s, "-") || str_is(s, "*") || str_is(s, "+") ||
	       str_is(s, "•") || str_is(s, "–");
}

static bool
is_rule(struct str s)
{
	char c = line_of_one(s);

	return c != 0 && strchr("*-_=~", c) != NULL && count_of(s, c) >= 3;
}

/* # Heading, at most six of them. */
static unsigned
hashes(struct str s, size_t *skip)
{
	unsigned n = 0;

	while (n < s.n && s.p[n] == '#')
		n++;
	*skip = n;
	if (n == 0 || n > 6 || n >= s.n || s.p[n] != ' ')
		return 0;
	while (*skip < s.n && s.p[*skip] == ' ')
		(*skip)++;
	return n;
}

/* Does a rule stand over this paragraph, with nothing but lines between?  Then
 * the one under it closes a box. */
static bool
is_boxed(const struct source *s, size_t i)
{
	for (size_t n = 0; n < 6 && i > 0; n++, i--) {
		if (s->lines[s->paras[i].line].gap > 0)
			return false;
		if (is_rule(para_text(s, (uint32_t)i - 1)))
			return true;
	}
	return false;
}

/* A line of === or --- under this one-line paragraph. */
static unsigned
underline(const struct source *s, size_t i)
{
	struct str t;
	char c;

	if (i + 1 >= s->n_paras || s->lines[s->paras[i + 1].line].gap > 0 ||
	    s->paras[i + 1].lines != 1 || s->paras[i].chars > 200)
		return 0;
	t = para_text(s, (uint32_t)i + 1);
	c = line_of_one(t);
	/* a line across the page parts what it stands between */
	if (t.n < 3 || (c != '=' && c != '-') || is_boxed(s, i) ||
	    t.n > s->paras[i].chars * 3 / 2 + 8 ||
	    is_rule(para_text(s, (uint32_t)i)))
		return 0;
	return c == '=' ? 1 : 2;
}

/* A star before a paragraph by itself is the mark of a note, no bullet: lists
 * have more of them. */
static bool
is_star_note(const struct source *s, size_t i)
{
	size_t near[2] = {i - 1, i + 1};

	if (para_text(s, (uint32_t)i).p[0] != '*')
		return false;
	for (int k = 0; k < 2; k++)
		if (near[k] < s->n_paras &&
		    str_starts(para_text(s, (uint32_t)near[k]), "* "))
			return false;
	return true;
}

static void
heading_set(struct para *p, unsigned level)
{
	p->kind = BLOCK_HEADING;
	p->level = (uint8_t)level;
	p->flags |= BLOCK_STATED;
}

/* Is the paragraph set off by blank lines from both neighbours? */
static bool
stands_alone(const struct source *s, size_t i)
{
	return (i == 0 || s->lines[s->paras[i].line].gap > 0) &&
	       (i + 1 >= s->n_paras || s->lines[s->paras[i + 1].line].gap > 0);
}

/* One bullet by itself before running text, short and without a point: a
 * heading that was printed as a list. */
static bool
is_bullet_heading(const struct source *s, size_t i)
{
	const struct para *p = &s->paras[i];
	size_t near[2] = {i - 1, i + 1};

	if (!stands_alone(s, i) || p->chars > 120 ||
	    (p->end & (END_STOP | END_COLON | END_COMMA)) || p->lines != 1)
		return false;
	for (int k = 0; k < 2; k++)
		if (near[k] < s->n_paras &&
		    text_bullet(para_text(s, (uint32_t)near[k])) > 0)
			return false;
	return i + 1 < s->n_paras && s->paras[i + 1].chars > 120;
}

/* "* CHAPTER ONE *" between blank lines or over its title: the stars are
 * ornaments.  Bytes of one at each side, or 0. */
static size_t
ornament(const struct source *s, size_t i)
{
	const struct para *p = &s->paras[i];
	struct str t = para_text(s, (uint32_t)i);

	if (p->lines != 1 || p->chars > 120 || t.n < 5 ||
	    (i > 0 && s->lines[p->line].gap == 0) || count_of(t, '*') != 2 ||
	    !str_starts(t, "* ") || !str_ends(t, " *"))
		return 0;
	return 2;
}

static void
mark_one(struct source *s, size_t i)
{
	struct para *p = &s->paras[i];
	struct str t = para_text(s, (uint32_t)i);
	unsigned level;
	size_t skip;

	if (is_lone_bullet(t)) {
		p->traits |= PARA_NOISE;
		return;
	}
	if (is_rule(t)) {
		p->kind = BLOCK_RULE;
		return;
	}
	level = hashes(t, &skip);
	if (level > 0 && s->manner != MANNER_FLAT && !s->manual) {
		heading_set(p, level);
		p->skip = (uint8_t)(skip > 255 ? 255 : skip);
		return;
	}
	level = s->manner == MANNER_FLAT || s->manual ? 0 : underline(s, i);
	if (level > 0) {
		heading_set(p, level);
		s->paras[i + 1].traits |= PARA_NOISE;
		return;
	}
	skip = ornament(s, i);
	if (skip > 0) {
		p->skip = (uint8_t)skip;
		s->lines[p->line].soft = (uint8_t)skip;
		t = str_slice(t, skip, t.n - skip);
		p->start = (uint16_t)text_start(t);
		p->end = (uint16_t)text_end(t);
		return;
	}
	skip = text_bullet(t);
	if (skip == 0 || is_star_note(s, i))
		return;
	p->skip = (uint8_t)skip;
	p->start = (uint16_t)text_start(str_slice(t, skip, t.n));
	if (is_bullet_heading(s, i)) {
		heading_set(p, 1);
	} else {
		p->kind = BLOCK_ITEM;
		p->level = 1;
	}
}

/* ---- what a browser says ---- */

/* Lines that are no text of any author; both words must stand in one. */
static const char *const chrome[][2] = {
    {"enable JavaScript", ""},
    {"JavaScript", "disabled"},
    {"JavaScript", "requires"},
    {"Your browser", "support"},
    {"Skip to ", "content"},
    {"We use cookies", ""},
    {"Accept ", "cookies"},
    {"Включите JavaScript", ""},
    {"Ваш браузер", "поддерж"},
};

static bool
has(struct str s, const char *word)
{
	return str_find(s, str_of(word)) != SIZE_MAX;
}

static bool
is_chrome(struct str s)
{
	for (size_t i = 0; i < LENGTH(chrome); i++)
		if (has(s, chrome[i][0]) && has(s, chrome[i][1]))
			return true;
	return false;
}

/* The title of a page's window: the next line once more and then some, cut
 * off by an ellipsis. */
static bool
is_window_title(const struct source *s, size_t i)
{
	struct str t = para_text(s, (uint32_t)i), next;

	if (i + 1 >= s->n_paras || !str_ends(t, "…"))
		return false;
	next = para_text(s, (uint32_t)i + 1);
	return next.n >= 8 && next.n < t.n && memcmp(t.p, next.p, next.n) == 0;
}

/* Only the first and the last few lines can be a browser's. */
static void
noise_find(struct source *s, struct builder *b)
{
	const size_t edge = 8;
	struct str t;

	for (size_t i = 0; i < s->n_paras; i++) {
		if (i == edge && s->n_paras > 2 * edge)
			i = s->n_paras - edge;
		t = para_text(s, (uint32_t)i);
		if (s->paras[i].chars > 150)
			continue;
		if (is_chrome(t)) {
			builder_problem(b, PROBLEM_LOST_TEXT,
			    s->lines[s->paras[i].line].number,
			    "a browser's words are left out: %.*s", (int)t.n,
			    t.p);
		} else if (i < edge && is_window_title(s, i)) {
			builder_problem(b, PROBLEM_LOST_TEXT,
			    s->lines[s->paras[i].line].number,
			    "the title of a window is left out: %.*s", (int)t.n,
			    t.p);
			s->title = (uint32_t)i + 1;
		} else {
			continue;
		}
		s->paras[i].traits |= PARA_NOISE;
	}
}

/* ---- pages of manuals ---- */

static bool
is_shouted(struct str t)
{
	bool letters = false;
	size_t n;

	for (size_t i = 0; i < t.n; i += n) {
		uint32_t cp = cp_decode(t.p + i, t.p + t.n, &n);

		if (cp_is_lower(cp))
			return false;
		letters |= cp_is_letter(cp);
	}
	return letters;
}

/* Headings stand at the margin in capitals, those below them a little further
 * in and bold; the first and the last line are the page's. */
static void
manual_find(struct source *s, struct builder *b)
{
	struct str t = para_text(s, 0);
	uint32_t to;

	builder_title(b, str_slice(t, 0, str_find(t, STR(")")) + 1));
	for (size_t i = 1; i + 1 < s->n_paras; i++) {
		struct para *p = &s->paras[i];
		const struct line *l = &s->lines[p->line];

		if (p->lines != 1 || p->kind != BLOCK_PARAGRAPH)
			continue;
		if (l->indent == 0 && is_shouted(line_text(s, p->line)))
			heading_set(p, 1);
		else if (l->indent <= 3 &&
			 (style_struck(s, l->from, &to) & STYLE_STRONG) != 0 &&
			 (style_struck(s, l->to - 1, &to) & STYLE_STRONG) != 0)
			heading_set(p, l->indent == 0 ? 1 : 2);
	}
}

void
marks_find(struct source *s, struct builder *b)
{
	for (size_t i = 0; i < s->n_paras; i++)
		if (!(s->paras[i].traits & PARA_NOISE))
			mark_one(s, i);
	if (s->manual)
		manual_find(s, b);
	noise_find(s, b);
}
