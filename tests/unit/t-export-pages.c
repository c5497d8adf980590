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
	    "#+generator: izba\n"
	    "#+options: ^:{} tags:t H:9\n"
	    "\n"
	    "* Lamps: a \"history\"\n"
	    "A. Fedotova; B. Petrov\n"
	    "\n"
	    "** The First Lamp\n"
	    "\n"
	    "*** §1.1 :oil_trade:x:\n"
	    ":PROPERTIES:\n"
	    ":ID: 0a1b2c3d-0000-4000-8000-000000000000\n"
	    ":CUSTOM_ID: 0a1b2c3d-0000-4000-8000-000000000000\n"
	    ":IZBA: e804e64befa19f2b\n"
	    ":KIND: highlight\n"
	    ":COLOUR: green\n"
	    ":STYLE: solid\n"
	    ":STATE: exact\n"
	    ":CREATED: 2026-11-22T09:30:00Z\n"
	    ":MODIFIED: 2026-11-22T09:30:01.500000Z\n"
	    ":END:\n"
	    "\n"
	    "#+begin_quote\n"
	    "The oil was /never/ counted,[fn:0a1b2c3d-0000-1] and 2 * 3 [" J
	    "jars] were found.[fn:0a1b2c3d-0000-2]\n"
	    "#+end_quote\n"
	    "\n" J "* Why?\n"
	    "\n"
	    "[fn:0a1b2c3d-0000-1] Petrov, Oil, p. 4.\n"
	    "\n"
	    "[fn:0a1b2c3d-0000-2] Ibid., p. 9. (= n. 1: Petrov, Oil, p. 4.)\n"
	    "\n\n# /izba\n");
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

static void
org_headings_are_lines(void **state)
{
	struct annotation a = {.kind = ANNOTATION_NOTE,
	    .section = STR("one\n* two"),
	    .address = STR("three\n* four")};
	struct buf out = export_text("org", NULL, &a, 1);

	(void)state;
	export_expect(&out, "\n** one * two\n");
	export_expect(&out, "\n*** three * four\n:PROPERTIES:\n");
	buf_free(&out);
}

static void
html_is_escaped(void **state)
{
	struct book *b = export_book();
	struct annotation a =
	    export_mark(b, "The oil", "found.2", "<script>x</script> & 'y'");
	struct buf out;

	(void)state;
	a.tags = STR("\"><b>");
	out = export_text("html", b, &a, 1);
	export_expect(&out, "<title>Lamps: a &quot;history&quot;</title>");
	export_expect(&out, "prefers-color-scheme: dark");
	export_expect(&out,
	    "<h2>The First Lamp</h2>\n"
	    "<article id=\"0a1b2c3d-0000-4000-8000-000000000000\" "
	    "class=\"green solid\">\n"
	    "<blockquote>\n"
	    "<p>The oil was <em>never</em> counted,<sup>"
	    "<a href=\"#n-0a1b2c3d-0000-4000-8000-000000000000-1\">1</a>"
	    "</sup> and 2 * 3 [jars] were found.<sup>"
	    "<a href=\"#n-0a1b2c3d-0000-4000-8000-000000000000-2\">2</a>"
	    "</sup></p>\n"
	    "</blockquote>\n"
	    "<div class=\"note\">&lt;script&gt;x&lt;/script&gt; &amp; "
	    "&#39;y&#39;</div>\n"
	    "<p class=\"footnote\" "
	    "id=\"n-0a1b2c3d-0000-4000-8000-000000000000-1\"><b>1</b> "
	    "Petrov, Oil, p. 4.</p>\n");
	export_expect(&out, "(= n. 1: Petrov, Oil, p. 4.)</p>\n"
			    "<footer>§1.1 · highlight · green · "
			    "#&quot;&gt;&lt;b&gt; · <time>");
	assert_null(strstr(out.p, "<script"));
	buf_free(&out);
	book_free(b);
}

static void
text_is_plain(void **state)
{
	struct book *b = export_book();
	struct annotation a = export_mark(b, "The oil", "found.2", "Why?");
	struct buf out = export_text("text", b, &a, 1);

	(void)state;
	assert_string_equal(out.p,
	    "Lamps: a \"history\"\n"
	    "==================\n\n"
	    "A. Fedotova; B. Petrov\n\n"
	    "The First Lamp\n"
	    "--------------\n\n"
	    "| The oil was never counted,[1] and 2 * 3 [jars] were found.[2]\n"
	    "Why?\n"
	    "  [1] Petrov, Oil, p. 4.\n"
	    "  [2] Ibid., p. 9. (= n. 1: Petrov, Oil, p. 4.)\n"
	    "-- §1.1, highlight, green\n\n");
	buf_free(&out);
	book_free(b);
}

