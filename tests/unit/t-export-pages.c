/* export: formats that are documents of headings and quotes. */
#include "tests/unit/export-book.h"

#define J "\xe2\x81\xa0" /* word joiner */

static void
org_is_whole(void **state)
{
	struct book *b = export_book();
	struct annotation a = export_mark(b, "The oil", "found.2", "* Why?");
	struct buf out, again;

	(void)state;
	a.tags = STR("oil-trade x");
	out = export_text("org", b, &a, 1);
	again = export_text("org", b, &a, 1);
	assert_string_equal(out.p, again.p);
	assert_string_equal(out.p,
	    "#+title: Annotations\n"
	    "#+date: 2026-11-22T09:30:00Z\n"
	    "#+options: ^:{} tags:t\n"
	    "\n"
	    "* Lamps: a \"history\"\n"
	    "A. Fedotova; B. Petrov\n"
	    "\n"
	    "** The First Lamp\n"
	    "\n"
	    "*** §1.1 :oil_trade:x:\n"
	    ":PROPERTIES:\n"
	    ":CUSTOM_ID: 0a1b2c3d-0000-4000-8000-000000000000\n"
	    ":KIND: highlight\n"
	    ":COLOUR: green\n"
	    ":STYLE: solid\n"
	    ":STATE: exact\n"
	    ":CREATED: 2026-11-22T09:30:00Z\n"
	    ":MODIFIED: 2026-11-22T09:30:01.500000Z\n"
	    ":END:\n"
	    "\n"
	    "#+begin_quote\n"
	    "The oil was /never/ counted,[fn:0a1b2c3d-1] and 2 * 3 [" J
	    "jars] were found.[fn:0a1b2c3d-2]\n"
	    "#+end_quote\n"
	    "\n" J "* Why?\n"
	    "\n"
	    "[fn:0a1b2c3d-1] Petrov, Oil, p. 4.\n"
	    "\n"
	    "[fn:0a1b2c3d-2] Ibid., p. 9. (= n. 1: Petrov, Oil, p. 4.)\n");
	buf_free(&out);
	buf_free(&again);
	book_free(b);
}

static void
org_signs_do_not_act(void **state)
{
	static const struct {
		const char *text, *shown;
	} cases[] = {
	    {"* no heading", J "* no heading"},
	    {"#+end_quote", J "#+end" J "_" J "quote"},
	    {"  #+end_x", J "  #+end" J "_" J "x"},
	    {"| no | table", J "| no | table"},
	    {"1. no list", J "1. no list"},
	    {"a *b* /c/ d*e", "a " J "*b* " J "/c/ d*e"},
	    {"[fn:1] [[x]]", J "[" J "fn:1] [" J "[" J "x]]"},
	    {"$5", "\\dollar{}5"},
	    {"a_{b} \\alpha", "a" J "_" J "{b} \\" J "alpha"},
	    {"see elisp:(x) https://x", "see elisp" J ":(x) https://x"},
	    {"DONE this", J "DONE this"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct annotation a = {.kind = ANNOTATION_HIGHLIGHT,
		    .quote = str_of(cases[i].text)};
		struct buf out = export_text("org", NULL, &a, 1);
		struct buf line = BUF_INIT;

		buf_printf(&line, "_quote\n%s\n#+end_quote\n", cases[i].shown);
		export_expect(&out, line.p);
		buf_free(&line);
		buf_free(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(org_is_whole),
	    cmocka_unit_test(org_signs_do_not_act),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
