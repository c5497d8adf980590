/*
 * markdown-inline: the text of a block as it is gathered from the parser's
 * nodes.  Private to markdown-inline.c, markdown-blocks.c.
 */
#ifndef FORMATS_MARKDOWN_INLINE_H
#define FORMATS_MARKDOWN_INLINE_H

#include "lib/formats/markdown.h"

struct md_inlines {
	struct md *m;
	struct md_piece *v, *spare;
	size_t n, cap, cap_spare;
	uint32_t line0; /* the source line (from 0) of the chunk's line 1 */
	uint32_t byte0; /* of the chunk's first byte */
	uint32_t line; /* last known, from 0 */
	unsigned depth[8]; /* of styles that are on */
	unsigned links;
	struct str spoken; /* the tag that states a language, or null */
	unsigned spoken_depth; /* such tags in it */
	unsigned image; /* inside an image: its text is gathered */
	struct buf alt;
	struct md_piece picture;
};

/* An event of the parser's walk. */
struct md_event {
	enum md_inline_type {
		INLINE_TEXT,
		INLINE_CODE,
		INLINE_SOFT,
		INLINE_HARD,
		INLINE_HTML,
		INLINE_STYLE,
		INLINE_LINK,
		INLINE_IMAGE,
		INLINE_CALL
	} type;
	bool enter;
	struct str text, title;
	unsigned style;
	uint32_t line, column; /* of the chunk, from 1; 0 if not known */
};

void md_inlines_begin(struct md_inlines *x);
void md_inline(struct md_inlines *x, const struct md_event *e);
/* What Pandoc writes in plain text: notes in the text, raised and lowered
 * words. */
void md_inlines_refine(struct md_inlines *x);

#endif
