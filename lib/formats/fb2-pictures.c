/*
 * The pictures of a FictionBook.  One is wanted at a time, and they are most of
 * the file: so the file is not parsed for it, only its tags are looked at.
 */
#include <string.h>

#include "lib/formats/encoding.h"
#include "lib/formats/fb2.h"
#include "lib/formats/tree.h"

/* Names that are not plain ASCII, looked into for one picture. */
#define LIMIT_NAMES 4096u

/* ---- tags ---- */

/* The book's bytes as they are, or decoded if they are not one for a letter of
 * ASCII; and the tag at hand. */
struct tags {
	const struct input *in;
	struct buf unpacked;
	struct decoded text;
	bool decoded;
	struct str s;
	size_t at; /* past the tag at hand */
	struct str name, inside; /* without its prefix; what follows it */
	bool closing;
	unsigned names; /* decoded so far */
};

static bool
tags_begin(struct tags *t, const struct input *in, struct err *err)
{
	*t = (struct tags){.in = in, .unpacked = BUF_INIT};
	if (!fb2_bytes(in, NULL, &t->unpacked, &t->s, err))
		return false;
	if (memchr(t->s.p, '\0', t->s.n < 64 ? t->s.n : 64) == NULL)
		return true;
	t->decoded = encoding_read(
	    &t->text, t->s, in->options->encoding, (struct str){NULL, 0}, err);
	if (t->decoded)
		t->s = t->text.text;
	return t->decoded;
}

static void
tags_end(struct tags *t)
{
	if (t->decoded)
		decoded_free(&t->text);
	buf_free(&t->unpacked);
}

/* The ">" that ends a tag, not one in quotes. */
static size_t
tag_close(struct str s, size_t at)
{
	char quote = 0;

	for (; at < s.n && (quote != 0 || s.p[at] != '>'); at++) {
		if (quote != 0)
			quote = s.p[at] == quote ? 0 : quote;
		else if (s.p[at] == '"' || s.p[at] == '\'')
			quote = s.p[at];
	}
	return at;
}

static void
tag_take(struct tags *t, size_t from)
{
	size_t close = tag_close(t->s, from), end, name;

	t->closing = from < close && t->s.p[from] == '/';
	name = from += t->closing;
	for (end = from; end < close && !tree_blank(t->s.p[end]); end++)
		if (t->s.p[end] == ':')
			name = end + 1;
	t->name = str_slice(t->s, name, end);
	t->inside = str_slice(t->s, end, close);
	t->at = close < t->s.n ? close + 1 : close;
}

static bool
tags_next(struct tags *t)
{
	while (t->at < t->s.n) {
		const char *p = memchr(t->s.p + t->at, '<', t->s.n - t->at);
		struct str rest;

		if (p == NULL)
			return false;
		t->at = (size_t)(p - t->s.p);
		rest = str_slice(t->s, t->at, t->s.n);
		if (str_starts(rest, "<!--")) {
			t->at = past_end(t->s, t->at, "-->");
		} else if (str_starts(rest, "<![CDATA[")) {
			t->at = past_end(t->s, t->at, "]]>");
		} else {
			tag_take(t, t->at + 1);
			return true;
		}
	}
	return false;
}

/* ---- attributes ---- */

/* What stands for an attribute of the tag at hand, whatever its prefix. */
static struct str
attribute(const struct tags *t, const char *wanted)
{
	struct str s = t->inside;
	size_t at = 0, name, end, from;

	while (at < s.n) {
		for (; at < s.n && tree_blank(s.p[at]); at++)
			;
		for (name = end = at;
		     end < s.n && s.p[end] != '=' && !tree_blank(s.p[end]);
		     end++)
			if (s.p[end] == ':')
				name = end + 1;
		for (at = end;
		     at < s.n && (tree_blank(s.p[at]) || s.p[at] == '=');)
			at++;
		if (at >= s.n || (s.p[at] != '"' && s.p[at] != '\''))
			break;
		for (from = at + 1; ++at < s.n && s.p[at] != s.p[from - 1];)
			;
		if (str_is(str_slice(s, name, end), wanted))
			return str_slice(s, from, at);
		at++;
	}
	return STR("");
}

static bool
is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80 || s.p[i] == '&')
			return false;
	return true;
}

/* Append a value as the text has it: in UTF-8, without what escapes a sign. */
static void
value_read(struct tags *t, struct str raw, struct buf *out)
{
	struct buf xml = BUF_INIT;
	struct decoded text;
	struct tree tree;

	if (is_plain(raw)) {
		buf_str(out, raw);
		return;
	}
	if (raw.n > 1000 || t->names++ >= LIMIT_NAMES)
		return;
	buf_printf(&xml, "<a b=\"%.*s\"/>", (int)raw.n, raw.p);
	if (encoding_read(&text, buf_lend(&xml),
		t->decoded ? "UTF-8" : t->in->options->encoding,
		(struct str){NULL, 0}, NULL)) {
		if (tree_xml(&tree, text.text, NULL)) {
			if (tree.n > 1)
				buf_str(out, node_attr(&tree.v[1], "b"));
			tree_free(&tree);
		}
		decoded_free(&text);
	}
	buf_free(&xml);
}

/* ---- what is asked for ---- */

bool
fb2_resource(
    const struct input *in, struct str href, struct buf *out, struct err *err)
{
	struct buf id = BUF_INIT;
	bool found = false, ok;
	struct tags t;

	ok = tree_xml_ready(err) && tags_begin(&t, in, err);
	while (ok && !found && tags_next(&t)) {
		if (t.closing || !str_is(t.name, "binary"))
			continue;
		buf_clear(&id);
		value_read(&t, attribute(&t, "id"), &id);
		found = str_eq(buf_lend(&id), href);
	}
	if (found) {
		struct str rest = str_slice(t.s, t.at, t.s.n);

		base64_decode(
		    str_slice(rest, 0, str_find(rest, STR("<"))), out);
	}
	tags_end(&t);
	buf_free(&id);
	return ok &&
	       (found || err_set(err, ERR_FORMAT, "%.*s is not in the book",
			     (int)(href.n < 200 ? href.n : 200), href.p));
}

bool
fb2_cover(const struct input *in, struct buf *href, struct err *err)
{
	bool inside = false, ok;
	struct tags t;

	ok = tree_xml_ready(err) && tags_begin(&t, in, err);
	while (ok && href->n == 0 && tags_next(&t)) {
		struct str raw;

		if (str_is(t.name, "coverpage"))
			inside = !t.closing;
		if (str_is(t.name, "body"))
			break;
		raw = inside && str_is(t.name, "image") ? attribute(&t, "href")
							: STR("");
		if (raw.n > 1 && raw.p[0] == '#')
			value_read(&t, str_slice(raw, 1, raw.n), href);
	}
	tags_end(&t);
	return ok && (href->n > 0 ||
			 err_set(err, ERR_FORMAT, "the book has no cover"));
}
