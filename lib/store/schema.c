/*
 * The schema: one script for each version, run in order.  A released script is
 * never changed; what is to be different goes into a new one.
 *
 * Each group of an annotation's columns that can change has its time of change
 * (at_...), so that two stores can be merged field by field.  Kinds, colours
 * and styles are kept as words.  Rows of annotation are never deleted but by
 * an explicit purge.
 */
#include <stdlib.h>

#include "lib/store/db.h"

/* "izba" as a number in the file's header. */
#define APPLICATION_ID 0x697a6261

static const char schema_1[] =
    /* one row for each book, whatever files it has been seen in */
    "CREATE TABLE book ("
    "id INTEGER PRIMARY KEY, title TEXT, authors TEXT, language TEXT,"
    "length INTEGER NOT NULL, created INTEGER NOT NULL) STRICT;"
    /* what its files held: the SHA-256 of the bytes and of the text */
    "CREATE TABLE content ("
    "sha TEXT PRIMARY KEY, text_sha TEXT NOT NULL,"
    "book INTEGER NOT NULL REFERENCES book) STRICT, WITHOUT ROWID;"
    "CREATE INDEX content_text ON content (text_sha);"
    "CREATE INDEX content_book ON content (book);"
    /* where files were: a hint that saves reading them */
    "CREATE TABLE file ("
    "path TEXT PRIMARY KEY, sha TEXT NOT NULL REFERENCES content,"
    "size INTEGER NOT NULL, mtime INTEGER NOT NULL,"
    "inode INTEGER NOT NULL, seen INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX file_sha ON file (sha);"
    "CREATE TABLE place ("
    "book INTEGER PRIMARY KEY REFERENCES book, place INTEGER NOT NULL,"
    "length INTEGER NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,"
    "modified INTEGER NOT NULL) STRICT;"
    "CREATE TABLE annotation ("
    "uuid TEXT PRIMARY KEY, book INTEGER NOT NULL REFERENCES book,"
    "kind TEXT NOT NULL CHECK (kind IN ('bookmark', 'highlight', 'note')),"
    "from_place INTEGER NOT NULL, to_place INTEGER NOT NULL,"
    "mark TEXT NOT NULL, colour TEXT NOT NULL, style TEXT NOT NULL,"
    "quote TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,"
    "section TEXT, address TEXT, body TEXT NOT NULL, tags TEXT NOT NULL,"
    "created INTEGER NOT NULL, modified INTEGER NOT NULL,"
    "deleted INTEGER NOT NULL,"
    "at_span INTEGER NOT NULL, at_kind INTEGER NOT NULL,"
    "at_look INTEGER NOT NULL, at_body INTEGER NOT NULL,"
    "at_tags INTEGER NOT NULL, at_life INTEGER NOT NULL) STRICT;"
    "CREATE INDEX annotation_book ON annotation (book, deleted, kind);"
    /* book 0: for all books */
    "CREATE TABLE setting ("
    "book INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,"
    "modified INTEGER NOT NULL, PRIMARY KEY (book, key))"
    "STRICT, WITHOUT ROWID;";

/* Every version of a note's text, so that none is lost when two machines change
 * it apart: see version.c. */
static const char schema_2[] =
    "CREATE TABLE note_version ("
    "uuid TEXT NOT NULL REFERENCES annotation, id INTEGER NOT NULL,"
    "at INTEGER NOT NULL, base TEXT NOT NULL, body TEXT NOT NULL,"
    "PRIMARY KEY (uuid, id)) STRICT, WITHOUT ROWID;"
    /* the same number on every machine that has a copy of it */
    "INSERT INTO note_version SELECT uuid, at_body, at_body, '', body "
    "FROM annotation WHERE body <> '';";

/* What was purged, so that no merge brings it back; and what was done on this
 * machine, to be undone: see journal.c. */
