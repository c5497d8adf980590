/*
 * cli: what main() and the subcommands share.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdio.h>

#include <izba/base.h>

/* Exit statuses, as the man page promises. */
enum {
	EXIT_DONE = 0,
	EXIT_NOTHING = 1,	/* nothing found */
	EXIT_USAGE = 2,
	EXIT_INPUT = 3,		/* a file that can't be read as it should */
	EXIT_STORE = 4
};

/* "izba: sentence" on standard error; returns the status for the error. */
int cli_fail(const struct err *err);
/* "izba NAME: sentence" and how to get help; returns EXIT_USAGE. */
int cli_usage(const char *name, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Flush standard output; a write that failed becomes an error. */
int cli_end(int status);

struct book;
struct read_options;
/* The book of a file, its apparatus linked; freed by book_free.  NULL with err
 * set if it can't be read.  `how` may be NULL: everything is guessed. */
struct book *cli_book(const char *path, const struct read_options *how,
    struct err *err) USE_RESULT;

struct store;
/* The same, in the encoding that the reader once chose for the file. */
struct book *cli_book_kept(struct store *s, const char *path, struct err *err)
    USE_RESULT;

/* ---- options of subcommands ---- */

/* One option of a subcommand; the table is ended by a row without a name. */
struct cli_option {
	const char *name;	/* "width", given as --width=N or --width N */
	const char *arg;	/* "N", or NULL for a switch */
	const char *help;
	const char **value;	/* where the argument is put */
	bool *flag;		/* what a switch sets */
};

/* The rows of a table for a struct read_options. */
#define CLI_READ_OPTIONS(how) \
	{"format", "NAME", "the file's format, if izba guesses wrong", \
	    &(how).format, NULL}, \
	{"encoding", "NAME", "the file's encoding, if izba guesses wrong", \
	    &(how).encoding, NULL}, \
	{"notes-rule", "RULE", "which links call notes: auto, stated, all", \
	    &(how).notes, NULL}

/* Take the options out of argv and leave the operands: returns their number
 * and puts them at the start of argv; -1 after a message if something is
 * wrong, -2 if help was asked for and given. */
int cli_options(const char *name, const char *operands, const char *help,
    const struct cli_option *options, int argc, char **argv);

/* ---- places of files (XDG); strings are the caller's to free ---- */

enum path_kind {
	PATH_CONFIG,		/* $XDG_CONFIG_HOME/izba */
	PATH_DATA,		/* $XDG_DATA_HOME/izba */
	PATH_CACHE,		/* $XDG_CACHE_HOME/izba */
	PATH_STORE,		/* the database */
	PATH_KEYS,		/* the reader's own key map */
	PATH_OPTIONS,		/* what `:set` takes, one on a line */
	PATH_COPIED,		/* what was copied where no clipboard is */
	PATH_KINDS
};
extern const char *const path_names[PATH_KINDS];
/* NULL if there is no home folder to go by. */
char *path_of(enum path_kind kind);

/* The folder of hyphenation patterns: the one asked for, else the system's. */
const char *hyphens_folder(void);

/* ---- reading: what izba does without a subcommand ---- */

int cli_read(int argc, char **argv);

/* ---- subcommands; argv[0] is the first word after the subcommand ---- */

struct subcommand {
	const char *name;
	const char *operands;	/* "FILE" */
	const char *help;	/* one line, no point */
	int (*run)(int argc, char **argv);
};

#define SUBCOMMAND(id, name, operands, help) int cli_##id(int argc, char **argv);
#include "cli/subcommands.def"
#undef SUBCOMMAND

#endif
