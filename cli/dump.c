/*
 * izba dump: the store as JSON Lines, for version control and other machines.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/marks.h"

static int
dump_to(const char *output)
{
	struct err err = {.code = ERR_NONE};
	struct buf out = BUF_INIT;
	struct store *s;
	int status = EXIT_DONE;

	if (!marks_open(&s, true, &err))
		return cli_fail(&err);
	if (s == NULL) {
		fprintf(stderr, "izba: there is no store yet\n");
		return EXIT_NOTHING;
	}
	if (!store_dump(s, &out, &err) ||
	    (output != NULL && !export_save(output, buf_lend(&out), &err)))
		status = cli_fail(&err);
	else if (output == NULL)
		fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
	store_close(s);
	return cli_end(status);
}

int
cli_dump(int argc, char **argv)
{
	const char *output = NULL;
	const struct cli_option options[] = {
	    {.name = "output",
		.arg = "FILE",
		.help = "write there instead of to standard output",
		.value = &output},
	    {.name = NULL},
	};
	int n = cli_options("dump", "",
	    "Write books, places and annotations as sorted JSON Lines", options,
	    argc, argv);

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	if (n > 0)
		return cli_usage("dump", "takes no operands");
	return dump_to(output);
}
