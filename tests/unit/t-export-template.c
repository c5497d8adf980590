/* export: people's own formats. */
#include "tests/unit/export-book.h"

static struct export_template *
read_template(const char *name, const char *text)
{
	struct err err = {.code = ERR_NONE};
	struct export_template *t =
	    export_template_read(name, str_of(text), &err);

	if (t == NULL)
		fail_msg("%s", err.text);
	return t;
}

/* What a template makes of two marks, one of them lost. */
static struct buf
fill(const char *name, const char *text)
{
	struct book *b = export_book();
	struct annotation v[2] = {
	    export_mark(b, "1. Not", "list.", "not here"),
	    export_mark(b, "The oil", "found.2", "Why?\nWhen?"),
	};
	struct annotations notes = {.v = v, .n = 2};
	struct export_options o = {.path = "/books/lamps.txt"};
	struct export_book book = {.book = b, .notes = &notes, .options = &o};
	struct export_template *t = read_template(name, text);
	struct buf out = BUF_INIT;

	v[0].state = ANCHOR_LOST;
	v[1].tags = STR("oil trade");
	v[1].kind = ANNOTATION_NOTE;
	assert_true(export_template_write(t, &out, &book, 1, EXPORT_NOW, NULL));
	export_template_free(t);
	book_free(b);
	return out;
}

static void
names_are_filled_in(void **state)
{
	static const struct {
		const char *text, *made;
	} cases[] = {
	    {"a {{exported}} b", "a 2026-11-22T09:30:00Z b"},
	    {"{{total}}", "2"},
	    {"{{#books}}{{title}}|{{authors}}|{{file}}|{{count}}{{/books}}",
		"Lamps: a \"history\"|A. Fedotova; B. Petrov|lamps.txt|2"},
	    {"{{#books}}{{#author_list}}{{.}}{{^last}}, "
	     "{{/last}}{{/author_list}}{{/books}}",
		"A. Fedotova, B. Petrov"},
	    {"{{#books}}{{#annotations}}{{uuid}} {{id}} {{kind}} {{colour}} "
	     "{{style}} {{address}} {{section}};{{/annotations}}{{/books}}",
		"0a1b2c3d-0000-4000-8000-000000000000 0a1b2c3d-0000 note "
		"green solid §1.1 The First Lamp;"
		"0a1b2c3d-0000-4000-8000-000000000000 0a1b2c3d-0000 highlight "
		"green solid §9.9 as it was;"},
	    {"{{#books}}{{#sections}}{{heading}} {{level}}"
	     "{{#is_lost}}!{{/is_lost}}:{{#annotations}}{{quote}}"
	     "{{/annotations}}\n{{/sections}}{{/books}}",
		"The First Lamp 1:The oil was never counted,1 and 2 * 3 [jars] "
		"were found.2\nas it was 1!:1. Not a list.\n"},
	    {"{{#books}}{{#annotations}}{{#footnotes}}{{label}}. {{text}} "
	     "({{ibid}}) {{full}};{{/footnotes}}"
	     "{{^has_footnotes}}none{{/has_footnotes}}"
	     "{{/annotations}}{{/books}}",
		"1. Petrov, Oil, p. 4. () Petrov, Oil, p. 4.;"
		"2. Ibid., p. 9. (Petrov, Oil, p. 4.) "
		"Ibid., p. 9. (= n. 1: Petrov, Oil, p. 4.);none"},
	    {"{{#books}}{{#annotations}}{{#tag_list}}[{{.}}]{{/tag_list}}"
	     "{{#note_lines}}<{{.}}>{{/note_lines}}{{date}} "
	     "{{/annotations}}{{/books}}",
		"[oil][trade]<Why?><When?>2026-11-22 <not here>2026-11-22 "},
	    {"{{^books}}no{{/books}}{{#total}}some{{/total}}", "some"},
	    {"{{#books}}{{#annotations}}{{#first}}a{{/first}}{{#last}}z{{/last}}"
	     "{{/annotations}}{{/books}}",
		"az"},
	    {"{{! nothing }}{{ total }}", "2"},
	    {"\\a{{{total}}} {{{{total}}}}", "\\a{2} {{2}}"},
	    {"{ {total} }", "{ {total} }"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct buf out = fill("a.txt", cases[i].text);

		assert_string_equal(out.p, cases[i].made);
		buf_free(&out);
	}
}

/* Lines that hold a section's tag and nothing else leave nothing behind. */
static void
lone_tags_take_their_lines(void **state)
{
	struct buf out = fill("a.txt",
	    "one\n  {{#books}} \ntwo\n{{! x\ny }}\n {{title}}\n{{/books}}\n"
	    "{{#total}}three{{/total}}\n");

	(void)state;
	assert_string_equal(out.p, "one\ntwo\n Lamps: a \"history\"\nthree\n");
	buf_free(&out);
}

static void
values_are_escaped(void **state)
{
	static const char quote[] = "{{#books}}{{#sections}}{{^is_lost}}"
				    "{{#annotations}}{{quote}}{{/annotations}}"
				    "{{/is_lost}}{{title}}{{/sections}}"
				    "{{/books}}";
	static const struct {
		const char *name, *made;
	} cases[] = {
	    {"x/a.md", "The oil was never counted,1 and 2 \\* 3 \\[jars\\]"},
	    {"a.html", "Lamps: a &quot;history&quot;"},
	    {"a.json", "\"Lamps: a \\\"history\\\"\""},
	    {"a.csv", "\"Lamps: a \"\"history\"\"\""},
	    {"a.yaml", "\"Lamps: a \\\"history\\\"\""},
	    {"a.org", "[\xe2\x81\xa0jars]"},
	    {"a.unknown", "counted,1 and 2 * 3 [jars]"},
	};
	struct buf out;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		out = fill(cases[i].name, quote);
		export_expect(&out, cases[i].made);
		buf_free(&out);
	}
	out = fill("a.md", "{{% escape html}}\n{{#books}}{{title}} "
			   "{{&title}}{{/books}}");
	assert_string_equal(
	    out.p, "Lamps: a &quot;history&quot; Lamps: a \"history\"");
	buf_free(&out);
}

