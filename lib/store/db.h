/*
 * The room's own header: the connection, its prepared statements and its
 * errors.  The only header in which SQLite's types are named.
 *
 *  1. A statement from db_ready is reset, with nothing bound; db_step resets
 *     it again when it ends, whichever way.
 *  2. Text bound with db_text must live until then.
 *  3. Writing goes through db_begin ... db_commit, or db_level before a
 *     statement that is a transaction by itself.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <sqlite3.h>

#include <izba/store.h>

enum sql {
#define SQL(id, text) SQL_##id,
#include "lib/store/sql.def"
#undef SQL
	SQL_KINDS
};

/* How much a transaction promises: QUICK survives the end of the program,
 * DURABLE the end of the power too. */
enum db_level { LEVEL_QUICK, LEVEL_DURABLE };

struct unsaved;
struct rows;

/* What becomes of annotations that can't be written: an error, kept in memory,
 * or kept there from the start. */
enum keeps { KEEPS_NOTHING, KEEPS_REFUSED, KEEPS_ALL };

struct store {
	sqlite3 *db;
	sqlite3_stmt *statements[SQL_KINDS];
	char *path;
	char *read_only; /* why, or NULL */
	int64_t fixed_clock;
	enum db_level level; /* what the connection is set to */
	bool unsettled; /* something durable is only in the WAL */
	unsigned depth; /* of transactions in each other */
	bool spoiled; /* one of them has failed: all will */
	int64_t step, entry; /* of the journal in this transaction; step 0:
				none yet */
	bool taking; /* what a merge adds is a step to undo */
	uint32_t fs_type; /* or 0 */
	struct rows *rows; /* being read, or NULL */
	int64_t seen; /* version of the data; 0: not asked yet */
	enum keeps keeps;
	bool refused; /* the last error was of the disk's making */
	struct unsaved *unsaved; /* or NULL */
	char *why; /* with KEEPS_ALL: why it can't be opened */
};

/* ---- db.c ---- */

/* Set the error from what SQLite last said of this store; returns false. */
bool db_fail(struct store *s, struct err *err);
/* A statement, ready to be bound; NULL with err set. */
sqlite3_stmt *db_ready(struct store *s, enum sql id, struct err *err);
void db_text(sqlite3_stmt *st, int i, struct str text);
/* The same, but a null str becomes SQL's NULL. */
void db_text_or_null(sqlite3_stmt *st, int i, struct str text);
struct str db_column(sqlite3_stmt *st, int i);
/* 1: a row; 0: done; -1: an error. */
int db_step(struct store *s, sqlite3_stmt *st, struct err *err);
/* Step a statement that gives no rows. */
bool db_run(struct store *s, sqlite3_stmt *st, struct err *err) USE_RESULT;
/* Run SQL that is used once. */
bool db_exec(struct store *s, const char *sql, struct err *err) USE_RESULT;
/* The number a one-row query gives. */
bool db_number(
    struct store *s, const char *sql, int64_t *out, struct err *err) USE_RESULT;

/* False, with why, if the store is read-only. */
bool db_writable(struct store *s, struct err *err);
bool db_level(struct store *s, enum db_level level, struct err *err) USE_RESULT;
/* Wait again for others as long as the level says. */
void db_patience(struct store *s);
bool db_begin(struct store *s, enum db_level level, struct err *err) USE_RESULT;
/* Commit, or roll back if `ok` is false or committing fails.  What is begun
 * within a transaction is a part of it, and fails it. */
bool db_commit(struct store *s, bool ok, struct err *err) USE_RESULT;

/* ---- open.c ---- */

/* WAL needs shared memory, which network file systems do not give: there the
 * journal is a file, and locking_mode must be EXCLUSIVE on the way to it. */
void journal_set(struct store *s, bool remote);
/* A file name as a URI of SQLite. */
void uri_of(struct buf *out, const char *path, const char *query);
bool has_wal_file(const char *path);
/* Is nobody writing to a store, and was nobody ended at it?  Then it can be read
 * without locks and the files that SQLite would make beside it. */
bool is_still(const char *path);

/* ---- clock.c ---- */

int64_t store_now(const struct store *s);
/* A new random UUID (RFC 4122, version 4). */
bool uuid_make(char uuid[37], struct err *err) USE_RESULT;

/* ---- files.c: what stands on the disk ---- */

/* Make the folder and the file, privately, unless they are there.  In *why,
 * for the caller to free, why the file can only be read, or NULL. */
bool files_prepare(
    const char *path, bool read_only, char **why, struct err *err) USE_RESULT;
