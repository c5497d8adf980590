/*
 * A corrected edition of a book: each correction makes the text anew, and
 * beside it where its bytes came from.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/edition/edition.h"

/* Put `by` in place of [from, to). */
static void
splice(struct edition *e, size_t from, size_t to, struct str by)
{
	size_t n = e->n - (to - from) + by.n, rest = e->n - to;
	char *text = xmalloc(n + 1);
	uint32_t *came = xmalloc((n + 1) * sizeof(*came));

	memcpy(text, e->text, from);
	memcpy(came, e->came, from * sizeof(*came));
	if (by.n > 0)
		memcpy(text + from, by.p, by.n);
	for (size_t i = 0; i < by.n; i++)
		came[from + i] = UINT32_MAX;
	memcpy(text + from + by.n, e->text + to, rest);
	memcpy(came + from + by.n, e->came + to, rest * sizeof(*came));
	edition_free(e);
	*e = (struct edition){text, n, came};
}

/* Where words stand from `at` on; SIZE_MAX if nowhere. */
static size_t
find(const struct edition *e, struct str words, size_t at)
{
	struct str rest = str_slice((struct str){e->text, e->n}, at, e->n);
	size_t i = str_find(rest, words);

	return i == SIZE_MAX ? i : at + i;
}

/* The one line that begins so, with the blank one behind it. */
static bool
line_of(const struct edition *e, struct str start, size_t *from, size_t *to)
{
	size_t at = 0, found = 0, end;

	while (at < e->n) {
		const char *newline = memchr(e->text + at, '\n', e->n - at);

		end = newline == NULL ? e->n : (size_t)(newline - e->text) + 1;
		if (e->n - at >= start.n &&
		    memcmp(e->text + at, start.p, start.n) == 0) {
			found++;
			*from = at;
			*to = end;
		}
		at = end;
	}
	if (found == 1 && *to < e->n && e->text[*to] == '\n')
		++*to;
	return found == 1;
}

static bool
cut(struct edition *e, struct str start, struct str none)
{
	size_t from, to;

	(void)none;
	if (!line_of(e, start, &from, &to))
		return false;
	splice(e, from, to, (struct str){NULL, 0});
	return true;
}

/* Cut the line behind the one that begins so: for lines that repeat. */
static bool
cut_behind(struct edition *e, struct str start, struct str none)
{
	size_t from, to, end;

	(void)none;
	if (!line_of(e, start, &from, &to) || to == e->n)
		return false;
	for (end = to; end < e->n && e->text[end] != '\n'; end++)
		;
	while (end < e->n && e->text[end] == '\n')
		end++;
	splice(e, to, end, (struct str){NULL, 0});
	return true;
}

static bool
move(struct edition *e, struct str start, struct str other)
{
	size_t from, to, before, at, n;
	uint32_t *came;
	char *text;
	bool ok;

	if (!line_of(e, start, &from, &to))
		return false;
	n = to - from;
	text = xmalloc(n);
	came = xmalloc(n * sizeof(*came));
	memcpy(text, e->text + from, n);
	memcpy(came, e->came + from, n * sizeof(*came));
	splice(e, from, to, (struct str){NULL, 0});
	ok = line_of(e, other, &before, &at);
	if (ok) {
		splice(e, at, at, (struct str){text, n});
		memcpy(e->came + at, came, n * sizeof(*came));
	}
	free(text);
	free(came);
	return ok;
}

static bool
put(struct edition *e, struct str start, struct str text)
{
	struct buf b = BUF_INIT;
	size_t from, to;
	bool ok = line_of(e, start, &from, &to);

	buf_str(&b, text);
	buf_puts(&b, "\n\n");
	if (ok)
		splice(e, to, to, buf_lend(&b));
	buf_free(&b);
	return ok;
}

/* Other words in the place of [at, at + old): each byte stands for the one that
 * is as far into the old words. */
static void
reword(struct edition *e, size_t at, size_t old, struct str new)
{
	uint32_t *came = xmalloc((new.n + 1) * sizeof(*came));

	for (size_t i = 0; i < new.n; i++)
		came[i] = e->came[at + i * old / new.n];
	splice(e, at, at + old, new);
	memcpy(e->came + at, came, new.n * sizeof(*came));
	free(came);
}

