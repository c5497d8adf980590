/*
 * Cleaning: any bytes -> valid UTF-8 in NFC that can't act on a terminal.
 *
 *  1. Most text is plain: code points that stay as they are, whatever stands
 *     before or after them.  Plain stretches are found fast and copied.
 *  2. The rest is taken in pieces from the last plain code point (which the
 *     first mark may compose with) to the next plain one; only pieces are
 *     normalised, so that nothing grows with the length of a line.
 *  3. What is clean is copied as it is; so cleaning twice changes nothing.
 */
#include <stdlib.h>
#include <string.h>

#include <unictype.h>
#include <uninorm.h>

#include <izba/scan.h>

#include "lib/text/decode.h"

#define MARKS_MAX 30 /* on one letter */
#define MARKS_READ 120 /* of them looked at; more are dropped at once */
#define SEQUENCE_MAX 256 /* bytes of an escape sequence */

/* ---- what is plain ---- */

static bool
is_removed(uint32_t cp)
{
	return cp == 0xfeff || (cp >= 0x202a && cp <= 0x202e) ||
	       (cp >= 0x2066 && cp <= 0x206f) || (cp >= 0xfff9 && cp <= 0xfffb);
}

/* Plain beyond U+02FF, U+0400-0482: the ranges that books are full of, then
 * what Unicode says. */
static bool
is_plain_rare(uint32_t cp)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];

	if ((cp >= 0x2010 && cp < 0x2028) || (cp >= 0x2030 && cp < 0x2060) ||
	    (cp >= 0x2070 && cp < 0x20d0) || (cp >= 0x3041 && cp < 0x3097) ||
	    (cp >= 0x30a1 && cp < 0x30fb) || (cp >= 0x4e00 && cp < 0xa000) ||
	    (cp >= 0xac00 && cp < 0xd7a4))
		return true;
	if (is_removed(cp) || cp == 0x2028 || cp == 0x2029 ||
	    (cp >= 0x1160 && cp < 0x1200) ||
	    uc_is_general_category((ucs4_t)cp, UC_MARK) ||
	    uc_combining_class((ucs4_t)cp) != 0)
		return false;
	return uc_canonical_decomposition((ucs4_t)cp, parts) <= 0;
}

/* The length of a plain code point at p, 0 if what is there is not plain. */
static size_t
plain_length(const char *p, const char *end)
{
	unsigned char c = (unsigned char)p[0];
	uint32_t cp;
	size_t n;

	if (c < 0x80)
		return (c >= 0x20 && c != 0x7f) || c == '\n' || c == '\t';
	cp = decode(p, end, &n);
	if ((cp >= 0xa0 && cp < 0x300) || (cp >= 0x400 && cp < 0x483))
		return n;
	if (cp < 0x300)
		return 0;
	/* U+FFFD is plain where it stands, not where bytes are broken */
	if (cp == 0xfffd)
		return c == 0xef && n == 3 ? n : 0;
	return is_plain_rare(cp) ? n : 0;
}

/* The end of the plain text that begins at p; where its last code point
 * begins in *last (p if there is none). */
static const char *
plain_end(const char *p, const char *end, const char **last)
{
	size_t n;

	*last = p;
	while (p < end) {
		if (end - p >= SCAN) {
			n = scan_first(~scan_in(scan_load(p), 0x20, 0x7e));
			p += n;
			if (n > 0)
				*last = p - 1;
			if (n == SCAN)
				continue;
		}
		do {
			n = plain_length(p, end);
			if (n == 0)
				return p;
			*last = p;
			p += n;
		} while (p < end && (unsigned char)*p >= 0x80);
	}
	return p;
}

/* ---- what is not ---- */

/* The bytes of an escape sequence at p (ECMA-48: CSI, OSC and its kin, two
 * bytes); only the ESC if it has no proper end nearby. */
static size_t
escape_length(const char *p, const char *end)
{
	const char *q = p + 1, *stop;

	stop = end - p > SEQUENCE_MAX ? p + SEQUENCE_MAX : end;
	if (q == stop)
		return 1;
	if (*q == '[') {
		for (q++; q < stop && *q >= 0x20 && *q < 0x40; q++)
			;
		return q < stop && *q >= 0x40 && *q < 0x7f ? (size_t)(q + 1 - p)
							   : 1;
	}
	if (*q != ']' && *q != 'P' && *q != '^' && *q != '_')
		return 1;
	for (; q < stop && *q != '\n'; q++) {
		if (*q == '\a')
			return (size_t)(q + 1 - p);
		if (*q == '\033' && q > p + 1 && q + 1 < stop && q[1] == '\\')
			return (size_t)(q + 2 - p);
	}
	return 1;
}

