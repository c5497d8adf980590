/*
 * The connection: prepared statements, transactions, and what SQLite's errors
 * mean to a reader.  Knows nothing of tables.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/store/db.h"

static const char *const texts[SQL_KINDS] = {
#define SQL(id, text) [SQL_##id] = text,
#include "lib/store/sql.def"
#undef SQL
};

/* ---- errors ---- */

/* What is wrong with a damaged database, in SQLite's words: only asked when
 * an error says that it is damaged, since it reads everything. */
static bool
fail_damaged(struct store *s, struct err *err)
{
	struct buf what = BUF_INIT, backup = BUF_INIT;
	sqlite3_stmt *st;

	buf_puts(&what, sqlite3_errmsg(s->db));
	if (sqlite3_prepare_v2(s->db, "PRAGMA quick_check(1)", -1, &st, NULL) ==
	    SQLITE_OK) {
		/* "ok" is said of an attached file's bystander */
		if (sqlite3_step(st) == SQLITE_ROW &&
		    !str_is(db_column(st, 0), "ok")) {
			buf_clear(&what);
			buf_str(&what, db_column(st, 0));
		}
		sqlite3_finalize(st);
	}
	for (size_t i = 0; i < what.n; i++)
		if (what.p[i] == '\n')
			what.p[i] = ' ';
	recover_advice(s->path, &backup);
	err_set(err, ERR_STORE,
	    "%s is damaged or no store of izba (%.120s); it is left as it is: "
	    "%s",
	    s->path, what.p, backup.p);
	buf_free(&what);
	buf_free(&backup);
	return false;
}

static bool
fail_system(struct store *s, const char *what, struct err *err)
{
	int number = sqlite3_system_errno(s->db);

	return err_set(err, ERR_STORE, "%s %s (%s)", s->path, what,
	    number != 0 ? strerror(number) : sqlite3_errmsg(s->db));
}

static bool
fail_read_only(struct store *s, struct err *err)
{
	if (sqlite3_extended_errcode(s->db) == SQLITE_READONLY_ROLLBACK)
		return err_set(err, ERR_STORE,
		    "%s was being written when the power or a program was "
		    "ended: open it once with izba where it can be written",
		    s->path);
	return err_set(err, ERR_STORE,
	    "%s can't be written; the last change is not saved", s->path);
}

bool
db_fail(struct store *s, struct err *err)
{
	s->refused = true;
	switch (sqlite3_extended_errcode(s->db) & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ERR_STORE,
		    "%s is locked by another program: nothing was changed, try "
		    "again",
		    s->path);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return fail_damaged(s, err);
	case SQLITE_FULL:
		return err_set(err, ERR_STORE,
		    "%s: the disk is full; the last change is not saved, all "
		    "before it is",
		    s->path);
	case SQLITE_READONLY:
		return fail_read_only(s, err);
	case SQLITE_IOERR:
		return fail_system(s,
		    "can't be read or written; the last change is not saved",
		    err);
	case SQLITE_CANTOPEN:
		return fail_system(s, "can't be opened", err);
	default:
		s->refused = false;
		return err_set(
		    err, ERR_STORE, "%s: %s", s->path, sqlite3_errmsg(s->db));
	}
}

bool
db_writable(struct store *s, struct err *err)
{
	if (s->read_only == NULL)
		return true;
	s->refused = true;
	return err_set(err, ERR_STORE, "%s", s->read_only);
}

/* ---- statements ---- */

sqlite3_stmt *
db_ready(struct store *s, enum sql id, struct err *err)
{
	sqlite3_stmt **st = &s->statements[id];

	if (*st == NULL &&
	    sqlite3_prepare_v3(s->db, texts[id], -1, SQLITE_PREPARE_PERSISTENT,
		st, NULL) != SQLITE_OK)
		db_fail(s, err);
	return *st;
}

void
db_text(sqlite3_stmt *st, int i, struct str text)
{
	sqlite3_bind_text64(st, i, text.p == NULL ? "" : text.p, text.n,
	    SQLITE_STATIC, SQLITE_UTF8);
}

