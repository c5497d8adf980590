/*
 * Options: every way to set one, and sentences for what is wrong.
 */
#include "tests/unit/unit.h"

#include "tui/options.h"

static void
setting_and_showing(void **state)
{
	static const struct {
		const char *words, *shown;
	} cases[] = {
	    {"measure=60", "measure=60"},
	    {" measure = 61 ", "measure=61"},
	    {"measure&", "measure=72"},
	    {"margin=off", "margin=off"},
	    {"margin", "margin=on"},
	    {"nomargin", "margin=off"},
	    {"margin!", "margin=on"},
	    {"colour=off", "colour=off"},
	    {"colour=auto", "colour=auto"},
	};
	struct options o;

	(void)state;
	options_init(&o);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct buf b = BUF_INIT;
		enum option_id id;
		struct err err;

		if (!options_set(&o, str_of(cases[i].words), &id, &err))
			fail_msg("%s", err.text);
		options_show(&o, id, &b);
		assert_string_equal(b.p, cases[i].shown);
		buf_free(&b);
	}
}

static void
errors_are_sentences(void **state)
{
	static const struct {
		const char *words, *says;
	} cases[] = {
	    {"", "no option "},
	    {"none=1", "no option none"},
	    {"noel", "no option noel"},
	    {"measure", "measure wants a value: measure=..."},
	    {"measure=9", "measure is from 10 to 300"},
	    {"measure=99999999999999999999", "measure wants a number"},
	    {"measure=", "measure is from 10 to 300"},
	    {"measure=7x", "measure wants a number"},
	    {"margin=perhaps", "margin is on or off"},
	    {"colour=green", "colour is one of: auto off"},
	};
	struct options o, before;

	(void)state;
	options_init(&o);
	before = o;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		enum option_id id;
		struct err err;

		assert_false(
		    options_set(&o, str_of(cases[i].words), &id, &err));
		assert_string_equal(err.text, cases[i].says);
	}
	assert_memory_equal(&o, &before, sizeof(o));
}

static void
files_of_them(void **state)
{
	struct options o;
	struct err err;

	(void)state;
	options_init(&o);
	assert_true(options_load(
	    &o, STR("# mine\n\n  measure=50\nset nomargin"), "mine", &err));
	assert_int_equal(o.v[OPT_measure], 50);
	assert_int_equal(o.v[OPT_margin], 0);
	assert_false(options_load(&o, STR("\nmeasure=x\n"), "mine", &err));
	assert_string_equal(err.text, "mine:2: measure wants a number");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(setting_and_showing),
	    cmocka_unit_test(errors_are_sentences),
	    cmocka_unit_test(files_of_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
