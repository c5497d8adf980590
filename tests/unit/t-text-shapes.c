/* formats: lines into paragraphs, headings, tables, outlines. */
#include "tests/unit/plain.h"

static void
lines_end_in_many_ways(void **state)
{
	static const char want[] = "paragraph One.\nparagraph Two.\n";

	(void)state;
	plain_is("One.\n\nTwo.\n", want);
	plain_is("One.\r\n\r\nTwo.\r\n", want);
	plain_is("One.\r\rTwo.", want);
	plain_is("\xef\xbb\xbfOne.\n\xc2\xa0\nTwo.", want);
	plain_is("\n\n  One.  \n\t\n\tTwo.", want);
}

static void
lines_know_their_numbers(void **state)
{
	struct book *b = plain_read(STR("\n\nOne.\n\n\n  Two.\rThree."));

	(void)state;
	assert_int_equal(b->n_blocks, 3);
	assert_int_equal(b->blocks[0].line, 3);
	assert_int_equal(b->blocks[0].gap, 2);
	assert_int_equal(b->blocks[1].line, 6);
	assert_int_equal(b->blocks[1].flags & BLOCK_INDENTED, BLOCK_INDENTED);
	assert_int_equal(b->blocks[2].line, 7);
	assert_int_equal(b->blocks[2].gap, 0);
	book_free(b);
}

static const char wrapped[] =
    "The reading room stood at the end of the street, where\n"
    "the road turned to the mill, and a lamp burned in its\n"
    "window until the last of the readers had gone home.\n"
    "\n"
    "In winter it was warm there, and so the old men came,\n"
    "who could not read, and asked the girl at the table to\n"
    "tell them what the papers wrote of the price of grain\n"
    "in the towns.\n"
    "\n"
    "    The lamp is low,\n"
    "    The night is long,\n"
    "    And who would go\n"
    "    Would go with song.\n"
    "\n"
    "So they sang. Nobody knew any more who had brought the\n"
    "song, or from where, but all of them knew it by heart,\n"
    "and the girl wrote it down.\n";

static void
wrapped_text_is_put_together(void **state)
{
	struct book *b = plain_read(STR(wrapped));

	(void)state;
	assert_int_equal(b->n_blocks, 4);
	assert_true(str_ends(book_text(b, b->blocks[0].from, b->blocks[0].to),
	    "had gone home."));
	assert_true(str_find(b->text, STR("where the road")) != SIZE_MAX);
	assert_int_equal(b->blocks[0].last_line, 3);
	assert_int_equal(b->blocks[2].kind, BLOCK_VERSE);
	assert_str(book_text(b, b->blocks[2].from, b->blocks[2].to),
	    "The lamp is low,\nThe night is long,\nAnd who would go\n"
	    "Would go with song.");
	assert_int_equal(b->blocks[3].line, 15);
	book_free(b);
}

/* The last line of an item of a list is short, and the list prose for all
 * that; items of one line each are lines. */
static void
wrapped_lists(void **state)
{
	struct buf text = BUF_INIT;
	struct book *b;
	char *shown;

	(void)state;
	buf_puts(&text, wrapped);
	buf_puts(&text,
	    "\n\n1. The first of the lamps, which was never lit by "
	    "anybody who had\nseen it.\n"
	    "2. The second of the lamps, of which there was but the "
	    "glass and a\nhook.\n"
	    "3. The third, which stood in the window of the house "
	    "by the river.\n\n"
	    "1. Ice\n2. Snow\n3. Rain\n");
	b = plain_read(buf_lend(&text));
	shown = plain_show(b);
	assert_non_null(strstr(shown, "anybody who had seen it.\n"));
	assert_non_null(strstr(shown, "glass and a hook.\n"));
	assert_non_null(strstr(shown, "1. Ice\n"));
	free(shown);
	book_free(b);
	buf_free(&text);
}

