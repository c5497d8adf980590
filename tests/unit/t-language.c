/* language: of a text, of a word of a book, of a tag. */
#include "tests/unit/unit.h"

#include <izba/builder.h>
#include <izba/text.h>

static void
tags_are_understood(void **state)
{
	(void)state;
	assert_true(language_is(STR("en-GB"), "en"));
	assert_true(language_is(STR("EN_us"), "en"));
	assert_true(language_is(STR("en"), "en"));
	assert_false(language_is(STR("eng"), "en"));
	assert_false(language_is(STR("e"), "en"));
	assert_int_equal(language_script(STR("en")), SCRIPT_LATIN);
	assert_int_equal(language_script(STR("ru-RU")), SCRIPT_CYRILLIC);
	assert_int_equal(language_script(STR("RU")), SCRIPT_CYRILLIC);
	assert_int_equal(language_script(STR("sr-Latn")), SCRIPT_LATIN);
	assert_int_equal(language_script(STR("el")), SCRIPT_OTHER);
	assert_int_equal(language_script(STR("")), SCRIPT_NONE);
	assert_int_equal(language_script((struct str){NULL, 0}), SCRIPT_NONE);
}

static void
texts_tell_theirs(void **state)
{
	(void)state;
	assert_string_equal(
	    text_language(STR("The room was cold, and of the lamps in it none "
			      "was lit by that hour.")),
	    "en");
	assert_string_equal(
	    text_language(STR("Die Stube war kalt, und von den Lampen, die in "
			      "ihr standen, war das Licht nicht mehr da.")),
	    "de");
	assert_string_equal(
	    text_language(STR("В избе было холодно, и что это была за зима, "
			      "как её из окон было видно, он не писал.")),
	    "ru");
	assert_string_equal(
	    text_language(STR("У хаті було холодно, і на столі не горіла "
			      "лампа, та й до ранку її не було з чого "
			      "запалити.")),
	    "uk");
	/* its kin has the same small words, but not all of its letters */
	assert_string_equal(
	    text_language(STR("Дед был сед, и сын был мал. Мы шли по льду в "
			      "лес, а вы на том берегу ждёте.")),
	    "ru");
	assert_string_equal(
	    text_language(STR("Той не писа, но в стаята на „Былое“ се видя, "
			      "че по това време да чака е студено.")),
	    "bg");
	assert_null(text_language(STR("Lampen, Öl, Tisch")));
	assert_null(text_language(STR("")));
	/* what is likely is only believed if it is borne out */
	assert_string_equal(
	    text_language_or(STR("The room was cold, and of the lamps in it "
				 "none was lit by that hour."),
		STR("en-GB")),
	    "en");
	assert_string_equal(
	    text_language_or(STR("Die Stube war kalt, und von den Lampen, die "
				 "in ihr standen, war das Licht nicht da."),
		STR("en")),
	    "de");
}

/* ---- words of a book ---- */

static struct builder *
begin(const char *language)
{
	struct builder *b = builder_new("text");

	builder_source_bytes(b, 1000);
	if (language != NULL)
		builder_language(b, str_of(language));
	return b;
}

static void
add(struct builder *b, const char *text)
{
	builder_block(b, BLOCK_PARAGRAPH, 1, 0, 1, 0);
	builder_text(b, str_of(text), 0, 1, 0);
}

/* The language of a word that stands once in the book. */
static void
speaks(const struct book *b, const char *word, const char *wanted)
{
	size_t at = str_find(b->text, str_of(word));
	struct str got;

	assert_true(at != SIZE_MAX);
	got = book_language_of(b, (uint32_t)at, (uint32_t)(at + strlen(word)));
	if (wanted == NULL ? got.n != 0 : !str_is(got, wanted))
		fail_msg("%s is %.*s, not %s", word, (int)got.n,
		    got.n > 0 ? got.p : "",
		    wanted == NULL ? "unknown" : wanted);
}

static struct book *
finish(struct builder *b)
{
	struct err e;
	struct book *book = builder_finish(b, &e);

	if (book == NULL)
		fail_msg("%s", e.text);
	return book;
}

static void
words_go_by_their_parts(void **state)
{
	struct builder *b = begin("en-GB");
	struct book *book;
	uint32_t at;

	(void)state;
	add(b, "The izbach of the village was asked for it, and he wrote.");
	add(b, "Der Bauer ist nicht zu Hause, und das Dorf mit den Höfen ist "
	       "von Schnee bedeckt.");
	add(b, "They said: “Wir haben das Buch nicht auf dem Tisch und von den "
	       "Lampen sehen wir nichts,” and the others laughed at that.");
	add(b, "Of this Малыгин wrote in his журнал.");
	add(b, "In the same report is ");
	at = builder_place(b);
	builder_text(b, STR("lampada"), 0, 1, 0);
	builder_span_language(b, at, STR("it"));
	builder_text(b, STR(" for the lamp of the house."), 0, 1, 0);
	builder_text(b, STR(" Then: "), 0, 1, 0);
	builder_text(b,
	    STR("il n'est pas sur la table dans la chambre et que le jour"),
	    STYLE_EMPHASIS, 1, 0);
	builder_text(b, STR(", which is to say nothing."), 0, 1, 0);
	book = finish(b);
	speaks(book, "village", "en-GB");
	speaks(book, "Bauer", "de");
	speaks(book, "Lampen", "de");
	speaks(book, "laughed", "en-GB");
	speaks(book, "журнал", "ru");
	speaks(book, "lampada", "it");
	speaks(book, "house", "en-GB");
	speaks(book, "chambre", "fr");
	speaks(book, "nothing", "en-GB");
	book_free(book);
}

static void
scripts_part_languages(void **state)
{
	struct builder *b = begin("ru");
	struct book *book;
	uint32_t at;

	(void)state;
	add(b, "Об этом см. The History of the Village and of the Lamp, 1923.");
	add(b, "Здесь же: Zürich, и слово kerosene, и журнал.");
	add(b, "Он сказал «її немає» и вышел, не глядя.");
	book = finish(b);
	speaks(book, "Village", "en");
	speaks(book, "Zürich", NULL);
	speaks(book, "kerosene", "en");
	speaks(book, "журнал", "ru");
	book_free(book);
	/* what the book states elsewhere is likely here */
	b = begin("ru");
	add(b, "Так: ");
	at = builder_place(b);
	builder_text(b, STR("Stube"), 0, 1, 0);
	builder_span_language(b, at, STR("de"));
	add(b, "Там стояла Lampe.");
	book = finish(b);
	speaks(book, "Lampe", "de");
	book_free(book);
	/* nothing is stated at all */
	b = begin(NULL);
	add(b, "Stove, журнал, Ґанок.");
	book = finish(b);
	speaks(book, "Stove", "en");
	speaks(book, "журнал", "ru");
	speaks(book, "Ґанок", "uk");
	book_free(book);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tags_are_understood),
	    cmocka_unit_test(texts_tell_theirs),
	    cmocka_unit_test(words_go_by_their_parts),
	    cmocka_unit_test(scripts_part_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
