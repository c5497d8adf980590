/*
 * What was left in a book or in all books, for the subcommands that show or
 * export it.  The store is only read.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <izba/formats.h>

#include "cli/cli.h"
#include "cli/marks.h"

bool
marks_now(int64_t *now, struct err *err)
{
	const char *fixed = getenv("IZBA_CLOCK");
	struct timespec t;

	if (fixed != NULL && fixed[0] != '\0')
		return export_time_read(str_of(fixed), now) ||
		       err_set(err, ERR_USAGE,
			   "IZBA_CLOCK is no time: \"%s\" (microseconds or "
			   "2026-11-22T09:30:00Z)",
			   fixed);
	clock_gettime(CLOCK_REALTIME, &t);
	*now = (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
	return true;
}

/* An older store must be opened for writing once before it can be read. */
static struct store *
open_to_read(const char *path, struct err *err)
{
	struct store_options reading = {.read_only = true};
	struct store *s = store_open(path, &reading, err);

	if (s != NULL)
		return s;
	s = store_open(path, NULL, err);
	if (s == NULL)
		return NULL;
	store_close(s);
	return store_open(path, &reading, err);
}

bool
marks_open(struct store **s, bool read_only, struct err *err)
{
	char *path = path_of(PATH_STORE);
	struct store_options options = {.read_only = false};

	*s = NULL;
	if (path == NULL)
		return err_set(err, ERR_STORE,
		    "there is no home folder, so there is no store");
	if (getenv("IZBA_CLOCK") != NULL &&
	    !marks_now(&options.fixed_clock, err)) {
		free(path);
		return false;
	}
	if (read_only && access(path, F_OK) != 0) {
		free(path);
		return true;
	}
	*s = read_only ? open_to_read(path, err)
		       : store_open(path, &options, err);
	free(path);
	return *s != NULL;
}

/* ---- gathering ---- */

static void
marks_book_free(struct marks_book *k)
{
	annotations_free(&k->notes);
	annotations_free(&k->deleted);
	book_free(k->book);
	free(k->path);
	free(k->sha);
	free(k->title);
	free(k->authors);
}

static char *
dup_or_null(struct str s)
{
	return s.p == NULL ? NULL : str_dup(s);
}

/* Add a book; what `k` owns goes over to the list, or is freed. */
static bool
add(struct marks *m, struct store *s, const struct book_id *id,
    struct marks_book k, struct err *err)
{
	bool ok =
	    marks_now(&k.options.now, err) &&
	    store_list(s, id, k.book, m->deleted, &k.notes, err) &&
	    (!m->reading || store_list(s, id, NULL, true, &k.deleted, err));

	if (!ok || k.notes.n + k.deleted.n == 0) {
		marks_book_free(&k);
		return ok;
	}
	k.options.path = k.path;
	k.options.sha = k.sha;
	k.options.title = str_of(k.title);
	k.options.authors = str_of(k.authors);
	ARRAY_PUSH(m->v, m->n, m->cap, k);
	return true;
}

/* The book of one file.  What can't be read is known by what was kept, if the
 * store knows the file at all. */
static bool
gather_file(struct marks *m, struct store *s, const char *file, struct err *err)
{
	struct err trouble = {.code = ERR_NONE};
	struct read_options how = {.encoding = m->encoding};
	struct marks_book k = {.book = m->encoding != NULL
					   ? cli_book(file, &how, &trouble)
					   : cli_book_kept(s, file, &trouble)};
	struct book_id id;

	if (!store_book(s, file, k.book, &id, err)) {
		book_free(k.book);
		return false;
	}
	if (k.book == NULL && id.row == 0) {
		*err = trouble;
		return false;
	}
	k.path = realpath(file, NULL);
	if (k.path == NULL)
		k.path = xstrdup(file);
	k.sha = xstrdup(id.sha);
	return add(m, s, &id, k, err);
}

static bool
gather_all(struct marks *m, struct store *s, struct err *err)
{
	struct shelf shelf;
	bool ok = store_shelf(s, &shelf, err);

	for (size_t i = 0; ok && i < shelf.n; i++) {
		const struct shelf_book *b = &shelf.v[i];
		struct book_id id = {.row = b->row};
		struct marks_book k = {.path = dup_or_null(b->path),
		    .sha = dup_or_null(b->sha),
		    .title = dup_or_null(b->title),
		    .authors = dup_or_null(b->authors)};

		if (!m->deleted && !m->reading &&
		    b->bookmarks + b->highlights + b->notes == 0) {
			marks_book_free(&k);
			continue;
		}
		if (m->reading && k.path != NULL &&
		    b->bookmarks + b->highlights + b->notes > 0)
			k.book = cli_book_kept(s, k.path, NULL);
		ok = add(m, s, &id, k, err);
	}
	shelf_free(&shelf);
	return ok;
}

static bool
gather(struct marks *m, const char *file, struct err *err)
{
	struct store *s;
	bool ok;

	if (!marks_open(&s, true, err))
		return false;
	if (s == NULL) {
		/* what is no book is said even where nothing was kept */
		struct read_options how = {.encoding = m->encoding};
		struct book *b =
		    file != NULL ? cli_book(file, &how, err) : NULL;

		ok = file == NULL || b != NULL;
		book_free(b);
		return ok;
	}
	ok =
	    file != NULL ? gather_file(m, s, file, err) : gather_all(m, s, err);
	store_close(s);
	if (!ok)
		marks_free(m);
	return ok;
}

bool
marks_gather(struct marks *m, const char *file, const char *encoding,
    bool reading, struct err *err)
{
	*m = (struct marks){.encoding = encoding, .reading = reading};
	return gather(m, file, err);
}

bool
marks_gather_deleted(struct marks *m, struct err *err)
{
	*m = (struct marks){.deleted = true};
	return gather(m, NULL, err);
}

struct export_book *
marks_books(const struct marks *m)
{
	struct export_book *v = xcalloc(m->n, sizeof(*v));

	for (size_t i = 0; i < m->n; i++)
		v[i] = (struct export_book){.book = m->v[i].book,
		    .notes = &m->v[i].notes,
		    .options = &m->v[i].options,
		    .deleted = &m->v[i].deleted};
	return v;
}

bool
marks_export(const struct marks *m, const struct exporter *e, struct buf *out,
    struct err *err)
{
	struct export_book *v;
	int64_t now;

	if (!marks_now(&now, err))
		return false;
	v = marks_books(m);
	export_books(e, out, v, m->n, now);
	free(v);
	return true;
}

void
marks_free(struct marks *m)
{
	for (size_t i = 0; i < m->n; i++)
		marks_book_free(&m->v[i]);
	free(m->v);
	*m = (struct marks){.v = NULL};
}
