/*
 * izba FILE ..., izba TITLE WORDS, izba: finds the book that is meant, opens it
 * with what the reader left in it, and reads.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <izba/apparatus.h>
#include <izba/cache.h>
#include <izba/formats.h>
#include <izba/store.h>
#include <izba/text.h>

#include "cli/beside.h"
#include "cli/cli.h"
#include "cli/marks.h"
#include "tui/tui.h"

enum {
	/* a compiled book of fewer bytes is kept while the reader looks at the
	 * first page */
	SOON = 16 << 20,
	/* a file of so many bytes takes a while to read: its first page is
	 * shown before */
	LONG = 256 << 10,
	ENOUGH = 32 << 10 /* bytes of it, for the first page */
};

/* Everything that a sitting needs. */
struct sitting {
	struct store *store; /* in memory if it can't be opened */
	bool no_shelf; /* for that it is */
	char *store_path; /* or NULL */
	struct book *book;
	struct buf message; /* what is to be said at the start */
	char *path;
	struct read_options how;
	struct buf rule; /* by which its notes are found; empty: the first */
	struct buf encoding; /* that the book is read in; empty: found out */
	char *cache; /* the folder of compiled books, or NULL */
	struct cache_ticket ticket; /* of the book */
	struct book *first; /* its beginning, or NULL */
	struct beside beside; /* reads it whole meanwhile */
	int64_t clock; /* fixed by IZBA_CLOCK, or 0 */
	int signal; /* that ended it, or 0 */
};

/* Keep the first thing that is wrong: one fits into the status line. */
static void
note(struct sitting *s, const char *what, const char *then)
{
	if (s->message.n == 0)
		buf_printf(&s->message, "%s%s", what, then);
}

/* ---- which book ---- */

/* The path of the first book on the shelf that has the words in its title or
 * its file's name, else anywhere in what is known of it; with no words, of the
 * one that was read last. */
static char *
shelf_path(const struct shelf *shelf, struct str words)
{
	for (size_t i = 0; i < shelf->n; i++)
		if (shelf_is_called(&shelf->v[i], words))
			return str_dup(shelf->v[i].path);
	for (size_t i = 0; i < shelf->n; i++)
		if (shelf_has(&shelf->v[i], words))
			return str_dup(shelf->v[i].path);
	return NULL;
}

static bool
find_on_shelf(struct sitting *s, struct str words, struct err *err)
{
	struct shelf shelf;

	if (s->no_shelf)
		return err_set(err, ERR_FILE, "%s", s->message.p);
	if (!store_shelf(s->store, &shelf, err))
		return false;
	s->path = shelf_path(&shelf, words);
	shelf_free(&shelf);
	if (s->path != NULL && !book_path_exists(s->path))
		return err_set(err, ERR_FILE,
		    "%s is gone; izba FILE with its new name goes on where you "
		    "left",
		    s->path);
	if (s->path != NULL)
		return true;
	if (words.n == 0)
		return err_set(err, ERR_USAGE,
		    "no book was read yet; izba FILE opens one (izba --help "
		    "tells more)");
	return err_set(err, ERR_FILE,
	    "no file and no book read before is called \"%.*s\"",
	    (int)(words.n > 200 ? 200 : words.n), words.p);
}

static bool
all_there(int argc, char **argv)
{
	for (int i = 0; i < argc; i++)
		if (access(argv[i], F_OK) != 0)
			return false;
	return true;
}

static bool
find_book(struct sitting *s, int argc, char **argv, struct err *err)
{
	struct buf words = BUF_INIT;
	bool found;

	if (argc == 1 &&
	    (access(argv[0], F_OK) == 0 || strchr(argv[0], '/') != NULL)) {
		s->path = xstrdup(argv[0]);
		return true;
	}
	/* several files are one book */
	if (argc > 1 && all_there(argc, argv)) {
		s->path =
		    book_path_join((const char *const *)argv, (size_t)argc);
		return true;
	}
	for (int i = 0; i < argc; i++)
		buf_printf(&words, "%s%s", i > 0 ? " " : "", argv[i]);
	found = find_on_shelf(s, buf_lend(&words), err);
	buf_free(&words);
	return found;
}

/* ---- what goes with it ---- */

/* How the store is opened, now and after it was mended. */
static struct store_options
store_how(const struct sitting *s)
{
	return (struct store_options){
	    .keep_unsaved = true, .fixed_clock = s->clock};
}

static void
open_store(struct sitting *s)
{
	struct store_options options;
	struct err err;

	if (getenv("IZBA_CLOCK") != NULL && !marks_now(&s->clock, &err))
		note(s, err.text, "");
	options = store_how(s);
	s->store_path = path_of(PATH_STORE);
	if (s->store_path == NULL)
		err_set(&err, ERR_STORE,
		    "There is no home folder, so that nothing is kept");
	else
		s->store = store_open(s->store_path, &options, &err);
	if (s->store != NULL) {
		if (store_why_read_only(s->store) != NULL)
			note(s, store_why_read_only(s->store), "");
		return;
	}
	note(s, err.text, "");
	s->store = store_only_memory(err.text, NULL);
	s->no_shelf = true;
}

