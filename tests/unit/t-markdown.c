/*
 * Markdown as a book: blocks, notes, front matter, what of Pandoc's is common,
 * and input that is long or made to do harm.
 */
#include <sys/stat.h>
#include <unistd.h>

#include <izba/apparatus.h>
#include <izba/builder.h>
#include <izba/formats.h>

#include "tests/unit/unit.h"

static struct book *
linked(struct book *b, const struct err *err)
{
	struct err broken;

	if (b == NULL)
		fail_msg("%s", err->text);
	apparatus_link(b);
	if (!book_check(b, &broken))
		fail_msg("%s", broken.text);
	return b;
}

static struct book *
read_str(struct str s)
{
	struct err err;

	return linked(book_read_bytes(s, "a.md", NULL, &err), &err);
}

static struct book *
read_md(const char *s)
{
	return read_str(str_of(s));
}

static void
assert_block(const struct book *b, uint32_t i, enum block_kind kind,
    unsigned level, uint32_t line, const char *text)
{
	const struct block *k;

	assert_true(i < b->n_blocks);
	k = &b->blocks[i];
	assert_str(book_text(b, k->from, k->to), text);
	assert_string_equal(block_names[k->kind], block_names[kind]);
	assert_int_equal(k->level, level);
	assert_int_equal(k->line, line);
}

static void
blocks(void **state)
{
	struct book *b = read_md("Title\n=====\n\nOne *line*\nand another.\n\n"
				 "> Said\n> twice.\n>\n> > Inside.\n\n"
				 "- a\n- b\n\n  more\n  1. c\n\n"
				 "```\ncode\n\tas is\n```\n\n***\n\n"
				 "## Sub\n\nend\n");

	(void)state;
	assert_string_equal(b->format, "markdown");
	assert_block(b, 0, BLOCK_HEADING, 1, 1, "Title");
	assert_block(b, 1, BLOCK_PARAGRAPH, 0, 4, "One line and another.");
	assert_int_equal(b->blocks[1].last_line, 5);
	assert_block(b, 2, BLOCK_QUOTE, 1, 7, "Said twice.");
	assert_block(b, 3, BLOCK_QUOTE, 2, 10, "Inside.");
	assert_block(b, 4, BLOCK_ITEM, 1, 12, "a");
	assert_block(b, 5, BLOCK_ITEM, 1, 13, "b");
	assert_block(b, 6, BLOCK_ITEM, 1, 15, "more");
	assert_true((b->blocks[6].flags & BLOCK_CONTINUES) != 0);
	assert_block(b, 7, BLOCK_ITEM, 2, 16, "1. c");
	assert_block(b, 8, BLOCK_PREFORMATTED, 0, 18, "code\n\tas is");
	assert_block(b, 9, BLOCK_RULE, 0, 23, "");
	assert_block(b, 10, BLOCK_HEADING, 1, 25, "Sub");
	assert_str(b->title, "Title");
	assert_int_equal(b->n_sections, 2);
	book_free(b);
}

static void
styles_and_links(void **state)
{
	struct book *b =
	    read_md("*a* **b** ~~c~~ `d` 2^nd^ H~2~O <u>e</u> "
		    "x~1 and y~2\n\n"
		    "[in](#the-end) [out](http://example.org) "
		    "www.example.org [own](#mine)\n\n"
		    "<a id=\"mine\"></a>Here.\n\n# The End!\n\nt\n");
	static const unsigned styles[] = {STYLE_EMPHASIS, STYLE_STRONG,
	    STYLE_STRIKE, STYLE_CODE, STYLE_SUPERSCRIPT, STYLE_SUBSCRIPT,
	    STYLE_UNDERLINE};

	(void)state;
	assert_block(
	    b, 0, BLOCK_PARAGRAPH, 0, 1, "a b c d 2nd H2O e x~1 and y~2");
	assert_int_equal(b->n_runs, LENGTH(styles));
	for (uint32_t i = 0; i < b->n_runs; i++)
		assert_int_equal(b->runs[i].style, styles[i]);
	assert_int_equal(b->n_links, 4);
	assert_int_equal(b->links[0].target, b->sections[1].from);
	assert_str(b->links[1].href, "http://example.org");
	assert_str(b->links[2].href, "http://www.example.org");
	assert_int_equal(b->links[3].target, b->blocks[2].from);
	assert_int_equal(b->n_problems, 0);
	book_free(b);
}