static void
verse_of_one_length_is_not_wrapped(void **state)
{
	(void)state;
	plain_is("The lamp is lit, the street is wet,\n"
		 "The tram has gone to its bed,\n"
		 "And somebody remembers yet\n"
		 "The words that we had said.\n\n"
		 "In every window is a face,\n"
		 "In every face is a door,\n"
		 "And nobody will leave this place\n"
		 "Who came into it before.\n",
	    "verse The lamp is lit, the street is wet,/The tram has gone to "
	    "its bed,/And somebody remembers yet/The words that we had said.\n"
	    "verse In every window is a face,/In every face is a door,/And "
	    "nobody will leave this place/Who came into it before.\n");
}

static void
fields_are_no_speech(void **state)
{
	(void)state;
	plain_is("Title: The Lamp\n\nAuthor: Edith Marrow\n",
	    "paragraph Title: The Lamp\nparagraph Author: Edith Marrow\n");
	plain_is("Anna: Who is there?\n\nPaul: Nobody.\n",
	    "dialogue Anna: Who is there?\ndialogue Paul: Nobody.\n");
}

static void
escape_sequences_go_whole(void **state)
{
	(void)state;
	plain_is("A \033[31mred\033[0m [lamp] \033]0;x\ahere.\n",
	    "paragraph A red [lamp] here.\n");
}

static void
headings_that_markup_states(void **state)
{
	(void)state;
	plain_is("# The Room\n\nIt was cold.\n\nThe Lamp\n--------\n\nLow.",
	    "heading The Room\nparagraph It was cold.\nheading The Lamp\n"
	    "paragraph Low.\n");
	plain_is(
	    "One.\n\n* * *\n\nTwo.", "paragraph One.\nrule \nparagraph Two.\n");
	plain_is("#hashtag", "paragraph #hashtag\n");
	plain_is("- one\n- two\n\n-\n1. note",
	    "item one\nitem two\nparagraph 1. note\n");
}

static const char essay[] =
    "On Reading Rooms, II\n\n"
    "  • The First Rooms: Spring, 1921\n\n"
    "    The first rooms were opened in the spring, and a long paragraph "
    "must follow the title so that it is one and not a list of one. As Lamp "
    "observes:\n\n"
    "    Nobody had asked for them, and yet everybody came.\n\n"
    "    Rooms by Province\n"
    "    Province # of Rooms (all) Part of Readers\n"
    "    Tver 1,204 40.4%\n"
    "    Upper \"Old\" Volga 310 7.0%\n"
    "    Pskov 1,001 33.1%\n\n"
    "    Another long paragraph tells what the numbers say, which is not "
    "much, and closes the page as such paragraphs do. As Lamp explains, in "
    "those years...\n\n"
    "    One counted lamps, and not readers.\n\n"
    "    A last long paragraph that is neither a quotation nor a table, but "
    "only the author's own words about his own opinions.\n\n"
    "    Rooms Before the War\n    The Second Rooms";

static void
pages_have_titles_tables_quotes(void **state)
{
	struct book *b = plain_read(STR(essay));
	const struct block *k = b->blocks;

	(void)state;
	assert_str(b->title, "On Reading Rooms, II");
	assert_int_equal(k[0].flags & BLOCK_TITLE, BLOCK_TITLE);
	assert_int_equal(k[1].kind, BLOCK_HEADING);
	assert_str(
	    book_text(b, k[1].from, k[1].to), "The First Rooms: Spring, 1921");
	assert_int_equal(k[2].kind, BLOCK_PARAGRAPH);
	assert_int_equal(k[3].kind, BLOCK_QUOTE);
	assert_int_equal(k[4].kind, BLOCK_CAPTION);
	assert_int_equal(k[5].kind, BLOCK_TABLE);
	assert_str(book_text(b, k[5].from, k[5].to),
	    "Province\t# of Rooms (all)\tPart of Readers\n"
	    "Tver\t1,204\t40.4%\nUpper \"Old\" Volga\t310\t7.0%\n"
	    "Pskov\t1,001\t33.1%");
	assert_int_equal(k[6].kind, BLOCK_PARAGRAPH);
	assert_int_equal(k[7].kind, BLOCK_QUOTE);
	assert_int_equal(k[8].kind, BLOCK_PARAGRAPH);
	assert_int_equal(k[9].flags & BLOCK_NAVIGATION, BLOCK_NAVIGATION);
	assert_int_equal(k[10].flags & BLOCK_NAVIGATION, BLOCK_NAVIGATION);
	book_free(b);
}

