/*
 * Sections that the format states beside its text: its own contents (EPUB's
 * nav, NCX), and the kinds of sections.
 *
 *  1. A line of the contents names the heading at its place, or close behind
 *     it, if that has its words; its level and title are believed.
 *  2. Where there is no heading, a section begins all the same.
 *  3. Headings that no line names are sections inside those that are, beside
 *     those of their own rank where ranks mean something.
 *  4. A line under another one with the same place is a section at its start;
 *     behind its heading, if it has one.
 */
#include <stdlib.h>

#include "lib/apparatus/work.h"

enum {
	AHEAD = 4, /* blocks behind a place that may be the heading */
	TITLE_BLOCKS = 3, /* of one title */
	TITLE_BYTES = 300,
	FEW_LINES = 3 /* contents so short may name only where to begin */
};

struct line {
	const struct stated_line *stated;
	uint32_t block;
	bool named; /* a heading was found for it */
	uint8_t heading_level; /* of that heading, 0 if none stands there */
};

struct outline {
	struct work *w;
	size_t known; /* headings found before */
	struct line *lines;
	size_t n, cap;
};

static bool
is_stated_heading(const struct work *w, uint32_t i)
{
	return w->blocks[i].kind == BLOCK_HEADING &&
	       (w->blocks[i].flags & BLOCK_STATED) != 0 && !block_is_told(w, i);
}

/* The lines with their places; what has none is told. */
static void
lines_read(struct outline *o)
{
	struct work *w = o->w;

	for (size_t i = 0; i < w->stated->n_contents; i++) {
		const struct stated_line *l = &w->stated->contents[i];
		uint32_t place = book_fragment(w->b, l->key);

		if (l->title.n == 0)
			continue;
		if (place != NOWHERE) {
			ARRAY_PUSH(o->lines, o->n, o->cap,
			    (struct line){.stated = l,
				.block = book_block_at(w->b, place)});
			continue;
		}
		book_problem(w->b, PROBLEM_CONTENTS, 0,
		    "the contents name a section that is not there: %.*s",
		    (int)(l->title.n < 80 ? l->title.n : 80), l->title.p);
	}
}

/* ---- the heading of a line ---- */

static struct title_key
key_of(struct str s)
{
	struct title_key key = TITLE_KEY_EMPTY;

	title_key_add(&key, title_trim(s));
	return key;
}

/* How many blocks from `block` are the title: 0 if they are not. */
static uint32_t
title_at(const struct work *w, uint32_t block, uint32_t end, struct str title)
{
	struct title_key whole = key_of(title), all = TITLE_KEY_EMPTY;
	struct title_key bare = key_of(title_split(title).title);
	struct title_parts parts;

	for (uint32_t n = 0; n < TITLE_BLOCKS && block + n < end; n++) {
		struct str s = title_trim(block_text(w, block + n));

		if (s.n == 0 || s.n > TITLE_BYTES ||
		    block_is_told(w, block + n))
			return 0;
		title_key_add(&all, s);
		if (title_key_eq(all, whole) || title_key_eq(all, bare))
			return n + 1;
		parts = title_split(s);
		if (n == 0 && parts.title.p != s.p &&
		    title_key_eq(key_of(parts.title), whole))
			return 1;
		/* "1" over "The Road", which the contents call "One: The
		 * Road" */
		if (n == 1 && title_key_eq(key_of(s), bare) && bare.n > 0 &&
		    w->blocks[block].kind == BLOCK_HEADING)
			return 2;
	}
	return 0;
}

/* May a heading follow this block and belong to the same place? */
static bool
stands_before(const struct block *k)
{
	return k->kind == BLOCK_FIGURE || k->kind == BLOCK_RULE ||
	       k->kind == BLOCK_CAPTION;
}

/* The heading of a line at or behind block `from`, and before `end`. */
static bool
heading_find(const struct work *w, const struct line *l, uint32_t from,
    uint32_t end, struct heading *out)
{
	bool near = true;
	uint32_t first = NOWHERE;

	for (uint32_t i = from; i < end && i < from + AHEAD; i++) {
		out->n = title_at(w, i, end, l->stated->title);
		out->block = i;
		if (out->n > 0)
			return true;
		if (near && first == NOWHERE && is_stated_heading(w, i))
			first = i;
		near &= stands_before(&w->blocks[i]);
	}
	out->block = first;
	out->n = 1;
	return first != NOWHERE;
}

/* Where the section of a line without a heading begins; NOWHERE if there is no
 * room for it. */
static uint32_t
bare_place(const struct outline *o, size_t i, uint32_t from, uint32_t end)
{
	const struct line *l = &o->lines[i], *before = l - 1;

	if (from >= o->w->b->n_blocks || block_is_told(o->w, from))
		return NOWHERE;
	if (from <= l->block)
		return l->block;
	if (before->stated->level >= l->stated->level)
		return NOWHERE;
	if (!before->named)
		return before->block;
	return from < end ? from : NOWHERE;
}

