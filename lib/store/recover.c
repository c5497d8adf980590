/*
 * A damaged store: known as such, kept under another name, and the newest good
 * backup put in its place.
 *
 *  1. Until the last step, a rename, the damaged file stands where it stood:
 *     whatever ends the program on the way, nothing is lost, and it can be
 *     begun again.
 *  2. Its WAL goes first: it must never be read with another file.
 *  3. Nobody else may have it open.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/store/db.h"

/* ---- is it damaged? ---- */

static bool
is_damaged(const char *path)
{
	struct stat st;
	struct beside backups;
	uint32_t n;

	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return false;
	if (access(path, F_OK) == 0 && st.st_size > 0)
		return file_health(path, is_still(path), &n) == HEALTH_DAMAGED;
	/* an empty one, or none, is a new one, unless there was one before */
	backup_names(&backups, path);
	n = (uint32_t)backups.n;
	beside_free(&backups);
	return n > 0;
}

bool
store_is_damaged(const char *path)
{
	char *real = files_real(path);
	bool damaged = is_damaged(real);

	free(real);
	return damaged;
}

/* ---- backups ---- */

/* Tell of a backup, if it is a good one. */
static bool
describe(const char *name, struct store_backup *out)
{
	struct stat st;

	*out = (struct store_backup){.annotations = 0};
	if (stat(name, &st) != 0 || !S_ISREG(st.st_mode) ||
	    file_health(name, true, &out->annotations) != HEALTH_GOOD)
		return false;
	day_of((int64_t)st.st_mtim.tv_sec * 1000000, out->day);
	out->path = xstrdup(name);
	return true;
}

bool
store_find_backup(const char *path, struct store_backup *out)
{
	char *real = files_real(path);
	struct beside all;
	bool found = false;

	*out = (struct store_backup){.path = NULL};
	backup_names(&all, real);
	free(real);
	for (size_t i = 0; i < all.n && !found; i++)
		found = describe(all.v[i], out);
	beside_free(&all);
	return found;
}

bool
store_take_backup(const char *name, struct store_backup *out, struct err *err)
{
	return describe(name, out) ||
	       err_set(err, ERR_STORE, "%s is no whole store of izba", name);
}

void
recover_advice(const char *path, struct buf *out)
{
	struct store_backup b;

	if (!store_find_backup(path, &b)) {
		buf_puts(out, "move it away to begin a new one");
		return;
	}
	buf_printf(out,
	    "izba recover puts the backup of %s, %u annotations, in its place",
	    b.day, b.annotations);
	store_backup_free(&b);
}

bool
check_gone(const char *path, struct err *err)
{
	struct buf advice = BUF_INIT;
	struct stat st;

	if ((stat(path, &st) == 0 && st.st_size > 0) || !store_is_damaged(path))
		return true;
	recover_advice(path, &advice);
	err_set(err, ERR_STORE,
	    "%s is %s, but backups of it are there: %s (without them a new one "
	    "is begun)",
	    path, access(path, F_OK) == 0 ? "empty" : "gone", advice.p);
	buf_free(&advice);
	return false;
}

void
store_backup_free(struct store_backup *b)
{
	free(b->path);
	b->path = NULL;
}

/* ---- putting it in place ---- */

/* A name beside the store under which nothing is kept yet. */
static char *
free_name(const struct store *s, const char *path)
{
	char day[11];

	day_of(store_now(s), day);
	for (int i = 1;; i++) {
		struct buf name = BUF_INIT;

		buf_printf(&name, "%s.damaged-%s", path, day);
		if (i > 1)
			buf_printf(&name, "-%d", i);
		if (access(name.p, F_OK) != 0)
			return buf_take(&name);
		buf_free(&name);
	}
}

/* Move what SQLite keeps beside a file; what is not there need not be. */
static bool
move_beside(const char *from, const char *to, struct err *err)
{
	static const char *const suffixes[] = {"-wal", "-journal", "-shm"};
	bool ok = true;

	for (size_t i = 0; ok && i < LENGTH(suffixes); i++) {
		struct buf a = BUF_INIT, b = BUF_INIT;

		buf_printf(&a, "%s%s", from, suffixes[i]);
		buf_printf(&b, "%s%s", to, suffixes[i]);
		ok = rename(a.p, b.p) == 0 || errno == ENOENT ||
		     err_set(err, ERR_STORE, "%s: can't be moved (%s)", a.p,
			 strerror(errno));
		buf_free(&a);
		buf_free(&b);
	}
	return ok;
}

/* Give the damaged file a second name; where files can have but one, move
 * it. */
static bool
keep(const char *path, const char *name, struct err *err)
{
	if (!move_beside(path, name, err))
		return false;
	if (link(path, name) == 0 || errno == ENOENT)
		return true;
	return rename(path, name) == 0 ||
	       err_set(err, ERR_STORE, "%s: can't be kept as %s (%s)", path,
		   name, strerror(errno));
}

/* Put the backup in place of the store. */
static bool
swap(const char *path, const char *backup, const char *name, struct err *err)
{
	struct buf part = BUF_INIT;
	bool ok;

	buf_printf(&part, "%s.%ld.part", path, (long)getpid());
	ok = files_copy(backup, part.p, err) && keep(path, name, err) &&
	     files_replace(part.p, path, err);
	if (!ok)
		(void)!unlink(part.p);
	buf_free(&part);
	return ok;
}

/* Merge what can be read of the damaged store into the backup in its place.  If
 * that fails, what was not in the backup is in the damaged file alone. */
static bool
take_over(const char *path, struct recovery *r, struct err *err)
{
	struct err why = {.code = ERR_NONE};
	struct store *s = store_open(path, NULL, &why);
	bool ok = s != NULL && salvage(s, r->kept, &r->saved, &why);

	store_close(s);
	return ok ||
	       err_set(err, ERR_STORE,
		   "the backup is in place; what was marked since is only "
		   "in %s: put that back and recover once more (%.160s)",
		   r->kept, why.text);
}

static bool
recover(const char *path, const struct store_backup *backup,
    struct recovery *out, struct err *err)
{
	struct store clock = {.path = NULL};
	bool ok;

	*out = (struct recovery){.kept = NULL};
	/* when that one closes it, SQLite would take away the new one's WAL */
	if (files_in_use(path))
		return err_set(err, ERR_STORE,
		    "%s is open in another izba: leave that first", path);
	out->kept = free_name(&clock, path);
	ok = swap(path, backup->path, out->kept, err);
	if (ok && access(out->kept, F_OK) != 0) {
		recovery_free(out);
	} else if (ok) {
		ok = take_over(path, out, err);
	}
	if (!ok)
		recovery_free(out);
	return ok;
}

bool
store_recover(const char *path, const struct store_backup *backup,
    struct recovery *out, struct err *err)
{
	char *real = files_real(path);
	bool ok = recover(real, backup, out, err);

	free(real);
	return ok;
}

void
recovery_free(struct recovery *r)
{
	free(r->kept);
	r->kept = NULL;
}