/* An empty file of mode 0600 in place of what is there. */
bool files_fresh(const char *path, struct err *err) USE_RESULT;
/* Put the finished file `from` in place of `to`, on disk. */
bool
files_replace(const char *from, const char *to, struct err *err) USE_RESULT;
/* Copy a file to a new one of mode 0600, on disk. */
bool files_copy(const char *from, const char *to, struct err *err) USE_RESULT;
/* Has another program the database open?  Not to be asked while this one
 * has. */
bool files_in_use(const char *path);
/* The path without links, as SQLite names what it keeps beside a file; the path
 * itself if nothing is there.  For the caller to free. */
char *files_real(const char *path);
/* The folder of a path, for the caller to free. */
char *files_folder(const char *path);
/* Does the path lie on a network file system? */
bool files_remote(const char *path);
/* The same for a type of statfs(2). */
bool files_remote_type(uint64_t type);

/* ---- backup.c ---- */

struct beside {
	char **v;
	size_t n, cap;
};
void beside_free(struct beside *v);
/* The backups of a store, whole or not, the newest first. */
void backup_names(struct beside *out, const char *path);
/* Copy the store to a file that is read again before it gets its name. */
bool
backup_to(struct store *s, const char *name, struct err *err) USE_RESULT;
/* "YYYY-MM-DD", UTC. */
void day_of(int64_t at, char day[11]);

enum health { HEALTH_GOOD, HEALTH_DAMAGED, HEALTH_FOREIGN, HEALTH_UNKNOWN };
/* Read all of a database (`still`: nobody else writes to it). */
enum health
file_health(const char *path, bool still, uint32_t *annotations);

/* ---- recover.c ---- */

/* Append what can be done about a damaged store. */
void recover_advice(const char *path, struct buf *out);
/* False if the file is gone or empty, though there are backups of it. */
bool check_gone(const char *path, struct err *err) USE_RESULT;

/* ---- salvage.c ---- */

/* Merge what can be read of a damaged store. */
bool salvage(struct store *s, const char *path, struct merge_report *out,
    struct err *err) USE_RESULT;

/* ---- place.c ---- */

/* The reading place, only if its words are in the text. */
bool store_place_found(struct store *s, const struct book_id *id,
    const struct book *b, uint32_t *place);

/* ---- rows.c ---- */

/* What the SQL function take() fills, which lists are read by. */
struct rows {
	struct arena *arena;
	struct annotation *v;
	size_t n, cap;
	int64_t book; /* of rows that do not say it */
};
bool rows_prepare(struct store *s) USE_RESULT;
/* The columns that sql.def names ANNOTATION_COLUMNS, as an annotation whose
 * strings are lent from the arena. */
void
annotation_read(sqlite3_stmt *st, struct arena *arena, struct annotation *a);
/* The index of a word in a table of words, or `otherwise`. */
int word_index(const char *const *words, int n, struct str word, int otherwise);

/* ---- list.c ---- */

/* store_list and store_list_all without what is in memory; put annotations
 * into a list, in order. */
bool list_disk(struct store *s, const struct book_id *id, const struct book *b,
    bool deleted, struct annotations *out, struct err *err) USE_RESULT;
bool list_all(struct store *s, bool deleted, struct annotations *out,
    struct err *err) USE_RESULT;
/* Those that bear a capital letter or did before another got it. */
bool list_capitals(
    struct store *s, struct annotations *out, struct err *err) USE_RESULT;
void list_put(struct annotations *out, const struct annotation *v, size_t n);
/* A copy whose strings are in the arena. */
struct annotation annotation_keep(
    struct arena *arena, const struct annotation *a);

/* ---- unsaved.c ---- */

void unsaved_free(struct unsaved *u);
/* Put what is in memory over a list of what is on the disk; `id` NULL: of all
 * books. */
bool unsaved_list(struct store *s, const struct book_id *id,
    const struct book *b, bool deleted, struct annotations *out,
    struct err *err) USE_RESULT;

/* ---- letters.c ---- */

/* See to it that in each book one of the living bears a small letter, and one
 * of all that are in the store a capital one. */
bool letters_settle(
    struct store *s, struct annotations *all, struct err *err) USE_RESULT;

/* ---- journal.c ---- */

/* Note, in the transaction that does it, that an annotation is about to live or
 * to die. */
bool journal_life(struct store *s, const char *uuid, int64_t book, bool alive,
    struct err *err) USE_RESULT;
/* The same of all living ones of a book, or with 0 of all, that bear a letter,
 * but for one. */
