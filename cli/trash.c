/*
 * izba trash: what was deleted, bringing it back, and forgetting it for good.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/marks.h"

/* The deleted annotations of all books, as izba list shows the living. */
static int
list_deleted(bool json)
{
	struct err err = {.code = ERR_NONE};
	struct marks m;
	int status;

	if (!marks_gather_deleted(&m, &err))
		return cli_fail(&err);
	status = m.n > 0 ? EXIT_DONE : EXIT_NOTHING;
	if (!marks_print(&m, json, &err))
		status = cli_fail(&err);
	marks_free(&m);
	return cli_end(status);
}

/* The one deleted annotation whose UUID begins with `start`. */
static bool
find_deleted(const char *start, char uuid[37], struct err *err)
{
	struct marks m;
	size_t found = 0;

	if (!marks_gather_deleted(&m, err))
		return false;
	for (size_t i = 0; i < m.n; i++)
		for (size_t k = 0; k < m.v[i].notes.n; k++) {
			const struct annotation *a = &m.v[i].notes.v[k];

			if (strncmp(a->uuid, start, strlen(start)) != 0)
				continue;
			memcpy(uuid, a->uuid, sizeof(a->uuid));
			found++;
		}
	marks_free(&m);
	if (found == 1)
		return true;
	return err_set(err, ERR_USAGE,
	    found == 0 ? "nothing that was deleted begins with \"%.36s\""
		       : "several that were deleted begin with \"%.36s\"",
	    start);
}

static int
restore(const char *start)
{
	struct err err = {.code = ERR_NONE};
	struct store *s = NULL;
	char uuid[37];
	bool ok = find_deleted(start, uuid, &err) &&
		  marks_open(&s, false, &err) && store_restore(s, uuid, &err);

	store_close(s);
	return ok ? cli_end(EXIT_DONE) : cli_fail(&err);
}

/* Forget for good what was deleted before a date, or all of it. */
static int
purge(const char *before)
{
	struct err err = {.code = ERR_NONE};
	struct store *s = NULL;
	int64_t time = INT64_MAX;
	uint32_t n = 0;
	bool ok;

	if (before != NULL && !export_time_read(str_of(before), &time))
		return cli_usage("trash",
		    "--before wants a date like 2026-11-22, not \"%s\"",
		    before);
	ok = marks_open(&s, false, &err) && store_purge(s, time, &n, &err);
	store_close(s);
	if (!ok)
		return cli_fail(&err);
	printf("%u purged\n", n);
	return cli_end(n > 0 ? EXIT_DONE : EXIT_NOTHING);
}

/* What the options ask for, which must not be two things. */
static int
act(const char *uuid, bool all, const char *before, bool json)
{
	if (before != NULL && !all)
		return cli_usage("trash", "--before goes with --purge");
	if (uuid != NULL && all)
		return cli_usage("trash", "--restore or --purge, not both");
	if (all)
		return purge(before);
	return uuid != NULL ? restore(uuid) : list_deleted(json);
}

int
cli_trash(int argc, char **argv)
{
	const char *uuid = NULL, *before = NULL;
	bool json = false, all = false;
	const struct cli_option options[] = {
	    {.name = "json", .help = "as JSON", .flag = &json},
	    {.name = "restore",
		.arg = "UUID",
		.help = "bring it back; its first digits do",
		.value = &uuid},
	    {.name = "purge",
		.help = "forget all of it for good, here and where it is "
			"merged",
		.flag = &all},
	    {.name = "before",
		.arg = "DATE",
		.help = "only what was deleted before then",
		.value = &before},
	    {.name = NULL},
	};
	int n = cli_options("trash", "",
	    "List deleted annotations, bring one back, or forget them", options,
	    argc, argv);

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	if (n > 0)
		return cli_usage("trash", "takes no operands");
	return act(uuid, all, before, json);
}
