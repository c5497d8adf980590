/* label, title, cite: reading small pieces of text. */
#include "tests/unit/unit.h"

#include "lib/apparatus/cite.h"
#include "lib/apparatus/work.h"

/* ---- labels ---- */

static void
label_is(const char *text, size_t bytes, const char *want, bool high)
{
	label_key key = LABEL_NONE;
	struct buf out = BUF_INIT;
	bool raised;

	assert_int_equal(label_scan(str_of(text), &key, &raised), bytes);
	if (bytes > 0) {
		label_print(&out, key);
		assert_string_equal(out.p, want);
		assert_int_equal(raised, high);
	}
	buf_free(&out);
}

static void
labels_are_read(void **state)
{
	(void)state;
	label_is("12. text", 2, "12", false);
	label_is("12a. text", 3, "12a", false);
	label_is("12ab", 2, "12", false);
	label_is("¹² text", 4, "12", true);
	label_is("⁴a", 3, "4", true);
	label_is("** text", 2, "**", false);
	label_is("†text", 3, "†", false);
	label_is("text", 0, "", false);
	/* no label has so many digits; it is there, but can't be read */
	label_is("1234567890123456789012345678901234567890", 40, "?", false);
	label_is("0.", 1, "?", false);
}

static void
labels_follow(void **state)
{
	label_key star, two, dagger;
	bool raised;

	(void)state;
	label_scan(STR("*"), &star, &raised);
	label_scan(STR("**"), &two, &raised);
	label_scan(STR("†"), &dagger, &raised);
	assert_true(label_follows(star, two));
	assert_true(label_follows(star, dagger));
	assert_false(label_follows(dagger, star));
	assert_true(label_follows(label_number(9, 0), label_number(10, 0)));
	assert_true(label_follows(label_number(12, 0), label_number(12, 1)));
	assert_true(label_follows(label_number(12, 2), label_number(13, 0)));
	assert_false(label_follows(label_number(9, 0), label_number(9, 0)));
	assert_false(label_follows(LABEL_UNREAD, label_number(2, 0)));
	assert_true(label_begins(star));
	assert_false(label_begins(label_number(2, 0)));
}

/* ---- titles ---- */

static void
split_is(const char *text, const char *number, const char *title)
{
	struct title_parts parts = title_split(str_of(text));

	if (number == NULL)
		assert_null(parts.number.p);
	else
		assert_str(parts.number, number);
	assert_str(parts.title, title);
}

static void
titles_are_split(void **state)
{
	(void)state;
	split_is("12. The Thaw", "12", "The Thaw");
	split_is("Chapter 12. The Thaw", "12", "The Thaw");
	split_is("CHAPTER XIV", "XIV", "CHAPTER XIV");
	split_is("Глава 3: Лёд", "3", "Лёд");
	split_is("IV. Nets", "IV", "Nets");
	split_is("Part One", "One", "Part One");
	split_is("Part of the Way", NULL, "Part of the Way");
	split_is("1917 in the North", NULL, "1917 in the North");
	split_is("I Was There", NULL, "I Was There");
	split_is("The Thaw", NULL, "The Thaw");
	split_is("A.1. The Thaw", "A.1", "The Thaw");
	split_is("B.2.13 The Thaw", "B.2.13", "The Thaw");
	split_is("Б.2 Лёд", "Б.2", "Лёд");
	split_is("I.1 Ice", "I.1", "Ice");
	split_is("F.2d at the Lake", NULL, "F.2d at the Lake");
	split_is("A. Nets", NULL, "A. Nets");
	split_is("A.1 to the north", NULL, "A.1 to the north");
	assert_true(title_split(STR("Часть вторая")).part);
}

