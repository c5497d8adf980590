/*
 * Kindle's My Clippings.txt: records parted by a line of "=".  A device only
 * ever appends to it, so
 *
 *  1. a highlight that was made longer stands there several times: the longest
 *     is kept, under the name of the oldest, so that it stays the same one when
 *     the file is imported again;
 *  2. a note is a record of its own: it goes to the highlight before it, or to
 *     one that holds its location;
 *  3. of several notes at one location the last is what the reader left.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/import/clippings.h"

#define WINDOW 16 /* neighbours that are looked at */

static const char rule[] = "==========";

struct clip {
	struct clip_meta m;
	struct str title, authors, text, body;
	uint32_t line;
	size_t order; /* in the file */
	const struct clip *oldest; /* of its versions */
	int64_t newest; /* time of the last of them */
	bool gone; /* a shorter version, or joined */
};

struct clips {
	struct arena *arena;
	struct clip *v;
	size_t n, cap;
};

/* ---- records ---- */

struct lines {
	struct str s;
	size_t at;
	uint32_t number; /* of the line last read */
};

static bool
next_line(struct lines *l, struct str *out)
{
	const char *end;
	size_t n;

	if (l->at >= l->s.n)
		return false;
	end = memchr(l->s.p + l->at, '\n', l->s.n - l->at);
	n = end != NULL ? (size_t)(end - l->s.p) : l->s.n;
	*out = str_slice(l->s, l->at, n);
	l->at = n + 1;
	l->number++;
	if (str_ends(*out, "\r"))
		out->n--;
	return true;
}

static struct str
without_mark(struct str s)
{
	while (str_starts(s, "\xef\xbb\xbf"))
		s = str_slice(s, 3, s.n);
	return s;
}

/* "Title (Author)": the last brackets, with those inside them. */
static void
split_title(struct clip *c, struct str line)
{
	unsigned depth = 1;
	size_t i;

	/* a book without an author ends in two blanks */
	c->title = str_trim(line);
	if (!str_ends(line, ")"))
		return;
	for (i = line.n - 1; i > 0 && depth > 0; i--) {
		depth += line.p[i - 1] == ')';
		depth -= line.p[i - 1] == '(';
	}
	if (depth > 0 || i == 0 || line.p[i - 1] != ' ')
		return;
	c->title = str_trim(str_slice(line, 0, i));
	c->authors = str_trim(str_slice(line, i + 1, line.n - 1));
}

/* The line under the title, in small letters. */
static bool
read_meta(struct clips *all, struct clip *c, struct str line)
{
	struct buf clean = BUF_INIT, small = BUF_INIT;
	bool ok;

	text_clean(&clean, line, NULL);
	text_fold(&small, NULL, buf_lend(&clean), 0, FOLD_CASE);
	ok = clip_meta(buf_lend(&small), &c->m);
	c->m.page = arena_str(all->arena, c->m.page);
	buf_free(&clean);
	buf_free(&small);
	return ok;
}

/* The kind, where no word has named it. */
static enum clip_kind
guess(const struct clip *c)
{
	if (c->text.n == 0)
		return CLIP_BOOKMARK;
	return c->m.to > c->m.from ? CLIP_HIGHLIGHT : CLIP_NOTE;
}

/* A record: its title line, which was read, and all to the rule or the end. */
static bool
read_record(
    struct clips *all, struct lines *l, struct str title, struct err *err)
{
	struct clip c = {.line = l->number, .order = all->n};
	struct str line;
	size_t from, to;

	split_title(&c, title);
	if (!next_line(l, &line) || !read_meta(all, &c, without_mark(line))) {
		err_set(err, ERR_FORMAT,
		    "no line of a clipping (\"- ... | ...\") under a title");
		return at_line(err, l->number);
	}
	from = to = l->at < l->s.n ? l->at : l->s.n;
	while (next_line(l, &line) && !str_is(str_trim(line), rule))
		to = l->at < l->s.n ? l->at : l->s.n;
	c.text = clip_text(str_slice(l->s, from, to));
	if (!c.m.known)
		c.m.kind = guess(&c);
	c.newest = c.m.time;
	ARRAY_PUSH(all->v, all->n, all->cap, c);
	return true;
}

