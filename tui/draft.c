/*
 * A note in $VISUAL or $EDITOR: a file with the words so far and, under a
 * scissors line, what they are about.  What was written is not lost when the
 * editor or the store fails.
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

#define SCISSORS "------------------------ >8 ------------------------"
#define LIMIT_NOTE ((size_t)1 << 20)

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

/* The quote, or of a place the words that follow it. */
static struct str
draft_subject(const struct book *b, const struct annotation *a)
{
	const struct block *k = &b->blocks[book_block_at(b, a->from)];
	struct str s = book_text(b, a->from, a->to);

	if (a->from < a->to)
		return s;
	s = book_text(b, a->from, k->to);
	return str_slice(s, 0, text_fit(s, 200));
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
		buf_str(out, a->section);
		buf_puts(out, a->section.n > 0 ? ", " : "");
		buf_str(out, a->address);
	} else if (annotation_is_on_book(a)) {
		buf_puts(out, "the book");
	} else {
		draft_quote(draft_subject(app->book, a), out);
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

/* Start the editor on the file.  The shell splits the editor's own arguments,
 * as everywhere; the name of the file goes beside it, not into its words. */
static bool
draft_run(const char *editor, char *file, struct err *err)
{
	struct buf shell = BUF_INIT;
	bool done;

	buf_printf(&shell, "%s \"$1\"", editor);
	done = screen_run((char *[]){(char[]){"/bin/sh"}, (char[]){"-c"},
			      shell.p, (char[]){"izba"}, file, NULL},
	    NULL);
	if (!done)
		err_set(err, ERR_FILE, "the editor “%s” failed", editor);
	buf_free(&shell);
	return done;
}

/* An editor that failed may have written something all the same: then the file
 * stays. */
static bool
draft_keep_failed(const char *file, struct str given, struct err *err)
{
	struct buf now = BUF_INIT, why = BUF_INIT;
	struct err ignored;
	bool changed = draft_read(file, &now, &ignored) &&
		       !str_eq(buf_lend(&now), given) && now.n > 0;

	if (changed) {
		buf_puts(&why, err->text);
		err_set(err, ERR_FILE, "%s; what was written is in %s", why.p,
		    file);
	}
	buf_free(&now);
	buf_free(&why);
	return changed;
}

static bool
draft_edit(struct app *app, const char *editor, const struct annotation *a,
    struct buf *words, struct err *err)
{
	struct buf draft = BUF_INIT;
	bool done, kept = false;
	char *file;

	draft_write(app, a, &draft);
	file = draft_file(buf_lend(&draft), err);
	done = file != NULL && draft_run(editor, file, err);
	if (file != NULL && !done)
		kept = draft_keep_failed(file, buf_lend(&draft), err);
	done = done && draft_read(file, words, err);
	if (file != NULL && !kept)
		unlink(file);
	buf_free(&draft);
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
note_rescue(struct app *app, struct str words)
{
	struct buf why = BUF_INIT;
	struct err err;
	char *file;

	if (words.n == 0)
		return;
	buf_str(&why, buf_lend(&app->message.text));
	file = draft_file(words, &err);
	if (file != NULL)
		app_say_error(app, "%s; the words are in %s", why.p, file);
	free(file);
	buf_free(&why);
}
