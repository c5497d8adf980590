/*
 * The tree of sections, from the headings: what is before the first of them,
 * their numbers, titles, kinds and parents.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/work.h"

/* ---- blocks that belong together ---- */

/* "9 January 1892 — ...": an event of its own. */
static bool
begins_dated(struct str s)
{
	size_t n;

	for (size_t at = 1; at < s.n && at < 60; at += n) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);

		if (cp_is_dash(cp) && s.p[at - 1] == ' ' && at + n < s.n &&
		    s.p[at + n] == ' ')
			return text_is_date(str_trim(str_slice(s, 0, at)));
	}
	return false;
}

/* Does an event go on on the next line: has it no date yet, or is the next
 * line nothing but more of its date? */
static bool
event_goes_on(struct str s, struct str next)
{
	struct buf both = BUF_INIT;
	size_t colon = s.n;
	bool goes;

	if (begins_dated(next))
		return false;
	while (colon > 0 && s.p[colon - 1] != ':')
		colon--;
	s = str_trim(str_slice(s, colon, s.n));
	buf_str(&both, s);
	buf_putc(&both, ' ');
	buf_str(&both, str_trim(next));
	goes = !text_is_date(s) || text_is_date(buf_lend(&both));
	buf_free(&both);
	return goes;
}

/* Lines of the list of dates that are one event: without an empty line
 * between. */
static void
merge_dates(struct work *w, const struct heading *h, uint32_t end, bool *gone)
{
	uint32_t into = h->block + h->n;

	for (uint32_t i = into + 1; i < end; i++) {
		if (w->blocks[i].gap > 0 || w->blocks[i].line == 0 ||
		    (w->blocks[i].flags & BLOCK_STATED) != 0 ||
		    block_is_told(w, into) || block_is_told(w, i) ||
		    !event_goes_on(block_text(w, into), block_text(w, i))) {
			into = i;
			continue;
		}
		book_merge(w->b, into);
		gone[i] = true;
	}
}

/* The bytes of a number on a line of its own over the title: "XII". */
static uint16_t
lead_of(const struct work *w, const struct heading *h)
{
	const struct block *k = &w->blocks[h->block];

	if (h->n < 2 || k->to - k->from > 200 ||
	    !title_split(str_trim(block_text(w, h->block))).alone)
		return 0;
	return (uint16_t)(k->to - k->from);
}

/* Make one block of each title that spans several. */
static void
merge_titles(struct work *w, bool *gone)
{
	for (size_t i = 0; i < w->n_headings; i++) {
		struct heading *h = &w->headings[i];

		h->lead = lead_of(w, h);
		for (uint32_t n = 1; n < h->n; n++) {
			book_merge(w->b, h->block);
			gone[h->block + n] = true;
		}
	}
	for (size_t i = 0; i < w->n_listings; i++)
		for (uint32_t n = 1; n < w->listings[i].n; n++) {
			book_merge(w->b, w->listings[i].block);
			gone[w->listings[i].block + n] = true;
		}
}

/* A text that begins without a title is named by its first words. */
static struct str
first_words(struct str s)
{
	enum { FRONT_TITLE = 160, WORDS = 60 };
	size_t n = WORDS;

	if (s.p == NULL || s.n <= FRONT_TITLE)
		return s;
	while (n > 0 && s.p[n] != ' ')
		n--;
	for (n = n > 0 ? n : WORDS; n > 0 && (s.p[n] & 0xc0) == 0x80;)
		n--;
	return str_slice(s, 0, n);
}

static struct str
heading_text(const struct work *w, const struct heading *h)
{
	uint32_t from = w->blocks[h->block].from;
	uint32_t to = w->blocks[h->block + h->n - 1].to, ends;

	if (h->title.n > 0)
		return h->title;
	if (h->bare)
		return first_words(book_text(w->b, from, to));
	/* signs of a frame before it */
	while (from < to &&
	       (w->b->text.p[from] == '*' || w->b->text.p[from] == ' '))
		from++;

	/* callouts that stand raised behind the title */
	while (to > from &&
	       (book_style_at(w->b, to - 1, &ends) & STYLE_SUPERSCRIPT) != 0)
		to = book_snap(w->b, to - 1);
	return title_trim(book_text(w->b, from, to));
}

