/*
 * Books and annotations of the disk, copied to memory so that they can be
 * changed there (unsaved.c).  Row by row, for that also works within a
 * transaction.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/store/lines.h"
#include "lib/store/unsaved.h"

struct store *
twin_memory(void)
{
	struct store *s = store_in_memory(NULL);

	if (s == NULL ||
	    db_exec(s,
		"CREATE TEMP TABLE brought (uuid TEXT PRIMARY KEY) "
		"WITHOUT ROWID",
		NULL))
		return s;
	store_close(s);
	return NULL;
}

/* "INSERT INTO t (extra, a, b) VALUES (?1, ?2, ?3)", or the SELECT of those. */
static sqlite3_stmt *
statement(struct store *s, bool insert, const char *table, const char *extra,
    const struct column *columns, const char *where, struct err *err)
{
	struct buf sql = BUF_INIT;
	sqlite3_stmt *st = NULL;

	if (insert)
		buf_printf(
		    &sql, "INSERT OR IGNORE INTO %s (%s, ", table, extra);
	else
		buf_puts(&sql, "SELECT ");
	columns_list(&sql, columns);
	if (insert) {
		buf_puts(&sql, ") VALUES (?1");
		for (int i = 0; columns[i].name != NULL; i++)
			buf_printf(&sql, ", ?%d", i + 2);
		buf_putc(&sql, ')');
	} else {
		buf_printf(&sql, " FROM %s WHERE %s = ?1", table, where);
	}
	if (sqlite3_prepare_v2(s->db, sql.p, -1, &st, NULL) != SQLITE_OK)
		db_fail(s, err);
	buf_free(&sql);
	return st;
}

/* Which rows of a table are copied: where a column has a value; and what their
 * copies have in the column `extra`, a text or, if that is null, a number. */
struct copying {
	const char *table;
	const struct column *columns;
	const char *where;
	struct str key; /* or null: `row` */
	int64_t row;
	const char *extra;
	struct str text;
	int64_t number;
};

static void
bind_either(sqlite3_stmt *st, struct str text, int64_t number)
{
	if (text.p != NULL)
		db_text(st, 1, text);
	else
		sqlite3_bind_int64(st, 1, number);
}

/* Copy rows from the disk to memory. */
static bool
copy(struct store *s, const struct copying *c, struct err *err)
{
	struct store *memory = s->unsaved->memory;
	sqlite3_stmt *from =
	    statement(s, false, c->table, NULL, c->columns, c->where, err);
	sqlite3_stmt *to =
	    statement(memory, true, c->table, c->extra, c->columns, NULL, err);
	bool ok = from != NULL && to != NULL;
	int rc = SQLITE_DONE;

	if (ok)
		bind_either(from, c->key, c->row);
	while (ok && (rc = sqlite3_step(from)) == SQLITE_ROW) {
		bind_either(to, c->text, c->number);
		for (int i = 0; i < sqlite3_column_count(from); i++)
			sqlite3_bind_value(
			    to, i + 2, sqlite3_column_value(from, i));
		ok = sqlite3_step(to) == SQLITE_DONE || db_fail(memory, err);
		sqlite3_reset(to);
	}
	if (ok && rc != SQLITE_DONE)
		ok = db_fail(s, err);
	sqlite3_finalize(from);
	sqlite3_finalize(to);
	return ok;
}

static bool
copy_book(struct store *s, int64_t row, int64_t mine, struct err *err)
{
	struct copying book = {.table = "book",
	    .columns = line_tables[LINE_BOOK].columns,
	    .where = "id",
	    .row = row,
	    .extra = "id",
	    .number = mine};
	struct copying contents = {.table = "content",
	    .columns = content_columns,
	    .where = "book",
	    .row = row,
	    .extra = "book",
	    .number = mine};

	return copy(s, &book, err) && copy(s, &contents, err);
}

