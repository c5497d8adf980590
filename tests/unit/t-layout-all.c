/* layout: what holds for every book, width and height. */
#include "tests/unit/unit.h"

#include <izba/builder.h>
#include <izba/layout.h>

#include "tests/unit/hyphens.h"
#include "tests/unit/layout-check.h"
#include "tests/unit/random.h"

static const char *const bits[] = {"stove", "lamp", "the", "a", "almanac",
    "reading-room", "eleven", "зима", "изба-читальня", "книга", "и", "—",
    "В. И.", "«газета»", ",", ".", "“lamp”¹²", "[14]",
    "со\xc2\xadтруд\xc2\xadни\xc2\xad"
    "че\xc2\xadство",
    "https://example.org/a/very/long/address?with=query&and=more#fragment",
    "e\xcc\x81t\xcc\x81", "書物を読む", "、", "한국어", "שלום", "مكتبة",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8c\xbe",
    "\xf0\x9f\x87\xb7\xf0\x9f\x87\xba",
    "№\xc2\xa0"
    "5",
    "x\xe2\x80\x8by", "1923–1927", "\xe3\x80\x80", "  ", "ﷺ", "₽12.50",
    "Antidisestablishmentarianism-and-more"};

static unsigned
random_below(uint32_t *r, unsigned n)
{
	return random_next(r) % n;
}

static void
add_words(struct builder *b, uint32_t *r, unsigned n, const char *between)
{
	while (n-- > 0) {
		unsigned style =
		    random_below(r, 8) == 0 ? (unsigned)STYLE_SUPERSCRIPT : 0;

		builder_text(b, str_of(bits[random_below(r, LENGTH(bits))]),
		    style, 1, 0);
		builder_text(b,
		    random_below(r, 9) == 0 ? str_of(between) : STR(" "), 0, 1,
		    0);
	}
	builder_text(b, STR("end"), 0, 1, 0);
}

