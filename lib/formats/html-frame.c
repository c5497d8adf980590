/*
 * The frame that a library of free texts puts around a book, in pages: what
 * stands before "*** START OF ..." is fed behind the book, as that of a plain
 * text is (text-frame.c); what stands behind its end is there already.
 */
#include <string.h>

#include "lib/formats/format.h"
#include "lib/formats/html-walk.h"

enum {
	MOST = 30000, /* bytes of text before the book */
	FIRST = 4 /* documents that may hold them */
};

/* Is one of the lines of a text the marker? */
static bool
has_marker(struct str s)
{
	for (size_t at = 0; at < s.n;) {
		const char *nl = memchr(s.p + at, '\n', s.n - at);
		size_t end = nl == NULL ? s.n : (size_t)(nl - s.p);

		if (frame_marker(str_trim(str_slice(s, at, end)), "START"))
			return true;
		at = end + 1;
	}
	return false;
}

/* The innermost block that a text stands in. */
static uint32_t
block_around(const struct tree *t, uint32_t i)
{
	for (i = t->v[i].parent; i > 0 && !parts_text(element_of(&t->v[i]));)
		i = t->v[i].parent;
	return i;
}

/* Find the end of the frame in a document; 0 if there is none.  `left` bytes
 * are still looked at. */
static uint32_t
document_frame(const struct document *d, size_t *left)
{
	const struct tree *t = &d->tree;

	for (uint32_t i = d->root + 1; i < t->v[d->root].end; i++) {
		struct str s;
		uint32_t block;

		if (t->v[i].name.p != NULL) {
			if (element_of(&t->v[i])->role == ROLE_SKIP)
				i = t->v[i].end - 1;
			continue;
		}
		s = str_slice(tree_text(t, i), 0, *left);
		*left -= s.n;
		if (*left == 0)
			return 0;
		block = has_marker(s) ? block_around(t, i) : 0;
		if (block > d->root)
			return t->v[block].end;
	}
	return 0;
}

/* The title that a line of the frame gives. */
static void
line_tell(struct builder *b, struct str s)
{
	static const char title[] = "Title: ";

	if (str_starts(s, title))
		builder_title(
		    b, str_trim(str_slice(s, sizeof(title) - 1, s.n)));
}

void
html_frame_tell(struct html *h)
{
	const struct tree *t;
	struct buf text = BUF_INIT;

	if (h->frame_end == 0)
		return;
	t = &h->v[h->frame_document].tree;
	for (uint32_t i = h->v[h->frame_document].root; i < h->frame_end; i++) {
		struct str s;

		if (t->v[i].name.p != NULL && node_is(&t->v[i], "p")) {
			buf_clear(&text);
			tree_collect(t, i, &text);
			line_tell(h->b, buf_lend(&text));
		}
		if (t->v[i].name.p != NULL ||
		    element_of(&t->v[t->v[i].parent])->role != ROLE_PRE)
			continue;
		s = tree_text(t, i);
		for (size_t at = 0, end; at < s.n; at = end + 1) {
			for (end = at; end < s.n && s.p[end] != '\n';)
				end++;
			line_tell(h->b, str_trim(str_slice(s, at, end)));
		}
	}
	buf_free(&text);
}

void
html_frame(struct html *h)
{
	size_t left = MOST;

	for (uint32_t i = 0; i < h->n && i < FIRST && h->frame_end == 0; i++) {
		h->frame_document = i;
		h->frame_end = document_frame(&h->v[i], &left);
	}
}

bool
frame_holds(const struct walk *w, uint32_t i)
{
	return w->document == w->h->frame_document &&
	       w->t->v[i].end <= w->h->frame_end && !w->in_frame;
}

void
frame_feed(struct walk *w, const struct context *c)
{
	uint32_t i = w->d->root + 1, end = w->h->frame_end;

	w->in_frame = true;
	put_block_end(w);
	while (i < end) {
		/* what is only begun is gone into */
		if (w->t->v[i].end > end) {
			i++;
			continue;
		}
		walk_node(w, i, c);
		i = w->t->v[i].end;
	}
	put_block_end(w);
	w->in_frame = false;
}
