/*
 * Plain text into blocks: the passes in their order, then the paragraphs fed
 * to the builder.  What each pass does stands at the head of its file.
 */
#include <stdlib.h>

#include <izba/scan.h>

#include "lib/formats/text.h"

/* ---- markup is resolved over what stands together ---- */

/* Does the markup of paragraph i go on from the one before it? */
static bool
goes_on(const struct source *s, uint32_t i)
{
	const struct para *p = &s->paras[i], *q = p - 1;

	return i > 0 && s->lines[p->line].gap == 0 && p->skip == 0 &&
	       !(p->start & START_LABEL) && p->prev == NOWHERE &&
	       p->next == NOWHERE && q->prev == NOWHERE && q->next == NOWHERE &&
	       s->manner != MANNER_FLAT;
}

static void
para_scan(struct inlines *in, const struct source *s, uint32_t i)
{
	const struct para *p = &s->paras[i];

	for (uint32_t k = p->line; k < p->line + p->lines; k++)
		inlines_scan(in,
		    s->lines[k].from + (k == p->line ? p->skip : 0),
		    s->lines[k].to);
}

/* Resolve the markup of paragraph i, its other parts, and those that go on
 * from it. */
static void
unit_scan(struct inlines *in, const struct source *s, uint32_t i)
{
	inlines_begin(in);
	for (uint32_t k = i; k != NOWHERE; k = s->paras[k].next)
		para_scan(in, s, k);
	for (uint32_t k = i + 1; k < s->n_paras && goes_on(s, k); k++)
		para_scan(in, s, k);
	inlines_resolve(in);
}

/* ---- feeding ---- */

static void
row_feed(struct builder *b, struct inlines *in, const struct source *s,
    const struct para *p)
{
	struct span cells[16];
	const struct line *l = &s->lines[p->line];
	unsigned n =
	    table_cut(line_text(s, p->line), p->level, p->cells, cells);

	for (unsigned i = 0; i < n; i++) {
		if (i > 0)
			builder_literal(b, STR("\t"), 0);
		inlines_feed(in, l->from + cells[i].from, l->from + cells[i].to,
		    l->number);
	}
}

static void
lines_feed(struct builder *b, struct inlines *in, const struct source *s,
    const struct para *p)
{
	const struct line *l = &s->lines[p->line], *end = l + p->lines;
	uint32_t from = l->from + p->skip;

	for (; l < end; l++) {
		if (l->folio_n > 0)
			builder_folio(b, str_slice(s->bytes, l->folio,
					     l->folio + l->folio_n));
		inlines_feed(in, from, l->to - l->soft, l->number);
		if (l + 1 == end)
			return;
		if (!l->hyphen)
			builder_literal(b, STR(" "), 0);
		from = l[1].from;
	}
}

static void
para_feed(
    struct builder *b, struct inlines *in, const struct source *s, uint32_t i)
{
	if (s->paras[i].kind == BLOCK_TABLE)
		row_feed(b, in, s, &s->paras[i]);
	else
		lines_feed(b, in, s, &s->paras[i]);
}

/* Are this paragraph and the next lines of one block? */
static bool
same_block(const struct source *s, uint32_t i)
{
	const struct para *p = &s->paras[i], *q = p + 1;

	return i + 1 < s->n_paras && p->kind == q->kind &&
	       (p->kind == BLOCK_TABLE || p->kind == BLOCK_VERSE ||
		   p->kind == BLOCK_CAPTION) &&
	       p->figure == q->figure && s->lines[q->line].gap == 0 &&
	       !(q->traits & PARA_NOISE);
}

static uint32_t
last_line(const struct source *s, uint32_t i)
{
	const struct para *p = &s->paras[i];

	return s->lines[p->line + p->lines - 1].number;
}

static void
block_begin(struct builder *b, const struct source *s, uint32_t i)
{
	const struct para *p = &s->paras[i];
	const struct line *l = &s->lines[p->line];
	unsigned level = p->kind == BLOCK_TABLE ? 0 : p->level;
	enum block_kind kind =
	    p->kind == BLOCK_NOTE ? BLOCK_PARAGRAPH : p->kind;

	builder_block(b, kind, level,
	    p->flags | (l->indent > 0 ? BLOCK_INDENTED : 0u), l->number,
	    l->gap);
}

/* Feed the block that begins with paragraph i; gives its last paragraph of
 * those that follow each other. */
static uint32_t
block_feed(
    struct builder *b, struct inlines *in, const struct source *s, uint32_t i)
{
	uint32_t k = i, next;

	block_begin(b, s, i);
	if (s->paras[i].kind == BLOCK_RULE)
		return i;
	para_feed(b, in, s, i);
	while (same_block(s, i)) {
		builder_literal(b, STR("\n"), 0);
		if (!goes_on(s, ++i))
			unit_scan(in, s, i);
		para_feed(b, in, s, i);
		k = i;
	}
	while ((next = s->paras[k].next) != NOWHERE) {
		const struct para *p = &s->paras[next];

		if (!(p->traits & PARA_GLUE))
			builder_literal(b, STR(" "), 0);
		para_feed(b, in, s, next);
		builder_join(b, last_line(s, k), s->lines[p->line].number);
		k = next;
	}
	builder_last_line(b, last_line(s, k));
	inlines_break(in);
	return i;
}

/* ---- pictures ---- */

