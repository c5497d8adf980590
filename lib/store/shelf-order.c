/*
 * The shelf sorted, and sought through by words.  Works on what store_shelf
 * gave; knows no database.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/store.h>
#include <izba/text.h>

const char *const shelf_order_names[SHELF_ORDERS] = {
    [SHELF_OPENED] = "opened",
    [SHELF_AUTHOR] = "author",
    [SHELF_TITLE] = "title",
    [SHELF_DATE] = "date",
    [SHELF_SERIES] = "series",
};

/* ---- sorting ---- */

/* What a book is sorted by: first the key, then a number, then the rest. */
struct sorted {
	const struct shelf_book *book;
	size_t at; /* on the shelf */
	char *key; /* folded; NULL: last */
	double number;
	char *rest;
};

static char *
fold(struct str s)
{
	struct buf b = BUF_INIT;

	text_fold(&b, NULL, s, 0, FOLD_SEARCH);
	return buf_take(&b);
}

/* The surname of the first author: what stands before a comma ("Lake, Ada"),
 * else the last word. */
static struct str
surname(struct str authors)
{
	size_t end = 0, from;

	while (
	    end < authors.n && authors.p[end] != ';' && authors.p[end] != ',')
		end++;
	from = end;
	if (end < authors.n && authors.p[end] == ',')
		return str_slice(authors, 0, end);
	while (from > 0 && authors.p[from - 1] != ' ')
		from--;
	return str_slice(authors, from, end);
}

/* The first year in a date; four digits together. */
static double
year(struct str date)
{
	size_t digits = 0;

	for (size_t i = 0; i < date.n; i++) {
		digits = date.p[i] >= '0' && date.p[i] <= '9' ? digits + 1 : 0;
		if (digits == 4)
			return strtod((char[5]){date.p[i - 3], date.p[i - 2],
					  date.p[i - 1], date.p[i]},
			    NULL);
	}
	return 0;
}

static double
volume(struct str s)
{
	char text[20] = "";

	memcpy(text, s.n > 0 ? s.p : "", s.n < 19 ? s.n : 19);
	return strtod(text, NULL);
}

static struct sorted
sorted_by(const struct shelf_book *b, enum shelf_order order)
{
	struct str name = b->title.n > 0 ? b->title : b->path;
	struct sorted s = {.book = b, .rest = fold(name)};

	if (order == SHELF_TITLE)
		s.key = fold(name);
	if (order == SHELF_AUTHOR && b->authors.n > 0)
		s.key = fold(surname(b->authors));
	if (order == SHELF_SERIES && b->series.n > 0) {
		s.key = fold(b->series);
		s.number = volume(b->volume);
	}
	if (order == SHELF_DATE && b->date.n > 0) {
		s.number = year(b->date);
		s.key = xstrdup(s.number > 0 ? "" : "?");
	}
	return s;
}

static int
compare(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	int by;

	if (x->key == NULL || y->key == NULL)
		by = (x->key == NULL) - (y->key == NULL);
	else
		by = strcmp(x->key, y->key);
	if (by == 0)
		by = (x->number > y->number) - (x->number < y->number);
	if (by == 0)
		by = strcmp(x->rest, y->rest);
	return by != 0 ? by : (x->at > y->at) - (x->at < y->at);
}

void
shelf_sort(struct shelf *shelf, enum shelf_order order)
{
	struct sorted *v;
	struct shelf_book *books;

	if (order == SHELF_OPENED || shelf->n == 0)
		return; /* as they are */
	v = xcalloc(shelf->n, sizeof(*v));
	books = xcalloc(shelf->n, sizeof(*books));
	for (size_t i = 0; i < shelf->n; i++) {
		v[i] = sorted_by(&shelf->v[i], order);
		v[i].at = i;
	}
	qsort(v, shelf->n, sizeof(*v), compare);
	for (size_t i = 0; i < shelf->n; i++) {
		books[i] = *v[i].book;
		free(v[i].key);
		free(v[i].rest);
	}
	memcpy(shelf->v, books, shelf->n * sizeof(*books));
	free(books);
	free(v);
}

/* ---- seeking ---- */

/* Are all words of `words` somewhere in a text? */
static bool
has_all(struct str text, struct str words)
{
	struct buf in = BUF_INIT, sought = BUF_INIT;
	struct str w;
	bool all = true;

	text_fold(&in, NULL, text, 0, FOLD_SEARCH);
	text_fold(&sought, NULL, words, 0, FOLD_SEARCH);
	w = buf_lend(&sought);
	for (size_t at = 0, end; all && at < w.n; at = end + 1) {
		for (end = at; end < w.n && w.p[end] != ' ';)
			end++;
		all =
		    str_find(buf_lend(&in), str_slice(w, at, end)) != SIZE_MAX;
	}
	buf_free(&in);
	buf_free(&sought);
	return all;
}

bool
shelf_is_called(const struct shelf_book *b, struct str words)
{
	return has_all(b->title, words) || has_all(b->path, words);
}

bool
shelf_has(const struct shelf_book *b, struct str words)
{
	const struct str parts[] = {b->title, b->authors, b->date, b->publisher,
	    b->series, b->volume, b->path};
	struct buf all = BUF_INIT;
	bool has;

	for (size_t i = 0; i < LENGTH(parts); i++) {
		buf_str(&all, parts[i]);
		buf_putc(&all, '\n');
	}
	has = has_all(buf_lend(&all), words);
	buf_free(&all);
	return has;
}
