/*
 * Backups: a whole copy of the store beside it, one for each day on which
 * something was kept.  Only what was read again and found whole is a backup.
 *
 * They are named by their day, so that people can tell them apart; the newest
 * is that of the latest day.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/store/db.h"

#define KEEP_DAYS 5u /* backups of single days */
#define KEEP_MONTHS 2u /* and the last ones of months before */

void
day_of(int64_t at, char day[11])
{
	time_t seconds = (time_t)(at / 1000000);
	struct tm tm;

	if (gmtime_r(&seconds, &tm) == NULL ||
	    strftime(day, 11, "%Y-%m-%d", &tm) != 10)
		memcpy(day, "0000-00-00", 11);
}

/* ---- which there are ---- */

static int
newest_first(const void *a, const void *b)
{
	return strcmp(*(char *const *)b, *(char *const *)a);
}

void
beside_free(struct beside *v)
{
	for (size_t i = 0; i < v->n; i++)
		free(v->v[i]);
	free(v->v);
	*v = (struct beside){.v = NULL};
}

static bool
is_part(const char *name)
{
	return str_ends(str_of(name), ".part");
}

/* The paths beside a store that go on with `mark`, the greatest first; with
 * `parts` instead those that were not finished. */
static void
names_beside(struct beside *out, const char *path, const char *mark, bool parts)
{
	struct buf start = BUF_INIT, name = BUF_INIT;
	char *folder = files_folder(path);
	const char *slash = strrchr(path, '/');
	DIR *d = opendir(folder);
	struct dirent *e;

	*out = (struct beside){.v = NULL};
	buf_printf(&start, "%s%s", slash != NULL ? slash + 1 : path, mark);
	while (d != NULL && (e = readdir(d)) != NULL) {
		if (strncmp(e->d_name, start.p, start.n) != 0 ||
		    is_part(e->d_name) != parts)
			continue;
		buf_printf(&name, "%s/%s", folder, e->d_name);
		ARRAY_PUSH(out->v, out->n, out->cap, buf_take(&name));
	}
	if (d != NULL)
		closedir(d);
	if (out->n > 0)
		qsort(out->v, out->n, sizeof(*out->v), newest_first);
	buf_free(&start);
	free(folder);
}

void
backup_names(struct beside *out, const char *path)
{
	struct beside schema;

	names_beside(out, path, ".backup-", false);
	/* those that were made before a change of the schema come last */
	names_beside(&schema, path, ".before-v", false);
	for (size_t i = 0; i < schema.n; i++)
		ARRAY_PUSH(out->v, out->n, out->cap, schema.v[i]);
	free(schema.v);
}

/* ---- is it whole? ---- */

static bool
number_in(sqlite3 *db, const char *sql, int64_t *out)
{
	sqlite3_stmt *st = NULL;
	bool ok = sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK &&
		  sqlite3_step(st) == SQLITE_ROW;

	if (ok)
		*out = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return ok;
}

