/*
 * Lines into paragraphs.  Three manners of writing are told apart by the
 * lengths of lines and the gaps between them:
 *
 *   lines    every line is a paragraph, however long
 *   wrapped  paragraphs are broken at a measure (e-mail, Project Gutenberg);
 *            their lines are put together again, short ones kept as verse
 *   flat     an outline whose tree is lost: many short lines without points
 */
#include <string.h>

#include "lib/formats/text.h"

#define WIDEST 140 /* no text is wrapped at a wider measure */
#define MANUAL 70 /* the measure of manuals, whatever the lines say */

struct str
para_text(const struct source *s, uint32_t para)
{
	const struct para *p = &s->paras[para];

	return str_slice(s->bytes, s->lines[p->line].from,
	    s->lines[p->line + p->lines - 1].to);
}

uint32_t
para_tail(const struct source *s, uint32_t para)
{
	while (s->paras[para].next != NOWHERE)
		para = s->paras[para].next;
	return para;
}

bool
para_runs(const struct para *p)
{
	return (p->kind == BLOCK_PARAGRAPH || p->kind == BLOCK_QUOTE ||
		   p->kind == BLOCK_ITEM || p->kind == BLOCK_DIALOGUE) &&
	       !(p->traits & PARA_OUT);
}

/* The last line of the group (no blank lines inside) that begins at `at`. */
static size_t
group_end(const struct source *s, size_t at)
{
	while (at + 1 < s->n_lines && s->lines[at + 1].gap == 0)
		at++;
	return at;
}

/* The lengths of lines that are followed by another in their group: in
 * wrapped text nearly all of them come close to the measure, and hardly a line
 * goes past it. */
struct widths {
	uint32_t of[WIDEST + 1]; /* [WIDEST] counts all that are wider */
	uint32_t last[WIDEST + 1]; /* the same for the last lines of groups */
	uint32_t n, measure, full, wide;
	uint32_t next, capitals; /* lines behind another; with a capital */
};

static void
widths_count(const struct source *s, struct widths *w)
{
	uint32_t chars;
	struct str t;
	bool inner;

	for (size_t i = 0; i < s->n_lines; i++) {
		inner = i + 1 < s->n_lines && s->lines[i + 1].gap == 0;
		t = line_text(s, (uint32_t)i);
		chars = WIDEST;
		if (t.n < 4 * WIDEST)
			chars = s->lines[i].indent + text_chars(t);
		if (chars > WIDEST)
			chars = WIDEST;
		(inner ? w->of : w->last)[chars]++;
		w->n += inner;
		if (i > 0 && s->lines[i].gap == 0 && chars < WIDEST) {
			w->next++;
			w->capitals += (text_start(t) & START_UPPER) != 0;
		}
	}
}

/* The measure: nine lines in ten are not longer. */
static void
widths_measure(struct widths *w)
{
	uint32_t seen = 0, limit;

	for (w->measure = 0; w->measure < WIDEST; w->measure++) {
		seen += w->of[w->measure];
		if (seen * 10 >= w->n * 9)
			break;
	}
	limit = w->measure + w->measure / 5;
	for (uint32_t i = 0; i <= WIDEST; i++) {
		w->full += i >= w->measure * 3 / 4 ? w->of[i] : 0;
		w->wide += i > limit ? w->of[i] + w->last[i] : 0;
	}
}

/* Does most of what comes close to the measure go on with a small letter in the
 * next line?  Then paragraphs are broken, however few there are among titles and
 * tables. */
static bool
goes_on_often(const struct source *s, const struct widths *w)
{
	size_t close = 0, on = 0;

	if (w->measure < 50 || w->measure > 100)
		return false;
	for (size_t i = 0; i + 1 < s->n_lines; i++) {
		struct str t = line_text(s, (uint32_t)i);
		uint32_t chars = s->lines[i].indent + text_chars(t);

		if (s->lines[i + 1].gap > 0 || chars < w->measure * 3 / 4 ||
		    chars > w->measure + w->measure / 5)
			continue;
		close++;
		on += (text_start(line_text(s, (uint32_t)i + 1)) &
			  START_LOWER) != 0;
	}
	return on >= 6 && on * 10 >= close * 6;
}

