/* entries and lookup: glossary, people, dates, and the words that find them. */
#include "tests/unit/unit.h"

#include <izba/apparatus.h>
#include <izba/formats.h>

static const char *const text =
    "A Winter by the Lake\n\n"
    "Introduction\n\nThe smelt, said Nikolai Orlov, came with the Old Net "
    "Party in March, and no sovkhoz on the lake had a boat.\n\n"
    "Glossary\n\n"
    "smelt [корюшка]: a small fish of the lake.\n\n"
    "Old Net Party, ONP [(СНП) Старая невская партия]: fishermen who would "
    "not\n\n"
    "change their nets. See below: sovkhoz.\n\n"
    "boat, decked [палубный бот]: a boat with a deck.\n\n"
    "sovkhoz [совхоз]: a state farm.\n\n"
    "SNK [CHK]: See: smelt.\n\n"
    "lake, time of the [время озера]: the months without ice.\n\n"
    "Dates\n\n"
    "Winters\n\n"
    "First winter of the Society\nof Fishermen: 3 December 1901–2 May 1902\n\n"
    "The second winter: 1903\n\n"
    "1905: the third winter, of which nothing is known.\n\n"
    "Biographical Notes\n\n"
    "ORLOV, Nikolai Petrovich [Larionov] (4 [16] May 1870–1937). A fisherman. "
    "Lived by the lake.\n\n"
    "ORLOV, Georgii [Yurii] Ivanovich (1880–?). His cousin.\n\n"
    "SETKINA [Petrova], Anna (dates not known). Made nets.\n";

/* Entries as other books write them. */
static const char *const other =
    "A Winter by the Lake\n\n"
    "Glossary\n\n"
    "**artel** [артель] a union of fishermen.\n\n"
    "**mast** A tree without leaves.\n\n"
    "**sail** What the wind is for.\n\n"
    "**net** Everybody (of the lake) had one.\n\n"
    "**oar** A piece of wood.\n\n"
    "Nothing else is said of oars: they float.\n\n"
    "Glossary of the Boats\n\n"
    "bot [бот]\n    A boat without a deck.\n\n"
    "barge\n    A boat without a keel.\n\n"
    "Chronology\n\n"
    "The ice broke in the night (8–16 March 1921)\n\n"
    "The nets, which were old, were sold, 17 April 1923.\n\n"
    "Lives\n\n"
    "Biographical Notes\n\n"
    "Adashev Lev (1860–1911) — made nets.\n\n"
    "Belov Ivan [Larionov] (1861–1912) — sold nets.\n\n"
    "Lukasevich Anna (1862–1913) — mended nets.\n\n"
    "Orlov Pyotr Ivanovich (1863–1914) — had no net.\n\n"
    "Setkin Foma (1864–1915) — drowned.\n\n"
    "Biographies\n\n"
    "Pyotr Ivanovich Lukin [Fomin] (1863–1914). A fisherman.\n\n"
    "Anna Bukina (1864–1915). His wife.\n\n"
    "Ivan Adamov (1865–1916). Her brother.\n";

static struct book *
linked_of(const char *bytes)
{
	struct err err;
	struct book *b = book_read_bytes(str_of(bytes), "lake.txt", NULL, &err);

	assert_non_null(b);
	apparatus_link(b);
	return b;
}

static struct book *
linked(void)
{
	return linked_of(text);
}

/* The entry with this head. */
static const struct entry *
entry_of(const struct book *b, const char *head)
{
	for (uint32_t i = 0; i < b->n_entries; i++)
		if (str_is(b->entries[i].heads.v[0], head))
			return &b->entries[i];
	fail_msg("no entry %s", head);
	return NULL;
}

static void
terms_are_found(void **state)
{
	struct book *b = linked();
	const struct entry *e = entry_of(b, "Old Net Party");

	(void)state;
	assert_str(e->heads.v[1], "ONP");
	assert_int_equal(e->variants.n, 2);
	assert_str(e->variants.v[0], "СНП");
	assert_str(e->variants.v[1], "Старая невская партия");
	assert_int_equal(e->see.n, 1);
	assert_ptr_equal(&b->entries[e->see.v[0]], entry_of(b, "sovkhoz"));
	assert_int_equal(e->last_line, 13);
	entry_of(b, "decked boat");
	entry_of(b, "time of the lake");
	/* Latin twins of Cyrillic capitals are put right as well */
	e = entry_of(b, "SNK");
	assert_str(e->variants.v[1], "СНК");
	assert_int_equal(e->see.n, 1);
	book_free(b);
}

