/* formats: opening files, refusing what is no book. */
#include "tests/unit/unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include <izba/builder.h>
#include <izba/formats.h>

/* A folder for the test's files, and a path in it. */
static char folder[] = "/tmp/izba-t-formats-XXXXXX";

static const char *
path_of(const char *name)
{
	static char path[256];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static const char *
file_of(const char *name, const char *bytes, size_t n)
{
	const char *path = path_of(name);
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	return path;
}

static void
refused(const char *path, const char *why)
{
	struct err e = {0};

	assert_null(book_read(path, NULL, &e));
	if (strstr(e.text, why) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", e.text, why);
	assert_int_equal(strncmp(e.text, path, strlen(path)), 0);
}

static void
no_books_are_refused(void **state)
{
	char zeros[4096] = {0};

	(void)state;
	refused(path_of("none.txt"), "no such file");
	refused(folder, "a folder");
	refused("/dev/null", "a device");
	assert_int_equal(mkfifo(path_of("fifo"), 0600), 0);
	refused(path_of("fifo"), "a pipe");
	refused(file_of("empty.txt", "", 0), "empty");
	refused(file_of("blank.txt", " \n\t\r\n ", 6), "no text");
	refused(file_of("zeros.txt", zeros, sizeof(zeros)), "neither text");
	if (geteuid() != 0) {
		chmod(file_of("secret.txt", "x", 1), 0);
		refused(path_of("secret.txt"), "may not be read");
	}
}

static void
files_are_read(void **state)
{
	struct read_options options = {.format = "scroll"};
	struct err e;
	struct book *b =
	    book_read(file_of("a.txt", "One.\n\nTwo.", 10), NULL, &e);

	(void)state;
	assert_non_null(b);
	assert_true(book_check(b, &e));
	assert_string_equal(b->format, "text");
	assert_int_equal(b->source_bytes, 10);
	assert_int_equal(b->n_blocks, 2);
	assert_int_equal(b->blocks[1].line, 3);
	assert_int_equal(b->blocks[1].gap, 1);
	book_free(b);
	assert_null(book_read_bytes(STR("x"), "x.txt", &options, &e));
	assert_int_equal(e.code, ERR_USAGE);
}

/* A folder of pages in one language of several. */
static void
folders_have_an_index(void **state)
{
	static const char index[] = "<title>Rooms</title><h1>Rooms</h1><p><a "
				    "href=one.de.html>One</a>";
	static const char one[] = "<h1>Stube</h1><p>Ein Ofen, eine Lampe.";
	struct err e = {.text = ""};
	struct book *b;
	char path[256];

	(void)state;
	assert_int_equal(mkdir(path_of("pages"), 0700), 0);
	snprintf(path, sizeof(path), "%s", path_of("pages"));
	assert_null(book_read(path, NULL, &e));
	file_of("pages/one.de.html", one, sizeof(one) - 1);
	assert_null(book_read(path, NULL, &e));
	file_of("pages/index.de.html", index, sizeof(index) - 1);
	b = book_read(path, NULL, &e);
	assert_non_null(b);
	assert_true(str_is(b->title, "Rooms"));
	assert_true(str_find(b->text, STR("Ofen")) != SIZE_MAX);
	book_free(b);
	unlink(path_of("pages/one.de.html"));
	unlink(path_of("pages/index.de.html"));
	assert_int_equal(rmdir(path), 0);
}

/* The menu and the foot of a site stand in its book once; what only looks alike,
 * and leads nowhere or to one place, such as a note, on every page. */
static void
frames_of_sites_are_read_once(void **state)
{
	static const char *const names[] = {
	    "1.html", "2.html", "3.html", "4.html", "5.html"};
	const char *paths[LENGTH(names)];
	struct err e = {.text = ""};
	struct book *b;
	struct str s;
	size_t at, menus = 0, rules = 0, feet = 0, notes = 0;

	(void)state;
	for (size_t i = 0; i < LENGTH(names); i++) {
		struct buf page = BUF_INIT;

		buf_printf(&page,
		    "<title>Rooms</title><div><ul><li><a href=1.html>Home</a>"
		    "<li><a href=5.html>Lamps</a></ul></div><h1>Room %zu</h1>"
		    "<p>Lamp %zu hung <a href=1.html>here</a>.<p>* * *<p>Then "
		    "it was dark<sup><a id=r href='#n'>1</a></sup>.%s<p id=n>"
		    "<a href='%s#r'>1</a>. Ibid.",
		    i, i,
		    i == 2
			? ""
			: "<div><p>To the <a href=1.html>top</a> or <a href=5.html>on</a></div>",
		    names[i]);
		paths[i] = xstrdup(file_of(names[i], page.p, page.n));
		buf_free(&page);
	}
	b = book_read_files(paths, LENGTH(names), NULL, &e);
	assert_non_null(b);
	assert_true(book_check(b, &e));
	for (s = b->text; (at = str_find(s, STR("Home"))) != SIZE_MAX; menus++)
		s = str_slice(s, at + 4, s.n);
	for (s = b->text; (at = str_find(s, STR("dark"))) != SIZE_MAX; rules++)
		s = str_slice(s, at + 4, s.n);
	for (s = b->text; (at = str_find(s, STR("top"))) != SIZE_MAX; feet++)
		s = str_slice(s, at + 3, s.n);
	for (s = b->text; (at = str_find(s, STR("Ibid"))) != SIZE_MAX; notes++)
		s = str_slice(s, at + 4, s.n);
	assert_int_equal(notes, LENGTH(names));
	assert_int_equal(menus, 1);
	assert_int_equal(feet, 1);
	assert_int_equal(rules, LENGTH(names));
	assert_true(str_find(b->text, STR("Lamp 4 hung here")) != SIZE_MAX);
	book_free(b);
	for (size_t i = 0; i < LENGTH(names); i++) {
		unlink(paths[i]);
		free((char *)(uintptr_t)paths[i]);
	}
}

static void
formats_have_names(void **state)
{
	size_t n;
	const struct format *f = format_table(&n);

	(void)state;
	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		assert_non_null(f[i].name);
		assert_non_null(f[i].suffixes);
		assert_non_null(f[i].mime);
		assert_non_null(f[i].help);
	}
}

/* Of the sample book in every format: the whole begins with what is read when
 * only the beginning is wanted. */
static void
beginnings_are_read(void **state)
{
	static const char *const names[] = {
	    "md", "html", "fb2", "fb2.zip", "epub"};
	struct read_options how = {.enough = 8192};
	const char *srcdir = getenv("srcdir");

	(void)state;
	for (size_t i = 0; i < LENGTH(names); i++) {
		struct book *whole, *first;
		char path[4096];
		struct err e = {.text = ""};
		uint32_t blocks = 12;

		snprintf(path, sizeof(path), "%s/books/ten-years.%s",
		    srcdir == NULL ? "." : srcdir, names[i]);
		whole = book_read(path, NULL, &e);
		first = book_read(path, &how, &e);
		assert_non_null(whole);
		assert_non_null(first);
		assert_true(book_check(first, &e));
		assert_string_equal(first->format, whole->format);
		assert_true(str_eq(first->title, whole->title));
		assert_true(first->text.n < whole->text.n / 2);
		assert_true(first->n_blocks > blocks);
		for (uint32_t k = 0; k < blocks; k++) {
			const struct block *a = &first->blocks[k];
			const struct block *b = &whole->blocks[k];

			assert_int_equal(a->kind, b->kind);
			assert_true(str_eq(book_text(first, a->from, a->to),
			    book_text(whole, b->from, b->to)));
		}
		book_free(first);
		book_free(whole);
	}
}

static struct book *
beginning_of(const struct buf *text, const char *name, size_t enough)
{
	struct read_options how = {.enough = enough};
	struct err e = {.text = ""};
	struct book *b = book_read(file_of(name, text->p, text->n), &how, &e);

	assert_non_null(b);
	return b;
}

/* A cut must not change in what encoding the rest seems to be. */
static void
cuts_leave_whole_characters(void **state)
{
	struct buf text = BUF_INIT;
	struct book *b;

	(void)state;
	for (int i = 0; i < 100; i++)
		buf_puts(&text, "Изба-читальня — ");
	for (size_t enough = 700; enough < 720; enough++) {
		b = beginning_of(&text, "a.md", enough);
		assert_string_equal(b->encoding.p, "UTF-8");
		assert_true(b->text.n <= enough);
		assert_true(b->text.n > enough - 8);
		assert_int_equal(b->n_problems, 0);
		book_free(b);
	}
	/* a last line that is cut says nothing; all before it is there */
	buf_clear(&text);
	for (int i = 0; i < 100; i++)
		buf_printf(&text, "Lamp %d.\n\n", i);
	b = beginning_of(&text, "a.md", 505);
	assert_true(str_ends(b->text, "Lamp 50."));
	book_free(b);
	/* a file that is no longer is read as it is */
	b = beginning_of(&text, "a.md", text.n);
	assert_true(str_ends(b->text, "Lamp 99."));
	book_free(b);
	/* plain text takes more, to tell how it is built */
	b = beginning_of(&text, "a.txt", 505);
	assert_true(str_ends(b->text, "Lamp 99."));
	book_free(b);
	while (text.n < 1 << 18)
		buf_puts(&text, "A lamp more.\n\n");
	b = beginning_of(&text, "a.txt", 505);
	assert_true(b->text.n > 1 << 16 && b->text.n < 1 << 17);
	book_free(b);
	buf_free(&text);
}

static int
folder_make(void **state)
{
	(void)state;
	return mkdtemp(folder) == NULL ? -1 : 0;
}

static int
folder_remove(void **state)
{
	static const char *const names[] = {"fifo", "empty.txt", "blank.txt",
	    "zeros.txt", "secret.txt", "a.txt", "a.md"};

	(void)state;
	for (size_t i = 0; i < LENGTH(names); i++)
		unlink(path_of(names[i]));
	return rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_books_are_refused),
	    cmocka_unit_test(files_are_read),
	    cmocka_unit_test(folders_have_an_index),
	    cmocka_unit_test(frames_of_sites_are_read_once),
	    cmocka_unit_test(formats_have_names),
	    cmocka_unit_test(beginnings_are_read),
	    cmocka_unit_test(cuts_leave_whole_characters),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
