/*
 * Passages in a book.
 *
 *  1. Most are found by the store's search for anchors, which says whether a
 *     find is beyond doubt.
 *  2. What is too short for that, stands several times, or only nearly, is
 *     believed if it stands just once between its neighbours that were found,
 *     where the file says in which order they stand.
 *  3. What is not found stays lost: a wrong place is worse than none.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/import/room.h"

#define CONTEXT 32 /* characters kept on each side */
#define HITS 2
#define WORK 64 /* bytes looked through for each of the text */
#define NEAR 800 /* of a thousand: how like a passage must be */
#define NEAR_MARGIN 150 /* and how much more than any other */
#define NEAR_LENGTH 24 /* bytes */
#define ROUNDS 4
#define SAMPLE 200 /* passages, about, that tell which book it is */

/* Where a note stands; from NOWHERE where that is not known. */
struct find {
	struct span at; /* beyond doubt */
	struct span near; /* if its neighbours say so */
};

/* ---- beyond doubt ---- */

static bool
has_words(const struct annotation *a)
{
	return a->quote.n > 0 || a->prefix.n + a->suffix.n > 0;
}

/* Does it stand where it stood, with all that stood around it? */
static bool
stands(const struct import_note *n, struct str text)
{
	const struct annotation *a = &n->a;
	size_t from = n->hint, to = from + a->quote.n;

	return n->hint != NOWHERE && from >= a->prefix.n && to <= text.n &&
	       a->prefix.n + a->suffix.n > 0 &&
	       str_eq(str_slice(text, from, to), a->quote) &&
	       str_eq(str_slice(text, from - a->prefix.n, from), a->prefix) &&
	       str_eq(str_slice(text, to, to + a->suffix.n), a->suffix);
}

/* Is the first of its hits like enough to be believed between neighbours? */
static bool
is_near(
    const struct import_note *n, const struct anchor_hit *hits, size_t n_hits)
{
	return n_hits > 0 && n->a.quote.n >= NEAR_LENGTH &&
	       hits[0].quote >= NEAR &&
	       (n_hits == 1 || hits[0].score >= hits[1].score + NEAR_MARGIN);
}

/* Where n notes stand beyond doubt, and where they may stand. */
static void
find_all(struct import_note *const *v, size_t n, const struct book *b,
    struct find *out)
{
	struct anchor_query *q = xcalloc(n + 1, sizeof(*q));
	struct anchor_hit *hits = xcalloc((n + 1) * HITS, sizeof(*hits));
	size_t *found = xcalloc(n + 1, sizeof(*found));

	for (size_t i = 0; i < n; i++)
		q[i] = (struct anchor_query){.quote = v[i]->a.quote,
		    .prefix = v[i]->a.prefix,
		    .suffix = v[i]->a.suffix,
		    .hint = v[i]->hint};
	store_anchor_find_all(b, q, n, hits, HITS, found);
	for (size_t i = 0; i < n; i++) {
		const struct anchor_hit *h = &hits[i * HITS];

		out[i] = (struct find){{NOWHERE, NOWHERE}, {NOWHERE, NOWHERE}};
		if (stands(v[i], b->text)) {
			out[i].at.from = v[i]->hint;
			out[i].at.to = v[i]->hint + (uint32_t)v[i]->a.quote.n;
		} else if (has_words(&v[i]->a) && found[i] > 0 &&
			   store_anchor_sure(&q[i], h, found[i])) {
			out[i].at = (struct span){h->from, h->to};
		} else if (is_near(v[i], h, found[i])) {
			out[i].near = (struct span){h->from, h->to};
		}
	}
	free(found);
	free(hits);
	free(q);
}

/* ---- between neighbours ---- */

/* A note in the order of the book. */
struct ranked {
	const struct import_note *note;
	struct find *find;
	uint32_t after, before; /* its neighbours leave it this room */
	uint32_t behind; /* the end of those before it */
};

static int
by_rank(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->note->rank != y->note->rank)
		return x->note->rank < y->note->rank ? -1 : 1;
	return x->find < y->find ? -1 : x->find > y->find;
}

/* No note stands before one of lower rank, nor behind one of higher; where the
 * found ones contradict each other there is no room left.  Those without a rank
 * (they come first) have the whole book. */