static bool
retype(struct edition *e, struct str old, struct str new)
{
	size_t at = find(e, old, 0);

	if (at == SIZE_MAX || find(e, old, at + 1) != SIZE_MAX)
		return false;
	reword(e, at, old.n, new);
	return true;
}

static bool
everywhere(struct edition *e, struct str old, struct str new)
{
	size_t at = find(e, old, 0);
	bool any = at != SIZE_MAX;

	for (; at != SIZE_MAX; at = find(e, old, at + new.n))
		reword(e, at, old.n, new);
	return any;
}

static const struct {
	const char *name;
	bool (*make)(struct edition *e, struct str a, struct str b);
	bool two;
} kinds[] = {
    {"cut: ", cut, false},
    {"cut behind: ", cut_behind, false},
    {"move: ", move, true},
    {"put: ", put, true},
    {"retype: ", retype, true},
    {"everywhere: ", everywhere, true},
};

static bool
correct(struct edition *e, struct str line)
{
	size_t sign = str_find(line, STR(" >> "));
	struct str words;

	for (size_t i = 0; i < LENGTH(kinds); i++) {
		if (!str_starts(line, kinds[i].name))
			continue;
		if ((sign != SIZE_MAX) != kinds[i].two)
			return false;
		words = str_slice(line, strlen(kinds[i].name), sign);
		return kinds[i].make(e, words,
		    str_slice(
			line, sign == SIZE_MAX ? line.n : sign + 4, line.n));
	}
	return false;
}

bool
edition_make(
    struct edition *e, struct str book, struct str corrections, struct err *err)
{
	size_t number = 0, end;

	*e = (struct edition){str_dup(book), book.n, NULL};
	e->came = xmalloc((book.n + 1) * sizeof(*e->came));
	for (uint32_t i = 0; i < book.n; i++)
		e->came[i] = i;
	for (; corrections.n > 0;
	     corrections = str_slice(corrections, end + 1, corrections.n)) {
		struct str line;

		end = str_find(corrections, STR("\n"));
		end = end == SIZE_MAX ? corrections.n : end;
		line = str_slice(corrections, 0, end);
		number++;
		if (line.n == 0 || line.p[0] == '#' || correct(e, line))
			continue;
		edition_free(e);
		return err_set(err, ERR_FORMAT,
		    "line %zu of the corrections does not fit the book: %.*s",
		    number, (int)line.n, line.p);
	}
	return true;
}

void
edition_free(struct edition *e)
{
	free(e->text);
	free(e->came);
	*e = (struct edition){NULL, 0, NULL};
}

/* ---- marks ---- */

/* The text up to the next bar, without blanks around it; *rest goes on behind
 * it. */
static struct str
field(struct str *rest)
{
	size_t end = str_find(*rest, STR("|"));
	struct str s = str_slice(*rest, 0, end == SIZE_MAX ? rest->n : end);

	*rest = str_slice(*rest, s.n + 1, rest->n);
	return str_trim(s);
}

bool
edition_mark(struct str *list, struct edition_mark *out)
{
	struct str line, nth;

	while (list->n > 0) {
		size_t end = str_find(*list, STR("\n"));

		line = str_slice(*list, 0, end == SIZE_MAX ? list->n : end);
		*list = str_slice(*list, line.n + 1, list->n);
		if (line.n == 0 || line.p[0] == '#')
			continue;
		out->standing = field(&line);
		out->quote = field(&line);
		out->now = field(&line);
		nth = field(&line);
		out->nth = nth.n == 1 ? nth.p[0] - '0' : 1;
		return true;
	}
	return false;
}

size_t
edition_place(struct str text, const struct edition_mark *m)
{
	size_t at = 0, found = SIZE_MAX;

	for (int i = 0; i < m->nth; i++) {
		found = str_find(str_slice(text, at, text.n), m->quote);
		if (found == SIZE_MAX)
			return found;
		found += at;
		at = found + 1;
	}
	return found;
}

bool
read_whole(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "r");
	char chunk[65536];
	size_t n;
	bool ok;

	if (f == NULL)
		return false;
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(out, chunk, n);
	ok = !ferror(f);
	fclose(f);
	return ok;
}
