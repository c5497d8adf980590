/*
 * Text into the book: cleaned, styled, and mapped to its source.
 *
 *  1. What is appended is clean together with what stands before it: a mark
 *     never lands on a letter of an earlier call.
 *  2. From every origin point on, text and source run in step, byte for byte
 *     and on the same source line, up to the next point.
 *  3. Nearly all text is clean already and is only copied.
 */
#include <assert.h>
#include <string.h>

#include <izba/text.h>

#include "lib/book/bound.h"

#define ESC 0x1b

#define STRIDE 1024

#define LITERAL (NOWHERE - 1) /* a byte offset that says: not in the source */

/* From here on text stands at this line and byte.  No point is written where
 * the one before says so already. */
static void
origin_mark(struct feed *f, uint32_t line, uint32_t byte)
{
	struct bound *w = f->w;
	uint32_t place = (uint32_t)w->text.n;
	struct origin *last;

	if (byte == LITERAL)
		return;
	/* decoded text may be longer than its source */
	if (byte != NOWHERE && byte > w->book.source_bytes &&
	    w->book.source_bytes > 0)
		byte = w->book.source_bytes;
	if (w->of_origins.n > 0) {
		last = &w->origins[w->of_origins.n - 1];
		if (last->place == place) {
			last->line = line;
			last->byte = byte;
			return;
		}
		if (last->line == line && w->book.source_unit == 0 &&
		    (byte == NOWHERE
			    ? last->byte == NOWHERE
			    : last->byte != NOWHERE &&
				  byte - last->byte == place - last->place))
			return;
	}
	ARRAY_PUSH(w->origins, w->of_origins.n, w->of_origins.cap,
	    (struct origin){place, line, byte});
}

/* An offset into the source moved on over s, unless it stands nowhere; never
 * past its end, where text is longer than what it stands for. */
static uint32_t
byte_on(const struct feed *f, uint32_t byte, struct str s)
{
	size_t n = source_length(s, f->w->book.source_unit);
	uint32_t end = f->w->book.source_bytes;

	if (byte >= LITERAL)
		return byte;
	if (end > 0 && (uint64_t)byte + n > end)
		return byte < end ? end : byte;
	return (uint64_t)byte + n >= LITERAL ? LITERAL - 1 : byte + (uint32_t)n;
}

/* The end of what a point may stand for: where the source is not UTF-8 the
 * way back is counted, and must not grow long. */
