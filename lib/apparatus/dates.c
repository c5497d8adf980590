/*
 * Dated events: "Event: when" or "when: event", in groups with headings.
 *
 *  1. The date stands behind the last colon, or before the first colon or
 *     dash, or at the end in round brackets or behind a comma; it is told by its
 *     words (numbers, months).
 *  2. A short block without a date that stands alone is the heading of the
 *     group that follows.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/work.h"

enum { EVENT_BYTES = 400, GROUP_BYTES = 120 };

struct event {
	struct str when, what;
	size_t body;
};

/* "Event: when": the last colon with a date behind it. */
static bool
date_behind(struct str s, struct event *out)
{
	for (size_t at = s.n; at-- > 1;) {
		if (s.p[at] != ':')
			continue;
		out->when = str_trim(str_slice(s, at + 1, s.n));
		while (out->when.n > 0 && out->when.p[out->when.n - 1] == '.')
			out->when.n--;
		out->what = str_trim(str_slice(s, 0, at));
		out->body = at + 1;
		return text_is_date(out->when);
	}
	return false;
}

/* "Event (when)", "Event, when": the date ends the block, and has a year. */
static bool
date_at_end(struct str s, struct event *out)
{
	size_t n = s.n, at, years = 0, digits = 0;

	if (n > 0 && s.p[n - 1] == '.')
		n--;
	for (at = n; at > 0 && n - at < 60; at--) {
		char c = s.p[at - 1];

		digits = c >= '0' && c <= '9' ? digits + 1 : 0;
		years += digits == 4;
		if (c == '(' && s.p[n - 1] == ')') {
			out->when = str_slice(s, at, n - 1);
			break;
		}
		if (c == ',' && years > 0 && text_is_date(str_slice(s, at, n)))
			out->when = str_trim(str_slice(s, at, n));
		else if (c == ',')
			break;
	}
	if (out->when.n == 0 || years == 0 || !text_is_date(out->when))
		return false;
	at = (size_t)(out->when.p - s.p);
	while (at > 0 && strchr(" ,(", s.p[at - 1]) != NULL)
		at--;
	out->what = str_slice(s, 0, at);
	out->body = at;
	return out->what.n > 0;
}

/* "г" and "гг" are words cut short. */
static bool
ends_in_year_word(struct str s)
{
	return str_ends(s, " г") || str_ends(s, " гг") || str_ends(s, " в");
}

/* The event behind its date, without the signs between. */
static struct str
what_behind(struct str s, size_t at)
{
	size_t n;

	while (at < s.n) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);

		if (!cp_is_space(cp) && !cp_is_dash(cp) && cp != ':' &&
		    cp != '.' && cp != ',' && cp != '|')
			break;
		at += n;
	}
	return str_trim(str_slice(s, at, s.n));
}

/* "when: event", "when — event", "when. Event": the date stands first. */
static bool
date_before(struct str s, struct event *out)
{
	size_t n;

	for (size_t at = 1; at < s.n && at < 60; at += n) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);
		bool spaced =
		    s.p[at - 1] == ' ' && at + n < s.n && s.p[at + n] == ' ';

		if (!(cp == ':' || cp == '\t' || cp == '|' ||
			(cp == '.' && at + 1 < s.n && s.p[at + 1] == ' ') ||
			(cp_is_dash(cp) && spaced)))
			continue;
		/* "3 марта 1907 г.": the point is the word's */
		out->when = str_trim(str_slice(s, 0, at));
		if (cp == '.' && ends_in_year_word(out->when))
			out->when.n++;
		out->what = what_behind(s, at + n);
		out->body = (size_t)(out->what.p - s.p);
		if (text_is_date(out->when) && out->what.n > 0 &&
		    !text_is_date(out->what))
			return true;
	}
	return false;
}

/* A capital, and no month. */
static bool
begins_sentence(struct str word)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	size_t n;

	if (!cp_is_upper(cp_decode(word.p, word.p + word.n, &n)))
		return false;
	for (const char *m = months; *m != '\0' && word.n >= 3; m += 3)
		if (memcmp(word.p, m, 3) == 0)
			return false;
	return true;
}

/* "8 March 1917 The event": nothing but a blank behind the date, which has a
 * year. */
static bool
date_bare(struct str s, struct event *out)
{
	size_t from, to = 0, end = 0, n;
	bool year = false;

	while (word_next(s, to, &from, &to) && to < 60) {
		if (!text_is_date(str_slice(s, 0, to)))
			continue;
		if (year && begins_sentence(str_slice(s, from, to)))
			break;
		end = to;
		year |= to - from == 4 && s.p[from] >= '0' && s.p[from] <= '9';
	}
	if (!year || end + 1 >= s.n || s.p[end] != ' ' ||
	    !cp_is_upper(cp_decode(s.p + end + 1, s.p + s.n, &n)))
		return false;
	out->when = str_slice(s, 0, end);
	out->what = str_slice(s, end + 1, s.n);
	out->body = end + 1;
	return true;
}

static bool
event_read(struct str s, struct event *out)
{
	if (s.n <= EVENT_BYTES && date_behind(s, out))
		return true;
	if (date_before(s, out) || date_bare(s, out))
		return true;
	*out = (struct event){.body = 0};
	return s.n <= EVENT_BYTES && date_at_end(s, out);
}

/* Is it one sentence with its point, which a name has not? */
static bool
one_sentence(struct str s)
{
	size_t from, to;

	return s.n > 2 && s.p[s.n - 1] == '.' && s.p[s.n - 2] != '.' &&
	       s.p[s.n - 3] != '.' && s.p[s.n - 3] != ' ' &&
	       sentence_at(s, 0, &from, &to) && to + 1 >= s.n;
}

/* The event's name: its first sentence, if the rest goes on telling. */
static struct str
event_name(struct str what)
{
	size_t from, to;

	if (what.n > 160 && sentence_at(what, 0, &from, &to) && to <= 300)
		what = str_trim(str_slice(what, 0, to));
	else if (what.n > 300)
		return STR("");
	return one_sentence(what) ? str_slice(what, 0, what.n - 1) : what;
}

void
dates_find(struct work *w, uint32_t section, uint32_t i, uint32_t end)
{
	uint32_t next, in = section;
	struct str group = {NULL, 0};

	for (i = entry_block(w, i, end); i < end; i = next) {
		struct str s = str_trim(block_text(w, i)), name;
		struct entry e = {.kind = ENTRY_DATE};
		struct strings heads = {NULL, 0, 0};
		struct event event;

		if (w->blocks[i].section != in) {
			in = w->blocks[i].section;
			group = w->sections[in].title;
		}
		next = entry_block(w, i + 1, end);
		if (!event_read(s, &event)) {
			if (s.n <= GROUP_BYTES && !text_ends_sentence(s)) {
				group = s;
				w->blocks[i].kind = BLOCK_HEADING;
				w->blocks[i].level =
				    (uint8_t)(w->sections[in].level + 1);
			}
			continue;
		}
		name = event_name(event.what);
		strings_add(&heads, name);
		e.heads = strings_keep(w, &heads);
		e.when = arena_str(w->b->arena, event.when);
		e.group = arena_str(w->b->arena, group);
		e.body = w->blocks[i].from + (uint32_t)event.body;
		if (e.heads.n > 0)
			entry_add(w, e, i, i + 1);
	}
}
