/*
 * izba merge and izba load: take in what was left on another machine, from its
 * database or from a dump.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/marks.h"

/* Bytes of a dump that are read at most. */
#define LIMIT_DUMP ((size_t)1 << 30)

static void
report(const struct merge_report *r, bool dry)
{
	printf("%s%u new, %u changed, %u deleted; %u new books\n",
	    dry ? "would be: " : "", r->added, r->changed, r->deleted,
	    r->books);
	if (r->conflicts > 0)
		printf("%u notes were changed on both sides: both texts are "
		       "kept\n",
		    r->conflicts);
}

/* All of a file, or of standard input for "-". */
static bool
read_all(const char *path, struct buf *out, struct err *err)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	char chunk[65536];
	size_t n;
	bool ok;

	if (f == NULL)
		return err_set(err, ERR_FILE, "%s: %s", path,
		    errno == ENOENT ? "there is no such file"
				    : strerror(errno));
	while (
	    out->n < LIMIT_DUMP && (n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(out, chunk, n);
	ok = !ferror(f) ||
	     err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
	if (ok && out->n >= LIMIT_DUMP)
		ok = err_set(err, ERR_LIMIT, "%s: a dump of a gigabyte", path);
	if (f != stdin)
		fclose(f);
	return ok;
}

static bool
load(struct store *s, const char *path, bool dry, struct merge_report *r,
    struct err *err)
{
	struct buf lines = BUF_INIT;
	bool ok = read_all(path, &lines, err);

	if (ok && !store_load(s, buf_lend(&lines), dry, r, err))
		ok = err_in(err, path);
	buf_free(&lines);
	return ok;
}

/* Take in each of the files; nothing after the first that fails. */
static int
take_in(int n, char **paths, bool dry,
    bool (*take)(struct store *, const char *, bool, struct merge_report *,
	struct err *))
{
	struct merge_report sum = {.books = 0}, r;
	struct err err = {.code = ERR_NONE};
	struct store *s;
	bool ok = marks_open(&s, false, &err);

	for (int i = 0; ok && i < n; i++) {
		ok = take(s, paths[i], dry, &r, &err);
		if (!ok)
			break;
		sum.books += r.books;
		sum.added += r.added;
		sum.changed += r.changed;
		sum.deleted += r.deleted;
		sum.conflicts += r.conflicts;
	}
	store_close(s);
	if (!ok)
		return cli_fail(&err);
	report(&sum, dry);
	return cli_end(EXIT_DONE);
}

static int
run(const char *name, const char *operands, const char *help, int argc,
    char **argv,
    bool (*take)(struct store *, const char *, bool, struct merge_report *,
	struct err *))
{
	bool dry = false;
	const struct cli_option options[] = {
	    {.name = "dry-run",
		.help = "say what would be done, and do nothing",
		.flag = &dry},
	    {.name = NULL},
	};
	int n = cli_options(name, operands, help, options, argc, argv);

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	if (n == 0)
		return cli_usage(name, "wants a file");
	return take_in(n, argv, dry, take);
}

int
cli_merge(int argc, char **argv)
{
	return run("merge", "OTHER.db...",
	    "Take in the annotations of another izba's database", argc, argv,
	    store_merge);
}

int
cli_load(int argc, char **argv)
{
	return run("load", "FILE...",
	    "Take in what izba dump wrote; - is standard input", argc, argv,
	    load);
}
