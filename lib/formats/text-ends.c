/*
 * How a paragraph ends: what a reader sees at a glance when he
 * decides whether a sentence is over.  Looks at a few characters,
 * through markup, brackets, quotation marks and the marks of notes.
 */
#include <string.h>

#include <izba/text.h>

#include "lib/formats/text.h"

#define REACH 300 /* bytes looked back for the other end of a bracket */

static struct str
cut_end(struct str s, size_t n)
{
	return str_slice(s, 0, s.n - n);
}

static uint32_t
last_cp(struct str s, size_t *n)
{
	if (s.n == 0) {
		*n = 0;
		return 0;
	}
	return cp_before(s.p, s.p + s.n, n);
}

static struct str
trim_end(struct str s)
{
	size_t n;

	while (s.n > 0 && cp_is_space(last_cp(s, &n)))
		s = cut_end(s, n);
	return s;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Is all of s what a note is marked with: figures, stars, points? */
static bool
is_sign(struct str s)
{
	if (s.n == 0 || s.n > 12)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]) && memchr("*.,[]()# ", s.p[i], 9) == NULL)
			return false;
	return true;
}

/* Where `open` begins last within reach of the end of s, or SIZE_MAX. */
static size_t
find_back(struct str s, const char *open)
{
	size_t n = strlen(open), least = s.n > REACH ? s.n - REACH : 0;

	for (size_t i = s.n; i-- > least;)
		if (i + n <= s.n && memcmp(s.p + i, open, n) == 0)
			return i;
	return SIZE_MAX;
}

/* The bytes of a mark that begins with `open` and ends with `close`, both at
 * the end of s; 0 if what they hold is no sign. */
static size_t
enclosed_sign(struct str s, const char *open, const char *close)
{
	size_t at, from;

	if (!str_ends(s, close))
		return 0;
	at = find_back(cut_end(s, strlen(close)), open);
	if (at == SIZE_MAX)
		return 0;
	from = at + strlen(open);
	if (!is_sign(str_slice(s, from, s.n - strlen(close))))
		return 0;
	return s.n - at;
}

/* [12](#): a link whose label is a sign. */
static size_t
link_sign(struct str s)
{
	size_t mid, at;

	if (!str_ends(s, ")"))
		return 0;
	mid = find_back(s, "](");
	if (mid == SIZE_MAX)
		return 0;
	at = find_back(str_slice(s, 0, mid), "[");
	if (at == SIZE_MAX || !is_sign(str_slice(s, at + 1, mid)))
		return 0;
	return s.n - at;
}

/* Figures that touch the point or the quotation mark before them: said.”12 */
static size_t
bare_sign(struct str s)
{
	size_t i = s.n, n;
	uint32_t cp;

	while (i > 0 && is_digit(s.p[i - 1]))
		i--;
	if (i == s.n || s.n - i > 3 || i < 2)
		return 0;
	cp = last_cp(str_slice(s, 0, i), &n);
	if (cp != '.' && cp != '!' && cp != '?' && cp != 0x2026 &&
	    !cp_is_quote(cp))
		return 0;
	return is_digit(s.p[i - n - (i > n ? 1 : 0)]) ? 0 : s.n - i;
}

static size_t
raised_sign(struct str s)
{
	size_t n, all = 0;

	while (s.n > 0 && cp_superscript(last_cp(s, &n)) >= 0) {
		all += n;
		s = cut_end(s, n);
	}
	return all;
}

/* The bytes of a note's mark at the end of s, or 0. */
static size_t
callout_back(struct str s)
{
	size_t n = raised_sign(s);

	if (n == 0)
		n = enclosed_sign(s, "^{", "}");
	if (n == 0)
		n = link_sign(s);
	if (n == 0)
		n = enclosed_sign(s, "<sup>", "</sup>");
	if (n == 0)
		n = enclosed_sign(s, "[", "]");
	if (n == 0)
		n = enclosed_sign(s, "{", "}");
	if (n == 0)
		n = bare_sign(s);
	if (n == 0 && s.n > 2 && str_ends(s, "^"))
		n = enclosed_sign(s, "^", "^");
	return n;
}