static void
entries_of_other_books(void **state)
{
	struct book *b = linked_of(other);
	const struct entry *e = entry_of(b, "artel");

	(void)state;
	assert_str(e->variants.v[0], "артель");
	assert_int_equal(entry_of(b, "oar")->last_line, 15);
	assert_str(entry_of(b, "bot")->variants.v[0], "бот");
	assert_str(
	    book_text(b, entry_of(b, "barge")->body, entry_of(b, "barge")->to),
	    "A boat without a keel.");
	assert_str(
	    entry_of(b, "The ice broke in the night")->when, "8–16 March 1921");
	assert_str(entry_of(b, "The nets, which were old, were sold")->when,
	    "17 April 1923");
	/* the alphabet tells which name is the surname */
	assert_str(entry_of(b, "Adashev")->given, "Lev");
	e = entry_of(b, "Belov");
	assert_str(e->given, "Ivan");
	assert_str(e->variants.v[0], "Larionov");
	assert_str(entry_of(b, "Lukasevich")->given, "Anna");
	assert_str(entry_of(b, "Orlov")->given, "Pyotr Ivanovich");
	e = entry_of(b, "Lukin");
	assert_str(e->given, "Pyotr Ivanovich");
	assert_str(e->variants.v[0], "Fomin");
	assert_str(entry_of(b, "Bukina")->given, "Anna");
	book_free(b);
}

/* Heads between colons, as in lists of fields, and what follows them. */
static void
heads_between_colons(void **state)
{
	struct book *b = linked_of(
	    "A Winter by the Lake\n\n\nChapter 1. Ice\n\nThe artel met, and "
	    "the oar was lost: nobody wept.\n\n\nGlossary\n\n"
	    ":artel: /artyel/, n.\n\nA union of those who fish together.\n\n"
	    ":oar: n. What moves a boat.\n\n"
	    ":boat, decked: n. It keeps the rain out.\n");

	(void)state;
	assert_int_equal(b->n_entries, 3);
	assert_int_equal(entry_of(b, "artel")->last_block -
			     entry_of(b, "artel")->first_block,
	    2);
	assert_str(
	    book_text(b, entry_of(b, "oar")->body, entry_of(b, "oar")->to),
	    "n. What moves a boat.");
	book_free(b);
}

static void
dates_are_found(void **state)
{
	struct book *b = linked();
	const struct entry *e =
	    entry_of(b, "First winter of the Society of Fishermen");

	(void)state;
	assert_str(e->when, "3 December 1901–2 May 1902");
	assert_str(e->group, "Winters");
	assert_str(entry_of(b, "The second winter")->when, "1903");
	assert_str(
	    entry_of(b, "the third winter, of which nothing is known")->when,
	    "1905");
	book_free(b);
}

static void
people_are_found(void **state)
{
	struct book *b = linked();
	const struct entry *e = entry_of(b, "ORLOV");

	(void)state;
	assert_str(e->given, "Nikolai Petrovich");
	assert_str(e->when, "4 [16] May 1870–1937");
	assert_str(e->variants.v[0], "Larionov");
	assert_str(e[1].given, "Georgii Ivanovich");
	assert_str(e[1].variants.v[0], "Yurii");
	e = entry_of(b, "SETKINA");
	assert_str(e->given, "Anna");
	assert_str(e->variants.v[0], "Petrova");
	assert_str(e->when, "dates not known");
	book_free(b);
}

/* The first answer for a word, and how many there are. */
static void
answer_is(const struct book *b, const char *word, size_t n, const char *head,
    enum via via)
{
	struct match m[8];
	size_t got = apparatus_lookup(b, str_of(word), m, 8);

	if (got != n)
		fail_msg("%s has %zu answers", word, got);
	if (n == 0)
		return;
	assert_str(b->entries[m[0].entry].heads.v[0], head);
	assert_string_equal(via_names[m[0].via], via_names[via]);
}

static void
words_are_looked_up(void **state)
{
	struct book *b = linked();

	(void)state;
	answer_is(b, "smelt", 1, "smelt", VIA_EXACT);
	answer_is(b, "Smelts", 1, "smelt", VIA_INFLECTED);
	answer_is(b, "sovkhoz’s", 1, "sovkhoz", VIA_EXACT);
	answer_is(b, "совхозами", 1, "sovkhoz", VIA_OTHER_SCRIPT);
	answer_is(b, "корюшку", 1, "smelt", VIA_OTHER_SCRIPT);
	answer_is(
	    b, "Старой невской партии", 2, "Old Net Party", VIA_OTHER_SCRIPT);
	/* what an entry refers to comes with it */
	answer_is(b, "ONP", 2, "Old Net Party", VIA_EXACT);
	answer_is(b, "lamp", 0, NULL, VIA_EXACT);
	/* one letter off in every kind of key */
	answer_is(b, "mnp", 0, NULL, VIA_EXACT);
	answer_is(b, "nnp", 0, NULL, VIA_EXACT);
	answer_is(b, "", 0, NULL, VIA_EXACT);
	book_free(b);
}