/* A note can lead to another annotation of the book. */
static void
links_lead_on(void **state)
{
	static const struct {
		const char *format, *shown;
	} cases[] = {
	    {"markdown", "\nsee [§2.1](#^2a1b2c3d-0000) [[99999999]] [x]\n"},
	    {"org", "\nsee [[id:2a1b2c3d-0000-4000-8000-000000000000][§2.1]] "
		    "[[99999999]] [x]\n"},
	    {"html", ">see <a href=\"#2a1b2c3d-0000-4000-8000-000000000000\">"
		     "§2.1</a> [[99999999]] [x]<"},
	    {"text", "\nsee [[2a1b2c3d]] [[99999999]] [x]\n"},
	};
	struct book *b = export_book();
	struct annotation v[2] = {
	    export_mark(b, "Burn", "low", "see [[2a1b2c3d]] [[99999999]] [x]"),
	    export_mark(b, "Another", "stove.", ""),
	};

	(void)state;
	v[1].uuid[0] = '2';
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct buf out = export_text(cases[i].format, b, v, 2);

		export_expect(&out, cases[i].shown);
		buf_free(&out);
	}
	/* of two that begin so, none is meant */
	v[0].uuid[0] = '2';
	{
		struct buf out = export_text("markdown", b, v, 2);

		export_expect(&out, "\nsee [[2a1b2c3d]] ");
		buf_free(&out);
	}
	book_free(b);
}

static void
notes_on_the_book(void **state)
{
	struct book *b = export_book();
	struct annotation a = {.uuid = "0a1b2c3d-0000-4000-8000-000000000000",
	    .kind = ANNOTATION_NOTE,
	    .body = STR("All of it.")};
	struct buf out = export_text("markdown", b, &a, 1);

	(void)state;
	export_expect(&out, "**Note** on the book ^0a1b2c3d-0000\n\n"
			    "All of it.\n\n— the book · pink\n");
	buf_free(&out);
	out = export_text("org", b, &a, 1);
	export_expect(&out, "** the book\n:PROPERTIES:\n");
	export_expect(&out, "\nNote on the book\n\nAll of it.\n");
	buf_free(&out);
	book_free(b);
}

/* What does not stand in the text for sure is said to be so, in its own words,
 * behind what does. */
static void
doubts_are_told(void **state)
{
	static const struct {
		const char *format, *words[3];
	} cases[] = {
	    {"markdown", {"## Doubtful in the present text\n\n",
			     "*(doubtful in the present text)*",
			     "*(not found in the present text)*"}},
	    {"text",
		{"Doubtful in the present text\n",
		    "(doubtful in the present text)", "(its passage is gone)"}},
	    {"html", {"<h2>Doubtful in the present text</h2>",
			 " · doubtful in the present text · ",
			 " · its passage is gone · "}},
	    {"org", {"\n** Doubtful in the present text\n",
			":STATE: doubtful\n", ":STATE: lost\n"}},
	    {"json", {"\"state\": \"doubtful\"", "\"state\": \"lost\"", ""}},
	    {"csv", {",doubtful\r\n", ",lost\r\n", ",exact\r\n"}},
	};
	struct book *b = export_book();
	struct annotation v[4] = {export_mark(b, "Burn", "low", ""),
	    export_mark(b, "Another", "stove.", ""),
	    export_mark(b, "Another", "stove.", ""),
	    export_mark(b, "The oil", "found.2", "")};

	(void)state;
	for (int i = 0; i < 3; i++)
		v[i].state = ANCHOR_LOST;
	v[1].best.score = 700;
	v[2].best.score = 700;
	v[2].orphan = true;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct buf out = export_text(cases[i].format, b, v, 4);

		for (size_t k = 0; k < 3; k++)
			export_expect(&out, cases[i].words[k]);
		buf_free(&out);
	}
	book_free(b);
}

/* The same annotations give the same bytes, and many books or none a document,
 * in every format. */
static void
all_are_steady(void **state)
{
	struct book *b = export_book();
	struct annotation v[2] = {export_mark(b, "Burn", "low", "Why?"),
	    export_mark(b, "Another", "stove.", "")};
	struct annotations notes = {.v = v, .n = 2}, none = {.n = 0};
	struct export_options o = {.path = "/x/y.txt", .now = EXPORT_NOW};
	struct export_book books[3] = {
	    {.book = b, .notes = &notes, .options = &o},
	    {.notes = &notes, .options = &o}, {.notes = &none, .options = &o}};
	size_t n;
	const struct exporter *e = export_table(&n);

	(void)state;
	v[1].state = ANCHOR_LOST;
	for (size_t i = 0; i < n; i++) {
		struct buf one = BUF_INIT, two = BUF_INIT;

		export_books(&e[i], &one, books, 3, EXPORT_NOW);
		export_books(&e[i], &two, books, 3, EXPORT_NOW);
		assert_true(one.n > 0);
		assert_string_equal(one.p, two.p);
		export_books(&e[i], &two, books, 0, EXPORT_NOW);
		buf_free(&one);
		buf_free(&two);
	}
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(org_is_whole),
	    cmocka_unit_test(org_signs_do_not_act),
	    cmocka_unit_test(org_headings_are_lines),
	    cmocka_unit_test(html_is_escaped),
	    cmocka_unit_test(text_is_plain),
	    cmocka_unit_test(links_lead_on),
	    cmocka_unit_test(notes_on_the_book),
	    cmocka_unit_test(doubts_are_told),
	    cmocka_unit_test(all_are_steady),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
