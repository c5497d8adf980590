/* pile: order, groups, sifting, what is in hand, what is chosen */
#include <time.h>

#include "tests/unit/unit.h"

#include "tui/pile.h"

#define DAY (INT64_C(86400) * 1000000)
#define NOW INT64_C(1795339800000000)

/* Annotations told apart by the letter of their UUID and their quote. */
static struct annotation
make(char letter, uint32_t from, int64_t created)
{
	static const char *const quotes[] = {
	    "ash", "birch", "cedar", "date", "elm", "fir", "gorse", "hazel"};
	struct annotation a = {.kind = ANNOTATION_HIGHLIGHT,
	    .colour = YELLOW,
	    .from = from,
	    .to = from + 3,
	    .quote = str_of(quotes[letter - 'a']),
	    .created = created,
	    .modified = created};

	a.uuid[0] = letter;
	return a;
}

/* Two books: a to d, e to h. */
static struct annotation first[4], second[4];

static int
plant(void **state)
{
	(void)state;
	setenv("TZ", "UTC0", 1);
	tzset();
	for (int i = 0; i < 4; i++) {
		first[i] =
		    make((char)('a' + i), (uint32_t)i * 10, NOW - i * DAY);
		second[i] = make(
		    (char)('e' + i), (uint32_t)i * 10, NOW - (3 - i) * DAY + 1);
	}
	first[1].body = STR("white bark");
	first[2].colour = GREEN;
	first[3].kind = ANNOTATION_BOOKMARK;
	second[0].modified = NOW + DAY;
	second[3].colour = GREEN;
	return 0;
}

static void
fill(struct pile *p, bool both)
{
	*p = (struct pile){.order = ORDER_BOOK};
	pile_set(p, pile_add(p, 7, STR("Trees")),
	    (struct annotations){.v = first, .n = 4});
	if (both)
		pile_set(p, pile_add(p, 9, STR("Bushes")),
		    (struct annotations){.v = second, .n = 4});
	pile_arrange(p, NULL);
}

/* The rows: "[title] a b+ c", notes as "+", lines in full as "=". */
static void
assert_rows(struct pile *p, const char *wanted)
{
	struct buf got = BUF_INIT;

	for (size_t i = 0; i < p->n_rows; i++) {
		const struct pile_item *item = &p->v[p->rows[i].item];

		if (p->rows[i].what == ROW_NOTE ||
		    p->rows[i].what == ROW_MORE) {
			buf_puts(&got, p->rows[i].what == ROW_NOTE ? "+" : "=");
			continue;
		}
		buf_puts(&got, i > 0 ? " " : "");
		if (p->rows[i].what == ROW_ITEM) {
			buf_printf(&got, "%s%s",
			    pile_chosen(p, item) ? "*" : "", item->a->uuid);
			continue;
		}
		buf_putc(&got, '[');
		pile_title(p, item, &got);
		buf_putc(&got, ']');
	}
	assert_string_equal(got.p, wanted);
	buf_free(&got);
}

static void
assert_hand(const struct pile *p, const char *uuid)
{
	assert_non_null(pile_item(p));
	assert_string_equal(pile_item(p)->a->uuid, uuid);
}

static void
books_are_groups(void **state)
{
	struct pile p;

	(void)state;
	fill(&p, true);
	assert_rows(&p, "[Trees] a b+ c d [Bushes] e f g h");
	assert_hand(&p, "a");
	assert_int_equal(p.colours[YELLOW], 5);
	assert_int_equal(p.colours[GREEN], 2);
	assert_int_equal(p.colours[COLOURS], 1);
	pile_free(&p);
}

static void
orders_have_their_groups(void **state)
{
	static const struct {
		enum pile_order order;
		const char *rows;
	} wanted[] = {
	    {ORDER_NEWEST, "[2026-11-22] h a [2026-11-21] g b+ "
			   "[2026-11-20] f c [2026-11-19] e d"},
	    {ORDER_OLDEST, "[2026-11-19] d e [2026-11-20] c f "
			   "[2026-11-21] b+ g [2026-11-22] a h"},
	    {ORDER_CHANGED, "[2026-11-23] e [2026-11-22] h a [2026-11-21] g "
			    "b+ [2026-11-20] f c [2026-11-19] d"},
	    {ORDER_COLOUR, "[yellow] a b+ e f g [green] c h [bookmarks] d"},
	    {ORDER_KIND, "[bookmarks] d [highlights] a b+ c e f g h"},
	    {ORDER_BOOK, "[Trees] a b+ c d [Bushes] e f g h"},
	};
	struct pile p;

	(void)state;
	fill(&p, true);
	pile_to(&p, "c");
	for (size_t i = 0; i < LENGTH(wanted); i++) {
		p.order = wanted[i].order;
		pile_arrange(&p, NULL);
		assert_rows(&p, wanted[i].rows);
		/* what was in hand stays so */
		assert_hand(&p, "c");
	}
	pile_free(&p);
}

