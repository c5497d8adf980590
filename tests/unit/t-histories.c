/* merging: random histories of several machines, merged in any order. */
#include <time.h>

#include "tests/unit/machines.h"

static uint32_t seed;

static uint32_t
below(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

static void
set_letter(struct machine *m)
{
	struct annotation a = {.kind = ANNOTATION_BOOKMARK,
	    .mark = (char)((below(2) == 0 ? 'A' : 'a') + below(3)),
	    .from = below(40)};

	a.from = a.to = book_snap(m->b, a.from);
	must(store_add(m->s, &m->id, m->b, &a, err));
}

/* Do something at random on a machine, whose clock may go backwards. */
static void
happen(struct machine *m)
{
	static const char *const words[] = {"lamp", "heads", "newspaper"};
	static const char *const notes[] = {"", "one", "two", "three\nlines"};
	struct annotations v;
	struct annotation *a;
	struct undone undone;
	uint32_t n;

	at(m, 1000 + (int64_t)below(50));
	must(store_list(m->s, &m->id, m->b, below(4) == 0, &v, err));
	a = v.n > 0 ? &v.v[below((uint32_t)v.n)] : NULL;
	switch (a == NULL ? 0 : below(10)) {
	case 0:
		must_add(m->s, &m->id, m->b, words[below(3)]);
		break;
	case 1:
		must(store_delete(m->s, a->uuid, err));
		break;
	case 2:
		must(store_restore(m->s, a->uuid, err));
		break;
	case 3:
		must(store_set_place(m->s, &m->id, m->b, below(40), err));
		break;
	case 4:
		set_letter(m);
		break;
	case 5:
		must(store_undo(m->s, m->id.row, below(3) == 0, &undone, err));
		break;
	case 6:
		if (below(3) == 0)
			must(store_purge(
			    m->s, 1000 + (int64_t)below(50), &n, err));
		break;
	default:
		a->body = str_of(notes[below(4)]);
		a->colour = (enum colour)below(COLOURS);
		a->tags = below(2) == 0 ? STR("x") : STR("y z");
		if (below(3) == 0)
			a->to = a->from + 3;
		must(store_update(m->s, &m->id, m->b, a, err));
	}
	annotations_free(&v);
}

/* The same by dumps that are gathered, and a dry run says what is done. */
static void
by_dumps(struct place *p, struct machine m[3], int round, struct machine *x)
{
	struct store *memory = store_in_memory(NULL);
	struct merge_report r, dry;
	struct machine z;
	char name[20];

	assert_non_null(memory);
	for (int i = 0; i < 3; i++) {
		struct buf lines = BUF_INIT;

		must(store_dump(m[i].s, &lines, err));
		must(store_load(memory, buf_lend(&lines), false, &r, err));
		must(store_load(memory, buf_lend(&lines), false, &r, err));
		assert_int_equal(r.added + r.changed + r.deleted + r.books +
				     r.conflicts + r.purged,
		    0);
		buf_free(&lines);
	}
	snprintf(name, sizeof(name), "r%d-z", round);
	z = machine_on(p, name, 1000, tale);
	must(store_absorb(z.s, memory, true, &dry, err));
	assert_int_equal(must_count(z.s, &z.id, false), 0);
	must(store_absorb(z.s, memory, false, &r, err));
	assert_memory_equal(&dry, &r, sizeof(r));
	expect_same(&z, x);
	expect_same_lists(&z, x);
	store_close(memory);
	machine_off(&z);
}

static void
order_does_not_matter(void **state)
{
	struct place *p = *state;

	seed = (uint32_t)time(NULL) ^ (uint32_t)getpid();
	for (int round = 0; round < 6; round++) {
		struct machine m[3], x, y;
		uint32_t started = seed;
		char name[20];

		for (int i = 0; i < 5; i++) {
			struct machine *one = i < 3 ? &m[i] : i == 3 ? &x : &y;

			snprintf(name, sizeof(name), "r%d-%d", round, i);
			*one = machine_on(p, name, 1000, tale);
		}
		for (int i = 0; i < 40; i++) {
			happen(&m[below(3)]);
			if (below(6) == 0)
				merge(&m[below(3)], &m[below(3)]);
		}
		print_message("seed %u\n", started);
		/* ((0 1) 2) and (2 (1 0)), and some once more */
		merge(&x, &m[0]);
		merge(&x, &m[1]);
		merge(&x, &m[2]);
		merge(&m[1], &m[0]);
		merge(&y, &m[2]);
		merge(&y, &m[1]);
		merge(&y, &m[2]);
		expect_same(&x, &y);
		expect_same_lists(&x, &y);
		merge(&x, &y);
		expect_same(&x, &y);
		by_dumps(p, m, round, &x);
		for (int i = 0; i < 3; i++)
			machine_off(&m[i]);
		machine_off(&x);
		machine_off(&y);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(order_does_not_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
