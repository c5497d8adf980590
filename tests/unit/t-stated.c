/*
 * What formats state, as the apparatus takes it: books made by hand.
 */
#include <izba/apparatus.h>
#include <izba/builder.h>

#include "tests/unit/unit.h"

static void
say(struct builder *b, const char *s)
{
	builder_text(b, (struct str){s, strlen(s)}, 0, 0, NOWHERE);
}

static void
block(struct builder *b, enum block_kind kind, unsigned level, const char *s)
{
	builder_block(b, kind, level, BLOCK_STATED, 0, 1);
	say(b, s);
}

static void
heading(struct builder *b, unsigned level, const char *s)
{
	block(b, BLOCK_HEADING, level, s);
}

static void
para(struct builder *b, const char *s)
{
	block(b, BLOCK_PARAGRAPH, 0, s);
}

/* A callout in the block in hand. */
static void
call(struct builder *b, const char *mark, const char *key)
{
	uint32_t from = builder_place(b);

	builder_text(b, str_of(mark), STYLE_SUPERSCRIPT, 0, NOWHERE);
	builder_reference(b, from, str_of(key));
}

static void
note(struct builder *b, const char *key, const char *label, const char *s)
{
	builder_note(b, str_of(key),
	    label == NULL ? (struct str){NULL, 0} : str_of(label));
	para(b, s);
	builder_note_end(b);
}

static struct book *
finish(struct builder *b)
{
	struct err err;
	struct book *book = builder_finish(b, &err);

	assert_non_null(book);
	apparatus_link(book);
	if (!book_check(book, &err))
		fail_msg("%s", err.text);
	return book;
}

static void
stated_notes(void **state)
{
	struct builder *b = builder_new("fb2");
	struct book *k;

	(void)state;
	heading(b, 1, "One");
	para(b, "The river froze");
	call(b, "1", "n1");
	say(b, " and nobody");
	call(b, "2", "n2");
	say(b, " came back, in 10² days.");
	heading(b, 1, "Two");
	para(b, "In spring it rose");
	call(b, "1", "m1");
	say(b, ".");
	builder_section(b, SECTION_NOTES);
	heading(b, 1, "Notes");
	note(b, "n1", "1", "Orlova, Fish, p. 7.");
	note(b, "n2", "2", "Ibid., p. 8.");
	note(b, "m1", "1", "By four feet.");
	block(b, BLOCK_PARAGRAPH, 0, "The end of the notes.");
	k = finish(b);
	assert_int_equal(k->n_notes, 3);
	assert_int_equal(k->n_references, 3);
	assert_str(k->notes[1].label, "2");
	assert_str(k->notes[2].label, "1");
	assert_str(k->notes[2].href, "m1");
	assert_int_equal(k->notes[0].section, 0);
	assert_int_equal(k->notes[2].section, 1);
	assert_int_equal(k->references[2].note, 2);
	assert_true(k->notes[1].ibid);
	assert_int_equal(k->notes[1].ibid_source, 0);
	assert_int_equal(k->n_problems, 0);
	assert_int_equal(k->sections[2].kind, SECTION_NOTES);
	assert_int_equal(k->blocks[k->notes[0].first_block].kind, BLOCK_NOTE);
	assert_int_equal(k->blocks[k->n_blocks - 1].kind, BLOCK_PARAGRAPH);
	book_free(k);
}

static void
labels_from_callouts(void **state)
{
	struct builder *b = builder_new("html");
	struct book *k;

	(void)state;
	para(b, "Ice");
	call(b, "[4]", "a#z");
	say(b, " and snow");
	call(b, "(note below)", "a#y");
	say(b, " and rain");
	call(b, "(note below)", "a#x");
	say(b, " and hail");
	call(b, "*", "none");
	note(b, "a#x", NULL, "Rain is wet.");
	note(b, "a#y", NULL, "Snow is cold.");
	note(b, "a#z", NULL, "Ice is hard.");
	note(b, "a#w", NULL, "Nobody asks.");
	k = finish(b);
	assert_int_equal(k->n_notes, 4);
	assert_str(k->notes[0].label, "3");
	assert_str(k->notes[1].label, "2");
	assert_str(k->notes[2].label, "4");
	assert_int_equal(k->n_references, 4);
	assert_int_equal(k->references[3].note, NOWHERE);
	assert_int_equal(k->n_problems, 2);
	book_free(k);
}