static bool
mend(void *data, struct store **store, struct buf *said, struct err *err)
{
	struct sitting *s = data;
	struct store_options options = store_how(s);
	bool ok = recover_store(s->store_path, &options, &s->store, said, err);

	*store = s->store;
	return ok;
}

/* What was said of the format was said of the book that was asked for, not of
 * others opened from it. */
static struct book *
compile(void *data, const char *path, bool apparatus, const char *encoding,
    struct err *err)
{
	struct sitting *s = data;
	bool asked = strcmp(path, s->path) == 0;
	struct read_options how = {.format = asked ? s->how.format : NULL,
	    .encoding = encoding,
	    .notes = asked ? s->how.notes : NULL};
	struct buf rule = BUF_INIT;
	struct cache_ticket ticket;
	struct book *b;

	if (how.notes == NULL && s->store != NULL &&
	    store_note_rule(s->store, path, &rule))
		how.notes = rule.p;
	if (!apparatus) {
		b = book_read(path, &how, err);
		buf_free(&rule);
		return b;
	}
	b = cache_open(s->cache, path, &how, &ticket, err);
	if (asked) {
		s->ticket = ticket;
		buf_clear(&s->rule);
		buf_puts(&s->rule, how.notes == NULL ? "" : how.notes);
	} else if (b != NULL && ticket.size < SOON) {
		cache_save(s->cache, path, &how, &ticket, b);
	}
	buf_free(&rule);
	return b;
}

static struct read_options
how_read(const struct sitting *s)
{
	return (struct read_options){.format = s->how.format,
	    .encoding = s->encoding.n > 0 ? s->encoding.p : NULL,
	    .notes = s->rule.n > 0 ? s->rule.p : NULL};
}

/* Keep the compiled book for the next time.  A long one takes a while; then a
 * process of its own does it, which nobody waits for. */
static void
keep_book(void *data)
{
	struct sitting *s = data;
	struct read_options how = how_read(s);
	pid_t child;

	if (s->cache == NULL || s->book == NULL || s->ticket.kept)
		return;
	if (s->ticket.size < SOON) {
		cache_save(s->cache, s->path, &how, &s->ticket, s->book);
		return;
	}
	child = fork();
	if (child > 0)
		waitpid(child, NULL, 0);
	if (child != 0)
		return;
	/* its child is nobody's, so that nobody has to wait for that */
	if (fork() == 0) {
		setsid();
		for (int fd = 0; fd < 256; fd++)
			close(fd);
		cache_save(s->cache, s->path, &how, &s->ticket, s->book);
	}
	_exit(0);
}

/* The encoding that was asked for, now or when the file was read before. */
static bool
choose_encoding(struct sitting *s, struct err *err)
{
	const char *asked = s->how.encoding;

	if (asked == NULL) {
		if (s->store != NULL)
			store_encoding(s->store, s->path, &s->encoding);
		return true;
	}
	if (!encoding_check(asked, err))
		return false;
	if (encoding_name(str_of(asked)) != NULL)
		buf_puts(&s->encoding, encoding_name(str_of(asked)));
	return true;
}

/* The rule for notes, likewise. */
static void
choose_rule(struct sitting *s)
{
	if (s->how.notes != NULL)
		buf_puts(&s->rule, s->how.notes);
	else if (s->store != NULL)
		store_note_rule(s->store, s->path, &s->rule);
}

/* Keep what was asked for on the command line. */
static void
keep_encoding(struct sitting *s, const struct book_id *id)
{
	struct err problem;

	if (s->how.encoding != NULL && id->row != 0 &&
	    store_why_read_only(s->store) == NULL &&
	    !store_set_encoding(s->store, id, buf_lend(&s->encoding), &problem))
		note(s, problem.text, ": the encoding is not kept");
}

/* ---- the first page, while the whole is read ---- */

/* What the process beside does: read the book, and keep it where it is found
 * then. */
static void
read_and_keep(void *data)
{
	const struct sitting *s = data;
	struct read_options how = how_read(s);
	struct cache_ticket ticket;
	struct err err;
	struct book *b = cache_open(s->cache, s->path, &how, &ticket, &err);

	if (b != NULL)
		cache_save(s->cache, s->path, &how, &ticket, b);
}

static int
begin_whole(void *data)
{
	struct sitting *s = data;

	return beside_begin(&s->beside, read_and_keep, s) ? s->beside.fd : -1;
}

/* Find the kept book; else, if reading it takes long and it will be kept then,
 * read its beginning.  Not if it was read before: the reader is not there. */
