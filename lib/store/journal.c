/*
 * The journal: what was done to annotations on this machine, to be undone and
 * done again, also after a restart.
 *
 *  1. An entry is written in the transaction that does what it tells of.
 *  2. A step is all entries of one transaction.  Undone steps of a book are
 *     dropped when something else is done in it.
 *  3. An entry of a change keeps only the groups of fields that the change
 *     touched, as they were and as they became; undoing sets back no others.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/store/db.h"

#define LIMIT_STEPS 1000

/* ---- writing ---- */

/* Run a statement with one number. */
static bool
run_number(struct store *s, enum sql id, int64_t number, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, id, err);

	if (st == NULL)
		return false;
	sqlite3_bind_int64(st, 1, number);
	return db_run(s, st, err);
}

/* The number that a statement with one number gives; 0 if there is no row. */
static bool
get_number(
    struct store *s, enum sql id, int64_t number, int64_t *out, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, id, err);
	int got;

	if (st == NULL)
		return false;
	if (sqlite3_bind_parameter_count(st) > 0)
		sqlite3_bind_int64(st, 1, number);
	got = db_step(s, st, err);
	*out = got > 0 ? sqlite3_column_int64(st, 0) : 0;
	if (got > 0)
		sqlite3_reset(st);
	return got >= 0;
}

/* See to it that this transaction has a step. */
static bool
step_begin(struct store *s, struct err *err)
{
	if (s->step != 0)
		return true;
	s->entry = 0;
	return get_number(s, SQL_JOURNAL_STEP, 0, &s->step, err) &&
	       run_number(s, SQL_JOURNAL_TRIM, s->step - LIMIT_STEPS, err);
}

/* A new entry of this transaction's step: a statement with both numbers bound,
 * NULL with err set. */
static sqlite3_stmt *
entry(struct store *s, enum sql id, int64_t book, struct err *err)
{
	sqlite3_stmt *st;

	if (!step_begin(s, err) || !run_number(s, SQL_JOURNAL_CUT, book, err))
		return NULL;
	st = db_ready(s, id, err);
	if (st == NULL)
		return NULL;
	sqlite3_bind_int64(st, 1, s->step);
	sqlite3_bind_int64(st, 2, ++s->entry);
	return st;
}

bool
journal_life(struct store *s, const char *uuid, int64_t book, bool alive,
    struct err *err)
{
	sqlite3_stmt *st = entry(s, SQL_JOURNAL_LIFE, book, err);

	if (st == NULL)
		return false;
	sqlite3_bind_int64(st, 3, book);
	db_text(st, 4, str_of(uuid));
	sqlite3_bind_int64(st, 5, alive ? 1 : -1);
	return db_run(s, st, err);
}

bool
journal_marks(struct store *s, int64_t book, struct str mark, const char *but,
    struct err *err)
{
	static const enum sql both[] = {
	    SQL_JOURNAL_CUT_MARKS, SQL_JOURNAL_MARKS};

	if (!step_begin(s, err))
		return false;
	for (size_t i = 0; i < LENGTH(both); i++) {
		sqlite3_stmt *st = db_ready(s, both[i], err);

		if (st == NULL)
			return false;
		sqlite3_bind_int64(st, 1, book);
		db_text(st, 2, mark);
		db_text(st, 3, str_of(but));
		if (both[i] == SQL_JOURNAL_MARKS) {
			sqlite3_bind_int64(st, 4, s->step);
			sqlite3_bind_int64(st, 5, s->entry);
		}
		if (!db_run(s, st, err))
			return false;
	}
	s->entry += sqlite3_changes(s->db);
	return true;
}

bool
journal_before(struct store *s, const char *uuid, int64_t book, struct err *err)
{
	sqlite3_stmt *st = entry(s, SQL_JOURNAL_BEFORE, book, err);

	if (st == NULL)
		return false;
	db_text(st, 3, str_of(uuid));
	return db_run(s, st, err);
}

/* The entry is the last one. */
bool
journal_after(struct store *s, const char *uuid, struct err *err)
{
	static const enum sql both[] = {SQL_JOURNAL_AFTER, SQL_JOURNAL_DROP};

	for (size_t i = 0; i < LENGTH(both); i++) {
		sqlite3_stmt *st = db_ready(s, both[i], err);

		if (st == NULL)
			return false;
		sqlite3_bind_int64(st, 1, s->step);
		sqlite3_bind_int64(st, 2, s->entry);
		if (both[i] == SQL_JOURNAL_AFTER)
			db_text(st, 3, str_of(uuid));
		if (!db_run(s, st, err))
			return false;
	}
	return true;
}

/* ---- undoing ---- */

struct deed {
	char uuid[37];
	int life; /* 1: it came to life, -1: it died */
	struct str before, after; /* null strings if it was not changed */
};

struct deeds {
	struct arena *arena;
	struct deed *v;
	size_t n, cap;
};

