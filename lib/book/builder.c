/*
 * Making a book: its life from the first block to the finished tables.  The
 * text itself goes through feed.c.  Knows no format.
 *
 *  1. A block that is open has its `from`; its `to` is set when it ends.
 *  2. The newline that parts a block from the one before is written when the
 *     block begins, and taken back if the block vanishes.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <izba/builder.h>
#include <izba/text.h>

#include "lib/book/bound.h"

struct builder *
builder_new(const char *format)
{
	struct builder *b = xcalloc(1, sizeof(*b));
	struct bound *w = xcalloc(1, sizeof(*w));

	buf_init(&w->text);
	buf_init(&b->feed.scratch);
	w->book.arena = arena_new();
	w->book.format = format;
	w->book.encoding = STR("UTF-8");
	b->w = w;
	b->feed.w = w;
	return b;
}

void
builder_free(struct builder *b)
{
	if (b == NULL)
		return;
	if (b->w != NULL)
		book_free(&b->w->book);
	buf_free(&b->feed.scratch);
	free(b->waiting);
	free(b->later);
	free(b);
}

struct arena *
builder_arena(struct builder *b)
{
	return b->w->book.arena;
}

/* ---- what is said of the book ---- */

void
builder_later(struct builder *b)
{
	b->further = true;
}

void
builder_title(struct builder *b, struct str title)
{
	if (!b->further)
		book_set_title(&b->w->book, title);
}

void
builder_author(struct builder *b, struct str author)
{
	struct book *book = &b->w->book;
	uint32_t n = book->authors.n;
	struct str *v;

	author = bound_line(b->w, author);
	if (author.n == 0 || n >= 100 || b->further)
		return;
	v = arena_alloc(book->arena, (n + 1) * sizeof(*v));
	if (n > 0)
		memcpy(v, book->authors.v, n * sizeof(*v));
	v[n] = author;
	book->authors = (struct strs){v, n + 1};
}

void
builder_language(struct builder *b, struct str tag)
{
	if (!b->further)
		book_set_language(&b->w->book, tag);
}

void
builder_encoding(struct builder *b, struct str name)
{
	if (!b->further)
		b->w->book.encoding = bound_line(b->w, name);
}

void
builder_source_bytes(struct builder *b, uint32_t bytes)
{
	b->w->book.source_bytes = bytes;
}

void
builder_source_unit(struct builder *b, unsigned unit)
{
	b->w->book.source_unit = (uint8_t)unit;
}

uint32_t
source_length(struct str text, unsigned unit)
{
	uint32_t units = 0;

	if (unit == 0)
		return (uint32_t)text.n;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		units += (c & 0xc0) != 0x80;
		units += unit == 2 && c >= 0xf0;
	}
	return units * unit;
}

void
builder_expect(struct builder *b, size_t bytes)
{
	if (bytes <= LIMIT_TEXT)
		buf_reserve(&b->w->text, bytes);
}

/* ---- blocks ---- */

static bool
keeps_empty(uint8_t kind)
{
	return kind == BLOCK_RULE || kind == BLOCK_FIGURE;
}

/* Tabs part the cells of tables; elsewhere they are only blanks. */
static void
block_untab(struct bound *w, const struct block *k)
{
	char *p = w->text.p + k->from, *end = w->text.p + k->to;

	if (k->kind == BLOCK_TABLE || k->kind == BLOCK_PREFORMATTED)
		return;
	while (p < end && (p = memchr(p, '\t', (size_t)(end - p))) != NULL)
		*p = ' ';
}

void
block_end(struct builder *b)
{
	struct bound *w = b->w;
	struct block *k;

	if (!b->open)
		return;
	b->open = false;
	k = &w->blocks[w->of_blocks.n - 1];
	k->to = (uint32_t)w->text.n;
	if (k->to == k->from && !keeps_empty(k->kind)) {
		if (k->from > 0)
			buf_cut(&w->text, k->from - 1);
		while (w->of_origins.n > 0 &&
		       w->origins[w->of_origins.n - 1].place >= k->from)
			w->of_origins.n--;
		w->of_blocks.n--;
		return;
	}
	block_untab(w, k);
}

