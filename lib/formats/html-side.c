/*
 * Notes that stand within the line which calls them: side notes, notes that a
 * format leaves to the page to set apart.  Their line gets a callout where they
 * stood, if it has none; they follow when the block ends.
 */
#include <stdlib.h>

#include "lib/formats/html-walk.h"

bool
is_side_note(const struct node *n)
{
	static const char *const words[] = {
	    "sidenote", "marginnote", "side-note", "margin-note", NULL};

	return element_of(n)->role == ROLE_INLINE && class_has(n, words);
}

/* The callout where the note stands: its label, else its number. */
static void
callout(struct walk *w, const struct found_note *n, const struct context *c)
{
	struct context raised = *c;
	struct buf label = BUF_INIT;
	uint32_t line = w->t->v[n->node].line, from;

	w->side_number += n->label.p == NULL;
	if (n->label.p != NULL)
		buf_str(&label, n->label);
	else
		buf_printf(&label, "%u", w->side_number);
	raised.style |= STYLE_SUPERSCRIPT;
	w->c = &raised;
	w->space = false;
	if (span_open(w, SPAN_CALLOUT)) {
		put(w, buf_lend(&label), line);
		from = span_close(w);
		if (from != NOWHERE)
			builder_reference(w->b, from, n->key);
	}
	w->c = c;
	buf_free(&label);
}

bool
side_note(struct walk *w, uint32_t i, const struct element *e,
    const struct context *c)
{
	const struct found_note *n = note_from(w, i);
	uint32_t skipped = w->skip;

	if (parts_text(e) || n == NULL || n->node != i || w->note_end > 0)
		return false;
	w->skip = 0;
	if (!n->called)
		callout(w, n, c);
	w->skip = skipped;
	ARRAY_PUSH(
	    w->side, w->n_side, w->cap_side, (uint32_t)(n - w->h->notes));
	return true;
}

void
side_notes_feed(struct walk *w, struct str language)
{
	struct context c = {.kind = BLOCK_PARAGRAPH, .language = language};
	const struct context *up = w->c;
	size_t n = w->n_side;

	if (n == 0 || w->note_end > 0)
		return;
	put_block_end(w);
	/* what they hold is not asked for more of them */
	w->n_side = 0;
	for (size_t i = 0; i < n; i++) {
		const struct found_note *note = &w->h->notes[w->side[i]];

		builder_note(w->b, note->key, note->label);
		w->skip = note->skip;
		w->note_end = note->end;
		walk_children(w, note->node, &c);
		put_block_end(w);
		builder_note_end(w->b);
		w->note_end = 0;
		w->skip = 0;
	}
	w->c = up;
}