/* Merge, and give everything that was found so far its new block ids. */
static void
blocks_merge(struct work *w)
{
	uint32_t n = w->b->n_blocks, *ids = xmalloc((n + 1) * sizeof(*ids));
	bool *gone = xcalloc(n + 1, sizeof(*gone));

	for (size_t i = 0; i < w->n_headings; i++) {
		const struct heading *h = &w->headings[i];

		if (title_kind(heading_text(w, h)) == SECTION_DATES)
			merge_dates(w, h,
			    i + 1 < w->n_headings ? w->headings[i + 1].block
						  : n,
			    gone);
	}
	merge_titles(w, gone);
	ids[0] = 0;
	for (uint32_t i = 0; i < n; i++)
		ids[i + 1] = ids[i] + !gone[i];
	book_compact(w->b);
	for (size_t i = 0; i < w->n_headings; i++) {
		w->headings[i].block = ids[w->headings[i].block];
		w->headings[i].n = 1;
	}
	for (size_t i = 0; i < w->n_listings; i++) {
		struct listing *l = &w->listings[i];

		l->block = ids[l->block];
		l->n = 1;
		if (l->target != NOWHERE)
			l->target = ids[l->target];
	}
	w->contents_from = ids[w->contents_from < n ? w->contents_from : n];
	w->contents_to = ids[w->contents_to < n ? w->contents_to : n];
	w->blocks = book_edit_blocks(w->b);
	free(gone);
	free(ids);
}

/* ---- kinds and levels ---- */

/* A single heading of the first level over all others is the book's title, not
 * a section that holds the book. */
static void
levels_lift(struct work *w)
{
	size_t first = 0;

	for (size_t i = 0; i < w->n_headings; i++)
		first += w->headings[i].level <= 1;
	if (w->n_headings < 2 || first != 1 || w->headings[0].level > 1)
		return;
	if (!w->headings[0].told)
		w->headings[0].kind = SECTION_FRONT;
	for (size_t i = 1; i < w->n_headings; i++)
		w->headings[i].level--;
}

/* The number and title of a heading: the number may stand in the text only,
 * while the stated contents have the bare title. */
static struct title_parts
heading_parts(const struct work *w, const struct heading *h)
{
	struct str text = heading_text(w, h);
	struct title_parts parts = title_split(text), own;
	struct heading plain = *h;
	struct title_key a = TITLE_KEY_EMPTY, b = TITLE_KEY_EMPTY;

	if (h->title.n == 0 && h->lead > 0 && h->lead < text.n) {
		parts = title_split(str_trim(str_slice(text, 0, h->lead)));
		parts.title = str_trim(str_slice(text, h->lead, text.n));
		parts.alone = false;
		return parts;
	}
	if (h->title.n == 0 || h->bare || parts.number.n > 0)
		return parts;
	plain.title = (struct str){NULL, 0};
	own = title_split(heading_text(w, &plain));
	title_key_add(&a, parts.title);
	title_key_add(&b, own.title);
	return own.number.n > 0 && title_key_eq(a, b) ? own : parts;
}

/* Is the heading a number and nothing else? */
static bool
is_bare_number(const struct work *w, const struct heading *h)
{
	struct title_parts parts = title_split(str_trim(heading_text(w, h)));

	return parts.alone && !parts.named;
}

/* What the title itself says; SECTION_KINDS where it says nothing. */
static void
kinds_by_title(struct work *w, size_t *first, size_t *last)
{
	*first = *last = w->n_headings;
	for (size_t i = 0; i < w->n_headings; i++) {
		struct heading *h = &w->headings[i];
		struct title_parts parts = heading_parts(w, h);

		if (h->kind == SECTION_KINDS) {
			h->kind = (uint8_t)title_kind(
			    parts.number.p != NULL && !parts.named
				? STR("")
				: heading_text(w, h));
			if (h->level > 1 && (h->kind == SECTION_FRONT ||
						h->kind == SECTION_CONCLUSION))
				h->kind = SECTION_KINDS;
		}
		if (parts.number.p == NULL || h->kind != SECTION_KINDS)
			continue;
		h->part = parts.part && parts.named;
		h->kind = h->part ? SECTION_PART : SECTION_CHAPTER;
		if (h->level > 1 && is_bare_number(w, h))
			continue;
		if (*first == w->n_headings)
			*first = i;
		*last = i;
	}
}

/* Under printed parts the chapters are a level deeper, and so are bare numbers
 * under named chapters ("Chapter One", then "I", "II"). */
