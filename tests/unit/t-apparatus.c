/* apparatus: little books, and what is found in them. */
#include "tests/unit/unit.h"

#include <izba/apparatus.h>
#include <izba/formats.h>

static struct book *
linked(const char *text)
{
	struct err err;
	struct book *b =
	    book_read_bytes(str_of(text), "little.txt", NULL, &err);

	assert_non_null(b);
	apparatus_link(b);
	assert_true(b->linked);
	return b;
}

static uint32_t
problems_of(const struct book *b, enum problem_kind kind)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < b->n_problems; i++)
		n += b->problems[i].kind == kind;
	return n;
}

#define PROSE \
	"The boats lay on the shore all winter, and in spring the fishermen " \
	"tarred them before the ice was gone, as their fathers had done, and " \
	"nobody could say who had begun it or why it was done in that week."

/* ---- sections ---- */

static void
contents_name_sections(void **state)
{
	struct book *b = linked("A Winter by the Lake\n\n"
				"Contents\n\n"
				"Foreword\n\n"
				"1. The Long\nRoad North\n\n"
				"2. Ice\n\n"
				"Glossary of Fishing\n\n\n"
				"Foreword\n\n" PROSE "\n\n"
				"1. The Long Road North\n\n" PROSE "\n\n"
				"2. Ice\n\n" PROSE "\n\n"
				"Glossary of Fishing\n\n"
				"smelt: a small fish of the lake.\n");

	(void)state;
	assert_int_equal(b->n_sections, 6);
	assert_int_equal(b->sections[0].kind, SECTION_FRONT);
	assert_int_equal(b->sections[1].kind, SECTION_CONTENTS);
	assert_int_equal(b->sections[2].kind, SECTION_FRONT);
	assert_str(b->sections[3].number, "1");
	assert_str(b->sections[3].title, "The Long Road North");
	assert_int_equal(b->sections[4].kind, SECTION_CHAPTER);
	assert_int_equal(b->sections[5].kind, SECTION_GLOSSARY);
	/* every line of the list leads to its section */
	assert_int_equal(b->n_links, 4);
	assert_int_equal(b->links[1].target, b->sections[3].from);
	book_free(b);
}

/* Behind many empty lines a title looks like the caption of a picture. */
static void
titles_that_look_like_captions(void **state)
{
	struct book *b = linked(
	    "The Lake\n\n" PROSE PROSE "\n\n" PROSE PROSE "\n\n" PROSE PROSE
	    "\n\n\n\nChapter 1: Who Tarred the Boats?\n\n" PROSE "¹\n\n" PROSE
	    "\n\n\n\nThe pier in winter\n\n" PROSE
	    "\n\n\n\nNotes\n\n1. Papers of the pier, p. 7.\n");

	(void)state;
	assert_int_equal(b->n_sections, 3);
	assert_str(b->sections[1].number, "1");
	assert_str(b->sections[1].title, "Who Tarred the Boats?");
	assert_int_equal(b->sections[2].kind, SECTION_NOTES);
	assert_int_equal(b->n_notes, 1);
	assert_int_equal(b->notes[0].section, 1);
	/* the other is one, and is the only picture */
	assert_int_equal(b->n_figures, 1);
	assert_int_equal(b->blocks[b->figures[0].block].kind, BLOCK_CAPTION);
	book_free(b);
}

/* Numbers of chapters that stand by themselves are no text of a picture. */
static void
numbers_by_themselves(void **state)
{
	struct book *b = linked(
	    "The Lake\n\n" PROSE PROSE "\n\n" PROSE PROSE "\n\n" PROSE PROSE
	    "\n\n\n\nThe pier in winter\n\n1\n\nThe Ice\n\n" PROSE "\n\n" PROSE
	    "\n\n\n\n2\n\nThe Thaw\n\n" PROSE "\n\n" PROSE
	    "\n\n\n\n3\n\nWho Drowned?\n\n" PROSE "\n\n" PROSE "\n");

	(void)state;
	assert_int_equal(b->n_sections, 4);
	assert_str(b->sections[1].number, "1");
	assert_str(b->sections[1].title, "The Ice");
	assert_str(b->sections[3].title, "Who Drowned?");
	assert_int_equal(b->n_figures, 1);
	book_free(b);
}

