/*
 * Opening and closing the store.  Nothing but the schema's number is read when
 * all is well.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/store/db.h"

void
uri_of(struct buf *out, const char *path, const char *query)
{
	buf_puts(out, "file:");
	for (; *path != '\0'; path++)
		if (strchr("%?#", *path) != NULL)
			buf_printf(out, "%%%02x", (unsigned)*path);
		else
			buf_putc(out, *path);
	buf_puts(out, query);
}

/* The bytes of the file beside a store; -1 if it is not there. */
static int64_t
size_beside(const char *path, const char *suffix)
{
	struct buf name = BUF_INIT;
	struct stat st;
	bool there;

	buf_printf(&name, "%s%s", path, suffix);
	there = stat(name.p, &st) == 0;
	buf_free(&name);
	return there ? st.st_size : -1;
}

bool
has_wal_file(const char *path)
{
	return size_beside(path, "-wal") >= 0;
}

bool
is_still(const char *path)
{
	/* an emptied journal is what a network file system's stores have */
	return !has_wal_file(path) && size_beside(path, "-journal") <= 0;
}

static void
statements_free(struct store *s)
{
	for (size_t i = 0; i < LENGTH(s->statements); i++) {
		sqlite3_finalize(s->statements[i]);
		s->statements[i] = NULL;
	}
}

/* Connect for writing if the file can be written, even if only reading is
 * wanted: SQLite then clears away the files it makes beside it. */
static bool
connect(struct store *s, bool reading, struct err *err)
{
	struct buf uri = BUF_INIT;
	const char *query = "";
	int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, rc;

	if (s->read_only != NULL && is_still(s->path))
		query = "?immutable=1";
	flags |= reading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
	uri_of(&uri, s->path, query);
	rc = sqlite3_open_v2(uri.p, &s->db, flags, NULL);
	buf_free(&uri);
	if (s->db == NULL)
		return err_set(err, ERR_STORE, "%s can't be opened", s->path);
	if (rc != SQLITE_OK)
		return db_fail(s, err);
	sqlite3_extended_result_codes(s->db, 1);
	if (!rows_prepare(s))
		return db_fail(s, err);
	sqlite3_busy_timeout(s->db, 3000);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	s->level = LEVEL_DURABLE;
	return true;
}

/* If another program is in the way, the mode stays. */
void
journal_set(struct store *s, bool remote)
{
	const char *sql =
	    remote
		? "PRAGMA journal_mode = TRUNCATE; PRAGMA locking_mode = NORMAL;"
		  "SELECT 1 FROM sqlite_schema"
		: "PRAGMA journal_mode = WAL";

	(void)sqlite3_exec(s->db, sql, NULL, NULL, NULL);
}

/* Is a database without a schema number ours to fill? */
static bool
check_empty(struct store *s, struct err *err)
{
	int64_t tables;

	if (!db_number(s, "SELECT count(*) FROM sqlite_schema", &tables, err))
		return false;
	if (tables == 0)
		return true;
	/* another izba may be making it right now: its schema comes with its
	 * number, in one transaction */
	if (db_number(s, "PRAGMA user_version", &tables, err) && tables > 0)
		return true;
	return err_set(err, ERR_STORE,
	    "%s is a database of another program; it is left as it is",
	    s->path);
}

static void
set_newer(struct store *s, int64_t version)
{
	struct buf b = BUF_INIT;

	buf_printf(&b,
	    "%s was written by a newer izba (schema %lld, this one knows %d): "
	    "it is open for reading only, nothing new is kept",
	    s->path, (long long)version, schema_version);
	free(s->read_only);
	s->read_only = buf_take(&b);
}

/* See to it that the schema is the one this izba knows; a newer one is only
 * read, and nothing of it is changed. */