static bool
read_records(struct clips *all, struct str bytes, struct err *err)
{
	struct lines l = {.s = bytes};
	struct str line;

	while (next_line(&l, &line)) {
		line = without_mark(line);
		if (str_trim(line).n > 0 && !read_record(all, &l, line, err))
			return false;
	}
	return true;
}

bool
clippings_knows(const struct reading *r)
{
	struct clips all = {.arena = arena_new()};
	struct lines l = {.s = r->bytes};
	struct str line = {NULL, 0};
	bool known;

	while (next_line(&l, &line) && str_trim(without_mark(line)).n == 0)
		continue;
	known = str_find(r->bytes, str_of(rule)) != SIZE_MAX &&
		read_record(&all, &l, without_mark(line), NULL);
	free(all.v);
	arena_free(all.arena);
	return known;
}

/* ---- versions of one highlight ---- */

static int
by_number(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

/* By book and location, of one location the longest first. */
static int
by_place(const void *a, const void *b)
{
	const struct clip *x = *(struct clip *const *)a;
	const struct clip *y = *(struct clip *const *)b;
	int c = str_cmp(x->title, y->title);

	if (c == 0)
		c = str_cmp(x->authors, y->authors);
	if (c == 0)
		c = by_number(x->m.from, y->m.from);
	if (c == 0 && x->m.from < 0)
		c = str_cmp(x->m.page, y->m.page);
	if (c == 0)
		c = by_number(y->m.to, x->m.to);
	return c != 0 ? c : by_number((int64_t)x->order, (int64_t)y->order);
}

static bool
same_book(const struct clip *a, const struct clip *b)
{
	return str_eq(a->title, b->title) && str_eq(a->authors, b->authors);
}

static bool
overlap(const struct clip *a, const struct clip *b)
{
	if (!same_book(a, b))
		return false;
	if (a->m.from < 0 || b->m.from < 0)
		return a->m.from < 0 && b->m.from < 0 &&
		       str_eq(a->m.page, b->m.page);
	return a->m.from <= b->m.to && b->m.from <= a->m.to;
}

static bool
holds(const struct clip *a, const struct clip *b)
{
	return memmem(a->text.p, a->text.n, b->text.p, b->text.n) != NULL;
}

/* Two versions become one: the longer stays, and remembers the oldest. */
static void
unite(struct clip *a, struct clip *b)
{
	struct clip *stays = a->text.n >= b->text.n ? a : b;
	struct clip *goes = stays == a ? b : a;
	int64_t newest = a->newest > b->newest ? a->newest : b->newest;

	if (goes->oldest->order < stays->oldest->order)
		stays->oldest = goes->oldest;
	stays->newest = newest;
	goes->gone = true;
}

static void
unite_versions(struct clip **v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n && k <= i + WINDOW &&
				       !v[i]->gone && overlap(v[i], v[k]);
		     k++)
			if (!v[k]->gone &&
			    (holds(v[i], v[k]) || holds(v[k], v[i])))
				unite(v[i], v[k]);
}

/* ---- notes and their highlights ---- */

/* Does the highlight hold the place of the note? */
static bool
is_of(const struct clip *note, const struct clip *highlight)
{
	return overlap(note, highlight) &&
	       (note->m.from < 0 || (note->m.from >= highlight->m.from &&
					note->m.to <= highlight->m.to));
}