static bool
read_entries(struct store *s, int64_t step, struct deeds *out, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_JOURNAL_ENTRIES, err);
	int got;

	if (st == NULL)
		return false;
	sqlite3_bind_int64(st, 1, step);
	while ((got = db_step(s, st, err)) > 0) {
		struct deed e = {.life = sqlite3_column_int(st, 1),
		    .before = arena_str(out->arena, db_column(st, 2)),
		    .after = arena_str(out->arena, db_column(st, 3))};
		struct str uuid = db_column(st, 0);

		if (uuid.n < sizeof(e.uuid))
			memcpy(e.uuid, uuid.p, uuid.n);
		ARRAY_PUSH(out->v, out->n, out->cap, e);
	}
	return got == 0;
}

static bool
set_life(
    struct store *s, const char *uuid, bool alive, int64_t now, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_ANNOTATION_LIFE, err);

	if (st == NULL)
		return false;
	db_text(st, 1, str_of(uuid));
	sqlite3_bind_int64(st, 2, alive ? 0 : now);
	sqlite3_bind_int64(st, 3, now);
	return db_run(s, st, err);
}

/* Set the fields that a change touched to how `to` has them. */
static bool
set_fields(struct store *s, const struct annotation *old, struct str to,
    struct str from, int64_t now, struct arena *arena, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_JOURNAL_FIELDS, err);
	struct annotation a;

	if (st == NULL)
		return false;
	db_text(st, 1, str_of(old->uuid));
	db_text(st, 2, to);
	db_text(st, 3, from);
	sqlite3_bind_int64(st, 4, now);
	if (!db_run(s, st, err) ||
	    annotation_fetch(s, old->uuid, arena, &a, err) <= 0)
		return false;
	return str_eq(a.body, old->body) ||
	       version_add(s, a.uuid, a.body, now, err);
}

/* Undo one entry or do it again, and tell of it in *out. */
static bool
turn(struct store *s, const struct deed *e, bool again, struct arena *arena,
    struct undone *out, struct err *err)
{
	int life = again ? e->life : -e->life;
	enum step_kind kind;
	struct annotation a;
	int64_t now;
	int got = annotation_fetch(s, e->uuid, arena, &a, err);

	if (got <= 0)
		return got == 0;
	now = time_after(s, a.modified);
	if (e->before.p != NULL &&
	    !set_fields(s, &a, again ? e->after : e->before,
		again ? e->before : e->after, now, arena, err))
		return false;
	if (life != 0 && (a.deleted == 0) != (life > 0) &&
	    !set_life(s, e->uuid, life > 0, now, err))
		return false;
	kind = life > 0   ? STEP_RESTORED
	       : life < 0 ? STEP_REMOVED
			  : STEP_CHANGED;
	out->mixed = out->mixed || (out->n > 0 && kind != out->kind);
	out->n++;
	out->kind = kind;
	out->annotation = a.kind;
	memcpy(out->uuid, a.uuid, sizeof(out->uuid));
	out->book = a.book;
	out->place = a.from;
	return true;
}

/* Turn a step's entries, the last one first when they are undone; what is told
 * is what happens to the last one, for which the others make room. */
static bool
turn_all(struct store *s, const struct deeds *all, bool again,
    struct undone *out, struct err *err)
{
	struct undone told = {.n = 0};

	for (size_t i = 0; i < all->n; i++) {
		const struct deed *e = &all->v[again ? i : all->n - 1 - i];

		if (!turn(s, e, again, all->arena, out, err))
			return false;
		if (e == &all->v[all->n - 1])
			told = *out;
	}
	if (told.n > 0) {
		told.n = out->n;
		told.mixed = out->mixed;
		*out = told;
	}
	return true;
}

/* Turn one step; *step is 0 if there is none. */
static bool
turn_step(struct store *s, int64_t book_row, bool again, int64_t *step,
    struct undone *out, struct err *err)
{
	struct deeds all = {.v = NULL};
	sqlite3_stmt *st = NULL;
	bool ok = get_number(s, again ? SQL_JOURNAL_NEXT : SQL_JOURNAL_LAST,
	    book_row, step, err);

	if (!ok || *step == 0)
		return ok;
	all.arena = arena_new();
	ok = read_entries(s, *step, &all, err) &&
	     turn_all(s, &all, again, out, err);
	if (ok)
		st = db_ready(s, SQL_JOURNAL_SET, err);
	if (st != NULL) {
		sqlite3_bind_int64(st, 1, *step);
		sqlite3_bind_int64(st, 2, again ? 0 : 1);
	}
	ok = st != NULL && db_run(s, st, err);
	arena_free(all.arena);
	free(all.v);
	return ok;
}

bool
journal_undo(struct store *s, int64_t book_row, bool again, struct undone *out,
    struct err *err)
{
	int64_t step = 1;
	bool ok = true;

	*out = (struct undone){.n = 0};
	if (!db_begin(s, LEVEL_DURABLE, err))
		return false;
	/* a step of which everything is purged is no step */
	while (ok && step != 0 && out->n == 0)
		ok = turn_step(s, book_row, again, &step, out, err);
	return db_commit(s, ok, err);
}
