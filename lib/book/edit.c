/*
 * Naming what stands there: the half of the builder that the apparatus uses
 * on a finished book.  The text keeps its length, so no place moves.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <izba/builder.h>
#include <izba/text.h>

#include "lib/book/bound.h"

static struct bound *
bound_of(struct book *b)
{
	return (struct bound *)b;
}

void
book_free(struct book *b)
{
	struct bound *w = (struct bound *)b;

	if (w == NULL)
		return;
	buf_free(&w->text);
	free(w->blocks);
	free(w->runs);
	free(w->origins);
	free(w->joins);
	free(w->figures);
	free(w->links);
	free(w->problems);
	stated_free(w);
	arena_free(w->book.arena);
	if (w->map != NULL)
		munmap(w->map, w->map_size);
	free(w);
}

void
bound_publish(struct bound *w)
{
	struct book *b = &w->book;

	b->text = buf_lend(&w->text);
	b->blocks = w->blocks;
	b->n_blocks = (uint32_t)w->of_blocks.n;
	b->runs = w->runs;
	b->n_runs = (uint32_t)w->of_runs.n;
	b->origins = w->origins;
	b->n_origins = (uint32_t)w->of_origins.n;
	b->joins = w->joins;
	b->n_joins = (uint32_t)w->of_joins.n;
	b->figures = w->figures;
	b->n_figures = (uint32_t)w->of_figures.n;
	b->links = w->links;
	b->n_links = (uint32_t)w->of_links.n;
	b->problems = w->problems;
	b->n_problems = (uint32_t)w->of_problems.n;
	b->meta = w->meta;
	b->n_meta = (uint32_t)w->of_meta.n;
	b->folios = w->folios;
	b->n_folios = (uint32_t)w->of_folios.n;
	b->languages = w->languages;
	b->n_languages = (uint32_t)w->of_languages.n;
	b->images = w->images;
	b->n_images = (uint32_t)w->of_images.n;
	b->fragments = w->fragments;
	b->n_fragments = (uint32_t)w->of_fragments.n;
}

struct str
bound_line(struct bound *w, struct str s)
{
	struct buf line = BUF_INIT;
	struct str kept;

	if (s.p == NULL)
		return s;
	text_clean(&line, s, NULL);
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] == '\n' || line.p[i] == '\t')
			line.p[i] = ' ';
	kept = arena_str(w->book.arena, str_trim(buf_lend(&line)));
	buf_free(&line);
	return kept;
}

/* One part of a tag as BCP 47 writes it: languages small, scripts with one
 * capital, regions in capitals. */
static void
subtag_case(char *p, size_t n, bool first)
{
	for (size_t i = 0; i < n; i++) {
		bool capital = !first && (n == 2 || (n == 4 && i == 0));

		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + 32);
		if (capital && p[i] >= 'a' && p[i] <= 'z')
			p[i] = (char)(p[i] - 32);
	}
}

struct str
bound_language(struct bound *w, struct str tag)
{
	/* the three letters of libraries where two are the rule */
	static const char *const codes[][2] = {{"rus", "ru"}, {"eng", "en"},
	    {"ukr", "uk"}, {"bel", "be"}, {"fra", "fr"}, {"fre", "fr"},
	    {"deu", "de"}, {"ger", "de"}, {"ita", "it"}, {"spa", "es"},
	    {"lat", "la"}, {"pol", "pl"}};
	struct buf out = BUF_INIT;
	struct str s = bound_line(w, tag), kept;
	size_t from = 0, to;

	buf_str(&out, s);
	for (size_t i = 0; i < out.n; i++)
		if (out.p[i] == '_')
			out.p[i] = '-';
	for (; from < out.n; from = to + 1) {
		for (to = from; to < out.n && out.p[to] != '-';)
			to++;
		subtag_case(out.p + from, to - from, from == 0);
	}
	for (size_t i = 0; i < LENGTH(codes); i++)
		if (str_is(buf_lend(&out), codes[i][0])) {
			buf_clear(&out);
			buf_puts(&out, codes[i][1]);
		}
	kept = s.p == NULL ? s : arena_str(w->book.arena, buf_lend(&out));
	buf_free(&out);
	return kept;
}

/* ---- problems ---- */

/* One sentence, at line 0, for all that did not fit. */
static void
problem_unlisted(struct bound *w)
{
	enum { ROOM = 64 };
	int n;

	if (w->unlisted_says == NULL) {
		w->unlisted_says = arena_alloc(w->book.arena, ROOM);
		w->problems[w->of_problems.n - 1] =
		    (struct problem){0, PROBLEM_LIMIT, {w->unlisted_says, 0}};
		w->unlisted++;
	}
	w->unlisted++;
	n = snprintf(w->unlisted_says, ROOM, "problems that are not listed: %u",
	    w->unlisted);
	for (size_t i = w->of_problems.n; i-- > 0;)
		if (w->problems[i].message.p == w->unlisted_says) {
			w->problems[i].message.n = (size_t)n;
			break;
		}
}

