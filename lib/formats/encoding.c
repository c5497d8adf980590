/*
 * A source's bytes into UTF-8: what is believed, in which order, and what is
 * said of it.  The work is done by the files beside it.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/encoding-parts.h"

/* ---- what is believed ---- */

unsigned
encoding_unit(const struct encoding *e)
{
	static const uint8_t units[] = {
	    [KIND_UTF8] = 0,
	    [KIND_UTF16] = 2,
	    [KIND_UTF16LE] = 2,
	    [KIND_UTF16BE] = 2,
	    [KIND_UTF32] = 4,
	    [KIND_UTF32LE] = 4,
	    [KIND_UTF32BE] = 4,
	    [KIND_HALF] = 1,
	    [KIND_BYTE] = 1,
	    [KIND_MANY] = 0,
	};

	return units[e->kind];
}

/* UTF-8 as it stands, after its mark. */
static void
lend(struct decoded *d, struct str bytes, size_t mark)
{
	d->name = "UTF-8";
	d->text = str_slice(bytes, mark, bytes.n);
	if (mark > 0)
		decoded_point(d, mark, 0);
}

static enum convert
convert_all(
    struct decoded *d, const struct encoding *e, struct str bytes, size_t mark)
{
	enum convert done;

	d->name = e->name;
	if (e->kind == KIND_UTF8) {
		lend(d, bytes, mark);
		return CONVERT_DONE;
	}
	d->unit = encoding_unit(e);
	done = encoding_convert(d, e, str_slice(bytes, mark, bytes.n), mark);
	d->text = buf_lend(&d->own);
	return done;
}

/* "UTF-16" leaves open which byte comes first: a mark tells, else the zeros,
 * else it is the high one (RFC 2781). */
static const struct encoding *
settle_order(
    const struct encoding *e, const struct encoding *marked, struct str bytes)
{
	const struct encoding *guess = marked;
	bool wide = e->kind >= KIND_UTF32;

	if (e->kind != KIND_UTF16 && e->kind != KIND_UTF32)
		return e;
	if (guess == NULL)
		guess = unicode_guess(bytes);
	if (guess != NULL && guess->kind != KIND_UTF8 &&
	    (guess->kind >= KIND_UTF32) == wide)
		return guess;
	return encoding_find(wide ? STR("UTF-32BE") : STR("UTF-16BE"));
}

/* What a person asked for; a mark counts only if it is that encoding's. */
static enum convert
convert_asked(struct decoded *d, const struct encoding *e, struct str bytes)
{
	size_t mark;
	const struct encoding *marked = unicode_mark(bytes, &mark);

	e = settle_order(e, marked, bytes);
	return convert_all(d, e, bytes, marked == e ? mark : 0);
}

/* Does it hold the escapes without which ISO-2022-JP is mere ASCII? */
static bool
has_escapes(const struct encoding *e, struct str s)
{
	return strcmp(e->name, "ISO-2022-JP") == 0 &&
	       str_find(s, STR("\033$")) != SIZE_MAX;
}

static bool
is_ascii(struct str s)
{
	size_t i = 0;

	while (i < s.n && (unsigned char)s.p[i] < 0x80)
		i++;
	return i == s.n;
}

static enum convert
convert_found(struct decoded *d, struct str bytes, struct str declared)
{
	size_t mark;
	const struct encoding *e = unicode_mark(bytes, &mark), *says;
	enum convert done;

	if (e == NULL)
		e = unicode_guess(bytes);
	if (e != NULL && e->kind != KIND_UTF8)
		return convert_all(d, e, bytes, mark);
	says = encoding_find(declared);
	if (utf8_valid(bytes) == bytes.n) {
		if (says != NULL && has_escapes(says, bytes))
			return convert_all(d, says, bytes, 0);
		lend(d, bytes, mark);
		d->overruled =
		    says != NULL && says->kind != KIND_UTF8 && !is_ascii(bytes);
		return CONVERT_DONE;
	}
	done = lines_convert(d, str_slice(bytes, mark, bytes.n), mark, says);
	d->text = buf_lend(&d->own);
	d->overruled = says != NULL && strcmp(says->name, d->name) != 0;
	return done;
}

bool
encoding_read(struct decoded *d, struct str bytes, const char *asked,
    struct str declared, struct err *err)
{
	const struct encoding *e = NULL;
	enum convert done;

	*d = (struct decoded){
	    .own = BUF_INIT, .source_bytes = (uint32_t)bytes.n};
	if (!encoding_check(asked, err))
		return false;
	if (asked != NULL)
		e = encoding_find(str_of(asked));
	done = e != NULL ? convert_asked(d, e, bytes)
			 : convert_found(d, bytes, declared);
	if (done == CONVERT_DONE)
		return true;
	if (done == CONVERT_UNKNOWN)
		err_set(err, ERR_FORMAT, "the system's iconv does not know %s",
		    d->name);
	else
		err_set(err, ERR_LIMIT, "it is too long");
	decoded_free(d);
	return false;
}

void
decoded_free(struct decoded *d)
{
	buf_free(&d->own);
	free(d->points);
	free(d->lines);
	*d = (struct decoded){.own = BUF_INIT};
}

/* ---- the way back ---- */

uint32_t
decoded_source_rest(const struct decoded *d, uint32_t at)
{
	size_t from = 0, to = d->n_points;
	const struct decoded_point *p;
	uint32_t end, n;

	while (to - from > 1) {
		size_t mid = from + (to - from) / 2;

		if (d->points[mid].text <= at)
			from = mid;
		else
			to = mid;
	}
	p = &d->points[from];
	/* where text is longer than what it stands for, it must not run past
	 * what follows there */
	end = to < d->n_points ? d->points[to].source : d->source_bytes;
	n = source_length(str_slice(d->text, p->text, at), p->unit);
	return n < end - p->source ? p->source + n : end;
}

/* ---- what is said ---- */

void
decoded_tell(const struct decoded *d, struct builder *b)
{
	builder_encoding(b, str_of(d->name));
	builder_source_unit(b, d->unit);
	if (d->overruled)
		builder_problem(b, PROBLEM_ENCODING, 1,
		    "the file declares another encoding than %s, which it is "
		    "in",
		    d->name);
	for (size_t i = 0; i < d->n_lines; i++) {
		const struct decoded_lines *l = &d->lines[i];

		if (l->first == l->last)
			builder_problem(b, PROBLEM_ENCODING, l->first,
			    "this line is in %s, the book in %s", l->name,
			    d->name);
		else
			builder_problem(b, PROBLEM_ENCODING, l->first,
			    "lines %u to %u are in %s, the book in %s",
			    l->first, l->last, l->name, d->name);
	}
}

bool
encoding_to_utf8(
    struct buf *out, struct str bytes, const char *called, struct err *err)
{
	struct decoded d;

	if (!encoding_read(&d, bytes, called, (struct str){NULL, 0}, err))
		return false;
	buf_str(out, d.text);
	decoded_free(&d);
	return true;
}