static void
add_block(struct builder *b, uint32_t *r)
{
	enum block_kind kind = (enum block_kind)random_below(r, BLOCK_KINDS);
	static const unsigned flags[] = {
	    0, 0, 0, BLOCK_CENTRED, BLOCK_CONTINUES, BLOCK_STATED};
	unsigned most = random_below(r, 10) == 0 ? 400 : 30;

	builder_block(b, kind, random_below(r, 5),
	    flags[random_below(r, LENGTH(flags))], 1, random_below(r, 3));
	if (kind == BLOCK_RULE || (kind == BLOCK_FIGURE && random_below(r, 2)))
		return;
	if (kind == BLOCK_ITEM && random_below(r, 2))
		builder_text(b, STR("12. "), 0, 1, 0);
	for (unsigned i = 0; kind == BLOCK_TABLE && i < random_below(r, 40);
	     i++) {
		add_words(b, r, random_below(r, 4), " ");
		builder_text(
		    b, random_below(r, 4) ? STR("\t") : STR("\n"), 0, 1, 0);
	}
	add_words(b, r, random_below(r, most),
	    kind == BLOCK_VERSE || kind == BLOCK_PREFORMATTED ? "\n    "
							      : "\n");
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

/* Every block is a section now and then, and a note, with callouts. */
static void
link_some(struct book *b, uint32_t *r)
{
	struct section *sections =
	    book_alloc(b, b->n_blocks, sizeof(*sections));
	struct note *notes = book_alloc(b, b->n_blocks, sizeof(*notes));
	struct reference *references =
	    book_alloc(b, b->n_blocks, sizeof(*references));
	uint32_t *cited = book_alloc(b, 1, sizeof(*cited));
	uint32_t n_sections = 0, n_notes = 0, n_references = 0;

	for (uint32_t i = 0; i < b->n_blocks; i++) {
		const struct block *k = &b->blocks[i];

		if (k->kind == BLOCK_NOTE)
			notes[n_notes++] = (struct note){.from = k->from,
			    .to = k->to,
			    .body = k->from,
			    .first_block = i,
			    .last_block = i + 1,
			    .references = {cited, 1}};
		if (k->kind == BLOCK_HEADING)
			sections[n_sections++] = (struct section){
			    .from = k->from,
			    .to = k->to,
			    .parent = NOWHERE,
			    .first_block = i,
			    .last_block = i + 1,
			    .level = 1,
			    .kind = (uint8_t)random_below(r, SECTION_KINDS)};
		if (k->to - k->from > 20)
			references[n_references++] = (struct reference){
			    .from = book_snap(b, k->from + 7),
			    .to = book_snap(b, k->from + 12),
			    .note = random_below(r, 50)};
	}
	for (uint32_t i = 0; i < n_references; i++)
		if (references[i].note >= n_notes)
			references[i].note = NOWHERE;
	book_set_sections(b, sections, n_sections);
	book_set_notes(b, notes, n_notes);
	book_set_references(b, references, n_references);
}

static void
check(const struct book *b, int measure, int rows, unsigned how)
{
	const struct layout_options o = {.measure = measure,
	    .rows = rows,
	    .sections_start_pages = (how & 1) != 0,
	    .hide_notes = (how & 2) != 0,
	    .notes_at_foot = (how & 4) != 0,
	    .hyphens = (how & 8) != 0 ? hyphens : NULL};
	const char *wrong = layout_check(b, &o);

	if (wrong != NULL)
		fail_msg("%.20s... at %d, %d, %u: %s", b->text.p, measure, rows,
		    how, wrong);
}

static void
generated_books_hold(void **state)
{
	uint32_t r = 20;

	(void)state;
	for (unsigned i = 0; i < 60; i++) {
		struct builder *b = builder_new("text");
		struct book *book;

		builder_source_bytes(b, 1000);
		for (unsigned n = random_below(&r, 60) + 1; n > 0; n--)
			add_block(b, &r);
		builder_block(b, BLOCK_PARAGRAPH, 0, 0, 1, 1);
		builder_text(b, STR("The end."), 0, 1, 0);
		book = finish(b);
		link_some(book, &r);
		for (unsigned k = 0; k < 16; k++)
			check(book, (int)random_below(&r, 111) + 10,
			    (int)random_below(&r, 60) + 1, k);
		check(book, 10, 1, i & 15);
		book_free(book);
	}
}

/* A book of one block. */
static struct book *
single(enum block_kind kind, struct str text)
{
	struct builder *b = builder_new("text");

	builder_source_bytes(b, 1000);
	builder_block(b, kind, 1, 0, 1, 0);
	builder_text(b, text, 0, 1, 0);
	return finish(b);
}

static void
repeat(struct buf *out, const char *s, size_t n)
{
	while (n-- > 0)
		buf_puts(out, s);
}

/* Sizes that would take minutes if anything were squared. */
static void
extremes_hold(void **state)
{
	static const struct {
		const char *start, *s;
		size_t n;
		enum block_kind kind;
	} extremes[] = {
	    {"", "word", 300000, BLOCK_PARAGRAPH},
	    {"a", "\xcc\x81", 200000, BLOCK_PARAGRAPH},
	    {"", "книга ", 50000, BLOCK_NOTE},
	    {"", "書", 100000, BLOCK_PARAGRAPH},
	    {"x", "\t", 200000, BLOCK_TABLE},
	    {"", "cell\t", 200, BLOCK_TABLE},
	    {"", "a\n", 200, BLOCK_TABLE},
	    {"", "a\tb\n", 20000, BLOCK_TABLE},
	    {"c\t", "tall ", 100000, BLOCK_TABLE},
	    {"", "\n", 100000, BLOCK_VERSE},
	    {"", "\xc2\xad", 100000, BLOCK_PARAGRAPH},
	    {"x", " ", 200000, BLOCK_PREFORMATTED},
	    {"", "—", 100000, BLOCK_DIALOGUE},
	    {"", "I. ", 100000, BLOCK_ITEM},
	    {"", "\xe2\x80\x8d", 100000, BLOCK_PARAGRAPH},
	    {"", "\xf0\x9f\x91\xa9\xe2\x80\x8d", 50000, BLOCK_PARAGRAPH},
	    {"", "\xd8\xa7\xd9\x90", 100000, BLOCK_QUOTE},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(extremes); i++) {
		struct buf text = BUF_INIT;
		struct book *b;

		buf_puts(&text, extremes[i].start);
		repeat(&text, extremes[i].s, extremes[i].n);
		buf_puts(&text, "z");
		b = single(extremes[i].kind, buf_lend(&text));
		check(b, 10, 1, 9);
		check(b, 72, 40, 5);
		book_free(b);
		buf_free(&text);
	}
}

/* The place at a page's top stays on the screen, and widening and narrowing
 * again gives the same page. */
static void
places_survive(void **state)
{
	uint32_t r = 7;
	struct builder *b = builder_new("text");
	struct layout_options o = {.measure = 40, .rows = 20};
	struct layout *narrow, *wide;
	struct book *book;
	struct page p;

	(void)state;
	builder_source_bytes(b, 1000);
	for (int i = 0; i < 200; i++)
		add_block(b, &r);
	book = finish(b);
	narrow = layout_new(book, &o);
	o.measure = 97;
	wide = layout_new(book, &o);
	p = layout_page_at(narrow, 0);
	do {
		struct page other = layout_page_at(wide, p.from), again;

		assert_true(other.from <= p.from && p.from <= other.to);
		again = layout_page_at(narrow, p.from);
		assert_int_equal(again.from, p.from);
		assert_int_equal(again.lines, p.lines);
	} while (layout_page_next(narrow, &p));
	layout_free(narrow);
	layout_free(wide);
	book_free(book);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(generated_books_hold),
	    cmocka_unit_test(extremes_hold),
	    cmocka_unit_test(places_survive),
	};

	return cmocka_run_group_tests(tests, hyphens_made, hyphens_gone);
}
