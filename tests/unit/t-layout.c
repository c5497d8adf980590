/* layout: how the kinds of blocks are set, and where pages break. */
#include "tests/unit/unit.h"

#include <izba/builder.h>
#include <izba/layout.h>

static struct builder *
begin(void)
{
	struct builder *b = builder_new("text");

	builder_source_bytes(b, 1000);
	return b;
}

static void
add(struct builder *b, enum block_kind kind, const char *text)
{
	builder_block(b, kind, 1, 0, 1, 0);
	builder_text(b, str_of(text), 0, 1, 0);
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
put_line(struct buf *out, const struct book *b, const struct line *line,
    const struct segment *s)
{
	int col = 0;

	for (uint32_t i = 0; i < line->segments; i++, s++) {
		for (; col < s->col; col++)
			buf_putc(out, ' ');
		col = s->col + s->width;
		if (s->kind == SEGMENT_TEXT || s->kind == SEGMENT_ECHO)
			buf_str(out, book_text(b, s->from, s->to));
		for (int k = 0; s->kind != SEGMENT_TEXT &&
				s->kind != SEGMENT_ECHO && k < s->width;
		     k++)
			buf_putc(out, "-*_ #@|="[s->kind - SEGMENT_HYPHEN]);
	}
	buf_putc(out, '\n');
}

/* Lay the book out, compare with what is wanted, and free it. */
static void
expect(struct book *b, int measure, const char *wanted)
{
	const struct layout_options o = {.measure = measure, .rows = 1000};
	struct layout *l = layout_new(b, &o);
	struct line_at at = {0, 0};
	struct buf got = BUF_INIT;

	do
		put_line(&got, b, layout_line(l, at), layout_segments(l, at));
	while (layout_next(l, &at));
	assert_string_equal(got.p, wanted);
	buf_free(&got);
	layout_free(l);
	book_free(b);
}

static void
expect_one(
    enum block_kind kind, const char *text, int measure, const char *wanted)
{
	struct builder *b = begin();

	add(b, kind, text);
	expect(finish(b), measure, wanted);
}

static void
text_is_folded(void **state)
{
	(void)state;
	expect_one(BLOCK_PARAGRAPH, "In the first winter the room had a stove.",
	    20, "In the first winter\nthe room had a\nstove.\n");
	expect_one(BLOCK_PARAGRAPH, "Of  blanks    none begins.", 10,
	    "Of  blanks\nnone\nbegins.\n");
	expect_one(BLOCK_PARAGRAPH, "an incomprehensibility here", 12,
	    "an\nincomprehens\nibility here\n");
	expect_one(BLOCK_PARAGRAPH, "Первой зимой была печь.", 12,
	    "Первой зимой\nбыла печь.\n");
	expect_one(
	    BLOCK_PARAGRAPH, "読書室は村にある", 10, "読書室は村\nにある\n");
}

/* What good printing does with dashes, initials, soft hyphens and marks. */
static void
breaks_are_good(void **state)
{
	struct builder *b = begin();

	(void)state;
	expect_one(BLOCK_PARAGRAPH, "The lamp went — out.", 14,
	    "The lamp\nwent — out.\n");
	expect_one(BLOCK_PARAGRAPH, "So wrote V. I. Petrov then", 14,
	    "So wrote\nV. I. Petrov\nthen\n");
	expect_one(BLOCK_PARAGRAPH, "the years 1917–1923 and vol. 3, pp. 8", 14,
	    "the years\n1917–1923 and\nvol. 3, pp. 8\n");
	/* sentences end here, nothing is abbreviated */
	expect_one(BLOCK_PARAGRAPH, "from the CC. In winter", 12,
	    "from the CC.\nIn winter\n");
	expect_one(BLOCK_PARAGRAPH, "was his wife. 1907 came", 13,
	    "was his wife.\n1907 came\n");
	expect_one(BLOCK_PARAGRAPH, "written by e-mail из-за", 13,
	    "written by\ne-mail из-за\n");
	expect_one(BLOCK_PARAGRAPH,
	    "the co\xc2\xadop\xc2\xad"
	    "er\xc2\xad"
	    "ation",
	    10,
	    "the co\xc2\xadop\xc2\xad-\ner\xc2\xad"
	    "ation\n");
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 1, 0);
	builder_text(b, STR("a poor winter!"), 0, 1, 0);
	builder_text(b, STR("12"), STYLE_SUPERSCRIPT, 1, 0);
	expect(finish(b), 14, "a poor\nwinter!12\n");
}

