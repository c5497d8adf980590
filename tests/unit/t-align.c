/* align: callouts and notes paired by order. */
#include "tests/unit/unit.h"

#include "lib/apparatus/work.h"

enum { MOST = 64 };

/* "1 2 ² 4" as numbers; 0 for a mark that can't be read, a minus before one
 * that may be none. */
static size_t
marks_of(const char *s, struct align_mark *out)
{
	size_t n = 0;
	char *end;

	for (; *s != '\0'; n++) {
		long v = strtol(s, &end, 10);

		assert_true(end != s && n < MOST);
		out[n] = (struct align_mark){
		    .key = v == 0 ? LABEL_UNREAD
				  : label_number((uint32_t)labs(v), 0),
		    .doubtful = v <= 0};
		s = end;
		while (*s == ' ')
			s++;
	}
	return n;
}

/* Align, and write down the notes that the marks were paired with. */
static void
check(const char *marks, uint32_t notes, const char *want)
{
	struct align_mark m[MOST] = {{0, false, false}};
	label_key labels[MOST] = {LABEL_NONE};
	uint32_t to[MOST];
	struct buf got = BUF_INIT;
	size_t n = marks_of(marks, m);

	for (uint32_t i = 0; i < notes; i++)
		labels[i] = label_number(i + 1, 0);
	align(m, n, labels, notes, to);
	for (size_t i = 0; i < n; i++) {
		buf_puts(&got, i > 0 ? " " : "");
		if (to[i] == NOWHERE)
			buf_putc(&got, '-');
		else
			buf_printf(&got, "%u", to[i] + 1);
	}
	assert_string_equal(got.p, want);
	buf_free(&got);
}

static void
order_is_believed(void **state)
{
	(void)state;
	check("1 2 3 4", 4, "1 2 3 4");
	/* a misprint: its neighbours agree against it */
	check("1 2 2 4", 4, "1 2 3 4");
	check("1 2 3 4 5 6 2 8 2 10", 10, "1 2 3 4 5 6 7 8 9 10");
	/* nothing to read */
	check("1 0 3", 3, "1 2 3");
	/* a second callout of one note, not a misprint */
	check("1 2 2 3 4", 4, "1 2 - 3 4");
	/* a note that nobody calls */
	check("1 2 4", 4, "1 2 4");
	/* a callout without a note */
	check("1 2 9 3", 3, "1 2 - 3");
}

static void
doubtful_marks_yield(void **state)
{
	(void)state;
	/* an exponent between callouts */
	check("1 -2 2 3", 3, "1 - 2 3");
	check("1 -9 2 3", 3, "1 - 2 3");
	check("0 1 2", 2, "- 1 2");
	check("-1 -2 -3", 3, "1 2 3");
}

static void
nothing_is_harmless(void **state)
{
	(void)state;
	check("", 3, "");
	check("5 6", 0, "- -");
}

/* A long run with a fault at both ends keeps its cost linear. */
static void
long_runs_end(void **state)
{
	enum { N = 200000 };
	struct align_mark *m = xcalloc(N, sizeof(*m));
	label_key *notes = xmalloc(N * sizeof(*notes));
	uint32_t *to = xmalloc(N * sizeof(*to));

	(void)state;
	for (uint32_t i = 0; i < N; i++) {
		m[i].key = label_number(i % 90000 + 1, 0);
		notes[i] = label_number(i % 90000 + 1, 0);
	}
	m[0].key = m[N - 1].key = label_number(77, 0);
	align(m, N, notes, N, to);
	assert_int_equal(to[0], 0);
	assert_int_equal(to[N / 2], N / 2);
	assert_int_equal(to[N - 1], N - 1);
	align(m, N, notes, 3, to);
	align(m, 3, notes, N, to);
	free(m);
	free(notes);
	free(to);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(order_is_believed),
	    cmocka_unit_test(doubtful_marks_yield),
	    cmocka_unit_test(nothing_is_harmless),
	    cmocka_unit_test(long_runs_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
