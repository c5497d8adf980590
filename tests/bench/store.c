/*
 * The store with 100,000 annotations, 5,000 of them in the book that is read:
 * each number beside its budget.  Prints, asserts nothing.
 *
 *     store FILE FOLDER
 *
 * Each time is the least of several rounds: of CPU where nothing is written, of
 * the clock where the disk is waited for.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include <izba/apparatus.h>
#include <izba/export.h>
#include <izba/formats.h>
#include <izba/store.h>
#include <izba/text.h>

#define HERE 5000
#define ELSEWHERE 95000
#define OTHERS 400 /* other books */
#define COMMITS 200

struct bench {
	const char *file;
	char *path; /* of the store */
	char *empty; /* of one without annotations */
	char *bare; /* of a database that is not izba's */
	struct book *b;
};

static _Noreturn void
die(const char *what)
{
	fprintf(stderr, "bench: %s\n", what);
	exit(1);
}

#define must(call) \
	do { \
		struct err err_ = {.text = ""}; \
		struct err *err = &err_; \
		if (!(call)) \
			die(err_.text); \
	} while (0)

static double
now_of(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* The least milliseconds of CPU of several runs. */
static double
least(int rounds, void (*run)(void *), void *data)
{
	double best = 1e9;

	for (int i = 0; i < rounds; i++) {
		double start = now_of(CLOCK_PROCESS_CPUTIME_ID), took;

		run(data);
		took = now_of(CLOCK_PROCESS_CPUTIME_ID) - start;
		best = took < best ? took : best;
	}
	return best;
}

static void
row(const char *what, double value, double budget, const char *unit)
{
	printf("%-46s%9.3f %-3s budget %7g %-3s%s\n", what, value, unit, budget,
	    unit, value <= budget ? "" : "  OVER");
}

/* ---- filling ---- */

static void
mark_here(struct bench *t, struct store *s, const struct book_id *id)
{
	size_t n = t->b->text.n;

	must(store_begin(s, err));
	for (uint32_t i = 0; i < HERE; i++) {
		struct annotation a = {.kind = (enum annotation_kind)(i % 3),
		    .colour = (enum colour)(i % COLOURS)};
		uint32_t at =
		    (uint32_t)((uint64_t)(i * 7919u % HERE) * n / HERE);

		a.from = a.to = book_snap(t->b, at);
		if (a.kind != ANNOTATION_BOOKMARK)
			a.to = book_snap(
			    t->b, at + 120 < n ? at + 120 : (uint32_t)n);
		if (a.kind == ANNOTATION_NOTE)
			a.body = STR("What the speaker meant by this is said "
				     "only in the last chapter.");
		a.tags = i % 5 == 0 ? STR("lamp later") : STR("");
		must(store_add(s, id, t->b, &a, err));
	}
	must(store_end(s, true, err));
}

/* Lines of a dump: books with annotations that no file here has. */
static void
lines_of_others(struct buf *out)
{
	static const char words[] =
	    "and the lamp was carried from the long table to the stove, where "
	    "those who could read sat in a ring";

	buf_puts(out, "{\"izba\":\"dump/1\"}\n");
	for (int k = 0; k < OTHERS; k++)
		buf_printf(out,
		    "{\"type\":\"book\",\"book\":\"%064d\",\"title\":\"Book "
		    "%d\",\"authors\":null,\"language\":\"en\",\"length\":"
		    "900000,\"created\":1,\"contents\":[{\"sha\":\"%064d\","
		    "\"text_sha\":\"%064d\"}]}\n",
		    k, k, k, k);
	for (int i = 0; i < ELSEWHERE; i++) {
		buf_printf(out,
		    "{\"type\":\"annotation\",\"book\":\"%064d\",\"uuid\":"
		    "\"%08x-0000-4000-8000-000000000000\",\"kind\":"
		    "\"highlight\",\"from_place\":%d,\"to_place\":%d,\"mark\":"
		    "\"\",\"colour\":\"%s\",\"style\":\"solid\",\"quote\":"
		    "\"%d %s\",\"prefix\":\"in the thirty-two years before it "
		    "\",\"suffix\":\" and in those that came after it \",",
		    i % OTHERS, (unsigned)i * 2654435761u, i * 9, i * 9 + 90,
		    colour_names[i % COLOURS], i, words);
		buf_printf(out,
		    "\"section\":\"Chapter %d\",\"address\":\"%d.%d\",\"body\":"
		    "\"\",\"tags\":\"%s\",\"created\":%d,\"modified\":%d,"
		    "\"deleted\":0,\"at_span\":1,\"at_kind\":1,\"at_look\":1,"
		    "\"at_body\":1,\"at_tags\":1,\"at_life\":1,\"versions\":[]"
		    "}\n",
		    i % 40, i % 40, i % 90, i % 7 == 0 ? "later" : "", i + 1,
		    i + 1);
	}
}

static void
fill(struct bench *t)
{
	struct buf lines = BUF_INIT;
	struct merge_report r;
	struct book_id id;
	struct store *s;
	double start;

	must((s = store_open(t->empty, NULL, err)) != NULL);
	must(store_book(s, t->file, t->b, &id, err));
	must(store_set_place(s, &id, t->b, (uint32_t)t->b->text.n / 2, err));
	store_close(s);
	must((s = store_open(t->path, NULL, err)) != NULL);
	must(store_book(s, t->file, t->b, &id, err));
	must(store_set_place(s, &id, t->b, (uint32_t)t->b->text.n / 2, err));
	lines_of_others(&lines);
	start = now_of(CLOCK_PROCESS_CPUTIME_ID);
	must(store_load(s, buf_lend(&lines), false, &r, err));
	row("load a dump of 95,000 annotations",
	    now_of(CLOCK_PROCESS_CPUTIME_ID) - start, 5000, "ms");
	mark_here(t, s, &id);
	store_close(s);
	buf_free(&lines);
}

/* ---- reading ---- */

static void
open_one(struct bench *t, const char *path)
{
	struct annotations v;
	struct book_id id;
	struct store *s;
	uint32_t place;

	must((s = store_open(path, NULL, err)) != NULL);
	must(store_book(s, t->file, t->b, &id, err));
	(void)store_place(s, &id, t->b, &place);
	must(store_list(s, &id, t->b, false, &v, err));
	annotations_free(&v);
	store_close(s);
}

static void
open_full(void *data)
{
	struct bench *t = data;

	open_one(t, t->path);
}

static void
open_empty(void *data)
{
	struct bench *t = data;

	open_one(t, t->empty);
}

struct listed {
	struct bench *t;
	struct store *s;
	struct book_id id;
	struct annotations v;
	size_t seen;
	const struct exporter *format;
	struct buf exported; /* to be brought up to date */
};

static void
list_book(void *data)
{
	struct listed *l = data;

	annotations_free(&l->v);
	must(store_list(l->s, &l->id, l->t->b, false, &l->v, err));
}

static void
list_all(void *data)
{
	struct listed *l = data;
	struct annotations all;

	must(store_list_all(l->s, false, &all, err));
	annotations_free(&all);
}

/* What painting a page asks: the marks that a span of the text touches. */
static void
page_marks(void *data)
{
	struct listed *l = data;

	for (uint32_t page = 0; page < 100; page++) {
		uint32_t from =
		    (uint32_t)((uint64_t)l->t->b->text.n * page / 100);

		for (size_t i = 0; i < l->v.n && l->v.v[i].from < from + 2000;
		     i++)
			l->seen += l->v.v[i].to > from;
	}
}

static void
export_here(void *data)
{
	struct listed *l = data;
	struct export_options o = {.path = l->t->file, .now = 1};
	struct export_book one = {
	    .book = l->t->b, .notes = &l->v, .options = &o};

	buf_clear(&l->exported);
	export_books(l->format, &l->exported, &one, 1, 1);
}

/* Bring a file of theirs up to date in which nothing has changed but one. */
static void
export_again(void *data)
{
	struct listed *l = data;
	struct export_options o = {.path = l->t->file, .now = 1};
	struct export_book one = {
	    .book = l->t->b, .notes = &l->v, .options = &o};
	struct export_report r;
	struct buf path = BUF_INIT;

	buf_printf(&path, "%s.md", l->t->path);
	l->v.v[l->v.n / 2].colour = (enum colour)(++l->seen % COLOURS);
	must(export_to(path.p, NULL, &one, 1, 1, false, &r, err));
	buf_free(&path);
}

static void
measure_exporting(struct listed *l)
{
	size_t n;
	const struct exporter *v = export_table(&n);

	for (size_t i = 0; i < n; i++) {
		char what[80];

		snprintf(what, sizeof(what), "export 5,000 as %s", v[i].name);
		l->format = &v[i];
		row(what, least(3, export_here, l), 300, "ms");
	}
	row("bring a file of 5,000 up to date", least(3, export_again, l), 300,
	    "ms");
	buf_free(&l->exported);
}

static void
measure_reading(struct bench *t)
{
	struct listed l = {.t = t, .exported = BUF_INIT};
	double base = least(9, open_empty, t);

	row("open the book: more than with none marked",
	    least(9, open_full, t) - base, 5, "ms");
	must((l.s = store_open(t->path, NULL, err)) != NULL);
	must(store_book(l.s, t->file, t->b, &l.id, err));
	row("  of which its 5,000 annotations", least(9, list_book, &l), 5,
	    "ms");
	row("a page's marks", least(9, page_marks, &l) / 100, 0.2, "ms");
	row("all 100,000 annotations of all books", least(5, list_all, &l), 100,
	    "ms");
	measure_exporting(&l);
	annotations_free(&l.v);
	store_close(l.s);
}

/* ---- a changed text ---- */

/* The book with a line more at its start, every twentieth one cut, and a word
 * of every tenth one retyped. */
static struct book *
changed_book(const struct book *b)
{
	struct buf text = BUF_INIT;
	struct book *changed;
	size_t from = 0, end, line = 0, the;

	buf_puts(&text, "A line that was not there before.\n");
	for (; from < b->text.n; from = end + 1, line++) {
		struct str s = str_slice(b->text, from, b->text.n);

		end = str_find(s, STR("\n"));
		s = str_slice(s, 0, end);
		end = from + s.n;
		if (line % 20 == 7)
			continue;
		the = line % 10 == 3 ? str_find(s, STR(" the ")) : SIZE_MAX;
		buf_str(&text, str_slice(s, 0, the));
		if (the != SIZE_MAX) {
			buf_puts(&text, " that ");
			buf_str(&text, str_slice(s, the + 5, s.n));
		}
		buf_puts(&text, "\n\n");
	}
	must((changed = book_read_bytes(
		  buf_lend(&text), "changed.txt", NULL, err)) != NULL);
	buf_free(&text);
	return changed;
}

static void
measure_changed(struct bench *t)
{
	struct bench other = {.b = changed_book(t->b)};
	struct listed l = {.t = &other};
	size_t found = 0;
	double start;

	must((l.s = store_open(t->path, NULL, err)) != NULL);
	must(store_book(l.s, t->file, t->b, &l.id, err));
	start = now_of(CLOCK_PROCESS_CPUTIME_ID);
	list_book(&l);
	row("5,000 found again in a changed text",
	    now_of(CLOCK_PROCESS_CPUTIME_ID) - start, 500, "ms");
	for (size_t i = 0; i < l.v.n; i++)
		found += l.v.v[i].state != ANCHOR_LOST;
	row("  and at the next opening", least(5, list_book, &l), 25, "ms");
	printf("  (%zu of %zu stand beyond doubt)\n", found, l.v.n);
	annotations_free(&l.v);
	store_close(l.s);
	book_free(other.b);
}

/* ---- writing ---- */

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double
median(double *v, size_t n)
{
	qsort(v, n, sizeof(*v), by_value);
	return v[n / 2];
}

static sqlite3_stmt *
bare_open(const char *path, sqlite3 **db)
{
	sqlite3_stmt *st;

	if (sqlite3_open(path, db) != SQLITE_OK ||
	    sqlite3_exec(*db,
		"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
		"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)",
		NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(*db,
		"INSERT INTO t (a) VALUES ('one highlight')", -1, &st,
		NULL) != SQLITE_OK)
		die(sqlite3_errmsg(*db));
	return st;
}

/* Highlights and bare commits in turn, so that both find the same disk. */
static void
measure_writing(struct bench *t)
{
	static double ours[COMMITS], bare[COMMITS];
	double a, b, start;
	struct book_id id;
	struct store *s;
	sqlite3_stmt *st;
	sqlite3 *db;

	must((s = store_open(t->path, NULL, err)) != NULL);
	must(store_book(s, t->file, t->b, &id, err));
	st = bare_open(t->bare, &db);
	for (uint32_t i = 0; i < COMMITS; i++) {
		struct annotation m = {.kind = ANNOTATION_HIGHLIGHT,
		    .from = book_snap(t->b, i * 50)};
		double middle;

		start = now_of(CLOCK_MONOTONIC);
		m.to = book_snap(t->b, i * 50 + 40);
		must(store_add(s, &id, t->b, &m, err));
		middle = now_of(CLOCK_MONOTONIC);
		if (sqlite3_step(st) != SQLITE_DONE)
			die(sqlite3_errmsg(db));
		sqlite3_reset(st);
		ours[i] = middle - start;
		bare[i] = now_of(CLOCK_MONOTONIC) - middle;
	}
	sqlite3_finalize(st);
	sqlite3_close(db);
	start = now_of(CLOCK_MONOTONIC);
	must(store_backup(s, false, err));
	row("the day's backup, when izba ends", now_of(CLOCK_MONOTONIC) - start,
	    1000, "ms");
	store_close(s);
	a = median(ours, COMMITS);
	b = median(bare, COMMITS);
	printf("%-46s%9.3f ms  (one bare commit: %.3f ms)\n",
	    "a highlight, on the disk", a, b);
	row("  over a bare commit", a / b, 2, "x");
}

static char *
beside(const char *folder, const char *name)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s/%s", folder, name);
	return buf_take(&b);
}

int
main(int argc, char **argv)
{
	struct bench t = {.file = argc > 1 ? argv[1] : NULL};

	if (argc != 3) {
		fprintf(stderr, "usage: store FILE FOLDER\n");
		return 2;
	}
	t.path = beside(argv[2], "full.db");
	t.empty = beside(argv[2], "empty.db");
	t.bare = beside(argv[2], "bare.db");
	must((t.b = book_read(t.file, NULL, err)) != NULL);
	apparatus_link(t.b);
	fill(&t);
	measure_reading(&t);
	measure_changed(&t);
	measure_writing(&t);
	book_free(t.b);
	free(t.path);
	free(t.empty);
	free(t.bare);
	return 0;
}
