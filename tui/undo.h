/*
 * undo: what was done to the annotations, to be undone and done again.  Knows
 * the store, no screen.
 */
#ifndef TUI_UNDO_H
#define TUI_UNDO_H

#include <izba/store.h>

enum undo_kind { UNDO_ADDED, UNDO_DELETED, UNDO_CHANGED };

struct undo;

struct undo *undo_new(void);
void undo_free(struct undo *u);
/* Keep what was done.  For UNDO_CHANGED `before` and `after` are how the
 * annotation was and is; else only `after` counts. */
void undo_record(struct undo *u, enum undo_kind kind,
    const struct annotation *before, const struct annotation *after);
/* Take the last thing back (or, with `again`, do the last undone one again).
 * Returns a word for what was done ("Highlight removed"), NULL with err->code
 * ERR_NONE if there is nothing, NULL with err set if the store refuses.  The
 * place of the annotation is put in *place. */
const char *
undo_step(struct undo *u, bool again, struct store *s, const struct book_id *id,
    const struct book *b, uint32_t *place, struct err *err);

#endif
