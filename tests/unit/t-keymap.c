/*
 * Key maps: reading, winning lines, errors with file and line, and that what
 * comes with izba is sound.
 */
#include "tests/unit/unit.h"

#include "tui/keymap.h"

static struct keymap *
load(const char *text)
{
	struct keymap *k = keymap_new();
	struct err err = {.code = ERR_NONE};

	if (!keymap_load(k, str_of(text), "test", &err))
		fail_msg("%s", err.text);
	return k;
}

/* Type keys named in `typed` ("g g"), and return the last step. */
static enum keymap_step
type(const struct keymap *k, enum mode mode, const char *typed,
    struct binding *b)
{
	enum keymap_step step = KEYMAP_MISS;
	uint32_t node = KEYMAP_TOP;
	struct str s = str_of(typed);

	while (s.n > 0) {
		size_t n = 0;
		uint32_t key = key_read(s, &n);

		assert_int_not_equal(key, K_NONE);
		step = keymap_step(k, mode, &node, key, b);
		s = str_trim(str_slice(s, n, s.n));
	}
	return step;
}

static void
keys_call_commands(void **state)
{
	struct keymap *k;
	struct binding b;

	(void)state;
	k = load("map read g g start\r\nmap read,pane q quit\n"
		 "map read x percent 50\n");
	assert_int_equal(type(k, MODE_READ, "g", &b), KEYMAP_MORE);
	assert_int_equal(type(k, MODE_READ, "g g", &b), KEYMAP_HIT);
	assert_int_equal(b.id, COMMAND_start);
	assert_int_equal(type(k, MODE_READ, "x", &b), KEYMAP_HIT);
	assert_str(b.arg, "50");
	assert_int_equal(type(k, MODE_PANE, "q", &b), KEYMAP_HIT);
	assert_int_equal(type(k, MODE_LIST, "q", &b), KEYMAP_MISS);
	assert_int_equal(type(k, MODE_READ, "g x", &b), KEYMAP_MISS);
	keymap_free(k);
}

static void
later_lines_win(void **state)
{
	struct keymap *k = load("map read x quit\nmap read x help\n"
				"map read g g start\nmap read g e end\n"
				"unmap read g\nmap read g page-down\n");
	struct binding b;
	struct err err;

	(void)state;
	assert_int_equal(type(k, MODE_READ, "x", &b), KEYMAP_HIT);
	assert_int_equal(b.id, COMMAND_help);
	assert_int_equal(type(k, MODE_READ, "g", &b), KEYMAP_HIT);
	assert_int_equal(b.id, COMMAND_page_down);
	assert_true(keymap_check(k, &err));
	keymap_free(k);
}

static void
errors_name_their_line(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
	    {"\nmap read <Foo> quit\n", "mine:2: no such key: <Foo>"},
	    {"map reed x quit\n", "mine:1: no such mode: reed"},
	    {"map read x qit\n", "mine:1: no such command: qit"},
	    {"map read x\n", "mine:1: a command is missing"},
	    {"map read\n", "mine:1: a key is missing"},
	    {"map\n", "mine:1: a mode is missing"},
	    {"bind x y\n", "mine:1: neither map nor unmap: bind"},
	    {"map read x page\n", "mine:1: page wants an argument: N"},
	    {"map read x redraw now\n", "mine:1: redraw takes no argument"},
	    {"map list x page-down\n",
		"mine:1: not a command for that mode: page-down"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct keymap *k = keymap_new();
		struct err err;

		assert_false(
		    keymap_load(k, str_of(cases[i].text), "mine", &err));
		assert_string_equal(err.text, cases[i].says);
		keymap_free(k);
	}
}

static void
shadowing_is_an_error(void **state)
{
	struct keymap *k = load("map read g g start\n\nmap read g end\n");
	struct err err;

	(void)state;
	assert_false(keymap_check(k, &err));
	assert_non_null(strstr(err.text, "test:3: "));
	assert_non_null(strstr(err.text, "test:1 "));
	keymap_free(k);
}

static void
keys_have_names(void **state)
{
	static const char *const names[] = {"<Space>", "<C-f>", "<F12>",
	    "<Tab>", "<S-Tab>", "<Enter>", "<Esc>", "<Backspace>", "<PageDown>",
	    "g", "ж", "<", ">", "<C-]>"};
	struct buf b = BUF_INIT;
	size_t n;

	(void)state;
	for (size_t i = 0; i < LENGTH(names); i++) {
		buf_clear(&b);
		key_write(&b, key_read(str_of(names[i]), &n));
		assert_string_equal(b.p, names[i]);
		assert_int_equal(n, strlen(names[i]));
	}
	assert_int_equal(key_read(str_of("<F25>"), &n), K_NONE);
	assert_int_equal(key_read(str_of("<C-1>"), &n), K_NONE);
	buf_free(&b);
}

/* What is printed is a key map that means the same. */
static void
print_and_read_again(void **state)
{
	struct buf once = BUF_INIT, twice = BUF_INIT;
	const char *name;
	struct err err;

	(void)state;
	for (size_t i = 0; (name = keymap_builtin_name(i)) != NULL; i++) {
		struct keymap *a = keymap_new(), *b = keymap_new();

		if (!keymap_builtin(a, name, &err) || !keymap_check(a, &err))
			fail_msg("%s", err.text);
		buf_clear(&once);
		buf_clear(&twice);
		keymap_print(a, &once);
		assert_true(keymap_load(b, buf_lend(&once), "printed", &err));
		keymap_print(b, &twice);
		assert_string_equal(once.p, twice.p);
		keymap_free(a);
		keymap_free(b);
	}
	buf_free(&once);
	buf_free(&twice);
}

/* Commands that take what the reader types, and so have no key. */
static bool
needs_no_key(enum command_id id)
{
	return id == COMMAND_page || id == COMMAND_goto || id == COMMAND_set ||
	       id == COMMAND_regex || id == COMMAND_encoding ||
	       id == COMMAND_notes_rule || id == COMMAND_write_to ||
	       id == COMMAND_recover || id == COMMAND_import ||
	       id == COMMAND_cover || id == COMMAND_save_image ||
	       id == COMMAND_nothing;
}

static void
every_command_has_a_key(void **state)
{
	struct keymap *k = keymap_new();
	struct err err;

	(void)state;
	assert_true(keymap_builtin(k, "default", &err));
	for (int i = 0; i < COMMANDS; i++) {
		struct buf keys = BUF_INIT;
		size_t n = 0;

		for (int m = 0; m < MODE_HINTS; m++)
			n += keymap_keys(
			    k, (enum mode)m, (enum command_id)i, 1, &keys);
		if (n == 0 && !needs_no_key((enum command_id)i))
			fail_msg("%s has no key", commands[i].name);
		if (n > 0 && needs_no_key((enum command_id)i))
			fail_msg("%s has a key now", commands[i].name);
		buf_free(&keys);
	}
	keymap_free(k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keys_call_commands),
	    cmocka_unit_test(later_lines_win),
	    cmocka_unit_test(errors_name_their_line),
	    cmocka_unit_test(shadowing_is_an_error),
	    cmocka_unit_test(keys_have_names),
	    cmocka_unit_test(print_and_read_again),
	    cmocka_unit_test(every_command_has_a_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