/* Each line its heading, or a section without one.  Two lines with one place
 * are told apart by their words. */
static void
lines_place(struct outline *o)
{
	struct work *w = o->w;
	uint32_t taken = 0;

	for (size_t i = 0; i < o->n; i++) {
		struct line *l = &o->lines[i];
		uint32_t from = l->block, end = w->b->n_blocks;
		struct heading h = {
		    .level =
			(uint8_t)(l->stated->level > 0 ? l->stated->level : 1),
		    .kind = SECTION_KINDS,
		    .listed = true,
		    .title = l->stated->title,
		    .href = l->stated->key};

		for (size_t k = i + 1; k < o->n && k < i + AHEAD; k++)
			if (o->lines[k].block > from) {
				end = o->lines[k].block;
				break;
			}
		if (i > 0 && o->lines[i - 1].block <= from && from < taken)
			from = taken;
		l->named = heading_find(w, l, from, end, &h);
		if (l->named) {
			l->heading_level = w->blocks[h.block].level;
		} else {
			h.block = bare_place(o, i, from, end);
			if (h.block == NOWHERE)
				continue;
			h.n = 1;
			h.bare = true;
		}
		taken = h.block + h.n;
		l->block = h.block;
		ARRAY_PUSH(w->headings, w->n_headings, w->cap_headings, h);
	}
}

/* ---- headings that no line names ---- */

/* 1 for every block that is a heading of the outline, 2 for text at which a
 * section begins. */
static uint8_t *
covered(const struct outline *o)
{
	const struct work *w = o->w;
	uint8_t *v = xcalloc(w->b->n_blocks + 1, 1);

	for (size_t i = o->known; i < w->n_headings; i++)
		for (uint32_t n = 0; n < w->headings[i].n; n++)
			v[w->headings[i].block + n] =
			    w->headings[i].bare ? 2 : 1;
	return v;
}

static unsigned
heading_level(const struct block *k)
{
	return k->level > 0 ? k->level : 1;
}

/* Are the contents too short to be those of the book: a few lines, and more
 * headings of the highest rank that they do not name? */
static bool
is_stub(const struct outline *o, const uint8_t *cover)
{
	const struct work *w = o->w;
	unsigned top = UINT8_MAX;
	size_t unnamed = 0;

	if (o->n >= FEW_LINES)
		return false;
	for (uint32_t i = 0; i < w->b->n_blocks; i++)
		if (is_stated_heading(w, i) &&
		    heading_level(&w->blocks[i]) < top)
			top = heading_level(&w->blocks[i]);
	for (uint32_t i = 0; i < w->b->n_blocks; i++)
		unnamed += cover[i] != 1 && is_stated_heading(w, i) &&
			   heading_level(&w->blocks[i]) == top;
	return unnamed > o->n;
}

static int
by_block(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	return (x->stated->level > y->stated->level) -
	       (x->stated->level < y->stated->level);
}

/* Lines that hold a place, the innermost last. */
struct holder {
	unsigned base; /* its level in the contents */
	unsigned above; /* that of its heading, 0 if it has none */
};
struct holders {
	struct holder v[16];
	size_t n;
};

static void
hold(struct holders *s, const struct line *l)
{
	unsigned base = l->stated->level > 0 ? l->stated->level : 1;

	while (s->n > 0 && s->v[s->n - 1].base >= base)
		s->n--;
	if (s->n == LENGTH(s->v))
		s->n--;
	s->v[s->n++] = (struct holder){base, l->heading_level};
}

/* The level of a heading of some rank.  One that has the rank of the line's own
 * heading stands beside it if the line around that has a higher one; else it
 * is inside. */
static unsigned
level_inside(struct holders *s, unsigned rank)
{
	size_t n = s->n;
	struct holder *h;

	if (n == 0)
		return 1;
	h = &s->v[n - 1];
	/* under a line without a heading the first one sets the rank */
	if (h->above == 0)
		h->above = rank > 1 ? rank - 1 : 1;
	while (n > 1 && rank <= s->v[n - 1].above && s->v[n - 2].above > 0 &&
	       s->v[n - 2].above < s->v[n - 1].above)
		n--;
	h = &s->v[n - 1];
	return h->base + (rank > h->above ? rank - h->above : 1);
}

/* The other stated headings, each a level or more under the line before it.
 * What only looks like a heading is none. */
static void
inner_add(struct outline *o, const uint8_t *cover)
{
	struct work *w = o->w;
	struct holders lines = {.n = 0};
	size_t at = 0;

	for (uint32_t i = 0; i < w->b->n_blocks; i++) {
		for (; at < o->n && o->lines[at].block <= i; at++)
			hold(&lines, &o->lines[at]);
		if (cover[i] == 1 || w->blocks[i].kind != BLOCK_HEADING ||
		    block_is_told(w, i))
			continue;
		if (!is_stated_heading(w, i)) {
			w->blocks[i].kind = BLOCK_PARAGRAPH;
			continue;
		}
		heading_add(
		    w, i, level_inside(&lines, heading_level(&w->blocks[i])));
	}
}

