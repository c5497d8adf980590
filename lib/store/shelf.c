/*
 * The shelf: all books of the store with what was left in them; and settings.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/store/db.h"

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

/* What is remembered of how a file is to be read.  A setting of no book
 * (`any`) says that some book has one: else no file need be looked up before it
 * is read. */
struct reading {
	const char *any, *key;
};
static const struct reading encoding_setting = {"encodings", "encoding"};
static const struct reading rule_setting = {"note rules", "note rule"};

/* The setting of the file with these bytes. */
static char *
reading_key(const struct reading *r, const struct book_id *id)
{
	struct buf key = BUF_INIT;

	buf_printf(&key, "%s %.16s", r->key, id->sha);
	return buf_take(&key);
}

static bool
reading_set(struct store *s, const struct reading *r, const struct book_id *id,
    struct str value, struct err *err)
{
	char *key = reading_key(r, id);
	bool ok = store_set_setting(s, id->row, key, value, err) &&
		  store_set_setting(s, 0, r->any, STR("1"), err);

	free(key);
	return ok;
}

static bool
reading_get(
    struct store *s, const struct reading *r, const char *path, struct buf *out)
{
	struct buf any = BUF_INIT;
	struct book_id id;
	size_t n = out->n;
	char *key;
	bool found = false;

	if (store_setting(s, 0, r->any, &any) &&
	    store_book(s, path, NULL, &id, NULL) && id.row != 0) {
		key = reading_key(r, &id);
		found = store_setting(s, id.row, key, out) && out->n > n;
		free(key);
	}
	buf_free(&any);
	return found;
}

bool
store_set_encoding(
    struct store *s, const struct book_id *id, struct str name, struct err *err)
{
	return reading_set(s, &encoding_setting, id, name, err);
}

bool
store_encoding(struct store *s, const char *path, struct buf *out)
{
	return reading_get(s, &encoding_setting, path, out);
}

bool
store_set_note_rule(
    struct store *s, const struct book_id *id, struct str name, struct err *err)
{
	return reading_set(s, &rule_setting, id, name, err);
}

bool
store_note_rule(struct store *s, const char *path, struct buf *out)
{
	return reading_get(s, &rule_setting, path, out);
}
