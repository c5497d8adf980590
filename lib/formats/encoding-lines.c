/*
 * A source that is not strictly UTF-8: which encoding it is in, and which of
 * its lines are in another, as where letters were pasted into one file.
 *
 *  1. A line without bytes past 0x7f goes with the line before it.
 *  2. What cannot be told is left as it is and shown as U+FFFD.
 */
#include <string.h>

#include <izba/text.h>

#include "lib/formats/encoding-parts.h"

enum {
	SAMPLE = 65536, /* bytes of lines that the detector sees */
	CLEAR = 3, /* characters of UTF-8 that are no accident */
	LETTERS_DECLARED = 20, /* of Russian, to overrule what is declared */
	LETTERS_LINE = 5 /* to take one line for another encoding */
};

enum line_kind {
	LINE_PLAIN, /* nothing past 0x7f */
	LINE_UTF8, /* strictly UTF-8 */
	LINE_DAMAGED, /* UTF-8 with a few broken bytes */
	LINE_OTHER
};

struct look {
	enum line_kind kind;
	size_t chars; /* proper ones of UTF-8, past 0x7f */
	size_t high; /* bytes past 0x7f */
};

/* Is it what a book in UTF-8 is likely to hold?  (By accident bytes of other
 * encodings make Indic and Chinese characters.) */
static bool
is_likely(uint32_t cp)
{
	return cp < 0x600 || (cp >= 0x1e00 && cp < 0x2300);
}

static struct look
line_look(struct str s)
{
	const char *p = s.p, *end = s.p + s.n;
	struct look l = {LINE_PLAIN, 0, 0};
	size_t n, likely = 0, proper = 0, broken = 0;
	uint32_t cp;

	for (; p < end; p += n) {
		n = 1;
		if ((unsigned char)*p < 0x80)
			continue;
		if (utf8_proper(p, end, &cp, &n)) {
			l.chars++;
			proper += n;
			likely += is_likely(cp) ? n : 0;
		} else
			broken += n;
		l.high += n;
	}
	if (l.high == 0)
		return l;
	if (broken == 0)
		l.kind = LINE_UTF8;
	else if (likely >= 3 * broken || proper >= 12 * broken)
		l.kind = LINE_DAMAGED;
	else
		l.kind = LINE_OTHER;
	return l;
}

/* The line at the start of s, with its end. */
static struct str
line_first(struct str s)
{
	const char *nl = s.n == 0 ? NULL : memchr(s.p, '\n', s.n);

	return str_slice(s, 0, nl == NULL ? s.n : (size_t)(nl - s.p) + 1);
}

/* ---- the whole ---- */

struct survey {
	struct buf sample; /* of lines that are not UTF-8 */
	size_t chars; /* in lines of UTF-8, past 0x7f */
	size_t high; /* bytes past 0x7f in the others */
	bool clear; /* a line is UTF-8, and by no accident */
};

static void
survey(struct survey *v, struct str s)
{
	struct str line;
	struct look l;

	for (; s.n > 0; s = str_slice(s, line.n, s.n)) {
		line = line_first(s);
		l = line_look(line);
		if (l.kind == LINE_UTF8 || l.kind == LINE_DAMAGED) {
			v->chars += l.chars;
			v->clear |= l.chars >= CLEAR;
		}
		if (l.kind != LINE_OTHER)
			continue;
		v->high += l.high;
		if (v->sample.n < SAMPLE)
			buf_str(&v->sample,
			    str_slice(line, 0, SAMPLE - v->sample.n));
	}
}

/* The encoding of what is not UTF-8: what is declared, unless the bytes can't
 * be that, or read far better as Russian in another. */
static const struct encoding *
choose(
    const struct verdict *v, const struct encoding *declared, struct str sample)
{
	const struct encoding *found = encoding_of_half(v->half);

	if (declared == NULL || declared->kind < KIND_HALF ||
	    !encoding_fits(declared, sample))
		return found;
	if (v->half == HALF_1252 || v->letters < LETTERS_DECLARED)
		return declared;
	if (declared->kind == KIND_HALF &&
	    v->costs[declared->half] <= v->costs[v->half] / 4 * 5 + 64)
		return declared;
	return found;
}

/* A fourth of it is enough where the rest is no known encoding, either: that
 * may be a mixture itself. */
static bool
is_mostly_utf8(const struct survey *v, const struct encoding *base)
{
	bool western = base->kind == KIND_HALF && base->half == HALF_1252;

	return v->chars >= v->high ||
	       (western && v->clear && v->chars * 4 >= v->high);
}

/* ---- line by line ---- */

struct lines {
	struct decoded *d;
	struct detector *detector;
	const struct encoding *main; /* of the source */
	const struct encoding *base; /* of lines that are not UTF-8 */
	const struct encoding *utf8;