static void
verse_in_lines(void **state)
{
	(void)state;
	plain_is("There is an old song about the room:\n\nThe lamp is low,\n"
		 "The night is long.\n\nAnd who would go\nWould go along.\n\n"
		 "They sang it all the same.",
	    "paragraph There is an old song about the room:\n"
	    "verse The lamp is low,/The night is long.\n"
	    "verse And who would go/Would go along.\n"
	    "paragraph They sang it all the same.\n");
	/* names are no verse, and a lone star is a note's */
	plain_is("Anna Lampova\nBoris Stov\nVera Knigina\nThe Readers\n\n"
		 "* By the mill.",
	    "paragraph Anna Lampova\nparagraph Boris Stov\n"
	    "paragraph Vera Knigina\nparagraph The Readers\n"
	    "paragraph * By the mill.\n");
}

static void
columns_by_tabs(void **state)
{
	(void)state;
	plain_is("Lamp\tPrice\tYear\nOil\t3\t1920\nGas\t5\t1921",
	    "table Lamp|Price|Year/Oil|3|1920/Gas|5|1921\n");
}

static const char outline[] =
    "Please enable JavaScript.\n"
    "Reading rooms of the province (The Lamp (Oil…\n"
    "Reading rooms of the province\n"
    "The long way to a room\n"
    "Nobody wanted to pay for the lamp oil in the winter of 1920\n"
    "The girl at the table was sent away from\n"
    "Tver\n"
    ", then from\n"
    "Pskov\n"
    "and came to the room in the old mill\n"
    "Anna\n"
    "and\n"
    "Boris\n"
    "stayed in the town\n"
    "Boris Petrovich\n"
    "As one of the readers wrote:\n"
    "\"\n"
    "there was a lamp, and so there was a room\n"
    "The readers of the room\n"
    "Old men were asked to bring a log each\n";

static void
outlines_are_put_together(void **state)
{
	struct book *b = plain_read(STR(outline));
	char *shown = plain_show(b);

	(void)state;
	assert_str(b->title, "Reading rooms of the province");
	assert_string_equal(shown,
	    "heading Reading rooms of the province\n"
	    "heading The long way to a room\n"
	    "paragraph Nobody wanted to pay for the lamp oil in the winter of "
	    "1920\n"
	    "paragraph The girl at the table was sent away from Tver, then "
	    "from Pskov and came to the room in the old mill\n"
	    "paragraph Anna and Boris stayed in the town\n"
	    "heading Boris Petrovich\n"
	    "paragraph As one of the readers wrote:\n"
	    "quote \" there was a lamp, and so there was a room\n"
	    "heading The readers of the room\n"
	    "paragraph Old men were asked to bring a log each\n");
	assert_int_equal(b->n_problems, 2);
	assert_int_equal(b->problems[0].kind, PROBLEM_LOST_TEXT);
	assert_int_equal(b->problems[1].line, 2);
	free(shown);
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_end_in_many_ways),
	    cmocka_unit_test(lines_know_their_numbers),
	    cmocka_unit_test(wrapped_text_is_put_together),
	    cmocka_unit_test(wrapped_lists),
	    cmocka_unit_test(verse_of_one_length_is_not_wrapped),
	    cmocka_unit_test(fields_are_no_speech),
	    cmocka_unit_test(escape_sequences_go_whole),
	    cmocka_unit_test(headings_that_markup_states),
	    cmocka_unit_test(pages_have_titles_tables_quotes),
	    cmocka_unit_test(verse_in_lines),
	    cmocka_unit_test(columns_by_tabs),
	    cmocka_unit_test(outlines_are_put_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
