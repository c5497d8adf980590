/* when: days as readers name them, in their own time zone */
#include <time.h>

#include "tests/unit/unit.h"

#include "tui/when.h"

#define HOUR (INT64_C(3600) * 1000000)
/* 2026-11-22 09:30 UTC */
#define NOW INT64_C(1795339800000000)

static int
in_moscow(void **state)
{
	(void)state;
	/* three hours before Greenwich, without a database of zones */
	assert_int_equal(setenv("TZ", "MSK-3", 1), 0);
	tzset();
	return 0;
}

static int
with_summer(void **state)
{
	(void)state;
	assert_int_equal(setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1), 0);
	tzset();
	return 0;
}

static void
assert_when(const char *words, const char *from, const char *before)
{
	struct period p;
	struct buf b = BUF_INIT;

	if (!when_read(str_of(words), NOW, &p))
		fail_msg("\"%s\" is not understood", words);
	when_write(&b, p.from);
	assert_string_equal(b.p, from);
	assert_int_equal((p.from + 3 * HOUR) % (24 * HOUR), 0);
	buf_clear(&b);
	if (before != NULL) {
		when_write(&b, p.to - 1);
		assert_string_equal(b.p, before);
		buf_clear(&b);
		when_write(&b, p.to);
		assert_string_not_equal(b.p, before);
	} else {
		assert_int_equal(p.to, INT64_MAX);
	}
	buf_free(&b);
}

static void
days_have_names(void **state)
{
	(void)state;
	assert_when("2026-11-01", "2026-11-01", "2026-11-01");
	assert_when("2026-11", "2026-11-01", "2026-11-30");
	assert_when("2026-12", "2026-12-01", "2026-12-31");
	assert_when("2024-02", "2024-02-01", "2024-02-29");
	assert_when("2026", "2026-01-01", "2026-12-31");
	assert_when("today", "2026-11-22", "2026-11-22");
	assert_when("yesterday", "2026-11-21", "2026-11-21");
	assert_when("7d", "2026-11-15", NULL);
	assert_when("0d", "2026-11-22", NULL);
	assert_when("2w", "2026-11-08", NULL);
	assert_when("22d", "2026-10-31", NULL);
}

static void
what_is_no_day_is_refused(void **state)
{
	static const char *const bad[] = {"", "2", "202", "20261", "2026-",
	    "2026-1", "2026-13", "2026-00", "2026-11-", "2026-11-3",
	    "2026-02-31", "2026-11-32", "2026-11-011", "2026-11-01x", "1899",
	    "d", "7", "7days", "tod", "2026/11", "-7d", "99999d"};
	struct period p;

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (when_read(str_of(bad[i]), NOW, &p))
			fail_msg("\"%s\" is taken for a day", bad[i]);
}

/* A day is as long as it is, also when the clocks change. */
static void
days_end_where_the_next_begin(void **state)
{
	struct period p, next;

	(void)state;
	/* 2026-03-29 12:00 UTC */
	p = when_day(INT64_C(1774785600000000));
	next = when_day(p.to);
	assert_int_equal((p.to - p.from) / HOUR, 23);
	assert_int_equal(next.from, p.to);
	/* 2026-10-25 12:00 UTC */
	p = when_day(INT64_C(1792929600000000));
	assert_int_equal((p.to - p.from) / HOUR, 25);
	/* before 1970, too */
	p = when_day(-1);
	assert_true(p.from <= -1 && p.to > -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(days_have_names, in_moscow),
	    cmocka_unit_test_setup(what_is_no_day_is_refused, in_moscow),
	    cmocka_unit_test_setup(days_end_where_the_next_begin, with_summer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
