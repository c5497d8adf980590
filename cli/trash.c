/*
 * izba trash: what was deleted, and bringing it back.
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

int
cli_trash(int argc, char **argv)
{
	const char *uuid = NULL;
	bool json = false;
	const struct cli_option options[] = {
	    {.name = "json", .help = "as JSON", .flag = &json},
	    {.name = "restore",
		.arg = "UUID",
		.help = "bring it back; its first digits do",
		.value = &uuid},
	    {.name = NULL},
	};
	int n = cli_options("trash", "",
	    "List deleted annotations, or bring one back", options, argc, argv);

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	if (n > 0)
		return cli_usage("trash", "takes no operands");
	return uuid != NULL ? restore(uuid) : list_deleted(json);
}