bool journal_marks(struct store *s, int64_t book, struct str mark,
    const char *but, struct err *err) USE_RESULT;
/* Note how an annotation is before a change, and how it is after. */
bool journal_before(struct store *s, const char *uuid, int64_t book,
    struct err *err) USE_RESULT;
bool
journal_after(struct store *s, const char *uuid, struct err *err) USE_RESULT;

/* store_undo of what is on the disk. */
bool journal_undo(struct store *s, int64_t book_row, bool again,
    struct undone *out, struct err *err) USE_RESULT;

/* ---- annotation.c: the functions of store.h, on the disk ---- */

bool annotation_add(struct store *s, const struct book_id *id,
    const struct book *b, struct annotation *a, struct err *err) USE_RESULT;
bool annotation_update(struct store *s, const struct book_id *id,
    const struct book *b, const struct annotation *a, struct err *err)
    USE_RESULT;
bool annotation_adopt(struct store *s, const struct book *b,
    const struct annotation *a, struct err *err) USE_RESULT;
bool annotation_life(struct store *s, const char *uuid, bool alive,
    struct err *err) USE_RESULT;

/* A row as it is in the store; its strings are in the arena.  1: found; 0: not;
 * -1: an error. */
int annotation_fetch(struct store *s, const char *uuid, struct arena *arena,
    struct annotation *out, struct err *err) USE_RESULT;
/* A time for a change of something last changed at `last`: the system's clock
 * may have been set back, the order of changes must not be. */
int64_t time_after(const struct store *s, int64_t last);

/* ---- edition.c ---- */

/* Is the text under an old name a new edition of the book in this row? */
bool edition_is(struct store *s, int64_t row, const struct book *b);
/* The book that a text is a new edition of: 1; 0 if there is none; -1 error. */
int
edition_find(struct store *s, const struct book *b, int64_t *row,
    struct err *err);
/* Keep the identifiers that the book states. */
bool edition_note(struct store *s, const struct book *b, int64_t row,
    struct err *err) USE_RESULT;
/* Another row that states an identifier of this one, and in which things were
 * left that are in this text: 1; 0 if there is none; -1 error. */
int edition_beside(struct store *s, const struct book *b, int64_t row,
    int64_t *other, struct err *err);

/* ---- found.c ---- */

struct anchor;
/* anchor_resolve for the marks of a book; what was found in a changed text is
 * kept, and not looked for again while nothing has changed. */
void found_resolve(struct store *s, int64_t book, struct str text,
    struct anchor *v, size_t n);

/* ---- version.c ---- */

/* Note that an annotation's text is changed (or made) to `body`. */
bool version_add(struct store *s, const char *uuid, struct str body, int64_t at,
    struct err *err) USE_RESULT;
/* Make the text of an annotation from its versions after a merge; *conflicts
 * is counted up if it has several that did not know of each other. */
bool version_show(struct store *s, const char *uuid, uint32_t *conflicts,
    struct err *err) USE_RESULT;

/* ---- memory.c ---- */

/* The store of a file, copied to memory and brought to this schema; closed by
 * store_close. */
struct store *memory_copy(const char *path, struct err *err) USE_RESULT;

/* ---- merge.c ---- */

/* Let go of rows that a merge would refuse. */
bool merge_drop_unfit(struct store *memory, struct err *err) USE_RESULT;

/* ---- identity.c ---- */

/* A new row for a book of these bytes, whatever its file. */
bool identity_new(struct store *s, const struct book *b, const char *sha,
    int64_t *row, struct err *err) USE_RESULT;

/* ---- match.c ---- */

/* Fill temp.book_map (theirs, mine): which book of `other` is which of ours.
 * Those that are not here yet get a row; those that turn out to be one book
 * become one.  *added counts the new ones. */
bool match_books(struct store *s, uint32_t *added, struct err *err) USE_RESULT;
/* Two books of ours are one: what belongs to the second goes to the first. */
bool match_join(
    struct store *s, int64_t to, int64_t from, struct err *err) USE_RESULT;

/* ---- schema.c ---- */

/* The schema this izba writes: the number of migrations. */
extern const int schema_version;
/* Bring the database from `version` to the newest by running scripts; an
 * older one with something in it is backed up first. */
bool schema_migrate(struct store *s, int64_t version,
    const char *const *scripts, int n, struct err *err) USE_RESULT;
extern const char *const schema_scripts[];
/* The name of the backup made before the migration to a version. */
char *schema_backup_name(const char *path, int version);

#endif
