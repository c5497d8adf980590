/*
 * inline: marks of light markup on their way from the source to the builder.
 * Shared by the three files that find, pair and feed them.
 */
#ifndef FORMATS_TEXT_INLINE_H
#define FORMATS_TEXT_INLINE_H

#include "lib/formats/text.h"

#define MARKS_MAX (1u << 20) /* of one stretch; more are text */
#define TARGET_MAX 2000 /* bytes of a link's target */
#define DEPTH 64 /* brackets and tags that are open */

enum link_end { LINK_NONE, LINK_BEGIN, LINK_END };

/* Bytes that are markup, if a partner was found. */
struct mark {
	uint32_t at, len;
	uint32_t href, href_len; /* of a link that begins */
	uint8_t on, off; /* styles that begin, end here */
	uint8_t link; /* enum link_end */
	bool real;
};

/* A run of stars or underscores; its marks are one byte each. */
struct run_of {
	size_t mark;
	uint8_t left; /* how many are not used up */
	char c;
	bool opens, closes;
};

struct inlines {
	struct builder *b;
	struct str bytes;
	const struct source *source;
	struct mark *marks;
	struct run_of *runs;
	size_t n_marks, cap_marks, n_runs, cap_runs;
	size_t brackets[DEPTH], n_brackets;
	size_t tags[DEPTH], n_tags;
	uint32_t close_at, close_len; /* a mark known to stand ahead */
	uint8_t close_off, close_link;

	size_t next; /* the first mark not fed yet */
	uint8_t depth[8];
	uint32_t href, href_len, link_from;
	bool in_link;
};

/* A mark of `len` bytes at `at`, not yet real (text-inline.c). */
struct mark *mark_add(struct inlines *in, uint32_t at, uint32_t len);
/* Note a run of stars or underscores at p; gives its bytes (text-emphasis.c).
 * [from, end) is what was read together. */
size_t
run_scan(struct inlines *in, const char *from, const char *p, const char *end);
/* Pair the runs (text-emphasis.c). */
void runs_resolve(struct inlines *in);

#endif
