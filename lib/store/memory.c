/*
 * Stores in memory: empty ones, and copies of a file, which is not written to
 * and of which nothing but its rows is trusted.  The copy is made in tables of
 * the version that the file has, which are then brought to this izba's schema.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/store/db.h"

/* ---- empty ones ---- */

/* clean(text) in SQL: nothing enters by a merge that text_clean would not let
 * in. */
static void
sql_clean(sqlite3_context *context, int n, sqlite3_value **v)
{
	struct buf clean = BUF_INIT;
	struct str text;

	(void)n;
	text.p = (const char *)sqlite3_value_text(v[0]);
	text.n = (size_t)sqlite3_value_bytes(v[0]);
	if (text.p == NULL)
		return;
	text_clean(&clean, text, NULL);
	sqlite3_result_text64(
	    context, clean.p, clean.n, SQLITE_TRANSIENT, SQLITE_UTF8);
	buf_free(&clean);
}

/* One without tables, which can be attached to another under its name. */
static struct store *
memory_open(struct err *err)
{
	struct store *s = xcalloc(1, sizeof(*s));
	struct buf name = BUF_INIT;
	char uuid[37];

	if (!uuid_make(uuid, err)) {
		free(s);
		return NULL;
	}
	buf_printf(&name, "file:/izba-%s?vfs=memdb", uuid);
	s->path = buf_take(&name);
	if (sqlite3_open_v2(s->path, &s->db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI,
		NULL) != SQLITE_OK) {
		err_set(err, ERR_STORE, "no database can be made in memory");
		store_close(s);
		return NULL;
	}
	s->level = LEVEL_DURABLE;
	sqlite3_extended_result_codes(s->db, 1);
	if (!rows_prepare(s)) {
		db_fail(s, err);
		store_close(s);
		return NULL;
	}
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_create_function(s->db, "clean", 1,
	    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
	    sql_clean, NULL, NULL);
	return s;
}

struct store *
store_in_memory(struct err *err)
{
	struct store *s = memory_open(err);

	for (int i = 0; s != NULL && i < schema_version; i++)
		if (!db_exec(s, schema_scripts[i], err)) {
			store_close(s);
			return NULL;
		}
	return s;
}

/* ---- copies of files ---- */

/* Attach the other store to the one in memory, for reading only. */
static bool
attach_source(struct store *memory, const char *path, struct err *err)
{
	struct buf uri = BUF_INIT;
	sqlite3_stmt *st;
	bool ok;

	uri_of(&uri, path, is_still(path) ? "?immutable=1" : "?mode=ro");
	/* not the kind of file that the connection itself has */
	buf_printf(&uri, "&vfs=%s", sqlite3_vfs_find(NULL)->zName);
	ok = sqlite3_prepare_v2(
		 memory->db, "ATTACH ?1 AS source", -1, &st, NULL) == SQLITE_OK;
	if (ok) {
		db_text(st, 1, buf_lend(&uri));
		ok = sqlite3_step(st) == SQLITE_DONE;
		sqlite3_finalize(st);
	}
	buf_free(&uri);
	return ok || db_fail(memory, err);
}

/* Is it whole, and of this izba's schema or an older one? */
static bool
check_source(struct store *memory, int64_t *version, struct err *err)
{
	int64_t faults;

	if (!db_number(memory, "PRAGMA source.user_version", version, err) ||
	    !db_number(memory,
		"SELECT count(*) FROM pragma_quick_check "
		"WHERE schema = 'source' AND quick_check <> 'ok'",
		&faults, err))
		return false;
	if (faults > 0)
		return err_set(err, ERR_STORE, "%s is damaged", memory->path);
	if (*version > schema_version)
		return err_set(err, ERR_STORE, "%s was written by a newer izba",
		    memory->path);
	if (*version < 1)
		return err_set(
		    err, ERR_STORE, "%s is no store of izba", memory->path);
	return true;
}

/* Make "INSERT INTO main.t (a, b) SELECT a, b FROM source.t" for each of our
 * tables: the other store's own schema is not trusted. */
static bool
copy_tables(struct store *memory, struct err *err)
{
	sqlite3_stmt *st;
	bool ok = true;
	int rc = SQLITE_DONE;

	if (sqlite3_prepare_v2(memory->db,
		"SELECT printf('INSERT INTO main.%s (%s) SELECT %s "
		"FROM source.%s', t.name, c.list, c.list, t.name) "
		"FROM main.sqlite_schema t JOIN (SELECT m.name AS name, "
		"group_concat(i.name) AS list FROM main.sqlite_schema m "
		"JOIN pragma_table_info(m.name) i WHERE m.type = 'table' "
		"GROUP BY m.name) c ON c.name = t.name "
		"WHERE t.name NOT IN ('file', 'journal', 'found') AND t.name NOT LIKE 'sqlite%' "
		"ORDER BY t.rowid",
		-1, &st, NULL) != SQLITE_OK)
		return db_fail(memory, err);
	while (ok && (rc = sqlite3_step(st)) == SQLITE_ROW)
		ok = db_exec(
		    memory, (const char *)sqlite3_column_text(st, 0), err);
	sqlite3_finalize(st);
	return ok && (rc == SQLITE_DONE || db_fail(memory, err));
}

/* Copy the attached store, as it is, into tables of its version, and bring
 * those to ours. */
static bool
copy_source(struct store *memory, struct err *err)
{
	int64_t version;

	if (!check_source(memory, &version, err))
		return false;
	for (int i = 0; i < schema_version; i++) {
		if (i == (int)version && !copy_tables(memory, err))
			return false;
		if (!db_exec(memory, schema_scripts[i], err))
			return false;
	}
	return (version < schema_version || copy_tables(memory, err)) &&
	       db_exec(memory, "DETACH source", err);
}

/* The store of a file whose path has no links; what goes wrong is said of it. */
static struct store *
copy_of(const char *path, struct err *err)
{
	struct store *memory = memory_open(err);
	char *name;
	bool ok;

	if (memory == NULL)
		return NULL;
	name = memory->path;
	memory->path = xstrdup(path);
	ok = attach_source(memory, path, err) && copy_source(memory, err);
	free(memory->path);
	memory->path = name;
	if (ok)
		return memory;
	store_close(memory);
	return NULL;
}

struct store *
memory_copy(const char *path, struct err *err)
{
	char *real = files_real(path), *why = NULL;
	struct store *memory = NULL;

	if (files_prepare(real, true, &why, err))
		memory = copy_of(real, err);
	free(why);
	free(real);
	return memory;
}
