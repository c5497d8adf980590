/*
 * XML and HTML as trees (lib/formats/tree*.c), and archives
 * (lib/formats/archive.c).
 */
#include "lib/formats/archive.h"
#include "lib/formats/tree.h"

#include "tests/unit/unit.h"
#include "tests/unit/zip.h"

/* The tree in short: <name attr=value>text</name>. */
static void
show(const struct tree *t, uint32_t i, struct buf *out)
{
	const struct node *n = &t->v[i];

	if (n->name.p == NULL) {
		buf_str(out, tree_text(t, i));
		return;
	}
	if (n->name.n > 0) {
		buf_printf(out, "<%.*s", (int)n->name.n, n->name.p);
		for (uint32_t k = 0; k < n->n_attrs; k++)
			buf_printf(out, " %.*s=%.*s", (int)n->attrs[k].name.n,
			    n->attrs[k].name.p, (int)n->attrs[k].value.n,
			    n->attrs[k].value.p);
		buf_putc(out, '>');
	}
	for (uint32_t k = i + 1; k < n->end; k = t->v[k].end)
		show(t, k, out);
	if (n->name.n > 0)
		buf_printf(out, "</%.*s>", (int)n->name.n, n->name.p);
}

static void
assert_tree(struct tree *t, const char *expected)
{
	struct buf out = BUF_INIT;

	show(t, 0, &out);
	assert_string_equal(out.p, expected);
	buf_free(&out);
	tree_free(t);
}

static void
xml(const char *in, const char *expected)
{
	struct tree t;
	struct err err;

	assert_true(tree_xml(&t, str_of(in), &err));
	assert_tree(&t, expected);
}

static void
html(const char *in, bool xhtml, const char *expected)
{
	struct tree t;

	tree_html(&t, str_of(in), xhtml);
	assert_tree(&t, expected);
}

static void
xml_becomes_a_tree(void **state)
{
	struct tree t;
	struct err err;

	(void)state;
	xml("<?xml version='1.0' encoding='windows-1251'?><!-- c -->"
	    "<h:a xmlns:h='u' h:b='1'>x<c/>y</h:a>",
	    "<a xmlns:h=u h:b=1>x<c></c>y</a>");
	xml("<a>1&nbsp;&mdash;&lt;&unheard;2</a>",
	    "<a>1\xc2\xa0\xe2\x80\x94<&unheard;2</a>");
	xml("<!DOCTYPE a SYSTEM 'file:///etc/passwd' [<!ENTITY e SYSTEM "
	    "'file:///etc/passwd'>]><a>1&e;2</a>",
	    "<a>12</a>");
	assert_true(tree_xml(&t, STR("<a><b>one</b>\n<c>two"), &err));
	assert_int_equal(t.broken_line, 2);
	assert_tree(&t, "<a><b>one</b>\n<c>two</c></a>");
	assert_false(tree_xml(&t, STR("no mark"), &err));
	assert_non_null(strstr(err.text, "line 1"));
}

