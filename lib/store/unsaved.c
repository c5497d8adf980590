/*
 * What could not be written.  A store that was asked to keeps what is refused
 * (the disk is full, another program holds the lock, it can only be read, it is
 * damaged) in a second store in memory, shows it over what is on the disk, and
 * writes it as soon as that can be done; see store_unsaved.
 *
 *  1. While there is anything in memory, everything goes there, in order.
 *  2. An annotation in memory hides the one on the disk.
 *  3. What is in memory comes to the disk by a merge, so that nothing that
 *     another program has written meanwhile is lost.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/store/unsaved.h"

void
unsaved_free(struct unsaved *u)
{
	if (u == NULL)
		return;
	store_close(u->memory);
	free(u->v);
	free(u->why);
	free(u);
}

/* ---- may it, must it? ---- */

/* Can what was just refused be kept in memory?  If not, says why it was. */
static bool
takes(struct store *s, const struct err *why, struct err *err)
{
	struct unsaved *u = s->unsaved;

	if (s->keeps && s->refused && s->depth == 0 && u == NULL) {
		u = xcalloc(1, sizeof(*u));
		u->memory = twin_memory();
		if (u->memory == NULL) {
			free(u);
			u = NULL;
		} else {
			u->memory->fixed_clock = s->fixed_clock;
		}
		s->unsaved = u;
	}
	if (u == NULL || !s->refused || s->depth > 0) {
		if (err != NULL)
			*err = *why;
		return false;
	}
	free(u->why);
	u->why = xstrdup(why->text);
	return true;
}

/* Must a change go to memory?  Not if what is there can be written now. */
static bool
must(struct store *s)
{
	s->refused = false;
	if (s->unsaved == NULL || s->depth > 0)
		return false;
	return s->unsaved->depth > 0 || !store_flush(s, NULL);
}

bool
store_flush(struct store *s, struct err *err)
{
	struct unsaved *u = s->unsaved;
	struct merge_report r;
	bool ok;

	if (u == NULL || u->depth > 0 || s->depth > 0)
		return u == NULL;
	if (!db_writable(s, err))
		return false;
	/* who holds the lock is not waited for at every key */
	sqlite3_busy_timeout(s->db, 100);
	ok = store_absorb(s, u->memory, false, &r, err);
	db_patience(s);
	if (!ok)
		return false;
	unsaved_free(u);
	s->unsaved = NULL;
	return true;
}

/* A number that is told of the annotations in memory; what was made there and
 * is dead again is as if it had never been. */
static bool
ask(struct store *memory, const char *what, bool all, int64_t *out)
{
	struct buf sql = BUF_INIT;
	bool ok;

	buf_printf(&sql, "SELECT %s FROM annotation WHERE deleted = 0%s", what,
	    all ? "" : " OR uuid IN (SELECT uuid FROM temp.brought)");
	ok = db_number(memory, sql.p, out, NULL);
	buf_free(&sql);
	return ok;
}

uint32_t
store_unsaved(struct store *s, int64_t *last, const char **why)
{
	bool all = s->keeps == KEEPS_ALL;
	struct store *memory = all                  ? s
			       : s->unsaved != NULL ? s->unsaved->memory
						    : NULL;
	int64_t n = 0;

	if (memory == NULL || !ask(memory, "count(*)", all, &n) ||
	    !ask(memory, "ifnull(max(modified), 0)", all, last))
		return 0;
	*why = all ? s->why : s->unsaved->why;
	return (uint32_t)n;
}

bool
store_dump_unsaved(struct store *s, struct buf *out, struct err *err)
{
	if (s->keeps == KEEPS_ALL)
		return store_dump(s, out, err);
	if (s->unsaved == NULL)
		return err_set(err, ERR_STORE, "everything is on the disk");
	return store_dump(s->unsaved->memory, out, err);
}

struct store *
store_only_memory(const char *why, struct err *err)
{
	struct store *s = store_in_memory(err);

	if (s != NULL) {
		s->keeps = KEEPS_ALL;
		s->why = xstrdup(why);
	}
	return s;
}

const char *
store_why_in_memory(const struct store *s)
{
	return s->keeps == KEEPS_ALL ? s->why : NULL;
}

/* ---- writing ---- */

/* An id that names the book in memory. */
static bool
mine_of(struct store *s, const struct book_id *id, const struct book *b,
    struct book_id *mine, struct err *err)
{
	const struct twin *t = twin_make(s, id, b, err);

