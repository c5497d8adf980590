/*
 * Writing a note: in $VISUAL or $EDITOR, with the quote under a scissors line,
 * or in a line at the foot.  An empty note changes nothing, and so does an
 * editor that fails.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <izba/text.h>

#include "tui/marks.h"
#include "tui/select.h"

#define SCISSORS "------------------------ >8 ------------------------"
#define LIMIT_NOTE ((size_t)1 << 20)

/* ---- keeping ---- */

/* Give the annotation its words: a new one is added, an old one changed. */
static void
note_keep(struct app *app, const struct annotation *a, struct str words)
{
	struct annotation after = *a;
	struct buf clean = BUF_INIT;

	text_clean(&clean, str_trim(words), NULL);
	after.body = buf_lend(&clean);
	if (after.uuid[0] == '\0' && after.body.n == 0) {
		app_say(app, "An empty note is none");
	} else if (after.uuid[0] == '\0') {
		if (marks_add(app, &after)) {
			select_end(app);
			app_say(app, "Noted");
		}
	} else if (str_eq(after.body, a->body)) {
		app_say(app, "The note is as it was");
	} else if (marks_change(app, a, &after)) {
		app_say(app, "The note is changed");
	}
	buf_free(&clean);
}

/* ---- in a line ---- */

static void
line_done(struct app *app, struct str line)
{
	const struct annotation a = app->noting;
	const struct annotation *old = NULL;

	/* an old annotation may have changed or gone while the line was typed */
	for (size_t i = 0; a.uuid[0] != '\0' && i < app->marks.n; i++)
		if (strcmp(app->marks.v[i].uuid, a.uuid) == 0)
			old = &app->marks.v[i];
	if (a.uuid[0] != '\0' && old == NULL)
		app_say_error(app, "The annotation is gone");
	else
		note_keep(app, old != NULL ? old : &a, line);
}

static const struct prompt_kind note_prompt = {
    .name = "note",
    .label = "note: ",
    .done = line_done,
};

/* ---- in an editor ---- */

static void
draft_quote(struct str quote, struct buf *out)
{
	struct str part = str_slice(quote, 0, text_fit(quote, 4000));
	struct buf line = BUF_INIT;

	text_fold(&line, NULL, part, 0, FOLD_SPACE);
	if (line.n > 0)
		buf_printf(
		    out, "> %s%s\n\n", line.p, part.n < quote.n ? " …" : "");
	buf_free(&line);
}

/* What the editor is given: the words so far, then what is annotated.  What was
 * annotated before, maybe in another book, is known by what is kept of it. */
static void
draft_write(struct app *app, const struct annotation *a, struct buf *out)
{
	uint32_t section =
	    a->uuid[0] == '\0' ? book_section_at(app->book, a->from) : NOWHERE;

	buf_str(out, a->body);
	buf_puts(out, "\n\n<!-- " SCISSORS "\n");
	buf_puts(out, "Write above this line. What stands below is not kept;\n"
		      "an empty note changes nothing.\n\n");
	if (a->uuid[0] != '\0') {
		draft_quote(a->quote, out);
		buf_printf(out, "%.*s, %.*s", (int)a->section.n, a->section.p,
		    (int)a->address.n, a->address.p);
	} else {
		draft_quote(book_text(app->book, a->from, a->to), out);
		if (section != NOWHERE)
			buf_printf(out, "%.*s, ",
			    (int)app->book->sections[section].title.n,
			    app->book->sections[section].title.p);
		book_whereabouts(app->book, a->from, out);
	}
	buf_puts(out, "\n-->\n");
}

/* The words above the scissors line. */
static struct str
draft_words(struct str s)
{
	size_t cut = str_find(s, STR(SCISSORS));

	if (cut != SIZE_MAX) {
		s = str_slice(s, 0, cut);
		/* the line begins with the comment's opening, if it is left */
		while (s.n > 0 && s.p[s.n - 1] != '\n')
			s.n--;
	}
	return str_trim(s);
}

static bool
draft_read(const char *path, struct buf *out, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = 0;

	if (fd < 0)
		return err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
	do {
		out->n += (size_t)n;
		buf_reserve(out, 65536);
		n = read(fd, out->p + out->n, 65536);
	} while (n > 0 && out->n < LIMIT_NOTE);
	close(fd);
	if (n != 0)
		return err_set(err, ERR_LIMIT, "%s: %s", path,
		    n < 0 ? strerror(errno) : "the note is over 1 MB");
	buf_cut(out, out->n);
	return true;
}

/* A new file for the editor, readable by its owner alone; the caller frees
 * its name. */
static char *
draft_file(struct str text, struct err *err)
{
	const char *folder = getenv("TMPDIR");
	struct buf name = BUF_INIT;
	int fd;

	buf_printf(&name, "%s/izba-note-XXXXXX.md",
	    folder != NULL && folder[0] == '/' ? folder : "/tmp");
	fd = mkstemps(name.p, 3);
	if (fd < 0 || write(fd, text.p, text.n) != (ssize_t)text.n) {
		err_set(err, ERR_FILE, "%s: %s", name.p, strerror(errno));
		if (fd >= 0) {
			close(fd);
			unlink(name.p);
		}
		buf_free(&name);
		return NULL;
	}
	close(fd);
	return buf_take(&name);
}

static bool
draft_edit(struct app *app, const char *editor, const struct annotation *a,
    struct buf *words, struct err *err)
{
	/* the shell splits the editor's own arguments, as everywhere; the name
	 * of the file goes beside it, not into its words */
	char *command, *file;
	struct buf draft = BUF_INIT, shell = BUF_INIT;
	bool done;

	draft_write(app, a, &draft);
	file = draft_file(buf_lend(&draft), err);
	buf_free(&draft);
	if (file == NULL)
		return false;
	buf_printf(&shell, "%s \"$1\"", editor);
	command = buf_take(&shell);
	done = screen_run((char *[]){(char[]){"/bin/sh"}, (char[]){"-c"},
			      command, (char[]){"izba"}, file, NULL},
		   err) &&
	       draft_read(file, words, err);
	unlink(file);
	free(command);
	free(file);
	return done;
}

static const char *
editor_name(void)
{
	const char *name = getenv("VISUAL");

	if (name == NULL || name[0] == '\0')
		name = getenv("EDITOR");
	return name != NULL && name[0] != '\0' ? name : NULL;
}

bool
note_has_editor(void)
{
	return editor_name() != NULL;
}

bool
note_compose(struct app *app, const struct annotation *a, struct buf *words)
{
	struct buf draft = BUF_INIT;
	struct err err;
	bool done = draft_edit(app, editor_name(), a, &draft, &err);

	if (done)
		buf_str(words, draft_words(buf_lend(&draft)));
	else
		app_say_error(app, "Nothing changed: %s", err.text);
	buf_free(&draft);
	return done;
}

void
note_edit(struct app *app, const struct annotation *a, bool in_prompt)
{
	struct buf words = BUF_INIT;

	if (in_prompt || !note_has_editor()) {
		app->noting = *a;
		app->noting.body = (struct str){NULL, 0};
		prompt_open(app, &note_prompt, a->body);
		return;
	}
	if (note_compose(app, a, &words))
		note_keep(app, a, buf_lend(&words));
	buf_free(&words);
	app_stale(app, STALE_ALL);
}