static void
names_are_looked_up(void **state)
{
	struct book *b = linked();

	(void)state;
	/* namesakes are both told */
	answer_is(b, "Orlov", 2, "ORLOV", VIA_EXACT);
	answer_is(b, "Орлову", 2, "ORLOV", VIA_OTHER_SCRIPT);
	answer_is(b, "Nikolai Orlov", 1, "ORLOV", VIA_EXACT);
	answer_is(b, "N. P. Orlov", 1, "ORLOV", VIA_EXACT);
	answer_is(b, "Николаю Орлову", 1, "ORLOV", VIA_OTHER_SCRIPT);
	answer_is(b, "Н. П. Орлов", 1, "ORLOV", VIA_OTHER_SCRIPT);
	answer_is(b, "Yurii Orlov", 1, "ORLOV", VIA_ALIAS);
	answer_is(b, "Ivan Orlov", 0, NULL, VIA_EXACT);
	answer_is(b, "Larionov", 1, "ORLOV", VIA_ALIAS);
	/* a second given name is no surname */
	answer_is(b, "Yurii", 0, NULL, VIA_EXACT);
	book_free(b);
}

/* The answer for a word where it stands in the text. */
static void
answer_at(const struct book *b, const char *word, const char *head)
{
	size_t at = str_find(b->text, str_of(word));
	struct str lent;
	struct match m;

	assert_true(at != SIZE_MAX);
	lent = str_slice(b->text, at, at + strlen(word));
	if ((apparatus_lookup(b, lent, &m, 1) > 0) != (head != NULL))
		fail_msg(
		    "%s is %s", word, head == NULL ? "found" : "not found");
	if (head != NULL)
		assert_str(b->entries[m.entry].heads.v[0], head);
}

/* Words are inflected as in the language of the run they stand in: stated, or
 * told by the small words around them. */
static void
runs_have_their_stems(void **state)
{
	static const char page[] =
	    "<html lang='en'><title>Lake</title><body><h1>One</h1>"
	    "<p>Of <i lang='de'>Häusern</i>, of dorfern and of katzen.</p>"
	    "<p lang='de'>Dorfern, Booten</p>"
	    "<p>Die Fischer sind nicht von den Katzen auf dem Eis und das "
	    "Wasser ist mit ihnen in den Dörfern.</p>"
	    "<section epub:type='glossary'><h1>Glossary</h1><dl>"
	    "<dt>Haus</dt><dd>a house.</dd><dt>Katze</dt><dd>a cat.</dd>"
	    "<dt>Dorf</dt><dd>a village.</dd><dt>boat</dt><dd>it swims.</dd>"
	    "</dl></section></body></html>";
	struct err err;
	struct book *b = book_read_bytes(str_of(page), "lake.html", NULL, &err);

	(void)state;
	assert_non_null(b);
	apparatus_link(b);
	answer_at(b, "Häusern", "Haus");
	answer_at(b, "dorfern", NULL);
	answer_at(b, "katzen", NULL);
	answer_at(b, "Dorfern", "Dorf");
	answer_at(b, "Katzen", "Katze");
	answer_at(b, "Dörfern", "Dorf");
	/* typed: in any of the languages that the book states */
	answer_is(b, "dorfern", 1, "Dorf", VIA_INFLECTED);
	answer_is(b, "boats", 1, "boat", VIA_INFLECTED);
	answer_is(b, "lampen", 0, NULL, VIA_EXACT);
	book_free(b);
}

static void
phrases_are_found(void **state)
{
	struct book *b = linked();
	size_t at = str_find(b->text, STR("Net Party in"));
	uint32_t from, to;

	(void)state;
	assert_true(apparatus_phrase_at(b, (uint32_t)at + 1, &from, &to));
	assert_str(book_text(b, from, to), "Old Net Party");
	at = str_find(b->text, STR("Nikolai Orlov"));
	assert_true(apparatus_phrase_at(b, (uint32_t)at, &from, &to));
	assert_str(book_text(b, from, to), "Nikolai Orlov");
	at = str_find(b->text, STR("came with"));
	assert_true(apparatus_phrase_at(b, (uint32_t)at, &from, &to));
	assert_str(book_text(b, from, to), "came");
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(terms_are_found),
	    cmocka_unit_test(entries_of_other_books),
	    cmocka_unit_test(heads_between_colons),
	    cmocka_unit_test(dates_are_found),
	    cmocka_unit_test(people_are_found),
	    cmocka_unit_test(words_are_looked_up),
	    cmocka_unit_test(names_are_looked_up),
	    cmocka_unit_test(runs_have_their_stems),
	    cmocka_unit_test(phrases_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