static size_t
stride(const struct feed *f, struct str s, size_t n)
{
	if (f->w->book.source_unit == 0 || n <= STRIDE)
		return n;
	n = STRIDE;
	while (n > 1 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return n;
}

/* Copy clean text, with a point after each of its newlines. */
static void
feed_clean(struct feed *f, struct str s, uint32_t line, uint32_t byte)
{
	const char *nl;
	size_t n;

	while (s.n > 0) {
		origin_mark(f, line, byte);
		nl = memchr(s.p, '\n', s.n);
		n = nl == NULL ? s.n : (size_t)(nl - s.p) + 1;
		n = stride(f, s, n);
		buf_add(&f->w->text, s.p, n);
		byte = byte_on(f, byte, str_slice(s, 0, n));
		line += line > 0 && s.p[n - 1] == '\n';
		s = str_slice(s, n, s.n);
	}
}

/* May this character join what stands before it when text is cleaned, or
 * vanish and so let the next one join? */
static bool
joins_back(uint32_t cp)
{
	if (cp < 0x300)
		return (cp < 0x20 && cp != '\n' && cp != '\t' && cp != '\r') ||
		       (cp >= 0x7f && cp < 0xa0);
	if (cp >= 0x1160 && cp <= 0x11ff) /* Hangul vowels and finals */
		return true;
	if ((cp >= 0x200b && cp <= 0x200f) || (cp >= 0x202a && cp <= 0x202e) ||
	    (cp >= 0x2060 && cp <= 0x206f) || cp == 0x61c || cp == 0xfeff)
		return true;
	return cp_is_mark(cp);
}

/* The bytes at the start of s that are cleaned together: one character with
 * all that joins it, escape sequences whole. */
static size_t
segment(struct str s)
{
	const char *p = s.p, *end = s.p + s.n;
	size_t n;
	uint32_t cp = cp_decode(p, end, &n);

	p += cp == ESC ? text_escape(s) : n;
	if (cp == '\r' && p < end && *p == '\n')
		p++;
	if (cp == '\r' || cp == '\n')
		return (size_t)(p - s.p);
	while (p < end && joins_back(cp_decode(p, end, &n)))
		p += *p == ESC ? text_escape((struct str){p, (size_t)(end - p)})
			       : n;
	return (size_t)(p - s.p);
}

/* Clean text that is not: segment by segment, so that every place keeps its
 * origin. */
static void
feed_dirty(struct feed *f, struct str s, uint32_t line, uint32_t byte)
{
	struct cleaned c = {0, 0, 0};
	size_t n;

	while (s.n > 0) {
		n = segment(s);
		origin_mark(f, line, byte);
		text_clean(&f->w->text, str_slice(s, 0, n), &c);
		byte = byte_on(f, byte, str_slice(s, 0, n));
		if (line > 0 && (s.p[0] == '\n' || s.p[0] == '\r'))
			line++;
		s = str_slice(s, n, s.n);
	}
	f->pending.invalid += c.invalid;
	f->pending.controls += c.controls;
	f->pending.bidi += c.bidi;
}

static void say(struct feed *f, enum problem_kind kind, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

static void
say(struct feed *f, enum problem_kind kind, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	bound_problem(f->w, kind, f->pending.line, fmt, ap);
	va_end(ap);
}

void
feed_flush(struct feed *f)
{
	if (f->pending.invalid > 0)
		say(f, PROBLEM_ENCODING,
		    "bytes that are no UTF-8, shown as U+FFFD: %u",
		    f->pending.invalid);
	if (f->pending.controls > 0)
		say(f, PROBLEM_CONTROL, "control characters taken out: %u",
		    f->pending.controls);
	if (f->pending.bidi > 0)
		say(f, PROBLEM_CONTROL,
		    "characters that turn the direction of writing taken "
		    "out: %u",
		    f->pending.bidi);
	f->pending = (struct cleaned_line){.line = f->pending.line};
}

/* Keep invariant 1: a zero-width non-joiner goes between a letter and a mark
 * that came in another call. */
static void
part_from_before(struct feed *f, struct str s)
{
	struct buf *t = &f->w->text;
	size_t n;

	if ((unsigned char)s.p[0] < 0x80 && (unsigned char)s.p[0] >= ' ')
		return;
	if (t->n == 0 || t->p[t->n - 1] == '\n')
		return;
	if (joins_back(cp_decode(s.p, s.p + s.n, &n)))
		buf_putcp(t, 0x200c);
}

static void
run_add(struct feed *f, uint32_t from, uint32_t style)
{
	struct bound *w = f->w;
	uint32_t to = (uint32_t)w->text.n;
	struct run *last;

	if (style == 0 || from == to)
		return;
	if (w->of_runs.n > 0) {
		last = &w->runs[w->of_runs.n - 1];
		if (last->to == from && last->style == style) {
			last->to = to;
			return;
		}
	}
	ARRAY_PUSH(w->runs, w->of_runs.n, w->of_runs.cap,
	    (struct run){from, to, style});
}

void
feed_text(struct feed *f, struct str text, unsigned style, uint32_t line,
    uint32_t byte)
{
	struct bound *w = f->w;
	uint32_t from;

	if (text.n == 0 || f->full)
		return;
	if (line != f->pending.line && line > 0) {
		feed_flush(f);
		f->pending.line = line;
	}
	/* cleaning makes text at most three times as long */
	if (text.n > (LIMIT_TEXT - w->text.n) / 3) {
		say(f, PROBLEM_LIMIT, "the book is too long; it is cut here");
		f->full = true;
		return;
	}
	from = (uint32_t)w->text.n;
	part_from_before(f, text);
	if (text_is_clean(text))
		feed_clean(f, text, line, byte);
	else
		feed_dirty(f, text, line, byte);
	run_add(f, from, style);
}
