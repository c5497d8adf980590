/* what is pointed at: cards, explained words, the places of an entry */
#include "tests/unit/unit.h"

#include <izba/formats.h>
#include <izba/text.h>

#include "tui/card.h"
#include "tui/explained.h"
#include "tui/places.h"

#define PROSE \
	"The boats lay on the shore all winter, and in spring the fishermen " \
	"tarred them before the ice was gone, as their fathers had done, and " \
	"nobody could say who had begun it or why it was done in that week."

static const char little[] =
    "Chapter 1\n\n"
    "The smelt came in March.¹ Then Orlova came, and Vera Orlova wrote of "
    "smelts.² Both were late, and the both-handed bell was rung.³ " PROSE
    "\n\n" PROSE " The Old Style was kept, and ОРЛОВА's book was lost.\n\n"
    "1. Orlova, *Fish of the North*, p. 12.\n\n"
    "2. Ibid., p. 14.\n\n"
    "3. The bells were sold.\n\n"
    "Chapter 2\n\n" PROSE " Nobody saw a smelt; сетка was mended.¹\n\n" PROSE
    "\n\n"
    "1. Orlova, p. 30.\n\n"
    "Glossary\n\n"
    "smelt [корюшка]: a small fish of the lake.\n\n"
    "Old Style: the Julian calendar.\n\n"
    "bot [бот]: a small ship with one mast.\n\n"
    "net [сетка]: what fish are caught with.\n\n"
    "Biographical Notes\n\n"
    "ORLOVA, Vera Petrovna [Орлова] (1880–1942). Wrote about fish.\n\n"
    "PETROV, Ivan [Петров] (1870–1931). A fisherman.\n";

static struct book *
make(void)
{
	struct err err;
	struct book *b =
	    book_read_bytes(str_of(little), "little.txt", NULL, &err);

	assert_non_null(b);
	apparatus_link(b);
	assert_int_equal(b->n_notes, 4);
	assert_int_equal(b->n_entries, 6);
	return b;
}

static uint32_t
place_of(const struct book *b, const char *words)
{
	size_t at = str_find(b->text, str_of(words));

	assert_true(at != SIZE_MAX);
	return (uint32_t)at;
}

/* ---- cards ---- */

static void
card_of_a_note(void **state)
{
	struct book *b = make();
	struct card c = card_of_note(1);
	struct card_parts p;
	struct buf title = BUF_INIT;

	(void)state;
	card_parts(b, &c, &p);
	assert_int_equal(p.n, 2);
	assert_str(book_text(b, p.v[0].from, p.v[0].to), "Ibid., p. 14.");
	assert_str(p.v[1].before, "= n. 1: ");
	assert_true(p.v[1].quiet);
	assert_str(book_text(b, p.v[1].from, p.v[1].to),
	    "Orlova, Fish of the North, p. 12.");
	card_title(b, &c, &title);
	assert_string_equal(title.p, "note 2 · from §1.1");
	assert_int_equal(card_place(b, &c), b->notes[1].from);
	buf_free(&title);
	card_parts_free(&p);
	card_free(&c);
	book_free(b);
}

/* A note that several callouts lead to names them all, and is walked round. */
static void
callers_of_a_note(void **state)
{
	struct book *b = make();
	uint32_t both[2] = {1, 2};
	struct note n[2];
	struct book twice = *b;
	struct card c = card_of_note(1);
	struct card_parts p;

	(void)state;
	memcpy(n, b->notes, sizeof(n));
	n[1].references = (struct ids){both, 2};
	n[1].ibid_source = NOWHERE;
	n[1].ibid_maybe.n = 0;
	twice.notes = n;
	card_parts(&twice, &c, &p);
	assert_int_equal(p.n, 2);
	assert_str(p.v[1].before, "from: §1.1, §1.1");
	card_parts_free(&p);
	assert_int_equal(card_caller(&twice, &c, false), b->references[1].from);
	assert_int_equal(card_caller(&twice, &c, false), b->references[2].from);
	card_parts(&twice, &c, &p);
	assert_str(p.v[1].before, "from: §1.1, [§1.1]");
	card_parts_free(&p);
	assert_int_equal(card_caller(&twice, &c, false), b->references[1].from);
	assert_int_equal(card_caller(&twice, &c, true), b->references[2].from);
	c.caller = NOWHERE;
	assert_int_equal(card_caller(&twice, &c, true), b->references[2].from);
	card_free(&c);
	book_free(b);
}

