/* formats: light markup inside paragraphs. */
#include "tests/unit/plain.h"

static void
emphasis(void **state)
{
	(void)state;
	plain_is("A *low* stove.", "paragraph A *low* stove.\n");
	plain_is("A **low** stove.", "paragraph A !low! stove.\n");
	plain_is("A ***low*** stove.", "paragraph A *!low*! stove.\n");
	plain_is("A _low_ stove.", "paragraph A *low* stove.\n");
	plain_is("*In the room, *quite cold*: a stove.*",
	    "paragraph *In the room, quite cold: a stove.*\n");
	plain_is(
	    "*Two, in **Room**, 1921.*", "paragraph *Two, in !Room!, 1921.*\n");
}

static void
lone_marks_stay(void **state)
{
	(void)state;
	plain_is("A *low stove.", "paragraph A *low stove.\n");
	plain_is("A low* stove.", "paragraph A low* stove.\n");
	plain_is("2 * 3 * 4", "paragraph 2 * 3 * 4\n");
	plain_is("2*3*4", "paragraph 2*3*4\n");
	plain_is("a_file_name", "paragraph a_file_name\n");
	plain_is("An [open bracket.", "paragraph An [open bracket.\n");
	plain_is("A [closed] one.", "paragraph A [closed] one.\n");
	plain_is("A [label](with blanks in).",
	    "paragraph A [label](with blanks in).\n");
	plain_is("x^2 and y^{", "paragraph x^2 and y^{\n");
	plain_is("a < b > c", "paragraph a < b > c\n");
	plain_is("*a **b* c", "paragraph *a **b* c\n");
}

static void
over_line_ends(void **state)
{
	(void)state;
	plain_is("**LAMPS:\nA Look Back\nin the Dark**\nA. Writer",
	    "paragraph !LAMPS:!\nparagraph !A Look Back!\n"
	    "paragraph !in the Dark!\nparagraph A. Writer\n");
	plain_is("[9. The “Long Evening”\nin the Room](#)\n\nText.",
	    "paragraph [9. The “Long Evening”]\nparagraph [in the Room]\n"
	    "paragraph Text.\n");
	/* a numbered line begins anew */
	plain_is("1. An *open mark.\n2. A *closed* one.",
	    "paragraph 1. An *open mark.\nparagraph 2. A *closed* one.\n");
}

static void
links(void **state)
{
	struct book *b;

	(void)state;
	plain_is("See [the lamp](#) here.", "paragraph See [the lamp] here.\n");
	plain_is("[a [b](#)](x)", "paragraph [a ][b]\n");
	plain_is("At <https://izba.example/a> now.",
	    "paragraph At [https://izba.example/a] now.\n");
	plain_is("[a *low* one](#)", "paragraph [a *low* one]\n");
	b = plain_read(STR("See [the lamp](http://a.example/(b)) here."));
	assert_int_equal(b->n_links, 1);
	assert_str(b->links[0].href, "http://a.example/(b)");
	assert_str(book_text(b, b->links[0].from, b->links[0].to), "the lamp");
	book_free(b);
}

static void
raised(void **state)
{
	(void)state;
	plain_is("Cold.^{12} So", "paragraph Cold.^12^ So\n");
	plain_is("Cold.^{[12](#)} So", "paragraph Cold.^[12^] So\n");
	plain_is("Cold.^12^ So", "paragraph Cold.^12^ So\n");
	plain_is("Cold.<sup>12</sup> So", "paragraph Cold.^12^ So\n");
	plain_is("Cold.¹² So", "paragraph Cold.¹² So\n");
	plain_is("<sup>12 </sub> So", "paragraph <sup>12 </sub> So\n");
}

static void
escapes(void **state)
{
	(void)state;
	plain_is("It cost \\$15.", "paragraph It cost $15.\n");
	plain_is("\\*not so\\*", "paragraph *not so*\n");
	plain_is("C:\\new", "paragraph C:\\new\n");
	plain_is("\\[a](#)", "paragraph [a](#)\n");
	plain_is("end\\", "paragraph end\\\n");
}

/* Every letter still knows where it stands. */
static void
origins_are_exact(void **state)
{
	static const char source[] =
	    "A *low* [stove](#) and **a\nlamp**.^{3} It \\$ stood.\r\n\r\nЖук.";
	struct book *b = plain_read(STR(source));

	(void)state;
	for (uint32_t at = 0; at < b->text.n; at++) {
		struct origin o = book_origin(b, at);

		if (b->text.p[at] == '\n' || b->text.p[at] == ' ')
			continue;
		assert_int_equal(source[o.byte], b->text.p[at]);
	}
	assert_int_equal(book_origin(b, (uint32_t)b->text.n - 1).line, 4);
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(emphasis),
	    cmocka_unit_test(lone_marks_stay),
	    cmocka_unit_test(over_line_ends),
	    cmocka_unit_test(links),
	    cmocka_unit_test(raised),
	    cmocka_unit_test(escapes),
	    cmocka_unit_test(origins_are_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