/* Remember that an annotation came from the disk: its times do not tell, since
 * clocks are set back. */
static bool
brought(struct store *memory, const char *uuid, struct err *err)
{
	sqlite3_stmt *st = NULL;
	bool ok;

	if (sqlite3_prepare_v2(memory->db,
		"INSERT OR IGNORE INTO temp.brought VALUES (?1)", -1, &st,
		NULL) != SQLITE_OK)
		return db_fail(memory, err);
	db_text(st, 1, str_of(uuid));
	ok = sqlite3_step(st) == SQLITE_DONE || db_fail(memory, err);
	sqlite3_finalize(st);
	return ok;
}

static bool
copy_annotation(
    struct store *s, const char *uuid, int64_t mine, struct err *err)
{
	struct copying annotation = {.table = "annotation",
	    .columns = line_tables[LINE_ANNOTATION].columns,
	    .where = "uuid",
	    .key = str_of(uuid),
	    .extra = "book",
	    .number = mine};
	struct copying versions = {.table = "note_version",
	    .columns = version_columns,
	    .where = "uuid",
	    .key = str_of(uuid),
	    .extra = "uuid",
	    .text = str_of(uuid)};

	return copy(s, &annotation, err) && copy(s, &versions, err) &&
	       brought(s->unsaved->memory, uuid, err);
}

struct twin *
twin_find(struct unsaved *u, const struct book_id *id)
{
	for (size_t i = 0; i < u->n; i++)
		if (id->row != 0 ? u->v[i].row == id->row
				 : strcmp(u->v[i].sha, id->sha) == 0)
			return &u->v[i];
	return NULL;
}

struct twin *
twin_make(struct store *s, const struct book_id *id, const struct book *b,
    struct err *err)
{
	struct unsaved *u = s->unsaved;
	struct twin t = {.row = id->row}, *old = twin_find(u, id);
	bool ok;

	if (old != NULL)
		return old;
	memcpy(t.sha, id->sha, sizeof(t.sha));
	if (id->row != 0)
		ok = db_number(u->memory,
			 "SELECT ifnull(max(id), 0) + 1 FROM book", &t.mine,
			 err) &&
		     copy_book(s, id->row, t.mine, err);
	else if (b == NULL || id->sha[0] == '\0')
		ok = err_set(
		    err, ERR_STORE, "%s does not know the book", s->path);
	else
		ok = identity_new(u->memory, b, id->sha, &t.mine, err);
	if (!ok)
		return NULL;
	ARRAY_PUSH(u->v, u->n, u->cap, t);
	return &u->v[u->n - 1];
}

bool
twin_bring(struct store *s, const char *uuid, struct err *err)
{
	struct arena *arena = arena_new();
	struct annotation a;
	struct book_id id = {.row = 0};
	const struct twin *t;
	int got = annotation_fetch(s->unsaved->memory, uuid, arena, &a, err);
	bool ok = got >= 0;

	if (got == 0) {
		got = annotation_fetch(s, uuid, arena, &a, err);
		id.row = a.book;
		t = got > 0 ? twin_make(s, &id, NULL, err) : NULL;
		ok = got == 0 ||
		     (t != NULL && copy_annotation(s, uuid, t->mine, err));
	}
	arena_free(arena);
	return ok;
}

bool
twin_bring_bearers(struct store *s, const struct book_id *id,
    const struct annotation *a, struct err *err)
{
	bool everywhere = letter_is_capital(a->mark);
	struct annotations all;
	bool ok = true;

	if (a->mark == 0 || (id->row == 0 && !everywhere))
		return true;
	if (everywhere ? !list_capitals(s, &all, err)
		       : !list_disk(s, id, NULL, false, &all, err))
		return false;
	for (size_t i = 0; ok && i < all.n; i++)
		if (all.v[i].mark == a->mark)
			ok = twin_bring(s, all.v[i].uuid, err);
	annotations_free(&all);
	return ok;
}
