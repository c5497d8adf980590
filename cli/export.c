/*
 * izba export: annotations for other programs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/marks.h"

/* "markdown, json": for --help and for those who ask for another. */
static void
format_names(struct buf *out)
{
	size_t n;
	const struct exporter *v = export_table(&n);

	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s%s", i > 0 ? ", " : "", v[i].name);
}

/* The exporter that is asked for, else that of the output's suffix. */
static const struct exporter *
choose(const char *format, const char *output)
{
	const char *dot = output != NULL ? strrchr(output, '.') : NULL;
	size_t n;
	const struct exporter *v = export_table(&n);

	if (format != NULL)
		return export_find(format);
	for (size_t i = 0; dot != NULL && i < n; i++)
		if (strcmp(v[i].suffix, dot + 1) == 0)
			return &v[i];
	return &v[0];
}

static int
export_marks(const struct exporter *e, const char *file, const char *output)
{
	struct err err = {.code = ERR_NONE};
	struct buf out = BUF_INIT;
	struct marks m;
	int status = EXIT_DONE;

	if (!marks_gather(&m, file, true, &err))
		return cli_fail(&err);
	if (m.n == 0) {
		fprintf(stderr, "izba: there is nothing to export\n");
		return EXIT_NOTHING;
	}
	if (!marks_export(&m, e, &out, &err))
		status = cli_fail(&err);
	else if (output == NULL || strcmp(output, "-") == 0)
		fwrite(out.p, 1, out.n, stdout);
	else if (!export_save(output, buf_lend(&out), &err))
		status = cli_fail(&err);
	marks_free(&m);
	buf_free(&out);
	return cli_end(status);
}

int
cli_export(int argc, char **argv)
{
	const char *format = NULL, *output = NULL;
	struct buf names = BUF_INIT;
	const struct exporter *e;
	int n, status;

	format_names(&names);
	const struct cli_option options[] = {
	    {.name = "format",
		.arg = "NAME",
		.help = names.p,
		.value = &format},
	    {.name = "output",
		.arg = "FILE",
		.help = "write there instead of to standard output",
		.value = &output},
	    {.name = NULL},
	};
	n = cli_options("export", "[FILE]",
	    "Write the annotations of a book, or of all, for other programs",
	    options, argc, argv);
	e = n >= 0 ? choose(format, output) : NULL;
	if (n < 0)
		status = n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	else if (n > 1)
		status = cli_usage("export", "takes one file");
	else if (e == NULL)
		status = cli_usage("export", "no format \"%s\" (there are %s)",
		    format, names.p);
	else
		status = export_marks(e, n > 0 ? argv[0] : NULL, output);
	buf_free(&names);
	return status;
}