static void
levels_by_parts(struct work *w)
{
	bool parts = false, chapter = false;

	for (size_t i = 0; i < w->n_headings; i++)
		if (w->headings[i].level > 1)
			return;
	for (size_t i = 0; i < w->n_headings; i++) {
		struct heading *h = &w->headings[i];

		parts |= h->part;
		if (h->kind != SECTION_CHAPTER) {
			chapter = false;
			continue;
		}
		h->level = parts ? 2 : 1;
		if (chapter && is_bare_number(w, h))
			h->level++;
		else
			chapter = title_split(heading_text(w, h)).named;
	}
}

struct seen {
	struct title_key key;
	size_t heading;
};

static int
by_key(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	if (x->key.hash != y->key.hash)
		return x->key.hash < y->key.hash ? -1 : 1;
	return (x->heading > y->heading) - (x->heading < y->heading);
}

/* Under a heading "Notes", headings that repeat those of chapters before it
 * group the notes: they are no chapters again.  A title is repeated with its
 * number, without it, or by "Chapter 5" or "V" alone. */
static void
groups_of_notes(struct work *w)
{
	struct seen *v = xmalloc((3 * w->n_headings + 1) * sizeof(*v));
	bool *again = xcalloc(w->n_headings + 1, sizeof(*again));
	const struct heading *notes = NULL;
	size_t n = 3 * w->n_headings;
	uint32_t most = 0; /* the highest number of a chapter */

	for (size_t i = 0; i < w->n_headings; i++) {
		struct str s = heading_text(w, &w->headings[i]);

		v[3 * i] = (struct seen){TITLE_KEY_EMPTY, i};
		v[3 * i + 1] = v[3 * i + 2] = v[3 * i];
		title_key_add(&v[3 * i].key, s);
		title_key_add(&v[3 * i + 1].key, title_split(s).title);
		title_key_add(&v[3 * i + 2].key, title_number(s));
	}
	if (n > 0)
		qsort(v, n, sizeof(*v), by_key);
	for (size_t i = 1; i < n; i++)
		again[v[i].heading] |= v[i].heading != v[i - 1].heading &&
				       title_key_eq(v[i].key, v[i - 1].key);
	for (size_t i = 0; i < w->n_headings; i++) {
		struct heading *h = &w->headings[i];
		struct title_parts parts = heading_parts(w, h);
		uint32_t value = number_value(parts.number);
		bool bare = h->lead == 0 && parts.alone;

		if (h->kind == SECTION_NOTES) {
			notes = h;
		} else if (notes != NULL && !h->told &&
			   ((again[i] && !(value > most && parts.named)) ||
			       h->level > notes->level ||
			       (bare && value > 0 && value <= most))) {
			h->level = (uint8_t)(notes->level + 1);
			h->kind = SECTION_NOTES;
		} else {
			notes = NULL;
			if (h->kind == SECTION_CHAPTER && value > most)
				most = value;
		}
	}
	free(v);
	free(again);
}

/* Where "Notes" come again and again, each chapter has its own. */
static void
levels_of_notes(struct work *w)
{
	size_t after = 0; /* of them, how many stand behind a chapter */

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 1; i < w->n_headings; i++) {
			struct heading *h = &w->headings[i], *chapter = h - 1;

			if (h->kind != SECTION_NOTES || h->told ||
			    h->level != chapter->level ||
			    chapter->kind != SECTION_CHAPTER)
				continue;
			after += pass == 0;
			if (pass == 1 && after >= 2)
				h->level++;
		}
}

static void
kinds_find(struct work *w)
{
	size_t first, last;

	kinds_by_title(w, &first, &last);
	for (size_t i = 0; i < w->n_headings; i++) {
		struct heading *h = &w->headings[i];

		if (h->kind != SECTION_KINDS)
			continue;
		if (first == w->n_headings || h->level > 1)
			h->kind = SECTION_CHAPTER;
		else
			h->kind = i < first  ? SECTION_FRONT
				  : i > last ? SECTION_BACK
					     : SECTION_CHAPTER;
	}
	levels_by_parts(w);
	levels_of_notes(w);
	groups_of_notes(w);
}

/* Of two headings with one place the second is inside the first. */
static void
levels_at_one_place(struct work *w)
{
	for (size_t i = 1; i < w->n_headings; i++) {
		const struct heading *up = &w->headings[i - 1];
		struct heading *h = &w->headings[i];

		if (h->block == up->block && h->level <= up->level)
			h->level = (uint8_t)(up->level + 1);
	}
}

