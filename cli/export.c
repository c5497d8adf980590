/*
 * izba export: annotations for other programs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <izba/formats.h>

#include <izba/text.h>

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

/* What one export was asked for. */
struct order {
	const struct exporter *exporter;
	struct export_template *template; /* instead of it, or NULL */
	const char *file, *output; /* or NULL */
	const char *encoding; /* of the file, or NULL */
	struct filter filter;
	bool force;
};

/* Write books to a file that may be there already, and say what became of it.
 */
static bool
to_file(const struct order *o, const struct export_book *v, size_t n,
    int64_t now, struct err *err)
{
	struct export_report report;
	struct buf said = BUF_INIT;
	bool ok;

	if (o->template != NULL)
		ok = export_template_to(
		    o->output, o->template, v, n, now, o->force, &report, err);
	else
		ok = export_to(
		    o->output, o->exporter, v, n, now, o->force, &report, err);
	if (!ok && report.foreign && o->template == NULL &&
	    o->exporter->sign == NULL)
		return err_set(err, ERR_FILE,
		    "%s is there already with other words, and the format %s "
		    "does not say who wrote a file: --force overwrites it",
		    o->output, o->exporter->name);
	if (!ok && report.foreign)
		return err_set(err, ERR_FILE,
		    "%s is there already and is not izba's %s: --force "
		    "overwrites it",
		    o->output,
		    o->template != NULL ? "export" : o->exporter->name);
	if (!ok)
		return false;
	export_say(&said, o->output, &report);
	printf("%s\n", said.p);
	buf_free(&said);
	return true;
}

/* A file gets every byte; a terminal nothing that it could take for an order. */
static void
show(struct str text)
{
	struct buf clean = BUF_INIT;

	if (isatty(STDOUT_FILENO)) {
		text_clean(&clean, text, NULL);
		text = buf_lend(&clean);
	}
	fwrite(text.p, 1, text.n, stdout);
	buf_free(&clean);
}

static bool
document(const struct order *o, const struct export_book *v, size_t n,
    int64_t now, struct buf *out, struct err *err)
{
	if (o->template != NULL)
		return export_template_write(o->template, out, v, n, now, err);
	if (!export_fits(o->exporter, n, err))
		return false;
	export_books(o->exporter, out, v, n, now);
	return true;
}

/* Write the first n of the books to standard output, or all, those too that have
 * lost what they had, to a file. */
static bool
put(const struct order *o, const struct marks *m, size_t n, bool file,
    struct err *err)
{
	struct export_book *v;
	struct buf out = BUF_INIT;
	int64_t now;
	bool ok = true;

	if (!marks_now(&now, err))
		return false;
	v = marks_books(m);
	if (file) {
		ok = to_file(o, v, m->n, now, err);
	} else {
		ok = document(o, v, n, now, &out, err);
		if (ok)
			show(buf_lend(&out));
	}
	free(v);
	buf_free(&out);
	return ok;
}

/* Write what is wanted of the annotations of a file, or of all. */
static int
export_marks(const struct order *o)
{
	struct err err = {.code = ERR_NONE};
	struct marks m;
	bool to_file = o->output != NULL && strcmp(o->output, "-") != 0;
	int status = EXIT_DONE;
	size_t n;

	if (!encoding_check(o->encoding, &err) ||
	    !marks_gather(&m, o->file, o->encoding, true, &err))
		return cli_fail(&err);
	n = filter_marks(&m, &o->filter);
	if (n == 0 && !(to_file && m.n > 0 && access(o->output, F_OK) == 0)) {
		fprintf(stderr, "izba: there is nothing to export\n");
		status = EXIT_NOTHING;
	} else if (!put(o, &m, n, to_file, &err)) {
		status = cli_fail(&err);
	}
	marks_free(&m);
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

/* Find the exporter or read the template that is asked for; EXIT_DONE if that
 * can be done. */
static int
choose(struct order *o, const char *format, const char *template)
{
	struct buf names = BUF_INIT;
	struct err err = {.code = ERR_NONE};
	int status = EXIT_DONE;

	format_names(&names);
	if (format != NULL && template != NULL) {
		status = cli_usage("export", "takes --format or --template");
	} else if (template != NULL) {
		o->template = export_template_open(template, &err);
		status = o->template == NULL ? cli_fail(&err) : EXIT_DONE;
	} else if (format != NULL) {
		o->exporter = export_find(format);
		if (o->exporter == NULL)
			status = cli_usage("export",
			    "no format \"%s\" (there are %s)", format, names.p);
	} else if ((o->exporter = export_for(o->output)) == NULL) {
		o->exporter = export_find("markdown");
	}
	buf_free(&names);
	return status;
}

int
cli_export(int argc, char **argv)
{
	const char *format = NULL, *template = NULL;
	struct order o = {.exporter = NULL};
	struct buf names = BUF_INIT;
	bool all = false;
	int n, status;

	format_names(&names);
	const struct cli_option options[] = {
	    {.name = "format",
		.arg = "NAME",
		.help = names.p,
		.value = &format},
	    {.name = "template",
		.arg = "FILE",
		.help = "a format of your own: izba-export(5)",
		.value = &template},
	    {.name = "output",
		.arg = "FILE",
		.help = "write there instead of to standard output",
		.value = &o.output},
	    {.name = "since",
		.arg = "DATE",
		.help = "only what was changed since then",
		.value = &o.filter.since},
	    {.name = "colour",
		.arg = "NAME",
		.help = "only what has this colour",
		.value = &o.filter.colour},
	    {.name = "tag",
		.arg = "TAG",
		.help = "only what has this tag",
		.value = &o.filter.tag},
	    {.name = "encoding",
		.arg = "NAME",
		.help = "the book's encoding, if izba guesses wrong",
		.value = &o.encoding},
	    {.name = "force",
		.help = "overwrite a file that is not izba's",
		.flag = &o.force},
	    {.name = "all",
		.help = "all books, as without a file",
		.flag = &all},
	    {.name = NULL},
	};
	n = cli_options("export", "[FILE]",
	    "Write the annotations of a book, or of all, for other programs",
	    options, argc, argv);
	o.file = n > 0 ? argv[0] : NULL;
	if (n < 0)
		status = n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	else if ((status = check(n, all, &o.filter)) == EXIT_DONE &&
		 (status = choose(&o, format, template)) == EXIT_DONE)
		status = export_marks(&o);
	export_template_free(o.template);
	buf_free(&names);
	return status;
}