enum health
file_health(const char *path, bool still, uint32_t *annotations)
{
	struct buf uri = BUF_INIT;
	int64_t faults = 0, version = 0, tables = 0, n = 0;
	enum health health = HEALTH_DAMAGED;
	sqlite3 *db = NULL;
	int rc;

	uri_of(&uri, path, still ? "?immutable=1" : "?mode=ro");
	rc = sqlite3_open_v2(
	    uri.p, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
	buf_free(&uri);
	sqlite3_busy_timeout(db, 3000);
	if (rc == SQLITE_OK && number_in(db, "PRAGMA user_version", &version) &&
	    number_in(db, "SELECT count(*) FROM sqlite_schema", &tables) &&
	    number_in(db,
		"SELECT count(*) FROM pragma_quick_check "
		"WHERE quick_check <> 'ok'",
		&faults) &&
	    faults == 0)
		health =
		    version > 0 && tables > 0 ? HEALTH_GOOD : HEALTH_FOREIGN;
	rc = sqlite3_extended_errcode(db) & 0xff;
	if (health == HEALTH_DAMAGED && faults == 0 && rc != SQLITE_CORRUPT &&
	    rc != SQLITE_NOTADB)
		health = HEALTH_UNKNOWN;
	if (health == HEALTH_GOOD &&
	    !number_in(
		db, "SELECT count(*) FROM annotation WHERE deleted = 0", &n))
		health = HEALTH_FOREIGN;
	*annotations = (uint32_t)n;
	sqlite3_close(db);
	return health;
}

/* ---- making one ---- */

/* Let go of all but the newest days and the last days of some months.  The one
 * that was just made stays: the clock may have been set back. */
static void
thin_out(const char *path, const char *made)
{
	struct beside all;
	char month[8] = "";
	unsigned months = 0;

	names_beside(&all, path, ".backup-", false);
	for (size_t i = 0; i < all.n; i++) {
		const char *day = strrchr(all.v[i], '.') + strlen(".backup-");
		bool other = strncmp(day, month, 7) != 0;

		if (i >= KEEP_DAYS && (!other || months++ >= KEEP_MONTHS)) {
			if (strcmp(day, made) != 0)
				(void)!unlink(all.v[i]);
			continue;
		}
		snprintf(month, sizeof(month), "%.7s", day);
	}
	beside_free(&all);
}

/* Take away what programs that were ended in the middle have left, when it is
 * surely not being written any more. */
static void
sweep(const char *path)
{
	struct beside parts;
	struct stat st;
	time_t now = time(NULL);

	names_beside(&parts, path, ".", true);
	for (size_t i = 0; i < parts.n; i++)
		if (stat(parts.v[i], &st) == 0 && now - st.st_mtime > 3600)
			(void)!unlink(parts.v[i]);
	beside_free(&parts);
}

bool
backup_to(struct store *s, const char *name, struct err *err)
{
	struct buf part = BUF_INIT;
	sqlite3_stmt *st = NULL;
	uint32_t n;
	bool ok;

	/* two programs may come to this at the same time */
	buf_printf(&part, "%s.%ld.part", name, (long)getpid());
	ok = files_fresh(part.p, err);
	if (ok && sqlite3_prepare_v2(s->db, "VACUUM INTO ?1", -1, &st, NULL) !=
		      SQLITE_OK)
		ok = db_fail(s, err);
	if (ok) {
		db_text(st, 1, buf_lend(&part));
		ok = sqlite3_step(st) == SQLITE_DONE || db_fail(s, err);
	}
	sqlite3_finalize(st);
	if (ok && file_health(part.p, true, &n) != HEALTH_GOOD)
		ok = err_set(err, ERR_STORE,
		    "%s: what was written is not what was read", part.p);
	ok = ok && files_replace(part.p, name, err);
	if (!ok)
		(void)!unlink(part.p);
	buf_free(&part);
	return ok;
}

bool
store_backup(struct store *s, bool about, struct err *err)
{
	struct buf name = BUF_INIT;
	char day[11];
	int64_t something = 0;
	bool ok = true;

	if (s->read_only != NULL || s->keeps == KEEPS_ALL ||
	    (!about && sqlite3_total_changes(s->db) == 0))
		return true;
	/* a copy of nothing would be the one of today */
	if (!db_number(s,
		"SELECT EXISTS (SELECT 1 FROM annotation) OR "
		"EXISTS (SELECT 1 FROM place)",
		&something, err))
		return false;
	if (something == 0)
		return true;
	day_of(store_now(s), day);
	buf_printf(&name, "%s.backup-%s", s->path, day);
	if (access(name.p, F_OK) != 0) {
		sweep(s->path);
		ok = backup_to(s, name.p, err);
		if (ok)
			thin_out(s->path, day);
		else
			err_in(err, "today's backup");
	}
	buf_free(&name);
	return ok;
}