void
db_text_or_null(sqlite3_stmt *st, int i, struct str text)
{
	if (text.p == NULL)
		sqlite3_bind_null(st, i);
	else
		db_text(st, i, text);
}

struct str
db_column(sqlite3_stmt *st, int i)
{
	/* a connection is of one thread, so that nothing must be locked, which
	 * takes longer than the reading itself */
	sqlite3_value *v = sqlite3_column_value(st, i);
	struct str text;

	text.p = (const char *)sqlite3_value_text(v);
	text.n = (size_t)sqlite3_value_bytes(v);
	return text;
}

int
db_step(struct store *s, sqlite3_stmt *st, struct err *err)
{
	int rc = sqlite3_step(st);

	if (rc == SQLITE_ROW)
		return 1;
	if (rc != SQLITE_DONE)
		db_fail(s, err);
	sqlite3_reset(st);
	sqlite3_clear_bindings(st);
	return rc == SQLITE_DONE ? 0 : -1;
}

bool
db_run(struct store *s, sqlite3_stmt *st, struct err *err)
{
	int got = db_step(s, st, err);

	if (got > 0) {
		sqlite3_reset(st);
		sqlite3_clear_bindings(st);
	}
	return got >= 0;
}

bool
db_exec(struct store *s, const char *sql, struct err *err)
{
	if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	return db_fail(s, err);
}

bool
db_number(struct store *s, const char *sql, int64_t *out, struct err *err)
{
	sqlite3_stmt *st;
	bool ok;

	if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) != SQLITE_OK)
		return db_fail(s, err);
	ok = sqlite3_step(st) == SQLITE_ROW;
	if (ok)
		*out = sqlite3_column_int64(st, 0);
	else
		db_fail(s, err);
	sqlite3_finalize(st);
	return ok;
}

/* ---- transactions ---- */

/* A page turn must not wait long for another program; a mark may. */
static const struct {
	const char *pragma;
	int patience; /* milliseconds */
} levels[] = {
    [LEVEL_QUICK] = {"PRAGMA synchronous = NORMAL", 100},
    [LEVEL_DURABLE] = {"PRAGMA synchronous = FULL", 3000},
};

bool
db_level(struct store *s, enum db_level level, struct err *err)
{
	if (!db_writable(s, err))
		return false;
	/* a transaction promises what it did at its beginning */
	if (s->level == level || s->depth > 0)
		return true;
	if (!db_exec(s, levels[level].pragma, err))
		return false;
	s->level = level;
	db_patience(s);
	return true;
}

void
db_patience(struct store *s)
{
	sqlite3_busy_timeout(s->db, levels[s->level].patience);
}

static bool
fail_spoiled(const struct store *s, struct err *err)
{
	return err_set(err, ERR_STORE,
	    "%s: a part of the change failed, so that nothing of it was kept",
	    s->path);
}

bool
db_begin(struct store *s, enum db_level level, struct err *err)
{
	sqlite3_stmt *st;

	if (!db_level(s, level, err))
		return false;
	if (s->depth > 0 && s->spoiled)
		return fail_spoiled(s, err);
	if (s->depth == 0) {
		st = db_ready(s, SQL_BEGIN, err);
		if (st == NULL || !db_run(s, st, err))
			return false;
		s->spoiled = false;
		s->step = 0;
	}
	s->depth++;
	return true;
}

bool
db_commit(struct store *s, bool ok, struct err *err)
{
	sqlite3_stmt *st;

	if (!ok)
		s->spoiled = true;
	if (--s->depth > 0)
		return ok;
	st = s->spoiled ? NULL : db_ready(s, SQL_COMMIT, err);
	if (st != NULL && db_run(s, st, err)) {
		s->unsettled = s->unsettled || s->level == LEVEL_DURABLE;
		return true;
	}
	/* some errors have rolled it back already */
	if (sqlite3_get_autocommit(s->db) == 0)
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return ok && s->spoiled ? fail_spoiled(s, err) : false;
}
