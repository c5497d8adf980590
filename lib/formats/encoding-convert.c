/*
 * One encoding's bytes into UTF-8, by a table of 256 characters or by iconv,
 * with points that lead back to the source.  Judges nothing.
 */
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/formats/encoding-parts.h"
#include "lib/formats/encoding-tables.h"

enum { STRIDE = 256 }; /* source bytes between two points */

void
decoded_point(struct decoded *d, size_t source, unsigned unit)
{
	struct decoded_point p = {
	    (uint32_t)d->own.n, (uint32_t)source, (uint8_t)unit};

	ARRAY_PUSH(d->points, d->n_points, d->cap_points, p);
}

/* ---- a byte is a character ---- */

/* All bytes as UTF-8. */
struct table {
	struct {
		char p[4];
		uint8_t n;
	} v[256];
	bool none[256]; /* stands for nothing */
};

static void
table_set(struct table *t, unsigned byte, uint32_t cp)
{
	char *p = t->v[byte].p;

	t->none[byte] = cp == 0 && byte != 0;
	if (t->none[byte] || cp > 0xffff)
		cp = 0xfffd;
	if (cp < 0x80) {
		p[0] = (char)cp;
		t->v[byte].n = 1;
	} else if (cp < 0x800) {
		p[0] = (char)(0xc0 | cp >> 6);
		p[1] = (char)(0x80 | (cp & 0x3f));
		t->v[byte].n = 2;
	} else {
		p[0] = (char)(0xe0 | cp >> 12);
		p[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		p[2] = (char)(0x80 | (cp & 0x3f));
		t->v[byte].n = 3;
	}
}

/* What iconv makes of one byte; 0 for nothing. */
static uint32_t
iconv_byte(iconv_t how, unsigned byte)
{
	char in = (char)(unsigned char)byte, *from = &in, out[16], *to = out;
	size_t left = 1, room = sizeof(out), n;

	iconv(how, NULL, NULL, NULL, NULL);
	if (iconv(how, &from, &left, &to, &room) == (size_t)-1 || to == out)
		return 0;
	return cp_decode(out, to, &n);
}

static bool
table_make(struct table *t, const struct encoding *e)
{
	iconv_t how;

	for (unsigned i = 0; i < 128; i++)
		table_set(t, i, i);
	if (e->kind == KIND_HALF) {
		for (unsigned i = 128; i < 256; i++)
			table_set(t, i, upper_halves[e->half][i - 128]);
		return true;
	}
	how = iconv_open("UTF-8", e->name);
	if (how == (iconv_t)-1)
		return false;
	for (unsigned i = 128; i < 256; i++)
		table_set(t, i, iconv_byte(how, i));
	iconv_close(how);
	return true;
}

static enum convert
table_convert(
    struct decoded *d, const struct encoding *e, struct str s, size_t from)
{
	struct table t;

	if (!table_make(&t, e))
		return CONVERT_UNKNOWN;
	for (size_t i = 0; i < s.n; i += STRIDE) {
		size_t n = s.n - i < STRIDE ? s.n - i : STRIDE;
		char *to;

		if (d->own.n > LIMIT_FILE - 4 * STRIDE)
			return CONVERT_TOO_LONG;
		decoded_point(d, from + i, 1);
		buf_reserve(&d->own, 4 * STRIDE);
		to = d->own.p + d->own.n;
		for (size_t k = i; k < i + n; k++) {
			unsigned char c = (unsigned char)s.p[k];

			memcpy(to, t.v[c].p, 4);
			to += t.v[c].n;
		}
		d->own.n = (size_t)(to - d->own.p);
		*to = '\0';
	}
	return CONVERT_DONE;
}

/* ---- several bytes are a character ---- */

/* Convert one line; a byte that iconv does not take becomes U+FFFD. */
static void
many_line(struct decoded *d, iconv_t how, struct str line)
{
	/* iconv takes a char ** and writes nothing there */
	char *p = (char *)(uintptr_t)line.p, *to;
	size_t left = line.n, room, done;

	while (left > 0) {
		buf_reserve(&d->own, 4 * left + 16);
		to = d->own.p + d->own.n;
		room = d->own.cap - d->own.n - 1;
		done = iconv(how, &p, &left, &to, &room);
		d->own.n = (size_t)(to - d->own.p);
		d->own.p[d->own.n] = '\0';
		if (done != (size_t)-1 || errno == E2BIG)
			continue;
		buf_putcp(&d->own, 0xfffd);
		p++;
		left--;
	}
}

static enum convert
many_convert(
    struct decoded *d, const struct encoding *e, struct str s, size_t from)
{
	iconv_t how = iconv_open("UTF-8", e->name);
	enum convert done = CONVERT_DONE;

	if (how == (iconv_t)-1)
		return CONVERT_UNKNOWN;
	for (size_t i = 0, n; i < s.n && done == CONVERT_DONE; i += n) {
		const char *nl = memchr(s.p + i, '\n', s.n - i);

		n = nl == NULL ? s.n - i : (size_t)(nl + 1 - s.p) - i;
		decoded_point(d, from + i, 0);
		many_line(d, how, str_slice(s, i, i + n));
		if (d->own.n > LIMIT_FILE)
			done = CONVERT_TOO_LONG;
	}
	iconv_close(how);
	return done;
}

/* ---- either ---- */

enum convert
encoding_convert(
    struct decoded *d, const struct encoding *e, struct str s, size_t from)
{
	if (e->kind == KIND_UTF8) {
		decoded_point(d, from, 0);
		buf_str(&d->own, s);
		return CONVERT_DONE;
	}
	if (e->kind <= KIND_UTF32BE)
		return unicode_convert(d, e, s, from) ? CONVERT_DONE
						      : CONVERT_TOO_LONG;
	if (e->kind == KIND_MANY)
		return many_convert(d, e, s, from);
	return table_convert(d, e, s, from);
}

/* Does iconv take all of s? */
static bool
many_fits(const struct encoding *e, struct str s)
{
	char *p = (char *)(uintptr_t)s.p, out[4096], *to;
	iconv_t how = iconv_open("UTF-8", e->name);
	size_t left = s.n, room, done = 0;

	if (how == (iconv_t)-1)
		return false;
	do {
		to = out;
		room = sizeof(out);
		done = iconv(how, &p, &left, &to, &room);
	} while (done == (size_t)-1 && errno == E2BIG);
	iconv_close(how);
	return done != (size_t)-1;
}

bool
encoding_fits(const struct encoding *e, struct str s)
{
	struct table t;

	if (e->kind == KIND_UTF8)
		return utf8_valid(s) == s.n;
	if (e->kind < KIND_HALF)
		return false;
	if (e->kind == KIND_MANY)
		return many_fits(e, s);
	if (!table_make(&t, e))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (t.none[(unsigned char)s.p[i]])
			return false;
	return true;
}
