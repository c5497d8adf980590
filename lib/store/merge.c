/*
 * Merging two stores.
 *
 *  1. The other store is copied into memory first (memory.c), checked and
 *     cleaned there; it is attached as `other`.
 *  2. Each group of fields is a register: of two values the one with the later
 *     time wins, and of the same time the greater one, so that the order of
 *     merges does not matter.
 *  3. Notes are united version by version (version.c).
 *  4. Everything is one transaction; a dry run is the same, rolled back.
 */
#include <stdlib.h>

#include "lib/store/db.h"

/* ---- what may be merged ---- */

/* What the rest of izba takes for granted of a row. */
static const char unfit[] =
    "NOT ("
    "length(uuid) = 36 AND uuid NOT GLOB '*[^-0-9a-f]*' AND "
    "from_place BETWEEN 0 AND to_place AND to_place < 4294967295 AND "
    "length(quote) <= 1048576 AND length(body) <= 4194304 AND "
    "length(prefix) <= 64 AND length(suffix) <= 128 AND "
    "length(tags) <= 1048576 AND orphan IN (0, 1) AND (mark = '' OR mark GLOB '[a-zA-Z]') AND "
    "colour IN ('pink', 'orange', 'yellow', 'green', 'blue', 'purple') AND "
    "style IN ('solid', 'underline', 'strikethrough', 'outline') AND "
    "created >= 0 AND modified >= 0 AND deleted >= 0 AND "
    "max(created, modified, deleted, at_span, at_kind, at_look, at_body, "
    "at_tags, at_life) < 253402300800000000)";

static bool
check_rows(struct store *memory, struct err *err)
{
	struct buf sql = BUF_INIT;
	int64_t n;
	bool ok;

	buf_printf(&sql, "SELECT count(*) FROM annotation WHERE %s", unfit);
	ok = db_number(memory, sql.p, &n, err);
	buf_free(&sql);
	if (!ok)
		return false;
	return n == 0 ||
	       err_set(err, ERR_STORE,
		   "%lld annotations that are to be merged have members that "
		   "can't be; nothing was changed",
		   (long long)n);
}

bool
merge_drop_unfit(struct store *memory, struct err *err)
{
	struct buf sql = BUF_INIT;
	bool ok;

	buf_printf(&sql, "DELETE FROM annotation WHERE %s", unfit);
	ok = db_exec(memory, sql.p, err);
	buf_free(&sql);
	return ok;
}

/* ---- fields ---- */

static const struct {
	const char *at;
	const char *columns[9];
} groups[] = {
    {"at_span", {"from_place", "to_place", "quote", "prefix", "suffix",
		    "section", "address", "orphan"}},
    {"at_kind", {"kind", "mark"}},
    {"at_look", {"colour", "style"}},
    {"at_tags", {"tags"}},
    {"at_life", {"deleted"}},
};

/* "(o.at_kind, ifnull(o.kind, ''), ...)" */
static void
add_tuple(struct buf *sql, size_t group, const char *table)
{
	buf_printf(sql, "(%s.%s", table, groups[group].at);
	for (const char *const *c = groups[group].columns; *c != NULL; c++)
		buf_printf(sql, ", ifnull(%s.%s, '')", table, *c);
	buf_putc(sql, ')');
}

/* Take over one group of fields where the other's is newer, and note which
 * annotations that changes. */
static bool
merge_group(struct store *s, size_t group, struct err *err)
{
	struct buf newer = BUF_INIT, sql = BUF_INIT;
	bool ok;

	add_tuple(&newer, group, "o");
	buf_puts(&newer, " > ");
	add_tuple(&newer, group, "a");
	buf_printf(&sql,
	    "INSERT OR IGNORE INTO temp.touched SELECT a.uuid "
	    "FROM main.annotation a JOIN other.annotation o "
	    "ON o.uuid = a.uuid WHERE %s;"
	    "UPDATE main.annotation AS a SET %s = o.%s",
	    newer.p, groups[group].at, groups[group].at);
	for (const char *const *c = groups[group].columns; *c != NULL; c++)
		buf_printf(&sql, ", %s = o.%s", *c, *c);
	buf_printf(&sql,
	    " FROM other.annotation o "
	    "WHERE o.uuid = a.uuid AND %s",
	    newer.p);
	ok = db_exec(s, sql.p, err);
	buf_free(&newer);
	buf_free(&sql);
	return ok;
}

/* What was purged on either side is gone from both: no change elsewhere brings
 * it back. */
static const char purge[] =
    "CREATE TEMP TABLE gone AS SELECT a.uuid FROM main.annotation a "
    "JOIN other.purged o ON o.uuid = a.uuid;"
    "INSERT INTO main.purged (uuid, book, at) SELECT o.uuid, m.mine, o.at "
    "FROM other.purged o JOIN temp.book_map m ON m.theirs = o.book "
    "WHERE true ON CONFLICT (uuid) DO UPDATE SET at = min(at, excluded.at);"
    "DELETE FROM main.journal WHERE uuid IN (SELECT uuid FROM temp.gone);"
    "DELETE FROM main.note_version WHERE uuid IN (SELECT uuid FROM temp.gone);"
    "DELETE FROM main.annotation WHERE uuid IN (SELECT uuid FROM temp.gone);";

