/*
 * What is said of an undone change.
 */
#include "tui/undo.h"

static const char *const kinds[ANNOTATION_KINDS] = {
    [ANNOTATION_BOOKMARK] = "Bookmark",
    [ANNOTATION_HIGHLIGHT] = "Highlight",
    [ANNOTATION_NOTE] = "Note",
};

static const char *const what[] = {
    [STEP_REMOVED] = "removed",
    [STEP_RESTORED] = "restored",
    [STEP_CHANGED] = "changed",
};

void
undo_say(struct buf *out, const struct undone *u, bool again)
{
	enum step_kind kind = u->mixed ? STEP_CHANGED : u->kind;

	if (u->n == 1)
		buf_printf(out, "%s %s", kinds[u->annotation], what[kind]);
	else
		buf_printf(out, "%u annotations %s", u->n, what[kind]);
	if (kind == STEP_CHANGED)
		buf_puts(out, again ? " again" : " back");
}
