/*
 * For tests of the plain-text reader: a text read, checked, and shown as one
 * line for each block.
 */
#ifndef TESTS_PLAIN_H
#define TESTS_PLAIN_H

#include "tests/unit/unit.h"

#include <izba/builder.h>
#include <izba/formats.h>

static inline struct book *
plain_read(struct str bytes)
{
	struct read_options as_text = {.format = "text"};
	struct err e = {0};
	struct book *b = book_read_bytes(bytes, "t.txt", &as_text, &e);

	if (b == NULL)
		fail_msg("%s", e.text);
	if (!book_check(b, &e))
		fail_msg("%s", e.text);
	return b;
}

/* The text of a span with its emphasis as *...*, strong as !...!, raised as
 * ^...^ and links as [...]. */
static inline void
plain_span(const struct book *b, uint32_t from, uint32_t to, struct buf *out)
{
	for (uint32_t at = from; at <= to; at++) {
		uint32_t link = book_link_from(b, at);
		unsigned was = at > from ? book_style_at(b, at - 1, NULL) : 0;
		unsigned now = at < to ? book_style_at(b, at, NULL) : 0;
		const char *marks = "*!^";

		for (int i = 0; i < 3; i++)
			if ((was ^ now) & (1u << i))
				buf_putc(out, marks[i]);
		for (uint32_t i = 0; i < b->n_links; i++)
			if (b->links[i].to == at && b->links[i].from >= from)
				buf_putc(out, ']');
		if (at < to && link < b->n_links && b->links[link].from == at)
			buf_putc(out, '[');
		if (at < to)
			buf_putc(out, b->text.p[at]);
	}
}

/* All blocks, as "kind text\n"; inner line ends as '/', tabs as '|'. */
static inline char *
plain_show(const struct book *b)
{
	struct buf out = BUF_INIT;

	for (uint32_t i = 0; i < b->n_blocks; i++) {
		size_t from;

		buf_printf(&out, "%s ", block_names[b->blocks[i].kind]);
		from = out.n;
		plain_span(b, b->blocks[i].from, b->blocks[i].to, &out);
		for (size_t k = from; k < out.n; k++)
			if (out.p[k] == '\n' || out.p[k] == '\t')
				out.p[k] = out.p[k] == '\n' ? '/' : '|';
		buf_putc(&out, '\n');
	}
	return buf_take(&out);
}

/* A text must read as these blocks. */
static inline void
plain_is(const char *text, const char *blocks)
{
	struct book *b = plain_read(str_of(text));
	char *shown = plain_show(b);

	assert_string_equal(shown, blocks);
	free(shown);
	book_free(b);
}

#endif
