/*
 * izba keys: the key map that reading would use, as a key map file.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "tui/tui.h"

int
cli_keys(int argc, char **argv)
{
	const char *map = NULL;
	const struct cli_option options[] = {
	    {.name = "map",
		.arg = "NAME",
		.help = "one that comes with izba: default, vi, less, info",
		.value = &map},
	    {.name = NULL},
	};
	int n = cli_options("keys", "",
	    "Print the keys and their commands as a key map file", options,
	    argc, argv);
	char *own;
	struct buf out = BUF_INIT;
	struct err err;
	bool fine;

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	if (n > 0)
		return cli_usage("keys", "takes no operands");
	own = map == NULL ? path_of(PATH_KEYS) : NULL;
	fine = tui_keys(map, own, &out, &err);
	fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
	free(own);
	return fine ? cli_end(EXIT_DONE) : cli_fail(&err);
}
