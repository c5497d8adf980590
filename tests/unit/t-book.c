/* book: building, origins, lookups, addresses. */
#include "tests/unit/unit.h"

#include <izba/builder.h>

static struct book *
finish(struct builder *b)
{
	struct err e = {0};
	struct book *book;

	builder_source_bytes(b, 100000000);
	book = builder_finish(b, &e);
	assert_non_null(book);
	if (!book_check(book, &e))
		fail_msg("%s", e.text);
	return book;
}

static void
one(struct builder *b, enum block_kind kind, const char *text, uint32_t line,
    uint32_t byte)
{
	builder_block(b, kind, 0, 0, line, 0);
	builder_text(b, str_of(text), 0, line, byte);
}

static void
blocks_are_parted(void **state)
{
	struct builder *b = builder_new("text");
	struct book *book;

	(void)state;
	one(b, BLOCK_HEADING, "A room", 1, 0);
	one(b, BLOCK_PARAGRAPH, "", 2, 7);
	one(b, BLOCK_PARAGRAPH, "with\ta stove", 3, 8);
	builder_block(b, BLOCK_RULE, 0, 0, 4, 2);
	one(b, BLOCK_PARAGRAPH, "", 5, 30);
	one(b, BLOCK_TABLE, "a\tb\nc\td", 6, 31);
	book = finish(b);
	assert_str(book->text, "A room\nwith a stove\n\na\tb\nc\td");
	assert_int_equal(book->n_blocks, 4);
	assert_int_equal(book->blocks[2].kind, BLOCK_RULE);
	assert_int_equal(book->blocks[2].gap, 2);
	assert_int_equal(book_block_at(book, 6), 0);
	assert_int_equal(book_block_at(book, 7), 1);
	assert_int_equal(book_block_at(book, 9999), 3);
	assert_int_equal(book_origin(book, 25).line, 7);
	assert_int_equal(book_origin(book, 25).byte, 35);
	book_free(book);
}

static void
empty_books_are_errors(void **state)
{
	struct builder *b = builder_new("text");
	struct err e;

	(void)state;
	one(b, BLOCK_PARAGRAPH, "", 1, 0);
	assert_null(builder_finish(b, &e));
	assert_int_equal(e.code, ERR_FORMAT);
	builder_free(builder_new("text"));
	builder_free(NULL);
	book_free(NULL);
}

/* Cleaning makes text shorter and longer; every place still knows its byte. */
static void
origins_are_exact(void **state)
{
	static const char source[] = "a\x01"
				     "be\xcc\x81"
				     "c\xffz";
	struct builder *b = builder_new("text");
	struct book *book;
	static const uint32_t bytes[] = {0, 2, 3, 4, 6, 7, 8, 9, 8};

	(void)state;
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 7, 0);
	builder_text(b, STR(source), 0, 7, 0);
	book = finish(b);
	assert_str(book->text, "abéc\xef\xbf\xbdz");
	assert_int_equal(book_origin(book, 0).byte, bytes[0]);
	assert_int_equal(book_origin(book, 1).byte, 2);
	assert_int_equal(book_origin(book, 2).byte, 3);
	assert_int_equal(book_origin(book, 4).byte, 6);
	assert_int_equal(book_origin(book, 5).byte, 7);
	assert_int_equal(book_origin(book, 8).byte, 8);
	assert_int_equal(book->n_problems, 2);
	assert_int_equal(book->problems[0].line, 7);
	book_free(book);
}

static void
marks_stay_apart(void **state)
{
	struct builder *b = builder_new("text");
	struct book *book;

	(void)state;
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 1, 0);
	builder_text(b, STR("e"), STYLE_EMPHASIS, 1, 1);
	builder_text(b, STR("\xcc\x81x"), 0, 1, 3);
	book = finish(b);
	assert_int_equal(book->n_runs, 1);
	assert_int_equal(book->runs[0].to, 1);
	assert_int_equal(book_origin(book, (uint32_t)book->text.n - 1).byte, 5);
	book_free(book);
}