static void
xml_bombs_do_nothing(void **state)
{
	struct buf in = BUF_INIT;
	struct tree t;
	struct err err;

	(void)state;
	buf_puts(&in, "<!DOCTYPE a [<!ENTITY e0 'ha ha ha ha ha ha ha'>");
	for (int i = 1; i < 20; i++)
		buf_printf(&in,
		    "<!ENTITY e%d '&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;'>", i,
		    i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
	buf_puts(&in, "]><a>&e19;</a>");
	assert_true(tree_xml(&t, buf_lend(&in), &err));
	assert_true(t.text.n < 64u << 20);
	tree_free(&t);
	buf_clear(&in);
	for (int i = 0; i < 100000; i++)
		buf_puts(&in, "<a>");
	buf_puts(&in, "deep");
	assert_true(tree_xml(&t, buf_lend(&in), &err));
	assert_true(t.cut);
	assert_true(str_eq(tree_text(&t, t.n - 1), STR("deep")));
	tree_free(&t);
	tree_html(&t, buf_lend(&in), false);
	assert_true(str_eq(tree_text(&t, t.n - 1), STR("deep")));
	tree_free(&t);
	buf_clear(&in);
	for (int i = 0; i < 20000; i++)
		buf_printf(&in, "<p><b id='%d'><i>x", i);
	tree_html(&t, buf_lend(&in), false);
	assert_true(t.n < 3000000);
	tree_free(&t);
	buf_clear(&in);
	buf_puts(&in, "<p id=x");
	for (int i = 0; i < 400000; i++)
		buf_printf(&in, " a%d=1", i);
	buf_puts(&in, ">text");
	tree_html(&t, buf_lend(&in), false);
	assert_true(str_eq(tree_text(&t, t.n - 1), STR("text")));
	tree_free(&t);
	buf_free(&in);
}

static void
html_becomes_a_tree(void **state)
{
	(void)state;
	html("<title>T</title><p>one<p class=a>t&amp;wo<br>", false,
	    "<html><head><title>T</title></head><body><p>one</p>"
	    "<p class=a>t&wo<br></br></p></body></html>");
	html("<p><a id='x'/>text <b>bold<p>more", true,
	    "<html><head></head><body><p><a id=x></a>text <b>bold</b></p><p><b>"
	    "more</b></p></body></html>");
	html("<!DOCTYPE html [<!ENTITY e 'x'>]><p><![CDATA[a<b&c]]>d", true,
	    "<html><head></head><body><p>a<b&cd</p></body></html>");
	html("<script>if (a<b) '<p>'</script><!-- <p> --><P TITLE='>'>x", false,
	    "<html><head><script>if (a<b) '<p>'</script></head><body>"
	    "<p title=>>x</p></body></html>");
}

static void
trees_are_asked(void **state)
{
	struct buf out = BUF_INIT;
	struct tree t;
	struct err err;
	uint32_t a, b;

	(void)state;
	assert_true(tree_xml(&t,
	    STR("<r><a l:href='#1' class='x note  y'> one\n two<br/>3</a>"
		"<b><a/></b><b/></r>"),
	    &err));
	a = tree_find(&t, 0, "a");
	assert_true(str_eq(node_attr_local(&t.v[a], "href"), STR("#1")));
	assert_null(node_attr(&t.v[a], "href").p);
	assert_true(words_have(node_attr(&t.v[a], "class"), "note"));
	assert_false(words_have(node_attr(&t.v[a], "class"), "not"));
	tree_collect(&t, a, &out);
	assert_string_equal(out.p, "one two 3");
	b = tree_child(&t, 1, 1, "b");
	assert_int_not_equal(b, 0);
	b = tree_child(&t, 1, b, "b");
	assert_int_not_equal(b, 0);
	assert_int_equal(tree_child(&t, 1, b, "b"), 0);
	buf_free(&out);
	tree_free(&t);
}

/* ---- archives ---- */

static void
assert_part(struct archive *a, const char *name, const char *expected)
{
	const struct part *p = archive_find(a, str_of(name));
	struct buf out = BUF_INIT;
	struct err err;

	assert_non_null(p);
	assert_true(archive_read(a, p, &out, &err));
	assert_string_equal(out.p, expected);
	buf_free(&out);
}

static void
parts_are_found_and_read(void **state)
{
	struct zip_maker z = {BUF_INIT, BUF_INIT, 0};
	struct archive a;
	struct input in = {.folder = false};
	struct err err;

	(void)state;
	zip_add(&z, STR("mimetype"), STR("x"), false);
	zip_add(&z, STR("OEBPS/Ch 1.xhtml"), STR("chapter chapter"), true);
	zip_add(&z, STR("../../etc/passwd"), STR("harmless"), true);
	in.bytes = zip_end(&z);
	assert_true(archive_sniff(in.bytes));
	assert_true(archive_open(&a, &in, &err));
	assert_int_equal(a.n, 3);
	assert_part(&a, "mimetype", "x");
	assert_part(&a, "oebps/ch 1.xhtml", "chapter chapter");
	assert_part(&a, "../../etc/passwd", "harmless");
	assert_null(archive_find(&a, STR("chapter")));
	assert_int_equal(a.damaged, 0);
	archive_close(&a);
	/* cut off anywhere it is refused or read in part, and never crashes */
	for (size_t n = in.bytes.n; n-- > 4;) {
		struct input cut = {.bytes = str_slice(in.bytes, 0, n)};

		if (archive_open(&a, &cut, &err))
			archive_close(&a);
	}
	zip_free(&z);
}

static void
bombs_are_refused(void **state)
{
	struct zip_maker z = {BUF_INIT, BUF_INIT, 0};
	struct buf zeros = BUF_INIT, out = BUF_INIT;
	struct archive a;
	struct input in = {.folder = false};
	struct err err;
	char *line;
	size_t n;

	(void)state;
	buf_reserve(&zeros, 64 << 20);
	memset(zeros.p, 0, 64 << 20);
	zeros.n = 64 << 20;
	zip_add(&z, STR("bomb"), buf_lend(&zeros), true);
	in.bytes = zip_end(&z);
	assert_true(archive_open(&a, &in, &err));
	assert_false(archive_read(&a, &a.v[0], &out, &err));
	assert_non_null(strstr(err.text, "bomb unpacks to more"));
	archive_close(&a);
	zip_free(&z);
	z = (struct zip_maker){BUF_INIT, BUF_INIT, 0};
	/* two lines of the list for the same bytes */
	zip_add(&z, STR("a"), STR("some text that is there only once"), false);
	line = str_dup(buf_lend(&z.list));
	n = z.list.n;
	for (int i = 1; i < 16; i++)
		buf_add(&z.list, line, n);
	free(line);
	z.n *= 16;
	in.bytes = zip_end(&z);
	assert_false(archive_open(&a, &in, &err));
	assert_int_equal(err.code, ERR_LIMIT);
	zip_free(&z);
	buf_free(&out);
	buf_free(&zeros);
}

static void
resolves(
    const char *base, const char *href, const char *path, const char *fragment)
{
	struct buf out = BUF_INIT, frag = BUF_INIT;
	bool inside = archive_resolve(str_of(base), str_of(href), &out, &frag);

	assert_int_equal(inside, path != NULL);
	if (path != NULL) {
		assert_string_equal(out.p, path);
		assert_string_equal(frag.p, fragment);
	}
	buf_free(&out);
	buf_free(&frag);
}

static void
references_are_resolved(void **state)
{
	(void)state;
	resolves("OEBPS/a.xhtml", "b.xhtml#n1", "OEBPS/b.xhtml", "n1");
	resolves("OEBPS/a.xhtml", "#n%201", "OEBPS/a.xhtml", "n 1");
	resolves("OEBPS/t/a.xhtml", "../b%20c.xhtml", "OEBPS/b c.xhtml", "");
	resolves("a.xhtml", "../../../b.xhtml", "b.xhtml", "");
	resolves("OEBPS/a.xhtml", "/b/./c.xhtml?q#f", "b/c.xhtml", "f");
	resolves("a.xhtml", "https://example.org/", NULL, NULL);
	resolves("a.xhtml", "mailto:x", NULL, NULL);
	resolves("a.xhtml", "//example.org/a", NULL, NULL);
}

/* Each of these would be looked for an end that none of them has. */
static void
declarations_without_end(void **state)
{
	static const char *const signs[] = {"<!a[ ", "<![CDATA[ ", "<!-- "};
	struct buf page = BUF_INIT;
	struct tree t;

	(void)state;
	for (size_t i = 0; i < LENGTH(signs); i++) {
		buf_clear(&page);
		buf_puts(&page, "<p>a</p>");
		for (unsigned k = 0; k < 500000; k++)
			buf_puts(&page, signs[i]);
		tree_html(&t, buf_lend(&page), true);
		assert_true(t.n > 1);
		tree_free(&t);
	}
	buf_free(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(xml_becomes_a_tree),
	    cmocka_unit_test(xml_bombs_do_nothing),
	    cmocka_unit_test(html_becomes_a_tree),
	    cmocka_unit_test(declarations_without_end),
	    cmocka_unit_test(trees_are_asked),
	    cmocka_unit_test(parts_are_found_and_read),
	    cmocka_unit_test(bombs_are_refused),
	    cmocka_unit_test(references_are_resolved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
