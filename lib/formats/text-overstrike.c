/*
 * Bold and underlined text as printers and terminals had it: a letter struck
 * over itself (X\bX) is bold, over an underscore (_\bX) underlined; so man
 * pages are kept.  "\033[1m" and its kin say the same.  What is left is plain
 * text, with the stretches that have a style.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/formats/text.h"

enum { POINTS = 1024 }; /* bytes between two points that lead back */

struct striker {
	const struct decoded *d; /* as it was */
	struct decoded made;
	struct source *s;
	unsigned style; /* that an escape sequence switched on */
};

/* From here on what is made came from byte i. */
static void
point_add(struct striker *k, size_t i)
{
	unsigned unit = k->d->unit;

	if (k->made.n_points > 0 &&
	    k->made.points[k->made.n_points - 1].text == k->made.own.n)
		k->made.n_points--;
	ARRAY_PUSH(k->made.points, k->made.n_points, k->made.cap_points,
	    (struct decoded_point){(uint32_t)k->made.own.n,
		decoded_source(k->d, (uint32_t)i), (uint8_t)unit});
}

/* What was made since `from` has this style. */
static void
stretch_add(struct striker *k, size_t from, unsigned style)
{
	struct source *s = k->s;
	uint32_t to = (uint32_t)k->made.own.n;
	struct stretch *last;

	if (style == 0 || from == to)
		return;
	last = s->n_stretches > 0 ? &s->stretches[s->n_stretches - 1] : NULL;
	if (last != NULL && last->to == from && last->style == style) {
		last->to = to;
		return;
	}
	ARRAY_PUSH(s->stretches, s->n_stretches, s->cap_stretches,
	    (struct stretch){(uint32_t)from, to, style});
}

/* Characters struck over each other at t's start: appends what they make, gives
 * their bytes; 0 if nothing is struck here. */
static size_t
strike(struct striker *k, struct str t, unsigned *style)
{
	size_t n, at, best = 0, best_n = 0;
	uint32_t cp = cp_decode(t.p, t.p + t.n, &n), shown = cp;

	*style = 0;
	if (n >= t.n || t.p[n] != '\b' || cp < ' ')
		return 0;
	best_n = n;
	for (at = n; at + 1 < t.n && t.p[at] == '\b'; at += n) {
		at++;
		cp = cp_decode(t.p + at, t.p + t.n, &n);
		if (cp < ' ') {
			at--;
			break;
		}
		if (cp == shown)
			*style |= STYLE_STRONG;
		else if (cp == '_' || shown == '_')
			*style |= STYLE_UNDERLINE;
		if (cp != '_' || shown == '_') {
			shown = cp;
			best = at;
			best_n = n;
		}
	}
	buf_add(&k->made.own, t.p + best, best_n);
	return at;
}

/* "\033[1;4m" at t's start: sets the style, gives its bytes; 0 if it is
 * none. */
static size_t
graphics(struct striker *k, struct str t)
{
	unsigned style = k->style, n = 0;
	size_t i = 2;

	if (!str_starts(t, "\033["))
		return 0;
	for (; i < t.n && i < 32; i++) {
		char c = t.p[i];

		if (c >= '0' && c <= '9') {
			n = n * 10 + (unsigned)(c - '0');
			continue;
		}
		if (n == 0)
			style = 0;
		style |= n == 1 ? STYLE_STRONG : 0;
		style |= n == 3 ? STYLE_EMPHASIS : 0;
		style |= n == 4 ? STYLE_UNDERLINE : 0;
		style &= n == 22 ? ~(unsigned)STYLE_STRONG : ~0u;
		style &= n == 23 ? ~(unsigned)STYLE_EMPHASIS : ~0u;
		style &= n == 24 ? ~(unsigned)STYLE_UNDERLINE : ~0u;
		n = 0;
		if (c != ';')
			break;
	}
	if (i >= t.n || t.p[i] != 'm')
		return 0;
	k->style = style;
	return i + 1;
}

static void
resolve(struct striker *k, struct str t)
{
	size_t n, from, next = 0;
	unsigned style;

	buf_reserve(&k->made.own, t.n);
	for (size_t i = 0; i < t.n; i += n) {
		if (i >= next) {
			point_add(k, i);
			next = i + POINTS;
		}
		from = k->made.own.n;
		n = t.p[i] == '\033' ? graphics(k, str_slice(t, i, t.n))
				     : t.p[i] == '\b';
		if (n == 0) {
			n = strike(k, str_slice(t, i, t.n), &style);
			if (n == 0) {
				cp_decode(t.p + i, t.p + t.n, &n);
				buf_add(&k->made.own, t.p + i, n);
				stretch_add(k, from, k->style);
				continue;
			}
			stretch_add(k, from, k->style | style);
		}
		point_add(k, i + n);
	}
}

void
overstrike_resolve(struct decoded *d, struct source *s)
{
	struct striker k = {.d = d, .s = s, .made = *d};

	if (memchr(d->text.p, '\b', d->text.n) == NULL &&
	    str_find(d->text, STR("\033[")) == SIZE_MAX)
		return;
	buf_init(&k.made.own);
	k.made.points = NULL;
	k.made.n_points = k.made.cap_points = 0;
	resolve(&k, d->text);
	buf_free(&d->own);
	free(d->points);
	*d = k.made;
	d->text = buf_lend(&d->own);
}

/* The text's next place, after `at`, from where text and source run in step
 * anew. */
static uint32_t
next_point(const struct decoded *d, uint32_t at)
{
	size_t low = 0, high = d->n_points;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (d->points[mid].text <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < d->n_points ? d->points[low].text : UINT32_MAX;
}

unsigned
style_struck(const struct source *s, uint32_t at, uint32_t *to)
{
	size_t low = 0, high = s->n_stretches;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->stretches[mid].to <= at)
			low = mid + 1;
		else
			high = mid;
	}
	*to = UINT32_MAX;
	if (s->n_stretches == 0)
		return 0;
	*to = next_point(s->decoded, at);
	if (low == s->n_stretches)
		return 0;
	if (s->stretches[low].from > at) {
		*to =
		    s->stretches[low].from < *to ? s->stretches[low].from : *to;
		return 0;
	}
	*to = s->stretches[low].to < *to ? s->stretches[low].to : *to;
	return s->stretches[low].style;
}