void
bound_problem(struct bound *w, enum problem_kind kind, uint32_t line,
    const char *fmt, va_list ap)
{
	struct buf says = BUF_INIT;

	if (w->of_problems.n >= LIMIT_PROBLEMS) {
		problem_unlisted(w);
		return;
	}
	buf_vprintf(&says, fmt, ap);
	ARRAY_PUSH(w->problems, w->of_problems.n, w->of_problems.cap,
	    (struct problem){
		line, (uint8_t)kind, bound_line(w, buf_lend(&says))});
	buf_free(&says);
}

/* Move the last problem to its place; the rest is sorted. */
static void
problem_sink(struct bound *w)
{
	size_t i = w->of_problems.n - 1;
	struct problem p = w->problems[i];

	for (; i > 0 && w->problems[i - 1].line > p.line; i--)
		w->problems[i] = w->problems[i - 1];
	w->problems[i] = p;
}

void
book_problem(
    struct book *b, enum problem_kind kind, uint32_t line, const char *fmt, ...)
{
	struct bound *w = bound_of(b);
	va_list ap;

	va_start(ap, fmt);
	bound_problem(w, kind, line, fmt, ap);
	va_end(ap);
	problem_sink(w);
	b->problems = w->problems;
	b->n_problems = (uint32_t)w->of_problems.n;
}

/* ---- blocks ---- */

const struct stated *
book_stated(const struct book *b)
{
	return &((const struct bound *)b)->stated;
}

struct block *
book_edit_blocks(struct book *b)
{
	return bound_of(b)->blocks;
}

uint32_t
bound_after(const struct bound *w, uint32_t place)
{
	size_t low = 0, high = w->of_blocks.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (w->blocks[mid].from > place)
			high = mid;
		else
			low = mid + 1;
	}
	return (uint32_t)low;
}

void
book_merge(struct book *b, uint32_t i)
{
	struct bound *w = bound_of(b);
	struct block *into, *from;
	uint32_t next;

	if (w->blocks[i].flags & BLOCK_GONE)
		i = w->blocks[i].section;
	into = &w->blocks[i];
	next = bound_after(w, into->to);
	assert(next < w->of_blocks.n);
	from = &w->blocks[next];
	assert(w->text.p[into->to] == '\n');
	w->text.p[into->to] = ' ';
	into->to = from->to;
	if (from->last_line > into->last_line)
		into->last_line = from->last_line;
	from->from = from->to;
	from->flags |= BLOCK_GONE;
	from->section = i;
}

void
book_compact(struct book *b)
{
	struct bound *w = bound_of(b);
	uint32_t kept = 0, fig = 0, n = (uint32_t)w->of_blocks.n;
	uint32_t *ids = stated_any(w) ? xmalloc((n + 1) * sizeof(*ids)) : NULL;

	for (uint32_t i = 0; i < n; i++) {
		bool gone = (w->blocks[i].flags & BLOCK_GONE) != 0;

		if (ids != NULL)
			ids[i] = gone ? kept - 1 : kept;
		/* a figure of a block that is gone belongs to its heir */
		while (fig < w->of_figures.n && w->figures[fig].block <= i)
			w->figures[fig++].block = gone ? kept - 1 : kept;
		if (!gone)
			w->blocks[kept++] = w->blocks[i];
	}
	if (ids != NULL) {
		ids[n] = kept;
		stated_renumber(w, ids);
		free(ids);
	}
	w->of_blocks.n = kept;
	b->n_blocks = kept;
}

void
book_forget_figures(struct book *b)
{
	struct bound *w = bound_of(b);
	size_t kept = 0;

	for (size_t i = 0; i < w->of_figures.n; i++) {
		const struct block *k = &w->blocks[w->figures[i].block];

		if (k->kind != BLOCK_HEADING || (k->flags & BLOCK_STATED))
			w->figures[kept++] = w->figures[i];
	}
	w->of_figures.n = kept;
	b->n_figures = (uint32_t)kept;
}

/* ---- tables ---- */

void *
book_alloc(struct book *b, size_t n, size_t size)
{
	assert(size == 0 || n <= SIZE_MAX / 2 / size);
	return arena_alloc(b->arena, n * size);
}

#define SETTER(name, type) \
	void book_set_##name(struct book *b, struct type *v, uint32_t n) \
	{ \
		b->name = v; \
		b->n_##name = n; \
	}

SETTER(sections, section)
SETTER(notes, note)
SETTER(references, reference)
SETTER(entries, entry)
SETTER(links, link)

void
book_set_title(struct book *b, struct str title)
{
	b->title = bound_line(bound_of(b), title);
}

void
book_set_authors(struct book *b, struct str *v, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		v[i] = bound_line(bound_of(b), v[i]);
	b->authors = (struct strs){v, n};
}

void
book_set_language(struct book *b, struct str tag)
{
	b->language = bound_language(bound_of(b), tag);
}