static bool
blocks_full(struct builder *b, uint32_t line)
{
	if (b->w->of_blocks.n < LIMIT_BLOCKS && !b->feed.full)
		return false;
	if (!b->no_block && !b->feed.full)
		builder_problem(b, PROBLEM_LIMIT, line,
		    "the book is too long; it is cut here");
	b->no_block = true;
	return true;
}

void
builder_block(struct builder *b, enum block_kind kind, unsigned level,
    unsigned flags, uint32_t line, unsigned gap)
{
	struct bound *w = b->w;
	struct block k = {.section = NOWHERE, .line = line, .last_line = line};

	block_end(b);
	if (blocks_full(b, line))
		return;
	if (w->of_blocks.n > 0)
		buf_putc(&w->text, '\n');
	k.from = k.to = (uint32_t)w->text.n;
	k.gap = (uint16_t)(gap > UINT16_MAX ? UINT16_MAX : gap);
	k.kind = (uint8_t)kind;
	k.level = (uint8_t)(level > UINT8_MAX ? UINT8_MAX : level);
	k.flags = (uint8_t)(flags & 127);
	w->book.new_pages |= (flags & BLOCK_NEW_PAGE) != 0;
	ARRAY_PUSH(w->blocks, w->of_blocks.n, w->of_blocks.cap, k);
	b->open = true;
	if (b->of_waiting.n > 0)
		waiting_place(b, k.from);
}

void
builder_text(struct builder *b, struct str text, unsigned style, uint32_t line,
    uint32_t byte)
{
	if (!b->open)
		return;
	if (b->of_waiting.n > 0)
		waiting_place(b, (uint32_t)b->w->text.n);
	feed_text(&b->feed, text, style, line, byte);
}

void
builder_literal(struct builder *b, struct str text, unsigned style)
{
	if (b->open)
		feed_text(&b->feed, text, style, 0, NOWHERE - 1);
}

struct str
builder_current(const struct builder *b)
{
	const struct bound *w = b->w;
	size_t from;

	if (!b->open)
		return (struct str){"", 0};
	from = w->blocks[w->of_blocks.n - 1].from;
	return (struct str){w->text.p + from, w->text.n - from};
}

void
builder_kind(struct builder *b, enum block_kind kind, unsigned level)
{
	struct block *k;

	if (!b->open)
		return;
	k = &b->w->blocks[b->w->of_blocks.n - 1];
	k->kind = (uint8_t)kind;
	k->level = (uint8_t)(level > UINT8_MAX ? UINT8_MAX : level);
}

uint32_t
builder_place(const struct builder *b)
{
	return (uint32_t)b->w->text.n;
}

void
builder_last_line(struct builder *b, uint32_t line)
{
	if (b->open)
		b->w->blocks[b->w->of_blocks.n - 1].last_line = line;
}

/* ---- what stands beside the text ---- */

void
builder_join(struct builder *b, uint32_t line_a, uint32_t line_b)
{
	struct bound *w = b->w;

	ARRAY_PUSH(w->joins, w->of_joins.n, w->of_joins.cap,
	    (struct join){line_a, line_b});
}

void
builder_figure(struct builder *b, uint32_t line, uint32_t last_line,
    const struct str *captions, uint32_t n)
{
	struct bound *w = b->w;
	struct figure f = {.line = line, .last_line = last_line};
	struct str *v = NULL;

	block_end(b);
	f.block = (uint32_t)w->of_blocks.n;
	if (n > 0)
		v = arena_alloc(w->book.arena, n * sizeof(*v));
	for (uint32_t i = 0; i < n; i++)
		v[i] = bound_line(w, captions[i]);
	f.captions = (struct strs){v, n};
	ARRAY_PUSH(w->figures, w->of_figures.n, w->of_figures.cap, f);
}

