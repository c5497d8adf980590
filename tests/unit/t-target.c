/* target: callouts and links in one order, and the letters of hints. */
#include "tests/unit/unit.h"

#include <izba/builder.h>

#include "tui/target.h"

/* "one¹ two three² four" with a link over "two", and one over the second
 * callout. */
static struct book *
make_book(void)
{
	struct builder *m = builder_new("text");
	struct reference *r;
	struct link *l;
	struct err err;
	struct book *b;

	builder_block(m, BLOCK_PARAGRAPH, 0, 0, 1, 0);
	builder_text(m, STR("one1 two three2 four"), 0, 1, 0);
	b = builder_finish(m, &err);
	assert_non_null(b);
	r = book_alloc(b, 2, sizeof(*r));
	r[0] = (struct reference){.from = 3, .to = 4, .note = NOWHERE};
	r[1] = (struct reference){.from = 14, .to = 15, .note = NOWHERE};
	book_set_references(b, r, 2);
	l = book_alloc(b, 2, sizeof(*l));
	l[0] = (struct link){.from = 5, .to = 8, .target = 0, .entry = NOWHERE};
	l[1] =
	    (struct link){.from = 14, .to = 15, .target = 0, .entry = NOWHERE};
	book_set_links(b, l, 2);
	return b;
}

static void
forward_and_back_agree(void **state)
{
	struct book *b = make_book();
	uint32_t seen[8], n = 0, end = (uint32_t)b->text.n;
	struct target t = target_next(b, 0, end);

	(void)state;
	for (; t.kind != TARGET_NONE; t = target_next(b, t.from + 1, end))
		seen[n++] = t.from;
	assert_int_equal(n, 3);
	assert_int_equal(seen[0], 3);
	assert_int_equal(seen[1], 5);
	assert_int_equal(seen[2], 14);
	for (t = target_prev(b, end, 0); t.kind != TARGET_NONE;
	     t = target_prev(b, t.from, 0))
		assert_int_equal(t.from, seen[--n]);
	assert_int_equal(n, 0);
	/* only what lies in the page */
	assert_int_equal(target_next(b, 6, 14).kind, TARGET_NONE);
	assert_int_equal(target_prev(b, 14, 6).kind, TARGET_NONE);
	book_free(b);
}

static void
what_a_place_holds(void **state)
{
	struct book *b = make_book();

	(void)state;
	assert_int_equal(target_at(b, 6).kind, TARGET_LINK);
	assert_int_equal(target_at(b, 14).kind, TARGET_REFERENCE);
	assert_int_equal(target_at(b, 9).kind, TARGET_NONE);
	book_free(b);
}

static void
labels_differ(void **state)
{
	char a[4], c[4];

	(void)state;
	hint_label(0, 26, a);
	assert_int_equal(strlen(a), 1);
	for (size_t i = 0; i < 60; i++)
		for (size_t j = 0; j < i; j++) {
			hint_label(i, 60, a);
			hint_label(j, 60, c);
			assert_int_equal(strlen(a), 2);
			assert_string_not_equal(a, c);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(forward_and_back_agree),
	    cmocka_unit_test(what_a_place_holds),
	    cmocka_unit_test(labels_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