static void
tables(void **state)
{
	struct book *b = read_md("| Town | People |\n|---|---:|\n"
				 "| Hull | 12 \\| 3 |\n| *Ely* |\n\n"
				 "Table: Towns\n");

	(void)state;
	assert_block(
	    b, 0, BLOCK_TABLE, 0, 1, "Town\tPeople\nHull\t12 | 3\nEly\t");
	assert_int_equal(b->blocks[0].last_line, 4);
	assert_block(b, 1, BLOCK_CAPTION, 0, 6, "Towns");
	book_free(b);
}

static void
notes_are_numbered(void **state)
{
	static const char text[] =
	    "# One\n\nIce[^ice], snow^[Wet *snow*.] and ice[^ice].\n\n"
	    "[^ice]: It is cold.\n\n    Very.\n\nMore text.\n\n"
	    "# Two\n\nRain[^rain].\n\n[^never]: Nobody calls.\n"
	    "[^rain]: It is wet.\n\nGone[^gone].\n";
	struct book *b = read_md(text);

	(void)state;
	assert_int_equal(b->n_notes, 4);
	assert_str(b->notes[0].label, "1");
	assert_int_equal(b->notes[0].paragraphs, 2);
	assert_int_equal(b->notes[0].line, 5);
	assert_int_equal(b->notes[0].last_line, 7);
	assert_int_equal(b->notes[0].references.n, 2);
	assert_str(book_text(b, b->notes[1].body, b->notes[1].to), "Wet snow.");
	assert_str(b->notes[1].label, "2");
	assert_str(b->notes[2].label, "3");
	assert_str(b->notes[3].label, "never");
	assert_int_equal(b->notes[2].section, 1);
	/* they stand at the end of their chapter, behind its text */
	assert_block(b, 2, BLOCK_PARAGRAPH, 0, 9, "More text.");
	assert_int_equal(b->notes[0].first_block, 3);
	assert_int_equal(b->n_references, 5);
	assert_int_equal(b->references[0].line, 3);
	assert_int_equal(
	    b->references[0].byte, (size_t)(strstr(text, "[^ice]") - text));
	assert_str(b->references[0].printed, "^{1}");
	assert_int_equal(b->references[4].note, NOWHERE);
	assert_int_equal(b->n_problems, 2);
	book_free(b);
}

/* Labels that say their numbers, and begin anew with each chapter. */
static void
labels_tell_numbers(void **state)
{
	struct book *b = read_md("# One\n\na[^1-1] b[^1-2]\n\n[^1-1]: A.\n"
				 "[^1-2]: B.\n\n# Two\n\nc[^2-1]\n\n"
				 "[^2-1]: C.\n");

	(void)state;
	assert_int_equal(b->n_notes, 3);
	assert_str(b->notes[1].label, "2");
	assert_str(b->notes[2].label, "1");
	assert_int_equal(b->references[2].note, 2);
	book_free(b);
}

/* Chapters put together: the same labels again. */
static void
labels_come_again(void **state)
{
	struct book *b = read_md("# One\n\na[^1] b[^2]\n\n[^1]: A.\n"
				 "[^2]: B.\n\n# Two\n\nc[^1] d[^2]\n\n"
				 "[^1]: C.\n[^2]: D.\n");

	(void)state;
	assert_int_equal(b->n_notes, 4);
	assert_int_equal(b->n_references, 4);
	for (uint32_t i = 0; i < 4; i++)
		assert_int_equal(b->references[i].note, i);
	assert_str(b->notes[2].label, "1");
	assert_str(book_text(b, b->notes[2].body, b->notes[2].to), "C.");
	assert_int_equal(b->n_problems, 0);
	book_free(b);
}