/* The bytes of a bracket and all in it at the end of s, or 0. */
static size_t
bracket_back(struct str s)
{
	size_t least = s.n > REACH ? s.n - REACH : 0;
	int depth = 0;

	for (size_t i = s.n; i-- > least;) {
		if (s.p[i] == ')' || s.p[i] == ']')
			depth++;
		else if ((s.p[i] == '(' || s.p[i] == '[') && --depth == 0)
			return s.n - i;
	}
	return 0;
}

static bool
is_stop(uint32_t cp)
{
	return cp == '.' || cp == '!' || cp == '?' || cp == 0x2026;
}

/* Is the point at the end of s that of an initial (V. I.)? */
static bool
is_initial(struct str s)
{
	size_t n;
	uint32_t cp;

	s = cut_end(s, 1);
	if (!cp_is_upper(last_cp(s, &n)))
		return false;
	s = cut_end(s, n);
	cp = last_cp(s, &n);
	return s.n > 0 && (cp == '.' || cp_is_space(cp));
}

/* What the very last character says, with nothing behind it. */
static unsigned
end_of(struct str s)
{
	size_t n, m;
	uint32_t cp = last_cp(s, &n);

	if (s.n == 0)
		return 0;
	if (cp == '.' && is_initial(s))
		return END_WORD;
	if (cp == 0x2026 || str_ends(s, "..."))
		return END_STOP | END_DOTS;
	if (is_stop(cp))
		return END_STOP;
	if (cp == ':')
		return END_COLON;
	if (cp == '-' || cp == 0x2010 || cp == 0xad)
		return cp_is_letter(last_cp(cut_end(s, n), &m)) ? END_HYPHEN
								: END_COMMA;
	if (cp == ',' || cp == ';' || cp_is_dash(cp))
		return END_COMMA;
	if (cp == '\'' || cp == 0x2019)
		return END_WORD;
	return cp_is_letter(cp) || cp_is_digit(cp) || cp_is_mark(cp) ? END_WORD
								     : 0;
}

/* A quotation mark at the end, and no apostrophe (workers’). */
static bool
closes(struct str s, uint32_t cp, size_t n)
{
	size_t m;

	if (!cp_is_quote(cp))
		return false;
	if (cp != '\'' && cp != 0x2019)
		return true;
	return !cp_is_letter(last_cp(cut_end(s, n), &m));
}

/* Without the quotes that close at the end of s. */
static struct str
without_closing(struct str s)
{
	while (s.n > 0) {
		size_t n;
		uint32_t cp = last_cp(s, &n);

		if (!closes(s, cp, n))
			break;
		s = cut_end(s, n);
	}
	return s;
}

/* What stands before a bracket at the end of s counts as well as what ends
 * inside it. */
static unsigned
end_of_bracket(struct str s, size_t n)
{
	struct str inside = trim_end(cut_end(s, 1));
	struct str before = trim_end(cut_end(s, n));
	unsigned e;

	if (n == 0)
		return END_WORD;
	e = end_of(without_closing(inside)) & END_STOP;
	e |= end_of(without_closing(before)) & END_STOP;
	return e != 0 ? e : END_WORD;
}

unsigned
text_end(struct str s)
{
	unsigned e = 0;
	size_t n;
	uint32_t cp;

	for (;;) {
		s = trim_end(s);
		if (s.n > 1 && (str_ends(s, "*") || str_ends(s, "_"))) {
			s = cut_end(s, 1);
			continue;
		}
		n = e & (END_CALLOUT | END_CLOSED) ? 0 : callout_back(s);
		if (n > 0 && n < s.n) {
			e |= END_CALLOUT;
			s = cut_end(s, n);
			continue;
		}
		cp = last_cp(s, &n);
		if (s.n == 0 || !closes(s, cp, n))
			break;
		e |= END_CLOSED;
		s = cut_end(s, n);
	}
	if (s.n > 0 && (cp == ')' || cp == ']'))
		return e | end_of_bracket(s, bracket_back(s));
	return e | end_of(s);
}

bool
ends_as_quotation(unsigned end)
{
	return (end & END_CALLOUT) && (end & END_STOP) && !(end & END_CLOSED);
}

bool
text_is_callout(struct str s)
{
	size_t n;

	while (s.n > 0) {
		n = callout_back(s);
		if (n == 0)
			return false;
		s = trim_end(cut_end(s, n));
	}
	return true;
}
