/*
 * The options of a subcommand, from its table: parsing, and --help printed
 * from the same rows.
 */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static void
print_help(const char *name, const char *operands, const char *help,
    const struct cli_option *options)
{
	printf("izba%s%s%s%s%s\n\n%s.\n", name != NULL ? " " : "",
	    name != NULL ? name : "",
	    options[0].name != NULL ? " [OPTIONS]" : "",
	    operands[0] != '\0' ? " " : "", operands, help);
	if (options[0].name != NULL)
		printf("\n");
	for (; options->name != NULL; options++) {
		char left[64];

		snprintf(left, sizeof(left), "--%s%s%s", options->name,
		    options->arg != NULL ? "=" : "",
		    options->arg != NULL ? options->arg : "");
		printf("  %-22s %s\n", left, options->help);
	}
}

/* Take the option at argv[*i]; false after a message. */
static bool
take_option(const char *name, const struct cli_option *options, int argc,
    char **argv, int *i)
{
	const char *word = argv[*i] + 2, *equals = strchr(word, '=');
	size_t n = equals != NULL ? (size_t)(equals - word) : strlen(word);

	for (; options->name != NULL; options++) {
		if (strlen(options->name) != n ||
		    memcmp(options->name, word, n) != 0)
			continue;
		if (options->arg == NULL) {
			if (equals != NULL) {
				cli_usage(
				    name, "--%s takes no value", options->name);
				return false;
			}
			*options->flag = true;
			return true;
		}
		if (equals == NULL && *i + 1 >= argc) {
			cli_usage(name, "--%s wants a value (%s)",
			    options->name, options->arg);
			return false;
		}
		*options->value = equals != NULL ? equals + 1 : argv[++*i];
		return true;
	}
	cli_usage(name, "no option %.*s", (int)n + 2, argv[*i]);
	return false;
}

int
cli_options(const char *name, const char *operands, const char *help,
    const struct cli_option *options, int argc, char **argv)
{
	int n = 0;

	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--") == 0) {
			while (++i < argc)
				argv[n++] = argv[i];
			break;
		}
		if (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0) {
			print_help(name, operands, help, options);
			return -2;
		}
		if (argv[i][0] != '-' || argv[i][1] == '\0') {
			argv[n++] = argv[i];
			continue;
		}
		if (argv[i][1] != '-') {
			cli_usage(name, "no option %s", argv[i]);
			return -1;
		}
		if (!take_option(name, options, argc, argv, &i))
			return -1;
	}
	return n;
}
