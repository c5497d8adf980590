/*
 * :import FILE: what another program's file says of the book that is read.
 * What is of other books is left to izba import.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/import.h>

#include "tui/config.h"
#include "tui/desk.h"
#include "tui/marks.h"

/* One import while it goes on. */
struct taking {
	struct import *file;
	struct import_known *known;
	struct import_target *targets;
	bool *mine;
	struct import_count count; /* of this book's parts */
	size_t others; /* annotations of other books */
	struct merge_report report;
};

static void
taking_free(struct taking *t)
{
	import_free(t->file);
	import_known_free(t->known);
	free(t->targets);
	free(t->mine);
}

/* Which parts of the file are of the book that is read; false if none is. */
static bool
choose(struct app *app, struct taking *t, struct err *err)
{
	const struct book *b = app->book;
	struct import_candidate c = {.title = b->title,
	    .sha = str_of(app->id.sha),
	    .path = app->path,
	    .book = b};
	struct buf authors = BUF_INIT;
	size_t n = 0;

	book_authors(b, &authors);
	c.authors = buf_lend(&authors);
	t->mine = xcalloc(t->file->n + 1, sizeof(*t->mine));
	import_choose(t->file, &c, t->mine);
	for (size_t i = 0; i < t->file->n; i++)
		n += t->mine[i];
	buf_free(&authors);
	return n > 0 || import_foreign(t->file, "this book", err);
}

static void
place(struct app *app, struct taking *t)
{
	struct import_count one;

	t->targets = xcalloc(t->file->n + 1, sizeof(*t->targets));
	for (size_t i = 0; i < t->file->n; i++) {
		t->targets[i].skip = !t->mine[i];
		t->targets[i].id = app->id;
		if (!t->mine[i]) {
			t->others += t->file->books[i].n;
			continue;
		}
		import_place(t->file, &t->file->books[i], app->book, &one);
		t->count.found += one.found;
		t->count.lost += one.lost;
	}
}

static bool
take(struct app *app, struct taking *t, const char *path, struct err *err)
{
	struct buf bytes = BUF_INIT;
	bool ok = import_file(path, &bytes, err);

	if (ok) {
		t->file = import_read(buf_lend(&bytes), NULL, err);
		ok = t->file != NULL && choose(app, t, err);
		if (!ok)
			err_in(err, path);
	}
	buf_free(&bytes);
	if (!ok)
		return false;
	place(app, t);
	t->known = import_known(app->store, err);
	return t->known != NULL &&
	       import_store(t->file, t->targets, app->store, t->known,
		   desk_now(app), false, &t->report, err);
}

/* "12 imported, 3 changed, 2 of them without a place; ..." */
static void
say(struct app *app, const struct taking *t)
{
	struct buf out = BUF_INIT;

	if (t->report.added + t->report.changed == 0)
		buf_puts(&out, "Nothing new in it");
	else
		buf_printf(&out, "%u imported", t->report.added);
	if (t->report.changed > 0)
		buf_printf(&out, ", %u changed", t->report.changed);
	if (t->count.lost > 0)
		buf_printf(&out,
		    "; %u of %u not found in the text and kept "
		    "without a place",
		    t->count.lost, t->count.lost + t->count.found);
	if (t->others > 0)
		buf_printf(&out,
		    "; %zu of other books left alone (izba import takes them)",
		    t->others);
	app_say(app, "%s", out.p);
	buf_free(&out);
}

static void
import_line(struct app *app, struct str typed)
{
	struct taking t = {.file = NULL};
	struct buf path = BUF_INIT;
	struct err err = {.code = ERR_NONE};

	config_path(&path, typed);
	if (!take(app, &t, path.p, &err)) {
		app_say_error(app, "Nothing was imported: %s", err.text);
	} else {
		app_marks_changed(app);
		say(app, &t);
	}
	taking_free(&t);
	buf_free(&path);
}

void
cmd_import(struct app *app, const struct call *call)
{
	struct call typing = {COMMAND_command, 1, false, STR("import ")};

	if (call->arg.n == 0)
		cmd_command(app, &typing);
	else if (marks_writable(app))
		import_line(app, call->arg);
}