/* Forget the headings that were known before. */
static void
known_drop(struct outline *o)
{
	struct work *w = o->w;

	w->n_headings -= o->known;
	for (size_t i = 0; i < w->n_headings; i++)
		w->headings[i] = w->headings[o->known + i];
}

bool
headings_by_outline(struct work *w)
{
	struct outline o = {.w = w, .known = w->n_headings};
	uint8_t *cover;
	bool good;

	if (w->stated->n_contents == 0)
		return false;
	lines_read(&o);
	lines_place(&o);
	cover = covered(&o);
	good = o.n > 0 && !is_stub(&o, cover);
	if (good) {
		qsort(o.lines, o.n, sizeof(*o.lines), by_block);
		inner_add(&o, cover);
		known_drop(&o);
	} else {
		w->n_headings = o.known;
	}
	free(cover);
	free(o.lines);
	return good;
}

/* ---- kinds of sections ---- */

/* What a section of entries is called that has no heading. */
static struct str
kind_title(const struct work *w, enum section_kind kind)
{
	static const char *const titles[SECTION_KINDS][2] = {
	    [SECTION_CONTENTS] = {"Contents", "Содержание"},
	    [SECTION_GLOSSARY] = {"Glossary", "Глоссарий"},
	    [SECTION_DATES] = {"Chronology", "Хронология"},
	    [SECTION_PEOPLE] = {"People", "Действующие лица"},
	    [SECTION_INDEX] = {"Index", "Указатель"},
	};
	const char *title =
	    titles[kind][str_starts(w->b->language, "ru") ? 1 : 0];

	return title != NULL ? str_of(title) : (struct str){NULL, 0};
}

/* Must there be a section even if nothing stands over it?  Notes and pages of
 * the front matter belong to what is before them. */
static bool
stands_alone_as(enum section_kind kind)
{
	return kind != SECTION_NOTES && kind != SECTION_FRONT;
}

static void
section_told(struct work *w, const struct stated_section *s, uint8_t level)
{
	heading_add(w, s->block, level);
	w->headings[w->n_headings - 1].kind = s->kind;
	w->headings[w->n_headings - 1].told = true;
	w->headings[w->n_headings - 1].bare = true;
	w->headings[w->n_headings - 1].title = kind_title(w, s->kind);
}

/* Does heading `h` stand over the section that begins at `block`? */
static bool
stands_over(const struct work *w, const struct heading *h, uint32_t block)
{
	enum { SHORT = 60 };

	for (uint32_t i = block; i < h->block; i++)
		if (i >= block + AHEAD ||
		    (!stands_before(&w->blocks[i]) &&
			w->blocks[i].to - w->blocks[i].from > SHORT))
			return false;
	return h->block >= block;
}

/* What a heading is whose format states a kind.  Formats have words for
 * chapters and for what stands before and behind them, but hardly for lists of
 * people and dates: there the title knows better. */
static uint8_t
kind_told(const struct work *w, const struct heading *h, uint8_t stated)
{
	enum section_kind said;

	if (stated != SECTION_CHAPTER && stated != SECTION_FRONT &&
	    stated != SECTION_BACK)
		return stated;
	said = title_kind(title_trim(book_text(w->b, w->blocks[h->block].from,
	    w->blocks[h->block + h->n - 1].to)));
	return said == SECTION_DATES || said == SECTION_PEOPLE ||
		       said == SECTION_GLOSSARY || said == SECTION_NOTES ||
		       said == SECTION_INDEX
		   ? (uint8_t)said
		   : stated;
}

void
headings_told(struct work *w)
{
	size_t at = 0, known = w->n_headings, n = w->stated->n_sections;

	for (size_t i = 0; i < n; i++) {
		const struct stated_section *s = &w->stated->sections[i];
		uint32_t end = i + 1 < n ? s[1].block : w->b->n_blocks;
		struct heading *h;

		while (at < known && w->headings[at].block < s->block)
			at++;
		h = at < known ? &w->headings[at] : NULL;
		if (h != NULL && stands_over(w, h, s->block) &&
		    (h->block < end || h->block == s->block)) {
			h->kind = kind_told(w, h, s->kind);
			h->told = true;
		} else if (at > 0 && !w->headings[at - 1].bare &&
			   w->headings[at - 1].block + w->headings[at - 1].n ==
			       s->block) {
			/* right behind its heading */
			h = &w->headings[at - 1];
			h->kind = kind_told(w, h, s->kind);
			h->told = true;
		} else if (stands_alone_as(s->kind) && end > s->block) {
			section_told(
			    w, s, at > 0 ? w->headings[at - 1].level : 1);
		}
	}
}
