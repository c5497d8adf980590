/*
 * izba library: the books that were read, last opened first; and what is kept
 * of them only to save time (--clean-cache).
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <izba/cache.h>
#include <izba/text.h>

#include "cli/cli.h"
#include "cli/json.h"
#include "cli/marks.h"

static unsigned
percent(const struct shelf_book *b)
{
	return b->length == 0
		   ? 0
		   : (unsigned)((uint64_t)b->place * 100 / b->length);
}

static bool
is_missing(const struct shelf_book *b)
{
	char *path = str_dup(b->path);
	bool missing = !book_path_exists(path);

	free(path);
	return missing;
}

static json_t *
book_json(const struct shelf_book *b)
{
	json_t *o = json_object();
	struct buf when = BUF_INIT;

	export_time(&when, b->opened);
	json_object_set_new(o, "title", json_str(b->title));
	json_object_set_new(o, "authors", json_str(b->authors));
	json_object_set_new(o, "path", json_str(b->path));
	json_object_set_new(o, "sha256", json_str(b->sha));
	json_object_set_new(o, "opened", json_str(buf_lend(&when)));
	json_object_set_new(o, "percent", json_integer(percent(b)));
	json_object_set_new(o, "bookmarks", json_integer(b->bookmarks));
	json_object_set_new(o, "highlights", json_integer(b->highlights));
	json_object_set_new(o, "notes", json_integer(b->notes));
	json_object_set_new(o, "missing", json_boolean(is_missing(b)));
	buf_free(&when);
	return o;
}

static void
count_add(struct buf *out, uint32_t n, const char *what)
{
	if (n > 0)
		buf_printf(out, ", %u %s%s", n, what, n == 1 ? "" : "s");
}

/* One book for people: title and author, then where it is and what is in
 * it. */
static void
book_add(struct buf *out, const struct shelf_book *b)
{
	struct buf clean = BUF_INIT;

	text_clean(&clean, b->title.n > 0 ? b->title : b->path, NULL);
	buf_str(out, buf_lend(&clean));
	if (b->authors.n > 0) {
		buf_clear(&clean);
		text_clean(&clean, b->authors, NULL);
		buf_printf(out, " (%s)", clean.p);
	}
	buf_clear(&clean);
	text_clean(&clean, b->path, NULL);
	for (size_t i = 0; i < clean.n; i++)
		if (clean.p[i] == '\n') /* parts several files */
			clean.p[i] = ' ';
	buf_printf(out, "\n    %s%s\n    read to %u %%", clean.p,
	    is_missing(b) ? " (gone)" : "", percent(b));
	count_add(out, b->bookmarks, "bookmark");
	count_add(out, b->highlights, "highlight");
	count_add(out, b->notes, "note");
	buf_putc(out, '\n');
	buf_free(&clean);
}

static bool
library_print(bool json, bool *any, struct err *err)
{
	struct buf out = BUF_INIT;
	json_t *all = json_array();
	struct shelf shelf;
	struct store *s;
	bool ok;

	*any = false;
	if (!marks_open(&s, true, err)) {
		json_decref(all);
		return false;
	}
	ok = s == NULL || store_shelf(s, &shelf, err);
	for (size_t i = 0; s != NULL && ok && i < shelf.n; i++) {
		*any = true;
		if (json)
			json_array_append_new(all, book_json(&shelf.v[i]));
		else
			book_add(&out, &shelf.v[i]);
	}
	if (s != NULL && ok)
		shelf_free(&shelf);
	store_close(s);
	if (json && ok)
		json_print(all);
	else
		json_decref(all);
	fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
	return ok;
}

static int
clean(void)
{
	char *folder = path_of(PATH_CACHE);
	uint64_t bytes = folder == NULL ? 0 : cache_clean(folder);

	free(folder);
	printf("%.1f MB of compiled books deleted\n", (double)bytes / 1e6);
	return cli_end(EXIT_DONE);
}

int
cli_library(int argc, char **argv)
{
	bool json = false, clean_cache = false, any;
	const struct cli_option options[] = {
	    {.name = "clean-cache",
		.help = "delete what is kept only to open books faster",
		.flag = &clean_cache},
	    {.name = "json", .help = "for programs", .flag = &json},
	    {.name = NULL},
	};
	struct err err;
	int n = cli_options("library", "",
	    "List the books that were read, last opened first", options, argc,
	    argv);

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	if (n > 0)
		return cli_usage("library", "takes no operands");
	if (clean_cache)
		return clean();
	if (!library_print(json, &any, &err))
		return cli_fail(&err);
	return cli_end(any ? EXIT_DONE : EXIT_NOTHING);
}
