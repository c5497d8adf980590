/*
 * What formats state: lib/book/state.c.
 */
#include <izba/builder.h>

#include "tests/unit/unit.h"

static void
say(struct builder *b, const char *s)
{
	builder_text(b, (struct str){s, strlen(s)}, 0, 0, NOWHERE);
}

static void
block(struct builder *b, enum block_kind kind, const char *s)
{
	builder_block(b, kind, kind == BLOCK_HEADING, BLOCK_STATED, 0, 0);
	say(b, s);
}

static struct book *
finish(struct builder *b)
{
	struct err err;
	struct book *book = builder_finish(b, &err);

	assert_non_null(book);
	assert_true(book_check(book, &err));
	return book;
}

static void
names_wait_for_text(void **state)
{
	struct builder *b = builder_new("html");
	struct book *book;
	uint32_t from;

	(void)state;
	builder_fragment(b, STR("top"));
	block(b, BLOCK_HEADING, "One");
	builder_fragment(b, STR("empty"));
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0, 0);
	block(b, BLOCK_PARAGRAPH, "See ");
	from = builder_place(b);
	say(b, "two");
	builder_link_to(b, from, builder_place(b), STR("two"));
	builder_link_to(b, from - 4, from, STR("nowhere"));
	builder_fragment(b, STR("mid"));
	builder_folio(b, STR("41"));
	say(b, " there.");
	builder_fragment(b, STR("two"));
	block(b, BLOCK_HEADING, "Two");
	builder_fragment(b, STR("top"));
	builder_fragment(b, STR("end"));
	book = finish(b);
	assert_int_equal(book_fragment(book, STR("top")), 0);
	assert_int_equal(book_fragment(book, STR("empty")), 4);
	assert_int_equal(book_fragment(book, STR("mid")), 11);
	assert_int_equal(book_fragment(book, STR("end")), book->text.n);
	assert_int_equal(book_fragment(book, STR("no")), NOWHERE);
	assert_int_equal(book->n_links, 1);
	assert_int_equal(
	    book->links[0].target, book_fragment(book, STR("two")));
	assert_int_equal(book->n_problems, 1);
	assert_int_equal(book->n_folios, 1);
	assert_int_equal(book_folio_at(book, 10), NOWHERE);
	assert_int_equal(book_folio_at(book, 11), 0);
	book_free(book);
}

static void
languages_do_not_overlap(void **state)
{
	struct builder *b = builder_new("html");
	struct book *book;
	uint32_t at;

	(void)state;
	builder_language(b, STR("en"));
	block(b, BLOCK_PARAGRAPH, "abc");
	say(b, "def");
	at = builder_place(b);
	say(b, "ghi");
	builder_span_language(b, at, STR("la"));
	say(b, "jkl");
	builder_span_language(b, at - 3, STR("ru"));
	say(b, "mno");
	book = finish(b);
	assert_int_equal(book->n_languages, 3);
	assert_true(str_eq(book_language_at(book, 2), STR("en")));
	assert_true(str_eq(book_language_at(book, 4), STR("ru")));
	assert_true(str_eq(book_language_at(book, 7), STR("la")));
	assert_true(str_eq(book_language_at(book, 10), STR("ru")));
	assert_true(str_eq(book_language_at(book, 13), STR("en")));
	book_free(book);
}

static void
notes_and_entries_have_blocks(void **state)
{
	struct builder *b = builder_new("fb2");
	const struct stated *s;
	struct book *book;
	uint32_t from;

	(void)state;
	block(b, BLOCK_PARAGRAPH, "Text");
	from = builder_place(b);
	say(b, "1");
	builder_reference(b, from, STR("n1"));
	builder_section(b, SECTION_NOTES);
	block(b, BLOCK_HEADING, "Notes");
	builder_note(b, STR("n1"), STR("1"));
	block(b, BLOCK_PARAGRAPH, "One.");
	block(b, BLOCK_PARAGRAPH, "More.");
	builder_note(b, STR("n2"), STR("2"));
	builder_note(b, STR("n3"), (struct str){NULL, 0});
	block(b, BLOCK_PARAGRAPH, "Three.");
	builder_note_end(b);
	builder_entry(b, ENTRY_TERM);
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0, 0);
	from = builder_place(b);
	say(b, "izba");
	builder_head(b, from);
	say(b, ": a house");
	book = finish(b);
	s = book_stated(book);
	assert_int_equal(s->n_references, 1);
	assert_int_equal(s->n_sections, 1);
	assert_int_equal(s->sections[0].block, 1);
	assert_int_equal(s->n_notes, 2);
	assert_int_equal(s->notes[0].first_block, 2);
	assert_int_equal(s->notes[0].last_block, 4);
	assert_true(str_eq(s->notes[1].key, STR("n3")));
	assert_null(s->notes[1].label.p);
	assert_int_equal(s->n_entries, 1);
	assert_int_equal(s->entries[0].first_block, 5);
	assert_int_equal(s->entries[0].heads, 1);
	assert_true(str_eq(
	    book_text(book, s->heads[0].from, s->heads[0].to), STR("izba")));
	/* after blocks are joined they stand where they went */
	book_merge(book, 0);
	book_compact(book);
	assert_int_equal(s->notes[0].first_block, 1);
	assert_int_equal(s->notes[0].last_block, 3);
	assert_int_equal(s->entries[0].first_block, 4);
	book_free(book);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_wait_for_text),
	    cmocka_unit_test(languages_do_not_overlap),
	    cmocka_unit_test(notes_and_entries_have_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