static void
give_room(struct ranked *v, size_t n, uint32_t end)
{
	uint32_t at = 0, to = 0;

	for (size_t i = 0; i < n; i++) {
		struct span found = v[i].find->at;

		v[i].after = at;
		v[i].behind = to;
		if (v[i].note->rank == 0 || found.from == NOWHERE)
			continue;
		at = found.from > at ? found.from : at;
		to = found.to > to ? found.to : to;
	}
	at = end;
	for (size_t i = n; i-- > 0;) {
		v[i].before = v[i].note->rank > 0 ? at : end;
		if (v[i].find->at.from != NOWHERE && v[i].find->at.to < at)
			at = v[i].find->at.to;
	}
}

/* Does a span begin or end inside a word? */
static bool
cuts_word(struct str text, size_t from, size_t to)
{
	size_t n;
	uint32_t before = from > 0 ? cp_before(text.p, text.p + from, &n) : ' ';
	uint32_t first = cp_decode(text.p + from, text.p + text.n, &n);
	uint32_t last = cp_before(text.p, text.p + to, &n);
	uint32_t after =
	    to < text.n ? cp_decode(text.p + to, text.p + text.n, &n) : ' ';

	return (cp_is_letter(before) && cp_is_letter(first)) ||
	       (cp_is_letter(last) && cp_is_letter(after));
}

/* The one place of the quote in the room that is left to it. */
static bool
find_between(struct ranked *r, struct str text, struct span *out)
{
	struct str quote = r->note->a.quote;
	uint32_t n = 0;
	size_t at = r->after;

	while (n < 2) {
		struct str rest = str_slice(text, at, r->before);
		const char *p = memmem(rest.p, rest.n, quote.p, quote.n);

		if (p == NULL)
			break;
		at = (size_t)(p - text.p);
		if (!cuts_word(text, at, at + quote.n)) {
			out->from = (uint32_t)at;
			out->to = (uint32_t)(at + quote.n);
			n++;
		}
		at += quote.n;
	}
	return n == 1;
}

/* Is it like a passage in its room, and is that not the whole book? */
static bool
fits_between(const struct ranked *r, struct str text)
{
	struct span near = r->find->near;

	return near.from != NOWHERE && near.from >= r->after &&
	       near.to <= r->before && (r->after > 0 || r->before < text.n);
}

/* Try what is not found yet; how many were. */
static uint32_t
find_rest(struct ranked *v, size_t n, struct str text, uint64_t *work)
{
	uint64_t most = (uint64_t)text.n * WORK;
	uint32_t found = 0;

	for (size_t i = 0; i < n && *work < most; i++) {
		struct span at;

		if (v[i].find->at.from != NOWHERE || v[i].note->a.quote.n < 3 ||
		    v[i].after >= v[i].before)
			continue;
		*work += v[i].before - v[i].after;
		if (find_between(&v[i], text, &at))
			v[i].find->at = at;
		else if (fits_between(&v[i], text))
			v[i].find->at = v[i].find->near;
		else
			continue;
		found++;
	}
	return found;
}

/* ---- what was found ---- */

/* The text around a span, so many characters of it. */
static struct str
context(struct str text, size_t at, bool before)
{
	size_t other = at, n;

	for (int i = 0; i < CONTEXT && (before ? other > 0 : other < text.n);
	     i++) {
		if (before)
			cp_before(text.p, text.p + other, &n);
		else
			cp_decode(text.p + other, text.p + text.n, &n);
		other = before ? other - n : other + n;
	}
	return before ? str_slice(text, other, at) : str_slice(text, at, other);
}

static void
settle(struct import *m, struct annotation *a, const struct book *b,
    struct span at)
{
	uint32_t section = book_section_at(b, at.from);
	struct buf address = BUF_INIT;

	a->from = at.from;
	a->to = at.to;
	a->state = ANCHOR_EXACT;
	a->quote = arena_str(m->arena, book_text(b, at.from, at.to));
	a->prefix = arena_str(m->arena, context(b->text, at.from, true));
	a->suffix = arena_str(m->arena, context(b->text, at.to, false));
	a->section = (struct str){NULL, 0};
	if (section != NOWHERE && b->sections[section].title.p != NULL)
		a->section = arena_str(m->arena, b->sections[section].title);
	book_address(b, at.from, &address);
	a->address = arena_str(m->arena, buf_lend(&address));
	buf_free(&address);
}

