/*
 * A book for any subcommand: read, and what its text points to found; or taken
 * from the cache, where the reader has kept it.
 */
#include <stdlib.h>

#include <izba/cache.h>
#include <izba/formats.h>
#include <izba/store.h>

#include "cli/cli.h"

struct book *
cli_book(const char *path, const struct read_options *how, struct err *err)
{
	char *folder = path_of(PATH_CACHE);
	struct cache_ticket ticket;
	struct book *b = cache_open(folder, path, how, &ticket, err);

	free(folder);
	return b;
}

struct book *
cli_book_kept(struct store *s, const char *path, struct err *err)
{
	struct buf encoding = BUF_INIT;
	struct read_options how = {.format = NULL};
	struct buf rule = BUF_INIT;
	struct book *b;

	if (store_encoding(s, path, &encoding))
		how.encoding = encoding.p;
	if (store_note_rule(s, path, &rule))
		how.notes = rule.p;
	b = cli_book(path, &how, err);
	buf_free(&encoding);
	buf_free(&rule);
	return b;
}
