/* formats: how a paragraph begins and ends. */
#include "tests/unit/unit.h"

#include "lib/formats/text.h"

static void
ends_are_seen(void **state)
{
	static const struct {
		const char *text;
		unsigned end;
	} cases[] = {
	    {"The stove was cold.", END_STOP},
	    {"The stove was cold", END_WORD},
	    {"She read:", END_COLON},
	    {"first the lamp,", END_COMMA},
	    {"a reading-", END_HYPHEN},
	    {"and then —", END_COMMA},
	    {"“Close the door.”", END_STOP | END_CLOSED},
	    {"“Close the door”", END_WORD | END_CLOSED},
	    {"“Close the door.”¹²", END_STOP | END_CLOSED | END_CALLOUT},
	    {"It was shut.¹²", END_STOP | END_CALLOUT},
	    {"It was shut.^{12}", END_STOP | END_CALLOUT},
	    {"It was shut.^{[12](#)}", END_STOP | END_CALLOUT},
	    {"It was shut.[12](#)", END_STOP | END_CALLOUT},
	    {"It was shut.[12]", END_STOP | END_CALLOUT},
	    {"It was shut.12", END_STOP | END_CALLOUT},
	    {"It was shut.<sup>12</sup>", END_STOP | END_CALLOUT},
	    {"It was shut.^12^", END_STOP | END_CALLOUT},
	    {"It cost 3.14", END_WORD},
	    {"*It was shut.*", END_STOP},
	    {"It was shut (or so he said).", END_STOP},
	    {"It was shut. (A note.)", END_STOP},
	    {"It was shut. (The Lamp)", END_STOP},
	    {"the party (the old one)", END_WORD},
	    {"the workers’", END_WORD},
	    {"as he said ...", END_STOP | END_DOTS},
	    {"as he said…", END_STOP | END_DOTS},
	    {"by the late V.", END_WORD},
	    {"в избе-читальне", END_WORD},
	    {"в избе. ²³", END_STOP | END_CALLOUT},
	    {"", 0},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		if (text_end(str_of(cases[i].text)) != cases[i].end)
			fail_msg("\"%s\" ends as %x", cases[i].text,
			    text_end(str_of(cases[i].text)));
}

static void
starts_are_seen(void **state)
{
	static const struct {
		const char *text;
		unsigned start;
	} cases[] = {
	    {"the lamp", START_LOWER},
	    {"Lamps are lit", START_UPPER},
	    {"The lamp", START_UPPER | START_OPENER},
	    {"*Lamps*", START_UPPER},
	    {"“the lamp”", START_LOWER | START_QUOTE},
	    {"(the lamp)", START_LOWER | START_BRACKET},
	    {"1921 was cold", START_DIGIT},
	    {"12. A title", START_LABEL},
	    {"12) an item", START_LABEL},
	    {"[12.](#) A note", START_LABEL},
	    {"... and so", START_DOTS},
	    {"— Кто там?", START_DASH},
	    {"¹⁷", START_CALLOUT},
	    {"[17](#)", START_CALLOUT},
	    {"изба", START_LOWER},
	    {"Он вошёл", START_UPPER | START_OPENER},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		if (text_start(str_of(cases[i].text)) != cases[i].start)
			fail_msg("\"%s\" starts as %x", cases[i].text,
			    text_start(str_of(cases[i].text)));
}

static void
labels_and_bullets(void **state)
{
	(void)state;
	assert_int_equal(text_label(STR("12. A")), 4);
	assert_int_equal(text_label(STR("[7.](#) A")), 8);
	assert_int_equal(text_label(STR("12.5 per cent")), 0);
	assert_int_equal(text_label(STR("1921 was")), 0);
	assert_int_equal(text_label(STR("12.")), 0);
	assert_int_equal(text_bullet(STR("- a")), 2);
	assert_int_equal(text_bullet(STR("• a")), 4);
	assert_int_equal(text_bullet(STR("-a")), 0);
	assert_int_equal(text_bullet(STR("*a*")), 0);
	assert_int_equal(text_bullet(STR("- ")), 0);
}

static void
code_points_are_counted(void **state)
{
	(void)state;
	assert_int_equal(text_chars(STR("")), 0);
	assert_int_equal(text_chars(STR("изба")), 4);
	assert_int_equal(text_chars(STR("изба-читальня and a lamp 😀")), 26);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ends_are_seen),
	    cmocka_unit_test(starts_are_seen),
	    cmocka_unit_test(labels_and_bullets),
	    cmocka_unit_test(code_points_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
