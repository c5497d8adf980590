/*
 * Text of HTML documents to the builder: white space, blocks that begin, spans
 * that open and close.
 */
#include <string.h>

#include <izba/scan.h>

#include "lib/formats/html-walk.h"

/* ---- text ---- */

void
put_flush(struct walk *w)
{
	if (w->text.n > 0)
		builder_text(
		    w->b, buf_lend(&w->text), w->style, w->line, NOWHERE);
	buf_clear(&w->text);
}

void
put_block_end(struct walk *w)
{
	put_flush(w);
	w->open = false;
	w->space = false;
	w->line_break = false;
}

unsigned
put_page(struct walk *w)
{
	bool due = w->new_page;

	w->new_page = false;
	return due ? BLOCK_NEW_PAGE : 0;
}

void
put_block_begin(struct walk *w, uint32_t line)
{
	const struct context *c = w->c;
	unsigned level = c->level,
		 flags = c->flags | BLOCK_STATED | put_page(w);

	if (c->kind == BLOCK_ITEM)
		level = c->lists + c->quotes; /* both set it in */
	else if (c->kind == BLOCK_QUOTE)
		level = c->quotes;
	if (w->goes_on)
		flags |= BLOCK_CONTINUES;
	w->goes_on = false;
	builder_block(w->b, c->kind, level, flags, line, 0);
	w->open = true;
	w->line = line;
	if (w->marker && c->number != NULL && c->kind == BLOCK_ITEM) {
		struct buf out = BUF_INIT;

		buf_printf(&out, "%u. ", (*c->number)++);
		builder_literal(w->b, buf_lend(&out), 0);
		buf_free(&out);
	}
	w->marker = false;
}

/* Make ready for text of a style: block, due blank, spans that begin. */
static void
text_begin(struct walk *w, unsigned style, uint32_t line)
{
	if (!w->open) {
		w->space = w->line_break = false;
		put_block_begin(w, line);
	}
	if (w->fresh)
		w->space = w->line_break = false;
	w->fresh = false;
	if (w->line_break) {
		put_flush(w);
		builder_literal(w->b, STR("\n"), 0);
		w->line_break = w->space = false;
	}
	if (w->space) {
		if (w->unset > 0 || w->style != style) {
			/* before the span, in the plainer of the two styles */
			put_flush(w);
			w->style &= style;
			builder_text(w->b, STR(" "), w->style, line, NOWHERE);
		} else {
			buf_putc(&w->text, ' ');
		}
		w->space = false;
	}
	if (w->style != style || w->unset > 0)
		put_flush(w);
	w->style = style;
	for (unsigned i = w->n_spans; w->unset > 0 && i-- > 0;)
		if (w->spans[i].from == NOWHERE) {
			w->spans[i].from = builder_place(w->b);
			w->unset--;
		}
}

static void
put_kept(struct walk *w, struct str s, uint32_t line)
{
	if (s.n == 0)
		return;
	if (!w->open && s.p[0] == '\n')
		s = str_slice(s, 1, s.n);
	if (s.n == 0)
		return;
	text_begin(w, w->c->style, line);
	buf_str(&w->text, s);
}

/* The end of a stretch that is even already: words with one blank between. */
static size_t
even_end(struct str s, size_t at)
{
	/* sixteen at once, of which the last is judged with the next ones */
	while (s.n - at >= SCAN) {
		scan_bytes v = scan_load(s.p + at);
		unsigned blank = scan_bits(scan_in(v, 0, ' '));
		unsigned space = scan_bits(scan_is(v, ' '));
		unsigned ends = (blank & ~space) | (space & blank >> 1);

		if (ends != 0)
			return at + (size_t)__builtin_ctz(ends);
		at += SCAN - 1;
	}
	while (at < s.n) {
		if ((unsigned char)s.p[at] > ' ')
			at++;
		else if (s.p[at] == ' ' && at + 1 < s.n &&
			 (unsigned char)s.p[at + 1] > ' ')
			at += 2;
		else
			break;
	}
	return at;
}

void
put(struct walk *w, struct str s, uint32_t line)
{
	size_t at = 0, from;

	while (at < s.n) {
		unsigned char c = (unsigned char)s.p[at];

		if (!w->open && c == 0xc2 && at + 1 < s.n &&
		    (unsigned char)s.p[at + 1] == 0xa0 &&
		    w->c->kind != BLOCK_VERSE) {
			/* no-break blanks instead of an indent */
			at += 2;
			continue;
		}
		if (c <= ' ') {
			w->space |= w->open && c != '\0';
			line += c == '\n' && line > 0;
			at++;
			continue;
		}
		from = at;
		at = even_end(s, at);
		text_begin(w, w->c->style, line);
		buf_str(&w->text, str_slice(s, from, at));
	}
}

/* Text of a node, but for what is left of a label. */
void
put_text(struct walk *w, struct str s, uint32_t line)
{
	if (w->skip > 0) {
		size_t n = w->skip < s.n ? w->skip : s.n;

		w->skip -= (uint32_t)n;
		s = str_slice(s, n, s.n);
	}
	if (w->c->pre)
		put_kept(w, s, line);
	else
		put(w, s, line);
}

/* ---- spans ---- */

bool
span_open(struct walk *w, enum span_kind kind)
{
	if (w->n_spans >= LENGTH(w->spans))
		return false;
	w->spans[w->n_spans++] = (struct open_span){kind, NOWHERE, 0};
	w->unset++;
	return true;
}

/* Close the innermost span: where it began, or NOWHERE if it has no text. */
uint32_t
span_close(struct walk *w)
{
	uint32_t from = w->spans[--w->n_spans].from;

	if (from == NOWHERE) {
		w->unset--;
		return NOWHERE;
	}
	put_flush(w);
	return from;
}
