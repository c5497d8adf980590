/*
 * izba with a book that takes as long to read as a test wants: its first page
 * is shown until something is written to the pipe "go" in the folder.  If the
 * environment has FAIL, the whole can't be read then.
 */
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include <izba/apparatus.h>
#include <izba/formats.h>

#include "tui/tui.h"

struct held {
	const char *path;
	struct book *book;
};

static int
begin(void *data)
{
	(void)data;
	return open("go", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

static bool
whole(void *data, struct tui_start *start, struct err *err)
{
	struct held *h = data;

	if (getenv("FAIL") != NULL)
		return err_set(err, ERR_FILE, "the rest is gone");
	h->book = book_read(h->path, NULL, err);
	if (h->book == NULL)
		return false;
	apparatus_link(h->book);
	start->book = h->book;
	return true;
}

int
main(int argc, char **argv)
{
	struct held h = {.path = argc > 1 ? argv[1] : ""};
	struct read_options how = {.enough = 8192};
	struct tui_start start = {.path = h.path,
	    .whole_begin = begin,
	    .whole = whole,
	    .reread_data = &h};
	struct book *first;
	struct err err;
	int signal;
	bool fine;

	setlocale(LC_CTYPE, "");
	first = book_read(h.path, &how, &err);
	if (first == NULL)
		return 99;
	apparatus_link(first);
	start.first = first;
	fine = tui_read(&start, &signal, &err);
	if (!fine)
		fprintf(stderr, "held: %s\n", err.text);
	else if (h.book == NULL)
		fprintf(stderr, "held: left at the first page\n");
	book_free(first);
	book_free(h.book);
	if (signal != 0)
		raise(signal);
	return fine ? 0 : 3;
}
