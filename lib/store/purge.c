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

static bool
note_some(struct store *s, char (*uuids)[37], size_t n_uuids, uint32_t *n,
    struct err *err)
{
	for (size_t i = 0; i < n_uuids; i++) {
		sqlite3_stmt *st = db_ready(s, SQL_PURGE_NOTE_ONE, err);

		if (st == NULL)
			return false;
		db_text(st, 1, str_of(uuids[i]));
		sqlite3_bind_int64(st, 2, store_now(s));
		if (!db_run(s, st, err))
			return false;
		*n += (uint32_t)sqlite3_changes(s->db);
	}
	return true;
}

/* Forget those (uuids not NULL), or all deleted before a time. */
static bool
purge(struct store *s, char (*uuids)[37], size_t n_uuids, int64_t before,
    uint32_t *n, struct err *err)
{
	bool ok;

	*n = 0;
	/* the words are to be gone from the file's free pages too */
	if (!db_writable(s, err) ||
	    !db_exec(s, "PRAGMA secure_delete = ON", err) ||
	    !db_begin(s, LEVEL_DURABLE, err))
		return false;
	ok = uuids != NULL ? note_some(s, uuids, n_uuids, n, err)
			   : note(s, before, n, err);
	ok = ok && db_exec(s, forget, err);
	ok = db_commit(s, ok, err);
	(void)sqlite3_exec(s->db,
	    "PRAGMA secure_delete = OFF; PRAGMA wal_checkpoint(TRUNCATE)", NULL,
	    NULL, NULL);
	return ok;
}

bool
store_purge(struct store *s, int64_t before, uint32_t *n, struct err *err)
{
	return purge(s, NULL, 0, before, n, err);
}

bool
store_purge_some(struct store *s, char (*uuids)[37], size_t n_uuids,
    uint32_t *n, struct err *err)
{
	return purge(s, uuids, n_uuids, 0, n, err);
}