/* Link and backlink, no word of notes. */
static void
links_that_are_notes(void **state)
{
	struct builder *b = builder_new("html");
	struct book *k;
	uint32_t at;

	(void)state;
	heading(b, 1, "The Lake");
	builder_fragment(b, STR("r1"));
	para(b, "It froze");
	call(b, "1", "f1");
	say(b, " early");
	call(b, "2", "f2");
	say(b, ", as said in ");
	call(b, "chapter two", "two");
	builder_fragment(b, STR("f1"));
	builder_block(b, BLOCK_PARAGRAPH, 0, BLOCK_STATED, 0, 1);
	call(b, "1", "r1");
	say(b, " In November.");
	para(b, "And it went on to freeze.");
	builder_fragment(b, STR("f2"));
	para(b, "Earlier than ever. ");
	at = builder_place(b);
	say(b, "back");
	builder_link_to(b, at, builder_place(b), STR("r1"));
	builder_fragment(b, STR("two"));
	heading(b, 1, "The River");
	para(b, "It did not freeze.");
	k = finish(b);
	assert_int_equal(k->n_notes, 2);
	assert_int_equal(k->n_references, 2);
	assert_str(k->notes[0].label, "1");
	assert_str(k->notes[1].label, "2");
	assert_int_equal(k->notes[0].paragraphs, 2);
	assert_str(book_text(k, k->notes[0].body, k->notes[0].body + 12),
	    "In November.");
	assert_int_equal(k->n_links, 1);
	assert_int_equal(k->links[0].target, k->sections[1].from);
	assert_int_equal(k->n_problems, 0);
	book_free(k);
}

/* A list of notes that nothing states, behind stated ones. */
static void
guessing_goes_on(void **state)
{
	struct builder *b = builder_new("markdown");
	struct book *k;

	(void)state;
	heading(b, 1, "One");
	para(b, "Stated");
	call(b, "1", "n1");
	say(b, ".");
	note(b, "n1", "1", "A stated note.");
	heading(b, 1, "Two");
	para(b, "Guessed[1] and guessed again[2].");
	para(b, "[1] The first note of all.");
	para(b, "[2] The second one.");
	k = finish(b);
	assert_int_equal(k->n_notes, 3);
	assert_int_equal(k->n_references, 3);
	for (uint32_t i = 0; i < 3; i++)
		assert_int_equal(k->references[i].note, i);
	assert_int_equal(k->notes[2].section, 1);
	assert_int_equal(k->n_problems, 0);
	book_free(k);
}

static void
stated_contents(void **state)
{
	struct builder *b = builder_new("epub");
	struct book *k;

	(void)state;
	builder_contents(b, 1, STR("Part One: The Town"), STR("p1"));
	builder_contents(b, 2, STR("1. The Road"), STR("c1"));
	builder_contents(b, 2, STR("2. The Ferry"), STR("c2"));
	builder_contents(b, 1, STR("A letter"), STR("l"));
	builder_contents(b, 1, STR("Not there"), STR("gone"));
	builder_fragment(b, STR("p1"));
	heading(b, 1, "Part One");
	heading(b, 1, "The Town");
	builder_fragment(b, STR("c1"));
	heading(b, 2, "THE ROAD");
	para(b, "It led north.");
	heading(b, 3, "A bridge");
	para(b, "It was of wood.");
	builder_fragment(b, STR("c2"));
	block(b, BLOCK_FIGURE, 0, "");
	heading(b, 2, "2. The Ferry");
	para(b, "It was late.");
	builder_fragment(b, STR("l"));
	para(b, "Dear friend, the road is closed.");
	k = finish(b);
	assert_int_equal(k->n_sections, 5);
	assert_str(k->sections[0].number, "One");
	assert_str(k->sections[0].title, "The Town");
	assert_int_equal(k->sections[0].kind, SECTION_PART);
	assert_str(k->sections[1].title, "The Road");
	assert_str(k->sections[1].number, "1");
	assert_int_equal(k->sections[1].parent, 0);
	assert_str(k->sections[1].href, "c1");
	assert_str(k->sections[2].title, "A bridge");
	assert_int_equal(k->sections[2].parent, 1);
	assert_str(k->sections[3].title, "The Ferry");
	assert_int_equal(k->sections[3].parent, 0);
	assert_str(k->sections[4].title, "A letter");
	assert_int_equal(k->sections[4].level, 1);
	assert_int_equal(
	    k->blocks[k->sections[4].first_block].kind, BLOCK_PARAGRAPH);
	assert_int_equal(k->n_problems, 1);
	assert_int_equal(k->problems[0].kind, PROBLEM_CONTENTS);
	book_free(k);
}

/* Contents that name only where to begin leave the headings as they are. */
static void
stub_contents(void **state)
{
	struct builder *b = builder_new("epub");
	struct book *k;

	(void)state;
	builder_contents(b, 1, STR("Start"), STR("s"));
	builder_fragment(b, STR("s"));
	heading(b, 1, "Chapter 1");
	para(b, "Text.");
	heading(b, 1, "Chapter 2");
	para(b, "Text.");
	heading(b, 1, "Chapter 3");
	para(b, "Text.");
	k = finish(b);
	assert_int_equal(k->n_sections, 3);
	assert_int_equal(k->sections[2].parent, NOWHERE);
	book_free(k);
}