static void
book_or_beginning(struct sitting *s)
{
	struct read_options how = how_read(s);
	struct err err;

	s->book = cache_find(s->cache, s->path, &how, &s->ticket);
	if (s->book != NULL || s->ticket.size < LONG || s->store == NULL ||
	    !cache_would_keep(s->cache, &s->ticket) ||
	    store_may_know(s->store, s->path))
		return;
	how.enough = ENOUGH;
	s->first = book_read(s->path, &how, &err);
	if (s->first != NULL)
		apparatus_link(s->first);
}

/* The whole book, and what belongs to it. */
static bool
whole(void *data, struct tui_start *start, struct err *err)
{
	struct sitting *s = data;
	const char *sha;
	struct err problem;

	beside_end(&s->beside);
	if (s->book == NULL)
		s->book = compile(s, s->path, true, start->encoding, err);
	if (s->book == NULL)
		return false;
	start->book = s->book;
	sha = s->ticket.kept ? s->ticket.sha : NULL;
	if (s->store != NULL && !store_book_of(s->store, s->path, sha, s->book,
				    &start->id, &problem))
		note(s, problem.text, ": nothing is kept");
	if (s->ticket.sha[0] == '\0')
		memcpy(s->ticket.sha, start->id.sha, sizeof(s->ticket.sha));
	if (s->store != NULL)
		keep_encoding(s, &start->id);
	if (s->message.n > 0)
		start->message = s->message.p;
	return true;
}

/* Open the book with what belongs to it, and read. */
static bool
read_book(struct sitting *s, struct tui_start *start, struct err *err)
{
	const char *no_color = getenv("NO_COLOR");
	bool fine;

	if (!choose_encoding(s, err))
		return false;
	choose_rule(s);
	start->encoding = s->encoding.n > 0 ? s->encoding.p : NULL;
	start->reread = compile;
	start->reread_data = s;
	start->idle = keep_book;
	start->path = s->path;
	start->store = s->store;
	start->fixed_clock = s->clock;
	start->store_path = s->store_path;
	start->mend = mend;
	start->colour = no_color == NULL || no_color[0] == '\0';
	book_or_beginning(s);
	if (s->first == NULL && !whole(s, start, err))
		return false;
	start->first = s->first;
	start->whole_begin = begin_whole;
	start->whole = whole;
	fine = tui_read(start, &s->signal, err);
	if (s->signal != 0)
		beside_stop(&s->beside);
	/* one that was left at the first page is on the shelf like others */
	if (fine && s->book == NULL && s->signal == 0)
		fine = whole(s, start, err);
	return fine;
}

/* The same, with the places of the reader's own files. */
static bool
read_with_files(struct sitting *s, const char *keymap, struct err *err)
{
	char *keys = path_of(PATH_KEYS), *options = path_of(PATH_OPTIONS);
	char *copied = path_of(PATH_COPIED);
	struct tui_start start = {.keymap = keymap,
	    .keys_path = keys,
	    .options_path = options,
	    .copy_path = copied,
	    .hyphens_folder = hyphens_folder()};
	bool fine = read_book(s, &start, err);

	free(keys);
	free(options);
	free(copied);
	return fine;
}

static void
sitting_end(struct sitting *s)
{
	struct read_options how = how_read(s);
	struct err err;

	if (s->book != NULL)
		cache_seal(s->cache, s->path, &how, &s->ticket);

	if (s->store != NULL && !store_backup(s->store, false, &err))
		fprintf(stderr, "izba: %s\n", err.text);
	store_close(s->store);
	beside_stop(&s->beside);
	free(s->store_path);
	book_free(s->first);
	book_free(s->book);
	buf_free(&s->message);
	buf_free(&s->encoding);
	buf_free(&s->rule);
	free(s->path);
	free(s->cache);
}

int
cli_read(int argc, char **argv)
{
	const char *map = NULL;
	struct sitting s = {
	    .message = BUF_INIT, .encoding = BUF_INIT, .rule = BUF_INIT};
	const struct cli_option options[] = {
	    {.name = "map",
		.arg = "NAME",
		.help = "the key map: default, vi, less, info",
		.value = &map},
	    CLI_READ_OPTIONS(s.how),
	    {.name = NULL},
	};
	struct err err = {.code = ERR_NONE};
	int n = cli_options(NULL, "[FILE ... | TITLE WORDS]",
	    "Read a book; with nothing, the one read last", options, argc,
	    argv);
	bool fine;

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	s.cache = path_of(PATH_CACHE);
	open_store(&s);
	fine = find_book(&s, n, argv, &err) && tui_possible(&err) &&
	       read_with_files(&s, map, &err);
	sitting_end(&s);
	if (s.signal != 0)
		raise(s.signal);
	return fine ? EXIT_DONE : cli_fail(&err);
}
