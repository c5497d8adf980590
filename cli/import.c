/*
 * izba import: annotations of other programs into the store.  All is read and
 * found first, then kept in one transaction; this file says which book each
 * part of the file goes to.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/import.h"
#include "cli/marks.h"

/* ---- books that were named ---- */

/* The identity of a file for good, or, if nothing may be changed, as far as it
 * is known. */
static bool
identify(struct importing *g, const char *path, const struct book *b, bool make,
    struct book_id *id, struct err *err)
{
	return store_book(g->store, path, make ? b : NULL, id, err);
}

/* Give a part of the file to a book; what is not in its text is counted. */
static void
assign(struct importing *g, size_t i, const struct book *b,
    const struct book_id *id, const char *path)
{
	struct importing_part *p = &g->parts[i];

	if (b != NULL)
		import_place(g->file, &g->file->books[i], b, &p->count);
	else
		p->count.lost = (uint32_t)g->file->books[i].n;
	g->targets[i].id = *id;
	free(p->path);
	p->path = path != NULL ? xstrdup(path) : NULL;
	p->known = true;
}

/* What of the file is of the book named, as far as nobody had it before. */
static bool
claim(struct importing *g, const char *path, struct err *err)
{
	bool *mine = xcalloc(g->file->n + 1, sizeof(*mine));
	struct buf authors = BUF_INIT;
	struct book *b = cli_book_kept(g->store, path, err);
	struct import_candidate c = {.path = path, .book = b};
	struct book_id id;
	bool ok = b != NULL && identify(g, path, b, false, &id, err);
	size_t n = 0;

	if (ok) {
		c.title = b->title;
		book_authors(b, &authors);
		c.authors = buf_lend(&authors);
		c.sha = str_of(id.sha);
		import_choose(g->file, &c, mine);
		for (size_t i = 0; i < g->file->n; i++)
			n += mine[i];
		ok = n > 0 || import_foreign(g->file, path, err);
	}
	ok = ok && (g->dry || identify(g, path, b, true, &id, err));
	for (size_t i = 0; ok && i < g->file->n; i++)
		if (mine[i] && !g->parts[i].known)
			assign(g, i, b, &id, path);
	buf_free(&authors);
	book_free(b);
	free(mine);
	return ok;
}

/* ---- books of the shelf ---- */

/* The book that the shelf has for a part of the file; one whose file can't be
 * read gets them without a place, and so does one that is not here. */
static void
look_up(struct importing *g, size_t i)
{
	const struct shelf_book *on = import_find(g->known, &g->file->books[i]);
	struct book_id id = {.row = 0};
	struct book *b = NULL;
	char *path = NULL;

	if (on != NULL && on->sha.n == sizeof(id.sha) - 1) {
		id.row = on->row;
		memcpy(id.sha, on->sha.p, on->sha.n);
		path = on->path.p != NULL ? str_dup(on->path) : NULL;
		b = path != NULL ? cli_book_kept(g->store, path, NULL) : NULL;
	}
	assign(g, i, b, &id, path);
	g->parts[i].known = path != NULL;
	g->parts[i].unread = path != NULL && b == NULL;
	book_free(b);
	free(path);
}

/* ---- all together ---- */

static bool
find_books(struct importing *g, int n, char **paths, struct err *err)
{
	for (int i = 0; i < n; i++)
		if (!claim(g, paths[i], err))
			return false;
	for (size_t i = 0; i < g->file->n; i++)
		if (!g->parts[i].known)
			look_up(g, i);
	return true;
}

/* Read the file, find its books, keep what is new. */
static bool
take_in(struct importing *g, int n, char **paths, struct err *err)
{
	int64_t now;

	if (!marks_open(&g->store, false, err))
		return false;
	g->known = import_known(g->store, err);
	return g->known != NULL && find_books(g, n, paths, err) &&
	       marks_now(&now, err) &&
	       import_store(g->file, g->targets, g->store, g->known, now,
		   g->dry, &g->report, err);
}

static bool
read_file(struct importing *g, struct err *err)
{
	struct buf bytes = BUF_INIT;
	bool ok = import_file(g->path, &bytes, err);

	if (ok) {
		g->file = import_read(buf_lend(&bytes), g->format, err);
		ok = g->file != NULL || err_in(err, g->path);
	}
	buf_free(&bytes);
	return ok;
}

static void
importing_free(struct importing *g)
{
	for (size_t i = 0; g->parts != NULL && i < g->file->n; i++)
		free(g->parts[i].path);
	free(g->parts);
	free(g->targets);
	import_known_free(g->known);
	import_free(g->file);
	store_close(g->store);
}

static int
import(struct importing *g, int n, char **paths)
{
	struct err err = {.code = ERR_NONE};
	size_t notes = 0;
	bool ok = read_file(g, &err);

	for (size_t i = 0; ok && i < g->file->n; i++)
		notes += g->file->books[i].n;
	if (ok && notes == 0) {
		fprintf(stderr, "izba: there is nothing to import in %s\n",
		    g->path);
		importing_free(g);
		return EXIT_NOTHING;
	}
	if (ok) {
		g->parts = xcalloc(g->file->n, sizeof(*g->parts));
		g->targets = xcalloc(g->file->n, sizeof(*g->targets));
		ok = take_in(g, n, paths, &err);
		if (!ok && err.code != ERR_STORE && err.code != ERR_USAGE)
			err_in(&err, g->path);
	}
	if (ok)
		importing_report(g);
	importing_free(g);
	return ok ? cli_end(EXIT_DONE) : cli_fail(&err);
}

/* "json, annotations": for --help and for those who ask for another. */
static void
format_names(struct buf *out)
{
	const struct importer *f;

	for (size_t i = 0; (f = import_format(i)) != NULL; i++)
		buf_printf(out, "%s%s", i > 0 ? ", " : "", f->name);
}

int
cli_import(int argc, char **argv)
{
	struct importing g = {.path = NULL};
	struct buf names = BUF_INIT;

	format_names(&names);
	const struct cli_option options[] = {
	    {.name = "format",
		.arg = "NAME",
		.help = names.p,
		.value = &g.format},
	    {.name = "dry-run",
		.help = "say what would be done, and do nothing",
		.flag = &g.dry},
	    {.name = "json", .help = "report as JSON", .flag = &g.json},
	    {.name = NULL},
	};
	int n = cli_options("import", "FILE [BOOK...]",
	    "Take in annotations of other programs", options, argc, argv);
	int status;

	if (n < 0)
		status = n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	else if (n == 0)
		status = cli_usage("import", "wants a file");
	else {
		g.path = argv[0];
		status = import(&g, n - 1, argv + 1);
	}
	buf_free(&names);
	return status;
}
