/*
 * What stands before the text of Markdown and speaks of the book: YAML, TOML,
 * Pandoc's lines.
 */
#include "tests/unit/unit.h"

#include <izba/builder.h>
#include <izba/formats.h>

static struct book *
read_md(const char *text)
{
	struct err err;
	struct book *b = book_read_bytes(str_of(text), "a.md", NULL, &err);

	if (b == NULL)
		fail_msg("%s", err.text);
	return b;
}

static void
front_matter(void **state)
{
	struct book *b =
	    read_md("---\n# a comment\ntitle: \"Lake: \\\"Ice\\\"\"\n"
		    "author:\n  - name: Anna Orlova\n"
		    "  - Boris Petrov\nlang: ru # here\n"
		    "date: 1911\npublisher: 'Lake''s'\n"
		    "tags: [ice, \"a, b\"]\nisbn: 12\n"
		    "description: |\n  Long\n  text.\n"
		    "other:\n  title: not this\n---\n\nText.\n");

	(void)state;
	assert_str(b->title, "Lake: \"Ice\"");
	assert_int_equal(b->authors.n, 2);
	assert_str(b->authors.v[0], "Anna Orlova");
	assert_str(b->authors.v[1], "Boris Petrov");
	assert_str(b->language, "ru");
	assert_str(book_meta(b, META_DATE), "1911");
	assert_str(book_meta(b, META_PUBLISHER), "Lake's");
	assert_str(book_meta(b, META_IDENTIFIER), "isbn:12");
	assert_str(book_meta(b, META_DESCRIPTION), "Long text.");
	assert_int_equal(b->n_meta, 6);
	assert_int_equal(b->blocks[0].line, 19);
	book_free(b);
	b = read_md("% The Lake\n  of ice\n% Anna Orlova; Boris Petrov\n"
		    "% 1911\n\nText.\n");
	assert_str(b->title, "The Lake of ice");
	assert_int_equal(b->authors.n, 2);
	assert_str(book_meta(b, META_DATE), "1911");
	assert_int_equal(b->blocks[0].line, 6);
	book_free(b);
	b = read_md(
	    "---\n\"title\": &t \"Ice \\u00e9\"\ncreator:\n- role: editor\n"
	    "  text: Carla Editor\n- role: author\n  text: Anna Orlova\n"
	    "- role: translator\n  text: Dora Weir\n"
	    "series: {name: The Lakes, number: 3}\n---\nText.\n");
	assert_str(b->title, "Ice \xc3\xa9");
	assert_int_equal(b->authors.n, 1);
	assert_str(b->authors.v[0], "Anna Orlova");
	assert_str(book_meta(b, META_TRANSLATOR), "Dora Weir");
	assert_str(book_meta(b, META_SERIES), "The Lakes");
	book_free(b);
	b = read_md("+++\ntitle = \"The Lake\"\nauthors = [\"Anna Orlova\"]\n"
		    "date = 1911-02-03\n+++\n\nText.\n");
	assert_str(b->title, "The Lake");
	assert_str(b->authors.v[0], "Anna Orlova");
	assert_str(book_meta(b, META_DATE), "1911-02-03");
	assert_int_equal(b->blocks[0].line, 7);
	book_free(b);
	/* a rule and a heading are no front matter */
	b = read_md("---\n\nText.\n\nTitle\n---\n\nMore.\n");
	assert_null(b->title.p);
	assert_int_equal(b->blocks[1].line, 3);
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(front_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