static void
titles_tell_kinds(void **state)
{
	(void)state;
	assert_int_equal(title_kind(STR("Contents")), SECTION_CONTENTS);
	assert_int_equal(title_kind(STR("ОГЛАВЛЕНИЕ")), SECTION_CONTENTS);
	assert_int_equal(
	    title_kind(STR("A Short Glossary of Nets")), SECTION_GLOSSARY);
	assert_int_equal(
	    title_kind(STR("Biographical Notes*")), SECTION_PEOPLE);
	assert_int_equal(title_kind(STR("Notes")), SECTION_NOTES);
	assert_int_equal(
	    title_kind(STR("Notes of a Fisherman")), SECTION_KINDS);
	assert_int_equal(title_kind(STR("A Note on Dates")), SECTION_FRONT);
	assert_int_equal(title_kind(STR("Хронология озера")), SECTION_DATES);
	assert_int_equal(title_kind(STR("The Thaw")), SECTION_KINDS);
}

static void
titles_are_compared(void **state)
{
	struct title_key a = TITLE_KEY_EMPTY, b = TITLE_KEY_EMPTY;

	(void)state;
	title_key_add(&a, STR("The “Ice-House”,"));
	title_key_add(&a, STR(" or: Лёд"));
	title_key_add(&b, STR("the icehouse or лед"));
	assert_true(title_key_eq(a, b));
	assert_int_equal(
	    title_prefix(STR("“The Ice")), title_prefix(STR("THE")));
	assert_str(title_trim(STR("Notes¹ ")), "Notes");
	assert_str(title_trim(STR("Notes[12]")), "Notes");
	assert_str(title_trim(STR("Notes3")), "Notes");
	assert_str(title_trim(STR("What, Then?")), "What, Then?");
	assert_str(title_trim(STR("The Year (1917)")), "The Year (1917)");
}

/* ---- citations ---- */

static void
cues_are_read(void **state)
{
	struct cited c;

	(void)state;
	assert_int_equal(cite_read(STR("Ibid., p. 4")).cue, CUE_IBID);
	assert_int_equal(cite_read(STR("See: Ibid.")).cue, CUE_IBID);
	assert_int_equal(cite_read(STR("Там же, С. 5")).cue, CUE_IBID);
	assert_int_equal(cite_read(STR("Idem, p. 5")).cue, CUE_IBID);
	assert_int_equal(cite_read(STR("Idem, Nets")).cue, CUE_NONE);
	assert_int_equal(
	    cite_read(STR("Petrov, Nets, 1900 [Ibid., p. 4]")).cue, CUE_NONE);
	assert_int_equal(cite_read(STR("См. прим. 4")).cue, CUE_NOTE);
	c = cite_read(STR("Орлова А. П. Указ. соч., с. 7"));
	assert_int_equal(c.cue, CUE_WORK);
	assert_str(c.surname, "Орлова");
	c = cite_read(STR("The count is in Orlova A. P., op. cit., p. 7"));
	assert_str(c.surname, "Orlova");
	assert_int_equal(cite_read(STR("Petrov, Nets, 1900; cf. Orlova, "
				       "op. cit."))
			     .cue,
	    CUE_NONE);
}

static void
sources_are_told(void **state)
{
	(void)state;
	assert_int_equal(
	    cite_kind(STR("Orlova, Fish of the North, p. 12."), false, 0),
	    NOTE_SOURCE);
	assert_int_equal(cite_kind(STR("Орлова А. П. О рыбах севера и о тех, "
				       "кто их ловит, М., 1900, С. 7"),
			     false, 0),
	    NOTE_SOURCE);
	assert_int_equal(cite_kind(STR("The winter was a hard one, and they "
				       "remembered it for years."),
			     false, 0),
	    NOTE_COMMENT);
	assert_int_equal(cite_kind(STR("The winter was a hard one, as was "
				       "told long afterwards by those who had "
				       "lived through it (Lake News, p. 3)."),
			     false, 0),
	    NOTE_MIXED);
	assert_int_equal(cite_kind(STR("The letters are printed with others "
				       "of the same hand in Lake News, no. 3"),
			     false, 0),
	    NOTE_SOURCE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(labels_are_read),
	    cmocka_unit_test(labels_follow),
	    cmocka_unit_test(titles_are_split),
	    cmocka_unit_test(titles_tell_kinds),
	    cmocka_unit_test(titles_are_compared),
	    cmocka_unit_test(cues_are_read),
	    cmocka_unit_test(sources_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
