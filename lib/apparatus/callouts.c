/*
 * Callouts to be: everything in the text that looks like a mark that leads to
 * a note.  Which of them are callouts is decided in pair.c, by the notes.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/scan.h>

#include "lib/apparatus/work.h"

static void
mark_add(struct work *w, uint32_t from, uint32_t to, label_key key,
    enum label_form form)
{
	ARRAY_PUSH(w->marks, w->n_marks, w->cap_marks,
	    (struct mark){.from = from,
		.to = to,
		.block = NOWHERE,
		.key = key,
		.item = NOWHERE,
		.form = (uint8_t)form});
}

/* ---- raised digits ---- */

/* After a digit, or after a unit of one or two letters, a raised digit may be
 * an exponent. */
static bool
after_unit(struct str before)
{
	size_t n, letters = 0;

	while (before.n > 0) {
		uint32_t cp = cp_before(before.p, before.p + before.n, &n);

		if (cp >= '0' && cp <= '9' && letters == 0)
			return true;
		if (!cp_is_letter(cp))
			return letters > 0 && letters <= 2;
		before.n -= n;
		if (++letters > 2)
			return false;
	}
	return false;
}

/* Superscript characters at a place; returns where they end. */
static uint32_t
raised_at(struct work *w, uint32_t at, uint32_t block_from)
{
	struct str rest = book_text(w->b, at, (uint32_t)w->b->text.n);
	label_key key;
	bool raised;
	size_t n = label_scan(str_slice(rest, 0, 40), &key, &raised);

	if (n == 0 || !raised)
		return at + 1;
	mark_add(w, at, at + (uint32_t)n, key,
	    after_unit(book_text(w->b, block_from, at)) ? FORM_DOUBT
							: FORM_RAISED);
	return at + (uint32_t)n;
}

/* ---- brackets and signs ---- */

/* "[12]", "{12}", "(12)", "[^12]" at a place; returns where it ends. */
static uint32_t
bracket_at(struct work *w, uint32_t at, uint32_t block_from)
{
	struct str s =
	    str_slice(book_text(w->b, at, (uint32_t)w->b->text.n), 0, 16);
	bool named = s.n > 2 && s.p[0] == '[' && s.p[1] == '^', raised;
	size_t from = named ? 2 : 1, n;
	label_key key;

	n = label_scan(str_slice(s, from, s.n), &key, &raised);
	if (n == 0 || raised || from + n >= s.n ||
	    s.p[from + n] != bracket_closing(s.p[0]))
		return at + 1;
	/* "(1) first": a list in the text, not a mark behind a word */
	if (s.p[0] == '(' && at > block_from && w->b->text.p[at - 1] == ' ')
		return at + 1;
	n += from + 1;
	mark_add(w, at, at + (uint32_t)n, key,
	    named           ? FORM_NAMED
	    : s.p[0] == '(' ? FORM_ROUND
			    : FORM_BRACKET);
	return at + (uint32_t)n;
}

/* What a sign stands behind: a letter, a point, a quotation mark; no blank,
 * and no other sign, as in a line of code. */
static bool
may_stand_before(char c)
{
	unsigned char u = (unsigned char)c;

	return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') ||
	       (u >= '0' && u <= '9') || u >= 0x80 ||
	       memchr(".,;:!?)]\"'", c, 10) != NULL;
}

/* An asterisk or a dagger close behind a word. */
static uint32_t
sign_at(struct work *w, uint32_t at, uint32_t block_from)
{
	struct str s =
	    str_slice(book_text(w->b, at, (uint32_t)w->b->text.n), 0, 32);
	label_key key;
	bool raised;
	size_t n = label_scan(s, &key, &raised), next;
	uint32_t cp;

	if (n == 0)
		return at + 1;
	if (at == block_from || !label_is_sign(key) ||
	    !may_stand_before(w->b->text.p[at - 1]))
		return at + (uint32_t)n;
	cp = n < s.n ? cp_decode(s.p + n, s.p + s.n, &next) : ' ';
	if (!cp_is_letter(cp) && !cp_is_digit(cp))
		mark_add(w, at, at + (uint32_t)n, key, FORM_SIGN);
	return at + (uint32_t)n;
}

/* Bytes at which a mark may begin. */
enum { BEGINS_NONE, BEGINS_RAISED, BEGINS_BRACKET, BEGINS_SIGN, BEGINS_E2 };
static const uint8_t begins[256] = {
    ['['] = BEGINS_BRACKET,
    ['('] = BEGINS_BRACKET,
    ['{'] = BEGINS_BRACKET,
    ['*'] = BEGINS_SIGN,
    [0xc2] = BEGINS_RAISED,
    [0xe2] = BEGINS_E2,
};

/* The next place at or after `at` where a mark may begin, or `to`.  Of what
 * begins with 0xe2 only raised digits and daggers count: quotation marks and
 * dashes are in every line. */
static uint32_t
next_begin(const unsigned char *text, uint32_t at, uint32_t to)
{
	for (; to - at >= SCAN + 2; at += SCAN) {
		scan_bytes v = scan_load(text + at);
		scan_bytes e2 = scan_is(scan_load(text + at + 1), 0x81) |
				scan_in(scan_load(text + at + 2), 0xa0, 0xa1);
		size_t n =
		    scan_first(scan_is(v, '[') | scan_is(v, '(') |
			       scan_is(v, '{') | scan_is(v, '*') |
			       scan_is(v, 0xc2) | (scan_is(v, 0xe2) & e2));

		if (n < SCAN)
			return at + (uint32_t)n;
	}
	while (at < to && begins[text[at]] == BEGINS_NONE)
		at++;
	return at;
}

