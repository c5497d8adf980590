/*
 * izba reanchor: where the annotations of a book stand in its present text,
 * which of them moved, which are doubtful and which lost; and, with --apply,
 * the present text taken for theirs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "cli/cli.h"
#include "cli/json.h"
#include "cli/marks.h"

enum standing { IN_PLACE, MOVED, CHANGED, DOUBTFUL, LOST, ORPHAN, STANDINGS };

static const struct {
	const char *name; /* in JSON */
	const char *words;
} standings[STANDINGS] = {
    [IN_PLACE] = {"in-place", "in place"},
    [MOVED] = {"moved", "moved"},
    [CHANGED] = {"changed", "changed"},
    [DOUBTFUL] = {"doubtful", "doubtful"},
    [LOST] = {"lost", "lost"},
    [ORPHAN] = {"orphan", "orphaned by you"},
};

struct work {
	const char *file;
	struct book *book;
	struct store *store; /* or NULL: there is none */
	struct book_id id;
	struct annotations marks;
	size_t counts[STANDINGS];
};

static enum standing
standing_of(const struct annotation *a)
{
	if (a->state == ANCHOR_LOST)
		return a->orphan                   ? ORPHAN
		       : annotation_is_doubtful(a) ? DOUBTFUL
						   : LOST;
	if (a->from == a->made.from && a->to == a->made.to &&
	    a->best.score == 0)
		return IN_PLACE;
	return a->best.exact || a->quote.n == 0 ? MOVED : CHANGED;
}

/* ---- for people ---- */

/* Text on one line, at most so many cells of its start or of its end. */
static void
add_line(struct buf *out, struct str s, int cells, bool end)
{
	struct buf clean = BUF_INIT, line = BUF_INIT;
	struct str all;
	size_t n, from;
	int width;

	text_clean(&clean, s, NULL);
	text_fold(&line, NULL, buf_lend(&clean), 0, FOLD_SPACE);
	all = buf_lend(&line);
	for (from = all.n; end && from > 0; from -= n) {
		n = grapheme_prev(str_slice(all, 0, from));
		width = text_width(str_slice(all, from - n, from));
		if (width > cells)
			break;
		cells -= width;
	}
	if (end)
		all = str_slice(all, from, all.n);
	n = end ? all.n : text_fit(all, cells);
	buf_str(out, str_slice(all, 0, n));
	if (n < all.n)
		buf_puts(out, "…");
	buf_free(&clean);
	buf_free(&line);
}

static void
add_passage(
    struct buf *out, struct str before, struct str quote, struct str after)
{
	buf_puts(out, "…");
	add_line(out, before, 32, true);
	buf_puts(out, "[");
	add_line(out, quote, 400, false);
	buf_puts(out, "]");
	add_line(out, after, 32, false);
	buf_puts(out, "\n");
}

/* The text around a place, as much as it is shown with. */
static struct str
beside(const struct book *b, uint32_t at, bool before)
{
	uint32_t from = at > 160 ? book_snap(b, at - 160) : 0;
	uint32_t to =
	    at + 160 < b->text.n ? book_snap(b, at + 160) : (uint32_t)b->text.n;

	return before ? book_text(b, from, at) : book_text(b, at, to);
}

static void
add_place(struct buf *out, const struct book *b, uint32_t from, uint32_t to)
{
	add_passage(out, beside(b, from, true), book_text(b, from, to),
	    beside(b, to, false));
}

static void
add_candidates(
    struct buf *out, const struct book *b, const struct annotation *a)
{
	struct anchor_hit v[ANCHOR_HITS];
	size_t n = store_anchor_candidates(b, a, v);

	for (size_t i = 0; i < n; i++) {
		buf_printf(out, "    %zu. ", i + 1);
		book_address(b, v[i].from, out);
		buf_printf(out, " %u%%  ", v[i].score / 10u);
		add_place(out, b, v[i].from, v[i].to);
	}
}

/* Does a person want to read of it?  Not of what is the same words in the same
 * paragraph. */
