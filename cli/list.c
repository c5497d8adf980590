/*
 * izba list: bookmarks, highlights and notes of a book or of all books, for
 * reading on a terminal or, with --json, by programs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "cli/cli.h"
#include "cli/marks.h"

/* Append text that may go to a terminal, every line after the first indented;
 * with `lines` 1 only the first line. */
static void
add_text(struct buf *out, struct str s, const char *indent, size_t lines)
{
	struct buf clean = BUF_INIT;
	struct str rest;

	text_clean(&clean, s, NULL);
	rest = str_trim(buf_lend(&clean));
	for (size_t n = 0; n < lines && rest.n > 0; n++) {
		size_t end = str_find(rest, STR("\n"));

		if (end == SIZE_MAX)
			end = rest.n;
		if (n > 0)
			buf_printf(out, "\n%s", indent);
		buf_str(out, str_slice(rest, 0, end));
		rest = str_slice(rest, end + 1, rest.n);
	}
	buf_free(&clean);
}

static void
add_book(struct buf *out, const struct marks_book *k)
{
	const struct export_options *o = &k->options;
	struct str title = k->book != NULL ? k->book->title : o->title;

	if (title.n > 0) {
		add_text(out, title, "", 1);
		buf_putc(out, '\n');
	}
	if (o->path != NULL) {
		add_text(out, str_of(o->path), "", 1);
		buf_putc(out, '\n');
	}
}

/* What it is: "highlight green underline", "bookmark a". */
static void
add_kind(struct buf *out, const struct annotation *a)
{
	buf_puts(out, annotation_names[a->kind]);
	if (a->mark != '\0')
		buf_printf(out, " %c", a->mark);
	if (a->kind == ANNOTATION_HIGHLIGHT)
		buf_printf(out, " %s", colour_names[a->colour]);
	if (a->style != SOLID)
		buf_printf(out, " %s", mark_style_names[a->style]);
	if (a->state == ANCHOR_LOST)
		buf_puts(out,
		    annotation_is_doubtful(a)
			? " (doubtful in the present text: see izba reanchor)"
		    : a->orphan ? " (its passage is gone)"
				: " (not found in the present text)");
	if (a->tags.n > 0) {
		buf_puts(out, " #");
		for (size_t i = 0; i < a->tags.n; i++)
			if (a->tags.p[i] == ' ')
				buf_puts(out, " #");
			else
				buf_putc(out, a->tags.p[i]);
	}
}

static void
add_annotation(
    struct buf *out, const struct book *b, const struct annotation *a)
{
	static const char indent[] = "    ";

	buf_puts(out, "\n  ");
	if (a->deleted != 0)
		buf_printf(out, "%.8s  ", a->uuid);
	if (b != NULL && a->state != ANCHOR_LOST)
		book_whereabouts(b, a->from, out);
	else
		add_text(out, a->address, "", 1);
	buf_puts(out, "  ");
	add_kind(out, a);
	buf_printf(out, "\n%s", indent);
	add_text(out, a->quote.n > 0 ? a->quote : a->suffix, indent,
	    a->quote.n > 0 ? SIZE_MAX : 1);
	buf_putc(out, '\n');
	if (str_trim(a->body).n == 0)
		return;
	buf_puts(out, "    | ");
	add_text(out, a->body, "    | ", SIZE_MAX);
	buf_putc(out, '\n');
}

static void
print_text(const struct marks *m)
{
	for (size_t i = 0; i < m->n; i++) {
		struct buf out = BUF_INIT;

		if (i > 0)
			buf_putc(&out, '\n');
		add_book(&out, &m->v[i]);
		for (size_t k = 0; k < m->v[i].notes.n; k++)
			add_annotation(&out, m->v[i].book, &m->v[i].notes.v[k]);
		fwrite(out.p, 1, out.n, stdout);
		buf_free(&out);
	}
}

bool
marks_print(const struct marks *m, bool json, struct err *err)
{
	struct buf out = BUF_INIT;
	bool ok;

	if (!json) {
		print_text(m);
		return true;
	}
	ok = marks_export(m, export_find("json"), &out, err);
	fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
	return ok;
}

int
cli_list(int argc, char **argv)
{
	bool json = false;
	const struct cli_option options[] = {
	    {.name = "json",
		.help = "as JSON (izba-annotations/1)",
		.flag = &json},
	    {.name = NULL},
	};
	struct err err = {.code = ERR_NONE};
	struct marks m;
	int n = cli_options("list", "[FILE]",
		"List the bookmarks, highlights and notes of a book, or of all",
		options, argc, argv),
	    status;

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	if (n > 1)
		return cli_usage("list", "takes one file");
	if (!marks_gather(&m, n > 0 ? argv[0] : NULL, NULL, false, &err))
		return cli_fail(&err);
	status = m.n > 0 ? EXIT_DONE : EXIT_NOTHING;
	if (m.n == 0)
		fprintf(stderr, "izba: nothing is marked yet\n");
	if (!marks_print(&m, json, &err))
		status = cli_fail(&err);
	marks_free(&m);
	return cli_end(status);
}
