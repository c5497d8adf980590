/*
 * Editing one line: by characters as people see them, and by words.
 */
#include "tests/unit/unit.h"

#include "tui/edit.h"

/* Type keys given by their names, and compare; the cursor is shown as "|". */
static void
check(struct edit *e, const char *keys, const char *shown)
{
	struct str s = str_of(keys);
	struct buf b = BUF_INIT;
	size_t n = 0;

	for (; s.n > 0; s = str_slice(s, n, s.n)) {
		uint32_t key = key_read(s, &n);

		assert_int_not_equal(key, K_NONE);
		assert_true(edit_key(e, key));
	}
	buf_add(&b, e->text.p, e->at);
	buf_putc(&b, '|');
	buf_puts(&b, e->text.p + e->at);
	assert_string_equal(b.p, shown);
	buf_free(&b);
}

static void
keys_edit(void **state)
{
	struct edit e;

	(void)state;
	edit_init(&e);
	check(&e, "one<Space>two", "one two|");
	check(&e, "<C-a>", "|one two");
	check(&e, "<Right><C-f>x", "onx|e two");
	check(&e, "<Backspace>", "on|e two");
	check(&e, "<Delete><C-d>", "on|two");
	check(&e, "<C-e><C-w>", "|");
	check(&e, "a<Space>b<Space><Space>c<C-w><C-w>", "a |");
	check(&e, "bcd<Left><Left><C-k>", "a b|");
	check(&e, "<C-u>", "|");
	check(&e, "<Backspace><Delete><Left><Right><C-w>", "|");
	assert_false(edit_key(&e, K_F0 + 1));
	assert_false(edit_key(&e, K_CTRL('x')));
	edit_free(&e);
}

/* A letter with its marks goes as one. */
static void
clusters_stay_whole(void **state)
{
	struct edit e;

	(void)state;
	edit_init(&e);
	edit_insert(&e, STR("и\xcc\x81x"));
	check(&e, "<Left><Left>", "|и\xcc\x81x");
	check(&e, "<Right>", "и\xcc\x81|x");
	check(&e, "<Backspace>", "|x");
	check(&e, "<Delete>", "|");
	check(&e, "жук<Backspace>", "жу|");
	edit_free(&e);
}

/* What is pasted becomes one clean line, and is cut to what is bearable. */
static void
pasting_is_clean(void **state)
{
	struct edit e;
	char *much = xmalloc(30000);

	(void)state;
	edit_init(&e);
	edit_insert(&e, STR("a\nb\tc\033[1m\xff"));
	assert_string_equal(e.text.p, "a b c\xef\xbf\xbd");
	memset(much, 'x', 30000);
	edit_set(&e, STR("kept"));
	edit_insert(&e, (struct str){much, 30000});
	assert_string_equal(e.text.p, "kept");
	assert_true(e.full);
	check(&e, "<Left>", "kep|t");
	assert_false(e.full);
	/* a note is longer, and what there is already stays whole */
	e.lines = true;
	edit_insert(&e, (struct str){much, 30000});
	assert_int_equal(e.text.n, 30004);
	e.lines = false;
	edit_set(&e, (struct str){much, 30000});
	assert_int_equal(e.text.n, 30000);
	free(much);
	edit_free(&e);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keys_edit),
	    cmocka_unit_test(clusters_stay_whole),
	    cmocka_unit_test(pasting_is_clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