/* One book: its sections are the groups, and what is lost comes last. */
static void
sections_are_groups(void **state)
{
	static const struct section sections[] = {
	    {.from = 0,
		.to = 20,
		.parent = NOWHERE,
		.number = {"3", 1},
		.title = {"Bark", 4},
		.level = 1},
	    {.from = 20,
		.to = 40,
		.parent = NOWHERE,
		.title = {"Leaf", 4},
		.level = 1},
	};
	static const struct block blocks[] = {
	    {.from = 0, .to = 20, .section = 0},
	    {.from = 20, .to = 40, .section = 1},
	};
	const struct book text = {.sections = sections,
	    .n_sections = 2,
	    .blocks = blocks,
	    .n_blocks = 2};
	struct pile p;

	(void)state;
	fill(&p, false);
	p.text = &text;
	pile_arrange(&p, NULL);
	assert_rows(&p, "[3  Bark] a b+ [Leaf] c d");
	first[0].state = ANCHOR_LOST;
	pile_arrange(&p, NULL);
	assert_rows(&p, "[3  Bark] b+ [Leaf] c d [Not found in this text] a");
	assert_hand(&p, "a");
	pile_to_place(&p, 25);
	assert_hand(&p, "c");
	pile_free(&p);
}

static void
sift(struct pile *p, const char *query, const char *rows)
{
	struct sieve *s = sieve_new(str_of(query), NOW);

	assert_int_equal(pile_sift(p, s), rows[0] != '\0');
	assert_rows(p, rows);
	sieve_free(s);
}

static void
the_sieve_sifts(void **state)
{
	struct pile p;

	(void)state;
	fill(&p, true);
	pile_to(&p, "g");
	sift(&p, "ar", "[Trees] b+ c");
	assert_hand(&p, "b");
	assert_int_equal(p.n_shown, 2);
	assert_int_equal(p.colours[YELLOW], 1);
	sift(&p, "bushes", "[Bushes] e f g h");
	sift(&p, "bushes green", "[Bushes] h");
	sift(&p, "no such tree", "");
	assert_null(pile_item(&p));
	pile_move(&p, 1);
	pile_scroll(&p, 3);
	assert_null(pile_item(&p));
	pile_sift(&p, NULL);
	assert_hand(&p, "a");
	pile_free(&p);
}

static void
moving_is_by_items(void **state)
{
	struct pile p;

	(void)state;
	fill(&p, true);
	pile_move(&p, 2);
	assert_hand(&p, "c");
	pile_move(&p, 2);
	assert_hand(&p, "e");
	pile_move(&p, 100);
	assert_hand(&p, "h");
	pile_move(&p, -100);
	assert_hand(&p, "a");
	pile_settle(&p, p.n_rows, -1);
	assert_hand(&p, "h");
	/* a title's row gives what stands before or after it */
	pile_settle(&p, 6, -1);
	assert_hand(&p, "d");
	pile_settle(&p, 6, 1);
	assert_hand(&p, "e");
	pile_settle(&p, 0, -1);
	assert_hand(&p, "a");
	assert_false(pile_to(&p, "x"));
	assert_hand(&p, "a");
	pile_free(&p);
}

static void
what_is_in_hand_is_seen(void **state)
{
	struct pile p;

	(void)state;
	fill(&p, true);
	/* rows: 0 [Trees] 1 a 2 b 3 + 4 c 5 d 6 [Bushes] 7 e 8 f 9 g 10 h */
	pile_to(&p, "b");
	pile_scroll(&p, 2);
	assert_int_equal(p.top, 2);
	pile_to(&p, "e");
	pile_scroll(&p, 4);
	assert_int_equal(p.top, 4);
	pile_to(&p, "a");
	pile_scroll(&p, 4);
	assert_int_equal(p.top, 0);
	pile_to(&p, "h");
	pile_scroll(&p, 4);
	assert_int_equal(p.top, 7);
	pile_scroll(&p, 1);
	assert_int_equal(p.top, 10);
	pile_scroll(&p, 0);
	assert_int_equal(p.top, 10);
	pile_scroll(&p, 50);
	assert_int_equal(p.top, 0);
	pile_free(&p);
}

