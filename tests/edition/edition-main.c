/*
 * edition make BOOK CORRECTIONS: print the corrected edition.
 * edition mark STORE BOOK MARKS: highlight in the book what the second field of
 * each line of MARKS says (see marks).
 */
#include <stdio.h>
#include <stdlib.h>

#include <izba/apparatus.h>
#include <izba/formats.h>
#include <izba/store.h>

#include "tests/edition/edition.h"

static int
fail(const struct err *err)
{
	fprintf(stderr, "edition: %s\n", err->text);
	return 1;
}

static int
make(const char *book, const char *corrections)
{
	struct buf b = BUF_INIT, c = BUF_INIT;
	struct edition e;
	struct err err;
	bool ok = read_whole(book, &b) && read_whole(corrections, &c);

	if (!ok)
		err_set(
		    &err, ERR_FILE, "%s, %s: unreadable", book, corrections);
	ok = ok && edition_make(&e, buf_lend(&b), buf_lend(&c), &err);
	if (ok) {
		fwrite(e.text, 1, e.n, stdout);
		edition_free(&e);
	}
	buf_free(&b);
	buf_free(&c);
	return ok ? 0 : fail(&err);
}

static bool
mark_line(struct store *s, const struct book_id *id, const struct book *b,
    const struct edition_mark *m, struct err *err)
{
	struct annotation a = {.kind = ANNOTATION_HIGHLIGHT, .colour = YELLOW};
	size_t at = edition_place(b->text, m);

	if (at == SIZE_MAX)
		return err_set(err, ERR_FORMAT, "not in the book: %.*s",
		    (int)m->quote.n, m->quote.p);
	a.from = (uint32_t)at;
	a.to = (uint32_t)(at + m->quote.n);
	return store_add(s, id, b, &a, err);
}

static bool
mark_all(struct store *s, const char *path, const struct book *b,
    struct str marks, struct err *err)
{
	struct edition_mark m;
	struct book_id id;
	bool ok = store_book(s, path, b, &id, err);

	while (ok && edition_mark(&marks, &m))
		ok = mark_line(s, &id, b, &m, err);
	return ok;
}

static int
mark(const char *store, const char *path, const char *marks)
{
	struct buf m = BUF_INIT;
	struct err err = {.text = "the list of marks is unreadable"};
	struct store *s = NULL;
	struct book *b = NULL;
	bool ok = read_whole(marks, &m);

	s = ok ? store_open(store, NULL, &err) : NULL;
	b = s != NULL ? book_read(path, NULL, &err) : NULL;
	if (b != NULL)
		apparatus_link(b);
	ok = b != NULL && mark_all(s, path, b, buf_lend(&m), &err);
	book_free(b);
	store_close(s);
	buf_free(&m);
	return ok ? 0 : fail(&err);
}

int
main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "make") == 0)
		return make(argv[2], argv[3]);
	if (argc == 5 && strcmp(argv[1], "mark") == 0)
		return mark(argv[2], argv[3], argv[4]);
	fprintf(stderr, "usage: edition make BOOK CORRECTIONS\n"
			"       edition mark STORE BOOK MARKS\n");
	return 2;
}
