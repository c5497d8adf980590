/*
 * Dated events: "Event: when" or "when: event", in groups with headings.
 *
 *  1. The date stands behind the last colon, or before the first colon or
 *     dash; it is told by its words (numbers, months).
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

/* "when: event", "when — event", "when. Event": the date stands first. */
static bool
date_before(struct str s, struct event *out)
{
	size_t n;

	for (size_t at = 1; at < s.n && at < 60; at += n) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);
		bool spaced =
		    s.p[at - 1] == ' ' && at + n < s.n && s.p[at + n] == ' ';

		if (!(cp == ':' ||
			(cp == '.' && at + 1 < s.n && s.p[at + 1] == ' ') ||
			(cp_is_dash(cp) && spaced)))
			continue;
		out->when = str_trim(str_slice(s, 0, at));
		out->what = str_trim(str_slice(s, at + n, s.n));
		out->body = at + n;
		if (text_is_date(out->when) && out->what.n > 0 &&
		    !text_is_date(out->what))
			return true;
	}
	return false;
}

static bool
event_read(struct str s, struct event *out)
{
	if (s.n > EVENT_BYTES)
		return date_before(s, out);
	return date_behind(s, out) || date_before(s, out);
}

/* The event's name: its first sentence, if the rest goes on telling. */
static struct str
event_name(struct str what)
{
	size_t from, to;

	if (what.n <= 160 || !sentence_at(what, 0, &from, &to) || to > 300)
		return str_slice(what, 0, what.n <= 300 ? what.n : 0);
	return str_trim(str_slice(what, 0, to));
}

void
dates_find(struct work *w, uint32_t section, uint32_t i, uint32_t end)
{
	uint32_t next;
	struct str group = {NULL, 0};

	for (i = entry_block(w, i, end); i < end; i = next) {
		struct str s = str_trim(block_text(w, i)), name;
		struct entry e = {.kind = ENTRY_DATE};
		struct strings heads = {NULL, 0, 0};
		struct event event;

		next = entry_block(w, i + 1, end);
		if (!event_read(s, &event)) {
			if (s.n <= GROUP_BYTES && !text_ends_sentence(s)) {
				group = s;
				w->blocks[i].kind = BLOCK_HEADING;
				w->blocks[i].level =
				    (uint8_t)(w->sections[section].level + 1);
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