static const char schema_3[] =
    "CREATE TABLE purged ("
    "uuid TEXT PRIMARY KEY, book INTEGER NOT NULL REFERENCES book,"
    "at INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE journal ("
    "step INTEGER NOT NULL, n INTEGER NOT NULL, book INTEGER NOT NULL,"
    "undone INTEGER NOT NULL, uuid TEXT NOT NULL, life INTEGER NOT NULL,"
    "before TEXT, after TEXT, PRIMARY KEY (step, n)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX journal_undone ON journal (book, step) WHERE undone = 1;"
    /* a book's rows in the order they lie in, its counts from the index */
    "DROP INDEX annotation_book;"
    "CREATE INDEX annotation_book "
    "ON annotation (book, deleted, created, kind);";

/* Marks whose passage the reader says is gone; and where marks were found again
 * in a changed text, lest they be looked for at each opening: see found.c. */
static const char schema_4[] =
    "ALTER TABLE annotation ADD COLUMN "
    "orphan INTEGER NOT NULL DEFAULT 0 CHECK (orphan IN (0, 1));"
    "CREATE TABLE found ("
    "book INTEGER PRIMARY KEY, key BLOB NOT NULL, found BLOB NOT NULL)"
    "STRICT;";

/* What books state of themselves: "isbn:...", "uuid:..."; another edition may
 * state the same. */
static const char schema_5[] =
    "CREATE TABLE identifier ("
    "id TEXT NOT NULL, book INTEGER NOT NULL, PRIMARY KEY (id, book))"
    "STRICT, WITHOUT ROWID;";

/* When and by whom a book was published, and in which series; `described` says
 * how much of a book was written down (DESCRIBED of identity.c). */
static const char schema_6[] =
    "ALTER TABLE book ADD COLUMN date TEXT;"
    "ALTER TABLE book ADD COLUMN publisher TEXT;"
    "ALTER TABLE book ADD COLUMN series TEXT;"
    "ALTER TABLE book ADD COLUMN described INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX identifier_book ON identifier (book);";

/* Capital letters are of all books: found without looking through everything,
 * and an older izba, which knows small ones alone, is not to write here. */
static const char schema_7[] =
    "CREATE INDEX annotation_mark ON annotation (mark) "
    "WHERE mark <> '' AND deleted = 0;";

const char *const schema_scripts[] = {
    schema_1, schema_2, schema_3, schema_4, schema_5, schema_6, schema_7};
const int schema_version = LENGTH(schema_scripts);

char *
schema_backup_name(const char *path, int version)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s.before-v%d", path, version);
	return buf_take(&b);
}

/* Copy the whole database beside itself before it is changed. */
static bool
backup(struct store *s, int version, struct err *err)
{
	char *name = schema_backup_name(s->path, version);
	bool ok = backup_to(s, name, err);

	if (!ok)
		err_in(err, "the backup before a change of the schema");
	free(name);
	return ok;
}

/* Run the scripts that no other program has just run, all or none of them: a
 * new store is never seen at a version between. */
static bool
steps(struct store *s, const char *const *scripts, int n, struct err *err)
{
	int64_t now;
	bool ok = db_begin(s, LEVEL_DURABLE, err);

	if (!ok)
		return false;
	ok = db_number(s, "PRAGMA user_version", &now, err);
	for (int i = (int)now; ok && i < n; i++) {
		struct buf sql = BUF_INIT;

		buf_printf(&sql,
		    "%s PRAGMA user_version = %d; PRAGMA application_id = %d;",
		    scripts[i], i + 1, APPLICATION_ID);
		ok = db_exec(s, sql.p, err);
		buf_free(&sql);
	}
	return db_commit(s, ok, err);
}

bool
schema_migrate(struct store *s, int64_t version, const char *const *scripts,
    int n, struct err *err)
{
	if (version > 0 && version < n && !backup(s, n, err))
		return false;
	return version >= n || steps(s, scripts, n, err);
}