static void
pandoc_lines(void **state)
{
	struct book *b =
	    read_md("| Roses are\n|   red\n\nOne  \ntwo\\\nthree\n\n"
		    "::: {.box}\nText  \nand a long line\n:::\n\n"
		    "# Glossary {#words .unnumbered}\n\n"
		    "sluice\n:   A gate.\n\n    For water.\n\n"
		    "weir\n\n: A wall. See sluice.\n");

	(void)state;
	assert_block(b, 0, BLOCK_VERSE, 0, 1, "Roses are\n  red");
	assert_block(b, 1, BLOCK_VERSE, 0, 4, "One\ntwo\nthree");
	assert_block(b, 2, BLOCK_VERSE, 0, 9, "Text\nand a long line");
	assert_block(b, 3, BLOCK_HEADING, 1, 13, "Glossary");
	assert_int_equal(book_fragment(b, STR("words")), b->blocks[3].from);
	assert_int_equal(book_fragment(b, STR("glossary")), b->blocks[3].from);
	assert_int_equal(b->n_entries, 2);
	assert_str(b->entries[0].heads.v[0], "sluice");
	assert_str(book_text(b, b->entries[0].from, b->entries[0].to),
	    "sluice: A gate.\nFor water.");
	assert_str(b->entries[1].heads.v[0], "weir");
	assert_int_equal(b->entries[1].see.n, 1);
	book_free(b);
}

static void
pictures(void **state)
{
	struct book *b = read_md("![The *ferry*](pics/f.png \"In 1911\")"
				 "{width=50% #f}\n\n"
				 "An ![icon](i.gif) inside, an ![](j.gif).\n\n"
				 "<img src=\"x.jpg\" alt=\"Raw\">\n");

	(void)state;
	assert_int_equal(b->n_images, 4);
	assert_block(b, 0, BLOCK_FIGURE, 0, 1, "The ferry");
	assert_block(b, 1, BLOCK_CAPTION, 0, 1, "In 1911");
	assert_block(
	    b, 2, BLOCK_PARAGRAPH, 0, 3, "An [icon] inside, an [j.gif].");
	assert_str(b->images[0].href, "pics/f.png");
	assert_str(b->images[0].mime, "image/png");
	assert_str(b->images[1].href, "i.gif");
	assert_str(book_text(b, b->images[1].from, b->images[1].to), "[icon]");
	assert_int_equal(b->images[2].block, 2);
	assert_str(b->images[3].href, "x.jpg");
	assert_int_equal(b->n_figures, 2);
	assert_str(b->figures[0].captions.v[0], "In 1911");
	book_free(b);
}

static void
html(void **state)
{
	struct book *b =
	    read_md("<!-- gone\n\n# gone -->\n\n"
		    "<div>\n<p>A<br>b <sup>1</sup> &amp; c</p>\n"
		    "</div>\n\n*d* <b>e</b><!-- gone -->\nf<br/>g\n\n"
		    "<script>\n\ngone\n</script>\n\nend\n");

	(void)state;
	assert_block(b, 0, BLOCK_PARAGRAPH, 0, 6, "A\nb 1 & c");
	assert_block(b, 1, BLOCK_PARAGRAPH, 0, 9, "d e f\ng");
	assert_block(b, 2, BLOCK_PARAGRAPH, 0, 17, "end");
	assert_int_equal(b->n_problems, 0);
	book_free(b);
}

/* ---- long files ---- */

/* A file that is cut into many chunks reads like one that is not. */
static void
chunks_hold_together(void **state)
{
	struct buf s = BUF_INIT;
	struct book *b;
	uint32_t fences = 0, items = 0;

	(void)state;
	buf_puts(&s, "# Title\n\nTo [the last][last] and [^far].\n\n");
	for (unsigned i = 0; i < 3000; i++)
		buf_printf(&s,
		    "Paragraph %u with a note[^n%u] and enough words to be "
		    "one of many.\n\n[^n%u]: Note %u.\n\n",
		    i, i, i, i);
	buf_puts(&s, "```\n");
	for (unsigned i = 0; i < 9000; i++)
		buf_printf(&s, "# code %u [^n1] | - \n\n", i);
	buf_puts(&s, "```\n\n");
	for (unsigned i = 0; i < 9000; i++)
		buf_printf(&s, "- item %u of a long list\n\n", i);
	buf_puts(&s, "[last]: #title\n[^far]: Far away.\n");
	b = read_str(buf_lend(&s));
	assert_int_equal(b->n_notes, 3001);
	assert_int_equal(b->n_references, 3001);
	for (uint32_t i = 0; i < b->n_references; i++)
		assert_true(b->references[i].note != NOWHERE);
	assert_int_equal(b->n_links, 1);
	assert_int_equal(b->links[0].target, 0);
	assert_int_equal(b->n_problems, 0);
	for (uint32_t i = 0; i < b->n_blocks; i++) {
		fences += b->blocks[i].kind == BLOCK_PREFORMATTED;
		items += b->blocks[i].kind == BLOCK_ITEM;
	}
	assert_true(fences >= 1 && fences <= 6);
	assert_int_equal(items, 9000);
	assert_int_equal(b->n_sections, 1);
	book_free(b);
	buf_free(&s);
}

