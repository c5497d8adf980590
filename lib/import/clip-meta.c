/*
 * "- Your Highlight on page 12 | Location 170-172 | Added on Monday, ...": parts
 * between bars, of which the last is the time.  Words only tell the kind, and a
 * page from a location.
 */
#include <string.h>

#include <izba/text.h>

#include "lib/import/clippings.h"

/* Parts of words, in small letters, that name a kind.  A note's come last:
 * "notre" and the like hold them. */
static const struct {
	const char *part;
	enum clip_kind kind;
} kinds[] = {
    {"bookmark", CLIP_BOOKMARK},
    {"закладк", CLIP_BOOKMARK},
    {"lesezeichen", CLIP_BOOKMARK},
    {"signet", CLIP_BOOKMARK},
    {"marcador", CLIP_BOOKMARK},
    {"segnalibro", CLIP_BOOKMARK},
    {"bladwijzer", CLIP_BOOKMARK},
    {"ブックマーク", CLIP_BOOKMARK},
    {"书签", CLIP_BOOKMARK},
    {"highlight", CLIP_HIGHLIGHT},
    {"underline", CLIP_HIGHLIGHT},
    {"clip this article", CLIP_HIGHLIGHT},
    {"выделен", CLIP_HIGHLIGHT},
    {"отрывок", CLIP_HIGHLIGHT},
    {"markierung", CLIP_HIGHLIGHT},
    {"surlign", CLIP_HIGHLIGHT},
    {"subrayado", CLIP_HIGHLIGHT},
    {"resaltado", CLIP_HIGHLIGHT},
    {"evidenziazione", CLIP_HIGHLIGHT},
    {"destaque", CLIP_HIGHLIGHT},
    {"markering", CLIP_HIGHLIGHT},
    {"ハイライト", CLIP_HIGHLIGHT},
    {"标注", CLIP_HIGHLIGHT},
    {"заметк", CLIP_NOTE},
    {"note", CLIP_NOTE},
    {"notiz", CLIP_NOTE},
    {"nota", CLIP_NOTE},
    {"notitie", CLIP_NOTE},
    {"メモ", CLIP_NOTE},
    {"笔记", CLIP_NOTE},
};

static const char *const page_words[] = {
    "page", "стр", "seite", "págin", "pagin", "ページ", "页"};
static const char *const location_words[] = {"loc", "мест", "position",
    "posici", "posiz", "posiç", "emplacement", "位置"};

/* Where the first of the words begins, or SIZE_MAX. */
static size_t
first_of(struct str s, const char *const *words, size_t n)
{
	size_t best = SIZE_MAX, at;

	for (size_t i = 0; i < n; i++) {
		at = str_find(s, str_of(words[i]));
		best = at < best ? at : best;
	}
	return best;
}

/* ---- numbers ---- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int64_t
number_at(struct str s, size_t *i)
{
	int64_t n = 0;

	for (; *i < s.n && is_digit(s.p[*i]); ++*i)
		n = n > INT32_MAX ? n : n * 10 + (s.p[*i] - '0');
	return n;
}

/* What stands between the two numbers of a range: "-", a dash, "t/m". */
static size_t
range_sign(struct str s)
{
	static const char *const signs[] = {
	    "-", "\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x80\x91", "t/m"};
	size_t blanks = 0;

	while (blanks < s.n && s.p[blanks] == ' ')
		blanks++;
	for (size_t i = 0; i < LENGTH(signs); i++) {
		size_t n = blanks + strlen(signs[i]);

		if (!str_starts(str_slice(s, blanks, s.n), signs[i]))
			continue;
		while (n < s.n && s.p[n] == ' ')
			n++;
		return n < s.n && is_digit(s.p[n]) ? n : 0;
	}
	return 0;
}

/* Old devices write "1406-7" for 1406-1407. */
static int64_t
whole_end(int64_t from, int64_t to)
{
	int64_t unit = 10;

	while (unit <= to)
		unit *= 10;
	return to < from ? from - from % unit + to : to;
}

/* The first number at or after `at`, or the range that it begins. */
static void
read_range(struct str s, size_t at, struct clip_meta *m)
{
	size_t sign;

	while (at < s.n && !is_digit(s.p[at]))
		at++;
	if (at >= s.n)
		return;
	m->from = m->to = number_at(s, &at);
	sign = range_sign(str_slice(s, at, s.n));
	if (sign > 0) {
		at += sign;
		m->to = whole_end(m->from, number_at(s, &at));
	}
}

/* The word behind "page", or the number before it ("211ページ"). */
static struct str
read_page(struct str s, size_t at)
{
	size_t from = at, to;

	while (from > 0 && is_digit(s.p[from - 1]))
		from--;
	if (from < at)
		return str_slice(s, from, at);
	/* "第 7 页" */
	to = at > 0 && s.p[at - 1] == ' ' ? at - 1 : 0;
	for (from = to; from > 0 && is_digit(s.p[from - 1]);)
		from--;
	if (from < to)
		return str_slice(s, from, to);
	while (at < s.n && s.p[at] != ' ')
		at++;
	from = at < s.n ? at + 1 : at;
	for (to = from; to < s.n && s.p[to] != ' ' && s.p[to] != '|';)
		to++;
	return from < to ? str_slice(s, from, to) : (struct str){NULL, 0};
}

/* ---- parts ---- */

static void
read_kind(struct str small, struct clip_meta *m)
{
	for (size_t i = 0; i < LENGTH(kinds) && !m->known; i++)
		if (str_find(small, str_of(kinds[i].part)) != SIZE_MAX) {
			m->kind = kinds[i].kind;
			m->known = true;
		}
}

/* Everything but the time. */
static void
read_label(struct str small, struct clip_meta *m)
{
	size_t page = first_of(small, page_words, LENGTH(page_words));
	size_t place = first_of(small, location_words, LENGTH(location_words));

	read_kind(small, m);
	if (page != SIZE_MAX)
		m->page = read_page(small, page);
	if (place != SIZE_MAX)
		read_range(small, place, m);
	else if (page == SIZE_MAX)
		read_range(small, 0, m);
}

/* Where the time begins: behind the last bar. */
static size_t
last_bar(struct str s)
{
	static const char wide[] = "\xef\xbd\x9c";
	size_t n = s.n;

	while (
	    n > 0 && s.p[n - 1] != '|' && !str_ends(str_slice(s, 0, n), wide))
		n--;
	return n;
}

bool
clip_meta(struct str line, struct clip_meta *out)
{
	static const char *const dashes[] = {"-", "\xe2\x80\x93"};
	size_t bar;

	*out = (struct clip_meta){.kind = CLIP_NOTE, .from = -1, .to = -1};
	line = str_trim(line);
	for (size_t i = 0; i < LENGTH(dashes); i++)
		if (str_starts(line, dashes[i])) {
			line = str_trim(
			    str_slice(line, strlen(dashes[i]), line.n));
			break;
		}
	bar = last_bar(line);
	if (!when_words(str_slice(line, bar, line.n), &out->time))
		out->time = 0;
	read_label(str_slice(line, 0, bar > 0 ? bar - 1 : line.n), out);
	return out->known || out->time != 0 || out->from >= 0;
}

struct str
clip_text(struct str text)
{
	static const char *const limits[] = {
	    "<You have reached the clipping limit", "<Вы достигли"};

	text = str_trim(text);
	for (size_t i = 0; i < LENGTH(limits) && str_ends(text, ">"); i++) {
		size_t at = str_find(text, str_of(limits[i]));

		if (at != SIZE_MAX)
			text = str_trim(str_slice(text, 0, at));
	}
	return text;
}
