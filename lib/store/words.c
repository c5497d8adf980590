/*
 * What the reader's own words say: tags ("#like-this") and links to other
 * annotations ("[[1a2b3c4d]]").  Knows no database.
 */
#include <stdlib.h>

#include <izba/store.h>
#include <izba/text.h>

/* Characters of an id that a link must have at least, and may have at most. */
enum { LINK_LEAST = 8, LINK_MOST = 36 };

/* May a tag begin after this character? */
static bool
opens(uint32_t cp)
{
	return cp_is_space(cp) || cp == '(' || cp == '[' || cp == ',' ||
	       cp == ';' || cp_is_dash(cp) || cp_is_quote(cp);
}

static bool
goes_on(uint32_t cp)
{
	return cp_is_letter(cp) || cp_is_digit(cp) || cp_is_mark(cp) ||
	       cp == '-' || cp == '_' || cp == '/';
}

/* The bytes of the tag that begins at p; 0 if none does. */
static size_t
tag_length(struct str s)
{
	size_t n = 0, end = 0, len;

	while (n < s.n) {
		uint32_t cp = cp_decode(s.p + n, s.p + s.n, &len);

		if (n == 0 ? !cp_is_letter(cp) : !goes_on(cp))
			break;
		n += len;
		/* a dash at its end belongs to the sentence */
		if (cp != '-' && cp != '_' && cp != '/')
			end = n;
	}
	return end;
}

bool
words_tag(struct str words, size_t *at, struct str *tag)
{
	for (size_t i = *at; i < words.n; i++) {
		size_t n;

		if (words.p[i] != '#' ||
		    (i > 0 && !opens(cp_before(words.p, words.p + i, &n))))
			continue;
		n = tag_length(str_slice(words, i + 1, words.n));
		if (n == 0)
			continue;
		*tag = str_slice(words, i + 1, i + 1 + n);
		*at = i + 1 + n;
		return true;
	}
	return false;
}

static bool
has_tag(struct str words, struct str tag)
{
	struct str other;
	size_t at = 0;

	while (words_tag(words, &at, &other))
		if (str_eq(other, tag))
			return true;
	return false;
}

void
words_retag(
    struct buf *out, struct str tags, struct str before, struct str after)
{
	struct str tag;
	size_t at = 0;

	while (at < tags.n) {
		size_t end = at;

		while (end < tags.n && tags.p[end] != ' ')
			end++;
		tag = str_slice(tags, at, end);
		at = end + 1;
		if (has_tag(before, tag) && !has_tag(after, tag))
			continue;
		buf_str(out, tag);
		buf_putc(out, ' ');
	}
	for (at = 0; words_tag(after, &at, &tag);) {
		buf_str(out, tag);
		buf_putc(out, ' ');
	}
}

static int
by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void
words_tidy_tags(struct buf *out, struct str tags)
{
	struct str *v = NULL;
	size_t n = 0, cap = 0, from;

	for (size_t i = 0; i < tags.n;) {
		while (i < tags.n && strchr(" \t\n#,", tags.p[i]) != NULL)
			i++;
		from = i;
		while (i < tags.n && strchr(" \t\n,", tags.p[i]) == NULL)
			i++;
		if (i > from)
			ARRAY_PUSH(v, n, cap, str_slice(tags, from, i));
	}
	if (n > 0)
		qsort(v, n, sizeof(*v), by_bytes);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && str_eq(v[i], v[i - 1]))
			continue;
		if (i > 0)
			buf_putc(out, ' ');
		buf_str(out, v[i]);
	}
	free(v);
}

static bool
is_id_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-';
}

bool
words_link(struct str words, size_t *at, struct span *where, struct str *id)
{
	for (size_t i = *at; i + 2 < words.n; i++) {
		size_t n = 0;

		if (words.p[i] != '[' || words.p[i + 1] != '[')
			continue;
		while (n <= LINK_MOST && i + 2 + n < words.n &&
		       is_id_char(words.p[i + 2 + n]))
			n++;
		if (n < LINK_LEAST || n > LINK_MOST ||
		    !str_starts(str_slice(words, i + 2 + n, words.n), "]]"))
			continue;
		*id = str_slice(words, i + 2, i + 2 + n);
		*where = (struct span){(uint32_t)i, (uint32_t)(i + n + 4)};
		*at = i + n + 4;
		return true;
	}
	return false;
}
