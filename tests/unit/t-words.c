/* words: tags and links in what readers write. */
#include "tests/unit/unit.h"

#include <izba/store.h>

static void
tags_are(const char *words, const char *want)
{
	struct buf all = BUF_INIT;
	struct str tag;
	size_t at = 0;

	while (words_tag(str_of(words), &at, &tag))
		buf_printf(&all, "%.*s|", (int)tag.n, tag.p);
	assert_string_equal(all.p, want);
	buf_free(&all);
}

static void
tags_begin_words(void **state)
{
	(void)state;
	tags_are("", "");
	tags_are("#lamp", "lamp|");
	tags_are("Oil #lamp and #stove.", "lamp|stove|");
	tags_are("(#lamp), [#stove]; «#печь»", "lamp|stove|печь|");
	tags_are("#history/1923 #to-do, #to_do-", "history/1923|to-do|to_do|");
	tags_are("#1 # ## #-x C#sharp a#b", "");
	tags_are("https://x.example/#part", "");
	tags_are("#one#two", "one|");
	tags_are("— #тег,#ещё", "тег|ещё|");
}

static void
retagged(
    const char *tags, const char *before, const char *after, const char *want)
{
	struct buf out = BUF_INIT;

	words_retag(&out, str_of(tags), str_of(before), str_of(after));
	assert_string_equal(out.p, want);
	buf_free(&out);
}

static void
tags_follow_the_words(void **state)
{
	(void)state;
	retagged("", "", "a #one", "one ");
	retagged("own", "", "a #one", "own one ");
	retagged("one own", "#one", "#two", "own two ");
	retagged("one own", "#one", "nothing", "own ");
	retagged("one", "#one", "#one #one", "one one one ");
}

static void
links_are(const char *words, const char *want)
{
	struct buf all = BUF_INIT;
	struct span where;
	struct str id;
	size_t at = 0;

	while (words_link(str_of(words), &at, &where, &id)) {
		assert_true(str_starts(
		    str_slice(str_of(words), where.from, where.to), "[["));
		assert_true(str_ends(
		    str_slice(str_of(words), where.from, where.to), "]]"));
		buf_printf(&all, "%.*s|", (int)id.n, id.p);
	}
	assert_string_equal(all.p, want);
	buf_free(&all);
}

static void
links_are_ids(void **state)
{
	(void)state;
	links_are("see [[1a2b3c4d]]", "1a2b3c4d|");
	links_are("[[1a2b3c4d]][[00000000-0000-4000-8000-00000000000a]]",
	    "1a2b3c4d|00000000-0000-4000-8000-00000000000a|");
	links_are("[[1a2b3c4]] [[Some page]] [1a2b3c4d] [[1a2b3c4d]", "");
	links_are("[[1A2B3C4D]] [[", "");
	links_are("[[[1a2b3c4d]]]", "1a2b3c4d|");
	links_are("[[1a2b3c4d-1a2b3c4d-1a2b3c4d-1a2b3c4d-1a2b3c4d]]", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tags_begin_words),
	    cmocka_unit_test(tags_follow_the_words),
	    cmocka_unit_test(links_are_ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