/* The lines of a group of captions as one string. */
static struct str
caption_text(
    struct builder *b, const struct source *s, uint32_t from, uint32_t to)
{
	struct buf t = BUF_INIT;
	struct str kept;

	for (uint32_t i = from; i <= to; i++) {
		const struct para *p = &s->paras[i];
		struct str text = para_text(s, i);

		text = str_slice(text, p->skip,
		    text.n - s->lines[p->line + p->lines - 1].soft);
		if (t.n > 0)
			buf_putc(&t, ' ');
		for (size_t k = 0; k < text.n; k++)
			if (text.p[k] != '*')
				buf_putc(&t, text.p[k]);
	}
	kept = arena_str(builder_arena(b), buf_lend(&t));
	buf_free(&t);
	return kept;
}

static void
picture_feed(struct builder *b, const struct source *s, const struct picture *p)
{
	struct str *captions =
	    xmalloc((p->last - p->first + 1) * sizeof(*captions));
	uint32_t n = 0, k;

	for (uint32_t i = p->first; i <= p->last; i = k + 1) {
		for (k = i; k < p->last && same_block(s, k); k++)
			;
		if (s->paras[i].kind != BLOCK_FIGURE)
			captions[n++] = caption_text(b, s, i, k);
	}
	builder_figure(b, s->lines[s->paras[p->first].line].number,
	    last_line(s, p->last), captions, n);
	free(captions);
}

/* ---- all of it ---- */

static void
title_feed(struct builder *b, struct inlines *in, struct source *s, uint32_t i)
{
	s->paras[i].kind = BLOCK_HEADING;
	s->paras[i].level = 1;
	s->paras[i].flags |= BLOCK_TITLE;
	block_feed(b, in, s, i);
	builder_title(b, builder_current(b));
}

/* The paragraphs [from, to). */
static void
range_feed(struct builder *b, struct inlines *in, struct source *s,
    uint32_t from, uint32_t to)
{
	uint32_t picture = 0;

	while (picture < s->n_pictures && s->pictures[picture].first < from)
		picture++;
	for (uint32_t i = from; i < to; i++) {
		const struct para *p = &s->paras[i];

		if (p->prev != NOWHERE)
			continue;
		if (i == from || !goes_on(s, i)) {
			source_let_go(s, p->line);
			unit_scan(in, s, i);
		}
		if (p->traits & PARA_NOISE)
			continue;
		if (picture < s->n_pictures && s->pictures[picture].first == i)
			picture_feed(b, s, &s->pictures[picture++]);
		if (i == s->title)
			title_feed(b, in, s, i);
		else {
			named_begin(s, b, i);
			i = block_feed(b, in, s, i);
			named_end(s, b, i);
		}
	}
}

/* The book first, then the frame around it: its end names it. */
static void
blocks_feed(struct builder *b, struct source *s)
{
	struct inlines *in = inlines_new(b, s);

	range_feed(b, in, s, s->begin, s->end);
	range_feed(b, in, s, s->footer, (uint32_t)s->n_paras);
	range_feed(b, in, s, s->end, s->footer);
	range_feed(b, in, s, 0, s->begin);
	inlines_free(in);
}

/* Is this no text at all?  Counted over the beginning: NULs and controls that
 * no text file has. */
bool
bytes_are_binary(struct str s)
{
	size_t odd = 0, n = s.n < 65536 ? s.n : 65536;

	for (size_t i = 0; i < n; i++) {
		unsigned char c;

		while (i + SCAN < n &&
		       scan_bits(scan_in(scan_load(s.p + i), 0, 0x1f)) == 0)
			i += SCAN;
		c = (unsigned char)s.p[i];
		odd += c < 0x20 && c != '\n' && c != '\r' && c != '\t' &&
		       c != '\f' && c != '\b' && c != 0x1b;
	}
	return odd > n / 10;
}

/* The passes over a text in UTF-8. */
static void
text_compile(struct builder *b, struct source *s)
{
	builder_expect(b, s->bytes.n);
	source_split(s);
	folios_find(s);
	heads_find(s, b);
	paras_make(s);
	marks_find(s, b);
	frame_find(s, b);
	brackets_find(s);
	named_find(s);
	page_find(s);
	flat_find(s);
	tables_find(s);
	figures_find(s);
	joins_find(s);
	verse_find(s);
	quotes_find(s);
	hyphens_find(s);
	blocks_feed(b, s);
	source_free(s);
}

bool
text_read(struct builder *b, const struct input *in, struct err *err)
{
	const char *asked = in->options == NULL ? NULL : in->options->encoding;
	struct decoded d;
	struct source s = {.title = NOWHERE, .decoded = &d};

	if (!encoding_read(&d, in->bytes, asked, (struct str){NULL, 0}, err))
		return false;
	if (bytes_are_binary(d.unit > 1 ? d.text : in->bytes)) {
		decoded_free(&d);
		return err_set(err, ERR_FORMAT,
		    "it is neither text nor a kind of book that izba knows");
	}
	decoded_tell(&d, b);
	overstrike_resolve(&d, &s);
	s.bytes = d.text;
	s.ours = d.own.cap > 0 || (in->ours && d.text.p >= in->bytes.p &&
				      d.text.p < in->bytes.p + in->bytes.n);
	text_compile(b, &s);
	decoded_free(&d);
	return true;
}