/* A lost one stands, without a span, where it was or may have been. */
static void
lose(struct import_note *n, const struct book *b, uint32_t room)
{
	uint32_t at = n->hint != NOWHERE ? n->hint : room;

	n->a.state = ANCHOR_LOST;
	n->a.from = n->a.to = book_snap(b, at);
}

/* Is the book surely the one the file speaks of? */
static bool
is_trusted(const struct import_book *k, const struct book *b, struct ranked *v,
    size_t n)
{
	struct import_candidate c = {.title = b->title, .book = b};

	for (size_t i = 0; i < n; i++)
		if (v[i].find->at.from != NOWHERE)
			return true;
	return import_likeness(k, &c) > 0;
}

/* What was found leaves less room to the others, so that more are found. */
static void
find_between_all(const struct import_book *k, const struct book *b,
    struct ranked *v, size_t n)
{
	uint64_t work = 0;

	if (n > 0)
		qsort(v, n, sizeof(*v), by_rank);
	give_room(v, n, (uint32_t)b->text.n);
	if (!is_trusted(k, b, v, n))
		return;
	for (int i = 0; i < ROUNDS; i++) {
		if (find_rest(v, n, b->text, &work) == 0)
			break;
		give_room(v, n, (uint32_t)b->text.n);
	}
}

void
import_place(struct import *m, struct import_book *k, const struct book *b,
    struct import_count *out)
{
	struct import_note **v = xcalloc(k->n + 1, sizeof(*v));
	struct find *finds = xcalloc(k->n + 1, sizeof(*finds));
	struct ranked *r = xcalloc(k->n + 1, sizeof(*r));

	*out = (struct import_count){.found = 0};
	for (size_t i = 0; i < k->n; i++) {
		v[i] = &k->v[i];
		r[i] = (struct ranked){.note = v[i], .find = &finds[i]};
	}
	hints_count(v, k->n, b);
	find_all(v, k->n, b, finds);
	find_between_all(k, b, r, k->n);
	for (size_t i = 0; i < k->n; i++) {
		struct import_note *n = v[r[i].find - finds];

		if (r[i].find->at.from != NOWHERE) {
			settle(m, &n->a, b, r[i].find->at);
			out->found++;
		} else {
			lose(n, b, r[i].behind);
			out->lost++;
		}
	}
	free(r);
	free(finds);
	free(v);
}

/* ---- which books of a file this one is ---- */

/* A sample of the passages of a book, evenly taken, is enough to know it. */
static void
add_sample(struct import_note ***v, size_t *n, size_t *cap,
    const struct import_book *k)
{
	size_t step = k->n / SAMPLE + 1;

	for (size_t i = 0; i < k->n; i += step)
		if (k->v[i].a.quote.n > 0)
			ARRAY_PUSH(*v, *n, *cap, &k->v[i]);
}

/* Are so many finds enough to know a book by its passages? */
static bool
is_enough(const struct import *m, size_t quotes, size_t found)
{
	return found > 0 && (m->n == 1 || found * 2 >= quotes);
}

void
import_choose(
    const struct import *m, const struct import_candidate *c, bool *mine)
{
	struct import_note **v = NULL;
	size_t *ends = xcalloc(m->n + 1, sizeof(*ends));
	struct find *finds;
	size_t n = 0, cap = 0, k = 0;

	for (size_t i = 0; i < m->n; i++) {
		mine[i] = import_likeness(&m->books[i], c) > 0;
		if (!mine[i])
			add_sample(&v, &n, &cap, &m->books[i]);
		ends[i] = n;
	}
	finds = xcalloc(n + 1, sizeof(*finds));
	find_all(v, n, c->book, finds);
	for (size_t i = 0; i < m->n; i++) {
		size_t from = k, found = 0;

		for (; k < ends[i]; k++)
			found += finds[k].at.from != NOWHERE;
		mine[i] = mine[i] || is_enough(m, k - from, found);
	}
	free(finds);
	free(ends);
	free(v);
}
