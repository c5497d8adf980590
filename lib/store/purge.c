/*
 * Purging: what was deleted is forgotten for good.  Only its UUID stays, so
 * that no merge brings it back.
 */
#include "lib/store/db.h"

/* Everything that holds words of what is purged. */
static const char forget[] =
    "DELETE FROM journal WHERE uuid IN (SELECT uuid FROM purged);"
    "DELETE FROM note_version WHERE uuid IN (SELECT uuid FROM purged);"
    "DELETE FROM annotation WHERE uuid IN (SELECT uuid FROM purged);";

/* Note the UUIDs of those that are to go. */
static bool
note(struct store *s, int64_t before, uint32_t *n, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_PURGE_NOTE, err);

	if (st == NULL)
		return false;
	sqlite3_bind_int64(st, 1, before);
	sqlite3_bind_int64(st, 2, store_now(s));
	if (!db_run(s, st, err))
		return false;
	*n = (uint32_t)sqlite3_changes(s->db);
	return true;
}

bool
store_purge(struct store *s, int64_t before, uint32_t *n, struct err *err)
{
	bool ok;

	*n = 0;
	/* the words are to be gone from the file's free pages too */
	if (!db_writable(s, err) ||
	    !db_exec(s, "PRAGMA secure_delete = ON", err) ||
	    !db_begin(s, LEVEL_DURABLE, err))
		return false;
	ok = note(s, before, n, err) && db_exec(s, forget, err);
	ok = db_commit(s, ok, err);
	(void)sqlite3_exec(s->db,
	    "PRAGMA secure_delete = OFF; PRAGMA wal_checkpoint(TRUNCATE)", NULL,
	    NULL, NULL);
	return ok;
}