/* The last of the sorted highlights that begins at or before the note. */
static size_t
last_before(struct clip **v, size_t n, const struct clip *note)
{
	struct clip key = *note;
	const struct clip *wanted = &key;
	size_t from = 0, to = n;

	key.m.to = -1;
	key.order = SIZE_MAX;
	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (by_place(&v[middle], &wanted) <= 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static struct clip *
highlight_of(struct clips *all, struct clip **v, size_t n, struct clip *note)
{
	struct clip *best = NULL;
	size_t i;

	if (note->order > 0) {
		best = &all->v[note->order - 1];
		if (best->m.kind == CLIP_HIGHLIGHT && !best->gone &&
		    is_of(note, best))
			return best;
	}
	if (note->m.from < 0)
		return NULL;
	best = NULL;
	i = last_before(v, n, note);
	for (size_t k = 0; i > 0 && k < WINDOW; k++, i--) {
		struct clip *c = v[i - 1];

		if (!c->gone && is_of(note, c) &&
		    (best == NULL ||
			c->m.to - c->m.from < best->m.to - best->m.from))
			best = c;
	}
	return best;
}

static void
join(struct clip *highlight, struct clip *note)
{
	highlight->body = note->text;
	if (note->newest > highlight->newest)
		highlight->newest = note->newest;
	note->gone = true;
}

/* ---- all together ---- */

static void
join_all(struct clips *all)
{
	struct clip **v = xcalloc(all->n + 1, sizeof(struct clip *));
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		struct clip *c = &all->v[i];

		c->oldest = c;
		if (c->m.kind == CLIP_HIGHLIGHT && c->text.n > 0)
			v[n++] = c;
		else if (c->m.kind == CLIP_HIGHLIGHT)
			/* nothing but the device's limit */
			c->gone = true;
	}
	if (n > 0)
		qsort(v, n, sizeof(*v), by_place);
	unite_versions(v, n);
	for (size_t i = 0; i < all->n; i++) {
		struct clip *note = &all->v[i], *highlight;

		if (note->m.kind != CLIP_NOTE || note->text.n == 0)
			continue;
		highlight = highlight_of(all, v, n, note);
		if (highlight != NULL)
			join(highlight, note);
	}
	free(v);
}

static void
put_place(struct buf *out, const struct clip_meta *m)
{
	if (m->page.n > 0) {
		buf_puts(out, "p. ");
		buf_str(out, m->page);
	}
	if (m->from < 0)
		return;
	buf_printf(
	    out, "%sloc. %lld", out->n > 0 ? ", " : "", (long long)m->from);
	if (m->to > m->from)
		buf_printf(out, "\xe2\x80\x93%lld", (long long)m->to);
}

/* What a record is called: the same whenever the file is read again. */
static void
put_seed(struct buf *out, const struct clip *c)
{
	buf_printf(out, "%d %lld ", c->m.kind, (long long)c->m.from);
	buf_str(out, c->m.page);
	/* a note that is written anew at its place stays one */
	if (c->m.kind == CLIP_NOTE && c->m.from >= 0)
		return;
	buf_printf(out, " %lld\n", (long long)c->m.time);
	buf_str(out, c->text);
}

static bool
put_clip(struct reading *r, const struct clip *c, struct err *err)
{
	static const enum annotation_kind kinds[CLIP_KINDS] = {
	    ANNOTATION_BOOKMARK, ANNOTATION_HIGHLIGHT, ANNOTATION_NOTE};
	struct import_book k = {
	    .title = c->title, .authors = c->authors, .line = c->line};
	struct import_note n = {.line = c->line, .hint = NOWHERE};
	struct buf place = BUF_INIT, seed = BUF_INIT;
	bool ok;

	n.a.kind = kinds[c->m.kind];
	n.a.colour = YELLOW;
	if (c->m.kind == CLIP_HIGHLIGHT)
		n.a.quote = c->text;
	n.a.body = c->m.kind == CLIP_NOTE ? c->text : c->body;
	n.a.created = c->oldest->m.time;
	n.a.modified = c->newest;
	n.rank = c->m.from + 1;
	put_place(&place, &c->m);
	put_seed(&seed, c->oldest);
	n.a.address = buf_lend(&place);
	ok = reading_book(r, &k, err) &&
	     reading_note(r, &n, (struct str){NULL, 0}, buf_lend(&seed), err);
	buf_free(&place);
	buf_free(&seed);
	return ok;
}

bool
clippings_read(struct reading *r, struct err *err)
{
	struct clips all = {.arena = arena_new()};
	bool ok = read_records(&all, r->bytes, err);

	if (ok)
		join_all(&all);
	for (size_t i = 0; ok && i < all.n; i++)
		if (!all.v[i].gone)
			ok = put_clip(r, &all.v[i], err);
	free(all.v);
	arena_free(all.arena);
	return ok;
}