/* A block of nothing but controls vanishes, and leaves no trace. */
static void
vanished_blocks_have_no_origin(void **state)
{
	struct builder *b = builder_new("text");
	struct book *book;

	(void)state;
	one(b, BLOCK_PARAGRAPH, "a", 1, 0);
	one(b, BLOCK_PARAGRAPH, "\x1a", 2, 2);
	book = finish(b);
	assert_int_equal(book->n_blocks, 1);
	assert_int_equal(book->n_problems, 1);
	book_free(book);
}

static void
runs_and_links(void **state)
{
	struct builder *b = builder_new("text");
	struct book *book;
	uint32_t to;

	(void)state;
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 1, 0);
	builder_text(b, STR("plain "), 0, 1, 0);
	builder_text(b, STR("loud"), STYLE_STRONG, 1, 8);
	builder_text(b, STR("er"), STYLE_STRONG, 1, 12);
	builder_text(b, STR(" end"), 0, 1, 16);
	builder_link(b, 6, 12, NOWHERE, STR("http://a\033[31m.example"));
	builder_link(b, 8, 10, 0, (struct str){NULL, 0});
	builder_link(b, 0, 2, 3, (struct str){NULL, 0});
	book = finish(b);
	assert_int_equal(book->n_runs, 1);
	assert_int_equal(book_style_at(book, 0, &to), 0);
	assert_int_equal(to, 6);
	assert_int_equal(book_style_at(book, 7, &to), STYLE_STRONG);
	assert_int_equal(to, 12);
	assert_int_equal(book_style_at(book, 12, &to), 0);
	assert_int_equal(to, 16);
	assert_int_equal(book->n_links, 2);
	assert_int_equal(book_link_from(book, 2), 1);
	assert_null(memchr(book->links[1].href.p, 033, book->links[1].href.n));
	assert_int_equal(book_run_from(book, 12), 1);
	book_free(book);
}

static void
merging_keeps_places(void **state)
{
	struct builder *b = builder_new("text");
	struct book *book;

	(void)state;
	one(b, BLOCK_HEADING, "One", 1, 0);
	one(b, BLOCK_HEADING, "title", 2, 4);
	builder_figure(b, 3, 3, NULL, 0);
	one(b, BLOCK_HEADING, "over", 3, 10);
	one(b, BLOCK_HEADING, "lines", 4, 15);
	one(b, BLOCK_PARAGRAPH, "Text", 5, 21);
	book = finish(b);
	book_merge(book, 0);
	book_merge(book, 0);
	book_merge(book, 2);
	book_compact(book);
	assert_str(book->text, "One title over lines\nText");
	assert_int_equal(book->n_blocks, 2);
	assert_int_equal(book->blocks[0].last_line, 4);
	assert_int_equal(book->figures[0].block, 0);
	assert_int_equal(book_origin(book, 15).line, 4);
	assert_true(book_check(book, NULL));
	book_free(book);
}

static void
problems_are_limited(void **state)
{
	struct builder *b = builder_new("text");
	struct book *book;

	(void)state;
	one(b, BLOCK_PARAGRAPH, "x", 1, 0);
	for (uint32_t i = 0; i < LIMIT_PROBLEMS + 10; i++)
		builder_problem(b, PROBLEM_MARKUP, 9000 - i, "no. %u", i);
	book = finish(b);
	book_problem(book, PROBLEM_MARKUP, 1, "one more");
	assert_int_equal(book->n_problems, LIMIT_PROBLEMS);
	assert_str(
	    book->problems[0].message, "problems that are not listed: 12");
	assert_true(book_check(book, NULL));
	book_free(book);
}