static void
chapters_without_contents(void **state)
{
	struct book *b = linked("Chapter 1\n\n" PROSE "\n\n" PROSE "\n\n"
				"Chapter 2. The Thaw\n\n" PROSE "\n\n"
				"Epilogue\n\n" PROSE "\n");

	(void)state;
	assert_int_equal(b->n_sections, 3);
	assert_str(b->sections[0].number, "1");
	assert_str(b->sections[1].title, "The Thaw");
	assert_int_equal(b->sections[2].kind, SECTION_CONCLUSION);
	book_free(b);
}

/* ---- notes ---- */

static void
notes_pair_by_order(void **state)
{
	struct book *b = linked(
	    "Chapter 1\n\nSmelt came in March.¹ Then pike.² Then bream,² "
	    "and last the perch.⁴ " PROSE "\n\n"
	    "1. Orlova, *Fish of the North*, p. 12.\n\n2. Ibid., p. 14.\n\n"
	    "3. The bream were few that year.\n\n"
	    "A letter says so.\n\n4. Ibid.\n\n"
	    "Chapter 2\n\nThe thaw came late.¹ " PROSE "\n\n"
	    "1. Orlova, p. 30.\n");

	(void)state;
	assert_int_equal(b->n_notes, 5);
	assert_int_equal(b->n_references, 5);
	assert_str(b->references[2].label, "3");
	assert_str(b->references[2].printed, "²");
	assert_true(b->references[2].corrected);
	assert_int_equal(b->references[2].note, 2);
	assert_int_equal(problems_of(b, PROBLEM_MISPRINTED_REFERENCE), 1);
	assert_int_equal(b->notes[2].paragraphs, 2);
	assert_int_equal(b->notes[4].section, 1);
	assert_int_equal(b->references[4].note, 4);
	assert_true(b->notes[1].ibid_certain);
	assert_int_equal(b->notes[1].ibid_source, 0);
	/* a comment without a source is passed over */
	assert_int_equal(b->notes[3].ibid_of, 1);
	assert_int_equal(b->notes[3].ibid_source, 0);
	book_free(b);
}

static void
lists_in_the_text_are_no_notes(void **state)
{
	struct book *b = linked(
	    "Chapter 1\n\nThree things are needed.¹ " PROSE "\n\n"
	    "1. A net.\n\n2. A boat.\n\n3. A friend.\n\n" PROSE " So said the "
	    "old men.² And the young.³ And the women.⁴\n\n"
	    "1. Orlova, p. 5.\n\n2. Orlova, p. 6.\n\n3. Orlova, p. 7.\n\n"
	    "4. Orlova, p. 8.\n");

	(void)state;
	assert_int_equal(b->n_notes, 4);
	assert_int_equal(b->notes[0].line, 13);
	assert_int_equal(b->notes[0].references.n, 1);
	book_free(b);
}

static void
notes_under_the_paragraph(void **state)
{
	struct book *b = linked("The first page says so.* " PROSE "\n\n"
				"* Orlova, p. 5.\n\n"
				"The second page says more.* " PROSE "\n\n"
				"* Orlova, p. 6.\n");

	(void)state;
	assert_int_equal(b->n_notes, 2);
	assert_int_equal(b->n_references, 2);
	assert_int_equal(b->references[1].note, 1);
	book_free(b);
}

static void
notes_at_the_end_of_the_book(void **state)
{
	struct book *b = linked(
	    "Chapter 1\n\nOne.[1] Two.[2] " PROSE "\n\n"
	    "Chapter 2\n\nOne.[1] Two.[2] Three.[3] " PROSE "\n\n"
	    "Notes\n\nChapter 1\n\n1. Orlova, p. 1.\n\n2. Orlova, p. 2.\n\n"
	    "Chapter 2\n\n1. Orlova, p. 3.\n\n2. Orlova, p. 4.\n\n"
	    "3. Orlova, p. 5.\n");

	(void)state;
	assert_int_equal(b->n_notes, 5);
	assert_int_equal(b->n_references, 5);
	for (uint32_t i = 0; i < 5; i++)
		assert_int_equal(b->references[i].note, i);
	book_free(b);
}

/* A note at the end that nothing calls takes no plain digits from the chapter
 * of the next list. */
