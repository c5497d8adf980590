/*
 * A book for any subcommand: read, and what its text points to found.
 */
#include <izba/apparatus.h>
#include <izba/formats.h>

#include "cli/cli.h"

struct book *
cli_book(const char *path, const struct read_options *how, struct err *err)
{
	struct book *b = book_read(path, how, err);

	if (b != NULL)
		apparatus_link(b);
	return b;
}
