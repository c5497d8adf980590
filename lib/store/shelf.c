/*
 * The shelf: all books of the store with what was left in them; and settings.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/store/db.h"

/* "Rooms, 2.0" as "Rooms" and "2"; what follows the comma is no number of a
 * volume unless it is made of digits. */
static void
split_series(struct str stated, struct str *name, struct str *volume)
{
	size_t comma = stated.n, end = stated.n;
	bool digits = false;

	*name = stated;
	*volume = (struct str){NULL, 0};
	while (comma > 0 && stated.p[comma - 1] != ',')
		comma--;
	for (size_t i = comma + 1; i < stated.n; i++) {
		bool digit = stated.p[i] >= '0' && stated.p[i] <= '9';

		if (!digit && stated.p[i] != '.')
			return;
		digits = digits || digit;
	}
	if (comma < 2 || comma >= stated.n || stated.p[comma] != ' ' || !digits)
		return;
	if (str_ends(stated, ".0"))
		end -= 2;
	*name = str_slice(stated, 0, comma - 1);
	*volume = str_slice(stated, comma + 1, end);
}

static void
read_book(sqlite3_stmt *st, struct arena *arena, struct shelf_book *out)
{
	out->row = sqlite3_column_int64(st, 0);
	out->title = arena_str(arena, db_column(st, 1));
	out->authors = arena_str(arena, db_column(st, 2));
	out->path = arena_str(arena, db_column(st, 3));
	out->sha = arena_str(arena, db_column(st, 10));
	out->opened = sqlite3_column_int64(st, 4);
	out->place = (uint32_t)sqlite3_column_int64(st, 5);
	out->length = (uint32_t)sqlite3_column_int64(st, 6);
	out->bookmarks = (uint32_t)sqlite3_column_int64(st, 7);
	out->highlights = (uint32_t)sqlite3_column_int64(st, 8);
	out->notes = (uint32_t)sqlite3_column_int64(st, 9);
	out->language = arena_str(arena, db_column(st, 11));
	out->date = arena_str(arena, db_column(st, 12));
	out->publisher = arena_str(arena, db_column(st, 13));
	split_series(
	    arena_str(arena, db_column(st, 14)), &out->series, &out->volume);
}

bool
store_shelf(struct store *s, struct shelf *out, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_SHELF, err);
	struct shelf_book *v = NULL;
	size_t cap = 0;
	int got;

	*out = (struct shelf){.arena = NULL};
	if (st == NULL)
		return false;
	out->arena = arena_new();
	while ((got = db_step(s, st, err)) > 0) {
		v = array_grow(v, out->n, &cap, sizeof(*v));
		read_book(st, out->arena, &v[out->n++]);
	}
	out->v = arena_copy(out->arena, v, out->n * sizeof(*v));
	free(v);
	if (got < 0)
		shelf_free(out);
	return got == 0;
}

void
shelf_free(struct shelf *shelf)
{
	arena_free(shelf->arena);
	*shelf = (struct shelf){.arena = NULL};
}

bool
store_set_setting(struct store *s, int64_t book_row, const char *key,
    struct str value, struct err *err)
{
	sqlite3_stmt *st;

	if (!db_level(s, LEVEL_QUICK, err))
		return false;
	st = db_ready(s, SQL_SETTING_SET, err);
	if (st == NULL)
		return false;
	sqlite3_bind_int64(st, 1, book_row);
	db_text(st, 2, str_of(key));
	db_text(st, 3, value);
	sqlite3_bind_int64(st, 4, store_now(s));
	return db_run(s, st, err);
}

bool
store_setting(
    struct store *s, int64_t book_row, const char *key, struct buf *out)
{
	sqlite3_stmt *st = db_ready(s, SQL_SETTING_GET, NULL);
	bool found;

	if (st == NULL)
		return false;
	sqlite3_bind_int64(st, 1, book_row);
	db_text(st, 2, str_of(key));
	found = db_step(s, st, NULL) > 0;
	if (found) {
		buf_str(out, db_column(st, 0));
		sqlite3_reset(st);
	}
	return found;
}

/* ---- how a file is to be read ---- */

static const char encoding_setting[] = "encoding";
static const char rule_setting[] = "note rule";

/* The setting of the file with these bytes. */
static char *
reading_key(const char *what, const struct book_id *id)
{
	struct buf key = BUF_INIT;

	buf_printf(&key, "%s %.16s", what, id->sha);
	return buf_take(&key);
}

static bool
reading_set(struct store *s, const char *what, const struct book_id *id,
    struct str value, struct err *err)
{
	char *key = reading_key(what, id);
	bool ok = store_set_setting(s, id->row, key, value, err);

	free(key);
	return ok;
}

/* Has any file such a setting?  Else none need be looked up before it is
 * read. */
static bool
reading_any(struct store *s, const char *what)
{
	sqlite3_stmt *st = db_ready(s, SQL_SETTING_ANY, NULL);
	bool any;

	if (st == NULL)
		return false;
	db_text(st, 1, str_of(what));
	any = db_step(s, st, NULL) > 0;
	if (any)
		sqlite3_reset(st);
	return any;
}

static bool
reading_get(
    struct store *s, const char *what, const char *path, struct buf *out)
{
	struct book_id id;
	size_t n = out->n;
	char *key;
	bool found;

	if (!reading_any(s, what) || !store_book(s, path, NULL, &id, NULL) ||
	    id.row == 0)
		return false;
	key = reading_key(what, &id);
	found = store_setting(s, id.row, key, out) && out->n > n;
	free(key);
	return found;
}

bool
store_set_encoding(
    struct store *s, const struct book_id *id, struct str name, struct err *err)
{
	return reading_set(s, encoding_setting, id, name, err);
}

bool
store_encoding(struct store *s, const char *path, struct buf *out)
{
	return reading_get(s, encoding_setting, path, out);
}

bool
store_set_note_rule(
    struct store *s, const struct book_id *id, struct str name, struct err *err)
{
	return reading_set(s, rule_setting, id, name, err);
}

bool
store_note_rule(struct store *s, const char *path, struct buf *out)
{
	return reading_get(s, rule_setting, path, out);
}
