/*
 * Pages that only their numbers part: "12", "- 12 -", "12   THE OLD MILL" on
 * lines of their own, growing from page to page and often in the middle of a
 * sentence, as scans leave them.  Every such line is taken for the head of a page
 * behind a form feed, which text-heads.c then takes out.
 *
 * The numbers of chapters stand alone as well, but never cut a sentence.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/text.h"

enum {
	WIDEST = 90, /* bytes of a running head */
	FEWEST = 6, /* pages */
	STARTS = 16, /* candidates from which a run is tried */
	MISSING = 3 /* pages whose number is lost */
};

/* A line that may be the head of a page. */
struct number {
	uint32_t line, value;
	bool cuts; /* a sentence goes on over it */
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static uint32_t
value_of(struct str s)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s.n && i < 6; i++)
		n = n * 10 + (uint32_t)(s.p[i] - '0');
	return n;
}

/* Signs around a page's number: "- 12 -", "[12]", "Page 12". */
static struct str
without_signs(struct str t)
{
	static const char *const words[] = {
	    "Page ", "page ", "p. ", "Стр. ", "стр. ", "[Page ", "[Pg "};

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_starts(t, words[i]))
			t = str_slice(t, strlen(words[i]), t.n);
	while (t.n > 0 && memchr("-[]( )~", t.p[0], 7) != NULL)
		t = str_slice(t, 1, t.n);
	while (t.n > 0 && memchr("-[]( )~", t.p[t.n - 1], 7) != NULL)
		t.n--;
	return t;
}

/* The number of a page in a line: alone, or with blanks between it and the
 * running head; 0 if there is none. */
static uint32_t
folio_in(struct str t)
{
	size_t n = 0, m = 0;

	if (t.n > WIDEST)
		return 0;
	t = without_signs(t);
	while (n < t.n && is_digit(t.p[n]))
		n++;
	if (n == t.n)
		return n <= 4 ? value_of(t) : 0;
	if (n > 0 && n <= 4 && n + 2 < t.n && t.p[n] == ' ' &&
	    t.p[n + 1] == ' ')
		return value_of(str_slice(t, 0, n));
	while (m < t.n && is_digit(t.p[t.n - 1 - m]))
		m++;
	if (m > 0 && m <= 4 && m + 2 < t.n && t.p[t.n - 1 - m] == ' ' &&
	    t.p[t.n - 2 - m] == ' ')
		return value_of(str_slice(t, t.n - m, t.n));
	return 0;
}

/* Does a sentence go on over the line? */
static bool
cuts_sentence(const struct source *s, uint32_t line)
{
	unsigned end = text_end(line_text(s, line - 1));

	return (end & (END_WORD | END_COMMA | END_HYPHEN)) != 0 &&
	       (end & (END_STOP | END_COLON)) == 0 &&
	       (text_start(line_text(s, line + 1)) & START_LOWER) != 0;
}

static struct number *
folios_collect(const struct source *s, size_t *n)
{
	struct number *v = NULL;
	size_t cap = 0;

	*n = 0;
	for (uint32_t i = 1; i + 1 < s->n_lines; i++) {
		uint32_t value;

		if (s->lines[i].gap == 0 || s->lines[i + 1].gap == 0)
			continue;
		value = folio_in(line_text(s, i));
		if (value > 0)
			ARRAY_PUSH(v, *n, cap,
			    (struct number){i, value, cuts_sentence(s, i)});
	}
	return v;
}

/* The run of growing numbers from the i-th candidate: how many, and how many
 * cut a sentence. */
static size_t
run_length(const struct number *v, size_t n, size_t i, size_t *cuts)
{
	size_t length = 0;
	uint32_t last = 0;

	*cuts = 0;
	for (; i < n; i++) {
		if (length > 0 &&
		    (v[i].value <= last || v[i].value > last + 1 + MISSING))
			continue;
		last = v[i].value;
		length++;
		*cuts += v[i].cuts;
	}
	return length;
}

void
folios_find(struct source *s)
{
	size_t n, best = 0, from = 0, cuts, most = 0;
	struct number *v;
	uint32_t last = 0;

	if (s->feeds)
		return;
	v = folios_collect(s, &n);
	for (size_t i = 0; i < n && i < STARTS; i++) {
		size_t length = run_length(v, n, i, &cuts);

		if (length > best) {
			best = length;
			from = i;
			most = cuts;
		}
	}
	if (best >= FEWEST && most * 4 >= best)
		for (size_t i = from; i < n; i++) {
			if (i > from && (v[i].value <= last ||
					    v[i].value > last + 1 + MISSING))
				continue;
			last = v[i].value;
			s->lines[v[i].line].page = true;
		}
	free(v);
}