/* Converters put a blank before a callout: no row begins with one for that. */
static void
callouts_cling_over_a_blank(void **state)
{
	struct builder *b = begin();
	struct book *book;
	struct reference *r;

	(void)state;
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 1, 0);
	builder_text(b, STR("a poor winter. [12] It went"), 0, 1, 0);
	book = finish(b);
	r = book_alloc(book, 1, sizeof(*r));
	*r = (struct reference){.from = 15, .to = 19};
	book_set_references(book, r, 1);
	expect(book, 16, "a poor\nwinter. [12] It\nwent\n");
}

static void
blocks_are_set(void **state)
{
	struct builder *b = begin();

	(void)state;
	add(b, BLOCK_HEADING, "1 The Room");
	add(b, BLOCK_PARAGRAPH, "Whoever could read, read aloud.");
	add(b, BLOCK_QUOTE, "We have agreed that she did not drown.");
	add(b, BLOCK_PARAGRAPH, "So they said.");
	add(b, BLOCK_DIALOGUE, "Clerk: Is she drowned or is she not?");
	builder_block(b, BLOCK_DIALOGUE, 0, 0, 1, 1);
	builder_text(b, STR("Izbach: She is not."), 0, 1, 0);
	add(b, BLOCK_ITEM, "first thing of many");
	add(b, BLOCK_ITEM, "12. another one, numbered");
	add(b, BLOCK_RULE, "");
	add(b, BLOCK_VERSE, "A line\n  and another, far too long");
	add(b, BLOCK_HEADING, "2 The Lamp");
	builder_block(b, BLOCK_FIGURE, 0, 0, 1, 0);
	add(b, BLOCK_CAPTION, "The lamp");
	add(b, BLOCK_PREFORMATTED, "  kept\n\tas it is");
	expect(finish(b), 24,
	    "1 The Room\n\n"
	    "Whoever could read, read\naloud.\n\n"
	    "  We have agreed that\n  she did not drown.\n\n"
	    "So they said.\n\n"
	    "Clerk: Is she drowned or\n  is she not?\n"
	    "Izbach: She is not.\n\n"
	    "* first thing of many\n"
	    "12. another one,\n    numbered\n\n"
	    "         ______\n\n"
	    "  A line\n    and another, far too\n      long\n\n\n"
	    "2 The Lamp\n\n"
	    "  #########\n"
	    "  The lamp\n\n"
	    "  kept\n as it is\n");
}

static void
notes_hang(void **state)
{
	struct builder *b = begin();
	struct book *book;
	struct note *note;

	(void)state;
	add(b, BLOCK_NOTE, "12 Report of the third of April");
	builder_block(b, BLOCK_NOTE, 0, BLOCK_CONTINUES, 1, 1);
	builder_text(b, STR("and what came after"), 0, 1, 0);
	add(b, BLOCK_ENTRY, "izbach: keeper of a reading room");
	book = finish(b);
	note = book_alloc(book, 1, sizeof(*note));
	*note = (struct note){
	    .from = 0, .to = book->blocks[1].to, .body = 3, .last_block = 2};
	book_set_notes(book, note, 1);
	expect(book, 18,
	    "12 Report of the\n   third of April\n"
	    "   and what came\n   after\n\n"
	    "izbach: keeper of\n a reading room\n");
}

/* A label that the format states stands before its note. */
static void
stated_labels_stand_before(void **state)
{
	struct builder *b = begin();
	struct book *book;
	struct note *note;

	(void)state;
	add(b, BLOCK_NOTE, "Report of the third of April");
	builder_block(b, BLOCK_NOTE, 0, BLOCK_CONTINUES, 1, 1);
	builder_text(b, STR("and what came after"), 0, 1, 0);
	book = finish(b);
	note = book_alloc(book, 1, sizeof(*note));
	*note = (struct note){.from = 0,
	    .to = (uint32_t)book->text.n,
	    .label = STR("12"),
	    .last_block = 2};
	book_set_notes(book, note, 1);
	expect(book, 20,
	    "@@@ Report of the\n    third of April\n"
	    "    and what came\n    after\n");
}

static void
tables_are_drawn(void **state)
{
	static const char table[] = "Village\tBooks\tKept by\n"
				    "Sosnovka\t11\tthe izbach and his son\n"
				    "Rasskazovo\t240\tnobody";

	(void)state;
	expect_one(BLOCK_TABLE, table, 60,
	    "Village     Books  Kept by\n"
	    "_________________________________________\n"
	    "Sosnovka       11  the izbach and his son\n"
	    "Rasskazovo    240  nobody\n");
	expect_one(BLOCK_TABLE, table, 32,
	    "Village     Books  Kept by\n"
	    "________________________________\n"
	    "Sosnovka       11  the izbach\n"
	    "                   and his son\n"
	    "Rasskazovo    240  nobody\n");
	expect_one(BLOCK_TABLE, table, 18,
	    "Village\n Books\n Kept by\n"
	    "Sosnovka\n Books  11\n Kept by  the\n  izbach and his\n  son\n"
	    "Rasskazovo\n Books  240\n Kept by  nobody\n");
}

