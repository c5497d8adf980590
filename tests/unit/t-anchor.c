/* anchors: found again, or honestly lost. */
#include <time.h>

#include "lib/store/anchor.h"
#include "tests/unit/unit.h"

/* The anchor of words in one text, looked for in another. */
static struct anchor
follow(const char *old, const char *words, const char *new)
{
	struct str text = str_of(old), quote = str_of(words);
	size_t at = str_find(text, quote);
	struct anchor a;

	assert_true(at != SIZE_MAX);
	anchor_make(
	    &a, text, (uint32_t)at, (uint32_t)(at + quote.n), ANCHOR_CONTEXT);
	anchor_resolve(str_of(new), &a, 1);
	return a;
}

static void
expect(const char *old, const char *words, const char *new,
    enum anchor_state state, const char *there)
{
	struct anchor a = follow(old, words, new);

	assert_int_equal(a.state, state);
	assert_str(str_slice(str_of(new), a.from, a.to), there);
}

static void
in_place(void **state)
{
	(void)state;
	expect("abc", "b", "abc", ANCHOR_EXACT, "b");
	expect("", "", "", ANCHOR_EXACT, "");
	expect("ёжик в тумане", "в", "ёжик в тумане", ANCHOR_EXACT, "в");
}

static void
shifted(void **state)
{
	const char *old = "A long road led from the station to the village, "
			  "and nobody had swept it.";

	(void)state;
	expect(old, "from the station",
	    "New words. A long road led from the "
	    "station to the village, and nobody had swept it.",
	    ANCHOR_EXACT, "from the station");
	/* short quotes come along by what stands around them */
	expect(old, "led",
	    "New words. A long road led from the station to "
	    "the village, and nobody had swept it.",
	    ANCHOR_EXACT, "led");
	/* wrapped anew, with a soft hyphen and a no-break space */
	expect(old, "the station to the village",
	    "A long road led\nfrom the sta\xc2\xadtion\nto\xc2\xa0the "
	    "village, and nobody had swept it.",
	    ANCHOR_EXACT, "the sta\xc2\xadtion\nto\xc2\xa0the village");
}

static void
changed_around(void **state)
{
	const char *old = "He said that the lamp would burn until the oil ran "
			  "out, and so it did.";

	(void)state;
	expect(old, "that the lamp would burn until",
	    "She thought that the lamp "
	    "would burn until Easter, at the very least.",
	    ANCHOR_LOST, "");
	expect(old, "that the lamp would burn until",
	    "He cried that the lamp "
	    "would burn until Easter, at the very least; he said that the oil "
	    "would do.",
	    ANCHOR_LOST, "");
	expect(old, "that the lamp would burn until the oil ran out",
	    "She thought that the lamp would burn until the oil ran out, at "
	    "the very latest at Easter.",
	    ANCHOR_MOVED, "that the lamp would burn until the oil ran out");
	/* retyped inside, all else as it was */
	expect(old, "would burn until the oil",
	    "He said that the lamp might "
	    "burn until the oil ran out, and so it did.",
	    ANCHOR_MOVED, "might burn until the oil");
	expect(old, "the lamp", "Quite another text.", ANCHOR_LOST, "");
}

static void
twice_is_lost(void **state)
{
	const char *old = "Chorus: the wheels go round and round again. Verse.";

	(void)state;
	expect(old, "the wheels go round",
	    "New. Chorus: the wheels go round and round again. Verse. "
	    "Chorus: the wheels go round and round again. Verse.",
	    ANCHOR_LOST, "");
	/* but context that tells them apart is believed */
	expect("First. Chorus: the wheels go round and round. Then: the wheels "
	       "go round no more.",
	    "the wheels go round",
	    "Zero. First. Chorus: the wheels go round and round. Then: the "
	    "wheels go round no more.",
	    ANCHOR_EXACT, "the wheels go round");
}

static void
places(void **state)
{
	const char *old = "The first sentence stands here alone. The second "
			  "follows it at some distance.";
	const char *new = "Inserted words. The first sentence stands here "
			  "alone. The second follows it at some distance.";
	struct anchor a;
	size_t at = str_find(str_of(old), STR("The second"));

	(void)state;
	anchor_make(
	    &a, str_of(old), (uint32_t)at, (uint32_t)at, ANCHOR_PLACE_AFTER);
	anchor_resolve(str_of(new), &a, 1);
	assert_int_equal(a.state, ANCHOR_EXACT);
	assert_int_equal(a.from, str_find(str_of(new), STR("The second")));
	assert_int_equal(a.to, a.from);
}

/* Many anchors in a text of one phrase: bounded, and none is guessed. */
static void
hostile_text_ends(void **state)
{
	enum { ANCHORS = 3000 };
	struct anchor *v = xcalloc(ANCHORS, sizeof(*v));
	struct buf text = BUF_INIT;
	clock_t start = clock();

	(void)state;
	for (int i = 0; i < 40000; i++)
		buf_puts(&text, "the same words again and again; ");
	for (size_t i = 0; i < ANCHORS; i++) {
		anchor_make(&v[i], buf_lend(&text), (uint32_t)i * 32,
		    (uint32_t)i * 32 + 300, ANCHOR_CONTEXT);
		v[i].from += 7;
		v[i].to += 7;
	}
	anchor_resolve(buf_lend(&text), v, ANCHORS);
	for (size_t i = 0; i < ANCHORS; i++)
		assert_int_equal(v[i].state, ANCHOR_LOST);
	assert_true((clock() - start) / CLOCKS_PER_SEC < 5);
	buf_free(&text);
	free(v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(in_place),
	    cmocka_unit_test(shifted),
	    cmocka_unit_test(changed_around),
	    cmocka_unit_test(twice_is_lost),
	    cmocka_unit_test(places),
	    cmocka_unit_test(hostile_text_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
