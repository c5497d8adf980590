/* formats: cut paragraphs, pictures, quotations, speech. */
#include "tests/unit/plain.h"

#define LONG \
	"The girl who kept the reading room had learned her letters from an " \
	"old newspaper, and since then had not trusted any of them, "
/* Three long paragraphs: the text has begun. */
#define BEGUN \
	LONG LONG "as she said.\n\n" LONG LONG "as he said.\n\n" LONG LONG \
		  "as they said.\n\n"

static uint32_t
joins_of(const char *text)
{
	struct book *b = plain_read(str_of(text));
	uint32_t n = b->n_joins;

	book_free(b);
	return n;
}

static void
cut_sentences_are_joined(void **state)
{
	struct book *b = plain_read(STR(LONG "of the official\n\n"
					     "papers least of all."));

	(void)state;
	assert_int_equal(b->n_blocks, 1);
	assert_int_equal(b->n_joins, 1);
	assert_int_equal(b->joins[0].line_a, 1);
	assert_int_equal(b->joins[0].line_b, 3);
	assert_int_equal(b->blocks[0].last_line, 3);
	assert_true(str_ends(b->text, "of the official papers least of all."));
	book_free(b);
	assert_int_equal(joins_of(LONG "least of all the\n\nTver Worker, which "
				       "came by the slow train."),
	    1);
	assert_int_equal(joins_of(LONG "as she said ...\n\n¹⁷\n\nLater."), 1);
}

static void
whole_sentences_are_not(void **state)
{
	(void)state;
	assert_int_equal(joins_of(LONG "as she said.\n\nand so on."), 0);
	assert_int_equal(joins_of(LONG "as she said:\n\nand so on."), 0);
	assert_int_equal(joins_of(LONG "in the morning,\n\nIn the room there "
				       "were already three old men waiting."),
	    0);
	assert_int_equal(joins_of(LONG "of all\n\n12. The Lamp"), 0);
	assert_int_equal(joins_of("Short title\n\nand a line."), 0);
	assert_int_equal(joins_of(LONG "of all\n\nThe Lamp"), 0);
}

static void
hyphens_are_judged_by_the_text(void **state)
{
	struct book *b = plain_read(STR(LONG "of the news-\n\npapers and of a "
					     "reading-\n\nroom. Old newspapers "
					     "and a reading-room."));

	(void)state;
	assert_int_equal(b->n_blocks, 1);
	assert_true(str_ends(b->text, "of the newspapers and of a reading-room."
				      " Old newspapers and a reading-room."));
	book_free(b);
}

/* Pages of about 2000 characters, cut in the middle of sentences. */
static void
pages_into(struct buf *t, int pages)
{
	for (int i = 0; i < pages; i++) {
		for (int k = 0; k < 7; k++)
			buf_puts(t, LONG "so she said so again.\n\n");
		buf_puts(t, LONG LONG "and that was how the\n\n"
				      "evening went by.\n\n");
	}
}

/* In the middle of a page a quotation goes on a sentence; at its end the same
 * words would be a cut. */
static void
rhythm_tells_quotations(void **state)
{
	static const char lead[] = LONG "so that he wrote that\n\n";
	static const char said[] =
	    "it was a cold room and a low lamp, and still one came to it, as "
	    "to a mother, when all other doors were shut in the street.¹²\n\n";
	struct buf t = BUF_INIT;
	struct book *b;
	uint32_t before;

	(void)state;
	buf_puts(&t, "He wrote to his brother:\n\nThe town is far.³\n\n");
	pages_into(&t, 12);
	before = joins_of(t.p);
	assert_int_equal(before, 12);
	for (int k = 0; k < 3; k++)
		buf_puts(&t, LONG "so she said so again.\n\n");
	buf_puts(&t, lead);
	buf_puts(&t, said);
	pages_into(&t, 2);
	b = plain_read(buf_lend(&t));
	assert_int_equal(b->n_joins, before + 2);
	for (uint32_t i = 0; i < b->n_blocks; i++)
		if (str_starts(book_text(b, b->blocks[i].from, b->blocks[i].to),
			"it was a cold"))
			assert_int_equal(b->blocks[i].kind, BLOCK_QUOTE);
	book_free(b);
	buf_free(&t);
}

static void
pictures_leave_captions(void **state)
{
	struct book *b = plain_read(STR(BEGUN LONG
	    "of the official\n\n\n\nAnna Lampova\n(1890–1937)\n\n\n\nThe Room "
	    "in 1921\n\nTop row: Anna, Boris\n\npapers least of all.\n"));
	const struct block *k = b->blocks;

	(void)state;
	assert_int_equal(b->n_joins, 1);
	assert_int_equal(b->n_figures, 2);
	assert_int_equal(b->figures[0].line, 11);
	assert_int_equal(b->figures[0].last_line, 12);
	assert_str(b->figures[0].captions.v[0], "Anna Lampova (1890–1937)");
	assert_int_equal(b->figures[1].captions.n, 2);
	assert_int_equal(k[3].kind, BLOCK_PARAGRAPH);
	assert_int_equal(k[3].last_line, 20);
	assert_int_equal(k[4].kind, BLOCK_CAPTION);
	assert_int_equal(b->figures[0].block, 4);
	assert_str(
	    book_text(b, k[4].from, k[4].to), "Anna Lampova\n(1890–1937)");
	book_free(b);
}