/* Stated and guessed entries in one glossary. */
static void
entries(void **state)
{
	struct builder *b = builder_new("html");
	struct match m;
	struct book *k;
	uint32_t at;

	(void)state;
	heading(b, 1, "Chapter 1");
	para(b, "The sluice and the weirs.");
	builder_section(b, SECTION_GLOSSARY);
	heading(b, 1, "Words of the Lake");
	builder_entry(b, ENTRY_TERM);
	builder_block(b, BLOCK_PARAGRAPH, 0, BLOCK_STATED, 0, 1);
	at = builder_place(b);
	say(b, "sluice [шлюз; gate of the lake]");
	builder_head(b, at);
	para(b, "A gate for water. See weir.");
	builder_entry_end(b);
	para(b, "weir: a wall under water.");
	builder_entry(b, ENTRY_PERSON);
	builder_block(b, BLOCK_PARAGRAPH, 0, BLOCK_STATED, 0, 1);
	at = builder_place(b);
	say(b, "Anna Petrova");
	builder_head(b, at);
	say(b, " kept the sluice.");
	builder_entry(b, ENTRY_DATE);
	builder_block(b, BLOCK_PARAGRAPH, 0, BLOCK_STATED, 0, 1);
	at = builder_place(b);
	say(b, "May 1911");
	builder_head(b, at);
	para(b, "The flood");
	builder_entry_end(b);
	k = finish(b);
	assert_int_equal(k->n_entries, 4);
	assert_str(k->entries[0].heads.v[0], "sluice");
	assert_int_equal(k->entries[0].variants.n, 2);
	assert_str(
	    book_text(k, k->entries[0].body, k->entries[0].body + 6), "A gate");
	assert_int_equal(k->entries[0].see.n, 1);
	assert_str(k->entries[1].heads.v[0], "weir");
	assert_int_equal(k->entries[2].kind, ENTRY_PERSON);
	assert_str(k->entries[2].heads.v[0], "Petrova");
	assert_str(k->entries[2].given, "Anna");
	assert_str(k->entries[3].when, "May 1911");
	assert_str(k->entries[3].heads.v[0], "The flood");
	assert_int_equal(apparatus_lookup(k, STR("шлюзы"), &m, 1) > 0, true);
	assert_int_equal(m.entry, 0);
	book_free(k);
}

/* A glossary that has no heading gets a section all the same; notes do not. */
static void
sections_without_headings(void **state)
{
	struct builder *b = builder_new("epub");
	struct book *k;

	(void)state;
	builder_language(b, STR("ru"));
	heading(b, 1, "Глава 1");
	para(b, "Лёд");
	call(b, "1", "n");
	builder_section(b, SECTION_NOTES);
	note(b, "n", "1", "Лёд на озере.");
	builder_section(b, SECTION_GLOSSARY);
	para(b, "полынья: место, где льда нет.");
	k = finish(b);
	assert_int_equal(k->n_sections, 2);
	assert_int_equal(k->sections[1].kind, SECTION_GLOSSARY);
	assert_str(k->sections[1].title, "Глоссарий");
	assert_int_equal(k->n_entries, 1);
	book_free(k);
}

/* Where none is stated, by small words; not at all where these are few. */
static void
languages_are_guessed(void **state)
{
	static const struct {
		const char *text, *tag;
	} texts[] = {
	    {"The river was early to freeze and it is said that in the town "
	     "not one of them was at home.",
		"en"},
	    {"Der Fluss war früh gefroren, und niemand kam in die Stadt, die "
	     "nicht mehr das war, von dem man sprach.",
		"de"},
	    {"Река замёрзла рано, и никто не вернулся в город, что на берегу; "
	     "он не знал, как это было.",
		"ru"},
	    {"Річка замерзла рано, і ніхто не повернувся до міста, що на "
	     "березі; він не знав, як це було.",
		"uk"},
	    {"Lake, town, river, ferry, ice, sluice, weir, bridge.", NULL},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct builder *b = builder_new("text");
		struct book *k;

		para(b, texts[i].text);
		k = finish(b);
		if (texts[i].tag == NULL)
			assert_null(k->language.p);
		else
			assert_str(k->language, texts[i].tag);
		book_free(k);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(stated_notes),
	    cmocka_unit_test(labels_from_callouts),
	    cmocka_unit_test(links_that_are_notes),
	    cmocka_unit_test(guessing_goes_on),
	    cmocka_unit_test(stated_contents),
	    cmocka_unit_test(stub_contents),
	    cmocka_unit_test(entries),
	    cmocka_unit_test(sections_without_headings),
	    cmocka_unit_test(languages_are_guessed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
