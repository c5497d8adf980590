/*
 * Undoing marks.  Each step keeps the annotation as it was and as it became;
 * one array, with what is done below `at` and what was undone above it.
 */
#include <stdlib.h>
#include <string.h>

#include "tui/undo.h"

#define LIMIT_UNDO 1000u

struct step {
	enum undo_kind kind;
	struct arena *arena; /* of the strings of both */
	struct annotation before, after;
};

struct undo {
	struct step *v;
	size_t n, cap, at;
};

struct undo *
undo_new(void)
{
	return xcalloc(1, sizeof(struct undo));
}

static void
undo_cut(struct undo *u, size_t n)
{
	while (u->n > n)
		arena_free(u->v[--u->n].arena);
}

void
undo_free(struct undo *u)
{
	if (u == NULL)
		return;
	undo_cut(u, 0);
	free(u->v);
	free(u);
}

static struct annotation
keep(struct arena *a, const struct annotation *from)
{
	struct annotation to = *from;

	to.quote = arena_str(a, from->quote);
	to.prefix = arena_str(a, from->prefix);
	to.suffix = arena_str(a, from->suffix);
	to.section = arena_str(a, from->section);
	to.address = arena_str(a, from->address);
	to.body = arena_str(a, from->body);
	to.tags = arena_str(a, from->tags);
	return to;
}

void
undo_record(struct undo *u, enum undo_kind kind,
    const struct annotation *before, const struct annotation *after)
{
	struct step s = {.kind = kind, .arena = arena_new()};

	undo_cut(u, u->at);
	if (u->n == LIMIT_UNDO) {
		arena_free(u->v[0].arena);
		memmove(u->v, u->v + 1, (u->n - 1) * sizeof(*u->v));
		u->n--;
	}
	s.after = keep(s.arena, after);
	s.before = keep(s.arena, before != NULL ? before : after);
	ARRAY_PUSH(u->v, u->n, u->cap, s);
	u->at = u->n;
}

/* What was done, in words. */
enum { WORDS_REMOVED, WORDS_RESTORED, WORDS_CHANGED_BACK, WORDS_CHANGED };
static const char *const words[ANNOTATION_KINDS][4] = {
    [ANNOTATION_BOOKMARK] = {"Bookmark removed", "Bookmark restored",
	"Bookmark changed back", "Bookmark changed again"},
    [ANNOTATION_HIGHLIGHT] = {"Highlight removed", "Highlight restored",
	"Highlight changed back", "Highlight changed again"},
    [ANNOTATION_NOTE] = {"Note removed", "Note restored", "Note changed back",
	"Note changed again"},
};

/* A changed one is set back, or changed again; its ends too. */
static bool
set_back(struct store *s, const struct book_id *id, const struct book *b,
    const struct step *step, bool again, struct err *err)
{
	struct annotation to = again ? step->after : step->before;
	const struct annotation *from = again ? &step->before : &step->after;

	to.listed.from = from->from;
	to.listed.to = from->to;
	return store_update(s, id, b, &to, err);
}

const char *
undo_step(struct undo *u, bool again, struct store *s, const struct book_id *id,
    const struct book *b, uint32_t *place, struct err *err)
{
	struct step *step;
	bool done, remove;

	*err = (struct err){.code = ERR_NONE};
	if (again ? u->at == u->n : u->at == 0)
		return NULL;
	step = &u->v[again ? u->at : u->at - 1];
	*place = step->after.from;
	/* to undo an addition is to remove, and so is to delete again */
	remove = (step->kind == UNDO_ADDED) != again;
	if (step->kind == UNDO_CHANGED)
		done = set_back(s, id, b, step, again, err);
	else if (remove)
		done = store_delete(s, step->after.uuid, err);
	else
		done = store_restore(s, step->after.uuid, err);
	if (!done)
		return NULL;
	u->at += again ? 1 : (size_t)-1;
	if (step->kind == UNDO_CHANGED)
		return words[step->after.kind]
			    [again ? WORDS_CHANGED : WORDS_CHANGED_BACK];
	return words[step->after.kind][remove ? WORDS_REMOVED : WORDS_RESTORED];
}