	/* lines in one encoding, not converted yet */
	const struct encoding *now;
	struct str stretch;
	size_t from; /* its first byte in the source */
	uint32_t first, last; /* its lines that are not plain */
};

static bool
is_ascii_letter(struct str s, size_t i)
{
	return i < s.n && (unsigned char)s.p[i] < 0x80 &&
	       cp_is_letter((unsigned char)s.p[i]);
}

/* Does every byte past 0x7f stand where western text has it: letters beside
 * Latin ones? */
static bool
is_clearly_western(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		uint32_t cp = c < 0x80 ? c : upper_halves[HALF_1252][c - 128];

		if (c < 0x80 || cp_is_quote(cp) || cp_is_dash(cp) ||
		    cp == 0xa0 || cp == 0x2026)
			continue;
		if (cp == 0 || !cp_is_letter(cp) ||
		    !(is_ascii_letter(s, i - 1) || is_ascii_letter(s, i + 1)))
			return false;
	}
	return true;
}

/* The encoding of a line that is not UTF-8. */
static const struct encoding *
other_line(const struct lines *w, struct str line, const struct look *l)
{
	struct verdict v = detect(w->detector, line);

	if (v.half != HALF_1252 && v.letters >= LETTERS_LINE &&
	    !(w->base->kind == KIND_HALF &&
		v.costs[w->base->half] <= v.costs[v.half] + 24))
		return encoding_of_half(v.half);
	if (w->main != w->utf8 ||
	    (w->base->kind == KIND_HALF && w->base->half < HALVES_CYRILLIC))
		return w->base;
	return l->chars == 0 && is_clearly_western(line) ? w->base : w->utf8;
}

static const struct encoding *
line_encoding(const struct lines *w, struct str line, const struct look *l)
{
	if (l->kind == LINE_PLAIN)
		return w->now;
	if (l->kind == LINE_OTHER)
		return other_line(w, line, l);
	return w->main == w->utf8 || l->chars >= CLEAR ? w->utf8 : w->base;
}

static enum convert
stretch_end(struct lines *w)
{
	struct decoded *d = w->d;

	if (w->stretch.n == 0)
		return CONVERT_DONE;
	if (w->now != w->main && w->first > 0)
		ARRAY_PUSH(d->lines, d->n_lines, d->cap_lines,
		    (struct decoded_lines){w->first, w->last, w->now->name});
	if (d->own.n + w->stretch.n > LIMIT_FILE)
		return CONVERT_TOO_LONG;
	return encoding_convert(d, w->now, w->stretch, w->from);
}

static enum convert
by_line(struct lines *w, struct str s, size_t from)
{
	enum convert done = CONVERT_DONE;
	uint32_t number = 0;
	struct str line;

	w->stretch = str_slice(s, 0, 0);
	w->from = from;
	while (s.n > 0 && done == CONVERT_DONE) {
		const struct encoding *e;
		struct look l;

		line = line_first(s);
		l = line_look(line);
		e = line_encoding(w, line, &l);
		number++;
		if (e != w->now) {
			done = stretch_end(w);
			w->from += w->stretch.n;
			w->stretch = str_slice(s, 0, 0);
			w->now = e;
			w->first = 0;
		}
		w->stretch.n += line.n;
		if (l.kind != LINE_PLAIN) {
			w->last = number;
			w->first = w->first == 0 ? number : w->first;
		}
		s = str_slice(s, line.n, s.n);
	}
	return done == CONVERT_DONE ? stretch_end(w) : done;
}

enum convert
lines_convert(struct decoded *d, struct str s, size_t from,
    const struct encoding *declared)
{
	struct survey v = {.sample = BUF_INIT};
	struct lines w = {.d = d, .utf8 = encoding_find(STR("UTF-8"))};
	struct verdict verdict;
	enum convert done;

	if (declared != NULL && declared->kind == KIND_MANY &&
	    encoding_fits(declared, s)) {
		d->name = declared->name;
		d->unit = encoding_unit(declared);
		return encoding_convert(d, declared, s, from);
	}
	survey(&v, s);
	w.detector = detector_new();
	verdict = detect(w.detector, buf_lend(&v.sample));
	w.base = choose(&verdict, declared, buf_lend(&v.sample));
	w.main = w.now = is_mostly_utf8(&v, w.base) ? w.utf8 : w.base;
	d->name = w.main->name;
	d->unit = encoding_unit(w.main);
	done = w.main != w.utf8 && !v.clear
		   ? encoding_convert(d, w.base, s, from)
		   : by_line(&w, s, from);
	detector_free(w.detector);
	buf_free(&v.sample);
	return done;
}
