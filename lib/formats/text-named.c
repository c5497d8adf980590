/*
 * Notes whose labels are names or letters: "[^cold]: text" called by "[^cold]",
 * "[Footnote A: text]" or "[A] text" called by "[A]".  Their callouts say
 * outright which note they mean.  Numbers, which may be wrong or begin anew, are
 * left to the apparatus, but for "[^1]: text" among names.
 *
 *  1. A label means the next note of that label after it, since letters begin
 *     anew in every chapter; a name may also mean one before it.
 *  2. A note that nothing calls is none, unless its form leaves no doubt
 *     ("[^cold]: ").
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/text.h"

enum { NAME = 40 }; /* bytes of a label at most */

/* A label between '[' and what closes it, "^" taken off; null if there is
 * none.  Where the closing sign stands in *end. */
static struct str
label_in(struct str t, bool *caret, size_t *end)
{
	size_t from = 1, i;

	*caret = t.n > 1 && t.p[1] == '^';
	from += *caret;
	for (i = from; i < t.n && i < from + NAME; i++)
		if (t.p[i] == ']' || t.p[i] == '[' || t.p[i] == ' ' ||
		    t.p[i] == ':' || t.p[i] == '\n')
			break;
	*end = i;
	if (i == from || i >= t.n)
		return (struct str){NULL, 0};
	return str_slice(t, from, i);
}