	if (t == NULL)
		return false;
	*mine = (struct book_id){.row = t->mine};
	memcpy(mine->sha, t->sha, sizeof(mine->sha));
	return true;
}

static bool
add_in_memory(struct store *s, const struct book_id *id, const struct book *b,
    struct annotation *a, struct err *err)
{
	struct book_id mine;
	bool ok = mine_of(s, id, b, &mine, err) &&
		  twin_bring_bearers(s, id, a, err) &&
		  annotation_add(s->unsaved->memory, &mine, b, a, err);

	a->book = id->row;
	return ok;
}

bool
store_add(struct store *s, const struct book_id *id, const struct book *b,
    struct annotation *a, struct err *err)
{
	struct err why = {.code = ERR_NONE};
	struct book_id now;
	bool in_memory = must(s);

	if (!in_memory) {
		now = *id;
		store_book_again(s, &now);
		if (now.row == 0 && s->keeps == KEEPS_REFUSED)
			s->refused = true;
		if (annotation_add(s, &now, b, a, &why))
			return true;
		if (!takes(s, &why, err))
			return false;
	}
	return add_in_memory(s, id, b, a, err);
}

bool
store_update(struct store *s, const struct book_id *id, const struct book *b,
    const struct annotation *a, struct err *err)
{
	struct err why = {.code = ERR_NONE};

	if (!must(s)) {
		if (annotation_update(s, id, b, a, &why))
			return true;
		if (!takes(s, &why, err))
			return false;
	}
	return twin_bring(s, a->uuid, err) &&
	       twin_bring_bearers(s, id, a, err) &&
	       annotation_update(s->unsaved->memory, id, b, a, err);
}

bool
store_adopt(struct store *s, const struct book *b, const struct annotation *a,
    struct err *err)
{
	struct err why = {.code = ERR_NONE};

	if (!must(s)) {
		if (annotation_adopt(s, b, a, &why))
			return true;
		if (!takes(s, &why, err))
			return false;
	}
	return twin_bring(s, a->uuid, err) &&
	       annotation_adopt(s->unsaved->memory, b, a, err);
}

static bool
set_life(struct store *s, const char *uuid, bool alive, struct err *err)
{
	struct err why = {.code = ERR_NONE};

	if (!must(s)) {
		if (annotation_life(s, uuid, alive, &why))
			return true;
		if (!takes(s, &why, err))
			return false;
	}
	return twin_bring(s, uuid, err) &&
	       annotation_life(s->unsaved->memory, uuid, alive, err);
}

bool
store_delete(struct store *s, const char *uuid, struct err *err)
{
	return set_life(s, uuid, false, err);
}

bool
store_restore(struct store *s, const char *uuid, struct err *err)
{
	return set_life(s, uuid, true, err);
}

bool
store_begin(struct store *s, struct err *err)
{
	struct err why = {.code = ERR_NONE};

	if (!must(s)) {
		if (db_begin(s, LEVEL_DURABLE, &why))
			return true;
		if (!takes(s, &why, err))
			return false;
	}
	if (!db_begin(s->unsaved->memory, LEVEL_DURABLE, err))
		return false;
	s->unsaved->depth++;
	return true;
}

bool
store_end(struct store *s, bool ok, struct err *err)
{
	if (s->depth > 0 || s->unsaved == NULL)
		return db_commit(s, ok, err);
	s->unsaved->depth--;
	return db_commit(s->unsaved->memory, ok, err);
}

bool
store_undo(struct store *s, int64_t book_row, bool again, struct undone *out,
    struct err *err)
{
	struct book_id id = {.row = book_row};
	const struct twin *t;

	if (!must(s))
		return journal_undo(s, book_row, again, out, err);
	t = book_row != 0 ? twin_find(s->unsaved, &id) : NULL;
	if ((book_row == 0 || t != NULL) &&
	    !journal_undo(
		s->unsaved->memory, t != NULL ? t->mine : 0, again, out, err))
		return false;
	if ((book_row != 0 && t == NULL) || out->n == 0)
		return journal_undo(s, book_row, again, out, err);
	for (size_t i = 0; i < s->unsaved->n; i++)
		if (s->unsaved->v[i].mine == out->book) {
			out->book = s->unsaved->v[i].row;
			break;
		}
	return true;
}