/* Lines that nearly all begin with capitals are verses or a list: prose that is
 * broken at a measure goes on with small letters.  Where most paragraphs are
 * short (dialogue), it must do so more clearly. */
static bool
is_wrapped(const struct source *s, const struct widths *w)
{
	bool many = w->n * 5 >= s->n_lines * 2;
	bool some = w->n * 5 >= s->n_lines && w->capitals * 2 < w->next;

	if (w->n < 6 || w->wide * 20 > s->n_lines)
		return false;
	return (w->capitals * 4 < w->next * 3 && (many || some) &&
		   w->measure >= 30 && w->measure < WIDEST &&
		   w->full * 5 >= w->n * 3) ||
	       goes_on_often(s, w);
}

static struct para *
para_add(struct source *s, size_t line, size_t lines, uint8_t kind)
{
	struct para p = {.line = (uint32_t)line,
	    .lines = (uint32_t)lines,
	    .next = NOWHERE,
	    .prev = NOWHERE,
	    .figure = NOWHERE,
	    .kind = kind};

	ARRAY_PUSH(s->paras, s->n_paras, s->cap_paras, p);
	return &s->paras[s->n_paras - 1];
}

/* ---- wrapped text ---- */

/* Is it a line of contents: a title, blanks or points, and its page? */
static bool
is_leader(struct str t)
{
	size_t run = 0, most = 0;
	char last = t.p[t.n - 1];

	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] == '\t')
			run = 4;
		else
			run = t.p[i] == ' ' || t.p[i] == '.' ? run + 1 : 0;
		most = run > most ? run : most;
	}
	return most >= 4 &&
	       ((last >= '0' && last <= '9') || strchr("ivxlc", last) != NULL);
}

/* Does the line consist of one sign: a rule? */
static bool
is_drawn(struct str t)
{
	for (size_t i = 0; i < t.n; i++)
		if (t.p[i] != t.p[0])
			return false;
	return t.n >= 5 && strchr("-=_*~", t.p[0]) != NULL;
}

/* How far a line goes towards the measure.  A line set far in is centred: only
 * its own length counts. */
static uint32_t
reach(const struct source *s, size_t line, uint32_t common)
{
	const struct line *l = &s->lines[line];
	uint32_t chars = text_chars(line_text(s, (uint32_t)line));

	return l->indent > common + 8 ? chars : l->indent + chars;
}

static bool
begins_item(struct str t)
{
	return text_bullet(t) > 0 || text_label(t) > 0 || text_bracket_label(t);
}

/* Is the group prose: are most of its lines full?  The last line of an item
 * of a list need not be, unless every item is a line. */
static bool
group_is_prose(const struct source *s, size_t at, size_t last, uint32_t measure,
    uint32_t common)
{
	size_t full = 0, full_in = 0, in = 0, leaders = 0;
	bool is_full;

	if (at == last)
		return true;
	for (size_t i = at; i < last; i++) {
		is_full = reach(s, i, common) >= measure * 2 / 3;
		full += is_full;
		if (!begins_item(line_text(s, (uint32_t)i + 1))) {
			in++;
			full_in += is_full;
		}
	}
	for (size_t i = at; i <= last; i++)
		leaders += is_leader(line_text(s, (uint32_t)i));
	return leaders * 2 < last + 1 - at &&
	       (full * 3 >= (last - at) * 2 ||
		   (in > 0 && full_in * 3 >= in * 2));
}

/* Of lines that are set in alike, is each the first of a paragraph?  So it is
 * if it speaks, or the one before did, or if the next is not set in. */
static bool
begins_set_in(const struct source *s, size_t line, uint32_t base)
{
	struct str t = line_text(s, (uint32_t)line);
	struct str before = line_text(s, (uint32_t)line - 1);

	return ((text_start(t) | text_start(before)) & START_DASH) != 0 ||
	       str_starts(t, "--") || str_starts(before, "--") ||
	       (line + 1 < s->n_lines && s->lines[line + 1].gap == 0 &&
		   s->lines[line + 1].indent <= base);
}

