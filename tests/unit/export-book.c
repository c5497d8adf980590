/*
 * A small book with footnotes, made by hand, and what its exports are.
 */
#include <izba/builder.h>

#include "tests/unit/export-book.h"

/* A book of two sections with three notes, made by hand. */

static uint32_t
add_block(struct builder *m, enum block_kind kind, const char *text)
{
	uint32_t at;

	builder_block(m, kind, 1, BLOCK_STATED, 1, 1);
	builder_text(m, str_of(text), 0, 1, 0);
	at = builder_place(m);
	return at - (uint32_t)strlen(text);
}

static uint32_t
find(const struct book *b, const char *words)
{
	size_t at = str_find(b->text, str_of(words));

	assert_true(at != SIZE_MAX);
	return (uint32_t)at;
}

static struct note
make_note(const struct book *b, const char *from, const char *body,
    const char *to, const char *label)
{
	return (struct note){.from = find(b, from),
	    .body = find(b, body),
	    .to = find(b, to) + (uint32_t)strlen(to),
	    .label = str_of(label),
	    .ibid_of = NOWHERE,
	    .ibid_source = NOWHERE};
}

struct book *
export_book(void)
{
	struct builder *m = builder_new("text");
	struct section *s;
	struct reference *r;
	struct note *n;
	struct book *b;

	builder_title(m, STR("Lamps: a \"history\""));
	builder_author(m, STR("A. Fedotova"));
	builder_author(m, STR("B. Petrov"));
	add_block(m, BLOCK_HEADING, "The First Lamp");
	builder_block(m, BLOCK_PARAGRAPH, 0, BLOCK_STATED, 1, 1);
	builder_text(m, STR("The oil was "), 0, 1, 0);
	builder_text(m, STR("never "), STYLE_EMPHASIS, 1, 0);
	builder_text(m, STR("counted,"), 0, 1, 0);
	builder_text(m, STR("1"), STYLE_SUPERSCRIPT, 1, 0);
	builder_text(m, STR(" and 2 * 3 [jars] were found."), 0, 1, 0);
	builder_text(m, STR("2"), STYLE_SUPERSCRIPT, 1, 0);
	add_block(m, BLOCK_PARAGRAPH, "1. Not a list.");
	add_block(m, BLOCK_VERSE, "Burn, lamp,\nburn low");
	add_block(m, BLOCK_HEADING, "The Second Lamp");
	add_block(m, BLOCK_PARAGRAPH, "Another room, another stove.");
	add_block(m, BLOCK_NOTE, "1. Petrov, Oil, p. 4.");
	add_block(m, BLOCK_NOTE, "2. Ibid., p. 9.");
	b = builder_finish(m, NULL);
	assert_non_null(b);
	s = book_alloc(b, 2, sizeof(*s));
	s[0] = (struct section){.parent = NOWHERE,
	    .to = find(b, "\nThe Second"),
	    .last_block = 4,
	    .level = 1,
	    .title = STR("The First Lamp")};
	s[1] = (struct section){.parent = NOWHERE,
	    .from = find(b, "The Second"),
	    .to = (uint32_t)b->text.n,
	    .first_block = 4,
	    .last_block = b->n_blocks,
	    .level = 1,
	    .title = STR("The Second Lamp")};
	book_set_sections(b, s, 2);
	n = book_alloc(b, 2, sizeof(*n));
	n[0] = make_note(b, "1. Petrov", "Petrov", "p. 4.", "1");
	n[1] = make_note(b, "2. Ibid", "Ibid", "p. 9.", "2");
	n[1].ibid = n[1].ibid_certain = true;
	n[1].ibid_of = n[1].ibid_source = 0;
	for (uint32_t i = 0; i < 2; i++) {
		uint32_t *id = book_alloc(b, 1, sizeof(*id));

		*id = i;
		n[i].references = (struct ids){id, 1};
	}
	book_set_notes(b, n, 2);
	r = book_alloc(b, 2, sizeof(*r));
	r[0].from = find(b, ",1") + 1;
	r[1].from = find(b, ".2") + 1;
	for (uint32_t i = 0; i < 2; i++) {
		r[i].to = r[i].from + 1;
		r[i].note = i;
		r[i].label = n[i].label;
	}
	book_set_references(b, r, 2);
	return b;
}

struct annotation
export_mark(
    const struct book *b, const char *from, const char *to, const char *body)
{
	struct annotation a = {.uuid = "0a1b2c3d-0000-4000-8000-000000000000",
	    .kind = ANNOTATION_HIGHLIGHT,
	    .colour = GREEN,
	    .from = find(b, from),
	    .to = find(b, to) + (uint32_t)strlen(to),
	    .body = str_of(body),
	    .created = EXPORT_NOW,
	    .modified = EXPORT_NOW + 1500000};

	a.quote = book_text(b, a.from, a.to);
	a.section = STR("as it was");
	a.address = STR("§9.9");
	return a;
}

struct buf
export_text(
    const char *format, const struct book *b, struct annotation *v, size_t n)
{
	struct annotations notes = {.v = v, .n = n};
	struct export_options o = {
	    .path = "/books/lamps.txt", .now = EXPORT_NOW};
	struct buf out = BUF_INIT;

	export_books(export_find(format), &out,
	    &(struct export_book){.book = b, .notes = &notes, .options = &o}, 1,
	    EXPORT_NOW);
	return out;
}

void
export_expect(const struct buf *b, const char *words)
{
	if (strstr(b->p, words) == NULL)
		fail_msg("no \"%s\" in:\n%s", words, b->p);
}