/* ---- the table ---- */

/* A copy of s on one line. */
static struct str
one_line(struct work *w, struct str s)
{
	char *p = book_alloc(w->b, s.n + 1, 1);

	assert(s.p != NULL || s.n == 0);
	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[i] == '\n' || s.p[i] == '\t' ? ' ' : s.p[i];
	return (struct str){p, s.n};
}

static void
section_fill(struct work *w, uint32_t id, const struct heading *h)
{
	struct section *s = &w->sections[id];
	struct block *k = &w->blocks[h->block];
	struct title_parts parts = heading_parts(w, h);

	s->first_block = h->block;
	s->kind = h->kind;
	s->level = h->level > 0 ? h->level : 1;
	if (parts.number.p != NULL &&
	    (h->kind == SECTION_CHAPTER || h->kind == SECTION_PART ||
		h->kind == SECTION_NOTES || h->kind == SECTION_BACK))
		s->number = one_line(w, parts.number);
	else
		parts.title = heading_text(w, h);
	s->title = one_line(w, parts.title);
	s->line = k->line;
	s->href = h->href;
	if (h->bare)
		return;
	k->kind = BLOCK_HEADING;
	k->level = (uint8_t)s->level;
}

/* What stands before the first heading: title pages. */
static void
section_front(struct work *w)
{
	struct section *s = &w->sections[0];
	struct str title = w->b->title;

	if (title.p == NULL && w->b->n_blocks > 0)
		title = title_trim(block_text(w, 0));
	title = first_words(title);
	s->kind = w->n_headings > 0 ? SECTION_FRONT : SECTION_CHAPTER;
	s->level = 1;
	s->title = one_line(w, title);
	s->line = w->b->n_blocks > 0 ? w->blocks[0].line : 0;
}

/* Parents by level, ends by the next section that is not inside. */
static void
sections_nest(struct work *w)
{
	enum { DEPTH = 64 };
	uint32_t open[DEPTH], depth = 0, end = w->b->n_blocks;

	for (uint32_t i = 0; i < w->n_sections; i++) {
		struct section *s = &w->sections[i];

		while (
		    depth > 0 && w->sections[open[depth - 1]].level >= s->level)
			w->sections[open[--depth]].last_block = s->first_block;
		s->parent = depth > 0 ? open[depth - 1] : NOWHERE;
		if (depth < DEPTH)
			open[depth++] = i;
		s->last_block = end;
		s->level = (uint16_t)(s->parent == NOWHERE
					  ? 1
					  : w->sections[s->parent].level + 1);
	}
	while (depth > 0)
		w->sections[open[--depth]].last_block = end;
}

/* Spans and lines, and every block's own section. */
static void
sections_close(struct work *w)
{
	uint32_t section = 0;

	for (uint32_t i = 0; i < w->b->n_blocks; i++) {
		while (section + 1 < w->n_sections &&
		       w->sections[section + 1].first_block <= i)
			section++;
		w->blocks[i].section = section;
	}
	for (uint32_t i = 0; i < w->n_sections; i++) {
		struct section *s = &w->sections[i];
		const struct block *last;

		if (s->first_block >= s->last_block)
			continue;
		last = &w->blocks[s->last_block - 1];
		s->from = w->blocks[s->first_block].from;
		s->to = last->to;
		s->last_line = last->last_line;
	}
}

void
sections_make(struct work *w)
{
	bool front;

	blocks_merge(w);
	levels_lift(w);
	kinds_find(w);
	levels_at_one_place(w);
	front = w->n_headings == 0 || w->headings[0].block > 0;
	w->n_sections = (uint32_t)w->n_headings + front;
	w->sections = book_alloc(w->b, w->n_sections, sizeof(*w->sections));
	if (front)
		section_front(w);
	for (uint32_t i = 0; i < w->n_headings; i++)
		section_fill(w, i + front, &w->headings[i]);
	book_forget_figures(w->b);
	sections_nest(w);
	sections_close(w);
	sections_name(w);
	book_set_sections(w->b, w->sections, w->n_sections);
}

void
section_own(
    const struct work *w, uint32_t section, uint32_t *from, uint32_t *to)
{
	const struct section *s = &w->sections[section];

	*from = s->first_block;
	*to = s->last_block;
	if (section + 1 < w->n_sections &&
	    w->sections[section + 1].first_block < *to)
		*to = w->sections[section + 1].first_block;
}
