/* motion: where a caret goes, and the objects around it. */
#include "tests/unit/unit.h"

#include <izba/apparatus.h>
#include <izba/formats.h>

#include "tui/motion.h"

/* Three paragraphs, the second of one word. */
static const char source[] =
    "The lamp burned low. Лампа горела тускло, и т. д. Who read?\n\n"
    "Alone\n\n"
    "They listened: «хорошо», he said.\n";

static struct book *
open_book(void **state)
{
	struct err err;
	struct book *b = book_read_bytes(STR(source), "m.txt", NULL, &err);

	(void)state;
	assert_non_null(b);
	return b;
}

/* The place where some words begin. */
static uint32_t
at(const struct book *b, const char *words)
{
	size_t i = str_find(b->text, str_of(words));

	assert_true(i != SIZE_MAX);
	return (uint32_t)i;
}

static void
characters_cross_paragraphs(void **state)
{
	struct book *b = open_book(state);

	assert_int_equal(motion_go(b, MOTION_CHAR_NEXT, 0, 1), 1);
	assert_int_equal(motion_go(b, MOTION_CHAR_PREV, 0, 1), 0);
	assert_int_equal(motion_go(b, MOTION_CHAR_NEXT, at(b, "Лампа"), 1),
	    at(b, "Лампа") + 2);
	assert_int_equal(
	    motion_go(b, MOTION_CHAR_NEXT, at(b, "?"), 1), at(b, "Alone"));
	assert_int_equal(
	    motion_go(b, MOTION_CHAR_PREV, at(b, "Alone"), 1), at(b, "?"));
	assert_int_equal(
	    motion_go(b, MOTION_CHAR_NEXT, 0, 1000000), b->text.n - 1);
	book_free(b);
}

static void
words_cross_paragraphs(void **state)
{
	struct book *b = open_book(state);
	uint32_t p = motion_go(b, MOTION_WORD_NEXT, 0, 1);

	assert_int_equal(p, at(b, "lamp"));
	assert_int_equal(motion_go(b, MOTION_WORD_NEXT, 0, 4), at(b, "Лампа"));
	assert_int_equal(
	    motion_go(b, MOTION_WORD_PREV, at(b, "Лампа"), 1), at(b, "low"));
	assert_int_equal(
	    motion_go(b, MOTION_WORD_PREV, at(b, "lamp") + 2, 1), p);
	assert_int_equal(
	    motion_go(b, MOTION_WORD_NEXT, at(b, "read"), 1), at(b, "Alone"));
	assert_int_equal(
	    motion_go(b, MOTION_WORD_PREV, at(b, "They"), 1), at(b, "Alone"));
	assert_int_equal(motion_go(b, MOTION_WORD_END, 0, 1), 2);
	assert_int_equal(
	    motion_go(b, MOTION_WORD_END, 2, 1), at(b, "lamp") + 3);
	assert_int_equal(
	    motion_go(b, MOTION_WORD_NEXT, at(b, "said"), 9), at(b, "said"));
	book_free(b);
}

static void
sentences_and_paragraphs(void **state)
{
	struct book *b = open_book(state);

	assert_int_equal(
	    motion_go(b, MOTION_SENTENCE_NEXT, 3, 1), at(b, "Лампа"));
	/* an abbreviation's point does not end a sentence before a capital */
	assert_int_equal(motion_go(b, MOTION_SENTENCE_PREV, at(b, "тускло"), 1),
	    at(b, "Лампа"));
	assert_int_equal(
	    motion_go(b, MOTION_SENTENCE_PREV, at(b, "Лампа"), 1), 0);
	assert_int_equal(motion_go(b, MOTION_SENTENCE_NEXT, at(b, "Alone"), 1),
	    at(b, "They"));
	assert_int_equal(
	    motion_go(b, MOTION_PARAGRAPH_NEXT, 5, 2), at(b, "They"));
	assert_int_equal(motion_go(b, MOTION_PARAGRAPH_PREV, at(b, "said"), 1),
	    at(b, "They"));
	assert_int_equal(motion_go(b, MOTION_PARAGRAPH_PREV, at(b, "They"), 1),
	    at(b, "Alone"));
	book_free(b);
}

static void
finding_characters(void **state)
{
	struct book *b = open_book(state);

	assert_int_equal(motion_find(b, 0, 'l', 2, false), at(b, "low"));
	assert_int_equal(motion_find(b, 0, 'l', 1, true), 3);
	assert_int_equal(motion_find(b, 0, 0x417, 1, false), 0);
	assert_int_equal(
	    motion_find_back(b, at(b, "low"), 'l', 1, false), at(b, "lamp"));
	assert_int_equal(
	    motion_find_back(b, at(b, "low"), 'l', 1, true), at(b, "amp"));
	book_free(b);
}

static void
objects(void **state)
{
	struct book *b = open_book(state);
	struct span s;

	assert_true(motion_object(b, at(b, "amp"), OBJECT_WORD, &s));
	assert_str(book_text(b, s.from, s.to), "lamp");
	assert_true(motion_object(b, 3, OBJECT_SENTENCE, &s));
	assert_str(
	    str_trim(book_text(b, s.from, s.to)), "The lamp burned low.");
	assert_true(motion_object(b, at(b, "lone"), OBJECT_PARAGRAPH, &s));
	assert_str(book_text(b, s.from, s.to), "Alone");
	assert_false(motion_object(b, at(b, ": «"), OBJECT_WORD, &s));
	book_free(b);
}

/* Two notes, and where the text calls them. */
static const char noted[] =
    "1. Lamps\n\n"
    "Four were the same almanac.[1](#) He went on writing[2](#) and read.\n\n"
    "Notes\n\n"
    "[1](#). The calendar for 1923.\n\n"
    "[2](#). In the room itself.\n";

static void
callouts_are_no_words(void **state)
{
	struct book *b = book_read_bytes(STR(noted), "n.txt", NULL, NULL);
	struct span s;
	uint32_t four;

	(void)state;
	assert_non_null(b);
	apparatus_link(b);
	assert_int_equal(b->n_references, 2);
	four = at(b, "Four");
	assert_true(motion_object(b, four, OBJECT_SENTENCE, &s));
	assert_int_equal(s.to, b->references[0].to);
	assert_int_equal(
	    motion_go(b, MOTION_SENTENCE_NEXT, four, 1), at(b, "He went"));
	assert_int_equal(
	    motion_go(b, MOTION_SENTENCE_PREV, at(b, "and read"), 2), four);
	assert_true(motion_object(b, at(b, "riting"), OBJECT_WORD, &s));
	assert_str(book_text(b, s.from, s.to), "writing");
	assert_int_equal(motion_go(b, MOTION_WORD_NEXT, at(b, "writing"), 1),
	    at(b, "and read"));
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(characters_cross_paragraphs),
	    cmocka_unit_test(words_cross_paragraphs),
	    cmocka_unit_test(sentences_and_paragraphs),
	    cmocka_unit_test(finding_characters),
	    cmocka_unit_test(objects),
	    cmocka_unit_test(callouts_are_no_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
