/*
 * The workbench with 5,000 annotations of a book, and with 100,000 of 401: what
 * each key costs before the screen is painted.  Prints, asserts nothing.
 *
 *     desk FILE STORE
 *
 * STORE is what tests/bench/store.c has filled.  Each time is the least CPU of
 * several rounds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <izba/apparatus.h>
#include <izba/formats.h>
#include <izba/store.h>

#include "tui/pile.h"

#define FRAME 16.0 /* ms */

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
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

struct bench {
	struct store *s;
	struct book *b;
	struct book_id id;
	bool every;
	struct annotations all;
	struct pile pile;
};

/* What opening the workbench does, or one change of an annotation. */
static void
read_all(struct bench *t)
{
	struct annotations own;

	must(store_list(t->s, &t->id, t->b, false, &own, err));
	pile_clear(&t->pile);
	pile_set(&t->pile, pile_add(&t->pile, t->id.row, STR("Own")), own);
	t->pile.text = t->every ? NULL : t->b;
	if (t->every) {
		size_t from = 0;

		annotations_free(&t->all);
		must(store_list_all(t->s, false, &t->all, err));
		for (size_t i = 1; i <= t->all.n; i++) {
			struct annotations k = {
			    .v = t->all.v + from, .n = i - from};

			if (i < t->all.n &&
			    t->all.v[i].book == t->all.v[from].book)
				continue;
			if (t->all.v[from].book != t->id.row)
				pile_set(&t->pile,
				    pile_add(&t->pile, t->all.v[from].book,
					STR("Another")),
				    k);
			from = i;
		}
	}
	pile_arrange(&t->pile, NULL);
}

static void
read_own(struct bench *t)
{
	struct annotations own;

	must(store_list(t->s, &t->id, t->b, false, &own, err));
	pile_set(&t->pile, 0, own);
	pile_arrange(&t->pile, NULL);
}

static void
row(const char *what, double took, double budget)
{
	printf("%-46s%9.3f ms  budget %7g ms%s\n", what, took, budget,
	    took <= budget ? "" : "  OVER");
}

static void
measure(struct bench *t, const char *what, double budget,
    void (*run)(struct bench *))
{
	double best = 1e9;

	for (int i = 0; i < 5; i++) {
		double start = now(), took;

		run(t);
		took = now() - start;
		best = took < best ? took : best;
	}
	row(what, best, budget);
}

/* The dearest key of a filter as it is typed. */
static void
measure_filter(struct bench *t, const char *query)
{
	size_t n = strlen(query);
	struct buf what = BUF_INIT;
	double worst = 0;

	for (size_t k = 1; k <= n; k++) {
		double best = 1e9;

		for (int i = 0; i < 5; i++) {
			double start = now(), took;
			struct sieve *s = sieve_new((struct str){query, k}, 1);

			pile_sift(&t->pile, s);
			sieve_free(s);
			took = now() - start;
			best = took < best ? took : best;
		}
		worst = best > worst ? best : worst;
	}
	buf_printf(&what, "  a key of /%s", query);
	row(what.p, worst, FRAME);
	buf_free(&what);
}

static void
sort_newest(struct bench *t)
{
	t->pile.order = ORDER_NEWEST;
	pile_arrange(&t->pile, NULL);
	t->pile.order = ORDER_BOOK;
}

static void
measure_pile(struct bench *t, bool every)
{
	t->every = every;
	measure(t, "  opening it", every ? 250 : FRAME, read_all);
	measure(t, "  after a change in the book", FRAME, read_own);
	measure_filter(t, "speaker last");
	measure_filter(t, "zyxwvu");
	measure_filter(t, "#lat c:green");
	measure(t, "  sorting by time", every ? 50 : FRAME, sort_newest);
}

int
main(int argc, char **argv)
{
	struct bench t = {.pile = {.order = ORDER_BOOK}};

	if (argc != 3) {
		fprintf(stderr, "usage: desk FILE STORE\n");
		return 2;
	}
	must((t.b = book_read(argv[1], NULL, err)) != NULL);
	apparatus_link(t.b);
	must((t.s = store_open(argv[2], NULL, err)) != NULL);
	must(store_book(t.s, argv[1], t.b, &t.id, err));
	printf("the workbench, 5,000 annotations of the book\n");
	measure_pile(&t, false);
	printf("the workbench, 100,000 annotations of all books\n");
	measure_pile(&t, true);
	pile_free(&t.pile);
	annotations_free(&t.all);
	store_close(t.s);
	book_free(t.b);
	return 0;
}