size_t
text_escape(struct str s)
{
	return escape_length(s.p, s.p + s.n);
}

/* A control character at p: puts what stands for it, returns its length. */
static size_t
clean_control(struct buf *out, const char *p, const char *end, uint32_t cp,
    size_t n, struct cleaned *counts)
{
	if (cp == '\r') {
		if (p + 1 == end || p[1] != '\n')
			buf_putc(out, '\n');
		return n;
	}
	counts->controls++;
	if (cp == '\v' || cp == '\f')
		buf_putc(out, ' ');
	else if (cp == 0x85)
		buf_putc(out, '\n');
	else if (cp == '\033')
		return escape_length(p, end);
	return n;
}

/* Put the code point at p (which is not plain) if it may stay; false if it is
 * to be normalised with its neighbours. */
static bool
clean_one(struct buf *out, const char *p, const char *end, size_t *n,
    struct cleaned *counts)
{
	uint32_t cp = cp_decode(p, end, n);

	if (cp < 0xa0)
		*n = clean_control(out, p, end, cp, *n, counts);
	else if (cp == 0xfffd) {
		buf_putcp(out, cp);
		counts->invalid++;
	} else if (cp == 0x2028 || cp == 0x2029)
		buf_putc(out, '\n');
	else if (is_removed(cp)) {
		if (cp != 0xfeff)
			counts->bidi++;
	} else
		return false;
	return true;
}

/* Append the piece with no more than MARKS_MAX marks in a row. */
static void
put_marks(struct buf *out, const char *p, const char *end)
{
	unsigned marks = 0;
	size_t n;

	for (; p < end; p += n) {
		marks = cp_is_mark(decode(p, end, &n)) ? marks + 1 : 0;
		if (marks <= MARKS_MAX)
			buf_add(out, p, n);
	}
}

/* Normalise what was appended to out since `from`. */
static void
normalise_tail(struct buf *out, size_t from)
{
	uint8_t room[512], *made;
	size_t n = sizeof(room);

	made = u8_normalize(UNINORM_NFC, (const uint8_t *)out->p + from,
	    out->n - from, room, &n);
	if (made == NULL)
		return;
	buf_cut(out, from);
	put_marks(out, (const char *)made, (const char *)made + n);
	if (made != room)
		free(made);
}

/* Clean from p, where something is not plain, to the next plain code point;
 * `from` is where the code point before stands in out. */
static const char *
clean_piece(struct buf *out, size_t from, const char *p, const char *end,
    struct cleaned *counts)
{
	unsigned marks = 0;
	bool compose = false;
	size_t n;

	for (; p < end && plain_length(p, end) == 0; p += n) {
		if (clean_one(out, p, end, &n, counts))
			continue;
		marks = cp_is_mark(cp_decode(p, end, &n)) ? marks + 1 : 0;
		if (marks <= MARKS_READ)
			buf_add(out, p, n);
		compose = true;
	}
	if (compose)
		normalise_tail(out, from);
	return p;
}

void
text_clean(struct buf *out, struct str s, struct cleaned *counts)
{
	const char *p = s.p, *end = s.p + s.n, *q, *last;
	struct cleaned none = {0};
	size_t from = out->n;

	if (counts == NULL)
		counts = &none;
	buf_reserve(out, s.n);
	while (p < end) {
		q = plain_end(p, end, &last);
		if (q > p)
			from = out->n + (size_t)(last - p);
		buf_add(out, p, (size_t)(q - p));
		p = clean_piece(out, from, q, end, counts);
	}
}

bool
text_is_clean(struct str s)
{
	const char *p = s.p, *end = s.p + s.n, *q, *last;
	struct cleaned counts = {0};
	struct buf piece = BUF_INIT;
	bool clean = true;

	while (p < end && clean) {
		q = plain_end(p, end, &last);
		if (q == end)
			break;
		buf_clear(&piece);
		buf_add(&piece, last, (size_t)(q - last));
		p = clean_piece(&piece, 0, q, end, &counts);
		clean = str_eq(
		    buf_lend(&piece), (struct str){last, (size_t)(p - last)});
	}
	buf_free(&piece);
	return clean;
}