static bool
is_number(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

/* One letter, maybe doubled: A, b, BB. */
static bool
is_letter(struct str s)
{
	return s.n > 0 && s.n <= 2 && (s.p[0] | 0x20) >= 'a' &&
	       (s.p[0] | 0x20) <= 'z' && (s.n == 1 || s.p[1] == s.p[0]);
}

/* Does a note with such a label begin the paragraph?  Its label, and the bytes
 * before its words. */
static bool
note_begins(const struct source *s, uint32_t i, struct named *out)
{
	struct str t = para_text(s, i), rest;
	bool caret;
	size_t end, word = 0;

	*out = (struct named){.first = i, .last = i};
	if (str_starts(t, "[Footnote "))
		word = strlen("[Footnote ") - 1;
	rest = str_slice(t, word, t.n);
	out->label = label_in(rest, &caret, &end);
	if (out->label.p == NULL || (is_number(out->label) && !caret))
		return false;
	out->caret = caret;
	if (word > 0) {
		if (rest.p[end] != ':' || !is_letter(out->label))
			return false;
	} else if (rest.p[end] != ']' || (!caret && !is_letter(out->label))) {
		return false;
	} else if (caret) {
		if (end + 1 >= rest.n || rest.p[++end] != ':')
			return false;
	}
	for (end += word + 1; end < t.n && t.p[end] == ' ';)
		end++;
	out->skip = (uint8_t)end;
	out->bracket = word > 0;
	return end < t.n && end < 255;
}

/* The last paragraph of a note: up to its closing bracket, or as far as
 * paragraphs are set in under "[^name]: ". */
static bool
note_extent(const struct source *s, struct named *n)
{
	uint32_t i = n->first;

	if (n->bracket) {
		n->last = brackets_closed(s, i);
		return n->last != NOWHERE;
	}
	while (n->caret && i + 1 < s->end &&
	       s->lines[s->paras[i + 1].line].gap > 0 &&
	       s->lines[s->paras[i + 1].line].indent >=
		   s->lines[s->paras[n->first].line].indent + 2 &&
	       s->paras[i + 1].kind == BLOCK_PARAGRAPH)
		n->last = ++i;
	return true;
}

static void
notes_collect(struct source *s)
{
	struct named n;

	for (uint32_t i = s->begin; i < s->end; i++) {
		const struct para *p = &s->paras[i];

		if (p->kind != BLOCK_PARAGRAPH || s->bytes.n == 0 ||
		    *para_text(s, i).p != '[' || !note_begins(s, i, &n) ||
		    !note_extent(s, &n))
			continue;
		ARRAY_PUSH(s->named, s->n_named, s->cap_named, n);
		i = n.last;
	}
}

/* ---- callouts ---- */

struct by_label {
	struct str label;
	uint32_t first; /* its paragraph */
	uint32_t id;
};

static int
by_label(const void *a, const void *b)
{
	const struct by_label *x = a, *y = b;
	int c = str_cmp(x->label, y->label);

	return c != 0 ? c : (x->first > y->first) - (x->first < y->first);
}

/* The first note of a label that begins at paragraph i or after, or NOWHERE. */
static uint32_t
note_from(const struct by_label *v, size_t n, struct str label, uint32_t i)
{
	struct by_label key = {label, i, 0};
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (by_label(&v[mid], &key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && str_eq(v[low].label, label) ? v[low].id : NOWHERE;
}

/* The callouts of one paragraph; `from` is where a note's own words begin. */
static void
callouts_in(struct source *s, const struct by_label *v, size_t n, uint32_t i,
    size_t from)
{
	struct str t = para_text(s, i);
	const char *p = t.p + from, *end = t.p + t.n;

	while (p < end && (p = memchr(p, '[', (size_t)(end - p))) != NULL) {
		bool caret;
		size_t stop;
		struct str label =
		    label_in((struct str){p, (size_t)(end - p)}, &caret, &stop);
		uint32_t note = NOWHERE;

		if (label.p != NULL && p[stop] == ']')
			note = note_from(v, n, label, i + 1);
		if (label.p != NULL && p[stop] == ']' && note == NOWHERE &&
		    caret)
			note = note_from(v, n, label, 0);
		if (note != NOWHERE && s->named[note].caret == caret &&
		    !(p + stop + 1 < end && p[stop + 1] == '(')) {
			ARRAY_PUSH(s->callouts, s->n_callouts, s->cap_callouts,
			    (struct callout){(uint32_t)(p - s->bytes.p),
				(uint32_t)(p + stop + 1 - s->bytes.p), note});
			s->named[note].called = true;
			p += stop;
		}
		p++;
	}
}

static void
callouts_collect(struct source *s)
{
	struct by_label *v = xmalloc((s->n_named + 1) * sizeof(*v));
	size_t next = 0;

	for (uint32_t i = 0; i < s->n_named; i++)
		v[i] =
		    (struct by_label){s->named[i].label, s->named[i].first, i};
	qsort(v, s->n_named, sizeof(*v), by_label);
	for (uint32_t i = s->begin; i < s->end; i++) {
		bool own = next < s->n_named && s->named[next].first == i;

		callouts_in(s, v, s->n_named, i, own ? s->named[next].skip : 0);
		next += own;
	}
	free(v);
}

/* Notes that nothing calls go, unless they can be nothing else; the callouts
 * learn their new numbers. */
static void
notes_keep(struct source *s)
{
	uint32_t *now = xmalloc((s->n_named + 1) * sizeof(*now)), kept = 0;

	for (uint32_t i = 0; i < s->n_named; i++) {
		struct named n = s->named[i];

		now[i] = kept;
		if (!n.called && !n.caret)
			continue;
		for (uint32_t k = n.first; k <= n.last; k++)
			s->paras[k].kind = BLOCK_NOTE;
		s->paras[n.first].skip = n.skip;
		if (n.bracket) {
			const struct para *p = &s->paras[n.last];

			s->lines[p->line + p->lines - 1].soft = 1;
		}
		s->named[kept++] = n;
	}
	for (size_t i = 0; i < s->n_callouts; i++)
		s->callouts[i].note = now[s->callouts[i].note];
	s->n_named = kept;
	free(now);
}

/* Without a name among them numbers are the apparatus' to judge. */
static void
numbers_leave(struct source *s)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->n_named; i++)
		if (s->named[i].caret && !is_number(s->named[i].label))
			return;
	for (size_t i = 0; i < s->n_named; i++)
		if (!is_number(s->named[i].label))
			s->named[kept++] = s->named[i];
	s->n_named = kept;
}

void
named_find(struct source *s)
{
	notes_collect(s);
	numbers_leave(s);
	if (s->n_named == 0)
		return;
	callouts_collect(s);
	notes_keep(s);
}

/* ---- feeding ---- */

/* A key of its own for every note: letters come again. */
static struct str
key_of(struct builder *b, uint32_t note)
{
	struct buf key = BUF_INIT;
	struct str kept;

	buf_printf(&key, "named:%u", note);
	kept = arena_str(builder_arena(b), buf_lend(&key));
	buf_free(&key);
	return kept;
}

static uint32_t
named_at(const struct source *s, uint32_t para)
{
	size_t low = 0, high = s->n_named;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->named[mid].last < para)
			low = mid + 1;
		else
			high = mid;
	}
	return (uint32_t)low;
}

void
named_begin(const struct source *s, struct builder *b, uint32_t para)
{
	uint32_t i = named_at(s, para);

	if (i < s->n_named && s->named[i].first == para)
		builder_note(b, key_of(b, i), s->named[i].label);
}

void
named_end(const struct source *s, struct builder *b, uint32_t para)
{
	uint32_t i = named_at(s, para);

	if (i < s->n_named && s->named[i].last == para)
		builder_note_end(b);
}

size_t
callout_from(const struct source *s, uint32_t at)
{
	size_t low = 0, high = s->n_callouts;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->callouts[mid].from < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

void
callout_end(const struct source *s, struct builder *b, size_t i, uint32_t place)
{
	builder_reference(b, place, key_of(b, s->callouts[i].note));
}
