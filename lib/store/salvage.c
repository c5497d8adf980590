/*
 * Salvage: what can still be read of a damaged store is merged into the backup
 * that has taken its place, so that what was written since is not lost.
 *
 * Rows are read one by one from both ends of a table, until the damage.  As it
 * is a merge, what is older than the backup changes nothing.
 */
#include <string.h>

#include "lib/store/db.h"

/* In this order: what a row refers to comes before it. */
static const char *const tables[] = {"book", "content", "identifier", "place",
    "setting", "annotation", "note_version", "purged"};

/* Open the damaged file so that nothing of it is changed. */
static sqlite3 *
open_damaged(const char *path)
{
	struct buf uri = BUF_INIT;
	sqlite3 *db = NULL;

	/* a journal that was left is not heeded: rows are, and one that was
	 * not finished is better than none */
	uri_of(&uri, path, has_wal_file(path) ? "?mode=ro" : "?immutable=1");
	if (sqlite3_open_v2(uri.p, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
		NULL) != SQLITE_OK ||
	    sqlite3_exec(db, "PRAGMA locking_mode = EXCLUSIVE", NULL, NULL,
		NULL) != SQLITE_OK) {
		sqlite3_close(db);
		db = NULL;
	}
	buf_free(&uri);
	return db;
}

/* "INSERT OR IGNORE INTO t ("a", ...) VALUES (?1, ...)" for the columns of a
 * SELECT: those of an older store are fewer. */
static sqlite3_stmt *
insertion(struct store *memory, const char *table, sqlite3_stmt *in)
{
	struct buf sql = BUF_INIT;
	sqlite3_stmt *st = NULL;
	int n = sqlite3_column_count(in);

	buf_printf(&sql, "INSERT OR IGNORE INTO %s (", table);
	for (int i = 0; i < n; i++) {
		char *name =
		    sqlite3_mprintf("\"%w\"", sqlite3_column_name(in, i));

		buf_printf(
		    &sql, "%s%s", i > 0 ? ", " : "", name != NULL ? name : "");
		sqlite3_free(name);
	}
	for (int i = 1; i <= n; i++)
		buf_printf(&sql, "%s?%d", i > 1 ? ", " : ") VALUES (", i);
	buf_putc(&sql, ')');
	(void)sqlite3_prepare_v2(memory->db, sql.p, -1, &st, NULL);
	buf_free(&sql);
	return st;
}

/* Copy the rows of a table in one direction, as far as it goes. */
static void
copy_rows(
    struct store *memory, sqlite3 *from, const char *table, const char *order)
{
	struct buf sql = BUF_INIT;
	sqlite3_stmt *in = NULL, *out;
	int columns;

	buf_printf(&sql, "SELECT * FROM %s NOT INDEXED %s", table, order);
	if (sqlite3_prepare_v2(from, sql.p, -1, &in, NULL) == SQLITE_OK) {
		columns = sqlite3_column_count(in);
		out = insertion(memory, table, in);
		while (out != NULL && sqlite3_step(in) == SQLITE_ROW) {
			for (int i = 0; i < columns; i++)
				sqlite3_bind_value(
				    out, i + 1, sqlite3_column_value(in, i));
			(void)sqlite3_step(out);
			sqlite3_reset(out);
		}
		sqlite3_finalize(out);
	}
	sqlite3_finalize(in);
	buf_free(&sql);
}

/* Tables without rowids are ordered by their keys. */
static void
copy_all(struct store *memory, sqlite3 *from)
{
	for (size_t i = 0; i < LENGTH(tables); i++) {
		bool by_row = strcmp(tables[i], "book") == 0 ||
			      strcmp(tables[i], "place") == 0 ||
			      strcmp(tables[i], "annotation") == 0;

		copy_rows(memory, from, tables[i], "");
		copy_rows(memory, from, tables[i],
		    by_row ? "ORDER BY rowid DESC" : "ORDER BY 1 DESC");
	}
}

bool
salvage(struct store *s, const char *path, struct merge_report *out,
    struct err *err)
{
	struct store *memory = store_in_memory(err);
	sqlite3 *db;
	bool ok = memory != NULL;

	*out = (struct merge_report){.books = 0};
	if (!ok)
		return false;
	db = open_damaged(path);
	if (db != NULL) {
		ok = db_exec(memory, "BEGIN", err);
		copy_all(memory, db);
		ok = ok && merge_drop_unfit(memory, err) &&
		     db_exec(memory, "COMMIT", err) &&
		     store_absorb(s, memory, false, out, err);
	}
	sqlite3_close(db);
	store_close(memory);
	return ok;
}