/* Front matter, part 1 with chapters 1 and 2 (with a section of its own). */
static struct book *
numbered(void)
{
	static const char *const texts[] = {"Cover", "Preface", "Thanks",
	    "Part", "First", "a", "b", "Second", "c", "Inner", "d"};
	static const struct section plan[] = {
	    {.first_block = 1, .last_block = 3, .parent = NOWHERE},
	    {.first_block = 3,
		.last_block = 11,
		.parent = NOWHERE,
		.number = {"1", 1},
		.kind = SECTION_PART},
	    {.first_block = 4,
		.last_block = 7,
		.parent = 1,
		.number = {"1", 1},
		.kind = SECTION_CHAPTER},
	    {.first_block = 7,
		.last_block = 11,
		.parent = 1,
		.number = {"2", 1},
		.kind = SECTION_CHAPTER},
	    {.first_block = 9, .last_block = 11, .parent = 3},
	};
	struct builder *b = builder_new("text");
	struct section *v;
	struct book *book;

	for (uint32_t i = 0; i < LENGTH(texts); i++)
		one(b, BLOCK_PARAGRAPH, texts[i], i + 1, i * 10);
	book = finish(b);
	v = book_alloc(book, LENGTH(plan), sizeof(*v));
	memcpy(v, plan, sizeof(plan));
	for (uint32_t i = 0; i < LENGTH(plan); i++) {
		v[i].from = book->blocks[v[i].first_block].from;
		v[i].to = book->blocks[v[i].last_block - 1].to;
	}
	book_set_sections(book, v, LENGTH(plan));
	assert_true(book_check(book, NULL));
	return book;
}

/* What is said of a place in the i-th block of the book. */
static void
whereabouts_are(const struct book *book, uint32_t i, const char *want)
{
	struct buf s = BUF_INIT;

	book_whereabouts(book, book->blocks[i].from + 1, &s);
	assert_string_equal(s.p, want);
	buf_free(&s);
}

static void
notes_are_known_by_their_callouts(void **state)
{
	static const uint32_t callers[] = {0, 1, 2, 3};
	struct book *book = numbered();
	struct reference r[4];
	struct note n[3];

	(void)state;
	memset(r, 0, sizeof(r));
	memset(n, 0, sizeof(n));
	for (uint32_t i = 0; i < 4; i++) {
		r[i].from = book->blocks[5].from + i;
		r[i].to = r[i].from + 1;
		r[i].note = 1;
	}
	for (uint32_t i = 0; i < 3; i++) {
		n[i].first_block = 8 + i;
		n[i].last_block = 9 + i;
		n[i].from = book->blocks[8 + i].from;
		n[i].to = book->blocks[8 + i].to;
		n[i].label = STR("12");
		n[i].ibid_of = n[i].ibid_source = NOWHERE;
	}
	n[1].references = (struct ids){callers, 2};
	n[2].references = (struct ids){callers, 4};
	book_set_references(book, r, 4);
	book_set_notes(book, n, 3);
	whereabouts_are(book, 5, "§1.1");
	whereabouts_are(book, 8, "note 12, §2.1");
	whereabouts_are(book, 9, "note 12 to §1.1, §1.1");
	whereabouts_are(book, 10, "note 12 to §1.1, §1.1, §1.2, …");
	book_free(book);
}

static void
addresses_lead_back(void **state)
{
	static const char *const want[] = {"¶1", "§0.1", "§0.1.1", "§0.2", "§1",
	    "§1.1", "§1.2", "§2", "§2.1", "§2.2", "§2.3"};
	struct book *book = numbered();
	struct buf s = BUF_INIT;

	(void)state;
	for (uint32_t i = 0; i < book->n_blocks; i++) {
		buf_clear(&s);
		book_address(book, book->blocks[i].to, &s);
		assert_string_equal(s.p, want[i]);
		assert_int_equal(book_address_find(book, buf_lend(&s)),
		    book->blocks[i].from);
	}
	buf_free(&s);
	assert_int_equal(
	    book_address_find(book, STR(" 1.2 ")), book->blocks[6].from);
	assert_int_equal(book_address_find(book, STR("§7")), NOWHERE);
	assert_int_equal(book_address_find(book, STR("§1.99")), NOWHERE);
	assert_int_equal(book_address_find(book, STR("")), NOWHERE);
	assert_int_equal(book_address_find(book, STR("§")), NOWHERE);
	assert_int_equal(book_address_find(book, STR("¶0")), NOWHERE);
	assert_int_equal(book_section_at(book, book->blocks[3].to), 1);
	assert_int_equal(book_section_at(book, book->blocks[8].from), 3);
	assert_int_equal(book_section_at(book, 0), NOWHERE);
	book_free(book);
}