static const char new_rows[] =
    "CREATE TEMP TABLE fresh AS SELECT o.uuid FROM other.annotation o "
    "WHERE NOT EXISTS "
    "(SELECT 1 FROM main.annotation a WHERE a.uuid = o.uuid) AND NOT EXISTS "
    "(SELECT 1 FROM main.purged p WHERE p.uuid = o.uuid) AND "
    "o.book IN (SELECT theirs FROM temp.book_map);"
    "INSERT INTO main.annotation (" ANNOTATION_FIELDS ", book, at_span, "
    "at_kind, at_look, at_body, at_tags, at_life) "
    "SELECT " ANNOTATION_FIELDS ", m.mine, at_span, at_kind, at_look, "
    "at_body, at_tags, at_life FROM other.annotation o "
    "JOIN temp.book_map m ON m.theirs = o.book "
    "WHERE o.uuid IN (SELECT uuid FROM temp.fresh);";

static const char the_rest[] =
    "UPDATE main.annotation AS a SET created = min(a.created, o.created), "
    "modified = max(a.modified, o.modified) FROM other.annotation o "
    "WHERE o.uuid = a.uuid AND "
    "(o.created < a.created OR o.modified > a.modified);"
    "INSERT INTO main.content (sha, text_sha, book) "
    "SELECT c.sha, c.text_sha, m.mine FROM other.content c "
    "JOIN temp.book_map m ON m.theirs = c.book WHERE true "
    "ON CONFLICT (sha) DO UPDATE SET "
    "text_sha = max(text_sha, excluded.text_sha);"
    "INSERT OR IGNORE INTO main.identifier (id, book) SELECT i.id, m.mine "
    "FROM other.identifier i JOIN temp.book_map m ON m.theirs = i.book;"
    "INSERT INTO main.place (book, place, length, prefix, suffix, modified) "
    "SELECT m.mine, p.place, p.length, p.prefix, p.suffix, p.modified "
    "FROM other.place p JOIN temp.book_map m ON m.theirs = p.book WHERE true "
    "ON CONFLICT (book) DO UPDATE SET place = excluded.place, "
    "length = excluded.length, prefix = excluded.prefix, "
    "suffix = excluded.suffix, modified = excluded.modified "
    "WHERE (excluded.modified, excluded.place, excluded.length) > "
    "(modified, place, length);"
    /* what was done in memory (unsaved.c) can be undone afterwards, but what
     * was undone before it can't be done again */
    "DELETE FROM main.journal WHERE step IN (SELECT step FROM main.journal "
    "WHERE undone = 1 AND book IN (SELECT a.book FROM other.journal o "
    "JOIN main.annotation a ON a.uuid = o.uuid));"
    "INSERT INTO main.journal SELECT o.step + "
    "(SELECT ifnull(max(step), 0) FROM main.journal), o.n, a.book, o.undone, "
    "o.uuid, o.life, o.before, o.after FROM other.journal o "
    "JOIN main.annotation a ON a.uuid = o.uuid;"
    "INSERT INTO main.setting (book, key, value, modified) "
    "SELECT m.mine, p.key, p.value, p.modified FROM other.setting p "
    "JOIN temp.book_map m ON m.theirs = p.book WHERE true "
    "ON CONFLICT (book, key) DO UPDATE SET value = excluded.value, "
    "modified = excluded.modified "
    "WHERE (excluded.modified, excluded.value) > (modified, value);";

/* What came new, as a step to undo; undone ones of those books are dropped. */
static const char step[] =
    "DELETE FROM main.journal WHERE step IN (SELECT step FROM main.journal "
    "WHERE undone = 1 AND book IN (SELECT a.book FROM main.annotation a "
    "JOIN temp.fresh f ON f.uuid = a.uuid));"
    "INSERT INTO main.journal (step, n, book, undone, uuid, life) "
    "SELECT (SELECT ifnull(max(step), 0) + 1 FROM main.journal), "
    "row_number() OVER (ORDER BY a.uuid), a.book, 0, a.uuid, 1 "
    "FROM main.annotation a JOIN temp.fresh f ON f.uuid = a.uuid "
    "WHERE a.deleted = 0;";

/* ---- notes ---- */

/* Of what is not here (it was purged, or lost by a damaged store) no words are
 * taken. */