/* What the parser takes more than linear time for; a test that hangs fails. */
static void
harm_is_bounded(void **state)
{
	static const char *const parts[] = {"> ", "- ", "![[]()", "[a](<b",
	    "*a **a ", "w *e* [l](x) ", "<!--", "a@a.b_", "http://a)", "|", "`",
	    "[^1]: ", "^[", "~a", ": ", "<div>", "&", "\\", "[", "]"};

	(void)state;
	for (size_t i = 0; i < LENGTH(parts); i++) {
		struct buf s = BUF_INIT;
		struct err err;
		struct book *b;

		buf_puts(&s, "start\n\n");
		while (s.n < 400000)
			buf_puts(&s, parts[i]);
		buf_puts(&s, "\n\nend\n");
		b = book_read_bytes(buf_lend(&s), "a.md", NULL, &err);
		assert_non_null(b);
		assert_true(book_check(b, &err));
		book_free(b);
		buf_free(&s);
	}
}

/* A header of a thousand columns over rows of one cell. */
static void
cells_are_bounded(void **state)
{
	struct buf s = BUF_INIT;
	struct book *b;

	(void)state;
	for (unsigned i = 0; i < 290; i++)
		buf_puts(&s, "|a");
	buf_puts(&s, "|\n");
	for (unsigned i = 0; i < 290; i++)
		buf_puts(&s, "|-");
	buf_puts(&s, "|\n");
	for (unsigned i = 0; i < 20000; i++)
		buf_puts(&s, "|a\n");
	b = read_str(buf_lend(&s));
	assert_true(b->text.n < 1000000);
	book_free(b);
	buf_free(&s);
}

/* ---- which files are Markdown ---- */

static const char *
format_of(const char *text, const char *name)
{
	struct err err;
	struct book *b = book_read_bytes(str_of(text), name, NULL, &err);
	const char *format;

	assert_non_null(b);
	format = b->format;
	book_free(b);
	return format;
}

static void
text_stays_text(void **state)
{
	(void)state;
	assert_string_equal(format_of("# A *b*\n", "a.txt"), "text");
	assert_string_equal(format_of("# A *b*\n", "a"), "text");
	assert_string_equal(format_of("# A\n", "a.MD"), "markdown");
	assert_string_equal(format_of("a\n", "a.markdown"), "markdown");
	assert_string_equal(
	    format_of("# On <FictionBook>\n", "a.md"), "markdown");
	assert_string_equal(
	    format_of("---\ntitle: A\n---\n\nb\n", "a"), "markdown");
	assert_string_equal(
	    format_of("---\nSmith: 3\n---\n\nb\n", "a.txt"), "text");
	assert_string_equal(
	    format_of("% a line with a sign\n", "a.txt"), "text");
}

/* ---- several files ---- */

static char folder[256];