static bool
check_schema(struct store *s, struct err *err)
{
	bool remote = s->fs_type != 0 ? files_remote_type(s->fs_type)
				      : files_remote(s->path);
	int64_t version;

	/* a WAL that was left here is not to be shared by memory */
	if (remote && !db_exec(s, "PRAGMA locking_mode = EXCLUSIVE", err))
		return false;
	if (!db_number(s, "PRAGMA user_version", &version, err))
		return false;
	if (version > schema_version)
		set_newer(s, version);
	else if (version < schema_version && s->read_only != NULL)
		return err_set(err, ERR_STORE,
		    "%s is of an older izba and must be opened for writing "
		    "once",
		    s->path);
	else if (version <= 0 && !check_empty(s, err))
		return false;
	if (s->read_only != NULL)
		return db_exec(s, "PRAGMA query_only = ON", err);
	journal_set(s, remote);
	return schema_migrate(
	    s, version < 0 ? 0 : version, schema_scripts, schema_version, err);
}

/* Why a store asked to be read-only is. */
static char *
asked(const char *path)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s is open for reading only", path);
	return buf_take(&b);
}

/* Did the disk, a quota or a limit refuse what SQLite wanted to write? */
static bool
no_room(const struct store *s)
{
	int code = sqlite3_extended_errcode(s->db) & 0xff;
	int number = sqlite3_system_errno(s->db);

	return code == SQLITE_FULL ||
	       (code == SQLITE_IOERR &&
		   (number == ENOSPC || number == EDQUOT || number == EFBIG));
}

/* On a full disk there is no room even for the memory that connections share:
 * what was kept is read alone, with the index of the WAL on the heap. */
static bool
open_full(struct store *s)
{
	struct buf why = BUF_INIT;

	statements_free(s);
	sqlite3_close(s->db);
	s->db = NULL;
	if (s->read_only == NULL) {
		buf_printf(&why,
		    "%s: the disk is full: it is open for reading only, "
		    "nothing new is kept",
		    s->path);
		s->read_only = buf_take(&why);
	}
	return connect(s, false, NULL) &&
	       db_exec(s, "PRAGMA locking_mode = EXCLUSIVE", NULL) &&
	       check_schema(s, NULL);
}

static int64_t
data_version(struct store *s)
{
	sqlite3_stmt *st = db_ready(s, SQL_DATA_VERSION, NULL);
	int64_t version = s->seen;

	if (st != NULL && db_step(s, st, NULL) > 0) {
		version = sqlite3_column_int64(st, 0);
		sqlite3_reset(st);
	}
	return version;
}

struct store *
store_open(
    const char *path, const struct store_options *options, struct err *err)
{
	bool reading = options != NULL && options->read_only;
	struct store *s;
	char *why, *real;

	if (path == NULL || path[0] == '\0') {
		err_set(err, ERR_STORE, "there is no place for the store");
		return NULL;
	}
	real = files_real(path);
	if (!check_gone(real, err) ||
	    !files_prepare(real, reading, &why, err)) {
		free(real);
		return NULL;
	}
	s = xcalloc(1, sizeof(*s));
	s->path = real;
	if (options != NULL) {
		s->fixed_clock = options->fixed_clock;
		s->fs_type = options->fs_type;
		s->keeps =
		    options->keep_unsaved ? KEEPS_REFUSED : KEEPS_NOTHING;
	}
	s->read_only = why;
	if (!connect(s, why != NULL, err))
		goto fail;
	if (s->read_only == NULL && reading)
		s->read_only = asked(real);
	if (check_schema(s, err) || (no_room(s) && open_full(s))) {
		s->seen = data_version(s);
		return s;
	}
fail:
	store_close(s);
	return NULL;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	unsaved_free(s->unsaved);
	statements_free(s);
	sqlite3_close(s->db);
	free(s->why);
	free(s->read_only);
	free(s->path);
	free(s);
}

void
store_settle(struct store *s)
{
	if (!s->unsettled)
		return;
	s->unsettled = false;
	/* nobody is waited for: who reads an older state has the rest settled
	 * by the next time */
	sqlite3_wal_checkpoint_v2(
	    s->db, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

const char *
store_why_read_only(const struct store *s)
{
	return s->read_only;
}

bool
store_changed(struct store *s)
{
	int64_t before = s->seen;

	s->seen = data_version(s);
	return before != s->seen;
}
