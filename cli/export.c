/*
 * izba export: annotations for other programs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/marks.h"

/* Which annotations are wanted. */
struct filter {
	const char *since, *colour, *tag;
	int64_t from; /* since, as a time */
};

static bool
has_tag(struct str tags, struct str tag)
{
	for (size_t i = 0, end; i < tags.n; i = end + 1) {
		for (end = i; end < tags.n && tags.p[end] != ' ';)
			end++;
		if (str_eq(str_slice(tags, i, end), tag))
			return true;
	}
	return false;
}

static bool
wanted(const struct filter *f, const struct annotation *a)
{
	return (f->since == NULL || a->modified >= f->from) &&
	       (f->colour == NULL ||
		   strcmp(colour_names[a->colour], f->colour) == 0) &&
	       (f->tag == NULL || has_tag(a->tags, str_of(f->tag)));
}

/* Leave only what is wanted, and put the books that have some of it first; how
 * many those are. */
static size_t
filter_marks(struct marks *m, const struct filter *f)
{
	size_t books = 0;

	for (size_t i = 0; i < m->n; i++) {
		struct marks_book k = m->v[i];
		size_t n = 0;

		for (size_t j = 0; j < k.notes.n; j++)
			if (wanted(f, &k.notes.v[j]))
				k.notes.v[n++] = k.notes.v[j];
		k.notes.n = n;
		m->v[i] = m->v[books];
		m->v[books] = k;
		books += n > 0;
	}
	return books;
}

/* Is it a colour that there is? */
static bool
is_colour(const char *name)
{
	for (size_t i = 0; i < COLOURS; i++)
		if (strcmp(colour_names[i], name) == 0)
			return true;
	return false;
}

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

/* Write what is wanted of the annotations of a file, or of all. */
static int
export_marks(const struct exporter *e, const char *file, const char *output,
    const struct filter *f)
{
	struct err err = {.code = ERR_NONE};
	struct buf out = BUF_INIT;
	struct marks m, some;
	int status = EXIT_DONE;

	if (!marks_gather(&m, file, true, &err))
		return cli_fail(&err);
	some = m;
	some.n = filter_marks(&m, f);
	if (some.n == 0) {
		fprintf(stderr, "izba: there is nothing to export\n");
		marks_free(&m);
		return EXIT_NOTHING;
	}
	if (!marks_export(&some, e, &out, &err))
		status = cli_fail(&err);
	else if (output == NULL || strcmp(output, "-") == 0)
		fwrite(out.p, 1, out.n, stdout);
	else if (!export_save(output, buf_lend(&out), &err))
		status = cli_fail(&err);
	marks_free(&m);
	buf_free(&out);
	return cli_end(status);
}

/* What is wrong with the words given; EXIT_DONE if nothing is. */
static int
check(int n, bool all, struct filter *f)
{
	if (n > 1)
		return cli_usage("export", "takes one file");
	if (all && n > 0)
		return cli_usage("export", "takes a file or --all");
	if (f->colour != NULL && !is_colour(f->colour))
		return cli_usage("export", "no colour \"%s\"", f->colour);
	if (f->since != NULL && !export_time_read(str_of(f->since), &f->from))
		return cli_usage("export",
		    "--since wants a date like 2026-11-22, not \"%s\"",
		    f->since);
	return EXIT_DONE;
}

int
cli_export(int argc, char **argv)
{
	const char *format = NULL, *output = NULL;
	struct filter f = {.since = NULL};
	struct buf names = BUF_INIT;
	const struct exporter *e;
	bool all = false;
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
	    {.name = "since",
		.arg = "DATE",
		.help = "only what was changed since then",
		.value = &f.since},
	    {.name = "colour",
		.arg = "NAME",
		.help = "only what has this colour",
		.value = &f.colour},
	    {.name = "tag",
		.arg = "TAG",
		.help = "only what has this tag",
		.value = &f.tag},
	    {.name = "all",
		.help = "all books, as without a file",
		.flag = &all},
	    {.name = NULL},
	};
	n = cli_options("export", "[FILE]",
	    "Write the annotations of a book, or of all, for other programs",
	    options, argc, argv);
	e = n >= 0 ? choose(format, output) : NULL;
	if (n < 0)
		status = n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	else if (e == NULL)
		status = cli_usage("export", "no format \"%s\" (there are %s)",
		    format, names.p);
	else if ((status = check(n, all, &f)) == EXIT_DONE)
		status = export_marks(e, n > 0 ? argv[0] : NULL, output, &f);
	buf_free(&names);
	return status;
}
