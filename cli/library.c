/*
 * izba library: the books that were read, sorted, those that have certain words;
 * and what is kept of them only to save time (--clean-cache).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
	json_object_set_new(o, "date", json_str(b->date));
	json_object_set_new(o, "publisher", json_str(b->publisher));
	json_object_set_new(o, "series", json_str(b->series));
	json_object_set_new(o, "volume", json_str(b->volume));
	json_object_set_new(o, "language", json_str(b->language));
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

/* Append a value on one line, with what goes before it if there is one. */
static void
part_add(struct buf *out, const char *before, struct str value)
{
	struct buf clean = BUF_INIT;

	text_clean(&clean, value, NULL);
	for (size_t i = 0; i < clean.n; i++)
		if (clean.p[i] == '\n') /* parts several files in a path */
			clean.p[i] = ' ';
	if (clean.n > 0)
		buf_printf(out, "%s%s", before, clean.p);
	buf_free(&clean);
}

/* "    A. Lake; B. Pond · Lake Press, 1911", if the book says any of it. */
static void
imprint_add(struct buf *out, const struct shelf_book *b)
{
	size_t begun = out->n;

	buf_puts(out, "\n    ");
	part_add(out, "", b->authors);
	part_add(out, b->authors.n > 0 ? " · " : "", b->publisher);
	part_add(out,
	    b->publisher.n > 0 ? ", "
	    : b->authors.n > 0 ? " · "
			       : "",
	    b->date);
	if (b->authors.n + b->publisher.n + b->date.n == 0)
		buf_cut(out, begun);
}

/* One book for people: title and series, who wrote and published it, then where
 * it is and what is in it. */
static void
book_add(struct buf *out, const struct shelf_book *b)
{
	part_add(out, "", b->title.n > 0 ? b->title : b->path);
	if (b->series.n > 0) {
		part_add(out, " (", b->series);
		part_add(out, " ", b->volume);
		buf_putc(out, ')');
	}
	imprint_add(out, b);
	part_add(out, "\n    ",
	    b->path.n > 0 ? b->path : STR("never opened on this machine"));
	buf_printf(out, "%s\n    read to %u %%",
	    b->path.n > 0 && is_missing(b) ? " (gone)" : "", percent(b));
	count_add(out, b->bookmarks, "bookmark");
	count_add(out, b->highlights, "highlight");
	count_add(out, b->notes, "note");
	buf_putc(out, '\n');
}

/* What is asked for. */
struct asked {
	bool json;
	enum shelf_order order;
	struct buf words;
};

static bool
library_print(const struct asked *asked, bool *any, struct err *err)
{
	bool json = asked->json;
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
	if (s != NULL && ok)
		shelf_sort(&shelf, asked->order);
	for (size_t i = 0; s != NULL && ok && i < shelf.n; i++) {
		if (!shelf_has(&shelf.v[i], buf_lend(&asked->words)))
			continue;
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

static bool
order_of(const char *name, enum shelf_order *order)
{
	for (int i = 0; i < SHELF_ORDERS; i++)
		if (strcmp(name, shelf_order_names[i]) == 0) {
			*order = (enum shelf_order)i;
			return true;
		}
	return false;
}

static int
library(struct asked *asked, int n, char **words)
{
	struct err err;
	bool any;

	for (int i = 0; i < n; i++)
		buf_printf(&asked->words, "%s%s", i > 0 ? " " : "", words[i]);
	if (!library_print(asked, &any, &err))
		return cli_fail(&err);
	return cli_end(any ? EXIT_DONE : EXIT_NOTHING);
}

int
cli_library(int argc, char **argv)
{
	struct asked asked = {.words = BUF_INIT};
	bool clean_cache = false;
	const char *sort = "opened";
	const struct cli_option options[] = {
	    {.name = "clean-cache",
		.help = "delete what is kept only to open books faster",
		.flag = &clean_cache},
	    {.name = "json", .help = "for programs", .flag = &asked.json},
	    {.name = "sort",
		.arg = "ORDER",
		.help = "opened (the last first), author, title, date, series",
		.value = &sort},
	    {.name = NULL},
	};
	int n = cli_options("library", "[WORD...]",
		"List the books that were read, or those of which something "
		"has the words",
		options, argc, argv),
	    status;

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	if (clean_cache && n > 0)
		return cli_usage("library", "--clean-cache takes no words");
	if (clean_cache)
		return clean();
	if (!order_of(sort, &asked.order))
		return cli_usage(
		    "library", "no order \"%s\" (%s)", sort, options[2].help);
	status = library(&asked, n, argv);
	buf_free(&asked.words);
	return status;
}
