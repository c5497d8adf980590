/*
 * A book for any subcommand: read, and what its text points to found.
 */
#include <izba/apparatus.h>
#include <izba/formats.h>
#include <izba/store.h>

#include "cli/cli.h"

struct book *
cli_book(const char *path, const struct read_options *how, struct err *err)
{
	struct book *b = book_read(path, how, err);

	if (b != NULL)
		apparatus_link(b);
	return b;
}

struct book *
cli_book_kept(struct store *s, const char *path, struct err *err)
{
	struct buf encoding = BUF_INIT;
	struct read_options how = {NULL, NULL};
	struct book *b;

	if (store_encoding(s, path, &encoding))
		how.encoding = encoding.p;
	b = cli_book(path, &how, err);
	buf_free(&encoding);
	return b;
}