/* Look through the text of one block. */
static void
scan_block(struct work *w, uint32_t from, uint32_t to)
{
	const unsigned char *text = (const unsigned char *)w->b->text.p;
	uint32_t at = from;

	while ((at = next_begin(text, at, to)) < to) {
		unsigned char c = text[at], d;

		d = at + 1 < to ? text[at + 1] : 0;
		switch (begins[c]) {
		case BEGINS_BRACKET:
			at = (d >= '0' && d <= '9') || d == '^' || d == '*'
				 ? bracket_at(w, at, from)
				 : at + 1;
			break;
		case BEGINS_SIGN:
			at = sign_at(w, at, from);
			break;
		case BEGINS_RAISED:
			at = d == 0xb9 || d == 0xb2 || d == 0xb3
				 ? raised_at(w, at, from)
				 : at + 1;
			break;
		default:
			d = d == 0x81 ? 1 : d == 0x80 ? 2 : 0;
			at = d == 1 ? raised_at(w, at, from)
			     : d == 2 && (text[at + 2] & 0xfe) == 0xa0
				 ? sign_at(w, at, from)
				 : at + 1;
		}
	}
}

/* ---- runs and links ---- */

/* The labels in raised text: "12", "18, 19", "[3]". */
static void
raised_run(struct work *w, uint32_t from, uint32_t to)
{
	uint32_t at = from;

	while (at < to) {
		struct str s = book_text(w->b, at, to);
		label_key key;
		bool raised;
		size_t n = label_scan(s, &key, &raised), step;

		if (n == 0) {
			if (cp_is_letter(cp_decode(s.p, s.p + s.n, &step)))
				return;
			at += (uint32_t)step;
			continue;
		}
		mark_add(w, at, at + (uint32_t)n, key, FORM_RAISED);
		at += (uint32_t)n;
	}
}

static void
scan_runs(struct work *w)
{
	for (uint32_t i = 0; i < w->b->n_runs; i++) {
		const struct run *r = &w->b->runs[i];

		if ((r->style & STYLE_SUPERSCRIPT) != 0 &&
		    r->to - r->from <= 60)
			raised_run(w, r->from, r->to);
	}
}

/* A short link to a place in this file is a callout; over a letter it may be
 * a misread one. */
static void
scan_links(struct work *w)
{
	for (uint32_t i = 0; i < w->b->n_links; i++) {
		const struct link *l = &w->b->links[i];
		struct str s = book_text(w->b, l->from, l->to);
		label_key key;
		bool raised;
		size_t lead = s.n > 0 && (s.p[0] == '[' || s.p[0] == '('), n;

		if (s.n == 0 || s.n > 16 ||
		    (l->target == NOWHERE && !str_starts(l->href, "#")))
			continue;
		n = label_scan(str_slice(s, lead, s.n), &key, &raised);
		if (n > 0 && lead + n + 1 >= s.n)
			mark_add(w, l->from, l->to, key, FORM_LINKED);
		else if (s.n <= 4 && memchr(s.p, ' ', s.n) == NULL)
			mark_add(w, l->from, l->to, LABEL_UNREAD, FORM_LETTER);
	}
}

/* ---- all of them ---- */

static int
by_place(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (y->to > x->to) - (y->to < x->to);
}

/* Of marks over one another the one that says most is kept. */
static void
marks_unify(struct work *w)
{
	static const uint8_t rank[FORM_KINDS] = {
	    [FORM_NAMED] = 6,
	    [FORM_LINKED] = 5,
	    [FORM_RAISED] = 4,
	    [FORM_SIGN] = 3,
	    [FORM_DOUBT] = 2,
	    [FORM_BRACKET] = 2,
	    [FORM_ROUND] = 2,
	    [FORM_LETTER] = 1,
	};
	size_t n = 0;

	for (size_t i = 0; i < w->n_marks; i++) {
		struct mark *m = &w->marks[i], *last;

		last = n > 0 ? &w->marks[n - 1] : NULL;
		if (last == NULL || m->from >= last->to) {
			w->marks[n++] = *m;
			continue;
		}
		if (rank[m->form] > rank[last->form]) {
			last->form = m->form;
			last->key = m->key;
		}
		if (m->to > last->to)
			last->to = m->to;
	}
	w->n_marks = n;
}

/* Each mark its block; those outside every block and in the printed contents
 * go. */
static void
marks_place(struct work *w)
{
	uint32_t block = 0;
	size_t n = 0;

	for (size_t i = 0; i < w->n_marks; i++) {
		struct mark m = w->marks[i];

		while (
		    block + 1 < w->b->n_blocks && w->blocks[block].to <= m.from)
			block++;
		if (m.from < w->blocks[block].from ||
		    m.to > w->blocks[block].to ||
		    (block >= w->contents_from && block < w->contents_to))
			continue;
		m.block = block;
		w->marks[n++] = m;
	}
	w->n_marks = n;
}

void
callouts_find(struct work *w)
{
	for (uint32_t i = 0; i < w->b->n_blocks; i++)
		scan_block(w, w->blocks[i].from, w->blocks[i].to);
	scan_runs(w);
	scan_links(w);
	if (w->n_marks > 0)
		qsort(w->marks, w->n_marks, sizeof(*w->marks), by_place);
	marks_unify(w);
	marks_place(w);
}