static int
folder_make(void **state)
{
	const char *tmp = getenv("TMPDIR");

	(void)state;
	snprintf(folder, sizeof(folder), "%s/izba-md-XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	return mkdtemp(folder) == NULL ? -1 : 0;
}

static void
put(const char *name, const char *text)
{
	char path[512];
	FILE *out;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	out = fopen(path, "we");
	assert_non_null(out);
	fputs(text, out);
	assert_int_equal(fclose(out), 0);
}

static void
gone(const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	assert_int_equal(remove(path), 0);
}

static int
folder_end(void **state)
{
	(void)state;
	return rmdir(folder);
}

static void
several_files(void **state)
{
	char one[512], two[512];
	const char *paths[] = {one, two};
	struct err err;
	struct book *b;

	(void)state;
	snprintf(one, sizeof(one), "%s/a.md", folder);
	snprintf(two, sizeof(two), "%s/b.md", folder);
	put("a.md", "---\ntitle: Both\n---\n\n# One\n\nSee [two](b.md#two), "
		    "[file](b.md), [none](c.md).[^1]\n\n[^1]: A.\n");
	put("b.md", "# Two\n\nBack[^1] to [one](a.md#one).\n\n[^1]: B.\n");
	b = linked(book_read_files(paths, 2, NULL, &err), &err);
	assert_str(b->title, "Both");
	assert_int_equal(b->n_sections, 2);
	assert_int_equal(b->n_notes, 2);
	assert_str(b->notes[1].label, "1");
	assert_int_equal(b->references[1].note, 1);
	assert_int_equal(b->n_links, 4);
	assert_int_equal(b->links[0].target, b->sections[1].from);
	assert_int_equal(b->links[1].target, b->sections[1].from);
	assert_str(b->links[2].href, "c.md");
	assert_int_equal(b->links[3].target, b->sections[0].from);
	assert_int_equal(b->blocks[1].line, 0);
	book_free(b);
	gone("a.md");
	gone("b.md");
}

static void
folder_files(void)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/src", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	put("book.toml",
	    "[book]\ntitle = \"The Lake\"\nauthors = [\n  \"A. Orlova\",\n"
	    "  \"B. Petrov\",\n]\nlanguage = \"en\"\n\n[output]\n"
	    "title = \"not this\"\n");
	put("src/SUMMARY.md",
	    "# Summary\n\n[Foreword](fore.md)\n\n# Winter\n\n"
	    "- [Ice](ice.md)\n  - [Deep *ice*](./deep.md)\n"
	    "- [Draft]()\n- [Gone](gone.md)\n- [Ice](ice.md)\n"
	    "- [Out](../../../../etc/passwd)\n\n[Afterword](after.md)\n");
	put("src/after.md", "Behind.\n");
	put("src/fore.md", "Without a heading.\n");
	put("src/ice.md", "# Ice\n\nCold[^a]; [deep](deep.md#x).\n\n"
			  "## Inside\n\ntext\n\n[^a]: A.\n");
	put("src/deep.md", "# Deep ice\n\n<a id=\"x\"></a>Deep[^a].\n\n"
			   "![](p/a.png)\n\n[^a]: B.\n");
}

static void
folder_is_a_book(void **state)
{
	static const char *const titles[] = {
	    "Foreword", "Winter", "Ice", "Inside", "Deep ice", "Afterword"};
	static const unsigned levels[] = {1, 1, 2, 3, 3, 1};
	struct err err;
	struct book *b;
	struct buf out = BUF_INIT;

	(void)state;
	folder_files();
	b = linked(book_read(folder, NULL, &err), &err);
	assert_string_equal(b->format, "markdown");
	assert_str(b->title, "The Lake");
	assert_int_equal(b->authors.n, 2);
	assert_str(b->language, "en");
	assert_int_equal(b->n_sections, LENGTH(titles));
	for (uint32_t i = 0; i < b->n_sections; i++) {
		assert_str(b->sections[i].title, titles[i]);
		assert_int_equal(b->sections[i].level, levels[i]);
	}
	assert_str(b->sections[2].href, "src/ice.md");
	assert_int_equal(b->n_notes, 2);
	assert_str(b->notes[1].label, "1");
	assert_int_equal(b->n_links, 1);
	assert_str(b->images[0].href, "src/p/a.png");
	/* a chapter that is gone, and one outside of the folder */
	assert_int_equal(b->n_problems, 2);
	assert_false(book_resource(folder, b, STR("src/p/a.png"), &out, &err));
	assert_false(
	    book_resource(folder, b, STR("src/../../etc/passwd"), &out, &err));
	assert_true(book_resource(folder, b, STR("src/ice.md"), &out, &err));
	assert_true(out.n > 10);
	buf_free(&out);
	book_free(b);
	gone("src/fore.md");
	gone("src/ice.md");
	gone("src/deep.md");
	gone("src/after.md");
	gone("src/SUMMARY.md");
	assert_null(book_read(folder, NULL, &err));
	gone("src");
	gone("book.toml");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(blocks),
	    cmocka_unit_test(styles_and_links),
	    cmocka_unit_test(tables),
	    cmocka_unit_test(notes_are_numbered),
	    cmocka_unit_test(labels_tell_numbers),
	    cmocka_unit_test(labels_come_again),
	    cmocka_unit_test(pandoc_lines),
	    cmocka_unit_test(pictures),
	    cmocka_unit_test(html),
	    cmocka_unit_test(chunks_hold_together),
	    cmocka_unit_test(harm_is_bounded),
	    cmocka_unit_test(cells_are_bounded),
	    cmocka_unit_test(text_stays_text),
	    cmocka_unit_test_setup_teardown(
		several_files, folder_make, folder_end),
	    cmocka_unit_test_setup_teardown(
		folder_is_a_book, folder_make, folder_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