/* More than a screen of one annotation is read by going on. */
static void
long_ones_are_read_on(void **state)
{
	struct pile p;

	(void)state;
	fill(&p, true);
	pile_to(&p, "b");
	memcpy(p.opened, "b", 2);
	p.opened_lines = 6;
	pile_sift(&p, NULL);
	assert_rows(&p, "[Trees] a b====== c d [Bushes] e f g h");
	pile_scroll(&p, 4);
	assert_int_equal(p.top, 2);
	assert_true(pile_read_on(&p, 4, 1));
	assert_int_equal(p.top, 3);
	pile_scroll(&p, 4);
	assert_int_equal(p.top, 3);
	assert_true(pile_read_on(&p, 4, 9));
	assert_int_equal(p.top, 5);
	assert_false(pile_read_on(&p, 4, 1));
	assert_true(pile_read_on(&p, 4, -1));
	assert_int_equal(p.top, 4);
	/* one that fits has nothing to read on */
	pile_to(&p, "c");
	assert_false(pile_read_on(&p, 4, 1));
	pile_free(&p);
}

static void
several_are_chosen(void **state)
{
	struct pile p;
	struct sieve *s;

	(void)state;
	fill(&p, true);
	pile_choose(&p, pile_item(&p), true);
	pile_choose(&p, pile_item(&p), true);
	assert_int_equal(pile_n_chosen(&p), 1);
	pile_choose_all(&p, CHOOSE_OTHERS);
	assert_rows(&p, "[Trees] a *b+ *c *d [Bushes] *e *f *g *h");
	pile_choose_all(&p, CHOOSE_NONE);
	assert_int_equal(pile_n_chosen(&p), 0);
	/* only what is shown is chosen; what is hidden stays chosen */
	s = sieve_new(STR("green"), NOW);
	pile_sift(&p, s);
	pile_choose_all(&p, CHOOSE_ALL);
	sieve_free(s);
	pile_sift(&p, NULL);
	assert_rows(&p, "[Trees] a b+ *c d [Bushes] e f g *h");
	pile_free(&p);
}

/* A book whose annotations were read again: the choice is by UUID. */
static void
a_choice_outlives_a_change(void **state)
{
	struct pile p;
	struct annotation fewer[3];

	(void)state;
	fill(&p, true);
	pile_choose_all(&p, CHOOSE_ALL);
	pile_choose(&p, pile_item(&p), false);
	pile_to(&p, "b");
	fewer[0] = first[0];
	fewer[1] = first[3];
	fewer[2] = make('b', 99, NOW);
	pile_set(
	    &p, pile_book_of(&p, 7), (struct annotations){.v = fewer, .n = 3});
	pile_arrange(&p, NULL);
	assert_rows(&p, "[Trees] a *d *b [Bushes] *e *f *g *h");
	assert_hand(&p, "b");
	assert_int_equal(pile_n_chosen(&p), 6);
	/* what was in hand has gone: what came to its place is */
	pile_set(
	    &p, pile_book_of(&p, 7), (struct annotations){.v = fewer, .n = 2});
	pile_to(&p, "d");
	pile_set(
	    &p, pile_book_of(&p, 7), (struct annotations){.v = fewer, .n = 1});
	pile_arrange(&p, NULL);
	assert_hand(&p, "e");
	assert_int_equal(pile_book_of(&p, 8), UINT32_MAX);
	pile_free(&p);
}

static void
nothing_is_no_trouble(void **state)
{
	struct pile p = {.order = ORDER_NEWEST};

	(void)state;
	pile_arrange(&p, NULL);
	pile_move(&p, -1);
	pile_settle(&p, 5, 1);
	pile_to_place(&p, 10);
	pile_scroll(&p, 10);
	pile_choose_all(&p, CHOOSE_ALL);
	assert_null(pile_item(&p));
	assert_false(pile_read_on(&p, 5, 1));
	pile_set(
	    &p, pile_add(&p, 1, STR("Empty")), (struct annotations){.v = NULL});
	for (int i = 0; i < ORDERS; i++) {
		p.order = (enum pile_order)i;
		pile_arrange(&p, NULL);
		assert_int_equal(p.n_rows, 0);
	}
	pile_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(books_are_groups, plant),
	    cmocka_unit_test_setup(orders_have_their_groups, plant),
	    cmocka_unit_test_setup(sections_are_groups, plant),
	    cmocka_unit_test_setup(the_sieve_sifts, plant),
	    cmocka_unit_test_setup(moving_is_by_items, plant),
	    cmocka_unit_test_setup(what_is_in_hand_is_seen, plant),
	    cmocka_unit_test_setup(long_ones_are_read_on, plant),
	    cmocka_unit_test_setup(several_are_chosen, plant),
	    cmocka_unit_test_setup(a_choice_outlives_a_change, plant),
	    cmocka_unit_test_setup(nothing_is_no_trouble, plant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