static bool
is_news(const struct work *w, const struct annotation *a)
{
	enum standing s = standing_of(a);
	struct buf address = BUF_INIT;
	bool same;

	if (s != MOVED)
		return s != IN_PLACE;
	book_address(w->book, a->from, &address);
	same = str_eq(buf_lend(&address), a->address);
	buf_free(&address);
	return !same;
}

static void
add_mark(struct buf *out, const struct work *w, const struct annotation *a)
{
	enum standing s = standing_of(a);

	buf_puts(out, "\n  ");
	add_line(out, a->address, 40, false);
	if (a->state != ANCHOR_LOST) {
		buf_puts(out, " → ");
		book_address(w->book, a->from, out);
	}
	buf_printf(
	    out, "  %s, %s", annotation_names[a->kind], standings[s].words);
	if (s == CHANGED)
		buf_printf(out, ", %u%%", a->best.score / 10u);
	buf_printf(out, "  %.8s\n    was ", a->uuid);
	add_passage(out, a->prefix, a->quote, a->suffix);
	if (s == CHANGED) {
		buf_puts(out, "    now ");
		add_place(out, w->book, a->from, a->to);
	}
	if (s == DOUBTFUL)
		add_candidates(out, w->book, a);
}

static void
add_counts(struct buf *out, const struct work *w)
{
	buf_printf(
	    out, "%zu annotation%s:", w->marks.n, w->marks.n == 1 ? "" : "s");
	for (size_t i = 0, k = 0; i < STANDINGS; i++)
		if (w->counts[i] > 0)
			buf_printf(out, "%s %zu %s", k++ > 0 ? "," : "",
			    w->counts[i], standings[i].words);
	buf_puts(out, "\n");
}

static void
report(const struct work *w)
{
	struct buf out = BUF_INIT;

	if (w->book->title.n > 0) {
		add_line(&out, w->book->title, 400, false);
		buf_puts(&out, "\n");
	}
	add_line(&out, str_of(w->file), 4000, false);
	buf_puts(&out, "\n");
	for (size_t i = 0; i < w->marks.n; i++)
		if (is_news(w, &w->marks.v[i]))
			add_mark(&out, w, &w->marks.v[i]);
	buf_puts(&out, "\n");
	add_counts(&out, w);
	fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
}

/* ---- for programs ---- */

static json_t *
place_json(const struct book *b, uint32_t from, uint32_t to)
{
	struct buf address = BUF_INIT;
	json_t *o = json_object();

	book_address(b, from, &address);
	json_object_set_new(o, "from", json_integer(from));
	json_object_set_new(o, "to", json_integer(to));
	json_object_set_new(o, "address", json_str(buf_lend(&address)));
	json_object_set_new(o, "quote", json_str(book_text(b, from, to)));
	buf_free(&address);
	return o;
}

static json_t *
candidates_json(const struct book *b, const struct annotation *a)
{
	struct anchor_hit v[ANCHOR_HITS];
	size_t n =
	    annotation_is_doubtful(a) ? store_anchor_candidates(b, a, v) : 0;
	json_t *all = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *o = place_json(b, v[i].from, v[i].to);

		json_object_set_new(o, "score", json_integer(v[i].score));
		json_array_append_new(all, o);
	}
	return all;
}

static json_t *
mark_json(const struct book *b, const struct annotation *a)
{
	enum standing s = standing_of(a);
	json_t *o = json_object(), *was = json_object();
	bool stands = a->state != ANCHOR_LOST;

	json_object_set_new(was, "from", json_integer(a->made.from));
	json_object_set_new(was, "to", json_integer(a->made.to));
	json_object_set_new(was, "address", json_str(a->address));
	json_object_set_new(was, "quote", json_str(a->quote));
	json_object_set_new(o, "uuid", json_string(a->uuid));
	json_object_set_new(o, "kind", json_string(annotation_names[a->kind]));
	json_object_set_new(o, "standing", json_string(standings[s].name));
	json_object_set_new(o, "score",
	    s == IN_PLACE       ? json_integer(1000)
	    : a->best.score > 0 ? json_integer(a->best.score)
				: json_null());
	json_object_set_new(o, "was", was);
	json_object_set_new(
	    o, "now", stands ? place_json(b, a->from, a->to) : json_null());
	json_object_set_new(o, "candidates", candidates_json(b, a));
	return o;
}