/* Where no blank lines tell a picture, the sentence around it does. */
static void
pictures_in_a_sentence(void **state)
{
	struct book *b = plain_read(STR(LONG LONG "of the low\n\nAnna Lampova\n"
						  "(1890-1937)\n\nlamp in the "
						  "window. " LONG "she said."));

	(void)state;
	assert_int_equal(b->n_blocks, 2);
	assert_int_equal(b->n_joins, 1);
	assert_int_equal(b->blocks[1].kind, BLOCK_CAPTION);
	assert_str(book_text(b, b->blocks[1].from, b->blocks[1].to),
	    "Anna Lampova\n(1890-1937)");
	book_free(b);
	/* a heading is not in the middle of a sentence */
	b = plain_read(
	    STR(LONG LONG "of all.\n\nThe Low Lamp\n\n" LONG LONG "she said."));
	assert_int_equal(b->n_blocks, 3);
	assert_int_equal(b->blocks[1].kind, BLOCK_PARAGRAPH);
	book_free(b);
}

static void
pictures_hold_text(void **state)
{
	struct book *b = plain_read(STR(BEGUN
	    "ЛАМПА\n\n№ 8.\n\n\n\nРис. Анны.\n\nThe journal Lampa, No. 8\n\n"
	    "2. The Next Room\n\n" LONG "he said.\n"));

	(void)state;
	assert_int_equal(b->n_figures, 1);
	assert_int_equal(b->figures[0].captions.n, 4);
	assert_int_equal(b->blocks[7].kind, BLOCK_PARAGRAPH);
	book_free(b);
	/* blank lines in front matter are nothing */
	b = plain_read(STR("THE ROOM\n\n\n\nA Novel\n\n\n\nAbout It\n\nText."));
	assert_int_equal(b->n_figures, 0);
	book_free(b);
}

static void
quotations_are_announced(void **state)
{
	(void)state;
	plain_is("He wrote to his sister about it all:\n\nThe room is cold.⁴\n"
		 "\nShe did not answer.",
	    "paragraph He wrote to his sister about it all:\n"
	    "quote The room is cold.⁴\nparagraph She did not answer.\n");
	/* where notes close quotations, one goes on up to its note */
	plain_is("First he wrote to his brother:\n\nThe town is far.³\n\n"
		 "He wrote to his sister about it all:\n\nThe room is cold.\n"
		 "\nThe lamp is low.⁴\n\nShe did not answer.",
	    "paragraph First he wrote to his brother:\n"
	    "quote The town is far.³\n"
	    "paragraph He wrote to his sister about it all:\n"
	    "quote The room is cold.\nquote The lamp is low.⁴\n"
	    "paragraph She did not answer.\n");
	/* where the narrator's sentences end in notes, too, it does not */
	plain_is("He wrote to his sister about it all:\n\nThe room is cold.\n"
		 "\nThe lamp was low.⁴\n\nShe did not answer.",
	    "paragraph He wrote to his sister about it all:\n"
	    "quote The room is cold.\nparagraph The lamp was low.⁴\n"
	    "paragraph She did not answer.\n");
	plain_is("He said to her at once and loudly:\n\n“It is cold.”\n\nSo "
		 "it was.",
	    "paragraph He said to her at once and loudly:\n"
	    "paragraph “It is cold.”\nparagraph So it was.\n");
}

static void
speech_is_dialogue(void **state)
{
	(void)state;
	plain_is("Anna: Who is there?\n\nBoris: Nobody.",
	    "dialogue Anna: Who is there?\ndialogue Boris: Nobody.\n");
	plain_is("— Кто там?\n\n— Никого.",
	    "dialogue — Кто там?\ndialogue — Никого.\n");
	plain_is("“Who?”\n\n“I.”\n\n“Come in.”",
	    "dialogue “Who?”\ndialogue “I.”\ndialogue “Come in.”\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cut_sentences_are_joined),
	    cmocka_unit_test(whole_sentences_are_not),
	    cmocka_unit_test(hyphens_are_judged_by_the_text),
	    cmocka_unit_test(rhythm_tells_quotations),
	    cmocka_unit_test(pictures_leave_captions),
	    cmocka_unit_test(pictures_in_a_sentence),
	    cmocka_unit_test(pictures_hold_text),
	    cmocka_unit_test(quotations_are_announced),
	    cmocka_unit_test(speech_is_dialogue),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