static void
notes_keep_to_their_chapter(void **state)
{
	struct buf s = BUF_INIT;
	struct book *b = linked(
	    "Chapter 1\n\nOne.[1] Two.[2] " PROSE "\n\n"
	    "Chapter 2\n\nOne.[1] Two.[2] Three.3 " PROSE "\n\n"
	    "Notes\n\n1. Orlova, p. 1.\n\n2. Orlova, p. 2.\n\n"
	    "3. Orlova, p. 3.\n\n"
	    "1. Orlova, p. 4.\n\n2. Orlova, p. 5.\n\n3. Orlova, p. 6.\n");

	(void)state;
	assert_int_equal(b->n_notes, 6);
	assert_int_equal(b->n_references, 5);
	assert_int_equal(b->references[4].note, 5);
	assert_int_equal(b->notes[2].references.n, 0);
	book_free(b);
	/* nor do thousands of them look through all chapters */
	for (int i = 1; i <= 20000; i++)
		buf_printf(&s, "Chapter %d\n\nOne.[1] Two.[2] Three.\n\n", i);
	buf_puts(&s, "Notes\n\n");
	for (int i = 1; i <= 20000; i++)
		buf_puts(&s, "1. One.\n\n2. Two.\n\n3. Three.\n\n");
	b = linked(s.p);
	assert_int_equal(b->n_notes, 60000);
	assert_int_equal(b->n_references, 40000);
	book_free(b);
	buf_free(&s);
}

/* ---- ibid ---- */

static void
ibid_is_followed(void **state)
{
	struct book *b = linked(
	    "Chapter 1\n\nA.¹ B.² C.³ D.⁴ E.⁵ F.⁶ " PROSE "\n\n"
	    "1. Orlova A. P., *Fish of the North*, p. 12.\n\n"
	    "2. It was a hard winter, and so it was remembered by everybody "
	    "(*Lake News*, 3 May 1911).\n\n"
	    "3. Ibid., p. 14.\n\n"
	    "4. Петров В. И. Озёра, М., 1900, с. 5.\n\n"
	    "5. Orlova, op. cit., p. 90.\n\n"
	    "6. См. прим. 4.\n");

	(void)state;
	assert_int_equal(b->n_notes, 6);
	/* the comment names a source in passing: two candidates */
	assert_true(b->notes[2].ibid);
	assert_false(b->notes[2].ibid_certain);
	assert_int_equal(b->notes[2].ibid_maybe.n, 2);
	assert_int_equal(b->notes[2].ibid_maybe.v[0], 0);
	assert_int_equal(b->notes[2].ibid_maybe.v[1], 1);
	assert_int_equal(b->notes[4].ibid_source, 0);
	assert_true(b->notes[4].ibid_certain);
	assert_int_equal(b->notes[5].ibid_source, 3);
	book_free(b);
}

/* ---- hostile books ---- */

static void
survives_hostile_books(void **state)
{
	struct buf s = BUF_INIT;
	struct book *b;

	(void)state;
	for (int i = 0; i < 3000; i++)
		buf_puts(&s, "Said.¹\n\n1. A note.\n\n1. A note.\n\n");
	for (int i = 0; i < 200; i++)
		buf_puts(
		    &s, "1234567890123456789012345678901234567890. No\n\n");
	buf_puts(&s, "Glossary\n\nA: see B.\n\nB: see C.\n\nC: see A.\n");
	b = linked(s.p);
	assert_true(b->n_notes > 0);
	assert_int_equal(b->n_entries, 3);
	assert_int_equal(b->entries[2].see.n, 1);
	book_free(b);
	buf_clear(&s);
	for (int i = 0; i < 100000; i++)
		buf_printf(&s, "%d. x\n\n", i % 7);
	b = linked(s.p);
	book_free(b);
	buf_free(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(contents_name_sections),
	    cmocka_unit_test(titles_that_look_like_captions),
	    cmocka_unit_test(numbers_by_themselves),
	    cmocka_unit_test(chapters_without_contents),
	    cmocka_unit_test(notes_pair_by_order),
	    cmocka_unit_test(lists_in_the_text_are_no_notes),
	    cmocka_unit_test(notes_under_the_paragraph),
	    cmocka_unit_test(notes_at_the_end_of_the_book),
	    cmocka_unit_test(notes_keep_to_their_chapter),
	    cmocka_unit_test(ibid_is_followed),
	    cmocka_unit_test(survives_hostile_books),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