/* Does a paragraph of its own begin at this line of a group of prose? */
static bool
line_begins(
    const struct source *s, size_t line, uint32_t base, uint32_t measure)
{
	const struct line *l = &s->lines[line];
	struct str t = line_text(s, (uint32_t)line);
	struct str before = line_text(s, (uint32_t)line - 1);
	bool ended = (text_end(before) & (END_STOP | END_COLON)) != 0;
	bool short_line = l[-1].indent + text_chars(before) < measure * 2 / 3;

	if (is_drawn(t) || is_drawn(before))
		return true;
	if (begins_item(t))
		return ended || short_line;
	if (l->indent <= base || !(ended || short_line))
		return false;
	return l[-1].indent <= base ||
	       (l[-1].indent == l->indent &&
		   (short_line || begins_set_in(s, line, base)));
}

static bool
heads_group(const struct source *s, size_t at, size_t last, uint32_t measure)
{
	struct str t = line_text(s, (uint32_t)at);

	if (at == last || text_chars(t) * 2 > measure ||
	    (text_end(t) & (END_STOP | END_COMMA)) != 0)
		return false;
	for (size_t i = at + 1; i <= last; i++)
		if (s->lines[i].indent <= s->lines[at].indent)
			return false;
	return true;
}

/* Is the group a quotation: all of its lines set in, two at least, more than
 * most lines of the book, and no note? */
static bool
is_set_in(const struct source *s, size_t at, size_t last, uint32_t base,
    uint32_t common)
{
	struct str t = line_text(s, (uint32_t)at);

	return !s->manual && last > at && base >= common + 2 &&
	       base <= common + 12 && s->lines[at].indent <= base + 8 &&
	       text_bullet(t) == 0 && text_label(t) == 0 && t.p[0] != '[' &&
	       t.p[0] != '{' && t.p[0] != '*' &&
	       (text_start(t) & (START_DIGIT | START_CALLOUT)) == 0;
}

/* Prose.  A short first line that stands further out than all the rest is a
 * heading over them. */
static void
group_prose(
    struct source *s, size_t at, size_t last, uint32_t measure, uint32_t common)
{
	uint32_t base = UINT32_MAX;
	size_t from = at;
	uint8_t kind;

	if (heads_group(s, at, last, measure)) {
		para_add(s, at, 1, BLOCK_PARAGRAPH);
		from = ++at;
	}
	for (size_t i = at; i <= last; i++)
		if (s->lines[i].indent < base)
			base = s->lines[i].indent;
	kind = is_set_in(s, at, last, base, common) ? BLOCK_QUOTE
						    : BLOCK_PARAGRAPH;
	for (size_t i = at + 1; i <= last; i++)
		if (line_begins(s, i, base, measure)) {
			para_add(s, from, i - from, kind);
			from = i;
		}
	para_add(s, from, last + 1 - from, kind);
}

/* Does a line begin with a roman number and its point, as contents do? */
static bool
is_roman_label(struct str t)
{
	size_t n = 0;

	while (n < t.n && n < 8 && strchr("IVXLC", t.p[n]) != NULL)
		n++;
	return n > 0 && n + 1 < t.n && t.p[n] == '.' && t.p[n + 1] == ' ';
}

/* Do blanks part the line into columns? */
static bool
has_columns(struct str t)
{
	return str_find(t, STR("   ")) != SIZE_MAX;
}

/* Short lines: verse if there are several that begin with capitals, or if
 * they are set in and some end as verses do; else every line is by itself
 * (titles, contents). */
static void
group_short(struct source *s, size_t at, size_t last, uint32_t common)
{
	size_t capitals = 0, numbered = 0, ended = 0, n = last + 1 - at;
	bool set_in = true;
	struct str t;

	for (size_t i = at; i <= last; i++) {
		t = line_text(s, (uint32_t)i);
		capitals += (text_start(t) & START_UPPER) != 0;
		numbered += text_label(t) > 0 || text_bullet(t) > 0 ||
			    is_roman_label(t) || has_columns(t) ||
			    (t.p[t.n - 1] >= '0' && t.p[t.n - 1] <= '9');
		ended +=
		    (text_end(t) & (END_STOP | END_COMMA | END_COLON)) != 0;
		set_in = set_in && s->lines[i].indent > common;
	}
	for (size_t i = at; i <= last; i++)
		para_add(s, i, 1,
		    numbered * 2 < n && capitals * 3 >= n * 2 &&
			    (n >= 4 || (set_in && ended > 0))
			? BLOCK_VERSE
			: BLOCK_PARAGRAPH);
}

