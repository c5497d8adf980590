/* encodings: what bytes are taken for, by themselves and as asked. */
#include "tests/unit/plain.h"

#include "lib/formats/encoding.h"

/* Decoded, as name and text. */
static void
reads(struct str bytes, const char *asked, const char *declared,
    const char *name, const char *text)
{
	struct decoded d;
	struct err e = {0};

	if (!encoding_read(&d, bytes, asked, str_of(declared), &e))
		fail_msg("%s", e.text);
	assert_string_equal(d.name, name);
	assert_str(d.text, text);
	decoded_free(&d);
}

#define READS(bytes, name, text) reads(STR(bytes), NULL, NULL, name, text)

static void
unicode_is_told_by_marks_and_zeros(void **state)
{
	(void)state;
	READS("plain", "UTF-8", "plain");
	READS("\xef\xbb\xbf"
	      "Ёж",
	    "UTF-8", "Ёж");
	READS("\xff\xfe\x01\x04\x36\x04", "UTF-16LE", "Ёж");
	READS("\xfe\xff\x04\x01\x04\x36", "UTF-16BE", "Ёж");
	READS("\xff\xfe\0\0\x01\x04\0\0", "UTF-32LE", "Ё");
	READS("\0\0\xfe\xff\0\0\x04\x01", "UTF-32BE", "Ё");
	READS("M\0r\0.\0\n\0", "UTF-16LE", "Mr.\n");
	READS("\0M\0r\0.\0\n", "UTF-16BE", "Mr.\n");
	READS("\x12\x04\x3e\x04\x42\x04", "UTF-16LE", "Вот");
	READS("\x04\x12\x04\x3e\x04\x42", "UTF-16BE", "Вот");
	READS("M\0\0\0r\0\0\0", "UTF-32LE", "Mr");
	/* half a pair, half a unit, and past the last code point */
	READS("\xff\xfe\x00\xd8.\0", "UTF-16LE", "\xef\xbf\xbd.");
	READS("\xff\xfe\x3d\xd8\x00\xde", "UTF-16LE", "\xf0\x9f\x98\x80");
	READS("\xff\xfe.\0x", "UTF-16LE", ".\xef\xbf\xbd");
	READS("\xff\xfe\0\0\0\0\x11\0", "UTF-32LE", "\xef\xbf\xbd");
}

static void
what_is_asked_for_is_done(void **state)
{
	(void)state;
	reads(STR("\xc5\xd6"), "koi8-r", NULL, "KOI8-R", "еж");
	reads(STR("\xc5\xd6"), "CP1251", NULL, "windows-1251", "ЕЦ");
	reads(STR("\xa5\xa6"), "dos", NULL, "IBM866", "еж");
	reads(STR("\xb1\xe6"), "latin2", NULL, "ISO-8859-2", "ąć");
	reads(STR("\x82\xa0"), "shift-jis", NULL, "Shift_JIS", "あ");
	reads(STR("M\0r\0"), "utf-16", NULL, "UTF-16LE", "Mr");
	reads(STR("\x04\x01"), "utf-16", NULL, "UTF-16BE", "Ё");
	reads(STR("\xff\xfe\x01\x04"), "UTF-16", NULL, "UTF-16LE", "Ё");
	reads(
	    STR("\x98"), "windows-1251", NULL, "windows-1251", "\xef\xbf\xbd");
	reads(STR("\xd0\x81"), "latin1", NULL, "windows-1252",
	    "\xc3\x90\xef\xbf\xbd");
}

static void
unknown_names_are_refused_with_the_known(void **state)
{
	struct decoded d;
	struct err e = {0};

	(void)state;
	assert_false(
	    encoding_read(&d, STR("x"), "ebcdic", (struct str){NULL, 0}, &e));
	assert_int_equal(e.code, ERR_USAGE);
	assert_non_null(strstr(e.text, "no encoding \"ebcdic\""));
	for (size_t i = 0; encoding_listed(i) != NULL; i++) {
		assert_non_null(strstr(e.text, encoding_listed(i)));
		assert_ptr_equal(encoding_name(str_of(encoding_listed(i))),
		    encoding_listed(i));
	}
	assert_null(encoding_name(STR("")));
	assert_null(encoding_name(STR("---")));
}

/* Every byte of the text, back in the source. */
static void
places_lead_back(void **state)
{
	struct decoded d;

	(void)state;
	assert_true(encoding_read(&d,
	    STR("A\xe6\xe5"
		"b"),
	    "windows-1251", (struct str){NULL, 0}, NULL));
	assert_int_equal(d.unit, 1);
	assert_int_equal(decoded_source(&d, 0), 0);
	assert_int_equal(decoded_source(&d, 1), 1);
	assert_int_equal(decoded_source(&d, 3), 2);
	assert_int_equal(decoded_source(&d, 5), 3);
	decoded_free(&d);
	assert_true(encoding_read(
	    &d, STR("\xff\xfe\x01\x04.\0"), NULL, (struct str){NULL, 0}, NULL));
	assert_int_equal(decoded_source(&d, 0), 2);
	assert_int_equal(decoded_source(&d, 2), 4);
	decoded_free(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(unicode_is_told_by_marks_and_zeros),
	    cmocka_unit_test(what_is_asked_for_is_done),
	    cmocka_unit_test(unknown_names_are_refused_with_the_known),
	    cmocka_unit_test(places_lead_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