void
builder_link(struct builder *b, uint32_t from, uint32_t to, uint32_t target,
    struct str href)
{
	struct bound *w = b->w;

	if (from >= to || to > w->text.n)
		return;
	ARRAY_PUSH(w->links, w->of_links.n, w->of_links.cap,
	    (struct link){from, to, target, NOWHERE, bound_line(w, href)});
}

void
builder_problem(struct builder *b, enum problem_kind kind, uint32_t line,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	bound_problem(b->w, kind, line, fmt, ap);
	va_end(ap);
}

/* ---- the end ---- */

static int
link_cmp(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

static int
problem_cmp(const void *a, const void *b)
{
	const struct problem *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return str_cmp(x->message, y->message);
}

static int
join_cmp(const void *a, const void *b)
{
	const struct join *x = a, *y = b;

	return x->line_a < y->line_a ? -1 : x->line_a > y->line_a;
}

static void
sort(void *v, size_t n, size_t size, int (*cmp)(const void *, const void *))
{
	if (n > 1)
		qsort(v, n, size, cmp);
}

/* Links sorted, and none over another: the later one gives way.  One that was
 * over a block which vanished ends with the text. */
static void
links_settle(struct bound *w)
{
	size_t kept = 0;

	sort(w->links, w->of_links.n, sizeof(*w->links), link_cmp);
	for (size_t i = 0; i < w->of_links.n; i++) {
		struct link l = w->links[i];

		if (l.to > w->text.n)
			l.to = (uint32_t)w->text.n;
		if (l.from >= l.to ||
		    (kept > 0 && w->links[kept - 1].to > l.from))
			continue;
		w->links[kept++] = l;
	}
	w->of_links.n = kept;
}

#define TRIM(v, t) \
	do { \
		if ((t).cap > (t).n) { \
			(t).cap = (t).n; \
			(v) = xrealloc((v), (t).n * sizeof(*(v))); \
		} \
	} while (0)

/* Sort what may be out of order, and give unused memory back. */
static void
bound_settle(struct bound *w)
{
	uint32_t last = (uint32_t)w->of_blocks.n - 1;

	for (size_t i = 0; i < w->of_figures.n; i++)
		if (w->figures[i].block > last)
			w->figures[i].block = last;
	stated_settle(w);
	links_settle(w);
	sort(w->joins, w->of_joins.n, sizeof(*w->joins), join_cmp);
	sort(w->problems, w->of_problems.n, sizeof(*w->problems), problem_cmp);
	TRIM(w->blocks, w->of_blocks);
	TRIM(w->runs, w->of_runs);
	TRIM(w->origins, w->of_origins);
	TRIM(w->joins, w->of_joins);
	TRIM(w->links, w->of_links);
	if (w->text.cap > w->text.n + 1) {
		w->text.p = xrealloc(w->text.p, w->text.n + 1);
		w->text.cap = w->text.n + 1;
	}
}

/* Nothing came: the first problem may say why. */
static void
no_text(const struct bound *w, struct err *err)
{
	struct str why = {NULL, 0};

	for (size_t i = 0; i < w->of_problems.n && why.p == NULL; i++)
		if (w->problems[i].kind == PROBLEM_LOST_TEXT)
			why = w->problems[i].message;
	if (why.p == NULL)
		err_set(err, ERR_FORMAT, "there is no text in it");
	else
		err_set(err, ERR_FORMAT, "there is no text in it: %.*s",
		    (int)(why.n < 300 ? why.n : 300), why.p);
}

struct book *
builder_finish(struct builder *b, struct err *err)
{
	struct bound *w = b->w;

	builder_note_end(b);
	builder_entry_end(b);
	block_end(b);
	feed_flush(&b->feed);
	waiting_place(b, (uint32_t)w->text.n);
	if (w->text.n == 0) {
		no_text(w, err);
		builder_free(b);
		return NULL;
	}
	later_settle(b);
	bound_settle(w);
	bound_publish(w);
	b->w = NULL;
	builder_free(b);
	return &w->book;
}
