/* export: formats that are tables and records. */
#include "tests/unit/export-book.h"

static void
csv_is_a_table(void **state)
{
	struct book *b = export_book();
	struct annotation a = export_mark(b, "Burn", "low", "\"a\", =b\n-c");
	struct buf out, again;

	(void)state;
	a.tags = STR("oil trade");
	out = export_text("csv", b, &a, 1);
	again = export_text("csv", b, &a, 1);
	assert_string_equal(out.p, again.p);
	assert_string_equal(out.p,
	    "uuid,type,book_uid,title,author,chapter,para_ref,print_page,"
	    "note_no,quote,note,color,style,tags,created,modified,"
	    "anchor_status\r\n"
	    "0a1b2c3d-0000-4000-8000-000000000000,highlight,,"
	    "\"Lamps: a \"\"history\"\"\",A. Fedotova; B. Petrov,"
	    "The First Lamp,§1.3,,,\"Burn, lamp,\nburn low\","
	    "\"\"\"a\"\", =b\n-c\",green,solid,oil trade,"
	    "2026-11-22T09:30:00Z,2026-11-22T09:30:01.500000Z,exact\r\n");
	buf_free(&out);
	buf_free(&again);
	book_free(b);
}

static void
csv_knows_notes_and_the_lost(void **state)
{
	struct book *b = export_book();
	struct annotation v[2] = {export_mark(b, "Petrov, Oil", "Oil", ""),
	    export_mark(b, "Another", "stove.", "")};
	struct buf out;

	(void)state;
	v[1].state = ANCHOR_LOST;
	out = export_text("csv", b, v, 2);
	export_expect(&out, "The Second Lamp,note 1 to §1.1,,1,\"Petrov, Oil");
	export_expect(&out, "as it was,§9.9,,,\"Another room,");
	export_expect(&out, ",lost\r\n");
	buf_free(&out);
	book_free(b);
}

static void
readwise_is_a_table(void **state)
{
	struct book *b = export_book();
	struct annotation v[2] = {export_mark(b, "Burn", "low", "Why?"),
	    {.kind = ANNOTATION_BOOKMARK}};
	struct buf out;

	(void)state;
	v[0].tags = STR("oil trade");
	out = export_text("readwise", b, v, 2);
	assert_string_equal(out.p,
	    "Highlight,Title,Author,Note,Location,Date\r\n"
	    "\"Burn, lamp,\nburn low\",\"Lamps: a \"\"history\"\"\","
	    "A. Fedotova; B. Petrov,\".oil .trade\nWhy?\",88,"
	    "2026-11-22T09:30:00Z\r\n");
	buf_free(&out);
	book_free(b);
}

static void
anki_is_known_by_uuid(void **state)
{
	struct book *b = export_book();
	struct annotation a = export_mark(b, "The oil", "found.2", "a\tb");
	struct buf out;

	(void)state;
	a.tags = STR("oil");
	a.quote = STR("#no comment");
	out = export_text("anki", b, &a, 1);
	assert_string_equal(out.p,
	    "#separator:Tab\n#html:false\n"
	    "#columns:guid\tFront\tBack\tSource\tTags\n"
	    "#guid column:1\n#tags column:5\n"
	    "0a1b2c3d-0000-4000-8000-000000000000\t\"#no comment\"\t"
	    "\"a\tb\n  [1] Petrov, Oil, p. 4.\n"
	    "  [2] Ibid., p. 9. (= n. 1: Petrov, Oil, p. 4.)\"\t"
	    "\"Lamps: a \"\"history\"\", §1.1\"\toil\n");
	buf_free(&out);
	book_free(b);
}

static void
clippings_are_records(void **state)
{
	struct book *b = export_book();
	struct annotation a =
	    export_mark(b, "Burn", "low", "one\n==========\ntwo");
	struct buf out = export_text("clippings", b, &a, 1);

	(void)state;
	assert_string_equal(out.p,
	    "Lamps: a \"history\" (A. Fedotova; B. Petrov)\r\n"
	    "- Your Highlight on Location 1-1 | Added on Sunday, "
	    "November 22, 2026 9:30:00 AM\r\n\r\n"
	    "Burn, lamp,\r\nburn low\r\n==========\r\n"
	    "Lamps: a \"history\" (A. Fedotova; B. Petrov)\r\n"
	    "- Your Note on Location 1-1 | Added on Sunday, "
	    "November 22, 2026 9:30:00 AM\r\n\r\n"
	    "one\r\n ==========\r\ntwo\r\n==========\r\n");
	buf_free(&out);
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(csv_is_a_table),
	    cmocka_unit_test(csv_knows_notes_and_the_lost),
	    cmocka_unit_test(readwise_is_a_table),
	    cmocka_unit_test(anki_is_known_by_uuid),
	    cmocka_unit_test(clippings_are_records),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
