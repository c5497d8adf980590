/* undo: what is said of an undone change; what is undone is the store's. */
#include "tests/unit/unit.h"

#include "tui/undo.h"

static void
assert_said(struct undone u, bool again, const char *words)
{
	struct buf said = BUF_INIT;

	undo_say(&said, &u, again);
	assert_string_equal(said.p, words);
	buf_free(&said);
}

static void
says_what_happened(void **state)
{
	struct undone u = {
	    .n = 1, .kind = STEP_REMOVED, .annotation = ANNOTATION_HIGHLIGHT};

	(void)state;
	assert_said(u, false, "Highlight removed");
	assert_said(u, true, "Highlight removed");
	u.kind = STEP_CHANGED;
	assert_said(u, false, "Highlight changed back");
	u.annotation = ANNOTATION_NOTE;
	assert_said(u, true, "Note changed again");
	u.kind = STEP_RESTORED;
	u.n = 12;
	assert_said(u, false, "12 annotations restored");
	u.kind = STEP_CHANGED;
	assert_said(u, false, "12 annotations changed back");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(says_what_happened),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
