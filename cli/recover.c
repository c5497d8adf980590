/*
 * izba recover: a backup in place of a damaged store.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/marks.h"

/* What putting a backup in place has done, in words. */
static void
say(const struct store_backup *b, const struct recovery *r, struct buf *out)
{
	const struct merge_report *m = &r->saved;

	buf_printf(out, "the backup of %s, %u annotations, is in place", b->day,
	    b->annotations);
	if (m->added + m->changed > 0)
		buf_printf(out,
		    "; %u new and %u changed since then were found in the "
		    "damaged one",
		    m->added, m->changed);
	if (r->kept != NULL)
		buf_printf(out, "; it is kept as %s", r->kept);
}

static bool
find(
    const char *path, const char *name, struct store_backup *b, struct err *err)
{
	if (name != NULL)
		return store_take_backup(name, b, err);
	return store_find_backup(path, b) ||
	       err_set(err, ERR_STORE, "there is no whole backup of %s", path);
}

/* Open the store again, with what was marked meanwhile; in memory if that
 * fails. */
static bool
open_again(const char *path, const struct store_options *options,
    struct str lines, struct store **s, struct err *err)
{
	struct merge_report r;
	bool ok;

	*s = store_open(path, options, err);
	ok = *s != NULL;
	if (!ok)
		*s = store_only_memory(err->text, NULL);
	if (lines.n > 0 && *s != NULL && !store_load(*s, lines, false, &r, err))
		ok = false;
	return ok;
}

bool
recover_store(const char *path, const struct store_options *options,
    struct store **s, struct buf *said, struct err *err)
{
	struct store_backup b = {.path = NULL};
	struct buf lines = BUF_INIT;
	struct recovery r;
	int64_t last;
	const char *why;
	bool ok = find(path, NULL, &b, err) &&
		  (store_unsaved(*s, &last, &why) == 0 ||
		      store_dump_unsaved(*s, &lines, err));

	if (ok) {
		/* nothing may have the file open while it is exchanged */
		store_close(*s);
		ok = store_recover(path, &b, &r, err);
		if (ok) {
			say(&b, &r, said);
			recovery_free(&r);
		}
		ok = open_again(path, options, buf_lend(&lines), s, err) && ok;
	}
	buf_free(&lines);
	store_backup_free(&b);
	return ok;
}

/* The backup that would be taken. */
static int
list(const char *path)
{
	struct store_backup b;

	if (!store_find_backup(path, &b)) {
		fprintf(stderr, "izba: there is no whole backup of %s\n", path);
		return EXIT_NOTHING;
	}
	printf("%s  %6u annotations  %s\n", b.day, b.annotations, b.path);
	store_backup_free(&b);
	return cli_end(EXIT_DONE);
}

/* Put a backup in place; a store that is whole is not replaced. */
static int
recover(const char *path, const char *name)
{
	struct err err = {.code = ERR_NONE};
	struct store_backup b = {.path = NULL};
	struct buf said = BUF_INIT;
	struct recovery r;
	bool ok = store_is_damaged(path) ||
		  err_set(&err, ERR_STORE,
		      "%s is not damaged; nothing was done", path);

	ok = ok && find(path, name, &b, &err) &&
	     store_recover(path, &b, &r, &err);
	if (ok) {
		say(&b, &r, &said);
		printf("%s\n", said.p);
		recovery_free(&r);
	}
	buf_free(&said);
	store_backup_free(&b);
	return ok ? cli_end(EXIT_DONE) : cli_fail(&err);
}

int
cli_recover(int argc, char **argv)
{
	bool listing = false;
	const struct cli_option options[] = {
	    {.name = "list",
		.help = "show the backup that would be taken, and do nothing",
		.flag = &listing},
	    {.name = NULL},
	};
	int n = cli_options("recover", "[BACKUP]",
		"Put the newest whole backup, or BACKUP, in place of a damaged "
		"store",
		options, argc, argv),
	    status;
	char *path;

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	if (n > 1)
		return cli_usage("recover", "takes one backup");
	path = path_of(PATH_STORE);
	if (path == NULL) {
		fprintf(stderr, "izba: there is no home folder, so there is no "
				"store\n");
		return EXIT_STORE;
	}
	status = listing ? list(path) : recover(path, n > 0 ? argv[0] : NULL);
	free(path);
	return status;
}