static const char new_versions[] =
    "CREATE TEMP TABLE renoted AS SELECT DISTINCT v.uuid "
    "FROM other.note_version v WHERE NOT EXISTS (SELECT 1 "
    "FROM main.note_version w WHERE w.uuid = v.uuid AND w.id = v.id) AND "
    "v.uuid IN (SELECT uuid FROM main.annotation);"
    "INSERT OR IGNORE INTO main.note_version (uuid, id, at, base, body) "
    "SELECT uuid, id, at, base, body FROM other.note_version "
    "WHERE uuid IN (SELECT uuid FROM main.annotation);"
    "INSERT OR IGNORE INTO temp.touched SELECT uuid FROM temp.renoted "
    "WHERE uuid NOT IN (SELECT uuid FROM temp.fresh);";

static bool
merge_notes(struct store *s, uint32_t *conflicts, struct err *err)
{
	sqlite3_stmt *st;
	bool ok = db_exec(s, new_versions, err);
	int rc = SQLITE_DONE;

	if (!ok)
		return false;
	if (sqlite3_prepare_v2(s->db, "SELECT uuid FROM temp.renoted", -1, &st,
		NULL) != SQLITE_OK)
		return db_fail(s, err);
	while (ok && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		char *uuid = str_dup(db_column(st, 0));

		ok = version_show(s, uuid, conflicts, err);
		free(uuid);
	}
	if (ok && rc != SQLITE_DONE)
		ok = db_fail(s, err);
	sqlite3_finalize(st);
	return ok;
}

/* ---- all together ---- */

static bool
count(struct store *s, const char *sql, uint32_t *out, struct err *err)
{
	int64_t n = 0;
	bool ok = db_number(s, sql, &n, err);

	*out = (uint32_t)n;
	return ok;
}

static bool
report(struct store *s, struct merge_report *out, struct err *err)
{
	return count(s, "SELECT count(*) FROM temp.fresh", &out->added, err) &&
	       count(s, "SELECT count(*) FROM temp.touched", &out->changed,
		   err) &&
	       count(s,
		   "SELECT count(*) FROM temp.alive b JOIN main.annotation a "
		   "ON a.uuid = b.uuid WHERE a.deleted <> 0",
		   &out->deleted, err) &&
	       count(s, "SELECT count(*) FROM temp.gone", &out->purged, err);
}

/* Everything between attaching and detaching, in one transaction. */
static bool
merge_attached(
    struct store *s, bool dry, struct merge_report *out, struct err *err)
{
	bool ok = db_begin(s, LEVEL_DURABLE, err);

	if (!ok)
		return false;
	ok = db_exec(s,
		 "CREATE TEMP TABLE touched (uuid TEXT PRIMARY KEY);"
		 "CREATE TEMP TABLE alive AS SELECT uuid "
		 "FROM main.annotation WHERE deleted = 0",
		 err) &&
	     match_books(s, &out->books, err) && db_exec(s, purge, err) &&
	     db_exec(s, new_rows, err);
	for (size_t i = 0; ok && i < LENGTH(groups); i++)
		ok = merge_group(s, i, err);
	ok = ok && db_exec(s, the_rest, err) &&
	     (!s->taking || db_exec(s, step, err)) &&
	     merge_notes(s, &out->conflicts, err) && report(s, out, err) &&
	     db_exec(s,
		 "DROP TABLE temp.touched; DROP TABLE temp.alive;"
		 "DROP TABLE temp.fresh; DROP TABLE temp.renoted;"
		 "DROP TABLE temp.book_map; DROP TABLE temp.gone",
		 err);
	if (ok && !dry)
		return db_commit(s, true, err);
	(void)!db_commit(s, false, NULL);
	return ok;
}

bool
store_absorb(struct store *s, struct store *memory, bool dry,
    struct merge_report *out, struct err *err)
{
	struct buf sql = BUF_INIT;
	bool ok;

	*out = (struct merge_report){.books = 0};
	if (!dry && !db_writable(s, err))
		return false;
	ok = db_exec(memory,
	    "UPDATE annotation SET quote = clean(quote), "
	    "prefix = clean(prefix), suffix = clean(suffix), "
	    "section = clean(section), address = clean(address), "
	    "body = clean(body), tags = clean(tags), mark = clean(mark);"
	    "UPDATE note_version SET body = clean(body);"
	    "UPDATE book SET title = clean(title), authors = clean(authors), "
	    "date = clean(date), publisher = clean(publisher), "
	    "series = clean(series);"
	    "DELETE FROM identifier WHERE id <> clean(id) OR "
	    "length(id) > 200",
	    err);
	buf_printf(&sql, "ATTACH '%s' AS other; PRAGMA temp_store = MEMORY",
	    memory->path);
	ok = ok && check_rows(memory, err) && db_exec(s, sql.p, err);
	buf_free(&sql);
	if (!ok)
		return false;
	ok = merge_attached(s, dry, out, err);
	sqlite3_exec(s->db, "DETACH other", NULL, NULL, NULL);
	return ok;
}

bool
store_merge(struct store *s, const char *path, bool dry,
    struct merge_report *out, struct err *err)
{
	struct store *memory = memory_copy(path, err);
	bool ok;

	if (memory == NULL)
		return false;
	ok = store_absorb(s, memory, dry, out, err);
	store_close(memory);
	return ok;
}
