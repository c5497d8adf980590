/*
 * Where izba keeps its files: the XDG base directories.  A relative value is
 * ignored, as that standard says.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"

const char *const path_names[PATH_KINDS] = {
    [PATH_CONFIG] = "config",
    [PATH_DATA] = "data",
    [PATH_CACHE] = "cache",
    [PATH_STORE] = "store",
    [PATH_KEYS] = "keys",
    [PATH_OPTIONS] = "options",
    [PATH_COPIED] = "copied",
};

static const struct {
	const char *variable, *home, *below;
} places[PATH_KINDS] = {
    [PATH_CONFIG] = {"XDG_CONFIG_HOME", ".config", "izba"},
    [PATH_DATA] = {"XDG_DATA_HOME", ".local/share", "izba"},
    [PATH_CACHE] = {"XDG_CACHE_HOME", ".cache", "izba"},
    [PATH_STORE] = {"XDG_DATA_HOME", ".local/share", "izba/izba.db"},
    [PATH_KEYS] = {"XDG_CONFIG_HOME", ".config", "izba/keys"},
    [PATH_OPTIONS] = {"XDG_CONFIG_HOME", ".config", "izba/options"},
    [PATH_COPIED] = {"XDG_STATE_HOME", ".local/state", "izba/copied.txt"},
};

char *
path_of(enum path_kind kind)
{
	const char *base = getenv(places[kind].variable);
	const char *home = getenv("HOME");
	struct buf b = BUF_INIT;

	if (base != NULL && base[0] == '/')
		buf_printf(&b, "%s/%s", base, places[kind].below);
	else if (home != NULL && home[0] == '/')
		buf_printf(&b, "%s/%s/%s", home, places[kind].home,
		    places[kind].below);
	else
		return NULL;
	return buf_take(&b);
}

const char *
hyphens_folder(void)
{
	const char *asked = getenv("IZBA_HYPHENS");

	return asked != NULL && asked[0] != '\0' ? asked : HYPHENS_FOLDER;
}

int
cli_paths(int argc, char **argv)
{
	static const struct cli_option options[] = {{.name = NULL}};
	int n = cli_options("paths", "", "Print where izba keeps its files",
	    options, argc, argv);

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	if (n > 0)
		return cli_usage("paths", "takes no operands");
	for (int i = 0; i < PATH_KINDS; i++) {
		char *path = path_of((enum path_kind)i);

		printf("%-7s %s\n", path_names[i],
		    path != NULL ? path : "(no home folder)");
		free(path);
	}
	printf("%-7s %s\n", "hyphens", hyphens_folder());
	return cli_end(EXIT_DONE);
}
