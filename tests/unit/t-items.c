/* items: what a list shows and which of it is chosen */
#include "tests/unit/unit.h"

#include "tui/items.h"

/* Two groups: "Boats" of three, "Lamps" of two. */
static struct list_item all[] = {
    {.text = {"Boats", 5}, .place = NOWHERE, .title = true},
    {.text = {"koch", 4}, .place = 10},
    {.text = {"Дубель-шлюпка", 25}, .place = 20},
    {.text = {"the packet boat", 15}, .right = {"§8.1", 5}, .place = 30},
    {.text = {"Lamps", 5}, .place = NOWHERE, .title = true},
    {.text = {"kerosene", 8}, .place = 40},
    {.text = {"tallow", 6}, .place = 50},
};

static struct items
make(void)
{
	struct items l = {.v = NULL};

	for (size_t i = 0; i < LENGTH(all); i++)
		ARRAY_PUSH(l.v, l.n, l.cap, all[i]);
	items_sift(&l, STR(""));
	return l;
}

static void
assert_chosen(const struct items *l, const char *text)
{
	assert_non_null(items_chosen(l));
	assert_str(items_chosen(l)->text, text);
}

static void
assert_shown(const struct items *l, const char *texts)
{
	struct buf got = BUF_INIT;

	for (size_t i = 0; i < l->n_shown; i++) {
		buf_puts(&got, i > 0 ? "|" : "");
		buf_str(&got, l->v[l->shown[i]].text);
	}
	assert_string_equal(got.p, texts);
	buf_free(&got);
}

static void
titles_are_not_chosen(void **state)
{
	struct items l = make();

	(void)state;
	items_settle(&l, 0, 1);
	assert_chosen(&l, "koch");
	items_settle(&l, 4, 1);
	assert_chosen(&l, "kerosene");
	items_settle(&l, 4, -1);
	assert_chosen(&l, "the packet boat");
	/* at the top there is none before: the first one stays */
	items_settle(&l, 0, -1);
	assert_chosen(&l, "koch");
	items_settle(&l, 100, 1);
	assert_chosen(&l, "tallow");
	items_settle_at(&l, 45);
	assert_chosen(&l, "kerosene");
	items_settle_at(&l, 5);
	assert_chosen(&l, "koch");
	items_settle_at(&l, NOWHERE);
	assert_chosen(&l, "koch");
	items_free(&l);
}

static void
the_filter_sifts(void **state)
{
	struct items l = make();
	size_t n, shown;

	(void)state;
	items_sift(&l, STR("BOAT"));
	assert_shown(&l, "Boats|the packet boat");
	items_count(&l, &n, &shown);
	assert_int_equal(n, 5);
	assert_int_equal(shown, 1);
	/* what stands at the right edge counts */
	items_sift(&l, STR("§8"));
	assert_shown(&l, "Boats|the packet boat");
	items_sift(&l, STR("k"));
	assert_shown(&l, "Boats|koch|the packet boat|Lamps|kerosene");
	/* typed with the other keyboard layout on */
	items_sift(&l, STR("ifg"));
	assert_shown(&l, "");
	items_sift(&l, STR("ik.g"));
	assert_shown(&l, "Boats|Дубель-шлюпка");
	items_sift(&l, STR("лщср"));
	assert_shown(&l, "Boats|koch");
	items_sift(&l, STR("nothing like it"));
	items_settle(&l, 3, 1);
	assert_null(items_chosen(&l));
	items_scroll(&l, 5);
	assert_int_equal(l.top, 0);
	items_free(&l);
}

static void
the_chosen_one_is_seen(void **state)
{
	struct items l = make();

	(void)state;
	items_settle(&l, 6, 1);
	items_scroll(&l, 3);
	assert_int_equal(l.top, 4);
	/* the title of a group is seen with its first item */
	items_settle(&l, 1, 1);
	items_scroll(&l, 3);
	assert_int_equal(l.top, 0);
	items_settle(&l, 5, 1);
	items_scroll(&l, 3);
	assert_int_equal(l.top, 3);
	/* one row, or none, does what it can */
	items_scroll(&l, 1);
	assert_int_equal(l.top, 5);
	items_scroll(&l, 0);
	assert_int_equal(l.top, 5);
	/* no empty rows at the end while there is more above */
	items_scroll(&l, 6);
	assert_int_equal(l.top, 1);
	items_scroll(&l, 50);
	assert_int_equal(l.top, 0);
	items_free(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(titles_are_not_chosen),
	    cmocka_unit_test(the_filter_sifts),
	    cmocka_unit_test(the_chosen_one_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