/* ---- pages ---- */

static struct page
page_of(struct book *b, int rows, uint32_t n, struct layout **l)
{
	const struct layout_options o = {
	    .measure = 20, .rows = rows, .notes_at_foot = true};

	*l = layout_new(b, &o);
	return layout_page(*l, n);
}

static void
headings_are_not_stranded(void **state)
{
	struct builder *b = begin();
	struct layout *l;
	struct book *book;
	struct page p;

	(void)state;
	add(b, BLOCK_PARAGRAPH, "one");
	add(b, BLOCK_PARAGRAPH, "two");
	add(b, BLOCK_HEADING, "Heading");
	add(b, BLOCK_PARAGRAPH, "after it");
	book = finish(b);
	p = page_of(book, 7, 1, &l);
	assert_int_equal(p.lines, 3);
	assert_true(layout_page_next(l, &p));
	assert_int_equal(p.from, book->blocks[2].from);
	layout_free(l);
	book_free(book);
}

static void
lines_are_not_alone(void **state)
{
	static const char three[] = "In the first winter the room had a stove.";
	struct builder *b = begin();
	struct layout *l;
	struct book *book;
	struct page p;

	(void)state;
	add(b, BLOCK_PARAGRAPH, three);
	add(b, BLOCK_PARAGRAPH, three);
	book = finish(b);
	for (int rows = 5; rows <= 6; rows++) {
		p = page_of(book, rows, 1, &l);
		assert_int_equal(p.lines, 3);
		assert_true(layout_page_next(l, &p));
		assert_int_equal(p.lines, 3);
		layout_free(l);
	}
	book_free(book);
}

/* A page has room for the notes it cites; a long one goes on. */
static void
notes_stand_at_the_foot(void **state)
{
	static const char line[] = "of the eleven books ";
	struct builder *b = begin();
	const struct segment *segments;
	struct note *note;
	struct reference *r;
	struct layout *l;
	struct book *book;
	struct page p;

	(void)state;
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 1, 0);
	for (int i = 0; i < 40; i++)
		builder_text(b, STR(line), 0, 1, 0);
	add(b, BLOCK_NOTE, "1. A note of two lines, at least.");
	book = finish(b);
	note = book_alloc(book, 1, sizeof(*note));
	*note = (struct note){.from = book->blocks[1].from,
	    .to = book->blocks[1].to,
	    .body = book->blocks[1].from + 3,
	    .first_block = 1,
	    .last_block = 2};
	book_set_notes(book, note, 1);
	r = book_alloc(book, 1, sizeof(*r));
	*r = (struct reference){.from = 42, .to = 44};
	book_set_references(book, r, 1);
	p = page_of(book, 8, 1, &l);
	assert_int_equal(p.foot, 2);
	assert_int_equal(p.lines, 5);
	assert_int_equal(layout_foot(l, &p, &segments)->from, note->from);
	assert_true(layout_page_next(l, &p));
	assert_int_equal(p.foot, 0);
	layout_free(l);
	/* with room enough a row stays blank above the rule */
	p = page_of(book, 13, 1, &l);
	assert_int_equal(p.lines + 1 + p.foot, 13);
	layout_free(l);
	p = page_of(book, 16, 1, &l);
	assert_int_equal(p.foot, 2);
	assert_int_equal(p.lines + 2 + p.foot, 16);
	layout_free(l);
	book_free(book);
}

static void
spans_stand_alone(void **state)
{
	struct builder *b = begin();
	struct layout_span span;
	struct book *book;

	(void)state;
	add(b, BLOCK_PARAGRAPH, "one two three four");
	add(b, BLOCK_NOTE, "1. note");
	book = finish(b);
	layout_span(&span, book, 4, 26, 10, NULL);
	assert_int_equal(span.n_lines, 4);
	assert_int_equal(span.lines[0].from, 4);
	assert_int_equal(span.lines[1].to, 18);
	assert_int_equal(span.lines[3].to, 26);
	assert_int_equal(span.segments[span.lines[3].segment].col, 0);
	layout_span_free(&span);
	book_free(book);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_is_folded),
	    cmocka_unit_test(breaks_are_good),
	    cmocka_unit_test(callouts_cling_over_a_blank),
	    cmocka_unit_test(blocks_are_set),
	    cmocka_unit_test(notes_hang),
	    cmocka_unit_test(stated_labels_stand_before),
	    cmocka_unit_test(tables_are_drawn),
	    cmocka_unit_test(headings_are_not_stranded),
	    cmocka_unit_test(lines_are_not_alone),
	    cmocka_unit_test(notes_stand_at_the_foot),
	    cmocka_unit_test(spans_stand_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