static void
card_of_a_word_or_an_entry(void **state)
{
	struct book *b = make();
	struct card c = card_of_word(b, STR("smelts"));
	struct buf title = BUF_INIT;

	(void)state;
	assert_int_equal(c.n_matches, 1);
	card_title(b, &c, &title);
	assert_string_equal(title.p, "smelts · glossary");
	assert_int_equal(card_caller(b, &c, false), NOWHERE);
	card_free(&c);
	c = card_of_word(b, STR("herring"));
	assert_int_equal(c.n_matches, 0);
	assert_int_equal(card_place(b, &c), NOWHERE);
	card_free(&c);
	c = card_of_entry(b, 4);
	buf_clear(&title);
	card_title(b, &c, &title);
	assert_string_equal(title.p, "ORLOVA · people");
	card_free(&c);
	buf_free(&title);
	book_free(b);
}

/* ---- explained words ---- */

static void
assert_spans(const struct book *b, struct explained *e, uint32_t from,
    uint32_t to, const char *all)
{
	struct buf got = BUF_INIT;
	size_t n;
	const struct span *v = explained_in(e, from, to, &n);

	for (size_t i = 0; i < n; i++) {
		buf_puts(&got, i > 0 ? "|" : "");
		buf_str(&got, book_text(b, v[i].from, v[i].to));
	}
	assert_string_equal(got.p, all);
	buf_free(&got);
}

/* Phrases before words, inflected, in both scripts; no word that only sounds
 * like one; nothing in a heading of an entry. */
static void
words_with_an_entry(void **state)
{
	struct book *b = make();
	struct explained *e = explained_new(b);
	uint32_t second = place_of(b, "Chapter 2");
	uint32_t glossary = place_of(b, "Glossary");

	(void)state;
	assert_spans(b, e, 0, place_of(b, "1. Orlova"),
	    "smelt|Orlova|Vera Orlova|smelts|Old Style|ОРЛОВА's");
	assert_spans(
	    b, e, second, place_of(b, "1. Orlova, p. 30"), "smelt|сетка");
	assert_spans(b, e, glossary, (uint32_t)b->text.n, "");
	/* a stretch may begin and end anywhere */
	assert_spans(b, e, place_of(b, "Orlova came"), place_of(b, "wrote of"),
	    "Orlova|Vera Orlova");
	assert_spans(b, e, 7, 7, "");
	explained_free(e);
	explained_free(NULL);
	book_free(b);
}

/* ---- places ---- */

static void
assert_places(struct book *b, struct search *s, uint32_t entry, const char *all)
{
	struct buf got = BUF_INIT;
	struct hits h;

	places_of_entry(b, s, entry, &h);
	for (size_t i = 0; i < h.n; i++) {
		buf_puts(&got, i > 0 ? "|" : "");
		buf_str(&got, book_text(b, h.v[i].from, h.v[i].to));
	}
	assert_string_equal(got.p, all);
	buf_free(&got);
	hits_free(&h);
}

static void
places_of_entries(void **state)
{
	struct book *b = make();
	struct search *s = search_new(b);

	(void)state;
	assert_places(b, s, 0, "smelt|smelts|smelt");
	assert_places(b, s, 1, "Old Style");
	assert_places(b, s, 2, "");
	assert_places(b, s, 3, "сетка");
	assert_places(b, s, 4, "Orlova|Orlova|ОРЛОВА's|Orlova|Orlova");
	assert_places(b, s, 5, "");
	search_free(s);
	book_free(b);
}

static void
levels_of_places(void **state)
{
	struct book *b = make();
	uint32_t n = (uint32_t)b->text.n;
	struct hit v[10] = {
	    {.from = 0}, {.from = n / 3}, {.from = n / 3 + 1}, {.from = n - 1}};
	struct hits h = {.v = v, .n = 4};
	uint8_t levels[4];

	(void)state;
	places_levels(b, &h, levels, 4);
	assert_int_equal(levels[0], 1);
	assert_true(levels[1] > 1 && levels[1] < PLACES_LEVELS);
	assert_int_equal(levels[2], 0);
	assert_int_equal(levels[3], 1);
	for (size_t i = 0; i < 10; i++)
		v[i].from = n - 1;
	h.n = 10;
	places_levels(b, &h, levels, 4);
	assert_int_equal(levels[3], PLACES_LEVELS);
	assert_int_equal(places_stretch(b, n, 4), 3);
	assert_int_equal(places_stretch(b, 0, 4), 0);
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(card_of_a_note),
	    cmocka_unit_test(callers_of_a_note),
	    cmocka_unit_test(card_of_a_word_or_an_entry),
	    cmocka_unit_test(words_with_an_entry),
	    cmocka_unit_test(places_of_entries),
	    cmocka_unit_test(levels_of_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
