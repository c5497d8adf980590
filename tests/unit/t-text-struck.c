/* plain text: struck over, on pages, in brackets. */
#include "tests/unit/plain.h"

static void
overstrikes_are_styles(void **state)
{
	struct book *b;
	uint32_t to;

	(void)state;
	plain_is("N\bNA\bAM\bME\bE of the _\bf_\bi_\bl_\be is "
		 "\033[1mbold\033[0m and \033[3mslanted\033[23m.\n",
	    "paragraph !NAME! of the file is !bold! and *slanted*.\n");
	/* thrice, both, an underscore, one that is never closed */
	plain_is("a\ba\bab _\bc\bc _\b_ é\bé d\b\n",
	    "paragraph !a!b !c! !_! !é! d\n");
	b = plain_read(STR("x _\by_\bz w\n"));
	assert_str(b->text, "x yz w");
	assert_int_equal(book_style_at(b, 2, &to), STYLE_UNDERLINE);
	assert_int_equal(to, 4);
	assert_int_equal(book_origin(b, 2).byte, 2);
	assert_int_equal(book_origin(b, 3).byte, 5);
	assert_int_equal(book_origin(b, 5).byte, 9);
	assert_int_equal(b->n_problems, 0);
	book_free(b);
	/* the same in another encoding: a KOI8-R man page */
	b = plain_read(STR("\xed\b\xed\xc1\b\xc1\xd1\b\xd1\xcb\b\xcb "
			   "\xce\xc1 \xcd\xd9\xd3\xd5, "
			   "\xcb\xc1\xcd\xc5\xce\xce\xd9\xca\n"));
	assert_str(b->encoding, "KOI8-R");
	assert_str(b->text, "Маяк на мысу, каменный");
	assert_int_equal(book_style_at(b, 0, &to), STYLE_STRONG);
	assert_int_equal(to, 8);
	assert_int_equal(book_origin(b, 9).byte, 13);
	book_free(b);
}

#define PAGE(n, text) "The Lamps of the Coast\n\n" text "\n\nPage " n "\n\f"

static void
heads_of_pages_are_left_out(void **state)
{
	struct book *b;
	char *shown;

	(void)state;
	b = plain_read(STR(PAGE("7",
	    "A lamp hung on every pier of the coast, and over each of\n"
	    "them a board with a name.") PAGE("8",
	    "There were eleven of them in all, and the twelfth had been\n"
	    "promised; for it the board was painted already, and it was")
		PAGE("9",
		    "kept in the schoolhouse.\n\nThat is where it was lost.")));
	shown = plain_show(b);
	assert_string_equal(shown,
	    "paragraph A lamp hung on every pier of the coast, and over each "
	    "of\n"
	    "paragraph them a board with a name.\n"
	    "paragraph There were eleven of them in all, and the twelfth had "
	    "been\n"
	    "paragraph promised; for it the board was painted already, and it "
	    "was\n"
	    "paragraph kept in the schoolhouse.\n"
	    "paragraph That is where it was lost.\n");
	free(shown);
	assert_int_equal(b->n_problems, 1);
	assert_int_equal(b->problems[0].kind, PROBLEM_LOST_TEXT);
	assert_int_equal(b->n_folios, 3);
	assert_str(b->folios[0].label, "7");
	assert_str(b->folios[2].label, "9");
	assert_int_equal(strncmp(b->text.p + b->folios[2].place, "kept", 4), 0);
	book_free(b);
	/* what does not come again stays */
	plain_is("One\n\ntext\n\f\nTwo\n\nmore\n\fThree\n\nand more\n",
	    "paragraph One\nparagraph text\nparagraph Two\nparagraph more\n"
	    "paragraph Three\nparagraph and more\n");
}

static void
brackets_are_read(void **state)
{
	struct book *b;

	(void)state;
	plain_is("[Illustration: _The lamp_]\n\nText.\n\n[Illustration]\n\n"
		 "[Illustration: Two\n\nparagraphs]\n\nMore.\n",
	    "caption *The lamp*\nparagraph Text.\nfigure [Illustration]\n"
	    "caption Two\ncaption paragraphs\nparagraph More.\n");
	/* open for ever, or followed by something: only text */
	plain_is("[Illustration: no end\n\nText.\n\n[Illustration: x] y\n",
	    "paragraph [Illustration: no end\nparagraph Text.\n"
	    "paragraph [Illustration: x] y\n");
	b = plain_read(STR("[Illustration: Fig. 1. The lamp]\n\nText.\n"));
	assert_int_equal(b->n_figures, 1);
	assert_str(b->figures[0].captions.v[0], "Fig. 1. The lamp");
	assert_int_equal(b->figures[0].block, 0);
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(overstrikes_are_styles),
	    cmocka_unit_test(heads_of_pages_are_left_out),
	    cmocka_unit_test(brackets_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