/* The indentation that most lines have or pass. */
static uint32_t
common_indent(const struct source *s)
{
	uint32_t of[64] = {0}, seen = 0, i;

	for (size_t k = 0; k < s->n_lines; k++)
		of[s->lines[k].indent < 64 ? s->lines[k].indent : 63]++;
	for (i = 0; i < 63; i++) {
		seen += of[i];
		if (seen * 2 > s->n_lines)
			break;
	}
	return i;
}

static void
paras_wrapped(struct source *s, uint32_t measure)
{
	uint32_t common = common_indent(s);
	size_t last;

	for (size_t at = 0; at < s->n_lines; at = last + 1) {
		last = group_end(s, at);
		if (group_is_prose(s, at, last, measure, common))
			group_prose(s, at, last, measure, common);
		else
			group_short(s, at, last, common);
	}
}

/* ---- all manners ---- */

/* Many short lines that mostly end without a point, and hardly a gap. */
static bool
is_flat(const struct source *s)
{
	size_t open = 0, gaps = 0;
	uint64_t chars = 0;

	for (size_t i = 0; i < s->n_paras; i++) {
		open += !(s->paras[i].end & END_STOP);
		chars += s->paras[i].chars;
	}
	for (size_t i = 1; i < s->n_lines; i++)
		gaps += s->lines[i].gap > 0;
	return s->n_paras >= 12 && gaps * 20 <= s->n_lines &&
	       open * 10 >= s->n_paras * 6 && chars < 150 * s->n_paras;
}

/* A word processor's plain text has a line for each paragraph and no empty
 * lines.  The line's end is the gap then: paragraphs that hardly any line
 * could hold stand against each other. */
static bool
is_close(const struct source *s)
{
	size_t large = 0, gaps = 0;

	for (size_t i = 0; i < s->n_paras; i++)
		large += s->paras[i].chars > WIDEST;
	for (size_t i = 1; i < s->n_lines; i++)
		gaps += s->lines[i].gap > 0;
	return large >= 12 && gaps * 20 <= large;
}

static void
set_apart(struct source *s)
{
	for (size_t i = 1; i < s->n_lines; i++)
		if (s->lines[i].gap == 0)
			s->lines[i].gap = 1;
}

/* "NAME(1)   A Manual   NAME(1)": the first line of a page of a manual begins
 * and ends alike. */
static bool
is_manual(const struct source *s)
{
	struct str t = s->n_lines > 4 ? line_text(s, 0) : STR("");
	size_t n = 0;

	while (n < t.n && t.p[n] > ' ' && t.p[n] != ')')
		n++;
	return n >= 3 && n + 4 < t.n && t.p[n] == ')' && t.p[n + 1] == ' ' &&
	       t.p[n + 2] == ' ' && memchr(t.p, '(', n) != NULL &&
	       memcmp(t.p, t.p + t.n - n - 1, n + 1) == 0 &&
	       t.p[t.n - n - 2] == ' ';
}

void
paras_make(struct source *s)
{
	struct widths w = {.n = 0};
	struct para *p;
	struct str t;

	widths_count(s, &w);
	widths_measure(&w);
	s->manual = is_manual(s);
	if (s->manual || is_wrapped(s, &w)) {
		s->manner = MANNER_WRAPPED;
		paras_wrapped(s, s->manual ? MANUAL : w.measure);
	} else {
		for (size_t i = 0; i < s->n_lines; i++)
			para_add(s, i, 1, BLOCK_PARAGRAPH);
	}
	for (size_t i = 0; i < s->n_paras; i++) {
		p = &s->paras[i];
		t = para_text(s, (uint32_t)i);
		p->start = (uint16_t)text_start(t);
		p->end = (uint16_t)text_end(t);
		p->chars = text_chars(t);
	}
	if (s->manner == MANNER_LINES && is_flat(s))
		s->manner = MANNER_FLAT;
	else if (s->manner == MANNER_LINES && is_close(s))
		set_apart(s);
}