static void
report_json(const struct work *w)
{
	json_t *o = json_object(), *counts = json_object(),
	       *marks = json_array();

	for (size_t i = 0; i < STANDINGS; i++)
		json_object_set_new(counts, standings[i].name,
		    json_integer((json_int_t)w->counts[i]));
	for (size_t i = 0; i < w->marks.n; i++)
		json_array_append_new(
		    marks, mark_json(w->book, &w->marks.v[i]));
	json_object_set_new(o, "schema", json_string("izba-reanchor/1"));
	json_object_set_new(o, "file", json_string(w->file));
	json_object_set_new(o, "counts", counts);
	json_object_set_new(o, "annotations", marks);
	json_print(o);
}

/* ---- work ---- */

/* Take the present text for that of all that stand in it: one step to undo. */
static bool
apply(struct work *w, size_t *n, struct err *err)
{
	bool ok =
	    store_backup(w->store, true, err) && store_begin(w->store, err);

	*n = 0;
	if (!ok)
		return false;
	for (size_t i = 0; ok && i < w->marks.n; i++) {
		const struct annotation *a = &w->marks.v[i];

		if (a->state == ANCHOR_LOST || standing_of(a) == IN_PLACE)
			continue;
		ok = store_adopt(w->store, w->book, a, err);
		++*n;
	}
	return store_end(w->store, ok, err);
}

static bool
gather(struct work *w, bool writing, struct err *err)
{
	if (!marks_open(&w->store, !writing, err))
		return false;
	w->book = w->store == NULL ? cli_book(w->file, NULL, err)
				   : cli_book_kept(w->store, w->file, err);
	if (w->book == NULL)
		return false;
	if (w->store == NULL)
		return true;
	if (!store_book(w->store, w->file, w->book, &w->id, err) ||
	    !store_list(w->store, &w->id, w->book, false, &w->marks, err))
		return false;
	for (size_t i = 0; i < w->marks.n; i++)
		w->counts[standing_of(&w->marks.v[i])]++;
	return true;
}

static int
run(struct work *w, bool writing, bool json)
{
	struct err err = {.code = ERR_NONE};
	size_t n;

	if (!gather(w, writing, &err))
		return cli_fail(&err);
	if (w->marks.n == 0) {
		fprintf(stderr, "izba: nothing is marked in %s\n", w->file);
		return EXIT_NOTHING;
	}
	if (json)
		report_json(w);
	else
		report(w);
	if (writing && !apply(w, &n, &err))
		return cli_fail(&err);
	if (writing && !json)
		printf("%zu of them now stand in this text\n", n);
	return cli_end(EXIT_DONE);
}

int
cli_reanchor(int argc, char **argv)
{
	bool json = false, showing = false, writing = false;
	const struct cli_option options[] = {
	    {.name = "report",
		.help = "say what stands where, and change nothing (this is "
			"what happens without options)",
		.flag = &showing},
	    {.name = "apply",
		.help = "make the present text that of all that are found in "
			"it; the doubtful stay",
		.flag = &writing},
	    {.name = "json",
		.help = "as JSON (izba-reanchor/1)",
		.flag = &json},
	    {.name = NULL},
	};
	struct work w = {.file = NULL};
	int n = cli_options("reanchor", "FILE",
		"Where the annotations of a book stand in its changed text",
		options, argc, argv),
	    status;

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	if (n != 1)
		return cli_usage("reanchor", "wants one file");
	if (showing && writing)
		return cli_usage("reanchor", "--report or --apply, not both");
	w.file = argv[0];
	status = run(&w, writing, json);
	annotations_free(&w.marks);
	store_close(w.store);
	book_free(w.book);
	return status;
}
