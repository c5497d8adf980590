/*
 * Marks that are not on the disk: said at once, written as soon as that can be
 * done, saved elsewhere by :write-to, and not left behind unasked.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <izba/export.h>
#include <izba/text.h>

#include "tui/ask.h"
#include "tui/config.h"
#include "tui/desk.h"
#include "tui/unsaved.h"

static const char *
marks_are(uint32_t n)
{
	return n == 1 ? "mark is" : "marks are";
}

/* ---- looking ---- */

/* The book may have been new to a store that could not be written. */
static void
know_book(struct app *app)
{
	struct err err;

	if (app->id.row == 0 &&
	    !store_book(app->store, app->path, app->book, &app->id, &err))
		app_say_error(app, "%s", err.text);
}

void
unsaved_look(struct app *app)
{
	const char *why = "";
	int64_t last = 0;
	uint32_t n;

	if (app->store == NULL)
		return;
	if (store_changed(app->store)) {
		store_book_again(app->store, &app->id);
		app_marks_changed(app);
		desk_others_changed(app);
	}
	if (app->unsaved.n > 0 && store_flush(app->store, NULL))
		know_book(app);
	n = store_unsaved(app->store, &last, &why);
	if (n == 0 && app->unsaved.n > 0) {
		app_marks_changed(app);
		app_say(app, "All marks are on the disk now");
	} else if (last > app->unsaved.last || n > app->unsaved.n) {
		app_marks_changed(app);
		app_say_error(app,
		    "%u %s in memory only; :write-to FILE saves %s (%s)", n,
		    marks_are(n), n == 1 ? "it" : "them", why);
	}
	app->unsaved.n = n;
	app->unsaved.last = last;
}

void
unsaved_status(struct app *app, struct buf *out)
{
	if (app->unsaved.n > 0)
		buf_printf(out, "%s%u unsaved", out->n > 0 ? "  " : "",
		    app->unsaved.n);
}

/* ---- saving elsewhere ---- */

/* May a file be written?  Not over one that holds something else. */
static bool
may_write(const char *path, struct err *err)
{
	static const char head[] = "{\"izba\":\"dump/";
	FILE *f = fopen(path, "r");
	char start[sizeof(head)] = "";
	size_t n;

	if (f == NULL)
		return errno == ENOENT ||
		       err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
	n = fread(start, 1, sizeof(head) - 1, f);
	fclose(f);
	return n == 0 || strncmp(start, head, sizeof(head) - 1) == 0 ||
	       err_set(err, ERR_FILE,
		   "%s is there already and holds something else", path);
}

static bool
write_to(struct app *app, const char *path, struct err *err)
{
	struct buf lines = BUF_INIT;
	bool ok = store_dump_unsaved(app->store, &lines, err) &&
		  export_save(path, buf_lend(&lines), err);

	if (ok)
		app->unsaved.written = app->unsaved.last;
	buf_free(&lines);
	return ok;
}

void
cmd_write_to(struct app *app, const struct call *call)
{
	uint32_t n = app->unsaved.n;
	struct buf path = BUF_INIT;
	struct err err;

	if (n == 0) {
		app_say(app, "All marks are on the disk; izba dump writes them "
			     "to a file");
		return;
	}
	config_path(&path, call->arg);
	if (!may_write(path.p, &err) || !write_to(app, path.p, &err))
		app_say_error(app, "%s", err.text);
	else
		app_say(app, "%u %s in %s; izba load takes %s in", n,
		    marks_are(n), path.p, n == 1 ? "it" : "them");
	buf_free(&path);
}

/* ---- leaving ---- */

static bool
would_lose(struct app *app)
{
	unsaved_look(app);
	return app->unsaved.n > 0 && app->unsaved.last != app->unsaved.written;
}

bool
unsaved_may_quit(struct app *app)
{
	const struct call call = {.id = COMMAND_quit, .count = 1};

	if (!would_lose(app))
		return true;
	ask_key(app, &call,
	    "Marks are not on the disk.  Leave them behind?  y n  "
	    "(:write-to FILE saves them)");
	return false;
}

/* Write to a new file in a folder, and say where; false if that fails. */
static bool
rescue_in(struct app *app, const char *folder)
{
	struct buf path = BUF_INIT;
	struct err err;
	bool ok = false;
	int fd;

	if (folder != NULL && folder[0] == '/') {
		buf_printf(&path, "%s/izba-unsaved-XXXXXX.jsonl", folder);
		fd = mkstemps(path.p, (int)strlen(".jsonl"));
		if (fd >= 0) {
			close(fd);
			ok = write_to(app, path.p, &err);
			if (!ok)
				(void)!unlink(path.p);
		}
	}
	if (ok)
		fprintf(stderr, "izba: %u %s in %s; izba load takes %s in\n",
		    app->unsaved.n, marks_are(app->unsaved.n), path.p,
		    app->unsaved.n == 1 ? "it" : "them");
	buf_free(&path);
	return ok;
}

void
unsaved_rescue(struct app *app)
{
	if (app->store == NULL || !would_lose(app))
		return;
	if (!rescue_in(app, getenv("HOME")) &&
	    !rescue_in(app, getenv("TMPDIR")) && !rescue_in(app, "/tmp"))
		fprintf(stderr, "izba: %u %s lost: nothing could be written\n",
		    app->unsaved.n, marks_are(app->unsaved.n));
}
