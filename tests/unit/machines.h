/*
 * Machines for the tests of merging: each with a store, a clock and a book of
 * its own.
 */
#ifndef TESTS_MACHINES_H
#define TESTS_MACHINES_H

#include "tests/unit/store.h"

static const char tale[] = "One lamp burned in the reading room, and ten heads "
			   "were bent over one newspaper.\n";

/* A machine with its own store in the folder of the test. */
struct machine {
	struct place place;
	struct store *s;
	struct book *b;
	struct book_id id;
};

static inline struct machine
machine_on(
    const struct place *p, const char *name, int64_t clock, const char *text)
{
	struct store_options o = {.fixed_clock = clock};
	struct machine m = {.b = must_read(str_of(text))};
	char file[100];

	snprintf(
	    m.place.store, sizeof(m.place.store), "%s/%s.db", p->folder, name);
	m.s = store_open(m.place.store, &o, NULL);
	assert_non_null(m.s);
	snprintf(file, sizeof(file), "%s.txt", name);
	must(store_book(m.s, place_file(p, file, text), m.b, &m.id, err));
	return m;
}

static inline void
machine_off(struct machine *m)
{
	store_close(m->s);
	book_free(m->b);
}

/* Set the clock of a machine. */
static inline void
at(struct machine *m, int64_t clock)
{
	struct store_options o = {.fixed_clock = clock};

	store_close(m->s);
	m->s = store_open(m->place.store, &o, NULL);
	assert_non_null(m->s);
}

static inline struct merge_report
merge(struct machine *to, const struct machine *from)
{
	struct merge_report r;

	must(store_merge(to->s, from->place.store, false, &r, err));
	return r;
}

/* The only annotation of a machine. */
static inline struct annotation
only(struct machine *m, struct annotations *v)
{
	must(store_list(m->s, &m->id, m->b, false, v, err));
	assert_int_equal(v->n, 1);
	return v->v[0];
}

static inline void
expect_same(struct machine *a, struct machine *b)
{
	struct buf left = BUF_INIT, right = BUF_INIT;

	must(store_dump(a->s, &left, err));
	must(store_dump(b->s, &right, err));
	assert_string_equal(left.p, right.p);
	buf_free(&left);
	buf_free(&right);
}

/* Both show the same: no letter stands twice, and what is purged is gone. */
static inline void
expect_same_lists(struct machine *a, struct machine *b)
{
	struct annotations x, y;
	size_t letters[128] = {0};

	for (int dead = 0; dead < 2; dead++) {
		must(store_list(a->s, &a->id, a->b, dead, &x, err));
		must(store_list(b->s, &b->id, b->b, dead, &y, err));
		assert_int_equal(x.n, y.n);
		for (size_t i = 0; i < x.n; i++) {
			assert_string_equal(x.v[i].uuid, y.v[i].uuid);
			assert_int_equal(x.v[i].mark, y.v[i].mark);
			if (!dead && x.v[i].mark != 0)
				assert_int_equal(
				    letters[(unsigned)x.v[i].mark]++, 0);
		}
		annotations_free(&x);
		annotations_free(&y);
	}
}

#endif
