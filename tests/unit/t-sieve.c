/* sieve: which annotations a query lets through */
#include <time.h>

#include "tests/unit/unit.h"

#include "tui/sieve.h"

#define DAY (INT64_C(86400) * 1000000)
/* 2026-11-22 09:30 UTC */
#define NOW INT64_C(1795339800000000)

/* A literal in a table. */
#define S(s) \
	{ \
		s, sizeof(s) - 1 \
	}

/* One of each kind, as a desk may hold them. */
static struct annotation all[] = {
    {.kind = ANNOTATION_HIGHLIGHT,
	.colour = YELLOW,
	.quote = S("the one brochure on potato blight"),
	.address = S("§3.15"),
	.section = S("The Reading Room"),
	.tags = S("reports seed"),
	.modified = NOW - 10 * DAY},
    {.kind = ANNOTATION_HIGHLIGHT,
	.colour = GREEN,
	.style = UNDERLINE,
	.quote = S("Крестьянский календарь на 1923 год"),
	.body = S("Compare with the “potato” survey"),
	.modified = NOW - DAY},
    {.kind = ANNOTATION_NOTE,
	.colour = PINK,
	.body = S("Who told it?"),
	.state = ANCHOR_LOST,
	.modified = NOW},
    {.kind = ANNOTATION_BOOKMARK,
	.colour = GREEN,
	.address = S("§5.2"),
	.modified = NOW - 400 * DAY},
};

/* The numbers of those that pass: "0 2". */
static void
assert_passes(const char *query, const char *numbers)
{
	struct sieve *s = sieve_new(str_of(query), NOW);
	struct buf got = BUF_INIT, hay = BUF_INIT;

	for (size_t i = 0; i < LENGTH(all); i++) {
		buf_clear(&hay);
		sieve_hay(&hay, &all[i], STR("Ten Years"));
		if (sieve_passes(s, &all[i], buf_lend(&hay), i == 1))
			buf_printf(&got, "%s%zu", got.n > 0 ? " " : "", i);
	}
	if (strcmp(got.p, numbers) != 0)
		fail_msg("%s: \"%s\", not \"%s\"", query, got.p, numbers);
	buf_free(&got);
	buf_free(&hay);
	sieve_free(s);
}

static void
words_are_sought_everywhere(void **state)
{
	(void)state;
	assert_passes("", "0 1 2 3");
	assert_passes("   ", "0 1 2 3");
	assert_passes("potato", "0 1");
	assert_passes("POTATO blight", "0");
	assert_passes("blight potato", "0");
	assert_passes("told", "2");
	assert_passes("reading", "0");
	assert_passes("§5", "3");
	assert_passes("ten", "0 1 2 3");
	assert_passes("КАЛЕНД", "1");
	/* as they stand, with the quotation marks folded */
	assert_passes("\"on potato\"", "0");
	assert_passes("“on potato”", "0");
	assert_passes("\"potato on\"", "");
	assert_passes("\"on pot", "0");
	assert_passes("nothing", "");
}

static void
what_must_not_be(void **state)
{
	(void)state;
	assert_passes("-potato", "2 3");
	assert_passes("potato -blight", "1");
	assert_passes("-#reports", "1 2 3");
	assert_passes("-kind:bookmark -c:green", "0 2");
	assert_passes("-", "");
	assert_passes("\"-potato\"", "");
}

static void
tags_are_asked_for(void **state)
{
	(void)state;
	assert_passes("#reports", "0");
	assert_passes("#rep", "0");
	assert_passes("#Rep #seed", "0");
	assert_passes("№rep", "0");
	assert_passes("tag:see", "0");
	assert_passes("#eports", "");
	assert_passes("#potato", "");
	assert_passes("#", "0 1 2 3");
	/* the words of a tag are found without its sign, too */
	assert_passes("seed", "0");
}

static void
looks_are_asked_for(void **state)
{
	(void)state;
	assert_passes("colour:green", "1");
	assert_passes("color:green", "1");
	assert_passes("c:gr", "1");
	assert_passes("c:p", "2");
	assert_passes("c:", "0 1 2 3");
	assert_passes("green", "1");
	assert_passes("-green", "0 2 3");
	assert_passes("style:under", "1");
	assert_passes("style:solid", "0");
	assert_passes("kind:book", "3");
	assert_passes("k:h", "0 1");
	assert_passes("is:lost", "2");
	assert_passes("is:noted", "1 2");
	assert_passes("is:tagged", "0");
	assert_passes("is:chosen", "1");
	assert_passes("is:moved", "");
	/* what is no key is a word */
	assert_passes("http://x", "");
	assert_passes("who:", "");
}

static void
dates_are_asked_for(void **state)
{
	(void)state;
	assert_int_equal(setenv("TZ", "UTC0", 1), 0);
	tzset();
	assert_passes("since:2026-11-21", "1 2");
	assert_passes("since:2026-11", "0 1 2");
	assert_passes("before:2026-11-21", "0 3");
	assert_passes("before:2026", "3");
	assert_passes("on:2026-11-21", "1");
	assert_passes("on:2026", "0 1 2");
	assert_passes("on:yesterday", "1");
	assert_passes("since:today", "2");
	assert_passes("since:10d", "0 1 2");
	assert_passes("since:9d", "1 2");
	/* half typed: everything passes */
	assert_passes("since:", "0 1 2 3");
	assert_passes("since:202", "0 1 2 3");
	assert_passes("-since:202", "0 1 2 3");
}

static void
assert_problem(const char *query, const char *words)
{
	struct sieve *s = sieve_new(str_of(query), NOW);

	assert_string_equal(sieve_problem(s), words);
	sieve_free(s);
}

static void
problems_are_said(void **state)
{
	(void)state;
	assert_problem("potato c:green since:7d", "");
	assert_problem("c:", "");
	assert_problem("colour:mauve", "no colour begins with \"mauve\"");
	assert_problem("is:late", "no is begins with \"late\"");
	assert_problem(
	    "since:2026-1", "since: wants 2026-11-01, 2026-11, today or 7d");
}

static void
words_are_lent_for_showing(void **state)
{
	struct sieve *s =
	    sieve_new(STR("Potato -seed #tag c:green \"Two Words\" x"), NOW);

	(void)state;
	assert_str(sieve_word(s, 0), "potato");
	assert_str(sieve_word(s, 1), "two words");
	assert_str(sieve_word(s, 2), "x");
	assert_null(sieve_word(s, 3).p);
	sieve_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_are_sought_everywhere),
	    cmocka_unit_test(what_must_not_be),
	    cmocka_unit_test(tags_are_asked_for),
	    cmocka_unit_test(looks_are_asked_for),
	    cmocka_unit_test(dates_are_asked_for),
	    cmocka_unit_test(problems_are_said),
	    cmocka_unit_test(words_are_lent_for_showing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
