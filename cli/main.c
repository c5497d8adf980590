/*
 * main: finds the subcommand and runs it.  Everything else is a file of its
 * own.
 */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const struct subcommand subcommands[] = {
#define SUBCOMMAND(id, name, operands, help) {name, operands, help, cli_##id},
#include "cli/subcommands.def"
#undef SUBCOMMAND
};

int
cli_fail(const struct err *err)
{
	static const int statuses[ERR_CODES] = {
	    [ERR_NONE] = EXIT_DONE,
	    [ERR_USAGE] = EXIT_USAGE,
	    [ERR_FILE] = EXIT_INPUT,
	    [ERR_FORMAT] = EXIT_INPUT,
	    [ERR_LIMIT] = EXIT_INPUT,
	    [ERR_STORE] = EXIT_STORE,
	    [ERR_TERMINAL] = EXIT_INPUT,
	};

	fprintf(stderr, "izba: %s\n", err->text);
	return statuses[err->code];
}

int
cli_usage(const char *name, const char *fmt, ...)
{
	struct err err;
	char text[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	err_set(&err, ERR_USAGE, "%s", text);
	if (name == NULL)
		fprintf(
		    stderr, "izba: %s (izba --help tells more)\n", err.text);
	else
		fprintf(stderr, "izba %s: %s (izba %s --help tells more)\n",
		    name, err.text, name);
	return EXIT_USAGE;
}

int
cli_end(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	/* a reader that has seen enough is no failure */
	if (errno == EPIPE)
		return status;
	fprintf(stderr, "izba: standard output: %s\n", strerror(errno));
	return EXIT_INPUT;
}

static int
help(void)
{
	printf(
	    "izba [FILE | TITLE WORDS]   read a book; with nothing, the last "
	    "one\n\n");
	for (size_t i = 0; i < LENGTH(subcommands); i++)
		printf("izba %-9s %-24s %s\n", subcommands[i].name,
		    subcommands[i].operands, subcommands[i].help);
	printf("\nizba COMMAND --help tells more; so do izba(1) and F1 while "
	       "reading.\n");
	return cli_end(EXIT_DONE);
}

int
main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "--version") == 0) {
		printf("izba %s\n", PACKAGE_VERSION);
		return cli_end(EXIT_DONE);
	}
	setlocale(LC_CTYPE, "");
	if (argc > 1 &&
	    (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0))
		return help();
	for (size_t i = 0; argc > 1 && i < LENGTH(subcommands); i++)
		if (strcmp(argv[1], subcommands[i].name) == 0)
			return subcommands[i].run(argc - 2, argv + 2);
	return cli_read(argc - 1, argv + 1);
}