static void
errors_name_the_line(void **state)
{
	static const struct {
		const char *text, *said;
	} cases[] = {
	    {"one\n{{nothing}}",
		"a.md: line 2: nothing has the name \"nothing\""},
	    {"\n\n{{title}}", "line 3: outside of the list that has it stands "
			      "\"title\""},
	    {"{{#books}}\n{{title}}\n", "line 1: no {{/...}} closes \"books\""},
	    {"a\n{{/books}}", "line 2: nothing is open that could be closed by "
			      "\"books\""},
	    {"{{#books}}\n{{#title}}{{/books}}",
		"line 2: another section is open than \"books\""},
	    {"\n{{title", "line 2: a tag is not closed"},
	    {"\n\n{{to\ntal}}", "line 3: a tag is not closed"},
	    {"{{books}}", "line 1: only {{#...}} can show the list \"books\""},
	    {"{{#books}}{{#books}}{{/books}}{{/books}}",
		"inside a list of its kind stands \"books\""},
	    {"{{#books}}{{#annotations}}{{#tag_list}}{{#author_list}}",
		"inside a list of its kind stands \"author_list\""},
	    {"{{first}}", "outside of the list that has it"},
	    {"{{#total}}{{first}}{{/total}}", "outside of the list"},
	    {"{{.}}", "outside of the list"},
	    {"{{}}", "line 1: nothing has the name"},
	    {"{{% escape runes}}", "no escape is known by \"escape runes\""},
	    {"{{% shout}}", "no escape is known by"},
	};
	struct buf deep = BUF_INIT;
	struct err err;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		err.text[0] = '\0';
		assert_null(export_template_read(
		    "dir/a.md", str_of(cases[i].text), &err));
		if (strstr(err.text, cases[i].said) == NULL)
			fail_msg("\"%s\", not \"%s\"", err.text, cases[i].said);
	}
	for (size_t i = 0; i < 100; i++)
		buf_puts(&deep, "{{#total}}\n");
	assert_null(export_template_read("a", buf_lend(&deep), &err));
	assert_non_null(strstr(err.text, "line 65: too many sections"));
	buf_free(&deep);
	assert_null(export_template_read("a", (struct str){"a\0b", 3}, &err));
	assert_null(export_template_open("/nonexistent/a.md", &err));
	assert_non_null(strstr(err.text, "/nonexistent/a.md"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_are_filled_in),
	    cmocka_unit_test(lone_tags_take_their_lines),
	    cmocka_unit_test(values_are_escaped),
	    cmocka_unit_test(errors_name_the_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
