/*
 * izba merge and izba load: take in what was left on another machine, from its
 * database or from a dump.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
	if (r->purged > 0)
		printf("%u were purged elsewhere and are gone for good\n",
		    r->purged);
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
load_file(
    struct store *s, const char *path, struct merge_report *r, struct err *err)
{
	struct buf lines = BUF_INIT;
	bool ok = read_all(path, &lines, err);

	if (ok && !store_load(s, buf_lend(&lines), false, r, err))
		ok = err_in(err, path);
	buf_free(&lines);
	return ok;
}

static int
is_dump(const struct dirent *e)
{
	return str_ends(str_of(e->d_name), ".jsonl");
}

/* Load every dump of a folder. */
static bool
load_folder(struct store *s, const char *path, struct merge_report *sum,
    struct err *err)
{
	struct dirent **v;
	int n = scandir(path, &v, is_dump, alphasort);
	bool ok = n > 0 || err_set(err, ERR_FILE, "%s: %s", path,
			       n == 0 ? "no dump is in it: they end in .jsonl"
				      : strerror(errno));

	for (int i = 0; i < n; i++) {
		struct merge_report r = {.books = 0};
		struct buf file = BUF_INIT;

		buf_printf(&file, "%s/%s", path, v[i]->d_name);
		ok = ok && load_file(s, file.p, &r, err);
		sum->conflicts += r.conflicts;
		buf_free(&file);
		free(v[i]);
	}
	if (n >= 0)
		free(v);
	return ok;
}

static bool
load(struct store *s, const char *path, struct merge_report *r, struct err *err)
{
	struct stat st;

	*r = (struct merge_report){.books = 0};
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return load_folder(s, path, r, err);
	return load_file(s, path, r, err);
}

static bool
merge(
    struct store *s, const char *path, struct merge_report *r, struct err *err)
{
	return store_merge(s, path, false, r, err);
}

/* All of what is named is gathered in memory, and then merged or not at all. */
static bool
gather(struct store *memory, int n, char **paths, uint32_t *conflicts,
    bool (*take)(
	struct store *, const char *, struct merge_report *, struct err *),
    struct err *err)
{
	struct merge_report r;

	for (int i = 0; i < n; i++) {
		if (!take(memory, paths[i], &r, err))
			return false;
		*conflicts += r.conflicts;
	}
	return true;
}

static int
take_in(int n, char **paths, bool dry,
    bool (*take)(
	struct store *, const char *, struct merge_report *, struct err *))
{
	struct err err = {.code = ERR_NONE};
	struct store *memory = store_in_memory(&err), *s = NULL;
	struct merge_report r;
	uint32_t conflicts = 0;
	bool ok = memory != NULL &&
		  gather(memory, n, paths, &conflicts, take, &err) &&
		  marks_open(&s, false, &err) &&
		  (dry || store_backup(s, true, &err)) &&
		  store_absorb(s, memory, dry, &r, &err);

	if (ok) {
		/* some that were changed apart there are so here too */
		if (r.conflicts < conflicts)
			r.conflicts = conflicts;
		report(&r, dry);
		ok = dry || store_backup(s, true, &err);
	}
	store_close(s);
	store_close(memory);
	return ok ? cli_end(EXIT_DONE) : cli_fail(&err);
}

static int
run(const char *name, const char *operands, const char *help, int argc,
    char **argv,
    bool (*take)(
	struct store *, const char *, struct merge_report *, struct err *))
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
	    merge);
}

int
cli_load(int argc, char **argv)
{
	return run("load", "FILE...",
	    "Take in what izba dump wrote; - is standard input, a folder all "
	    "*.jsonl in it",
	    argc, argv, load);
}