/* With the pages of a printed edition, which go before sections. */
static void
printed_pages(void **state)
{
	struct builder *b = builder_new("epub");
	struct book *book;
	struct buf s = BUF_INIT;
	static const char *const forms[] = {
	    "p. 41", "p.41", "p 41", "41", "page 41", "стр. 41", "с. 41"};
	uint32_t place;

	(void)state;
	one(b, BLOCK_PARAGRAPH, "Before", 1, 0);
	builder_folio(b, STR("xii"));
	one(b, BLOCK_PARAGRAPH, "A page of the preface", 2, 10);
	builder_folio(b, STR("41"));
	one(b, BLOCK_PARAGRAPH, "A page", 3, 20);
	one(b, BLOCK_PARAGRAPH, "of the book", 4, 30);
	builder_folio(b, STR("xii"));
	one(b, BLOCK_PARAGRAPH, "Twice", 5, 40);
	book = finish(b);
	place = book->blocks[2].from;
	for (uint32_t i = 0; i < LENGTH(forms); i++)
		assert_int_equal(
		    book_address_find(book, str_of(forms[i])), place);
	book_address(book, book->blocks[3].from + 2, &s);
	assert_str(buf_lend(&s), "p. 41");
	buf_clear(&s);
	book_address(book, 0, &s);
	assert_str(buf_lend(&s), "¶1");
	buf_clear(&s);
	book_address(book, book->blocks[4].from, &s);
	assert_str(buf_lend(&s), "¶5");
	assert_int_equal(
	    book_address_find(book, buf_lend(&s)), book->blocks[4].from);
	assert_int_equal(
	    book_address_find(book, STR("p. xii")), book->blocks[1].from);
	assert_int_equal(book_address_find(book, STR("p. 42")), NOWHERE);
	assert_int_equal(
	    book_address_find(book, STR("¶2")), book->blocks[1].from);
	buf_free(&s);
	book_free(book);
}

static void
places_snap(void **state)
{
	struct builder *b = builder_new("text");
	struct book *book;

	(void)state;
	one(b, BLOCK_PARAGRAPH, "изба", 1, 0);
	book = finish(b);
	assert_int_equal(book_snap(book, 3), 2);
	assert_int_equal(book_snap(book, 4), 4);
	assert_int_equal(book_snap(book, 100), 8);
	book_free(book);
}

/* A promise that is broken must be seen. */
static void
check_sees(void **state)
{
	struct builder *b = builder_new("text");
	struct book *book;
	struct block *k;

	(void)state;
	one(b, BLOCK_PARAGRAPH, "жук", 1, 0);
	one(b, BLOCK_PARAGRAPH, "лук", 2, 7);
	book = finish(b);
	k = book_edit_blocks(book);
	k[1].from++;
	assert_false(book_check(book, NULL));
	k[1].from--;
	k[0].kind = BLOCK_KINDS;
	assert_false(book_check(book, NULL));
	k[0].kind = BLOCK_NOTE;
	assert_true(book_check(book, NULL));
	k[0].line = 9;
	assert_false(book_check(book, NULL));
	book_free(book);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(blocks_are_parted),
	    cmocka_unit_test(empty_books_are_errors),
	    cmocka_unit_test(origins_are_exact),
	    cmocka_unit_test(marks_stay_apart),
	    cmocka_unit_test(vanished_blocks_have_no_origin),
	    cmocka_unit_test(runs_and_links),
	    cmocka_unit_test(merging_keeps_places),
	    cmocka_unit_test(problems_are_limited),
	    cmocka_unit_test(addresses_lead_back),
	    cmocka_unit_test(notes_are_known_by_their_callouts),
	    cmocka_unit_test(printed_pages),
	    cmocka_unit_test(places_snap),
	    cmocka_unit_test(check_sees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
